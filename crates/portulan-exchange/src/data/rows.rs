//! Conversion of records to rows. The columns are those of an empty record, so that they do not depend on the
//! data.
use portulan_model::kinds::{
    Agreement, Budget, CostHeading, Event, Funding, InKind, Indicator, IndicatorPeriod, Instrument, Network,
    Organisation, Participation, Partnership, PeriodPart, Project, ResultEntry, SdgTag, Tag, Territory,
    Transaction,
};
use portulan_model::{
    Fact, Flow, Kind, Money, PartialDate, Period, Point, PublishedRecord, PublishedRegister, Rates,
    Referable, Text,
};
use rust_decimal::Decimal;

use super::dataset::{Dataset, RowScope};
use super::table::{OpenDataTable, TableCell};

/// A row under construction: names of columns with values.
#[derive(Default)]
struct Row(Vec<(String, TableCell)>);

impl Row {
    fn put(&mut self, column: &str, cell: TableCell) {
        self.0.push((column.to_owned(), cell));
    }

    fn line(&mut self, column: &str, text: &str) {
        self.put(column, TableCell::text(text));
    }

    fn date(&mut self, column: &str, date: Option<PartialDate>) {
        self.put(column, TableCell::maybe(date, TableCell::Date));
    }

    fn words(&mut self, column: &str, words: impl IntoIterator<Item = String>) {
        let words: Vec<String> = words.into_iter().collect();
        self.put(column, if words.is_empty() { TableCell::Empty } else { TableCell::Words(words) });
    }

    fn period(&mut self, prefix: &str, period: Option<Period>) {
        self.date(&format!("{prefix}start"), period.and_then(|p| p.start));
        self.date(&format!("{prefix}end"), period.and_then(|p| p.end));
    }

    fn point(&mut self, point: Option<Point>) {
        let number = |n: f64| Decimal::try_from(n).map_or(TableCell::Empty, TableCell::Number);
        self.put("latitude", TableCell::maybe(point, |p| number(p.lat)));
        self.put("longitude", TableCell::maybe(point, |p| number(p.lon)));
    }

    /// Adds an amount as entered, and in euros with its exchange rate.
    fn money(&mut self, rates: &Rates, money: Option<&Money>) {
        self.put("amount", TableCell::maybe(money, |m| TableCell::Number(m.amount)));
        self.line("currency", money.map_or("", |m| &m.currency.0));
        self.date("value_date", money.map(|m| m.value_date));
        let euros = money.and_then(|m| rates.euros(m));
        self.put("amount_eur", TableCell::maybe(euros, |e| TableCell::Number(e.amount)));
        let rate = euros.and_then(|e| e.rate);
        self.put("rate_per_eur", TableCell::maybe(rate, |r| TableCell::Number(r.per_euro)));
        self.line("rate_date", &rate.map(|r| r.to.to_string()).unwrap_or_default());
    }
}

/// Converts the records of a register to rows.
pub(super) struct Maker<'a> {
    programme: &'a PublishedRegister,
    url: &'a str,
    languages: &'a [String],
}

fn value<T>(fact: Option<&Fact<T>>) -> Option<&T> {
    fact.map(|f| &f.value)
}

fn tags(tags: &[Tag]) -> impl Iterator<Item = String> + '_ {
    tags.iter().map(|t| t.key.clone())
}

/// The goals and targets of tags: `6`, `6.1`.
fn goals(tags: &[SdgTag]) -> impl Iterator<Item = String> + '_ {
    tags.iter().map(|t| t.target.clone().unwrap_or_else(|| t.goal.to_string()))
}

impl<'a> Maker<'a> {
    pub(super) fn new(programme: &'a PublishedRegister, url: &'a str) -> Self {
        Self { programme, url, languages: &programme.authority.body.languages }
    }

    /// Some rows of a dataset.
    pub(super) fn table(&self, dataset: Dataset, part: RowScope) -> OpenDataTable {
        let p = self.programme;
        let (apart, of_projects) = (part != RowScope::Projects, part != RowScope::Apart);
        let projects = || p.projects.iter().filter(move |_| of_projects);
        match dataset {
            Dataset::Partnerships => self.of(p.partnerships.iter().filter(|_| apart), Self::partnership),
            Dataset::Projects => self.of(projects(), Self::project),
            Dataset::Organisations => self.of(p.organisations.iter().filter(|_| apart), Self::organisation),
            Dataset::Agreements => self.of(p.agreements.iter().filter(|_| apart), Self::agreement),
            Dataset::Events => self.of(p.events.iter().filter(|_| apart), Self::event),
            Dataset::Networks => self.of(p.networks.iter().filter(|_| apart), Self::network),
            Dataset::Territories => self.of(p.territories.iter().filter(|_| apart), Self::territory),
            Dataset::Budgets => {
                let all = projects().flat_map(|e| e.body.budgets.iter().map(move |b| (e.slug.as_str(), b)));
                table(all, &("", &Budget::default()), |row, (slug, b)| self.budget(row, slug, b))
            }
            Dataset::Transactions => {
                let all =
                    projects().flat_map(|e| e.body.transactions.iter().map(move |t| (e.slug.as_str(), t)));
                table(all, &("", &Transaction::default()), |row, (slug, t)| self.transaction(row, slug, t))
            }
            Dataset::Funding => {
                let all = projects().flat_map(|e| e.body.funding.iter().map(move |f| (e.slug.as_str(), f)));
                table(all, &("", &Funding::default()), |row, (slug, f)| self.funding(row, slug, f))
            }
            Dataset::Contributions => {
                let all = projects().flat_map(|e| e.body.in_kind.iter().map(move |k| (e.slug.as_str(), k)));
                table(all, &("", &InKind::default()), |row, (slug, k)| self.contribution(row, slug, k))
            }
            Dataset::Results => {
                let all = projects().flat_map(|e| e.body.results.iter().map(move |r| (e.slug.as_str(), r)));
                let all = all.flat_map(|(slug, r)| r.indicators.iter().map(move |i| (slug, r, i)));
                let all = all.flat_map(|(slug, r, i)| i.periods.iter().map(move |p| (slug, r, i, p)));
                let blank = (ResultEntry::default(), Indicator::default(), IndicatorPeriod::default());
                table(all, &("", &blank.0, &blank.1, &blank.2), |row, (slug, r, i, p)| {
                    self.result(row, slug, r, i, p);
                })
            }
            Dataset::Participations => {
                let of = |kind: Kind, slug: &'a str, list: &'a [Participation]| {
                    list.iter().map(move |one| (kind, slug, one))
                };
                let partnerships = p.partnerships.iter().filter(|_| apart);
                let all = partnerships.flat_map(|e| of(e.kind(), &e.slug, &e.body.participations));
                let events = p.events.iter().filter(|_| apart);
                let all = all.chain(events.flat_map(|e| of(e.kind(), &e.slug, &e.body.participations)));
                let all = all.chain(projects().flat_map(|e| of(e.kind(), &e.slug, &e.body.participations)));
                let blank = (Kind::Project, "", &Participation::default());
                table(all, &blank, |row, (kind, slug, one)| self.participation(row, *kind, slug, one))
            }
        }
    }

    /// A table of records, with the columns common to all records.
    fn of<'e, T: Referable + Default + 'static>(
        &self,
        entries: impl Iterator<Item = &'e PublishedRecord<T>>,
        fill: fn(&Self, &mut Row, &T),
    ) -> OpenDataTable {
        let blank = PublishedRecord {
            id: uuid::Uuid::nil(),
            slug: String::new(),
            updated: jiff::Timestamp::UNIX_EPOCH,
            created: jiff::Timestamp::UNIX_EPOCH,
            body: T::default(),
        };
        let entries: Vec<&PublishedRecord<T>> = entries.collect();
        table(entries.into_iter(), &&blank, |row, e| {
            row.line("id", &e.id.to_string());
            row.line("slug", &e.slug);
            fill(self, row, &e.body);
            // Agreements and territories have no page of their own.
            if !matches!(T::KIND, Kind::Agreement | Kind::Territory) {
                let language = self.languages.first().map_or("fr", String::as_str);
                row.line("url", &format!("{}/{language}/{}/{}", self.url, T::KIND.folder(), e.slug));
            }
            row.line("updated", &e.updated.to_string());
        })
    }

    fn texts(&self, row: &mut Row, column: &str, text: Option<&Text>) {
        for language in self.languages {
            let message = text.and_then(|t| t.0.get(language)).map_or("", String::as_str);
            row.line(&format!("{column}_{language}"), message);
        }
    }

    fn partnership(&self, row: &mut Row, b: &Partnership) {
        self.texts(row, "title", Some(&b.title));
        row.line("kind", b.kind.name());
        self.texts(row, "summary", value(b.summary.as_ref()));
        row.date("since", value(b.since.as_ref()).copied());
        row.line("status", b.status.last().map(|s| s.status.name()).unwrap_or_default());
        row.date("status_since", b.status.last().and_then(|s| s.date));
        row.words("territories", b.territories.iter().map(|t| t.slug().to_owned()));
        row.words("countries", self.programme.countries_of(b).into_iter().map(str::to_owned));
        row.words("themes", tags(&b.themes));
        row.words("sdgs", goals(&b.sdgs));
    }

    fn project(&self, row: &mut Row, b: &Project) {
        self.texts(row, "title", Some(&b.title));
        row.line("kind", b.kind.name());
        row.line("partnership", b.partnership.as_ref().map_or("", |p| p.slug()));
        self.texts(row, "description", value(b.description.as_ref()));
        row.line("activity_status", value(b.status.as_ref()).map_or("", |s| &s.0));
        row.period("planned_", value(b.planned.as_ref()).copied());
        row.period("actual_", value(b.actual.as_ref()).copied());
        row.words("sectors", b.sectors.iter().map(|s| s.code.0.clone()));
        row.words("themes", tags(&b.themes));
        row.words("sdgs", goals(&b.sdgs));
        row.line("iati_identifier", b.iati_identifier.as_deref().unwrap_or_default());
        row.line("agreement", b.agreement.as_ref().map_or("", |a| a.slug()));
    }

    fn organisation(&self, row: &mut Row, b: &Organisation) {
        self.texts(row, "name", Some(&b.name));
        row.line("acronym", b.acronym.as_deref().unwrap_or_default());
        row.line("organisation_type", value(b.kind.as_ref()).map_or("", |k| &k.0));
        row.line("country", value(b.country.as_ref()).map_or("", |c| &c.0));
        row.date("founded", value(b.founded.as_ref()).copied());
        self.texts(row, "description", value(b.description.as_ref()));
        row.line("website", b.website.as_ref().map_or("", |w| &w.0));
    }

    fn participation(&self, row: &mut Row, kind: Kind, slug: &str, b: &Participation) {
        row.line("record_kind", kind.singular());
        row.line("record", slug);
        row.line("organisation", b.organisation.slug());
        let name = self.programme.organisations.get(&b.organisation).map(|o| &o.body.name);
        self.texts(row, "organisation_name", name);
        row.line("role", b.role.name());
        row.period("", b.period);
        row.line("instrument", b.instrument.map(Instrument::name).unwrap_or_default());
    }

    fn agreement(&self, row: &mut Row, b: &Agreement) {
        self.texts(row, "title", Some(&b.title));
        row.words("partnerships", b.partnerships.iter().map(|p| p.slug().to_owned()));
        row.words("signatories", b.signatories.iter().map(|s| s.organisation.slug().to_owned()));
        row.period("", value(b.period.as_ref()).copied());
        row.line("deliberation", value(b.deliberation.as_ref()).map_or("", |d| d));
    }

    fn budget(&self, row: &mut Row, project: &str, b: &Budget) {
        self.of_project(row, project);
        row.period("", Some(b.period));
        row.money(&self.programme.rates, b.value.as_ref());
        row.line("cost_heading", b.heading.map(CostHeading::name).unwrap_or_default());
    }

    fn transaction(&self, row: &mut Row, project: &str, b: &Transaction) {
        self.of_project(row, project);
        row.line("transaction_type", &b.kind.0);
        row.date("date", b.date);
        row.money(&self.programme.rates, b.value.as_ref());
        row.line("provider", b.provider.as_ref().map_or("", |o| o.slug()));
        row.line("receiver", b.receiver.as_ref().map_or("", |o| o.slug()));
        self.texts(row, "description", Some(&b.description));
        let payer = b.provider.as_ref().map_or("", |o| o.slug());
        let project = self.programme.projects.find(project).map(|e| &e.body);
        let agreement = project
            .map(|p| p.agreement_for(Flow::from_transaction_type(&b.kind.0), payer, b.agreement.as_ref()));
        row.line("agreement", agreement.unwrap_or_default());
        row.line("cost_heading", b.heading.map(CostHeading::name).unwrap_or_default());
    }

    fn funding(&self, row: &mut Row, project: &str, b: &Funding) {
        self.of_project(row, project);
        row.line("funder", b.funder.slug());
        let name = self.programme.organisations.get(&b.funder).map(|o| &o.body.name);
        self.texts(row, "funder_name", name);
        row.money(&self.programme.rates, b.value.as_ref());
        row.line("stage", b.stage.name());
        row.line("instrument", b.instrument.map(Instrument::name).unwrap_or_default());
        row.line("agreement", b.agreement.as_ref().map_or("", |a| a.slug()));
    }

    fn contribution(&self, row: &mut Row, project: &str, b: &InKind) {
        self.of_project(row, project);
        row.line("kind", b.kind.name());
        row.line("provider", b.provider.as_ref().map_or("", |o| o.slug()));
        row.period("", Some(b.period));
        self.texts(row, "description", Some(&b.description));
        row.put("days", TableCell::maybe(b.days, |days| TableCell::Number(days.0)));
        row.money(&self.programme.rates, b.worth().as_ref());
    }

    fn result(&self, row: &mut Row, project: &str, r: &ResultEntry, i: &Indicator, p: &IndicatorPeriod) {
        self.of_project(row, project);
        row.line("result_type", &r.kind.0);
        self.texts(row, "result", Some(&r.title));
        self.texts(row, "indicator", Some(&i.title));
        self.texts(row, "unit", Some(&i.unit));
        row.put("baseline", TableCell::maybe(i.baseline, TableCell::Number));
        row.line("baseline_year", &i.baseline_year.map(|y| y.to_string()).unwrap_or_default());
        row.period("", Some(p.period));
        row.put("target", TableCell::maybe(p.target, TableCell::Number));
        row.put("actual", TableCell::maybe(p.actual, TableCell::Number));
        let language = self.languages.first().map_or("fr", String::as_str);
        let part = |part: &PeriodPart| {
            let name = if part.label.is_empty() { part.group.name() } else { part.label.text(language) };
            Some(format!("{name}={}", part.actual?))
        };
        row.words("of_which", p.parts.iter().filter_map(part));
    }

    fn of_project(&self, row: &mut Row, slug: &str) {
        row.line("project", slug);
        let partnership = self.programme.projects.find(slug).and_then(|e| e.body.partnership.as_ref());
        row.line("partnership", partnership.map_or("", |p| p.slug()));
    }

    fn event(&self, row: &mut Row, b: &Event) {
        self.texts(row, "title", Some(&b.title));
        row.line("kind", b.kind.name());
        row.period("", value(b.dates.as_ref()).copied());
        self.texts(row, "place", b.place.as_ref().map(|p| &p.name));
        row.point(b.place.as_ref().and_then(|p| p.point));
        self.texts(row, "summary", value(b.summary.as_ref()));
        row.put("attendance", TableCell::maybe(b.attendance.as_ref(), |a| TableCell::Number(a.total.value)));
        let exact = |q: portulan_model::Qualifier| format!("{q:?}").to_lowercase();
        row.line(
            "attendance_qualifier",
            &b.attendance.as_ref().map(|a| exact(a.total.qualifier)).unwrap_or_default(),
        );
    }

    fn network(&self, row: &mut Row, b: &Network) {
        self.texts(row, "name", Some(&b.name));
        row.line("kind", b.kind.name());
        self.texts(row, "description", value(b.description.as_ref()));
    }

    fn territory(&self, row: &mut Row, b: &Territory) {
        self.texts(row, "name", Some(&b.name));
        row.line("kind", b.kind.name());
        row.line("country", &b.country.0);
        row.line("subdivision", value(b.subdivision.as_ref()).map_or("", |s| &s.0));
        row.point(value(b.point.as_ref()).copied());
    }
}

/// A table of any items; `blank` defines the columns.
fn table<T>(all: impl Iterator<Item = T>, blank: &T, fill: impl Fn(&mut Row, &T)) -> OpenDataTable {
    let row = |one: &T| {
        let mut row = Row::default();
        fill(&mut row, one);
        row.0
    };
    let columns = row(blank).into_iter().map(|(name, _)| name).collect();
    let rows = all.map(|one| row(&one).into_iter().map(|(_, cell)| cell).collect()).collect();
    OpenDataTable { columns, rows }
}
