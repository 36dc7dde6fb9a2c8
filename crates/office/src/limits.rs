//! How much of a stranger's file is taken: what is more is refused with the limit named, before memory
//! is spent on it. What a file announces of itself is believed nowhere; what is there is counted.

/// Most characters of one cell: as many as Excel keeps.
pub const CELL: usize = 32_767;
/// Most rows of a sheet: as many as Excel has.
pub const ROWS: u32 = 1_048_576;
/// Most columns that hold something; the longest registers have thirty.
pub const COLUMNS: u32 = 1_000;
/// Most columns of a row, empty ones counted: those of a full Excel sheet.
pub const WIDTH: usize = 16_384;
/// Most sheets of a workbook.
pub const SHEETS: usize = 1_000;
/// Most merged areas of a sheet.
pub const MERGES: usize = 200_000;
/// Most paragraphs of a document; those of a book of a thousand pages.
pub const PARAGRAPHS: usize = 25_000;
/// Most characters of a document.
pub const CHARACTERS: usize = 2_000_000;
/// Most characters of a text that is typed: a note, a problem, a measure. What is longer is a file in the
/// wrong place.
pub const TEXT: usize = 20_000;

/// What a cell takes besides its text.
const EACH: usize = 64;
/// What the cells of any file may take.
const ALWAYS: usize = 8 << 20;
/// How many times its size the cells of a packed file may take: a full register has a tenth of that.
const PACKED: usize = 64;
/// The same of a file whose texts stand in it as they are.
const PLAIN: usize = 8;

/// What the cells of one file may still take.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    left: usize,
    /// The row that came last, and how many of its cells.
    row: u32,
    in_row: usize,
}

/// Why a cell is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    /// It has more than [`CELL`] characters; how many.
    Long(usize),
    /// Its row has more than [`COLUMNS`] cells.
    Wide,
    /// It stands below [`ROWS`].
    Low,
    /// All cells together take too much.
    Full,
}

impl Budget {
    /// Of a file of so many bytes that are packed, or name a text once for many cells.
    pub(crate) fn packed(bytes: usize) -> Self {
        Self {
            left: ALWAYS.max(bytes.saturating_mul(PACKED)),
            row: 0,
            in_row: 0,
        }
    }

    /// Of a file of so many bytes that holds every text in full.
    pub(crate) fn plain(bytes: usize) -> Self {
        Self {
            left: ALWAYS.max(bytes.saturating_mul(PLAIN)),
            row: 0,
            in_row: 0,
        }
    }

    /// So many cells with this text, the first of them at that place.
    pub(crate) fn cells(&mut self, at: (u32, u32), text: &str, count: usize) -> Result<(), Over> {
        let (row, column) = at;
        if row >= ROWS || column as usize >= WIDTH {
            return Err(Over::Low);
        }
        // One cell far away costs nothing.
        self.in_row = if self.row == row { self.in_row + 1 } else { 1 };
        self.row = row;
        if self.in_row > COLUMNS as usize {
            return Err(Over::Wide);
        }
        // Characters take at least a byte, so most texts need no counting.
        if text.len() > CELL {
            let chars = text.chars().count();
            if chars > CELL {
                return Err(Over::Long(chars));
            }
        }
        self.bytes((EACH + text.len()).saturating_mul(count))
    }

    /// So many bytes of cells.
    pub(crate) fn bytes(&mut self, bytes: usize) -> Result<(), Over> {
        self.left = self.left.checked_sub(bytes).ok_or(Over::Full)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_register_is_far_below_the_limits() {
        let mut budget = Budget::packed(1_500_000);
        let text = "每月到窗口现场查看一次，列出清单逐项解决。";
        for column in 0..15 {
            assert_eq!(budget.cells((1, column), text, 20_000), Ok(()));
        }
    }

    #[test]
    fn what_is_over_is_told_apart() {
        let mut budget = Budget::plain(0);
        let most = "字".repeat(CELL);
        assert_eq!(budget.cells((0, 0), &most, 1), Ok(()));
        assert_eq!(
            budget.cells((0, 0), &(most.clone() + "字"), 1),
            Err(Over::Long(CELL + 1))
        );
        assert_eq!(budget.cells((ROWS - 1, WIDTH as u32 - 1), "", 1), Ok(()));
        let mut row = (0..=COLUMNS).map(|column| budget.cells((1, column), "", 1));
        assert_eq!(
            row.position(|taken| taken == Err(Over::Wide)),
            Some(COLUMNS as usize)
        );
        assert_eq!(budget.cells((ROWS, 0), "", 1), Err(Over::Low));
        assert_eq!(budget.cells((0, 0), &most, 100), Err(Over::Full));
        assert_eq!(budget.cells((0, 0), &most, usize::MAX), Err(Over::Full));
    }
}
