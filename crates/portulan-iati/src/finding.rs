//! Findings of a validation.
use std::sync::Arc;

use crate::codes::Code;
use crate::xml::XmlFault;

/// The severity of a finding, as the official validator names it; `Advice` is an addition of this project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file is invalid.
    Critical,
    /// A rule of the standard is violated.
    Error,
    /// A recommendation of the standard is not followed.
    Warning,
    /// Not official: a suggestion to improve the data.
    Advice,
}

impl Severity {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// A place of a finding: a line, and the element or attribute with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingPlace {
    /// The line number, from 1.
    pub line: u64,
    /// The element or attribute, such as `sector/@percentage = '120'`.
    pub text: String,
}

/// The reason why the schema rejects an element or value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum SchemaFault {
    /// An unexpected element; `expected` would be allowed.
    Unexpected {
        element: String,
        expected: Vec<&'static str>,
    },
    /// The element ends before required content.
    Missing {
        element: String,
        expected: Vec<&'static str>,
    },
    /// An element inside one that may contain text only.
    NotText {
        element: String,
    },
    /// Text inside an element that may contain elements only.
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

/// The message of a finding.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// The message of the rule.
    Rule,
    /// A value that is not in its code list.
    Code {
        /// The value as written.
        value: String,
        /// The attribute; empty for the text of the element.
        attribute: &'static str,
        /// The element.
        element: &'static str,
        /// The linked attribute and its value.
        linked: Option<(&'static str, &'static str)>,
        /// A code of the list that differs only in case or white space.
        near: Option<&'static str>,
    },
    /// A withdrawn code.
    Withdrawn {
        /// The code.
        code: &'static Code,
        /// The attribute; empty for the text of the element.
        attribute: &'static str,
        /// The element.
        element: &'static str,
    },
    /// A violation of the schema.
    Schema(SchemaFault),
    /// A violation of XML.
    Fault(XmlFault),
    /// The root element is not one of IATI; its name.
    NotIati(String),
    /// The root element is in a foreign namespace; the namespace.
    Namespace(String),
    /// The version is not supported; the version.
    Version(String),
}

/// A finding: a failing element, or a group that a rule checks together.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The official rule id, or an id of this project for advice.
    pub id: &'static str,
    /// The official rule class, or `advice`.
    pub class: &'static str,
    /// The severity.
    pub severity: Severity,
    /// The message.
    pub message: Message,
    /// The places.
    pub places: Vec<FindingPlace>,
    /// The name of the code list that decided.
    pub codelist: Option<&'static str>,
    /// The identifier of the activity or organisation; `file` for the file as a whole.
    pub identifier: Arc<str>,
    /// The title of the activity, or the name of the organisation.
    pub title: Arc<str>,
    /// The number of the activity or organisation in the file, from 1; 0 for the file as a whole.
    pub record: u64,
}
