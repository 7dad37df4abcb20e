//! The page to validate a file.
use askama::Template;

use super::{Meta, Rendered, render};
use crate::context::PageContext;
use crate::validate::SENT_MIB;
use portulan_locales::key;

#[derive(Template)]
#[template(path = "validate.html")]
struct ValidateView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    /// The reason why the last file was refused; empty if there is none.
    alert: &'a str,
    limit: usize,
}

/// The form; the report replaces the comment in it.
pub(crate) fn validate(c: &PageContext<'_>, alert: &str) -> Rendered {
    let meta = Meta::new(c.t(key!("validate-title")), c.t(key!("validate-lead")));
    render(&ValidateView { c, meta, alert, limit: SENT_MIB.into() })
}
