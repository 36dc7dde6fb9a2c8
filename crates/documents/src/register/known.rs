//! The tasks that a register is held against, found by code and by title without looking at each.

use std::collections::HashMap;

use super::raise::Setting;
use super::row::RegisterRow;
use model::subject::Subject;
use model::task::Task;
use office::text::punctuation;

/// What of a task tells whether a row is it: the whole task is read where it is.
#[derive(Debug, Clone)]
pub struct Seen {
    pub(super) number: u32,
    code: String,
    pub(super) year: i32,
    pub(super) subject: Subject,
    pub(super) is_void: bool,
    pub(super) problem: String,
    external: Option<String>,
}

impl From<&Task> for Seen {
    fn from(task: &Task) -> Self {
        Self {
            number: task.number,
            code: task.code(),
            year: task.year,
            subject: task.subject.clone(),
            is_void: task.is_void(),
            problem: task.problem.clone(),
            external: task.external.clone(),
        }
    }
}

impl Seen {
    /// The task's number.
    pub fn number(&self) -> u32 {
        self.number
    }
}

/// Places of tasks by code and by bare title.
pub(super) struct Known {
    codes: HashMap<String, Vec<usize>>,
    /// By 上级编号.
    external: HashMap<String, Vec<usize>>,
    titles: HashMap<String, Vec<usize>>,
    /// The titles once each, in order.
    ordered: Vec<String>,
}

/// Characters from which on the beginning of a title stands for all of it.
const LONG: usize = 6;

impl Known {
    pub(super) fn of(tasks: &[Seen]) -> Self {
        let mut known = Self::new(tasks.iter().map(|task| (task.code.clone(), &*task.problem)));
        for (place, task) in tasks.iter().enumerate() {
            if let Some(number) = &task.external {
                let places = known.external.entry(number_key(number)).or_default();
                places.push(place);
            }
        }
        known
    }

    /// Of codes and titles, in order.
    fn new<'a>(tasks: impl Iterator<Item = (String, &'a str)>) -> Self {
        let (mut codes, mut titles) = (HashMap::new(), HashMap::new());
        for (place, (code, title)) in tasks.enumerate() {
            let add = |map: &mut HashMap<String, Vec<usize>>, key| {
                map.entry(key).or_default().push(place);
            };
            add(&mut codes, code);
            add(&mut titles, punctuation::bare(title));
        }
        let mut ordered: Vec<String> = titles.keys().cloned().collect();
        ordered.sort_unstable();
        Self {
            codes,
            external: HashMap::new(),
            titles,
            ordered,
        }
    }

    /// The tasks with that code, in order.
    pub(super) fn with_code(&self, code: &str) -> impl Iterator<Item = usize> {
        self.codes.get(code).into_iter().flatten().copied()
    }

    /// The tasks that another register gives this number, in order.
    pub(super) fn numbered(&self, number: &str) -> impl Iterator<Item = usize> {
        let places = self.external.get(&number_key(number));
        places.into_iter().flatten().copied()
    }

    /// The tasks with the [`same_title`], in order.
    pub(super) fn titled(&self, title: &str) -> Vec<usize> {
        let bare = punctuation::bare(title);
        if bare.is_empty() {
            return Vec::new();
        }
        let long_ends = bare.char_indices().map(|(at, _)| at).skip(LONG);
        let shorter = long_ends.map(|end| &bare[..end]);
        let from = self.ordered.partition_point(|known| *known < bare);
        let longer = self.ordered[from..].iter().map(String::as_str);
        let longer = longer
            .take_while(|known| known.starts_with(&bare))
            .filter(|known| *known != bare && is_long(&bare));
        let mut found: Vec<usize> = shorter
            .chain([bare.as_str()])
            .chain(longer)
            .filter_map(|known| self.titles.get(known))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found
    }
}

/// A number as it is compared: widths, blanks and case do not matter.
pub fn number_key(number: &str) -> String {
    let narrow = office::text::width::narrow_all(number);
    let kept = narrow.chars().filter(|c| !c.is_whitespace());
    kept.flat_map(char::to_uppercase).collect()
}

fn is_long(bare: &str) -> bool {
    bare.chars().count() >= LONG
}

/// Equal but for punctuation, or one the beginning of the other.
pub fn same_title(one: &str, other: &str) -> bool {
    let (one, other) = (punctuation::bare(one), punctuation::bare(other));
    !one.is_empty()
        && (one == other
            || (is_long(&one)
                && is_long(&other)
                && (one.starts_with(&other) || other.starts_with(&one))))
}

/// Whether both are the team, or of one name; a blank in it or a sign that is marked makes no other.
fn same_subject(one: &Subject, other: &Subject) -> bool {
    one.kind() == other.kind() && punctuation::bare(one.name()) == punctuation::bare(other.name())
}

/// Whether a row may be that task by its year and whose it is.
pub(super) fn same_place(row: &RegisterRow, task: &Seen, setting: &Setting<'_>) -> bool {
    let year = row.year.or(setting.year_wins.then_some(setting.year));
    year.is_none_or(|year| year == task.year)
        && row
            .subject
            .as_ref()
            .is_none_or(|subject| same_subject(subject, &task.subject))
        && !task.is_void
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_found_as_if_each_was_looked_at() {
        let words = ["学习", "不够", "深入", "系统", "，", "调研", ""];
        let titles: Vec<String> = (0..7_usize.pow(4))
            .map(|n| {
                let word = |power| words[n / 7_usize.pow(power) % 7];
                [word(0), word(1), word(2), word(3)].concat()
            })
            .step_by(5)
            .collect();
        let known = Known::new(titles.iter().map(|title| (String::new(), title.as_str())));
        for title in titles.iter().step_by(7) {
            let each = (0..titles.len()).filter(|place| same_title(title, &titles[*place]));
            assert_eq!(known.titled(title), each.collect::<Vec<_>>(), "{title}");
        }
    }
}
