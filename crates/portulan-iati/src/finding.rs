//! What a validation finds.
use std::sync::Arc;

use crate::codes::Code;
use crate::xml::XmlFault;

/// How grave a finding is, in the official validator's words; `Advice` is this project's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file is not valid.
    Critical,
    /// A rule of the standard is broken.
    Error,
    /// A recommendation of the standard is not followed.
    Warning,
    /// Not official: what would make the data better.
    Advice,
}

impl Severity {
    /// The word used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// Where a finding shows: a line, and the element or attribute with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingPlace {
    /// Counted from 1.
    pub line: u64,
    /// Such as `sector/@percentage = '120'`.
    pub text: String,
}

/// Why the schema refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum SchemaFault {
    /// An element out of place; `expected` could stand there.
    Unexpected {
        element: String,
        expected: Vec<&'static str>,
    },
    /// The element ends too early.
    Missing {
        element: String,
        expected: Vec<&'static str>,
    },
    /// An element inside one that holds text only.
    NotText {
        element: String,
    },
    /// Text inside an element that holds elements only.
    NotElements {
        element: String,
    },
    AttributeMissing {
        element: String,
        attribute: &'static str,
    },
    AttributeUnknown {
        element: String,
        attribute: String,
    },
    AttributeValue {
        element: String,
        attribute: String,
        value: String,
        expected: &'static str,
    },
    Value {
        element: String,
        value: String,
        expected: &'static str,
    },
}

/// What to say.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// The rule's own message.
    Rule,
    /// A value outside a code list.
    Code {
        /// As written.
        value: String,
        /// Empty for the text of the element.
        attribute: &'static str,
        /// The element.
        element: &'static str,
        /// The linked attribute and its value.
        linked: Option<(&'static str, &'static str)>,
        /// A code that differs by case or white space only.
        near: Option<&'static str>,
    },
    /// A code that its list withdrew.
    Withdrawn {
        /// The code.
        code: &'static Code,
        /// The attribute; empty for the text of the element.
        attribute: &'static str,
        /// The element.
        element: &'static str,
    },
    /// Not as the schema says.
    Schema(SchemaFault),
    /// Not XML.
    Fault(XmlFault),
    /// The root element is not one of IATI's.
    NotIati(String),
    /// The root element is of another namespace, which is given.
    Namespace(String),
    /// A version that is not validated.
    Version(String),
}

/// One entry of a report: a failing element, or a group that a rule judges together.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Official rule id, or this project's for advice.
    pub id: &'static str,
    /// Official class, or `advice`.
    pub class: &'static str,
    /// How grave.
    pub severity: Severity,
    /// What to say.
    pub message: Message,
    /// Where.
    pub places: Vec<FindingPlace>,
    /// The code list that decided.
    pub codelist: Option<&'static str>,
    /// Of the activity or organisation; `file` for the file itself.
    pub identifier: Arc<str>,
    /// Of the activity, or name of the organisation.
    pub title: Arc<str>,
    /// The number of the activity or organisation in the file, from 1; 0 for the file itself.
    pub record: u64,
}
