//! Rendering of a form as HTML, from schemas and form data.
use std::collections::HashMap;

use askama::Template;
use portulan_locales::{Language, key, list, to_kebab_case};
use portulan_model::kinds::Authority;
use portulan_model::{Field, FieldFormat, FieldGroup, FieldSchema, Kind, Provenance};

use super::FormData;
use super::columns::parts;
use super::labels::{help, label};
use super::layout::{essential_fields, sections};
use super::message::FieldMessage;
use super::near_name::NearName;
use super::place::Homonyms;
use super::widget::{
    Control, FieldLabel, Fieldset, MoreFields, SelectOption, SourceField, Thumb, Widget, line,
};
use super::window::{ListWindow, Windows};

/// Everything that a form is made from.
pub struct FormView<'a> {
    /// The kind of the record.
    pub kind: Kind,
    /// The content of the fields.
    pub sheet: &'a FormData,
    /// The language of the office.
    pub language: Language,
    /// The languages that texts are written in, side by side.
    pub tongues: Vec<String>,
    /// The names of referenced records.
    pub names: &'a HashMap<(Kind, String), String>,
    /// Problems by path.
    pub problems: &'a HashMap<String, Vec<FieldMessage>>,
    /// The authority, for its lists of themes and political priorities.
    pub authority: Option<&'a Authority>,
    /// The paths of fields without which a record of the kind cannot be published.
    pub required: &'a [String],
    /// True for a read-only form.
    pub fixed: bool,
    /// True if missing records can be created from their name.
    pub creates: bool,
    /// The pictures that the form refers to, by slug.
    pub thumbs: &'a HashMap<String, Thumb>,
    /// The towns that a field can mean.
    pub homonyms: Option<&'a Homonyms>,
    /// The record of nearly the name that a field has.
    pub near_name: Option<&'a NearName>,
    /// The displayed pages of long lists.
    pub windows: &'a Windows,
    /// The fields displayed so far.
    pub shown: ListWindow,
}

/// A form, ready to show.
pub struct RenderedWidget {
    /// The sections.
    pub parts: Vec<FormPart>,
    /// The fingerprint of the fields that are not displayed; empty if all are.
    pub rest: String,
}

/// The HTML of a piece of the form, or why its template failed.
pub(super) type WidgetHtml = Result<String, askama::Error>;

/// One section, ready to show.
pub struct FormPart {
    /// The key, for its anchor and title.
    pub key: &'static str,
    /// The title.
    pub title: String,
    /// The HTML of the fields.
    pub html: String,
    /// The number of errors.
    pub errors: usize,
}

/// A field: its group and name, for labels, and its format.
#[derive(Clone, Copy)]
pub(super) struct FieldPlace<'a> {
    pub(super) group: &'a str,
    pub(super) field: &'a str,
    pub(super) format: FieldFormat,
    /// True if the field may be empty.
    pub(super) is_optional: bool,
}

impl FormView<'_> {
    /// The form, section by section.
    pub fn render(self) -> Result<RenderedWidget, askama::Error> {
        let parts = self.parts()?;
        let rest = self.sheet.without(&self.shown.into_paths()).fingerprint();
        Ok(RenderedWidget { parts, rest })
    }

    fn parts(&self) -> Result<Vec<FormPart>, askama::Error> {
        let FieldSchema::Group(group) = self.kind.shape() else { return Ok(Vec::new()) };
        let part = |&(key, names): &(&'static str, &[&str])| -> Result<FormPart, askama::Error> {
            let fields = names.iter().filter_map(|name| group.fields.iter().find(|f| f.name == *name));
            let fields: Vec<&Field> = fields.collect();
            let html = self.section(&group, &fields)?;
            let inside = |path: &str| fields.iter().any(|f| under(path, &format!("/{}", f.name)));
            let errors = self.problems.iter().filter(|(path, _)| inside(path));
            let errors = errors.flat_map(|(_, said)| said).filter(|said| said.error).count();
            Ok(FormPart { key, title: self.language.word(list!("section"), key), html, errors })
        };
        let mut parts = sections(self.kind).iter().map(part).collect::<Result<Vec<FormPart>, _>>()?;
        parts.retain(|part| !part.html.is_empty());
        Ok(parts)
    }

    /// The fields of a section, without content those that are rarely needed folded away.
    fn section(&self, group: &FieldGroup, fields: &[&Field]) -> WidgetHtml {
        let is_shown = |field: &&&Field| {
            let path = format!("/{}", field.name);
            self.has_content(&path)
                || self.has_problem(&path)
                || essential_fields(self.kind).contains(&field.name)
        };
        let (shown, folded): (Vec<&&Field>, Vec<&&Field>) = fields.iter().partition(is_shown);
        let html = |fields: &[&&Field]| {
            fields.iter().map(|field| self.field(group, field, "")).collect::<WidgetHtml>()
        };
        let (shown, rest) = (html(&shown)?, html(&folded)?);
        if rest.is_empty() {
            return Ok(shown);
        }
        let is_offered =
            |field: &&&&Field| !matches!(field.format, FieldFormat::Residual | FieldFormat::FileName);
        let names =
            folded.iter().filter(is_offered).map(|field| label(self.language, group.name, field.name));
        Ok(shown + &show(&MoreFields { language: self.language, names: names.collect(), html: rest })?)
    }

    /// True if a field has content. What a form sends for a field that was not filled in, such as the provenance of nothing, is none.
    fn has_content(&self, path: &str) -> bool {
        let is_default = |name: &str| matches!(name.rsplit('/').next(), Some("provenance" | "qualifier"));
        self.sheet.len(path) > 0
            || !self.sheet.get(path).trim().is_empty()
            || self.sheet.under(path).any(|(name, value)| !is_default(name) && !value.trim().is_empty())
    }

    pub(super) fn field(&self, group: &FieldGroup, field: &Field, parent: &str) -> WidgetHtml {
        let path = format!("{parent}/{}", field.name);
        // A field that only imports or uploads can fill is displayed only if it has content.
        if matches!(field.format, FieldFormat::Residual | FieldFormat::FileName) && self.sheet.is_blank(&path)
        {
            return Ok(String::new());
        }
        let place =
            FieldPlace { group: group.name, field: field.name, format: field.format, is_optional: false };
        self.value((field.shape)(), &path, place, true)
    }

    pub(super) fn said(&self, path: &str) -> &[FieldMessage] {
        self.problems.get(path).map_or(&[], Vec::as_slice)
    }

    pub(super) fn value(
        &self,
        shape: FieldSchema,
        path: &str,
        place: FieldPlace<'_>,
        named: bool,
    ) -> WidgetHtml {
        let words = FieldLabel {
            title: label(self.language, place.group, place.field),
            help: if named { help(self.language, place.group, place.field) } else { String::new() },
            unseen: !named,
            required: self.required_note(shape, path, place.is_optional),
            cell: None,
        };
        match shape {
            FieldSchema::Optional(inner) => {
                self.value(inner(), path, FieldPlace { is_optional: true, ..place }, named)
            }
            FieldSchema::Text => self.text(path, &words, place.format),
            FieldSchema::Fact(inner) => {
                let value = self.value(inner(), &format!("{path}/value"), place, named)?;
                Ok(format!("<div class=\"fact\">{value}{}</div>", self.source(path)?))
            }
            FieldSchema::List(inner) => self.list(inner, path, place, &words),
            FieldSchema::Group(group) if group.fields.iter().any(|f| f.format == FieldFormat::Term) => {
                self.tag(path, place)
            }
            FieldSchema::Group(group) => {
                let mut html =
                    group.fields.iter().map(|f| self.field(&group, f, path)).collect::<WidgetHtml>()?;
                if group.sourced {
                    html.push_str(&self.source(path)?);
                }
                self.set(path, &to_kebab_case(group.name), &words, html)
            }
            FieldSchema::Period => self.parts_of(path, "period", &words, shape),
            FieldSchema::Point => self.parts_of(path, "point", &words, shape),
            FieldSchema::Money => self.parts_of(path, "money", &words, shape),
            FieldSchema::Quantity => self.parts_of(path, "quantity", &words, shape),
            _ => self.leaf(shape, path, place, &words),
        }
    }

    pub(super) fn control(&self, path: &str, words: &FieldLabel, value: &str, widget: Widget) -> WidgetHtml {
        self.control_with(path, words, value, widget, self.fixed)
    }

    /// A control that the user may not change if it is `fixed`.
    pub(super) fn control_with(
        &self,
        path: &str,
        words: &FieldLabel,
        value: &str,
        widget: Widget,
        fixed: bool,
    ) -> WidgetHtml {
        self.shown.field(path);
        let said = self.said(path);
        let bad = said.iter().any(|s| s.error);
        show(&Control { path, words, value, widget, said, bad, fixed })
    }

    pub(super) fn set(&self, path: &str, class: &str, words: &FieldLabel, html: String) -> WidgetHtml {
        show(&Fieldset { path, class, words, html, said: self.said(path) })
    }

    /// Fields of a value that is one thing: a period, a point, money, a quantity.
    fn parts_of(&self, path: &str, class: &str, words: &FieldLabel, shape: FieldSchema) -> WidgetHtml {
        self.set(path, class, words, self.controls_of(path, &parts(shape))?)
    }

    /// The controls of parts of a value.
    pub(super) fn controls_of(&self, path: &str, parts: &[(&str, FieldSchema)]) -> WidgetHtml {
        let part = |(name, shape): &(&str, FieldSchema)| {
            let words = FieldLabel::plain(self.language.word(list!("office-part"), to_kebab_case(name)));
            let place = FieldPlace { group: "", field: name, format: FieldFormat::Plain, is_optional: true };
            self.leaf(*shape, &format!("{path}/{name}"), place, &words)
        };
        parts.iter().map(part).collect()
    }

    /// The note that a record cannot be published without a field; empty for other fields.
    pub(super) fn required_note(&self, shape: FieldSchema, path: &str, is_optional: bool) -> String {
        let is_required = (!is_optional && is_explicit_choice(shape))
            || self.required.iter().any(|required| required == path);
        if is_required { self.language.text(key!("office-required")) } else { String::new() }
    }

    pub(super) fn has_problem(&self, root: &str) -> bool {
        self.problems_under(root).next().is_some()
    }

    /// The paths with problems at and below a path.
    pub(super) fn problems_under<'s>(&'s self, root: &'s str) -> impl Iterator<Item = &'s str> {
        self.problems.keys().map(String::as_str).filter(move |path| under(path, root))
    }

    /// The source of a fact and how it is known, folded away.
    pub(super) fn source(&self, path: &str) -> WidgetHtml {
        let (source, known) = (format!("{path}/source"), format!("{path}/provenance"));
        let value = self.reference(Kind::Document, &source);
        let list = format!("names-{}", Kind::Document.singular());
        let provenance = Provenance::from_name(self.sheet.get(&known)).unwrap_or_default();
        let choice = |provenance_offered: &Provenance| SelectOption {
            value: provenance_offered.name().to_owned(),
            label: self.language.word(list!("provenance"), provenance_offered.name()),
            chosen: *provenance_offered == provenance,
        };
        let choices = Provenance::ALL.iter().map(choice).collect();
        let title = FieldLabel::plain(label(self.language, "", "source"));
        let why = FieldLabel::plain(self.language.text(key!("provenance-title")));
        let html = self.control(&source, &title, &value, line(&list, "search"))?
            + &self.control(&known, &why, "", Widget::Select(choices))?;
        let known = match provenance {
            Provenance::Stated => String::new(),
            other => self.language.word(list!("provenance"), other.name()),
        };
        show(&SourceField { language: self.language, shown: value, known, html })
    }

    /// The display of a reference: the name of the record, or the typed text.
    pub(super) fn reference(&self, kind: Kind, path: &str) -> String {
        let slug = self.sheet.get(path);
        self.names.get(&(kind, slug.to_owned())).cloned().unwrap_or_else(|| slug.to_owned())
    }

    /// A theme or an axis of the authority.
    fn tag(&self, path: &str, place: FieldPlace<'_>) -> WidgetHtml {
        let terms = match (self.authority, place.field) {
            (Some(a), "axes") => a.axes.as_slice(),
            (Some(a), _) => a.themes.as_slice(),
            (None, _) => &[],
        };
        let known = terms.iter().map(|t| (t.key.clone(), t.name.text(self.language.tag()).to_owned()));
        let words =
            FieldLabel { unseen: true, ..FieldLabel::plain(label(self.language, place.group, place.field)) };
        let html = self.select(&format!("{path}/key"), known.collect(), &words)?;
        Ok(format!("<div class=\"fact\">{html}{}</div>", self.source(path)?))
    }
}

/// True if a path is equal to another or below it.
fn under(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The text of a template. A widget that cannot be shown fails the page: saved without it, its field would be erased.
pub(super) fn show(template: &impl Template) -> WidgetHtml {
    template.render()
}

/// True for a list of choices without a default.
fn is_explicit_choice(shape: FieldSchema) -> bool {
    matches!(shape, FieldSchema::Choice(list) if list.is_explicit)
}
