//! Charts as SVG, for pages, the back office and reports. Colours are attributes, which style sheets can
//! override. A table with the same values accompanies each chart.
use std::fmt::Write as _;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use portulan_locales::markup::escape;

/// The width of a chart, in its own units.
const WIDTH: f64 = 720.0;
/// The largest number of characters of a name in a chart, so that it fits on a small screen; the table has
/// the whole name.
const MAX_NAME_CHARS: usize = 48;
/// The fill colours of series, in turn; the classes `s0`, `s1`… identify them in style sheets.
const FILLS: [&str; 4] = ["#1f4e79", "#b83c24", "#176b5d", "#8a6d1b"];

/// A stacked column chart.
pub struct Columns<'a> {
    /// The title, for readers who do not see the chart.
    pub title: &'a str,
    /// The labels below the columns.
    pub categories: Vec<String>,
    /// The name and values of each series, one value per category.
    pub series: Vec<(String, Vec<Decimal>)>,
    /// Formats a value for the axis.
    pub format_value: &'a dyn Fn(Decimal) -> String,
}

/// A bar with its name above and its value at the end.
pub struct Bar {
    /// The name.
    pub name: String,
    /// The length.
    pub value: Decimal,
    /// The formatted value.
    pub text: String,
    /// A CSS class; empty for none.
    pub class: String,
    /// The colour without a style sheet; that of the first series by default.
    pub fill: Option<&'static str>,
}

/// A period of an indicator: its name, the target value, the actual value.
pub type Aim = (String, Option<Decimal>, Option<Decimal>);

fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

/// The ends of an axis and the step between its ticks: one, two or five times a power of ten, at most five
/// steps.
fn axis(least: Decimal, most: Decimal) -> (Decimal, Decimal, Decimal) {
    let (least, most) = (least.min(Decimal::ZERO), most.max(Decimal::ZERO));
    let span = most - least;
    if span.is_zero() {
        return (Decimal::ZERO, Decimal::ONE, Decimal::ONE);
    }
    let mut power = Decimal::ONE;
    while power * Decimal::from(50) < span {
        power *= Decimal::TEN;
    }
    while power / Decimal::TEN * Decimal::from(50) >= span {
        power /= Decimal::TEN;
    }
    let steps = [1, 2, 5, 10].map(|n| power * Decimal::from(n));
    let step =
        steps.into_iter().find(|step| span / *step <= Decimal::from(5)).unwrap_or(power * Decimal::TEN);
    ((least / step).floor() * step, (most / step).ceil() * step, step)
}

fn open(out: &mut String, class: &str, title: &str, width: f64, height: f64) {
    let _ = write!(
        out,
        "<svg class=\"graph {class}\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"{}\">",
        escape(title)
    );
}

/// Grid lines with their values.
fn grid(
    out: &mut String,
    ends: (Decimal, Decimal, Decimal),
    left: f64,
    right: f64,
    y: &dyn Fn(f64) -> f64,
    say: &dyn Fn(Decimal) -> String,
) {
    let (mut at, most, step) = ends;
    while at <= most {
        let level = y(float(at));
        let _ = write!(
            out,
            "<path class=\"rule\" d=\"M{left} {level:.1}H{right}\" stroke=\"#c9c2b0\" fill=\"none\"/>\
             <text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" font-size=\"13\" fill=\"#3d4759\">{}</text>",
            left - 8.0,
            level + 4.5,
            escape(&say(at))
        );
        at += step;
    }
}

/// Draws stacked columns.
pub fn columns(chart: &Columns<'_>) -> String {
    let (top, height, left) = (16.0, 260.0, 124.0);
    let sums: Vec<Decimal> = (0..chart.categories.len())
        .map(|i| chart.series.iter().filter_map(|(_, values)| values.get(i)).sum())
        .collect();
    let ends = axis(Decimal::ZERO, sums.iter().copied().max().unwrap_or_default());
    let y = |value: f64| top + height - value / float(ends.1).max(f64::MIN_POSITIVE) * height;
    let mut out = String::new();
    let legend = if chart.series.len() > 1 { 30.0 } else { 0.0 };
    open(&mut out, "columns", chart.title, WIDTH, top + height + 34.0 + legend);
    grid(&mut out, ends, left, WIDTH, &y, chart.format_value);
    let room = (WIDTH - left) / count(chart.categories.len().max(1));
    let width = (room * 0.62).min(64.0);
    for (i, category) in chart.categories.iter().enumerate() {
        let x = left + room * (count(i) + 0.5);
        let mut below = Decimal::ZERO;
        for (s, (_, values)) in chart.series.iter().enumerate() {
            let value = values.get(i).copied().unwrap_or_default();
            let (from, to) = (y(float(below)), y(float(below + value)));
            below += value;
            if from - to > 0.05 {
                let _ = write!(
                    out,
                    "<rect class=\"s{s}\" x=\"{:.1}\" y=\"{to:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{}\"/>",
                    x - width / 2.0,
                    from - to,
                    FILLS[s % FILLS.len()]
                );
            }
        }
        let _ = write!(
            out,
            "<text class=\"tick\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"13\" fill=\"#3d4759\">{}</text>",
            top + height + 20.0,
            escape(category)
        );
    }
    if chart.series.len() > 1 {
        let mut x = left;
        for (s, (name, _)) in chart.series.iter().enumerate() {
            let level = top + height + 46.0;
            let _ = write!(
                out,
                "<rect class=\"s{s}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"12\" height=\"12\" fill=\"{}\"/>\
                 <text class=\"tick\" x=\"{:.1}\" y=\"{level:.1}\" font-size=\"13\" fill=\"#3d4759\">{}</text>",
                level - 10.5,
                FILLS[s % FILLS.len()],
                x + 18.0,
                escape(name)
            );
            x += 40.0 + 7.2 * count(name.chars().count());
        }
    }
    out.push_str("</svg>");
    out
}

/// Draws bars below one another, with a line for each name.
pub fn bars(title: &str, rows: &[Bar]) -> String {
    let most = rows.iter().map(|row| float(row.value)).fold(0.0_f64, f64::max).max(f64::MIN_POSITIVE);
    let mut out = String::new();
    open(&mut out, "bars", title, WIDTH, 44.0 * count(rows.len()) + 4.0);
    for (i, row) in rows.iter().enumerate() {
        let top = 44.0 * count(i);
        let length = (float(row.value).max(0.0) / most * WIDTH).max(1.0);
        let class = if row.class.is_empty() { "s0" } else { &row.class };
        let name: String = if row.name.chars().count() > MAX_NAME_CHARS {
            row.name.chars().take(MAX_NAME_CHARS - 1).chain(['…']).collect()
        } else {
            row.name.clone()
        };
        let _ = write!(
            out,
            "<text class=\"name\" x=\"0\" y=\"{:.1}\" font-size=\"15\" fill=\"#111c33\">{}</text>\
             <text class=\"name\" x=\"{WIDTH}\" y=\"{:.1}\" text-anchor=\"end\" font-size=\"15\" fill=\"#111c33\">{}</text>\
             <rect class=\"rest\" x=\"0\" y=\"{:.1}\" width=\"{WIDTH}\" height=\"8\" fill=\"#eee8d8\"/>\
             <rect class=\"{}\" x=\"0\" y=\"{:.1}\" width=\"{length:.1}\" height=\"8\" fill=\"{}\"/>",
            top + 17.0,
            escape(&name),
            top + 17.0,
            escape(&row.text),
            top + 25.0,
            escape(class),
            top + 25.0,
            row.fill.unwrap_or(FILLS[0])
        );
    }
    out.push_str("</svg>");
    out
}

/// Draws actual values as columns, and targets as marks over them. If `falls` is true, lower values are
/// better, and a target is reached from above.
pub fn aims(title: &str, periods: &[Aim], falls: bool, say: &dyn Fn(Decimal) -> String) -> String {
    let (top, height, left, width) = (26.0, 150.0, 70.0, 420.0);
    let values = || periods.iter().flat_map(|(_, target, actual)| [*target, *actual]).flatten();
    let ends = axis(values().min().unwrap_or_default(), values().max().unwrap_or_default());
    let span = float(ends.1 - ends.0).max(f64::MIN_POSITIVE);
    let y = |value: f64| top + height - (value - float(ends.0)) / span * height;
    let mut out = String::new();
    open(&mut out, "aims", title, width, top + height + 28.0);
    grid(&mut out, ends, left, width, &y, say);
    let room = (width - left) / count(periods.len().max(1));
    let column = (room * 0.5).min(46.0);
    for (i, (name, target, actual)) in periods.iter().enumerate() {
        let x = left + room * (count(i) + 0.5);
        if let Some(actual) = actual {
            let (zero, end) = (y(0.0), y(float(*actual)));
            let reached = target.is_some_and(|t| if falls { *actual <= t } else { *actual >= t });
            let _ = write!(
                out,
                "<rect class=\"{}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{column:.1}\" height=\"{:.1}\" fill=\"{}\"/>\
                 <text class=\"name\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"13\" fill=\"#111c33\">{}</text>",
                if reached { "s2" } else { "s0" },
                x - column / 2.0,
                zero.min(end),
                (zero - end).abs().max(0.5),
                if reached { FILLS[2] } else { FILLS[0] },
                zero.min(end).min(target.map_or(f64::MAX, |t| y(float(t)))) - 6.0,
                escape(&say(*actual))
            );
        }
        if let Some(target) = target {
            let level = y(float(*target));
            let _ = write!(
                out,
                "<path class=\"aim\" d=\"M{:.1} {level:.1}h{:.1}\" stroke=\"#b83c24\" stroke-width=\"2.5\" fill=\"none\"/>",
                x - column * 0.7,
                column * 1.4
            );
        }
        let _ = write!(
            out,
            "<text class=\"tick\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"13\" fill=\"#3d4759\">{}</text>",
            top + height + 20.0,
            escape(name)
        );
    }
    out.push_str("</svg>");
    out
}

/// A bar on a time axis.
pub struct Span {
    /// The name.
    pub name: String,
    /// The first and last year, inclusive.
    pub years: (i16, i16),
    /// True if the beginning or the end is unknown or outside the axis.
    pub open: (bool, bool),
    /// The index of the fill colour.
    pub series: usize,
}

/// Draws bars on one time axis, one below the other, with a line at the year `now`. Unknown ends are drawn as
/// points.
pub fn spans(title: &str, rows: &[Span], now: i16) -> String {
    let from = rows.iter().map(|row| row.years.0).min().unwrap_or(now).min(now);
    let to = rows.iter().map(|row| row.years.1).max().unwrap_or(now).max(now);
    let (top, step) = (30.0, 34.0);
    let height = top + step * count(rows.len()) + 6.0;
    let x = |year: i16| f64::from(year - from) / f64::from(to - from + 1) * WIDTH;
    let mut out = String::new();
    open(&mut out, "spans", title, WIDTH, height);
    // The number of years between labels, so that they do not overlap.
    let every = ((to - from + 1) / 12 + 1).max(1);
    for year in (from..=to).filter(|year| (year - from) % every == 0) {
        let _ = write!(
            out,
            "<path class=\"rule\" d=\"M{0:.1} {top}V{height}\" stroke=\"#ddd6c6\" fill=\"none\"/>\
             <text class=\"tick\" x=\"{0:.1}\" y=\"18\" font-size=\"13\" fill=\"#3d4759\">{year}</text>",
            x(year)
        );
    }
    for (i, row) in rows.iter().enumerate() {
        let y = top + step * count(i);
        let (left, right) = (x(row.years.0), x(row.years.1 + 1));
        let series = row.series % FILLS.len();
        let name: String = row.name.chars().take(MAX_NAME_CHARS * 2).collect();
        // A name starts at its bar, unless it would exceed the right edge.
        let (at, anchor) = if left > WIDTH * 0.5 { (right, "end") } else { (left, "start") };
        let _ = write!(
            out,
            "<text class=\"name\" x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" font-size=\"14\" fill=\"#111c33\">{}</text>\
             <rect class=\"s{series}\" x=\"{left:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"8\" fill=\"{}\"/>",
            y + 17.0,
            escape(&name),
            y + 23.0,
            (right - left).max(2.0),
            FILLS[series]
        );
        for (is_open, end, way) in [(row.open.0, left, -1.0), (row.open.1, right, 1.0)] {
            if is_open {
                let _ = write!(
                    out,
                    "<path class=\"o{series}\" d=\"M{end:.1} {:.1}h{:.1}\" stroke=\"{}\" stroke-width=\"8\" stroke-dasharray=\"2 3\" fill=\"none\"/>",
                    y + 27.0,
                    way * 14.0,
                    FILLS[series]
                );
            }
        }
    }
    out.push_str("</svg>");
    out
}

/// Converts a count to a length.
#[allow(clippy::cast_precision_loss)] // charts have few things in them
fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[test]
    fn axes_have_few_round_marks() {
        for (least, most, ends) in [
            ("0", "409146.5", ("0", "500000", "100000")),
            ("0", "9", ("0", "10", "2")),
            ("0", "0", ("0", "1", "1")),
            ("0", "0.04", ("0", "0.04", "0.01")),
            ("-3", "4", ("-4", "4", "2")),
            ("24.2", "41", ("0", "50", "10")),
        ] {
            let (from, to, step) = axis(d(least), d(most));
            assert_eq!((from, to, step), (d(ends.0), d(ends.1), d(ends.2)), "{least} to {most}");
        }
    }

    #[test]
    fn names_are_text_and_nothing_else() {
        let bar = Bar {
            name: "<script>&\"".into(),
            value: Decimal::ONE,
            text: "1".into(),
            class: String::new(),
            fill: None,
        };
        let svg = bars("<b>", &[bar]);
        assert!(
            svg.contains("&lt;script&gt;&amp;&quot;") && !svg.contains("<script") && !svg.contains("<b>")
        );
        let empty = bars("", &[]);
        assert!(empty.ends_with("</svg>") && !empty.contains("NaN"));
    }

    #[test]
    fn charts_of_nothing_and_of_losses_are_drawn() {
        let say = |n: Decimal| n.to_string();
        let none =
            Columns { title: "", categories: vec!["2025".into()], series: Vec::new(), format_value: &say };
        assert!(!columns(&none).contains("NaN"));
        let svg = aims(
            "",
            &[("2025".into(), Some(d("-3")), Some(d("-4"))), ("2026".into(), None, None)],
            false,
            &say,
        );
        assert!(!svg.contains("NaN") && !svg.contains("height=\"-"));
        assert!(!spans("", &[], 2025).contains("NaN"));
    }

    #[test]
    fn spans_stay_on_their_axis_and_show_what_has_no_end() {
        let span = |years, open| Span { name: "a".into(), years, open, series: 1 };
        let svg = spans("t", &[span((2020, 2022), (false, false)), span((2022, 2029), (false, true))], 2025);
        // Ten years on 720 units: the first bar covers three years, the second eight.
        assert!(svg.contains("x=\"0.0\" y=\"53.0\" width=\"216.0\""), "{svg}");
        assert!(svg.contains("x=\"144.0\" y=\"87.0\" width=\"576.0\""), "{svg}");
        assert_eq!(svg.matches("stroke-dasharray").count(), 1);
    }
}
