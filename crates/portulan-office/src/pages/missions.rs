//! The sheet of a mission: all that those who travel or receive need on paper, and what is still to be seen to.
use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_locales::{MessageKey, dates, key, list};
use portulan_model::kinds::{CostStage, Mission, Person};
use portulan_model::{Body, Kind, Record};
use portulan_store::StoredRecord;
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use super::address::found;
use super::history::names;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::RecordNames;
use crate::reach::{mail_link, phone_link};
use crate::view::{OfficeView, page};

/// A participant, with data of the contact.
struct Traveller {
    name: String,
    function: String,
    reply: String,
    /// Telephone number and e-mail address, each with the address of its link.
    reach: Vec<(String, Option<String>)>,
    note: String,
}

/// A day of the agenda: formatted date, and items with time, place and persons.
struct Day {
    date: String,
    steps: Vec<(String, String, String, Vec<String>)>,
}

/// A logistics task: index, title, due date, person, and whether it is done or late.
struct TripErrand {
    index: usize,
    what: String,
    due: String,
    who: String,
    done: bool,
    late: bool,
}

/// Costs in one currency: estimated, committed and paid.
#[derive(Default, PartialEq, Eq, Debug)]
struct Sums {
    estimated: Decimal,
    committed: Decimal,
    paid: Decimal,
}

impl Sums {
    fn all(&self) -> Decimal {
        self.estimated + self.committed + self.paid
    }
}

#[derive(Template)]
#[template(path = "mission.html")]
struct MissionPage {
    v: OfficeView,
    id: Uuid,
    title: String,
    direction: String,
    when: String,
    place: String,
    purpose: String,
    outcome: String,
    seen: i64,
    may_write: bool,
    travellers: Vec<Traveller>,
    days: Vec<Day>,
    errands: Vec<TripErrand>,
    done: usize,
    /// The costs: description, heading, amount, certainty, payer.
    costs: Vec<(String, String, String, String, String)>,
    /// Currency, then estimated, committed, paid and all, each with the message of its name.
    sums: Vec<(String, [(MessageKey, String); 4])>,
}

/// The sums of a mission's costs, by currency.
fn sums(mission: &Mission) -> BTreeMap<&str, Sums> {
    let mut out: BTreeMap<&str, Sums> = BTreeMap::new();
    for (cost, money) in mission.costs.iter().filter_map(|c| Some((c, c.amount.as_ref()?))) {
        let sums = out.entry(money.currency.0.as_str()).or_default();
        *match cost.stage {
            CostStage::Estimated => &mut sums.estimated,
            CostStage::Committed => &mut sums.committed,
            CostStage::Paid => &mut sums.paid,
        } += money.amount;
    }
    out
}

async fn mission(
    office: &Office,
    current_user: &CurrentUser,
    id: Uuid,
) -> Result<(StoredRecord, Mission), OfficeError> {
    let stored = found(office, current_user, Kind::Mission.folder(), id).await?;
    let Body::Mission(body) = &stored.record.body else { return Err(OfficeError::Missing) };
    let body = (**body).clone();
    Ok((stored, body))
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let (stored, b) = mission(&office, &current_user, id).await?;
    let v = OfficeView::new(&current_user, Kind::Mission.folder());
    let (language, tag) = (v.language, v.language.tag());
    let people = persons(&office, &b).await?;
    let bodies: Vec<&Body> =
        [&stored.record.body].into_iter().chain(people.values().map(|s| &s.record.body)).collect();
    let names = names(&office, &current_user, &bodies).await?;
    let name = |kind: Kind, slug: &str| {
        names.by_slug.get(&(kind, slug.to_owned())).cloned().unwrap_or_else(|| slug.to_owned())
    };
    let today = current_user.today();
    let errands = b.logistics.iter().enumerate().map(|(index, e)| TripErrand {
        index,
        what: e.what.text(tag).to_owned(),
        due: e.due.map(|d| dates::date(language, d)).unwrap_or_default(),
        who: e.who.clone().unwrap_or_default(),
        done: e.done,
        late: !e.done && e.due.is_some_and(|d| d.last() < today),
    });
    let costs = b.costs.iter().map(|c| {
        let amount = c.amount.as_ref().map(|m| v.money(m.amount, &m.currency.0)).unwrap_or_default();
        let payer = c.payer.as_ref().map(|p| name(Kind::Organisation, p.slug())).unwrap_or_default();
        let (kind, stage) =
            (v.word(list!("cost-kind"), c.kind.name()), v.word(list!("cost-stage"), c.stage.name()));
        (c.what.text(tag).to_owned(), kind, amount, stage, payer)
    });
    let sums = sums(&b).into_iter().map(|(currency, s)| {
        let all = [
            (key!("cost-stage-estimated"), s.estimated),
            (key!("cost-stage-committed"), s.committed),
            (key!("cost-stage-paid"), s.paid),
            (key!("office-mission-all"), s.all()),
        ];
        (currency.to_owned(), all.map(|(key, amount)| (key, v.money(amount, currency))))
    });
    Ok(page(&MissionPage {
        title: v.name(&b.title),
        id,
        direction: v.word(list!("direction"), b.direction.name()),
        when: b.dates.as_ref().map(|d| dates::event_dates(language, d)).unwrap_or_default(),
        place: b.place.text(tag).to_owned(),
        purpose: b.purpose.text(tag).to_owned(),
        outcome: b.outcome.text(tag).to_owned(),
        seen: stored.revision,
        may_write: current_user.can_write(&office, &stored.record).await?,
        travellers: travellers(&office, &current_user, &v, &b, (&people, &names)).await?,
        days: days(&b, &v, &name),
        done: b.logistics.iter().filter(|e| e.done).count(),
        errands: errands.collect(),
        costs: costs.collect(),
        sums: sums.collect(),
        v,
    }))
}

/// The contacts who take part, by slug.
async fn persons(office: &Office, mission: &Mission) -> Result<HashMap<String, StoredRecord>, OfficeError> {
    let slugs = mission.participants.iter().filter_map(|p| p.person.as_ref());
    let slugs: Vec<String> = slugs.map(|person| person.slug().to_owned()).collect();
    let ids = office.store.aliases(Kind::Person, &slugs).await?.into_values().flatten().collect::<Vec<_>>();
    let stored = office.store.records_by_id(&ids).await?;
    Ok(stored.into_iter().map(|s| (s.record.slug.clone(), s)).collect())
}

/// The participants. Reading contacts is logged.
async fn travellers(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    mission: &Mission,
    (people, names): (&HashMap<String, StoredRecord>, &RecordNames),
) -> Result<Vec<Traveller>, OfficeError> {
    let tag = v.language.tag();
    let mut out = Vec::new();
    for p in &mission.participants {
        let stored = p.person.as_ref().and_then(|person| people.get(person.slug()));
        if let Some(stored) = stored {
            current_user.audit_read(office, &stored.record).await?;
        }
        let person: Option<&Person> = stored.and_then(|s| match &s.record.body {
            Body::Person(b) => Some(&**b),
            _ => None,
        });
        let own = [p.function.text(tag), person.map_or("", |b| b.function.text(tag))];
        let employer = person.and_then(|b| b.organisation.as_ref());
        let employer = employer.and_then(|o| names.by_slug.get(&(Kind::Organisation, o.slug().to_owned())));
        let function = own.into_iter().find(|f| !f.is_empty()).unwrap_or_default();
        let function = [function, employer.map_or("", String::as_str)];
        out.push(Traveller {
            name: person.map_or_else(|| p.name.clone().unwrap_or_default(), |b| v.name(&b.name)),
            function: function.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(", "),
            reply: v.word(list!("reply"), p.reply.name()),
            reach: person.map(reach_of).unwrap_or_default(),
            note: p.note.text(tag).to_owned(),
        });
    }
    Ok(out)
}

/// The telephone number and the e-mail address of a contact, with the addresses of their links.
fn reach_of(person: &Person) -> Vec<(String, Option<String>)> {
    let phone = person.phone.iter().map(|phone| (phone.clone(), phone_link(phone)));
    phone.chain(person.email.iter().map(|email| (email.clone(), mail_link(email)))).collect()
}

/// The programme by days, in the order in which it is written.
fn days(mission: &Mission, v: &OfficeView, name: &impl Fn(Kind, &str) -> String) -> Vec<Day> {
    let tag = v.language.tag();
    let mut out: Vec<Day> = Vec::new();
    for step in &mission.programme {
        let date = step.date.map(|d| dates::date(v.language, d)).unwrap_or_default();
        let persons = step.persons.iter().map(|p| name(Kind::Person, p.slug())).collect();
        let time = step.time.clone().unwrap_or_default();
        let line = (time, step.what.text(tag).to_owned(), step.place.text(tag).to_owned(), persons);
        match out.last_mut().filter(|day| day.date == date) {
            Some(day) => day.steps.push(line),
            None => out.push(Day { date, steps: vec![line] }),
        }
    }
    out
}

/// The ticked task, and the revision.
#[derive(Deserialize)]
pub struct Tick {
    seen: i64,
    index: usize,
    #[serde(default)]
    done: bool,
}

/// Ticks something off, or not.
pub async fn tick(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    Form(form): Form<Tick>,
) -> Result<Response, OfficeError> {
    let (stored, mut body) = mission(&office, &current_user, id).await?;
    body.logistics.get_mut(form.index).ok_or(OfficeError::Missing)?.done = form.done;
    let record = Record { body: Body::Mission(Box::new(body)), ..stored.record };
    office.editorial.save(&current_user.author(""), record, form.seen, Vec::new()).await?;
    Ok(Redirect::to(&format!("/office/missions/{id}/sheet#logistics")).into_response())
}

#[cfg(test)]
mod tests {
    use portulan_model::kinds::Cost;
    use portulan_model::{Currency, Money};

    use super::*;

    #[test]
    fn costs_are_summed_by_currency_and_never_across() {
        let cost = |amount: &str, currency: &str, stage| Cost {
            amount: Some(Money {
                amount: amount.parse().expect("a number"),
                currency: Currency(currency.to_owned()),
                value_date: "2026-05".parse().expect("a date"),
            }),
            stage,
            ..Cost::default()
        };
        let costs = vec![
            cost("0.10", "EUR", CostStage::Paid),
            cost("0.20", "EUR", CostStage::Paid),
            cost("12", "EUR", CostStage::Estimated),
            cost("5000000", "IDR", CostStage::Committed),
            Cost::default(),
        ];
        let mission = Mission { costs, ..Mission::default() };
        let sums = sums(&mission);
        assert_eq!(sums.keys().copied().collect::<Vec<_>>(), ["EUR", "IDR"]);
        assert_eq!(sums["EUR"].all().to_string(), "12.30");
        assert_eq!(sums["IDR"].committed.to_string(), "5000000");
    }
}
