//! The record of processing activities (GDPR, article 30) of the program.
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use portulan_locales::{MessageKey, key, list};
use portulan_workbook::SheetTable;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page, xlsx};

/// The processing activities; their texts are in the locales.
pub const PROCESSINGS: [&str; 10] = [
    "accounts",
    "sessions",
    "log",
    "history",
    "mail",
    "records",
    "contacts",
    "tasks",
    "imports",
    "contributions",
];
/// The columns of the record.
pub const COLUMNS: [&str; 6] = ["persons", "data", "purpose", "basis", "kept", "seen"];
/// The statements that hold for all processing activities.
const COMMON: [(MessageKey, MessageKey); 2] = [
    (key!("office-privacy-transfers"), key!("office-privacy-transfers-text")),
    (key!("office-privacy-security"), key!("office-privacy-security-text")),
];

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage {
    v: OfficeView,
    accounts: usize,
    /// Title and text of the statements that hold for all.
    common: [(String, String); 2],
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
    let common = COMMON.map(|(title, text)| (v.t(title), v.t(text)));
    Ok(page(&PrivacyPage { v, accounts, common, rows }))
}

/// The record as a workbook, one row for each processing activity, for the controller's own record.
pub async fn workbook(
    State(office): State<Office>,
    current_user: CurrentUser,
) -> Result<Response, OfficeError> {
    let language = current_user.language();
    let site = office.app.site();
    let controller = site.programme.authority.body.name.text(language.tag()).to_owned();
    let words = list!("office-privacy");
    let mut head = vec![
        language.text(key!("office-privacy-controller")),
        language.text(key!("office-privacy-processing")),
    ];
    head.extend(COLUMNS.map(|column| language.word(words, column)));
    head.extend(COMMON.map(|(title, _)| language.text(title)));
    let row = |name: &str| {
        let mut row = vec![controller.clone(), language.word(list!("privacy"), name)];
        row.extend(COLUMNS.map(|column| language.word(list!("privacy"), format!("{name}.{column}"))));
        row.extend(COMMON.map(|(_, text)| language.text(text)));
        row
    };
    let rows: Vec<_> = std::iter::once(head).chain(PROCESSINGS.into_iter().map(row)).collect();
    let table = SheetTable::from_rows(language.text(key!("office-privacy")), rows);
    xlsx("article-30", portulan_workbook::write(&[table], &[]))
}
