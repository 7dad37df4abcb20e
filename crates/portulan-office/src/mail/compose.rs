//! Composition of messages from the texts of the locales.
use portulan_locales::{Language, MessageKey};
use portulan_store::{Mail, User};

/// The language that a user reads.
pub fn language(user: &User) -> Language {
    Language::find_complete(&user.language).unwrap_or_default()
}

/// A message to a user: its subject and text are messages of the locales.
pub fn compose(user: &User, key: MessageKey, arguments: &[(&'static str, &str)]) -> Mail {
    let language = language(user);
    let mut named = vec![("name", user.name.as_str().into())];
    named.extend(arguments.iter().map(|(name, value)| (*name, (*value).into())));
    Mail {
        recipient: user.email.clone(),
        subject: language.format(key, &named).replace(['\r', '\n'], " "),
        text: key.attribute("text").map_or_else(String::new, |text| language.format(text, &named)),
    }
}
