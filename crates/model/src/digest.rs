//! SHA-256 digests, the chain over the history, and check codes (校验码).

use std::fmt;
use std::io::Read;

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest; written as 64 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of some bytes: what `sha256sum` prints for them.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of all that can be read, however much it is.
    pub fn of_all(from: &mut dyn Read) -> std::io::Result<Self> {
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match from.read(&mut buffer)? {
                0 => return Ok(Self(hash.finalize().into())),
                count => hash.update(&buffer[..count]),
            }
        }
    }

    /// The digest of an entry: SHA-256 over the previous digest's 32 bytes and the body's text.
    pub fn chained(previous: &Self, body: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(previous.0);
        hash.update(body.as_bytes());
        Self(hash.finalize().into())
    }

    /// What stands before the first entry of a ledger: the digest of its id.
    pub fn genesis(ledger_id: &str) -> Self {
        Self::of(ledger_id.as_bytes())
    }

    /// From 32 bytes, as kept in the database.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// From 64 hex digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            let digit = |c: u8| (c as char).to_digit(16);
            *byte = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
        }
        Some(Self(bytes))
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A check code (校验码): how many entries a history had and the first 128 bits of its head digest, as
/// printed on what leaves the house: `15-0123-4567-89ab-cdef-0123-4567-89ab-cdef`. Those of before
/// schema 5 had 64 bits, `15-0123456789abcdef`: they are read, written and checked as they were.
#[derive(Debug, Clone)]
pub struct CheckCode {
    /// Number of entries.
    pub entries: u64,
    /// First hex digits of the digest of the last of them, as many as are printed.
    head: String,
    /// That digest, where the code was made from it.
    whole: Option<Digest>,
}

/// Hex digits of a code, and of one of before schema 5.
const DIGITS: usize = 32;
const WEAK_DIGITS: usize = 16;
/// Hex digits that stand together.
const GROUP: usize = 4;

impl CheckCode {
    /// The code of a history whose last entry has this sequence and digest.
    pub fn new(entries: u64, head: &Digest) -> Self {
        Self {
            entries,
            head: head.to_string()[..DIGITS].to_owned(),
            whole: Some(*head),
        }
    }

    /// Reads a printed code; blanks, full-width forms, capitals and how the digits are grouped do not
    /// matter.
    pub fn read(text: &str) -> Option<Self> {
        let text = office::text::width::narrow_all(text.trim()).to_ascii_lowercase();
        let dash = text.find(is_dash);
        let blank = text.find(char::is_whitespace);
        // One who reads it out may leave out the first dash, too.
        [dash, blank]
            .into_iter()
            .flatten()
            .find_map(|at| Self::parted(&text, at))
    }

    fn parted(text: &str, at: usize) -> Option<Self> {
        let plain = |text: &str| -> String {
            let stays = |c: &char| !c.is_whitespace() && !is_dash(*c);
            text.chars().filter(stays).collect()
        };
        let (entries, head) = (plain(&text[..at]), plain(&text[at..]));
        let valid = [DIGITS, WEAK_DIGITS].contains(&head.len())
            && head.bytes().all(|c| c.is_ascii_hexdigit())
            && entries.bytes().all(|c| c.is_ascii_digit());
        Some(Self {
            entries: entries.parse().ok().filter(|_| valid)?,
            head,
            whole: None,
        })
    }

    /// Whether it is one of the short ones: a history that has the same code can be made in seconds.
    pub fn is_weak(&self) -> bool {
        self.head.len() < DIGITS
    }

    /// Whether this digest is the one the code was printed from.
    pub fn matches(&self, digest: &Digest) -> bool {
        digest.to_string().starts_with(&self.head)
    }

    /// What a file says of the history it was made from, for its properties: the code, and the digest
    /// whole.
    pub fn properties(&self) -> Vec<(String, String)> {
        let code = ("校验码".to_owned(), self.to_string());
        let whole = self
            .whole
            .map(|digest| ("留痕摘要".to_owned(), digest.to_string()));
        std::iter::once(code).chain(whole).collect()
    }

    /// The digest of the last entry, where the code was made from it.
    pub fn digest(&self) -> Option<Digest> {
        self.whole
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '_' | '−' | '\u{2010}'..='\u{2015}')
}

/// Two codes are the same when they are printed alike.
impl PartialEq for CheckCode {
    fn eq(&self, other: &Self) -> bool {
        (self.entries, &self.head) == (other.entries, &other.head)
    }
}

impl Eq for CheckCode {}

impl fmt::Display for CheckCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.entries)?;
        if self.is_weak() {
            return write!(f, "-{}", self.head);
        }
        (0..DIGITS)
            .step_by(GROUP)
            .try_for_each(|at| write!(f, "-{}", &self.head[at..at + GROUP]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_common_tools() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").to_string(), empty);
        assert_eq!(Digest::from_hex(empty), Some(Digest::of(b"")));
        assert_eq!(Digest::from_hex(&empty[1..]), None);
        let chained = Digest::chained(&Digest::genesis("id"), "body");
        let mut bytes = Digest::of(b"id").as_bytes().to_vec();
        bytes.extend_from_slice(b"body");
        assert_eq!(chained, Digest::of(&bytes));
    }

    #[test]
    fn check_codes_read_what_they_write() {
        let code = CheckCode::new(15, &Digest::of(b"x"));
        assert_eq!(
            code.to_string(),
            "15-2d71-1642-b726-b044-0162-7ca9-fbac-32f5"
        );
        assert!(!code.is_weak());
        assert_eq!(CheckCode::read(&code.to_string()), Some(code.clone()));
        for typed in [
            " 15-2D71-1642-B726-B044-0162-7CA9-FBAC-32F5 ",
            "15-2d711642b726b04401627ca9fbac32f5",
            "１５－２ｄ７１－１６４２ b726b044 01627ca9fbac32f5",
            "15 2d71 1642 b726 b044 0162 7ca9 fbac 32f5",
            "15 2d71-1642-b726-b044-0162-7ca9-fbac-32f5",
            "15—2d711642—b726b044 01627ca9—fbac32f5",
        ] {
            assert_eq!(CheckCode::read(typed), Some(code.clone()), "{typed}");
        }
        for wrong in [
            "",
            "15",
            "15-123",
            "x-0123456789abcdef",
            "15-0123456789abcdeg",
            "15-0123-4567-89ab-cdef-0123-4567-89ab-cde",
            "15-0123-4567-89ab-cdef-0123-4567-89ab-cdef0",
            "-0123456789abcdef",
            "+15-0123456789abcdef",
        ] {
            assert_eq!(CheckCode::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn short_codes_of_before_stay_as_they_were() {
        let code = CheckCode::read("15-2D711642b726b044").expect("a code");
        assert!(code.is_weak() && code.matches(&Digest::of(b"x")));
        assert_eq!(code.to_string(), "15-2d711642b726b044");
        assert_ne!(code, CheckCode::new(15, &Digest::of(b"x")));
    }
}
