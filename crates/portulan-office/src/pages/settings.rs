//! The settings of the register.
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::authority_record;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{key, list};
use portulan_model::kinds::{Authority, PageRole};
use portulan_model::{Body, Kind, State as RecordState};
use portulan_store::{AuditAction, Filter, RecordSummary, SettingKey, UserRole};
use serde::Deserialize;
use uuid::Uuid;

use crate::Office;
use crate::auth::{CurrentUser, two_step};
use crate::error::OfficeError;
use crate::form::codes::TypedList;
use crate::view::{OfficeView, page};

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    v: OfficeView,
    /// The authority's record.
    authority: Option<(Uuid, Authority)>,
    four_eyes: bool,
    /// The lowest role that requires two-step verification; empty for none.
    two_step: &'static str,
    /// The pages that are legally required or recommended, by role, with the existing record.
    legal: Vec<(PageRole, Option<(RecordSummary, RecordState)>)>,
    done: bool,
}

impl SettingsPage {
    /// The names of the languages of the site.
    fn languages(&self, authority: &Authority) -> String {
        let name = |tag: &String| TypedList::Language.code_name(tag, self.v.language);
        authority.languages.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    /// The town of the time zone.
    fn time_zone(&self, authority: &Authority) -> String {
        TypedList::TimeZone.code_name(&authority.time_zone, self.v.language)
    }
}

/// The form.
#[derive(Deserialize)]
pub struct Choices {
    #[serde(rename = "four-eyes", default)]
    four_eyes: bool,
    /// The name of a role, or nothing. A form without this field is refused: it would switch off what it lacks.
    #[serde(rename = "two-step")]
    two_step: String,
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ChangeSettings)?;
    let authority = authority_record(&*office.store).await?;
    let authority = authority.map(|(stored, authority)| (stored.record.id, authority));
    let mut legal: Vec<(PageRole, Option<(RecordSummary, RecordState)>)> =
        [PageRole::LegalNotice, PageRole::Accessibility].map(|role| (role, None)).into();
    let pages = office.store.summaries(&Filter::of(Kind::Page)).await?;
    let ids: Vec<Uuid> = pages.iter().map(|head| head.id).collect();
    for (head, stored) in pages.into_iter().zip(office.store.records_by_id(&ids).await?) {
        let Body::Page(body) = stored.record.body else { continue };
        if let Some((_, found)) = legal.iter_mut().find(|(role, found)| *role == body.role && found.is_none())
        {
            *found = Some((head, stored.record.state));
        }
    }
    let done = query.as_deref() == Some("done");
    let v = OfficeView::new(&current_user, "settings");
    Ok(page(&SettingsPage {
        v,
        authority,
        two_step: two_step::required_from(&office).await?.map_or("", UserRole::name),
        four_eyes: office.store.setting(&SettingKey::TwoPersonApproval).await?.as_deref() == Some("true"),
        legal,
        done,
    }))
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Form(form): Form<Choices>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ChangeSettings)?;
    if !form.two_step.is_empty() && form.two_step.parse::<UserRole>().is_err() {
        return Err(OfficeError::Unreadable(form.two_step));
    }
    let four_eyes = form.four_eyes.to_string();
    let wanted = [(SettingKey::TwoPersonApproval, four_eyes), (SettingKey::TwoStepFromRole, form.two_step)];
    for (key, value) in wanted {
        if office.store.setting(&key).await?.unwrap_or_default() != value {
            let entry = current_user.log(AuditAction::Set, key.to_string(), value.clone());
            office.store.put_setting(&key, &value, entry).await?;
        }
    }
    Ok(Redirect::to("/office/settings?done").into_response())
}
