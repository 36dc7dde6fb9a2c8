//! How the cells of a column look: days, states, people, units, shares.

use super::cells;
use super::header::Header;
use super::names::{
    POSTS, ends_with_post, is_like_a_name, is_office, is_post, is_somebody, is_unit,
};
use super::state::{is_share, status_word};
use model::deadline::Deadline;
use office::cell::Cell;
use office::grid::Grid;

/// Cells that are looked at.
const SEEN: usize = 200;

/// Between names.
const SEPARATORS: [char; 8] = ['、', '，', ',', '/', '\n', ' ', '；', '\u{3000}'];

/// How many cells of a column look like what.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) filled: usize,
    pub(super) days: usize,
    pub(super) states: usize,
    pub(super) shares: usize,
    pub(super) people: usize,
    pub(super) units: usize,
    /// Offices and people that are so beyond doubt.
    pub(super) offices: usize,
    pub(super) names: usize,
    pub(super) teams: usize,
    /// Numbers of any kind.
    pub(super) numbers: usize,
    /// Texts of more than a few words.
    pub(super) long: usize,
}

impl Look {
    /// Of a column beneath its header.
    pub(super) fn of(grid: &Grid, header: &Header, column: u32) -> Self {
        let cells = header.rows(grid).map(|row| row.cell(column));
        let filled = cells.filter(|cell| **cell != Cell::Empty).take(SEEN);
        let mut look = Self::default();
        for cell in filled {
            look.see(cell);
        }
        look
    }

    fn see(&mut self, cell: &Cell) {
        let text = cells::one_line(&cell.written());
        if cells::is_placeholder(&text) {
            return;
        }
        self.filled += 1;
        self.numbers += usize::from(cells::number(cell).is_some());
        let day = match cell {
            Cell::Date(_) => true,
            Cell::Text(text) => Deadline::is_phrase(text),
            _ => false,
        };
        self.days += usize::from(day);
        self.shares += usize::from(is_share(&text));
        self.states += usize::from(!is_share(&text) && status_word(&text).is_some());
        self.teams += usize::from(text.ends_with("班子"));
        let length = text.chars().count();
        if length > 24 || day {
            self.long += usize::from(!day);
            return;
        }
        let written = cell.written();
        let mut names = written.split(SEPARATORS);
        let mut names = names
            .by_ref()
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .peekable();
        let Some(first) = names.peek().copied() else {
            return;
        };
        let all_of = |tells: fn(&str) -> bool| {
            let names = written.split(SEPARATORS).map(str::trim);
            names.filter(|name| !name.is_empty()).all(tells)
        };
        self.offices += usize::from(all_of(is_office));
        self.names += usize::from(all_of(is_somebody));
        if is_unit(first) {
            self.units += 1;
        } else if names.all(is_person) {
            self.people += 1;
        } else {
            self.long += usize::from(length >= 6);
        }
    }

    /// Whether nearly all of the filled cells are so.
    pub(super) fn mostly(self, count: usize) -> bool {
        self.filled > 0 && count * 5 >= self.filled * 4
    }
}

/// 党工委副书记于敏: a name behind its post.
fn posted(name: &str) -> bool {
    let ends = POSTS
        .iter()
        .filter_map(|post| Some(name.rfind(post)? + post.len()));
    ends.max().is_some_and(|end| {
        let person = &name[end..];
        let length = person.chars().count();
        (2..=3).contains(&length) && is_like_a_name(person, length)
    })
}

/// Two to four characters and no unit; a post is somebody as well.
fn is_person(name: &str) -> bool {
    let length = name.chars().count();
    is_post(name)
        || ends_with_post(name)
        || posted(name)
        || (2..=4).contains(&length)
            && name
                .chars()
                .all(|c| c.is_alphabetic() && !c.is_ascii() || c == '某' || c == '·')
            && !is_unit(name)
}
