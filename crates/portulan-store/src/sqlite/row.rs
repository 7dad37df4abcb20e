//! Rows of query results as structs.

/// Implements [`sqlx::FromRow`] for a struct whose fields are columns of the same names. The field after `+` is itself a
/// struct that is read from the same row.
///
/// The derive macro of sqlx does the same, but has SQLite compiled a second time, for the compiler.
macro_rules! impl_from_row {
    ($row:ty { $($column:ident),+ $(,)? } $(+ $inner:ident)?) => {
        impl<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> for $row {
            fn from_row(row: &'r sqlx::sqlite::SqliteRow) -> sqlx::Result<Self> {
                use sqlx::Row as _;
                Ok(Self {
                    $($column: row.try_get(stringify!($column))?,)+
                    $($inner: sqlx::FromRow::from_row(row)?,)?
                })
            }
        }
    };
}

pub(super) use impl_from_row;
