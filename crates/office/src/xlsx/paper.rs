//! Paper: what fits on it side by side with letters that can still be read.

use rust_xlsxwriter::Worksheet;

use super::table::TableColumn;

/// The letters of a table are of this size; the smallest that are printed, of that.
const SIZE: f64 = 10.0;
const SMALLEST: f64 = 9.0;

/// Inches at the left and right of a page.
const MARGIN: f64 = 0.4;

/// A size of paper, laid on its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// A4
    A4,
    /// A3
    A3,
}

/// How a table stands on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) paper: Paper,
    /// Whether all columns stand side by side on one page; else pages lie beside each other.
    pub(super) whole: bool,
    /// The last column that stands on the first page.
    pub(super) last: u16,
}

impl Paper {
    /// Both, the smaller first.
    pub const ALL: [Self; 2] = [Self::A4, Self::A3];

    /// Its name, as in the setting.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
        }
    }

    /// The paper of that name.
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|paper| paper.name().eq_ignore_ascii_case(name))
    }

    /// The number by which spreadsheets know it.
    pub(super) fn number(self) -> u8 {
        match self {
            Self::A4 => 9,
            Self::A3 => 8,
        }
    }

    /// Pixels between the margins at full size.
    fn pixels(self) -> f64 {
        let inches = match self {
            Self::A4 => 11.69,
            Self::A3 => 16.54,
        };
        // Programs round columns up: a hundredth is kept back for them.
        (inches - 2.0 * MARGIN) * 96.0 * 0.99
    }

    /// Whether columns of these widths stand side by side on it with letters of 9 points or more.
    pub fn holds(self, widths: &[u16]) -> bool {
        pixels(widths.iter().copied()) <= self.pixels() * SIZE / SMALLEST
    }
}

impl Page {
    /// The page that columns of these widths need: the smaller paper where they fit on it, unless one is
    /// asked for.
    pub(super) fn of(columns: &[TableColumn], paper: Option<Paper>) -> Self {
        let widths: Vec<u16> = columns.iter().map(|column| column.width).collect();
        let fits = Paper::ALL.into_iter().find(|paper| paper.holds(&widths));
        let paper = paper.or(fits).unwrap_or(Paper::A3);
        let all = widths.len();
        let first = (1..=all).rev().find(|count| paper.holds(&widths[..*count]));
        Self {
            paper,
            whole: paper.holds(&widths),
            last: first.unwrap_or(1).saturating_sub(1) as u16,
        }
    }

    /// On its side, with page numbers. What is too wide for letters that can be read goes on on pages
    /// beside, each with the columns that stay in sight.
    pub(super) fn set(self, sheet: &mut Worksheet, frozen: u16) {
        sheet
            .set_paper_size(self.paper.number())
            .set_landscape()
            .set_print_center_horizontally(true)
            .set_margins(MARGIN, MARGIN, 0.5, 0.6, 0.3, 0.3)
            .set_footer("&C第 &P 页，共 &N 页");
        if self.whole {
            sheet.set_print_fit_to_pages(1, 0);
            return;
        }
        sheet.set_print_scale(LEAST_SCALE);
        if frozen > 0 && frozen < self.last {
            // Columns that the library does not take are printed once.
            let _ = sheet.set_repeat_columns(0, frozen - 1);
        }
    }
}

/// The size in hundredths at which the smallest letters are printed.
const LEAST_SCALE: u16 = (SMALLEST / SIZE * 100.0) as u16;

fn pixels(widths: impl Iterator<Item = u16>) -> f64 {
    widths.map(|width| f64::from(width) * 7.0 + 5.0).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letters_are_printed_smaller_than_nine_points() {
        let page = |widths: &[u16], paper| {
            let columns: Vec<TableColumn> = widths
                .iter()
                .map(|width| TableColumn {
                    width: *width,
                    ..TableColumn::default()
                })
                .collect();
            Page::of(&columns, paper)
        };
        let whole = |paper, last| Page {
            paper,
            whole: true,
            last,
        };
        assert_eq!(page(&[40, 40, 40, 41], None), whole(Paper::A4, 3));
        assert_eq!(page(&[40, 40, 40, 42], None), whole(Paper::A3, 3));
        assert_eq!(page(&[40, 40], Some(Paper::A3)), whole(Paper::A3, 1));
        let cut = Page {
            paper: Paper::A4,
            whole: false,
            last: 2,
        };
        assert_eq!(page(&[40, 40, 40, 60], Some(Paper::A4)), cut);
        assert!(!page(&[200, 200], None).whole);
        for paper in Paper::ALL {
            let widths: Vec<u16> = (1..400).map(|_| 1).collect();
            let most = (1..400)
                .rev()
                .find(|count| paper.holds(&widths[..*count]))
                .unwrap_or(0);
            let scale = paper.pixels() / pixels(widths[..most].iter().copied());
            assert!(SIZE * scale.min(1.0) >= SMALLEST, "{paper:?}");
        }
        assert_eq!(
            (Paper::read("a3"), Paper::read("A5")),
            (Some(Paper::A3), None)
        );
    }
}
