//! A self-contained HTML page: counts, then all findings, with filters by severity and text.
use std::io::{self, Write};

use portulan_iati::{Finding, Outcome};
use portulan_locales::{Language, MessageKey, key, list};

use super::report::{Counts, Excerpts, ValidationReport};
use super::words::{PlaceWords, message, printable, verdict};
use portulan_locales::markup::escape;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

pub(super) struct HtmlReport<W> {
    language: Language,
    places: PlaceWords,
    out: W,
    opened: bool,
    file: String,
    counts: Counts,
}

/// Escapes a text of a file for HTML, without characters that change the text direction.
fn escape_visible(text: &str) -> String {
    escape(&printable(text))
}

impl<W: Write> HtmlReport<W> {
    pub fn new(language: Language, out: W) -> Self {
        Self {
            language,
            places: PlaceWords::new(language),
            out,
            opened: false,
            file: String::new(),
            counts: Counts::default(),
        }
    }

    fn open(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.opened, true) {
            return Ok(());
        }
        let t = |key: MessageKey| escape(&self.language.text(key));
        let choices: String = ["critical", "error", "warning", "advice"]
            .iter()
            .map(|s| {
                format!(
                    "<label class={s}><input type=checkbox value={s} checked>{}</label>",
                    escape(&self.language.word(list!("iati-severity"), s))
                )
            })
            .collect();
        write!(
            self.out,
            "<!doctype html><html lang={}><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
             <title>{title}</title><style>{STYLE}</style><h1>{title}</h1>\
             <form><fieldset><legend>{}</legend>{choices}</fieldset>\
             <label>{} <input type=search></label><output></output></form>",
            self.language.tag(),
            t(key!("iati-report-severity")),
            t(key!("iati-report-filter")),
            title = t(key!("iati-report-title")),
        )
    }
}

impl<W: Write> ValidationReport for HtmlReport<W> {
    fn begin(&mut self, file: &str) -> io::Result<()> {
        self.open()?;
        file.clone_into(&mut self.file);
        self.counts = Counts::default();
        write!(self.out, "<section><h2>{}</h2><ol>", escape_visible(file))
    }

    fn add(&mut self, finding: &Finding) -> io::Result<()> {
        let fault = finding.id == "0.1.1";
        if fault {
            // A file that is not XML has no other findings: the style sheet hides those written before.
            self.counts = Counts::default();
        }
        self.counts.add(finding.severity);
        let severity = finding.severity.name();
        write!(
            self.out,
            "<li data-severity={severity}{}><p><b class={severity}>{}</b> <code>{}</code> {}</p><p>",
            if fault { " class=fault" } else { "" },
            escape(&self.language.word(list!("iati-severity"), severity)),
            finding.id,
            escape_visible(&message(self.language, finding)),
        )?;
        for place in finding.places.iter().take(10) {
            write!(self.out, "<span>{}</span> ", escape_visible(&self.places.context(finding, place)))?;
        }
        write!(self.out, "<cite>{}</cite></li>", escape_visible(&finding.identifier))
    }

    fn end(&mut self, outcome: &Outcome, _: &Excerpts) -> io::Result<()> {
        let (verdict, counts) = verdict(self.language, &self.file, outcome, &self.counts);
        write!(
            self.out,
            "</ol><p class=verdict>{}<br>{}</p></section>",
            escape_visible(&verdict),
            escape(&counts)
        )
    }

    fn across(&mut self, findings: &[(String, Finding)]) -> io::Result<()> {
        for (file, finding) in findings {
            self.begin(file)?;
            self.add(finding)?;
            write!(self.out, "</ol></section>")?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.open()?;
        writeln!(self.out, "<script>{SCRIPT}</script></html>")?;
        self.out.flush()
    }
}
