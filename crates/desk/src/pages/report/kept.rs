//! A report that was written, kept in windows for as long as nothing changes: a long one is made once, and shown
//! a window at a time.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::Arc;

use ledger::cli::front;
use serde::{Deserialize, Serialize};

use super::items::Item;
use super::text::Part;
use crate::reported::{Kept, Note};
use crate::session::taken_along;
use crate::view::Piece;
use crate::work::Desk;

/// What fits on a window: of problems that are told one by one about a hundred.
const ROOM: usize = 700;
/// What a problem with its notes and its field takes of that; a sentence, a line, a row of a table take one.
const ITEM: usize = 3;

/// Parts that are shown together.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Window {
    pub(super) parts: Vec<Part>,
    /// Problems that stand nowhere by themselves.
    pub(super) rest: Vec<Item>,
}

/// What a report is written from: the same, the same report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ground {
    name: String,
    /// How many entries the ledger had.
    pub(super) seen: u64,
}

impl Ground {
    /// All that such a report is made of; `None` where there is no ledger, or it can't be read.
    pub(super) fn of(desk: &Desk, line: &[String]) -> Option<Self> {
        let store = desk.store().ok()??;
        let code = store.check_code().ok()??;
        let phrases = front::own_phrases(&store).ok()?;
        let phrases = phrases.map_or_else(String::new, |digest| digest.to_string());
        let words = [
            line,
            &[front::today().to_string(), phrases, code.to_string()],
        ]
        .concat();
        let digest = code.digest().map(|digest| digest.to_string());
        Some(Self {
            name: format!("{}\n{}", words.join("\n"), digest.unwrap_or_default()),
            seen: code.entries,
        })
    }

    /// The report that is kept of it.
    pub(super) fn find(&self, desk: &Desk) -> Option<Arc<Kept>> {
        desk.reports().find(&self.name)
    }

    /// Keeps a report that was written, beside the page that is shown of it: unless something changed meanwhile, or
    /// there is no room.
    pub(super) fn keep(self, desk: &Desk, line: &[String], written: Arc<Written>) {
        let (desk, line) = (desk.clone(), line.to_owned());
        std::thread::spawn(taken_along(move || {
            if let Ok(kept) = written.filed(&desk)
                && Self::of(&desk, &line).as_ref() == Some(&self)
            {
                desk.reports().put(&self.name, Arc::new(kept));
            }
        }));
    }
}

/// A report in windows, as it was just written.
#[derive(Debug)]
pub(super) struct Written {
    characters: u64,
    general: Vec<Note>,
    pieces: Vec<Piece>,
    windows: Vec<Window>,
    places: HashMap<String, usize>,
}

/// What is seen of a report at once.
pub(super) struct Seen {
    pub(super) characters: u64,
    /// What it lacks that is of no problem.
    pub(super) general: Vec<Note>,
    /// Which of its windows it is, from 0, and how many there are.
    pub(super) at: usize,
    pub(super) count: usize,
    pub(super) window: Window,
}

impl Written {
    /// Puts a report into windows.
    pub(super) fn of(
        (characters, general): (u64, Vec<Note>),
        pieces: Vec<Piece>,
        (parts, rest): (Vec<Part>, Vec<Item>),
    ) -> Self {
        let windows = windows(parts, rest);
        let numbered = windows.iter().enumerate();
        let tasks = numbered.flat_map(|(at, window)| {
            let items = window.items();
            items.map(move |item| (item.task.clone(), at))
        });
        Self {
            characters,
            general,
            pieces,
            places: tasks.collect(),
            windows,
        }
    }

    /// The window of that task, else that one.
    pub(super) fn seen(&self, task: &str, at: Option<usize>) -> Seen {
        let count = self.windows.len();
        let at = place(&self.places, count, (task, at));
        Seen {
            characters: self.characters,
            general: self.general.clone(),
            at,
            count,
            window: self.windows[at].clone(),
        }
    }

    /// The same with its windows in a file.
    fn filed(&self, desk: &Desk) -> io::Result<Kept> {
        let folder = desk.folder()?;
        let file = folder.path().join("windows");
        let mut out = BufWriter::new(File::create_new(&file)?);
        let mut ends = Vec::new();
        for window in &self.windows {
            serde_json::to_writer(&mut out, window)?;
            ends.push(out.stream_position()?);
        }
        out.flush()?;
        Ok(Kept {
            characters: self.characters,
            general: self.general.clone(),
            pieces: self.pieces.clone(),
            ends,
            places: self.places.clone(),
            file,
            _folder: folder,
        })
    }
}

impl Kept {
    /// The window of that task, else that one.
    pub(super) fn seen(&self, task: &str, at: Option<usize>) -> io::Result<Seen> {
        let count = self.ends.len();
        let at = place(&self.places, count, (task, at));
        Ok(Seen {
            characters: self.characters,
            general: self.general.clone(),
            at,
            count,
            window: self.window(at)?,
        })
    }

    fn window(&self, at: usize) -> io::Result<Window> {
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let mut file = File::open(&self.file)?;
        file.seek(SeekFrom::Start(from))?;
        let mut window = Vec::new();
        file.take(self.ends[at] - from).read_to_end(&mut window)?;
        Ok(serde_json::from_slice(&window)?)
    }
}

/// On which of so many windows that task stands, else that one, else the first.
fn place(
    places: &HashMap<String, usize>,
    count: usize,
    (task, at): (&str, Option<usize>),
) -> usize {
    let at = places.get(task).copied().or(at);
    at.unwrap_or_default().min(count - 1)
}

impl Window {
    fn items(&self) -> impl Iterator<Item = &Item> {
        let parts = self.parts.iter().filter_map(|part| match part {
            Part::Paragraph(_, items) => Some(items),
            _ => None,
        });
        parts.flatten().chain(&self.rest)
    }
}

/// The parts on windows, in their order; what is too long for one goes on on the next.
fn windows(parts: Vec<Part>, rest: Vec<Item>) -> Vec<Window> {
    let mut windows = vec![Window::default()];
    let mut taken = 0;
    for part in parts.into_iter().flat_map(pieces) {
        let weight = weight(&part);
        if taken > 0 && taken + weight > ROOM {
            let headings = windows.last_mut().map(headings_at_end).unwrap_or_default();
            taken = headings.len();
            windows.push(Window {
                parts: headings,
                rest: Vec::new(),
            });
        }
        taken += weight;
        if let Some(window) = windows.last_mut() {
            window.parts.push(part);
        }
    }
    for item in rest {
        if taken > 0 && taken + ITEM > ROOM {
            windows.push(Window::default());
            taken = 0;
        }
        taken += ITEM;
        if let Some(window) = windows.last_mut() {
            window.rest.push(item);
        }
    }
    windows
}

/// Headings stand with what they are about.
fn headings_at_end(window: &mut Window) -> Vec<Part> {
    let is_heading = |part: &Part| matches!(part, Part::Heading(..));
    let behind = window
        .parts
        .iter()
        .rev()
        .take_while(|part| is_heading(part));
    let from = window.parts.len() - behind.count();
    // Nothing but headings is a window all the same.
    if from == 0 {
        Vec::new()
    } else {
        window.parts.split_off(from)
    }
}

fn weight(part: &Part) -> usize {
    match part {
        Part::Title(_) | Part::Heading(..) => 1,
        Part::Paragraph(sentences, items) => sentences.len() + ITEM * items.len(),
        Part::Lines(_, lines) => lines.len(),
        Part::Table(_, _, rows) => rows.len(),
    }
}

/// A part in pieces, each of which fits on a window.
fn pieces(part: Part) -> Vec<Part> {
    if weight(&part) <= ROOM {
        return vec![part];
    }
    match part {
        Part::Paragraph(sentences, items) => {
            let told = chunks(sentences, ROOM).into_iter();
            let told = told.map(|sentences| Part::Paragraph(sentences, Vec::new()));
            let about = chunks(items, ROOM / ITEM).into_iter();
            told.chain(about.map(|items| Part::Paragraph(Vec::new(), items)))
                .collect()
        }
        Part::Table(above, head, rows) => chunks(rows, ROOM)
            .into_iter()
            .map(|rows| Part::Table(above.clone(), head.clone(), rows))
            .collect(),
        other => vec![other],
    }
}

fn chunks<T>(all: Vec<T>, most: usize) -> Vec<Vec<T>> {
    let mut all = all.into_iter().peekable();
    std::iter::from_fn(|| {
        all.peek()?;
        Some(all.by_ref().take(most).collect())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(numbers: std::ops::Range<u32>) -> Vec<Item> {
        let item = |number: u32| Item {
            task: number.to_string(),
            ..Item::default()
        };
        numbers.map(item).collect()
    }

    fn told(windows: &[Window]) -> Vec<String> {
        let items = windows.iter().flat_map(Window::items);
        items.map(|item| item.task.clone()).collect()
    }

    #[test]
    fn windows_hold_all_in_order_and_none_is_too_long() {
        let mut parts = Vec::new();
        for number in 0..3_000 {
            parts.push(Part::Paragraph(Vec::new(), items(number..number + 1)));
        }
        // One paragraph that tells of very many, and a long table.
        parts.push(Part::Paragraph(Vec::new(), items(3_000..5_000)));
        parts.push(Part::Table(
            String::new(),
            Vec::new(),
            vec![vec!["格".to_owned()]; 2_000],
        ));
        let windows = windows(parts, items(5_000..6_000));
        let all: Vec<String> = (0..6_000).map(|number: u32| number.to_string()).collect();
        assert_eq!(told(&windows), all);
        let rows = windows.iter().flat_map(|window| &window.parts);
        let rows = rows.map(|part| match part {
            Part::Table(_, _, rows) => rows.len(),
            _ => 0,
        });
        assert_eq!(rows.sum::<usize>(), 2_000);
        for window in &windows {
            let parts: usize = window.parts.iter().map(weight).sum();
            assert!((1..=ROOM).contains(&(parts + ITEM * window.rest.len())));
        }
    }

    #[test]
    fn a_short_report_stays_on_one() {
        let windows = windows(vec![Part::Paragraph(Vec::new(), items(1..4))], items(4..5));
        assert_eq!(windows.len(), 1);
        assert_eq!(told(&windows), ["1", "2", "3", "4"]);
    }
}
