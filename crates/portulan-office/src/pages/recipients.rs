//! Lists of the recipients of official development assistance: those that are known, and one more loaded for a year.
use askama::Template;
use axum::extract::{Multipart, Path, RawQuery, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::policy::OfficeAction;
use portulan_exchange::data::without_formula;
use portulan_locales::{key, list};
use portulan_report::eapd::{MAX_LIST_BYTES, RecipientLists};

use super::uploads::unreadable;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, download, page, refused};
use portulan_editorial::declarations;
use portulan_store::{AuditAction, SettingKey};

/// The years for which a list may be loaded.
const YEARS: std::ops::RangeInclusive<i16> = 2018..=2099;

#[derive(Template)]
#[template(path = "recipients.html")]
struct RecipientsPage {
    v: OfficeView,
    years: Vec<YearRow>,
    /// The first year whose list is not known.
    next: String,
    done: bool,
    problem: String,
}

/// The list of a year.
struct YearRow {
    year: i16,
    countries: usize,
    regions: usize,
    /// Built in, or loaded here.
    origin: String,
}

async fn shown(office: &Office, current_user: &CurrentUser) -> Result<RecipientsPage, OfficeError> {
    let v = OfficeView::new(current_user, "declaration");
    let lists = declarations::lists(&*office.store).await?;
    let row = |year: i16| {
        let list = lists.in_year(year).unwrap_or_default();
        let countries = list.iter().filter(|r| !r.country.is_empty()).count();
        let origin = if lists.is_loaded(year) {
            key!("office-recipients-loaded")
        } else {
            key!("office-recipients-built-in")
        };
        YearRow { year, countries, regions: list.len() - countries, origin: v.t(origin) }
    };
    let years: Vec<YearRow> = lists.years().into_iter().rev().map(row).collect();
    let next = years.first().map(|y| (y.year + 1).to_string()).unwrap_or_default();
    Ok(RecipientsPage { years, next, done: false, problem: String::new(), v })
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    RawQuery(query): RawQuery,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::StoreRates)?;
    let done = query.as_deref() == Some("done");
    Ok(page(&RecipientsPage { done, ..shown(&office, &current_user).await? }))
}

/// The list of a year as a file, in the form in which one is loaded.
pub async fn file(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(name): Path<String>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::StoreRates)?;
    let year: i16 = name.strip_suffix(".csv").and_then(|y| y.parse().ok()).ok_or(OfficeError::Missing)?;
    let lists = declarations::lists(&*office.store).await?;
    let list = lists.in_year(year).ok_or(OfficeError::Missing)?;
    let mut text = String::from("code;country;region;group;name_en;name_fr\n");
    for r in list {
        let group = lists.income_group(&r.country, year).map_or("", |group| group.name());
        let region = r.region.map(|code| code.to_string()).unwrap_or_default();
        let cells = [&r.code.to_string(), &r.country, &region, group, &r.name_en, &r.name_fr];
        text += &cells.map(cell).join(";");
        text.push('\n');
    }
    Ok(download(&format!("dac-recipients-{year}.csv"), "text/csv; charset=utf-8", text))
}

/// Formats a CSV cell, quoted if necessary, which spreadsheet programs do not interpret as a formula.
fn cell(text: &str) -> String {
    let text = without_formula(text);
    if text.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}

pub async fn receive(
    State(office): State<Office>,
    current_user: CurrentUser,
    mut form: Multipart,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::StoreRates)?;
    let (mut year, mut bytes) = (String::new(), Vec::new());
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("year") => year = field.text().await.map_err(unreadable)?,
            Some("file") => {
                while let Some(piece) = field.chunk().await.map_err(unreadable)? {
                    bytes.extend_from_slice(&piece);
                    if bytes.len() > MAX_LIST_BYTES {
                        return Err(OfficeError::TooLarge);
                    }
                }
            }
            _ => {}
        }
    }
    match read(&current_user, &year, &bytes) {
        Ok((year, text)) => {
            let key = SettingKey::Recipients(year);
            let entry = current_user.log(AuditAction::Recipients, format!("eapd/{year}"), "");
            office.store.put_setting(&key, &text, entry).await?;
            Ok(Redirect::to("/office/recipients?done").into_response())
        }
        Err(problem) => Ok(refused(&RecipientsPage { problem, ..shown(&office, &current_user).await? })),
    }
}

/// The year and text of a list, or a message about its error.
fn read(current_user: &CurrentUser, year: &str, bytes: &[u8]) -> Result<(i16, String), String> {
    let language = current_user.language();
    let year: Option<i16> = year.trim().parse().ok().filter(|year| YEARS.contains(year));
    let year = year.ok_or_else(|| language.text(key!("office-recipients-year-wrong")))?;
    let text = std::str::from_utf8(bytes).map_err(|_| language.text(key!("office-recipients-encoding")))?;
    RecipientLists::default().load(year, text).map_err(|e| {
        let what = language.word(list!("recipients"), e.code);
        language.format(
            key!("office-recipients-wrong"),
            &[("line", e.line.into()), ("what", what.as_str().into())],
        )
    })?;
    Ok((year, text.to_owned()))
}
