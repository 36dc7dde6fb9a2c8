//! The parts of a form with files, read as they come: never more of it in memory than what one packet
//! brought, and one part's head.

use memchr::memmem;
use office::system::spoken;

use super::arriving::Arriving;
use crate::limits::PART_HEAD;
use crate::refusal::Refusal;

/// Most signs of what parts the parts: as many as the standard allows.
const BOUNDARY: usize = 70;

/// What stands above a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// The field.
    pub(super) name: String,
    /// What the file is called, where it is one.
    pub(super) file: Option<String>,
}

/// The parts of a body.
pub(super) struct Parts<'a> {
    arriving: &'a mut Arriving,
    buffer: Vec<u8>,
    delimiter: Vec<u8>,
}

/// The boundary that the kind of a body names.
pub(super) fn boundary(kind: &str) -> Option<&str> {
    let (_, rest) = kind.split_once(';')?;
    let mut words = rest
        .split(';')
        .filter_map(|word| word.trim().split_once('='));
    let (_, boundary) = words.find(|(name, _)| name.eq_ignore_ascii_case("boundary"))?;
    let boundary = boundary.trim_matches('"');
    let plain = boundary.bytes().all(|byte| byte.is_ascii_graphic());
    (plain && !boundary.is_empty() && boundary.len() <= BOUNDARY).then_some(boundary)
}

impl<'a> Parts<'a> {
    pub(super) fn new(arriving: &'a mut Arriving, boundary: &str) -> Self {
        Self {
            arriving,
            // The first boundary has no line before it; so all are alike.
            buffer: b"\r\n".to_vec(),
            delimiter: format!("\r\n--{boundary}").into_bytes(),
        }
    }

    /// The head of the next part; `None` after the last. The part before it has been read to its end.
    pub(super) async fn next(&mut self) -> Result<Option<Head>, Refusal> {
        // Browsers write nothing before the first boundary.
        self.at_least(self.delimiter.len() + 2).await?;
        let Some(behind) = self.buffer.strip_prefix(self.delimiter.as_slice()) else {
            return Err(Refusal::Malformed);
        };
        let is_last = match &behind[..2] {
            b"--" => true,
            b"\r\n" => false,
            _ => return Err(Refusal::Malformed),
        };
        self.buffer.drain(..self.delimiter.len());
        if is_last {
            return Ok(None);
        }
        let mut read = 0;
        let end = loop {
            if let Some(end) = memmem::find(&self.buffer[read..], b"\r\n\r\n") {
                break read + end;
            }
            if self.buffer.len() > PART_HEAD {
                return Err(Refusal::Malformed);
            }
            read = self.buffer.len().saturating_sub(3);
            self.more().await?;
        };
        if end > PART_HEAD {
            return Err(Refusal::Malformed);
        }
        let head = head(&self.buffer[..end]).ok_or(Refusal::Malformed)?;
        // The line before the content stays: an empty content is followed by its boundary at once.
        self.buffer.drain(..end + 4);
        Ok(Some(head))
    }

    /// More of the part's content; `None` at its end.
    pub(super) async fn content(&mut self) -> Result<Option<Vec<u8>>, Refusal> {
        loop {
            if let Some(end) = memmem::find(&self.buffer, &self.delimiter) {
                if end == 0 {
                    return Ok(None);
                }
                let rest = self.buffer.split_off(end);
                return Ok(Some(std::mem::replace(&mut self.buffer, rest)));
            }
            // What may be the begin of a boundary waits.
            let sure = (self.buffer.len() + 1).saturating_sub(self.delimiter.len());
            if sure > 0 {
                let rest = self.buffer.split_off(sure);
                return Ok(Some(std::mem::replace(&mut self.buffer, rest)));
            }
            self.more().await?;
        }
    }

    async fn at_least(&mut self, count: usize) -> Result<(), Refusal> {
        while self.buffer.len() < count {
            self.more().await?;
        }
        Ok(())
    }

    /// Takes what comes next; the end may only come after the last boundary.
    async fn more(&mut self) -> Result<(), Refusal> {
        let bytes = self.arriving.next().await?.ok_or(Refusal::Malformed)?;
        self.buffer.extend_from_slice(&bytes);
        Ok(())
    }
}

/// What the lines above a part say; `None` where they are not as browsers write them.
fn head(lines: &[u8]) -> Option<Head> {
    let lines = spoken(lines);
    let mut said = None;
    for line in lines.split("\r\n").filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("content-disposition") {
            if said.is_some() {
                return None;
            }
            said = Some(value);
        }
    }
    let said = said?.trim_start().strip_prefix("form-data")?;
    let (mut name, mut file) = (None, None);
    let mut rest = said;
    while let Some(word) = rest.trim_start().strip_prefix(';') {
        let (key, value) = word.split_once("=\"")?;
        // A quotation mark within is written %22, or with a stroke before it.
        let end = closing(value)?;
        let value_read = unescaped(&value[..end]);
        rest = &value[end + 1..];
        let slot = match key.trim() {
            "name" => &mut name,
            "filename" => &mut file,
            _ => continue,
        };
        if slot.replace(value_read).is_some() {
            return None;
        }
    }
    (rest.trim().is_empty()).then_some(())?;
    Some(Head { name: name?, file })
}

/// Where the quoted value ends. A stroke before a quotation mark that ends the line is part of a path.
fn closing(value: &str) -> Option<usize> {
    let mut marks = value.match_indices('"').map(|(at, _)| at);
    marks.find(|at| {
        let behind = value[at + 1..].trim_start();
        behind.is_empty() || behind.starts_with(';')
    })
}

fn unescaped(value: &str) -> String {
    let plain = value.replace("\\\"", "\"");
    plain
        .replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::body::Body;

    use super::*;
    use crate::refusal::Kind;

    async fn all(body: Vec<u8>) -> Result<Vec<(Head, Vec<u8>)>, Refusal> {
        let mut arriving = Arriving::new(Body::from(body), Duration::from_secs(1));
        let mut parts = Parts::new(arriving.bounded(1 << 20, Kind::File), "xYz");
        let mut found = Vec::new();
        while let Some(head) = parts.next().await? {
            let mut content = Vec::new();
            while let Some(more) = parts.content().await? {
                content.extend(more);
            }
            found.push((head, content));
        }
        Ok(found)
    }

    fn read(body: impl Into<Vec<u8>>) -> Result<Vec<(Head, Vec<u8>)>, Refusal> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        runtime.expect("a runtime").block_on(all(body.into()))
    }

    fn part(rest: &str, content: &str) -> String {
        format!("--xYz\r\nContent-Disposition: form-data; {rest}\r\n\r\n{content}\r\n")
    }

    #[test]
    fn parts_are_read_as_browsers_write_them() {
        let body = part("name=\"甲\"", "a\r\n--xY")
            + &part(
                "name=\"f\"; filename=\"表（1）%22.csv\"\r\nContent-Type: text/csv",
                "\r\n\r\n",
            )
            + &part("name=\"e\"; filename=\"\"", "")
            + "--xYz--\r\n";
        let found = read(body).expect("read");
        let names: Vec<_> = found
            .iter()
            .map(|(head, _)| (head.name.as_str(), head.file.as_deref()))
            .collect();
        assert_eq!(
            names,
            [("甲", None), ("f", Some("表（1）\".csv")), ("e", Some(""))]
        );
        let contents: Vec<_> = found
            .iter()
            .map(|(_, content)| content.as_slice())
            .collect();
        assert_eq!(contents, [b"a\r\n--xY".as_slice(), b"\r\n\r\n", b""]);
    }

    #[test]
    fn what_no_browser_writes_is_refused() {
        let good = part("name=\"a\"", "1") + "--xYz--";
        assert!(read(good.clone()).is_ok());
        for end in 0..good.len() {
            assert_eq!(
                read(&good.as_bytes()[..end]),
                Err(Refusal::Malformed),
                "{end}"
            );
        }
        for body in [
            "before\r\n".to_owned() + &good,
            good.replace("--xYz--", "--xYzz--"),
            part("filename=\"a\"", "1") + "--xYz--",
            part("name=\"a\"; name=\"b\"", "1") + "--xYz--",
            part(
                "name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
                "1",
            ) + "--xYz--",
            part("name=a", "1") + "--xYz--",
            part("name=\"a\" x", "1") + "--xYz--",
            part(&format!("name=\"{}\"", "a".repeat(PART_HEAD)), "1") + "--xYz--",
        ] {
            assert_eq!(read(body.clone()), Err(Refusal::Malformed), "{body:.80}");
        }
    }

    #[test]
    fn the_boundary_is_plain_and_short() {
        assert_eq!(
            boundary("multipart/form-data; boundary=----WebKit1"),
            Some("----WebKit1")
        );
        assert_eq!(
            boundary("multipart/form-data; charset=x; Boundary=\"a b\""),
            None
        );
        for none in [
            "multipart/form-data",
            "multipart/form-data; boundary=",
            &format!("m/f; boundary={}", "a".repeat(71)),
        ] {
            assert_eq!(boundary(none), None, "{none}");
        }
    }
}
