//! A material's measures and the problems that came of it, as the page shows them.

use std::collections::BTreeMap;

use documents::document::written;
use model::book::Book;
use model::draft::Draft;
use model::matching::material::{self, Proposal};
use model::meeting::Document;
use model::scope::{Order, Scope};
use model::task::Task;
use store::Store;

use crate::place::Place;
use crate::refusal::Refusal;
use crate::work::Desk;

/// Documents to choose from, the newest.
const DOCUMENTS: usize = 200;
/// Problems of a page.
const TASKS: usize = 30;
/// Measures of a page.
const MEASURES: usize = 100;
/// Measures to choose from at a problem.
const CHOICES: usize = 120;
/// Characters of a measure in a choice.
const SHORT: usize = 40;

/// What is asked for.
pub(super) struct Asked {
    pub(super) document: String,
    pub(super) page: usize,
    pub(super) list: usize,
}

/// What the page shows.
#[derive(Default)]
pub(super) struct Material {
    /// The documents: their key, how they are called, whether it is this one.
    pub(super) documents: Vec<(String, String, bool)>,
    /// The key of this one.
    pub(super) key: String,
    pub(super) tasks: Vec<TaskView>,
    pub(super) measures: Vec<MeasureView>,
    /// How many measures there are, and how many of them are used.
    pub(super) all: usize,
    pub(super) used: usize,
    /// Numbers of the problems that have a likely measure and none yet: 1-3、5.
    pub(super) open: String,
    pub(super) page: usize,
    pub(super) pages: usize,
    pub(super) list: usize,
    pub(super) lists: usize,
}

/// A problem.
pub(super) struct TaskView {
    pub(super) number: u32,
    pub(super) problem: String,
    /// Its measures: the text, and whether it is of the material.
    pub(super) measures: Vec<(String, bool)>,
    /// The likeliest: place, text, and the words that speak for it.
    pub(super) proposed: Vec<(u32, String, String)>,
    /// The others: place and text.
    pub(super) others: Vec<(u32, String)>,
}

/// A measure.
pub(super) struct MeasureView {
    pub(super) place: u32,
    pub(super) text: String,
    /// The tasks that took it.
    pub(super) users: Vec<u32>,
}

impl Material {
    /// What the ledger has of a document; of the newest where none is asked for.
    pub(super) fn of(desk: &Desk, asked: &Asked) -> Result<Self, Refusal> {
        let Some(store) = desk.store().map_err(|_| Refusal::Fault)? else {
            return Ok(Self::default());
        };
        let book = store.book().map_err(|_| Refusal::Fault)?;
        let documents = documents(&book);
        let by_key = documents
            .iter()
            .find(|(key, _)| key.to_string() == asked.document);
        let by_name = || {
            documents
                .iter()
                .find(|(_, document)| document.name == asked.document)
        };
        let chosen = by_key.or_else(by_name).or(documents.first());
        let Some((key, document)) = chosen else {
            return Ok(Self::default());
        };
        let mut material = Self {
            documents: documents
                .iter()
                .take(DOCUMENTS)
                .map(|(other, document)| (other.to_string(), called(document), other == key))
                .collect(),
            key: key.to_string(),
            ..Self::default()
        };
        let tasks = tasks(&store, &book, document)?;
        let draft = draft(&store, document)?.unwrap_or_default();
        material.fill(&draft, document, &tasks, asked);
        Ok(material)
    }

    fn fill(&mut self, draft: &Draft, document: &Document, tasks: &[Task], asked: &Asked) {
        let measures = material::measures(draft, &document.name);
        let likely = material::likely(draft);
        let proposed = |task: &Task| material::proposed(draft, &likely, &document.name, task);
        let users = |measure: &Proposal| -> Vec<u32> {
            let users = tasks.iter().filter(|task| measure.is_in(task));
            users.map(|task| task.number).collect()
        };
        let views: Vec<MeasureView> = measures
            .iter()
            .map(|measure| MeasureView {
                place: measure.place,
                text: measure.text.clone(),
                users: users(measure),
            })
            .collect();
        self.all = views.len();
        self.used = views.iter().filter(|view| !view.users.is_empty()).count();
        // One that a table gave is one already.
        let open = tasks.iter().filter(|task| task.measures.is_empty());
        let open = open.filter(|task| !proposed(task).is_empty());
        self.open = runs(&open.map(|task| task.number).collect::<Vec<u32>>());
        (self.page, self.pages) = paged(tasks.len(), TASKS, asked.page);
        (self.list, self.lists) = paged(views.len(), MEASURES, asked.list);
        let shown = tasks.iter().skip((self.page - 1) * TASKS).take(TASKS);
        self.tasks = shown
            .map(|task| task_view(task, proposed(task), &measures))
            .collect();
        let shown = views.into_iter().skip((self.list - 1) * MEASURES);
        self.measures = shown.take(MEASURES).collect();
    }

    /// The page of problems before this one.
    pub(super) fn before(&self) -> String {
        self.place(self.page - 1, self.list)
    }

    /// The one behind it.
    pub(super) fn after(&self) -> String {
        self.place(self.page + 1, self.list)
    }

    /// The page of measures before this one.
    pub(super) fn list_before(&self) -> String {
        self.place(self.page, self.list - 1)
    }

    /// The one behind it.
    pub(super) fn list_after(&self) -> String {
        self.place(self.page, self.list + 1)
    }

    fn place(&self, page: usize, list: usize) -> String {
        let asked = [(super::DOC, self.key.clone())];
        let pages = [(super::PAGE, page), (super::LIST, list)];
        let pages = pages.map(|(name, page)| (name, page.to_string()));
        let all = asked.into_iter().chain(pages);
        all.fold(Place::of(["measures"]), |place, (name, value)| {
            place.ask(name, &value)
        })
        .to_string()
    }
}

fn task_view(task: &Task, proposed: Vec<Proposal>, all: &[Proposal]) -> TaskView {
    let is_proposed = |one: &&Proposal| proposed.iter().any(|known| known.place == one.place);
    let others = all
        .iter()
        .filter(|one| !is_proposed(one) && !one.is_in(task));
    let others = others
        .take(CHOICES)
        .map(|one| (one.place, short(&one.text)));
    let own = task.measures.iter();
    TaskView {
        number: task.number,
        problem: task.problem.clone(),
        measures: own
            .map(|one| (one.text.clone(), one.origin.is_some()))
            .collect(),
        others: others.collect(),
        proposed: proposed
            .into_iter()
            .map(|one| (one.place, short(&one.text), one.words.join("、")))
            .collect(),
    }
}

/// The documents of a ledger in their last versions, the newest first.
fn documents(book: &Book) -> Vec<(u64, &Document)> {
    let mut last = BTreeMap::new();
    for (sequence, document) in &book.documents {
        let same = (&document.name, document.year, &document.subject);
        last.insert(same, (*sequence, document));
    }
    let mut documents: Vec<(u64, &Document)> = last.into_values().collect();
    documents.sort_by_key(|(sequence, _)| std::cmp::Reverse(*sequence));
    documents
}

fn called(document: &Document) -> String {
    let Document {
        name,
        year,
        subject,
        ..
    } = document;
    format!("{name}（{year}年度，{}）", subject.name())
}

/// The tasks that came of a document.
fn tasks(store: &Store, book: &Book, document: &Document) -> Result<Vec<Task>, Refusal> {
    let scope = Scope {
        years: vec![document.year],
        subject: Some(document.subject.name().to_owned()),
        ..Scope::default()
    };
    let tasks = store.tasks(&scope, Order::Number, None);
    let mut tasks = tasks.map_err(|_| Refusal::Fault)?;
    tasks.retain(|task| material::document_of(book, task) == Some(document));
    Ok(tasks)
}

/// What was read of a document; nothing where it was erased.
fn draft(store: &Store, document: &Document) -> Result<Option<Draft>, Refusal> {
    let bytes = store.bytes(&document.draft).map_err(|_| Refusal::Fault)?;
    let json = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    Ok(json.as_ref().and_then(written::from_json))
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(SHORT).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The page that there is, and how many.
fn paged(count: usize, each: usize, asked: usize) -> (usize, usize) {
    let pages = count.div_ceil(each).max(1);
    (asked.clamp(1, pages), pages)
}

/// 1-3,5: as the program takes numbers.
fn runs(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let told = runs.iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        }
    });
    told.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_pages() {
        assert_eq!(runs(&[1, 2, 3, 5, 7, 8]), "1-3,5,7-8");
        assert_eq!(runs(&[]), "");
        assert_eq!(paged(0, 30, 4), (1, 1));
        assert_eq!(paged(61, 30, 9), (3, 3));
        assert_eq!(paged(61, 30, 0), (1, 3));
    }
}
