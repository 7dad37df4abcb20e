//! The form of the publication page: the decision about the revision that the user saw.
use uuid::Uuid;

use crate::error::OfficeError;
use crate::pairs::{field, selected_record};

/// The button of the form.
#[derive(Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum PublishVerb {
    /// Publishes the record, and the selected records that it names.
    Publish,
    /// Publishes it later.
    Schedule,
    /// Cancels the scheduled publication.
    Unschedule,
    /// Sends it back to its author, with a note.
    SendBack,
    /// Withdraws it from the public.
    Unpublish,
    /// Archives it.
    Archive,
    /// Deletes it permanently.
    Erase,
}

portulan_model::impl_names!(PublishVerb);

impl PublishVerb {
    /// The name of the completed action in the message of the overview; `None` if the user goes to another page.
    pub fn done(self) -> Option<&'static str> {
        match self {
            Self::Publish => Some("published"),
            Self::Schedule => Some("scheduled"),
            Self::Unschedule => Some("unscheduled"),
            Self::Unpublish => Some("unpublished"),
            Self::Archive => Some("archived"),
            Self::SendBack | Self::Erase => None,
        }
    }

    /// True if the unsaved changes of the user are dropped with the decision.
    pub fn ends_draft(self) -> bool {
        !matches!(self, Self::Schedule | Self::Unschedule | Self::SendBack)
    }
}

/// The largest number of records that are published with another, and that the page lists.
pub const MAX_TOGETHER: usize = 50;

/// The action on the revision that the user saw.
pub struct PublishForm {
    pub verb: PublishVerb,
    pub seen: i64,
    pub at: String,
    pub note: String,
    /// The selected records that the record names, with the revisions that the user saw.
    pub with: Vec<(Uuid, i64)>,
}

impl PublishForm {
    pub fn read(pairs: &[(String, String)]) -> Result<Self, OfficeError> {
        let field = |name: &str| field(pairs, name);
        let unreadable = |value: &str| OfficeError::Unreadable(value.to_owned());
        if pairs.iter().filter(|(key, _)| key == "with").count() > MAX_TOGETHER {
            return Err(OfficeError::TooLarge);
        }
        let with = pairs.iter().filter(|(key, _)| key == "with").map(|(_, value)| selected_record(value));
        Ok(Self {
            verb: PublishVerb::from_name(field("do")).ok_or_else(|| unreadable(field("do")))?,
            seen: field("seen").parse().map_err(|_| unreadable(field("seen")))?,
            at: field("at").to_owned(),
            note: field("note").to_owned(),
            with: with.collect::<Result<_, _>>()?,
        })
    }

    /// The records to publish: those that it names first.
    pub fn together(&self, id: Uuid) -> Vec<(Uuid, i64)> {
        let mut records = self.with.clone();
        records.retain(|(other, _)| *other != id);
        records.push((id, self.seen));
        records
    }
}
