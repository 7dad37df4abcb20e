//! The actions on the selected records of a list, and their outcomes.
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{Language, key};
use portulan_model::Kind;
use portulan_store::UserRole;

use super::tasks::has_tasks;
use crate::auth::CurrentUser;

/// An action on the selected records of a list.
#[derive(Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum BulkVerb {
    /// Publishes their newest revisions.
    Publish,
    /// Withdraws them from the public.
    Unpublish,
    /// Archives them.
    Archive,
    /// Adds a theme to them.
    Theme,
    /// Adds a task for each of them.
    Assign,
    /// Returns them as a workbook.
    Export,
    /// Deletes them permanently.
    Delete,
    /// Saves what was edited in the cells of the list; it is not offered for a selection.
    Edit,
}

portulan_model::impl_names!(BulkVerb);

/// The outcome of an action on selected records.
#[derive(Clone, Copy)]
pub struct BulkOutcome {
    pub verb: BulkVerb,
    /// The records that were changed.
    pub done: usize,
    /// Those of them that are public and of which the change is a draft.
    pub drafts: usize,
    /// Those of them of which a value lost its source.
    pub sources: usize,
    /// The records that were not changed.
    pub failed: usize,
}

impl BulkVerb {
    /// The actions that a user can choose for records of a kind; each record is decided when the action is done.
    pub fn offered(current_user: &CurrentUser, kind: Kind) -> Vec<Self> {
        let role = current_user.user.role;
        let is_offered = |verb: &Self| match verb {
            Self::Publish | Self::Unpublish | Self::Archive | Self::Delete => role >= UserRole::Publisher,
            Self::Theme => role >= UserRole::Editor,
            Self::Assign => current_user.require(OfficeAction::UseTasks).is_ok(),
            Self::Export => role >= UserRole::Reader,
            Self::Edit => false,
        };
        Self::ALL.iter().copied().filter(|verb| verb.is_for(kind) && is_offered(verb)).collect()
    }

    /// True if a question comes before the action: the records are deleted, or leave the site.
    pub fn is_asked(self) -> bool {
        matches!(self, Self::Delete | Self::Unpublish | Self::Archive)
    }

    /// True if there is such an action for records of a kind. Contacts have a list of their own, and are deleted on a page that
    /// lists what else is deleted.
    pub fn is_for(self, kind: Kind) -> bool {
        match self {
            _ if matches!(kind, Kind::Authority | Kind::Person) => false,
            Self::Publish | Self::Unpublish => !kind.is_private(),
            Self::Archive | Self::Delete | Self::Export => true,
            Self::Theme => has_themes(kind),
            Self::Assign => has_tasks(kind),
            Self::Edit => false,
        }
    }
}

/// True if a user can edit the list of a kind in place. Contacts have a list of their own.
pub fn can_edit_cells(current_user: &CurrentUser, kind: Kind) -> bool {
    current_user.user.role >= UserRole::Editor && !matches!(kind, Kind::Authority | Kind::Person)
}

/// True if records of a kind have themes of the authority.
fn has_themes(kind: Kind) -> bool {
    matches!(kind, Kind::Partnership | Kind::Project | Kind::Event)
}

impl BulkOutcome {
    /// The message: the number of records that were changed, and of those that were not.
    pub fn text(&self, language: Language) -> String {
        let of = |count: usize| [("action", self.verb.name().into()), ("count", count.into())];
        let mut text = language.format(key!("office-bulk-done"), &of(self.done));
        let remarks = [
            (key!("office-bulk-drafts"), self.drafts),
            (key!("office-bulk-sources"), self.sources),
            (key!("office-bulk-failed"), self.failed),
        ];
        for (key, count) in remarks {
            if count > 0 {
                text.push(' ');
                text.push_str(&language.format(key, &of(count)));
            }
        }
        text
    }
}
