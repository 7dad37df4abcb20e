//! Help and errors of the command line in the user's language. Their texts are messages `help-…` of the locales.
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _, FromArgMatches as _};
use portulan_locales::{Language, MessageKey, key, list};

use crate::args::CliArguments;
use crate::settings::{self, ExpectedValue};

/// Parses the arguments of the process. Errors and help are returned as the text to print and the exit code.
pub fn parse(arguments: Vec<OsString>) -> Result<CliArguments, (String, u8)> {
    let arguments = with_help_flag(arguments);
    let language = wanted_language(&arguments);
    let mut command = localized(CliArguments::command(), language);
    let matches = command.try_get_matches_from_mut(arguments);
    matches.and_then(|matches| CliArguments::from_arg_matches(&matches)).map_err(|e| match e.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => (e.to_string(), 0),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => (e.to_string(), 2),
        _ => (error(&e, language), 2),
    })
}

/// `portulan help export` as `portulan export --help`.
fn with_help_flag(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|argument| argument == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// The language that `--lang` names, even if other arguments are wrong; else that of the environment.
fn wanted_language(arguments: &[OsString]) -> Language {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let named = texts.iter().enumerate().find_map(|(i, text)| match text.strip_prefix("--lang") {
        Some("") => settings::complete_language(texts.get(i + 1)?).ok(),
        Some(rest) => settings::complete_language(rest.strip_prefix('=')?).ok(),
        None => None,
    });
    named.unwrap_or_else(Language::from_environment)
}

/// The command and its subcommands with the texts of a language.
fn localized(command: Command, language: Language) -> Command {
    let long = language.text(key!("help.long"));
    let about = language.text(key!("help"));
    let command = with_texts(command, language, "");
    command
        .long_about(format!("{about}\n\n{long}"))
        .after_help(language.text(key!("help.codes")))
        .version(env!("CARGO_PKG_VERSION"))
}

/// A command with its texts. `path` is that of its key: empty for the program itself, else `-export-iati`.
fn with_texts(command: Command, language: Language, path: &str) -> Command {
    let headings = [key!("help-arguments"), key!("help-options"), key!("help-commands")];
    let [arguments, options, commands] = headings.map(|key| heading(language, &language.text(key)));
    let usage = language.text(key!("help-usage"));
    let about = message(language, &format!("help{path}")).unwrap_or_default();
    let has_commands = command.has_subcommands();
    let named: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command
        .about(about.clone())
        .long_about(about)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .mut_args(|argument| with_help(argument, language, path, [&arguments, &options]));
    if has_commands {
        command = command
            .subcommand_help_heading(commands)
            .subcommand_value_name(language.text(key!("help-command")));
    }
    if path.is_empty() {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command.arg(with_help(version, language, path, [&arguments, &options]));
    }
    for name in named {
        command = command.mut_subcommand(&name, |sub| with_texts(sub, language, &format!("{path}-{name}")));
    }
    command
}

/// An argument with its help, its default, its values and its variable of the environment.
fn with_help(argument: Arg, language: Language, path: &str, [positional, options]: [&str; 2]) -> Arg {
    let id = argument.get_id().as_str().replace('_', "-");
    let own = message(language, &format!("help{path}-{id}"));
    let mut help = own.or_else(|| message(language, &format!("help-any-{id}"))).unwrap_or_default();
    let mut note = |key: MessageKey, value: String| {
        let note = language.format(key, &[("value", value.as_str().into())]);
        help.extend([" [", note.as_str(), "]"]);
    };
    let defaults: Vec<_> = argument.get_default_values().iter().map(|v| v.to_string_lossy()).collect();
    let takes_values = argument.get_action().takes_values();
    if takes_values && !defaults.is_empty() {
        note(key!("help-default"), defaults.join(", "));
    }
    if let Some(variable) = argument.get_env() {
        note(key!("help-environment"), variable.to_string_lossy().into_owned());
    }
    let values: Vec<_> = argument.get_possible_values();
    let values = values.iter().filter(|value| takes_values && !value.is_hide_set());
    let values: Vec<String> = values
        .map(|value| {
            let meaning = message(language, &format!("help-value-{}", value.get_name()));
            meaning
                .map_or_else(|| value.get_name().to_owned(), |text| format!("{} ({text})", value.get_name()))
        })
        .collect();
    if !values.is_empty() {
        note(key!("help-values"), values.join(", "));
    }
    let heading = match argument.get_help_heading() {
        _ if argument.is_positional() => positional.to_owned(),
        None => options.to_owned(),
        // Groups of options name their heading by its key.
        Some(group) => heading(language, &message(language, group).unwrap_or_else(|| group.to_owned())),
    };
    let names = argument.get_value_names().unwrap_or_default().iter();
    let names: Vec<String> = names.map(|name| placeholder(language, name)).collect();
    let argument = if takes_values && !names.is_empty() { argument.value_names(names) } else { argument };
    argument
        .help(help.clone())
        .long_help(help)
        .help_heading(heading)
        .hide_default_value(takes_values)
        .hide_env(takes_values)
        .hide_possible_values(takes_values)
}

/// The placeholder of a value, such as `FILE` or `DIR|FILE`: each of its words as the message `help-placeholder-<word>`.
fn placeholder(language: Language, name: &str) -> String {
    let word = |word: &str| {
        message(language, &format!("help-placeholder-{}", word.to_lowercase().replace('_', "-")))
            .unwrap_or_else(|| word.to_owned())
    };
    let parts = name.split_inclusive(['|', ':']);
    parts
        .map(|part| match part.strip_suffix(['|', ':']) {
            Some(first) => format!("{}{}", word(first), &part[first.len()..]),
            None => word(part),
        })
        .collect()
}

/// A heading with the space that the language sets before the colon that follows.
fn heading(language: Language, text: &str) -> String {
    language.labelled(text, "").trim_end_matches([':', ' ']).to_owned()
}

/// The message with a key that is composed; `None` if there is none.
fn message(language: Language, key: &str) -> Option<String> {
    MessageKey::find(key).map(|key| language.text(key))
}

/// True if an argument, named as in `--smtp <URL>`, has values that are not displayed.
fn is_secret(argument: &str) -> bool {
    let name = argument.split_whitespace().next().unwrap_or_default().trim_start_matches("--");
    let command = CliArguments::command();
    let is_named = |arg: &Arg| arg.get_long() == Some(name) && arg.is_hide_env_values_set();
    command.get_subcommands().any(|sub| sub.get_arguments().any(is_named))
}

/// The text of an error: what is wrong, what was perhaps meant, the usage, and where to read more.
fn error(e: &clap::Error, language: Language) -> String {
    let context = |kind| match e.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let (code, value) = match e.kind() {
        ErrorKind::UnknownArgument => ("unknown-argument", argument.clone()),
        ErrorKind::InvalidSubcommand => ("unknown-command", context(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            ("no-value", String::new())
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            ("no-value", String::new())
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::InvalidUtf8 => {
            ("invalid-value", context(ContextKind::InvalidValue))
        }
        ErrorKind::MissingRequiredArgument => ("missing", argument.clone()),
        ErrorKind::MissingSubcommand => ("missing-command", String::new()),
        ErrorKind::ArgumentConflict if context(ContextKind::PriorArg) == argument => {
            ("too-many", String::new())
        }
        ErrorKind::ArgumentConflict => ("conflict", context(ContextKind::PriorArg)),
        _ => ("other", String::new()),
    };
    // A secret is not repeated.
    let value = if is_secret(&argument) { "…".to_owned() } else { value };
    let arguments = [("value", value.as_str().into()), ("argument", argument.as_str().into())];
    let wrong = language.format_word(list!("help-error"), code, &arguments);
    let mut out = language.format(key!("help-error"), &[("value", wrong.as_str().into())]);
    let mut add = |separator: &str, text: &str| {
        out.push_str(separator);
        out.push_str(text);
    };
    // Parsers of values name the form that they expect; clap gives no source for values of a list.
    let expected = std::error::Error::source(e).and_then(|source| source.downcast_ref::<ExpectedValue>());
    if let Some(expected) = expected {
        add("\n  ", &expected.text(language));
    }
    for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue] {
        let similar = context(kind);
        if !similar.is_empty() {
            let text = language.format(key!("help-error-similar"), &[("value", similar.as_str().into())]);
            add("\n  ", &text);
        }
    }
    let valid = context(ContextKind::ValidValue);
    if !valid.is_empty() {
        add("\n  ", &language.format(key!("help-values"), &[("value", valid.as_str().into())]));
    }
    let usage = context(ContextKind::Usage);
    if let Some(usage) = usage.split_once(' ').map(|(_, usage)| usage) {
        add("\n\n", &format!("{} {}", language.text(key!("help-usage")), usage.trim()));
    }
    add("\n\n", &language.format(key!("help-error-more"), &[("value", "portulan --help".into())]));
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn attempt(line: &str) -> Result<CliArguments, (String, u8)> {
        parse(line.split(' ').map(OsString::from).collect())
    }

    /// The keys of the help of a command and its subcommands.
    fn keys(command: &Command, path: &str, into: &mut BTreeSet<String>) {
        into.insert(format!("help{path}"));
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str().replace('_', "-");
            let own = format!("help{path}-{id}");
            into.insert(if MessageKey::find(&own).is_some() { own } else { format!("help-any-{id}") });
            let names = argument.get_value_names().unwrap_or_default().iter();
            let words = names
                .flat_map(|name| name.split(['|', ':']).map(|word| word.to_lowercase().replace('_', "-")));
            let placeholders = words.map(|word| format!("help-placeholder-{word}"));
            into.extend(placeholders.filter(|key| MessageKey::find(key).is_some()));
            let values = argument.get_possible_values();
            let values = values.iter().filter(|value| !["true", "false"].contains(&value.get_name()));
            into.extend(values.map(|value| format!("help-value-{}", value.get_name())));
        }
        for sub in command.get_subcommands() {
            keys(sub, &format!("{path}-{}", sub.get_name()), into);
        }
    }

    #[test]
    fn every_command_and_argument_has_a_help_and_no_help_is_left_over() {
        let mut used = BTreeSet::new();
        keys(&localized(CliArguments::command(), Language::ENGLISH), "", &mut used);
        let missing: Vec<_> = used.iter().filter(|key| MessageKey::find(key).is_none()).collect();
        assert_eq!(missing, Vec::<&String>::new());
        let others =
            ["usage", "arguments", "options", "command", "commands", "default", "values", "environment"];
        used.extend(others.map(|name| format!("help-{name}")));
        used.extend(["serve-oidc", "serve-mail"].map(|name| format!("help-{name}")));
        let written = include_str!("../../portulan-locales/locales/en/help.ftl");
        let written = written.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
        let written = written.filter(|key| key.starts_with("help") && !key.starts_with("help-error"));
        let unused: Vec<&str> = written.filter(|key| !used.contains(*key)).collect();
        assert_eq!(unused, Vec::<&str>::new());
    }

    #[test]
    fn help_is_in_the_language_asked_for() {
        for (line, expected) in [
            (
                "portulan --lang fr --help",
                ["Utilisation : portulan", "Afficher cette aide", "Commandes :", "Codes de sortie"],
            ),
            (
                "portulan help export iati --lang fr",
                [
                    "Utilisation : portulan export iati",
                    "IATI 2.03",
                    "[par défaut : .]",
                    "Dossier du registre",
                ],
            ),
            (
                "portulan --lang=en serve --help",
                ["Usage: portulan serve", "Identity provider", "[default: 127.0.0.1:8080]", "Show this help"],
            ),
            (
                "portulan report annual --help --lang fr",
                ["--out <FICHIER>", "--in <LANGUE>", "--data <DOSSIER>", "Dossier du registre"],
            ),
            (
                "portulan export iati --help --lang fr",
                [
                    "Utilisation : portulan export iati",
                    "IATI 2.03",
                    "[par défaut : .]",
                    "Dossier du registre",
                ],
            ),
        ] {
            let (text, code) = attempt(line).map(|_| ()).expect_err("help");
            assert_eq!(code, 0, "{line}");
            let text = text.replace(['\u{a0}', '\u{202f}'], " ");
            for part in expected {
                assert!(text.contains(part), "{line}: {part} in {text}");
            }
        }
    }

    #[test]
    fn secrets_are_not_repeated() {
        let (text, code) = attempt("portulan --lang en serve --smtp smpts://name:geheim@host")
            .map(|_| ())
            .expect_err("an error");
        assert!(code == 2 && text.contains("--smtp") && !text.contains("geheim"), "{text}");
    }

    #[test]
    fn errors_are_in_the_language_asked_for() {
        for (line, expected) in [
            ("portulan --lang fr serve --lsten 1", "argument inconnu « --lsten »"),
            ("portulan --lang fr serve --lsten 1", "« --listen »"),
            ("portulan --lang fr servir", "commande inconnue « servir »"),
            ("portulan --lang fr serve --listen here", "valeur non valide « here » pour --listen"),
            ("portulan --lang fr report eapd", "arguments manquants : --year"),
            ("portulan --lang fr serve --data", "il manque une valeur pour --data"),
            ("portulan --lang fr check a --errors-only --errors-only", "ne peut être indiqué qu’une fois"),
            ("portulan --lang fr validate a --fix --format json", "ne peut pas être utilisé avec"),
            ("portulan --lang en validate a --format x", "possible values: text, json"),
            ("portulan --lang en import", "missing arguments: <DIR|FILE>"),
            ("portulan --lang fr_FR.UTF-8 servir", "commande inconnue « servir »"),
            (
                "portulan --lang fr serve --listen ici",
                "une adresse IP et un port, par exemple 127.0.0.1:8080",
            ),
            ("portulan --lang fr serve --trusted-proxy tous", "Indiquez un réseau ou une adresse IP"),
            ("portulan --lang fr serve --public-url foo", "Indiquez l’adresse du site"),
            ("portulan --lang fr serve --public-url http://x.example/chemin", "sans chemin"),
            ("portulan --lang fr serve --public-url ftp://x.example", "Indiquez l’adresse du site"),
            ("portulan --lang fr serve --smtp foo", "Indiquez l’adresse du serveur de messagerie"),
            ("portulan --lang fr serve --mail-from x --mail-spool y", "Indiquez une adresse électronique"),
            (
                "portulan --lang fr serve --mail-from a@b.example",
                "arguments manquants : <--smtp <URL>|--mail-spool <DOSSIER>>",
            ),
            ("portulan --lang fr serve --oidc-client x", "arguments manquants : --oidc-issuer"),
            ("portulan --lang fr serve --oidc-secret x", "--oidc-issuer <URL>"),
            (
                "portulan --lang fr serve --oidc-client x --oidc-issuer http://x.example",
                "qui commence par https://",
            ),
            ("portulan --lang fr report eapd --out x --year abc", "Indiquez une année de 1960 à 2099"),
            ("portulan --lang fr report eapd --out x --year 2100", "Indiquez une année de 1960 à 2099"),
            ("portulan --lang fr report goals --out x --in de", "Langues possibles : fr, en"),
            ("portulan --lang fr export csv --as-of hier", "Indiquez une date"),
            ("portulan --lang fr validate a --threads 0", "Indiquez un nombre entier positif"),
        ] {
            let (text, code) = attempt(line).map(|_| ()).expect_err("an error");
            assert_eq!(code, 2, "{line}");
            let text = text.replace(['\u{a0}', '\u{202f}'], " ");
            assert!(text.contains(expected), "{line}: {expected} in {text}");
        }
    }
}
