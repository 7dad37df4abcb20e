//! Notes of a preview about rows that are not wrong.
use portulan_codelists::CodeList;
use portulan_locales::{MessageKey, key};
use portulan_model::{Body, Record};

use super::planner::Planner;

/// The largest number of places that a note names.
const MAX_NOTED_PLACES: usize = 60;
/// The largest number of lines that a note names.
const MAX_NOTED_LINES: usize = 20;

impl Planner<'_> {
    /// The notes on values that are not imported exactly as written, and on what is added.
    pub fn notes(&self) -> Vec<String> {
        let language = self.current_user.language();
        let lines = |lines: &[usize]| {
            let numbers = lines.iter().take(MAX_NOTED_LINES).map(|line| (line + 1).to_string());
            let more = (lines.len() > MAX_NOTED_LINES).then(|| "…".to_owned());
            numbers.chain(more).collect::<Vec<_>>().join(", ")
        };
        let note = |key: MessageKey, value: String| {
            (!value.is_empty()).then(|| language.format(key, &[("value", value.as_str().into())]))
        };
        [
            note(key!("office-import-new-themes"), self.new_themes.join(", ")),
            note(key!("office-import-no-points"), self.places_without_point().join(", ")),
            note(key!("office-import-approximate"), lines(&self.remarks.approximate)),
            note(key!("office-import-unknown-values"), lines(&self.remarks.unknown)),
            note(key!("office-import-same-name"), lines(&self.remarks.same_name)),
            note(key!("office-import-outside"), lines(&self.remarks.outside)),
            note(key!("office-import-funders"), lines(&self.remarks.new_funder)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The territories that are created, with their countries: they have no coordinates yet.
    fn places_without_point(&self) -> Vec<String> {
        let tag = self.current_user.language().tag();
        let place = |(record, name): &(Record, String)| match &record.body {
            Body::Territory(territory) if territory.point.is_none() => {
                let country = CodeList::Country.get(&territory.country.0).map(|entry| entry.name(tag));
                Some(country.map_or_else(|| name.clone(), |country| format!("{name} ({country})")))
            }
            _ => None,
        };
        let mut places: Vec<String> = self.aside.iter().filter_map(place).collect();
        if places.len() > MAX_NOTED_PLACES {
            places.truncate(MAX_NOTED_PLACES);
            places.push("…".to_owned());
        }
        places
    }
}
