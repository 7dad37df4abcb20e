//! What Portulan says to people, in French and in English: the only place with words of the interface.
//!
//! Texts are Fluent messages in `locales/<language>/*.ftl`. A test in this crate fails on a key that one language
//! lacks, that nothing uses, or that something uses and no language has.
pub mod dates;
pub mod markup;
mod numbers;

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use portulan_model::kinds::Authority;
use portulan_model::{Problem, RatesError};

pub use numbers::{DecimalMark, Readings, split_unit};

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
    /// Both.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The languages of an authority's site that the interface speaks, the first by default; never none.
    pub fn of_site(authority: &Authority) -> Vec<Self> {
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

    /// The name of the language in itself.
    pub fn endonym(self) -> &'static str {
        match self {
            Self::French => "Français",
            Self::English => "English",
        }
    }

    /// The language that a reader's environment asks for (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English.
    pub fn of_environment() -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        if set.is_some_and(|v| v.starts_with("fr")) { Self::French } else { Self::English }
    }

    /// The message of that key; the key itself where it is missing, which a test excludes.
    pub fn text(self, key: &str) -> String {
        self.say(key, &[])
    }

    /// The message of that key, with arguments. Numbers choose plural forms.
    pub fn say(self, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        let (id, attribute) =
            key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
        let bundle = bundle(self);
        let pattern = bundle.get_message(id).and_then(|m| match attribute {
            Some(name) => m.get_attribute(name).map(|a| a.value()),
            None => m.value(),
        });
        let Some(pattern) = pattern else { return key.to_owned() };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, value.fluent());
        }
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// What a problem says, and how to mend it.
    pub fn problem(self, problem: &Problem) -> (String, String) {
        self.problem_text(problem.code, &problem.arguments)
    }

    /// As [`Self::problem`], from a code and its arguments.
    pub fn problem_text(self, code: &str, arguments: &[(&'static str, String)]) -> (String, String) {
        // Figures come with a point; the reader's language may have a comma.
        let local = |name: &str, value: &str| {
            let figure = matches!(name, "ratio" | "sum").then(|| value.parse().ok()).flatten();
            figure.map_or_else(|| value.to_owned(), |n| self.decimal(n))
        };
        let local: Vec<_> = arguments.iter().map(|(name, value)| (*name, local(name, value))).collect();
        let arguments: Vec<_> = local.iter().map(|(name, value)| (*name, Argument::Word(value))).collect();
        (
            self.say(&format!("problem-{code}"), &arguments),
            self.say(&format!("problem-{code}.mend"), &arguments),
        )
    }

    /// Why a file of exchange rates is not read, with its line.
    pub fn rates_error(self, error: &RatesError) -> String {
        let fault = self.text(&format!("rates-fault-{}", error.fault.key()));
        self.say("rates-fault", &[("line", error.line.into()), ("fault", fault.as_str().into())])
    }

    /// The text of a problem and its remedy, as sentences of one paragraph.
    pub fn joined((text, remedy): &(String, String)) -> String {
        let stop = if text.ends_with(['.', '?', '!', '…']) { "" } else { "." };
        format!("{text}{stop} {remedy}").trim_end().to_owned()
    }

    /// The message of a field: `field-<group>-<field>` where the group says it in its own way, else `field-<field>`.
    pub fn field_key(group: &str, field: &str) -> String {
        let own = format!("field-{}-{}", kebab(group), kebab(field));
        if Self::English.has(&own) { own } else { format!("field-{}", kebab(field)) }
    }

    /// Whether there is a message of that key.
    pub fn has(self, key: &str) -> bool {
        let (id, attribute) =
            key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
        let message = bundle(self).get_message(id);
        message.is_some_and(|m| attribute.is_none_or(|name| m.get_attribute(name).is_some()))
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

/// What a message is filled with.
#[derive(Debug, Clone, Copy)]
pub enum Argument<'a> {
    /// Text.
    Word(&'a str),
    /// A count, which chooses the plural form and is shown with separators.
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

const SOURCES: [(Language, &[&str]); 2] = [
    (
        Language::French,
        &[
            include_str!("../locales/fr/site.ftl"),
            include_str!("../locales/fr/office.ftl"),
            include_str!("../locales/fr/fields.ftl"),
            include_str!("../locales/fr/words.ftl"),
            include_str!("../locales/fr/problems.ftl"),
            include_str!("../locales/fr/cli.ftl"),
            include_str!("../locales/fr/iati.ftl"),
            include_str!("../locales/fr/rules.ftl"),
            include_str!("../locales/fr/report.ftl"),
            include_str!("../locales/fr/paper.ftl"),
        ],
    ),
    (
        Language::English,
        &[
            include_str!("../locales/en/site.ftl"),
            include_str!("../locales/en/office.ftl"),
            include_str!("../locales/en/fields.ftl"),
            include_str!("../locales/en/words.ftl"),
            include_str!("../locales/en/problems.ftl"),
            include_str!("../locales/en/cli.ftl"),
            include_str!("../locales/en/iati.ftl"),
            include_str!("../locales/en/rules.ftl"),
            include_str!("../locales/en/report.ftl"),
            include_str!("../locales/en/paper.ftl"),
        ],
    ),
];

/// How a count is shown.
fn shown(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        #[allow(clippy::cast_possible_truncation, reason = "counts are whole numbers")]
        FluentValue::Number(n) => Some(language.number(n.value as i64)),
        _ => None,
    }
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static BUNDLES: OnceLock<[FluentBundle<FluentResource>; 2]> = OnceLock::new();
    let bundles = BUNDLES.get_or_init(|| {
        SOURCES.map(|(language, sources)| {
            let tag = language.tag().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(match language {
                Language::French => |value, _| shown(Language::French, value),
                Language::English => |value, _| shown(Language::English, value),
            }));
            for source in sources {
                // A source that does not parse keeps its good messages; the test of keys finds the others missing.
                let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(good, _)| good);
                bundle.add_resource_overriding(resource);
            }
            bundle
        })
    });
    match language {
        Language::French => &bundles[0],
        Language::English => &bundles[1],
    }
}
/// `IndicatorPeriod` and `full_name` as message keys write them.
pub fn kebab(name: &str) -> String {
    let hyphen = |(i, c): (usize, char)| {
        (i > 0 && c.is_uppercase())
            .then_some('-')
            .into_iter()
            .chain(if c == '_' { '-' } else { c }.to_lowercase())
    };
    name.chars().enumerate().flat_map(hyphen).collect()
}
