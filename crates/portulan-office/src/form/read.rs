//! Conversion of typed texts to a body, according to the schema of its kind. Fields outside the schema are
//! ignored.
use portulan_locales::{Language, dates};
use portulan_model::check::has_control;
use portulan_model::number::MAX_NUMBER;
use portulan_model::{Body, FieldGroup, FieldSchema, Kind, Provenance, Qualifier};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::FormData;
use super::codes::TypedList;

/// A field that cannot be read as typed: code, path and arguments of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The field.
    pub path: String,
    /// The message's code, as of problems.
    pub code: &'static str,
    /// The arguments of the message.
    pub arguments: Vec<(&'static str, String)>,
}

/// Reads a body. Faulty fields are left out and reported.
pub fn body(kind: Kind, sheet: &FormData, language: Language) -> (Option<Body>, Vec<FieldFault>) {
    let mut reader = FormReader { sheet, language, faults: Vec::new() };
    let value = reader.value(kind.shape(), "");
    let body = match Body::read(kind, value) {
        Ok(body) => Some(body),
        // A reported fault is the cause; otherwise the message of the parser is used.
        Err(_) if !reader.faults.is_empty() => None,
        Err(e) => {
            reader.fault("", "form", vec![("why", e.to_string())]);
            None
        }
    };
    (body, reader.faults)
}

struct FormReader<'a> {
    sheet: &'a FormData,
    language: Language,
    faults: Vec<FieldFault>,
}

impl FormReader<'_> {
    fn fault(&mut self, path: &str, code: &'static str, arguments: Vec<(&'static str, String)>) {
        self.faults.push(FieldFault { path: path.to_owned(), code, arguments });
    }

    fn value(&mut self, shape: FieldSchema, path: &str) -> Value {
        let typed = self.sheet.get(path);
        match shape {
            FieldSchema::Text => self.text(path),
            FieldSchema::Line => {
                if has_control(typed) {
                    self.fault(path, "control", Vec::new());
                }
                Value::from(typed)
            }
            FieldSchema::Web | FieldSchema::Reference(_) => Value::from(typed.trim()),
            FieldSchema::Code(list) => {
                let country = self.sheet.get("/country").trim();
                let code = TypedList::of_codes(list).and_then(|list| list.code(typed, country));
                Value::from(code.unwrap_or(typed.trim()))
            }
            FieldSchema::Choice(list) => {
                let word = typed.trim();
                if !word.is_empty() && !list.variants.contains(&word) {
                    self.fault(path, "choice", vec![("value", word.to_owned())]);
                    return Value::Null;
                }
                Value::from(word)
            }
            FieldSchema::Flag => Value::from(typed == "true"),
            FieldSchema::Integer(least, most) => self.parsed(path, "number", |s, _| {
                s.parse::<i32>().ok().filter(|n| (least..=most).contains(n)).map(Value::from)
            }),
            FieldSchema::Decimal => self.decimal(path),
            FieldSchema::Date => self.date(path),
            FieldSchema::Period => {
                self.optional_fields(path, &[("start", FieldSchema::Date), ("end", FieldSchema::Date)])
            }
            FieldSchema::Point => {
                let coordinate = |s: &str, language: Language| {
                    let n = language.read_decimal(s)?;
                    n.to_string().parse::<f64>().ok().map(Value::from)
                };
                let lat = self.parsed(&format!("{path}/lat"), "number", coordinate);
                let lon = self.parsed(&format!("{path}/lon"), "number", coordinate);
                json!({"lat": lat, "lon": lon})
            }
            FieldSchema::Money => {
                let [amount, day] = ["amount", "value_date"].map(|name| format!("{path}/{name}"));
                let amount = self.decimal(&amount);
                let currency = Value::from(self.required(&format!("{path}/currency")));
                let day = self.date(&day);
                json!({"amount": amount, "currency": currency, "value_date": day})
            }
            FieldSchema::Quantity => {
                let value = self.decimal(&format!("{path}/value"));
                let qualifier = self.sheet.get(&format!("{path}/qualifier"));
                let qualifier = Qualifier::from_name(qualifier).unwrap_or_default();
                json!({"value": value, "qualifier": qualifier.name()})
            }
            FieldSchema::Fact(inner) => {
                let mut fact = Map::new();
                fact.insert("value".to_owned(), self.value(inner(), &format!("{path}/value")));
                self.source(path, &mut fact);
                Value::Object(fact)
            }
            FieldSchema::Optional(inner) if is_blank(self.sheet, inner(), path) => Value::Null,
            FieldSchema::Optional(inner) => self.value(inner(), path),
            FieldSchema::List(inner) => {
                let paths = (0..self.sheet.len(path)).map(|i| format!("{path}/{i}"));
                let stored: Vec<String> = paths.filter(|p| !is_blank(self.sheet, inner(), p)).collect();
                stored.iter().map(|p| self.value(inner(), p)).collect()
            }
            FieldSchema::Group(group) => self.group(&group, path),
        }
    }

    fn group(&mut self, group: &FieldGroup, path: &str) -> Value {
        let mut fields = Map::new();
        for field in group.fields {
            let (shape, path) = ((field.shape)(), format!("{path}/{}", field.name));
            let mut value = self.value(shape, &path);
            if let Some(list) = TypedList::of_format(field.format) {
                read_codes(list, &mut value);
            }
            match shape {
                // The default of such a list would be a statement that nobody made.
                FieldSchema::Choice(list) if value == "" => {
                    if list.is_explicit {
                        self.required(&path);
                    }
                }
                _ if value.is_null() => {}
                _ => drop(fields.insert(field.name.to_owned(), value)),
            }
        }
        if group.sourced {
            self.source(path, &mut fields);
        }
        Value::Object(fields)
    }

    fn source(&mut self, path: &str, fields: &mut Map<String, Value>) {
        let source = self.sheet.get(&format!("{path}/source")).trim();
        if !source.is_empty() {
            fields.insert("source".to_owned(), source.into());
        }
        let provenance = Provenance::from_name(self.sheet.get(&format!("{path}/provenance")));
        if let Some(provenance) = provenance.filter(|provenance| *provenance != Provenance::Stated) {
            fields.insert("provenance".to_owned(), provenance.name().into());
        }
    }

    fn text(&mut self, path: &str) -> Value {
        let written = self.sheet.under(path).filter(|(_, text)| !text.trim().is_empty());
        Value::Object(written.map(|(tag, text)| (tag.to_owned(), Value::from(text))).collect())
    }

    fn optional_fields(&mut self, path: &str, fields: &[(&str, FieldSchema)]) -> Value {
        let mut out = Map::new();
        for (name, shape) in fields {
            let path = format!("{path}/{name}");
            if !self.sheet.get(&path).trim().is_empty() {
                out.insert((*name).to_owned(), self.value(*shape, &path));
            }
        }
        Value::Object(out)
    }

    fn required(&mut self, path: &str) -> String {
        let typed = self.sheet.get(path).trim().to_owned();
        if typed.is_empty() {
            let name = path.rsplit('/').next().unwrap_or_default();
            self.fault(path, "missing", vec![("field", name.to_owned())]);
        }
        typed
    }

    fn decimal(&mut self, path: &str) -> Value {
        let read =
            self.parsed(path, "number", |s, language| language.read_decimal(s).map(|n| n.to_string().into()));
        let number = read.as_str().and_then(|n| n.parse::<Decimal>().ok());
        if number.is_some_and(|n| n.abs() > MAX_NUMBER) {
            self.fault(path, "number-too-large", vec![("limit", MAX_NUMBER.to_string())]);
        }
        read
    }

    fn date(&mut self, path: &str) -> Value {
        self.parsed(path, "date", |s, _| dates::parse(s).map(|d| d.to_string().into()))
    }

    /// The parsed value of a field; reports a fault and returns null if parsing fails.
    fn parsed(
        &mut self,
        path: &str,
        code: &'static str,
        read: impl Fn(&str, Language) -> Option<Value>,
    ) -> Value {
        let typed = self.required(path);
        if typed.is_empty() {
            return Value::Null;
        }
        read(&typed, self.language).unwrap_or_else(|| {
            self.fault(path, code, vec![("value", typed)]);
            Value::Null
        })
    }
}

/// Replaces the texts of typed codes by the codes.
fn read_codes(list: TypedList, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| read_codes(list, item)),
        Value::String(typed) => {
            if let Some(code) = list.code(typed, "") {
                *value = Value::from(code);
            }
        }
        _ => {}
    }
}

/// True if a field was left empty. Values that forms always send, such as "exactly", are ignored.
fn is_blank(sheet: &FormData, shape: FieldSchema, path: &str) -> bool {
    match shape {
        FieldSchema::Quantity => sheet.is_blank(&format!("{path}/value")),
        FieldSchema::Money => sheet.is_blank(&format!("{path}/amount")),
        FieldSchema::Fact(inner) => is_blank(sheet, inner(), &format!("{path}/value")),
        FieldSchema::Optional(inner) => is_blank(sheet, inner(), path),
        FieldSchema::List(inner) => {
            (0..sheet.len(path)).all(|i| is_blank(sheet, inner(), &format!("{path}/{i}")))
        }
        FieldSchema::Group(group) => {
            group.fields.iter().all(|f| is_blank(sheet, (f.shape)(), &format!("{path}/{}", f.name)))
        }
        _ => sheet.is_blank(path),
    }
}
