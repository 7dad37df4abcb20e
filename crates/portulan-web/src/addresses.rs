//! Addresses and links of a page.
use askama::filters::HtmlSafeOutput;
use portulan_locales::{Language, key};
use portulan_model::kinds::{Document, Organisation};
use portulan_model::{Kind, PublishedRecord, Ref};

use crate::assets;
use crate::context::{CopyArgument, PageContext};
use crate::downloads::{self, DocumentLink};
use crate::html::{SafeHtml, escape};
use crate::pictures::{self, ResponsiveImage};

impl<'a> PageContext<'a> {
    pub(crate) fn to(&self, path: &str) -> String {
        format!("/{}{path}", self.lang())
    }

    pub(crate) fn record(&self, kind: impl CopyArgument<Kind>, slug: &str) -> String {
        match kind.given() {
            Kind::Document => self.to(&format!("/sources#{slug}")),
            kind => self.to(&format!("/{}/{slug}", kind.folder())),
        }
    }

    /// The link to the public file of a document.
    pub(crate) fn file(&self, document: &Document) -> Option<DocumentLink> {
        downloads::link(self.site, self.language, document)
    }

    /// The published documents of a list.
    pub(crate) fn documents(&self, list: &[Ref<Document>]) -> Vec<&'a PublishedRecord<Document>> {
        list.iter().filter_map(|document| self.p().documents.get(document)).collect()
    }

    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.site.public_url)
    }

    #[allow(clippy::unused_self)] // templates know the context alone
    pub(crate) fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }

    /// The address of the authority's own style sheet; `None` if there is none.
    pub(crate) fn look(&self) -> Option<&str> {
        self.site.look.as_ref().map(|look| look.address.as_str())
    }

    /// The authority's logo; `None` if there is none.
    pub(crate) fn logo(&self) -> Option<ResponsiveImage> {
        let media = self.p().media.get(self.authority().logo.as_ref()?)?;
        pictures::shown(self.site, &media.body, "6rem")
    }

    /// True if menus link to a part of the site.
    pub(crate) fn shows(&self, path: &str) -> bool {
        let part = path.split('/').nth(1).unwrap_or_default();
        let p = self.p();
        match part {
            "money"
                if !p
                    .projects
                    .iter()
                    .any(|e| !e.body.budgets.is_empty() || !e.body.transactions.is_empty()) =>
            {
                return false;
            }
            "results" if !p.projects.iter().any(|e| !e.body.results.is_empty()) => return false,
            _ => {}
        }
        !self.authority().hidden.iter().any(|hidden| hidden.name() == part)
    }

    /// Each language with its name and the address of this page in it.
    pub(crate) fn languages(&self) -> Vec<(Language, String)> {
        self.site.languages().into_iter().map(|l| (l, format!("/{l}{}", self.path))).collect()
    }

    pub(crate) fn is_here(&self, path: &str) -> bool {
        self.path == path || self.path.starts_with(&format!("{path}/"))
    }

    /// A link to an organisation, or its name if it has no page.
    pub(crate) fn organisation(&self, reference: &Ref<Organisation>) -> SafeHtml {
        match self.p().organisations.get(reference) {
            Some(o) => {
                let href = self.record(Kind::Organisation, &o.slug);
                HtmlSafeOutput(format!("<a href=\"{href}\">{}</a>", self.h(&o.body.name)))
            }
            // The name of a record that is not published stays in the back office.
            None => HtmlSafeOutput(format!("<i>{}</i>", escape(&self.t(key!("organisation-unpublished"))))),
        }
    }
}
