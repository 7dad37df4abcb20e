//! The separator and the encoding of a CSV.
use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

/// The separator and the encoding of a CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CsvForm {
    /// The separator.
    pub separator: Separator,
    /// The encoding.
    pub encoding: CsvEncoding,
}

/// The separator of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Separator {
    /// `;`
    Semicolon,
    /// `,`
    Comma,
    /// Tab.
    Tab,
    /// `|`
    Bar,
}

impl Separator {
    /// All separators.
    pub const ALL: [Self; 4] = [Self::Semicolon, Self::Comma, Self::Tab, Self::Bar];

    /// The ASCII character.
    pub fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// The name in forms and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Semicolon => "semicolon",
            Self::Comma => "comma",
            Self::Tab => "tab",
            Self::Bar => "bar",
        }
    }
}

/// A character encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CsvEncoding {
    /// UTF-8.
    Utf8,
    /// Windows-1252.
    Windows1252,
    /// ISO 8859-15, Latin-9.
    Iso8859_15,
    /// Macintosh Roman.
    Macintosh,
    /// Code page 858 of DOS, with the euro sign, which Excel still writes as “CSV (MS-DOS)”.
    Cp858,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
}

impl CsvEncoding {
    /// All encodings.
    pub const ALL: [Self; 7] = [
        Self::Utf8,
        Self::Windows1252,
        Self::Iso8859_15,
        Self::Macintosh,
        Self::Cp858,
        Self::Utf16Le,
        Self::Utf16Be,
    ];

    /// The name in forms, the same in all languages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
            Self::Iso8859_15 => "ISO-8859-15",
            Self::Macintosh => "Macintosh",
            Self::Cp858 => "CP858 (MS-DOS)",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// The encoding of the WHATWG standard; `None` for code page 858, which the standard lacks.
    pub(crate) fn decoder(self) -> Option<&'static Encoding> {
        match self {
            Self::Utf8 => Some(UTF_8),
            Self::Windows1252 => Some(WINDOWS_1252),
            Self::Iso8859_15 => Some(ISO_8859_15),
            Self::Macintosh => Some(MACINTOSH),
            Self::Cp858 => None,
            Self::Utf16Le => Some(UTF_16LE),
            Self::Utf16Be => Some(UTF_16BE),
        }
    }
}
