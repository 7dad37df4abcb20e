//! `xsi:type`: the types that an element may declare, as libxml2 decides.
use crate::schema::{Content, Simple, Type};

/// Types of XML Schema that content is checked against, each as the type of an element.
static TYPED: &[(Simple, Type)] = &[
    (Simple::Text, simple(Simple::Text)),
    (Simple::Uri, simple(Simple::Uri)),
    (Simple::Boolean, simple(Simple::Boolean)),
    (Simple::Date, simple(Simple::Date)),
    (Simple::DateTime, simple(Simple::DateTime)),
    (Simple::Decimal, simple(Simple::Decimal)),
    (Simple::Int, simple(Simple::Int)),
    (Simple::NonNegative, simple(Simple::NonNegative)),
    (Simple::Positive, simple(Simple::Positive)),
    (Simple::Token, simple(Simple::Token)),
];

/// The built-in types of XML Schema by name, with the type that checks their content.
const BUILT_IN: &[(&str, Simple)] = &[
    ("NCName", Simple::Token),
    ("NMTOKEN", Simple::Token),
    ("Name", Simple::Token),
    ("anySimpleType", Simple::Text),
    ("anyURI", Simple::Uri),
    ("boolean", Simple::Boolean),
    ("byte", Simple::Int),
    ("date", Simple::Date),
    ("dateTime", Simple::DateTime),
    ("decimal", Simple::Decimal),
    ("int", Simple::Int),
    ("integer", Simple::Int),
    ("language", Simple::Token),
    ("long", Simple::Int),
    ("nonNegativeInteger", Simple::NonNegative),
    ("normalizedString", Simple::Text),
    ("positiveInteger", Simple::Positive),
    ("short", Simple::Int),
    ("string", Simple::Text),
    ("token", Simple::Token),
    ("unsignedByte", Simple::NonNegative),
    ("unsignedInt", Simple::NonNegative),
    ("unsignedLong", Simple::NonNegative),
    ("unsignedShort", Simple::NonNegative),
];

/// Elements of the standard, with the names of their types in its schemas.
const NAMED: &[(&str, &str)] = &[
    ("aid-type", "aidTypeBase"),
    ("comment", "textRequiredType"),
    ("default-aid-type", "aidTypeBase"),
    ("department", "textRequiredType"),
    ("job-title", "textRequiredType"),
    ("mailing-address", "textRequiredType"),
    ("name", "textRequiredType"),
    ("organisation", "textRequiredType"),
    ("person-name", "textRequiredType"),
    ("title", "textRequiredType"),
    ("value", "currencyType"),
];

const fn simple(simple: Simple) -> Type {
    Type { attributes: &[], content: Content::Simple(simple), open: false }
}

fn built_in(name: &str) -> Option<(Simple, &'static Type)> {
    let (_, simple) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    TYPED.iter().find(|(typed, _)| typed == simple).map(|(simple, ty)| (*simple, ty))
}

/// The type that applies to an element that declares this type; `None` if the declaration is invalid.
pub(super) fn stated(
    ty: &'static Type,
    element: &str,
    name: &str,
    is_built_in: bool,
) -> Option<&'static Type> {
    if !is_built_in {
        return NAMED.contains(&(element, name)).then_some(ty);
    }
    if name == "anyType" {
        return matches!(ty.content, Content::Any).then_some(ty);
    }
    let (stated, stated_ty) = built_in(name)?;
    match &ty.content {
        Content::Any => Some(stated_ty),
        // Elements with attributes have types of their own, which are not derived from those of XML Schema.
        Content::Simple(declared) if ty.attributes.is_empty() && !ty.open => {
            is_derived(stated, *declared, name).then_some(stated_ty)
        }
        Content::Simple(_) | Content::Sequence(_) => None,
    }
}

fn is_derived(stated: Simple, declared: Simple, name: &str) -> bool {
    use Simple::{Decimal, Int, NonNegative, Positive, Text, Token};
    match declared {
        Text => matches!(stated, Text | Token) && name != "anySimpleType",
        Decimal => matches!(stated, Decimal | Int | NonNegative | Positive),
        _ => stated == declared,
    }
}
