//! Division of amounts into parts, to the cent and without loss.
use rust_decimal::Decimal;

use crate::cents;

/// Divides an amount by weights. The parts are whole cents and add up to the amount: the remainder goes to
/// the parts that lost most by rounding, the first among equals first. Without a positive weight, the parts
/// are equal.
pub fn split(amount: Decimal, weights: &[Decimal]) -> Vec<Decimal> {
    if weights.is_empty() {
        return Vec::new();
    }
    let amount = cents(amount);
    let positive: Vec<Decimal> = weights.iter().map(|w| (*w).max(Decimal::ZERO)).collect();
    let sum: Decimal = positive.iter().sum();
    let weights = if sum.is_zero() { vec![Decimal::ONE; weights.len()] } else { positive };
    let sum: Decimal = weights.iter().sum();
    let cent = Decimal::new(if amount.is_sign_negative() { -1 } else { 1 }, 2);
    let whole: Vec<Decimal> = weights.iter().map(|w| amount * w / sum).collect();
    let mut parts: Vec<Decimal> = whole.iter().map(|part| part.trunc_with_scale(2)).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse((whole[i] - parts[i]).abs()));
    let mut left = amount - parts.iter().sum::<Decimal>();
    for i in order.into_iter().cycle() {
        if left.is_zero() {
            break;
        }
        parts[i] += cent;
        left -= cent;
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_third_of_a_euro_is_not_lost() {
        let parts = split(Decimal::ONE, &[Decimal::ONE; 3]);
        assert_eq!(parts.iter().map(Decimal::to_string).collect::<Vec<_>>(), ["0.34", "0.33", "0.33"]);
        assert!(split(Decimal::ONE, &[]).is_empty());
    }

    proptest! {
        #[test]
        fn parts_add_up_and_are_near_their_share(
            amount in -1_000_000_000_i64..1_000_000_000,
            weights in prop::collection::vec(0_u32..1000, 1..12),
        ) {
            let amount = Decimal::new(amount, 2);
            let weights: Vec<Decimal> = weights.into_iter().map(Decimal::from).collect();
            let parts = split(amount, &weights);
            prop_assert_eq!(parts.iter().sum::<Decimal>(), amount);
            let sum: Decimal = weights.iter().sum();
            if !sum.is_zero() {
                for (part, weight) in parts.iter().zip(&weights) {
                    prop_assert!((part - amount * weight / sum).abs() < Decimal::new(1, 2));
                }
            }
        }
    }
}
