//! The context of templates: messages, texts, dates, addresses, marks of source and provenance.
use std::cell::RefCell;

use askama::filters::HtmlSafeOutput;
use jiff::Timestamp;
use jiff::civil::Date;
use portulan_codelists::{CodeList, SdgGoal};
use portulan_locales::{Language, MessageKey, MessageList, dates, key, list, with_no_break_spaces};
use portulan_model::kinds::{
    Authority, Document, Figure, Person, SdgTag, Tag, Term, Territory, TerritoryKind,
};
use portulan_model::{
    Fact, Money, PartialDate, Period, Provenance, PublishedRecord, PublishedRegister, Quantity, Ref, Text,
    check,
};
use portulan_report::localizer::{Goals, Localizer};
use rust_decimal::Decimal;

use crate::html::{SafeHtml, escape};
use crate::{Site, markdown};

/// The context of one page: language, address, and the sources cited so far.
pub(crate) struct PageContext<'a> {
    pub site: &'a Site,
    pub language: Language,
    /// The address without the language: `/partnerships/kendari`.
    pub path: String,
    sources: RefCell<Vec<String>>,
}

impl<'a> PageContext<'a> {
    pub(crate) fn new(site: &'a Site, language: Language, path: impl Into<String>) -> Self {
        Self { site, language, path: path.into(), sources: RefCell::default() }
    }

    pub(crate) fn p(&self) -> &'a PublishedRegister {
        &self.site.programme
    }

    /// The localizer, which reports use too.
    pub(crate) fn voice(&self) -> Localizer<'a> {
        Localizer { programme: self.p(), language: self.language }
    }

    pub(crate) fn authority(&self) -> &'a Authority {
        &self.site.programme.authority.body
    }

    // Messages of the interface.

    pub(crate) fn t(&self, key: impl Into<MessageKey>) -> String {
        self.language.text(key.into())
    }

    pub(crate) fn tn(&self, key: impl Into<MessageKey>, count: impl CopyArgument<usize>) -> String {
        self.language.format(key.into(), &[("count", count.given().into())])
    }

    pub(crate) fn tw(&self, key: impl Into<MessageKey>, value: &str) -> String {
        self.language.format(key.into(), &[("value", value.into())])
    }

    /// A label, a colon and a text.
    pub(crate) fn labelled(&self, key: impl Into<MessageKey>, text: &str) -> String {
        self.language.labelled(&self.t(key), text)
    }

    /// The name of an enum value: `role-funding`.
    pub(crate) fn word(&self, list: MessageList, name: impl AsRef<str>) -> String {
        self.language.word(list, name)
    }

    pub(crate) fn lang(&self) -> &'static str {
        self.language.tag()
    }

    /// The direction of the page, for the attribute `dir`.
    pub(crate) fn dir(&self) -> &'static str {
        self.language.direction().html()
    }

    // Texts of the register.

    /// The text in the page's language, or in another, unmarked: for titles of windows and attributes.
    pub(crate) fn s<'t>(&self, text: &'t Text) -> &'t str {
        text.text(self.lang())
    }

    /// The text, with a language attribute if its language is not that of the page.
    pub(crate) fn h(&self, text: &Text) -> SafeHtml {
        let Some((tag, content)) = text.get(self.lang()) else { return HtmlSafeOutput(String::new()) };
        let escaped = escape(&with_no_break_spaces(tag, content));
        // The lines of a paragraph stay lines.
        let escaped = escaped.trim().replace('\n', "<br>");
        if tag == self.lang() {
            HtmlSafeOutput(escaped)
        } else {
            HtmlSafeOutput(format!("<span lang=\"{}\" dir=\"auto\">{escaped}</span>", escape(tag)))
        }
    }

    /// Markdown, marked likewise.
    pub(crate) fn md(&self, text: &Text) -> SafeHtml {
        let Some((tag, content)) = text.get(self.lang()) else { return HtmlSafeOutput(String::new()) };
        let html = markdown::render(content, tag);
        if tag == self.lang() {
            HtmlSafeOutput(html)
        } else {
            HtmlSafeOutput(format!("<div lang=\"{}\" dir=\"auto\">{html}</div>", escape(tag)))
        }
    }

    /// A fact's text with its mark.
    pub(crate) fn fact(&self, fact: &Fact<Text>) -> SafeHtml {
        HtmlSafeOutput(format!("{}{}", self.h(&fact.value), self.mark_of(fact)))
    }

    pub(crate) fn mark_of<T>(&self, fact: &Fact<T>) -> SafeHtml {
        self.mark(fact.source.as_ref(), fact.provenance)
    }

    /// The mark after a fact: the number of its source, and "inferred" or "computed" if its provenance is not
    /// "stated".
    pub(crate) fn mark(
        &self,
        source: Option<&Ref<Document>>,
        provenance: impl CopyArgument<Provenance>,
    ) -> SafeHtml {
        let provenance = provenance.given();
        let mut out = String::new();
        if let Some(document) =
            source.filter(|_| provenance != Provenance::Inferred).and_then(|s| self.p().documents.get(s))
        {
            let mut named = self.sources.borrow_mut();
            let number = named.iter().position(|s| *s == document.slug).unwrap_or_else(|| {
                named.push(document.slug.clone());
                named.len() - 1
            }) + 1;
            let label = escape(&self.tw(key!("source-number"), &number.to_string()));
            out = format!("<a class=\"src\" href=\"#source-{number}\" aria-label=\"{label}\">{number}</a>");
        }
        match provenance {
            Provenance::Stated => {}
            Provenance::Inferred => out.push_str(&self.pill("inferred")),
            Provenance::Computed => out.push_str(&self.pill("computed")),
        }
        HtmlSafeOutput(out)
    }

    fn pill(&self, name: &str) -> String {
        let (word, why) =
            (self.word(list!("provenance"), name), self.word(list!("provenance"), format!("{name}.title")));
        format!(" <span class=\"pill {name}\" title=\"{}\">{}</span>", escape(&why), escape(&word))
    }

    /// The sources named so far, in the order of their numbers.
    pub(crate) fn named_sources(&self) -> Vec<&'a PublishedRecord<Document>> {
        self.sources.borrow().iter().filter_map(|slug| self.p().documents.find(slug)).collect()
    }

    // Numbers and dates.

    pub(crate) fn n(&self, count: impl CopyArgument<usize>) -> String {
        self.language.number(i64::try_from(count.given()).unwrap_or(i64::MAX))
    }

    pub(crate) fn decimal(&self, n: impl CopyArgument<Decimal>) -> String {
        self.language.decimal(n.given())
    }

    /// "over 350", "près de 90", "1.3 million".
    pub(crate) fn quantity(&self, q: &Quantity) -> String {
        self.voice().quantity(q)
    }

    /// A formatted figure: "6 health centres".
    pub(crate) fn figure(&self, f: &Figure) -> SafeHtml {
        let (quantity, of, year) = self.voice().figure(f);
        HtmlSafeOutput(format!(
            "<strong>{}</strong> {of}{}{year}{}",
            escape(&quantity),
            self.h(&f.label),
            self.mark(f.source.as_ref(), f.provenance)
        ))
    }

    /// A formatted amount, also in euros if it is in another currency.
    pub(crate) fn money(&self, m: &Money) -> String {
        self.voice().money(m)
    }

    /// The payments and receipts under an agreement.
    pub(crate) fn under(&self, agreement: &str) -> Option<String> {
        portulan_report::money::under(&self.voice(), agreement)
    }

    /// The source of exchange rates.
    pub(crate) fn rates_source(&self) -> String {
        self.voice().rates_source()
    }

    pub(crate) fn date(&self, d: impl CopyArgument<PartialDate>) -> String {
        dates::date(self.language, d.given())
    }

    /// A message with a date, whose precision chooses the preposition.
    pub(crate) fn dated(&self, key: impl Into<MessageKey>, d: impl CopyArgument<PartialDate>) -> String {
        dates::with_date(self.language, key.into(), d.given())
    }

    pub(crate) fn period(&self, p: &Period) -> String {
        dates::period(self.language, p)
    }

    pub(crate) fn when(&self, p: &Period) -> String {
        dates::event_dates(self.language, p)
    }

    pub(crate) fn day_of(&self, t: Timestamp) -> Date {
        dates::moment(&self.authority().time_zone, t)
    }

    pub(crate) fn moment(&self, t: impl CopyArgument<Timestamp>) -> String {
        self.date(PartialDate::from(self.day_of(t.given())))
    }

    pub(crate) fn is_upcoming(&self, p: &Period) -> bool {
        check::period_position(p, self.site.today) >= 0
    }

    // Codes.

    /// A place with its country, which a whole country needs not.
    pub(crate) fn territory(&self, entry: &PublishedRecord<Territory>) -> SafeHtml {
        let name = self.h(&entry.body.name).0;
        if entry.body.kind == TerritoryKind::Country {
            return HtmlSafeOutput(name);
        }
        HtmlSafeOutput(format!("{name}, {}", escape(&self.country(&entry.body.country.0))))
    }

    pub(crate) fn country(&self, code: &str) -> String {
        self.language.code_name(CodeList::Country, code).1.to_owned()
    }

    /// The name of a code, with a language attribute if it has none in the language of the page.
    pub(crate) fn code(&self, list: CodeList, code: &str) -> SafeHtml {
        let (language, name) = self.language.code_name(list, code);
        self.in_language(language, name)
    }

    /// The full wording of a goal.
    pub(crate) fn goal_wording(&self, goal: &SdgGoal) -> SafeHtml {
        let language = self.text_language();
        self.in_language(language, goal.wording(language.tag()))
    }

    /// A target of a goal: its wording.
    pub(crate) fn target(&self, code: &str) -> SafeHtml {
        self.code(CodeList::SdgTarget, code)
    }

    /// The language of texts that exist in complete languages only, such as guides.
    pub(crate) fn text_language(&self) -> Language {
        Language::find_complete(self.lang()).unwrap_or(Language::ENGLISH)
    }

    /// A text of the interface, with a language attribute if its language is not that of the page.
    fn in_language(&self, language: Language, text: &str) -> SafeHtml {
        let escaped = escape(text);
        HtmlSafeOutput(if language == self.language {
            escaped
        } else {
            format!("<span lang=\"{language}\" dir=\"{}\">{escaped}</span>", language.direction().html())
        })
    }

    pub(crate) fn goal(&self, goal: &SdgGoal) -> &'static str {
        self.language.goal_name(goal)
    }

    /// The goals of some tags, each once, in order.
    pub(crate) fn goals(&self, tags: &[SdgTag]) -> Vec<Goals> {
        self.voice().goals(tags)
    }

    pub(crate) fn theme(&self, key: &str) -> Option<&'a Term> {
        self.authority().themes.iter().find(|t| t.key == key)
    }

    pub(crate) fn axis(&self, key: &str) -> Option<&'a Term> {
        self.authority().axes.iter().find(|t| t.key == key)
    }

    pub(crate) fn themes_of(&self, tags: &[Tag]) -> Vec<&'a Term> {
        self.voice().terms(&self.authority().themes, tags)
    }

    /// Contacts that are public.
    pub(crate) fn contacts(&self, list: &[Ref<Person>]) -> Vec<&'a PublishedRecord<Person>> {
        list.iter().filter_map(|person| self.p().persons.get(person)).collect()
    }
}

/// A small value, or a reference to it: templates hand over either.
pub(crate) trait CopyArgument<T> {
    /// The value.
    fn given(self) -> T;
}

impl<T: Copy> CopyArgument<T> for T {
    fn given(self) -> T {
        self
    }
}

impl<T: Copy> CopyArgument<T> for &T {
    fn given(self) -> T {
        *self
    }
}

impl<T: Copy> CopyArgument<T> for &&T {
    fn given(self) -> T {
        **self
    }
}
