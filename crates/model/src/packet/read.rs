//! Reading a packet as a stream. Nothing in it is believed: sizes are bounded, the chain is
//! computed anew, and the packet is whole only when the head that it names is reached.

use std::io::{BufRead as _, BufReader, Read, Seek, Write};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::header::Header;
use super::{ENTRIES, EVIDENCE, Fault, HEADER, LONGEST_ENTRY, PacketWriter, Part};
use crate::digest::Digest;
use crate::entry::Recorded;
use crate::event::codec::Chain;
use crate::handed::Handed;

/// No header is longer.
const LONGEST_HEADER: u64 = 64 * 1024;
/// Entries unpack to no more than so many times their packed size; records of like wording, to a
/// tenth of it.
const MOST_TIMES: u64 = 200;
/// Of small packets nothing is asked.
const ALWAYS: u64 = 64 << 20;
/// What stands before an entry without its texts: its digest and a blank.
const DIGEST: usize = 65;
/// A zip archive begins with its first file, an empty one with its end.
const ZIP: [u8; 4] = *b"PK\x03\x04";

/// An open packet.
pub struct PacketReader<R: Read + Seek> {
    archive: ZipArchive<R>,
    handed: Handed,
    after: u64,
    evidence: Vec<Digest>,
}

impl<R: Read + Seek> PacketReader<R> {
    /// Opens a packet and reads what it says of itself.
    pub fn open(from: R) -> Result<Self, Fault> {
        let packet = Self::open_part(from)?;
        if packet.after > 0 {
            return Err(Fault::NotAPacket);
        }
        Ok(packet)
    }

    /// The same, also of what completes a packet.
    pub fn open_part(mut from: R) -> Result<Self, Fault> {
        let mut mark = [0; 4];
        from.read_exact(&mut mark).map_err(|_| Fault::NotAPacket)?;
        if mark != ZIP {
            return Err(Fault::NotAPacket);
        }
        from.rewind().map_err(Fault::Io)?;
        // The directory stands at the end: what is cut off has none.
        let mut archive = ZipArchive::new(from).map_err(|fault| match fault {
            ZipError::Io(fault) => Fault::reading(fault, Part::Header),
            _ => Fault::Truncated,
        })?;
        let mut text = String::new();
        match archive.by_name(HEADER) {
            Err(ZipError::FileNotFound) => return Err(Fault::NotAPacket),
            Err(fault) => return Err(Fault::archive(fault, Part::Header)),
            Ok(file) => file
                .take(LONGEST_HEADER)
                .read_to_string(&mut text)
                .map_err(|fault| Fault::reading(fault, Part::Header))?,
        };
        let header = Header::read(&text)?;
        let handed = header.handed()?;
        let evidence = evidence(&archive)?;
        if evidence.len() != header.evidence as usize {
            return Err(Fault::Altered(Part::Evidence));
        }
        Ok(Self {
            archive,
            handed,
            after: header.after,
            evidence,
        })
    }

    /// Whose history it is, and how far it goes. The entries prove it.
    pub fn handed(&self) -> &Handed {
        &self.handed
    }

    /// How many of the first entries are not in it.
    pub fn after(&self) -> u64 {
        self.after
    }

    /// The evidence whose bytes come along.
    pub fn evidence(&self) -> &[Digest] {
        &self.evidence
    }

    /// The entries in order. When the stream ends without a fault, the whole history is as it was
    /// written.
    pub fn entries(&mut self) -> Result<Entries<'_, R>, Fault> {
        Ok(Entries {
            lines: Lines::of(&mut self.archive)?,
            chain: Chain::of(&self.handed.ledger_id),
            handed: &self.handed,
            done: false,
        })
    }

    /// Makes the whole packet of a part: `held` gives the entries that it leaves out, with their digests, as they
    /// are kept where it came to. The packet is what was announced, or there is none; its evidence has no more
    /// than so many bytes.
    pub fn complete<W: Write + Seek, E: From<Fault>>(
        &mut self,
        to: W,
        most: u64,
        held: impl FnOnce(&mut dyn FnMut(String, Option<Digest>) -> Result<bool, E>) -> Result<(), E>,
    ) -> Result<W, E> {
        let mut whole = PacketWriter::begin(to, &self.handed, self.evidence.len() as u32)?;
        held(&mut |body, digest| {
            whole.kept(&body, digest)?;
            Ok(true)
        })?;
        let mut lines = Lines::of(&mut self.archive)?;
        for sequence in self.after + 1.. {
            let Some((digest, body)) = lines.next(sequence)? else {
                break;
            };
            whole.kept(&body, digest)?;
        }
        drop(lines);
        let mut bytes = 0_u64;
        for digest in self.evidence.clone() {
            // What a packet says of sizes is anything.
            bytes = bytes.saturating_add(self.copy_evidence(&digest, |size, _| size)?);
        }
        if bytes > most {
            return Err(Fault::TooLarge.into());
        }
        for digest in self.evidence.clone() {
            self.copy_evidence(&digest, |size, bytes| {
                whole.evidence(&digest, &mut bytes.take(size))
            })??;
        }
        Ok(whole.finish()?)
    }

    /// Streams the bytes of a piece of evidence; `take` is told how many there are and reads them.
    /// Whether they are those of the digest is for the taker to see.
    pub fn copy_evidence<T>(
        &mut self,
        digest: &Digest,
        take: impl FnOnce(u64, &mut dyn Read) -> T,
    ) -> Result<T, Fault> {
        let mut file = self
            .archive
            .by_name(&format!("{EVIDENCE}{digest}"))
            .map_err(|fault| Fault::archive(fault, Part::Evidence))?;
        Ok(take(file.size(), &mut file))
    }
}

/// The digests that the archive has bytes for; anything else in it was put there by others.
fn evidence<R: Read + Seek>(archive: &ZipArchive<R>) -> Result<Vec<Digest>, Fault> {
    let mut evidence = Vec::new();
    for name in archive.file_names() {
        let name = name.map_err(|_| Fault::Altered(Part::Header))?;
        if name == HEADER || name == ENTRIES {
            continue;
        }
        let digest = name.strip_prefix(EVIDENCE).and_then(Digest::from_hex);
        evidence.push(digest.ok_or(Fault::Altered(Part::Evidence))?);
    }
    Ok(evidence)
}

/// The lines of a packet's entries, bounded.
struct Lines<'a, R: Read> {
    file: BufReader<ZipFile<'a, R>>,
    /// Bytes that may still come.
    left: u64,
}

impl<'a, R: Read + Seek> Lines<'a, R> {
    fn of(archive: &'a mut ZipArchive<R>) -> Result<Self, Fault> {
        let file = match archive.by_name(ENTRIES) {
            Err(ZipError::FileNotFound) => return Err(Fault::Altered(Part::Entry(1))),
            found => found.map_err(|fault| Fault::archive(fault, Part::Entry(1)))?,
        };
        let most = file.compressed_size().saturating_mul(MOST_TIMES);
        Ok(Self {
            left: most.max(ALWAYS),
            file: BufReader::with_capacity(64 * 1024, file),
        })
    }
}

impl<R: Read> Lines<'_, R> {
    /// The line of the entry with this sequence: its text, and its digest where it lost its words. `None` at the
    /// end.
    fn next(&mut self, sequence: u64) -> Result<Option<(Option<Digest>, String)>, Fault> {
        let part = Part::Entry(sequence);
        let mut line = Vec::new();
        (&mut self.file)
            .take(LONGEST_ENTRY + DIGEST as u64)
            .read_until(b'\n', &mut line)
            .map_err(|fault| Fault::reading(fault, part))?;
        let Some(left) = self.left.checked_sub(line.len() as u64) else {
            return Err(Fault::TooLarge);
        };
        self.left = left;
        if line.is_empty() {
            return Ok(None);
        }
        let (digest, body) = erased(&line);
        if body.len() as u64 > LONGEST_ENTRY {
            return Err(Fault::TooLarge);
        }
        if line.last() != Some(&b'\n') {
            return Err(Fault::Truncated);
        }
        let front = line.len() - body.len();
        line.pop();
        // The very bytes that were read, and no more room than they take: several entries wait to be taken.
        line.drain(..front);
        line.shrink_to_fit();
        let body = String::from_utf8(line).map_err(|_| Fault::Altered(part))?;
        Ok(Some((digest, body)))
    }
}

/// The entries of a packet, each proved to follow the one before it.
pub struct Entries<'a, R: Read> {
    lines: Lines<'a, R>,
    chain: Chain,
    handed: &'a Handed,
    done: bool,
}

impl<R: Read> Entries<'_, R> {
    fn next_entry(&mut self) -> Result<Option<Recorded>, Fault> {
        let sequence = self.chain.sequence() + 1;
        let Some((digest, body)) = self.lines.next(sequence)? else {
            return match self.chain.sequence() {
                end if end < self.handed.entries => Err(Fault::Truncated),
                end if *self.chain.head() != self.handed.head => {
                    Err(Fault::Altered(Part::Entry(end)))
                }
                _ => match self.chain.first_unsaid() {
                    Some(unsaid) => Err(Fault::Altered(Part::Entry(unsaid))),
                    None => Ok(None),
                },
            };
        };
        if sequence > self.handed.entries {
            return Err(Fault::Altered(Part::Entry(sequence)));
        }
        let recorded = match digest {
            None => self.chain.next(body),
            Some(digest) => self.chain.erased(digest, body),
        };
        recorded
            .map(Some)
            .map_err(|fault| Fault::Entry(sequence, fault))
    }
}

/// The digest that a line gives, where its text lost its words, and that text. Whole ones begin with a
/// brace.
fn erased(line: &[u8]) -> (Option<Digest>, &[u8]) {
    let digest = line.split_at_checked(DIGEST).and_then(|(front, body)| {
        let digest = std::str::from_utf8(front).ok()?.strip_suffix(' ')?;
        Some((Digest::from_hex(digest)?, body))
    });
    match digest {
        Some((digest, body)) => (Some(digest), body),
        None => (None, line),
    }
}

impl<R: Read> Iterator for Entries<'_, R> {
    type Item = Result<Recorded, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.next_entry().transpose();
        self.done = !matches!(next, Some(Ok(_)));
        next
    }
}
