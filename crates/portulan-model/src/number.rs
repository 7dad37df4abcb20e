//! Bounds of numbers in records.
//!
//! With these bounds, sums over a register, amounts converted with any rate that [`crate::Rates`] accepts,
//! and days multiplied by a daily cost stay below the largest [`Decimal`] (7.9 × 10^28): no total overflows.
use rust_decimal::Decimal;

use crate::{Body, FieldValue, visit_values};

/// Largest absolute value of a number in a record: 10^15.
pub const MAX_NUMBER: Decimal = Decimal::from_parts(0xa4c6_8000, 0x0003_8d7e, 0, false, 0);
/// Largest number of working days in a contribution in kind: 10^6.
pub const MAX_DAYS: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// The limit that a value exceeds, or `None` if it is within its limit or has none.
pub(crate) fn exceeded(value: FieldValue<'_>) -> Option<Decimal> {
    let (number, limit) = match value {
        FieldValue::Number(number) => (number, MAX_NUMBER),
        FieldValue::Days(days) => (days, MAX_DAYS),
        _ => return None,
    };
    (number.abs() > limit).then_some(limit)
}

/// The JSON pointer of the first number above its limit, and the limit.
pub fn too_large(body: &Body) -> Option<(String, Decimal)> {
    let mut found = None;
    visit_values(body, &mut |path, value| {
        if found.is_none() {
            found = exceeded(value).map(|limit| (path.to_string(), limit));
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::kinds::{InKind, Project};
    use crate::{FieldSchema, Kind, WorkingDays, folder};

    #[test]
    fn limits() {
        assert_eq!(MAX_NUMBER, "1000000000000000".parse().expect("a number"));
        assert_eq!(MAX_DAYS, "1000000".parse().expect("a number"));
        let with = |days: &str| {
            let days = Some(WorkingDays(days.parse().expect("a number")));
            let in_kind = InKind { days, ..Default::default() };
            Body::Project(Box::new(Project { in_kind: vec![in_kind], ..Default::default() }))
        };
        assert_eq!(too_large(&with("1000000")), None);
        assert_eq!(too_large(&with("-1000000.1")), Some(("/in_kind/0/days".to_owned(), MAX_DAYS)));
        // Above the limit of other numbers too, days have their own.
        let huge = with("1000000000000001");
        assert_eq!(too_large(&huge), Some(("/in_kind/0/days".to_owned(), MAX_DAYS)));
        assert_eq!(folder::to_value(&with("2.5"))["in_kind"][0]["days"], "2.5");
    }

    /// A value of a shape in which the number at `turn`, counted over all calls, is too large.
    fn sample(shape: FieldSchema, turn: &mut i32) -> Value {
        let number = |turn: &mut i32| {
            *turn -= 1;
            Value::from(if *turn == 0 { "1000000000000001" } else { "1" })
        };
        let day = "2025-01-01";
        match shape {
            FieldSchema::Decimal => number(turn),
            FieldSchema::Money => json!({"amount": number(turn), "currency": "EUR", "value_date": day}),
            FieldSchema::Quantity => json!({"value": number(turn)}),
            FieldSchema::Fact(of) => match sample(of(), turn) {
                Value::Null => Value::Null,
                value => json!({"value": value}),
            },
            FieldSchema::List(of) => match sample(of(), turn) {
                Value::Null => Value::Null,
                value => Value::Array(vec![value]),
            },
            FieldSchema::Optional(of) => sample(of(), turn),
            FieldSchema::Group(group) => {
                let fields = group.fields.iter().filter_map(|field| {
                    let value = sample((field.shape)(), turn);
                    (!value.is_null()).then(|| (field.name.to_owned(), value))
                });
                Value::Object(fields.collect::<Map<_, _>>())
            }
            _ => Value::Null,
        }
    }

    #[test]
    fn every_number_of_every_kind_has_a_limit() {
        let mut numbers = 0;
        for kind in Kind::ALL {
            for turn in 1.. {
                let mut left = turn;
                let value = sample(kind.shape(), &mut left);
                let body =
                    Body::read(*kind, value.clone()).unwrap_or_else(|e| panic!("{kind}: {e}: {value}"));
                if left > 0 {
                    assert_eq!(too_large(&body), None);
                    break;
                }
                assert!(too_large(&body).is_some(), "{kind}: number {turn} of {value}");
                numbers += 1;
            }
        }
        assert!(numbers > 15, "{numbers}");
    }
}
