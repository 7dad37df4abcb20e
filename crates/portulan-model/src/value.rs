//! Values that records consist of.
use std::collections::BTreeMap;
use std::ops::Deref;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;

/// A BCP 47 language tag, such as `fr` or `ar-MA`.
pub type Lang = String;

/// A text in one or several languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text(pub BTreeMap<Lang, String>);

impl Text {
    /// The text in `lang` or its primary language, else in English, else in French, else in any language;
    /// with the tag of the language found.
    pub fn get(&self, lang: &str) -> Option<(&str, &str)> {
        let exact = |tag: &str| self.0.get_key_value(tag).map(|(tag, text)| (tag.as_str(), text.as_str()));
        let primary = || {
            let same = |tag: &str| tag.split('-').next() == lang.split('-').next();
            self.0.iter().find(|(tag, _)| same(tag)).map(|(tag, text)| (tag.as_str(), text.as_str()))
        };
        let any = || self.0.iter().next().map(|(tag, text)| (tag.as_str(), text.as_str()));
        exact(lang).or_else(primary).or_else(|| exact("en")).or_else(|| exact("fr")).or_else(any)
    }

    /// The text alone, without its tag; empty if there is none.
    pub fn text(&self, lang: &str) -> &str {
        self.get(lang).map_or("", |(_, text)| text)
    }

    /// True if no language has a text other than white space.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|t| t.trim().is_empty())
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub struct $name(pub String);
    )*};
}

codes! {
    /// An ISO 3166-1 alpha-2 code.
    Country,
    /// An ISO 3166-2 code.
    Subdivision,
    /// An ISO 4217 code.
    Currency,
    /// An OECD-DAC five-digit purpose code.
    Sector,
    /// An IATI `OrganisationType` code.
    OrganisationType,
    /// An IATI `ActivityStatus` code.
    ActivityStatus,
    /// An IATI `TransactionType` code.
    TransactionType,
    /// An IATI `ResultType` code.
    ResultType,
    /// An OECD-DAC type of aid.
    AidType,
    /// An OECD-DAC channel of delivery.
    Channel,
    /// An `https` or `http` address.
    Web,
    /// Parts of an imported IATI element that have no field, as one XML element.
    IatiRest,
}

impl Deref for IatiRest {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// A point on the Earth (WGS 84).
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Latitude in degrees, -90 to 90.
    pub lat: f64,
    /// Longitude in degrees, -180 to 180.
    pub lon: f64,
}

/// A period; either end may be unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub start: Option<PartialDate>,
    /// The last day, inclusive.
    pub end: Option<PartialDate>,
}

/// An amount of money, as a decimal; never a float.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// The amount, in units of the currency; its absolute value is at most [`MAX_NUMBER`](crate::number::MAX_NUMBER).
    pub amount: Decimal,
    /// The currency.
    pub currency: Currency,
    /// The date whose exchange rate applies.
    pub value_date: PartialDate,
}

/// A number of working days; at most [`MAX_DAYS`](crate::number::MAX_DAYS).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingDays(pub Decimal);

/// The precision of a number.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
    strum::VariantNames,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Qualifier {
    /// The number itself.
    #[default]
    Exactly,
    /// More than the number.
    Over,
    /// A little less than the number.
    Nearly,
    /// The number, more or less.
    About,
}

crate::impl_names!(Qualifier);

/// A number with its precision, as a source gives it: "over 350", "nearly 90".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// The number.
    pub value: Decimal,
    /// The precision.
    #[serde(default)]
    pub qualifier: Qualifier,
}
