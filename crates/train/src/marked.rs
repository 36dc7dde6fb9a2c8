//! Marked documents: `data/*.txt` holds many, each after a line `=== name | 班子 | year | genre or change`.
//! Marks in the text say what it means and go before it is read; `data/README.md` has the list.

use std::collections::HashSet;
use std::path::Path;

use documents::document::reading::evidence::Evidence;
use documents::document::reading::label::{Allowed, Label};
use documents::document::reading::{self, Cut};

/// A document with what its spans may be.
pub(crate) struct Marked {
    pub(crate) name: String,
    pub(crate) cut: Cut,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) allowed: Vec<Allowed>,
    /// It holds problems, measures or anything else that is looked for.
    pub(crate) holds: bool,
    /// The mark of each span, for reports.
    pub(crate) meant: Vec<Option<Label>>,
}

/// The texts of the files in a folder, in the order of their names.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap_or_default())
        .collect()
}

/// The documents of a file: their head lines and bodies.
pub(crate) fn documents(file: &str) -> Vec<(String, String)> {
    file.split("\n=== ")
        .map(|part| part.strip_prefix("=== ").unwrap_or(part))
        .filter_map(|part| part.split_once('\n'))
        .filter(|(_, body)| !body.trim().is_empty())
        .map(|(head, body)| (head.to_owned(), body.to_owned()))
        .collect()
}

/// All documents of a folder.
pub(crate) fn folder(folder: &Path) -> Vec<(String, String)> {
    files(folder)
        .iter()
        .flat_map(|file| documents(file))
        .collect()
}

/// Letters of the text with the mark that each stands in.
struct Letters {
    text: String,
    signs: Vec<char>,
    marks: Vec<Option<usize>>,
    keys: Vec<String>,
}

fn letters(body: &str) -> Letters {
    let mut out = Letters {
        text: String::new(),
        signs: Vec::new(),
        marks: Vec::new(),
        keys: Vec::new(),
    };
    let mut rest = body;
    let plain = |out: &mut Letters, text: &str, mark: Option<usize>| {
        out.text.push_str(text);
        for c in text.chars().filter(|c| c.is_alphanumeric()) {
            out.signs.push(c);
            out.marks.push(mark);
        }
    };
    while let Some((before, after)) = rest.split_once('{') {
        plain(&mut out, before, None);
        let Some((mark, behind)) = after.split_once('}') else {
            break;
        };
        let (key, text) = mark.split_once('|').unwrap_or(("x", mark));
        let (key, shown) = key.split_once('=').unwrap_or((key, text));
        out.keys.push(key.to_owned());
        let at = out.keys.len() - 1;
        plain(&mut out, shown, Some(at));
        rest = behind;
    }
    plain(&mut out, rest, None);
    out
}

fn label(key: &str) -> Option<Label> {
    Some(match key {
        "x" => Label::Chrome,
        "sp" => Label::Problems,
        "sc" => Label::Causes,
        "sm" => Label::Measures,
        "sl" => Label::LastYear,
        "ss" => Label::Statement,
        "so" => Label::Other,
        "d" => Label::Dimension,
        "p" => Label::Problem,
        "c" => Label::Cause,
        "g" => Label::Group,
        "m" => Label::Grouped,
        "M" | "tm" => Label::Measure,
        "l" => Label::LastItem,
        "lead" | "dept" | "owner" | "due" => Label::Field,
        _ => return None,
    })
}

const HEADINGS: [Label; 6] = [
    Label::Problems,
    Label::Causes,
    Label::Measures,
    Label::LastYear,
    Label::Statement,
    Label::Other,
];

/// Cuts a document and says of each span what it may be.
pub(crate) fn marked(head: &str, body: &str, faults: &mut Vec<String>) -> Option<Marked> {
    let name = head.split('|').next().unwrap_or_default().trim().to_owned();
    let letters = letters(body);
    let change = head.split('|').nth(3).unwrap_or_default().trim();
    let text = changed(&letters.text, change);
    let markdown = text.starts_with('#') || text.contains("\n#");
    let cut = reading::cut(text.as_bytes(), if markdown { "a.md" } else { "a.txt" })?;
    let has = |keys: &[&str]| letters.keys.iter().any(|key| keys.contains(&key.as_str()));
    let mut walk = Walk {
        sections: has(&["sp", "sc", "sm", "x", "so"]),
        holds: !letters
            .keys
            .iter()
            .all(|key| matches!(key.as_str(), "x" | "so" | "ss")),
        letters,
        at: 0,
        seen: HashSet::new(),
        item: false,
        heading: None,
    };
    let (mut allowed, mut meant) = (Vec::new(), Vec::new());
    for i in 0..cut.spans.len() {
        let (bits, label) = walk.judge(&cut, i).unwrap_or_else(|fault| {
            faults.push(format!("{name}: {fault} {:?}", cut.text(i)));
            (Allowed::ANY, None)
        });
        allowed.push(bits);
        meant.push(label);
    }
    Some(Marked {
        name,
        evidence: cut.evidence(),
        cut,
        allowed,
        holds: walk.holds,
        meant,
    })
}

/// The marks, and how far the spans have walked along them.
struct Walk {
    letters: Letters,
    /// Headings are marked too.
    sections: bool,
    holds: bool,
    at: usize,
    seen: HashSet<usize>,
    /// An item is open.
    item: bool,
    /// The paragraph of the heading that was read last, where nothing followed yet.
    heading: Option<usize>,
}

impl Walk {
    fn judge(&mut self, cut: &Cut, i: usize) -> Result<(Allowed, Option<Label>), &'static str> {
        let bare =
            |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        let (lead, own) = (bare(cut.lead(i)), bare(cut.text(i)));
        let all: Vec<char> = lead.iter().chain(&own).copied().collect();
        let found = find(&self.letters.signs, self.at, &all).ok_or("stands nowhere")?;
        self.at = found + all.len();
        let marks = &self.letters.marks[found + lead.len().min(all.len())..self.at];
        let mut inside: Vec<usize> = marks.iter().flatten().copied().collect();
        inside.dedup();
        let begun = inside
            .iter()
            .copied()
            .find(|mark| !self.seen.contains(mark));
        self.seen.extend(&inside);
        let idle = Allowed::of(&[Label::Lead, Label::Chrome, Label::Body]);
        if own.is_empty() {
            return Ok((idle, None));
        }
        if let Some(mark) = begun {
            let Some(label) = label(&self.letters.keys[mark]) else {
                return Ok((idle, None));
            };
            self.item = !matches!(label, Label::Chrome | Label::Dimension | Label::Group)
                && !HEADINGS.contains(&label);
            self.heading = (!self.item).then_some(cut.spans[i].at);
            return Ok((Allowed::of(&[label]), Some(label)));
        }
        if let Some(mark) = inside.first() {
            let chrome = self.letters.keys[*mark] == "x";
            let label = if chrome { Label::Chrome } else { Label::Body };
            return Ok((Allowed::of(&[label]), Some(label)));
        }
        Ok((self.unmarked(cut, i), None))
    }

    fn unmarked(&self, cut: &Cut, i: usize) -> Allowed {
        let span = &cut.spans[i];
        let mut labels = vec![Label::Lead, Label::Chrome];
        if span.bare_label {
            // 产生原因： with nothing behind it may head what follows, and carries nothing on.
            labels.extend(HEADINGS);
            return Allowed::of(&labels);
        }
        // Behind a heading, in its paragraph, what carries on would be read as part of it.
        if self.item || (self.heading.is_some() && self.heading != Some(span.at)) {
            labels.push(Label::Body);
        }
        if self.sections && self.item {
            labels = vec![Label::Body];
        } else if !self.holds {
            labels.extend([Label::Other, Label::Body]);
        } else if !self.sections {
            labels.extend(HEADINGS);
        }
        Allowed::of(&labels)
    }
}

fn find(letters: &[char], from: usize, wanted: &[char]) -> Option<usize> {
    let end = letters.len().min(from + 4000);
    if wanted.is_empty() {
        return Some(from.min(letters.len()));
    }
    letters[from.min(end)..end]
        .windows(wanted.len())
        .position(|window| window == wanted)
        .map(|at| from + at)
}

/// Breaks lines, or closes them up, as copies do.
fn changed(text: &str, change: &str) -> String {
    if change == "blanks" {
        return text.replace('\n', " ");
    }
    let Some(width) = change.strip_prefix("wrap=").and_then(|n| n.parse().ok()) else {
        return text.to_owned();
    };
    let mut out = String::new();
    for line in text.lines() {
        let chars: Vec<char> = line.chars().collect();
        for part in chars.chunks(width) {
            out.extend(part);
            out.push('\n');
        }
        if chars.is_empty() {
            out.push('\n');
        }
    }
    out
}
