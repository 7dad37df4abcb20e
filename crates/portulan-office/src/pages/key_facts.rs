//! The key facts of a record: what a reader looks for first.
use jiff::civil::Date;
use portulan_locales::{dates, key, list};
use portulan_model::kinds::{Agreement, FundingStage, Project};
use portulan_model::{AmountName, Body, Fact, Kind, Money};
use portulan_store::Filter;
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::labels::label;
use crate::form::list_cells::sums;
use crate::form::readout_content::{ReadoutContent, ReadoutSection, ReadoutValue};
use crate::view::OfficeView;

/// A fact at the top of a record.
pub struct KeyFact {
    pub label: String,
    pub values: Vec<ReadoutValue>,
    /// A remark, such as that an agreement has ended.
    pub note: String,
}

/// The fields of a kind that are key facts.
fn fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Partnership => &["status", "territories", "since", "contacts"],
        Kind::Project => &["status", "partnership", "contacts"],
        Kind::Agreement => &["amounts", "deliberation", "sent_to_prefect", "partnerships"],
        Kind::Organisation => &["acronym", "kind", "country", "website"],
        Kind::Event => &["kind", "dates", "place", "contacts"],
        Kind::Mission => &["direction", "dates", "place", "partnerships"],
        Kind::Network => &["kind", "website"],
        Kind::Person => &["function", "organisation", "email", "phone"],
        Kind::Territory => &["kind", "country", "population"],
        Kind::Document => &["kind", "published", "url"],
        Kind::Authority | Kind::Media | Kind::Page => &[],
    }
}

/// The key facts of a record, of which `sections` are the fields in words.
pub async fn key_facts(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    (id, body): (Uuid, &Body),
    sections: &[ReadoutSection],
) -> Result<Vec<KeyFact>, OfficeError> {
    let mut facts = match body {
        Body::Project(project) => project_facts(v, project, &body.listed_amounts()),
        Body::Agreement(agreement) => agreement_facts(v, agreement, current_user.today()),
        // The sums are of drafts too.
        Body::Partnership(_) | Body::Organisation(_) | Body::Territory(_) if current_user.sees_values() => {
            let projects = current_user.visible_filter().kind(Kind::Project).referring_to(id);
            let mut facts = projects_facts(office, v, &projects).await?;
            // The amounts of a project are not those of each organisation that takes part in it.
            if body.kind() == Kind::Organisation {
                facts.truncate(1);
            }
            facts
        }
        _ => Vec::new(),
    };
    let fields = fields(body.kind()).iter().filter_map(|name| {
        let field = sections.iter().flat_map(|section| &section.fields).find(|field| field.name == *name)?;
        let values = match &field.content {
            ReadoutContent::Values(values) => values.clone(),
            // The last row of a table is the one that holds, such as the last change of status.
            ReadoutContent::Table(table) => table.rows.last()?.first().cloned().into_iter().collect(),
            ReadoutContent::Items(_) => return None,
        };
        let values = values.into_iter().map(|value| ReadoutValue { note: String::new(), ..value }).collect();
        Some(KeyFact { label: field.label.clone(), values, note: String::new() })
    });
    let mut facts_of_fields: Vec<KeyFact> = fields.collect();
    facts_of_fields.append(&mut facts);
    Ok(facts_of_fields)
}

fn fact(label: String, text: String) -> KeyFact {
    let value = ReadoutValue { text, ..ReadoutValue::default() };
    KeyFact { label, values: vec![value], note: String::new() }
}

/// The sum of amounts under a label; `None` without any.
fn sum<'a>(v: &OfficeView, label: String, amounts: impl Iterator<Item = &'a Money>) -> Option<KeyFact> {
    let text = sums(amounts, v.language);
    (!text.is_empty()).then(|| fact(label, text))
}

fn project_facts(v: &OfficeView, project: &Project, amounts: &[(AmountName, Money)]) -> Vec<KeyFact> {
    let of =
        |name: AmountName| amounts.iter().filter(move |(other, _)| *other == name).map(|(_, money)| money);
    let granted = project.funding.iter().filter(|line| line.stage == FundingStage::Granted);
    let granted = granted.filter_map(|line| line.value.as_ref());
    let period = project
        .period()
        .map(|period| fact(v.t(key!("office-fact-period")), dates::period(v.language, &period)));
    let sums = [
        sum(v, amount_label(v, AmountName::Budgets), of(AmountName::Budgets)),
        sum(v, v.t(key!("office-fact-granted")), granted),
        sum(v, amount_label(v, AmountName::Paid), of(AmountName::Paid)),
    ];
    period.into_iter().chain(sums.into_iter().flatten()).collect()
}

fn agreement_facts(v: &OfficeView, agreement: &Agreement, today: Date) -> Vec<KeyFact> {
    let Some(Fact { value: period, .. }) = &agreement.period else { return Vec::new() };
    let ended = period.end.is_some_and(|end| end.last() < today);
    let note = if ended { v.t(key!("office-fact-ended")) } else { String::new() };
    vec![KeyFact {
        note,
        ..fact(label(v.language, "agreement", "period"), dates::period(v.language, period))
    }]
}

/// The number and the amounts of the projects of a filter.
async fn projects_facts(
    office: &Office,
    v: &OfficeView,
    projects: &Filter,
) -> Result<Vec<KeyFact>, OfficeError> {
    let figures = office.store.list_figures(projects, Some(1)).await?;
    let count = usize::try_from(figures.total(None)).unwrap_or(usize::MAX);
    if count == 0 {
        return Ok(Vec::new());
    }
    let mut facts =
        vec![fact(v.kinds(&Kind::Project), v.language.number(i64::try_from(count).unwrap_or(i64::MAX)))];
    for name in AmountName::of(Kind::Project) {
        let totals = figures.totals.iter().filter(|total| total.name == *name);
        let texts: Vec<String> = totals.map(|total| v.money(total.amount, &total.currency)).collect();
        if !texts.is_empty() {
            facts.push(fact(amount_label(v, *name), texts.join(" + ")));
        }
    }
    Ok(facts)
}

fn amount_label(v: &OfficeView, name: AmountName) -> String {
    v.word(list!("list-total"), name.name())
}
