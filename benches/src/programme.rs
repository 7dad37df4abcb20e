//! Programmes of any size, plainly made up: places named by number, spread over the world.
use std::fs;
use std::path::Path;

use anyhow::Result;
use portulan_codelists::CodeList;
use portulan_model::kinds::{
    Authority, Component, Organisation, Participation, Partnership, PartnershipKind, Role, SdgTag, Tag, Term,
    Territory,
};
use portulan_model::{Body, Country, Fact, Point, Provenance, Record, Ref, State, Text, folder};
use uuid::Uuid;

/// Writes a folder with so many partnerships.
pub fn write(root: &Path, count: u32) -> Result<()> {
    let mut records = vec![authority(), record("operateur", organisation("Opérateur imaginaire"))];
    for number in 0..count {
        let slug = format!("lieu-{number}");
        records.push(record(&slug, territory(number)));
        records.push(record(&slug, partnership(number)));
    }
    records.iter().try_for_each(|r| write_record(root, r))
}

/// Writes a record into the folder of its kind.
pub(crate) fn write_record(root: &Path, record: &Record) -> Result<()> {
    let kind = root.join(record.kind().folder());
    fs::create_dir_all(&kind)?;
    fs::write(kind.join(format!("{}.toml", record.slug)), folder::write(record))?;
    Ok(())
}

pub(crate) fn record(slug: &str, body: Body) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.to_owned(), state: State::Published, body }
}

pub(crate) fn text(fr: &str, en: &str) -> Text {
    Text([("fr".to_owned(), fr.to_owned()), ("en".to_owned(), en.to_owned())].into())
}

pub(crate) fn fact<T>(value: T) -> Fact<T> {
    Fact { value, source: None, provenance: Provenance::Stated }
}

pub(crate) fn authority() -> Record {
    let theme = |key: &str| Term { key: key.to_owned(), name: text(key, key), ..Term::default() };
    let body = Authority {
        name: text("Port imaginaire", "Imaginary port"),
        short_name: text("Port imaginaire", "Imaginary port"),
        country: Country("FR".to_owned()),
        languages: vec!["fr".to_owned(), "en".to_owned()],
        time_zone: "Europe/Paris".to_owned(),
        fictional: true,
        port: Some(fact(Point { lat: 47.0, lon: -2.0 })),
        themes: ["eau", "sante", "culture"].map(theme).into(),
        ..Authority::default()
    };
    record("port-imaginaire", Body::Authority(Box::new(body)))
}

pub(crate) fn organisation(name: &str) -> Body {
    Body::Organisation(Box::new(Organisation { name: text(name, name), ..Organisation::default() }))
}

fn territory(number: u32) -> Body {
    let countries = CodeList::Country.entries();
    let country = countries[number as usize % countries.len()].code;
    let (lat, lon) = (f64::from(number * 7 % 110) - 50.0, f64::from(number * 13 % 340) - 170.0);
    Body::Territory(Box::new(Territory {
        name: text(&format!("Lieu {number}"), &format!("Place {number}")),
        country: Country(country.to_owned()),
        point: Some(fact(Point { lat, lon })),
        ..Territory::default()
    }))
}

fn partnership(number: u32) -> Body {
    let sentence = "Une phrase imaginaire qui décrit ce que font ensemble les deux territoires.";
    let english = "An imaginary sentence that says what the two territories do together.";
    let kinds = PartnershipKind::ALL;
    let theme = ["eau", "sante", "culture"][number as usize % 3];
    let goal = u8::try_from(number % 17 + 1).unwrap_or(1);
    let component = |n: u32| Component {
        title: text(&format!("Volet {n}"), &format!("Part {n}")),
        description: text(sentence, english),
        ..Component::default()
    };
    Body::Partnership(Box::new(Partnership {
        title: text(&format!("Lieu {number}"), &format!("Place {number}")),
        kind: kinds[number as usize % kinds.len()],
        territories: vec![Ref::new(format!("lieu-{number}"))],
        summary: Some(fact(text(sentence, english))),
        objectives: vec![fact(text(sentence, english)); 3],
        components: (1..=3).map(component).collect(),
        themes: vec![Tag { key: theme.to_owned(), ..Tag::default() }],
        sdgs: vec![SdgTag { goal, ..SdgTag::default() }],
        participations: vec![Participation {
            organisation: Ref::new("operateur"),
            role: Role::Partner,
            ..Participation::default()
        }],
        ..Partnership::default()
    }))
}
