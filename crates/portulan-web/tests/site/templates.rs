//! Every template of the site renders, in French and in English, with the examples.
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;

use crate::support::TestSite;

/// Templates and a page that each renders, without its language. Those of `parts/` are rendered by the pages that
/// include them.
const PAGES: [(&str, &str); 31] = [
    ("home.html", "/"),
    ("partnerships.html", "/partnerships?kind=decentralised-cooperation"),
    ("partnership.html", "/partnerships/sadje"),
    ("projects.html", "/projects"),
    ("project.html", "/projects/eau-de-la-lagune"),
    ("events.html", "/events"),
    ("event.html", "/events/semaine-du-large-2025"),
    ("networks.html", "/networks"),
    ("network.html", "/networks/afccre"),
    ("organisations.html", "/organisations"),
    ("organisation.html", "/organisations/ecole-de-sadje"),
    ("themes.html", "/themes"),
    ("theme.html", "/themes/eau"),
    ("sdgs.html", "/sdgs"),
    ("sdg.html", "/sdgs/6"),
    ("timeline.html", "/timeline"),
    ("money.html", "/money"),
    ("results.html", "/results"),
    ("sources.html", "/sources"),
    ("search.html", "/search?q=eau"),
    ("page.html", "/pages/mentions-legales"),
    ("open_data.html", "/open-data"),
    ("api.html", "/api?kind=partnerships"),
    ("validate.html", "/validate"),
    ("guides.html", "/docs"),
    ("guide.html", "/docs/first-hour"),
    ("rules.html", "/docs/rules"),
    ("rule.html", "/docs/rules/9.7.1"),
    ("not_found.html", "/nowhere"),
    ("embed.html", "/embed/map"),
    ("base.html", "/"),
];

/// The folder of the templates.
fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")
}

#[test]
fn every_template_has_a_page() {
    let known: BTreeSet<_> = PAGES.iter().map(|(template, _)| (*template).to_owned()).collect();
    let files = fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("an entry"));
    let files: BTreeSet<_> = files
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(known, files, "name a page for each template");
}

#[tokio::test]
async fn every_template_renders_in_both_languages() {
    let sites = [TestSite::fictional().await, TestSite::example().await];
    let mut faults = Vec::new();
    for (template, path) in PAGES {
        let status = if template == "not_found.html" { StatusCode::NOT_FOUND } else { StatusCode::OK };
        for language in ["fr", "en"] {
            let address = if template == "embed.html" {
                format!("{path}?lang={language}")
            } else {
                format!("/{language}{path}")
            };
            let mut html = String::new();
            for site in &sites {
                let answer = site.get(&address).await;
                if answer.status == status {
                    html = answer.text();
                    break;
                }
            }
            if !html.trim_end().ends_with("</html>") || !html.contains(&format!("lang=\"{language}\"")) {
                faults.push(format!("{template}: {address} does not answer {status} with a whole page"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
