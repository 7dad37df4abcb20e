//! The records of the register that the names in a file mean.
use portulan_model::{Body, Kind, normalize_for_search};
use portulan_store::{Filter, RecordSummary};
use uuid::Uuid;

use super::planner::Planner;
use crate::error::OfficeError;
use crate::form::refs::{self, FoundName};

/// The largest number of records of one name that are compared.
const MAX_NAMESAKES: usize = 20;

impl Planner<'_> {
    /// The slug of the record that a name means; a new record for one that is missing, if the mapping allows it. A name that several
    /// records have means none of them.
    pub async fn reference(&mut self, kind: Kind, output: &str) -> Result<Option<String>, OfficeError> {
        if self.chosen_slugs.contains(&(kind, output.to_owned())) {
            return Ok(Some(output.to_owned()));
        }
        let key = (kind, self.cached_name(kind, output));
        if let Some(known) = self.found.get(&key) {
            return Ok(known.clone());
        }
        let found = match self.existing(kind, output).await? {
            FoundName::One(head) => {
                let name = head.name.text(self.current_user.language().tag()).to_owned();
                self.names.insert((kind, head.slug.clone()), name);
                Some(head.slug)
            }
            FoundName::Several if !self.created.contains(&key) => {
                self.ambiguous.insert((kind, output.to_owned()));
                None
            }
            _ if self.undecided.contains(&key) && !self.created.contains(&key) => None,
            _ if !self.may_create_named(kind) || !(self.mapping.create || self.created.contains(&key)) => {
                None
            }
            _ if kind == Kind::Partnership => self.make_partnership(output).await?,
            _ => self.make(kind, output).await?,
        };
        if let Some(slug) = &found {
            self.found.insert((kind, self.cached_name(kind, slug)), Some(slug.clone()));
        }
        self.found.insert(key, found.clone());
        Ok(found)
    }

    /// The name of a record as it is remembered. Places with the same name are in different countries.
    pub fn cached_name(&self, kind: Kind, name: &str) -> String {
        let name = normalize_for_search(name);
        match &self.place_country {
            Some(country) if has_country(kind) => format!("{name} {country}"),
            _ => name,
        }
    }

    /// The record of the register that a name means; a territory or partnership only if it is in the country of the row.
    pub async fn named(&self, kind: Kind, name: &str) -> Result<FoundName, OfficeError> {
        let store = &*self.office.store;
        let found = refs::find(store, kind, name, self.current_user).await?;
        let Some(country) = self.place_country.as_deref().filter(|_| has_country(kind)) else {
            return Ok(found);
        };
        let ids = match &found {
            FoundName::None => return Ok(found),
            FoundName::One(head) => vec![head.id],
            FoundName::Several => self.namesakes(kind, name).await?,
        };
        let mut there = Vec::new();
        for stored in store.records_by_id(&ids).await? {
            if self.is_in(&stored.record.body, country).await? {
                there.push(stored.record.id);
            }
        }
        let heads = store.summaries_by_id(&there, &self.current_user.visible_filter()).await?;
        Ok(only(heads))
    }

    /// The identities of the records that have a name.
    async fn namesakes(&self, kind: Kind, name: &str) -> Result<Vec<Uuid>, OfficeError> {
        let name = normalize_for_search(name);
        let ids = self.office.store.aliases(kind, std::slice::from_ref(&name)).await?.remove(&name);
        Ok(ids.unwrap_or_default().into_iter().take(MAX_NAMESAKES).collect())
    }

    /// True if a territory is in a country, or a partnership has a territory in it; also if that is not stated.
    async fn is_in(&self, body: &Body, country: &str) -> Result<bool, OfficeError> {
        let is_there = |body: &Body| match body {
            Body::Territory(territory) => territory.country.0.is_empty() || territory.country.0 == country,
            _ => false,
        };
        let Body::Partnership(partnership) = body else { return Ok(is_there(body)) };
        for territory in &partnership.territories {
            let stored = self.office.store.record(Kind::Territory, territory.slug()).await?;
            if stored.is_some_and(|stored| is_there(&stored.record.body)) {
                return Ok(true);
            }
        }
        Ok(partnership.territories.is_empty())
    }

    /// True if a name means a record that is there or was made for an earlier row; nothing is made.
    pub async fn is_known(&self, kind: Kind, name: &str) -> Result<bool, OfficeError> {
        if name.trim().is_empty() {
            return Ok(false);
        }
        match self.found.get(&(kind, self.cached_name(kind, name))) {
            Some(known) => Ok(known.is_some()),
            None => Ok(!matches!(self.named(kind, name).await?, FoundName::None)),
        }
    }

    /// The record that a name means: for a partnership also the only one with a territory of this name. Nothing is made.
    pub async fn existing(&self, kind: Kind, name: &str) -> Result<FoundName, OfficeError> {
        let found = self.named(kind, name).await?;
        if kind != Kind::Partnership || !matches!(found, FoundName::None) {
            return Ok(found);
        }
        let territories = match self.named(Kind::Territory, name).await? {
            FoundName::None => return Ok(FoundName::None),
            FoundName::One(head) => vec![head.id],
            FoundName::Several => self.namesakes(Kind::Territory, name).await?,
        };
        let mut found: Vec<RecordSummary> = Vec::new();
        for territory in territories {
            let filter: Filter = self.current_user.visible_filter().kind(Kind::Partnership);
            let of_territory = self.office.store.summaries(&filter.referring_to(territory).first(2)).await?;
            let new = of_territory.into_iter().filter(|head| !found.iter().any(|known| known.id == head.id));
            found.extend(new.collect::<Vec<_>>());
        }
        Ok(only(found))
    }
}

/// True for kinds of which records with the same name are distinguished by their country.
fn has_country(kind: Kind) -> bool {
    matches!(kind, Kind::Territory | Kind::Partnership)
}

/// The only one of some records of a name.
fn only(mut heads: Vec<RecordSummary>) -> FoundName {
    match (heads.pop(), heads.is_empty()) {
        (None, _) => FoundName::None,
        (Some(head), true) => FoundName::One(head),
        (Some(_), false) => FoundName::Several,
    }
}
