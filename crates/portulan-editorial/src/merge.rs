//! Three-way merge of two versions.
use serde_json::{Map, Value};

/// Merges two later versions of `base`. If both changed the same value in different ways, the result has the
/// value of `mine`, and the path of the value is returned. A list is one value: two changes of one list are
/// merged by a user.
pub fn three_way(base: &Value, mine: &Value, theirs: &Value) -> (Value, Vec<String>) {
    let mut conflicts = Vec::new();
    let merged = join(base, mine, theirs, "", &mut conflicts);
    (merged, conflicts)
}

fn join(base: &Value, mine: &Value, theirs: &Value, path: &str, conflicts: &mut Vec<String>) -> Value {
    if mine == theirs || theirs == base {
        return mine.clone();
    }
    if mine == base {
        return theirs.clone();
    }
    if let (Value::Object(m), Value::Object(t)) = (mine, theirs) {
        let mut out = Map::new();
        let keys = m.keys().chain(t.keys().filter(|key| !m.contains_key(*key)));
        for key in keys {
            let side = |side: &Value| side.get(key).cloned().unwrap_or(Value::Null);
            let value = join(&side(base), &side(mine), &side(theirs), &format!("{path}/{key}"), conflicts);
            if !value.is_null() {
                out.insert(key.clone(), value);
            }
        }
        return Value::Object(out);
    }
    conflicts.push(path.to_owned());
    mine.clone()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn changes_of_different_fields_both_stay() {
        let base = json!({"title": {"fr": "A", "en": "A"}, "since": "2011", "list": [1]});
        let mine = json!({"title": {"fr": "B", "en": "A"}, "since": "2011", "list": [1, 2]});
        let theirs = json!({"title": {"fr": "A", "en": "C"}, "list": [1], "new": true});
        let (merged, conflicts) = three_way(&base, &mine, &theirs);
        assert_eq!(merged, json!({"title": {"fr": "B", "en": "C"}, "list": [1, 2], "new": true}));
        assert_eq!(conflicts, Vec::<String>::new());
    }

    #[test]
    fn changes_of_one_field_are_conflicts() {
        let base = json!({"a": "1", "b": ["x"]});
        let (mine, theirs) = (json!({"a": "2", "b": ["x", "m"]}), json!({"a": "3", "b": ["x", "t"]}));
        let (merged, conflicts) = three_way(&base, &mine, &theirs);
        assert_eq!((merged, conflicts), (mine, vec!["/a".to_owned(), "/b".to_owned()]));
    }

    #[test]
    fn what_both_did_alike_is_no_conflict() {
        let (base, both) = (json!({"a": "1"}), json!({"a": "2"}));
        assert_eq!(three_way(&base, &both, &both), (both.clone(), Vec::new()));
    }
}
