//! Registers that others made: any header on any row, any of the words in use.
//!
//! Stages: bytes → grids → the header and what each column means → rows, merged cells filled in →
//! [`RegisterRow`]s with doubts → a [`model::draft::Draft`], or events for the tasks they fit.

mod above;
mod aside;
mod beside;
mod between;
mod cells;
mod decide;
mod draft;
mod due;
mod filled;
mod fit;
mod form;
mod gathered;
mod group;
pub mod header;
mod join;
mod known;
mod legend;
mod look;
mod made;
mod maps;
mod measures;
mod names;
mod parted;
mod parties;
mod raise;
mod records;
mod row;
mod settle;
mod sorts;
mod span;
mod standing;
mod state;
mod stream;
mod table;
mod ticks;
mod understand;
mod unsure;
mod whoever;

use model::draft::DoubtKind;
use office::grid::{self, Grid};

pub use crate::vocabulary::Aside;

pub use between::fit;
pub use cells::day_that_was;
pub use draft::to_draft;
pub(crate) use draft::{causes, measures, problem, task};
pub use fit::{Difference, Fit, Matcher, Possible, matched};
pub(crate) use join::by_code as join;
pub use known::Seen;
pub use known::{number_key, same_title};
pub use maps::{COLUMNS, Map, MapFault, Maps, UNREAD};
pub(crate) use names::{POSTS, is_like_a_name, is_post, is_unit};
pub use raise::{Setting, begin, raise};
pub use row::{
    Column, Due, Heading, Register, RegisterMeasure, RegisterRow, SheetFault, Taken, Unread, Why,
    unresolved, without_problem,
};
pub use state::{status_day, status_told};
pub use stream::{Broken, Stream};
pub(crate) use table::{Recognized, names_columns, recognize};

/// Name of the sheet that nobody sees in a form of this program (填报表): that one is no register.
pub const SENT: &str = "_台账";

/// Reads a register of any kind that [`grid::read`] knows.
pub fn read(bytes: &[u8], name: &str) -> Result<Register, SheetFault> {
    read_with(bytes, name, &Maps::default())
}

/// The same where people said what columns are.
pub fn read_with(bytes: &[u8], name: &str, maps: &Maps) -> Result<Register, SheetFault> {
    let grids = grid::read(bytes, name)?;
    if grids.iter().any(|grid| grid.name == SENT) {
        return Err(SheetFault::Sent);
    }
    let mut register = Register {
        file: name.to_owned(),
        ..Register::default()
    };
    let visible: Vec<&Grid> = grids.iter().filter(|grid| !grid.hidden).collect();
    let tables = recognize(&visible, maps);
    if tables.iter().all(Option::is_none) {
        let sheets = visible.iter().map(|grid| grid.name.clone()).collect();
        return Err(SheetFault::NoHeader { sheets });
    }
    for (grid, table) in visible.iter().zip(tables) {
        if let Some(table) = table {
            table.read(&mut register, maps);
        } else if !grid.rows.is_empty() && visible.len() > 1 {
            let message = format!("工作表“{}”没有找到表头，未读取", grid.name);
            register.doubt(0, DoubtKind::Table, message);
        }
    }
    join::by_code(&mut register);
    Ok(register)
}
