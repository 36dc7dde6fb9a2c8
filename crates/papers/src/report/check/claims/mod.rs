//! A text that people edited, every claim of it held against the ledger: totals, states, days,
//! numbers, extensions. Claims are values read from sentences; nothing depends on how today's
//! phrases word them.

mod counts;
mod held;
mod judge;
mod known;
mod missing;
mod place;
mod plain;
mod problem;
mod rewritten;
mod scan;
mod scope;
mod states;
mod titles;
mod words;

pub(crate) use problem::of_problem;
pub(crate) use rewritten::beyond;

use std::collections::{HashMap, HashSet};

use crate::report::check::{Finding, Reason, outline, remains};
use crate::report::facts::{self, Section};
use crate::report::fix::Fix;
use crate::report::item::Item;
use crate::report::options::Options;
use held::Fault;
use known::Known;
use model::ledger::Ledger;
use office::text::sentence;
use place::{Owner, Sentence};
use scope::Scope;

/// What came of reading a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// What the ledger says otherwise, or what the text leaves out.
    pub wrong: Vec<Finding>,
    /// What no record has, so that nothing can be said of it (无法核对).
    pub unassigned: Vec<Unassigned>,
}

/// A sentence with claims that no record has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unassigned {
    /// Number of the paragraph, from 1.
    pub paragraph: usize,
    /// The sentence as it stands in the file.
    pub sentence: String,
    /// The claims; none where the whole sentence speaks of what the ledger does not have.
    pub claims: Vec<String>,
}

impl Checked {
    /// Whether everything agrees.
    pub fn is_clean(&self) -> bool {
        self.wrong.is_empty() && self.unassigned.is_empty()
    }
}

/// Reads the text of year `options.year`'s report; the options say whose it is.
pub fn text(ledger: &Ledger, options: &Options, paragraphs: &[String]) -> Checked {
    let sections = facts::sections(ledger, options);
    let mut wrong = outline::announced(paragraphs);
    wrong.extend(remains::remains(ledger, options.year, paragraphs));
    let mut checked = Checked {
        wrong,
        ..Checked::default()
    };
    if sections.is_empty() {
        return checked;
    }
    let text = Text::of(&sections, paragraphs);
    let mut reader = Reader::new(ledger, &text);
    for sentence in &text.sentences {
        reader.read(sentence, &mut checked);
    }
    checked.wrong.extend(unaccounted(&text, paragraphs));
    checked
        .wrong
        .extend(missing::left_out(ledger, options, &text));
    checked.wrong.sort_by_key(|finding| finding.reason);
    let mut seen = HashSet::new();
    let told = |finding: &Finding| (finding.message.clone(), finding.tasks.clone());
    checked.wrong.retain(|finding| seen.insert(told(finding)));
    checked
}

/// A text with the sections that it tells of.
pub(super) struct Text<'a> {
    sections: &'a [Section<'a>],
    items: Vec<Vec<&'a Item<'a>>>,
    sentences: Vec<Sentence<'a>>,
}

impl<'a> Text<'a> {
    fn of(sections: &'a [Section<'a>], paragraphs: &'a [String]) -> Self {
        let items: Vec<Vec<&Item<'_>>> = sections
            .iter()
            .map(|section| section.items().collect())
            .collect();
        Self {
            sentences: place::sentences(paragraphs, sections, &items),
            sections,
            items,
        }
    }

    fn scope(&self, ledger: &'a Ledger, owner: &Owner) -> Option<Scope<'a>> {
        match owner {
            Owner::Section(section) => {
                Some(Scope::of_section(ledger, &self.sections[*section], false))
            }
            Owner::Older(section) => {
                Some(Scope::of_section(ledger, &self.sections[*section], true))
            }
            Owner::Group(section, group) => Some(Scope::of_group(
                ledger,
                &self.sections[*section],
                together(&self.sections[*section], *group),
            )),
            Owner::Items(section, places) => {
                let items = places.iter().map(|place| self.items[*section][*place]);
                Some(Scope::of_items(ledger, items.collect()))
            }
            Owner::Stranger | Owner::Outside => None,
        }
    }

    /// The sections whose problems the text names at all: a team's report says nothing of a
    /// person's. Where it names none, the first stands for what it should have told.
    fn told(&self) -> HashSet<usize> {
        let named = self
            .sentences
            .iter()
            .filter_map(|sentence| match &sentence.owner {
                Owner::Items(section, _) | Owner::Group(section, _) => Some(*section),
                _ => None,
            });
        let told: HashSet<usize> = named.collect();
        if told.is_empty() {
            HashSet::from([0])
        } else {
            told
        }
    }
}

/// Reads sentence by sentence; what may be said of a problem is gathered once.
struct Reader<'a, 't> {
    ledger: &'a Ledger,
    text: &'t Text<'a>,
    scopes: HashMap<Owner, Scope<'a>>,
    whole: Option<Known>,
}

impl<'a, 't> Reader<'a, 't> {
    fn new(ledger: &'a Ledger, text: &'t Text<'a>) -> Self {
        Self {
            ledger,
            text,
            scopes: HashMap::new(),
            whole: None,
        }
    }

    fn read(&mut self, sentence: &Sentence<'_>, checked: &mut Checked) {
        let (ledger, text) = (self.ledger, self.text);
        let unassigned = |claims| Unassigned {
            paragraph: sentence.paragraph,
            sentence: sentence.source.to_owned(),
            claims,
        };
        if sentence.owner == Owner::Stranger {
            checked.unassigned.push(unassigned(Vec::new()));
            return;
        }
        if sentence.owner == Owner::Outside {
            let whole = self.whole.get_or_insert_with(|| Known::of_ledger(ledger));
            let faults = judge::strange(sentence, whole);
            if !faults.is_empty() {
                let claims = faults.into_iter().filter_map(|fault| claim(&fault));
                checked.unassigned.push(unassigned(claims.collect()));
            }
            return;
        }
        if !self.scopes.contains_key(&sentence.owner)
            && let Some(scope) = text.scope(ledger, &sentence.owner)
        {
            self.scopes.insert(sentence.owner.clone(), scope);
        }
        let Some(scope) = self.scopes.get(&sentence.owner) else {
            return;
        };
        let (open, wrong): (Vec<Fault>, Vec<Fault>) = judge::faults(sentence, scope)
            .into_iter()
            .partition(|fault| matches!(fault, Fault::Unassigned { .. }));
        if !open.is_empty() {
            let claims = open.iter().filter_map(claim).collect();
            checked.unassigned.push(unassigned(claims));
        }
        let Some(section) = place::section_of(&sentence.owner) else {
            return;
        };
        let year = text.sections[section].meeting_year;
        let found = wrong.iter().flat_map(|fault| findings(fault, scope, year));
        checked.wrong.extend(found);
    }
}

fn claim(fault: &Fault) -> Option<String> {
    match fault {
        Fault::Unassigned { said } => Some(said.clone()),
        _ => None,
    }
}

fn findings(fault: &Fault, scope: &Scope<'_>, year: i32) -> Vec<Finding> {
    let general = |message: String| Finding::general(Reason::States, message, Fix::Count(year));
    match fault {
        Fault::Number { said, known } => {
            vec![general(format!("写有“{said}”，台账中是{known}"))]
        }
        Fault::Figure { said, known } => {
            vec![general(format!("写有“{said}”，台账合计是{known}"))]
        }
        Fault::All { said, count } => {
            vec![general(format!(
                "写有“{said}”，台账中有{count}个问题不是这样"
            ))]
        }
        Fault::Day { said, known } => {
            let message = format!("写有“{said}”，台账中是{known}");
            match scope.items.as_slice() {
                [item] if scope.counts.is_none() => {
                    vec![Finding::of(
                        Reason::States,
                        item.task,
                        message,
                        Fix::Show(item.task.code()),
                    )]
                }
                _ => vec![general(message)],
            }
        }
        Fault::State { said, items } => {
            let items = items.iter().map(|place| scope.items[*place]);
            let findings = items.map(|item| {
                let title = sentence::one_line(&item.task.problem);
                let message = format!("“{title}”写成“{said}”，台账中是{}", standing(item));
                Finding::of(
                    Reason::States,
                    item.task,
                    message,
                    Fix::Show(item.task.code()),
                )
            });
            findings.collect()
        }
        Fault::Unassigned { .. } => Vec::new(),
    }
}

/// How it stands, with what is told beside the status.
fn standing(item: &Item<'_>) -> String {
    let task = item.task;
    let mut words = vec![task.status.kind().word()];
    if item.overdue {
        words.push("已逾期");
    }
    if task.is_long_term() {
        words.push("长期坚持");
    }
    words.join("、")
}

/// The problems of a dimension, or the older ones.
fn together<'a>(section: &'a Section<'a>, group: usize) -> &'a [Item<'a>] {
    let group = section.groups.get(group);
    group.map_or(section.older.as_slice(), |group| &group.items)
}

/// The problems of a dimension that a sentence counts without naming them.
fn counted(
    text: &Text<'_>,
    sentence: &Sentence<'_>,
    section: usize,
    group: usize,
) -> Vec<(usize, usize)> {
    let groups = &text.sections[section].groups;
    let before: usize = groups[..group].iter().map(|group| group.items.len()).sum();
    let own = before..before + together(&text.sections[section], group).len();
    let classes = words::TOGETHER
        .iter()
        .filter(|(word, _)| sentence.text.contains(word))
        .map(|(_, class)| *class);
    let classes: Vec<_> = classes.collect();
    own.filter(|place| {
        let standing = text.items[section][*place].task.standing();
        standing.is_some_and(|standing| classes.contains(&standing))
    })
    .map(|place| (section, place))
    .collect()
}

/// Problems that the text does not name, nor tells in the words kept for them.
fn unaccounted(text: &Text<'_>, paragraphs: &[String]) -> Vec<Finding> {
    let mut named: HashSet<(usize, usize)> = HashSet::new();
    for sentence in &text.sentences {
        match &sentence.owner {
            Owner::Items(section, places) => {
                named.extend(places.iter().map(|place| (*section, *place)));
            }
            Owner::Group(section, group) => named.extend(counted(text, sentence, *section, *group)),
            _ => {}
        }
    }
    let mut whole: Option<String> = None;
    let mut findings = Vec::new();
    let mut told: Vec<usize> = text.told().into_iter().collect();
    told.sort_unstable();
    for section in told {
        for (place, item) in text.items[section].iter().enumerate() {
            if named.contains(&(section, place)) {
                continue;
            }
            let whole = whole.get_or_insert_with(|| plain::plain(&paragraphs.join("\n")));
            let worded = item.task.wording.as_ref().is_some_and(|wording| {
                let words = plain::plain(sentence::open_end(&wording.text));
                !words.is_empty() && whole.contains(&words)
            });
            if !worded {
                let title = sentence::one_line(&item.task.problem);
                let message = format!("没有交代问题“{title}”");
                findings.push(Finding::of(
                    Reason::Counts,
                    item.task,
                    message,
                    Fix::Show(item.task.code()),
                ));
            }
        }
    }
    findings
}
