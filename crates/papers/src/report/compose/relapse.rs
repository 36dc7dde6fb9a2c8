//! What was finished and goes on all the same: opened again, or listed again (rule 10).

use chrono::Datelike;

use super::state::Tail;
use super::told::Body;
use crate::report::account::{Span, text};
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use crate::report::item::Item;
use crate::report::phrases::Key;
use model::task::Task;
use office::text::sentence;

impl<'a> Composer<'a> {
    /// 曾于6月30日完成整改；回访发现… or 已于8月18日完成整改；11月再次出现，…
    pub(super) fn open_again(&mut self, item: &Item<'_>, span: &Span, body: &mut Body) {
        let Some(reopened) = &span.reopened else {
            return;
        };
        let relapsed = reopened.relapsed_on;
        let record = || {
            Record::of(
                item.task,
                if relapsed.is_some() {
                    "关联"
                } else {
                    "恢复整改"
                },
            )
        };
        let finished = reopened
            .finished_on
            .map(|day| CitedText::with(self.calendar.day(day), record()));
        let (said, mark) = match (finished, relapsed) {
            (Some(day), None) => (self.say(Key::OnceFinished, [("日期", day)]), "；"),
            (Some(day), Some(again)) => {
                let month = self.calendar.month(again.year(), again.month());
                let month = CitedText::with(month, record());
                (self.say(Key::Again, [("日期", day), ("月份", month)]), "，")
            }
            (None, _) => (CitedText::default(), "；"),
        };
        if !said.is_empty() {
            body.append(&said, "，");
        }
        let words = text::tidy(&reopened.reason);
        let reason = text::clauses(&words).join("，");
        let reason = reason.strip_suffix("恢复整改").unwrap_or(&reason);
        let reason = CitedText::with(sentence::open_end(reason), record());
        if !reason.is_empty() {
            body.append(&reason, mark);
        }
    }

    /// How an item stands whose problem came up again under another title (rule 10).
    pub(super) fn relapse(&mut self, item: &Item<'_>) -> Option<Tail> {
        let finished_on = item.task.finished_on()?;
        let later = self.relisted(item)?;
        let day = CitedText::with(
            self.calendar.day(finished_on),
            Record::of(item.task, "完成状态"),
        );
        let said = self.say(Key::OnceFinished, [("日期", day)]);
        let again = self.say(Key::RelapseElsewhere, [("问题", Self::title(later))]);
        let mut said = CitedText::join([said, again], "，");
        said.records.push(Record::of(later, "关联"));
        Some(Tail::Bare {
            said,
            unfinished: false,
        })
    }

    /// The task that lists the same problem again.
    pub(super) fn relisted(&self, item: &Item<'_>) -> Option<&'a Task> {
        let finished = item.task.status.kind().is_finished();
        let section = self.section;
        section.listed_again(item.task).filter(|_| finished)
    }

    /// A problem of an earlier year that is here again.
    pub(super) fn old_relapse(&self, item: &Item<'_>) -> Option<CitedText> {
        let here = self.section.has_prior(item.task);
        (item.relapsed && item.earlier.is_none() && !here).then(|| {
            let mut said = self.say(Key::Relapse, []);
            said.records.push(Record::of(item.task, "关联"));
            said
        })
    }
}
