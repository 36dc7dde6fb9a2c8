//! Floor 4: texts made from the ledger, every sentence and number from a record.
//!
//! `facts` alone reads the ledger; `compose` puts records into phrases; the `tree` that comes of it
//! is rendered by functions that know no task.

mod account;
mod annex;
mod calendar;
mod cells;
pub mod check;
mod cited_text;
mod compose;
mod coverage;
mod documents;
mod facts;
mod finding;
mod fix;
mod institutions;
mod item;
mod options;
mod phrases;
pub mod polish;
mod redact;
pub mod render;
mod title;
mod tree;
mod wording;

pub use self::documents::{ADDRESSEE, Area, AreaCommon, AreaUnit, SIGNATURE, area, form};
pub use account::{Advice, LeftOut, Telling, Unsummed, Untold, added_words, effect_told};
pub use cited_text::{CitedText, Mark, Record, Run};
pub use compose::{HEADLINE_FIGURES, SHORT_DIMENSION, state_told};
pub use coverage::{Coverage, covers};
pub use finding::{Contradiction, Gap};
pub use fix::{Fill, Fix, Noted};
pub use options::{GroupBy, Kind, Length, Names, Options, Outline, StartOrdinal, Style};
pub use phrases::{PhraseFault, Phrases, Voice};
pub use tree::{Block, Paragraph, Table, Tree};

use chrono::NaiveDate;

use compose::Composer;
use facts::Section;
use model::digest::CheckCode;
use model::figure::FigureKinds;
use model::ledger::Ledger;
use model::subject::Subject;
use model::tally::Tally;
use model::task::ProgressClass;
use office::text::sentence;
use phrases::Key;

/// A report and what it was made from.
#[derive(Debug, Clone)]
pub struct Report {
    /// The document.
    pub tree: Tree,
    /// What it lacks.
    pub gaps: Vec<Gap>,
    /// Where records don't agree.
    pub contradictions: Vec<Contradiction>,
    /// Whose problems of that year it leaves out, and how many: nobody was asked for, and it is the
    /// team's.
    pub others: Vec<(Subject, u32)>,
    /// The numbers of each subject's section.
    pub facts: Vec<FactSheet>,
    /// The numbers of many units, where it tells of them.
    pub area: Option<Area>,
    /// Year Y.
    pub year: i32,
    /// The day reckoned from.
    pub today: NaiveDate,
    /// Characters of headings and paragraphs, blanks not counted.
    pub characters: usize,
    /// Recorded words that it does not tell, with the task and why.
    pub left_out: Vec<(String, LeftOut)>,
    /// The check code of the history it was made from; kept out of the text.
    pub check_code: Option<CheckCode>,
    /// Whether renderers show the records behind each sentence.
    pub trace: bool,
}

/// What one subject's section was made from.
#[derive(Debug, Clone)]
pub struct FactSheet {
    /// Whose.
    pub subject: Subject,
    /// The meeting it tells of.
    pub meeting: String,
    /// The tasks of that meeting.
    pub main: Tally,
    /// 以前年度遗留问题
    pub older: Tally,
    /// How this office counts figures.
    pub kinds: FigureKinds,
    /// Every task with its number in the text.
    pub items: Vec<FactItem>,
}

/// One task of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactItem {
    /// Its number in the text.
    pub number: u32,
    /// Its code in the ledger.
    pub task: String,
    /// Its title.
    pub problem: String,
    /// The class it is counted in.
    pub standing: Option<ProgressClass>,
    /// Whether it stands among the 以前年度遗留问题.
    pub older: bool,
}

/// Why there is no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportFault {
    /// No task to tell of.
    #[error("no tasks to report on")]
    NoTasks {
        /// Year of the meeting that was looked for.
        year: i32,
        /// Whose tasks were asked for.
        subject: Option<Subject>,
        /// Years that the ledger has tasks of.
        years: Vec<i32>,
    },
    /// The team has no task and several persons have: nobody says whose report it is.
    #[error("whose report is not said")]
    Whose {
        /// Those who have tasks.
        subjects: Vec<Subject>,
    },
}

impl Report {
    fn empty(ledger: &Ledger, year: i32) -> Self {
        Self {
            tree: Tree::default(),
            gaps: Vec::new(),
            contradictions: Vec::new(),
            others: Vec::new(),
            facts: Vec::new(),
            area: None,
            year,
            today: ledger.today,
            characters: 0,
            left_out: Vec::new(),
            check_code: ledger.check_code.clone(),
            trace: false,
        }
    }
}

/// Writes the report that the options ask for.
pub fn write(ledger: &Ledger, options: &Options, phrases: &Phrases) -> Result<Report, ReportFault> {
    let mut report = match options.kind {
        Kind::Section => write_sections(ledger, options, phrases)?,
        Kind::Full | Kind::Plan | Kind::Progress => write_document(ledger, options, phrases)?,
    };
    report.trace = options.trace;
    report.tree.rewrite(sentence::printable);
    if let Some(names) = &options.redact {
        report.redact(names);
    }
    Ok(report)
}

fn write_sections(
    ledger: &Ledger,
    options: &Options,
    phrases: &Phrases,
) -> Result<Report, ReportFault> {
    let (section, others) = the_section(ledger, options)?;
    let mut report = Report::empty(ledger, options.year);
    report.others = others;
    report.facts = vec![fact_sheet(&section, ledger)];
    compose_section(&mut report, ledger, options, phrases, &section);
    Ok(report)
}

/// The section that one document is of, and whose problems stand in documents of their own.
fn the_section<'a>(
    ledger: &'a Ledger,
    options: &Options,
) -> Result<(Section<'a>, Vec<(Subject, u32)>), ReportFault> {
    let mut sections = facts::sections(ledger, options).into_iter();
    let section = sections
        .next()
        .ok_or_else(|| no_tasks(ledger, options, options.year - 1))?;
    let others = left_out(&section, sections.as_slice())?;
    Ok((section, others))
}

/// Whose problems stand in reports of their own: one document is of one subject.
fn left_out(
    section: &Section<'_>,
    others: &[Section<'_>],
) -> Result<Vec<(Subject, u32)>, ReportFault> {
    if section.subject != Subject::Team && !others.is_empty() {
        let all = std::iter::once(section).chain(others);
        return Err(ReportFault::Whose {
            subjects: all.map(|section| section.subject.clone()).collect(),
        });
    }
    let counted = others.iter().map(|section| {
        let counts = [&section.tally, &section.older_tally].map(|tally| tally.counts().total);
        (section.subject.clone(), counts.iter().sum())
    });
    Ok(counted.collect())
}

fn write_document(
    ledger: &Ledger,
    options: &Options,
    phrases: &Phrases,
) -> Result<Report, ReportFault> {
    let section = documents::own_section(ledger, options)
        .ok_or_else(|| no_tasks(ledger, options, options.year))?;
    let mut report = Report::empty(ledger, options.year);
    report.facts = vec![fact_sheet(&section, ledger)];
    let mut maker = documents::Maker::new(ledger, options, phrases, &section);
    maker.make();
    report.tree.blocks = maker.blocks;
    report.gaps = maker.gaps;
    report.contradictions = maker.contradictions;
    report.characters = report.tree.characters();
    Ok(report)
}

fn compose_section(
    report: &mut Report,
    ledger: &Ledger,
    options: &Options,
    phrases: &Phrases,
    section: &Section<'_>,
) {
    let mut composer = Composer::new(ledger, options, phrases, section).with_accounts();
    report.tree.blocks = composer.fitted_blocks();
    report.left_out = composer.left_out();
    report.gaps = composer.gaps;
    report.contradictions = composer.contradictions;
    if options.annex {
        let columns = annex::ledger_columns(section.voice);
        let items = section.items();
        let table = annex::table(phrases, ledger.today, Key::AnnexLedger, columns, items);
        let (note, tables) = institutions::annexes(phrases, table, section.items());
        report.tree.blocks.push(note);
        report.tree.blocks.extend(tables);
    }
    report.tree.number_annexes();
    report.characters = report.tree.characters();
}

fn fact_sheet(section: &Section<'_>, ledger: &Ledger) -> FactSheet {
    let items = section.items().map(|item| FactItem {
        number: item.number,
        task: item.task.code(),
        problem: item.task.problem.clone(),
        standing: item.task.standing(),
        older: item.task.year < section.meeting_year,
    });
    FactSheet {
        subject: section.subject.clone(),
        meeting: section.meeting.clone(),
        main: section.tally.clone(),
        older: section.older_tally.clone(),
        kinds: ledger.book.figure_kinds(),
        items: items.collect(),
    }
}

fn no_tasks(ledger: &Ledger, options: &Options, year: i32) -> ReportFault {
    let mut years: Vec<i32> = ledger.tasks.iter().map(|task| task.year).collect();
    years.sort_unstable();
    years.dedup();
    ReportFault::NoTasks {
        year,
        subject: options.subject.clone(),
        years,
    }
}
