//! Saving of the set-up, all or nothing.
use portulan_editorial::EditorialError;
use portulan_editorial::policy;
use portulan_locales::{Language, key};
use portulan_model::kinds::{Authority, Organisation, PageRole, usual_licence, usual_time_zone};
use portulan_model::{
    Body, Country, Currency, Fact, Kind, Provenance, Record, Ref, State as RecordState, Text, slug,
};
use portulan_store::{AuditAction, Change, Filter, Purpose, StoredRecord, User, UserRole};

use super::entries::{ChosenPlace, SetupEntries};
use crate::Office;
use crate::auth::CurrentUser;
use crate::auth::names::one_line;
use crate::error::OfficeError;
use crate::pages::first_steps::{STARTER_THEMES, is_known, names, starter_theme};
use crate::pages::logo::NewLogo;
use crate::pages::start::{model_languages, model_page};
use crate::pages::users::{AccessLink, access_link, add_invited};

/// Writes the entries into the authority.
pub fn fill(authority: &mut Authority, entries: &SetupEntries, (point, town): ChosenPlace, own: Language) {
    let everywhere = |text: &dyn Fn(&str) -> String| {
        Text(entries.languages.iter().map(|tag| (tag.clone(), text(tag))).collect())
    };
    // The names in other languages and the short name stay unless the name is another one.
    if authority.name.text(own.tag()) != entries.name {
        authority.name = everywhere(&|_| entries.name.clone());
        authority.short_name = everywhere(&|_| entries.name.clone());
    }
    authority.siren = Some(entries.siren.clone()).filter(|siren| !siren.is_empty());
    authority.country = Country(entries.country.clone());
    authority.currency = Some(Currency(entries.currency.clone())).filter(|code| !code.0.is_empty());
    authority.languages.clone_from(&entries.languages);
    if authority.port.as_ref().is_none_or(|port| port.value != point) {
        authority.port = Some(Fact { value: point, source: None, provenance: Provenance::Stated });
    }
    if let Some(town) = town {
        authority.port_name = everywhere(&|tag| town.name(tag).to_owned());
    }
    authority.accent = Some(entries.accent.clone()).filter(|accent| !accent.is_empty());
    if authority.time_zone.is_empty() {
        usual_time_zone(&entries.country).clone_into(&mut authority.time_zone);
    }
    if authority.licence.is_empty() {
        usual_licence(&entries.country).clone_into(&mut authority.licence);
    }
    let known = names(authority);
    let chosen = STARTER_THEMES.into_iter().filter(|key| entries.themes.iter().any(|theme| theme == key));
    let added = chosen.filter(|key| !is_known(&known, key));
    authority.themes.extend(added.map(|key| starter_theme(key, &entries.languages, own)));
}

/// The record of the authority with another body.
pub fn record(stored: &StoredRecord, authority: Authority) -> Record {
    Record { body: Body::Authority(Box::new(authority)), ..stored.record.clone() }
}

/// Saves the authority with its organisation, its logo and drafts of its legal pages. Authority, organisation and logo are
/// published, unless another user must agree.
async fn save_records(
    office: &Office,
    current_user: &CurrentUser,
    stored: &StoredRecord,
    mut authority: Authority,
    entries: &SetupEntries,
    logo: Option<NewLogo>,
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
    if let Some(logo) = &logo {
        authority.logo = Some(logo.reference());
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
        let logo = logo.iter().flat_map(|logo| logo.changes(state));
        let record = Record { state, ..record(stored, authority.clone()) };
        added.chain(logo).chain([Change::Update { record, seen: stored.revision }]).collect()
    };
    match office.editorial.import(&author, changes(RecordState::Published)).await {
        Err(EditorialError::Denied(_)) => {
            office.editorial.import(&author, changes(RecordState::Draft)).await?;
        }
        outcome => outcome?,
    }
    office.pictures.notify_one();
    Ok(())
}

/// Saves the set-up, and invites the colleague with a role. If the records cannot be saved, the account of the colleague is
/// deleted again. Returns the colleague with the link of the invitation.
pub async fn save(
    office: &Office,
    current_user: &CurrentUser,
    stored: &StoredRecord,
    authority: Authority,
    entries: &SetupEntries,
    (logo, role): (Option<NewLogo>, Option<UserRole>),
) -> Result<Option<(User, AccessLink)>, OfficeError> {
    let colleague = match role {
        Some(role) => {
            let name = name_from_address(&entries.email);
            Some(add_invited(office, current_user, (&entries.email, &name), role, Vec::new()).await?)
        }
        None => None,
    };
    let saved = save_records(office, current_user, stored, authority, entries, logo).await;
    let Some(colleague) = colleague else { return saved.map(|()| None) };
    if let Err(e) = saved {
        let entry = current_user.log(AuditAction::DeleteUser, format!("user/{}", colleague.email), "");
        office.store.delete_user(colleague.id, &current_user.author(""), policy::accounts, entry).await?;
        return Err(e);
    }
    let link = access_link(office, current_user, &colleague, Purpose::Invitation).await?;
    Ok(Some((colleague, link)))
}

/// The name of a person from an e-mail address: "Jeanne Martin" from `jeanne.martin@ville.fr`. The person corrects it when
/// accepting the invitation.
fn name_from_address(email: &str) -> String {
    let local = email.split('@').next().unwrap_or_default();
    let capitalized = |word: &str| {
        let mut chars = word.chars();
        chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect::<String>()
    };
    let words: Vec<String> = local.split(['.', '_', '+']).map(capitalized).collect();
    let name: String = one_line(&words.join(" ")).chars().take(100).collect();
    if name.is_empty() { email.chars().take(100).collect() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_person() {
        for (email, name) in [
            ("jeanne.martin@ville.fr", "Jeanne Martin"),
            ("anne-lise_b@ville.fr", "Anne-lise B"),
            ("...@ville.fr", "...@ville.fr"),
        ] {
            assert_eq!(name_from_address(email), name);
        }
    }
}
