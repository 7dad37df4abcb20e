//! Each transaction should only contain one aid type code per aid type vocabulary.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Counts the aid types of each vocabulary in a transaction.
    ///
    /// ## Why
    ///
    /// A transaction has one type of aid in a vocabulary.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <aid-type code="C01"/><aid-type code="B01"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Leave one, or divide the transaction.
    "107.2.2" "financial" Warning "transaction[aid-type]" V203;
    RuleCheck::Transaction(|transaction, failures| {
        checks::one_per_vocabulary(&transaction.aid_types, "aid-type", failures);
    })
}
