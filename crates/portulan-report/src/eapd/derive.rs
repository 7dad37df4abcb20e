//! From projects and their money to the lines of a declaration.
use portulan_codelists::CodeList;
use portulan_model::kinds::{Marker, OdaKind, Organisation, Project};
use portulan_model::{Entry, PartialDate, Programme, Ref};
use rust_decimal::Decimal;

use super::recipients::{UNSPECIFIED, UnknownYear, recipient};
use super::{Amounts, Choices, Declaration, Gap, LeftOut, Line, Part, Told, Why};
use crate::money::{Ledger, Own, countries};

/// A year's declaration, without any action yet.
pub fn begun(programme: &Programme, year: i16) -> Declaration {
    let mut declaration = Declaration { year, ..Declaration::default() };
    if recipient("", year) == Err(UnknownYear) {
        declaration.gaps.push(missing("no-list", year.to_string()));
    }
    if programme.authority.body.organisation.is_none() {
        declaration.gaps.push(missing("no-organisation", ""));
    }
    declaration
}

/// Adds the actions of a programme.
pub fn add(declaration: &mut Declaration, programme: &Programme, choices: &Choices) {
    for project in &programme.projects {
        let ledger = Ledger::of_one(programme, project);
        let case = Case { programme, ledger, year: declaration.year, choices, project };
        match case.judge() {
            Verdict::Line(line) => declaration.lines.push(*line),
            Verdict::Out(out) => declaration.left_out.push(out),
            Verdict::Nothing => {}
        }
    }
    declaration.lines.sort_by(|a, b| a.project.cmp(&b.project));
}

/// Something missing: the message is `eapd-gap-<code>`.
fn missing(code: &str, of: impl Into<String>) -> Gap {
    Gap { code: code.to_owned(), of: of.into() }
}

/// Why an action is left out: the message is `eapd-out-<code>`.
fn out(code: &str, of: impl Into<String>) -> Why {
    Why { code: code.to_owned(), of: of.into() }
}

enum Verdict {
    Line(Box<Line>),
    Out(LeftOut),
    /// No money in the year.
    Nothing,
}

/// A project in a year.
struct Case<'a> {
    programme: &'a Programme,
    /// The project's own money.
    ledger: Ledger,
    year: i16,
    choices: &'a Choices,
    project: &'a Entry<Project>,
}

impl Case<'_> {
    fn body(&self) -> &Project {
        &self.project.body
    }

    fn choice(&self, part: Part) -> Option<&str> {
        self.choices.get(&(self.project.id, part)).map(String::as_str)
    }

    fn money(&self) -> Amounts {
        let own = self.ledger.own(self.programme, self.year);
        let Own { paid, received, in_kind } = own;
        let own = own.sum();
        let why = match () {
            () if received > paid => Why::new("received-more", format!("{received:.2}")),
            () if !received.is_zero() => Why::new("less-received", format!("{received:.2}")),
            () if !in_kind.is_zero() => Why::new("with-in-kind", format!("{in_kind:.2}")),
            () => Why::new("paid", format!("{paid:.2}")),
        };
        let declared = match self.choice(Part::Amount).and_then(|amount| amount.parse().ok()) {
            Some(value) => Told { value, why: Why::new("officer", format!("{own:.2}")) },
            None => Told { value: own, why },
        };
        Amounts { paid, received, in_kind, declared }
    }

    fn judge(&self) -> Verdict {
        let amounts = self.money();
        if amounts.paid.is_zero() && amounts.in_kind.is_zero() && self.choice(Part::Amount).is_none() {
            return Verdict::Nothing;
        }
        let mut gaps = Vec::new();
        let countries = countries(self.programme, self.body());
        let kind = self.body().oda.unwrap_or_default();
        let recipient = self.recipient(kind, &countries, &mut gaps);
        let left = match self.choice(Part::Counted) {
            Some("no") => Some(out("officer", "")),
            Some(_) => None,
            None if kind == OdaKind::NotOda => Some(out("not-oda", "")),
            None => recipient.as_ref().err().cloned(),
        };
        if let Some(why) = left {
            return Verdict::Out(LeftOut {
                id: self.project.id,
                project: self.project.slug.clone(),
                title: self.body().title.clone(),
                amount: amounts.declared.value,
                why,
            });
        }
        let (recipient, country) = recipient.unwrap_or_else(|why| (Told { value: None, why }, String::new()));
        let channel = self.channel(kind, &mut gaps);
        let purpose = self.purpose(kind, &mut gaps);
        let aid_type = self.aid_type(kind);
        let markers = self.markers(kind, &mut gaps);
        self.plain_gaps(&amounts, &mut gaps);
        Verdict::Line(Box::new(Line {
            id: self.project.id,
            project: self.project.slug.clone(),
            title: self.body().title.clone(),
            description: self.body().description.as_ref().map(|d| d.value.clone()).unwrap_or_default(),
            kind,
            recipient,
            country,
            channel_name: self.receiver().map(|o| o.body.name.clone()).unwrap_or_default(),
            channel,
            purpose,
            aid_type,
            amounts,
            markers,
            dates: self.dates(),
            gaps,
        }))
    }

    /// The recipient and its country; `Err` says why the action does not count.
    fn recipient(
        &self,
        kind: OdaKind,
        countries: &[String],
        gaps: &mut Vec<Gap>,
    ) -> Result<(Told<Option<u16>>, String), Why> {
        if let Some(code) = self.choice(Part::Recipient).and_then(|code| code.parse().ok()) {
            let same = countries.iter().find(|c| recipient(c, self.year) == Ok(Some(code)));
            let told = Told { value: Some(code), why: Why::new("officer", "") };
            return Ok((told, same.cloned().unwrap_or_default()));
        }
        let nowhere = |why: Why| Ok((Told { value: Some(UNSPECIFIED), why }, String::new()));
        match kind {
            OdaKind::Awareness | OdaKind::Administration | OdaKind::Refugees => {
                return nowhere(Why::new("spent-at-home", ""));
            }
            OdaKind::Multilateral => return nowhere(Why::new("multilateral", "")),
            _ => {}
        }
        let listed: Vec<(&String, u16)> = countries
            .iter()
            .filter_map(|c| recipient(c, self.year).ok().flatten().map(|code| (c, code)))
            .collect();
        match (countries, listed.as_slice()) {
            ([], _) => {
                gaps.push(missing("no-country", ""));
                Ok((Told { value: None, why: Why::new("no-country", "") }, String::new()))
            }
            // Without a list, nobody can say who is on it: that gap is told once, for the year.
            ([one], []) if recipient(one, self.year) == Err(UnknownYear) => {
                Ok((Told { value: None, why: Why::new("no-list", self.year.to_string()) }, one.clone()))
            }
            (_, []) => Err(out("not-listed", countries.join(", "))),
            (_, [(country, code)]) if countries.len() == 1 => Ok((
                Told { value: Some(*code), why: Why::new("place", (*country).clone()) },
                (*country).clone(),
            )),
            (_, several) if several.len() == countries.len() => {
                nowhere(Why::new("several", countries.join(", ")))
            }
            _ => {
                gaps.push(missing("mixed", countries.join(", ")));
                nowhere(Why::new("several", countries.join(", ")))
            }
        }
    }

    /// Who received most of what was paid in the year.
    fn receiver(&self) -> Option<&Entry<Organisation>> {
        let paid = self.body().transactions.iter().filter(|t| matches!(t.kind.0.as_str(), "3" | "4"));
        let in_year = paid.filter(|t| {
            let date = t.date.or(t.value.as_ref().map(|money| money.value_date));
            date.is_some_and(|date| date.year() == self.year)
        });
        let mut sums: Vec<(&Ref<Organisation>, Decimal)> = Vec::new();
        for transaction in in_year {
            let (Some(receiver), Some(money)) = (&transaction.receiver, &transaction.value) else { continue };
            let euros = self.programme.rates.euros(money).map_or(Decimal::ZERO, |e| e.amount);
            match sums.iter_mut().find(|(known, _)| *known == receiver) {
                Some((_, sum)) => *sum += euros,
                None => sums.push((receiver, euros)),
            }
        }
        let most = sums.into_iter().max_by(|a, b| a.1.cmp(&b.1))?.0;
        self.programme.organisations.get(most)
    }

    /// The name of an organisation, in the first of the authority's languages.
    fn called(&self, organisation: &Entry<Organisation>) -> String {
        let first = self.programme.authority.body.languages.first().map_or("fr", String::as_str);
        organisation.body.name.text(first).to_owned()
    }

    fn channel(&self, kind: OdaKind, gaps: &mut Vec<Gap>) -> Told<Option<String>> {
        let said = self.choice(Part::Channel).map(|code| (code.to_owned(), Why::new("officer", "")));
        let entered = self.body().channel.as_ref().map(|code| (code.0.clone(), Why::new("entered", "")));
        let derived = || {
            let Some(receiver) = self.receiver() else {
                return (kind == OdaKind::Administration)
                    .then(|| ("11002".to_owned(), Why::new("authority", "")));
            };
            let home = self.programme.authority.body.country.0.as_str();
            let country = receiver.body.country.as_ref().map_or(home, |c| c.value.0.as_str());
            let code =
                channel_of(receiver.body.kind.as_ref().map_or("", |k| k.value.0.as_str()), country == home)?;
            Some((code.to_owned(), Why::new("receiver", self.called(receiver))))
        };
        if let Some((code, why)) = said.or(entered).or_else(derived) {
            return Told { value: Some(code), why };
        }
        let of = self.receiver().map(|r| self.called(r)).unwrap_or_default();
        let unknown = missing("no-channel", of.as_str());
        gaps.push(if of.is_empty() { missing("no-receiver", "") } else { unknown });
        Told { value: None, why: Why::new("no-channel", of) }
    }

    fn purpose(&self, kind: OdaKind, gaps: &mut Vec<Gap>) -> Told<Option<String>> {
        if let Some(code) = self.choice(Part::Purpose) {
            return Told { value: Some(code.to_owned()), why: Why::new("officer", "") };
        }
        let share = |s: &portulan_model::kinds::SectorShare| s.percentage.unwrap_or(Decimal::ONE_HUNDRED);
        // The first of equals: officers enter the main purpose first.
        let main = self.body().sectors.iter().rev().max_by(|a, b| share(a).cmp(&share(b)));
        if let Some(main) = main {
            let why = match self.body().sectors.len() {
                1 => Why::new("only-sector", ""),
                _ => Why::new("largest-sector", share(main).normalize().to_string()),
            };
            return Told { value: Some(main.code.0.clone()), why };
        }
        let usual = match kind {
            OdaKind::Awareness => "99820",
            OdaKind::Refugees => "93010",
            OdaKind::Administration => "91010",
            _ => {
                gaps.push(missing("no-sector", ""));
                return Told { value: None, why: Why::new("no-sector", "") };
            }
        };
        Told { value: Some(usual.to_owned()), why: Why::new("kind", kind.name()) }
    }

    fn aid_type(&self, kind: OdaKind) -> Told<Option<String>> {
        if let Some(code) = self.choice(Part::AidType) {
            return Told { value: Some(code.to_owned()), why: Why::new("officer", "") };
        }
        if let Some(code) = &self.body().aid_type {
            return Told { value: Some(code.0.clone()), why: Why::new("entered", "") };
        }
        let usual = match kind {
            OdaKind::Awareness => "H01",
            OdaKind::Refugees => "H02",
            OdaKind::Scholarship => "E01",
            OdaKind::Administration => "G01",
            OdaKind::Multilateral => "B021",
            _ => "C01",
        };
        Told { value: Some(usual.to_owned()), why: Why::new("kind", kind.name()) }
    }

    fn markers(&self, kind: OdaKind, gaps: &mut Vec<Gap>) -> Vec<Option<u8>> {
        let score =
            |marker: &Marker| self.body().markers.iter().find(|m| m.marker == *marker).map(|m| m.score);
        let scores: Vec<Option<u8>> = Marker::ALL.iter().map(score).collect();
        let asked = matches!(
            kind,
            OdaKind::Cooperation | OdaKind::Grant | OdaKind::OnePercent | OdaKind::Scholarship
        );
        if asked {
            let none = Marker::ALL.iter().zip(&scores).filter(|(_, score)| score.is_none());
            gaps.extend(none.map(|(marker, _)| missing("no-score", marker.name())));
        }
        scores
    }

    fn plain_gaps(&self, amounts: &Amounts, gaps: &mut Vec<Gap>) {
        if self.body().title.is_empty() {
            gaps.push(missing("no-title", ""));
        }
        if self.body().description.as_ref().is_none_or(|d| d.value.is_empty()) {
            gaps.push(missing("no-description", ""));
        }
        let officer = amounts.declared.why.code == "officer";
        if amounts.received > amounts.paid && !officer {
            gaps.push(missing("received-more", format!("{:.2}", amounts.received - amounts.paid)));
        }
        let unknown = self.ledger.unknown().filter(|e| e.year == self.year);
        for entry in unknown.filter(|_| !officer) {
            let money = &entry.money;
            let of = format!("{} {} ({})", money.amount, money.currency.0, money.value_date);
            gaps.push(missing("no-rate", of));
        }
        let undated = self.body().transactions.iter().filter(|t| t.value.is_none());
        for transaction in undated.filter(|t| t.date.is_some_and(|d| d.year() == self.year)) {
            gaps.push(missing("no-amount", transaction.date.map(|d| d.to_string()).unwrap_or_default()));
        }
    }

    fn dates(&self) -> [String; 2] {
        let period = self.body().period();
        let day = |date: Option<PartialDate>, last: bool| {
            date.map(|d| if last { d.last() } else { d.first() }.to_string()).unwrap_or_default()
        };
        [day(period.and_then(|p| p.start), false), day(period.and_then(|p| p.end), true)]
    }
}

/// The channel of an organisation's type (IATI `OrganisationType`), at home or abroad.
fn channel_of(kind: &str, at_home: bool) -> Option<&'static str> {
    let code = match (kind, at_home) {
        ("10", true) => "11001",
        ("10", false) => "12001",
        ("11", true) => "11002",
        ("11", false) => "12002",
        ("15", true) => "11004",
        ("15", false) => "12004",
        ("21", _) => "21000",
        ("22" | "23" | "24", true) => "22000",
        ("22" | "23" | "24", false) => "23000",
        ("70" | "71", true) => "61000",
        ("70" | "72", false) => "62000",
        ("73", _) => "63000",
        ("80", _) => "51000",
        // Which multilateral body it is, the statistics want to know.
        _ => return None,
    };
    CodeList::Channel.get(code).map(|entry| entry.code)
}
