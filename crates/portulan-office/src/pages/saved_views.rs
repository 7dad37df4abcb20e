//! Lists with filters and columns that users saved under a name.
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_locales::key;
use portulan_model::Kind;
use portulan_store::SavedView;
use url::form_urlencoded;
use uuid::Uuid;

use super::address::kind_of;
use super::list_query::ListQuery;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::pairs::{FormPairs, bounded, field};

/// The longest name of a view, in characters.
const MAX_NAME_CHARS: usize = 60;

/// Saves the list of an address under a name, or deletes a saved list.
pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    let kind = kind_of(&folder)?;
    // Contacts have a list of their own.
    if !current_user.can_view_kind(kind) || kind == Kind::Person {
        return Err(OfficeError::Missing);
    }
    // What is stored is what the list reads of the address.
    let asked: Vec<(String, String)> =
        form_urlencoded::parse(field(&pairs, "query").as_bytes()).into_owned().collect();
    let query = ListQuery::read(kind, &asked).to_query();
    let user = current_user.user.id;
    if let Ok(id) = field(&pairs, "drop").parse::<Uuid>() {
        office.store.drop_saved_view(user, id).await?;
    } else {
        let name = bounded(field(&pairs, "name"), MAX_NAME_CHARS, current_user.language())?.trim().to_owned();
        if !name.is_empty() {
            let view = SavedView { id: office.new_id()?, user, kind, name, query: query.clone() };
            if !office.store.put_saved_view(view).await? {
                return Err(OfficeError::Refused(current_user.language().text(key!("office-view-many"))));
            }
        }
    }
    Ok(Redirect::to(&format!("/office/{folder}/?{query}")).into_response())
}
