//! The languages of the interface. A language is a folder of `locales/`; nothing else names it.
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use portulan_codelists::{CodeList, SdgGoal};
use portulan_model::kinds::Authority;

use crate::Argument;

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// A language of the interface: an index into the folders of `locales/`, French and English first.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language(u8);

/// The direction of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptDirection {
    /// From left to right, such as Latin.
    LeftToRight,
    /// From right to left, such as Arabic.
    RightToLeft,
}

impl ScriptDirection {
    /// The value of the attribute `dir` in HTML.
    pub fn html(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// The decimal mark of a number; the other mark groups its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecimalMark {
    /// `1.234,5`
    Comma,
    /// `1,234.5`
    Point,
}

impl DecimalMark {
    /// A number that is written with a decimal point, with this mark instead.
    pub fn replace_point(self, number: &str) -> String {
        number.replace('.', self.as_char().encode_utf8(&mut [0; 4]))
    }

    /// The mark itself.
    pub fn as_char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }
}

/// The texts of a language, with the properties that are needed often.
struct LanguageTexts {
    bundle: FluentBundle<FluentResource>,
    name: String,
    direction: ScriptDirection,
    is_reviewed: bool,
    decimal_mark: DecimalMark,
    group_mark: String,
}

impl Language {
    /// French.
    pub const FRENCH: Self = Self(0);
    /// English, in which messages and names are that a language lacks.
    pub const ENGLISH: Self = Self(1);

    /// All languages. Those that are not [complete](Self::complete) have the messages of the public site.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).map(Self).take(TAGS.len())
    }

    /// The languages that have all messages: those of the back office, of reports and of the command line.
    pub fn complete() -> &'static [Self] {
        COMPLETE
    }

    /// The languages of an authority's site that have texts, the default first; never empty.
    pub fn for_site(authority: &Authority) -> Vec<Self> {
        let named: Vec<Self> = authority.languages.iter().filter_map(|l| l.parse().ok()).collect();
        if named.is_empty() { vec![Self::default()] } else { named }
    }

    /// The language of an authority's reports and exports: the first of the site that is complete, or else English.
    pub fn for_reports(authority: &Authority) -> Self {
        let mut languages = Self::for_site(authority).into_iter();
        languages.find(|language| COMPLETE.contains(language)).unwrap_or(Self::ENGLISH)
    }

    /// The complete language with a BCP 47 tag, or `None`.
    pub fn find_complete(tag: &str) -> Option<Self> {
        tag.parse().ok().filter(|language| COMPLETE.contains(language))
    }

    /// The offered language that a client prefers, by its `Accept-Language` header (RFC 9110, 12.5.4); `None` if it names none of
    /// them. A tag with a region matches the language without one, and the reverse.
    pub fn preferred(accepted: &str, offered: &[Self]) -> Option<Self> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let mut best: Option<(Self, f32)> = None;
        for range in accepted.split(',') {
            let mut words = range.split(';').map(str::trim);
            let tag = words.next().unwrap_or_default();
            let weight = words.find_map(|word| word.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok());
            // A range whose weight cannot be read is ignored; the weight 0 refuses the language.
            let Some(weight) = weight.filter(|weight| *weight > best.map_or(0.0, |(_, weight)| weight))
            else {
                continue;
            };
            let exact = offered.iter().find(|language| language.tag().eq_ignore_ascii_case(tag));
            let near =
                || offered.iter().find(|language| tag == "*" || primary(language.tag()) == primary(tag));
            if let Some(language) = exact.or_else(near) {
                best = Some((*language, weight));
            }
        }
        best.map(|(language, _)| language)
    }

    /// The language of the process environment (`LC_ALL`, `LC_MESSAGES`, `LANG`), or else English.
    pub fn from_environment() -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        let tag = set.as_deref().and_then(|set| set.split(['_', '.', '@', '-']).next()).unwrap_or_default();
        Self::find_complete(tag).unwrap_or(Self::ENGLISH)
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        TAGS[self.index()]
    }

    /// The name of the language in that language.
    pub fn endonym(self) -> &'static str {
        &self.texts().name
    }

    /// The direction of the script.
    pub fn direction(self) -> ScriptDirection {
        self.texts().direction
    }

    /// True if a person who speaks the language has reviewed the texts.
    pub fn is_reviewed(self) -> bool {
        self.texts().is_reviewed
    }

    /// The decimal mark of numbers.
    pub fn decimal_mark(self) -> DecimalMark {
        self.texts().decimal_mark
    }

    /// The mark between groups of three digits.
    pub(crate) fn group_mark(self) -> &'static str {
        &self.texts().group_mark
    }

    /// The name of a code in this language, or else in English with that language; the code itself if the list does not
    /// contain it.
    pub fn code_name(self, list: CodeList, code: &str) -> (Self, &str) {
        if COMPLETE.contains(&self) {
            return (self, list.name(code, self.tag()));
        }
        // A key has letters, digits and hyphens only; targets such as 6.1 have a point.
        self.listed(&format!("code-{}-{}", list.key(), code.replace('.', "-")))
            .map_or_else(|| (Self::ENGLISH, list.name(code, Self::ENGLISH.tag())), |name| (self, name))
    }

    /// The short name of a Sustainable Development Goal.
    pub fn goal_name(self, goal: &SdgGoal) -> &'static str {
        self.listed(&format!("sdg-goal-{}", goal.number)).unwrap_or_else(|| goal.name(self.tag()))
    }

    /// A name in the language's own lists of codes, which French and English do not have.
    fn listed(self, id: &str) -> Option<&'static str> {
        let bundle = &self.texts().bundle;
        let pattern = bundle.get_message(id)?.value()?;
        match bundle.format_pattern(pattern, None, &mut Vec::new()) {
            Cow::Borrowed(name) => Some(name),
            Cow::Owned(_) => None,
        }
    }

    /// The pattern of a message, or of its attribute, formatted; `None` if the language lacks it.
    pub(crate) fn format_own(self, id: &str, arguments: &[(&str, Argument<'_>)]) -> Option<String> {
        let (id, attribute) = id.split_once('.').map_or((id, None), |(id, attribute)| (id, Some(attribute)));
        let bundle = &self.texts().bundle;
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, value.fluent());
        }
        Some(bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    }

    fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The texts of the language, read when they are first needed.
    fn texts(self) -> &'static LanguageTexts {
        static TEXTS: [OnceLock<LanguageTexts>; TAGS.len()] = [const { OnceLock::new() }; TAGS.len()];
        TEXTS[self.index()].get_or_init(|| LanguageTexts::read(self))
    }
}

impl LanguageTexts {
    /// Reads all texts of a language.
    fn read(language: Language) -> Self {
        let tag = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        for source in SOURCES[language.index()] {
            // The build script has read the same texts without an error.
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(good, _)| good);
            bundle.add_resource_overriding(resource);
        }
        let property = |id: &str| {
            let pattern = bundle.get_message(id).and_then(|message| message.value());
            pattern.map(|p| bundle.format_pattern(p, None, &mut Vec::new()).into_owned()).unwrap_or_default()
        };
        let is_rtl = property("language-direction") == "rtl";
        let has_comma = property("language-decimal-mark") == ",";
        let (name, group_mark) = (property("language-name"), property("language-group-mark"));
        let is_reviewed = property("language-reviewed") == "yes";
        set_formatter(&mut bundle, language);
        Self {
            bundle,
            name,
            direction: if is_rtl { ScriptDirection::RightToLeft } else { ScriptDirection::LeftToRight },
            is_reviewed,
            decimal_mark: if has_comma { DecimalMark::Comma } else { DecimalMark::Point },
            group_mark,
        }
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

impl Default for Language {
    fn default() -> Self {
        Self::FRENCH
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        Self::all().find(|l| l.tag() == s).ok_or_else(|| format!("`{s}`: choose {}", TAGS.join(", ")))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_get_the_offered_language_with_the_greatest_weight() {
        let offered = [Language::FRENCH, Language::ENGLISH];
        let spanish = Language::all().find(|language| language.tag() == "es");
        for (accepted, expected) in [
            ("", None),
            ("de", None),
            ("en", Some("en")),
            ("EN-gb, fr;q=0.9", Some("en")),
            ("fr;q=0.2, en;q=0.8", Some("en")),
            ("de, fr;q=0.5", Some("fr")),
            ("en;q=0, fr;q=0.1", Some("fr")),
            ("en;q=0", None),
            ("en;q=x, fr;q=0.1", Some("fr")),
            ("fr, en", Some("fr")),
            ("de, *;q=0.1", Some("fr")),
        ] {
            assert_eq!(Language::preferred(accepted, &offered).map(Language::tag), expected, "{accepted}");
        }
        assert_eq!(spanish.and_then(|spanish| Language::preferred("es-MX", &[spanish])), spanish);
    }
}
