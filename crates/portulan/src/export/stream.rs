//! A pass through the published register: first everything except projects, then projects in small batches,
//! so that memory does not grow with them.
use portulan_exchange::data::RowScope;
use portulan_model::{Kind, PublishedRegister, Rates};
use portulan_store::{DeclarationStore as _, Scope, SqliteStore, Store as _, StoredRecord};

use crate::error::CliError;

/// Receives some rows of the current register: first those that do not belong to projects, then those of
/// projects.
pub type SnapshotVisitor<'a> = dyn FnMut(&PublishedRegister, RowScope) -> Result<(), CliError> + Send + 'a;

/// Passes the published register to a visitor. Returns the register at the end, with the last batch of
/// projects.
pub async fn pass(
    store: &SqliteStore,
    scope: Scope,
    taker: &mut SnapshotVisitor<'_>,
) -> Result<PublishedRegister, CliError> {
    let mut pass = Pass { rates: store.rates(None).await?, gathered: Vec::new(), programme: None, taker };
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Project).collect();
    let mut failed = None;
    let mut take = |part: Vec<StoredRecord>| {
        failed = pass.take(part).err();
        failed.is_none()
    };
    let read = store.each(scope, &[&kinds[..], &[Kind::Project]].concat(), &mut take).await;
    if let Some(e) = failed {
        return Err(e);
    }
    read?;
    pass.begun()
}

struct Pass<'a, 'b> {
    rates: Rates,
    /// Records apart from projects, until all are there.
    gathered: Vec<StoredRecord>,
    programme: Option<PublishedRegister>,
    taker: &'a mut SnapshotVisitor<'b>,
}

impl Pass<'_, '_> {
    fn take(&mut self, part: Vec<StoredRecord>) -> Result<(), CliError> {
        if part.first().is_some_and(|stored| stored.record.kind() != Kind::Project) {
            self.gathered.extend(part);
            return Ok(());
        }
        let mut programme = self.begun()?;
        programme.replace_projects(part.into_iter().map(|s| (s.record, s.created, s.updated)));
        (self.taker)(&programme, RowScope::Projects)?;
        self.programme = Some(programme);
        Ok(())
    }

    /// The programme as far as it is known; its first part is handed on once.
    fn begun(&mut self) -> Result<PublishedRegister, CliError> {
        if let Some(programme) = self.programme.take() {
            return Ok(programme);
        }
        let gathered = std::mem::take(&mut self.gathered).into_iter();
        let programme = PublishedRegister::new(gathered.map(|s| (s.record, s.created, s.updated)));
        let programme = programme?.with_rates(std::mem::take(&mut self.rates));
        (self.taker)(&programme, RowScope::Apart)?;
        Ok(programme)
    }
}
