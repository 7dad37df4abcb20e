//! The declaration of a year: as it is derived now, or as it was filed.
use std::sync::Arc;

use jiff::civil::Date;
use portulan_editorial::declarations;
use portulan_report::eapd::{Declaration, RecipientLists};
use portulan_store::StoredDeclaration;
use portulan_web::Site;

use crate::Office;
use crate::error::OfficeError;

/// The address of the declaration of a year.
pub fn address(year: i16) -> String {
    format!("/office/declaration/{year}")
}

/// The current day in the authority's time zone.
pub fn today(office: &Office) -> Date {
    office.app.time_zone().to_datetime(office.now()).date()
}

/// A year of which there may be a declaration.
pub fn year_of(text: &str) -> Result<i16, OfficeError> {
    text.parse().ok().filter(|year| (1960..2100).contains(year)).ok_or(OfficeError::Missing)
}

/// A year's declaration as it is derived now.
pub struct Derived {
    pub declaration: Arc<Declaration>,
    /// The stored state of the declaration.
    pub declared: StoredDeclaration,
    pub lists: RecipientLists,
}

/// Derives the declaration of a year from a snapshot of the site and the decisions of officers.
pub async fn derived(office: &Office, site: &Arc<Site>, year: i16) -> Result<Derived, OfficeError> {
    let (inputs, declared) = declarations::inputs(&*office.store, year).await?;
    let declaration = office.declarations.derive(site, year, &inputs);
    Ok(Derived { declaration, declared, lists: inputs.lists })
}

/// A declaration as it was filed, else as it is derived.
pub async fn settled(office: &Office, site: &Arc<Site>, year: i16) -> Result<Arc<Declaration>, OfficeError> {
    match declarations::filed(&office.store.declared(year).await?)? {
        Some(filed) => Ok(Arc::new(filed)),
        None => Ok(derived(office, site, year).await?.declaration),
    }
}
