//! Style sheets and scripts of several files as one, for the build scripts of the site and of the office.
//!
//! Both have a folder of small files, one for each component. The build script of each joins them, and the program
//! serves the result. Style sheets and scripts lose their comments and the spaces that have no meaning.
use std::fs;
use std::path::{Path, PathBuf};

mod style;

/// A bundle that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// A file that cannot be read or written.
    #[error("{path}: {source}; check that the file exists and that the list of files in build.rs is right")]
    File {
        /// The file.
        path: PathBuf,
        /// The fault.
        source: std::io::Error,
    },
    /// A style sheet with a comment, a string or a block that does not end.
    #[error("{path}: {fault}; correct the style sheet")]
    Style {
        /// The file.
        path: PathBuf,
        /// The fault.
        fault: &'static str,
    },
    /// A script with a string of several lines, whose indentation would be lost.
    #[error("{path}:{line}: a template literal does not end on its line; write it on one line")]
    Literal {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
}

/// Joins the style sheets of a folder, in the order given, without comments and needless spaces.
pub fn style(folder: &Path, names: &[&str]) -> Result<String, BundleError> {
    let mut bundle = String::new();
    for name in names {
        let path = folder.join(name).with_extension("css");
        let text = read(&path)?;
        bundle.push_str(&style::minify(&text).map_err(|fault| BundleError::Style { path, fault })?);
    }
    Ok(bundle)
}

/// Joins the scripts of a folder, in the order given, in a scope of their own. Line breaks stay, since they can end
/// statements.
pub fn script(folder: &Path, names: &[&str]) -> Result<String, BundleError> {
    let mut bundle = String::from("\"use strict\";\n(() => {\n");
    for name in names {
        let path = folder.join(name).with_extension("js");
        for (index, line) in read(&path)?.lines().map(str::trim).enumerate() {
            if line.is_empty() || line.starts_with("//") {
                continue;
            }
            if line.matches('`').count() % 2 == 1 {
                return Err(BundleError::Literal { path, line: index + 1 });
            }
            bundle.push_str(line);
            bundle.push('\n');
        }
    }
    bundle.push_str("})();\n");
    Ok(bundle)
}

/// Writes a bundle to the folder that Cargo gives a build script.
pub fn write(folder: &Path, name: &str, bundle: &str) -> Result<(), BundleError> {
    let path = folder.join(name);
    fs::write(&path, bundle).map_err(|source| BundleError::File { path, source })
}

/// Reads a file, and has Cargo run the build script again when it changes.
fn read(path: &Path) -> Result<String, BundleError> {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(path).map_err(|source| BundleError::File { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with files of the given names and texts.
    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("written");
        }
        folder
    }

    #[test]
    fn styles_are_joined_in_order_and_minified() {
        let folder =
            folder(&[("b.css", "p {\n  color: red;\n}\n"), ("a.css", "/* A */\na { top: 0.5px; }\n")]);
        assert_eq!(style(folder.path(), &["b", "a"]).expect("a style"), "p{color:red}a{top:0.5px}");
    }

    #[test]
    fn a_fault_names_the_file() {
        let folder = folder(&[("a.css", "a { color: red; }\n}\n")]);
        let fault = style(folder.path(), &["a"]).expect_err("a fault").to_string();
        assert!(fault.contains("a.css"), "{fault}");
        let fault = script(folder.path(), &["none"]).expect_err("a fault").to_string();
        assert!(fault.contains("none.js"), "{fault}");
    }

    #[test]
    fn scripts_have_a_scope_of_their_own() {
        let folder = folder(&[("a.js", "// One.\nconst a = 1;\n"), ("b.js", "if (a) {\n\n  alert(a);\n}\n")]);
        let script = script(folder.path(), &["a", "b"]).expect("a script");
        assert_eq!(script, "\"use strict\";\n(() => {\nconst a = 1;\nif (a) {\nalert(a);\n}\n})();\n");
    }

    #[test]
    fn literals_of_several_lines_are_refused() {
        let folder = folder(&[("a.js", "const a = 1;\nconst b = `x\n  y`;\n")]);
        let fault = script(folder.path(), &["a"]).expect_err("a fault").to_string();
        assert!(fault.contains("a.js:2:"), "{fault}");
    }
}
