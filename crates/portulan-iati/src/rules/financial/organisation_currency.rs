//! The financial value must have a specified currency, or the organisation must declare a default currency.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the organisation has `@default-currency`, or that every `value` has `@currency`.
    ///
    /// ## Why
    ///
    /// An amount without a currency is a number.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <value value-date="2024-01-01">1000</value>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `default-currency="EUR"` to `iati-organisation`.
    "7.8.2" "financial" Error "iati-organisation//value" ALL;
    RuleCheck::Organisation(|record, _, failures| checks::currency(record, failures))
}
