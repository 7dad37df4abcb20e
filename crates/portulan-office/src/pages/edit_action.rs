//! The actions on the form of a record: items of lists, languages, towns, missing records, saving.
use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::Response;
use portulan_editorial::{NewRecord, new_slug};
use portulan_model::check::is_language_tag;
use portulan_model::{Kind, Record, State as RecordState};
use portulan_towns::{homonyms, search_near};
use uuid::Uuid;

use super::edit::posted;
use super::edit_save::{keep_draft, save};
use super::edit_verb::EditVerb;
use super::editor::RecordEditor;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::codes::TypedList;
use crate::form::near_name::{NearName, near_record};
use crate::form::paths::title;
use crate::form::place::{self, DerivedPlace, Homonyms, derive_place, put_town};
use crate::form::{MAX_PATH_BYTES, named};
use crate::pairs::{FormPairs, field};

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
        Some(EditVerb::Tongue) => {
            let typed = field(&pairs, "tongue").trim();
            let tag = TypedList::Language.code(typed, "").unwrap_or(typed);
            if !is_language_tag(tag) {
                desk.problem("", true, "language-tag", &[("tag", typed.to_owned())]);
            }
            desk.add_tongue(tag);
        }
        Some(EditVerb::Create) if writes => create(&mut desk, path).await?,
        Some(EditVerb::Use) => {
            let (path, slug) = path.rsplit_once(':').unwrap_or_default();
            desk.sheet.set(path, slug);
            desk.resolve().await?;
        }
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
        // The page that is rendered again has the sums of what was typed.
        Some(EditVerb::Up | EditVerb::Sum) | None => {}
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

/// Creates a missing referenced record: a draft with that name. If a record has nearly this name, the form asks which is meant; `new`
/// after the path answers that. The name of a territory can mean several towns, which the form then offers; the identity of one of
/// them, or 0 for none, follows the path.
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
    if town.is_none()
        && let Some((slug, near)) = near_record(&desk.office, &desk.current_user, kind, &name).await?
    {
        desk.problem(path, false, "name-near", &[("name", name), ("near", near.clone())]);
        desk.near_name = Some(NearName { path: path.to_owned(), slug, name: near });
        return Ok(());
    }
    let town = town.filter(|town| *town != "new");
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
    let published = Record { state: RecordState::Published, ..record.clone() };
    let slug = desk.office.editorial.create(&desk.current_user.author(""), NewRecord::new(record)).await?;
    desk.sheet.set(path, slug);
    desk.resolve().await?;
    let language = desk.current_user.language();
    if let DerivedPlace::Town(town) = derived {
        desk.problem(path, false, "place-derived", &[("name", town.label(language.tag()))]);
    }
    let errors = desk.office.editorial.errors(&published).await?;
    let missing: BTreeSet<String> = errors.iter().map(|error| title(kind, &error.path, language)).collect();
    if !missing.is_empty() {
        let fields = missing.into_iter().collect::<Vec<_>>().join(", ");
        desk.problem(path, false, "created-incomplete", &[("name", name), ("fields", fields)]);
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
