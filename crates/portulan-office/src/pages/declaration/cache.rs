//! Recently derived declarations: deriving one reads every published project.
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use portulan_report::eapd::{Declaration, Inputs};
use portulan_report::money::Ledger;
use portulan_web::Site;

/// The declarations that are held: a page shows two years, and officers compare.
const MAX_DECLARATIONS: usize = 4;

/// The declarations derived from the present snapshot of the site.
#[derive(Default)]
pub struct DeclarationCache(Mutex<CachedSnapshot>);

#[derive(Default)]
struct CachedSnapshot {
    /// The snapshot, which this reference does not hold in memory.
    site: Weak<Site>,
    /// The years with transactions.
    years: Option<Arc<[i16]>>,
    /// The declarations, the one used last at the end.
    declarations: Vec<CachedDeclaration>,
}

struct CachedDeclaration {
    year: i16,
    inputs: Inputs,
    declaration: Arc<Declaration>,
}

impl DeclarationCache {
    /// The declaration of a year, derived if the snapshot or the inputs have changed.
    pub fn derive(&self, site: &Arc<Site>, year: i16, inputs: &Inputs) -> Arc<Declaration> {
        let mut snapshot = self.of(site);
        let index = snapshot.declarations.iter().position(|held| held.year == year && held.inputs == *inputs);
        if let Some(index) = index {
            let held = snapshot.declarations.remove(index);
            let declaration = Arc::clone(&held.declaration);
            snapshot.declarations.push(held);
            return declaration;
        }
        drop(snapshot);
        let declaration = Arc::new(Declaration::derive(&site.programme, year, inputs));
        let mut snapshot = self.of(site);
        // Another request may have derived the same year.
        snapshot.declarations.retain(|held| held.year != year || held.inputs != *inputs);
        if snapshot.declarations.len() >= MAX_DECLARATIONS {
            snapshot.declarations.remove(0);
        }
        let held = CachedDeclaration { year, inputs: inputs.clone(), declaration: Arc::clone(&declaration) };
        snapshot.declarations.push(held);
        declaration
    }

    /// The years in which money of the register moves.
    pub fn years(&self, site: &Arc<Site>) -> Arc<[i16]> {
        if let Some(years) = &self.of(site).years {
            return Arc::clone(years);
        }
        let years: Arc<[i16]> = Ledger::years_of(&site.programme).into();
        self.of(site).years = Some(Arc::clone(&years));
        years
    }

    /// Locks the cache of a snapshot; the contents for another snapshot are dropped.
    fn of(&self, site: &Arc<Site>) -> MutexGuard<'_, CachedSnapshot> {
        // Each change of the lists is one step, so a poisoned lock still protects whole lists.
        let mut snapshot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::ptr::eq(snapshot.site.as_ptr(), Arc::as_ptr(site)) {
            *snapshot = CachedSnapshot { site: Arc::downgrade(site), ..CachedSnapshot::default() };
        }
        snapshot
    }
}
