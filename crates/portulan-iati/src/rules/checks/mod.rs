//! Checks that several rules share.
mod dates;
mod identifiers;
mod other;
mod shares;

pub(super) use dates::{century, date_order, not_future, one_year, period_order, value_within};
pub(super) use identifiers::{
    agency, identifier_not_org, identifier_prefix, inner_spaces, inner_spaces_of_record, no_spaces,
    no_symbols, no_symbols_after_known, positions,
};
pub(super) use other::*;
pub(super) use shares::*;

use super::Failures;

/// Fails at `line` unless `good`.
pub(super) fn expect(good: bool, line: u64, name: &str, failures: &mut Failures) {
    if !good {
        failures.fail(|places| places.add(line, || name.to_owned()));
    }
}
