//! Namespaces of a file, made explicit on each record, which the register stores separately.
use std::collections::BTreeSet;

use portulan_iati::tree::{Element, ElementChild};

/// Declares on a record the prefixes that it uses and the root declares, and replaces a foreign default
/// namespace by a prefix: without its namespace, `<budget xmlns="urn:acme">` would be read as a budget of the
/// standard. Returns the number of bytes declared: a root can declare much, and each record gets a copy.
pub(super) fn prepare(record: &mut Element, root: &Element) -> usize {
    let mut prefixes = BTreeSet::new();
    collect(record, &mut prefixes);
    let mut declared_bytes = 0;
    for prefix in &prefixes {
        let name = format!("xmlns:{prefix}");
        if let Some(value) = root.attribute(&name)
            && record.attribute(&name).is_none()
        {
            declared_bytes += name.len() + value.len();
            record.attributes.push((name.into(), value.to_owned()));
        }
    }
    qualify(record, None, &mut FreshPrefixes { taken: prefixes, next: 1 });
    declared_bytes
}

/// Collects possible prefixes: text before colons in names, and in values and texts, which can contain names
/// as in `xsi:type="xs:string"`.
fn collect(element: &Element, into: &mut BTreeSet<String>) {
    let prefix = |name: &str| name.split_once(':').map(|(prefix, _)| prefix.to_owned());
    let declared = |name: &str| name.strip_prefix("xmlns:").map(str::to_owned);
    into.extend(prefix(&element.name));
    for (name, value) in &element.attributes {
        into.extend(prefix(name));
        into.extend(declared(name));
        into.extend(value.split_whitespace().filter_map(prefix));
    }
    for child in &element.children {
        match child {
            ElementChild::Element(child) => collect(child, into),
            ElementChild::Text(text) => into.extend(text.split_whitespace().filter_map(prefix)),
        }
    }
}

/// Generates prefixes that a record does not use.
struct FreshPrefixes {
    taken: BTreeSet<String>,
    next: usize,
}

impl FreshPrefixes {
    fn make(&mut self) -> String {
        loop {
            let name = format!("ns{}", self.next);
            self.next += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// Names an element and its descendants with the prefix of their default namespace. `around` is the prefix
/// for the default namespace of the parent, `None` if it has none. The default namespace remains declared,
/// for values that are names.
fn qualify(element: &mut Element, around: Option<&str>, names: &mut FreshPrefixes) {
    let declared = element.attribute("xmlns").map(str::to_owned);
    let is_qualified = element.name.contains(':');
    let needed = declared.as_ref().filter(|uri| !uri.is_empty() && relies_on_default(element));
    let made = needed.map(|uri| (names.make(), uri));
    if let Some((prefix, uri)) = &made {
        element.attributes.push((format!("xmlns:{prefix}").into(), (*uri).clone()));
    }
    let prefix = match &declared {
        Some(_) => made.as_ref().map(|(prefix, _)| prefix.as_str()),
        None => around,
    };
    if let Some(prefix) = prefix.filter(|_| !is_qualified) {
        element.name = format!("{prefix}:{}", element.name).into();
    }
    for child in &mut element.children {
        if let ElementChild::Element(child) = child {
            qualify(child, prefix, names);
        }
    }
}

/// True if an element, or a descendant in the scope of its default namespace, has a name without prefix.
fn relies_on_default(element: &Element) -> bool {
    let holds = |child: &&Element| child.attribute("xmlns").is_none();
    !element.name.contains(':') || element.elements().filter(holds).any(relies_on_default)
}
