//! All message keys exist and are used, in both languages.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use portulan_codelists::CodeList;
use portulan_locales::{Language, MessageKey, to_kebab_case, with_no_break_spaces};
use portulan_model::kinds::{
    ConsentTo, ContactPart, CostHeading, CostKind, CostStage, Direction, DocumentKind, EventKind,
    FundingStage, InKindKind, Instrument, LegalBasis, Marker, Mechanism, NetworkKind, OdaKind, PageRole,
    PartGroup, PartnershipKind, ProjectKind, Reply, Role, SitePart, Status, TerritoryKind,
};
use portulan_model::{AmountName, FacetName, FieldSchema, FileKind, Kind, State};
use portulan_store::{AuditAction, TokenScope, UserRole};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Keys of a language (attributes as `key.attribute`) with the arguments that they use.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let folder = root().join(format!("portulan-locales/locales/{language}"));
    let files = std::fs::read_dir(folder).expect("a folder");
    keys_in(files.map(|entry| entry.expect("an entry").path()))
}

/// The keys of some files.
fn keys_in(files: impl IntoIterator<Item = PathBuf>) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for path in files {
        for line in std::fs::read_to_string(path).expect("a locale").lines() {
            let key = line.split_once(" =").map(|(key, _)| key.trim()).unwrap_or_default();
            if !line.starts_with([' ', '*', '}']) && !key.is_empty() {
                key.clone_into(&mut current);
                assert!(out.insert(current.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            } else if let Some(attribute) = key.strip_prefix('.') {
                current = format!("{}.{attribute}", current.split('.').next().unwrap_or_default());
                out.insert(current.clone(), BTreeSet::new());
            }
            let arguments = line.split("{ $").skip(1).filter_map(|part| part.split([' ', '}']).next());
            // Only some languages choose a preposition by the precision of a date, and so on.
            let arguments = arguments.filter(|name| !["precision", "size", "start"].contains(name));
            out.entry(current.clone()).or_default().extend(arguments.map(str::to_owned));
        }
    }
    out.retain(|key, _| !key.is_empty());
    out
}

/// Adds the sources and templates of a folder.
fn gather(folder: &Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() && path.ends_with("tests") {
            continue;
        }
        if path.is_dir() {
            gather(&path, out);
        } else if path.extension().is_some_and(|x| x == "rs" || x == "html") {
            out.push_str(&std::fs::read_to_string(path).expect("text"));
        }
    }
}

/// The text of all sources and templates.
fn sources() -> String {
    let mut out = String::new();
    for folder in [
        "portulan/src",
        "portulan-api/src",
        "portulan-locales/src",
        "portulan-office/src",
        "portulan-office/templates",
        "portulan-editorial/src",
        "portulan-exchange/src",
        "portulan-report/src",
        "portulan-typeset/src",
        "portulan-web/src",
        "portulan-web/templates",
    ] {
        gather(&root().join(folder), &mut out);
    }
    out
}

fn add(out: &mut BTreeSet<String>, list: &str, words: impl IntoIterator<Item = impl Into<String>>) {
    out.extend(words.into_iter().map(|w| format!("{list}-{}", w.into())));
}

/// Keys of the audit log.
fn audit_keys() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    add(&mut out, "audit-action", AuditAction::ALL.iter().map(|action| action.name()));
    add(&mut out, "audit-did", AuditAction::ALL.iter().map(|action| action.name()));
    add(&mut out, "audit-actor", ["access", "import", "init"]);
    let named = Kind::ALL.iter().filter(|kind| **kind != Kind::Person).map(|kind| kind.singular());
    let named: Vec<&str> = named.collect();
    add(&mut out, "audit-record", named.iter().copied());
    add(&mut out, "audit-record", named.iter().map(|kind| format!("{kind}.of")));
    add(&mut out, "audit-some", Kind::ALL.iter().map(|kind| kind.singular()));
    add(&mut out, "audit-some", Kind::ALL.iter().map(|kind| format!("{kind}.of")));
    add(&mut out, "audit-subject", ["audit", "eapd", "eapd-prefill", "four-eyes", "two-step-from-role"]);
    let details = ["password", "sso", "passkey", "code", "recovery-code", "active", "inactive"];
    add(&mut out, "audit-detail", details);
    add(&mut out, "audit-detail", ["invitation", "reset", "start", "true", "false", "factors-off"]);
    out
}

/// Names of actions of lists, and of codes that have no code list of their own.
fn list_keys() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let verbs = ["publish", "unpublish", "archive", "theme", "assign", "export", "delete"];
    add(&mut out, "office-bulk-verb", verbs);
    add(&mut out, "office-bulk-question", ["delete", "unpublish", "archive"]);
    add(&mut out, "register", ["fr-sirene", "fr-siret", "fr-rna", "fr-rcs", "iati"]);
    let licences = ["etalab-2-0", "cc-by-4-0", "cc-by-sa-4-0", "cc0-1-0", "odbl-1-0", "odc-by-1-0"];
    add(&mut out, "licence", licences);
    let columns = ["code", "country", "region", "group", "name-en", "name-fr"];
    add(&mut out, "office-recipients-column", columns);
    out
}

/// Keys about money and the declaration.
fn money_keys() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for word in ["sent", "unsent", "received", "unreceived"] {
        add(&mut out, "office-funders-done", [word.to_owned(), format!("{word}-draft")]);
    }
    add(&mut out, "flow", ["paid", "in-kind", "received", "budget"]);
    let axes = ["country", "partnership", "agreement", "goal", "sector", "funder"];
    for list in ["money", "money-by"] {
        add(&mut out, list, axes);
    }
    add(&mut out, "oda-kind", OdaKind::ALL.iter().map(|w| w.name()));
    add(&mut out, "marker", Marker::ALL.iter().map(|w| w.name()));
    add(&mut out, "mechanism", Mechanism::ALL.iter().map(|w| w.name()));
    add(&mut out, "funding-stage", FundingStage::ALL.iter().map(|w| w.name()));
    add(&mut out, "facet", FacetName::ALL.iter().map(|w| w.name()));
    add(&mut out, "list-total", AmountName::ALL.iter().map(|w| w.name()));
    add(&mut out, "cost-heading", CostHeading::ALL.iter().map(|w| w.name()));
    add(&mut out, "in-kind-kind", InKindKind::ALL.iter().map(|w| w.name()));
    add(&mut out, "part-group", PartGroup::ALL.iter().map(|w| w.name()));
    let columns = source_words("portulan-report/src/eapd/write.rs", "\"").filter(|w| w.len() < 20);
    let known_columns = keys(Language::ENGLISH);
    let columns = columns.map(|c| format!("eapd-column-{c}")).filter(|key| known_columns.contains_key(key));
    out.extend(columns);
    add(&mut out, "eapd-sheet", ["lines", "why", "funds", "totals", "out", "gaps"]);
    let parts = ["counted", "recipient", "channel", "purpose", "aid-type", "basis", "first-year", "amount"];
    add(&mut out, "eapd-part", parts);
    add(&mut out, "eapd-basis", ["received", "plan"]);
    add(&mut out, "eapd-counted", ["yes", "no"]);
    // Reasons of declarations that were filed with earlier versions.
    add(&mut out, "eapd-why", ["with-in-kind", "less-received", "received-more", "region"]);
    add(&mut out, "eapd-gap", ["received-more"]);
    for file in ["derive.rs", "amounts.rs"] {
        let file = format!("portulan-report/src/eapd/{file}");
        add(&mut out, "eapd-why", source_words(&file, "Why::new(\""));
        add(&mut out, "eapd-gap", source_words(&file, "missing(\""));
        add(&mut out, "eapd-out", source_words(&file, "out(\""));
    }
    add(&mut out, "eapd-refused", source_words("portulan-report/src/eapd/decisions.rs", "Refusal::new(\""));
    add(&mut out, "eapd-refused", ["replaced"]);
    add(&mut out, "recipients", ["code", "country", "group", "year", "name", "twice", "quote"]);
    add(&mut out, "recipients", ["too-large", "empty", "columns"]);
    add(&mut out, "prefill", source_words("portulan-report/src/eapd/prefill.rs", "error(at, \""));
    out
}

/// Message keys composed of a list and a word.
fn composed() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for list in ["role", "roles"] {
        add(&mut out, list, Role::ALL.iter().map(|r| r.name()));
    }
    for list in ["layer", "partnership-kind"] {
        add(&mut out, list, PartnershipKind::ALL.iter().map(|r| r.name()));
    }
    add(&mut out, "status", Status::ALL.iter().map(|s| s.name()));
    add(&mut out, "status", ["unknown"]);
    add(&mut out, "instrument", Instrument::ALL.iter().map(|s| s.name()));
    add(&mut out, "project-kind", ProjectKind::ALL.iter().map(|s| s.name()));
    add(&mut out, "event-kind", EventKind::ALL.iter().map(|s| s.name()));
    add(&mut out, "network-kind", NetworkKind::ALL.iter().map(|s| s.name()));
    add(&mut out, "document-kind", DocumentKind::ALL.iter().map(|s| s.name()));
    for word in ["stated", "computed", "inferred"] {
        add(&mut out, "provenance", [word.to_owned(), format!("{word}.title")]);
    }
    add(&mut out, "kind", ["partnership", "project", "organisation", "event", "network", "page"]);
    add(&mut out, "sort", ["name", "country", "since", "updated"]);
    add(&mut out, "rule", portulan_iati::rules::all().iter().map(|r| r.id.replace('.', "-")));
    add(&mut out, "rules-class", portulan_iati::rules::all().iter().map(|r| r.class));
    let kinds = || Kind::ALL.iter().map(|k| k.singular());
    add(&mut out, "office-import-answer", ["comma", "point", "day-first", "month-first"]);
    add(&mut out, "office-separator", ["semicolon", "comma", "tab", "bar"]);
    add(&mut out, "office-kinds", kinds());
    add(&mut out, "office-new", kinds());
    for list in ["office-upload-title", "office-upload-drop", "office-upload-kept", "office-uploaded"] {
        add(&mut out, list, FileKind::ALL.iter().map(|file| file.kind().singular()));
    }
    for list in ["office-role", "office-may", "office-two-step-from"] {
        add(&mut out, list, UserRole::ALL.iter().map(|r| r.name()));
    }
    let done = "saved same restored published unpublished archived scheduled unscheduled proposed \
                contribution sent-back sent-back-alone";
    add(&mut out, "contribution-stage", ["open", "expired", "sent", "accepted", "declined"]);
    let columns = ["date", "amount", "heading", "description", "indicator", "value"];
    add(&mut out, "contribution-column", columns);
    add(&mut out, "office-done", done.split(' '));
    let errors = "unknown-argument unknown-command no-value invalid-value missing missing-command too-many conflict other";
    add(&mut out, "help-error", errors.split(' '));
    out.extend(privacy_keys());
    add(&mut out, "direction", Direction::ALL.iter().map(|w| w.name()));
    add(&mut out, "reply", Reply::ALL.iter().map(|w| w.name()));
    add(&mut out, "cost-kind", CostKind::ALL.iter().map(|w| w.name()));
    add(&mut out, "cost-stage", CostStage::ALL.iter().map(|w| w.name()));
    add(&mut out, "legal-basis", LegalBasis::ALL.iter().map(|w| w.name()));
    add(&mut out, "consent-to", ConsentTo::ALL.iter().map(|w| w.name()));
    add(&mut out, "contact-part", ContactPart::ALL.iter().map(|w| w.name()));
    for list in ["office-verdict", "office-verdict-one"] {
        add(&mut out, list, ["wrong", "left-out", "adds", "changes", "same"]);
    }
    for report in ["annual", "partnership", "funder", "goals", "briefing"] {
        add(&mut out, "office-report", [report.to_owned(), format!("{report}.help")]);
        add(&mut out, "office-report", Some(format!("{report}.of")).filter(|_| report != "goals"));
    }
    add(&mut out, "office-contacts", ["overdue", "incomplete", "public"]);
    add(&mut out, "office-answer", ["waits", "accepted", "declined", "withdrawn"]);
    add(&mut out, "state", State::ALL.iter().map(|state| state.name()));
    add(&mut out, "territory-kind", TerritoryKind::ALL.iter().map(|s| s.name()));
    add(&mut out, "site-part", SitePart::ALL.iter().map(|s| s.name()));
    add(&mut out, "page-role", PageRole::ALL.iter().map(|s| s.name()));
    add(&mut out, "qualifier", ["exactly", "over", "nearly", "about"]);
    let parts = ["start", "end", "lat", "lon", "amount", "currency", "value-date", "value", "qualifier"];
    add(&mut out, "office-part", parts);
    add(&mut out, "month", (1..=12).map(|month| month.to_string()));
    add(&mut out, "weekday", (1..=7).map(|day| day.to_string()));
    add(&mut out, "language", ["name", "direction", "reviewed", "decimal-mark", "group-mark"]);
    add(&mut out, "record-kind", kinds());
    add(&mut out, "code-list", code_lists().map(CodeList::key));
    add(&mut out, "code-list", ["themes", "axes"]);
    add(&mut out, "io-fault", source_words("portulan-locales/src/faults.rs", "=> \""));
    add(&mut out, "starter-theme", starter_themes());
    out.extend(audit_keys());
    add(&mut out, "api-json", ["null", "boolean", "integer", "number", "string", "array", "object"]);
    let names = portulan_api::OPERATIONS.map(portulan_api::Operation::name);
    add(&mut out, "api", names);
    for (fault, _) in portulan_api::ApiFault::samples().iter().map(portulan_api::ApiFault::name) {
        out.extend([format!("api-fault-{fault}"), format!("api-fault-{fault}.remedy")]);
    }
    out.extend(money_keys());
    out.extend(list_keys());
    add(&mut out, "office-scope", TokenScope::ALL.iter().map(|scope| scope.name()));
    out.extend(fields());
    let known = keys(Language::ENGLISH);
    let sections = source_words("portulan-office/src/form/layout.rs", "(\"").map(|s| format!("section-{s}"));
    out.extend(sections.filter(|key| known.contains_key(key)));
    add(&mut out, "cli-fix", portulan_iati::fix::FixKind::ALL.iter().map(|kind| kind.key()));
    add(&mut out, "iati-gap", gaps());
    add(&mut out, "iati-severity", ["critical", "error", "warning", "advice"]);
    add(&mut out, "rates-fault", source_words("portulan-model/src/rates.rs", "=> \""));
    add(&mut out, "iati-fault", source_words("portulan-iati/src/xml/fault.rs", "=> \""));
    add(&mut out, "iati-type", ["type"]);
    add(
        &mut out,
        "iati-type",
        source_words("portulan-iati/src/schema/simple.rs", "=> \"").filter(|w| w != "string"),
    );
    out
}

/// The messages of the register of processing.
fn privacy_keys() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let processings = [
        "accounts",
        "sessions",
        "log",
        "history",
        "mail",
        "records",
        "contacts",
        "tasks",
        "imports",
        "contributions",
    ];
    let columns = ["persons", "data", "purpose", "basis", "kept", "seen"];
    add(&mut out, "privacy", processings);
    add(&mut out, "office-privacy", columns);
    for name in processings {
        out.extend(columns.map(|column| format!("privacy-{name}.{column}")));
    }
    out
}

/// The keys of the themes that a new register can choose.
fn starter_themes() -> impl Iterator<Item = String> {
    let words = source_words("portulan-office/src/pages/first_steps.rs", "    \"");
    words.filter(|word| word.bytes().all(|b| b.is_ascii_lowercase()))
}

/// The lists whose codes records have: all but the texts of the goals, which records name by number.
fn code_lists() -> impl Iterator<Item = CodeList> {
    CodeList::ALL.into_iter().filter(|list| *list != CodeList::SdgGoalText)
}

/// The messages of form fields: the message of the group if it exists, or else that of the field.
fn fields() -> BTreeSet<String> {
    fn gather(shape: FieldSchema, known: &BTreeMap<String, BTreeSet<String>>, out: &mut BTreeSet<String>) {
        match shape {
            FieldSchema::Group(group) => {
                for field in group.fields {
                    let name = field.name.replace('_', "-");
                    let own = format!("field-{}-{name}", to_kebab_case(group.name));
                    let key = if known.contains_key(&own) { own } else { format!("field-{name}") };
                    out.extend(
                        [".help", ".one"]
                            .map(|a| format!("{key}{a}"))
                            .into_iter()
                            .filter(|k| known.contains_key(k)),
                    );
                    out.insert(key);
                    gather((field.shape)(), known, out);
                }
            }
            FieldSchema::Fact(inner) | FieldSchema::Optional(inner) | FieldSchema::List(inner) => {
                gather(inner(), known, out);
            }
            _ => {}
        }
    }
    let (known, mut out) = (keys(Language::ENGLISH), BTreeSet::new());
    for kind in Kind::ALL {
        gather(kind.shape(), &known, &mut out);
    }
    // Every fact has a source and a provenance.
    out.extend(["field-source".to_owned(), "field-source.help".to_owned()]);
    out
}

/// The gaps that an IATI export can report.
fn gaps() -> impl Iterator<Item = String> {
    let known = keys(Language::ENGLISH);
    let files = ["mod", "activity", "items", "parts"];
    let text: String = files
        .iter()
        .map(|f| {
            std::fs::read_to_string(root().join(format!("portulan-exchange/src/iati/{f}.rs")))
                .expect("a source")
        })
        .collect();
    let words: BTreeSet<String> = text.split('"').map(str::to_owned).collect();
    words.into_iter().filter(move |w| known.contains_key(&format!("iati-gap-{w}")))
}

/// The quoted texts after `start` in a source.
fn source_words(file: &str, start: &str) -> impl Iterator<Item = String> {
    let text = std::fs::read_to_string(root().join(file)).expect("a source");
    let words: Vec<_> =
        text.split(start).skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect();
    words.into_iter()
}

/// The codes of all problems.
fn problem_codes() -> BTreeSet<String> {
    let files = [
        "portulan-model/src/check/files.rs",
        "portulan-model/src/check/mod.rs",
        "portulan-model/src/check/pages.rs",
        "portulan-model/src/check/people.rs",
        "portulan-model/src/folder.rs",
        "portulan-office/src/api/caller.rs",
        "portulan-office/src/error.rs",
        "portulan-office/src/form/labels.rs",
        "portulan-office/src/form/read.rs",
        "portulan-office/src/form/refs.rs",
        "portulan-office/src/import/whole.rs",
        "portulan-office/src/pages/edit.rs",
        "portulan-office/src/pages/edit_action.rs",
        "portulan-office/src/pages/edit_save.rs",
        "portulan-store/src/error.rs",
        "portulan/src/source/mod.rs",
    ];
    let text: String = files.iter().map(|f| std::fs::read_to_string(root().join(f)).expect("text")).collect();
    let known = keys(Language::ENGLISH);
    let codes = text.split('"').filter(|w| known.contains_key(&format!("problem-{w}")));
    codes
        .flat_map(|c| ["", ".remedy", ".remedy-folder"].map(|part| format!("problem-{c}{part}")))
        .filter(|key| known.contains_key(key))
        .collect()
}

#[test]
fn both_languages_say_the_same_things_with_the_same_arguments() {
    assert_eq!(keys(Language::FRENCH), keys(Language::ENGLISH));
}

/// The files with the messages of the public site.
const SITE_FILES: [&str; 6] = ["api.ftl", "iati.ftl", "language.ftl", "rules.ftl", "site.ftl", "words.ftl"];

#[test]
fn every_other_language_has_the_messages_of_the_public_site() {
    let of = |tag: &str| {
        let file = |name: &str| root().join(format!("portulan-locales/locales/{tag}/{name}"));
        // Counts choose plural forms, which some messages of some languages do not need.
        let mut keys = keys_in(SITE_FILES.map(file));
        for arguments in keys.values_mut() {
            arguments.retain(|name| name != "count");
        }
        keys
    };
    let expected = of("en");
    for language in Language::all().filter(|language| !Language::complete().contains(language)) {
        assert_eq!(of(language.tag()), expected, "{language}");
        for key in keys(language).keys().filter(|key| !expected.contains_key(*key)) {
            assert!(is_name_of_code(key), "{language} {key}");
        }
        assert_ne!(language.endonym(), "", "{language}");
    }
}

/// The sources of the public site, with those of its charts and tables.
const SITE_SOURCES: [&str; 8] = [
    "portulan-web/src",
    "portulan-web/templates",
    "portulan-report/src/charts.rs",
    "portulan-report/src/localizer.rs",
    "portulan-report/src/maps.rs",
    "portulan-report/src/money",
    "portulan-report/src/results.rs",
    "portulan-report/src/times.rs",
];

#[test]
fn every_other_language_has_the_messages_that_the_site_names() {
    let mut text = String::new();
    for path in SITE_SOURCES.map(|path| root().join(path)) {
        if path.is_dir() {
            gather(&path, &mut text);
        } else {
            text.push_str(&std::fs::read_to_string(path).expect("a source"));
        }
    }
    let named: BTreeSet<&str> = named_keys(&text).collect();
    assert!(named.len() > 300, "{} keys", named.len());
    for language in Language::all() {
        let known = keys(language);
        let missing: Vec<_> = named.iter().filter(|key| !known.contains_key(**key)).collect();
        assert_eq!(missing, Vec::<&&str>::new(), "{language}");
    }
}

/// The keys that a source names as literals.
fn named_keys(text: &str) -> impl Iterator<Item = &str> {
    text.split("key!(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

/// True if a key names a code of a list, or a goal.
fn is_name_of_code(key: &str) -> bool {
    let is_goal =
        |number: &str| number.parse().is_ok_and(|number| portulan_codelists::goal(number).is_some());
    let is_code = |list: &CodeList| {
        let code =
            key.strip_prefix("code-").and_then(|rest| rest.strip_prefix(list.key())?.strip_prefix('-'));
        code.is_some_and(|code| list.get(code).is_some())
    };
    key.strip_prefix("sdg-goal-").is_some_and(is_goal) || code_lists().any(|list| is_code(&list))
}

#[test]
fn a_language_is_a_folder_and_lacks_only_what_is_shown_in_english() {
    let es: Language = "es".parse().expect("Spanish");
    assert_eq!((es.endonym(), es.direction().html(), es.is_reviewed()), ("Español", "ltr", false));
    assert_eq!("ar".parse::<Language>().expect("Arabic").direction().html(), "rtl");
    assert_eq!(Language::complete(), [Language::FRENCH, Language::ENGLISH]);
    assert_eq!(Language::find_complete("es"), None);
    assert_eq!(es.code_name(CodeList::Country, "HT"), (es, "Haití"));
    assert_eq!(es.code_name(CodeList::Country, "ZZ"), (Language::ENGLISH, "ZZ"));
    let (language, sector) = es.code_name(CodeList::Sector, "11110");
    assert_eq!((language, sector), (Language::ENGLISH, "Education policy and administrative management"));
    assert_eq!(Language::FRENCH.code_name(CodeList::Country, "DE"), (Language::FRENCH, "Allemagne"));
    // A message of the office, which the language does not have.
    let key = MessageKey::find("office-audit").expect("a message");
    assert_eq!(es.text(key), Language::ENGLISH.text(key));
}

/// Keys are checked when a crate compiles; this finds messages that nothing uses, and keys that the program
/// composes of a list and a name.
#[test]
fn every_message_is_used_and_every_composed_key_has_one() {
    let known: BTreeSet<String> = keys(Language::ENGLISH).into_keys().collect();
    let composed = composed();
    assert_eq!(composed.difference(&known).next(), None, "a composed key has no message");
    let text = sources();
    let literals: BTreeSet<&str> = named_keys(&text).collect();
    let problems = problem_codes();
    let datasets = portulan_exchange::data::Dataset::ALL.iter();
    let datasets: BTreeSet<&str> =
        datasets.flat_map(|d| [d.title().as_str(), d.description().as_str()]).collect();
    // The remedy of a message and the text of a mail are shown with it.
    let is_literal = |key: &str| literals.contains(key) || datasets.contains(key);
    let is_used = |key: &&String| {
        let (whole, attribute) = key.split_once('.').unwrap_or((key.as_str(), ""));
        is_literal(key)
            // The program has a test of the help of its arguments.
            || (key.starts_with("help") && !key.starts_with("help-error"))
            || composed.contains(*key)
            || problems.contains(*key)
            || (matches!(attribute, "remedy" | "text") && is_literal(whole))
    };
    let unused: Vec<_> = known.iter().filter(|key| !is_used(key)).collect();
    assert_eq!(unused, Vec::<&String>::new(), "messages that nothing uses");
}

/// An error without a remedy would leave the reader alone, a mail without a text would be empty.
#[test]
fn errors_have_a_remedy_and_mails_a_text() {
    let known = keys(Language::ENGLISH);
    // Parts of the texts of mails.
    let parts = ["mail-no-day", "mail-no-end", "mail-open", "mail-until"];
    let whole = |start: &str| {
        let keys = known.keys().filter(|key| key.starts_with(start) && !key.contains('.'));
        let keys = keys.filter(|key| !parts.contains(&key.as_str()));
        keys.cloned().collect::<Vec<_>>()
    };
    let missing = |starts: &[&str], attribute: &str| {
        let keys = starts.iter().flat_map(|start| whole(start));
        keys.map(|key| format!("{key}.{attribute}"))
            .filter(|key| !known.contains_key(key))
            .collect::<Vec<_>>()
    };
    assert_eq!(missing(&["office-error-", "api-fault-", "problem-"], "remedy"), Vec::<String>::new());
    assert_eq!(missing(&["mail-"], "text"), Vec::<String>::new());
}

#[test]
fn every_message_can_be_said() {
    for language in Language::all() {
        for (key, message) in keys(language).keys().filter_map(|key| Some((key, MessageKey::find(key)?))) {
            let arguments = [("count", 2_usize.into()), ("value", "x".into()), ("date", "x".into())];
            let message = language.format(message, &arguments);
            // English sets nothing between "3 million" and the label.
            let is_empty = message.is_empty() && key != "number-millions-of";
            assert!(message != *key && !is_empty, "{language} {key}");
            assert_eq!(with_no_break_spaces(language.tag(), &message), message, "{language} {key}");
            assert!(!message.contains('\''), "{language} {key}: a typewriter apostrophe in {message}");
        }
    }
}
