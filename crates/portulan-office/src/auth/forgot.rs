//! Password reset: a link sent by mail.
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::{Extension, Form};
use portulan_locales::{Language, MessageKey, key};
use portulan_model::check::is_email_or_local;
use portulan_store::{AuditAction, AuditEntry, Purpose};
use serde::Deserialize;

use super::invitation;
use super::peer::PeerAddress;
use super::throttle::Attempt;
use crate::Office;
use crate::error::OfficeError;
use crate::mail::{compose, send};
use crate::view::{OfficeView, page};

#[derive(Template)]
#[template(path = "forgot.html")]
struct ForgotPage {
    v: OfficeView,
    /// True if mail is configured.
    works: bool,
    sent: bool,
    problem: Option<MessageKey>,
}

/// The form.
#[derive(Deserialize)]
pub struct Lost {
    email: String,
}

pub async fn show(State(office): State<Office>, Extension(language): Extension<Language>) -> Response {
    let v = OfficeView::outside(language);
    page(&ForgotPage { v, works: office.post.is_some(), sent: false, problem: None })
}

/// The answer is the same whether there is such an account or not.
pub async fn act(
    State(office): State<Office>,
    Extension(language): Extension<Language>,
    Extension(PeerAddress { address, key }): Extension<PeerAddress>,
    Form(form): Form<Lost>,
) -> Result<Response, OfficeError> {
    let v = OfficeView::outside(language);
    let (email, now) = (form.email.trim().to_lowercase(), office.now());
    let account = format!("forgot {email}");
    let attempt = Attempt { account: &account, address: &key, device: None };
    // An invalid address belongs to no account; the response is the same as for an unknown one.
    let is_email = is_email_or_local(&email);
    // Requests are limited, so that no mailbox is flooded.
    if is_email && !office.limits.try_take(attempt, now) {
        let problem = Some(key!("office-login-wait"));
        let mut answer = page(&ForgotPage { v, works: true, sent: false, problem });
        *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        return Ok(answer);
    }
    if office.post.is_some() {
        if is_email {
            tokio::spawn(async move {
                if let Err(e) = mail(&office, &email, &address).await {
                    let error = &e as &dyn std::error::Error;
                    tracing::error!(error, "the link for a lost password was not sent");
                }
            });
        }
        return Ok(page(&ForgotPage { v, works: true, sent: true, problem: None }));
    }
    Ok(page(&ForgotPage { v, works: false, sent: false, problem: None }))
}

/// Sends the link after the response, so that the response time reveals nothing.
async fn mail(office: &Office, email: &str, address: &str) -> Result<(), OfficeError> {
    let Some(user) = office.store.user_by_email(email).await?.filter(|u| u.active && u.password.is_some())
    else {
        return Ok(());
    };
    let link = invitation::link(office, &user, Purpose::Reset).await?;
    send(office, vec![compose(&user, key!("mail-reset"), &[("url", &link)])], None).await?;
    let entry = AuditEntry {
        user: Some(user.id),
        subject: format!("user/{}", user.email),
        ..AuditEntry::new(address, AuditAction::Forgot)
    };
    Ok(office.store.log(entry).await?)
}
