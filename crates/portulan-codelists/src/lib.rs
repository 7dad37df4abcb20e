//! Codes and names of the lists that international cooperation is described with: ISO 3166, ISO 4217, ISO 639,
//! OECD-DAC purposes, IATI and the Sustainable Development Goals. Static tables, no allocation, no I/O.
mod entry;
mod national_currency;
mod sdg;
#[allow(clippy::unreadable_literal)]
mod tables;
mod withdrawn;

pub use entry::CodeEntry;
pub use national_currency::national_currency;
pub use sdg::{GOALS, SdgGoal, goal, targets};

/// A published code list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeList {
    /// ISO 3166-1 alpha-2.
    Country,
    /// ISO 3166-2.
    Subdivision,
    /// ISO 4217.
    Currency,
    /// ISO 639-1.
    Language,
    /// IATI `OrganisationType`.
    OrganisationType,
    /// OECD-DAC purpose codes, five digits.
    Sector,
    /// Targets of the Sustainable Development Goals, such as `6.1`.
    SdgTarget,
    /// The full wording of the seventeen Sustainable Development Goals.
    SdgGoalText,
    /// IATI `ActivityStatus`.
    ActivityStatus,
    /// IATI `TransactionType`.
    TransactionType,
    /// IATI `ResultType`.
    ResultType,
    /// OECD-DAC types of aid.
    AidType,
    /// OECD-DAC channels of delivery.
    Channel,
}

impl CodeList {
    /// All lists.
    pub const ALL: [Self; 13] = [
        Self::Country,
        Self::Subdivision,
        Self::Currency,
        Self::Language,
        Self::OrganisationType,
        Self::Sector,
        Self::SdgTarget,
        Self::SdgGoalText,
        Self::ActivityStatus,
        Self::TransactionType,
        Self::ResultType,
        Self::AidType,
        Self::Channel,
    ];

    /// All entries, sorted by code.
    pub fn entries(self) -> &'static [CodeEntry] {
        match self {
            Self::Country => &tables::COUNTRY,
            Self::Subdivision => &tables::SUBDIVISION,
            Self::Currency => &tables::CURRENCY,
            Self::Language => &tables::LANGUAGE,
            Self::OrganisationType => &tables::ORGANISATION_TYPE,
            Self::Sector => &tables::SECTOR,
            Self::SdgTarget => &tables::SDG_TARGET,
            Self::SdgGoalText => &tables::SDG_GOAL_TEXT,
            Self::ActivityStatus => &tables::ACTIVITY_STATUS,
            Self::TransactionType => &tables::TRANSACTION_TYPE,
            Self::ResultType => &tables::RESULT_TYPE,
            Self::AidType => &tables::AID_TYPE,
            Self::Channel => &tables::CHANNEL,
        }
    }

    /// The name of the list in keys of messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Subdivision => "subdivision",
            Self::Currency => "currency",
            Self::Language => "language",
            Self::OrganisationType => "organisation-type",
            Self::Sector => "sector",
            Self::SdgTarget => "sdg-target",
            Self::SdgGoalText => "sdg-goal-text",
            Self::ActivityStatus => "activity-status",
            Self::TransactionType => "transaction-type",
            Self::ResultType => "result-type",
            Self::AidType => "aid-type",
            Self::Channel => "channel",
        }
    }

    /// The entry with this code, by binary search.
    pub fn get(self, code: &str) -> Option<&'static CodeEntry> {
        let entries = self.entries();
        entries.binary_search_by(|e| e.code.cmp(code)).ok().map(|i| &entries[i])
    }

    /// The name of the code in `lang`; the code itself if the list does not contain it.
    pub fn name<'a>(self, code: &'a str, lang: &str) -> &'a str {
        self.get(code).map_or(code, |e| e.name(lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_named() {
        for list in CodeList::ALL {
            assert!(list.entries().windows(2).all(|w| w[0].code < w[1].code), "{list:?}");
            assert!(list.entries().iter().all(|e| !e.en.is_empty()), "{list:?}");
            assert!(list.entries().iter().all(|e| !e.fr.contains('\'')), "{list:?}: typographic apostrophes");
        }
    }

    #[test]
    fn no_two_codes_of_a_list_in_use_share_a_french_name() {
        for list in [CodeList::Channel, CodeList::Sector, CodeList::AidType, CodeList::OrganisationType] {
            let mut names = std::collections::HashMap::new();
            for entry in list.entries().iter().filter(|e| list.withdrawn(e.code).is_none()) {
                let other = names.insert(entry.name("fr"), entry.code);
                assert_eq!(other, None, "{list:?}: {} {}", entry.code, entry.name("fr"));
                assert!(
                    !["Gouvernment", "Refugi", "regionale", "Autres entité"]
                        .iter()
                        .any(|w| entry.fr.contains(w))
                );
            }
        }
    }

    #[test]
    fn names_fall_back_to_english_then_to_the_code() {
        assert_eq!(CodeList::Country.name("UA", "fr"), "Ukraine");
        assert_eq!(CodeList::Country.name("DE", "fr-FR"), "Allemagne");
        assert_eq!(CodeList::Subdivision.name("MX-CAM", "fr"), "Campeche");
        assert_eq!(CodeList::Country.name("ZZ", "fr"), "ZZ");
    }
}
