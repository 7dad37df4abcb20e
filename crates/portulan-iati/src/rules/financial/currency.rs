//! The activity should specify a default currency, or the currency must be specified for each monetary value.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the activity has `@default-currency`, or that every `value`, `forecast` and `loan-status` has
    /// `@currency`.
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
    /// Add `default-currency="EUR"` to `iati-activity`.
    "7.8.1" "financial" Error "iati-activity//value|loan-status|forecast" ALL;
    RuleCheck::Activity(|record, _, failures| checks::currency(record, failures))
}
