//! The reasons of denials, in words.
use portulan_locales::{Language, key};
use portulan_store::Denial;

/// The reason of a denial, with its remedy.
pub fn denial(language: Language, denial: Denial) -> String {
    let key = match denial {
        Denial::NotActive => key!("office-denied-not-active"),
        Denial::Role(_) => key!("office-denied-role"),
        Denial::TokenScope(_) => key!("office-denied-token-scope"),
        Denial::OutOfScope => key!("office-denied-out-of-scope"),
        Denial::Private => key!("office-denied-private"),
        Denial::OwnWork => key!("office-denied-own-work"),
        Denial::NeverPublic => key!("office-denied-never-public"),
        Denial::Authority => key!("office-denied-authority"),
        Denial::SecondAuthority => key!("office-denied-second-authority"),
        Denial::StillPublic => key!("office-denied-still-public"),
        Denial::NotPublic => key!("office-denied-not-public"),
        Denial::FileExists => key!("office-denied-file-exists"),
        Denial::ForeignFile => key!("office-denied-foreign-file"),
        Denial::NotProposable => key!("office-denied-not-proposable"),
    };
    language.text(key)
}
