//! The authority's own themes.
use askama::Template;
use portulan_locales::{key, list};
use portulan_model::PublishedRecord;
use portulan_model::kinds::{Event, Partnership, Project, Tag, Term};

use super::{Meta, Rendered, render};
use crate::context::PageContext;

fn has(tags: &[Tag], key: &str) -> bool {
    tags.iter().any(|t| t.key == key)
}

#[derive(Template)]
#[template(path = "themes.html")]
struct ThemeList<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    themes: Vec<(&'a Term, Vec<&'a PublishedRecord<Partnership>>)>,
}

pub(crate) fn themes(c: &PageContext<'_>) -> Rendered {
    let of = |key: &str| c.p().partnerships.iter().filter(|e| has(&e.body.themes, key)).collect();
    let themes = c.authority().themes.iter().map(|t| (t, of(&t.key))).collect();
    render(&ThemeList { c, meta: Meta::new(c.t(key!("themes-title")), c.t(key!("themes-lead"))), themes })
}

#[derive(Template)]
#[template(path = "theme.html")]
struct ThemesView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    term: &'a Term,
    partnerships: Vec<&'a PublishedRecord<Partnership>>,
    projects: Vec<&'a PublishedRecord<Project>>,
    events: Vec<&'a PublishedRecord<Event>>,
}

pub(crate) fn theme(c: &PageContext<'_>, key: &str) -> Rendered {
    let term = c.theme(key)?;
    let p = c.p();
    render(&ThemesView {
        c,
        meta: Meta::new(c.s(&term.name), c.s(&term.description)),
        term,
        partnerships: p.partnerships.iter().filter(|e| has(&e.body.themes, key)).collect(),
        projects: p.projects.iter().filter(|e| has(&e.body.themes, key)).collect(),
        events: p.events.iter().filter(|e| has(&e.body.themes, key)).collect(),
    })
}
