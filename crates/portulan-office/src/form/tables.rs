//! The lists of a form that are tables: amounts of money, edited in place with one row for each item.
use portulan_model::Kind;

/// A list that forms show as a table.
#[derive(Debug, PartialEq, Eq)]
pub struct TableLayout {
    /// The field of the record.
    pub list: &'static str,
    /// The fields of an item that have a column, in order: a field such as `date`, or a part of one such as `value/amount`. The other
    /// fields are in the details of the row.
    pub columns: &'static [&'static str],
    /// The amount of an item, for the sums.
    pub amount: &'static str,
    /// A number and the amount for one of them, such as days and a daily cost. An item that has both counts with their product.
    pub product: Option<(&'static str, &'static str)>,
    /// The field whose values have a sum each, where a sum of all items has no meaning.
    pub by: Option<&'static str>,
}

/// A table of amounts in the field `value`.
const fn table(list: &'static str, columns: &'static [&'static str]) -> TableLayout {
    TableLayout { list, columns, amount: "value", product: None, by: None }
}

static PROJECT: [TableLayout; 4] = [
    table("budgets", &["period/start", "period/end", "value/amount", "value/currency", "heading"]),
    TableLayout {
        by: Some("kind"),
        ..table("transactions", &["date", "kind", "value/amount", "value/currency", "provider", "receiver"])
    },
    table("funding", &["funder", "value/amount", "value/currency", "stage", "instrument"]),
    TableLayout {
        product: Some(("days", "daily_cost")),
        ..table(
            "in_kind",
            &[
                "kind",
                "provider",
                "days",
                "daily_cost/amount",
                "daily_cost/currency",
                "value/amount",
                "value/currency",
            ],
        )
    },
];

static AGREEMENT: [TableLayout; 1] =
    [table("amounts", &["value/amount", "value/currency", "value/value_date"])];

static MISSION: [TableLayout; 1] = [TableLayout {
    amount: "amount",
    by: Some("stage"),
    ..table("costs", &["what", "kind", "amount/amount", "amount/currency", "stage", "payer"])
}];

static AUTHORITY: [TableLayout; 1] =
    [table("service_budgets", &["mechanism", "year", "value/amount", "value/currency"])];

/// The tables in the form of a kind.
pub fn tables(kind: Kind) -> &'static [TableLayout] {
    match kind {
        Kind::Authority => &AUTHORITY,
        Kind::Project => &PROJECT,
        Kind::Agreement => &AGREEMENT,
        Kind::Mission => &MISSION,
        _ => &[],
    }
}

/// The table that a list of a form is; `None` for all other lists.
pub fn table_at(kind: Kind, path: &str) -> Option<&'static TableLayout> {
    let name = path.strip_prefix('/')?;
    tables(kind).iter().find(|table| table.list == name)
}

#[cfg(test)]
mod tests {
    use portulan_model::FieldSchema;

    use super::*;
    use crate::form::columns::find_field;

    /// The type of the items of a table.
    fn item(kind: Kind, layout: &TableLayout) -> FieldSchema {
        let FieldSchema::Group(group) = kind.shape() else { panic!("{kind} is a group") };
        let field = group.fields.iter().find(|field| field.name == layout.list);
        match field.map(|field| (field.shape)()) {
            Some(FieldSchema::List(inner)) => inner(),
            _ => panic!("{kind} has no list {}", layout.list),
        }
    }

    #[test]
    fn every_name_in_a_table_is_a_field_of_its_items() {
        for kind in Kind::ALL {
            for layout in tables(*kind) {
                let item = item(*kind, layout);
                let shape = |path: &str| {
                    let found = find_field(item, path).map(|found| found.shape);
                    found.unwrap_or_else(|| panic!("{kind} {}: {path}", layout.list))
                };
                for column in layout.columns {
                    let is_one_control = !matches!(
                        shape(column),
                        FieldSchema::Period
                            | FieldSchema::Point
                            | FieldSchema::Money
                            | FieldSchema::Quantity
                            | FieldSchema::Fact(_)
                            | FieldSchema::List(_)
                            | FieldSchema::Group(_)
                    );
                    assert!(is_one_control, "{kind} {}: {column}", layout.list);
                }
                assert!(matches!(shape(layout.amount), FieldSchema::Money), "{kind} {}", layout.list);
                if let Some((number, amount)) = layout.product {
                    assert!(matches!(shape(number), FieldSchema::Decimal), "{kind} {}", layout.list);
                    assert!(matches!(shape(amount), FieldSchema::Money), "{kind} {}", layout.list);
                }
                if let Some(by) = layout.by {
                    let is_choice = matches!(shape(by), FieldSchema::Choice(_) | FieldSchema::Code(_));
                    assert!(is_choice, "{kind} {}", layout.list);
                }
                let amount = format!("{}/amount", layout.amount);
                assert!(layout.columns.contains(&amount.as_str()), "{kind} {} has its amount", layout.list);
            }
        }
    }

    #[test]
    fn only_lists_of_the_record_itself_are_tables() {
        let list = |path| table_at(Kind::Project, path).map(|table| table.list);
        assert_eq!(list("/budgets"), Some("budgets"));
        assert_eq!([list("/budgets/0"), list("/results"), list("budgets"), list("/a/budgets")], [None; 4]);
        assert_eq!(table_at(Kind::Event, "/budgets"), None);
    }
}
