//! Funders that a publication would name before they have granted their funding.
use std::collections::BTreeSet;

use portulan_model::Body;
use portulan_model::kinds::FundingStage;

/// The slugs of the other funders of a project that have not granted their funding, with the status: those that the public does not see
/// yet, each once.
pub fn unsecured(public: Option<&Body>, new: &Body, own: &str) -> BTreeSet<(String, &'static str)> {
    let lines = |body: &Body| match body {
        Body::Project(project) => {
            let open = project.funding.iter().filter(|line| line.stage != FundingStage::Granted);
            open.map(|line| (line.funder.slug().to_owned(), line.stage.name())).collect()
        }
        _ => BTreeSet::new(),
    };
    let public = public.map(lines).unwrap_or_default();
    lines(new).into_iter().filter(|line| line.0 != own && !public.contains(line)).collect()
}
