//! What a page may show of a ledger.

use std::collections::HashSet;

use model::ledger::Ledger;
use model::task::Task;
use office::text::sentence;

/// The records as a text may hold them.
pub(crate) fn recorded(text: &str) -> String {
    sentence::open_end(&sentence::one_line(text)).to_owned()
}

/// Characters that stand beside each other in records, and those that stand alone.
#[derive(Default)]
pub(crate) struct Known {
    pairs: HashSet<(char, char)>,
    alone: HashSet<char>,
}

impl Known {
    pub(crate) fn add(&mut self, text: &str) {
        let chars: Vec<char> = text.chars().collect();
        self.pairs
            .extend(chars.windows(2).map(|pair| (pair[0], pair[1])));
        if let [only] = chars[..] {
            self.alone.insert(only);
        }
    }

    /// Whether the character at that place is one of these, with a neighbour or alone.
    pub(crate) fn has(&self, chars: &[char], at: usize) -> bool {
        let pair = |from: usize| self.pairs.contains(&(chars[from], chars[from + 1]));
        self.alone.contains(&chars[at])
            || at > 0 && pair(at - 1)
            || at + 1 < chars.len() && pair(at)
    }
}

/// The text without signs and blanks.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The numbers of a text with what stands behind them.
pub(crate) fn numbers(text: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let part = |c: char| !c.is_ascii_digit() && c != '.';
        let end = rest[start..]
            .find(part)
            .map_or(rest.len(), |end| start + end);
        found.push((
            rest[start..end].trim_end_matches('.').to_owned(),
            &rest[end..],
        ));
        rest = &rest[end..];
    }
    found
}

/// What stands beside what in the records of a task.
pub(crate) fn of_task(task: &Task) -> Known {
    let mut known = Known::default();
    for text in texts(task) {
        known.add(&sentence::one_line(text));
    }
    known
}

/// All of a task's records, without signs but for those within numbers.
pub(crate) fn all_of_task(task: &Task) -> String {
    let texts = texts(task).into_iter().map(|text| {
        let kept = text
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
        kept.collect::<String>()
    });
    texts.collect::<Vec<String>>().join("\n")
}

/// What stands beside what outside the tasks, and in the deadline that all have.
pub(crate) fn general<'t>(ledger: &Ledger, tasks: impl Iterator<Item = &'t Task>) -> Known {
    let mut known = Known::default();
    for deadline in tasks.filter_map(|task| task.deadline.as_ref()) {
        known.add(&deadline.phrase);
    }
    let posts = ledger
        .book
        .members
        .iter()
        .filter_map(|member| member.post.as_deref());
    for text in posts.chain(["2021年度民主生活会", "局党组班子"]) {
        known.add(text);
    }
    known
}

/// Every text of the task that a page may show.
fn texts(task: &Task) -> Vec<&str> {
    let mut texts: Vec<&str> = vec![&task.problem];
    let fields = [
        &task.dimension,
        &task.theme,
        &task.outcome,
        &task.reason,
        &task.next_step,
        &task.lead,
        &task.dept,
        &task.owner,
    ];
    texts.extend(fields.into_iter().flatten().map(String::as_str));
    texts.extend(task.measures.iter().map(|measure| measure.text.as_str()));
    for note in task.progress.iter().filter(|note| !note.internal) {
        texts.push(&note.text);
        let figures = note.figures.iter();
        texts.extend(figures.flat_map(|figure| [figure.name.as_str(), &figure.unit]));
    }
    texts.extend(
        task.deadline
            .iter()
            .map(|deadline| deadline.phrase.as_str()),
    );
    for extension in &task.extensions {
        texts.extend(
            extension
                .from
                .iter()
                .map(|deadline| deadline.phrase.as_str()),
        );
        texts.extend(extension.approved_by.as_deref());
        texts.extend([extension.reason.as_str(), extension.to.phrase.as_str()]);
    }
    texts.extend(task.wording.iter().map(|wording| wording.text.as_str()));
    texts.extend(
        task.status
            .closure()
            .and_then(|closure| closure.verifier.as_deref()),
    );
    texts
}

/// The numbers that stand right before a word.
pub(crate) fn numbers_before(text: &str, word: &str) -> Vec<usize> {
    let before = text.match_indices(word).filter_map(|(at, _)| {
        let front = &text[..at];
        let digits = front.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        front[digits..].parse().ok()
    });
    before.collect()
}
