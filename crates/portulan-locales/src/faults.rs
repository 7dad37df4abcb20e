//! The words of the operating system and of parsers in the reader's language.
use std::io;

use crate::{Language, MessageList, key, list};

/// The beginnings of the messages about the syntax of TOML.
const SYNTAX: [&str; 9] = [
    "expected",
    "extra",
    "invalid",
    "key with no",
    "missing",
    "string values",
    "unclosed",
    "unexpected",
    "unopened",
];

/// An error of the operating system as an argument of a message: a name of the list `io-fault`, which messages show in the
/// reader's language, or the error's own text if the list does not have it.
pub fn io_fault(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let name = match error.kind() {
        Kind::NotFound => "not-found",
        Kind::PermissionDenied => "permission-denied",
        Kind::AlreadyExists => "already-exists",
        Kind::IsADirectory => "is-a-folder",
        Kind::NotADirectory => "not-a-folder",
        Kind::DirectoryNotEmpty => "folder-not-empty",
        Kind::StorageFull | Kind::QuotaExceeded => "storage-full",
        Kind::ReadOnlyFilesystem => "read-only",
        Kind::FileTooLarge => "file-too-large",
        Kind::AddrInUse => "address-in-use",
        Kind::AddrNotAvailable => "address-not-available",
        Kind::BrokenPipe => "broken-pipe",
        Kind::TimedOut => "timed-out",
        Kind::ConnectionRefused => "connection-refused",
        Kind::ConnectionReset | Kind::ConnectionAborted => "connection-reset",
        Kind::UnexpectedEof => "unexpected-end",
        // Errors of libraries name what is wrong with the content.
        _ => return error.to_string(),
    };
    name.to_owned()
}

impl Language {
    /// A detail of a message: an error of the operating system in this language, or the text itself.
    pub fn detail(self, detail: &str) -> String {
        self.name_in(list!("io-fault"), detail)
    }

    /// The message of a parser of TOML or JSON in this language. English readers get that of the parser, which has more detail.
    pub(crate) fn parser_message(self, message: &str) -> String {
        if self == Self::ENGLISH {
            return message.to_owned();
        }
        let quoted = |start: &str| message.strip_prefix(start)?.split_once('`').map(|(name, _)| name);
        // "expected one of `a`, `b`", or "expected `a`".
        let expected: Vec<&str> = message
            .split_once("expected ")
            .map_or_else(Vec::new, |(_, names)| names.split('`').skip(1).step_by(2).collect());
        let expected = expected.join(", ");
        let named =
            |key, name: &str| self.format(key, &[("name", name.into()), ("names", expected.as_str().into())]);
        if let Some(name) = quoted("unknown field `") {
            named(key!("parser-unknown-field"), name)
        } else if let Some(name) = quoted("unknown variant `") {
            named(key!("parser-unknown-value"), name)
        } else if let Some(name) = quoted("missing field `") {
            named(key!("parser-missing-field"), name)
        } else if message.starts_with("duplicate ") {
            self.text(key!("parser-duplicate"))
        } else if message.starts_with("invalid type") {
            self.text(key!("parser-type"))
        } else if message.starts_with("invalid value") {
            self.text(key!("parser-value"))
        } else if let Some((value, _)) =
            message.strip_prefix('`').and_then(|rest| rest.split_once("` is not a date"))
        {
            named(key!("parser-date"), value)
        } else if SYNTAX.iter().any(|start| message.starts_with(start)) {
            self.text(key!("parser-syntax"))
        } else {
            // A message that is not known: in English, it still says what is wrong.
            message.to_owned()
        }
    }

    /// The message of a name in a list; the name itself if it has none.
    pub(crate) fn name_in(self, list: MessageList, name: &str) -> String {
        list.key(name).map_or_else(|| name.to_owned(), |key| self.text(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_system_are_in_the_language_of_the_reader() {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(Language::FRENCH.detail(&io_fault(&missing)), "le fichier ou le dossier n’existe pas");
        assert_eq!(Language::ENGLISH.detail(&io_fault(&missing)), "the file or folder does not exist");
        let other = io::Error::other("the archive has no end");
        assert_eq!(Language::FRENCH.detail(&io_fault(&other)), "the archive has no end");
    }

    #[test]
    fn messages_of_parsers_are_in_the_language_of_the_reader() {
        for (message, expected) in [
            (
                "unknown field `nam`, expected one of `name`, `kind`",
                "champ inconnu « nam » ; champs possibles : name, kind",
            ),
            ("unknown field `x`, expected `y`", "champ inconnu « x » ; champs possibles : y"),
            ("missing field `title`", "le champ « title » manque"),
            (
                "unknown variant `b`, expected one of `c`, `d`",
                "valeur inconnue « b » ; valeurs possibles : c, d",
            ),
            ("duplicate key `a` in table `b`", "un champ est indiqué deux fois"),
            ("invalid type: integer `3`, expected a string", "un autre type de valeur est attendu"),
            (
                "`2011-40` is not a date; write 2011, 2023-10 or 2023-10-23",
                "« 2011-40 » n’est pas une date ; saisissez par exemple 2011, 2023-10 ou 2023-10-23",
            ),
            ("something else", "something else"),
            ("unclosed table, expected `]`", "la syntaxe est incorrecte à cet endroit"),
        ] {
            let shown = Language::FRENCH.parser_message(message).replace(['\u{a0}', '\u{202f}'], " ");
            assert_eq!(shown, expected, "{message}");
            assert_eq!(Language::ENGLISH.parser_message(message), message);
        }
    }
}
