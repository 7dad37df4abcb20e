//! A record as the public would see it, made by the public site itself.
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse as _, Response};
use portulan_locales::Language;
use portulan_model::{Kind, Record, State as RecordState, currencies};
use portulan_store::Scope;
use portulan_web::{Site, SiteError};
use serde::Deserialize;
use uuid::Uuid;

use super::history::found;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::{OfficeError, run_blocking};
use crate::view::{OfficeView, page as answer};

#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewPage {
    v: OfficeView,
    kind: Kind,
    id: Uuid,
    title: String,
    lang: &'static str,
    languages: Vec<(Language, bool)>,
}

/// The language.
#[derive(Deserialize)]
pub struct PreviewQuery {
    #[serde(default)]
    lang: String,
}

pub async fn frame(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Query(asked): Query<PreviewQuery>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let kind = stored.record.kind();
    let v = OfficeView::new(&current_user, kind.folder());
    let title = v.name(stored.record.body.name());
    let lang = asked.lang.parse().unwrap_or(current_user.language()).tag();
    Ok(answer(&PreviewPage {
        v,
        kind,
        id,
        title,
        lang,
        languages: Language::ALL.map(|l| (l, l.tag() == lang)).into(),
    }))
}

pub async fn page(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Query(asked): Query<PreviewQuery>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let record = Record { state: RecordState::Published, ..stored.record.clone() };
    let path = address(&record);
    let mut records = office.store.records(Scope::Published).await?;
    records.retain(|s| s.record.id != id);
    records.push(portulan_store::StoredRecord { record, ..stored });
    let pictures = office.store.pictures().await?;
    let rates = office.store.rates(Some(&currencies(records.iter().map(|s| &s.record.body)))).await?;
    let language = asked.lang.parse().unwrap_or_default();
    let url = office.app.public_url().to_owned();
    let made = run_blocking(move || {
        let mut site = Site::of(records, pictures, &url)?;
        site.programme.rates = rates;
        site.with_media("/office/pictures").render(language, &path)
    });
    let html = match made.await? {
        // Without a published authority there is no site to preview the record on.
        Err(SiteError::Programme(_)) => None,
        made => made.map_err(OfficeError::failed)?,
    };
    html.map(|html| Html(html).into_response()).ok_or(OfficeError::Missing)
}

/// The public page on which a record is seen, without the language.
fn address(record: &Record) -> String {
    match record.kind() {
        Kind::Authority => "/".to_owned(),
        Kind::Document | Kind::Media => "/sources".to_owned(),
        Kind::Territory | Kind::Agreement | Kind::Person | Kind::Mission => "/partnerships".to_owned(),
        kind => format!("/{}/{}", kind.folder(), record.slug),
    }
}
