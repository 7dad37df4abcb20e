//! Grants in the national form of French local authorities: SCDL *subventions*, version 2.0.
//!
//! A row is a payment of the authority to somebody else. What the form asks for and the register does not know stays
//! empty.
use portulan_model::kinds::Organisation;
use portulan_model::{Entry, Programme, Ref};
use rust_decimal::Decimal;

use super::{Cell, Table};
use crate::money::{Flow, Ledger};

/// The form is a French one.
const FRENCH: &str = "fr";

const COLUMNS: [&str; 14] = [
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
];

/// The number of an establishment (SIRET): fourteen digits.
fn siret(organisation: Option<&Entry<Organisation>>) -> String {
    let numbers =
        organisation.into_iter().flat_map(|o| &o.body.identifiers).map(|i| i.value.replace(' ', ""));
    let is_one = |n: &String| n.len() == 14 && n.bytes().all(|b| b.is_ascii_digit());
    numbers.into_iter().find(is_one).unwrap_or_default()
}

/// The table of grants.
pub fn grants(programme: &Programme) -> Table {
    let authority = &programme.authority.body;
    let own = authority.organisation.as_ref();
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    let mut rows = Vec::new();
    for project in &programme.projects {
        let paid = project.body.transactions.iter().filter(|t| t.kind.0 == "3");
        let ours = paid.filter(|t| t.provider.is_none() || t.provider.as_ref() == own);
        for transaction in ours {
            let (Some(money), Some(receiver)) = (&transaction.value, &transaction.receiver) else { continue };
            let Some(euros) = programme.rates.euros(money) else { continue };
            let agreement = agreement(programme, project.body.partnership.as_ref(), receiver);
            let signed = agreement.and_then(|a| a.body.signatories.iter().filter_map(|s| s.signed).max());
            let decision =
                agreement.and_then(|a| a.body.deliberation.as_ref()).map_or("", |d| d.value.as_str());
            let beneficiary = programme.organisations.get(receiver);
            let date = transaction.date.unwrap_or(money.value_date);
            rows.push(vec![
                text(authority.name.text(FRENCH)),
                text(&siret(own.and_then(|o| programme.organisations.get(o)))),
                Cell::Date(signed.unwrap_or(date)),
                text(decision),
                text(beneficiary.map_or("", |o| o.body.name.text(FRENCH))),
                text(&siret(beneficiary)),
                text(project.body.title.text(FRENCH)),
                Cell::Amount(euros.amount),
                text("aide en numéraire"),
                text("unique"),
                Cell::Date(date),
                Cell::Empty,
                text("non"),
                Cell::Number(share(programme, &project.slug, euros.amount)),
            ]);
        }
    }
    Table { columns: COLUMNS.map(str::to_owned).to_vec(), rows }
}

/// The agreement that a payment rests on: of the same partnership, signed by who receives it.
fn agreement<'a>(
    programme: &'a Programme,
    partnership: Option<&Ref<portulan_model::kinds::Partnership>>,
    receiver: &Ref<Organisation>,
) -> Option<&'a Entry<portulan_model::kinds::Agreement>> {
    let partnership = partnership?;
    programme.agreements.iter().find(|a| {
        a.body.partnerships.contains(partnership)
            && a.body.signatories.iter().any(|s| s.organisation == *receiver)
    })
}

/// What part of all that was paid for the project the payment is, from 0 to 1.
fn share(programme: &Programme, project: &str, amount: Decimal) -> Decimal {
    let whole = programme
        .projects
        .find(project)
        .map_or(Decimal::ZERO, |project| Ledger::of_one(programme, project).sum(|e| e.flow == Flow::Paid));
    amount.checked_div(whole).unwrap_or(Decimal::ONE).round_dp(4).normalize()
}
