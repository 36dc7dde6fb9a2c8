//! What each column holds: as people said, as its title says, else by the words of the title and the look
//! of the cells; what stays unclear is a doubt.

use std::collections::{BTreeMap, BTreeSet};

use super::cells;
use super::header::Header;
use super::legend::legend;
use super::look::Look;
use super::row::{Unread, Why};
use super::settle;
use super::sorts::gives_way;
use super::state::status_word;
use super::ticks::ticks;
use crate::vocabulary::{self, Aside, Key, Named};
use model::deadline::Deadline;
use model::status::StatusKind;
use office::cell::Cell;
use office::grid::Grid;

/// What each column holds, those that name nothing new, and what was unclear.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    pub(super) keys: BTreeMap<u32, Key>,
    /// Why each of them was taken for what it is.
    pub(super) why: BTreeMap<u32, Why>,
    pub(super) unread: BTreeMap<u32, Unread>,
    pub(super) doubts: Vec<String>,
    /// The status column asks 是否销号: 是 means 已销号.
    pub(super) answers_closure: bool,
    /// It does not ask for 销号: 已办结 is done, and not yet accepted.
    pub(super) tells_handling: bool,
    /// Its codes are this register's own (隐患编号), whatever they look like.
    pub(super) own_codes: bool,
    /// Columns that are ticked: a mark in one means its status.
    pub(super) ticks: BTreeMap<u32, StatusKind>,
    /// No column tells states: a day of completion does.
    pub(super) states_by_days: bool,
    /// The column of states tells what was done as well (落实情况).
    pub(super) narrates: bool,
    /// What signs mean, where the sheet says so.
    pub(super) legend: BTreeMap<String, StatusKind>,
    /// The other thing that the title of a column names.
    pub(super) seconds: BTreeMap<Key, Key>,
    pub(super) taken: BTreeSet<Key>,
}

/// Settles every column.
pub(super) fn columns(grid: &Grid, header: &Header) -> Columns {
    let mut columns = Columns {
        ticks: ticks(grid, header),
        legend: legend(grid),
        ..Columns::default()
    };
    if !columns.ticks.is_empty() {
        columns.taken.insert(Key::Status);
    }
    columns.by_maps(header);
    columns.callers(header);
    columns.by_titles(header);
    // What depends on other columns comes after them: 完成时间 on 整改时限, 单位名称 on 责任单位.
    for turn in 0..3 {
        let now = |found: &Named| match found {
            Named::PlannedOrActual => turn == 1,
            Named::Looked | Named::OfDocument => turn == 2,
            _ => turn == 0,
        };
        for (at, found) in columns.open(&header.named) {
            if now(&found) && !matches!(found, Named::Key(_)) {
                columns.settle(grid, header, at, found, Why::Title);
            }
        }
        let mut guesses = columns.open(&header.guessed);
        guesses.retain(|(_, found)| now(found));
        guesses.sort_by_key(|(at, found)| (is_weak(&header.titles[at], *found), *at));
        for (at, found) in guesses {
            columns.settle(grid, header, at, found, Why::Words);
        }
    }
    columns.by_cells(grid, header);
    columns.by_place(grid, header);
    columns.told_by_titles(header);
    columns.states_of_days();
    columns.unsure(grid, header);
    for at in header.titles.keys() {
        let known = columns.keys.contains_key(at) || columns.ticks.contains_key(at);
        if !known && !columns.unread.contains_key(at) {
            let why = header
                .asides
                .get(at)
                .map_or(Unread::Unknown, |aside| Unread::Aside(*aside));
            columns.unread.insert(*at, why);
        }
    }
    columns
}

/// 要求, 建议 and 事项 give way to what says 措施 and 问题.
pub(super) fn is_weak(title: &str, found: Named) -> bool {
    let ends = |words: &[&str]| words.iter().any(|word| title.ends_with(word));
    match found {
        Named::Key(Key::Measures) => ends(&["要求", "建议", "任务", "内容", "意见", "计划"]),
        Named::Key(Key::Problem) if ends(&["项目", "点"]) => true,
        Named::Key(Key::Problem) => !["问题", "隐患", "不符合", "短板", "诉求", "缺陷"]
            .iter()
            .any(|word| title.contains(word)),
        _ => false,
    }
}

impl Columns {
    /// What people said has the first say.
    fn by_maps(&mut self, header: &Header) {
        for (at, (key, now)) in &header.mapped {
            self.ticks.remove(at);
            match key {
                None => {
                    let why = if *now {
                        Unread::Said
                    } else {
                        Unread::Remembered
                    };
                    self.unread.insert(*at, why);
                }
                Some(key) => {
                    let why = if *now { Why::Said } else { Why::Remembered };
                    self.take(*at, *key, why, header);
                }
            }
        }
    }

    /// A column under its proper title has the next say, wherever it stands.
    fn by_titles(&mut self, header: &Header) {
        for proper in [true, false] {
            for (at, found) in self.open(&header.named) {
                let Named::Key(key) = found else { continue };
                let title = cells::one_line(&header.titles[&at]);
                if (title == key.title()) == proper {
                    let key = match key {
                        Key::Measures if gives_way(at, header) => Key::Target,
                        Key::Measures if self.adds_measures(at, header) => key,
                        key => second_meaning(key, &self.taken),
                    };
                    if (found, key) == (Named::Key(Key::Dept), Key::CoDepts) {
                        self.doubts.push(format!(
                            "“{title}”列与前面的列同为“责任部门”，按“配合部门”读取"
                        ));
                    }
                    self.take(at, key, Why::Title, header);
                }
            }
        }
    }

    /// Those of them that nothing was said of yet.
    pub(super) fn open(&self, found: &BTreeMap<u32, Named>) -> Vec<(u32, Named)> {
        let open = |at: &u32| {
            !self.ticks.contains_key(at)
                && !self.keys.contains_key(at)
                && !self.unread.contains_key(at)
        };
        let found = found.iter().filter(|(at, _)| open(at));
        found.map(|(at, named)| (*at, *named)).collect()
    }

    /// Titles that may mean two things, and guesses for those that nobody knows.
    fn settle(&mut self, grid: &Grid, header: &Header, at: u32, found: Named, why: Why) {
        let title = cells::one_line(&header.titles[&at]);
        let look = Look::of(grid, header, at);
        let column = settle::Column {
            grid,
            header,
            at,
            title: &title,
            look,
        };
        let Some(key) = settle::key(self, &column, found) else {
            let aside = if found == Named::Looked {
                Aside::Place
            } else {
                Aside::Other
            };
            self.unread.insert(at, Unread::Aside(aside));
            return;
        };
        let guessed = why == Why::Words;
        // Progress by month is all progress; a guess gives way to a title that is known.
        let more = key == Key::Measures && self.adds_measures(at, header);
        if guessed && key != Key::Progress && !more && self.taken.contains(&key) {
            self.unread.insert(at, Unread::Twice(key));
        } else if guessed && key == Key::Progress && look.filled > 0 {
            self.put(at, key, why);
        } else {
            self.take(at, key, why, header);
        }
    }

    fn put(&mut self, at: u32, key: Key, why: Why) {
        self.taken.insert(key);
        self.keys.insert(at, key);
        self.why.insert(at, why);
    }

    fn take(&mut self, at: u32, key: Key, why: Why, header: &Header) {
        // Progress by month and measures side by side are read together.
        let more = key == Key::Measures && self.adds_measures(at, header);
        if more && !self.beside(at, header) {
            let title = cells::one_line(&header.titles[&at]);
            self.doubts
                .push(format!("“{title}”列与前面的列一并按“整改措施”读取"));
        }
        let together = key == Key::Progress || more;
        if !self.taken.contains(&key) || together {
            self.put(at, key, why);
            return;
        }
        self.unread.insert(at, Unread::Twice(key));
        let title = cells::one_line(&header.titles[&at]);
        let column = key.title();
        self.doubts.push(format!(
            "“{title}”列与前面的列同为“{column}”，按前面的列读取"
        ));
    }

    /// What the cells tell where no title does, or tell better.
    fn by_cells(&mut self, grid: &Grid, header: &Header) {
        let look = |at: u32| Look::of(grid, header, at);
        let all_states = |look: Look| look.filled > 0 && look.states == look.filled;
        if !self.taken.contains(&Key::Status) {
            let from = [Key::Outcome, Key::Progress];
            self.turn(&from, |at| all_states(look(at)), Key::Status);
        }
        // 整改结果 beside a state, where nothing else tells what was done.
        let told = [Key::Progress, Key::ProgressAndOutcome];
        let stated = self.taken.contains(&Key::Status);
        if stated && !told.iter().any(|key| self.taken.contains(key)) {
            let result = |at: u32| {
                let title = header.beneath.get(&at).or_else(|| header.titles.get(&at));
                title.is_some_and(|title| cells::one_line(title).ends_with("整改结果"))
            };
            self.turn(&[Key::Outcome], result, Key::Progress);
        }
        self.states_of_unknown(grid, header);
        let dated = |at: u32| {
            let look = look(at);
            look.filled > 0 && look.days == look.filled
        };
        if !self.taken.contains(&Key::Deadline) {
            self.turn(&[Key::Stages], dated, Key::Deadline);
        }
        self.whoever(grid, header);
    }

    /// The first of these columns whose cells tell that it is another one.
    pub(super) fn turn(&mut self, from: &[Key], tells: impl Fn(u32) -> bool, key: Key) {
        let mut columns = self.keys.iter_mut();
        let said = |at: &u32| self.why[at] < Why::Title;
        let found = columns.find(|(at, known)| from.contains(known) && !said(at) && tells(**at));
        if let Some((at, known)) = found {
            self.taken.remove(known);
            *known = key;
            self.taken.insert(key);
            self.why.insert(*at, Why::Cells);
        }
    }

    /// Nothing is called a problem: the one column of unknown texts left of what is done about it.
    fn by_place(&mut self, grid: &Grid, header: &Header) {
        let named = [Key::Problem, Key::Detail]
            .iter()
            .any(|key| self.taken.contains(key));
        let Some(measures) = self.column(Key::Measures).filter(|_| !named) else {
            return;
        };
        let texts = |at: &&u32| {
            let look = Look::of(grid, header, **at);
            let open = !self.keys.contains_key(at) && !self.unread.contains_key(at);
            open && **at < measures
                && !header.asides.contains_key(at)
                && look.filled > 0
                && look.mostly(look.long)
        };
        let mut open = header.titles.keys().filter(texts);
        let (Some(at), None) = (open.next().copied(), open.next()) else {
            return;
        };
        let title = cells::one_line(&header.titles[&at]);
        self.put(at, Key::Problem, Why::Place);
        self.doubts.push(format!(
            "没有写明哪一列是问题，“{title}”列按位置和内容当作“存在问题”读取"
        ));
    }

    /// What else titles say: the second thing in them, and what 是 and 已办结 mean.
    fn told_by_titles(&mut self, header: &Header) {
        let status = self
            .column(Key::Status)
            .map(|at| header.titles[&at].as_str());
        self.answers_closure = status.is_some_and(|title| title.contains("销号"));
        let found = self.column(Key::Status).and_then(|at| header.named_at(at));
        self.narrates = found == Some(Named::StatusOrProgress);
        self.tells_handling = status.is_some_and(|title| !title.contains("销号"));
        self.own_codes = self
            .column(Key::Code)
            .is_some_and(|at| vocabulary::named(&header.titles[&at]).is_none());
        for (at, key) in &self.keys {
            let second = vocabulary::second(&header.titles[at]);
            let third = vocabulary::third_is_day(&header.titles[at]);
            if let Some(other) = second.filter(|key| !self.taken.contains(key)) {
                self.seconds.insert(*key, other);
                let parties = matches!(other, Key::Owner | Key::Dept);
                if parties && third && !self.taken.contains(&Key::Deadline) {
                    self.seconds.insert(other, Key::Deadline);
                }
            }
        }
    }

    /// The column that holds this.
    pub(super) fn column(&self, key: Key) -> Option<u32> {
        self.keys
            .iter()
            .find(|(_, known)| **known == key)
            .map(|(at, _)| *at)
    }

    /// The states of rows by their places, where a column or ticks tell them.
    pub(super) fn statuses(
        &self,
        grid: &Grid,
        header: &Header,
    ) -> Option<BTreeMap<u32, StatusKind>> {
        let rows = header.rows(grid);
        if !self.ticks.is_empty() {
            return Some(
                rows.filter_map(|row| Some((row.at, self.ticked(row)?)))
                    .collect(),
            );
        }
        let column = self.column(Key::Status)?;
        let read = |cell: &Cell| status_word(&cell.written());
        Some(
            rows.filter_map(|row| Some((row.at, read(row.cell(column))?)))
                .collect(),
        )
    }
}

/// A title that repeats what another column says better means the neighbouring thing.
fn second_meaning(key: Key, taken: &BTreeSet<Key>) -> Key {
    match key {
        Key::Problem if taken.contains(&Key::Problem) && !taken.contains(&Key::Detail) => {
            Key::Detail
        }
        Key::Measures if taken.contains(&Key::Measures) && !taken.contains(&Key::Target) => {
            Key::Target
        }
        Key::Target if taken.contains(&Key::Target) => Key::Standard,
        Key::Dept if taken.contains(&Key::Dept) && !taken.contains(&Key::CoDepts) => Key::CoDepts,
        _ => key,
    }
}

/// The filled cells of a column.
pub(super) fn body<'a>(grid: &'a Grid, header: &Header, column: u32) -> Vec<&'a Cell> {
    header
        .rows(grid)
        .map(|row| row.cell(column))
        .filter(|cell| **cell != Cell::Empty)
        .collect()
}

/// Whether a text plans: 6月底前 and the like.
pub(super) fn is_plan(text: &str) -> bool {
    let words = [
        "前",
        "底",
        "内",
        "末",
        "立行立改",
        "即知即改",
        "长期",
        "持续",
        "季度",
        "半年",
        "常态",
    ];
    words.iter().any(|word| text.contains(word)) && Deadline::is_phrase(text)
}
