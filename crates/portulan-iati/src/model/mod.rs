//! IATI 2.03 as types: every element of the standard a struct, every attribute and element of it a field.
//!
//! Reading takes any order and loses nothing: what a type does not know, extensions and repetitions among it, stays in
//! [`Extra`]. Writing follows the order of the schema, so that reading what was written gives the same value again.
#[allow(missing_docs, reason = "the names are the standard's, which documents them")]
mod elements;
mod value;

pub use elements::*;
pub use value::{Lexical, TypedValue};

use crate::tree::{Element, ElementChild};
use crate::xml::is_blank;

/// What an element has beyond its type: attributes and elements of other namespaces, texts out of place, repetitions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra {
    /// Names and values, in order.
    pub attributes: Vec<(String, String)>,
    /// Elements and texts, in order.
    pub children: Vec<ElementChild>,
}

/// A type of the standard.
pub trait Model: Default {
    /// Takes an element apart, whatever its name.
    fn read(element: Element) -> Self;
    /// The element, under this name.
    fn write(&self, name: &'static str) -> Element;
}

/// A field that holds elements of one name.
trait Children {
    /// Keeps the element, or gives it back where there is no place.
    fn take(&mut self, element: Element) -> Option<Element>;
    fn write(&self, name: &'static str, into: &mut Element);
}

impl<T: Model> Children for Option<T> {
    fn take(&mut self, element: Element) -> Option<Element> {
        if self.is_some() {
            return Some(element);
        }
        *self = Some(T::read(element));
        None
    }

    fn write(&self, name: &'static str, into: &mut Element) {
        into.children.extend(self.iter().map(|t| ElementChild::Element(t.write(name))));
    }
}

impl<T: Model> Children for Vec<T> {
    fn take(&mut self, element: Element) -> Option<Element> {
        self.push(T::read(element));
        None
    }

    fn write(&self, name: &'static str, into: &mut Element) {
        into.children.extend(self.iter().map(|t| ElementChild::Element(t.write(name))));
    }
}

impl Extra {
    /// Keeps what has no field. Text stands between elements only by mistake, but is kept.
    fn keep(&mut self, child: ElementChild) {
        match (child, self.children.last_mut()) {
            (ElementChild::Text(text), _) if is_blank(&text) => {}
            (ElementChild::Text(text), Some(ElementChild::Text(before))) => before.push_str(&text),
            (child, _) => self.children.push(child),
        }
    }

    fn write_attributes(&self, into: &mut Element) {
        let pairs = self.attributes.iter().map(|(name, value)| (name.clone().into(), value.clone()));
        into.attributes.extend(pairs);
    }

    fn write_children(&self, into: &mut Element) {
        into.children.extend(self.children.iter().cloned());
    }
}

/// Whether an element is one of the standard's: without prefix or namespace of its own.
fn is_own(element: &Element) -> bool {
    element.get("xmlns").is_none_or(str::is_empty)
}

/// Defines the struct of a type and its [`Model`]: attributes, then either the text or the elements, in the
/// schema's order; `..` is where extensions stand.
macro_rules! element {
    ($(#[$doc:meta])* $name:ident {
        $(@ $attribute:ident: $type:ty = $attribute_name:literal;)*
        text: $text:ty;
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $(pub $attribute: Option<$type>,)*
            pub text: $text,
            pub extra: $crate::model::Extra,
        }

        impl $crate::model::Model for $name {
            fn read(element: $crate::tree::Element) -> Self {
                let mut this = Self { text: element.text().into(), ..Self::default() };
                for (name, value) in element.attributes {
                    match &*name {
                        $($attribute_name => this.$attribute = Some(value.into()),)*
                        _ => this.extra.attributes.push((name.into_owned(), value)),
                    }
                }
                let elements = element.children.into_iter().filter(|c| matches!(c, $crate::tree::ElementChild::Element(_)));
                this.extra.children.extend(elements);
                this
            }

            fn write(&self, name: &'static str) -> $crate::tree::Element {
                let mut element = $crate::tree::Element::new(name)
                    $(.maybe($attribute_name, self.$attribute.clone()))*
                    .holding(&self.text);
                self.extra.write_attributes(&mut element);
                self.extra.write_children(&mut element);
                element
            }
        }
    };
    ($(#[$doc:meta])* $name:ident {
        $(@ $attribute:ident: $type:ty = $attribute_name:literal;)*
        $(+ $child:ident: $children:ty = $child_name:literal;)*
        ..;
        $(+ $late:ident: $lates:ty = $late_name:literal;)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $(pub $attribute: Option<$type>,)*
            $(pub $child: $children,)*
            $(pub $late: $lates,)?
            pub extra: $crate::model::Extra,
        }

        impl $crate::model::Model for $name {
            fn read(element: $crate::tree::Element) -> Self {
                let mut this = Self::default();
                for (name, value) in element.attributes {
                    match &*name {
                        $($attribute_name => this.$attribute = Some(value.into()),)*
                        _ => this.extra.attributes.push((name.into_owned(), value)),
                    }
                }
                for child in element.children {
                    let left = match child {
                        $crate::tree::ElementChild::Element(e) if $crate::model::is_own(&e) => match &*e.name {
                            $($child_name => $crate::model::Children::take(&mut this.$child, e),)*
                            $($late_name => $crate::model::Children::take(&mut this.$late, e),)?
                            _ => Some(e),
                        }
                        .map($crate::tree::ElementChild::Element),
                        other => Some(other),
                    };
                    if let Some(child) = left {
                        this.extra.keep(child);
                    }
                }
                this
            }

            fn write(&self, name: &'static str) -> $crate::tree::Element {
                let mut element = $crate::tree::Element::new(name)
                    $(.maybe($attribute_name, self.$attribute.clone()))*;
                self.extra.write_attributes(&mut element);
                $($crate::model::Children::write(&self.$child, $child_name, &mut element);)*
                self.extra.write_children(&mut element);
                $($crate::model::Children::write(&self.$late, $late_name, &mut element);)?
                element
            }
        }
    };
}
use element;
