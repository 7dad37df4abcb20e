//! The changes that accept a contribution.
use jiff::civil::Date;
use portulan_editorial::{AcceptedContribution, NewRecord};
use portulan_locales::{Language, key};
use portulan_model::kinds::{Document, DocumentKind, IndicatorPeriod, Project, Transaction};
use portulan_model::{Body, Kind, PartialDate, Record, Ref, State, Text, slug};
use portulan_store::{Contribution, ContributionAcceptance, ContributionPicture, StoredRecord};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::content::is_period;
use super::{language_of, period_of, period_words};
use crate::error::OfficeError;
use crate::pages::media::{described, file_name};
use crate::pages::uploads::PictureDescription;

/// The parts that a contribution adds to a project.
pub struct ContributionParts {
    /// The selected expenses.
    pub expenses: Vec<Transaction>,
    /// The selected values, with the places of their indicators: of the result, and in it.
    pub values: Vec<((usize, usize), Decimal)>,
    /// The selected pictures.
    pub pictures: Vec<ContributionPicture>,
    /// The PDF of what was sent.
    pub report: Vec<u8>,
    /// The selection, as JSON.
    pub taken: String,
}

/// The names of the records that a contribution adds.
struct NewNames {
    /// The slug of the document; those of pictures have a number after it.
    slug: String,
    title: Text,
    /// The day on which the contribution was sent.
    day: Date,
}

/// Plans the changes that accept the selected parts of a contribution. `day` is the one on which it was sent; `new_id`
/// makes identities.
pub fn plan(
    contribution: &Contribution,
    stored: StoredRecord,
    parts: ContributionParts,
    day: Date,
    mut new_id: impl FnMut() -> Result<Uuid, OfficeError>,
) -> Result<AcceptedContribution, OfficeError> {
    let StoredRecord { mut record, revision, .. } = stored;
    let language = language_of(contribution);
    let names = names(contribution, &record, day, language);
    let Body::Project(project) = &mut record.body else { return Err(OfficeError::Missing) };
    let source = Ref::new(names.slug.as_str());
    for mut expense in parts.expenses {
        expense.source = Some(source.clone());
        project.transactions.push(expense);
    }
    for (place, number) in parts.values {
        set_value(project, contribution, place, number, &source);
    }
    project.documents.push(source);
    let mut records = vec![document(new_id()?, &names, parts.report, language)];
    for (number, picture) in (1..).zip(parts.pictures) {
        let description = PictureDescription { alt: picture.alt, credit: picture.credit };
        let file = (picture.format, picture.bytes);
        let name = format!("{}-{number}", names.slug);
        let new = described(new_id()?, language, &name, &description, file);
        project.media.push(Ref::new(new.record.slug.as_str()));
        records.push(new);
    }
    let contribution =
        ContributionAcceptance { id: contribution.id, seen: contribution.version, taken: parts.taken };
    Ok(AcceptedContribution { records, project: record, seen: revision, contribution })
}

fn names(contribution: &Contribution, project: &Record, day: Date, language: Language) -> NewNames {
    let period = period_words(contribution, language);
    let name = project.body.name().text(language.tag());
    let title = [("value", period.as_str().into()), ("project", name.into())];
    let title = language.format(key!("contribution-report"), &title);
    let stem: String = project.slug.chars().take(50).collect();
    let name = format!("{stem} {} {}", contribution.period.1, slug_end(contribution.id));
    let title = Text([(language.tag().to_owned(), title)].into());
    NewNames { slug: slug(&name, Kind::Document.singular()), title, day }
}

/// The end of the slugs of the records that a contribution adds, by which two contributions about a period differ.
pub fn slug_end(contribution: Uuid) -> String {
    contribution.simple().to_string().split_off(26)
}

/// The document that retains the contribution. Its file is for users of the office.
fn document(id: Uuid, names: &NewNames, report: Vec<u8>, language: Language) -> NewRecord {
    let file = file_name(&names.slug, "pdf", &report);
    let note = language.text(key!("contribution-report-note"));
    let body = Document {
        title: names.title.clone(),
        kind: DocumentKind::Report,
        published: Some(PartialDate::from(names.day)),
        language: Some(language.tag().into()),
        file: Some(file.clone()),
        note: Text([(language.tag().to_owned(), note)].into()),
        ..Document::default()
    };
    let record =
        Record { id, slug: names.slug.clone(), state: State::Draft, body: Body::Document(Box::new(body)) };
    NewRecord { record, exact_slug: true, files: vec![(file, report)] }
}

/// Sets the value of an indicator for the period of a contribution.
fn set_value(
    project: &mut Project,
    contribution: &Contribution,
    place: (usize, usize),
    number: Decimal,
    source: &Ref<Document>,
) {
    let (result, indicator) = place;
    let Some(result) = project.results.get_mut(result) else { return };
    let Some(indicator) = result.indicators.get_mut(indicator) else { return };
    match indicator.periods.iter_mut().find(|one| is_period(one, contribution.period)) {
        Some(period) => period.actual = Some(number),
        None => indicator.periods.push(IndicatorPeriod {
            period: period_of(contribution),
            actual: Some(number),
            ..IndicatorPeriod::default()
        }),
    }
    indicator.evidence.push(source.clone());
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;
    use portulan_model::folder;
    use portulan_store::ContributionStage;

    use super::*;

    fn contribution() -> Contribution {
        Contribution {
            id: Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
            project: Uuid::nil(),
            period: (date(2026, 1, 1), date(2026, 12, 31)),
            contributor: "Association imaginaire".into(),
            email: String::new(),
            message: String::new(),
            language: "fr".into(),
            user: None,
            author: String::new(),
            at: Timestamp::UNIX_EPOCH,
            expires: Timestamp::UNIX_EPOCH,
            stage: ContributionStage::Sent,
            content: String::new(),
            version: 1,
            sent: Some(Timestamp::UNIX_EPOCH),
            note: String::new(),
            answered: None,
            taken: String::new(),
        }
    }

    fn stored() -> StoredRecord {
        let text = "id = \"01a20f25-0000-7000-8000-000000000001\"\nstate = \"published\"\n\
                    [[results]]\nkind = \"1\"\ntitle.fr = \"Eau\"\n\
                    [[results.indicators]]\ntitle.fr = \"Puits\"\n\
                    [[results.indicators.periods]]\nperiod = { start = \"2025\", end = \"2025\" }\nactual = \"1\"\n\
                    [[results.indicators.periods]]\nperiod = { start = \"2026\", end = \"2026\" }\ntarget = \"4\"\n";
        let record = folder::read(Kind::Project, "eau", text).expect("a project");
        StoredRecord { record, revision: 7, created: Timestamp::UNIX_EPOCH, updated: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn an_accepted_contribution_adds_to_the_project_and_keeps_its_source() {
        let parts = ContributionParts {
            expenses: vec![Transaction::default()],
            values: vec![((0, 0), Decimal::from(3))],
            pictures: vec![ContributionPicture {
                position: 4,
                format: "jpg".into(),
                alt: "Un puits".into(),
                credit: "Zoé".into(),
                bytes: vec![1],
            }],
            report: vec![2],
            taken: String::new(),
        };
        let mut id = 0;
        let new_id = || {
            id += 1;
            Ok(Uuid::from_u128(id))
        };
        let planned = plan(&contribution(), stored(), parts, date(2026, 7, 2), new_id).expect("planned");
        assert_eq!(planned.seen, 7);
        let slugs: Vec<&str> = planned.records.iter().map(|new| new.record.slug.as_str()).collect();
        assert_eq!(slugs, ["eau-2026-12-31-abcdef", "eau-2026-12-31-abcdef-1"]);
        assert!(planned.records.iter().all(|new| new.record.state == State::Draft && new.files.len() == 1));
        let Body::Project(project) = planned.project.body else { panic!("a project") };
        let source = project.transactions[0].source.as_ref().map(|source| source.slug().to_owned());
        assert_eq!(source.as_deref(), Some(slugs[0]));
        assert_eq!((project.documents[0].slug(), project.media[0].slug()), (slugs[0], slugs[1]));
        let indicator = &project.results[0].indicators[0];
        let actual: Vec<_> = indicator.periods.iter().map(|period| (period.target, period.actual)).collect();
        let of = |number: i64| Some(Decimal::from(number));
        assert_eq!(actual, [(None, of(1)), (of(4), of(3))]);
        assert_eq!(indicator.evidence[0].slug(), slugs[0]);
    }

    #[test]
    fn a_new_period_is_added() {
        let parts = ContributionParts {
            expenses: vec![],
            values: vec![((0, 0), Decimal::from(3))],
            pictures: vec![],
            report: vec![],
            taken: String::new(),
        };
        let half = Contribution { period: (date(2026, 1, 1), date(2026, 6, 30)), ..contribution() };
        let planned = plan(&half, stored(), parts, date(2026, 7, 2), || Ok(Uuid::nil())).expect("planned");
        let Body::Project(project) = planned.project.body else { panic!("a project") };
        let added = &project.results[0].indicators[0].periods[2];
        assert_eq!(added.period, period_of(&half));
        assert_eq!(added.actual, Some(Decimal::from(3)));
    }
}
