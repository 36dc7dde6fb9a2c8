//! The board (作战图): one page that shows where everything stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use askama::Template;
use chrono::NaiveDate;

use crate::board::bars::{Bar, Part, bars, ranked, ring, standings};
use crate::board::curve::curve;
use crate::board::row::{Row, shortened};
use crate::board::shown::{Picked, Shown};
use crate::board::timeline::{Timeline, timeline};
use model::book::Book;
use model::digest::CheckCode;
use model::tally::{Counted, DUE_SOON_DAYS, Gap, Grouped, Grouping, Institutions, Months, Tally};
use model::task::Task;
use office::html;
use office::text::visible::{inert, one_line};

const STYLE: &str = include_str!("../../../../templates/board.css");
const SCRIPT: &str = include_str!("../../../../templates/board.js");

/// Characters of a unit's name.
const UNIT_NAME: usize = 24;
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
    /// How the units are called whose tasks it may show, in the order in which they are told; what stands
    /// before the numbers of their tasks first, nothing for one's own.
    pub units: Vec<(Option<String>, String)>,
    /// Code of the history that it was read from.
    pub check_code: Option<CheckCode>,
}

/// A board in the making: tasks are counted one at a time, and those that it wants to show handed over then.
#[derive(Debug)]
pub struct Board<'a> {
    book: &'a Book,
    about: About,
    persons_left_out: u32,
    /// How many tasks it looked at.
    seen: usize,
    today: NaiveDate,
    tally: Tally,
    months: Months,
    dimensions: Grouped,
    depts: Grouped,
    units: Grouped,
    leads: Grouped,
    gaps: BTreeMap<Gap, u32>,
    rows: Shown,
    /// Places of the gathered units in their order, and of one's own.
    places: HashMap<String, usize>,
    own_place: Option<usize>,
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
    /// By unit where there are many, else by department.
    holders: Vec<Bar>,
    with_unit: bool,
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
    /// What the table is filtered by: units where there are many, else departments.
    holder_names: Vec<String>,
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
        let units = about.units.iter().map(|(code, _)| code.clone());
        let places = units.clone().zip(0..);
        let places = places.filter_map(|(code, place)| Some((code?, place)));
        let places = places.collect();
        let own_place = units.into_iter().position(|code| code.is_none());
        let roster = book.members.iter().map(|member| member.name.clone());
        Self {
            book,
            about,
            persons_left_out: 0,
            seen: 0,
            today,
            tally: Tally::new(today),
            months: Months::default(),
            dimensions: Grouped::plain(Grouping::Dimension, today),
            depts: Grouped::plain(Grouping::Dept, today),
            units: Grouped::plain(Grouping::Unit, today),
            leads: Grouped::plain(Grouping::Lead, today).in_order(roster),
            gaps: BTreeMap::new(),
            rows: Shown::default(),
            places,
            own_place,
        }
    }

    /// The board of tasks that are at hand.
    pub fn of(about: About, today: NaiveDate, book: &'a Book, tasks: &[Task]) -> Self {
        let mut board = Self::new(about, today, book);
        for task in tasks {
            board.count(&Counted::of(task));
        }
        for place in board.wanted() {
            board.show(place, &tasks[place]);
        }
        board
    }

    /// Counts one task; void ones have no place on the board.
    pub fn count(&mut self, task: &Counted<'_>) {
        let place = self.seen;
        self.seen += 1;
        if task.is_void() {
            return;
        }
        if !self.about.with_persons && !task.is_of_team() {
            self.persons_left_out += 1;
            return;
        }
        self.tally.count(task);
        self.months.count(task);
        self.dimensions.count(task);
        self.depts.count(task);
        self.units.count(task);
        if self.about.names != Names::None {
            self.leads.count(task);
        }
        for gap in Gap::ALL {
            if gap.is_in(task, self.today) {
                *self.gaps.entry(gap).or_default() += 1;
            }
        }
        let unit = self.place_of_unit(task.unit);
        self.rows.count(task, place, unit, self.today);
    }

    /// Makes what is asked for repeatedly quick to tell; nothing else changes.
    pub fn settle(&mut self) {
        self.tally.settle();
    }

    /// Counts the tasks of another too, which come behind these.
    pub fn join(&mut self, later: Self) {
        self.rows.join(later.rows, self.seen);
        self.persons_left_out += later.persons_left_out;
        self.seen += later.seen;
        self.tally.join(later.tally);
        self.months.join(&later.months);
        self.dimensions.join(later.dimensions);
        self.depts.join(later.depts);
        self.units.join(later.units);
        self.leads.join(later.leads);
        for (gap, more) in later.gaps {
            *self.gaps.entry(gap).or_default() += more;
        }
    }

    /// Which of the tasks that were counted it shows, by their turn, from 0.
    pub fn wanted(&self) -> BTreeSet<usize> {
        self.rows.wanted()
    }

    /// Puts one of these on the board.
    pub fn show(&mut self, place: usize, task: &Task) {
        let Some(standing) = task.standing() else {
            return;
        };
        let unit = self.place_of_unit(task.unit.as_deref());
        let row = Row {
            unit,
            unit_name: shortened(self.unit_name(unit), UNIT_NAME),
            ..Row::of(task, standing, self.today, self.book)
        };
        self.rows.show(place, row);
    }

    fn place_of_unit(&self, unit: Option<&str>) -> usize {
        let place = match unit {
            None => self.own_place,
            Some(code) => self.places.get(code).copied(),
        };
        place.unwrap_or(usize::MAX)
    }

    /// How many of the tasks added are persons' and were left out.
    pub fn persons_left_out(&self) -> u32 {
        self.persons_left_out
    }

    /// The whole page.
    pub fn html(self) -> Result<String, askama::Error> {
        let page = self.page().render()?;
        // Whatever field of it a text came through.
        Ok(match inert(&page) {
            Cow::Owned(safe) => safe,
            Cow::Borrowed(_) => page,
        })
    }

    fn page(mut self) -> Page {
        let counts = *self.tally.counts();
        let names = self.about.names;
        let Picked {
            mut rows,
            overdue: overdue_cards,
            due_soon: due_soon_cards,
            dated,
            differing,
            count,
        } = std::mem::take(&mut self.rows).picked();
        let timeline = timeline(&dated, self.today);
        let (title, holders) = (self.title(), self.holders(differing.unit));
        let rows_left_out = count - rows.len();
        rows.sort_by(|a, b| (a.unit, a.number, &a.code).cmp(&(b.unit, b.number, &b.code)));
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
            holders,
            with_unit: differing.unit,
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
            holder_names: holder_names(&rows, differing.unit),
            rows,
            rows_left_out,
            with_lead: names != Names::None,
            with_owner: names == Names::All,
            with_year: differing.year,
            with_subject: differing.subject,
        }
    }

    /// By unit where there are many, else by department.
    fn holders(&self, by_unit: bool) -> Vec<Bar> {
        if by_unit {
            ranked(self.units_in_order(), BARS)
        } else {
            bars(&self.depts, BARS)
        }
    }

    /// The units that have a task here, by name.
    fn units_in_order(&self) -> impl Iterator<Item = (&str, &Tally)> {
        let mut rows: Vec<_> = self
            .units
            .rows()
            .iter()
            .map(|(code, tally)| (self.place_of_unit(code.as_deref()), tally))
            .filter(|(place, _)| *place != usize::MAX)
            .collect();
        rows.sort_by_key(|(place, _)| *place);
        rows.into_iter()
            .map(|(place, tally)| (self.unit_name(place), tally))
    }

    fn unit_name(&self, place: usize) -> &str {
        self.about.units.get(place).map_or("", |(_, name)| name)
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

fn holder_names(rows: &[Row], by_unit: bool) -> Vec<String> {
    let name = |row: &Row| {
        let name = if by_unit { &row.unit_name } else { &row.dept };
        Some(name.clone()).filter(|name| !name.is_empty())
    };
    distinct(rows.iter().filter_map(name))
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
