//! The documentation of the API for developers, with a form to try it.
use askama::Template;
use portulan_api::{API_BASE_PATH, ApiFault, OPERATIONS, Operation};
use portulan_locales::{Language, MessageKey, key, list};
use portulan_model::{FieldSchema, Kind};
use url::form_urlencoded;

use super::{Meta, PageQuery, Rendered, render};
use crate::api;
use crate::context::PageContext;
use crate::rate_limit::{API_BURST, API_RATE};

/// The largest number of characters of a response that are displayed.
const SHOWN: usize = 12_000;

#[derive(Template)]
#[template(path = "api.html")]
struct Api<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    base: String,
    kinds: &'static [Kind],
    /// The values of the form: folder of the kind, and search words.
    tried: (&'a str, &'a str),
    /// The address tried, and the answer.
    answer: Option<(String, String)>,
    /// The operations, with their descriptions.
    operations: Vec<(Operation, String)>,
    faults: Vec<(&'static str, u16, String, String)>,
    fields: Vec<(Kind, Vec<EndpointLine>)>,
}

struct EndpointLine {
    depth: usize,
    name: &'static str,
    shape: String,
    label: String,
}

pub(crate) fn api(c: &PageContext<'_>, query: &PageQuery) -> Rendered {
    let meta = Meta::new(c.t(key!("api-title")), c.t(key!("api-lead")));
    let tried = (query.get("kind").unwrap_or("partnerships"), query.get("q").unwrap_or_default());
    let answer = query.get("kind").map(|folder| {
        let mut asked = form_urlencoded::Serializer::new(String::new());
        asked.extend_pairs(Some(("q", tried.1)).filter(|(_, q)| !q.is_empty())).append_pair("per_page", "3");
        let asked = asked.finish();
        let value = match api::value(c.site, &[folder], &asked) {
            Ok(value) => value,
            Err(fault) => fault.document(c.language, &c.site.public_url),
        };
        let text = serde_json::to_string_pretty(&value).unwrap_or_default();
        let end = text.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| at);
        let shown = if end < text.len() { format!("{}\n…", &text[..end]) } else { text };
        let address: String = form_urlencoded::byte_serialize(folder.as_bytes()).collect();
        (format!("{API_BASE_PATH}/{address}?{asked}"), shown)
    });
    let faults = ApiFault::samples().into_iter().map(|fault| {
        let ((name, status), (title, remedy)) = (fault.name(), fault.title_and_remedy(c.language));
        (name, status, title, remedy)
    });
    render(&Api {
        c,
        meta,
        base: format!("{}{API_BASE_PATH}", c.site.public_url),
        kinds: Kind::ALL,
        tried,
        answer,
        operations: OPERATIONS
            .iter()
            .map(|o| (*o, crate::markdown::render(&c.word(list!("api"), o.name()), c.lang())))
            .collect(),
        faults: faults.collect(),
        fields: Kind::ALL.iter().map(|kind| (*kind, lines(*kind, c.language))).collect(),
    })
}

impl Api<'_> {
    fn limits(&self) -> String {
        let arguments = [("burst", u64::from(API_BURST.get()).into()), ("rate", u64::from(API_RATE).into())];
        crate::markdown::render(&self.c.language.format(key!("api-limits-text"), &arguments), self.c.lang())
    }

    /// A message with Markdown, as HTML.
    fn marked(&self, key: MessageKey) -> String {
        crate::markdown::render(&self.c.t(key), self.c.lang())
    }
}

/// The fields of a kind, those of its parts below them.
fn lines(kind: Kind, language: Language) -> Vec<EndpointLine> {
    fn gather(shape: FieldSchema, depth: usize, language: Language, out: &mut Vec<EndpointLine>) {
        match shape {
            FieldSchema::Group(group) => {
                for field in group.fields {
                    out.push(EndpointLine {
                        depth,
                        name: field.name,
                        shape: describe_schema((field.shape)()),
                        label: language.field(group.name, field.name),
                    });
                    gather((field.shape)(), depth + 1, language, out);
                }
            }
            FieldSchema::List(inner) | FieldSchema::Optional(inner) | FieldSchema::Fact(inner) => {
                gather(inner(), depth, language, out);
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    gather(kind.shape(), 0, language, &mut out);
    out
}

/// A short description of a schema.
fn describe_schema(shape: FieldSchema) -> String {
    match shape {
        FieldSchema::Text => "Text".to_owned(),
        FieldSchema::Line => "string".to_owned(),
        FieldSchema::Flag => "boolean".to_owned(),
        FieldSchema::Integer(..) => "integer".to_owned(),
        FieldSchema::Decimal => "Decimal".to_owned(),
        FieldSchema::Date => "PartialDate".to_owned(),
        FieldSchema::Period => "Period".to_owned(),
        FieldSchema::Point => "Point".to_owned(),
        FieldSchema::Money => "Money".to_owned(),
        FieldSchema::Quantity => "Quantity".to_owned(),
        FieldSchema::Code(list) => format!("{list:?}"),
        FieldSchema::Web => "URL".to_owned(),
        FieldSchema::Choice(list) => list.variants.join(" | "),
        FieldSchema::Reference(kind) => format!("→ {kind}"),
        FieldSchema::Fact(inner) => format!("{{ value: {}, source }}", describe_schema(inner())),
        FieldSchema::Optional(inner) => describe_schema(inner()),
        FieldSchema::List(inner) => format!("[{}]", describe_schema(inner())),
        FieldSchema::Group(group) => group.name.to_owned(),
    }
}
