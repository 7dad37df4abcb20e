//! The documentation of the validator's rules in the reader's language.
use std::borrow::Cow;
use std::path::Path;

use include_dir::{Dir, include_dir};
use portulan_iati::rules::Rule;
use portulan_locales::Language;

/// A folder for each language, with a Markdown file for each rule. The English texts are with the rules themselves.
static DOCUMENTATION: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The documentation of a rule as Markdown, with its language: the reader's, or else English.
pub fn rule_documentation(language: Language, rule: &Rule) -> (Language, Cow<'static, str>) {
    let path = Path::new(language.tag()).join(format!("{}.md", rule.id));
    match DOCUMENTATION.get_file(path).and_then(|file| file.contents_utf8()) {
        Some(text) => (language, Cow::Borrowed(text)),
        None => (Language::ENGLISH, Cow::Owned(rule.documentation())),
    }
}

#[cfg(test)]
mod tests {
    use portulan_iati::rules;

    use super::*;

    /// The content of the code blocks of a text.
    fn code(text: &str) -> Vec<&str> {
        text.split("```").skip(1).step_by(2).collect()
    }

    #[test]
    fn every_rule_is_documented_in_french_with_the_same_examples() {
        for rule in rules::all() {
            let (language, french) = rule_documentation(Language::FRENCH, rule);
            assert_eq!(language, Language::FRENCH, "{}", rule.id);
            let english = rule.documentation();
            assert_eq!(code(&french), code(&english), "{}", rule.id);
            let headings = |text: &str| text.lines().filter(|line| line.starts_with("## ")).count();
            assert_eq!(headings(&french), headings(&english), "{}", rule.id);
            assert!(!french.contains('\''), "{}: a typewriter apostrophe", rule.id);
        }
        let files = DOCUMENTATION.get_dir("fr").expect("French").files();
        let unknown = files.filter(|file| {
            file.path().file_stem().is_none_or(|id| rules::find(&id.to_string_lossy()).is_none())
        });
        assert_eq!(unknown.map(include_dir::File::path).collect::<Vec<_>>(), Vec::<&Path>::new());
    }
}
