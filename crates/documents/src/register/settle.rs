//! Titles that mean one thing or another: which of them, by the cells and by what other columns hold.

use std::collections::BTreeSet;

use super::cells;
use super::decide::{Columns, body, is_plan};
use super::header::Header;
use super::look::Look;
use super::row::Why;
use super::state::{is_share, status_word};
use crate::vocabulary::{Aside, Key, Named};
use office::cell::Cell;
use office::grid::Grid;

/// The column at hand.
pub(super) struct Column<'a> {
    pub(super) grid: &'a Grid,
    pub(super) header: &'a Header,
    pub(super) at: u32,
    pub(super) title: &'a str,
    pub(super) look: Look,
}

/// What it holds; `None` is nothing that is read. What stays unclear is a doubt.
pub(super) fn key(columns: &mut Columns, column: &Column<'_>, found: Named) -> Option<Key> {
    Some(match found {
        Named::Key(Key::Progress) if column.is_share_of_progress() => share(columns, column),
        Named::Key(key) => return column.may_hold(columns, key),
        Named::SerialOrCode => {
            serial_or_code(&body(column.grid, column.header, column.at), &columns.taken)
        }
        Named::StatusOrProgress => status_or_progress(columns, column),
        Named::PlannedOrActual => planned_or_actual(columns, column),
        Named::StatusOrOutcome => return status_or_outcome(columns, column),
        Named::Responsible => return responsible(columns, column),
        Named::Looked => return looked(columns, column),
        Named::OfDocument => return of_document(columns, column),
    })
}

impl Column<'_> {
    fn is_share_of_progress(&self) -> bool {
        !["整改进度", "进展"]
            .iter()
            .any(|word| self.title.contains(word))
            && self.look.mostly(self.look.shares)
    }

    /// 督查内容, 审计事项 beside the problems that were found: a few words each, of what they are.
    fn sorts(&self, columns: &Columns) -> bool {
        let cells = body(self.grid, self.header, self.at);
        let short = |cell: &&Cell| cell.written().chars().count() <= 10;
        let looked = [
            "查",
            "督导",
            "审核",
            "评审",
            "审计",
            "监督",
            "考核",
            "评估",
            "缺陷",
            "不合格",
            "不符合",
            "扣分",
        ];
        let named = ["内容", "项目", "要点", "事项"].iter().any(|end| {
            let of = self.title.strip_suffix(end);
            of.is_some_and(|of| looked.iter().any(|word| of.ends_with(word)))
        });
        named
            && !columns.taken.contains(&Key::Dimension)
            && !cells.is_empty()
            && cells.iter().all(short)
    }

    /// The key that a guess names, where its cells can be it.
    fn may_hold(&self, columns: &mut Columns, key: Key) -> Option<Key> {
        if key == Key::Problem && columns.taken.contains(&key) && self.sorts(columns) {
            return Some(Key::Dimension);
        }
        let look = self.look;
        // 销案人/日期
        let dated = ["日期", "时间"]
            .iter()
            .any(|word| self.title.ends_with(word));
        let against = match key {
            Key::Verifier if dated => false,
            // 责任人 with days, 备注 of the whole, and the like.
            Key::Lead | Key::Owner | Key::Verifier | Key::Dept | Key::CoDepts => {
                look.mostly(look.days) || look.mostly(look.long)
            }
            Key::Deadline | Key::FinishedOn | Key::ClosedOn => {
                look.mostly(look.people) || look.mostly(look.units)
            }
            Key::Problem | Key::Measures => look.mostly(look.days) || look.mostly(look.numbers),
            _ => false,
        };
        if against {
            columns.doubts.push(format!(
                "“{}”列像是“{}”，内容却不像，未读取",
                self.title,
                key.title()
            ));
            return None;
        }
        Some(key)
    }
}

/// 完成率 beside a column of progress only tells how far it is.
fn share(columns: &Columns, column: &Column<'_>) -> Key {
    let told = columns
        .column(Key::Progress)
        .is_some_and(|at| at != column.at);
    if told && !columns.taken.contains(&Key::Status) {
        Key::Status
    } else {
        Key::Progress
    }
}

fn serial_or_code(cells: &[&Cell], taken: &BTreeSet<Key>) -> Key {
    // Headings and totals stand in the first column too.
    let numbers: Vec<u32> = cells
        .iter()
        .filter_map(|cell| cells::number(cell))
        .collect();
    let running = numbers
        .iter()
        .zip(1..)
        .all(|(number, place)| *number == place);
    let is_code = |cell: &&&Cell| {
        cells::number(cell).is_none() && cell.written().contains(|c: char| c.is_ascii_digit())
    };
    let serial = running && !cells.iter().any(|cell| is_code(&cell));
    if (serial && !taken.contains(&Key::Serial)) || taken.contains(&Key::Code) {
        Key::Serial
    } else {
        Key::Code
    }
}

fn status_or_progress(columns: &mut Columns, column: &Column<'_>) -> Key {
    let cells = body(column.grid, column.header, column.at);
    let words = |cell: &&&Cell| {
        let text = cell.written();
        !is_share(&cells::one_line(&text)) && status_word(&text).is_some()
    };
    let words = cells.iter().filter(words).count();
    let short = cells
        .iter()
        .filter(|cell| cell.written().chars().count() <= 6)
        .count();
    let title = column.title;
    if cells.is_empty() {
        return if columns.taken.contains(&Key::Status) {
            Key::Progress
        } else {
            Key::Status
        };
    }
    if columns.taken.contains(&Key::Status) {
        return Key::Progress;
    }
    if columns.taken.contains(&Key::Progress) && words > 0 {
        return Key::Status;
    }
    if words * 2 > cells.len() {
        if words < short {
            columns
                .doubts
                .push(format!("“{title}”列多数为状态，按“完成状态”读取"));
        }
        return Key::Status;
    }
    if words > 0 {
        columns
            .doubts
            .push(format!("“{title}”列既有状态又有文字说明，按“进展情况”读取"));
    }
    Key::Progress
}

/// Words such as 6月底前 plan; days in rows that are not finished plan as well; days only in finished
/// rows tell of the past.
fn planned_or_actual(columns: &mut Columns, column: &Column<'_>) -> Key {
    let title = column.title;
    let actual = Key::FinishedOn;
    if columns.taken.contains(&Key::Deadline) {
        return actual;
    }
    let rows = column.header.rows(column.grid);
    let filled: Vec<_> = rows
        .filter(|row| *row.cell(column.at) != Cell::Empty)
        .collect();
    let plans = filled.iter().any(|row| match row.cell(column.at) {
        Cell::Text(text) => is_plan(text),
        _ => false,
    });
    if plans {
        return Key::Deadline;
    }
    let Some(statuses) = columns.statuses(column.grid, column.header) else {
        // What was done is told of every row that has a day.
        let told = [Key::Progress, Key::Outcome, Key::Verifier]
            .into_iter()
            .any(|key| {
                let told = columns.column(key);
                told.is_some_and(|at| filled.iter().all(|row| *row.cell(at) != Cell::Empty))
            });
        let key = if told && !filled.is_empty() {
            actual
        } else {
            Key::Deadline
        };
        columns.doubts.push(format!(
            "“{title}”列没有说明是计划还是实际，按“{}”读取",
            key.title()
        ));
        return key;
    };
    let finished = |at: &u32| statuses.get(at).is_some_and(|kind| kind.is_finished());
    let open_dated = filled.iter().any(|row| !finished(&row.at));
    let open = statuses.values().any(|kind| !kind.is_finished());
    if !open_dated && open {
        return actual;
    }
    // 办结日期 of what has all ended.
    let ended = ["办结", "结案", "化解", "闭环"]
        .iter()
        .any(|word| title.contains(word));
    if !open_dated && ended {
        return actual;
    }
    if !open_dated {
        columns.doubts.push(format!(
            "“{title}”列各行均已完成，无法判断是计划还是实际，按“整改时限”读取"
        ));
    }
    Key::Deadline
}

/// 复查结论: a state where its cells are states, else what came of it.
fn status_or_outcome(columns: &mut Columns, column: &Column<'_>) -> Option<Key> {
    let look = column.look;
    if look.filled == 0 {
        return None;
    }
    // 复核, 验收: who did it.
    let bare = ["复核", "复查", "验收", "核验", "验证", "确认", "销号"]
        .iter()
        .any(|word| column.title.ends_with(word));
    if bare && look.mostly(look.names) && !columns.taken.contains(&Key::Verifier) {
        return Some(Key::Verifier);
    }
    if look.mostly(look.states) && !columns.taken.contains(&Key::Status) {
        return Some(Key::Status);
    }
    let came = ["效果", "追踪", "跟踪", "结果"]
        .iter()
        .any(|word| column.title.contains(word));
    (came && look.mostly(look.long) && !columns.taken.contains(&Key::Outcome))
        .then_some(Key::Outcome)
}

/// Units, people, or whose problem it is.
fn responsible(columns: &mut Columns, column: &Column<'_>) -> Option<Key> {
    let look = column.look;
    let whose = ["对象", "归属"]
        .iter()
        .any(|word| column.title.contains(word));
    if look.teams > 0 || whose && look.mostly(look.people) {
        return Some(Key::Subject);
    }
    if column.title.contains("归属") {
        return None;
    }
    let key = if look.units * 2 >= look.filled.max(1) && !columns.taken.contains(&Key::Dept) {
        Key::Dept
    } else {
        Key::Owner
    };
    let other = if key == Key::Dept {
        Key::Owner
    } else {
        Key::Dept
    };
    if !columns.taken.contains(&other) {
        columns.seconds.insert(key, other);
    }
    if look.filled > look.units && look.filled > look.people {
        columns.doubts.push(format!(
            "“{}”列里单位和人都有，分别读作“责任部门”和“责任人”",
            column.title
        ));
    }
    Some(key)
}

/// The unit that was looked at mends, where nobody else is named.
fn looked(columns: &mut Columns, column: &Column<'_>) -> Option<Key> {
    let look = column.look;
    if columns.taken.contains(&Key::Dept) || look.filled == 0 {
        return None;
    }
    let second = columns.seconds.values().any(|key| *key == Key::Dept);
    if second {
        return None;
    }
    columns.doubts.push(format!(
        "“{}”列没有说明是不是负责整改的，按“责任部门”读取",
        column.title
    ));
    Some(Key::Dept)
}

/// 通知书编号: the item's own where no other row has it.
fn of_document(columns: &mut Columns, column: &Column<'_>) -> Option<Key> {
    let cells = body(column.grid, column.header, column.at);
    let all = cells.len();
    let distinct: BTreeSet<String> = cells.into_iter().map(Cell::written).collect();
    let problem = columns.column(Key::Problem);
    let beneath = |rows: (u32, u32)| rows.0 > column.header.last && rows.1 > rows.0;
    let mut merges = column.grid.merges.iter();
    let common = merges.any(|area| {
        let alike = |other: &office::grid::Area| {
            Some(other.columns.0) == problem && other.rows == area.rows
        };
        area.columns.0 == column.at && beneath(area.rows) && !column.grid.merges.iter().any(alike)
    });
    let title = column.title;
    if all == 0 || common || distinct.len() < all || columns.taken.contains(&Key::External) {
        if all > 0 {
            columns.doubts.push(format!(
                "“{title}”列的编号几行共用，不是各个问题的编号，未读取"
            ));
        }
        return None;
    }
    columns
        .doubts
        .push(format!("“{title}”列各行不同，按“上级编号”读取"));
    Some(Key::External)
}

impl Columns {
    /// Where no column tells states, days tell them.
    pub(super) fn states_of_days(&mut self) {
        if self.taken.contains(&Key::Status) {
            return;
        }
        self.states_by_days = true;
        for (key, state) in [(Key::FinishedOn, "已完成"), (Key::ClosedOn, "已销号")] {
            if self.taken.contains(&key) {
                let title = key.title();
                self.doubts
                    .push(format!("没有“完成状态”列，有{title}的按“{state}”读取"));
            }
        }
    }

    /// 认定结果, 眼下情况: no title says it, but every cell is a state in words.
    pub(super) fn states_of_unknown(&mut self, grid: &Grid, header: &Header) {
        if self.taken.contains(&Key::Status) {
            return;
        }
        let open = |at: &&u32| !self.keys.contains_key(at) && !self.unread.contains_key(at);
        let asked = |at: &&u32| {
            let aside = header.asides.get(at);
            aside.is_none_or(|aside| *aside == Aside::Other) && !header.titles[*at].contains("是否")
        };
        let told = |at: &&u32| {
            let cells = body(grid, header, **at);
            let word = |cell: &&Cell| {
                let word = cells::one_line(&cell.written());
                word.chars().count() >= 2
                    && !["合格", "有效", "通过"].contains(&word.as_str())
                    && !is_share(&word)
                    && status_word(&word).is_some()
            };
            cells.len() >= 2 && cells.iter().all(word)
        };
        let mut found = header.titles.keys().filter(open).filter(asked).filter(told);
        let Some(at) = found.next().copied() else {
            return;
        };
        let title = cells::one_line(&header.titles[&at]);
        self.doubts
            .push(format!("“{title}”列写的都是状态，按“完成状态”读取"));
        self.taken.insert(Key::Status);
        self.keys.insert(at, Key::Status);
        self.why.insert(at, Why::Cells);
    }
}
