//! The possible columns of a spreadsheet: all fields of a kind, flattened.
use portulan_locales::{Language, key, list};
use portulan_model::{Field, FieldFormat, FieldGroup, FieldSchema, Kind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::form::labels::{label, tongue};
use crate::menu::MENU;
use portulan_locales::to_kebab_case;

/// The path of the column that identifies the record of a row.
pub const RECORD: &str = "record";

/// The target of the rows: records of a kind, or items of a list of such records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportTarget {
    /// The kind of the records.
    pub kind: Kind,
    /// The list.
    pub list: Option<&'static str>,
}

impl Serialize for ImportTarget {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.key())
    }
}

impl<'de> Deserialize<'de> for ImportTarget {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        Self::of(&key).ok_or_else(|| serde::de::Error::custom("an unknown target of rows"))
    }
}

/// A field that a column can fill.
#[derive(Debug, Clone)]
pub struct Column {
    /// The path in a form; [`RECORD`] for the record itself.
    pub path: String,
    /// The label.
    pub label: String,
    /// The type of value.
    pub shape: FieldSchema,
    /// The meaning of the value beyond its type.
    pub format: FieldFormat,
    /// True if a cell contains several values, separated by semicolons or line breaks.
    pub many: bool,
}

impl Column {
    /// True if it identifies the record of a row.
    pub fn is_record(&self) -> bool {
        self.path == RECORD
    }
}

impl ImportTarget {
    /// All that rows can be: kinds in the order of the menu, each followed by its lists.
    pub fn all() -> Vec<Self> {
        let kinds = MENU.into_iter();
        let kinds = kinds.filter(|kind| !matches!(kind, Kind::Authority | Kind::Media | Kind::Page));
        kinds.flat_map(|kind| std::iter::once(Self { kind, list: None }).chain(Self::lists(kind))).collect()
    }

    fn lists(kind: Kind) -> impl Iterator<Item = Self> {
        let lists = group(kind)
            .fields
            .iter()
            .filter(|f| matches!((f.shape)(), FieldSchema::List(inner) if is_table(inner())));
        lists.map(move |f| Self { kind, list: Some(f.name) })
    }

    /// The lists of a kind whose items contain no lists: a row describes a whole item.
    pub fn flat_lists(kind: Kind) -> impl Iterator<Item = Self> {
        Self::lists(kind).filter(|target| {
            let nested = |shape: FieldSchema| matches!(shape, FieldSchema::List(inner) if is_table(inner()));
            !target.group().fields.iter().any(|f| nested((f.shape)()))
        })
    }

    /// The name in forms: `projects`, `projects/transactions`.
    pub fn key(self) -> String {
        match self.list {
            None => self.kind.folder().to_owned(),
            Some(list) => format!("{}/{list}", self.kind.folder()),
        }
    }

    /// The target of a name.
    pub fn of(key: &str) -> Option<Self> {
        Self::all().into_iter().find(|target| target.key() == key)
    }

    /// The label.
    pub fn label(self, language: Language) -> String {
        let kinds = language.word(list!("office-kinds"), self.kind.singular());
        match self.list {
            None => kinds,
            Some(list) => format!("{kinds} › {}", label(language, group(self.kind).name, list)),
        }
    }

    /// The group that a row fills.
    fn group(self) -> FieldGroup {
        let whole = group(self.kind);
        let Some(list) = self.list else { return whole };
        let field = whole.fields.iter().find(|f| f.name == list);
        match field.map(|f| (f.shape)()) {
            Some(FieldSchema::List(inner)) => match inner() {
                FieldSchema::Group(group) => group,
                _ => whole,
            },
            _ => whole,
        }
    }
}

fn group(kind: Kind) -> FieldGroup {
    match kind.shape() {
        FieldSchema::Group(group) => group,
        _ => unreachable!("every kind is a group"),
    }
}

/// True if the items of a list are separate rows, rather than values in a cell.
fn is_table(shape: FieldSchema) -> bool {
    let is_tag = |group: &FieldGroup| {
        let first = group.fields.first().map(|field| field.format);
        matches!(first, Some(FieldFormat::Term | FieldFormat::SdgGoal))
    };
    matches!(shape, FieldSchema::Group(group) if !is_tag(&group))
}

/// The columns of a target, in the order of its form, after the one that names the record.
pub fn columns(target: ImportTarget, tongues: &[String], language: Language) -> Vec<Column> {
    let mut flat = Flat { tongues, language, out: Vec::new() };
    let key = if target.list.is_some() { key!("office-import-record") } else { key!("office-import-key") };
    flat.put(RECORD.to_owned(), language.text(key), (FieldSchema::Line, FieldFormat::Plain), false);
    flat.group(&target.group(), "", "");
    flat.out
}

struct Flat<'a> {
    tongues: &'a [String],
    language: Language,
    out: Vec<Column>,
}

impl Flat<'_> {
    fn put(&mut self, path: String, label: String, (shape, format): (FieldSchema, FieldFormat), many: bool) {
        self.out.push(Column { path, label, shape, format, many });
    }

    fn group(&mut self, group: &FieldGroup, path: &str, before: &str) {
        let is_offered = |f: &&Field| !matches!(f.format, FieldFormat::Residual | FieldFormat::FileName);
        for field in group.fields.iter().filter(is_offered) {
            let name = label(self.language, group.name, field.name);
            let name = if before.is_empty() { name } else { format!("{before} › {name}") };
            self.value(((field.shape)(), field.format), &format!("{path}/{}", field.name), &name);
        }
    }

    fn value(&mut self, (shape, format): (FieldSchema, FieldFormat), path: &str, name: &str) {
        match shape {
            FieldSchema::Optional(inner) => self.value((inner(), format), path, name),
            FieldSchema::Fact(inner) => self.value((inner(), format), &format!("{path}/value"), name),
            FieldSchema::Text => {
                for tag in self.tongues {
                    self.put(
                        format!("{path}/{tag}"),
                        format!("{name} ({})", tongue(tag)),
                        (FieldSchema::Line, format),
                        false,
                    );
                }
            }
            FieldSchema::Group(group) => self.group(&group, path, name),
            FieldSchema::Period => {
                self.parts(path, name, &[("start", FieldSchema::Date), ("end", FieldSchema::Date)]);
            }
            FieldSchema::Point => {
                self.parts(path, name, &[("lat", FieldSchema::Decimal), ("lon", FieldSchema::Decimal)]);
            }
            FieldSchema::Quantity => {
                self.put(format!("{path}/value"), name.to_owned(), (FieldSchema::Decimal, format), false);
            }
            FieldSchema::Money => {
                let currency = FieldSchema::Code(portulan_codelists::CodeList::Currency);
                let parts = [
                    ("amount", FieldSchema::Decimal),
                    ("currency", currency),
                    ("value_date", FieldSchema::Date),
                ];
                self.parts(path, name, &parts);
            }
            FieldSchema::List(inner) if is_table(inner()) => {}
            FieldSchema::List(inner) => match inner() {
                // Of tags and goals the key only; of facts the value.
                FieldSchema::Group(group) => {
                    let first = group.fields[0];
                    self.put(
                        format!("{path}/*/{}", first.name),
                        name.to_owned(),
                        ((first.shape)(), first.format),
                        true,
                    );
                }
                FieldSchema::Fact(value) if !matches!(value(), FieldSchema::Text) => {}
                FieldSchema::Fact(_) => {
                    for tag in self.tongues {
                        let name = format!("{name} ({})", tongue(tag));
                        self.put(format!("{path}/*/value/{tag}"), name, (FieldSchema::Line, format), true);
                    }
                }
                inner => self.put(format!("{path}/*"), name.to_owned(), (inner, format), true),
            },
            shape => self.put(path.to_owned(), name.to_owned(), (shape, format), false),
        }
    }

    fn parts(&mut self, path: &str, name: &str, parts: &[(&str, FieldSchema)]) {
        for (part, shape) in parts {
            let message = self.language.word(list!("office-part"), to_kebab_case(part));
            let value = (*shape, FieldFormat::Plain);
            self.put(format!("{path}/{part}"), format!("{name} › {message}"), value, false);
        }
    }
}
