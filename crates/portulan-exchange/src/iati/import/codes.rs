//! Matching of codes.
use portulan_codelists::CodeList;

/// The code of a list that corresponds to a text: exactly, or ignoring white space and case. The rest
/// preserves the text as written.
pub(super) fn listed(list: CodeList, written: &str) -> Option<&'static str> {
    let trimmed = written.trim();
    let exact = || list.get(trimmed).map(|entry| entry.code);
    exact().or_else(|| {
        let mut alike = list.entries().iter().filter(|entry| entry.code.eq_ignore_ascii_case(trimmed));
        alike.next().map(|entry| entry.code).filter(|_| alike.next().is_none())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_case_make_no_other_code() {
        for (written, code) in
            [("EUR", Some("EUR")), ("eur", Some("EUR")), (" EUR\n", Some("EUR")), ("euro", None), ("", None)]
        {
            assert_eq!(listed(CodeList::Currency, written), code, "{written}");
        }
        assert_eq!(listed(CodeList::TransactionType, "3 "), Some("3"));
        assert_eq!(listed(CodeList::AidType, "c01"), Some("C01"));
    }
}
