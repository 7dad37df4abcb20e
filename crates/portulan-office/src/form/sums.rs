//! The sums at the foot of a table of amounts, from the texts of the form.
use std::collections::BTreeMap;

use portulan_locales::{Language, key};
use portulan_model::{FieldSchema, cents};
use rust_decimal::Decimal;

use super::FormData;
use super::cells::TableSums;
use super::columns::find_field;
use super::labels::choice;
use super::tables::TableLayout;

/// An amount and its currency; `None` if the item has no amount.
type Worth = Option<(Decimal, String)>;

/// An amount that is not a number or has no currency, or a sum that is too large.
struct UnreadAmount;

/// The items that are summed together: the rank and the name of the value that they share, and the currency.
type SumKey = (usize, String, String);

/// Sums of the amounts in a form.
pub(super) struct AmountSums<'a> {
    pub(super) sheet: &'a FormData,
    pub(super) language: Language,
    /// The currency of amounts that name none; empty if it is not known.
    pub(super) currency: &'a str,
}

impl AmountSums<'_> {
    /// The sums of all items of a list, also of those that the page does not display.
    pub(super) fn of(&self, layout: &TableLayout, item: FieldSchema, path: &str) -> TableSums {
        let by = layout.by.and_then(|by| Some((by, find_field(item, by)?.shape)));
        let mut sums: BTreeMap<SumKey, Decimal> = BTreeMap::new();
        let mut unread = 0_usize;
        let summed = if layout.amount.is_some() { self.sheet.len(path) } else { 0 };
        for index in 0..summed {
            let item = format!("{path}/{index}");
            let shared = by.map(|(by, shape)| self.shared_value(shape, &format!("{item}/{by}")));
            let (rank, name) = shared.unwrap_or_default();
            let added = self.worth(layout, &item).and_then(|worth| {
                let Some((amount, currency)) = worth else { return Ok(()) };
                let sum = sums.entry((rank, name, currency)).or_default();
                *sum = sum.checked_add(amount).ok_or(UnreadAmount)?;
                Ok(())
            });
            unread += usize::from(added.is_err());
        }
        let line = |((_, name, currency), sum): (&SumKey, &Decimal)| {
            let label = match name.as_str() {
                "" => self.language.text(key!("office-table-sum")),
                name => self.language.format(key!("office-table-sum-of"), &[("value", name.into())]),
            };
            (label, self.language.money(*sum, currency))
        };
        let unread = match unread {
            0 => String::new(),
            count => self.language.format(key!("office-table-unread"), &[("count", count.into())]),
        };
        TableSums { lines: sums.iter().map(line).collect(), unread }
    }

    /// The rank of the value of a field among its choices, and its name.
    fn shared_value(&self, shape: FieldSchema, path: &str) -> (usize, String) {
        let value = self.sheet.get(path);
        let (rank, name) = match shape {
            FieldSchema::Choice(list) if !value.is_empty() => (
                list.variants.iter().position(|variant| *variant == value),
                choice(self.language, list, value),
            ),
            FieldSchema::Code(list) if !value.is_empty() => (
                list.entries().iter().position(|entry| entry.code == value),
                list.name(value, self.language.tag()).to_owned(),
            ),
            _ => (None, self.language.text(key!("unstated"))),
        };
        (rank.unwrap_or(usize::MAX), name)
    }

    /// The amount that an item counts with: that of all its days, or else the stated one.
    fn worth(&self, layout: &TableLayout, item: &str) -> Result<Worth, UnreadAmount> {
        if let Some((number, rate)) = layout.product {
            let number = self.sheet.get(&format!("{item}/{number}")).trim();
            let rate = self.money(&format!("{item}/{rate}"))?;
            if let (false, Some((rate, currency))) = (number.is_empty(), rate) {
                let number = self.language.read_decimal(number).ok_or(UnreadAmount)?;
                return Ok(Some((cents(rate.checked_mul(number).ok_or(UnreadAmount)?), currency)));
            }
        }
        layout.amount.map_or(Ok(None), |amount| self.money(&format!("{item}/{amount}")))
    }

    /// An amount as typed. Without a currency, it has the one that saving it sets.
    fn money(&self, path: &str) -> Result<Worth, UnreadAmount> {
        let amount = self.sheet.get(&format!("{path}/amount")).trim();
        if amount.is_empty() {
            return Ok(None);
        }
        let typed = self.sheet.get(&format!("{path}/currency")).trim();
        let currency = if typed.is_empty() { self.currency } else { typed };
        let amount =
            self.language.read_decimal(amount).filter(|_| !currency.is_empty()).ok_or(UnreadAmount)?;
        Ok(Some((amount, currency.to_owned())))
    }
}
