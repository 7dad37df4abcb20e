//! Exchange rates: the stored ones, and import of files of the European Central Bank.
use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use portulan_codelists::CodeList;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::key;
use portulan_model::{Rates, has_legal_rate};

use super::uploads::unreadable;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::files::message;
use crate::view::{OfficeView, page, refused};
use portulan_store::AuditAction;

#[derive(Template)]
#[template(path = "rates.html")]
struct RatesPage {
    v: OfficeView,
    source: String,
    /// Currency, its name, how many days, the first, the last; those that the register uses first.
    rows: Vec<(String, String, usize, String, String)>,
    /// Currencies that the register uses and that no rate is known of.
    missing: Vec<String>,
    done: bool,
    problem: String,
}

async fn shown(office: &Office, current_user: &CurrentUser) -> Result<RatesPage, OfficeError> {
    let v = OfficeView::new(current_user, "settings");
    let rates = office.store.rates(None).await?;
    let used = office.app.site().programme.currencies();
    let mut found: BTreeMap<String, (usize, Date, Date)> = BTreeMap::new();
    for (currency, day, _) in rates.iter() {
        let known = found.entry(currency.to_owned()).or_insert((0, day, day));
        *known = (known.0 + 1, known.1.min(day), known.2.max(day));
    }
    let missing = used.iter().filter(|c| !found.contains_key(*c) && !has_legal_rate(c)).cloned().collect();
    let name = |code: &str| CodeList::Currency.name(code, v.language.tag()).to_owned();
    let mut rows: Vec<_> = found
        .into_iter()
        .map(|(code, (count, first, last))| (name(&code), code, count, v.day(&first), v.day(&last)))
        .map(|(name, code, count, first, last)| (code, name, count, first, last))
        .collect();
    rows.sort_by_key(|(code, ..)| (!used.contains(code), code.clone()));
    Ok(RatesPage { source: rates.source, rows, missing, done: false, problem: String::new(), v })
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::StoreRates)?;
    let done = query.as_deref() == Some("done");
    Ok(page(&RatesPage { done, ..shown(&office, &current_user).await? }))
}

/// The rates of a file; or a message if it is not supported. The bank compresses its file.
async fn read(office: &Office, current_user: &CurrentUser, bytes: Vec<u8>) -> Result<Rates, String> {
    let bytes: Arc<[u8]> = bytes.into();
    let packed = if bytes.starts_with(b"PK") {
        let unpacked = office.files.packed_csv(Arc::clone(&bytes), MAX_FILE_BYTES).await;
        unpacked.map_err(|e| message(&e, current_user.language()))?
    } else {
        None
    };
    let text = packed.as_deref().unwrap_or(&bytes);
    Rates::read(&String::from_utf8_lossy(text)).map_err(|e| current_user.language().rates_error(&e))
}

/// The largest size of a file of rates, in bytes.
const MAX_FILE_BYTES: u64 = 16 << 20;

pub async fn receive(
    State(office): State<Office>,
    current_user: CurrentUser,
    mut form: Multipart,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::StoreRates)?;
    let mut bytes = Vec::new();
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() == Some("file") {
            bytes = field.bytes().await.map_err(unreadable)?.to_vec();
        }
    }
    match read(&office, &current_user, bytes).await {
        Ok(rates) if !rates.is_empty() => {
            let entry = current_user.log(AuditAction::Rates, "rates", rates.iter().count().to_string());
            office.store.put_rates(&rates, entry).await?;
            office.app.refresh();
            Ok(Redirect::to("/office/rates?done").into_response())
        }
        read => {
            let problem = read.err().unwrap_or_else(|| "–".to_owned());
            Ok(refused(&RatesPage { problem, ..shown(&office, &current_user).await? }))
        }
    }
}
