//! The page to validate a file.
use askama::Template;

use super::{Meta, Rendered, render};
use crate::context::PageContext;
use crate::validate::SENT_MIB;

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
    let meta = Meta::new(c.t("validate-title"), c.t("validate-lead"));
    render(&ValidateView { c, meta, alert, limit: SENT_MIB.into() })
}
