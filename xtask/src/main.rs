//! The project's own chores: tests, and the tables derived from public reference data.
mod codelists;
mod fonts;
mod geometry;
mod iati_codes;
mod schema;
mod test;
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
    /// Derive the subset fonts of portulan-web (needs Python's `fonttools` and `brotli`)
    Fonts {
        /// A `node_modules` folder holding `@fontsource-variable`
        npm: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        XtaskCommand::Test { no_browser } => test::run(no_browser),
        XtaskCommand::Templates => test::templates(),
        XtaskCommand::Codelists { iati, npm } => codelists::run(&iati, &npm),
        XtaskCommand::Schema { iati } => schema::run(&iati).and_then(|()| iati_codes::run(&iati)),
        XtaskCommand::Geometry { npm } => geometry::run(&npm),
        XtaskCommand::Fonts { npm } => fonts::run(&npm),
    }
}

/// The root of the workspace.
fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
