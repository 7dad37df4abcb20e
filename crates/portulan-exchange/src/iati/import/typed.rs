//! Typed values and texts of a parsed activity.
use portulan_iati::model::{Lexical, Narrative, TypedValue};
use portulan_model::Text;
use portulan_model::check::is_language_tag;

/// The value, if it is well-formed.
pub(super) fn get<T: Lexical>(value: Option<&TypedValue<T>>) -> Option<T> {
    value.and_then(TypedValue::get)
}

/// One text per language; a second one in the same language is dropped.
pub(super) fn text(narratives: &[Narrative]) -> Text {
    let mut out = Text::default();
    for narrative in narratives {
        let Some(lang) = narrative.lang.as_deref().filter(|l| is_language_tag(l)) else { continue };
        if !narrative.text.trim().is_empty() {
            out.0.entry(lang.to_owned()).or_insert_with(|| narrative.text.trim().to_owned());
        }
    }
    out
}
