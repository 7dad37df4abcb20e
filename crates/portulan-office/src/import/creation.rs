//! Records that an import creates from a name, in addition to its rows.
use portulan_editorial::new_slug;
use portulan_model::kinds::Partnership;
use portulan_model::{Body, Country, Kind, Record, Ref, State, Text, is_slug, slug};

use super::planner::Planner;
use crate::error::OfficeError;
use crate::form::named;
use crate::form::place::derive_place;

/// Kinds whose records can be created from a name only, if the mapping allows it.
const MADE: [Kind; 4] = [Kind::Organisation, Kind::Territory, Kind::Network, Kind::Person];

impl Planner<'_> {
    /// True if the user may create records of a kind from their names.
    pub fn may_create_named(&self, kind: Kind) -> bool {
        let can = |kind: Kind| self.current_user.can_create_kind(kind);
        match kind {
            Kind::Partnership => can(kind) && can(Kind::Territory),
            _ => MADE.contains(&kind) && can(kind),
        }
    }

    /// Allows a record of this name, in the country of the present row, to be created.
    pub fn allow_creation(&mut self, kind: Kind, name: &str) {
        self.created.insert((kind, self.cached_name(kind, name)));
        if kind == Kind::Partnership {
            self.created.insert((Kind::Territory, self.cached_name(Kind::Territory, name)));
        }
    }

    /// Creates a partnership of a city or region; the place is created with it.
    pub async fn make_partnership(&mut self, name: &str) -> Result<Option<String>, OfficeError> {
        let territory = Box::pin(self.reference(Kind::Territory, name)).await?;
        let body = Partnership {
            title: Text([(self.tongue.clone(), name.to_owned())].into()),
            territories: territory.iter().map(Ref::new).collect(),
            ..Partnership::default()
        };
        self.add(Body::Partnership(Box::new(body)), name).await.map(Some)
    }

    /// Creates a record from a name, in addition to the rows.
    pub async fn make(&mut self, kind: Kind, name: &str) -> Result<Option<String>, OfficeError> {
        let Some(mut body) = named(kind, name, &self.tongue, self.current_user.language()) else {
            return Ok(None);
        };
        if let (Body::Territory(territory), Some(country)) = (&mut body, &self.place_country) {
            territory.country = Country(country.clone());
        }
        derive_place(&mut body);
        self.add(body, name).await.map(Some)
    }

    /// Adds a record in addition to the rows. Returns its slug.
    async fn add(&mut self, body: Body, name: &str) -> Result<String, OfficeError> {
        let kind = body.kind();
        let id = self.office.new_id()?;
        let wanted = new_slug(id, &body, &self.tongue);
        let slug = self.free(kind, &wanted).await?;
        self.names.insert((kind, slug.clone()), name.to_owned());
        let record = Record { id, slug: slug.clone(), state: State::Draft, body };
        self.aside.push((record, name.to_owned()));
        Ok(slug)
    }

    /// A slug that nothing of the kind has, here or in the register.
    pub async fn free(&mut self, kind: Kind, wanted: &str) -> Result<String, OfficeError> {
        let wanted = if is_slug(wanted) { wanted.to_owned() } else { slug(wanted, kind.singular()) };
        let mut slug = wanted.clone();
        for number in 2.. {
            let key = (kind, slug.clone());
            if !self.taken.contains(&key) && self.office.store.record(kind, &slug).await?.is_none() {
                self.taken.insert(key);
                break;
            }
            slug = format!("{wanted}-{number}");
        }
        Ok(slug)
    }
}
