//! What a verb lists: columns, rows and what is said with them, declared once; printed on the screen,
//! as CSV and as JSON from here, and nowhere else.

mod cell;
mod drawn;
mod files;
mod head;
mod narrow;
mod screen;

use std::path::Path;

use serde_json::Value;

use super::failure::Failure;
use super::output::Output;
use office::whole::Access;

pub(super) use cell::Cell;
pub(super) use head::Head;

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    #[value(alias = "text", help = "表格")]
    Table,
    #[value(help = "JSON")]
    Json,
    #[value(help = "CSV")]
    Csv,
}

/// What is listed. Rows are taken one after the other: of those that come from an iterator, no more
/// than a block is held.
pub(super) struct Listing<'a, R> {
    columns: Vec<Column<'a, R>>,
    rows: Box<dyn Iterator<Item = Result<R, Failure>> + 'a>,
    json: Option<Of<'a, R, Value>>,
    within: Option<(Value, &'static str)>,
    whole: Option<Box<dyn FnOnce() -> Value + 'a>>,
    title: Option<String>,
    before: Vec<String>,
    after: Vec<CitedText>,
    empty: Option<(String, Option<String>)>,
    total: Option<R>,
    most: usize,
    each: Option<Each<'a, R>>,
}

struct Column<'a, R> {
    head: Head,
    cell: Of<'a, R, Cell>,
}

/// Something of a row.
type Of<'a, R, T> = Box<dyn Fn(&R) -> T + 'a>;
/// Shows one row in its own way.
type Each<'a, R> = Box<dyn Fn(&Output, &R) -> Result<(), Failure> + 'a>;

/// What people are told after the rows.
enum CitedText {
    Result(String),
    Status(String),
    Hint(String),
}

impl<'a, R: 'a> Listing<'a, R> {
    /// A list of rows that are at hand.
    pub(super) fn new(rows: impl IntoIterator<Item = R, IntoIter: 'a>) -> Self {
        Self::of(rows.into_iter().map(Ok))
    }

    /// A list of rows that are read while it is printed.
    pub(super) fn of(rows: impl Iterator<Item = Result<R, Failure>> + 'a) -> Self {
        Self {
            columns: Vec::new(),
            rows: Box::new(rows),
            json: None,
            within: None,
            whole: None,
            title: None,
            before: Vec::new(),
            after: Vec::new(),
            empty: None,
            total: None,
            most: usize::MAX,
            each: None,
        }
    }

    /// One more column, and what stands in it.
    pub(super) fn column(mut self, head: impl Into<Head>, cell: impl Fn(&R) -> Cell + 'a) -> Self {
        self.columns.push(Column {
            head: head.into(),
            cell: Box::new(cell),
        });
        self
    }

    /// The heading on the screen.
    pub(super) fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// A line before the rows on the screen.
    pub(super) fn lead(mut self, line: impl Into<String>) -> Self {
        self.before.push(line.into());
        self
    }

    /// A line after the rows on the screen.
    pub(super) fn fact(mut self, line: impl Into<String>) -> Self {
        self.after.push(CitedText::Result(line.into()));
        self
    }

    /// What happened, after the rows on the screen.
    pub(super) fn status(mut self, line: impl Into<String>) -> Self {
        self.after.push(CitedText::Status(line.into()));
        self
    }

    /// The sensible next command, after the rows on the screen.
    pub(super) fn hint(mut self, line: impl Into<String>) -> Self {
        self.after.push(CitedText::Hint(line.into()));
        self
    }

    /// What is said on the screen instead of everything where there is no row.
    pub(super) fn empty(mut self, line: impl Into<String>, hint: Option<&str>) -> Self {
        self.empty = Some((line.into(), hint.map(str::to_owned)));
        self
    }

    /// A last row on the screen that sums up the others.
    pub(super) fn total(mut self, row: R) -> Self {
        self.total = Some(row);
        self
    }

    /// Shows no more rows than these on the screen; files have them all.
    pub(super) fn at_most(mut self, rows: usize) -> Self {
        self.most = rows;
        self
    }

    /// Shows each row on the screen in its own way instead of in a table.
    pub(super) fn each(mut self, show: impl Fn(&Output, &R) -> Result<(), Failure> + 'a) -> Self {
        self.each = Some(Box::new(show));
        self
    }

    /// A row for programs; else it is an object of the columns that have a key.
    pub(super) fn json(mut self, row: impl Fn(&R) -> Value + 'a) -> Self {
        self.json = Some(Box::new(row));
        self
    }

    /// For programs the rows are the last field of that object; else they are an array.
    pub(super) fn within(mut self, object: Value, key: &'static str) -> Self {
        self.within = Some((object, key));
        self
    }

    /// What programs read, where it is more than the rows.
    pub(super) fn json_whole(mut self, value: impl FnOnce() -> Value + 'a) -> Self {
        self.whole = Some(Box::new(value));
        self
    }

    /// Prints it to where results go.
    pub(super) fn print(self, out: &Output, format: Format) -> Result<(), Failure> {
        match format {
            Format::Table => self.show(out),
            Format::Json | Format::Csv => self.stream(out, format),
        }
    }

    /// The same, into a file where one is named.
    pub(super) fn print_to(
        self,
        out: &Output,
        format: Format,
        file: Option<(&Path, Access)>,
    ) -> Result<(), Failure> {
        let Some((path, access)) = file else {
            return self.print(out, format);
        };
        let mut bytes = Vec::new();
        self.write(format, &mut bytes)?;
        out.file(path, &bytes, access)
    }
}

/// The rows of pages that are read one after the other.
pub(super) fn in_turn<R, E: Into<Failure>>(
    pages: impl Iterator<Item = Result<Vec<R>, E>>,
) -> impl Iterator<Item = Result<R, Failure>> {
    pages.flat_map(|page| {
        let (rows, fault) = match page {
            Ok(rows) => (rows, None),
            Err(fault) => (Vec::new(), Some(Err(fault.into()))),
        };
        rows.into_iter().map(Ok).chain(fault)
    })
}
