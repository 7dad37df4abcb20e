//! The entries of code lists by their codes and names, normalized for search. Both hyphens and spaces are used: Burkina-Faso,
//! Royaume Uni.
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use portulan_codelists::CodeList;
use portulan_model::normalize_for_search;

type CodesByName = HashMap<String, &'static str>;

/// The lists that were used so far.
static LISTS: LazyLock<Mutex<HashMap<CodeList, Arc<CodesByName>>>> = LazyLock::new(Mutex::default);

/// A normalized name with spaces in place of hyphens.
pub fn spaced(folded: &str) -> String {
    folded.replace('-', " ")
}

/// The code of the first entry with a code or name, as [`spaced`] returns it.
pub fn code_of(list: CodeList, wanted: &str) -> Option<&'static str> {
    let mut lists = LISTS.lock().unwrap_or_else(PoisonError::into_inner);
    let by_name = Arc::clone(lists.entry(list).or_insert_with(|| Arc::new(codes_by_name(list))));
    drop(lists);
    by_name.get(wanted).copied()
}

fn codes_by_name(list: CodeList) -> CodesByName {
    let mut out = CodesByName::new();
    for entry in list.entries() {
        for name in [entry.code, entry.name("fr"), entry.name("en")] {
            out.entry(spaced(&normalize_for_search(name))).or_insert(entry.code);
        }
    }
    out
}
