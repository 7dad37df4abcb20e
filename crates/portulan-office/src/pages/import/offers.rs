//! The entries that a value of a file can mean, as pages of an import offer them: a short list to choose from, or names to
//! complete.
use std::collections::HashMap;

use portulan_codelists::CodeList;
use portulan_model::kinds::Authority;
use portulan_model::{Kind, normalize_for_search};

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::FormData;
use crate::form::amounts::default_currency;
use crate::form::labels::choice;
use crate::form::refs::{self, RecordNames};
use crate::import::cells::{terms_of, typed};
use crate::import::{Column, ValueDomain};

/// The longest list that is shown as a list to choose from.
const MAX_OPTIONS: usize = 40;

/// The names that a field completes.
pub(super) struct NameList {
    /// The identity in the page.
    pub id: String,
    /// The address that completes what is typed, if the page has not all names.
    pub more: String,
    pub names: Vec<String>,
}

/// The entries that the values of a column can mean.
#[derive(Clone)]
pub(super) enum Offer {
    /// Value and label of each entry.
    Options(Vec<(String, String)>),
    /// The identity of the list of names.
    Names(String),
}

/// The offers of a page, each read once.
pub(super) struct Offers<'a> {
    office: &'a Office,
    current_user: &'a CurrentUser,
    authority: Option<&'a Authority>,
    known: HashMap<String, Offer>,
    /// The names to complete.
    pub lists: Vec<NameList>,
}

impl<'a> Offers<'a> {
    pub fn new(office: &'a Office, current_user: &'a CurrentUser, authority: Option<&'a Authority>) -> Self {
        Self { office, current_user, authority, known: HashMap::new(), lists: Vec::new() }
    }

    /// The offer for a column.
    pub async fn of(&mut self, column: &Column, domain: ValueDomain) -> Result<Offer, OfficeError> {
        let key = match domain {
            ValueDomain::Terms => column.path.clone(),
            domain => format!("{domain:?}"),
        };
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let offer = match domain {
            ValueDomain::Records(kind) => self.records(kind).await?,
            domain => {
                let entries = self.entries(column, domain);
                if entries.len() <= MAX_OPTIONS {
                    Offer::Options(entries)
                } else {
                    let id = format!("values-{}", self.lists.len());
                    let names = entries.into_iter().map(|(_, name)| name).collect();
                    self.lists.push(NameList { id: id.clone(), more: String::new(), names });
                    Offer::Names(id)
                }
            }
        };
        self.known.insert(key, offer.clone());
        Ok(offer)
    }

    /// The entries of a list, in the order of their names unless the list has an order of its own.
    fn entries(&self, column: &Column, domain: ValueDomain) -> Vec<(String, String)> {
        let language = self.current_user.language();
        match domain {
            ValueDomain::Variants(list) => {
                list.variants.iter().map(|v| ((*v).to_owned(), choice(language, list, v))).collect()
            }
            ValueDomain::Terms => {
                let terms = terms_of(self.authority, column).iter();
                terms.map(|term| (term.key.clone(), term.name.text(language.tag()).to_owned())).collect()
            }
            ValueDomain::Codes(list) => {
                let entries = list.entries().iter();
                let mut named: Vec<(String, String)> =
                    entries.map(|e| (e.code.to_owned(), e.name(language.tag()).to_owned())).collect();
                if named.len() > MAX_OPTIONS {
                    let own = default_currency(self.authority);
                    let is_own = |code: &str| list == CodeList::Currency && code == own;
                    named.sort_by_cached_key(|(code, name)| (!is_own(code), normalize_for_search(name)));
                }
                named
            }
            ValueDomain::Records(_) => Vec::new(),
        }
    }

    async fn records(&mut self, kind: Kind) -> Result<Offer, OfficeError> {
        if !self.current_user.can_view_kind(kind) {
            return Ok(Offer::Options(Vec::new()));
        }
        let store = &*self.office.store;
        let mut names =
            RecordNames::of_form(store, kind, &FormData::default(), vec![kind], self.current_user).await?;
        let Some(list) = names.lists.pop() else { return Ok(Offer::Options(Vec::new())) };
        if !list.has_more && list.names.len() <= MAX_OPTIONS {
            let slugs = names.by_slug.into_iter().filter(|((of, _), _)| *of == kind);
            let slugs: HashMap<String, String> = slugs.map(|((_, slug), name)| (name, slug)).collect();
            let option = |name: String| Some((slugs.get(&name)?.clone(), name));
            return Ok(Offer::Options(list.names.into_iter().filter_map(option).collect()));
        }
        let id = format!("names-{}", kind.singular());
        let more = if list.has_more { format!("/office/complete/{}", kind.folder()) } else { String::new() };
        self.lists.push(NameList { id: id.clone(), more, names: list.names });
        Ok(Offer::Names(id))
    }
}

/// The value of the form that a chosen or typed text means; `None` if it means nothing, or nothing that the user may know of.
pub(super) async fn meant(
    office: &Office,
    current_user: &CurrentUser,
    authority: Option<&Authority>,
    (column, domain): (&Column, ValueDomain),
    text: &str,
) -> Result<Option<String>, OfficeError> {
    let value = || typed(column, text, authority).unwrap_or_default();
    Ok(match domain {
        ValueDomain::Records(kind) if !current_user.can_view_kind(kind) => None,
        ValueDomain::Records(kind) => {
            refs::find(&*office.store, kind, text, current_user).await?.one().map(|head| head.slug)
        }
        ValueDomain::Codes(list) => Some(value()).filter(|code| list.get(code).is_some()),
        ValueDomain::Variants(list) => {
            Some(value()).filter(|variant| list.variants.contains(&variant.as_str()))
        }
        ValueDomain::Terms => {
            let terms = terms_of(authority, column);
            terms.iter().find(|term| term.is_named(text)).map(|term| term.key.clone())
        }
    })
}
