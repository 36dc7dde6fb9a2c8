//! 底稿: the section as one block a task, for a person to polish, and what comes back of it.

mod judge;
mod marker;
mod take;

pub use judge::Doubt;
pub use take::{Polished, Rewritten, Slip, take};

use crate::report::cited_text::{CitedText, Mark};
use crate::report::compose::Composer;
use crate::report::facts::Section;
use crate::report::item::Item;
use crate::report::options::Options;
use crate::report::phrases::Phrases;
use crate::report::title::trimmed_title;
use crate::report::tree::{Block, Paragraph};
use crate::report::{Report, ReportFault, the_section};
use model::ledger::Ledger;
use office::text::sentence;

/// What the file says of itself, before what it was made from.
const HOW: &str = "改写每个标记下面的文字，改到满意为止；〔第…项〕开头的标记行不要改动，也不要删去。没有改的不必管，取回时只录入改过的。";
/// The words around the number of entries that the ledger had.
const ENTRIES: (&str, &str) = ("台账留痕", "条");

/// A task of the section with what is told of it.
struct Told<'s> {
    item: &'s Item<'s>,
    text: CitedText,
}

impl Told<'_> {
    /// On one line, as a page can hold it.
    fn line(&self) -> String {
        sentence::printable(&sentence::one_line(&self.text.text()))
    }

    /// How marks begin that stand in it for the clerk to fill in (〔待补：); one may name several things.
    fn gaps(&self) -> impl Iterator<Item = &str> {
        let gaps = self.text.runs.iter().filter(|run| run.mark == Mark::Gap);
        gaps.filter_map(|run| run.text.split_inclusive('：').next())
    }

    fn title(&self) -> String {
        let title = sentence::quoted(&trimmed_title(&self.item.task.problem));
        sentence::printable(&sentence::one_line(&title))
    }
}

/// The section's blocks for a person to polish; `how` says how they are read back.
pub fn sheet(
    ledger: &Ledger,
    options: &Options,
    phrases: &Phrases,
    how: &str,
) -> Result<Report, ReportFault> {
    let (section, others) = the_section(ledger, options)?;
    let mut report = Report::empty(ledger, options.year);
    report.others = others;
    let blocks = &mut report.tree.blocks;
    let plain = |text: String| Block::Paragraph(Paragraph::of(vec![CitedText::plain(text)]));
    let title = format!(
        "{}年度整改落实情况底稿（{}）",
        section.meeting_year,
        section.subject.name()
    );
    blocks.push(Block::Title(CitedText::plain(title)));
    blocks.push(plain(HOW.to_owned()));
    let today = ledger.today.format("%Y年%-m月%-d日");
    let entries = ledger.check_code.iter().map(|code| {
        let (before, after) = ENTRIES;
        format!("，当时{before}{}{after}", code.entries)
    });
    let entries: String = entries.collect();
    blocks.push(plain(format!("{how}（写于{today}{entries}。）")));
    for told in told(ledger, options, phrases, &section) {
        let text = told.line();
        let marker = marker::write(&told.item.task.code(), &text, &told.title());
        let level = 3;
        let marker = CitedText::plain(marker);
        blocks.push(Block::Heading {
            level,
            text: marker,
        });
        blocks.push(Block::Paragraph(Paragraph::of(vec![told.text])));
    }
    report.tree.rewrite(sentence::printable);
    report.characters = report.tree.characters();
    Ok(report)
}

/// Every task of the section, in its order.
fn told<'s>(
    ledger: &'s Ledger,
    options: &'s Options,
    phrases: &'s Phrases,
    section: &'s Section<'s>,
) -> Vec<Told<'s>> {
    let mut composer = Composer::new(ledger, options, phrases, section).with_accounts();
    let texts = composer.each_alone();
    let items = section.items().zip(texts);
    items.map(|(item, text)| Told { item, text }).collect()
}
