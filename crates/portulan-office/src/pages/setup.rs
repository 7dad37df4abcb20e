//! The set-up of a new register: the authority with its place, currency, languages, look and themes, its legal pages from a model,
//! and the invitation of the first colleague.
mod entries;
mod save;

use askama::Template;
use axum::extract::State;
use axum::extract::multipart::Multipart;
use axum::response::{IntoResponse as _, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portulan_codelists::{CodeList, national_currency};
use portulan_editorial::policy::OfficeAction;
use portulan_editorial::{authority_record, derive_term_keys};
use portulan_locales::{Language, key, list};
use portulan_model::kinds::Authority;
use portulan_model::{Kind, Record, State as RecordState, normalize_for_search};
use portulan_store::{Filter, StoredRecord, User, UserRole};
use portulan_towns::Town;

use self::entries::SetupEntries;
use self::save::{fill, record, save};
use super::first_steps::{STARTER_THEMES, is_known, names};
use super::logo::{NewLogo, logo_shot};
use super::media::Shot;
use super::posted_form::{MAX_PICTURE_BYTES, PostedForm};
use super::users::{AccessLink, email_problem};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::files::message;
use crate::form::labels::problem;
use crate::form::paths::title;
use crate::form::select::currencies_by_use;
use crate::pairs::field;
use crate::view::{OfficeView, page, refused};

/// The largest logo that the form holds while another entry is wrong, in bytes.
const MAX_HELD_BYTES: usize = 3 << 20;

/// The largest size of a field, in bytes: a held logo in base64.
const MAX_FIELD_BYTES: usize = MAX_HELD_BYTES.div_ceil(3) * 4;

/// The `id` of the elements of entries that several messages name.
const PLACE: &str = "setup-place";
const LANGUAGES: &str = "t-languages";
const LOGO: &str = "picture";

/// The roles of the colleague. Partners are invited for partnerships, which a new register does not have.
const ROLES: [UserRole; 4] =
    [UserRole::Reader, UserRole::Editor, UserRole::Publisher, UserRole::Administrator];

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage {
    v: OfficeView,
    entries: SetupEntries,
    countries: Vec<CountryOption>,
    /// The currencies: code, name, and whether it is chosen.
    currencies: Vec<(String, String, bool)>,
    /// The languages of the interface: tag, name, and whether the site has it.
    languages: Vec<(&'static str, String, bool)>,
    /// The themes that can be chosen: key, name, and whether it is.
    themes: Vec<(&'static str, String, bool)>,
    /// The towns that the place can mean.
    towns: Vec<Town>,
    /// The present logo.
    logo: Option<Shot>,
    /// The uploaded logo, while another entry is wrong: the name of its file, and its content in base64.
    held: Option<(String, String)>,
    /// True if the legal pages are made from a model.
    has_legal: bool,
    /// True if the first colleague can be invited.
    invites: bool,
    problems: Vec<EntryProblem>,
}

/// A wrong or missing entry.
struct EntryProblem {
    /// The `id` of its element; empty for what the page does not ask for.
    entry: &'static str,
    text: String,
}

impl EntryProblem {
    fn new(entry: &'static str, text: String) -> Self {
        Self { entry, text }
    }

    /// The entry that a path of the authority belongs to.
    fn entry_of(path: &str) -> &'static str {
        match path.split('/').nth(1) {
            Some("name" | "short_name") => "name",
            Some("siren") => "siren",
            Some("country") => "country",
            Some("port" | "port_name") => PLACE,
            Some("languages") => LANGUAGES,
            Some("currency") => "currency",
            Some("accent") => "accent",
            Some("logo") => LOGO,
            Some("themes") => "t-themes",
            _ => "",
        }
    }
}

impl SetupPage {
    /// The messages of an entry; empty without any.
    fn problem(&self, entry: &str) -> String {
        let of_entry = self.problems.iter().filter(|problem| problem.entry == entry);
        of_entry.map(|problem| problem.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// A country that can be chosen.
struct CountryOption {
    code: &'static str,
    name: &'static str,
    /// Its usual currency; empty if it is not known.
    currency: &'static str,
    is_chosen: bool,
}

/// The outcome of a set-up with an invitation.
#[derive(Template)]
#[template(path = "setup_done.html")]
struct SetupDonePage {
    v: OfficeView,
    colleague: User,
    access: AccessLink,
}

/// An uploaded logo: the name of the file, its file name extension and its content.
struct UploadedLogo {
    name: String,
    format: String,
    bytes: Vec<u8>,
}

pub async fn show(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ChangeSettings)?;
    let (_, authority) = authority_record(&*office.store).await?.ok_or(OfficeError::Missing)?;
    let entries = SetupEntries::of(&authority, authority.port.is_none(), current_user.language());
    Ok(page(&shown(&office, &current_user, &authority, entries).await?))
}

async fn shown(
    office: &Office,
    current_user: &CurrentUser,
    authority: &Authority,
    entries: SetupEntries,
) -> Result<SetupPage, OfficeError> {
    let v = OfficeView::new(current_user, "settings");
    let tag = v.language.tag();
    let country = |code: &'static str, name| CountryOption {
        code,
        name,
        currency: national_currency(code).unwrap_or_default(),
        is_chosen: code == entries.country,
    };
    let countries = CodeList::Country.entries().iter();
    let mut countries: Vec<CountryOption> =
        countries.map(|entry| country(entry.code, entry.name(tag))).collect();
    countries.sort_by_cached_key(|country| normalize_for_search(country.name));
    let currencies = currencies_by_use(Some(authority), &entries.currency, v.language);
    let currencies = currencies.into_iter().map(|(code, name)| {
        let is_chosen = code == entries.currency;
        (code, name, is_chosen)
    });
    let languages = Language::all().map(|language| {
        let is_chosen = entries.languages.iter().any(|tag| tag == language.tag());
        (language.tag(), language.endonym().to_owned(), is_chosen)
    });
    let known = names(authority);
    let themes = STARTER_THEMES.into_iter().filter(|key| !is_known(&known, key));
    let themes = themes.map(|key| {
        (key, v.word(list!("starter-theme"), key), entries.themes.iter().any(|chosen| chosen == key))
    });
    let logo = match &authority.logo {
        Some(logo) => logo_shot(office, logo.slug()).await?,
        None => None,
    };
    let pages = office.store.count(&Filter::of(Kind::Page)).await?;
    Ok(SetupPage {
        countries,
        currencies: currencies.collect(),
        languages: languages.collect(),
        themes: themes.collect(),
        towns: Vec::new(),
        logo,
        held: None,
        has_legal: pages == 0,
        invites: office.store.users().await?.len() == 1,
        problems: Vec::new(),
        entries,
        v,
    })
}

/// Saves the set-up. Nothing is saved while an entry is missing or wrong.
pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    form: Multipart,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ChangeSettings)?;
    let (stored, before) = authority_record(&*office.store).await?.ok_or(OfficeError::Missing)?;
    let posted = PostedForm::read(form, MAX_FIELD_BYTES).await?;
    let entries = SetupEntries::read(&posted.pairs);
    let v = OfficeView::new(&current_user, "settings");
    let mut problems = Vec::new();
    if entries.name.is_empty() {
        problems.push(EntryProblem::new("name", v.t(key!("setup-name-missing"))));
    }
    if entries.languages.is_empty() {
        problems.push(EntryProblem::new(LANGUAGES, v.t(key!("setup-language-missing"))));
    }
    let (place, towns) = entries.chosen_place(&before, &v);
    let place = place.map_err(|text| problems.push(EntryProblem::new(PLACE, text))).ok();
    let logo = uploaded_logo(&office, &v, posted).await?.unwrap_or_else(|text| {
        problems.push(EntryProblem::new(LOGO, text));
        None
    });
    let role = colleague_role(&office, &v, &entries).await?.unwrap_or_else(|text| {
        problems.push(EntryProblem::new("email", text));
        None
    });
    let mut authority = before.clone();
    // The other entries are checked even while the place is missing.
    let point =
        place.unwrap_or((before.port.as_ref().map_or_else(Default::default, |port| port.value), None));
    fill(&mut authority, &entries, point, v.language);
    derive_term_keys(&mut authority, Some(&before));
    problems.extend(errors(&office, &v, &stored, &authority, &entries).await?);
    if !problems.is_empty() {
        let mut page = shown(&office, &current_user, &before, entries).await?;
        if let Some(logo) = logo {
            if logo.bytes.len() <= MAX_HELD_BYTES {
                page.held = Some((logo.name, STANDARD.encode(&logo.bytes)));
            } else {
                problems.push(EntryProblem::new(LOGO, v.t(key!("setup-logo-again"))));
            }
        }
        (page.towns, page.problems) = (towns, problems);
        return Ok(refused(&page));
    }
    let logo = match logo {
        Some(logo) => Some(NewLogo::new(office.new_id()?, &authority, v.language, (logo.format, logo.bytes))),
        None => None,
    };
    match save(&office, &current_user, &stored, authority, &entries, (logo, role)).await? {
        Some((colleague, access)) => Ok(page(&SetupDonePage { v, colleague, access })),
        None => Ok(Redirect::to("/office/").into_response()),
    }
}

/// The errors of the checks of records. A missing name or language has a message of its own.
async fn errors(
    office: &Office,
    v: &OfficeView,
    stored: &StoredRecord,
    authority: &Authority,
    entries: &SetupEntries,
) -> Result<Vec<EntryProblem>, OfficeError> {
    let record = Record { state: RecordState::Published, ..record(stored, authority.clone()) };
    let mut errors = office.editorial.errors(&record).await?;
    let (no_name, no_language) = (entries.name.is_empty(), entries.languages.is_empty());
    errors.retain(|found| match found.path.split('/').nth(1) {
        Some("name" | "short_name") => !no_name,
        Some("languages") => !no_language,
        _ => true,
    });
    let entry_problem = |found: &portulan_model::Problem| {
        let (text, remedy) =
            problem(v.language, (Kind::Authority, &found.path), found.code, &found.arguments);
        let text = format!("{} – {text} {remedy}", title(Kind::Authority, &found.path, v.language));
        EntryProblem::new(EntryProblem::entry_of(&found.path), text)
    };
    Ok(errors.iter().map(entry_problem).collect())
}

/// The logo of a form, cleaned as all pictures: a new file, or the one that the page held. `Err` is the message of a refusal.
async fn uploaded_logo(
    office: &Office,
    v: &OfficeView,
    posted: PostedForm,
) -> Result<Result<Option<UploadedLogo>, String>, OfficeError> {
    let refusal = |text: String| Ok(Err(format!("{} – {text}", v.t(key!("field-logo")))));
    if posted.is_picture_too_large {
        let limit = [("limit", (MAX_PICTURE_BYTES >> 20).into())];
        return refusal(v.language.format(key!("contribute-picture-large"), &limit));
    }
    let held = || {
        let bytes = STANDARD.decode(field(&posted.pairs, "held-logo")).ok()?;
        let name = field(&posted.pairs, "held-logo-name").chars().take(200).collect::<String>();
        Some((name, bytes)).filter(|(_, bytes)| !bytes.is_empty())
    };
    let Some((name, bytes)) = posted.picture.clone().or_else(held) else { return Ok(Ok(None)) };
    match office.files.clean_picture(bytes).await {
        Ok(cleaned) => {
            let format = cleaned.format.to_string();
            Ok(Ok(Some(UploadedLogo { name, format, bytes: cleaned.bytes })))
        }
        Err(e) => refusal(message(&e, v.language)),
    }
}

/// The role of the colleague who is to be invited; `None` without an invitation. `Err` is the message of a wrong address.
async fn colleague_role(
    office: &Office,
    v: &OfficeView,
    entries: &SetupEntries,
) -> Result<Result<Option<UserRole>, String>, OfficeError> {
    if entries.email.is_empty() {
        return Ok(Ok(None));
    }
    if let Some(problem) = email_problem(office, &entries.email).await? {
        return Ok(Err(format!("{} – {}", v.t(key!("setup-colleague")), v.t(problem))));
    }
    let role = entries.role.parse().ok().filter(|role| ROLES.contains(role));
    role.map(|role| Ok(Some(role))).ok_or_else(|| OfficeError::Unreadable(entries.role.clone()))
}
