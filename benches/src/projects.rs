//! Registers of any number of projects, plainly made up: everything is named by number.
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use portulan_model::kinds::{Budget, Event, Participation, Project, Role, SdgTag, SectorShare, Transaction};
use portulan_model::{
    ActivityStatus, Body, Currency, Money, PartialDate, Period, Record, Ref, Sector, TransactionType,
};

use crate::programme::{self, fact, organisation, record, text, write_record};

/// Projects of a partnership.
const PROJECTS_PER_PARTNERSHIP: u32 = 20;
/// Projects of an organisation that carries them out.
const PROJECTS_PER_ORGANISATION: u32 = 10;
/// Projects for which there is one event.
const PROJECTS_PER_EVENT: u32 = 25;
/// The slug of the organisation of the authority, which pays.
const PAYER: &str = "port-imaginaire";
/// Codes of purposes: water, education, culture.
const PURPOSES: [&str; 3] = ["14030", "11220", "16061"];

/// Writes a folder with so many projects, with their partnerships, organisations and events.
pub fn write(root: &Path, count: u32) -> Result<()> {
    let year = current_year();
    programme::write(root, count.div_ceil(PROJECTS_PER_PARTNERSHIP))?;
    write_record(root, &record(PAYER, organisation("Port imaginaire")))?;
    // Replaces the authority without an organisation.
    write_record(root, &authority())?;
    for number in 0..count.div_ceil(PROJECTS_PER_ORGANISATION) {
        let name = format!("Association imaginaire {number}");
        write_record(root, &record(&format!("association-{number}"), organisation(&name)))?;
    }
    for number in 0..count {
        write_record(root, &project(number, year))?;
    }
    for number in 0..count.div_ceil(PROJECTS_PER_EVENT) {
        write_record(root, &event(number, year))?;
    }
    Ok(())
}

/// The authority, with the organisation that pays.
fn authority() -> Record {
    let mut record = programme::authority();
    if let Body::Authority(body) = &mut record.body {
        body.organisation = Some(Ref::new(PAYER));
    }
    record
}

/// The current year (UTC).
fn current_year() -> i16 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    // The mean length of a year of the Gregorian calendar.
    i16::try_from(1970 + seconds / 31_556_952).unwrap_or(i16::MAX)
}

fn date(year: i16, month: u32, day: u32) -> Option<PartialDate> {
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

fn euros(amount: u32, value_date: Option<PartialDate>) -> Option<Money> {
    Some(Money { amount: amount.into(), currency: Currency("EUR".to_owned()), value_date: value_date? })
}

fn project(number: u32, year: i16) -> Record {
    let sentence = "Une phrase imaginaire qui décrit le projet, son objet et ses bénéficiaires.";
    let english = "An imaginary sentence that describes the project, its subject and its beneficiaries.";
    let years = [year - 3, year - 2, year - 1];
    let period = Period { start: date(years[0], 1, 1), end: date(year, 12, 31) };
    let goal = u8::try_from(number % 17 + 1).unwrap_or(1);
    let operator = Ref::new(format!("association-{}", number / PROJECTS_PER_ORGANISATION));
    let body = Project {
        title: text(&format!("Projet imaginaire {number}"), &format!("Imaginary project {number}")),
        partnership: Some(Ref::new(format!("lieu-{}", number / PROJECTS_PER_PARTNERSHIP))),
        description: Some(fact(text(sentence, english))),
        status: Some(fact(ActivityStatus("2".to_owned()))),
        actual: Some(fact(period)),
        // Every fourth project lacks its purpose.
        sectors: PURPOSES.get(number as usize % 4).map(|code| sector(code)).into_iter().collect(),
        participations: vec![Participation {
            organisation: operator.clone(),
            role: Role::Implementing,
            ..Participation::default()
        }],
        sdgs: vec![SdgTag { goal, ..SdgTag::default() }],
        budgets: years.iter().map(|year| budget(*year, number)).collect(),
        transactions: years
            .iter()
            .flat_map(|year| {
                let commitment = transaction("2", date(*year, 2, 1), 10_000 + number % 997);
                let disbursements = (3..=6)
                    .map(|month| transaction("3", date(*year, month, 1 + number % 28), 1_000 + number % 997));
                std::iter::once(commitment).chain(disbursements)
            })
            .map(|paid| Transaction { receiver: Some(operator.clone()), ..paid })
            .collect(),
        ..Project::default()
    };
    record(&format!("projet-{number}"), Body::Project(Box::new(body)))
}

fn sector(code: &str) -> SectorShare {
    SectorShare { code: Sector(code.to_owned()), ..SectorShare::default() }
}

fn budget(year: i16, number: u32) -> Budget {
    let period = Period { start: date(year, 1, 1), end: date(year, 12, 31) };
    Budget { value: euros(5_000 + number % 997, period.start), period, ..Budget::default() }
}

fn transaction(kind: &str, date: Option<PartialDate>, amount: u32) -> Transaction {
    Transaction {
        kind: TransactionType(kind.to_owned()),
        date,
        value: euros(amount, date),
        provider: Some(Ref::new(PAYER)),
        ..Transaction::default()
    }
}

fn event(number: u32, year: i16) -> Record {
    let day = date(year, 1 + number % 12, 1 + number % 28);
    let body = Event {
        title: text(&format!("Rencontre imaginaire {number}"), &format!("Imaginary meeting {number}")),
        dates: Some(fact(Period { start: day, end: day })),
        ..Event::default()
    };
    record(&format!("rencontre-{number}"), Body::Event(Box::new(body)))
}
