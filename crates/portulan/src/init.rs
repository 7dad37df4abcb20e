//! `portulan init`: an empty register with its authority.
mod answers;
mod dialogue;
mod names;
mod place;
mod questions;

use std::io::IsTerminal as _;
use std::process::ExitCode;

use portulan_codelists::CodeList;
use portulan_editorial::{derive_term_keys, policy};
use portulan_locales::{Language, key};
use portulan_model::kinds::{Authority, Organisation, usual_licence};
use portulan_model::{
    Body, Country, Currency, Fact, Kind, ProblemSeverity, Provenance, Record, Ref, State, Text, check,
};
use portulan_office::starter_theme;
use portulan_store::{Author, Change, RecordWriter as _, SqliteStore, Store};
use uuid::Uuid;

use self::answers::InitAnswers;
use self::dialogue::{PipedLines, Terminal};
use self::questions::ask_all;
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
    // A script that gives the authority, its country and its place is asked nothing.
    let is_complete = options.name.is_some() && options.country.is_some() && options.port.is_some();
    let answers = match is_complete {
        true => InitAnswers::given(options, language)?,
        false if std::io::stdin().is_terminal() => ask_all(&mut Terminal, options, language)?,
        false => ask_all(&mut PipedLines { language }, options, language)?,
    };
    let records = records(answers, language);
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

/// The authority with its organisation.
fn records(answers: InitAnswers, language: Language) -> Vec<Record> {
    let InitAnswers { name, country, languages, point, town, .. } = answers;
    let in_each =
        |text: &dyn Fn(&str) -> String| Text(languages.iter().map(|tag| (tag.clone(), text(tag))).collect());
    let everywhere = |text: &str| in_each(&|_| text.to_owned());
    let slug = portulan_model::slug(&name, "authority");
    let mut authority = Authority {
        name: everywhere(&name),
        short_name: everywhere(&name),
        organisation: Some(Ref::new(&slug)),
        country: Country(country.clone()),
        currency: answers.currency.map(Currency),
        siren: answers.siren,
        accent: answers.accent,
        languages: languages.clone(),
        time_zone: answers.time_zone,
        port: Some(Fact { value: point, source: None, provenance: Provenance::Stated }),
        port_name: match (&answers.port_name, town) {
            (Some(given), _) => everywhere(given),
            (None, Some(town)) => in_each(&|tag| town.name(tag).to_owned()),
            (None, None) => everywhere(&name),
        },
        licence: usual_licence(&country).to_owned(),
        themes: answers.themes.iter().map(|key| starter_theme(key, &languages, language)).collect(),
        ..Authority::default()
    };
    derive_term_keys(&mut authority, None);
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
    vec![
        record(&slug, Body::Authority(Box::new(authority))),
        record(&slug, Body::Organisation(Box::new(organisation))),
    ]
}
