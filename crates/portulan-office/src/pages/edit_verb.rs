//! The buttons of the form of a record.

/// The button of the form, without the path of the list or item that it acts on.
#[derive(Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum EditVerb {
    /// Adds an item to a list.
    Add,
    /// Shows other items of a list.
    Show,
    /// Calculates the sums of a table again.
    Sum,
    /// Removes an item.
    Remove,
    /// Moves an item one place up.
    Up,
    /// Moves an item one place down.
    Down,
    /// Moves an item to another place.
    Move,
    /// Adds a language.
    Tongue,
    /// Creates a missing referenced record.
    Create,
    /// Uses a record of nearly the typed name.
    Use,
    /// Adds a record to a list that refers to records, by its identity.
    Attach,
    /// Searches a town by name.
    Find,
    /// Fills the form of a territory from a town.
    Place,
    /// Submits the form as a proposal.
    Propose,
    /// Saves the form.
    Save,
    /// Saves the form, and requests a review.
    Review,
    /// Saves the form, and opens the page of publication.
    Publish,
}

portulan_model::impl_names!(EditVerb);
