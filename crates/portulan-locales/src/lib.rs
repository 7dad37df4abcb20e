//! All texts of the interface. No other crate contains any.
//!
//! Texts are Fluent messages in `locales/<language>/*.ftl`, all of which the build script embeds. French and English have
//! all messages; another language has those of the public site. A key that code names and that does not exist does not
//! compile; a test fails if a key is unused.
mod argument;
pub mod dates;
mod faults;
mod keys;
mod language;
pub mod markup;
mod numbers;
mod typography;

use std::fmt;

use portulan_model::{Problem, ProblemMessage, RatesError};

pub use argument::Argument;
pub use faults::io_fault;
pub use keys::{MessageKey, MessageList};
pub use language::{DecimalMark, Language, ScriptDirection};
pub use numbers::{Readings, split_unit};
pub use typography::with_no_break_spaces;

impl Language {
    /// The message with this key.
    pub fn text(self, key: impl Into<MessageKey>) -> String {
        self.format(key.into(), &[])
    }

    /// The remedy of a message: what to do about it; empty if it has none.
    pub fn remedy(self, key: MessageKey) -> String {
        self.format_remedy(key, &[])
    }

    /// The remedy of a message, formatted with arguments; empty if it has none.
    pub fn format_remedy(self, key: MessageKey, arguments: &[(&str, Argument<'_>)]) -> String {
        key.attribute("remedy").map_or_else(String::new, |remedy| self.format(remedy, arguments))
    }

    /// The message of a name in a list; `list-name` if there is none, which tests exclude.
    pub fn word(self, list: MessageList, name: impl AsRef<str>) -> String {
        self.format_word(list, name, &[])
    }

    /// The message of a name in a list, formatted with arguments; `list-name` if there is none, which tests
    /// exclude.
    pub fn format_word(
        self,
        list: MessageList,
        name: impl AsRef<str>,
        arguments: &[(&str, Argument<'_>)],
    ) -> String {
        let name = name.as_ref();
        match list.key(name) {
            Some(key) => self.format(key, arguments),
            None => format!("{}-{name}", list.as_str()),
        }
    }

    /// The message with this key, formatted with arguments. Numbers choose plural forms.
    pub fn format(self, key: MessageKey, arguments: &[(&str, Argument<'_>)]) -> String {
        let key = key.as_str();
        let own = self.format_own(key, arguments);
        let text = own.or_else(|| Self::ENGLISH.format_own(key, arguments));
        text.unwrap_or_else(|| key.to_owned()) // never: keys are those of the English messages
    }

    /// The text of a problem and its remedy.
    pub fn problem(self, problem: &Problem) -> (String, String) {
        self.problem_text(problem.code, &problem.arguments)
    }

    /// Like [`Self::problem`], from a code and its arguments.
    pub fn problem_text(self, code: &str, arguments: &[(&'static str, String)]) -> (String, String) {
        let Some(key) = list!("problem").key(code) else { return (code.to_owned(), String::new()) };
        let local = self.problem_arguments(code, arguments);
        let arguments: Vec<_> = local.iter().map(|(name, value)| (*name, Argument::Word(value))).collect();
        (self.format(key, &arguments), self.format_remedy(key, &arguments))
    }

    /// The remedy of a problem for the reader of a folder of files; `None` if it is that of [`Self::problem_text`].
    pub fn folder_remedy(self, code: &str, arguments: &[(&'static str, String)]) -> Option<String> {
        let key = list!("problem").key(code)?.attribute("remedy-folder")?;
        let local = self.problem_arguments(code, arguments);
        let arguments: Vec<_> = local.iter().map(|(name, value)| (*name, Argument::Word(value))).collect();
        Some(self.format(key, &arguments))
    }

    /// The arguments of a problem in this language: numbers, which have a decimal point, and names of lists.
    fn problem_arguments(
        self,
        code: &str,
        arguments: &[(&'static str, String)],
    ) -> Vec<(&'static str, String)> {
        let local = |name: &str, value: &str| match name {
            "ratio" | "sum" => value.parse().map_or_else(|_| value.to_owned(), |n| self.decimal(n)),
            "kind" => self.name_in(list!("record-kind"), value),
            "list" => self.name_in(list!("code-list"), value),
            "fault" => self.name_in(list!("rates-fault"), value),
            "detail" if code == "toml" => self.parser_message(value),
            "detail" => self.detail(value),
            _ => value.to_owned(),
        };
        arguments.iter().map(|(name, value)| (*name, local(name, value))).collect()
    }

    /// The message of an error in a file of exchange rates, with its line.
    pub fn rates_error(self, error: &RatesError) -> String {
        let fault = self.word(list!("rates-fault"), error.fault.key());
        self.format(key!("rates-fault"), &[("line", error.line.into()), ("fault", fault.as_str().into())])
    }

    /// The text and the remedy of a problem as one paragraph.
    pub fn problem_paragraph(self, (code, arguments): &ProblemMessage) -> String {
        Self::join_problem(&self.problem_text(code, arguments))
    }

    /// Joins the text of a problem and its remedy to one paragraph.
    pub fn join_problem((text, remedy): &(String, String)) -> String {
        format!("{} {remedy}", Self::sentence(text.clone())).trim_end().to_owned()
    }

    /// A label with its text, after the colon of the language.
    pub fn labelled(self, label: &str, text: impl fmt::Display) -> String {
        let text = text.to_string();
        self.format(key!("labelled"), &[("label", label.into()), ("text", text.as_str().into())])
    }

    /// The text with a full stop, if it has no other end.
    pub fn sentence(mut text: String) -> String {
        if !text.is_empty() && !text.ends_with(['.', '?', '!', '…', ':', '؟']) {
            text.push('.');
        }
        text
    }

    /// The message key of a field: `field-<group>-<field>` if that message exists, or else `field-<field>`.
    pub fn field_key(group: &str, field: &str) -> Option<MessageKey> {
        let (group, field) = (to_kebab_case(group), to_kebab_case(field));
        let own = MessageKey::find(&format!("field-{group}-{field}"));
        own.or_else(|| list!("field").key(&field))
    }

    /// The label of a field; its name if there is none, which tests exclude.
    pub fn field(self, group: &str, field: &str) -> String {
        Self::field_key(group, field).map_or_else(|| field.to_owned(), |key| self.text(key))
    }
}

/// Converts `IndicatorPeriod` and `full_name` to the form that message keys use.
pub fn to_kebab_case(name: &str) -> String {
    let hyphen = |(i, c): (usize, char)| {
        (i > 0 && c.is_uppercase())
            .then_some('-')
            .into_iter()
            .chain(if c == '_' { '-' } else { c }.to_lowercase())
    };
    name.chars().enumerate().flat_map(hyphen).collect()
}
