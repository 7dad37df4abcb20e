//! Values whose parts are shown together, in words: a period, a point, a quantity.
use portulan_locales::{Language, dates, list};
use portulan_model::{FieldSchema, Period};

use super::FormData;

/// The words of a value at a path of a form; empty for other types.
pub(super) fn whole_value_words(
    shape: FieldSchema,
    sheet: &FormData,
    path: &str,
    language: Language,
) -> String {
    let part = |name: &str| sheet.get(&format!("{path}/{name}")).trim().to_owned();
    let joined = |parts: [String; 2], by: &str| {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
    };
    match shape {
        FieldSchema::Period => {
            let [start, end] = ["start", "end"].map(|name| dates::parse(&part(name)));
            dates::period(language, &Period { start, end })
        }
        FieldSchema::Point => {
            let degrees = |name| language.decimal_mark().replace_point(&part(name)).replace('-', "\u{2212}");
            joined([degrees("lat"), degrees("lon")], " ; ")
        }
        FieldSchema::Quantity => {
            let words = match part("qualifier").as_str() {
                "" | "exactly" => String::new(),
                other => language.word(list!("qualifier"), other),
            };
            joined([words, part("value")], " ")
        }
        _ => String::new(),
    }
}
