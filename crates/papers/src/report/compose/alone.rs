//! Each item by itself, as the text tells it in its style, without title and number.

use chrono::NaiveDate;

use super::told::Body;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use crate::report::facts;
use crate::report::options::{Options, Style};
use crate::report::phrases::Phrases;
use model::book::Book;
use model::event::TextField;
use model::ledger::Ledger;
use model::task::Task;
use office::text::sentence;

/// How a task stands, as the section says it.
pub fn state_told(book: &Book, today: NaiveDate, task: &Task) -> String {
    let ledger = Ledger {
        book: book.clone(),
        tasks: vec![task.clone()],
        drafts: Vec::new(),
        today,
        check_code: None,
    };
    let options = Options {
        year: task.year + 1,
        subject: Some(task.subject.clone()),
        ..Options::default()
    };
    let phrases = Phrases::builtin();
    let sections = facts::sections(&ledger, &options);
    let told = sections.first().and_then(|section| {
        let item = section.items().next()?;
        let mut composer = Composer::new(&ledger, &options, &phrases, section);
        let tail = composer.tail(item, Style::Thematic, false);
        Some(Body::default().finish(tail, true).text())
    });
    told.map(|text| sentence::open_end(&text).to_owned())
        .unwrap_or_default()
}

impl Composer<'_> {
    /// What the text says of every item, in its order: deeds and state, or the clerk's own wording. The
    /// state stands with each, also where the text says it once for several.
    pub(crate) fn each_alone(&mut self) -> Vec<CitedText> {
        // Of a long text only so much is told.
        let _ = self.fitted_blocks();
        let style = self.style();
        let section = self.section;
        let told = section.items().map(|item| match &item.task.wording {
            Some(wording) => CitedText::with(
                sentence::one_line(&wording.text),
                Record::of(item.task, TextField::Wording.word()),
            ),
            None => self.told(item, style, false),
        });
        told.collect()
    }
}
