//! Clauses: which verb in them makes which name.

use super::name;
use super::text::{Masked, is_institution, is_sign};
use super::words as w;
use super::{Institution, Making};

/// Joints between the names of one verb; a longer one before its own tail.
const JOINTS: [&str; 6] = ["以及", "、", "和", "及", "与", "并"];

/// What all clauses of a text make, in their order.
pub(super) fn all(masked: &Masked) -> Vec<Institution> {
    let mut found = Vec::new();
    let ends = ['。', '；', ';', '！', '!', '？', '?', '\n'];
    for sentence in masked.text.split(ends) {
        let mut is_planned = false;
        let mut before = "";
        for clause in sentence.split(['，', ',']) {
            let plan = w::PLANS.iter().any(|plan| governs(clause, plan));
            is_planned |= plan || plans(clause);
            if !is_planned {
                let clause = Clause {
                    masked,
                    text: clause,
                    before,
                };
                clause.read(&mut found);
            }
            before = clause;
        }
    }
    found
}

/// Whether a plan stands there and not in 按照…要求.
fn governs(clause: &str, plan: &str) -> bool {
    let Some(at) = harmless(clause).find(plan) else {
        return false;
    };
    let clause = harmless(clause);
    let (ahead, behind) = clause.split_at(at);
    // After its verb it belongs to what was made.
    let made = w::MADE.iter().chain(&w::REVISED);
    let is_object = made.clone().any(|verb| ahead.contains(verb)) || ahead.contains(is_sign);
    let is_ground = w::FOLLOWING
        .iter()
        .chain(&["按"])
        .any(|word| ahead.contains(word));
    let has_verb = behind.contains(is_sign) || made.clone().any(|verb| behind.contains(verb));
    let is_alone = behind.chars().count() <= plan.chars().count() + 8;
    !is_ground && (!is_object || behind.contains("印发")) && (has_verb || is_alone)
}

/// 计划 and 将 where they are verbs: before another verb, a day or a preposition.
fn plans(clause: &str) -> bool {
    let leads = |rest: &str| {
        let to = [
            "于",
            "在",
            "年",
            "明年",
            "今年",
            "下",
            "进一步",
            "对",
            "由",
            "再",
            "陆续",
            "及时",
            "会",
        ];
        to.iter()
            .chain(&w::MADE)
            .chain(&w::REVISED)
            .any(|word| rest.starts_with(word))
            || rest.starts_with(|c: char| c.is_ascii_digit())
    };
    ["计划", "将", "要"].iter().any(|word| {
        clause
            .split_once(word)
            .is_some_and(|(ahead, rest)| leads(rest) && !ahead.contains(is_sign))
            || clause
                .split_once(word)
                .is_some_and(|(ahead, rest)| ahead.ends_with(is_sign) && leads(rest))
    })
}

/// The clause without words that only look like a denial.
fn harmless(clause: &str) -> String {
    let mut clause = clause.to_owned();
    for word in w::HARMLESS {
        if clause.contains(word) {
            clause = clause.replace(word, "＿");
        }
    }
    clause
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
            if is_undone(ahead, behind) {
                continue;
            }
            if verb != w::IN_FORCE[0] && verb != w::IN_FORCE[1] {
                let named = found.len();
                self.objects(verb, behind, found);
                if found.len() > named {
                    continue;
                }
            }
            if w::AFTER_NAME.contains(&verb) && has_no_object(behind) {
                self.subjects(verb, ahead, found);
            }
        }
    }

    /// The verbs of the clause and where they stand.
    fn verbs(&self) -> Vec<(usize, &'static str)> {
        let mut verbs = Vec::new();
        let mut end = 0;
        for (at, _) in self.text.char_indices() {
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
                if !pending.is_empty() {
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
        let governed = harmless(&text[..first]);
        if w::GOVERNING.iter().any(|word| governed.contains(word))
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

/// Whether it is said not to be done, or not well.
fn is_undone(ahead: &str, behind: &str) -> bool {
    let ahead = harmless(ahead);
    let behind = harmless(behind);
    w::UNDONE.iter().any(|word| ahead.contains(word))
        || ["尚", "正在", "仍在", "还未", "还没"]
            .iter()
            .any(|word| behind.contains(word))
        || w::UNDONE_BEHIND.iter().any(|word| behind.ends_with(word))
}
