//! The datasets, and the choice of their rows.
use portulan_locales::{MessageKey, key};

macro_rules! datasets {
    ($($(#[$doc:meta])* $name:ident, $word:literal;)*) => {
        /// A dataset.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Dataset { $($(#[$doc])* $name),* }

        impl Dataset {
            /// All datasets, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name in web addresses and files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// The title.
            pub fn title(self) -> MessageKey {
                match self { $(Self::$name => key!(concat!("dataset-", $word))),* }
            }

            /// The description.
            pub fn description(self) -> MessageKey {
                match self { $(Self::$name => key!(concat!("about-dataset-", $word))),* }
            }

            /// The dataset with this name.
            pub fn of(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|d| d.name() == name)
            }
        }
    };
}

datasets! {
    /// Partnerships with territories abroad.
    Partnerships, "partnerships";
    /// Projects.
    Projects, "projects";
    /// Organisations.
    Organisations, "organisations";
    /// Participations of organisations in partnerships, projects and events.
    Participations, "participations";
    /// Agreements.
    Agreements, "agreements";
    /// Budgets of projects.
    Budgets, "budgets";
    /// Transactions of projects.
    Transactions, "transactions";
    /// Funding plans of projects.
    Funding, "funding";
    /// Contributions in kind.
    Contributions, "contributions";
    /// Results: targets and actual values.
    Results, "results";
    /// Events.
    Events, "events";
    /// Networks and memberships.
    Networks, "networks";
    /// Territories.
    Territories, "territories";
}

/// The rows of a dataset to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowScope {
    /// All rows.
    All,
    /// Rows that do not belong to projects.
    Apart,
    /// Rows of projects; they follow the others.
    Projects,
}
