//! The sheet of the French Atlas of decentralised cooperation.
use portulan_locales::{MessageKey, dates, key, list};
use portulan_model::kinds::Partnership;
use portulan_model::{Kind, Ref};

use crate::Office;
use crate::error::OfficeError;
use crate::form::readout_content::ReferredRecords;
use crate::view::OfficeView;

/// A field of the sheet of the Atlas.
pub struct SheetField {
    pub label: String,
    pub value: String,
    /// The section of the form where it is entered.
    pub section: &'static str,
}

/// The fields of the Atlas sheet.
pub async fn sheet(
    office: &Office,
    v: &OfficeView,
    body: &Partnership,
    records: &ReferredRecords,
) -> Result<Vec<SheetField>, OfficeError> {
    let name =
        |kind: Kind, slug: &str| records.get(&(kind, slug.to_owned())).map(|record| record.name.clone());
    let names = |kind: Kind, slugs: &mut dyn Iterator<Item = &str>| {
        slugs.filter_map(|slug| name(kind, slug)).collect::<Vec<_>>().join(", ")
    };
    let authority = portulan_editorial::authority(&*office.store).await?.unwrap_or_default();
    let theme =
        |key: &str| authority.themes.iter().find(|term| term.key == key).map(|term| v.name(&term.name));
    let themes: Vec<String> = body.themes.iter().filter_map(|tag| theme(&tag.key)).collect();
    let status = body.status.last().map(|change| v.word(list!("status"), change.status.name()));
    let since = body.since.as_ref().map(|since| dates::date(v.language, since.value));
    let links: Vec<&str> = body.links.iter().map(|link| link.url.0.as_str()).collect();
    let field = |label: MessageKey, value: String, section| SheetField { label: v.t(label), value, section };
    Ok(vec![
        field(key!("office-ready-authority"), v.name(&authority.name), "identity"),
        field(
            key!("office-ready-partner"),
            names(Kind::Territory, &mut body.territories.iter().map(Ref::slug)),
            "identity",
        ),
        field(key!("office-ready-themes"), themes.join(", "), "aims"),
        field(key!("office-ready-since"), since.unwrap_or_default(), "identity"),
        field(key!("office-ready-status"), status.unwrap_or_default(), "identity"),
        field(
            key!("office-ready-summary"),
            body.summary.as_ref().map(|summary| v.name(&summary.value)).unwrap_or_default(),
            "identity",
        ),
        field(
            key!("office-ready-contacts"),
            names(Kind::Person, &mut body.contacts.iter().map(Ref::slug)),
            "people",
        ),
        field(key!("office-ready-links"), links.join(" "), "links"),
    ])
}
