//! The lists of a form that are tables, edited in place with one row for each item: amounts of money, and short items.
use portulan_model::Kind;

/// A list that forms show as a table.
#[derive(Debug, PartialEq, Eq)]
pub struct TableLayout {
    /// The field of the record, or the path to a list of the items of others, such as `results/indicators/periods`.
    pub list: &'static str,
    /// The fields of an item that have a column, in order: a field such as `date`, or a part of one such as `value/amount`. The other
    /// fields are in the details of the row.
    pub columns: &'static [&'static str],
    /// The amount of an item, for the sums; `None` for items that are not summed.
    pub amount: Option<&'static str>,
    /// A number and the amount for one of them, such as days and a daily cost. An item that has both counts with their product.
    pub product: Option<(&'static str, &'static str)>,
    /// The field whose values have a sum each, where a sum of all items has no meaning.
    pub by: Option<&'static str>,
}

impl TableLayout {
    /// The date by which the items are in order where they are read: that of the first column; `None` for items in an order of their own.
    pub fn date(&self) -> Option<&'static str> {
        self.columns.first().copied().filter(|column| matches!(*column, "date" | "due" | "period/start"))
    }
}

/// A table of amounts in the field `value`.
const fn table(list: &'static str, columns: &'static [&'static str]) -> TableLayout {
    TableLayout { list, columns, amount: Some("value"), product: None, by: None }
}

/// A table without sums.
const fn plain_table(list: &'static str, columns: &'static [&'static str]) -> TableLayout {
    TableLayout { list, columns, amount: None, product: None, by: None }
}

static PROJECT: [TableLayout; 10] = [
    table("budgets", &["period/start", "period/end", "value/amount", "value/currency", "heading"]),
    TableLayout {
        by: Some("kind"),
        ..table(
            "transactions",
            &["date", "kind", "value/amount", "value/currency", "heading", "provider", "receiver"],
        )
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
    plain_table("funding/reports", &["due", "title", "sent"]),
    table("funding/instalments", &["due", "value/amount", "value/currency", "condition", "received"]),
    plain_table("results/indicators/periods", &["period/start", "period/end", "target", "actual"]),
    plain_table("results/indicators/periods/parts", &["group", "target", "actual"]),
    plain_table("sectors", &["code", "percentage"]),
    plain_table("markers", &["marker", "score"]),
];

static AGREEMENT: [TableLayout; 2] = [
    table("amounts", &["value/amount", "value/currency", "value/value_date"]),
    plain_table("signatories", &["organisation", "signed"]),
];

static MISSION: [TableLayout; 1] = [TableLayout {
    amount: Some("amount"),
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
    let steps = path.strip_prefix('/')?.split('/');
    let fields: Vec<&str> = steps.filter(|step| step.parse::<usize>().is_err()).collect();
    let (name, is_item) = (fields.join("/"), path.rsplit('/').next()?.parse::<usize>().is_ok());
    tables(kind).iter().find(|table| table.list == name && !is_item)
}

#[cfg(test)]
mod tests {
    use portulan_model::FieldSchema;

    use super::*;
    use crate::form::columns::find_field;

    /// The type of the items of a table.
    fn item(kind: Kind, layout: &TableLayout) -> FieldSchema {
        layout.list.split('/').fold(kind.shape(), |shape, name| {
            let FieldSchema::Group(group) = shape else { panic!("{kind} {name} is no group") };
            let field = group.fields.iter().find(|field| field.name == name);
            match field.map(|field| (field.shape)()) {
                Some(FieldSchema::List(inner)) => inner(),
                _ => panic!("{kind} has no list {}", layout.list),
            }
        })
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
                if let Some((number, amount)) = layout.product {
                    assert!(matches!(shape(number), FieldSchema::Decimal), "{kind} {}", layout.list);
                    assert!(matches!(shape(amount), FieldSchema::Money), "{kind} {}", layout.list);
                }
                if let Some(by) = layout.by {
                    let is_choice = matches!(shape(by), FieldSchema::Choice(_) | FieldSchema::Code(_));
                    assert!(is_choice, "{kind} {}", layout.list);
                }
                let Some(amount) = layout.amount else { continue };
                assert!(matches!(shape(amount), FieldSchema::Money), "{kind} {}", layout.list);
                let amount = format!("{amount}/amount");
                assert!(layout.columns.contains(&amount.as_str()), "{kind} {} has its amount", layout.list);
            }
        }
    }

    #[test]
    fn a_table_is_found_by_its_path_whatever_the_items() {
        let list = |path| table_at(Kind::Project, path).map(|table| table.list);
        assert_eq!(list("/budgets"), Some("budgets"));
        assert_eq!(list("/results/2/indicators/10/periods"), Some("results/indicators/periods"));
        assert_eq!([list("/budgets/0"), list("/results"), list("budgets"), list("/a/budgets")], [None; 4]);
        assert_eq!(list("/results/2/indicators/10/periods/0"), None);
        assert_eq!(table_at(Kind::Event, "/budgets"), None);
    }
}
