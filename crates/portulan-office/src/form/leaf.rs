//! The widgets of single values and of texts in several languages.
use portulan_locales::{Language, key};
use portulan_model::{FieldFormat, FieldSchema, Kind};
use portulan_towns::Town;

use super::amounts::is_derived;
use super::codes::TypedList;
use super::labels;
use super::view::{FieldPlace, FormView, WidgetHtml, show};
use super::widget::{DerivedValue, FieldLabel, PictureField, Thumb, Translation, Widget, line};

impl FormView<'_> {
    /// A value of one field. One that the page filled in (a date that follows from another, a preset currency) is posted twice, so
    /// that a value of the user is recognised.
    pub(super) fn leaf(
        &self,
        shape: FieldSchema,
        path: &str,
        place: FieldPlace<'_>,
        words: &FieldLabel,
    ) -> WidgetHtml {
        let control = self.leaf_control(shape, path, place, words)?;
        let value = match self.preset_currency(path) {
            Some(preset) => preset,
            None if !self.fixed && is_derived(self.sheet, path) => self.sheet.get(path),
            None => return Ok(control),
        };
        Ok(control + &show(&DerivedValue { path, value })?)
    }

    fn leaf_control(
        &self,
        shape: FieldSchema,
        path: &str,
        place: FieldPlace<'_>,
        words: &FieldLabel,
    ) -> WidgetHtml {
        let value = self.sheet.get(path);
        if let (FieldSchema::Line, Some(list)) = (shape, TypedList::of_format(place.format)) {
            return self.typed_code(list, path, words);
        }
        match shape {
            FieldSchema::Reference(kind) => {
                let shown = self.reference(kind, path);
                let list = format!("names-{}", kind.singular());
                let unknown = !value.is_empty() && !self.names.contains_key(&(kind, value.to_owned()));
                let create = if unknown && self.creates { self.creations(path, value) } else { Vec::new() };
                let control =
                    self.control(path, words, &shown, Widget::Line { list, mode: "search", create })?;
                match self.thumbs.get(value).filter(|_| kind == Kind::Media) {
                    Some(thumb) => self.picture_field(thumb, &shown, control),
                    None => Ok(control),
                }
            }
            FieldSchema::Choice(list) => self.choice(list, path, words),
            FieldSchema::Code(list) => self.code(list, path, words),
            FieldSchema::Flag => self.control(path, words, "true", Widget::Check(value == "true")),
            FieldSchema::Integer(..) if place.format == FieldFormat::SdgGoal => self.goal(path, words),
            FieldSchema::Decimal if words.cell.is_some() => {
                self.control(path, words, &grouped(self.language, value), line("", "decimal"))
            }
            FieldSchema::Integer(..) | FieldSchema::Decimal => {
                self.control(path, words, value, line("", "decimal"))
            }
            FieldSchema::Web => self.control(path, words, value, line("", "url")),
            FieldSchema::Date if words.help.is_empty() && !words.unseen && words.cell.is_none() => {
                let words =
                    FieldLabel { help: self.language.text(key!("office-date-help")), ..words.clone() };
                self.control(path, &words, value, line("", "day"))
            }
            FieldSchema::Date => self.control(path, words, value, line("", "day")),
            FieldSchema::Line if place.format == FieldFormat::FileName => {
                self.control_with(path, words, value, line("", "text"), true)
            }
            FieldSchema::Line if place.format == FieldFormat::SdgTarget => {
                self.control(path, words, value, line("names-target", "text"))
            }
            // A line's end would be lost in a field of one line.
            FieldSchema::Line if value.contains('\n') || is_long(place.format) => self.control(
                path,
                words,
                value,
                Widget::Area { rows: 4, lang: String::new(), is_markdown: false },
            ),
            _ => self.control(path, words, value, line("", "text")),
        }
    }

    /// A field with the name of a picture, beside that picture and its alternative text.
    fn picture_field(&self, thumb: &Thumb, name: &str, control: String) -> WidgetHtml {
        let alt = thumb.alt.text(self.language.tag());
        let caption = if alt.is_empty() {
            self.language.text(key!("office-picture-alt-none"))
        } else if alt == name {
            String::new()
        } else {
            self.language.format(key!("office-picture-alt-shown"), &[("value", alt.into())])
        };
        show(&PictureField { thumb, alt, caption, control })
    }

    /// The buttons that create the record that a field names, or use the one of nearly the same name: their values and labels. The
    /// name of a territory has a button for each town.
    fn creations(&self, path: &str, name: &str) -> Vec<(String, String)> {
        let label = self.language.format(key!("office-create"), &[("value", name.into())]);
        if let Some(near) = self.near_name.filter(|near| near.path == path) {
            let used =
                self.language.format(key!("office-create-use"), &[("value", near.name.as_str().into())]);
            return vec![(format!("use:{path}:{}", near.slug), used), (format!("create:{path}:new"), label)];
        }
        let Some(homonyms) = self.homonyms.filter(|homonyms| homonyms.path == path) else {
            return vec![(format!("create:{path}"), label)];
        };
        let place = |town: &Town| {
            let place = town.place(self.language.tag());
            (format!("create:{path}:{}", town.id), format!("{label} – {place}"))
        };
        let elsewhere = format!("{label} – {}", self.language.text(key!("office-create-elsewhere")));
        homonyms.towns.iter().map(place).chain([(format!("create:{path}:0"), elsewhere)]).collect()
    }

    /// One text in all languages, side by side.
    pub(super) fn text(&self, path: &str, words: &FieldLabel, format: FieldFormat) -> WidgetHtml {
        let rows = match format {
            FieldFormat::Paragraph => 3,
            FieldFormat::Chapter => 8,
            _ => 1,
        };
        let is_markdown = format == FieldFormat::Chapter;
        self.set(path, "text", words, self.texts(path, 0, rows, is_markdown)?)
    }

    /// The controls of a text in the languages from the one of an index.
    pub(super) fn texts(&self, path: &str, first: usize, rows: usize, is_markdown: bool) -> WidgetHtml {
        let tongue = |(index, tongue): (usize, &String)| {
            let path = format!("{path}/{tongue}");
            let name = labels::tongue(tongue);
            let widget = Widget::Area { rows, lang: tongue.clone(), is_markdown };
            let html =
                self.control(&path, &FieldLabel::plain(name.clone()), self.sheet.get(&path), widget)?;
            let said = self.said(&path);
            if index == 0 || !self.sheet.is_blank(&path) || said.iter().any(|message| message.error) {
                return Ok(html);
            }
            show(&Translation { language: self.language, name, is_missing: !said.is_empty(), html })
        };
        self.tongues.iter().enumerate().skip(first).map(tongue).collect()
    }
}

/// A number with marks between groups of three digits, which makes a column of amounts readable. All its digits stay; a text that
/// is not a plain number, or would be read as another one, stays as typed.
pub(super) fn grouped(language: Language, typed: &str) -> String {
    let (whole, rest) = typed.split_at(typed.find([',', '.']).unwrap_or(typed.len()));
    let is_plain = !whole.starts_with(['0', '-', '+']);
    let grouped = whole.parse().ok().filter(|_| is_plain).map(|n| format!("{}{rest}", language.number(n)));
    let is_same = |grouped: &String| language.read_decimal(grouped) == language.read_decimal(typed);
    grouped.filter(is_same).unwrap_or_else(|| typed.to_owned())
}

/// True for a text of more than one line.
fn is_long(format: FieldFormat) -> bool {
    matches!(format, FieldFormat::Paragraph | FieldFormat::Chapter | FieldFormat::Residual)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_digits_change_no_number() {
        for (typed, shown) in [
            ("240000,00", "240 000,00"),
            ("1250.5", "1 250.5"),
            ("999", "999"),
            ("0,5", "0,5"),
            ("007", "007"),
            ("-1250", "-1250"),
            ("45 k€", "45 k€"),
            ("1234abc", "1234abc"),
            ("", ""),
        ] {
            let grouped = grouped(Language::FRENCH, typed);
            assert_eq!(grouped.replace(['\u{a0}', '\u{202f}'], " "), shown);
            assert_eq!(
                Language::FRENCH.read_decimal(&grouped),
                Language::FRENCH.read_decimal(typed),
                "{typed}"
            );
        }
        assert_eq!(grouped(Language::ENGLISH, "1234,567"), "1234,567", "another number with groups");
        let english = grouped(Language::ENGLISH, "240000.00");
        assert_eq!(english, "240,000.00");
        assert_eq!(Language::ENGLISH.read_decimal(&english), Language::ENGLISH.read_decimal("240000.00"));
    }
}
