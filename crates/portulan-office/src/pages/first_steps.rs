//! The first steps of a register: a list on the dashboard that ticks itself, and the first themes.
use std::collections::HashSet;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::policy::OfficeAction;
use portulan_editorial::{EditorialError, authority_record, derive_term_keys};
use portulan_locales::{Language, MessageKey, key, list};
use portulan_model::kinds::{Authority, PageRole, Term};
use portulan_model::{Body, Kind, Record, State as RecordState, Text, normalize_for_search};
use portulan_store::Filter;

use super::start::model_languages;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::pairs::FormPairs;
use crate::view::{OfficeView, page};

/// The keys of the proposed themes; their names are the messages `starter-theme-…`.
pub const STARTER_THEMES: [&str; 18] = [
    "water",
    "waste",
    "energy",
    "environment",
    "sea",
    "agriculture",
    "health",
    "education",
    "research",
    "youth",
    "culture",
    "heritage",
    "sport",
    "tourism",
    "economy",
    "governance",
    "equality",
    "emergency",
];

/// The steps without which the list disappears too.
const OPTIONAL_STEPS: [MessageKey; 2] = [key!("first-step-look"), key!("first-step-colleague")];

/// A step, with the page where it is done.
pub struct FirstStep {
    pub label: MessageKey,
    pub address: String,
    pub is_done: bool,
}

/// True until the authority has a place: then the set-up is offered first.
pub async fn is_setup_needed(office: &Office) -> Result<bool, OfficeError> {
    let authority = authority_record(&*office.store).await?;
    Ok(authority.is_some_and(|(_, authority)| authority.port.is_none()))
}

/// The steps for an administrator; empty once the register has themes, a published partnership and a legal notice, and for
/// other users.
pub async fn steps(office: &Office, current_user: &CurrentUser) -> Result<Vec<FirstStep>, OfficeError> {
    if current_user.require(OfficeAction::ChangeSettings).is_err() {
        return Ok(Vec::new());
    }
    let store = &*office.store;
    let Some((stored, authority)) = authority_record(store).await? else { return Ok(Vec::new()) };
    let has = async |filter: Filter| -> Result<bool, OfficeError> { Ok(store.count(&filter).await? > 0) };
    let record = format!("/office/authorities/{}", stored.record.id);
    let partnerships = Filter::of(Kind::Partnership);
    let published = partnerships.clone().state(Some(RecordState::Published));
    let step = |label, address: &str, is_done| FirstStep { label, address: address.to_owned(), is_done };
    let steps = vec![
        step(key!("first-step-setup"), "/office/setup", authority.port.is_some()),
        step(
            key!("first-step-look"),
            &format!("{record}#look"),
            authority.accent.is_some() || authority.logo.is_some(),
        ),
        step(key!("first-step-themes"), "/office/themes", !authority.themes.is_empty()),
        step(key!("first-step-partnership"), "/office/partnerships/new", has(partnerships).await?),
        step(key!("first-step-publish"), "/office/partnerships/", has(published).await?),
        step(key!("first-step-colleague"), "/office/users", store.users().await?.len() > 1),
        step(key!("first-step-legal"), "/office/settings#legal", has_legal_notice(office)),
    ];
    let is_optional = |step: &FirstStep| OPTIONAL_STEPS.contains(&step.label);
    let is_ready = steps.iter().all(|step| step.is_done || is_optional(step));
    Ok(if is_ready { Vec::new() } else { steps })
}

/// True if the public sees a legal notice.
fn has_legal_notice(office: &Office) -> bool {
    let site = office.app.site();
    site.programme.pages.iter().any(|page| page.body.role == PageRole::LegalNotice)
}

#[derive(Template)]
#[template(path = "themes.html")]
struct ThemesPage {
    v: OfficeView,
    /// The names of the themes that the authority has.
    own: Vec<String>,
    /// The themes that it can add: key and name.
    proposed: Vec<(&'static str, String)>,
    /// The address of its lists in its record.
    record: String,
}

pub async fn themes(
    State(office): State<Office>,
    current_user: CurrentUser,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ChangeSettings)?;
    let (stored, authority) = authority_record(&*office.store).await?.ok_or(OfficeError::Missing)?;
    let v = OfficeView::new(&current_user, "settings");
    let known = names(&authority);
    let proposed = STARTER_THEMES.into_iter().filter(|key| !is_known(&known, key));
    Ok(page(&ThemesPage {
        own: authority.themes.iter().map(|term| v.name(&term.name)).collect(),
        proposed: proposed.map(|key| (key, v.word(list!("starter-theme"), key))).collect(),
        record: format!("/office/authorities/{}#terms", stored.record.id),
        v,
    }))
}

/// Adds the ticked themes to those of the authority. If its record was published, so is the change.
pub async fn add_themes(
    State(office): State<Office>,
    current_user: CurrentUser,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ChangeSettings)?;
    let (stored, mut authority) = authority_record(&*office.store).await?.ok_or(OfficeError::Missing)?;
    let known = names(&authority);
    let is_ticked = |key: &&str| pairs.iter().any(|(name, value)| name == "theme" && value == key);
    let added = STARTER_THEMES.into_iter().filter(is_ticked).filter(|key| !is_known(&known, key));
    let added: Vec<Term> =
        added.map(|key| starter_theme(key, &authority.languages, current_user.language())).collect();
    if !added.is_empty() {
        let before = authority.clone();
        authority.themes.extend(added);
        derive_term_keys(&mut authority, Some(&before));
        let (id, seen) = (stored.record.id, stored.revision);
        let was_public = stored.record.state == RecordState::Published;
        let record =
            Record { state: RecordState::Draft, body: Body::Authority(Box::new(authority)), ..stored.record };
        let author = current_user.author("");
        office.editorial.save(&author, record, seen, Vec::new()).await?;
        if was_public {
            // Where two persons must agree, the other one publishes it.
            match office.editorial.publish(&author, id, seen + 1).await {
                Err(EditorialError::Denied(_)) | Ok(()) => {}
                Err(e) => return Err(e.into()),
            }
        }
    }
    Ok(Redirect::to("/office/themes").into_response())
}

/// The names of the themes that the authority has, in all languages, for comparison.
pub(super) fn names(authority: &Authority) -> HashSet<String> {
    let texts = authority.themes.iter().flat_map(|term| term.name.0.values());
    texts.map(|text| normalize_for_search(text)).collect()
}

/// True if the authority has a theme with the name of a proposed one.
pub(super) fn is_known(names: &HashSet<String>, key: &str) -> bool {
    let mut proposed = Language::complete().iter().map(|language| language.word(list!("starter-theme"), key));
    proposed.any(|name| names.contains(&normalize_for_search(&name)))
}

/// A proposed theme, named in the languages of the site that have its name, or else in the user's. Its key is derived from the
/// name.
pub fn starter_theme(key: &str, languages: &[String], own: Language) -> Term {
    let names = model_languages(languages, own)
        .into_iter()
        .map(|language| (language.tag().to_owned(), language.word(list!("starter-theme"), key)));
    Term { name: Text(names.collect()), ..Term::default() }
}
