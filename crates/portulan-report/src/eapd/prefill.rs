//! The body that prefills the form of the State's procedure, according to a table of the authority.
//!
//! Each line of the table names a field of the form and what it is filled with: `champ_Q2hhbXAtMQ amount`. A field of a block that
//! is repeated for each action is written `champ_Q2hhbXAtMg>champ_Q2hhbXAtMw title`. Fixed words follow `text`. Lines that begin
//! with `#` are remarks. A new form needs a new table, no new program.
use portulan_codelists::CodeList;
use portulan_locales::{Language, list};
use portulan_model::PublishedRegister;
use portulan_model::kinds::{Marker, OdaKind};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::words::{code_name, declarant, recipient_name};
use super::{Declaration, DeclarationLine};

/// The largest size of a table, in bytes.
pub const MAX_TABLE_BYTES: usize = 32 << 10;
/// The largest number of lines of a table.
const MAX_ROWS: usize = 400;
/// The largest number of characters of a field key.
const MAX_KEY_CHARS: usize = 100;

/// The sources for fields of the form as a whole.
const OF_DECLARATION: [&str; 5] = ["year", "total", "declarant", "siren", "actions"];
/// The sources for fields of a repeated block.
const OF_ACTION: [&str; 21] = [
    "title",
    "description",
    "recipient",
    "recipient-name",
    "channel",
    "channel-name",
    "partner",
    "purpose",
    "purpose-name",
    "aid-type",
    "aid-type-name",
    "kind",
    "mechanism",
    "amount",
    "paid",
    "others-share",
    "in-kind",
    "start",
    "end",
    "country",
    "number",
];

/// The sources that a table can name: for the form, and for each project.
pub fn sources() -> (Vec<String>, Vec<String>) {
    let totals = OdaKind::ALL.iter().map(|kind| format!("total-{}", kind.name()));
    let markers = Marker::ALL.iter().map(|marker| format!("marker-{}", marker.name()));
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    (
        owned(&OF_DECLARATION).into_iter().chain(totals).collect(),
        owned(&OF_ACTION).into_iter().chain(markers).collect(),
    )
}

/// An error in a table. The message is `prefill-<code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// The line number, from 1.
    pub line: usize,
    /// The code.
    pub code: &'static str,
}

/// A field of the form, and its source.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PrefillField {
    /// The repeated block that contains the field; `None` for a field of the form itself.
    block: Option<String>,
    key: String,
    source: String,
    /// The fixed text after `text`.
    words: String,
}

/// A table of fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrefillTable {
    fields: Vec<PrefillField>,
}

impl PrefillTable {
    /// Parses a table.
    pub fn read(text: &str) -> Result<Self, TableError> {
        let error = |line: usize, code| TableError { line: line + 1, code };
        if text.len() > MAX_TABLE_BYTES {
            return Err(error(0, "too-large"));
        }
        let (of_form, of_action) = sources();
        let mut fields: Vec<PrefillField> = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, rest) = line.split_once(char::is_whitespace).ok_or(error(at, "source"))?;
            let (source, words) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
            let (block, key) = name.split_once('>').map_or((None, name), |(block, key)| (Some(block), key));
            if ![block.unwrap_or(key), key].iter().all(|key| is_key(key)) {
                return Err(error(at, "key"));
            }
            let known = if block.is_some() { &of_action } else { &of_form };
            let is_text = source == "text";
            if !is_text && (!known.iter().any(|s| s == source) || !words.is_empty()) {
                return Err(error(at, "source"));
            }
            let field = PrefillField {
                block: block.map(str::to_owned),
                key: key.to_owned(),
                source: source.to_owned(),
                words: words.trim().to_owned(),
            };
            if fields.iter().any(|f| f.block == field.block && f.key == field.key) {
                return Err(error(at, "twice"));
            }
            fields.push(field);
            if fields.len() > MAX_ROWS {
                return Err(error(at, "too-large"));
            }
        }
        Ok(Self { fields })
    }

    /// True if the table has no fields.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The request body: each field with its value as text, each block with one object per project.
    pub fn body(
        &self,
        declaration: &Declaration,
        programme: &PublishedRegister,
        language: Language,
    ) -> Value {
        let mut body = Map::new();
        for field in &self.fields {
            let Some(block) = &field.block else {
                body.insert(field.key.clone(), of_form(field, declaration, programme, language).into());
                continue;
            };
            let rows = body.entry(block.clone()).or_insert_with(|| {
                Value::Array(declaration.lines.iter().map(|_| Value::Object(Map::new())).collect())
            });
            let objects = rows.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut);
            for (i, (object, line)) in objects.zip(&declaration.lines).enumerate() {
                object.insert(field.key.clone(), of_action(field, i, line, language).into());
            }
        }
        Value::Object(body)
    }
}

/// True for a possible field key: the keys of the service are `champ_` and a number in base 64.
fn is_key(key: &str) -> bool {
    let of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '=' | '+' | '/');
    !key.is_empty() && key.len() <= MAX_KEY_CHARS && key.chars().all(of_key)
}

fn of_form(
    field: &PrefillField,
    declaration: &Declaration,
    programme: &PublishedRegister,
    language: Language,
) -> String {
    let sum = |asked: &dyn Fn(&DeclarationLine) -> bool| {
        let lines = declaration.lines.iter().filter(|line| asked(line));
        euros(lines.map(|line| line.amounts.declared.value).sum())
    };
    match field.source.as_str() {
        "text" => field.words.clone(),
        "year" => declaration.year.to_string(),
        "total" => euros(declaration.sum()),
        "declarant" => declarant(programme, language),
        "siren" => programme.authority.body.siren.clone().unwrap_or_default(),
        "actions" => declaration.lines.len().to_string(),
        total => sum(&|line| total.strip_prefix("total-").is_some_and(|kind| line.kind.name() == kind)),
    }
}

fn of_action(field: &PrefillField, index: usize, line: &DeclarationLine, language: Language) -> String {
    let tag = language.tag();
    let named = |list, code: &Option<String>| code_name(language, list, code.as_ref());
    match field.source.as_str() {
        "text" => field.words.clone(),
        "number" => (index + 1).to_string(),
        "title" => line.title.text(tag).to_owned(),
        "description" => line.description.text(tag).to_owned(),
        "country" => line.country.clone(),
        "recipient" => line.recipient.value.map(|code| code.to_string()).unwrap_or_default(),
        "recipient-name" => recipient_name(language, line),
        "channel" => line.channel.value.clone().unwrap_or_default(),
        "channel-name" => named(CodeList::Channel, &line.channel.value),
        "partner" => line.channel_name.text(tag).to_owned(),
        "purpose" => line.purpose.value.clone().unwrap_or_default(),
        "purpose-name" => named(CodeList::Sector, &line.purpose.value),
        "aid-type" => line.aid_type.value.clone().unwrap_or_default(),
        "aid-type-name" => named(CodeList::AidType, &line.aid_type.value),
        "kind" => plain(&language.word(list!("oda-kind"), line.kind.name())),
        "mechanism" => {
            line.mechanism.map(|m| plain(&language.word(list!("mechanism"), m.name()))).unwrap_or_default()
        }
        "amount" => euros(line.amounts.declared.value),
        "paid" => euros(line.amounts.paid),
        "others-share" => euros(line.amounts.deducted),
        "in-kind" => euros(line.amounts.in_kind),
        "start" => line.dates[0].clone(),
        "end" => line.dates[1].clone(),
        marker => {
            let index = Marker::ALL.iter().position(|m| marker.strip_prefix("marker-") == Some(m.name()));
            let score = index.and_then(|i| line.markers.get(i).copied().flatten());
            score.map(|score| score.to_string()).unwrap_or_default()
        }
    }
}

/// Formats an amount for the form.
fn euros(amount: Decimal) -> String {
    format!("{amount:.2}")
}

/// The text with plain spaces, as another program compares it with its own choices.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_table_is_refused_with_its_line() {
        let code = |text: &str| PrefillTable::read(text).map(|_| ()).map_err(|e| (e.line, e.code));
        assert_eq!(
            code("# remark\n\nchamp_Q2g year\nchamp_B>champ_C amount\nchamp_D text Oui, tout"),
            Ok(())
        );
        assert_eq!(code("champ_Q2g"), Err((1, "source")));
        assert_eq!(code("champ_Q2g amount"), Err((1, "source")), "an amount belongs to an action");
        assert_eq!(code("champ_B>champ_C total"), Err((1, "source")));
        assert_eq!(code("\"x\" year"), Err((1, "key")));
        assert_eq!(code("champ_Q2g year\nchamp_Q2g total"), Err((2, "twice")));
        assert_eq!(code(&"x".repeat(MAX_TABLE_BYTES + 1)), Err((1, "too-large")));
    }
}
