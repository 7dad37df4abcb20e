//! The answers that `portulan init` needs, from options alone.
use portulan_locales::{Language, key};
use portulan_model::Point;
use portulan_model::kinds::usual_time_zone;
use portulan_towns::{NamedTown, Town, named, search_near};

use super::names::{currency_code, language_tag, theme_keys};
use super::place::{country_code, is_named, point};
use crate::args::Init;
use crate::error::CliError;

/// The languages of a site without a choice.
pub const USUAL_LANGUAGES: [&str; 2] = ["fr", "en"];

/// The statements of the new register about its authority.
pub struct InitAnswers {
    pub name: String,
    pub siren: Option<String>,
    /// The ISO 3166-1 code.
    pub country: String,
    pub point: Point,
    /// The town that the point is.
    pub town: Option<Town>,
    /// The name of the point, if it is not that of the town or of the authority.
    pub port_name: Option<String>,
    pub languages: Vec<String>,
    /// The ISO 4217 code.
    pub currency: Option<String>,
    pub accent: Option<String>,
    /// The keys of starter themes.
    pub themes: Vec<&'static str>,
    /// The IANA time zone; empty for the usual one.
    pub time_zone: String,
}

impl InitAnswers {
    /// The answers of options that include a name, a country and a place. The check of the authority reports unknown codes.
    pub fn given(options: Init, language: Language) -> Result<Self, CliError> {
        let country = options.country.unwrap_or_default();
        let country = country_code(&country).unwrap_or_else(|| country.trim().to_uppercase());
        let (point, town) = given_point(&options.port.unwrap_or_default(), &country, language)?;
        let tag = |text: &String| language_tag(text).map_or_else(|| text.trim().to_owned(), str::to_owned);
        let languages = options.languages.map(|texts| texts.iter().map(tag).collect());
        let code =
            |text: String| currency_code(&text).map_or_else(|| text.trim().to_uppercase(), str::to_owned);
        let themes = theme_keys(&options.themes.unwrap_or_default().join(","));
        let time_zone = options.time_zone.unwrap_or_else(|| usual_time_zone(&country).to_owned());
        Ok(Self {
            name: options.name.unwrap_or_default(),
            siren: options.siren,
            country,
            point,
            town,
            port_name: options.port_name,
            languages: languages.unwrap_or_else(|| USUAL_LANGUAGES.map(str::to_owned).into()),
            currency: options.currency.map(code),
            accent: options.accent,
            themes: themes
                .map_err(|value| CliError::usage(key!("cli-init-no-theme"), &[("value", &value)]))?,
            time_zone,
        })
    }
}

/// A point, and the town that was chosen for it.
pub type ChosenPoint = (Point, Option<Town>);

/// The point of the option `--port`: latitude and longitude, or a town that no other has the name of.
fn given_point(port: &str, country: &str, language: Language) -> Result<ChosenPoint, CliError> {
    if let Some(point) = point(port) {
        return Ok((point, None));
    }
    // Nobody confirms the town here: one of another country must be named with its country.
    let in_country = named(port, Some(country));
    let is_elsewhere = in_country == NamedTown::Unknown && port.contains(',');
    match if is_elsewhere { named(port, None) } else { in_country } {
        NamedTown::One(town) => Ok((Point { lat: town.lat, lon: town.lon }, Some(town))),
        NamedTown::Unknown => Err(CliError::usage(key!("cli-init-bad-port"), &[("port", port)])),
        NamedTown::Several(_) => {
            let mut towns = search_near(port, country);
            towns.retain(|town| is_named(town, port));
            let towns: Vec<String> = towns.iter().map(|town| town.label(language.tag())).collect();
            let towns = towns.join(" · ");
            Err(CliError::usage(key!("cli-init-several"), &[("port", port), ("towns", &towns)]))
        }
    }
}
