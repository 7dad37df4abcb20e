//! The countries of the partner territories.
use std::collections::BTreeMap;

use askama::Template;
use portulan_locales::key;

use super::{Meta, Rendered, render};
use crate::context::PageContext;

#[derive(Template)]
#[template(path = "countries.html")]
struct CountryList<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    /// Names, each with the number of its territories.
    countries: BTreeMap<String, usize>,
}

pub(crate) fn countries(c: &PageContext<'_>) -> Rendered {
    let mut countries = BTreeMap::new();
    for territory in &c.p().territories {
        *countries.entry(c.country(&territory.body.country.0)).or_default() += 1;
    }
    render(&CountryList { c, meta: Meta::new(c.t(key!("countries-title")), ""), countries })
}
