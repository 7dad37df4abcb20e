//! `portulan init`: an empty register with its authority.
use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::process::ExitCode;

use dialoguer::Input;
use portulan_codelists::CodeList;
use portulan_editorial::policy;
use portulan_locales::{Language, MessageKey, key};
use portulan_model::kinds::{Authority, Organisation};
use portulan_model::{
    Body, Country, Fact, Point, ProblemSeverity, Provenance, Record, Ref, State, Text, check,
    normalize_for_search,
};
use portulan_store::{Author, Change, RecordWriter as _, Store};
use uuid::Uuid;

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

fn records(options: Init, language: Language) -> Result<Vec<Record>, CliError> {
    let ask = |given: Option<String>, key: MessageKey, default: Option<&str>| match given {
        Some(given) => Ok(given),
        None if std::io::stdin().is_terminal() => {
            let mut input = Input::<String>::new().with_prompt(language.text(key));
            if let Some(default) = default {
                input = input.default(default.to_owned());
            }
            input.interact_text().map_err(|_| CliError::usage(key!("cli-init-needs"), &[]))
        }
        None => Err(CliError::usage(key!("cli-init-needs"), &[])),
    };
    let name = ask(options.name, key!("cli-init-ask-name"), None)?;
    let country = country_code(&ask(options.country, key!("cli-init-ask-country"), Some("FR"))?);
    let port = ask(options.port, key!("cli-init-ask-port"), None)?;
    let port_name = match options.port_name {
        None if !std::io::stdin().is_terminal() => name.clone(),
        given => ask(given, key!("cli-init-ask-port-name"), Some(&name))?,
    };
    let point = place(&port).ok_or_else(|| CliError::usage(key!("cli-init-bad-port"), &[("port", &port)]))?;
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
        port_name: everywhere(&port_name),
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

/// The code of a country that is given by its code or its name in French or English; the text itself in capital letters if it
/// is neither, which the check of the authority reports.
fn country_code(text: &str) -> String {
    let wanted = normalize_for_search(text);
    let is_meant = |name: &str| normalize_for_search(name) == wanted;
    let mut countries = CodeList::Country.entries().iter();
    let found = countries
        .find(|entry| is_meant(entry.code) || is_meant(entry.name("fr")) || is_meant(entry.name("en")));
    found.map_or_else(|| text.trim().to_uppercase(), |entry| entry.code.to_owned())
}

fn place(text: &str) -> Option<Point> {
    let (lat, lon) = text.split_once(',')?;
    Some(Point { lat: lat.trim().parse().ok()?, lon: lon.trim().parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_given_by_code_or_name() {
        for text in ["FR", "fr", "France", " FRANCE "] {
            assert_eq!(country_code(text), "FR", "{text}");
        }
        assert_eq!(country_code("Allemagne"), "DE");
        assert_eq!(country_code("Germany"), "DE");
        assert_eq!(country_code("Atlantide"), "ATLANTIDE");
    }
}
