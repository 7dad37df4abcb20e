//! Grants in the national format of French local authorities: SCDL *subventions*, version 2.1.1.
//!
//! A row is a grant: the amount that the authority decided in a year to give a beneficiary under an
//! agreement, whatever the number of payments. Without an agreement, a grant is the amount that a project
//! gave a beneficiary in a year. Values that the register lacks are empty. The format covers private bodies
//! (law of 12 April 2000, article 10); others are left out by default.
use std::collections::BTreeMap;

use jiff::civil::Date;
use portulan_model::kinds::{Agreement, Organisation, Transaction};
use portulan_model::{PartialDate, PublishedRecord, PublishedRegister, Ref, split};
use rust_decimal::Decimal;

use super::{OpenDataTable, TableCell};

/// The language of the format is French.
const FRENCH: &str = "fr";
/// The largest number of characters of the purpose of a grant.
const MAX_PURPOSE_CHARS: usize = 256;
/// The smallest share of a beneficiary.
const MIN_SHARE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// The columns, in the order of the schema.
const COLUMNS: [&str; 16] = [
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "rnaBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
    "dispositifAide",
];

/// The beneficiaries whose grants are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Beneficiaries {
    /// Private bodies, as the law requires.
    #[default]
    Private,
    /// All, including public bodies and international organisations.
    All,
}

/// The decision behind a grant: an agreement, or else a project and a beneficiary; and the year.
type GrantDecision = (String, i16);

/// The grants of a register, which can be added in batches.
#[derive(Debug, Default)]
pub struct Grants {
    beneficiaries: Beneficiaries,
    authority: [String; 2],
    found: BTreeMap<GrantDecision, Grant>,
}

#[derive(Debug)]
struct Grant {
    date: Date,
    /// True if the date is that of a commitment or payment, not of a correction only.
    is_dated: bool,
    reference: String,
    /// The purposes, in the order of projects.
    purposes: Vec<String>,
    parts: BTreeMap<String, GrantPart>,
}

/// The part of a beneficiary.
#[derive(Debug, Default)]
struct GrantPart {
    name: String,
    siret: String,
    rna: String,
    /// Committed and paid, in euros.
    promised: Decimal,
    paid: Decimal,
    payments: Vec<Date>,
}

impl GrantPart {
    /// The amount of the grant: the committed amount, or else the paid one.
    fn amount(&self) -> Decimal {
        if self.promised.is_zero() { self.paid } else { self.promised.max(self.paid) }
    }
}

impl Grants {
    /// An empty table of grants.
    pub fn new(beneficiaries: Beneficiaries) -> Self {
        Self { beneficiaries, ..Self::default() }
    }

    /// The names of the columns.
    pub fn columns() -> Vec<String> {
        COLUMNS.map(str::to_owned).to_vec()
    }

    /// Adds the grants of the projects that the register currently contains.
    pub fn add(&mut self, programme: &PublishedRegister) {
        let authority = &programme.authority.body;
        let own = authority.organisation.as_ref();
        let own_record = own.and_then(|o| programme.organisations.get(o));
        self.authority = [authority.name.text(FRENCH).to_owned(), siret(own_record)];
        for project in &programme.projects {
            for transaction in &project.body.transactions {
                let is_ours = transaction.provider.is_none() || transaction.provider.as_ref() == own;
                let Some(receiver) = transaction.receiver.as_ref().filter(|_| is_ours) else { continue };
                let Some(beneficiary) = programme.organisations.get(receiver) else { continue };
                if self.beneficiaries == Beneficiaries::All || is_private(&beneficiary.body) {
                    // The project's agreement may be one between other parties.
                    let of = |a| programme.agreements.get(a);
                    let of_project = || project.body.agreement.as_ref().and_then(of);
                    let agreement = match &transaction.agreement {
                        Some(named) => of(named),
                        None => of_project().filter(|a| signs(&a.body, receiver)),
                    };
                    let purpose = project.body.title.text(FRENCH);
                    self.put(programme, (&project.slug, purpose), transaction, agreement, beneficiary);
                }
            }
        }
    }

    fn put(
        &mut self,
        programme: &PublishedRegister,
        (project, purpose): (&str, &str),
        transaction: &Transaction,
        agreement: Option<&PublishedRecord<Agreement>>,
        beneficiary: &PublishedRecord<Organisation>,
    ) {
        let Some(money) = &transaction.value else { return };
        let Some(euros) = programme.rates.euros(money).map(|euros| euros.amount) else { return };
        let is_promise = match transaction.kind.0.as_str() {
            "2" => true,
            "3" => false,
            _ => return,
        };
        // The format requires days: the first possible day of the date.
        let moved = transaction.date.unwrap_or(money.value_date).first();
        let signed = agreement.and_then(|a| signed(&a.body)).map(PartialDate::first);
        let date = signed.unwrap_or(moved);
        // Without an agreement, each beneficiary has a grant of its own.
        let decided_by = match agreement {
            Some(agreement) => format!("agreement/{}", agreement.slug),
            None => format!("project/{project}/{}", beneficiary.slug),
        };
        let reference = agreement.and_then(|a| a.body.deliberation.as_ref()).map_or("", |d| d.value.as_str());
        let grant = self.found.entry((decided_by, date.year())).or_insert_with(|| Grant {
            date,
            is_dated: false,
            reference: reference.to_owned(),
            purposes: Vec::new(),
            parts: BTreeMap::new(),
        });
        // A repayment corrects a grant; it does not determine a day.
        let is_correction = euros.is_sign_negative();
        if !is_correction {
            grant.date = if grant.is_dated { grant.date.min(date) } else { date };
            grant.is_dated = true;
        }
        if !grant.purposes.iter().any(|known| known == purpose) {
            grant.purposes.push(purpose.to_owned());
        }
        let part = grant.parts.entry(beneficiary.slug.clone()).or_insert_with(|| GrantPart {
            name: beneficiary.body.name.text(FRENCH).to_owned(),
            siret: siret(Some(beneficiary)),
            rna: rna(&beneficiary.body),
            ..GrantPart::default()
        });
        if is_promise {
            part.promised += euros;
        } else {
            part.paid += euros;
            if !is_correction {
                part.payments.push(moved);
            }
        }
    }

    /// The rows, ordered by agreement or project, and year.
    pub fn rows(&self) -> Vec<Vec<TableCell>> {
        self.found.values().flat_map(|grant| self.rows_of(grant)).collect()
    }

    fn rows_of(&self, grant: &Grant) -> Vec<Vec<TableCell>> {
        let amounts: Vec<Decimal> = grant.parts.values().map(GrantPart::amount).collect();
        let total: Decimal = amounts.iter().sum();
        let shares = split(Decimal::ONE_HUNDRED, &amounts);
        let row = |(part, share): (&GrantPart, Decimal)| {
            let share = (share / Decimal::ONE_HUNDRED).max(MIN_SHARE).normalize();
            let (conditions, period) = payment(&part.payments, grant.date);
            vec![
                text(&self.authority[0]),
                text(&self.authority[1]),
                TableCell::Date(grant.date.into()),
                text(&grant.reference),
                text(&part.name),
                text(&part.siret),
                text(&part.rna),
                text(&shortened(&grant.purposes.join(" ; "))),
                TableCell::Amount(total),
                text("aide en numéraire"),
                text(conditions),
                text(&period),
                TableCell::Empty,
                text("non"),
                TableCell::Number(share),
                TableCell::Empty,
            ]
        };
        // A grant that was repaid in full is left out.
        let parts = grant.parts.values().zip(shares).filter(|(part, _)| part.amount() > Decimal::ZERO);
        parts.map(row).collect()
    }
}

/// The table of grants of a whole register.
pub fn grants(programme: &PublishedRegister, beneficiaries: Beneficiaries) -> OpenDataTable {
    let mut grants = Grants::new(beneficiaries);
    grants.add(programme);
    OpenDataTable { columns: Grants::columns(), rows: grants.rows() }
}

fn text(text: &str) -> TableCell {
    if text.is_empty() { TableCell::Empty } else { TableCell::Text(text.to_owned()) }
}

/// The conditions of payment, with the day or period.
fn payment(days: &[Date], decided: Date) -> (&'static str, String) {
    match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) if days.len() > 1 && first != last => {
            ("échelonné", format!("{first}/{last}"))
        }
        (Some(day), _) if days.len() == 1 => ("unique", day.to_string()),
        (Some(day), _) => ("échelonné", day.to_string()),
        (None, _) => ("unique", decided.to_string()),
    }
}

fn shortened(purpose: &str) -> String {
    if purpose.chars().count() <= MAX_PURPOSE_CHARS {
        return purpose.to_owned();
    }
    purpose.chars().take(MAX_PURPOSE_CHARS - 1).chain(['…']).collect()
}

fn signs(agreement: &Agreement, organisation: &Ref<Organisation>) -> bool {
    agreement.signatories.iter().any(|s| s.organisation == *organisation)
}

/// The day on which the last party signed.
fn signed(agreement: &Agreement) -> Option<PartialDate> {
    agreement.signatories.iter().filter_map(|s| s.signed).max()
}

/// True if an organisation is a private body: by its type (non-governmental, foundation, private sector) or because it is in the
/// register of associations.
fn is_private(organisation: &Organisation) -> bool {
    let kind = organisation.kind.as_ref().map_or("", |kind| kind.value.0.as_str());
    matches!(kind, "21" | "22" | "23" | "24" | "60" | "70" | "71" | "72" | "73")
        || !rna(organisation).is_empty()
}

/// The SIRET number of an establishment, if the organisation has one.
fn siret(organisation: Option<&PublishedRecord<Organisation>>) -> String {
    let identifiers = organisation.into_iter().flat_map(|o| &o.body.identifiers);
    let french = identifiers.filter(|i| i.scheme.to_ascii_uppercase().starts_with("FR-SIR"));
    let mut numbers = french.map(|i| i.value.replace([' ', '\u{a0}', '\u{202f}'], ""));
    numbers.find(|number| is_siret(number)).unwrap_or_default()
}

/// The number in the national register of associations (RNA): W and nine digits.
fn rna(organisation: &Organisation) -> String {
    let associations = organisation.identifiers.iter().filter(|i| i.scheme.eq_ignore_ascii_case("FR-RNA"));
    let mut numbers = associations.map(|i| i.value.trim().to_ascii_uppercase());
    let is_number = |number: &String| {
        number.len() == 10 && number.strip_prefix('W').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
    };
    numbers.find(is_number).unwrap_or_default()
}

/// True for fourteen digits with a valid Luhn checksum. Establishments of La Poste (SIREN 356000000) have
/// another checksum: the sum of the digits is a multiple of five.
fn is_siret(number: &str) -> bool {
    let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 14) else { return false };
    let doubled = |(i, digit): (usize, &u32)| match i % 2 {
        0 => (digit * 2) / 10 + (digit * 2) % 10,
        _ => *digit,
    };
    let is_luhn = digits.iter().enumerate().map(doubled).sum::<u32>().is_multiple_of(10);
    is_luhn || (number.starts_with("356000000") && digits.iter().sum::<u32>().is_multiple_of(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_siret_has_a_right_key() {
        // The headquarters of INSEE, and a post office.
        assert!(is_siret("12002701600357") && is_siret("35600000049837"));
        for wrong in ["12002701600358", "1200270160035", "1200270160035a", "", "35600000049838"] {
            assert!(!is_siret(wrong), "{wrong}");
        }
    }

    #[test]
    fn payments_say_how_a_grant_is_paid() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let (one, two, decided) = (day("2022-07-04"), day("2025-07-04"), day("2022-06-01"));
        assert_eq!(payment(&[one], decided), ("unique", "2022-07-04".to_owned()));
        assert_eq!(payment(&[two, one], decided), ("échelonné", "2022-07-04/2025-07-04".to_owned()));
        assert_eq!(payment(&[one, one], decided), ("échelonné", "2022-07-04".to_owned()));
        assert_eq!(payment(&[], decided), ("unique", "2022-06-01".to_owned()));
    }

    #[test]
    fn a_long_purpose_is_visibly_shortened() {
        assert_eq!(shortened(&"é".repeat(256)).chars().count(), 256);
        let cut = shortened(&"é".repeat(300));
        assert!(cut.chars().count() == 256 && cut.ends_with('…'));
    }
}
