//! A position is not a place on Earth.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Looks whether `pos` is two decimal numbers with white space between: a latitude from -90 to 90, then a longitude from
    /// -180 to 180; and that it is not `0 0`, a place in the Atlantic that programs write for a place that they do not know.
    ///
    /// ## Why
    ///
    /// The standard takes any text, but only such a position shows on a map.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <pos>46.16,-1.15</pos>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write latitude and longitude in degrees, with a point for decimals and a space between: `<pos>46.16 -1.15</pos>`.
    /// Remove the point where the place is not known.
    "advice-position" "advice" Advice "location/point/pos" ALL;
    RuleCheck::Activity(|record, _, failures| checks::positions(record, failures))
}
