//! Contacts: search, retention periods, and the rights of data subjects.
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{dates, key, list};
use portulan_model::kinds::Person;
use portulan_model::{Body, Kind, State as RecordState, folder, normalize_for_search};
use portulan_store::{AuditAction, Filter, NameFilter, RecordSummary, Scope, StoredRecord};
use serde::Deserialize;
use uuid::Uuid;

use super::address::{found, found_to_write};
use super::personal_data::referring;
use crate::auth::{CurrentUser, subject};
use crate::error::OfficeError;
use crate::form::RecordNames;
use crate::reach::{mail_link, phone_link};
use crate::vcard;
use crate::view::{OfficeView, download, page};
use crate::{Office, csv};

/// Contacts on a page.
const ROWS: u32 = 100;

/// The query parameters.
#[derive(Deserialize)]
pub struct ContactsQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    only: String,
    #[serde(default)]
    page: u32,
}

/// The filters of the list.
const ONLY: [&str; 3] = ["overdue", "incomplete", "public"];

/// One line of the contact book.
pub struct Contact {
    id: Uuid,
    name: String,
    function: String,
    organisation: String,
    email: String,
    phone: String,
    kept_until: String,
    overdue: bool,
    incomplete: bool,
    public: bool,
}

impl Contact {
    fn read(
        stored: &StoredRecord,
        current_user: &CurrentUser,
        names: &RecordNames,
        today: Date,
    ) -> Option<Self> {
        let Body::Person(b) = &stored.record.body else { return None };
        let language = current_user.language();
        let organisation = b.organisation.as_ref().map(|o| o.slug().to_owned());
        let organisation =
            organisation.and_then(|slug| names.by_slug.get(&(Kind::Organisation, slug)).cloned());
        Some(Self {
            id: stored.record.id,
            name: b.name.text(language.tag()).to_owned(),
            function: b.function.text(language.tag()).to_owned(),
            organisation: organisation.unwrap_or_default(),
            email: b.email.clone().unwrap_or_default(),
            phone: b.phone.clone().unwrap_or_default(),
            kept_until: b.kept_until.map(|d| dates::date(language, d)).unwrap_or_default(),
            overdue: is_overdue(b, today),
            incomplete: b.purpose.is_empty() || b.legal_basis.is_none() || b.kept_until.is_none(),
            public: stored.record.state == RecordState::Published,
        })
    }
}

impl Contact {
    fn mail_link(&self) -> Option<String> {
        mail_link(&self.email)
    }

    fn phone_link(&self) -> Option<String> {
        phone_link(&self.phone)
    }

    fn card(&self) -> String {
        vcard::card(&vcard::BusinessCard {
            id: self.id,
            name: &self.name,
            function: &self.function,
            organisation: &self.organisation,
            email: &self.email,
            phone: &self.phone,
        })
    }
}

/// True if the retention period of a contact has ended.
pub fn is_overdue(person: &Person, today: Date) -> bool {
    person.kept_until.is_some_and(|end| end.last() < today)
}

/// The filter of the contacts that a query asks for, for those who may know of contacts.
fn filter(current_user: &CurrentUser, asked: &ContactsQuery) -> Result<Filter, OfficeError> {
    if !current_user.can_view_kind(Kind::Person) {
        return Err(OfficeError::Missing);
    }
    let today = current_user.today();
    let public = (asked.only == "public").then_some(RecordState::Published);
    Ok(Filter {
        // Contacts are found by their organisation too.
        name: Some(NameFilter::ContainsOrRefersTo(asked.q.clone(), Kind::Organisation)),
        stored_too_long_on: (asked.only == "overdue").then_some(today),
        incomplete: asked.only == "incomplete",
        ..current_user.visible_filter().kind(Kind::Person).state(public)
    })
}

/// Contacts in the order of their summaries.
async fn read(
    office: &Office,
    current_user: &CurrentUser,
    found: &[RecordSummary],
) -> Result<Vec<Contact>, OfficeError> {
    let ids: Vec<Uuid> = found.iter().map(|head| head.id).collect();
    let stored = office.store.records_by_id(&ids).await?;
    let bodies: Vec<&Body> = stored.iter().map(|s| &s.record.body).collect();
    let names = RecordNames::of_bodies(&*office.store, &bodies, current_user).await?;
    let today = current_user.today();
    Ok(stored.iter().filter_map(|s| Contact::read(s, current_user, &names, today)).collect())
}

#[derive(Template)]
#[template(path = "contacts.html")]
struct ContactsPage {
    v: OfficeView,
    contacts: Vec<Contact>,
    /// The e-mail addresses of the contacts of the page, each once.
    addresses: Vec<String>,
    total: usize,
    asked: ContactsQuery,
    only: [&'static str; 3],
    may_add: bool,
    previous: Option<u32>,
    next: Option<u32>,
}

pub async fn list(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<ContactsQuery>,
) -> Result<Response, OfficeError> {
    let filter = filter(&current_user, &asked)?;
    office.store.log(current_user.log(AuditAction::Read, Kind::Person.folder(), asked.q.trim())).await?;
    let found = office.store.list(&filter.page(asked.page.saturating_mul(ROWS), ROWS)).await?;
    let shown = u64::from(asked.page.saturating_add(1)) * u64::from(ROWS);
    let contacts = read(&office, &current_user, &found.heads).await?;
    let mut addresses: Vec<String> = contacts.iter().map(|c| c.email.clone()).collect();
    addresses.retain(|address| !address.is_empty());
    addresses.sort_unstable();
    addresses.dedup();
    Ok(page(&ContactsPage {
        v: OfficeView::new(&current_user, Kind::Person.folder()),
        contacts,
        addresses,
        total: usize::try_from(found.total).unwrap_or(usize::MAX),
        only: ONLY,
        may_add: current_user.can_create_kind(Kind::Person),
        previous: asked.page.checked_sub(1),
        next: (shown < found.total).then_some(asked.page + 1),
        asked,
    }))
}

/// All contacts of a list, for a file: the export is logged first.
async fn exported(
    office: &Office,
    current_user: &CurrentUser,
    asked: &ContactsQuery,
) -> Result<Vec<Contact>, OfficeError> {
    let filter = filter(current_user, asked)?;
    office.store.log(current_user.log(AuditAction::Export, Kind::Person.folder(), asked.q.trim())).await?;
    let found = office.store.summaries(&filter).await?;
    read(office, current_user, &found).await
}

/// The contacts of a list as business cards, which address books read.
pub async fn cards(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<ContactsQuery>,
) -> Result<Response, OfficeError> {
    let contacts = exported(&office, &current_user, &asked).await?;
    let cards: String = contacts.iter().map(Contact::card).collect();
    Ok(download("contacts.vcf", vcard::MEDIA_TYPE, cards))
}

/// A contact as a business card.
pub async fn card(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, Kind::Person.folder(), id).await?;
    office.store.log(current_user.log(AuditAction::Export, subject(&stored.record), "")).await?;
    let names = RecordNames::of_bodies(&*office.store, &[&stored.record.body], &current_user).await?;
    let contact = Contact::read(&stored, &current_user, &names, current_user.today());
    let card = contact.ok_or(OfficeError::Missing)?.card();
    Ok(download(&format!("{}.vcf", stored.record.slug), vcard::MEDIA_TYPE, card))
}

pub async fn sheet(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<ContactsQuery>,
) -> Result<Response, OfficeError> {
    let mut out = csv::line(["name", "function", "organisation", "email", "phone"]);
    for c in exported(&office, &current_user, &asked).await? {
        out.push_str(&csv::line([c.name, c.function, c.organisation, c.email, c.phone]));
    }
    Ok(csv::answer("contacts", out))
}

#[derive(Template)]
#[template(path = "erase.html")]
struct ErasePage {
    v: OfficeView,
    id: Uuid,
    title: String,
    seen: i64,
    comments: usize,
    /// The records that will not refer to the person any more.
    referring: Vec<RecordSummary>,
    /// The records whose texts contain the person's name, which a user must review.
    naming: Vec<(Kind, Uuid, String)>,
}

pub async fn ask(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let stored = found_to_write(&office, &current_user, Kind::Person.folder(), id).await?;
    current_user.require(OfficeAction::EraseContacts)?;
    let v = OfficeView::new(&current_user, Kind::Person.folder());
    let name = stored.record.body.name();
    let names: Vec<String> =
        name.0.values().map(|n| normalize_for_search(n.trim())).filter(|n| n.len() > 3).collect();
    let mut naming = Vec::new();
    // Every text of the register is searched, a few records at a time: that is what is asked here.
    let mut search = |records: Vec<StoredRecord>| {
        for StoredRecord { record, .. } in records {
            let text = normalize_for_search(&folder::to_value(&record.body).to_string());
            if record.id != id && names.iter().any(|name| text.contains(name)) {
                naming.push((record.kind(), record.id, v.name(record.body.name())));
            }
        }
        true
    };
    office.store.each(Scope::Latest, Kind::ALL, &mut search).await?;
    Ok(page(&ErasePage {
        title: v.name(name),
        v,
        id,
        seen: stored.revision,
        comments: office.store.comments(id).await?.len(),
        referring: referring(&office, id).await?,
        naming,
    }))
}

/// The state that the user saw when deciding.
#[derive(Deserialize)]
pub struct EraseForm {
    seen: i64,
}

/// Erases a contact with its history, and removes the references to it, in one transaction.
pub async fn erase(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    Form(form): Form<EraseForm>,
) -> Result<Response, OfficeError> {
    found_to_write(&office, &current_user, Kind::Person.folder(), id).await?;
    current_user.require(OfficeAction::EraseContacts)?;
    let reason = current_user.language().text(key!("office-erased-reason"));
    office.editorial.erase_and_unlink(&current_user.author(&reason), id, form.seen).await?;
    Ok(Redirect::to("/office/persons/").into_response())
}
