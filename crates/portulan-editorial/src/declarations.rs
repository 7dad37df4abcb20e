//! What a year's declaration is derived from, as the store has it.
use portulan_report::eapd::{self, Declaration, Inputs, ListError, RecipientLists};
use portulan_store::{DeclarationStore, StoreError, StoredDeclaration, WorkflowStore};

/// Settings that hold a list of recipients begin so; its year follows.
pub const LIST_SETTING: &str = "dac-recipients-";

/// Why the inputs of a declaration cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DeclarationError {
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A declaration that was filed cannot be read.
    #[error("the declaration filed for {year} cannot be read")]
    Damaged {
        /// Its year.
        year: i16,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// A list of recipients that was loaded cannot be read.
    #[error("the list of recipients `{key}` cannot be read: {error:?}")]
    List {
        /// The setting.
        key: String,
        /// Why.
        error: ListError,
    },
}

/// A declaration as it was filed; none where it was not.
pub fn filed(declared: &StoredDeclaration) -> Result<Option<Declaration>, DeclarationError> {
    let read = |(json, ..): &(String, _, _)| serde_json::from_str(json);
    let frozen = declared.frozen.as_ref().map(read).transpose();
    frozen.map_err(|source| DeclarationError::Damaged { year: declared.year, source })
}

/// The lists of recipients: built in, and loaded by administrators.
pub async fn lists(
    store: &(impl WorkflowStore + DeclarationStore + ?Sized),
) -> Result<RecipientLists, DeclarationError> {
    let mut lists = RecipientLists::default();
    for (key, text) in store.settings(LIST_SETTING).await? {
        let Some(year) = key.strip_prefix(LIST_SETTING).and_then(|year| year.parse().ok()) else { continue };
        lists.load(year, &text).map_err(|error| DeclarationError::List { key, error })?;
    }
    Ok(lists)
}

/// What a year's declaration is derived from, and what was decided and filed for the year.
pub async fn inputs(
    store: &(impl WorkflowStore + DeclarationStore + ?Sized),
    year: i16,
) -> Result<(Inputs, StoredDeclaration), DeclarationError> {
    let declared = store.declared(year).await?;
    let mut earlier = Vec::new();
    for before in store.declared_years().await?.into_iter().filter(|before| *before < year) {
        earlier.extend(filed(&store.declared(before).await?)?);
    }
    let choices = eapd::choices(declared.choices.clone());
    Ok((Inputs { choices, lists: lists(store).await?, earlier }, declared))
}
