//! Widths of the columns of a table.

/// Divides a width among columns by the longest text in each.
pub(crate) fn widths(head: &[String], rows: &[Vec<String>], whole: f64) -> Vec<f64> {
    let longest = |i: usize| {
        let cells = rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.chars().count());
        // Long texts can wrap, short ones must not.
        let longest = cells.chain(head.get(i).map(|name| name.chars().count().min(12))).max().unwrap_or(0);
        f64::from(u32::try_from(longest.clamp(9, 36)).unwrap_or(36))
    };
    let all: Vec<f64> = (0..head.len()).map(longest).collect();
    let sum: f64 = all.iter().sum();
    all.into_iter().map(|part| part / sum * whole).collect()
}
