//! IATI 2.03 as types: a struct for every element of the standard, with a field for each of its attributes
//! and elements.
//!
//! Reading accepts any order and preserves everything: unknown content, such as extensions and repetitions,
//! is stored in [`Extra`]. Writing follows the order of the schema, so that reading the result gives an equal
//! value.
#[allow(missing_docs, reason = "the names are the standard's, which documents them")]
mod elements;
mod value;

pub use elements::*;
pub use value::{Lexical, TypedValue};

use crate::tree::{Element, ElementChild};
use crate::xml::is_blank;

/// The content of an element that its type does not define: attributes and elements of other namespaces,
/// misplaced texts, repetitions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra {
    /// Names and values, in order.
    pub attributes: Vec<(String, String)>,
    /// Elements and texts, in order.
    pub children: Vec<ElementChild>,
}

/// A type of the standard.
pub trait Model: Default {
    /// Reads an element, whatever its name.
    fn read(element: Element) -> Self;
    /// Writes an element with this name.
    fn write(&self, name: &'static str) -> Element;
}

/// A field for the elements with one name.
trait Children {
    /// Stores the element, or returns it if the field is full.
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
    /// Stores content without a field. Text between elements is a mistake, but is preserved.
    fn store_extra(&mut self, child: ElementChild) {
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

/// True if an element belongs to the standard: without prefix or namespace of its own.
fn is_own(element: &Element) -> bool {
    element.attribute("xmlns").is_none_or(str::is_empty)
}

/// Defines the struct of a type and its [`Model`] implementation: attributes, then either text or elements,
/// in the order of the schema; `..` marks the position of extensions.
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
                    $(.with_optional($attribute_name, self.$attribute.clone()))*
                    .with_text(&self.text);
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
                        this.extra.store_extra(child);
                    }
                }
                this
            }

            fn write(&self, name: &'static str) -> $crate::tree::Element {
                let mut element = $crate::tree::Element::new(name)
                    $(.with_optional($attribute_name, self.$attribute.clone()))*;
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
