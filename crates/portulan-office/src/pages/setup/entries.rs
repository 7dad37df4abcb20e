//! The entries of the set-up, and the place that they name.
use portulan_codelists::national_currency;
use portulan_locales::{Language, MessageKey, key};
use portulan_model::kinds::Authority;
use portulan_model::{Point, Text};
use portulan_store::UserRole;
use portulan_towns::{NamedTown, Town, homonyms, named, town};

use crate::auth::names::one_line;
use crate::pairs::field;
use crate::view::OfficeView;

/// The longest name of an authority, in characters.
const MAX_NAME_CHARS: usize = 200;

/// The entries of the user.
#[derive(Default)]
pub struct SetupEntries {
    pub name: String,
    pub siren: String,
    pub country: String,
    pub place: String,
    /// The town that was chosen among several.
    pub town: Option<Town>,
    pub languages: Vec<String>,
    /// The ISO 4217 code of the currency.
    pub currency: String,
    pub accent: String,
    pub themes: Vec<String>,
    pub legal: bool,
    /// The e-mail address of the first colleague; empty without an invitation.
    pub email: String,
    /// The name of the role of the colleague.
    pub role: String,
}

impl SetupEntries {
    /// The entries that a stored authority has; a new authority has no name yet.
    pub fn of(authority: &Authority, is_new: bool, language: Language) -> Self {
        let text = |text: &Text| text.text(language.tag()).to_owned();
        let country = Some(authority.country.0.clone()).filter(|c| !c.is_empty());
        Self {
            name: if is_new { String::new() } else { text(&authority.name) },
            siren: authority.siren.clone().unwrap_or_default(),
            country: country.unwrap_or("FR".to_owned()),
            place: text(&authority.port_name),
            languages: authority.languages.clone(),
            currency: authority.default_currency().to_owned(),
            accent: authority.accent.clone().unwrap_or_default(),
            legal: true,
            role: UserRole::Editor.name().to_owned(),
            ..Self::default()
        }
    }

    /// The entries of a posted form.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let text = |name: &str| field(pairs, name).trim().chars().take(MAX_NAME_CHARS).collect::<String>();
        let all = |name: &str| {
            pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
        };
        let country = text("country");
        let mut currency = text("currency");
        // The page selected the currency of another country, which the user has changed since.
        if currency.is_empty() || currency == field(pairs, "preset-currency") {
            currency = national_currency(&country).map_or(currency, str::to_owned);
        }
        Self {
            name: one_line(field(pairs, "name")).chars().take(MAX_NAME_CHARS).collect(),
            siren: text("siren").chars().filter(|c| !c.is_whitespace()).collect(),
            country,
            place: text("place"),
            town: pairs.iter().filter(|(key, _)| key == "town").find_map(|(_, id)| town(id.parse().ok()?)),
            languages: all("language"),
            currency,
            accent: if field(pairs, "own-accent").is_empty() { String::new() } else { text("accent") },
            themes: all("theme"),
            legal: !field(pairs, "legal").is_empty(),
            email: text("email").to_lowercase(),
            role: text("role"),
        }
    }

    /// True if this town was chosen.
    pub fn is_town(&self, town: &Town) -> bool {
        self.town.is_some_and(|chosen| chosen.id == town.id)
    }

    /// The currency that follows the country until the user chooses another; empty if the user did.
    pub fn preset_currency(&self) -> &str {
        Some(self.currency.as_str())
            .filter(|code| national_currency(&self.country) == Some(code))
            .unwrap_or_default()
    }

    /// The place of the authority, or the message that none was found; and the towns that it can mean.
    pub fn chosen_place(
        &self,
        before: &Authority,
        v: &OfficeView,
    ) -> (Result<ChosenPlace, String>, Vec<Town>) {
        let of_town = |town: Town| Ok((Point { lat: town.lat, lon: town.lon }, Some(town)));
        if let Some(town) = self.town {
            return (of_town(town), vec![town]);
        }
        let is_same = before.port_name.0.values().any(|name| *name == self.place);
        if let (Some(port), true) = (&before.port, is_same) {
            return (Ok((port.value, None)), Vec::new());
        }
        let country = Some(self.country.as_str()).filter(|code| !code.is_empty());
        match named(&self.place, country) {
            NamedTown::One(town) => (of_town(town), Vec::new()),
            NamedTown::Several(_) => (Err(v.t(key!("setup-place-several"))), homonyms(&self.place, country)),
            NamedTown::Unknown => {
                let found = portulan_towns::search_near(&self.place, &self.country);
                let key: MessageKey =
                    if found.is_empty() { key!("setup-place-missing") } else { key!("setup-place-several") };
                (Err(v.t(key)), found)
            }
        }
    }
}

/// A place, and the town that it is.
pub type ChosenPlace = (Point, Option<Town>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_untouched_currency_follows_the_country() {
        let currency = |fields: &[(&str, &str)]| {
            let pairs = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            let entries = SetupEntries::read(&pairs.collect::<Vec<_>>());
            (entries.currency.clone(), entries.preset_currency().to_owned())
        };
        let of = |chosen: &str, preset: &str| {
            currency(&[("country", "SN"), ("currency", chosen), ("preset-currency", preset)])
        };
        assert_eq!(of("EUR", "EUR"), ("XOF".to_owned(), "XOF".to_owned()));
        assert_eq!(of("EUR", ""), ("EUR".to_owned(), String::new()));
        assert_eq!(of("USD", "EUR"), ("USD".to_owned(), String::new()));
        assert_eq!(of("", ""), ("XOF".to_owned(), "XOF".to_owned()));
    }
}
