//! The message after a request for a review: the persons who were asked.
use portulan_locales::{Language, key};
use portulan_model::Record;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::mail::publishers;

/// The completed action of the form that requested a review.
pub const REVIEW: &str = "review";

/// The largest number of persons that the message names.
const MAX_NAMED: usize = 5;

/// The persons who were asked to review a record, in words.
pub async fn asked(
    office: &Office,
    current_user: &CurrentUser,
    record: &Record,
) -> Result<String, OfficeError> {
    let publishers = publishers(office, record).await?.into_iter();
    let names = publishers.filter(|user| user.id != current_user.user.id).map(|user| user.name);
    Ok(message(current_user.language(), &names.collect::<Vec<_>>(), office.post.is_some()))
}

/// The message about some persons.
fn message(language: Language, names: &[String], has_mail: bool) -> String {
    let key = match (names, has_mail) {
        ([], _) => return language.text(key!("office-asked-nobody")),
        (_, true) => key!("office-asked"),
        (_, false) => key!("office-asked-without-mail"),
    };
    language.format(key, &[("value", in_words(language, names).as_str().into())])
}

/// The first names, and the number of the others.
fn in_words(language: Language, names: &[String]) -> String {
    let shown = &names[..names.len().min(MAX_NAMED)];
    match (names.len() - shown.len(), shown) {
        (0, []) => String::new(),
        (0, [name]) => name.clone(),
        (0, [first @ .., last]) => {
            let first = first.join(", ");
            language.format(
                key!("names-last"),
                &[("names", first.as_str().into()), ("last", last.as_str().into())],
            )
        }
        (others, _) => {
            let shown = shown.join(", ");
            language
                .format(key!("names-others"), &[("names", shown.as_str().into()), ("count", others.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_five_persons_and_counts_the_others() {
        let message = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            message(Language::FRENCH, &names, true)
        };
        assert_eq!(message(&["Ada"]), "Relecture demandée à Ada.");
        assert_eq!(message(&["Ada", "Bob", "Zoé"]), "Relecture demandée à Ada, Bob et Zoé.");
        assert_eq!(message(&["A", "B", "C", "D", "E"]), "Relecture demandée à A, B, C, D et E.");
        let six = message(&["A", "B", "C", "D", "E", "F"]);
        assert_eq!(six, "Relecture demandée à A, B, C, D, E et une autre personne.");
        let seven = message(&["A", "B", "C", "D", "E", "F", "G"]);
        assert_eq!(seven, "Relecture demandée à A, B, C, D, E et 2 autres personnes.");
    }
}
