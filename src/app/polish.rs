//! A polished section (底稿) taken back: what was rewritten becomes the tasks' wording, all at once.

use std::path::Path;

use super::fault::Fault;
use super::{Call, assemble, files};
use model::event::{Change, TextField};
use model::subject::Subject;
use papers::report::polish::{self, Rewritten, Slip};
use papers::report::{Options, Phrases, ReportFault};
use store::Store;

/// Which sheet, and how the section is told that it was written from.
pub(crate) struct Request<'a> {
    pub file: &'a Path,
    pub options: &'a Options,
    pub phrases: &'a Phrases,
}

/// What the sheet asks of a person.
pub(crate) trait Front {
    /// What it fails with.
    type Error: From<Fault>;

    /// Whether a doubtful text becomes the wording all the same; `None` where nobody says.
    fn keeps(&mut self, text: &Rewritten) -> Result<Option<bool>, Self::Error>;
    /// There is no such section.
    fn no_section(&self, store: &Store, fault: &ReportFault) -> Self::Error;
}

/// What became of a sheet.
#[derive(Default)]
pub(crate) struct Taken {
    /// Recorded as wordings.
    pub rewritten: Vec<Rewritten>,
    /// A person said no.
    pub declined: Vec<Rewritten>,
    /// Doubtful, and nobody was there to say.
    pub undecided: Vec<Rewritten>,
    /// How many blocks stand as they were written.
    pub unchanged: usize,
    /// What is wrong with markers and blocks.
    pub slips: Vec<Slip>,
}

impl Taken {
    /// How many texts of the file wait for somebody.
    pub(crate) fn open(&self) -> usize {
        let lost = self.slips.iter().filter(|slip| slip.loses_text());
        self.undecided.len() + lost.count()
    }
}

/// Takes a sheet back: what is doubtful is asked about, the rest recorded in one batch.
pub(crate) fn take<F: Front>(
    call: Call<'_>,
    store: &mut Store,
    request: &Request<'_>,
    front: &mut F,
) -> Result<Taken, F::Error> {
    let sequence = store.sequence().map_err(Fault::from)?;
    let Request {
        file,
        options,
        phrases,
    } = request;
    let paragraphs = files::read_paragraphs(file)?;
    let subject = options.subject.as_ref().map(Subject::name);
    let ledger = assemble::for_report(call, store, options.kind, options.year, subject)?;
    let polished = polish::take(&ledger, options, phrases, &paragraphs)
        .map_err(|fault| front.no_section(store, &fault))?;
    let mut taken = Taken {
        unchanged: polished.unchanged,
        slips: polished.slips,
        ..Taken::default()
    };
    for text in polished.rewritten {
        let keeps = if text.doubts.is_empty() {
            Some(true)
        } else {
            front.keeps(&text)?
        };
        match keeps {
            Some(true) => taken.rewritten.push(text),
            Some(false) => taken.declined.push(text),
            None => taken.undecided.push(text),
        }
    }
    if !taken.rewritten.is_empty() {
        record(call, store, sequence, &taken.rewritten)?;
    }
    Ok(taken)
}

fn record(
    call: Call<'_>,
    store: &mut Store,
    sequence: u64,
    texts: &[Rewritten],
) -> Result<(), Fault> {
    store.write(call.stamp, |writer| {
        writer.expect(sequence)?;
        for rewritten in texts {
            let number = rewritten.number;
            let wording = Change::Text(TextField::Wording, Some(rewritten.text.clone()));
            let event = writer.task(number)?.edit(vec![wording]);
            let event = event.map_err(|refusal| Fault::Refused(number, refusal))?;
            writer.record(number, event)?;
        }
        Ok(())
    })
}
