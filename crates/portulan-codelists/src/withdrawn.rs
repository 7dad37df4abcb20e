//! Withdrawn codes and their successors.
//!
//! Source: the IATI code lists `Sector` and `CRSChannelCode` (status "withdrawn") and the OECD-DAC history of
//! purpose codes; for currencies, the amendments of ISO 4217. For a code without a successor, the user must choose one that fits the action.
use crate::CodeList;

/// List, withdrawn code, successors.
#[rustfmt::skip]
const WITHDRAWN: [(CodeList, &str, &[&str]); 72] = [
    (CodeList::Sector, "11321", &["11320"]),
    (CodeList::Sector, "11322", &["11320"]),
    (CodeList::Sector, "15120", &["15111"]),
    (CodeList::Sector, "15140", &["15110"]),
    (CodeList::Sector, "15161", &["15151"]),
    (CodeList::Sector, "15162", &["15160"]),
    (CodeList::Sector, "15163", &["15153"]),
    (CodeList::Sector, "15164", &["15170"]),
    (CodeList::Sector, "23010", &["23110"]),
    (CodeList::Sector, "23020", &["23310"]),
    (CodeList::Sector, "23030", &["23210"]),
    (CodeList::Sector, "23040", &["23630"]),
    (CodeList::Sector, "23050", &["23640"]),
    (CodeList::Sector, "23061", &["23330"]),
    (CodeList::Sector, "23062", &["23340"]),
    (CodeList::Sector, "23063", &["23320"]),
    (CodeList::Sector, "23064", &["23510"]),
    (CodeList::Sector, "23065", &["23220"]),
    (CodeList::Sector, "23066", &["23260"]),
    (CodeList::Sector, "23067", &["23230"]),
    (CodeList::Sector, "23068", &["23240"]),
    (CodeList::Sector, "23069", &["23250"]),
    (CodeList::Sector, "23070", &["23270"]),
    (CodeList::Sector, "23081", &["23181"]),
    (CodeList::Sector, "23082", &["23182"]),
    (CodeList::Sector, "41050", &["43060"]),
    (CodeList::Sector, "74010", &["43060", "74020"]),
    (CodeList::Sector, "92010", &[]),
    (CodeList::Sector, "92020", &[]),
    (CodeList::Sector, "92030", &[]),
    (CodeList::Channel, "41109", &["41146"]),
    (CodeList::Channel, "41124", &["41146"]),
    (CodeList::Channel, "41200", &[]),
    (CodeList::Channel, "41311", &[]),
    (CodeList::Channel, "41700", &[]),
    (CodeList::Channel, "42005", &[]),
    (CodeList::Channel, "47004", &[]),
    (CodeList::Channel, "47014", &[]),
    (CodeList::Channel, "47016", &[]),
    (CodeList::Channel, "47023", &[]),
    (CodeList::Channel, "47024", &[]),
    (CodeList::Channel, "47030", &[]),
    (CodeList::Channel, "47031", &[]),
    (CodeList::Channel, "47032", &[]),
    (CodeList::Channel, "47033", &[]),
    (CodeList::Channel, "47038", &[]),
    (CodeList::Channel, "47048", &[]),
    (CodeList::Channel, "47049", &[]),
    (CodeList::Channel, "47060", &[]),
    (CodeList::Channel, "47085", &[]),
    (CodeList::Channel, "47088", &[]),
    (CodeList::Channel, "47090", &[]),
    (CodeList::Channel, "47091", &[]),
    (CodeList::Channel, "47094", &[]),
    (CodeList::Channel, "47102", &[]),
    (CodeList::Channel, "47108", &[]),
    (CodeList::Channel, "50000", &[]),
    (CodeList::Channel, "52000", &[]),
    (CodeList::Channel, "61002", &[]),
    (CodeList::Currency, "BGN", &["EUR"]),
    (CodeList::Currency, "BYR", &["BYN"]),
    (CodeList::Currency, "CUC", &["CUP"]),
    (CodeList::Currency, "EEK", &["EUR"]),
    (CodeList::Currency, "HRK", &["EUR"]),
    (CodeList::Currency, "LTL", &["EUR"]),
    (CodeList::Currency, "LVL", &["EUR"]),
    (CodeList::Currency, "MRO", &["MRU"]),
    (CodeList::Currency, "SLL", &["SLE"]),
    (CodeList::Currency, "STD", &["STN"]),
    (CodeList::Currency, "USS", &[]),
    (CodeList::Currency, "VEF", &["VES"]),
    (CodeList::Currency, "ZMK", &["ZMW"]),
];

impl CodeList {
    /// The successors of a withdrawn code, possibly none; `None` if the code is in use.
    pub fn withdrawn(self, code: &str) -> Option<&'static [&'static str]> {
        let found = WITHDRAWN.iter().find(|(list, withdrawn, _)| *list == self && *withdrawn == code);
        found.map(|(_, _, successors)| *successors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn withdrawn_codes_and_their_successors_are_in_the_lists() {
        for (list, code, successors) in WITHDRAWN {
            assert!(list.get(code).is_some(), "{code}");
            for successor in successors {
                assert!(
                    list.get(successor).is_some() && list.withdrawn(successor).is_none(),
                    "{code}: {successor}"
                );
            }
        }
        assert_eq!(CodeList::Sector.withdrawn("23067"), Some(["23230"].as_slice()));
        assert_eq!(CodeList::Sector.withdrawn("92010"), Some([].as_slice()));
        assert_eq!(CodeList::Sector.withdrawn("23230"), None);
    }
}
