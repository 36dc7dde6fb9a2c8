//! Writing a packet as the entries stream by.

use std::io::{Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::header::Header;
use super::{ENTRIES, EVIDENCE, Fault, HEADER, LONGEST_ENTRY, Part};
use crate::digest::Digest;
use crate::event::codec::Chain;
use crate::handed::Handed;

/// A packet under way: its entries in order, then evidence by digest, ascending.
pub struct PacketWriter<W: Write + Seek> {
    zip: ZipWriter<W>,
    handed: Handed,
    chain: Chain,
    after: u64,
    evidence: u32,
}

impl<W: Write + Seek> PacketWriter<W> {
    /// Begins the packet of that history, with so many files of evidence.
    pub fn begin(to: W, handed: &Handed, evidence: u32) -> Result<Self, Fault> {
        Self::begin_after(to, handed, 0, evidence)
    }

    /// Begins what completes a packet for whoever has its first so many entries. Those pass by too, and are left
    /// out.
    pub fn begin_after(to: W, handed: &Handed, after: u64, evidence: u32) -> Result<Self, Fault> {
        let mut zip = ZipWriter::new(to);
        let header = Header::of(handed, after, evidence);
        let header = serde_json::to_string(&header).unwrap_or_default();
        start(&mut zip, HEADER)?;
        zip.write_all(header.as_bytes()).map_err(Fault::Io)?;
        start(&mut zip, ENTRIES)?;
        Ok(Self {
            zip,
            handed: handed.clone(),
            chain: Chain::of(&handed.ledger_id),
            after,
            evidence,
        })
    }

    /// Writes the next entry, exactly as it was recorded.
    pub fn entry(&mut self, body: &str) -> Result<(), Fault> {
        self.chain.link(body);
        self.chain.note(body).map_err(|_| self.altered())?;
        self.line("", body)
    }

    /// The same as it is kept with that digest: one whose texts were erased takes it along.
    pub fn kept(&mut self, body: &str, digest: Option<Digest>) -> Result<(), Fault> {
        match digest {
            Some(digest) if !self.chain.goes_on(body, &digest) => {
                let erased = self.chain.erased(digest, body.to_owned());
                erased.map_err(|_| self.altered())?;
                self.line(&format!("{digest} "), body)
            }
            _ => self.entry(body),
        }
    }

    fn altered(&self) -> Fault {
        Fault::Altered(Part::Entry(self.chain.sequence()))
    }

    fn line(&mut self, before: &str, body: &str) -> Result<(), Fault> {
        // What nobody would take is not handed up.
        if body.len() as u64 >= LONGEST_ENTRY {
            return Err(Fault::TooLarge);
        }
        if self.chain.sequence() <= self.after {
            return Ok(());
        }
        [before, body, "\n"]
            .iter()
            .try_for_each(|part| self.zip.write_all(part.as_bytes()))
            .map_err(Fault::Io)
    }

    /// Writes the bytes of a piece of evidence.
    pub fn evidence(&mut self, digest: &Digest, bytes: &mut dyn Read) -> Result<(), Fault> {
        self.evidence = self.evidence.saturating_sub(1);
        start(&mut self.zip, &format!("{EVIDENCE}{digest}"))?;
        std::io::copy(bytes, &mut self.zip).map_err(Fault::Io)?;
        Ok(())
    }

    /// Completes the packet. It must have become what was announced: a history that is not whole
    /// makes no packet.
    pub fn finish(self) -> Result<W, Fault> {
        let (sequence, head) = (self.chain.sequence(), self.chain.head());
        if sequence != self.handed.entries || *head != self.handed.head {
            return Err(Fault::Altered(Part::Entry(sequence)));
        }
        if let Some(sequence) = self.chain.first_unsaid() {
            return Err(Fault::Altered(Part::Entry(sequence)));
        }
        if self.evidence > 0 {
            return Err(Fault::Altered(Part::Evidence));
        }
        self.zip
            .finish()
            .map_err(|fault| Fault::archive(fault, Part::Evidence))
    }
}

/// The times are fixed, so that the same history has the same bytes.
fn start<W: Write + Seek>(zip: &mut ZipWriter<W>, name: &str) -> Result<(), Fault> {
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .large_file(name == ENTRIES);
    zip.start_file(name, options)
        .map_err(|fault| Fault::archive(fault, Part::Entry(0)))
}
