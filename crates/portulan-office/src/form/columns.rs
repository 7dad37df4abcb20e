//! The fields of list items that have a column in a table.
use portulan_codelists::CodeList;
use portulan_locales::{Language, list, to_kebab_case};
use portulan_model::{Field, FieldFormat, FieldGroup, FieldSchema, HasSchema as _, Kind, Qualifier};

use super::codes::TypedList;
use super::labels::{label, tongue};

/// A field of an item, found by its path.
pub(super) struct FoundField {
    /// The name of the struct that has the field; empty for a part of a value.
    pub(super) group: &'static str,
    /// The name of the field, or of the part.
    pub(super) name: &'static str,
    pub(super) format: FieldFormat,
    /// The type, without `Optional`.
    pub(super) shape: FieldSchema,
    pub(super) is_optional: bool,
    /// The struct and field that a part belongs to.
    whole: Option<(&'static str, &'static str)>,
}

/// The parts of a value that is one thing, with their types: a period, a point, money, a quantity. Empty for all others.
pub(super) fn parts(shape: FieldSchema) -> Vec<(&'static str, FieldSchema)> {
    match shape {
        FieldSchema::Period => vec![("start", FieldSchema::Date), ("end", FieldSchema::Date)],
        FieldSchema::Point => vec![("lat", FieldSchema::Decimal), ("lon", FieldSchema::Decimal)],
        FieldSchema::Money => vec![
            ("amount", FieldSchema::Decimal),
            ("currency", FieldSchema::Code(CodeList::Currency)),
            ("value_date", FieldSchema::Date),
        ],
        FieldSchema::Quantity => vec![("qualifier", Qualifier::shape()), ("value", FieldSchema::Decimal)],
        _ => Vec::new(),
    }
}

/// The type of an optional value, and true if it is optional.
pub(super) fn required_shape(shape: FieldSchema) -> (FieldSchema, bool) {
    match shape {
        FieldSchema::Optional(inner) => (required_shape(inner()).0, true),
        shape => (shape, false),
    }
}

/// The field of an item at a path such as `date` or `value/amount`.
pub(super) fn find_field(item: FieldSchema, path: &str) -> Option<FoundField> {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let found = match required_shape(item).0 {
        FieldSchema::Fact(inner) if first == "value" => FoundField {
            group: "",
            name: "value",
            format: FieldFormat::Plain,
            shape: required_shape(inner()).0,
            is_optional: false,
            whole: None,
        },
        FieldSchema::Group(group) => {
            FoundField::of(&group, group.fields.iter().find(|field| field.name == first)?)
        }
        _ => return None,
    };
    if rest.is_empty() {
        return Some(found);
    }
    parts(found.shape).into_iter().find(|(name, _)| *name == rest).map(|part| found.part(part))
}

/// The fields of a value that a list edits in place, with their paths: a single value, or both ends of a period. Empty for lists, for
/// structs, and for texts of several lines.
pub(super) fn cell_fields(group: &FieldGroup, field: &Field) -> Vec<(String, FoundField)> {
    let (mut path, mut found) = (field.name.to_owned(), FoundField::of(group, field));
    if let FieldSchema::Fact(inner) = found.shape {
        path.push_str("/value");
        found.shape = required_shape(inner()).0;
    }
    match found.shape {
        FieldSchema::Period => {
            let parts = parts(found.shape).into_iter();
            parts.map(|part| (format!("{path}/{}", part.0), found.part(part))).collect()
        }
        FieldSchema::Text | FieldSchema::Line
            if field.format != FieldFormat::Plain && TypedList::of_format(field.format).is_none() =>
        {
            Vec::new()
        }
        FieldSchema::Reference(Kind::Media)
        | FieldSchema::Flag
        | FieldSchema::Point
        | FieldSchema::Money
        | FieldSchema::Quantity
        | FieldSchema::Fact(_)
        | FieldSchema::Optional(_)
        | FieldSchema::List(_)
        | FieldSchema::Group(_) => Vec::new(),
        FieldSchema::Integer(..) if field.format == FieldFormat::SdgGoal => Vec::new(),
        _ => vec![(path, found)],
    }
}

impl FoundField {
    fn of(group: &FieldGroup, field: &Field) -> Self {
        let (shape, is_optional) = required_shape((field.shape)());
        Self { group: group.name, name: field.name, format: field.format, shape, is_optional, whole: None }
    }

    /// The field of a part of this value.
    fn part(&self, (name, shape): (&'static str, FieldSchema)) -> Self {
        let whole = Some((self.group, self.name)).filter(|(group, _)| !group.is_empty());
        Self { group: "", name, format: FieldFormat::Plain, shape, is_optional: true, whole }
    }

    /// True for a part of a value.
    pub(super) fn is_part(&self) -> bool {
        self.whole.is_some()
    }

    /// The list that codes of the field are typed from.
    pub(super) fn typed_list(&self) -> Option<TypedList> {
        match self.shape {
            FieldSchema::Code(list) => TypedList::of_codes(list),
            FieldSchema::Line => TypedList::of_format(self.format),
            _ => None,
        }
    }

    /// The heading of the column. An amount has the name of its field, as a table can have several; a text has its language
    /// if `tongues` has several.
    pub(super) fn heading(&self, language: Language, tongues: &[String]) -> String {
        match (self.whole, self.shape) {
            (Some((group, field)), FieldSchema::Decimal) => label(language, group, field),
            (None, FieldSchema::Text) if tongues.len() > 1 => {
                format!("{} ({})", label(language, self.group, self.name), tongue(&tongues[0]))
            }
            (None, _) if !self.group.is_empty() => label(language, self.group, self.name),
            _ => language.word(list!("office-part"), to_kebab_case(self.name)),
        }
    }

    /// The class of the cells, which gives the column its width.
    pub(super) fn class(&self) -> &'static str {
        match self.shape {
            FieldSchema::Date => "day",
            FieldSchema::Decimal if self.name == "amount" => "amount",
            FieldSchema::Decimal | FieldSchema::Integer(..) => "number",
            FieldSchema::Code(CodeList::Currency) => "currency",
            FieldSchema::Choice(_) | FieldSchema::Code(_) => "choice",
            _ => "words",
        }
    }
}
