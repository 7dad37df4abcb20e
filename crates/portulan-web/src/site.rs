//! The snapshot that pages are made from, and the pages already made.
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use portulan_locales::Language;
use portulan_model::{PublishedRegister, Rates, RegisterError, Version};
use portulan_store::{Scope, SiteStore, StoreError, StoredDocument, StoredPicture, StoredRecord};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::respond::RenderedPage;
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
    pub(crate) pictures: Arc<Vec<StoredPicture>>,
    /// Under which address pictures are.
    pub(crate) media: &'static str,
    /// The files of published documents, by name.
    pub(crate) documents: Arc<HashMap<String, StoredDocument>>,
    /// Under which address the files of documents are.
    pub(crate) document_base: &'static str,
    /// The authority's own theme, if there is one.
    pub(crate) look: Option<Theme>,
    read_at: Instant,
    /// The time at which the snapshot was made.
    pub(crate) made_at: Timestamp,
    /// The store's count of publications when the snapshot was read.
    pub(crate) publication: i64,
    /// All publications and withdrawals, the newest first.
    pub(crate) versions: Arc<Vec<Version>>,
    /// The search index, built when it is first needed or while the site is already served.
    index: Arc<OnceLock<Index>>,
    pub(crate) pages: Cache<String, Arc<RenderedPage>, ByBytes>,
}

/// The files of a record that is previewed.
pub struct PreviewFiles {
    /// The pictures of the record.
    pub pictures: Vec<StoredPicture>,
    /// The address of pictures for users, without a slash at the end.
    pub picture_base: &'static str,
    /// The files of the record.
    pub documents: Vec<StoredDocument>,
    /// The address of files for users, without a slash at the end.
    pub document_base: &'static str,
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
        made_at: Timestamp,
    ) -> Self {
        let today = today(&programme.authority.body.time_zone, made_at);
        let pages = Cache::with_weighter(4096, CACHE_BYTES, ByBytes);
        Self {
            look: Theme::of(&programme.authority.body),
            programme,
            public_url: public_url.trim_end_matches('/').to_owned(),
            today,
            pictures: Arc::new(pictures),
            media: "/media",
            documents: Arc::default(),
            document_base: "/files",
            read_at: Instant::now(),
            made_at,
            publication: 0,
            versions: Arc::default(),
            index: Arc::default(),
            pages,
        }
    }

    /// Reads the published register from a store.
    pub async fn read(
        store: &dyn SiteStore,
        public_url: &str,
        made_at: Timestamp,
    ) -> Result<Self, SiteError> {
        // A publication during the read will be part of the next snapshot.
        let publication = store.publication().await?;
        let records = store.records(Scope::Published).await?;
        let pictures = store.pictures().await?;
        let mut site = Self::of(records, pictures, public_url, made_at)?;
        let names: Vec<&str> =
            site.programme.documents.iter().filter_map(|d| d.body.file.as_deref()).collect();
        let files = store.document_files_named(&names).await?;
        site.documents = Arc::new(files.into_iter().map(|file| (file.name.clone(), file)).collect());
        site.publication = publication;
        site.versions = Arc::new(store.versions().await?);
        let rates = store.rates(Some(&site.programme.currencies())).await?;
        site.programme = site.programme.with_rates(rates);
        Ok(site)
    }

    /// Builds a site from stored records, on the day of `made_at`.
    pub fn of(
        records: Vec<StoredRecord>,
        pictures: Vec<StoredPicture>,
        public_url: &str,
        made_at: Timestamp,
    ) -> Result<Self, SiteError> {
        let programme =
            PublishedRegister::new(records.into_iter().map(|s| (s.record, s.created, s.updated)))?;
        Ok(Self::new(programme, pictures, public_url, made_at))
    }

    /// The site as it would be with a record published: everything else is shared with this one. `files` are those of the record,
    /// and where users find files that are not public yet.
    #[must_use]
    pub fn preview(&self, stored: StoredRecord, files: PreviewFiles) -> Self {
        let PreviewFiles { pictures, picture_base, documents, document_base } = files;
        let programme = self.programme.with_record(stored.record, stored.created, stored.updated);
        let mut all = Arc::clone(&self.pictures);
        for picture in pictures {
            let all = Arc::make_mut(&mut all);
            match all.binary_search_by(|known| known.name.cmp(&picture.name)) {
                Ok(place) => all[place] = picture,
                Err(place) => all.insert(place, picture),
            }
        }
        let mut known = Arc::clone(&self.documents);
        if !documents.is_empty() {
            Arc::make_mut(&mut known).extend(documents.into_iter().map(|file| (file.name.clone(), file)));
        }
        Self {
            look: Theme::of(&programme.authority.body),
            programme,
            documents: known,
            document_base,
            public_url: self.public_url.clone(),
            today: self.today,
            pictures: all,
            media: picture_base,
            read_at: self.read_at,
            made_at: self.made_at,
            publication: self.publication,
            versions: Arc::clone(&self.versions),
            index: Arc::clone(&self.index),
            pages: Cache::with_weighter(1, CACHE_BYTES, ByBytes),
        }
    }

    /// The same site with other exchange rates.
    #[must_use]
    pub fn with_rates(self, rates: Rates) -> Self {
        Self { programme: self.programme.with_rates(rates), ..self }
    }

    /// The search index; the first call builds it.
    pub(crate) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.programme))
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

/// The day of a moment in a time zone; in UTC if the zone is unknown.
pub(crate) fn today(zone: &str, now: Timestamp) -> Date {
    TimeZone::get(zone).unwrap_or(TimeZone::UTC).to_datetime(now).date()
}
