//! The snapshot that pages are made from, and the pages already made.
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use portulan_locales::Language;
use portulan_model::{PublishedRegister, RegisterError, Version};
use portulan_store::{Scope, SiteStore, StoreError, StoredPicture, StoredRecord};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::respond::RenderedPage;
use crate::route;
use crate::search::Index;
use crate::theme::Theme;

/// The largest size of the page cache, in bytes.
const CACHE_BYTES: u64 = 48 << 20;

/// The reason why a site cannot be built or served.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// There is nothing to publish.
    #[error(transparent)]
    Programme(#[from] RegisterError),
    /// The register cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A page could not be made; the log has the cause.
    #[error("the page {0} could not be made; look at the program's log")]
    Page(String),
    /// The network refuses.
    #[error("the server stopped: {0}")]
    Network(#[from] std::io::Error),
}

/// An immutable snapshot of the published register, on one day.
pub struct Site {
    /// The published register.
    pub programme: PublishedRegister,
    /// The address under which the public reaches the site, without a slash at the end.
    pub public_url: String,
    /// The day in the authority's time zone, which separates past from future events.
    pub today: Date,
    /// The pictures, by name.
    pub(crate) pictures: Vec<StoredPicture>,
    /// The address prefix of pictures.
    pub(crate) media: &'static str,
    /// The authority's own theme, if there is one.
    pub(crate) look: Option<Theme>,
    read_at: Instant,
    /// The store's count of publications when the snapshot was read.
    pub(crate) publication: i64,
    /// All publications and withdrawals, the newest first.
    pub(crate) versions: Vec<Version>,
    pub(crate) index: Index,
    pub(crate) pages: Cache<String, Arc<RenderedPage>, ByBytes>,
}

#[derive(Clone)]
pub(crate) struct ByBytes;

impl Weighter<String, Arc<RenderedPage>> for ByBytes {
    fn weight(&self, key: &String, page: &Arc<RenderedPage>) -> u64 {
        (key.len() + page.weight()) as u64
    }
}

impl Site {
    /// Builds a site from a snapshot. Pages are rendered on request.
    pub fn new(
        programme: PublishedRegister,
        pictures: Vec<StoredPicture>,
        public_url: &str,
        today: Date,
    ) -> Self {
        let index = Index::new(&programme);
        let pages = Cache::with_weighter(4096, CACHE_BYTES, ByBytes);
        Self {
            look: Theme::of(&programme.authority.body),
            programme,
            public_url: public_url.trim_end_matches('/').to_owned(),
            today,
            pictures,
            media: "/media",
            read_at: Instant::now(),
            publication: 0,
            versions: Vec::new(),
            index,
            pages,
        }
    }

    /// Reads the published register from a store.
    pub async fn read(store: &dyn SiteStore, public_url: &str) -> Result<Self, SiteError> {
        // A publication during the read will be part of the next snapshot.
        let publication = store.publication().await?;
        let records = store.records(Scope::Published).await?;
        let pictures = store.pictures().await?;
        let mut site = Self::of(records, pictures, public_url)?;
        site.publication = publication;
        site.versions = store.versions().await?;
        site.programme.rates = store.rates(Some(&site.programme.currencies())).await?;
        Ok(site)
    }

    /// Builds a site from stored records, on the current day.
    pub fn of(
        records: Vec<StoredRecord>,
        pictures: Vec<StoredPicture>,
        public_url: &str,
    ) -> Result<Self, SiteError> {
        let programme =
            PublishedRegister::new(records.into_iter().map(|s| (s.record, s.created, s.updated)))?;
        let today = today(&programme.authority.body.time_zone);
        Ok(Self::new(programme, pictures, public_url, today))
    }

    /// Sets another address prefix of pictures, for users who may see unpublished ones.
    #[must_use]
    pub fn with_media(self, media: &'static str) -> Self {
        Self { media, ..self }
    }

    /// Renders the page at a path without language; `None` if there is no such page.
    pub fn render(&self, language: Language, path: &str) -> Result<Option<String>, SiteError> {
        let Ok(address) = format!("/{language}{path}").parse() else { return Ok(None) };
        let page = route::page(self, &address, &HeaderMap::new());
        if page.is_failure() { Err(SiteError::Page(path.to_owned())) } else { Ok(page.html_text()) }
    }

    /// The content of a file of the site; `None` if there is no such file.
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        route::page(self, &path.parse().ok()?, &HeaderMap::new()).bytes()
    }

    /// Returns how long ago the snapshot was made.
    pub fn age(&self) -> Duration {
        self.read_at.elapsed()
    }

    /// Returns the store's count of publications when the snapshot was read; zero for one that was not read from a store.
    pub fn publication(&self) -> i64 {
        self.publication
    }

    /// The languages of the site, the first by default.
    pub fn languages(&self) -> Vec<Language> {
        Language::for_site(&self.programme.authority.body)
    }

    pub(crate) fn picture(&self, name: &str) -> Option<&StoredPicture> {
        self.pictures.binary_search_by(|p| p.name.as_str().cmp(name)).ok().map(|i| &self.pictures[i])
    }

    /// True if a published record uses a file.
    pub fn shows_file(&self, name: &str) -> bool {
        self.programme.media.iter().any(|m| m.body.file.as_deref() == Some(name))
    }
}

/// The current day in a time zone; in UTC if the zone is unknown.
pub(crate) fn today(zone: &str) -> Date {
    TimeZone::get(zone).unwrap_or(TimeZone::UTC).to_datetime(Timestamp::now()).date()
}
