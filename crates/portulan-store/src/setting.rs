//! Keys of settings of the register.
use std::fmt;

/// A setting of the register. Settings of a user are columns of the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingKey {
    /// Two-person approval: `true` or `false`.
    TwoPersonApproval,
    /// The lowest role that requires two-step verification; empty for none.
    TwoStepFromRole,
    /// The key that seals cookies, in base64.
    CookieKey,
    /// The procedure of the State that declarations are sent to, as JSON.
    Prefill,
    /// The address of the draft that was sent to the procedure for the declaration of a year.
    PrefillDraft(i16),
    /// The fields that were chosen for the columns of a spreadsheet, as JSON; by the digest of its headings.
    ImportColumns(String),
    /// The list of recipients loaded for a year, as CSV.
    Recipients(i16),
    /// The source of the exchange rates.
    RatesSource,
    /// The time of the last deletion of old lines of the audit log, in milliseconds.
    AuditSweep,
}

/// The beginning of the stored keys of lists of recipients.
pub(crate) const RECIPIENTS_PREFIX: &str = "dac-recipients-";

impl fmt::Display for SettingKey {
    /// Writes the key as it is stored.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TwoPersonApproval => f.write_str("four-eyes"),
            Self::TwoStepFromRole => f.write_str("two-step-from-role"),
            Self::CookieKey => f.write_str("cookie-key"),
            Self::Prefill => f.write_str("eapd-prefill"),
            Self::PrefillDraft(year) => write!(f, "eapd-prefill/{year}"),
            Self::ImportColumns(digest) => write!(f, "import {digest}"),
            Self::Recipients(year) => write!(f, "{RECIPIENTS_PREFIX}{year}"),
            Self::RatesSource => f.write_str("rates-source"),
            Self::AuditSweep => f.write_str("audit-sweep"),
        }
    }
}
