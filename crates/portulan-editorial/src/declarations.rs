//! The inputs of a declaration, read from the store.
use portulan_report::eapd::{self, Declaration, Inputs, ListError, RecipientLists};
use portulan_store::{DeclarationStore, StoreError, StoredDeclaration, WorkflowStore};

/// The reason why the inputs of a declaration cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DeclarationError {
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A declaration that was filed cannot be read.
    #[error("the declaration filed for {year} cannot be read")]
    Damaged {
        /// The year.
        year: i16,
        /// The cause.
        #[source]
        source: serde_json::Error,
    },
    /// A list of recipients that was loaded cannot be read.
    #[error("the list of recipients of {year} cannot be read: {error:?}")]
    List {
        /// The first year that it is valid for.
        year: i16,
        /// The cause.
        error: ListError,
    },
}

/// The declaration as filed; `None` if it is not frozen.
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
    for (year, text) in store.recipient_lists().await? {
        lists.load(year, &text).map_err(|error| DeclarationError::List { year, error })?;
    }
    Ok(lists)
}

/// The inputs of a year's declaration, and its stored state.
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
