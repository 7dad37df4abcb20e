//! Copies of records, as a start for the next of their kind.
use portulan_model::kinds::{Agreement, CostStage, Event, FundingStage, Mission, Project, Reply};
use portulan_model::{Body, PartialDate, Text};

/// A copy of a record for a new one, such as the same event in another year: its texts, persons, places, themes and plans,
/// without what happened (dates, payments, results, signatures) and without identifiers, which belong to one record. Budgets move to
/// the next year.
/// `mark` returns the title of the copy in a language.
pub fn duplicate(body: &Body, mark: impl Fn(&str, &str) -> String) -> Body {
    let mut copy = body.clone();
    match &mut copy {
        Body::Project(project) => renew_project(project),
        Body::Event(event) => renew_event(event),
        Body::Mission(mission) => renew_mission(mission),
        Body::Agreement(agreement) => renew_agreement(agreement),
        Body::Partnership(partnership) => {
            partnership.iati_identifier = None;
            partnership.iati_rest = None;
        }
        Body::Organisation(organisation) => organisation.identifiers.clear(),
        Body::Document(document) => document.file = None,
        _ => {}
    }
    if let Some(name) = name_mut(&mut copy) {
        for (tag, text) in &mut name.0 {
            *text = mark(tag, text);
        }
    }
    copy
}

/// The title or name of a body whose copies are marked.
fn name_mut(body: &mut Body) -> Option<&mut Text> {
    Some(match body {
        Body::Partnership(b) => &mut b.title,
        Body::Project(b) => &mut b.title,
        Body::Event(b) => &mut b.title,
        Body::Mission(b) => &mut b.title,
        Body::Agreement(b) => &mut b.title,
        Body::Organisation(b) => &mut b.name,
        Body::Network(b) => &mut b.name,
        Body::Territory(b) => &mut b.name,
        Body::Document(b) => &mut b.title,
        Body::Page(b) => &mut b.title,
        Body::Authority(_) | Body::Person(_) | Body::Media(_) => return None,
    })
}

fn renew_project(project: &mut Project) {
    project.status = None;
    project.planned = None;
    project.actual = None;
    project.transactions.clear();
    project.figures.clear();
    project.documents.clear();
    project.media.clear();
    project.iati_identifier = None;
    project.iati_rest = None;
    for budget in &mut project.budgets {
        budget.period.start = budget.period.start.map(PartialDate::next_year);
        budget.period.end = budget.period.end.map(PartialDate::next_year);
        budget.iati_rest = None;
        if let Some(value) = &mut budget.value {
            value.value_date = value.value_date.next_year();
        }
    }
    for in_kind in &mut project.in_kind {
        in_kind.period.start = in_kind.period.start.map(PartialDate::next_year);
        in_kind.period.end = in_kind.period.end.map(PartialDate::next_year);
        for value in [&mut in_kind.daily_cost, &mut in_kind.value].into_iter().flatten() {
            value.value_date = value.value_date.next_year();
        }
    }
    for funding in &mut project.funding {
        funding.stage = FundingStage::default();
        if let Some(value) = &mut funding.value {
            value.value_date = value.value_date.next_year();
        }
        funding.agreement = None;
        funding.reports.clear();
        funding.instalments.clear();
    }
    for result in &mut project.results {
        result.iati_rest = None;
        for indicator in &mut result.indicators {
            indicator.periods.clear();
            indicator.evidence.clear();
            indicator.iati_rest = None;
        }
    }
}

fn renew_event(event: &mut Event) {
    event.edition = None;
    event.dates = None;
    event.attendance = None;
    event.outcome = None;
    event.figures.clear();
    event.media.clear();
    event.documents.clear();
}

fn renew_mission(mission: &mut Mission) {
    mission.dates = None;
    mission.outcome = Text::default();
    mission.documents.clear();
    for participant in &mut mission.participants {
        participant.reply = Reply::default();
    }
    for step in &mut mission.programme {
        step.date = None;
    }
    for errand in &mut mission.logistics {
        errand.due = None;
        errand.done = false;
    }
    for cost in &mut mission.costs {
        cost.stage = CostStage::default();
    }
}

fn renew_agreement(agreement: &mut Agreement) {
    agreement.period = None;
    agreement.deliberation = None;
    agreement.documents.clear();
    agreement.reminders.clear();
    for signatory in &mut agreement.signatories {
        signatory.signed = None;
    }
}

#[cfg(test)]
mod tests {
    use portulan_model::{Kind, folder};

    use super::*;

    #[test]
    fn a_copy_of_a_project_has_its_plan_and_not_what_happened() {
        let text = "id = \"01a20f25-0000-7000-8000-000000000001\"\nstate = \"published\"\n\
            iati_identifier = \"XM-1\"\n[title]\nfr = \"Eau\"\n\
            [[transactions]]\nkind = \"3\"\n\
            [[budgets]]\n[budgets.period]\nstart = \"2025-01-01\"\nend = \"2025-12-31\"\n\
            [budgets.value]\namount = \"100\"\ncurrency = \"EUR\"\nvalue_date = \"2025-01-01\"\n\
            [[in_kind]]\n[in_kind.period]\nstart = \"2025\"\n\
            [in_kind.value]\namount = \"5\"\ncurrency = \"EUR\"\nvalue_date = \"2025\"\n";
        let body = folder::read(Kind::Project, "eau", text).expect("a project").body;
        let Body::Project(copy) = duplicate(&body, |tag, title| format!("{title} ({tag})")) else {
            panic!("a project")
        };
        assert_eq!(copy.title.text("fr"), "Eau (fr)");
        assert_eq!((copy.transactions.len(), copy.iati_identifier.as_deref()), (0, None));
        let budget = copy.budgets[0].value.as_ref().expect("an amount");
        let period = &copy.budgets[0].period;
        let dates = [period.start, period.end, Some(budget.value_date)];
        let dates = dates.map(|date| date.map(|date| date.to_string()).unwrap_or_default());
        assert_eq!(budget.amount.to_string(), "100");
        assert_eq!(dates, ["2026-01-01", "2026-12-31", "2026-01-01"]);
        let in_kind = &copy.in_kind[0];
        let dates = [in_kind.period.start, in_kind.value.as_ref().map(|value| value.value_date)];
        assert_eq!(
            dates.map(|date| date.map(|date| date.to_string())),
            [Some("2026".to_owned()), Some("2026".to_owned())]
        );
    }
}
