//! What a reading remembers while it goes on: the open section, the last of each kind with its number.

use super::evidence::{Evidence, Row, row};
use super::label::Label;

/// How the last of a kind began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Trace {
    /// There was none.
    #[default]
    None,
    /// It had no number.
    Bare(bool),
    /// It had a label.
    Label,
    /// It had a number.
    Item(u8, u32, bool),
}

/// Lists that are counted apart.
const KINDS: usize = 10;

fn kind(label: Label) -> usize {
    match label {
        Label::Problems
        | Label::Causes
        | Label::Measures
        | Label::LastYear
        | Label::Statement
        | Label::Other => 0,
        Label::Dimension => 1,
        Label::Problem => 2,
        Label::Cause => 3,
        Label::Group => 4,
        Label::Grouped => 5,
        Label::Measure => 6,
        Label::LastItem => 7,
        Label::Body | Label::Field => 8,
        Label::Lead | Label::Chrome => 9,
    }
}

/// The state between two spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    section: Option<Label>,
    /// The label of the span before.
    previous: Label,
    /// The last label that was no continuation.
    item: Label,
    traces: [Trace; KINDS],
    /// Problems since the dimension was opened; none is open at 0 of 4.
    since: u8,
    dimension: bool,
    /// Sections that were opened so far, a bit each.
    seen: u32,
}

impl Default for State {
    fn default() -> Self {
        Self {
            section: None,
            previous: Label::Chrome,
            item: Label::Chrome,
            traces: [Trace::None; KINDS],
            since: 0,
            dimension: false,
            seen: 0,
        }
    }
}

impl State {
    /// The section that is open.
    pub(crate) fn section(&self) -> Option<Label> {
        self.section
    }

    /// Whether an item is open that text in the same paragraph carries on.
    pub(crate) fn in_item(&self) -> bool {
        // Behind the heading of a group a lead-in may stand.
        let item = |label| matches!(kind(label), 2 | 3 | 5..=7);
        item(self.previous) || (self.previous == Label::Body && item(self.item))
    }

    /// Goes on with a span read so.
    pub(crate) fn step(&self, evidence: &Evidence, label: Label) -> Self {
        let mut next = self.clone();
        next.previous = label;
        if matches!(label, Label::Body | Label::Field) && evidence.ordinal.is_none() {
            return next;
        }
        if label != Label::Body {
            next.item = label;
        }
        let trace = match evidence.ordinal {
            Some(mark) => {
                let value = match (mark.value, self.traces[kind(label)]) {
                    (0, Trace::Item(_, value, _)) => value + 1,
                    (value, _) => value,
                };
                Trace::Item(mark.style, value, evidence.at_start)
            }
            None if evidence.labelled => Trace::Label,
            None => Trace::Bare(evidence.at_start),
        };
        let own = kind(label);
        let ended: &[usize] = match own {
            0 => &[1, 2, 3, 4, 5, 6, 7, 8, 9],
            1 => &[2, 3, 4, 5, 6, 8, 9],
            2 if self.section != Some(Label::Causes) => &[3, 4, 5, 6, 8, 9],
            4 => &[5, 8, 9],
            2 | 3 | 5 | 6 | 7 => &[8],
            _ => &[],
        };
        for kind in ended {
            next.traces[*kind] = Trace::None;
        }
        next.traces[own] = trace;
        match own {
            0 => {
                next.section = Some(label);
                next.seen |= 1 << label as u32;
                next.dimension = false;
                next.since = 0;
            }
            1 => {
                next.dimension = true;
                next.since = 0;
            }
            2 => {
                next.since = (next.since + 1).min(3);
                next.seen |= 1;
            }
            _ => {}
        }
        next
    }

    /// How a span stands to the last of a kind.
    fn relation(&self, evidence: &Evidence, kind: usize) -> u32 {
        match (self.traces[kind], evidence.ordinal) {
            (Trace::None, None) => u32::from(evidence.labelled),
            (Trace::None, Some(mark)) => 2 + u32::from(mark.value > 1),
            (Trace::Bare(starts), None) => 4 + u32::from(starts == evidence.at_start),
            (Trace::Bare(_), Some(mark)) => 6 + u32::from(mark.value > 1),
            (Trace::Label, None) => 8 + u32::from(evidence.labelled),
            (Trace::Label, Some(mark)) => 10 + u32::from(mark.value == 1),
            (Trace::Item(..), None) => 12 + u32::from(evidence.at_start),
            (Trace::Item(style, value, starts), Some(mark)) if style == mark.style => {
                let same = u32::from(starts == evidence.at_start);
                match mark.value {
                    _ if mark.follows(value) => 14 + same,
                    1 => 16 + same,
                    n if n > value => 18,
                    _ => 19,
                }
            }
            (Trace::Item(style, ..), Some(mark)) => {
                20 + u32::from(mark.style > style) * 2 + u32::from(mark.value == 1)
            }
        }
    }

    /// Features of a span after this state that hold for every label.
    pub(crate) fn shared(&self, evidence: &Evidence, rows: &mut Vec<Row>) {
        let section = self.section.map_or(0, |section| 1 + section as u32);
        let (previous, item) = (self.previous as u32, self.item as u32);
        let since = u32::from(self.since) * 2 + u32::from(self.dimension);
        let (form, sense) = (evidence.form, evidence.sense);
        let led_in = u32::from(evidence.led_in);
        let (mut goes_on, mut alike) = (0, 0);
        for kind in 0..KINDS {
            if let (Trace::Item(style, value, _), Some(mark)) =
                (self.traces[kind], evidence.ordinal)
                && style == mark.style
            {
                alike |= 1 << kind;
                goes_on |= u32::from(mark.follows(value)) << kind;
            }
        }
        rows.clear();
        for parts in [
            &[100, previous, item][..],
            &[101, previous, form],
            &[102, section, form],
            &[103, section, sense],
            &[104, section, item, form],
            &[105, previous, sense],
            &[106, goes_on, alike],
            &[107, goes_on, section],
            &[108, section, since, form],
            &[109, led_in, previous, form],
            &[110, section, item, sense],
            &[111, section, evidence.ending],
            &[112, section, evidence.opening],
            &[113, item, since, u32::from(evidence.is_plain())],
            &[114, goes_on, form],
            &[116, self.seen, form],
            &[117, self.seen, sense],
            &[118, self.seen, section, item],
            &[115, item, section, u32::from(evidence.is_plain()), sense],
        ] {
            rows.push(row(parts));
        }
    }

    /// Features of a span after this state that hold for one label.
    pub(crate) fn own(&self, evidence: &Evidence, label: Label) -> [Row; 4] {
        self.of_kind(evidence, kind(label))
    }

    /// The same for every label: those that are counted together share them.
    pub(crate) fn owns(&self, evidence: &Evidence) -> [[Row; 4]; Label::COUNT] {
        let kinds: [[Row; 4]; KINDS] = std::array::from_fn(|kind| self.of_kind(evidence, kind));
        std::array::from_fn(|label| kinds[kind(Label::ALL[label])])
    }

    fn of_kind(&self, evidence: &Evidence, kind: usize) -> [Row; 4] {
        let relation = self.relation(evidence, kind);
        let section = self.section.map_or(0, |section| 1 + section as u32);
        // Problems stand beneath a dimension, measures of a group beneath its heading, other items beneath
        // that of a section.
        let parent = match kind {
            2 => self.relation(evidence, 1),
            5 => self.relation(evidence, 4),
            1 | 3 | 4 | 6 | 7 => self.relation(evidence, 0),
            _ => 40 + self.relation(evidence, 2),
        };
        [
            row(&[120, relation, evidence.form]),
            row(&[121, relation, section]),
            row(&[122, relation, parent]),
            row(&[123, relation, evidence.sense]),
        ]
    }
}
