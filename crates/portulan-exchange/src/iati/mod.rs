//! The register as IATI 2.03: a partnership is a parent activity, a project its child; the authority is the
//! organisation.
//!
//! The files are valid by construction. Information that the standard requires and the register lacks is not
//! invented: an activity without any start date is left out, an unknown sector gets the code for it; each
//! such gap is reported.
//!
//! The record of an imported activity stores content without a field as a rest, in XML, which is written
//! back.
mod activity;
mod exporter;
pub mod import;
pub mod import_notes;
mod items;
mod narratives;
mod own;
mod parts;

use jiff::Timestamp;
use portulan_iati::tree::Element;
use portulan_iati::write::{child, close, document, open};
use portulan_model::PublishedRegister;

use exporter::{ChildActivities, Exporter, completed, moment};
use narratives::implicit;

pub use exporter::ExportGap;

/// The IATI files of a register.
#[derive(Debug, Clone)]
pub struct IatiExport {
    /// The activity file; `None` if no activity can be written.
    pub activities: Option<String>,
    /// The organisation file.
    pub organisations: String,
    /// The gaps.
    pub gaps: Vec<ExportGap>,
}

/// Writes the published register as of `now`.
pub fn export(programme: &PublishedRegister, now: Timestamp) -> IatiExport {
    let mut parts = StreamedIatiExport::new(now);
    let projects = parts.projects(programme);
    let FinalParts { activities, organisations, gaps } = parts.finish(programme);
    let activities = activities.map(|[before, after]| before + &projects + &after);
    IatiExport { activities, organisations, gaps }
}

/// An export whose projects come in batches. Partnerships name their projects, so they are written last,
/// although they come first in the file.
pub struct StreamedIatiExport {
    now: Timestamp,
    children: ChildActivities,
    gaps: Vec<ExportGap>,
    written: bool,
}

/// The parts of the files that are written after all projects.
pub struct FinalParts {
    /// The text before and after the projects in the activity file; `None` if no activity can be written.
    pub activities: Option<[String; 2]>,
    /// The organisation file.
    pub organisations: String,
    /// The gaps.
    pub gaps: Vec<ExportGap>,
}

impl StreamedIatiExport {
    /// An empty export as of `now`.
    pub fn new(now: Timestamp) -> Self {
        Self { now, children: ChildActivities::new(), gaps: Vec::new(), written: false }
    }

    /// The activities of the projects that the register currently contains, as text.
    pub fn projects(&mut self, programme: &PublishedRegister) -> String {
        let mut exporter = Exporter::new(programme, self.now);
        exporter.gaps.clear();
        let lang = exporter.lang;
        let written = programme.projects.iter().filter_map(|entry| exporter.project(entry));
        let text: String = written.map(|activity| child(&implicit(activity, lang))).collect();
        for (partnership, children) in exporter.children {
            self.children.entry(partnership).or_default().extend(children);
        }
        self.gaps.extend(exporter.gaps);
        self.written |= !text.is_empty();
        text
    }

    /// The rest of the files. Only the projects of the register may have changed since the first batch.
    pub fn finish(self, programme: &PublishedRegister) -> FinalParts {
        let mut exporter = Exporter { children: self.children, ..Exporter::new(programme, self.now) };
        let lang = exporter.lang;
        let written = programme.partnerships.iter().filter_map(|entry| exporter.partnership(entry));
        let partnerships: String = written.map(|activity| child(&implicit(activity, lang))).collect();
        let stamp = moment(programme.updated());
        let root =
            |name| Element::new(name).with("version", "2.03").with("generated-datetime", stamp.as_str());
        let activities = (self.written || !partnerships.is_empty()).then(|| {
            let root = root("iati-activities");
            [open(&root) + &partnerships, close(&root)]
        });
        let organisations = document(
            &root("iati-organisations").with_children([implicit(exporter.organisation_element(), lang)]),
        );
        exporter.gaps.extend(self.gaps);
        FinalParts { activities, organisations, gaps: exporter.gaps }
    }
}

impl Exporter<'_> {
    /// The authority's organisation identifier: its own, or one derived from its SIREN, or a provisional one.
    fn identifier(&mut self) -> String {
        let authority = &self.programme.authority;
        if let Some(id) = authority.body.iati_identifier.as_deref().map(str::trim).filter(|id| !id.is_empty())
        {
            return id.to_owned();
        }
        if let Some(siren) = &authority.body.siren {
            return format!("FR-SIRENE-{siren}");
        }
        let record = format!("authorities/{}", authority.slug);
        self.gap(&record, "identifier");
        format!("{}-{}", authority.body.country.0, authority.slug)
    }

    /// The authority's IATI organisation type: local government by default.
    fn authority_type(&self) -> String {
        let organisation = self.programme.authority.body.organisation.as_ref();
        let kind =
            organisation.and_then(|o| self.programme.organisations.get(o)).and_then(|e| e.body.kind.as_ref());
        kind.map_or_else(|| "11".to_owned(), |k| k.value.0.clone())
    }

    /// The authority as an element with this name.
    fn reporting_org_as(&self, name: &'static str) -> Element {
        Element::new(name)
            .with("ref", self.organisation.as_str())
            .with("type", self.authority_type())
            .with_children(self.narratives(&self.programme.authority.body.name))
    }

    fn organisation_element(&self) -> Element {
        let rest = self.programme.authority.body.iati_rest.as_deref();
        completed(&["iati-organisation"], self.organisation_alone(), rest)
    }

    /// The organisation without its rest.
    fn organisation_alone(&self) -> Element {
        let authority = &self.programme.authority;
        Element::new("iati-organisation")
            .with("last-updated-datetime", moment(authority.updated))
            .with("xml:lang", self.lang)
            .with_children([
                Element::new("organisation-identifier").with_text(self.organisation.as_str()),
                Element::new("name").with_children(self.narratives(&authority.body.name)),
                self.reporting_org_as("reporting-org"),
            ])
    }
}
