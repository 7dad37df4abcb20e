//! Amounts as people type them: with a unit such as `45 k€`, without a currency, without a value date.
use jiff::civil::Date;
use portulan_locales::{Language, dates, split_unit};
use portulan_model::PartialDate;
use portulan_model::kinds::Authority;

use super::FormData;
use super::units::{currencies, scaled};

/// The countries of the euro area.
const EURO_COUNTRIES: [&str; 21] = [
    "AT", "BE", "BG", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LU", "LV", "MT",
    "NL", "PT", "SI", "SK",
];

/// The fields with the date of an amount, in a part of a record and in the record, by preference.
const DATES: [&str; 3] = ["/date", "/period/start", "/due"];
const RECORD_DATES: [&str; 5] = [
    "/planned/value/start",
    "/actual/value/start",
    "/period/value/start",
    "/dates/start",
    "/dates/value/start",
];

/// The currency of amounts that name none: the euro for an authority of the euro area, else none.
pub fn default_currency(authority: Option<&Authority>) -> &'static str {
    let country = authority.map_or("", |authority| authority.country.0.as_str());
    if EURO_COUNTRIES.contains(&country) { "EUR" } else { "" }
}

/// Completes the amounts of a form: the unit becomes part of the number and the currency; a missing currency is that of the
/// authority; a missing value date is the date of the payment or the start of the period, else `today`, which is `None` while
/// the user still types. An amount whose unit is not understood stays as it is.
pub fn complete(
    sheet: &mut FormData,
    authority: Option<&Authority>,
    today: Option<Date>,
    language: Language,
) {
    let is_amount = |(path, text): &(&str, &str)| path.ends_with("/amount") && !text.trim().is_empty();
    let paths: Vec<String> = sheet.iter().filter(is_amount).map(|(path, _)| path.to_owned()).collect();
    for path in paths {
        let money = path.strip_suffix("/amount").unwrap_or(&path).to_owned();
        if !read_unit(sheet, &money, language) {
            continue;
        }
        let currency = format!("{money}/currency");
        if sheet.get(&currency).trim().is_empty() {
            sheet.set(currency, default_currency(authority));
        }
        let value_date = format!("{money}/value_date");
        if sheet.get(&value_date).trim().is_empty() {
            let today = || Some(dates::date(language, PartialDate::from(today?)));
            if let Some(date) = date_of(sheet, &money).or_else(today) {
                sheet.set(value_date, date);
            }
        }
    }
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

/// The date of an amount: that of the part of the record that has it, else that of the record.
fn date_of(sheet: &FormData, money: &str) -> Option<String> {
    let item = money.rsplit_once('/').map_or("", |(item, _)| item);
    let own = DATES.iter().map(|date| format!("{item}{date}"));
    let paths = own.chain(RECORD_DATES.map(str::to_owned));
    let mut found = paths.map(|path| sheet.get(&path).trim().to_owned());
    // A date that cannot be read has a message of its own.
    found.find(|date| !date.is_empty()).filter(|date| dates::parse(date).is_some())
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
        complete(&mut sheet, Some(&authority), Some(jiff::civil::date(2026, 3, 4)), Language::FRENCH);
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
    fn a_missing_value_date_is_that_of_the_payment_or_period() {
        let date = |fields: &[(&str, &str)], path: &str| completed(fields).get(path).to_owned();
        let payment = [("/transactions/0/value/amount", "5"), ("/transactions/0/date", "3 mars 2025")];
        assert_eq!(date(&payment, "/transactions/0/value/value_date"), "3 mars 2025");
        let wrong = [("/transactions/0/value/amount", "5"), ("/transactions/0/date", "31/02/2026")];
        assert_eq!(
            date(&wrong, "/transactions/0/value/value_date"),
            "4\u{a0}mars 2026",
            "not the wrong date"
        );
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
}
