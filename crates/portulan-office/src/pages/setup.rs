//! The set-up of a new register: the authority with its place, languages, colour and themes, and its legal pages from a model.
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_codelists::CodeList;
use portulan_editorial::policy::OfficeAction;
use portulan_editorial::{EditorialError, authority_record, derive_term_keys};
use portulan_locales::{Language, MessageKey, key, list};
use portulan_model::kinds::{Authority, Organisation, PageRole};
use portulan_model::{
    Body, Country, Fact, Kind, Point, Provenance, Record, Ref, State as RecordState, Text,
    normalize_for_search, slug,
};
use portulan_store::{Change, Filter, StoredRecord};
use portulan_towns::{NamedTown, Town, homonyms, named, town};

use super::first_steps::{STARTER_THEMES, is_known, names, starter_theme};
use super::start::{model_languages, model_page};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::labels::problem;
use crate::form::paths::title;
use crate::pairs::{FormPairs, field};
use crate::view::{OfficeView, page, refused};

/// The longest name of an authority, in characters.
const MAX_NAME_CHARS: usize = 200;

/// The licence of the French State for open data, which French authorities use.
const FRENCH_LICENCE: &str = "etalab-2.0";

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage {
    v: OfficeView,
    entries: SetupEntries,
    /// Countries by name: code, name, and whether it is chosen.
    countries: Vec<(&'static str, &'static str, bool)>,
    /// The languages of the interface: tag, name, and whether the site has it.
    languages: Vec<(&'static str, String, bool)>,
    /// The themes that can be chosen: key, name, and whether it is.
    themes: Vec<(&'static str, String, bool)>,
    /// The towns that the place can mean.
    towns: Vec<Town>,
    /// True if the legal pages are made from a model.
    has_legal: bool,
    problems: Vec<String>,
}

/// The entries of the user.
#[derive(Default)]
struct SetupEntries {
    name: String,
    siren: String,
    country: String,
    place: String,
    /// The town that was chosen among several.
    town: Option<Town>,
    languages: Vec<String>,
    accent: String,
    themes: Vec<String>,
    legal: bool,
}

impl SetupEntries {
    fn of(authority: &Authority, is_new: bool, language: Language) -> Self {
        let text = |text: &Text| text.text(language.tag()).to_owned();
        Self {
            name: if is_new { String::new() } else { text(&authority.name) },
            siren: authority.siren.clone().unwrap_or_default(),
            country: Some(authority.country.0.clone()).filter(|c| !c.is_empty()).unwrap_or("FR".to_owned()),
            place: text(&authority.port_name),
            town: None,
            languages: authority.languages.clone(),
            accent: authority.accent.clone().unwrap_or_default(),
            themes: Vec::new(),
            legal: true,
        }
    }

    fn read(pairs: &[(String, String)]) -> Self {
        let text = |name: &str| field(pairs, name).trim().to_owned();
        let all = |name: &str| {
            pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
        };
        Self {
            name: text("name").chars().take(MAX_NAME_CHARS).collect(),
            siren: field(pairs, "siren").chars().filter(char::is_ascii_digit).collect(),
            country: text("country"),
            place: text("place"),
            town: text("town").parse().ok().and_then(town),
            languages: all("language"),
            accent: if field(pairs, "own-accent").is_empty() { String::new() } else { text("accent") },
            themes: all("theme"),
            legal: !field(pairs, "legal").is_empty(),
        }
    }
}

/// True until the authority has a place: then the set-up is offered first.
pub async fn is_needed(office: &Office) -> Result<bool, OfficeError> {
    let authority = authority_record(&*office.store).await?;
    Ok(authority.is_some_and(|(_, authority)| authority.port.is_none()))
}

pub async fn show(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ChangeSettings)?;
    let (_, authority) = authority_record(&*office.store).await?.ok_or(OfficeError::Missing)?;
    let entries = SetupEntries::of(&authority, authority.port.is_none(), current_user.language());
    Ok(page(&shown(&office, &current_user, &authority, entries, Vec::new()).await?))
}

async fn shown(
    office: &Office,
    current_user: &CurrentUser,
    authority: &Authority,
    entries: SetupEntries,
    towns: Vec<Town>,
) -> Result<SetupPage, OfficeError> {
    let v = OfficeView::new(current_user, "settings");
    let tag = v.language.tag();
    let countries = CodeList::Country.entries().iter();
    let mut countries: Vec<(&str, &str, bool)> =
        countries.map(|entry| (entry.code, entry.name(tag), entry.code == entries.country)).collect();
    countries.sort_by_cached_key(|(_, name, _)| normalize_for_search(name));
    let languages = Language::all().map(|language| {
        let is_chosen = entries.languages.iter().any(|tag| tag == language.tag());
        (language.tag(), language.endonym().to_owned(), is_chosen)
    });
    let known = names(authority);
    let themes = STARTER_THEMES.into_iter().filter(|key| !is_known(&known, key));
    let themes = themes.map(|key| {
        (key, v.word(list!("starter-theme"), key), entries.themes.iter().any(|chosen| chosen == key))
    });
    let pages = office.store.count(&Filter::of(Kind::Page)).await?;
    Ok(SetupPage {
        countries,
        languages: languages.collect(),
        themes: themes.collect(),
        towns,
        has_legal: pages == 0,
        problems: Vec::new(),
        entries,
        v,
    })
}

/// Saves the set-up. Nothing is saved while an entry is missing or wrong.
pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ChangeSettings)?;
    let (stored, before) = authority_record(&*office.store).await?.ok_or(OfficeError::Missing)?;
    let entries = SetupEntries::read(&pairs);
    let v = OfficeView::new(&current_user, "settings");
    let mut problems = Vec::new();
    if entries.name.is_empty() {
        problems.push(v.t(key!("setup-name-missing")));
    }
    if entries.languages.is_empty() {
        problems.push(v.t(key!("setup-language-missing")));
    }
    let (place, towns) = place(&entries, &before, &v);
    let place = place.map_err(|text| problems.push(text)).ok();
    let mut authority = before.clone();
    if let (Some(place), true) = (place, problems.is_empty()) {
        fill(&mut authority, &entries, place, v.language);
        derive_term_keys(&mut authority, Some(&before));
        let record = Record { state: RecordState::Published, ..record(&stored, authority.clone()) };
        let errors = office.editorial.errors(&record).await?;
        problems.extend(errors.iter().map(|found| {
            let (text, remedy) = problem(v.language, Kind::Authority, found.code, &found.arguments);
            format!("{} – {text} {remedy}", title(Kind::Authority, &found.path, v.language))
        }));
    }
    if !problems.is_empty() {
        let mut page = shown(&office, &current_user, &before, entries, towns).await?;
        page.problems = problems;
        return Ok(refused(&page));
    }
    save(&office, &current_user, &stored, authority, &entries).await?;
    Ok(Redirect::to("/office/").into_response())
}

/// A place, and the town that it is.
type ChosenPlace = (Point, Option<Town>);

/// The place of the authority, or the message that none was found; and the towns that it can mean.
fn place(
    entries: &SetupEntries,
    before: &Authority,
    v: &OfficeView,
) -> (Result<ChosenPlace, String>, Vec<Town>) {
    let of_town = |town: Town| Ok((Point { lat: town.lat, lon: town.lon }, Some(town)));
    let is_same = before.port_name.0.values().any(|name| *name == entries.place);
    if let (Some(port), true) = (&before.port, is_same) {
        return (Ok((port.value, None)), Vec::new());
    }
    if let Some(town) = &entries.town {
        return (of_town(*town), Vec::new());
    }
    let country = Some(entries.country.as_str()).filter(|code| !code.is_empty());
    match named(&entries.place, country) {
        NamedTown::One(town) => (of_town(town), Vec::new()),
        NamedTown::Several(_) => (Err(v.t(key!("setup-place-several"))), homonyms(&entries.place, country)),
        NamedTown::Unknown => {
            let found = portulan_towns::search_near(&entries.place, &entries.country);
            let key: MessageKey =
                if found.is_empty() { key!("setup-place-missing") } else { key!("setup-place-several") };
            (Err(v.t(key)), found)
        }
    }
}

/// Writes the entries into the authority.
fn fill(authority: &mut Authority, entries: &SetupEntries, (point, town): ChosenPlace, own: Language) {
    let everywhere = |text: &dyn Fn(&str) -> String| {
        Text(entries.languages.iter().map(|tag| (tag.clone(), text(tag))).collect())
    };
    authority.name = everywhere(&|_| entries.name.clone());
    authority.short_name = everywhere(&|_| entries.name.clone());
    authority.siren = Some(entries.siren.clone()).filter(|siren| !siren.is_empty());
    authority.country = Country(entries.country.clone());
    authority.languages.clone_from(&entries.languages);
    authority.port = Some(Fact { value: point, source: None, provenance: Provenance::Stated });
    if let Some(town) = town {
        authority.port_name = everywhere(&|tag| town.name(tag).to_owned());
    }
    authority.accent = Some(entries.accent.clone()).filter(|accent| !accent.is_empty());
    if entries.country == "FR" {
        if authority.time_zone.is_empty() {
            "Europe/Paris".clone_into(&mut authority.time_zone);
        }
        if authority.licence.is_empty() {
            FRENCH_LICENCE.clone_into(&mut authority.licence);
        }
    }
    let known = names(authority);
    let chosen = STARTER_THEMES.into_iter().filter(|key| entries.themes.iter().any(|theme| theme == key));
    let added = chosen.filter(|key| !is_known(&known, key));
    authority.themes.extend(added.map(|key| starter_theme(key, &entries.languages, own)));
}

fn record(stored: &StoredRecord, authority: Authority) -> Record {
    Record { body: Body::Authority(Box::new(authority)), ..stored.record.clone() }
}

/// Saves the authority with its organisation and drafts of its legal pages, all or nothing. Authority and organisation are published,
/// unless another user must agree.
async fn save(
    office: &Office,
    current_user: &CurrentUser,
    stored: &StoredRecord,
    mut authority: Authority,
    entries: &SetupEntries,
) -> Result<(), OfficeError> {
    let mut added = Vec::new();
    let new = |id, slug, state, body| Record { id, slug, state, body };
    if authority.organisation.is_none() {
        let country = Fact { value: authority.country.clone(), source: None, provenance: Provenance::Stated };
        let organisation =
            Organisation { name: authority.name.clone(), country: Some(country), ..Organisation::default() };
        let slug = slug(&entries.name, Kind::Organisation.singular());
        authority.organisation = Some(Ref::new(&slug));
        let body = Body::Organisation(Box::new(organisation));
        added.push(new(office.new_id()?, slug, RecordState::Published, body));
    }
    let languages = model_languages(&authority.languages, current_user.language());
    if entries.legal && office.store.count(&Filter::of(Kind::Page)).await? == 0 {
        for role in [PageRole::LegalNotice, PageRole::Accessibility] {
            let Some(body) = model_page(office, &authority, &languages, role) else { continue };
            let slug = slug(body.title.text(languages[0].tag()), Kind::Page.singular());
            added.push(new(office.new_id()?, slug, RecordState::Draft, Body::Page(Box::new(body))));
        }
    }
    let author = current_user.author(&current_user.language().text(key!("setup-title")));
    let changes = |state: RecordState| {
        let added = added.iter().cloned().map(|record| match record.state {
            RecordState::Published => Change::Create(Record { state, ..record }),
            _ => Change::Create(record),
        });
        let record = Record { state, ..record(stored, authority.clone()) };
        added.chain([Change::Update { record, seen: stored.revision }]).collect()
    };
    match office.editorial.import(&author, changes(RecordState::Published)).await {
        Err(EditorialError::Denied(_)) => {
            Ok(office.editorial.import(&author, changes(RecordState::Draft)).await?)
        }
        outcome => Ok(outcome?),
    }
}
