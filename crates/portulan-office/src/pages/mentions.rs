//! The names of users in remarks, each after an @.
use portulan_model::normalize_for_search;
use portulan_store::User;

/// The largest number of unknown names that a page reports.
const MAX_UNKNOWN_NAMES: usize = 5;

/// The largest number of characters that are compared with a name.
const MAX_NAME_CHARS: usize = 200;

/// The users whose name follows an @.
pub fn mentioned<'a>(text: &str, users: &'a [User]) -> impl Iterator<Item = &'a User> {
    let folded = normalize_for_search(text);
    users.iter().filter(move |u| {
        folded
            .match_indices(&format!("@{}", normalize_for_search(&u.name)))
            .any(|(at, name)| !folded[at + name.len()..].starts_with(char::is_alphanumeric))
    })
}

/// The words after an @ that begin no name of a user, each once.
pub fn unknown_names(text: &str, users: &[User]) -> Vec<String> {
    let names: Vec<String> = users.iter().map(|user| normalize_for_search(&user.name)).collect();
    let is_known = |rest: &str| {
        let rest: String = rest.chars().take(MAX_NAME_CHARS).collect();
        let rest = normalize_for_search(&rest);
        let mut after = names.iter().filter_map(|name| rest.strip_prefix(name.as_str()));
        after.any(|after| !after.starts_with(char::is_alphanumeric))
    };
    let mut unknown: Vec<String> = Vec::new();
    for (at, _) in text.match_indices('@') {
        // The @ of an address follows its local part.
        if text[..at].ends_with(|c: char| c.is_alphanumeric() || "._%+-".contains(c)) {
            continue;
        }
        let rest = &text[at + 1..];
        let is_of_name = |c: &char| c.is_alphanumeric() || "-'’".contains(*c);
        let word: String = rest.chars().take(MAX_NAME_CHARS).take_while(is_of_name).collect();
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() && !unknown.iter().any(|known| known == word) && !is_known(rest) {
            unknown.push(word.to_owned());
        }
        if unknown.len() == MAX_UNKNOWN_NAMES {
            break;
        }
    }
    unknown
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use portulan_store::UserRole;
    use uuid::Uuid;

    use super::*;

    fn user(name: &str) -> User {
        User {
            id: Uuid::nil(),
            email: String::new(),
            name: name.to_owned(),
            language: "fr".to_owned(),
            role: UserRole::Reader,
            active: true,
            scope: Vec::new(),
            password: None,
            totp: None,
            created: Timestamp::UNIX_EPOCH,
            seen: None,
            revision: 1,
        }
    }

    #[test]
    fn words_that_begin_no_name_are_unknown() {
        let users = [user("Paul Publi"), user("Élodie")];
        let unknown = |text: &str| unknown_names(text, &users);
        assert_eq!(unknown("@paul publi, @elodie : @Pau et @Paul, @Pau"), ["Pau", "Paul"]);
        assert_eq!(unknown("a@port.example, @ seul, (@Marie-Ève’ ?)"), ["Marie-Ève"]);
        assert_eq!(unknown("@Élodies"), ["Élodies"]);
        assert_eq!(unknown("@a @b @c @d @e @f").len(), MAX_UNKNOWN_NAMES);
    }
}
