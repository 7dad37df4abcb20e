//! Amounts as people type them: with a unit such as `45 k€`, without a currency, without a value date.
use std::collections::HashMap;

use jiff::civil::Date;
use portulan_locales::{Language, dates, split_unit};
use portulan_model::PartialDate;
use portulan_model::kinds::Authority;

use super::FormData;
use super::units::{currencies, scaled};

/// The fields with the date of an amount, in a part of a record and in the record, by preference.
const DATES: [&str; 3] = ["/date", "/period/start", "/due"];
const RECORD_DATES: [&str; 5] = [
    "/planned/value/start",
    "/actual/value/start",
    "/period/value/start",
    "/dates/start",
    "/dates/value/start",
];

/// The end of the path of a currency.
const CURRENCY: &str = "/currency";

/// The currency of amounts that name none; empty if it is not known.
pub fn default_currency(authority: Option<&Authority>) -> &str {
    authority.map_or("", Authority::default_currency)
}

/// The currency that a form selects for an amount that is not typed yet; `None` for other fields.
pub fn preset_currency<'a>(
    sheet: &FormData,
    path: &str,
    authority: Option<&'a Authority>,
) -> Option<&'a str> {
    let money = path.strip_suffix(CURRENCY).filter(|money| !money.is_empty())?;
    let is_new = sheet.is_blank(path) && sheet.is_blank(&format!("{money}/amount"));
    Some(default_currency(authority)).filter(|code| is_new && !code.is_empty())
}

/// The end of the path of a value date.
const VALUE_DATE: &str = "/value_date";

/// The prefix of the fields with the values that the page filled in: value dates that follow from other dates, preset currencies.
const DERIVED: &str = "derived:";

/// Completes the amounts of a form: the unit becomes part of the number and the currency; a missing currency is that of the
/// authority; a missing value date is the date of the payment or the start of the period, else `today`, which is `None` while
/// the user still types. A value date among those that are `derived`, by path, follows the other date. An amount whose unit is not
/// understood stays as it is.
pub fn complete(
    sheet: &mut FormData,
    authority: Option<&Authority>,
    today: Option<Date>,
    language: Language,
    derived: &HashMap<&str, &str>,
) {
    // A preset currency was not chosen: it gives way to the unit of the amount, and says nothing without an amount.
    for (path, preset) in derived.iter().filter(|(path, _)| path.ends_with(CURRENCY)) {
        if !preset.is_empty() && sheet.get(path).trim() == *preset {
            sheet.set(*path, "");
        }
    }
    let is_amount = |(path, text): &(&str, &str)| path.ends_with("/amount") && !text.trim().is_empty();
    let paths: Vec<String> = sheet.iter().filter(is_amount).map(|(path, _)| path.to_owned()).collect();
    for path in paths {
        let money = path.strip_suffix("/amount").unwrap_or(&path).to_owned();
        if !read_unit(sheet, &money, language) {
            continue;
        }
        let currency = format!("{money}{CURRENCY}");
        if sheet.get(&currency).trim().is_empty() {
            sheet.set(currency, default_currency(authority));
        }
        let value_date = format!("{money}{VALUE_DATE}");
        let typed = sheet.get(&value_date).trim();
        if typed.is_empty() || derived.get(value_date.as_str()) == Some(&typed) {
            let date = match date_of(sheet, &money) {
                DateOfAmount::Date(date) => Some(date),
                DateOfAmount::Unreadable => None,
                DateOfAmount::Missing => today
                    .filter(|_| typed.is_empty())
                    .map(|day| dates::date(language, PartialDate::from(day))),
            };
            if let Some(date) = date {
                sheet.set(value_date, date);
            }
        }
    }
}

/// The values of a posted form that the page filled in, by path: value dates that follow from other dates, preset currencies.
pub fn derived(pairs: &[(String, String)]) -> HashMap<&str, &str> {
    pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix(DERIVED)?, value.trim()))).collect()
}

/// True if a field is a value date that follows from another date.
pub fn is_derived(sheet: &FormData, path: &str) -> bool {
    let value = sheet.get(path).trim();
    let follows = |money| matches!(date_of(sheet, money), DateOfAmount::Date(date) if date == value);
    !value.is_empty() && path.strip_suffix(VALUE_DATE).is_some_and(follows)
}

/// True if a field is an empty value date that follows from a date that cannot be read.
pub fn waits_for_date(sheet: &FormData, path: &str) -> bool {
    let is_unreadable = |money| matches!(date_of(sheet, money), DateOfAmount::Unreadable);
    sheet.get(path).trim().is_empty() && path.strip_suffix(VALUE_DATE).is_some_and(is_unreadable)
}

/// Moves the unit of an amount into its number and currency. Returns false if the unit is not understood, or names another
/// currency than the field.
fn read_unit(sheet: &mut FormData, money: &str, language: Language) -> bool {
    let (amount, currency) = (format!("{money}/amount"), format!("{money}/currency"));
    let Some((number, unit)) = split_unit(sheet.get(&amount)) else { return false };
    if unit.is_empty() {
        return true;
    }
    let (factor, unit) = scaled(&unit);
    let chosen = sheet.get(&currency).trim().to_owned();
    let code = match currencies(unit).as_slice() {
        [] if unit.is_empty() => chosen,
        [code] if chosen.is_empty() || chosen == *code => (*code).to_owned(),
        codes if codes.contains(&chosen.as_str()) => chosen,
        _ => return false,
    };
    let number = language.read_decimal(&number).and_then(|number| number.checked_mul(factor));
    let Some(number) = number else { return false };
    sheet.set(amount, language.decimal_mark().replace_point(&number.normalize().to_string()));
    sheet.set(currency, code);
    true
}

/// The date that an amount has without a value date.
enum DateOfAmount {
    /// Its text.
    Date(String),
    /// It cannot be read.
    Unreadable,
    /// There is none.
    Missing,
}

/// The date of an amount: that of the part of the record that has it, else that of the record.
fn date_of(sheet: &FormData, money: &str) -> DateOfAmount {
    let item = money.rsplit_once('/').map_or("", |(item, _)| item);
    let own = DATES.iter().map(|date| format!("{item}{date}"));
    let paths = own.chain(RECORD_DATES.map(str::to_owned));
    let mut found = paths.map(|path| sheet.get(&path).trim().to_owned());
    match found.find(|date| !date.is_empty()) {
        None => DateOfAmount::Missing,
        Some(date) if dates::parse(&date).is_some() => DateOfAmount::Date(date),
        // It has a message of its own.
        Some(_) => DateOfAmount::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(fields: &[(&str, &str)]) -> FormData {
        let mut sheet = FormData::default();
        for (path, value) in fields {
            sheet.set(*path, *value);
        }
        let authority =
            Authority { country: portulan_model::Country("FR".to_owned()), ..Authority::default() };
        let today = Some(jiff::civil::date(2026, 3, 4));
        complete(&mut sheet, Some(&authority), today, Language::FRENCH, &HashMap::new());
        sheet
    }

    #[test]
    fn units_belong_to_the_number_and_the_currency() {
        for (typed, amount, currency) in [
            ("12 500,50 €", "12500,5", "EUR"),
            ("45 k€", "45000", "EUR"),
            ("1,2 M€", "1200000", "EUR"),
            ("300 USD", "300", "USD"),
            ("1 234,5", "1 234,5", "EUR"),
            ("12 chameaux", "12 chameaux", ""),
            ("100 FCFA", "100 FCFA", ""),
        ] {
            let sheet = completed(&[("/budgets/0/value/amount", typed)]);
            let found =
                ["amount", "currency"].map(|part| sheet.get(&format!("/budgets/0/value/{part}")).to_owned());
            assert_eq!(found, [amount, currency], "{typed}");
        }
        let other = completed(&[("/budgets/0/value/amount", "5 €"), ("/budgets/0/value/currency", "USD")]);
        assert_eq!(other.get("/budgets/0/value/amount"), "5 €", "two currencies are a fault, not a choice");
    }

    #[test]
    fn a_preset_currency_gives_way_to_the_unit() {
        let (amount, currency) = ("/budgets/0/value/amount", "/budgets/0/value/currency");
        let authority =
            Authority { country: portulan_model::Country("SN".to_owned()), ..Authority::default() };
        for (typed, chosen, expected) in
            [("300 USD", "XOF", "USD"), ("300", "XOF", "XOF"), ("300", "EUR", "EUR"), ("", "XOF", "")]
        {
            let mut sheet = FormData::default();
            assert_eq!(preset_currency(&sheet, currency, Some(&authority)), Some("XOF"));
            sheet.set(amount, typed);
            sheet.set(currency, chosen);
            let derived = [(currency, "XOF")].into();
            complete(&mut sheet, Some(&authority), None, Language::FRENCH, &derived);
            assert_eq!(sheet.get(currency), expected, "{typed} {chosen}");
            let preset = preset_currency(&sheet, currency, Some(&authority));
            assert_eq!(preset.is_some(), typed.is_empty(), "{typed} {chosen}");
        }
    }

    #[test]
    fn a_missing_value_date_is_that_of_the_payment_or_period() {
        let date = |fields: &[(&str, &str)], path: &str| completed(fields).get(path).to_owned();
        let payment = [("/transactions/0/value/amount", "5"), ("/transactions/0/date", "3 mars 2025")];
        assert_eq!(date(&payment, "/transactions/0/value/value_date"), "3 mars 2025");
        let wrong = [("/transactions/0/value/amount", "5"), ("/transactions/0/date", "31/02/2026")];
        assert_eq!(date(&wrong, "/transactions/0/value/value_date"), "", "neither the wrong date nor today");
        let instalment = [
            ("/funding/0/instalments/0/value/amount", "5"),
            ("/funding/0/instalments/0/due", "15/12/2026"),
            ("/planned/value/start", "2022"),
        ];
        assert_eq!(date(&instalment, "/funding/0/instalments/0/value/value_date"), "15/12/2026");
        let budget = [("/budgets/0/value/amount", "5"), ("/budgets/0/period/start", "2025")];
        assert_eq!(date(&budget, "/budgets/0/value/value_date"), "2025");
        let funding = [("/funding/0/value/amount", "5"), ("/planned/value/start", "2024")];
        assert_eq!(date(&funding, "/funding/0/value/value_date"), "2024");
        assert_eq!(
            date(&[("/costs/0/amount/amount", "5")], "/costs/0/amount/value_date"),
            "4\u{a0}mars 2026"
        );
        let typed = [("/costs/0/amount/amount", "5"), ("/costs/0/amount/value_date", "2020")];
        assert_eq!(date(&typed, "/costs/0/amount/value_date"), "2020");
    }

    #[test]
    fn a_value_date_that_was_derived_follows_the_date_and_one_that_was_typed_stays() {
        let value_date = "/budgets/0/value/value_date";
        let after = |date: &str, derived: &[(&str, &str)]| {
            let fields =
                [("/budgets/0/value/amount", "5"), ("/budgets/0/period/start", date), (value_date, "2024")];
            let mut sheet = FormData::default();
            for (path, text) in fields {
                sheet.set(path, text);
            }
            complete(&mut sheet, None, None, Language::FRENCH, &derived.iter().copied().collect());
            sheet.get(value_date).to_owned()
        };
        assert_eq!(after("2022", &[(value_date, "2024")]), "2022");
        assert_eq!(after("2022", &[(value_date, "2023")]), "2024", "the user changed it");
        assert_eq!(after("2022", &[]), "2024", "it was another date than that of the budget");
        assert_eq!(after("jamais", &[(value_date, "2024")]), "2024");
    }
}
