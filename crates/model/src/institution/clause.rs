//! Clauses: which verb in them makes which name.

use super::text::{Masked, is_institution, is_sign};
use super::words as w;
use super::{Institution, Making};
use super::{name, plan};

/// Joints between the names of one verb; a longer one before its own tail.
const JOINTS: [&str; 6] = ["以及", "、", "和", "及", "与", "并"];

/// What all clauses of a text make, in their order.
pub(super) fn all(masked: &Masked) -> Vec<Institution> {
    let mut found = Vec::new();
    let ends = ['。', '；', ';', '！', '!', '？', '?', '\n'];
    for sentence in masked.text.split(ends) {
        let mut before = "";
        let clauses = || sentence.split(['，', ',']);
        for (place, text) in clauses().enumerate() {
            let named = found.len();
            let clause = Clause {
                masked,
                text,
                before,
            };
            clause.read(&mut found);
            // Most clauses name nothing, and need not be asked whether they are plans.
            if found.len() > named && clauses().take(place + 1).any(plan::is_planned) {
                found.truncate(named);
                break;
            }
            before = text;
        }
    }
    found
}

struct Clause<'a> {
    masked: &'a Masked,
    text: &'a str,
    /// The clause before it in its sentence.
    before: &'a str,
}

impl Clause<'_> {
    fn read(&self, found: &mut Vec<Institution>) {
        for (at, verb) in self.verbs() {
            let (ahead, behind) = (&self.text[..at], &self.text[at + verb.len()..]);
            let named = found.len();
            self.made(verb, ahead, behind, found);
            // Most verbs make nothing that has a name, and need not be asked.
            if found.len() > named && plan::is_undone(ahead, behind) {
                found.truncate(named);
            }
        }
    }

    /// What a verb makes if it is done.
    fn made(&self, verb: &str, ahead: &str, behind: &str, found: &mut Vec<Institution>) {
        if verb != w::IN_FORCE[0] && verb != w::IN_FORCE[1] {
            let named = found.len();
            self.objects(verb, behind, found);
            if found.len() > named {
                return;
            }
        }
        let is_work = behind == "工作" && ahead.contains("完成");
        if w::AFTER_NAME.contains(&verb) && (is_work || has_no_object(behind)) {
            self.subjects(verb, ahead, found);
        }
    }

    /// The verbs of the clause and where they stand.
    fn verbs(&self) -> Vec<(usize, &'static str)> {
        let mut verbs = Vec::new();
        let mut end = 0;
        for (at, c) in self.text.char_indices() {
            if !w::begins_verb(c) {
                continue;
            }
            let rest = &self.text[at..];
            let Some(verb) = w::VERBS.iter().find(|verb| rest.starts_with(**verb)) else {
                continue;
            };
            if at < end {
                continue;
            }
            end = at + verb.len();
            let behind = &self.text[end..];
            // 新修订的《…》 is somebody's; 修订稿 is a paper.
            let is_other = behind.starts_with(['的', '稿', '版', '情'])
                || behind.starts_with("后的")
                || *verb == "制定" && behind.starts_with('权')
                || *verb == w::PASSED && !w::PASSING.iter().any(|by| self.text[..at].ends_with(by));
            if !is_other {
                verbs.push((at, *verb));
            }
        }
        verbs
    }

    /// The names behind a verb: of all kinds, joined by 、 and 和.
    fn objects(&self, verb: &str, behind: &str, found: &mut Vec<Institution>) {
        let mut kind = making(verb);
        let mut pending = String::new();
        let mut is_first = true;
        let mut rest = behind;
        while let Some(c) = rest.chars().next() {
            if let Some(title) = self.masked.title(c) {
                rest = &rest[c.len_utf8()..];
                if !leads(&pending, is_first) {
                    return;
                }
                // 印发新修订的《…》
                if is_first && verb != "制定" && pending.contains("修订") {
                    kind = Making::Revised;
                }
                let tail = &rest[..item_end(rest)];
                let printed = tail.starts_with("的通知");
                if is_institution(&title.name) && (printed || !is_another(tail)) {
                    found.push(Institution {
                        name: title.name.clone(),
                        number: title.number.clone(),
                        kind,
                    });
                }
                if !(tail.is_empty() || tail.starts_with(['（', '(', '等'])) {
                    return;
                }
                (pending, is_first) = (String::new(), false);
                rest = &rest[tail.len()..];
                continue;
            }
            let end = item_end(rest);
            let item = &rest[..end];
            pending.push_str(item);
            rest = &rest[end..];
            if verb != w::SET_UP
                && let Some((name, behind)) = name::object(&pending)
            {
                let (name, more) = (name.to_owned(), !behind.is_empty());
                found.push(Institution {
                    name,
                    number: None,
                    kind,
                });
                if more {
                    return;
                }
                (pending, is_first) = (String::new(), false);
            }
            if let Some(joint) = JOINTS.iter().find(|joint| rest.starts_with(**joint)) {
                // A paper is an item of its own; what ends otherwise may go on: 车辆使用和管理办法.
                if w::PAPERS.iter().any(|paper| pending.ends_with(paper)) {
                    pending.clear();
                } else if !pending.is_empty() {
                    pending.push_str(joint);
                }
                rest = &rest[joint.len()..];
            }
        }
    }

    /// The names before a verb that has no object: in its clause, or in the one before where this has no
    /// subject.
    fn subjects(&self, verb: &str, ahead: &str, found: &mut Vec<Institution>) {
        let in_force = w::IN_FORCE.contains(&verb);
        if in_force && w::KEPT.iter().any(|word| ahead.contains(word)) {
            return;
        }
        let named = found.len();
        self.names(making_of(verb, ahead), ahead, true, found);
        let start = name::without_leading(ahead);
        let begins = start.is_empty() || w::NO_SUBJECT.iter().any(|word| start.starts_with(word));
        if found.len() == named && begins && !ahead.contains(is_sign) {
            self.names(making_of(verb, ahead), self.before, false, found);
        }
    }

    /// The names in what stands before a verb that nothing else governs.
    fn names(&self, kind: Making, text: &str, is_near: bool, found: &mut Vec<Institution>) {
        let Some(last) = text.rfind(is_sign) else {
            for item in text.split(['、']) {
                if let Some((name, behind)) = name::subject(item)
                    && (!is_near || is_between(behind))
                {
                    found.push(Institution {
                        name: name.to_owned(),
                        number: None,
                        kind,
                    });
                }
            }
            return;
        };
        let sign = text[last..].chars().next().map_or(0, char::len_utf8);
        let first = text.find(is_sign).unwrap_or(last);
        let governed = plan::harmless(&text[..first]);
        if w::GOVERNING.iter().any(|word| governed.contains(word))
            || governed.ends_with(['按', '照', '依'])
            || is_near && !is_between(&text[last + sign..])
            || !is_near && is_another(&text[last + sign..])
        {
            return;
        }
        for c in text[first..].chars() {
            if let Some(title) = self.masked.title(c)
                && is_institution(&title.name)
            {
                found.push(Institution {
                    name: title.name.clone(),
                    number: title.number.clone(),
                    kind,
                });
            }
        }
    }
}

fn making(verb: &str) -> Making {
    if w::REVISED.contains(&verb) {
        Making::Revised
    } else {
        Making::Made
    }
}

/// What a verb behind its name did: 《…》修订后印发 was revised.
fn making_of(verb: &str, ahead: &str) -> Making {
    if w::REVISED.iter().any(|revised| ahead.contains(revised)) {
        Making::Revised
    } else {
        making(verb)
    }
}

/// Where an item of a list ends: at a joint or a name.
fn item_end(text: &str) -> usize {
    let joint = JOINTS.iter().filter_map(|joint| text.find(joint));
    joint.chain(text.find(is_sign)).min().unwrap_or(text.len())
}

/// Whether only what leads to a name stands between it and its verb.
fn leads(gap: &str, is_first: bool) -> bool {
    let gap = name::without_leading(gap);
    if gap.is_empty() {
        return true;
    }
    is_first
        && gap.chars().count() <= 14
        && !w::GOVERNING
            .iter()
            .chain(&w::HEADS)
            .any(|word| gap.contains(word))
        && !gap.contains(['以', '由', '从'])
}

/// Whether what follows a name makes another thing of it: its handbook, its draft.
fn is_another(tail: &str) -> bool {
    // A count behind it tells nothing: 宣传册2000份.
    let tail = tail
        .split(|c: char| c.is_ascii_digit())
        .next()
        .unwrap_or_default();
    let ends = w::OTHER_THINGS.iter().chain(&w::PAPERS).chain(&w::ASKED);
    ends.clone().any(|word| tail.ends_with(word))
        || w::ASKED.iter().any(|word| tail.starts_with(word))
}

/// Whether what stands between a name and its verb leaves the name the thing that was made.
fn is_between(gap: &str) -> bool {
    !w::BETWEEN.iter().any(|word| gap.contains(word))
}

/// Whether a verb is the end of what is said of the name before it.
fn has_no_object(behind: &str) -> bool {
    behind.is_empty()
        || w::NO_OBJECT.iter().any(|word| behind.starts_with(word))
        || w::REVISED.iter().any(|word| behind.starts_with(word))
        || ["完善", "工作完成", "工作已完成"]
            .iter()
            .any(|word| behind.starts_with(word))
}
