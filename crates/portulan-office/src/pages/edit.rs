//! Editing of a record: the form, its buttons, autosaved drafts, merging of concurrent changes.
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_api::MAX_REASON_CHARS;
use portulan_editorial::merge::three_way;
use portulan_editorial::{EditorialError, NewRecord, new_slug};
use portulan_model::{Body, Kind, Record, State as RecordState, folder, is_slug};
use portulan_store::{Denial, Draft, StoreError};
use portulan_towns::{homonyms, search_near};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::address::kind_of;
use super::editor::RecordEditor;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::place::{self, DerivedPlace, Homonyms, derive_place, put_town};
use crate::form::{FormData, MAX_PATH_BYTES, SheetError, Windows, amounts, named, write};
use crate::pairs::{FormPairs, bounded, field};

/// The query parameters of messages.
#[derive(Deserialize)]
pub struct EditQuery {
    /// The completed action.
    #[serde(default)]
    done: String,
    /// The mentioned users who may not view the record: identities separated by commas.
    #[serde(default)]
    unnotified: String,
    /// A list with the first item to display, in a read-only form.
    #[serde(default)]
    list: String,
    #[serde(default)]
    item: usize,
}

/// A new record begins at an address of its own, so that its draft is found again.
pub async fn new(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
) -> Result<Response, OfficeError> {
    let kind = kind_of(&folder)?;
    if !current_user.can_create_kind(kind) {
        return Err(OfficeError::Forbidden);
    }
    Ok(Redirect::to(&format!("/office/{}/{}", kind.folder(), office.new_id()?)).into_response())
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Query(asked): Query<EditQuery>,
) -> Result<Response, OfficeError> {
    let mut desk = RecordEditor::open(office, current_user, &folder, id).await?;
    if desk.stored.is_none() && !desk.current_user.can_create_kind(desk.kind) {
        return Err(OfficeError::Missing);
    }
    if let Some(draft) = desk.office.store.draft(desk.current_user.user.id, id).await? {
        let sheet = FormData::from_json(&draft.fields).map_err(OfficeError::failed)?;
        (desk.sheet, desk.revision, desk.draft) = (sheet, draft.base, Some(draft.saved));
        desk.merged_from = draft.merged_from;
    }
    if !asked.list.is_empty() {
        desk.windows.show(&asked.list, asked.item);
    }
    desk.resolve().await?;
    desk.find_conflicts().await?;
    desk.gather_tongues();
    if desk.stored.is_some() {
        let state = desk.stored.as_ref().map_or(RecordState::Draft, |s| s.record.state);
        desk.record(state);
    }
    if let Some(stored) = &desk.stored {
        desk.current_user.audit_read(&desk.office, &stored.record).await?;
    }
    let unnotified: Vec<Uuid> = asked.unnotified.split(',').filter_map(|id| id.parse().ok()).collect();
    if !unnotified.is_empty() && desk.follows {
        let users = desk.office.store.users().await?;
        let names = users.into_iter().filter(|u| unnotified.contains(&u.id)).map(|u| u.name);
        desk.unnotified = names.collect();
    }
    let answer = desk.show(&asked.done).await?;
    desk.office.store.see_mentions(desk.current_user.user.id, id).await?;
    Ok(answer)
}

/// A form as it was posted.
async fn posted(
    office: Office,
    current_user: CurrentUser,
    folder: &str,
    id: Uuid,
    pairs: &[(String, String)],
) -> Result<RecordEditor, OfficeError> {
    let mut desk = RecordEditor::open(office, current_user, folder, id).await?;
    if !desk.may_write().await? && !desk.may_propose().await? {
        return Err(OfficeError::Forbidden);
    }
    let version = field(pairs, "revision");
    let (revision, fingerprint) = version.split_once(' ').unwrap_or((version, ""));
    desk.revision = revision.parse().unwrap_or_default();
    desk.merged_from = field(pairs, "merged").parse().ok();
    let posted = FormData::posted(pairs.iter().cloned()).map_err(|e| match e {
        SheetError::TooManyFields | SheetError::PathTooLong => OfficeError::TooLarge,
        SheetError::NoFields => OfficeError::Problem(("no-fields", Vec::new())),
    })?;
    desk.sheet = desk.with_rest(posted, fingerprint).await?;
    desk.windows = Windows::posted(pairs);
    take_theirs(&mut desk, pairs).await?;
    let language = desk.current_user.language();
    // While the user still types, the date of the payment may follow.
    let is_final = ["save", "review", "publish", "propose"].contains(&field(pairs, "do"));
    let today = is_final.then(|| desk.current_user.today());
    amounts::complete(&mut desk.sheet, desk.authority.as_ref(), today, language);
    desk.resolve().await?;
    desk.find_conflicts().await?;
    field(pairs, "slug").trim().clone_into(&mut desk.slug);
    field(pairs, "tongues").split(' ').for_each(|tag| desk.add_tongue(tag));
    Ok(desk)
}

/// The button of the form, without the path of the list or item that it acts on.
#[derive(Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
enum EditVerb {
    /// Adds an item to a list.
    Add,
    /// Shows other items of a list.
    Show,
    /// Removes an item.
    Remove,
    /// Moves an item one place up.
    Up,
    /// Moves an item one place down.
    Down,
    /// Moves an item to another place.
    Move,
    /// Adds a language.
    Tongue,
    /// Creates a missing referenced record.
    Create,
    /// Adds a record to a list that refers to records, by its identity.
    Attach,
    /// Searches a town by name.
    Find,
    /// Fills the form of a territory from a town.
    Place,
    /// Submits the form as a proposal.
    Propose,
    /// Saves the form.
    Save,
    /// Saves the form, and requests a review.
    Review,
    /// Saves the form, and opens the page of publication.
    Publish,
}

portulan_model::impl_names!(EditVerb);

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    let mut desk = posted(office, current_user, &folder, id, &pairs).await?;
    desk.gather_tongues();
    let action = field(&pairs, "do");
    let (verb, path) = action.split_once(':').unwrap_or((action, ""));
    let (parent, index) = path.rsplit_once('/').unwrap_or_default();
    // A number that is not a list index cannot come from a form.
    let index = usize::try_from(index.parse::<u32>().unwrap_or_default()).map_err(OfficeError::failed)?;
    if path.len() > MAX_PATH_BYTES {
        return Err(OfficeError::TooLarge);
    }
    let writes = desk.may_write().await?;
    let posted = (desk.sheet.clone(), desk.windows.clone());
    let unknown = || OfficeError::Unreadable(verb.to_owned());
    // Pressing Enter in a field sends the first button, which a proposer does not have.
    let verb = match verb {
        "" if writes => Some(EditVerb::Save),
        "" => None,
        verb => Some(EditVerb::from_name(verb).ok_or_else(unknown)?),
    };
    match verb {
        Some(EditVerb::Add) => {
            let item = desk.sheet.add(path);
            desk.windows.show(path, item);
        }
        Some(EditVerb::Show) => {
            let (list, item) = path.rsplit_once(':').unwrap_or_default();
            desk.windows.show(list, item.parse().unwrap_or_default());
        }
        Some(EditVerb::Remove) => {
            desk.sheet.remove(parent, index);
            desk.windows.show(parent, index);
        }
        Some(EditVerb::Up) if index > 0 => {
            desk.sheet.swap(parent, index - 1, index);
            desk.windows.show(parent, index - 1);
        }
        Some(EditVerb::Down) => {
            desk.sheet.swap(parent, index, index + 1);
            desk.windows.show(parent, index + 1);
        }
        Some(EditVerb::Move) => {
            let (parent, from, to) = displaced(path).unwrap_or_default();
            desk.sheet.move_to(parent, from, to);
            desk.windows.show(parent, to);
        }
        Some(EditVerb::Tongue) => desk.add_tongue(field(&pairs, "tongue").trim()),
        Some(EditVerb::Create) if writes => create(&mut desk, path).await?,
        Some(EditVerb::Attach) => attach(&mut desk, path).await?,
        Some(EditVerb::Find) if desk.kind == Kind::Territory => {
            field(&pairs, "place").trim().clone_into(&mut desk.place.query);
            let found = search_near(&desk.place.query, desk.sheet.get("/country"));
            desk.place.found = Some(found);
        }
        Some(EditVerb::Place) if desk.kind == Kind::Territory => {
            let town = path.parse().ok().and_then(portulan_towns::town);
            let town = town.ok_or_else(|| OfficeError::Unreadable(path.to_owned()))?;
            place::fill(&mut desk.sheet, &town, &desk.tongues, desk.current_user.language());
            desk.place.chosen = Some(town);
        }
        Some(EditVerb::Propose) if desk.may_propose().await? => {
            return super::proposals::propose(desk, field(&pairs, "reason").trim()).await;
        }
        Some(verb @ (EditVerb::Save | EditVerb::Review | EditVerb::Publish)) if writes => {
            return save(desk, verb, &pairs).await;
        }
        Some(EditVerb::Up) | None => {}
        Some(_) => return Err(OfficeError::Forbidden),
    }
    // The names of lists and items come from the request.
    desk.sheet.close_gaps();
    // Fields that the next page does not display exist in the draft only: without it, the page stays.
    if !keep_draft(&mut desk).await? {
        (desk.sheet, desk.windows) = posted;
    }
    desk.show("").await
}

/// Parses `/components/3:0`: the list, and the old and new index of an item.
fn displaced(path: &str) -> Option<(&str, usize, usize)> {
    let (item, to) = path.rsplit_once(':')?;
    let (parent, from) = item.rsplit_once('/')?;
    Some((parent, from.parse().ok()?, to.parse().ok()?))
}

/// Creates a missing referenced record: a draft with that name. The name of a territory can mean several towns, which the form then
/// offers; the identity of one of them, or 0 for none, follows the path.
async fn create(desk: &mut RecordEditor, path: &str) -> Result<(), OfficeError> {
    let (path, town) = path.split_once(':').map_or((path, None), |(path, town)| (path, Some(town)));
    let name = desk.sheet.get(path).trim().to_owned();
    let places = crate::form::refs::places(desk.kind, &desk.sheet);
    let Some((_, kind)) = places.into_iter().find(|(p, _)| p == path).filter(|_| !name.is_empty()) else {
        return Ok(());
    };
    if kind == Kind::Authority || desk.names.knows(kind, &name) {
        return Ok(());
    }
    let tongue = desk.tongues.first().map_or("fr", String::as_str);
    let Some(mut body) = named(kind, &name, tongue, desk.current_user.language()) else { return Ok(()) };
    let derived = match town {
        Some("0") => DerivedPlace::Unchanged,
        Some(id) => {
            let town = id.parse().ok().and_then(portulan_towns::town);
            let town = town.ok_or_else(|| OfficeError::Unreadable(id.to_owned()))?;
            put_town(&mut body, &town);
            DerivedPlace::Town(town)
        }
        None => derive_place(&mut body),
    };
    if let DerivedPlace::Ambiguous(count) = derived {
        let towns = homonyms(&name, None);
        desk.problem(path, false, "place-ambiguous", &[("name", name), ("count", count.to_string())]);
        desk.homonyms = Some(Homonyms { path: path.to_owned(), towns });
        return Ok(());
    }
    let id = desk.office.new_id()?;
    let record = Record { id, slug: new_slug(id, &body, tongue), state: RecordState::Draft, body };
    let slug = desk.office.editorial.create(&desk.current_user.author(""), NewRecord::new(record)).await?;
    desk.sheet.set(path, slug);
    desk.resolve().await?;
    let tag = desk.current_user.language().tag();
    if let DerivedPlace::Town(town) = derived {
        desk.problem(path, false, "place-derived", &[("name", town.label(tag))]);
    }
    Ok(())
}

/// Adds a record to a list: `/media:` and the identity of the record.
async fn attach(desk: &mut RecordEditor, path: &str) -> Result<(), OfficeError> {
    let (list, id) = path.split_once(':').unwrap_or_default();
    let id: Uuid = id.parse().map_err(|_| OfficeError::Unreadable(id.to_owned()))?;
    let filter = desk.current_user.visible_filter();
    let record =
        desk.office.store.summaries_by_id(&[id], &filter).await?.pop().ok_or(OfficeError::Missing)?;
    let item = desk.sheet.add(list);
    let path = format!("{list}/{item}");
    desk.sheet.set(&path, record.slug);
    let places = crate::form::refs::places(desk.kind, &desk.sheet);
    if !places.contains(&(path, record.kind)) {
        return Err(OfficeError::Missing);
    }
    desk.windows.show(list, item);
    desk.resolve().await
}

/// Stores the form as a draft. Returns false if the user has too many drafts, which the form then reports.
async fn keep_draft(desk: &mut RecordEditor) -> Result<bool, OfficeError> {
    match desk.office.store.put_draft(draft(desk)?).await {
        Err(StoreError::DraftLimit(_)) => {
            desk.problem("", true, "draft-limit", &[]);
            Ok(false)
        }
        outcome => Ok(outcome.map(|()| true)?),
    }
}

fn draft(desk: &RecordEditor) -> Result<Draft, OfficeError> {
    Ok(Draft {
        user: desk.current_user.user.id,
        record: desk.id,
        kind: desk.kind,
        base: desk.revision,
        merged_from: desk.merged_from,
        fields: desk.sheet.to_json().map_err(OfficeError::failed)?,
        saved: desk.office.now(),
    })
}

/// Autosaves the form, so that closing the window loses nothing.
pub async fn keep(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    let desk = posted(office, current_user, &folder, id, &pairs).await?;
    match desk.office.store.put_draft(draft(&desk)?).await {
        Err(StoreError::DraftLimit(_)) => Err(OfficeError::Problem(("draft-limit", Vec::new()))),
        outcome => Ok(outcome.map(|()| StatusCode::NO_CONTENT.into_response())?),
    }
}

/// Discards a draft.
pub async fn drop(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((_, id)): Path<(String, Uuid)>,
) -> Result<Response, OfficeError> {
    office.store.drop_draft(current_user.user.id, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn save(
    mut desk: RecordEditor,
    verb: EditVerb,
    pairs: &[(String, String)],
) -> Result<Response, OfficeError> {
    let state = if verb == EditVerb::Review { RecordState::InReview } else { RecordState::Draft };
    let record = desk.record(state);
    if !desk.slug.is_empty() && !is_slug(&desk.slug) {
        return desk.refuse().await;
    }
    let Some(record) = record.filter(|_| desk.errors() == 0) else {
        keep_draft(&mut desk).await?;
        return desk.refuse().await;
    };
    let here = format!("/office/{}/{}", desk.kind.folder(), desk.id);
    let next = |done: &str| {
        if verb == EditVerb::Publish { format!("{here}/publish") } else { format!("{here}?done={done}") }
    };
    let same = desk.stored.as_ref().is_some_and(|s| {
        let waits = s.record.state == state || verb != EditVerb::Review;
        s.revision == desk.revision && s.record.body == record.body && s.record.slug == record.slug && waits
    });
    if !same {
        let reason = bounded(field(pairs, "reason"), MAX_REASON_CHARS, desk.current_user.language())?;
        let author = desk.current_user.author(&reason);
        let saved = match desk.stored.as_ref() {
            None => {
                let created = desk.office.editorial.create(&author, NewRecord::new(record.clone())).await;
                created.map(|_| ())
            }
            Some(stored) if stored.revision != desk.revision => return bring_together(desk, record).await,
            Some(_) => desk.office.editorial.save(&author, record.clone(), desk.revision, Vec::new()).await,
        };
        match saved {
            Ok(()) => {}
            Err(EditorialError::Denied(Denial::OutOfScope)) => {
                desk.problem("", true, "not-yours", &[]);
                keep_draft(&mut desk).await?;
                return desk.refuse().await;
            }
            Err(EditorialError::Conflict(_)) => {
                desk.stored = desk.office.store.record_of(desk.id).await?;
                return bring_together(desk, record).await;
            }
            Err(EditorialError::Store(StoreError::SlugTaken { kind, slug })) => {
                desk.problem("", true, "duplicate-slug", &[("slug", slug), ("kind", kind)]);
                return desk.refuse().await;
            }
            Err(e) => return Err(e.into()),
        }
    }
    desk.office.store.drop_draft(desk.current_user.user.id, desk.id).await?;
    Ok(Redirect::to(&next(if same { "same" } else { "saved" })).into_response())
}

/// Applies the other user's values that the user has selected to the form: those of the revision that it was merged with.
async fn take_theirs(desk: &mut RecordEditor, pairs: &[(String, String)]) -> Result<(), OfficeError> {
    let is_taken = |(key, value): &&(String, String)| key.starts_with("take:") && value == "theirs";
    if !pairs.iter().any(|pair| is_taken(&pair)) {
        return Ok(());
    }
    let Some(theirs) = desk.office.store.revision(desk.id, desk.revision).await? else { return Ok(()) };
    let theirs = write::sheet(&theirs.record.body, desk.current_user.language());
    for (key, _) in pairs.iter().filter(is_taken) {
        let path = &key["take:".len()..];
        desk.sheet.clear(path);
        if !theirs.get(path).is_empty() {
            desk.sheet.set(path, theirs.get(path));
        }
        for (rest, value) in theirs.under(path) {
            desk.sheet.set(format!("{path}/{rest}"), value);
        }
    }
    Ok(())
}

/// Another user has saved meanwhile: displays the merged version, with the conflicts.
async fn bring_together(mut desk: RecordEditor, mine: Record) -> Result<Response, OfficeError> {
    let Some(theirs) = desk.stored.clone() else { return Err(OfficeError::Missing) };
    let base = desk.office.store.revision(desk.id, desk.revision).await?;
    let newest = desk.office.store.revision(desk.id, theirs.revision).await?;
    let value = |body: &Body| folder::to_value(body);
    let base = base.map_or(Value::Null, |r| value(&r.record.body));
    let (merged, _) = three_way(&base, &value(&mine.body), &value(&theirs.record.body));
    let body = Body::read(desk.kind, merged).map_err(OfficeError::failed)?;
    desk.sheet = write::sheet(&body, desk.current_user.language());
    desk.merged_from = Some(desk.revision);
    desk.revision = theirs.revision;
    desk.find_conflicts().await?;
    let author = newest.map_or_else(String::new, |r| r.author);
    desk.problem("", false, "merged", &[("name", author)]);
    keep_draft(&mut desk).await?;
    let mut response = desk.show("").await?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}
