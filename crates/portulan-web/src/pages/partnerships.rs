//! The list of partnerships, its filters and orders.
use std::collections::BTreeSet;

use askama::Template;
use portulan_codelists::GOALS;
use portulan_locales::{key, list};
use portulan_model::kinds::{Partnership, PartnershipKind, Status};
use portulan_model::{PublishedRecord, PublishedRegister, normalize_for_search};

use super::{Meta, PageQuery, Pager, Rendered, render};
use crate::context::PageContext;

/// The filter of a list of partnerships.
#[derive(Debug, Clone, Default)]
pub(crate) struct PartnershipFilter {
    pub theme: Option<String>,
    pub sdg: Option<u8>,
    pub country: Option<String>,
    pub status: Option<String>,
    pub kind: Option<String>,
}

impl PartnershipFilter {
    pub(crate) fn new(query: &PageQuery) -> Self {
        let word = |name: &str| query.get(name).map(str::to_owned);
        Self {
            theme: word("theme"),
            sdg: query.get("sdg").and_then(|n| n.parse().ok()),
            country: word("country"),
            status: word("status"),
            kind: word("kind"),
        }
    }

    pub(crate) fn is_set(&self) -> bool {
        self.theme.is_some()
            || self.sdg.is_some()
            || self.country.is_some()
            || self.status.is_some()
            || self.kind.is_some()
    }

    pub(crate) fn matches(&self, p: &PublishedRegister, b: &Partnership) -> bool {
        self.theme.as_ref().is_none_or(|t| b.themes.iter().any(|tag| tag.key == *t))
            && self.sdg.is_none_or(|n| b.sdgs.iter().any(|tag| tag.goal == n))
            && self.country.as_ref().is_none_or(|c| p.countries_of(b).contains(&c.as_str()))
            && self.status.as_ref().is_none_or(|s| status_name(b) == *s)
            && self.kind.as_ref().is_none_or(|k| b.kind.name() == *k)
    }
}

/// The present status, or `unknown`.
pub(crate) fn status_name(b: &Partnership) -> &'static str {
    b.status.last().map_or("unknown", |s| s.status.name())
}

/// One choice of a filter.
pub(crate) struct FilterOption {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// The filters with the choices that the register makes sensible.
pub(crate) struct FilterChoices {
    pub themes: Vec<FilterOption>,
    pub sdgs: Vec<FilterOption>,
    pub countries: Vec<FilterOption>,
    pub statuses: Vec<FilterOption>,
    pub kinds: Vec<FilterOption>,
}

impl FilterChoices {
    pub(crate) fn new(c: &PageContext<'_>, filter: &PartnershipFilter) -> Self {
        let choice = |value: String, label: String, chosen: Option<&String>| FilterOption {
            chosen: chosen == Some(&value),
            value,
            label,
        };
        let partnerships = || c.p().partnerships.iter();
        let used: BTreeSet<u8> = partnerships().flat_map(|e| e.body.sdgs.iter().map(|s| s.goal)).collect();
        let number = filter.sdg.map(|n| n.to_string());
        let mut countries: Vec<FilterOption> = c
            .p()
            .partnerships_by_country()
            .keys()
            .map(|code| choice((*code).to_owned(), c.country(code), filter.country.as_ref()))
            .collect();
        countries.sort_by_key(|choice| normalize_for_search(&choice.label));
        let there: BTreeSet<&str> = partnerships().map(|e| status_name(&e.body)).collect();
        let statuses = Status::ALL.iter().map(|s| s.name()).chain(["unknown"]).filter(|s| there.contains(s));
        Self {
            themes: c
                .authority()
                .themes
                .iter()
                .map(|t| choice(t.key.clone(), c.s(&t.name).to_owned(), filter.theme.as_ref()))
                .collect(),
            sdgs: GOALS
                .iter()
                .filter(|g| used.contains(&g.number))
                .map(|g| {
                    choice(g.number.to_string(), format!("{} · {}", g.number, c.goal(g)), number.as_ref())
                })
                .collect(),
            countries,
            statuses: statuses
                .map(|s| {
                    let label = c.word(list!("status"), s);
                    choice(s.to_owned(), label, filter.status.as_ref())
                })
                .collect(),
            kinds: PartnershipKind::ALL
                .iter()
                .map(|k| choice(k.name().to_owned(), c.word(list!("layer"), k.name()), filter.kind.as_ref()))
                .collect(),
        }
    }
}

/// A partnership in a list.
pub(crate) struct PartnershipRow<'a> {
    pub entry: &'a PublishedRecord<Partnership>,
    pub countries: Vec<String>,
    pub status: &'static str,
}

impl<'a> PartnershipRow<'a> {
    pub(crate) fn new(c: &PageContext<'a>, entry: &'a PublishedRecord<Partnership>) -> Self {
        let countries = c.p().countries_of(&entry.body).into_iter().map(|code| c.country(code)).collect();
        Self { entry, countries, status: status_name(&entry.body) }
    }
}

#[derive(Template)]
#[template(path = "partnerships.html")]
struct PartnershipsView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    choices: FilterChoices,
    filter: PartnershipFilter,
    sort: String,
    pager: Pager<PartnershipRow<'a>>,
}

pub(crate) fn partnerships(c: &PageContext<'_>, query: &PageQuery) -> Rendered {
    let filter = PartnershipFilter::new(query);
    let mut entries: Vec<_> = c.p().partnerships.iter().filter(|e| filter.matches(c.p(), &e.body)).collect();
    let sort = query
        .get("sort")
        .filter(|s| matches!(*s, "since" | "updated" | "country"))
        .unwrap_or("name")
        .to_owned();
    let title = |e: &PublishedRecord<Partnership>| normalize_for_search(c.s(&e.body.title));
    match sort.as_str() {
        // Those without a known start come last.
        "since" => {
            entries.sort_by_key(|e| (e.body.since.as_ref().map_or(i16::MAX, |s| s.value.year()), title(e)));
        }
        "updated" => entries.sort_by_key(|e| (std::cmp::Reverse(e.updated), title(e))),
        "country" => entries.sort_by_cached_key(|e| {
            (c.p().countries_of(&e.body).first().map(|code| normalize_for_search(&c.country(code))), title(e))
        }),
        _ => entries.sort_by_cached_key(|e| title(e)),
    }
    let pager = Pager::new(entries.into_iter().map(|e| PartnershipRow::new(c, e)).collect(), query);
    let meta = Meta::new(c.t(key!("partnerships-title")), c.tn(key!("partnerships-count"), pager.total));
    render(&PartnershipsView { c, meta, choices: FilterChoices::new(c, &filter), filter, sort, pager })
}
