//! Names of people and units taken out of a finished report.

use std::borrow::Cow;

use crate::report::cited_text::CitedText;
use crate::report::tree::{Block, Paragraph, Table};
use crate::report::{FactItem, FactSheet, Report};
use documents::names::Hidden;
use model::tally::Tally;

impl Report {
    /// Takes apart all that it holds, so that nothing of it is forgotten.
    pub(super) fn redact(&mut self, names: &Hidden) {
        let apply = |text: &mut String| *text = names.text(text);
        let Self {
            tree,
            gaps,
            contradictions,
            others,
            facts,
            // A report of an area names units, and is not redacted.
            area: _,
            year: _,
            today: _,
            characters,
            left_out,
            check_code: _,
            trace: _,
        } = self;
        tree.blocks.iter_mut().for_each(|block| block.redact(names));
        for sheet in facts {
            sheet.redact(names);
        }
        for gap in gaps {
            apply(&mut gap.what);
            gap.fix.each_text(apply);
        }
        for found in contradictions {
            apply(&mut found.what);
            found.fix.each_text(apply);
        }
        for (subject, _) in others {
            *subject = names.subject(subject);
        }
        for (_, left) in left_out {
            apply(&mut left.text);
        }
        *characters = tree.characters();
    }
}

impl FactSheet {
    fn redact(&mut self, names: &Hidden) {
        let apply = |text: &mut String| *text = names.text(text);
        let Self {
            subject,
            meeting,
            main,
            older,
            kinds: _,
            items,
        } = self;
        *subject = names.subject(subject);
        apply(meeting);
        let figures = |tally: &mut Tally| tally.rename_figures(apply);
        figures(main);
        figures(older);
        for item in items {
            let FactItem {
                number: _,
                task: _,
                problem,
                standing: _,
                older: _,
            } = item;
            apply(problem);
        }
    }
}

impl Block {
    fn redact(&mut self, names: &Hidden) {
        let apply = |text: &mut String| *text = names.text(text);
        match self {
            Self::Title(said) | Self::Heading { text: said, .. } => said.redact(names),
            Self::Paragraph(Paragraph { lead, sentences }) => {
                let lead = lead.iter_mut().map(|(_, said)| said);
                lead.chain(sentences).for_each(|said| said.redact(names));
            }
            Self::Addressee(line) | Self::Annexes(line) => apply(line),
            Self::Table(Table {
                label,
                title,
                head,
                widths: _,
                rows,
                landscape: _,
                heights: _,
            }) => {
                [label, title].into_iter().for_each(apply);
                head.iter_mut().for_each(apply);
                rows.iter_mut().flatten().for_each(apply);
            }
            Self::Signature(lines) => lines.iter_mut().for_each(apply),
            Self::PageBreak => {}
        }
    }
}

impl CitedText {
    /// A name may stand in several runs: then the first of them has the whole text.
    fn redact(&mut self, names: &Hidden) {
        let whole = names.text(&self.text());
        for run in &mut self.runs {
            run.text = names.text(&run.text);
        }
        if self.text() != whole
            && let Some((first, others)) = self.runs.split_first_mut()
        {
            first.text = whole;
            for run in others {
                run.text.clear();
            }
        }
        for record in &mut self.records {
            record.what = Cow::Owned(names.text(&record.what));
        }
    }
}
