//! A task's notes as they may be told: their clauses cut, and what is no deed set aside (rule 4).

use std::cell::Cell;

use chrono::NaiveDate;

use super::amount::Amount;
use super::bare::first_verb;
use super::clause::{self, Untold};
use super::day;
use super::effect;
use super::text::{begins_with, clauses, ideographs, in_a_row, numbers, tidy};
use super::words;
use super::{Effect, LeftOut};
use model::figure::FigureKinds;
use model::task::{Progress, Task};
use office::text::sentence;

/// One note, or what is left of it.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub entry: u64,
    /// The day of its own, where the record has one: that which its words name, else that of the record.
    pub day: Option<NaiveDate>,
    pub clauses: Vec<String>,
    pub figures: Vec<Amount>,
    pub check: bool,
    /// Its words are the clerk's own telling.
    pub own_telling: bool,
    /// Names of the institutions that it says.
    pub institutions: Vec<String>,
    /// How many reopenings came before it.
    pub span: usize,
    /// The effect says how often it was done.
    pub times_said: bool,
    /// What it says of the present is over: the problem is done with, or a later note tells of the same.
    pub passed: bool,
}

/// The notes that may be told, by date, and what is set aside.
pub(super) fn notes(
    task: &Task,
    kinds: &FigureKinds,
    effects: &[Option<Effect>],
    left_out: &mut Vec<LeftOut>,
) -> Vec<Note> {
    let told = task.progress.iter().filter(|note| !note.internal);
    let mut notes: Vec<Note> = told.map(|record| read(task, kinds, record)).collect();
    latest(&mut notes, left_out);
    for note in &mut notes {
        set_aside(task, note, left_out);
    }
    replaced(&mut notes, left_out);
    drafts(&mut notes, left_out);
    institutions_once(&mut notes, left_out);
    let said: Vec<String> = [&task.reason, &task.next_step]
        .into_iter()
        .flatten()
        .flat_map(|text| clauses(&tidy(text)))
        .collect();
    for note in &mut notes {
        if let Some(Some(effect)) = effects.get(note.span) {
            effect::said_by(effect, note, left_out);
        }
        if task.status.kind().is_open() {
            note.drop_clauses(left_out, |note, clause| {
                let same = |said: &String| {
                    let own = ideographs(clause).filter(|c| !said.contains(*c)).count();
                    in_a_row(clause, said) >= 5 && own <= 4
                };
                let repeated =
                    !note.own_telling && !note.holds_institution(clause) && said.iter().any(same);
                repeated.then_some(Untold::Repeated)
            });
        }
    }
    notes
}

/// Clauses of a task that are weighed at most, each against each: many times as many as a section tells of
/// a problem.
const WEIGHED: usize = 500;

/// Of very many clauses only those of the latest notes are weighed; figures all count.
fn latest(notes: &mut Vec<Note>, left_out: &mut Vec<LeftOut>) {
    let mut left = WEIGHED;
    let mut earliest = notes.len();
    for (place, note) in notes.iter_mut().enumerate().rev() {
        if left > 0 {
            earliest = place;
        }
        let kept = note.clauses.len().min(left);
        left -= kept;
        let over = note.clauses.split_off(kept);
        if !over.is_empty() {
            left_out.push(LeftOut {
                entry: Some(note.entry),
                text: over.join("，"),
                why: Untold::Length,
            });
        }
    }
    let mut places = 0..;
    notes.retain(|note| {
        places.next().is_none_or(|place| place >= earliest) || !note.figures.is_empty()
    });
}

fn read(task: &Task, kinds: &FigureKinds, record: &Progress) -> Note {
    let words = record.told.as_deref().unwrap_or(&record.text);
    let span = task
        .reopenings
        .iter()
        .filter(|reopening| reopening.on <= record.date);
    Note {
        entry: record.entry,
        day: (record.entry != task.raised_entry)
            .then(|| day::own_day(&tidy(words), record.date).unwrap_or(record.date)),
        clauses: clauses(&tidy(words)),
        figures: figures(record, kinds),
        check: record.check,
        own_telling: record.told.is_some(),
        institutions: record
            .institutions
            .iter()
            .map(|known| tidy(&known.name))
            .collect(),
        span: span.count(),
        times_said: false,
        passed: is_passed(task, record),
    }
}

/// Whether how it stood then is over: the task is finished, or a later note tells of the same measure.
fn is_passed(task: &Task, record: &Progress) -> bool {
    let later = |other: &&Progress| {
        let follows = (other.date, other.entry) > (record.date, record.entry);
        let same = other.measure.is_none() || other.measure == record.measure;
        follows && same && !other.internal && !other.text.is_empty()
    };
    task.status.kind().is_finished() || task.progress.iter().rev().any(|other| later(&other))
}

/// Its figures; one that it has twice is told once.
fn figures(record: &Progress, kinds: &FigureKinds) -> Vec<Amount> {
    let mut figures: Vec<Amount> = Vec::new();
    for figure in &record.figures {
        let figure = Amount::of(figure, kinds, record.entry);
        let same = |known: &&mut Amount| known.name == figure.name && known.unit == figure.unit;
        match figures.iter_mut().find(same) {
            Some(known) => known.add(&figure),
            None => figures.push(figure),
        }
    }
    figures
}

impl Note {
    pub(super) fn holds_institution(&self, clause: &str) -> bool {
        self.institutions
            .iter()
            .any(|name| clause.contains(name.as_str()))
    }

    /// Drops the clauses for which there is a reason.
    pub(super) fn drop_clauses(
        &mut self,
        left_out: &mut Vec<LeftOut>,
        why: impl Fn(&Self, &str) -> Option<Untold>,
    ) {
        let clauses = std::mem::take(&mut self.clauses);
        let mut kept = Vec::new();
        for clause in clauses {
            match why(self, &clause) {
                Some(why) => left_out.push(LeftOut {
                    entry: Some(self.entry),
                    text: clause,
                    why,
                }),
                None => kept.push(clause),
            }
        }
        self.clauses = kept;
    }
}

/// Days and openings are cut; plans, opinions, what was not done, mere checks and papers go.
fn set_aside(task: &Task, note: &mut Note, left_out: &mut Vec<LeftOut>) {
    if note.own_telling {
        return;
    }
    for clause in &mut note.clauses {
        let bare = day::without_days(day::cut(clause)).replace("（）", "");
        sentence::open_end(&bare).clone_into(clause);
    }
    note.clauses.retain(|clause| !clause.is_empty());
    if clause::is_check_only(&note.clauses) {
        note.drop_clauses(left_out, |_, _| Some(Untold::CheckOnly));
        return;
    }
    note.drop_clauses(left_out, |_, clause| {
        clause::is_check_of_measures(clause).then_some(Untold::CheckOnly)
    });
    let returned = is_after_return(task, note);
    if returned {
        let is_paper = |figure: &Amount| {
            words::PAPER_FIGURES
                .iter()
                .any(|end| figure.name.ends_with(end))
        };
        note.figures.retain(|figure| !is_paper(figure));
    }
    // What leans on a clause that goes, goes with it; behind 下一步 there are only plans.
    let (last, plans) = (Cell::new(None), Cell::new(false));
    let (passed, opens) = (note.passed, Cell::new(true));
    note.drop_clauses(left_out, |note, clause| {
        plans.set(plans.get() || begins_with(clause, &words::PLANS_FOLLOW).is_some());
        // 已退回重写: of what, the clause before says.
        let short = clause.starts_with(['已', '均', '都']) && ideographs(clause).count() <= 6;
        let leans = short || begins_with(clause, &words::LEANING).is_some();
        let why = match clause::untold(clause) {
            _ if note.holds_institution(clause) => None,
            _ if plans.get() => Some(Untold::Plan),
            None if returned && clause::is_papers(clause) => Some(Untold::Papers),
            None if passed && clause::is_standing(clause) => Some(Untold::Standing),
            None if clause::is_state_only(clause) => Some(Untold::Standing),
            // Behind another clause it says how much of that.
            None if opens.get() && clause::is_bare_number(clause) => Some(Untold::Unplaced),
            None if leans => last.get(),
            why => why,
        };
        last.set(why);
        opens.set(opens.get() && why.is_some());
        why
    });
}

/// Whether it was recorded between a return and the application that followed.
fn is_after_return(task: &Task, note: &Note) -> bool {
    let Some(day) = note.day else { return false };
    let returned = task.returns.iter().any(|(on, _)| *on <= day);
    returned && task.finished_on().is_none_or(|finished| day <= finished)
}

/// Each institution once: a clause that says no more than names that another note says too goes, the
/// earlier of two (修订《甲》《乙》, then 印发《甲》《乙》和清单).
fn institutions_once(notes: &mut [Note], left_out: &mut Vec<LeftOut>) {
    for place in 0..notes.len() {
        let (before, rest) = notes.split_at_mut(place);
        let Some((note, after)) = rest.split_first_mut() else {
            continue;
        };
        if note.clauses.is_empty() {
            continue;
        }
        let names = note.institutions.clone();
        let elsewhere = |names: &[&String], others: &[Note]| {
            others.iter().any(|other| {
                other
                    .clauses
                    .iter()
                    .any(|clause| names.iter().all(|name| clause.contains(name.as_str())))
            })
        };
        let gone = Cell::new(false);
        note.drop_clauses(left_out, |note, clause| {
            // 已征求班子成员意见: leans on the one that goes.
            if gone.get() && clause.starts_with(['已', '并']) && !note.holds_institution(clause) {
                return Some(Untold::Repeated);
            }
            let own: Vec<&String> = names
                .iter()
                .filter(|name| clause.contains(name.as_str()))
                .collect();
            let titles: usize = own.iter().map(|name| name.chars().count() + 2).sum();
            let bare = !own.is_empty() && clause.chars().count() <= titles + 4;
            let said = || elsewhere(&own, after) || elsewhere(&own, before);
            gone.set(bare && said());
            gone.get().then_some(Untold::Repeated)
        });
    }
}

/// 制定处置意见初稿 … 印发处置意见: the draft goes.
fn drafts(notes: &mut [Note], left_out: &mut Vec<LeftOut>) {
    for place in 0..notes.len() {
        let (before, later) = notes.split_at_mut(place + 1);
        let Some(note) = before.last_mut() else {
            continue;
        };
        note.drop_clauses(left_out, |_, clause| {
            let draft = words::DRAFTS
                .iter()
                .find_map(|end| clause.strip_suffix(end))?;
            let thing = draft.strip_prefix(first_verb(draft)?)?;
            let issued = |clause: &String| {
                begins_with(clause, &words::ISSUING).is_some() && clause.contains(thing)
            };
            let is_issued = later.iter().any(|note| note.clauses.iter().any(issued));
            (thing.chars().count() >= 4 && is_issued).then_some(Untold::Repeated)
        });
    }
}

/// 完成7项 … 完成10项: the earlier state of completion goes.
fn replaced(notes: &mut [Note], left_out: &mut Vec<LeftOut>) {
    for later in 1..notes.len() {
        let (before, rest) = notes.split_at_mut(later);
        if rest[0].clauses.is_empty() {
            continue;
        }
        let Some(last) = rest.first() else { continue };
        let told = |note: &&mut Note| note.span == last.span && !note.clauses.is_empty();
        for note in before.iter_mut().filter(told) {
            note.drop_clauses(left_out, |_, clause| {
                let more = last.clauses.iter().any(|known| is_more_of(known, clause));
                more.then_some(Untold::Repeated)
            });
        }
    }
}

fn is_more_of(later: &str, earlier: &str) -> bool {
    let (more, less) = (numbers(later), numbers(earlier));
    let (Some(last), Some(first)) = (more.first(), less.first()) else {
        return false;
    };
    let blank = |text: &str| -> String {
        let kept = text
            .chars()
            .filter(|c| !c.is_ascii_digit() && !matches!(c, '已' | '共'));
        kept.collect()
    };
    let value = |text: &str| text.parse::<f64>().unwrap_or_default();
    let unit = |text: &str, rest: usize| text[rest..].chars().next();
    let running = |text: &str| super::text::holds(text, &words::RUNNING);
    let alike = blank(later) == blank(earlier) && super::text::holds(earlier, &words::COMPLETION)
        || running(later)
            && running(earlier)
            && in_a_row(later, earlier) >= 2
            && unit(later, last.rest) == unit(earlier, first.rest);
    let own = ideographs(earlier).filter(|c| !later.contains(*c)).count();
    // 已办结7件 … 全年领办12件，已办结11件
    let reached = (running(later) || super::text::holds(later, &words::REACHED))
        && own <= 3
        && in_a_row(later, earlier) >= 3
        && more.iter().any(|number| {
            unit(later, number.rest) == unit(earlier, first.rest)
                && value(&number.value) > value(&first.value)
        });
    less.len() == 1
        && (reached || more.len() == 1 && alike && value(&last.value) > value(&first.value))
}
