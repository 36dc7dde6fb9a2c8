//! The only reader of the ledger: which tasks, in which order, and every number of the text.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::report::coverage::{Coverage, covers};
use crate::report::item::Item;
use crate::report::options::{GroupBy, Options};
use crate::report::phrases::Voice;
use crate::report::title::trimmed_title;
use model::dimension;
use model::ledger::Ledger;
use model::meeting::{Meeting, YEARLY};
use model::status::Status;
use model::subject::Subject;
use model::tally::Tally;
use model::task::Task;

/// What one subject's section is made from.
#[derive(Debug, Clone)]
pub(crate) struct Section<'a> {
    pub(crate) subject: Subject,
    pub(crate) voice: Voice,
    /// Year of the meeting it tells of.
    pub(crate) meeting_year: i32,
    /// How texts call that meeting.
    pub(crate) meeting: String,
    /// Without the older tasks.
    pub(crate) tally: Tally,
    /// Whether every task has its leader, department and deadline.
    pub(crate) all_assigned: bool,
    pub(crate) groups: Vec<Group<'a>>,
    pub(crate) older: Vec<Item<'a>>,
    pub(crate) older_tally: Tally,
    /// Those of the year that were voided: outside all counts.
    pub(crate) void: Vec<&'a Task>,
    pub(crate) links: Links<'a>,
}

/// A task within its unit.
type TaskKey<'a> = (Option<&'a str>, u32);

/// Which of a section's tasks are linked (关联) with others of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links<'a> {
    listed: HashSet<TaskKey<'a>>,
    /// By the earlier task the first that lists its problem again.
    again: HashMap<TaskKey<'a>, &'a Task>,
}

impl<'a> Links<'a> {
    fn of(tasks: impl Iterator<Item = &'a Task>) -> Self {
        let mut links = Self::default();
        for task in tasks {
            links.listed.insert((task.unit.as_deref(), task.number));
            if let Some(prior) = task.prior {
                links
                    .again
                    .entry((task.unit.as_deref(), prior))
                    .or_insert(task);
            }
        }
        links
    }
}

/// The tasks under one heading.
#[derive(Debug, Clone)]
pub(crate) struct Group<'a> {
    /// The record's own words; `None` for tasks without.
    pub(crate) heading: Option<String>,
    pub(crate) items: Vec<Item<'a>>,
}

impl<'a> Section<'a> {
    /// Every item, those of older years last.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Item<'a>> {
        let main = self.groups.iter().flat_map(|group| &group.items);
        main.chain(&self.older)
    }

    /// The task of the section that lists the problem of this one again.
    pub(crate) fn listed_again(&self, task: &Task) -> Option<&'a Task> {
        let key = (task.unit.as_deref(), task.number);
        self.links.again.get(&key).copied()
    }

    /// Whether the earlier task that this one continues or repeats stands in the section too.
    pub(crate) fn has_prior(&self, task: &Task) -> bool {
        let key = task.prior.map(|prior| (task.unit.as_deref(), prior));
        key.is_some_and(|key| self.links.listed.contains(&key))
    }

    /// How many of the year's problems are one of its others again, under another title: the meeting did
    /// not list these.
    pub(crate) fn relisted(&self) -> u32 {
        let main = self.groups.iter().flat_map(|group| &group.items);
        let older: HashSet<u32> = self.older.iter().map(|item| item.task.number).collect();
        let of_this_year = |item: &&Item<'_>| {
            let old = |prior: &u32| older.contains(prior);
            item.earlier.is_none()
                && item.task.prior.is_some_and(|prior| !old(&prior))
                && self.has_prior(item.task)
        };
        u32::try_from(main.filter(of_this_year).count()).unwrap_or(u32::MAX)
    }
}

/// The sections asked for, each with at least one task.
pub(crate) fn sections<'a>(ledger: &'a Ledger, options: &Options) -> Vec<Section<'a>> {
    let held_on = ledger
        .book
        .meeting(options.year - 1)
        .and_then(|meeting| meeting.held_on);
    let covered: Vec<(&Task, Coverage)> = ledger
        .tasks
        .iter()
        .map(|task| (task, covers(task, options.year, held_on)))
        .filter(|(_, coverage)| *coverage != Coverage::No)
        .collect();
    let relapses = Relapses::of(ledger);
    subjects(ledger, covered.iter().map(|(task, _)| *task))
        .into_iter()
        .filter(|subject| {
            options
                .subject
                .as_ref()
                .is_none_or(|asked| asked == subject)
        })
        .map(|subject| section(ledger, options, &covered, subject, &relapses))
        .collect()
}

fn section<'a>(
    ledger: &'a Ledger,
    options: &Options,
    covered: &[(&'a Task, Coverage)],
    subject: Subject,
    relapses: &Relapses<'_>,
) -> Section<'a> {
    let of = |wanted: Coverage| -> Vec<&'a Task> {
        let own = covered
            .iter()
            .filter(|(task, coverage)| *coverage == wanted && task.subject == subject);
        own.map(|(task, _)| *task).collect()
    };
    let (main, old) = (of(Coverage::Main), of(Coverage::Older));
    let (main, earlier) = told_as_one(main);
    let year = options.year - 1;
    let mut number = 0;
    let mut item = |task: &'a Task| {
        number += 1;
        let mut item = Item::of(task, number, ledger, relapses.is_relapse(task));
        item.earlier = earlier.get(&task.number).copied();
        item
    };
    let groups: Vec<Group<'a>> = grouped(main.iter().copied(), options.group)
        .into_iter()
        .map(|(heading, tasks)| Group {
            heading,
            items: tasks.into_iter().map(&mut item).collect(),
        })
        .collect();
    let older = old.iter().copied().map(&mut item).collect();
    let all: Vec<&'a Task> = main.iter().chain(&old).copied().collect();
    Section {
        voice: match subject {
            Subject::Team => Voice::Team,
            Subject::Person(_) => Voice::Person,
        },
        meeting_year: year,
        meeting: meeting_title(ledger, year),
        all_assigned: main.iter().all(|task| model::tally::is_assigned(task)),
        tally: Tally::of(ledger.today, main),
        groups,
        older,
        older_tally: Tally::of(ledger.today, old),
        void: voided(ledger, options.year - 1, &subject),
        links: Links::of(all.into_iter()),
        subject,
    }
}

/// 反弹 of the same title: the later task stands for both, at the place of the earlier one. Returns the
/// tasks that are told, and the earlier ones by the number of the later.
fn told_as_one(tasks: Vec<&Task>) -> (Vec<&Task>, HashMap<u32, &Task>) {
    let mut told: Vec<&Task> = Vec::new();
    let mut places: HashMap<TaskKey<'_>, usize> = HashMap::new();
    let mut earlier: HashMap<u32, &Task> = HashMap::new();
    for task in tasks {
        let unit = task.unit.as_deref();
        let prior = task
            .prior
            .and_then(|prior| places.get(&(unit, prior)).copied());
        let same = prior.filter(|place| is_same_again(told[*place], task));
        match same {
            Some(place) if !earlier.contains_key(&told[place].number) => {
                earlier.insert(task.number, told[place]);
                told[place] = task;
                places.insert((unit, task.number), place);
            }
            _ => {
                places.insert((unit, task.number), told.len());
                told.push(task);
            }
        }
    }
    (told, earlier)
}

/// Whether the later task lists the finished problem of the earlier one again, under its own title.
fn is_same_again(earlier: &Task, later: &Task) -> bool {
    Some(earlier.number) == later.prior
        && earlier.finished_on().is_some()
        && earlier.wording.is_none()
        && trimmed_title(&earlier.problem) == trimmed_title(&later.problem)
}

/// The year's voided tasks, but for those that another stands for.
fn voided<'a>(ledger: &'a Ledger, year: i32, subject: &Subject) -> Vec<&'a Task> {
    let own = |task: &&Task| task.is_void() && task.year == year && task.subject == *subject;
    let stands = |task: &&Task| match &task.status {
        Status::Void(voiding) => voiding.into.is_none(),
        _ => false,
    };
    ledger.tasks.iter().filter(own).filter(stands).collect()
}

/// How texts call the meeting of that year.
pub(crate) fn meeting_title(ledger: &Ledger, year: i32) -> String {
    ledger.book.meeting(year).map_or_else(
        || {
            let unrecorded = Meeting {
                year,
                kind: YEARLY.to_owned(),
                ..Meeting::default()
            };
            unrecorded.title()
        },
        Meeting::title,
    )
}

/// The team, then persons as the roster has them, then others in the order of their first task.
pub(crate) fn subjects<'a>(
    ledger: &Ledger,
    tasks: impl IntoIterator<Item = &'a Task>,
) -> Vec<Subject> {
    let mut subjects: Vec<Subject> = Vec::new();
    for task in tasks {
        if !subjects.contains(&task.subject) {
            subjects.push(task.subject.clone());
        }
    }
    let place = |subject: &Subject| match subject {
        Subject::Team => 0,
        Subject::Person(name) => ledger
            .book
            .members
            .iter()
            .position(|member| member.name == *name)
            .map_or(usize::MAX, |place| place + 1),
    };
    subjects.sort_by_key(place);
    subjects
}

/// Tasks under their headings, in the order of the headings' first tasks; those without come last.
pub(crate) fn grouped<'a>(
    tasks: impl IntoIterator<Item = &'a Task>,
    by: GroupBy,
) -> Vec<(Option<String>, Vec<&'a Task>)> {
    let mut groups: Vec<(Option<String>, Vec<&Task>)> = Vec::new();
    let mut places: HashMap<Option<String>, usize> = HashMap::new();
    for task in tasks {
        let heading = match by {
            GroupBy::Dimension => task.dimension.as_deref(),
            GroupBy::Theme => task.theme.as_deref(),
        }
        .map(str::trim)
        .filter(|heading| !heading.is_empty());
        let identity = heading.map(|heading| match by {
            GroupBy::Dimension => dimension::key(heading),
            GroupBy::Theme => heading.to_owned(),
        });
        let place = *places.entry(identity).or_insert_with(|| {
            groups.push((heading.map(str::to_owned), Vec::new()));
            groups.len() - 1
        });
        let (told, tasks) = &mut groups[place];
        // Of several wordings the one that is not cut short.
        let longer = |told: &String, heading: &str| {
            dimension::name(heading).chars().count() > dimension::name(told).chars().count()
        };
        if let (Some(told), Some(heading)) = (told.as_mut(), heading)
            && by == GroupBy::Dimension
            && longer(told, heading)
        {
            heading.clone_into(told);
        }
        tasks.push(task);
    }
    groups.sort_by_key(|(heading, _)| heading.is_none());
    groups
}

/// Which linked tasks are relapses (反弹): their earlier task was finished; one that is still open
/// is only continued. An earlier task that the ledger doesn't show was finished long before.
struct Relapses<'a> {
    finished_on: HashMap<(Option<&'a str>, u32), Option<NaiveDate>>,
}

impl<'a> Relapses<'a> {
    fn of(ledger: &'a Ledger) -> Self {
        let known = ledger
            .tasks
            .iter()
            .map(|task| ((task.unit.as_deref(), task.number), task.finished_on()));
        Self {
            finished_on: known.collect(),
        }
    }

    fn is_relapse(&self, task: &Task) -> bool {
        task.prior.is_some_and(
            |prior| match self.finished_on.get(&(task.unit.as_deref(), prior)) {
                Some(finished) => finished.is_some_and(|day| day <= task.raised_on),
                None => true,
            },
        )
    }
}
