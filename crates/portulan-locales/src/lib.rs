//! All texts of the interface, in French and English. No other crate contains any.
//!
//! Texts are Fluent messages in `locales/<language>/*.ftl`, all of which the build script embeds. A key that code names
//! and that does not exist does not compile; a test fails if a key is missing in one language or unused.
pub mod dates;
mod keys;
pub mod markup;
mod numbers;
mod typography;

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use portulan_model::kinds::Authority;
use portulan_model::{Problem, ProblemMessage, RatesError};

pub use keys::{MessageKey, MessageList};
pub use numbers::{DecimalMark, Readings, split_unit};
pub use typography::with_no_break_spaces;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// French.
    #[default]
    French,
    /// English.
    English,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The languages of an authority's site that the interface supports, the default first; never empty.
    pub fn for_site(authority: &Authority) -> Vec<Self> {
        let named: Vec<Self> = authority.languages.iter().filter_map(|l| l.parse().ok()).collect();
        if named.is_empty() { vec![Self::default()] } else { named }
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The name of the language in that language.
    pub fn endonym(self) -> &'static str {
        match self {
            Self::French => "Français",
            Self::English => "English",
        }
    }

    /// The language of the process environment (`LC_ALL`, `LC_MESSAGES`, `LANG`), or else English.
    pub fn from_environment() -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        if set.is_some_and(|v| v.starts_with("fr")) { Self::French } else { Self::English }
    }

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
        let (id, attribute) =
            key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
        let bundle = bundle(self);
        let pattern = bundle.get_message(id).and_then(|m| match attribute {
            Some(name) => m.get_attribute(name).map(|a| a.value()),
            None => m.value(),
        });
        // Only a language that lacks the message: a test compares the languages.
        let Some(pattern) = pattern else { return key.to_owned() };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, value.fluent());
        }
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// The text of a problem and its remedy.
    pub fn problem(self, problem: &Problem) -> (String, String) {
        self.problem_text(problem.code, &problem.arguments)
    }

    /// Like [`Self::problem`], from a code and its arguments.
    pub fn problem_text(self, code: &str, arguments: &[(&'static str, String)]) -> (String, String) {
        // Arguments are written with a decimal point; the reader's language may use a comma.
        let local = |name: &str, value: &str| {
            let figure = matches!(name, "ratio" | "sum").then(|| value.parse().ok()).flatten();
            figure.map_or_else(|| value.to_owned(), |n| self.decimal(n))
        };
        let local: Vec<_> = arguments.iter().map(|(name, value)| (*name, local(name, value))).collect();
        let arguments: Vec<_> = local.iter().map(|(name, value)| (*name, Argument::Word(value))).collect();
        let Some(key) = list!("problem").key(code) else { return (code.to_owned(), String::new()) };
        (self.format(key, &arguments), self.format_remedy(key, &arguments))
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
        match self {
            Self::French => format!("{label}\u{a0}: {text}"),
            Self::English => format!("{label}: {text}"),
        }
    }

    /// The text with a full stop, if it has no other end.
    pub fn sentence(mut text: String) -> String {
        if !text.is_empty() && !text.ends_with(['.', '?', '!', '…', ':']) {
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

impl FromStr for Language {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|l| l.tag() == s).ok_or_else(|| format!("`{s}`: choose fr or en"))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// An argument of a message.
#[derive(Debug, Clone, Copy)]
pub enum Argument<'a> {
    /// A text.
    Word(&'a str),
    /// A count: chooses the plural form, and is formatted with separators.
    Count(usize),
}

impl<'a> Argument<'a> {
    fn fluent(self) -> FluentValue<'a> {
        match self {
            Self::Word(w) => FluentValue::from(w),
            Self::Count(n) => FluentValue::from(n),
        }
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(w: &'a str) -> Self {
        Self::Word(w)
    }
}

impl From<u64> for Argument<'_> {
    fn from(number: u64) -> Self {
        Self::from(usize::try_from(number).unwrap_or(usize::MAX))
    }
}

impl From<usize> for Argument<'_> {
    fn from(n: usize) -> Self {
        Self::Count(n)
    }
}

/// Formats a count.
fn format_count(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        #[allow(clippy::cast_possible_truncation, reason = "counts are whole numbers")]
        FluentValue::Number(n) => Some(language.number(n.value as i64)),
        _ => None,
    }
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static BUNDLES: OnceLock<[FluentBundle<FluentResource>; 2]> = OnceLock::new();
    let bundles = BUNDLES.get_or_init(|| Language::ALL.map(load));
    match language {
        Language::French => &bundles[0],
        Language::English => &bundles[1],
    }
}

/// Reads all texts of a language.
fn load(language: Language) -> FluentBundle<FluentResource> {
    let tag = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::French => |value, _| format_count(Language::French, value),
        Language::English => |value, _| format_count(Language::English, value),
    }));
    let sources = keys::SOURCES.iter().filter(|(tag, _)| *tag == language.tag());
    for source in sources.flat_map(|(_, files)| files.iter()) {
        // A source with errors keeps its valid messages; the test of keys reports the others as missing.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(good, _)| good);
        bundle.add_resource_overriding(resource);
    }
    bundle
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
