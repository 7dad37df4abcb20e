//! The order of lists: by name, by time, by a field.
use portulan_model::{Kind, SortedBy, sorted_by};
use sqlx::{QueryBuilder, Sqlite};

use crate::{Filter, ListOrder};

/// The order by name.
const NAME_ORDER: &str = "r.words, r.kind, r.slug";

/// Adds the order of a filter.
pub(super) fn push_order(query: &mut QueryBuilder<Sqlite>, filter: &Filter) {
    query.push(" ORDER BY ");
    match filter.order {
        ListOrder::Newest => query.push("r.changed DESC, r.id DESC"),
        ListOrder::Oldest => query.push("r.changed, r.id"),
        ListOrder::Name => query.push(NAME_ORDER),
        ListOrder::NameDescending => query.push("r.words DESC, r.kind DESC, r.slug DESC"),
        ListOrder::Field(field) => push_field_order(query, filter.kind, field, "ASC"),
        ListOrder::FieldDescending(field) => push_field_order(query, filter.kind, field, "DESC"),
    };
}

/// Adds the order by a field of a kind, and by names where its values are the same.
fn push_field_order<'q>(
    query: &'q mut QueryBuilder<Sqlite>,
    kind: Option<Kind>,
    field: &str,
    direction: &str,
) -> &'q mut QueryBuilder<Sqlite> {
    match kind.and_then(|kind| sorted_by(kind, field)) {
        Some(SortedBy::Value) => {
            query.push("(SELECT s.value FROM sort_value s WHERE s.record = r.id AND s.name = ");
            query.push_bind(field.to_owned()).push(") ").push(direction).push(" NULLS LAST, ");
        }
        Some(SortedBy::ReferredName) => {
            // The field is followed by the index of an item, or by the value of a fact.
            query.push(
                "(SELECT o.words FROM reference f JOIN record o ON o.id = f.target \
                 WHERE f.source = r.id AND (f.path = ",
            );
            query.push_bind(format!("/{field}")).push(" OR f.path LIKE ").push_bind(format!("/{field}/%"));
            query.push(") ORDER BY f.path LIMIT 1) ").push(direction).push(" NULLS LAST, ");
        }
        None => {}
    }
    query.push(NAME_ORDER)
}
