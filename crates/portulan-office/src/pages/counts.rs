//! The number of published records of each type.
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::key;
use portulan_model::Kind;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

#[derive(Template)]
#[template(path = "counts.html")]
struct CountsPage {
    v: OfficeView,
    counts: Vec<(String, usize)>,
}

pub async fn show(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ReadDeclaration)?;
    let v = OfficeView::new(&current_user, "counts");
    let site = office.app.site();
    let counts = [
        (v.kinds(&Kind::Partnership), site.programme.partnerships.len()),
        (v.kinds(&Kind::Project), site.programme.projects.len()),
    ];
    Ok(page(&CountsPage { v, counts: counts.into() }))
}
