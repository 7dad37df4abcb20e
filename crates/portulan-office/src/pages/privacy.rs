//! The record of processing activities (GDPR, article 30) of the program.
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};
use portulan_locales::{key, list};

/// The processing activities; their texts are in the locales.
pub const PROCESSINGS: [&str; 8] =
    ["accounts", "sessions", "log", "history", "mail", "records", "contacts", "tasks"];
/// The columns of the record.
pub const COLUMNS: [&str; 5] = ["data", "purpose", "basis", "kept", "seen"];

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage {
    v: OfficeView,
    accounts: usize,
    rows: Vec<(&'static str, Vec<(&'static str, String)>)>,
}

pub async fn show(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    let v = OfficeView::new(&current_user, "privacy");
    let row = |name: &'static str| {
        let message = |column: &'static str| (column, v.word(list!("privacy"), format!("{name}.{column}")));
        (name, COLUMNS.map(message).into())
    };
    let rows = PROCESSINGS.map(row).into();
    let accounts = office.store.users().await?.len();
    Ok(page(&PrivacyPage { v, accounts, rows }))
}
