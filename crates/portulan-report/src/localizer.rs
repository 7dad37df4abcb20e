//! Formatting of register values in one language, for pages and reports.
use portulan_codelists::{CodeList, SdgGoal};
use portulan_locales::{Language, MessageKey, MessageList, dates, key};
use portulan_model::kinds::{Authority, Figure, Organisation, SdgTag, Tag, Term, Territory, TerritoryKind};
use portulan_model::{
    EURO, Euros, Money, PartialDate, Period, Provenance, PublishedRegister, Qualifier, Quantity, Ref, Text,
};
use rust_decimal::Decimal;

/// Formats register values in one language.
#[derive(Clone, Copy)]
pub struct Localizer<'a> {
    /// The published register.
    pub programme: &'a PublishedRegister,
    /// The language.
    pub language: Language,
}

/// A goal with some of its targets.
pub struct Goals {
    /// The goal.
    pub goal: &'static SdgGoal,
    /// Code and name of the targets.
    pub targets: Vec<(String, String)>,
    /// The provenance: inferred if all tags are inferred.
    pub provenance: Provenance,
}

impl<'a> Localizer<'a> {
    /// The authority.
    pub fn authority(&self) -> &'a Authority {
        &self.programme.authority.body
    }

    /// The message with this key.
    pub fn t(&self, key: MessageKey) -> String {
        self.language.text(key)
    }

    /// The message with this key and a value.
    pub fn tw(&self, key: MessageKey, value: &str) -> String {
        self.language.format(key, &[("value", value.into())])
    }

    /// The message with this key and a count.
    pub fn tn(&self, key: MessageKey, count: usize) -> String {
        self.language.format(key, &[("count", count.into())])
    }

    /// The name of an enum value: `role-funding`.
    pub fn word(&self, list: MessageList, name: impl AsRef<str>) -> String {
        self.language.word(list, name)
    }

    /// The text in the language, or else in another.
    pub fn s<'t>(&self, text: &'t Text) -> &'t str {
        text.text(self.language.tag())
    }

    /// The name of a country.
    pub fn country(&self, code: &str) -> String {
        self.code(CodeList::Country, code)
    }

    /// The name of a code.
    pub fn code(&self, list: CodeList, code: &str) -> String {
        self.language.code_name(list, code).1.to_owned()
    }

    /// Formats a date.
    pub fn date(&self, date: PartialDate) -> String {
        dates::date(self.language, date)
    }

    /// Formats a day.
    pub fn day(&self, day: jiff::civil::Date) -> String {
        self.date(PartialDate::from(day))
    }

    /// Formats a period.
    pub fn period(&self, period: &Period) -> String {
        dates::period(self.language, period)
    }

    /// Formats a decimal number.
    pub fn decimal(&self, number: Decimal) -> String {
        self.language.decimal(number)
    }

    /// Formats an amount in euros.
    pub fn euros(&self, amount: Decimal) -> String {
        self.language.money(amount, "€")
    }

    /// Formats a quantity: "over 350", "près de 90", "1.3 million".
    pub fn quantity(&self, q: &Quantity) -> String {
        let number = match millions(q.value) {
            Some(millions) => {
                let size = match millions {
                    n if n >= Decimal::TWO => "two-or-more",
                    n if n == Decimal::ONE => "one",
                    _ => "more-than-one",
                };
                let number = self.decimal(millions);
                let arguments = [("size", size.into()), ("value", number.as_str().into())];
                self.language.format(key!("number-millions"), &arguments)
            }
            None => self.decimal(q.value),
        };
        match q.qualifier {
            Qualifier::Exactly => number,
            Qualifier::Over => self.tw(key!("quantity-over"), &number),
            Qualifier::Nearly => self.tw(key!("quantity-nearly"), &number),
            Qualifier::About => self.tw(key!("quantity-about"), &number),
        }
    }

    /// Formats a figure: its quantity, what some languages set before its label ("3 millions d’habitants"), its year.
    pub fn figure(&self, f: &Figure) -> (String, String, String) {
        let year = f.year.map(|y| format!(" ({y})")).unwrap_or_default();
        let is_vowel = self.s(&f.label).starts_with(|c: char| "aeiouyhéèêâîôûàœæ".contains(c));
        let start = if is_vowel { "vowel" } else { "consonant" };
        let of = millions(f.quantity.value)
            .map(|_| self.language.format(key!("number-millions-of"), &[("start", start.into())]));
        (self.quantity(&f.quantity), of.unwrap_or_default(), year)
    }

    /// Formats an amount as entered; in another currency also in euros, with the rate, its day and its source.
    pub fn money(&self, m: &Money) -> String {
        if m.currency.0 == EURO {
            return self.euros(m.amount);
        }
        let amount = self.language.money(m.amount, &m.currency.0);
        let amount = format!("{amount} ({})", self.date(m.value_date));
        let Some(Euros { amount: euros, rate: Some(rate) }) = self.programme.rates.euros(m) else {
            return amount;
        };
        let (euros, per_euro) = (self.euros(euros), self.decimal(rate.per_euro));
        let (day, source) = (self.day(rate.to), self.rates_source());
        let key = if rate.is_legal { key!("money-in-euros-legal") } else { key!("money-in-euros") };
        let message = [
            ("amount", amount.as_str().into()),
            ("euros", euros.as_str().into()),
            ("rate", per_euro.as_str().into()),
            ("day", day.as_str().into()),
            ("source", source.as_str().into()),
        ];
        self.language.format(key, &message)
    }

    /// The amount in euros of an amount in another currency; `None` for euros, or without a rate.
    pub fn converted(&self, m: &Money) -> Option<String> {
        let euros = self.programme.rates.euros(m).filter(|euros| euros.rate.is_some())?;
        Some(self.euros(euros.amount))
    }

    /// The source of exchange rates.
    pub fn rates_source(&self) -> String {
        let source = &self.programme.rates.source;
        if source.is_empty() { self.t(key!("money-ecb")) } else { source.clone() }
    }

    /// The distinct goals of some tags, in order, with their provenance.
    pub fn goals(&self, tags: &[SdgTag]) -> Vec<Goals> {
        let mut out: Vec<Goals> = Vec::new();
        for tag in tags {
            let Some(goal) = portulan_codelists::goal(tag.goal) else { continue };
            let target = tag.target.as_deref().and_then(|t| CodeList::SdgTarget.get(t));
            let target = target.map(|e| (e.code.to_owned(), self.code(CodeList::SdgTarget, e.code)));
            match out.iter_mut().find(|g| g.goal.number == goal.number) {
                Some(known) => known.targets.extend(target),
                None => out.push(Goals {
                    goal,
                    targets: target.into_iter().collect(),
                    provenance: tag.provenance,
                }),
            }
        }
        out.sort_by_key(|g| g.goal.number);
        out
    }

    /// The authority's terms for some tags.
    pub fn terms<'t>(&self, terms: &'t [Term], tags: &[Tag]) -> Vec<&'t Term> {
        tags.iter().filter_map(|tag| terms.iter().find(|t| t.key == tag.key)).collect()
    }

    /// The name of an organisation; its slug if it is not published.
    pub fn organisation(&self, reference: &Ref<Organisation>) -> String {
        let name = self.programme.organisations.get(reference).map(|o| self.s(&o.body.name));
        name.unwrap_or_else(|| reference.slug()).to_owned()
    }

    /// The name of a territory with its country, unless it is a whole country.
    pub fn territory(&self, territory: &Territory) -> String {
        let name = self.s(&territory.name);
        if territory.kind == TerritoryKind::Country {
            return name.to_owned();
        }
        format!("{name}, {}", self.country(&territory.country.0))
    }
}

/// The number of millions, if a value is written so: at least one, with one decimal at most.
fn millions(value: Decimal) -> Option<Decimal> {
    let millions = value / Decimal::from(1_000_000);
    (millions >= Decimal::ONE && (millions * Decimal::TEN).fract().is_zero()).then_some(millions)
}
