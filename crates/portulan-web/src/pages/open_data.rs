//! What programs can take from the register, and in which forms.
use askama::Template;
use portulan_report::data::{Dataset, table};

use super::{Meta, render};
use crate::context::Context;
use crate::feeds::FORMS;

#[derive(Template)]
#[template(path = "open_data.html")]
struct OpenData<'a> {
    c: &'a Context<'a>,
    meta: Meta,
    /// Name, how many rows, columns.
    datasets: Vec<(&'static str, usize, Vec<String>)>,
    forms: [&'static str; 4],
    /// The licence's name and address.
    licence: (String, String),
}

pub(crate) fn open_data(c: &Context<'_>) -> Option<String> {
    let meta = Meta::new(c.t("open-data-title"), c.t("open-data-lead"));
    let datasets = Dataset::ALL.iter().map(|dataset| {
        let table = table(c.p(), *dataset, "");
        (dataset.name(), table.rows.len(), table.columns)
    });
    let code = c.authority().licence.as_str();
    let name = if matches!(code, "" | "etalab-2.0") { "Licence Ouverte 2.0" } else { code };
    let licence = (name.to_owned(), portulan_report::dcat::licence(code));
    render(&OpenData {
        licence,
        c,
        meta,
        datasets: datasets.collect(),
        forms: FORMS.map(|(ending, ..)| ending),
    })
}
