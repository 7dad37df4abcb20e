//! The back office: editing of the register in a browser, with or without scripts.
//!
//! Pages are rendered on the server for one user, are never cached, and make changes through plain forms. The
//! public site does not depend on the office.
mod api;
mod assets;
mod auth;
mod csv;
mod denial;
mod error;
mod files;
mod form;
mod import;
mod limits;
mod mail;
mod menu;
mod office;
mod pages;
mod pairs;
mod person_name;
mod reach;
mod scan;
mod search_limit;
#[cfg(test)]
mod tests;
mod vcard;
mod view;
mod webhooks;

use axum::http::header::CONTENT_TYPE;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::response::Redirect;
use axum::routing::{get, post};
use axum::{Router, middleware};
use tower_http::CompressionLevel;
use tower_http::compression::{CompressionLayer, Predicate};

pub use auth::access::{OfficeAccess, access};
pub use auth::provider::Settings as Provider;
pub use auth::start_link;
pub use error::OfficeError;
pub use mail::{Mailer, Transport, is_mail_server, is_mailbox, run_mail_worker};
pub use office::Office;
pub use pages::documents::keep_document_texts;
pub use pages::first_steps::{STARTER_THEMES, starter_theme};
pub use pages::media::keep_pictures;
pub use pages::schedule::keep_time;
pub use scan::{ScannerAddressError, VirusScanner};
pub use webhooks::{is_loopback_url, run_webhook_worker};

/// The routes: the office's own, and those of the interface for programs.
pub fn router(office: Office) -> Router {
    // The limits of bodies are in `auth::session_middleware`, which knows who sends them.
    Router::new()
        .route("/office/media/upload", post(pages::media::upload))
        .route("/office/media/{id}/file", post(pages::media::replace))
        .route("/office/documents/upload", post(pages::documents::upload))
        .route("/office/documents/{id}/file", post(pages::documents::replace))
        .route("/office/files/{name}", get(pages::documents::send))
        .route("/office/import", get(pages::import::start).post(pages::import::receive))
        .route("/office", get(|| async { Redirect::permanent("/office/") }))
        .route("/office/", get(pages::dashboard::show))
        .route("/office/account", get(auth::account::show).post(auth::account::act))
        .route("/office/users", get(pages::users::list).post(pages::users::invite))
        .route("/office/users/{id}", get(pages::users::show).post(pages::users::act))
        .route("/office/settings", get(pages::settings::show).post(pages::settings::act))
        .route("/office/setup", get(pages::setup::show).post(pages::setup::act))
        .route("/office/themes", get(pages::first_steps::themes).post(pages::first_steps::add_themes))
        .route("/office/pages/model", post(pages::start::legal_page))
        .route("/office/declaration", get(pages::declaration::latest))
        .route("/office/declaration/{year}", get(pages::declaration::show).post(pages::declaration::act))
        .route("/office/declaration/{year}/prefill", get(pages::prefill::show).post(pages::prefill::act))
        .route("/office/recipients", get(pages::recipients::show).post(pages::recipients::receive))
        .route("/office/recipients/{name}", get(pages::recipients::file))
        .route("/office/funders", get(pages::funders::list).post(pages::funders::mark_done))
        .route("/office/reports", get(pages::reports::list))
        .route("/office/reports/{name}", get(pages::reports::write))
        .route("/office/rates", get(pages::rates::show).post(pages::rates::receive))
        .route("/office/hooks", get(pages::webhooks::list).post(pages::webhooks::act))
        .route("/office/tokens", get(pages::tokens::list).post(pages::tokens::act))
        .route("/office/privacy", get(pages::privacy::show))
        .route("/office/privacy.xlsx", get(pages::privacy::workbook))
        .route("/office/audit", get(pages::audit::show))
        .route("/office/audit.csv", get(pages::audit::csv))
        .route("/office/login", get(auth::login::show).post(auth::login::act))
        .route("/office/forgot", get(auth::forgot::show).post(auth::forgot::act))
        .route("/office/agenda", get(pages::calendar::show))
        .route("/office/calendar/{name}", get(mail::calendar::show))
        .route("/office/login/code", post(auth::login::check_code))
        .route("/office/login/sso", get(auth::sso::depart))
        .route("/office/login/sso/return", get(auth::sso::arrive))
        .route("/office/login/passkey", post(auth::passkey::begin_login))
        .route("/office/login/passkey/answer", post(auth::passkey::finish_login))
        .route("/office/account/passkeys", post(auth::passkey::begin_registration))
        .route("/office/account/passkeys/answer", post(auth::passkey::finish_registration))
        .route("/office/logout", post(auth::logout::sign_out))
        .route("/office/start/{token}", get(auth::invitation::show).post(auth::invitation::act))
        .route("/office/join/{token}", get(auth::invitation::show).post(auth::invitation::act))
        .route("/office/assets/{name}", get(assets::serve))
        .route("/office/pictures/{digest}/{name}", get(pages::media::show))
        .route("/office/find", get(pages::find::show))
        .route("/office/find.json", get(pages::find::suggest))
        .route("/office/towns", get(pages::towns::list))
        .route("/office/complete/codes/{list}", get(pages::records::complete_code))
        .route("/office/complete/{folder}", get(pages::records::complete))
        .route("/office/proposals", get(pages::proposals::list))
        .route("/office/proposals/{id}", get(pages::proposals::show).post(pages::proposals::act))
        .route("/office/import/template", get(pages::import::template))
        .route("/office/import/{id}", get(pages::import::show).post(pages::import::act))
        .route("/office/import/{id}/workbook", get(pages::import::workbook))
        .route("/office/tasks", get(pages::tasks::list).post(pages::tasks::add))
        .route("/office/tasks/{id}", post(pages::tasks::act))
        .route("/office/persons/", get(pages::contacts::list))
        .route("/office/persons/list.vcf", get(pages::contacts::cards))
        .route("/office/persons/list.csv", get(pages::contacts::sheet))
        .route("/office/persons/{id}/export", get(pages::personal_data::export))
        .route("/office/persons/{id}/export.pdf", get(pages::personal_data::export_pdf))
        .route("/office/persons/{id}/card.vcf", get(pages::contacts::card))
        .route("/office/persons/{id}/erase", get(pages::contacts::ask).post(pages::contacts::erase))
        .route("/office/missions/{id}/sheet", get(pages::missions::show).post(pages::missions::tick))
        .merge(contributions())
        .route("/office/{kind}", get(pages::records::slash))
        .route("/office/{kind}/", get(pages::records::list).post(pages::bulk::act))
        .route("/office/{kind}/views", post(pages::saved_views::act))
        .route("/office/{kind}/cells", get(pages::list_edit::show).post(pages::list_edit::save))
        .route("/office/{kind}/list.xlsx", get(pages::records::workbook))
        .route("/office/{kind}/new", get(pages::edit::new))
        .route("/office/{kind}/{id}", get(pages::edit::show).post(pages::edit_action::act))
        .route("/office/{kind}/{id}/draft", post(pages::edit::keep).delete(pages::edit::drop))
        .route("/office/{kind}/{id}/draft/discard", post(pages::edit::discard))
        .route("/office/{kind}/{id}/overview", get(pages::overview::show))
        .route("/office/{kind}/{id}/documents", post(pages::documents::attach))
        .route("/office/{kind}/{id}/pictures", post(pages::media::attach))
        .route("/office/authorities/{id}/logo", post(pages::logo::replace))
        .route("/office/partnerships/{id}/ready", get(pages::ready::show))
        .route("/office/{kind}/{id}/duplicate", post(pages::start::copy))
        .route("/office/{kind}/{id}/new/{wanted}", post(pages::start::from_record))
        .route("/office/{kind}/{id}/comments", post(pages::comments::add))
        .route("/office/{kind}/{id}/comments/{comment}", post(pages::comments::resolve))
        .route("/office/{kind}/{id}/mentions", get(pages::comments::names))
        .route("/office/{kind}/{id}/publish", get(pages::publish::show).post(pages::publish::act))
        .route("/office/{kind}/{id}/history", get(pages::history::list))
        .route(
            "/office/{kind}/{id}/history/{number}",
            get(pages::history::show).post(pages::history::restore),
        )
        .route("/office/{kind}/{id}/preview", get(pages::preview::frame))
        .route("/office/{kind}/{id}/preview/page", get(pages::preview::page))
        .method_not_allowed_fallback(|| async { OfficeError::Method })
        .route_layer(middleware::from_fn_with_state(office.clone(), auth::session_middleware))
        .with_state(office.clone())
        .merge(api::routes(office))
        .layer(compression())
}

/// The pages of contributions, for the office and behind their links.
fn contributions() -> Router<Office> {
    use pages::contributions::{ask, contribute, review, submit};
    Router::new()
        .route("/office/projects/{id}/contributions", get(ask::show).post(ask::act))
        .route("/office/contributions/{id}", get(review::show).post(review::act))
        .route("/office/contributions/{id}/pictures/{position}", get(review::picture))
        .route("/office/contribute/{token}", get(contribute::show).post(submit::act))
        .route("/office/contribute/{token}/pictures/{position}", get(contribute::picture))
}

/// Compresses pages and answers of the API, whose texts repeat a lot: the form of a project has 425 kB. Files such as workbooks
/// are compressed already. Pages with secrets or personal data are not: the length of a compressed page can reveal them to
/// an attacker who sees the traffic and controls a part of the page (BREACH).
fn compression() -> CompressionLayer<impl Predicate> {
    let is_text = |_: StatusCode, _: Version, headers: &HeaderMap, extensions: &Extensions| {
        if extensions.get::<auth::Uncompressed>().is_some() {
            return false;
        }
        let content_type =
            headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        content_type.starts_with("text/") || content_type.starts_with("application/json")
    };
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(is_text)
}
