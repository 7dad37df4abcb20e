//! The users who are written to about a record.
use portulan_model::Record;
use portulan_store::{Action, Author, User, UserRole};

use crate::Office;
use crate::error::OfficeError;

/// True if the user has accepted the invitation: has a password, or signed in through the identity provider.
fn is_reachable(user: &User) -> bool {
    user.active && (user.password.is_some() || user.seen.is_some())
}

/// The users who decide about the publication of a record and can be written to.
pub async fn publishers(office: &Office, record: &Record) -> Result<Vec<User>, OfficeError> {
    let mut out = Vec::new();
    let publishers = office.store.users().await?.into_iter();
    for user in publishers.filter(|u| is_reachable(u) && u.role >= UserRole::Publisher) {
        let author = Author::user(user.id, &user.name, "");
        if office.editorial.allows(&author, record, Action::Unschedule).await? {
            out.push(user);
        }
    }
    Ok(out)
}
