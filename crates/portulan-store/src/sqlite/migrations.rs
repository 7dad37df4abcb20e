//! Migrations of the database schema, run when a register is opened.
use std::sync::LazyLock;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{SqlSafeStr as _, SqlitePool};

/// The names of the files of `migrations/sqlite`, each with its text.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../migrations/sqlite/", $name, ".sql")))),+]
    };
}

/// The migrations: the number of each is the version of the schema that it makes.
const FILES: [(&str, &str); 25] = files![
    "0001_records",
    "0002_office",
    "0003_proposals",
    "0004_pictures",
    "0005_outbox",
    "0006_tasks",
    "0007_tokens",
    "0008_rates",
    "0009_hooks",
    "0010_versions",
    "0011_editorial",
    "0012_accounts",
    "0013_names",
    "0014_lists",
    "0015_settings",
    "0016_merged_drafts",
    "0017_documents",
    "0018_search",
    "0019_imports",
    "0020_facets",
    "0021_language",
    "0022_contributions",
    "0023_counts",
    "0024_resolved",
    "0025_sort_values",
];

static MIGRATIONS: LazyLock<Migrator> =
    LazyLock::new(|| Migrator::with_migrations(FILES.iter().zip(1..).map(migration).collect()));

/// A migration of the given version. Its description is in the table of migrations of each register.
fn migration(((name, text), version): (&(&'static str, &'static str), i64)) -> Migration {
    let description = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_').replace('_', " ");
    Migration::new(version, description.into(), MigrationType::Simple, text.into_sql_str(), false)
}

/// Migrations whose text was changed after some registers had run them: version and checksum of the earlier
/// text. Both texts have the same effect.
const EARLIER_TEXTS: [(i64, &str); 1] = [(
    11,
    "2eb466cc7d80b69fc6a3236f9e5f40fc8cb2d643d21d2d97f5cb936c83e8096644f5db72939a41eeb5618c3de0c33539",
)];

/// The newest version that this program supports.
pub(super) fn newest() -> i64 {
    MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0)
}

/// Runs pending migrations.
pub(super) async fn run(pool: &SqlitePool) -> Result<(), MigrateError> {
    let known = "SELECT count(*) FROM sqlite_master WHERE name = '_sqlx_migrations'";
    if sqlx::query_scalar::<_, i64>(known).fetch_one(pool).await? > 0 {
        for (version, earlier) in EARLIER_TEXTS {
            let Some(present) = MIGRATIONS.iter().find(|m| m.version == version) else { continue };
            sqlx::query(
                "UPDATE _sqlx_migrations SET checksum = ? WHERE version = ? AND lower(hex(checksum)) = ?",
            )
            .bind(&*present.checksum)
            .bind(version)
            .bind(earlier)
            .execute(pool)
            .await?;
        }
    }
    MIGRATIONS.run(pool).await
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    /// A database with the schema of an earlier version.
    async fn database(version: i64) -> SqlitePool {
        let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await;
        let pool = pool.expect("a database");
        let earlier = MIGRATIONS.iter().filter(|m| m.version <= version).cloned().collect();
        let migrator = Migrator { migrations: Cow::Owned(earlier), ..Migrator::DEFAULT };
        migrator.run(&pool).await.expect("migrated");
        pool
    }

    #[test]
    fn every_file_of_the_folder_is_listed_with_its_version() {
        let names = std::fs::read_dir("migrations/sqlite").expect("a folder").map(|entry| {
            let name = entry.expect("an entry").file_name().into_string().expect("a name");
            name.strip_suffix(".sql").expect("a migration").to_owned()
        });
        let names: std::collections::BTreeSet<String> = names.collect();
        assert_eq!(names.iter().collect::<Vec<_>>(), FILES.map(|(name, _)| name));
        for (name, version) in names.iter().zip(1..) {
            assert!(name.starts_with(&format!("{version:04}_")), "{name}");
        }
    }

    #[tokio::test]
    async fn two_records_that_were_public_under_one_slug_keep_a_slug_each() {
        let pool = database(10).await;
        for (id, slug, public) in [
            ("01890000-0000-7000-8000-00000000000a", "marche-2019", "marche"),
            ("01890000-0000-7000-8000-00000000000b", "marche", "marche"),
            ("01890000-0000-7000-8000-00000000000c", "autre", "autre"),
        ] {
            sqlx::query(
                "INSERT INTO record (id, kind, slug, state, revision, published, created) \
                 VALUES (?, 'event', ?, 'draft', 1, 1, '2026-01-01T00:00:00Z')",
            )
            .bind(id)
            .bind(slug)
            .execute(&pool)
            .await
            .expect("stored");
            sqlx::query(
                "INSERT INTO revision (record, number, slug, state, body, made, author, reason) \
                 VALUES (?, 1, ?, 'published', '{}', '2026-01-01T00:00:00Z', '', '')",
            )
            .bind(id)
            .bind(public)
            .execute(&pool)
            .await
            .expect("stored");
        }
        run(&pool).await.expect("migrated");
        let slugs: Vec<String> = sqlx::query_scalar("SELECT public_slug FROM record ORDER BY id")
            .fetch_all(&pool)
            .await
            .expect("read");
        assert_eq!(slugs, ["marche-2019", "marche", "autre"]);
    }

    #[tokio::test]
    async fn a_register_that_ran_an_earlier_text_is_opened() {
        let pool = database(newest()).await;
        for (version, earlier) in EARLIER_TEXTS {
            let query =
                format!("UPDATE _sqlx_migrations SET checksum = x'{earlier}' WHERE version = {version}");
            sqlx::query(sqlx::AssertSqlSafe(query)).execute(&pool).await.expect("changed");
        }
        assert!(MIGRATIONS.run(&pool).await.is_err(), "the text is another");
        run(&pool).await.expect("opened");
    }

    #[tokio::test]
    async fn addresses_of_calendars_and_identities_move_to_their_users() {
        let pool = database(14).await;
        let (ada, bob) = ("01890000-0000-7000-8000-0000000000a1", "01890000-0000-7000-8000-0000000000b2");
        for id in [ada, bob] {
            sqlx::query(
                "INSERT INTO user (id, email, name, language, role, active, created) \
                 VALUES (?1, ?1 || '@x.y', 'A', 'fr', 'editor', 1, 0)",
            )
            .bind(id)
            .execute(&pool)
            .await
            .expect("stored");
        }
        let settings = [
            (format!("calendar {ada}"), "secret"),
            (format!("calendar {bob}"), ""),
            ("sso one".to_owned(), ada),
            ("sso gone".to_owned(), "01890000-0000-7000-8000-0000000000c3"),
            ("four-eyes".to_owned(), "true"),
        ];
        for (key, value) in settings {
            let insert = sqlx::query("INSERT INTO setting (key, value) VALUES (?, ?)").bind(key).bind(value);
            insert.execute(&pool).await.expect("stored");
        }
        MIGRATIONS.run(&pool).await.expect("migrated");
        let calendars: Vec<(String, Option<String>)> =
            sqlx::query_as("SELECT id, calendar FROM user ORDER BY id").fetch_all(&pool).await.expect("read");
        assert_eq!(calendars, [(ada.to_owned(), Some("secret".to_owned())), (bob.to_owned(), None)]);
        let identities: Vec<(String, String)> =
            sqlx::query_as("SELECT digest, user FROM sso_identity").fetch_all(&pool).await.expect("read");
        assert_eq!(identities, [("one".to_owned(), ada.to_owned())]);
        let settings: Vec<String> =
            sqlx::query_scalar("SELECT key FROM setting").fetch_all(&pool).await.expect("read");
        assert_eq!(settings, ["four-eyes"]);
        sqlx::query("PRAGMA foreign_keys = ON").execute(&pool).await.expect("set");
        sqlx::query("DELETE FROM user WHERE id = ?").bind(ada).execute(&pool).await.expect("deleted");
        let left: i64 =
            sqlx::query_scalar("SELECT count(*) FROM sso_identity").fetch_one(&pool).await.expect("read");
        assert_eq!(left, 0, "an identity is deleted with its user");
    }
}
