//! Faults that stop the reading of an XML document.
use super::html;

/// A fault and its line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {kind}")]
pub struct XmlFault {
    /// The line number, from 1; LF, CRLF and CR each end a line.
    pub line: u64,
    /// The kind of the fault.
    pub kind: FaultKind,
}

/// A violation of XML, or XML that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum FaultKind {
    #[error("the file is empty")]
    Empty,
    #[error("the file ends in the middle of a tag, a comment or a text")]
    Truncated,
    #[error("the element {0} is never closed")]
    NotClosed(String),
    #[error("{close} closes {open}")]
    Mismatch { open: String, close: String },
    #[error("{0} is closed but was not open")]
    CloseWithoutOpen(String),
    #[error("text stands outside the root element")]
    TextOutside,
    #[error("a second root element")]
    SecondRoot,
    #[error("the character {0:#04x} is not allowed in XML")]
    Character(u32),
    #[error("the bytes are not valid in the declared encoding")]
    NotUtf8,
    #[error("`--` inside a comment")]
    Comment,
    #[error("`]]>` outside a CDATA section")]
    CdataEnd,
    #[error("a document type with declarations, or in the wrong place, is refused")]
    Doctype,
    #[error("`<!` begins nothing known")]
    Markup,
    #[error("a processing instruction without a proper name, or an XML declaration that is not first")]
    Instruction,
    #[error("`{0}` is not a name")]
    Name(String),
    #[error("the attribute {0} has no value in quotation marks")]
    AttributeValue(String),
    #[error("the attribute {0} is given twice")]
    AttributeTwice(String),
    #[error("a tag has more than 1,000 attributes")]
    TooManyAttributes,
    #[error("`<` inside the value of {0}")]
    LessThan(String),
    #[error("a space is missing before {0}")]
    Space(String),
    #[error("`&` begins no known reference; write `&amp;`")]
    Reference,
    #[error("&{0}; is a name of HTML; write the character, or &#{1};")]
    HtmlEntity(String, u32),
    #[error("&{0}; is not defined; if it is text, write &amp;{0};")]
    Entity(String),
    #[error("more than 256 elements inside one another")]
    TooDeep,
    #[error("a tag, text or comment is longer than 10,000,000 bytes")]
    TokenTooLong,
    #[error("one activity holds more than 100,000 {0}")]
    TooMany(&'static str),
    #[error("one activity or organisation holds more than 64 MiB")]
    TooLarge,
    #[error("the encoding {0} is not known")]
    Encoding(String),
}

impl FaultKind {
    /// The name of the fault in message keys.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Truncated => "truncated",
            Self::NotClosed(_) => "not-closed",
            Self::Mismatch { .. } => "mismatch",
            Self::CloseWithoutOpen(_) => "close-without-open",
            Self::TextOutside => "text-outside",
            Self::SecondRoot => "second-root",
            Self::Character(_) => "character",
            Self::NotUtf8 => "not-utf8",
            Self::Comment => "comment",
            Self::CdataEnd => "cdata-end",
            Self::Doctype => "doctype",
            Self::Markup => "markup",
            Self::Instruction => "instruction",
            Self::Name(_) => "name",
            Self::AttributeValue(_) => "attribute-value",
            Self::AttributeTwice(_) => "attribute-twice",
            Self::TooManyAttributes => "too-many-attributes",
            Self::LessThan(_) => "less-than",
            Self::Space(_) => "space",
            Self::Reference => "reference",
            Self::HtmlEntity(..) => "html-entity",
            Self::Entity(_) => "entity",
            Self::TooDeep => "too-deep",
            Self::TokenTooLong => "token-too-long",
            Self::TooMany(_) => "too-many",
            Self::TooLarge => "too-large",
            Self::Encoding(_) => "encoding",
        }
    }

    /// The name that the message refers to; for a mismatch also the name of the end tag.
    pub fn subject(&self) -> (String, String) {
        match self {
            Self::Mismatch { open, close } => (open.clone(), close.clone()),
            Self::Character(byte) => (format!("{byte:#04x}"), String::new()),
            Self::HtmlEntity(name, code) => (name.clone(), code.to_string()),
            Self::TooMany(what) => ((*what).to_owned(), String::new()),
            Self::NotClosed(name)
            | Self::CloseWithoutOpen(name)
            | Self::Name(name)
            | Self::AttributeValue(name)
            | Self::AttributeTwice(name)
            | Self::LessThan(name)
            | Self::Space(name)
            | Self::Entity(name)
            | Self::Encoding(name) => (name.clone(), String::new()),
            _ => (String::new(), String::new()),
        }
    }
}

impl FaultKind {
    /// The reason why the `&` at the start of `bytes` does not begin a reference.
    pub(super) fn of_reference(bytes: &[u8]) -> Self {
        let Some(name) = html::entity(bytes) else { return Self::Reference };
        match html::character(name) {
            Some(code) => Self::HtmlEntity(name.to_owned(), code),
            None => Self::Entity(name.to_owned()),
        }
    }
}

pub(super) fn at(line: u64, kind: FaultKind) -> XmlFault {
    XmlFault { line, kind }
}

/// The first 60 characters of a name, for messages.
pub(crate) fn shorten(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    if text.len() <= MAX_CHARS { text.to_owned() } else { text.chars().take(MAX_CHARS).collect() }
}
