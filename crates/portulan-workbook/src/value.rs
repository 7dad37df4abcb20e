//! Values as texts: days without midnight, numbers as people read them.

/// `2026-12-31 00:00:00` without its midnight.
pub(crate) fn date(text: &str) -> String {
    text.strip_suffix(" 00:00:00").unwrap_or(text).to_owned()
}

/// A number as people read it: spreadsheets store 15 digits, so 0.1 + 0.2 is 0.3.
pub(crate) fn number(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 {
        return format!("{n:.0}");
    }
    let digits = format!("{n:.14e}").parse::<f64>().unwrap_or(n);
    digits.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_people_see_them() {
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(1234.5), "1234.5");
        assert_eq!(number(5_000_000.0), "5000000");
        assert_eq!(number(-0.0), "-0");
    }
}
