//! The pieces that forms are put together from.
use askama::Template;
use portulan_locales::Language;

use super::view::Said;

pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

pub enum Widget {
    /// `create` offers to make what is named and not there.
    Line {
        list: String,
        mode: &'static str,
        create: String,
    },
    Area {
        rows: usize,
        lang: String,
    },
    Select(Vec<Choice>),
    Check(bool),
}

#[derive(Template)]
#[template(path = "parts/control.html")]
pub struct Control<'a> {
    pub path: &'a str,
    pub words: &'a Words,
    pub value: &'a str,
    pub widget: Widget,
    pub said: &'a [Said],
    pub bad: bool,
    pub fixed: bool,
}

#[derive(Template)]
#[template(path = "parts/group.html")]
pub struct Set<'a> {
    pub path: &'a str,
    pub class: &'a str,
    pub words: &'a Words,
    pub html: String,
    pub said: &'a [Said],
}

/// An item of a list.
pub struct Item {
    pub html: String,
    /// What it says in a line; empty where the list is short enough to be read as it is.
    pub told: String,
    /// Whether the line stands for it until it is opened.
    pub folded: bool,
}

#[derive(Template)]
#[template(path = "parts/list.html")]
pub struct Rows<'a> {
    pub language: Language,
    pub path: &'a str,
    pub words: &'a Words,
    pub add: String,
    pub items: Vec<Item>,
    pub said: &'a [Said],
    pub fixed: bool,
    pub plain: bool,
}

#[derive(Template)]
#[template(path = "parts/source.html")]
pub struct Source {
    pub language: Language,
    pub shown: String,
    pub known: String,
    pub html: String,
}

/// What a field is called.
#[derive(Clone)]
pub struct Words {
    pub title: String,
    pub help: String,
    /// Whether the title is for those who do not see where the field stands.
    pub unseen: bool,
}

impl Words {
    pub fn plain(title: String) -> Self {
        Self { title, help: String::new(), unseen: false }
    }
}
