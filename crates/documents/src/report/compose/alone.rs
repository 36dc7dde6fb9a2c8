//! Each item by itself, as the text tells it in its style, without title and number.

use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use model::event::TextField;
use office::text::sentence;

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
