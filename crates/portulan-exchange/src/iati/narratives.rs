//! Narratives of texts, with or without their language.
use portulan_iati::tree::{Element, ElementChild};
use portulan_model::Text;

/// The narratives of a text, the default language first. Each names its language, so that elements can be
/// compared; see [`implicit`].
pub(super) fn narratives(text: &Text, lang: &str) -> Vec<Element> {
    let mut all: Vec<(&String, &String)> = text.0.iter().filter(|(_, t)| !t.trim().is_empty()).collect();
    all.sort_by_key(|(l, _)| l.as_str() != lang);
    let narrative = |(l, t): (&String, &String)| {
        Element::new("narrative").with("xml:lang", l.as_str()).with_text(t.trim())
    };
    all.into_iter().map(narrative).collect()
}

/// Removes the language of narratives that equals the inherited one, as in written files. `around` is the
/// inherited language.
pub(super) fn implicit(mut element: Element, around: &str) -> Element {
    let own = element.attribute("xml:lang").map(str::to_owned);
    if element.name == "narrative" {
        element.attributes.retain(|(name, value)| name != "xml:lang" || value != around);
    }
    let lang = own.as_deref().unwrap_or(around);
    for child in &mut element.children {
        if let ElementChild::Element(child) = child {
            *child = implicit(std::mem::take(child), lang);
        }
    }
    element
}
