//! The questions of `portulan init`. A wrong answer is asked again; the others stay.
use portulan_codelists::{CodeList, national_currency};
use portulan_locales::{Language, key, list};
use portulan_model::check::{CheckedRegister, check_record};
use portulan_model::kinds::{Authority, usual_time_zone};
use portulan_model::{Body, Kind, Point, ProblemSeverity, Record, State};
use portulan_office::STARTER_THEMES;
use portulan_towns::search_near;
use uuid::Uuid;

use super::answers::{ChosenPoint, InitAnswers, USUAL_LANGUAGES};
use super::dialogue::Dialogue;
use super::names::{currency_code, language_tag, theme_keys};
use super::place::{country_code, is_on_earth, point};
use crate::args::Init;
use crate::error::CliError;

/// Asks for what the options do not give, or give wrongly.
pub fn ask_all(
    dialogue: &mut dyn Dialogue,
    options: Init,
    language: Language,
) -> Result<InitAnswers, CliError> {
    let mut questions = Questions { dialogue, language };
    let name = questions.name(options.name)?;
    let siren = questions.siren(options.siren)?;
    let country = questions.country(options.country)?;
    let (point, town) = ask_point(questions.dialogue, &country, options.port, language)?;
    let default = town.map_or(name.as_str(), |town| town.name(language.tag()));
    let port_name = if options.port_name.is_some() {
        options.port_name
    } else {
        let answer = questions.dialogue.ask(&language.text(key!("cli-init-ask-port-name")), Some(default))?;
        Some(answer).filter(|answer| answer != default)
    };
    let languages = questions.languages(options.languages.map(|tags| tags.join(",")))?;
    let currency = questions.currency(options.currency, &country)?;
    let accent = questions.accent(options.accent)?;
    let themes = questions.themes(options.themes.map(|themes| themes.join(",")))?;
    let time_zone = options.time_zone.unwrap_or_else(|| usual_time_zone(&country).to_owned());
    Ok(InitAnswers {
        name,
        siren,
        country,
        point,
        town,
        port_name,
        languages,
        currency,
        accent,
        themes,
        time_zone,
    })
}

/// The questions to a user in a language.
struct Questions<'a> {
    dialogue: &'a mut dyn Dialogue,
    language: Language,
}

impl Questions<'_> {
    /// The first answer that can be read, beginning with that of an option. The message of a wrong one is shown.
    fn until<T>(
        &mut self,
        given: Option<String>,
        question: &str,
        default: Option<&str>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, CliError> {
        let mut given = given;
        loop {
            let answer = match given.take() {
                Some(given) => given,
                None => self.dialogue.ask(question, default)?,
            };
            match read(answer.trim()) {
                Ok(value) => return Ok(value),
                Err(message) => self.dialogue.say(&message),
            }
        }
    }

    fn name(&mut self, given: Option<String>) -> Result<String, CliError> {
        let language = self.language;
        self.until(given, &language.text(key!("cli-init-ask-name")), None, |answer| match answer {
            "" => Err(language.text(key!("setup-name-missing"))),
            name => Ok(name.to_owned()),
        })
    }

    fn siren(&mut self, given: Option<String>) -> Result<Option<String>, CliError> {
        let language = self.language;
        self.until(given, &language.text(key!("cli-init-ask-siren")), Some(""), |answer| {
            let siren: String = answer.chars().filter(|c| !c.is_whitespace()).collect();
            let siren = Some(siren).filter(|siren| !siren.is_empty());
            checked(Authority { siren: siren.clone(), ..Authority::default() }, "/siren", language)?;
            Ok(siren)
        })
    }

    fn country(&mut self, given: Option<String>) -> Result<String, CliError> {
        let language = self.language;
        let france = CodeList::Country.name("FR", language.tag());
        self.until(given, &language.text(key!("cli-init-ask-country")), Some(france), |answer| {
            let unknown = || language.format(key!("cli-init-no-country"), &[("value", answer.into())]);
            country_code(answer).ok_or_else(unknown)
        })
    }

    fn languages(&mut self, given: Option<String>) -> Result<Vec<String>, CliError> {
        let language = self.language;
        let known: Vec<&str> = Language::all().map(Language::endonym).collect();
        let known = known.join(", ");
        let usual = Language::all().filter(|language| USUAL_LANGUAGES.contains(&language.tag()));
        let usual = usual.map(Language::endonym).collect::<Vec<_>>().join(", ");
        let question = language.format(key!("cli-init-ask-languages"), &[("known", known.as_str().into())]);
        self.until(given, &question, Some(&usual), |answer| {
            let mut tags: Vec<String> = Vec::new();
            for word in answer.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
                let arguments = [("value", word.into()), ("known", known.as_str().into())];
                let unknown = || language.format(key!("cli-init-no-language"), &arguments);
                let tag = language_tag(word).ok_or_else(unknown)?;
                if !tags.iter().any(|known| known == tag) {
                    tags.push(tag.to_owned());
                }
            }
            if tags.is_empty() { Err(language.text(key!("setup-language-missing"))) } else { Ok(tags) }
        })
    }

    fn currency(&mut self, given: Option<String>, country: &str) -> Result<Option<String>, CliError> {
        let language = self.language;
        let usual = national_currency(country).map(|code| CodeList::Currency.name(code, language.tag()));
        let question = language.text(key!("cli-init-ask-currency"));
        self.until(given, &question, Some(usual.unwrap_or_default()), |answer| {
            if answer.is_empty() {
                return Ok(None);
            }
            let unknown = || language.format(key!("cli-init-no-currency"), &[("value", answer.into())]);
            currency_code(answer).map(|code| Some(code.to_owned())).ok_or_else(unknown)
        })
    }

    fn accent(&mut self, given: Option<String>) -> Result<Option<String>, CliError> {
        let language = self.language;
        self.until(given, &language.text(key!("cli-init-ask-accent")), Some(""), |answer| {
            let accent = Some(answer.to_owned()).filter(|accent| !accent.is_empty());
            checked(Authority { accent: accent.clone(), ..Authority::default() }, "/accent", language)?;
            Ok(accent)
        })
    }

    fn themes(&mut self, given: Option<String>) -> Result<Vec<&'static str>, CliError> {
        let language = self.language;
        if given.is_none() {
            for (index, key) in STARTER_THEMES.iter().enumerate() {
                self.dialogue.say(&format!(
                    "  {:>2}  {}",
                    index + 1,
                    language.word(list!("starter-theme"), key)
                ));
            }
        }
        self.until(given, &language.text(key!("cli-init-ask-themes")), Some(""), |answer| {
            let unknown = |value: String| {
                language.format(key!("cli-init-no-theme"), &[("value", value.as_str().into())])
            };
            theme_keys(answer).map_err(unknown)
        })
    }
}

/// Checks a field of an authority as the register does. The error is the message with its remedy.
fn checked(authority: Authority, field: &str, language: Language) -> Result<(), String> {
    let record = Record {
        id: Uuid::nil(),
        slug: Kind::Authority.singular().to_owned(),
        state: State::Published,
        body: Body::Authority(Box::new(authority)),
    };
    let problems = check_record(&record, &CheckedRegister::new(None, &|_, _| true));
    let is_of_field = |path: &str| path == field;
    let error = problems.iter().find(|p| p.severity == ProblemSeverity::Error && is_of_field(&p.path));
    error.map_or(Ok(()), |error| {
        let (message, remedy) = language.problem(error);
        Err(format!("{} {remedy}", Language::sentence(message)))
    })
}

/// Asks for a town, or for latitude and longitude, until one is chosen. `given` is the first answer, if an option has it.
fn ask_point(
    dialogue: &mut dyn Dialogue,
    country: &str,
    given: Option<String>,
    language: Language,
) -> Result<ChosenPoint, CliError> {
    let mut answer = match given {
        Some(given) => given,
        None => dialogue.ask(&language.text(key!("cli-init-ask-port")), None)?,
    };
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
    use crate::args::Data;

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

    fn options() -> Init {
        Init {
            data: Data { data: "unused".into() },
            name: None,
            country: None,
            siren: None,
            port: None,
            port_name: None,
            languages: None,
            currency: None,
            accent: None,
            themes: None,
            time_zone: None,
        }
    }

    #[test]
    fn a_wrong_answer_is_asked_again_and_no_other_is_lost() {
        let answers =
            ["", "Ville du Levant", "123", "217 500 016", "Atlantide", "Sénégal", "Saint-Louis", "1"];
        let more =
            ["", "klingon", "français, es", "dollar", "", "#ffff00", "#176b5d", "dragons", "1, Culture"];
        let mut script = script(&[answers.as_slice(), &more].concat());
        let found = ask_all(&mut script, options(), Language::FRENCH).expect("answers");
        assert_eq!((found.name.as_str(), found.siren.as_deref()), ("Ville du Levant", Some("217500016")));
        assert_eq!((found.country.as_str(), found.town.map(|town| town.country)), ("SN", Some("SN")));
        assert_eq!(
            (found.languages, found.currency.as_deref()),
            (vec!["fr".into(), "es".into()], Some("XOF"))
        );
        assert_eq!((found.accent.as_deref(), found.themes), (Some("#176b5d"), vec!["water", "culture"]));
        assert!(script.answers.is_empty());
        let shown = script.shown.join("\n");
        for wrong in ["123", "Atlantide", "klingon", "dollar", "#ffff00", "dragons"] {
            assert!(shown.contains(wrong), "{wrong}: {shown}");
        }
        assert_eq!(script.shown.iter().filter(|line| line.contains("Nom de la collectivité")).count(), 2);
    }

    #[test]
    fn options_are_not_asked_and_optional_questions_can_stay_empty() {
        let mut script = script(&["", "Sénégal", "", "", "", "", ""]);
        let given = Init { name: Some("Ville".into()), port: Some("16.02,-16.49".into()), ..options() };
        let found = ask_all(&mut script, given, Language::FRENCH).expect("answers");
        assert_eq!((found.siren, found.accent, found.themes.len()), (None, None, 0));
        assert_eq!((found.languages.join(","), found.currency.as_deref()), ("fr,en".to_owned(), Some("XOF")));
    }

    #[test]
    fn a_town_is_chosen_from_those_with_its_name() {
        for language in Language::complete().iter().copied() {
            let mut script =
                script(&["Nulle-Part-les-Bains", "Saint-Louis", "99", "Saint-Louis, Sénégal", ""]);
            let (point, town) = ask_point(&mut script, "SN", None, language).expect("an answer");
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
        let (_, town) = ask_point(&mut script, "FR", None, Language::FRENCH).expect("an answer");
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
        let (point, town) = ask_point(&mut script, "FR", None, Language::FRENCH).expect("an answer");
        assert_eq!((point.lat, point.lon, town), (47.6582, -2.7608, None));
    }
}
