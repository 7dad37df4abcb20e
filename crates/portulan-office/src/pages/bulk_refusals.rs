//! The records of a selection that were not published, with their errors.
use portulan_model::{Kind, Record, State as RecordState};
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::labels::problem;
use crate::form::paths::title;
use crate::view::OfficeView;

/// A record that was not published.
pub struct PublicationRefusal {
    pub id: Uuid,
    pub name: String,
    /// The errors, as sentences with their remedies.
    pub errors: Vec<String>,
}

/// The records among some that cannot be published because of errors. Records that the user may not view are left out.
pub async fn publication_refusals(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    kind: Kind,
    ids: &[Uuid],
) -> Result<Vec<PublicationRefusal>, OfficeError> {
    let viewable = current_user.viewable(office, ids).await?;
    let mut refusals = Vec::new();
    for stored in office.store.records_by_id(ids).await? {
        let record = Record { state: RecordState::Published, ..stored.record };
        if record.kind() != kind || !viewable.contains(&record.id) {
            continue;
        }
        let errors = office.editorial.errors(&record).await?;
        let errors: Vec<String> = errors
            .iter()
            .map(|error| {
                let (text, remedy) = problem(v.language, (kind, &error.path), error.code, &error.arguments);
                let field = title(kind, &error.path, v.language);
                format!("{field} – {text} {remedy}")
            })
            .collect();
        if !errors.is_empty() {
            refusals.push(PublicationRefusal { id: record.id, name: v.name(record.body.name()), errors });
        }
    }
    Ok(refusals)
}
