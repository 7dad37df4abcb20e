//! Derivation of the lines of a declaration from projects and their transactions.
use portulan_codelists::CodeList;
use portulan_model::kinds::{Marker, OdaKind, Organisation, Project};
use portulan_model::{PartialDate, PublishedRecord, PublishedRegister, Ref};
use rust_decimal::Decimal;

use super::codes::{channel_of, usual_aid_type, usual_purpose};
use super::declaration::{
    Declaration, DeclarationGap, DeclarationLine, Excluded, Inputs, ProjectFunds, missing,
};
use super::part::Part;
use super::project_year::{FiledYear, ProjectYear};
use super::reason::{Explained, Why, euros};
use super::recipients::{NotListed, UNSPECIFIED};
use crate::money::countries;

/// A declaration without lines.
pub fn begin(programme: &PublishedRegister, year: i16, inputs: &Inputs) -> Declaration {
    let mut declaration = Declaration { year, ..Declaration::default() };
    if inputs.lists.in_year(year).is_none() {
        declaration.gaps.push(missing("no-list", year.to_string()));
    }
    if programme.authority.body.organisation.is_none() {
        declaration.gaps.push(missing("no-organisation", ""));
    }
    declaration
}

/// Adds the projects of a register.
pub fn add(declaration: &mut Declaration, programme: &PublishedRegister, inputs: &Inputs) {
    let earlier: Vec<FiledYear> = inputs.earlier.iter().filter_map(|e| filed(e, declaration.year)).collect();
    for project in &programme.projects {
        let case = ProjectYear::new(programme, project, declaration.year, inputs, &earlier);
        declaration.funds.extend(case.project_funds());
        match case.outcome() {
            CaseOutcome::Line(line) => declaration.lines.push(*line),
            CaseOutcome::Out(out) => declaration.left_out.push(out),
            CaseOutcome::Nothing => {}
        }
    }
    // Slugs are unique. A line has a thousand bytes: neither a copy for sorting nor spare room is kept.
    declaration.lines.sort_unstable_by(|a, b| a.project.cmp(&b.project));
    declaration.lines.shrink_to_fit();
    declaration.funds.shrink_to_fit();
}

/// Indexes a filed declaration; `None` if it is not of a year before `year`.
fn filed(declaration: &Declaration, year: i16) -> Option<FiledYear<'_>> {
    let left_out = || declaration.left_out.iter().map(|out| out.id).collect();
    let is_earlier = declaration.year < year;
    is_earlier.then(|| FiledYear {
        year: declaration.year,
        lines: declaration.lines_by_id(),
        left_out: left_out(),
    })
}

/// The reason why a project is excluded: the message is `eapd-out-<code>`.
fn out(code: &str, of: impl Into<String>) -> Why {
    Why { code: code.to_owned(), of: of.into() }
}

enum CaseOutcome {
    Line(Box<DeclarationLine>),
    Out(Excluded),
    /// No amounts in the year.
    Nothing,
}

impl ProjectYear<'_> {
    pub(super) fn body(&self) -> &Project {
        &self.project.body
    }

    pub(super) fn kind(&self) -> OdaKind {
        self.body().oda.unwrap_or_default()
    }

    pub(super) fn choice(&self, part: Part) -> Option<&str> {
        self.choices.get(&(self.project.id, part)).map(String::as_str)
    }

    /// The own funds up to the year, for a project with money from other funders.
    fn project_funds(&self) -> Option<ProjectFunds> {
        let years: Vec<_> = self.funds.years.iter().filter(|y| y.year <= self.year).copied().collect();
        let has_others = years.iter().any(|y| !y.received.is_zero() || !y.deducted.is_zero());
        let (id, title) = (self.project.id, self.body().title.clone());
        has_others.then(|| ProjectFunds { id, title, basis: self.basis(), years })
    }

    fn outcome(&self) -> CaseOutcome {
        let amounts = self.amounts();
        let is_spent = !amounts.paid.is_zero() || !amounts.in_kind.is_zero() || !amounts.deducted.is_zero();
        if !is_spent && self.choice(Part::Amount).is_none() {
            if amounts.received.is_zero() {
                return CaseOutcome::Nothing;
            }
            let of = format!("{}|{}", euros(amounts.received), euros(amounts.closing));
            return self.left_out(Decimal::ZERO, out("only-received", of));
        }
        let mut gaps = Vec::new();
        let countries = countries(self.programme, self.body());
        let kind = self.kind();
        let recipient = self.recipient(kind, &countries, &mut gaps);
        let left = match self.choice(Part::Counted) {
            Some("no") => Some(out("officer", "")),
            Some(_) => None,
            None if kind == OdaKind::NotOda => Some(out("not-oda", "")),
            None => recipient.as_ref().err().cloned(),
        };
        if let Some(why) = left {
            return self.left_out(amounts.declared.value, why);
        }
        // A project in unlisted countries that is declared by decision lacks a recipient.
        let (recipient, country) = recipient.unwrap_or_else(|_| {
            let names = countries.join(", ");
            gaps.push(missing("not-listed", names.clone()));
            (Explained { value: None, why: Why::new("not-listed", names) }, String::new())
        });
        let channel = self.channel(kind, &mut gaps);
        let purpose = self.purpose(kind, &mut gaps);
        let aid_type = self.aid_type(kind, &mut gaps);
        let markers = self.markers(kind, &mut gaps);
        self.plain_gaps(&mut gaps);
        self.amount_gaps(&amounts, &mut gaps);
        for (list, code) in [
            (CodeList::Channel, &channel.value),
            (CodeList::Sector, &purpose.value),
            (CodeList::AidType, &aid_type.value),
        ] {
            gaps.extend(code.as_deref().and_then(|code| withdrawn(list, code)));
        }
        let (committed, commitment_date) = self.committed();
        let region =
            recipient.value.filter(|_| country.is_empty()).and_then(|c| self.lists.get(c, self.year));
        let region_names = region.map(|r| [r.name_en.clone(), r.name_fr.clone()]);
        CaseOutcome::Line(Box::new(DeclarationLine {
            id: self.project.id,
            project: self.project.slug.clone(),
            title: self.body().title.clone(),
            description: self.body().description.as_ref().map(|d| d.value.clone()).unwrap_or_default(),
            kind,
            recipient,
            country,
            region_names,
            channel_name: self.receiver().map(|o| o.body.name.clone()).unwrap_or_default(),
            channel,
            purpose,
            aid_type,
            amounts,
            basis: self.basis(),
            plan_share: self.plan_share,
            first_year: self.first_year(),
            mechanism: self.body().mechanism,
            goals: self.goals(),
            is_known: self.is_known(),
            committed,
            commitment_date: commitment_date.map(|date| date.first().to_string()).unwrap_or_default(),
            markers,
            dates: self.dates(),
            gaps,
        }))
    }

    fn left_out(&self, amount: Decimal, why: Why) -> CaseOutcome {
        let (id, project, title) = (self.project.id, self.project.slug.clone(), self.body().title.clone());
        CaseOutcome::Out(Excluded { id, project, title, amount, why })
    }

    /// True if the project is in a declaration filed for an earlier year.
    fn is_known(&self) -> bool {
        self.earlier.iter().any(|filed| filed.lines.contains_key(&self.project.id))
    }

    /// The goals and targets that the project serves.
    fn goals(&self) -> Vec<String> {
        let focus = |tag: &portulan_model::kinds::SdgTag| {
            tag.target.as_ref().map_or(tag.goal.to_string(), String::clone)
        };
        let mut goals: Vec<String> = self.body().sdgs.iter().map(focus).collect();
        goals.dedup();
        goals
    }

    /// The recipient and its country; `Err` with the reason why the project does not count.
    fn recipient(
        &self,
        kind: OdaKind,
        countries: &[String],
        gaps: &mut Vec<DeclarationGap>,
    ) -> Result<(Explained<Option<u16>>, String), Why> {
        if let Some(code) = self.choice(Part::Recipient).and_then(|code| code.parse().ok()) {
            let same = countries.iter().find(|c| self.code(c).is_ok_and(|found| found == code));
            let reported = Explained { value: Some(code), why: Why::new("officer", "") };
            return Ok((reported, same.cloned().unwrap_or_default()));
        }
        let nowhere = |why: Why| Ok((Explained { value: Some(UNSPECIFIED), why }, String::new()));
        match kind {
            OdaKind::Awareness | OdaKind::Administration | OdaKind::Refugees => {
                return nowhere(Why::new("spent-at-home", ""));
            }
            OdaKind::Multilateral => return nowhere(Why::new("multilateral", "")),
            _ => {}
        }
        let listed: Vec<(&String, u16)> =
            countries.iter().filter_map(|c| self.code(c).ok().map(|code| (c, code))).collect();
        match (countries, listed.as_slice()) {
            ([], _) => {
                gaps.push(missing("no-country", ""));
                Ok((Explained { value: None, why: Why::new("no-country", "") }, String::new()))
            }
            // Without a list, recipients are unknown: that gap is reported once, for the year.
            (several, _) if self.lists.in_year(self.year).is_none() => {
                let country = if let [one] = several { one.clone() } else { String::new() };
                Ok((Explained { value: None, why: Why::new("no-list", self.year.to_string()) }, country))
            }
            (_, []) => Err(self.not_listed(countries)),
            ([country], [(_, code)]) => Ok((
                Explained { value: Some(*code), why: Why::new("place", country.clone()) },
                country.clone(),
            )),
            (_, several) if several.len() == countries.len() => {
                let region = self.region(countries);
                let why = Why::new(if region.is_some() { "region" } else { "several" }, countries.join(", "));
                Ok((Explained { value: Some(region.unwrap_or(UNSPECIFIED)), why }, String::new()))
            }
            _ => {
                gaps.push(missing("mixed", countries.join(", ")));
                nowhere(Why::new("several", countries.join(", ")))
            }
        }
    }

    /// The recipient code of a country in the year.
    fn code(&self, country: &str) -> Result<u16, NotListed> {
        self.lists.country(country, self.year).map(|recipient| recipient.code)
    }

    /// The reason why countries are not in the year's list: one was removed from it, or none was ever in it.
    fn not_listed(&self, countries: &[String]) -> Why {
        let left = countries.iter().find_map(|c| match self.code(c) {
            Err(NotListed::Left(last)) => Some(format!("{c}|{last}")),
            _ => None,
        });
        match left {
            Some(of) if countries.len() == 1 => out("left-list", of),
            _ => out("not-listed", countries.join(", ")),
        }
    }

    /// The region that contains all of several countries.
    fn region(&self, countries: &[String]) -> Option<u16> {
        let region =
            |c: &String| self.lists.country(c, self.year).ok().and_then(|recipient| recipient.region);
        let first = region(countries.first()?)?;
        let is_listed = self.lists.get(first, self.year).is_some();
        (is_listed && countries.iter().all(|c| region(c) == Some(first))).then_some(first)
    }

    /// The organisation that received the largest part of the year's payments.
    fn receiver(&self) -> Option<&PublishedRecord<Organisation>> {
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

    /// The name of an organisation, in the authority's first language.
    fn called(&self, organisation: &PublishedRecord<Organisation>) -> String {
        let first = self.programme.authority.body.languages.first().map_or("fr", String::as_str);
        organisation.body.name.text(first).to_owned()
    }

    fn channel(&self, kind: OdaKind, gaps: &mut Vec<DeclarationGap>) -> Explained<Option<String>> {
        let message = self.choice(Part::Channel).map(|code| (code.to_owned(), Why::new("officer", "")));
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
        if let Some((code, why)) = message.or(entered).or_else(derived) {
            return Explained { value: Some(code), why };
        }
        let of = self.receiver().map(|r| self.called(r)).unwrap_or_default();
        let unknown = missing("no-channel", of.as_str());
        gaps.push(if of.is_empty() { missing("no-receiver", "") } else { unknown });
        Explained { value: None, why: Why::new("no-channel", of) }
    }

    fn purpose(&self, kind: OdaKind, gaps: &mut Vec<DeclarationGap>) -> Explained<Option<String>> {
        if let Some(code) = self.choice(Part::Purpose) {
            return Explained { value: Some(code.to_owned()), why: Why::new("officer", "") };
        }
        let share = |s: &portulan_model::kinds::SectorShare| s.percentage.unwrap_or(Decimal::ONE_HUNDRED);
        // The first among equals: officers enter the main purpose first.
        let main = self.body().sectors.iter().rev().max_by(|a, b| share(a).cmp(&share(b)));
        if let Some(main) = main {
            let why = match self.body().sectors.len() {
                1 => Why::new("only-sector", ""),
                _ => Why::new("largest-sector", share(main).normalize().to_string()),
            };
            return Explained { value: Some(main.code.0.clone()), why };
        }
        let Some(usual) = usual_purpose(kind) else {
            gaps.push(missing("no-sector", ""));
            return Explained { value: None, why: Why::new("no-sector", "") };
        };
        Explained { value: Some(usual.to_owned()), why: Why::new("kind", kind.name()) }
    }

    fn aid_type(&self, kind: OdaKind, gaps: &mut Vec<DeclarationGap>) -> Explained<Option<String>> {
        if let Some(code) = self.choice(Part::AidType) {
            return Explained { value: Some(code.to_owned()), why: Why::new("officer", "") };
        }
        if let Some(code) = &self.body().aid_type {
            return Explained { value: Some(code.0.clone()), why: Why::new("entered", "") };
        }
        // H02 covers costs that cannot be separated by the status of persons.
        if kind == OdaKind::Refugees {
            gaps.push(missing("refugee-status", ""));
        }
        Explained { value: Some(usual_aid_type(kind).to_owned()), why: Why::new("kind", kind.name()) }
    }

    fn markers(&self, kind: OdaKind, gaps: &mut Vec<DeclarationGap>) -> Vec<Option<u8>> {
        let score =
            |marker: &Marker| self.body().markers.iter().find(|m| m.marker == *marker).map(|m| m.score);
        let scores: Vec<Option<u8>> = Marker::ALL.iter().map(score).collect();
        let asked = matches!(
            kind,
            OdaKind::Cooperation | OdaKind::Grant | OdaKind::OnePercent | OdaKind::Scholarship
        );
        if asked {
            let none =
                Marker::ALL.iter().zip(&scores).filter(|(m, score)| m.is_declared() && score.is_none());
            gaps.extend(none.map(|(marker, _)| missing("no-score", marker.name())));
        }
        scores
    }

    fn plain_gaps(&self, gaps: &mut Vec<DeclarationGap>) {
        if self.body().title.is_empty() {
            gaps.push(missing("no-title", ""));
        }
        if self.body().description.as_ref().is_none_or(|d| d.value.is_empty()) {
            gaps.push(missing("no-description", ""));
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

/// The gap for a withdrawn code: the code, and its successors.
fn withdrawn(list: CodeList, code: &str) -> Option<DeclarationGap> {
    let successors = list.withdrawn(code)?;
    Some(match successors {
        [] => missing("withdrawn", code),
        _ => missing("replaced", format!("{code}|{}", successors.join(", "))),
    })
}
