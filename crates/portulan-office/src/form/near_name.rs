//! The record of nearly the name of one that is to be created.
use portulan_model::Kind;
use portulan_store::{RecordSummary, StoreError};

use crate::Office;
use crate::auth::CurrentUser;
use crate::import::{Candidate, nearest_of_several};

/// The largest number of records of a kind that a name is compared with.
const MAX_CANDIDATES: u32 = 5_000;

/// A record whose name is nearly the text of a field.
pub struct NearName {
    /// The path of the field.
    pub path: String,
    /// The slug of the record.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// The records of a kind whose names a text is compared with; none of a kind of which the user may not know.
pub async fn candidates(
    office: &Office,
    current_user: &CurrentUser,
    kind: Kind,
) -> Result<Vec<Candidate>, StoreError> {
    if !current_user.can_view_kind(kind) {
        return Ok(Vec::new());
    }
    let filter = current_user.visible_filter().kind(kind).first(MAX_CANDIDATES);
    let tag = current_user.language().tag();
    let candidate = |head: &RecordSummary| {
        let label = head.name.text(tag).to_owned();
        Candidate::new(head.slug.clone(), label, head.name.0.values().map(String::as_str))
    };
    Ok(office.store.summaries(&filter).await?.iter().map(candidate).collect())
}

/// The record that a name nearly is: its slug and its name.
pub async fn near_record(
    office: &Office,
    current_user: &CurrentUser,
    kind: Kind,
    name: &str,
) -> Result<Option<(String, String)>, StoreError> {
    let candidates = candidates(office, current_user, kind).await?;
    let near = nearest_of_several(name, &candidates);
    Ok(near.map(|near| (near.value.clone(), near.label.clone())))
}
