//! The questions of `portulan init`. A wrong answer is asked again.
use std::io::IsTerminal as _;

use dialoguer::Input;
use portulan_locales::{Language, key};
use portulan_model::Point;
use portulan_towns::{Town, search_near};

use super::place::{country_code, is_on_earth, point};
use crate::console;
use crate::error::CliError;

/// Asks a user.
pub trait Dialogue {
    /// The answer to a question; the default if the user enters nothing.
    fn ask(&mut self, question: &str, default: Option<&str>) -> Result<String, CliError>;
    /// Shows a line.
    fn say(&mut self, line: &str);
}

/// The terminal.
pub struct Terminal;

impl Terminal {
    /// The terminal, if a user can answer.
    pub fn open() -> Option<Self> {
        std::io::stdin().is_terminal().then_some(Self)
    }
}

impl Dialogue for Terminal {
    fn ask(&mut self, question: &str, default: Option<&str>) -> Result<String, CliError> {
        let mut input = Input::<String>::new().with_prompt(question);
        if let Some(default) = default {
            input = input.default(default.to_owned());
        }
        input.interact_text().map_err(|_| CliError::usage(key!("cli-init-needs"), &[]))
    }

    fn say(&mut self, line: &str) {
        console::say(line);
    }
}

/// Asks for a country until it is known, and returns its code.
pub fn ask_country(dialogue: &mut dyn Dialogue, language: Language) -> Result<String, CliError> {
    loop {
        let answer = dialogue.ask(&language.text(key!("cli-init-ask-country")), Some("FR"))?;
        if let Some(code) = country_code(&answer) {
            return Ok(code);
        }
        let value = answer.trim().into();
        dialogue.say(&language.format(key!("cli-init-no-country"), &[("value", value)]));
    }
}

/// A point, and the town that was chosen for it.
pub type ChosenPoint = (Point, Option<Town>);

/// Asks for a town, or for latitude and longitude, until one is chosen.
pub fn ask_point(
    dialogue: &mut dyn Dialogue,
    country: &str,
    language: Language,
) -> Result<ChosenPoint, CliError> {
    let mut answer = dialogue.ask(&language.text(key!("cli-init-ask-port")), None)?;
    loop {
        if let Some(point) = point(&answer).filter(is_on_earth) {
            return Ok((point, None));
        }
        let found = search_near(&answer, country);
        if found.is_empty() {
            let port = answer.trim().into();
            dialogue.say(&language.format(key!("cli-init-bad-port"), &[("port", port)]));
            answer = dialogue.ask(&language.text(key!("cli-init-ask-port")), None)?;
            continue;
        }
        for (number, town) in found.iter().enumerate() {
            dialogue.say(&format!("  {}  {}", number + 1, town.label(language.tag())));
        }
        // One town is not taken without a question either: it may be in another country.
        let default = (found.len() == 1).then_some("1");
        answer = dialogue.ask(&language.text(key!("cli-init-choose")), default)?;
        let number: Option<usize> = answer.trim().parse().ok();
        if let Some(town) = number.and_then(|number| found.get(number.checked_sub(1)?)) {
            return Ok((Point { lat: town.lat, lon: town.lon }, Some(*town)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers in their order, and what was shown.
    struct Script {
        answers: Vec<&'static str>,
        shown: Vec<String>,
    }

    impl Dialogue for Script {
        fn ask(&mut self, question: &str, default: Option<&str>) -> Result<String, CliError> {
            self.shown.push(question.to_owned());
            assert!(!self.answers.is_empty(), "asked too often: {:?}", self.shown);
            match (self.answers.remove(0), default) {
                ("", Some(default)) => Ok(default.to_owned()),
                (answer, _) => Ok(answer.to_owned()),
            }
        }

        fn say(&mut self, line: &str) {
            self.shown.push(line.to_owned());
        }
    }

    fn script(answers: &[&'static str]) -> Script {
        Script { answers: answers.to_vec(), shown: Vec::new() }
    }

    #[test]
    fn a_country_that_is_not_known_is_asked_again() {
        let mut script = script(&["Atlantide", "", "unused"]);
        assert_eq!(ask_country(&mut script, Language::FRENCH).expect("an answer"), "FR");
        assert!(script.shown[1].contains("Atlantide"), "{:?}", script.shown);
    }

    #[test]
    fn a_town_is_chosen_from_those_with_its_name() {
        for language in Language::complete().iter().copied() {
            let mut script =
                script(&["Nulle-Part-les-Bains", "Saint-Louis", "99", "Saint-Louis, Sénégal", ""]);
            let (point, town) = ask_point(&mut script, "SN", language).expect("an answer");
            assert_eq!((point.lat, point.lon), (16.018, -16.49));
            assert_eq!(town.map(|town| town.country), Some("SN"));
            assert!(script.answers.is_empty());
            let shown = script.shown.join("\n");
            assert!(
                shown.contains("Nulle-Part-les-Bains") && shown.contains("  1  Saint-Louis, "),
                "{shown}"
            );
        }
        let mut script = script(&["Saint-Denis", "2"]);
        let (_, town) = ask_point(&mut script, "FR", Language::FRENCH).expect("an answer");
        assert_eq!(town.map(|town| (town.country, town.name)), Some(("FR", "Saint-Denis")));
        assert!(
            script
                .shown
                .iter()
                .any(|line| line.contains("Saint-Denis, La Réunion") || line.contains("Réunion"))
        );
    }

    #[test]
    fn coordinates_are_still_accepted_and_checked() {
        let mut script = script(&["91,1", "47,6582,-2,7608"]);
        let (point, town) = ask_point(&mut script, "FR", Language::FRENCH).expect("an answer");
        assert_eq!((point.lat, point.lon, town), (47.6582, -2.7608, None));
    }
}
