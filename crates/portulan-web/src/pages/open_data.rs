//! The page about open data: datasets and formats.
use askama::Template;
use portulan_exchange::data::{Dataset, TableFormat, table};
use portulan_locales::{key, list};

use super::{Meta, Rendered, render};
use crate::context::PageContext;

/// The number of days whose publications are listed.
const DAYS: usize = 10;

#[derive(Template)]
#[template(path = "open_data.html")]
struct OpenData<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    /// Name, how many rows, columns.
    datasets: Vec<(&'static str, usize, Vec<String>)>,
    forms: [&'static str; 4],
    /// The days on which something was published or taken down: the day, how many of each.
    days: Vec<(String, usize, usize)>,
    /// The licence's name and address.
    licence: (String, String),
}

pub(crate) fn open_data(c: &PageContext<'_>) -> Rendered {
    let meta = Meta::new(c.t(key!("open-data-title")), c.t(key!("open-data-lead")));
    let datasets = Dataset::ALL.iter().map(|dataset| {
        let table = table(c.p(), *dataset, "");
        (dataset.name(), table.rows.len(), table.columns)
    });
    let code = c.authority().licence.as_str();
    let name = if matches!(code, "" | "etalab-2.0") { "Licence Ouverte 2.0" } else { code };
    let licence = (name.to_owned(), portulan_exchange::dcat::licence(code));
    let mut days: Vec<(jiff::civil::Date, usize, usize)> = Vec::new();
    for version in c.site.versions.iter() {
        let day = c.day_of(version.made);
        if days.last().is_none_or(|(last, ..)| *last != day) {
            if days.len() == DAYS {
                break;
            }
            days.push((day, 0, 0));
        }
        if let Some((_, published, withdrawn)) = days.last_mut() {
            *(if version.withdrawn { withdrawn } else { published }) += 1;
        }
    }
    let days = days.into_iter().map(|(day, published, withdrawn)| (c.voice().day(day), published, withdrawn));
    render(&OpenData {
        days: days.collect(),
        licence,
        c,
        meta,
        datasets: datasets.collect(),
        forms: TableFormat::ALL.map(TableFormat::extension),
    })
}
