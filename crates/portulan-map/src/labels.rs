//! Placement of names beside their markers, without overlaps.

/// A name to place: its marker and the size of its text.
#[derive(Debug, Clone, Copy)]
pub struct Label {
    /// The centre of the marker.
    pub at: (f64, f64),
    /// The width of the text.
    pub width: f64,
    /// The height of the text.
    pub height: f64,
}

/// The position of a placed name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// The left edge of the text box.
    pub x: f64,
    /// The top edge of the text box.
    pub y: f64,
}

#[derive(Clone, Copy)]
struct Box {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
}

impl Box {
    fn meets(&self, o: &Self) -> bool {
        self.x < o.x + o.w && o.x < self.x + self.w && self.y < o.y + o.h && o.y < self.y + self.h
    }
}

/// Places each label near its marker (of the given radius) inside `width` by `height`; earlier labels have
/// priority. `None` for a label without a position that is free of other labels and of all markers.
pub fn place(labels: &[Label], radius: f64, width: f64, height: f64) -> Vec<Option<Placed>> {
    let marker = |l: &Label| Box { x: l.at.0 - radius, y: l.at.1 - radius, w: 2.0 * radius, h: 2.0 * radius };
    let mut taken: Vec<Box> = labels.iter().map(marker).collect();
    let mut out = Vec::with_capacity(labels.len());
    for label in labels {
        let free = candidates(label, radius).find(|b| {
            b.x >= 0.0
                && b.y >= 0.0
                && b.x + b.w <= width
                && b.y + b.h <= height
                && !taken.iter().any(|t| t.meets(b))
        });
        taken.extend(free);
        out.push(free.map(|b| Placed { x: b.x, y: b.y }));
    }
    out
}

/// Candidate positions: right, left, above, below and the corners, first near, then further away.
fn candidates(label: &Label, radius: f64) -> impl Iterator<Item = Box> {
    let &Label { at: (x, y), width: w, height: h } = label;
    [3.0, 14.0, 26.0].into_iter().flat_map(move |gap| {
        let d = radius + gap;
        let slant = d * 0.7;
        [
            (x + d, y - h / 2.0),
            (x - d - w, y - h / 2.0),
            (x + slant, y - slant - h),
            (x + slant, y + slant),
            (x - slant - w, y - slant - h),
            (x - slant - w, y + slant),
            (x - w / 2.0, y - d - h),
            (x - w / 2.0, y + d),
        ]
        .map(|(x, y)| Box { x, y, w, h })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_label_touches_another_or_a_marker(points in proptest::collection::vec((0.0..1000.0f64, 0.0..500.0f64, 20.0..200.0f64), 0..60)) {
            let labels: Vec<_> = points.iter().map(|&(x, y, width)| Label { at: (x, y), width, height: 16.0 }).collect();
            let placed = place(&labels, 5.0, 1000.0, 500.0);
            let boxes: Vec<Box> = placed.iter().zip(&labels)
                .filter_map(|(p, l)| p.map(|p| Box { x: p.x, y: p.y, w: l.width, h: l.height })).collect();
            for (i, a) in boxes.iter().enumerate() {
                prop_assert!(boxes[i + 1..].iter().all(|b| !a.meets(b)));
                for l in &labels {
                    let marker = Box { x: l.at.0 - 5.0, y: l.at.1 - 5.0, w: 10.0, h: 10.0 };
                    prop_assert!(!a.meets(&marker));
                }
            }
        }

        #[test]
        fn a_lone_label_is_always_placed(x in 0.0..1000.0f64, y in 0.0..500.0f64) {
            let label = Label { at: (x, y), width: 120.0, height: 16.0 };
            prop_assert!(place(&[label], 5.0, 1000.0, 500.0)[0].is_some());
        }
    }
}
