//! Marked documents: `data/*.txt` holds many, each after a line `=== name | 班子 | year | genre or change`.
//! Marks in the text say what it means and go before it is read; `data/README.md` has the list.

use std::collections::HashMap;
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
    letters: Vec<char>,
    marks: Vec<Option<usize>>,
    keys: Vec<String>,
}

fn letters(body: &str) -> Letters {
    let mut out = Letters {
        text: String::new(),
        letters: Vec::new(),
        marks: Vec::new(),
        keys: Vec::new(),
    };
    let mut rest = body;
    let plain = |out: &mut Letters, text: &str, mark: Option<usize>| {
        out.text.push_str(text);
        for c in text.chars().filter(|c| c.is_alphanumeric()) {
            out.letters.push(c);
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
    let file = if text.starts_with('#') || text.contains("\n#") {
        "a.md"
    } else {
        "a.txt"
    };
    let cut = reading::cut(text.as_bytes(), file)?;
    let sections = letters
        .keys
        .iter()
        .any(|key| matches!(key.as_str(), "sp" | "sc" | "sm" | "x" | "so"));
    let holds = letters
        .keys
        .iter()
        .any(|key| !matches!(key.as_str(), "x" | "so" | "ss"));
    let mut at = 0;
    let mut seen: HashMap<usize, usize> = HashMap::new();
    let mut allowed = Vec::new();
    let mut meant = Vec::new();
    let mut item = false;
    let mut heading = None;
    for i in 0..cut.spans.len() {
        let lead: Vec<char> = cut
            .lead(i)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        let own: Vec<char> = cut
            .text(i)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        let all: Vec<char> = lead.iter().chain(&own).copied().collect();
        let Some(found) = find(&letters.letters, at, &all) else {
            faults.push(format!("{name}: {:?} stands nowhere", cut.text(i)));
            allowed.push(Allowed::ANY);
            meant.push(None);
            continue;
        };
        at = found + all.len();
        let marks = &letters.marks[found + lead.len().min(all.len())..at];
        let mut inside: Vec<usize> = marks.iter().flatten().copied().collect();
        inside.dedup();
        let begun: Vec<usize> = inside
            .iter()
            .copied()
            .filter(|mark| !seen.contains_key(mark))
            .collect();
        for mark in &inside {
            seen.insert(*mark, i);
        }
        if own.is_empty() {
            allowed.push(Allowed::of(&[Label::Lead, Label::Chrome, Label::Body]));
            meant.push(None);
            continue;
        }
        if begun.len() > 1 {
            let keys: Vec<&str> = begun.iter().map(|m| letters.keys[*m].as_str()).collect();
            faults.push(format!("{name}: {keys:?} in one span {:?}", cut.text(i)));
        }
        if let Some(mark) = begun.first() {
            let key = letters.keys[*mark].as_str();
            match label(key) {
                Some(label) => {
                    item = !matches!(label, Label::Chrome | Label::Dimension | Label::Group)
                        && !HEADINGS.contains(&label);
                    heading = (!item).then_some(cut.spans[i].at);
                    allowed.push(Allowed::of(&[label]));
                    meant.push(Some(label));
                }
                None => {
                    allowed.push(Allowed::of(&[Label::Lead, Label::Body, Label::Chrome]));
                    meant.push(None);
                }
            }
            continue;
        }
        if let Some(mark) = inside.first() {
            let chrome = letters.keys[*mark] == "x";
            allowed.push(if chrome {
                Allowed::of(&[Label::Chrome])
            } else {
                Allowed::of(&[Label::Body])
            });
            meant.push(Some(if chrome { Label::Chrome } else { Label::Body }));
            continue;
        }
        let mut labels = vec![Label::Lead, Label::Chrome];
        if cut.spans[i].bare_label {
            // 产生原因： with nothing behind it may head what follows, and carries nothing on.
            labels.extend(HEADINGS);
            allowed.push(Allowed::of(&labels));
            meant.push(None);
            continue;
        }
        // Behind a heading, in its paragraph, what carries on would be read as part of it.
        if item || (heading.is_some() && heading != Some(cut.spans[i].at)) {
            labels.push(Label::Body);
        }
        if sections && item {
            labels = vec![Label::Body];
        } else if !holds {
            labels.extend([Label::Other, Label::Body]);
        } else if !sections {
            labels.extend(HEADINGS);
        }
        allowed.push(Allowed::of(&labels));
        meant.push(None);
    }
    Some(Marked {
        name,
        evidence: cut.evidence(),
        cut,
        allowed,
        holds,
        meant,
    })
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
