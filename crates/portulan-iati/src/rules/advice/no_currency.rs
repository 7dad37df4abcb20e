//! No default currency is declared.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Looks for `@default-currency` on activities with money whose every amount has its own currency.
    ///
    /// ## Why
    ///
    /// A default protects the amounts that will be added later.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-activity> with money and without default-currency
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `default-currency="EUR"`.
    "advice-no-currency" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| {
        checks::expect(
            record.currency
                || record.values_without_currency.count > 0
                || record.transactions.count + u64::from(record.budgets) == 0,
            record.line,
            "@default-currency",
            failures,
        );
    })
}
