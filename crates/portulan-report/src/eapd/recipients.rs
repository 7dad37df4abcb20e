//! The DAC List of ODA Recipients, with the years for which each country stood on it.
//!
//! Source: the lists of the OECD's Development Assistance Committee for 2018-2020, 2021, 2022-2023 and 2024-2025, and
//! its history of the list. Since 2018 three left it: Cook Islands (1 January 2020), Antigua and Barbuda (1 January
//! 2022) and Nauru (1 January 2026). The list of 2026 has more questions open, so it is not told here yet.

/// The first year told.
pub const FIRST: i16 = 2018;
/// The last year told.
pub const LAST: i16 = 2025;
/// Developing countries, unspecified: what goes to none in particular.
pub const UNSPECIFIED: u16 = 998;

/// The code under which the OECD's statistics know a recipient of a year; `Err` for years without a list.
pub fn recipient(country: &str, year: i16) -> Result<Option<u16>, UnknownYear> {
    if !(FIRST..=LAST).contains(&year) {
        return Err(UnknownYear);
    }
    let found = RECIPIENTS.binary_search_by(|(code, ..)| code.cmp(&country)).ok().map(|i| RECIPIENTS[i]);
    Ok(found.filter(|(.., last)| year <= *last).map(|(_, code, _)| code))
}

/// Whether a code stands for some recipient, in whatever year.
pub fn is_recipient(code: u16) -> bool {
    code == UNSPECIFIED || RECIPIENTS.iter().any(|(_, known, _)| *known == code)
}

/// The recipients of a year: ISO code, code of the statistics.
pub fn recipients(year: i16) -> impl Iterator<Item = (&'static str, u16)> {
    let listed = RECIPIENTS.iter().filter(move |(.., last)| (FIRST..=LAST).contains(&year) && year <= *last);
    listed.map(|(country, code, _)| (*country, *code))
}

/// No list of that year is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownYear;

/// ISO code, code of the statistics, last year on the list.
#[rustfmt::skip]
const RECIPIENTS: [(&str, u16, i16); 143] = [
    ("AF", 625, LAST),
    ("AG", 377, 2021),
    ("AL", 71, LAST),
    ("AM", 610, LAST),
    ("AO", 225, LAST),
    ("AR", 425, LAST),
    ("AZ", 611, LAST),
    ("BA", 64, LAST),
    ("BD", 666, LAST),
    ("BF", 287, LAST),
    ("BI", 228, LAST),
    ("BJ", 236, LAST),
    ("BO", 428, LAST),
    ("BR", 431, LAST),
    ("BT", 630, LAST),
    ("BW", 227, LAST),
    ("BY", 86, LAST),
    ("BZ", 352, LAST),
    ("CD", 235, LAST),
    ("CF", 231, LAST),
    ("CG", 234, LAST),
    ("CI", 247, LAST),
    ("CK", 831, 2019),
    ("CM", 229, LAST),
    ("CN", 730, LAST),
    ("CO", 437, LAST),
    ("CR", 336, LAST),
    ("CU", 338, LAST),
    ("CV", 230, LAST),
    ("DJ", 274, LAST),
    ("DM", 378, LAST),
    ("DO", 340, LAST),
    ("DZ", 130, LAST),
    ("EC", 440, LAST),
    ("EG", 142, LAST),
    ("ER", 271, LAST),
    ("ET", 238, LAST),
    ("FJ", 832, LAST),
    ("FM", 860, LAST),
    ("GA", 239, LAST),
    ("GD", 381, LAST),
    ("GE", 612, LAST),
    ("GH", 241, LAST),
    ("GM", 240, LAST),
    ("GN", 243, LAST),
    ("GQ", 245, LAST),
    ("GT", 347, LAST),
    ("GW", 244, LAST),
    ("GY", 446, LAST),
    ("HN", 351, LAST),
    ("HT", 349, LAST),
    ("ID", 738, LAST),
    ("IN", 645, LAST),
    ("IQ", 543, LAST),
    ("IR", 540, LAST),
    ("JM", 354, LAST),
    ("JO", 549, LAST),
    ("KE", 248, LAST),
    ("KG", 614, LAST),
    ("KH", 728, LAST),
    ("KI", 836, LAST),
    ("KM", 233, LAST),
    ("KP", 740, LAST),
    ("KZ", 613, LAST),
    ("LA", 745, LAST),
    ("LB", 555, LAST),
    ("LC", 383, LAST),
    ("LK", 640, LAST),
    ("LR", 251, LAST),
    ("LS", 249, LAST),
    ("LY", 133, LAST),
    ("MA", 136, LAST),
    ("MD", 93, LAST),
    ("ME", 65, LAST),
    ("MG", 252, LAST),
    ("MH", 859, LAST),
    ("MK", 66, LAST),
    ("ML", 255, LAST),
    ("MM", 635, LAST),
    ("MN", 753, LAST),
    ("MR", 256, LAST),
    ("MS", 385, LAST),
    ("MU", 257, LAST),
    ("MV", 655, LAST),
    ("MW", 253, LAST),
    ("MX", 358, LAST),
    ("MY", 751, LAST),
    ("MZ", 259, LAST),
    ("NA", 275, LAST),
    ("NE", 260, LAST),
    ("NG", 261, LAST),
    ("NI", 364, LAST),
    ("NP", 660, LAST),
    ("NR", 845, 2025),
    ("NU", 856, LAST),
    ("PA", 366, LAST),
    ("PE", 454, LAST),
    ("PG", 862, LAST),
    ("PH", 755, LAST),
    ("PK", 665, LAST),
    ("PS", 550, LAST),
    ("PW", 861, LAST),
    ("PY", 451, LAST),
    ("RS", 63, LAST),
    ("RW", 266, LAST),
    ("SB", 866, LAST),
    ("SD", 278, LAST),
    ("SH", 276, LAST),
    ("SL", 272, LAST),
    ("SN", 269, LAST),
    ("SO", 273, LAST),
    ("SR", 457, LAST),
    ("SS", 279, LAST),
    ("ST", 268, LAST),
    ("SV", 342, LAST),
    ("SY", 573, LAST),
    ("SZ", 280, LAST),
    ("TD", 232, LAST),
    ("TG", 283, LAST),
    ("TH", 764, LAST),
    ("TJ", 615, LAST),
    ("TK", 868, LAST),
    ("TL", 765, LAST),
    ("TM", 616, LAST),
    ("TN", 139, LAST),
    ("TO", 870, LAST),
    ("TR", 55, LAST),
    ("TV", 872, LAST),
    ("TZ", 282, LAST),
    ("UA", 85, LAST),
    ("UG", 285, LAST),
    ("UZ", 617, LAST),
    ("VC", 384, LAST),
    ("VE", 463, LAST),
    ("VN", 769, LAST),
    ("VU", 854, LAST),
    ("WF", 876, LAST),
    ("WS", 880, LAST),
    ("XK", 57, LAST),
    ("YE", 580, LAST),
    ("ZA", 218, LAST),
    ("ZM", 288, LAST),
    ("ZW", 265, LAST),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_knows_its_years() {
        assert!(RECIPIENTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(recipient("SN", 2025), Ok(Some(269)));
        assert_eq!(recipient("ES", 2025), Ok(None));
        assert_eq!(recipient("AG", 2021), Ok(Some(377)));
        assert_eq!(recipient("AG", 2022), Ok(None));
        assert_eq!(recipient("NR", 2025), Ok(Some(845)));
        assert_eq!(recipient("SN", 2031), Err(UnknownYear), "no list is made up");
        let codes: std::collections::HashSet<u16> = RECIPIENTS.iter().map(|r| r.1).collect();
        assert_eq!(codes.len(), RECIPIENTS.len());
    }

    #[test]
    fn every_recipient_is_a_country() {
        use portulan_codelists::CodeList;
        let unknown: Vec<_> = RECIPIENTS.iter().filter(|r| CodeList::Country.get(r.0).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
