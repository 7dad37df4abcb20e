//! The entries of a user that were stored automatically and not saved.
use std::collections::HashMap;

use jiff::Timestamp;
use portulan_locales::list;
use portulan_model::Kind;
use portulan_store::{Draft, Filter, RecordSummary};
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::FormData;
use crate::view::OfficeView;

/// An entry that was not saved.
pub struct UnsavedRecord {
    pub kind: Kind,
    pub id: Uuid,
    /// The typed name, the name of the record, or the title of the form.
    pub name: String,
    /// The time of the last change.
    pub saved: Timestamp,
    /// True if the record was never saved, so that lists do not have it.
    pub is_new: bool,
}

/// The entries that the user did not save, of a kind or of all.
pub async fn unsaved(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    kind: Option<Kind>,
) -> Result<Vec<UnsavedRecord>, OfficeError> {
    let mut drafts = office.store.drafts(current_user.user.id).await?;
    drafts.retain(|draft| kind.is_none_or(|kind| kind == draft.kind));
    let ids: Vec<Uuid> = drafts.iter().map(|draft| draft.record).collect();
    let known = office.store.summaries_by_id(&ids, &Filter::default().private(true)).await?;
    let known: HashMap<Uuid, RecordSummary> = known.into_iter().map(|head| (head.id, head)).collect();
    let line = |draft: Draft| {
        let sheet = FormData::from_json(&draft.fields).map_err(OfficeError::failed)?;
        let head = known.get(&draft.record);
        let name = match sheet.typed_name(v.language) {
            Some(name) => name.to_owned(),
            None => {
                head.map_or_else(|| v.word(list!("office-new"), draft.kind.singular()), |head| v.head(head))
            }
        };
        let is_new = head.is_none();
        Ok(UnsavedRecord { kind: draft.kind, id: draft.record, name, saved: draft.saved, is_new })
    };
    drafts.into_iter().map(line).collect()
}
