//! Prefilling of the form of the State's procedure. Nothing is sent without a request of an officer; the
//! result is a draft there, which the officer opens, checks and files.
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{MessageKey, key, list};
use portulan_report::eapd::Declaration;
use portulan_report::eapd::prefill::{PrefillTable, sources};
use reqwest::Url;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::declaration::{Derived, derived, settled, year_of};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page, refused};
use crate::webhooks::{outward_client, target};
use portulan_editorial::declarations;
use portulan_store::{AuditAction, SettingKey};

/// The service has this long to answer.
const TIMEOUT: Duration = Duration::from_secs(20);
/// The largest number of bytes read of its response.
const MAX_ANSWER_BYTES: usize = 64 << 10;
/// The largest number of characters of its message that are displayed.
const MAX_MESSAGE_CHARS: usize = 500;
/// The largest number of characters of the service's address.
const MAX_ADDRESS_CHARS: usize = 200;

/// The procedure, and the mapping of its fields.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Procedure {
    /// The address of the service: `https://demarche.numerique.gouv.fr`.
    address: String,
    /// The number of the procedure.
    number: String,
    /// The table of fields, as it was typed.
    table: String,
}

impl Procedure {
    async fn read(office: &Office) -> Result<Self, OfficeError> {
        let stored = office.store.setting(&SettingKey::Prefill).await?;
        stored.map_or_else(
            || Ok(Self::default()),
            |json| serde_json::from_str(&json).map_err(OfficeError::failed),
        )
    }

    /// The address to which a body is sent.
    fn endpoint(&self) -> String {
        format!("{}/api/public/v1/demarches/{}/dossiers", self.address.trim_end_matches('/'), self.number)
    }

    /// The table, or a message if the procedure is invalid.
    fn check(&self, office: &Office, current_user: &CurrentUser) -> Result<PrefillTable, String> {
        let language = current_user.language();
        let is_number = !self.number.is_empty() && self.number.len() <= 12;
        if !is_number || !self.number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(language.text(key!("office-prefill-number-wrong")));
        }
        let is_origin = |url: &Url| url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let url = target(office, &self.address).ok().filter(is_origin);
        if url.is_none() || self.address.chars().count() > MAX_ADDRESS_CHARS {
            return Err(language.text(key!("office-prefill-address-wrong")));
        }
        PrefillTable::read(&self.table).map_err(|e| {
            let what = language.word(list!("prefill"), e.code);
            language.format(
                key!("office-recipients-wrong"),
                &[("line", e.line.into()), ("what", what.as_str().into())],
            )
        })
    }
}

#[derive(Template)]
#[template(path = "prefill.html")]
struct PrefillPage {
    v: OfficeView,
    year: i16,
    address: String,
    number: String,
    table: String,
    endpoint: String,
    /// The request body as JSON; empty without a table.
    body: String,
    /// The number of gaps in the declaration.
    missing: usize,
    /// The number of values changed since the declaration was frozen: the frozen values are sent.
    changed: usize,
    /// The address of the draft created earlier; empty if there is none.
    earlier: String,
    of_form: String,
    of_action: String,
    may_prepare: bool,
    may_change: bool,
    saved: bool,
    /// The address of the draft at the service.
    link: String,
    problem: String,
}

/// The button of the form.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PrefillVerb {
    Save,
    Prepare,
}

/// The forms.
#[derive(Deserialize)]
pub struct PrefillAction {
    #[serde(rename = "do")]
    verb: PrefillVerb,
    #[serde(default)]
    address: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    table: String,
}

fn shown(
    current_user: &CurrentUser,
    declaration: &Declaration,
    procedure: &Procedure,
    body: Option<&Value>,
) -> PrefillPage {
    let (of_form, of_action) = sources();
    PrefillPage {
        v: OfficeView::new(current_user, "declaration"),
        year: declaration.year,
        address: procedure.address.clone(),
        number: procedure.number.clone(),
        table: procedure.table.clone(),
        endpoint: procedure.endpoint(),
        body: body.map(|body| format!("{body:#}")).unwrap_or_default(),
        missing: declaration.missing(),
        changed: 0,
        earlier: String::new(),
        of_form: of_form.join(" "),
        of_action: of_action.join(" "),
        may_prepare: current_user.require(OfficeAction::FreezeDeclaration).is_ok(),
        may_change: current_user.require(OfficeAction::ChangeSettings).is_ok(),
        saved: false,
        link: String::new(),
        problem: String::new(),
    }
}

/// A year's declaration as frozen, or else as derived; with the number of values changed since the freeze.
async fn with_changes(office: &Office, year: i16) -> Result<(Arc<Declaration>, usize), OfficeError> {
    let Derived { declaration: now, declared, .. } = derived(office, &office.app.site(), year).await?;
    Ok(match declarations::filed(&declared)? {
        Some(filed) => {
            let changed = now.changes_since(&filed).len();
            (Arc::new(filed), changed)
        }
        None => (now, 0),
    })
}

/// The request body, if the procedure is complete.
fn body_of(
    office: &Office,
    current_user: &CurrentUser,
    declaration: &Declaration,
    procedure: &Procedure,
) -> Option<Value> {
    let table = procedure.check(office, current_user).ok().filter(|table| !table.is_empty())?;
    Some(table.body(declaration, &office.app.site().programme, current_user.language()))
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ReadDeclaration)?;
    let (declaration, changed) = with_changes(&office, year_of(&year)?).await?;
    let procedure = Procedure::read(&office).await?;
    let body = body_of(&office, &current_user, &declaration, &procedure);
    let saved = query.as_deref() == Some("saved");
    let earlier =
        office.store.setting(&SettingKey::PrefillDraft(declaration.year)).await?.unwrap_or_default();
    Ok(page(&PrefillPage {
        changed,
        earlier,
        saved,
        ..shown(&current_user, &declaration, &procedure, body.as_ref())
    }))
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(year): Path<String>,
    Form(form): Form<PrefillAction>,
) -> Result<Response, OfficeError> {
    let year = year_of(&year)?;
    let declaration = settled(&office, &office.app.site(), year).await?;
    match form.verb {
        PrefillVerb::Save => {
            current_user.require(OfficeAction::ChangeSettings)?;
            let (address, number) = (form.address.trim().to_owned(), form.number.trim().to_owned());
            let procedure = Procedure { address, number, table: form.table.replace("\r\n", "\n") };
            if let Err(problem) = procedure.check(&office, &current_user) {
                return Ok(refused(&PrefillPage {
                    problem,
                    ..shown(&current_user, &declaration, &procedure, None)
                }));
            }
            let json = serde_json::to_string(&procedure).map_err(OfficeError::failed)?;
            let entry =
                current_user.log(AuditAction::Set, SettingKey::Prefill.to_string(), procedure.endpoint());
            office.store.put_setting(&SettingKey::Prefill, &json, entry).await?;
            Ok(Redirect::to(&format!("/office/declaration/{year}/prefill?saved")).into_response())
        }
        PrefillVerb::Prepare => {
            current_user.require(OfficeAction::FreezeDeclaration)?;
            let procedure = Procedure::read(&office).await?;
            let body =
                body_of(&office, &current_user, &declaration, &procedure).ok_or(OfficeError::Missing)?;
            let shown = shown(&current_user, &declaration, &procedure, Some(&body));
            Ok(match send(&office, &current_user, &procedure, &body).await {
                Ok(link) => {
                    let entry = current_user.log(
                        AuditAction::EapdPrefill,
                        format!("eapd/{year}"),
                        procedure.endpoint(),
                    );
                    office.store.put_setting(&SettingKey::PrefillDraft(year), link.as_str(), entry).await?;
                    page(&PrefillPage { link: link.to_string(), ..shown })
                }
                Err(problem) => refused(&PrefillPage { problem, ..shown }),
            })
        }
    }
}

/// Sends the body to the service. Returns the address of the draft, or a message.
async fn send(
    office: &Office,
    current_user: &CurrentUser,
    procedure: &Procedure,
    body: &Value,
) -> Result<Url, String> {
    let language = current_user.language();
    let message = |key: MessageKey, why: &str| language.format(key, &[("why", why.into())]);
    let unreachable = |e: reqwest::Error| {
        tracing::warn!(error = &e as &dyn std::error::Error, "the declaration was not prefilled");
        message(key!("office-prefill-unreachable"), &procedure.address)
    };
    let client = outward_client(office, TIMEOUT).map_err(unreachable)?;
    let mut answer = client
        .post(procedure.endpoint())
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_string())
        .send()
        .await
        .map_err(unreachable)?;
    let status = answer.status();
    let mut bytes: Vec<u8> = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(unreachable)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MAX_ANSWER_BYTES {
            return Err(message(key!("office-prefill-answer-wrong"), &status.to_string()));
        }
    }
    if !status.is_success() {
        let text: String = String::from_utf8_lossy(&bytes).chars().take(MAX_MESSAGE_CHARS).collect();
        return Err(message(key!("office-prefill-refused"), &format!("{status} {text}")));
    }
    let link = serde_json::from_slice::<Value>(&bytes).ok();
    let link = link.as_ref().and_then(|value| value["dossier_url"].as_str());
    // The officer is sent to the service alone, wherever its answer points.
    let is_there =
        |url: &Url| Url::parse(&procedure.address).is_ok_and(|service| service.origin() == url.origin());
    let link = link.and_then(|link| Url::parse(link).ok()).filter(is_there);
    link.ok_or_else(|| message(key!("office-prefill-answer-wrong"), &status.to_string()))
}
