//! A list that a user edits: its records, columns and languages.
use std::collections::HashMap;

use portulan_editorial::authority;
use portulan_model::Kind;
use portulan_model::kinds::Authority;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::list_form::{ListColumn, list_columns};
use crate::form::message::FieldMessage;
use crate::form::view::FormView;
use crate::form::window::ListWindow;
use crate::form::{FormData, Thumb, Windows, tongues};
use crate::pages::bulk_verb::can_edit_cells;
use crate::pages::list_query::ListQuery;
use crate::pages::records::seen;

/// The parts of a form besides its fields: problems, pictures, and pages of lists.
type FormExtras<'a> = (&'a HashMap<String, Vec<FieldMessage>>, &'a HashMap<String, Thumb>, &'a Windows);

/// A list that a user edits.
pub struct ListEditor {
    pub office: Office,
    pub current_user: CurrentUser,
    pub kind: Kind,
    pub asked: ListQuery,
    pub authority: Option<Authority>,
    /// The languages of texts, of which the list shows the first.
    pub tongues: Vec<String>,
    pub columns: Vec<ListColumn>,
}

impl ListEditor {
    /// The list of an address.
    pub async fn open(
        office: Office,
        current_user: CurrentUser,
        folder: &str,
        pairs: &[(String, String)],
    ) -> Result<Self, OfficeError> {
        let kind = seen(&current_user, folder)?;
        if !can_edit_cells(&current_user, kind) {
            return Err(OfficeError::Forbidden);
        }
        let asked = ListQuery::read(kind, pairs);
        let authority = authority(&*office.store).await?;
        let language = current_user.language();
        let tongues = tongues(kind, authority.as_ref(), language);
        let columns = list_columns(kind, &asked.columns(kind), language, &tongues);
        Ok(Self { office, current_user, kind, asked, authority, tongues, columns })
    }

    /// The column of a cell.
    pub fn column(&self, path: &str) -> Option<&ListColumn> {
        self.columns.iter().find(|column| column.path(&self.tongues).as_deref() == Some(path))
    }

    /// A form over the fields of records.
    pub fn form<'a>(
        &'a self,
        sheet: &'a FormData,
        names: &'a HashMap<(Kind, String), String>,
        (problems, thumbs, windows): FormExtras<'a>,
    ) -> FormView<'a> {
        FormView {
            kind: self.kind,
            sheet,
            language: self.current_user.language(),
            tongues: self.tongues.clone(),
            names,
            problems,
            authority: self.authority.as_ref(),
            required: &[],
            fixed: false,
            creates: false,
            thumbs,
            homonyms: None,
            near_name: None,
            windows,
            shown: ListWindow::default(),
        }
    }
}
