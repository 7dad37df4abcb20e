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
}

portulan_model::impl_names!(BulkVerb);

/// The outcome of an action on selected records.
#[derive(Clone, Copy)]
pub struct BulkOutcome {
    pub verb: BulkVerb,
    pub done: usize,
    pub failed: usize,
}

impl BulkVerb {
    /// The actions that a user can choose for records of a kind; each record is decided when the action is done.
    pub fn offered(current_user: &CurrentUser, kind: Kind) -> Vec<Self> {
        let role = current_user.user.role;
        let is_offered = |verb: &Self| match verb {
            _ if kind == Kind::Authority => false,
            Self::Publish | Self::Unpublish => role >= UserRole::Publisher && !kind.is_private(),
            Self::Archive | Self::Delete => role >= UserRole::Publisher,
            Self::Theme => role >= UserRole::Editor && has_themes(kind),
            Self::Assign => has_tasks(kind) && current_user.require(OfficeAction::UseTasks).is_ok(),
            Self::Export => true,
        };
        Self::ALL.iter().copied().filter(is_offered).collect()
    }
}

/// True if records of a kind have themes of the authority.
fn has_themes(kind: Kind) -> bool {
    matches!(kind, Kind::Partnership | Kind::Project | Kind::Event)
}

impl BulkOutcome {
    /// The message: the number of records that were changed, and of those that were not.
    pub fn text(&self, language: Language) -> String {
        let arguments = [("action", self.verb.name().into()), ("count", self.done.into())];
        let done = language.format(key!("office-bulk-done"), &arguments);
        if self.failed == 0 {
            return done;
        }
        let failed = language.format(key!("office-bulk-failed"), &[("count", self.failed.into())]);
        format!("{done} {failed}")
    }
}
