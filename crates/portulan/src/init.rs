//! `portulan init`: an empty register with its authority.
mod dialogue;
mod place;

use std::collections::BTreeMap;
use std::process::ExitCode;

use portulan_codelists::CodeList;
use portulan_editorial::policy;
use portulan_locales::{Language, key};
use portulan_model::kinds::{Authority, Organisation};
use portulan_model::{
    Body, Country, Fact, Kind, Point, ProblemSeverity, Provenance, Record, Ref, State, Text, check,
};
use portulan_store::{Author, Change, RecordWriter as _, SqliteStore, Store};
use portulan_towns::{NamedTown, Town, named, search_near};
use uuid::Uuid;

use self::dialogue::{ChosenPoint, Dialogue as _, Terminal, ask_country, ask_point};
use self::place::{country_code, is_named, point};

use crate::args::Init;
use crate::error::CliError;
use crate::{console, register};

pub async fn run(options: Init, language: Language) -> Result<ExitCode, CliError> {
    let folder = options.data.data.clone();
    let shown = folder.display().to_string();
    if register::path(&folder).exists() {
        let store = register::open(&folder).await?;
        let taken = !store.is_empty().await?;
        store.close().await;
        if taken {
            return Err(CliError::usage(key!("cli-init-exists"), &[("folder", &shown)]));
        }
    }
    let records = records(options, language)?;
    let problems = check::check(&records);
    let errors: Vec<_> = problems.iter().filter(|p| p.severity == ProblemSeverity::Error).collect();
    if !errors.is_empty() {
        for problem in errors {
            let (message, remedy) = language.problem(problem);
            console::warn(&language.labelled(&language.text(key!("cli-error")), message));
            console::warn(&format!("  {}", language.labelled(&language.text(key!("cli-remedy")), remedy)));
        }
        return Ok(ExitCode::from(2));
    }
    let store = register::open(&folder).await?;
    let author = Author::operator("init");
    store.apply(records.into_iter().map(Change::Create).collect(), &author, policy::decide).await?;
    store.close().await;
    console::say(&language.format(key!("cli-init-done"), &[("folder", shown.as_str().into())]));
    Ok(ExitCode::SUCCESS)
}

/// Begins a register with an authority that has no place yet: the back office asks its first administrator for it.
pub async fn begin(store: &SqliteStore, language: Language) -> Result<(), CliError> {
    let name = language.text(key!("cli-new-authority"));
    let languages: Vec<String> = Language::complete().iter().map(|l| l.tag().to_owned()).collect();
    let everywhere = Text(languages.iter().map(|tag| (tag.clone(), name.clone())).collect());
    let authority = Authority {
        name: everywhere.clone(),
        short_name: everywhere,
        country: Country("FR".to_owned()),
        languages,
        ..Authority::default()
    };
    let record = Record {
        id: Uuid::now_v7(),
        slug: Kind::Authority.singular().to_owned(),
        state: State::Published,
        body: Body::Authority(Box::new(authority)),
    };
    store.apply(vec![Change::Create(record)], &Author::operator("init"), policy::decide).await?;
    Ok(())
}

fn records(options: Init, language: Language) -> Result<Vec<Record>, CliError> {
    let dialogue = || Terminal::open().ok_or_else(|| CliError::usage(key!("cli-init-needs"), &[]));
    let name = match options.name {
        Some(name) => name,
        None => dialogue()?.ask(&language.text(key!("cli-init-ask-name")), None)?,
    };
    let country = match options.country {
        // The check of the authority reports an unknown code.
        Some(country) => country_code(&country).unwrap_or_else(|| country.trim().to_uppercase()),
        None => ask_country(&mut dialogue()?, language)?,
    };
    let (point, town) = match options.port {
        Some(port) => given_point(&port, &country, language)?,
        None => ask_point(&mut dialogue()?, &country, language)?,
    };
    let of_town = |town: Town| {
        let names = options.languages.iter().map(|l| (l.clone(), town.name(l).to_owned()));
        Text(names.collect())
    };
    let default = town.map_or(name.as_str(), |town| town.name(language.tag()));
    let port_name = match (options.port_name, dialogue()) {
        (Some(given), _) => Some(given),
        (None, Ok(mut dialogue)) => {
            let answer = dialogue.ask(&language.text(key!("cli-init-ask-port-name")), Some(default))?;
            Some(answer).filter(|answer| answer != default)
        }
        (None, Err(_)) => None,
    };
    let everywhere = |s: &str| {
        Text(options.languages.iter().map(|l| (l.clone(), s.to_owned())).collect::<BTreeMap<_, _>>())
    };
    let slug = portulan_model::slug(&name, "authority");
    let authority = Authority {
        name: everywhere(&name),
        short_name: everywhere(&name),
        organisation: Some(Ref::new(&slug)),
        country: Country(country.clone()),
        siren: options.siren,
        languages: options.languages.clone(),
        time_zone: options.time_zone,
        port: Some(Fact { value: point, source: None, provenance: Provenance::Stated }),
        port_name: match (port_name, town) {
            (Some(given), _) => everywhere(&given),
            (None, Some(town)) => of_town(town),
            (None, None) => everywhere(&name),
        },
        licence: "etalab-2.0".to_owned(),
        ..Authority::default()
    };
    let known = CodeList::Country.get(&country).is_some();
    let organisation = Organisation {
        name: everywhere(&name),
        country: known.then_some(Fact {
            value: Country(country),
            source: None,
            provenance: Provenance::Stated,
        }),
        ..Organisation::default()
    };
    let record = |slug: &str, body| Record {
        id: Uuid::now_v7(),
        slug: slug.to_owned(),
        state: State::Published,
        body,
    };
    Ok(vec![
        record(&slug, Body::Authority(Box::new(authority))),
        record(&slug, Body::Organisation(Box::new(organisation))),
    ])
}

/// The point of the option `--port`: latitude and longitude, or a town that no other has the name of.
fn given_point(port: &str, country: &str, language: Language) -> Result<ChosenPoint, CliError> {
    if let Some(point) = point(port) {
        return Ok((point, None));
    }
    // Nobody confirms the town here: one of another country must be named with its country.
    let in_country = named(port, Some(country));
    let is_elsewhere = in_country == NamedTown::Unknown && port.contains(',');
    match if is_elsewhere { named(port, None) } else { in_country } {
        NamedTown::One(town) => Ok((Point { lat: town.lat, lon: town.lon }, Some(town))),
        NamedTown::Unknown => Err(CliError::usage(key!("cli-init-bad-port"), &[("port", port)])),
        NamedTown::Several(_) => {
            let mut towns = search_near(port, country);
            towns.retain(|town| is_named(town, port));
            let towns: Vec<String> = towns.iter().map(|town| town.label(language.tag())).collect();
            let towns = towns.join(" · ");
            Err(CliError::usage(key!("cli-init-several"), &[("port", port), ("towns", &towns)]))
        }
    }
}
