//! The values of a file that are not recognised with certainty: each is shown once, and its choice holds for all rows.
use std::collections::HashMap;

use askama::Template;
use portulan_codelists::CodeList;
use portulan_editorial::authority;
use portulan_locales::{MessageKey, key};

use super::memory::remember_choices;
use super::offers::{NameList, Offer, Offers, meant};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::import::{
    Column, FileValue, ImportJob, ImportPlan, ImportStage, Mapping, Upload, ValueChoice, ValueMatch,
    import_columns,
};
use crate::pairs::field;
use crate::view::OfficeView;

/// Values of a group that the page shows.
const MAX_SHOWN_VALUES: usize = 200;

/// The value of a form for a new record or theme.
const CREATE: &str = "!create";
/// The value of a form for a value that is left empty.
const EMPTY: &str = "!empty";
/// The value of a form for an entry of a list.
const MEANS: &str = "=";
/// The value of a form for a record whose name is typed.
const NAMED: &str = "!named";

/// A value with its choices.
struct ShownValue {
    key: String,
    text: String,
    /// The name of the country that distinguishes it from another value of the same text.
    country: String,
    rows: usize,
    /// The row number of the example, from 1.
    line: usize,
    /// The name of the record in the example row.
    example: String,
    /// The probable meaning, or the reason why it has to be chosen; empty without either.
    hint: String,
    /// Its meaning without a choice.
    meaning: String,
    options: Vec<(String, String)>,
    /// The list of names to complete; empty for a list to choose from.
    list: String,
    /// The name in the field with completion.
    typed: String,
    /// The value of the selected option.
    chosen: String,
    can_create: bool,
}

/// The values of a column.
struct ValueColumn {
    index: usize,
    heading: String,
    field: String,
    values: Vec<ShownValue>,
}

#[derive(Template)]
#[template(path = "import_values.html")]
pub(super) struct ValuesPage {
    v: OfficeView,
    name: String,
    /// The values to decide, by column.
    open: Vec<ValueColumn>,
    /// The values that are recognised or decided.
    known: Vec<ValueColumn>,
    open_count: usize,
    known_count: usize,
    /// The number of values that the page does not show.
    more: usize,
    /// The number of values that were not compared with similar names.
    uncompared: usize,
    lists: Vec<NameList>,
    told: Option<MessageKey>,
}

/// True if the user is to be asked about values before the rows are shown.
pub(super) fn is_asked(job: &ImportJob, plan: &ImportPlan) -> bool {
    !job.state().is_matched && plan.values.iter().any(FileValue::is_open)
}

pub(super) async fn values_page(
    office: &Office,
    current_user: &CurrentUser,
    job: &ImportJob,
    plan: &ImportPlan,
) -> Result<ValuesPage, OfficeError> {
    let v = OfficeView::new(current_user, "import");
    let (received, mapping, told) = {
        let mut state = job.state();
        (state.file.clone(), state.mapping.clone(), std::mem::take(&mut state.notice))
    };
    let (Upload::Tables(tables, _), Some(mapping)) = (&*received, mapping) else {
        return Err(OfficeError::Missing);
    };
    let table = tables.get(mapping.table).ok_or(OfficeError::Missing)?;
    let authority = authority(&*office.store).await?;
    let columns = columns(&mapping, authority.as_ref(), current_user);
    let names: HashMap<usize, &str> = plan.rows.iter().map(|row| (row.line, row.name.as_str())).collect();
    let mut offers = Offers::new(office, current_user, authority.as_ref());
    let (mut open, mut known): (Vec<ValueColumn>, Vec<ValueColumn>) = (Vec::new(), Vec::new());
    let (mut open_count, mut known_count, mut more) = (0, 0, 0);
    for value in &plan.values {
        let (groups, count) =
            if value.is_open() { (&mut open, &mut open_count) } else { (&mut known, &mut known_count) };
        *count += 1;
        if *count > MAX_SHOWN_VALUES {
            more += 1;
            continue;
        }
        let Some(column) = columns.get(value.path.as_str()) else { continue };
        let offer = offers.of(column, value.domain).await?;
        let shown = shown(&v, value, offer, names.get(&value.line).copied().unwrap_or_default());
        match groups.last_mut().filter(|group| group.index == value.column) {
            Some(group) => group.values.push(shown),
            None => groups.push(ValueColumn {
                index: value.column,
                heading: table.cell(mapping.head, value.column).trim().to_owned(),
                field: column.label.clone(),
                values: vec![shown],
            }),
        }
    }
    let lists = offers.lists;
    Ok(ValuesPage {
        name: job.name.clone(),
        open,
        known,
        open_count,
        known_count,
        more,
        uncompared: plan.uncompared,
        lists,
        told,
        v,
    })
}

/// The columns of a mapping by path.
fn columns(
    mapping: &Mapping,
    authority: Option<&portulan_model::kinds::Authority>,
    current_user: &CurrentUser,
) -> HashMap<String, Column> {
    let tongues = authority.map(|a| a.languages.clone()).unwrap_or_default();
    let all = import_columns(mapping.target, &tongues, current_user.language());
    all.into_iter().map(|column| (column.path.clone(), column)).collect()
}

/// The meaning of a value by the choice of the user, or its probable one: the value of the form and its name.
fn meant_without_form(value: &FileValue) -> Option<(&str, &str)> {
    match (&value.choice, &value.found_as) {
        (Some(ValueChoice::Means(wanted)), _) => Some((wanted.as_str(), value.label.as_str())),
        (None, ValueMatch::Near { value, label }) => Some((value.as_str(), label.as_str())),
        _ => None,
    }
}

impl ShownValue {
    /// True if an entry of the list is the selected one.
    fn is_chosen(&self, option: &str) -> bool {
        self.chosen.strip_prefix(MEANS) == Some(option)
    }
}

fn shown(v: &OfficeView, value: &FileValue, offer: Offer, example: &str) -> ShownValue {
    let country = value.country.as_deref().and_then(|code| CodeList::Country.get(code));
    let hint = match &value.found_as {
        ValueMatch::Near { label, .. } if value.choice.is_none() => {
            v.tw(key!("office-import-values-proposal"), label)
        }
        ValueMatch::Several if value.choice.is_none() => v.t(key!("office-import-values-several")),
        _ => String::new(),
    };
    let wanted = meant_without_form(value);
    let meaning = match (&value.choice, &value.found_as) {
        (None, ValueMatch::Known(label)) => v.tw(key!("office-import-value-known"), label),
        (None, ValueMatch::New) => v.tw(key!("office-import-value-new"), &value.text),
        _ => v.t(key!("office-import-value-undecided")),
    };
    let (options, list) = match offer {
        Offer::Options(options) => (options, String::new()),
        Offer::Names(list) => (Vec::new(), list),
    };
    let is_wanted =
        |(option, _): &&(String, String)| wanted.is_some_and(|(value, _)| value == option.as_str());
    let option = options.iter().find(is_wanted).map(|(option, _)| option.clone());
    let chosen = match (&value.choice, wanted) {
        (Some(ValueChoice::Create), _) => CREATE.to_owned(),
        (Some(ValueChoice::Empty), _) => EMPTY.to_owned(),
        (_, Some(_)) if list.is_empty() => {
            option.map(|option| format!("{MEANS}{option}")).unwrap_or_default()
        }
        (_, Some(_)) => NAMED.to_owned(),
        _ => String::new(),
    };
    let typed = wanted.map(|(_, label)| label.to_owned()).unwrap_or_default();
    ShownValue {
        key: value.key.clone(),
        text: value.text.clone(),
        country: country.map(|country| country.name(v.language.tag()).to_owned()).unwrap_or_default(),
        rows: value.rows,
        line: value.line + 1,
        example: example.to_owned(),
        hint,
        meaning,
        options,
        list,
        typed,
        chosen,
        can_create: value.can_create,
    }
}

/// Reads the choices of a form. They hold for values of the plan only; a choice that is not possible is none. Returns false if a
/// typed name means nothing: the page is shown again.
pub(super) async fn choose(
    office: &Office,
    current_user: &CurrentUser,
    job: &ImportJob,
    pairs: &[(String, String)],
) -> Result<bool, OfficeError> {
    let (plan, mapping) = {
        let state = job.state();
        let (ImportStage::Ready(plan), Some(mapping)) = (&state.stage, &state.mapping) else {
            return Ok(true);
        };
        (plan.clone(), mapping.clone())
    };
    let authority = authority(&*office.store).await?;
    let columns = columns(&mapping, authority.as_ref(), current_user);
    let posted: HashMap<&str, &str> = pairs
        .iter()
        .rev()
        .filter_map(|(name, value)| Some((name.strip_prefix("value:")?, value.as_str())))
        .collect();
    let (mut choices, mut is_complete) = (mapping.choices, true);
    let mut values = plan.values.clone();
    for value in &mut values {
        let Some(option) = posted.get(value.key.as_str()).copied() else { continue };
        let Some(column) = columns.get(value.path.as_str()) else { continue };
        let typed = field(pairs, &format!("name:{}", value.key)).trim();
        let text = match option.strip_prefix(MEANS) {
            Some(text) => text,
            None if matches!(option, "" | NAMED) => typed,
            None => "",
        };
        let choice = match option {
            CREATE => Some(ValueChoice::Create).filter(|_| value.can_create),
            EMPTY => Some(ValueChoice::Empty),
            _ if text.is_empty() => {
                is_complete &= option != NAMED;
                None
            }
            // The name that the page proposed may be that of several records.
            _ if option == NAMED && meant_without_form(value).is_some_and(|(_, label)| label == text) => {
                meant_without_form(value).map(|(value, _)| ValueChoice::Means(value.to_owned()))
            }
            _ => {
                let found = (column, value.domain);
                let found = meant(office, current_user, authority.as_ref(), found, text).await?;
                is_complete &= found.is_some();
                found.map(ValueChoice::Means)
            }
        };
        match &choice {
            Some(choice) => drop(choices.insert(value.key.clone(), choice.clone())),
            None => drop(choices.remove(&value.key)),
        }
        value.choice = choice;
    }
    remember_choices(office, current_user, job, &values).await?;
    if let Some(mapping) = &mut job.state().mapping {
        mapping.choices = choices;
    }
    Ok(is_complete)
}
