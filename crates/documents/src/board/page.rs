//! The board (作战图): one page that shows where everything stands.

use std::borrow::Cow;
use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;

use crate::board::bars::{Bar, Part, bars, ring, standings};
use crate::board::curve::curve;
use crate::board::row::Row;
use crate::board::timeline::{Timeline, timeline};
use model::book::Book;
use model::digest::CheckCode;
use model::draft::SubjectKind;
use model::tally::{DUE_SOON_DAYS, Gap, Grouped, Grouping, Institutions, Months, Tally, gaps};
use model::task::Task;
use office::html;
use office::text::visible::{inert, one_line};

const STYLE: &str = include_str!("../../../../templates/board.css");
const SCRIPT: &str = include_str!("../../../../templates/board.js");

/// Rows of the table; beyond these a page is no page any more.
const ROWS: usize = 5_000;
/// Cards of each kind.
const CARDS: usize = 5;
/// Bars of each kind.
const BARS: usize = 7;

/// Whose names stand on the board.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Names {
    /// Departments only.
    #[default]
    None,
    /// 责任领导 too, in the roster's order.
    Lead,
    /// 责任领导 and 责任人.
    All,
}

/// What the board is about.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// What was asked for, in words.
    pub scope: String,
    /// The one year it is about.
    pub year: Option<i32>,
    /// Whose names it may show.
    pub names: Names,
    /// Whether what was found in persons is shown: only to those who ask for it.
    pub with_persons: bool,
    /// Code of the history that it was read from.
    pub check_code: Option<CheckCode>,
}

/// A board in the making: tasks are added one at a time.
#[derive(Debug)]
pub struct Board<'a> {
    book: &'a Book,
    about: About,
    persons_left_out: u32,
    today: NaiveDate,
    tally: Tally,
    months: Months,
    dimensions: Grouped,
    depts: Grouped,
    leads: Grouped,
    gaps: BTreeMap<Gap, u32>,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "board.html")]
struct Page {
    title: String,
    day: String,
    scope: String,
    check_code: Option<String>,
    persons_left_out: u32,
    script_hash: String,
    style: &'static str,
    script: &'static str,
    due_soon_days: i64,
    total: u32,
    measures: u32,
    overdue: u32,
    due_soon: u32,
    extended: u32,
    relapsed: u32,
    unassigned: u32,
    institutions: Institutions,
    gaps: Vec<Lack>,
    standings: Vec<Part>,
    ring: String,
    dimensions: Vec<Bar>,
    depts: Vec<Bar>,
    leads: Vec<Bar>,
    curve: Option<String>,
    timeline: Timeline,
    overdue_cards: Vec<Row>,
    due_soon_cards: Vec<Row>,
    rows: Vec<Row>,
    rows_left_out: usize,
    with_lead: bool,
    with_owner: bool,
    with_year: bool,
    with_subject: bool,
    statuses: Vec<&'static str>,
    dept_names: Vec<String>,
}

/// How many tasks lack the same thing.
struct Lack {
    code: &'static str,
    word: &'static str,
    count: u32,
}

impl<'a> Board<'a> {
    /// An empty board.
    pub fn new(about: About, today: NaiveDate, book: &'a Book) -> Self {
        let roster = book.members.iter().map(|member| member.name.clone());
        Self {
            book,
            about,
            persons_left_out: 0,
            today,
            tally: Tally::new(today),
            months: Months::default(),
            dimensions: Grouped::new(Grouping::Dimension, today),
            depts: Grouped::new(Grouping::Dept, today),
            leads: Grouped::new(Grouping::Lead, today).in_order(roster),
            gaps: BTreeMap::new(),
            rows: Vec::new(),
        }
    }

    /// Puts one task on the board; void ones have no place there.
    pub fn add(&mut self, task: &Task) {
        let Some(standing) = task.standing() else {
            return;
        };
        if !self.about.with_persons && task.subject.kind() == SubjectKind::Person {
            self.persons_left_out += 1;
            return;
        }
        self.tally.add(task);
        self.months.add(task);
        self.dimensions.add(task);
        self.depts.add(task);
        self.leads.add(task);
        for gap in gaps(task, self.today) {
            *self.gaps.entry(gap).or_default() += 1;
        }
        let row = Row::of(task, standing, self.today, self.book);
        self.rows.push(row);
    }

    /// How many of the tasks added are persons' and were left out.
    pub fn persons_left_out(&self) -> u32 {
        self.persons_left_out
    }

    /// The whole page.
    pub fn html(mut self) -> Result<String, askama::Error> {
        self.rows.sort_by_cached_key(Row::urgency);
        let page = self.page().render()?;
        // Whatever field of it a text came through.
        Ok(match inert(&page) {
            Cow::Owned(safe) => safe,
            Cow::Borrowed(_) => page,
        })
    }

    fn page(self) -> Page {
        let counts = *self.tally.counts();
        let names = self.about.names;
        let timeline = timeline(&self.rows, self.today);
        let differ =
            |differ: fn(&Row, &Row) -> bool| self.rows.iter().any(|row| differ(row, &self.rows[0]));
        let (title, with_year) = (self.title(), differ(|a, b| a.year != b.year));
        let with_subject = differ(|a, b| a.subject != b.subject);
        let (overdue_cards, due_soon_cards) =
            (self.cards(|row| row.overdue), self.cards(|row| row.soon));
        let rows_left_out = self.rows.len().saturating_sub(ROWS);
        let mut rows = self.rows;
        rows.truncate(ROWS);
        rows.sort_by(|a, b| (a.number, &a.code).cmp(&(b.number, &b.code)));
        Page {
            title,
            day: self.today.format("%Y年%-m月%-d日").to_string(),
            scope: one_line(&self.about.scope),
            check_code: self.about.check_code.as_ref().map(ToString::to_string),
            persons_left_out: self.persons_left_out,
            script_hash: html::script_hash(SCRIPT),
            style: STYLE,
            script: SCRIPT,
            due_soon_days: DUE_SOON_DAYS,
            total: counts.total,
            measures: self.tally.measures(),
            overdue: counts.overdue,
            due_soon: counts.due_soon,
            extended: counts.extended,
            relapsed: counts.relapsed,
            unassigned: counts.unassigned,
            institutions: self.tally.institutions().clone(),
            gaps: lacks(&self.gaps),
            standings: standings(&counts),
            ring: ring(&counts),
            dimensions: bars(&self.dimensions, BARS),
            depts: bars(&self.depts, BARS),
            leads: if names == Names::None {
                Vec::new()
            } else {
                bars(&self.leads, 2 * BARS)
            },
            curve: curve(&self.months, self.today),
            timeline,
            overdue_cards,
            due_soon_cards,
            statuses: distinct(rows.iter().map(|row| row.status)),
            dept_names: distinct(
                rows.iter()
                    .map(|row| row.dept.clone())
                    .filter(|dept| !dept.is_empty()),
            ),
            rows,
            rows_left_out,
            with_lead: names != Names::None,
            with_owner: names == Names::All,
            with_year,
            with_subject,
        }
    }

    /// The most urgent of those wanted.
    fn cards(&self, wanted: fn(&Row) -> bool) -> Vec<Row> {
        let rows = self.rows.iter().filter(|row| wanted(row));
        rows.take(CARDS).cloned().collect()
    }

    fn title(&self) -> String {
        let meeting = self.about.year.map(|year| match self.book.meeting(year) {
            Some(meeting) => meeting.title(),
            None => format!("{year}年度民主生活会"),
        });
        let meeting = meeting.unwrap_or_else(|| "民主生活会".to_owned());
        one_line(&format!("{}{meeting}整改作战图", self.book.unit.name))
    }
}

fn lacks(gaps: &BTreeMap<Gap, u32>) -> Vec<Lack> {
    let lacks = gaps.iter().map(|(gap, count)| Lack {
        code: gap.code(),
        word: gap.word(),
        count: *count,
    });
    lacks.collect()
}

/// Each value once, in the order of first appearance.
fn distinct<T: Clone + Eq + std::hash::Hash>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = std::collections::HashSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}
