//! Where a text names the problems of the ledger, and where another section begins.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::report::check::claims::plain::{Plain, QUOTE, plain};
use crate::report::facts::Section;
use crate::report::item::Item;
use crate::report::title::trimmed_title;
use model::subject::Subject;
use office::text::sentence;

/// Where a title stands.
pub(super) struct Title {
    pub paragraph: usize,
    pub at: Range<usize>,
    pub section: usize,
    pub item: usize,
}

/// Every item's title once: in quotation marks where it stands so, else where it stands first.
pub(super) fn titles(plains: &[Plain], items: &[Vec<&Item<'_>>]) -> Vec<Title> {
    let mut found = Vec::new();
    // As it is recorded, for those that a text does not have as the section trims them.
    let mut wanted = wanted(items, &found, title);
    found.extend(quoted(plains, &mut wanted));
    let mut whole = self::wanted(items, &found, |item| {
        plain(sentence::open_end(&sentence::one_line(&item.task.problem)))
    });
    found.extend(quoted(plains, &mut whole));
    let known = |found: &[Title], place: &(usize, usize)| {
        let mut found = found.iter();
        found.any(|title| (title.section, title.item) == *place)
    };
    for places in wanted.values_mut() {
        places.retain(|place| !known(&found, place));
    }
    wanted.retain(|_, places| !places.is_empty());
    let mut left: Vec<(String, Vec<(usize, usize)>)> = wanted.into_iter().collect();
    left.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    // A text that names none of many is read only so far.
    for (title, mut places) in left.into_iter().take(UNQUOTED) {
        for (paragraph, plain) in plains.iter().enumerate() {
            let Some(at) = plain.text.find(&title) else {
                continue;
            };
            let at = at..at + title.len();
            let taken =
                |known: &Title| known.paragraph == paragraph && known.at.contains(&at.start);
            if found.iter().any(taken) {
                continue;
            }
            let Some((section, item)) = places.pop() else {
                break;
            };
            found.push(Title {
                paragraph,
                at,
                section,
                item,
            });
        }
    }
    found.sort_by_key(|title| (title.paragraph, title.at.start));
    found
}

/// The titles of those that are not found yet, with their places, the last first.
fn wanted(
    items: &[Vec<&Item<'_>>],
    found: &[Title],
    title: impl Fn(&Item<'_>) -> String,
) -> HashMap<String, Vec<(usize, usize)>> {
    let found: HashSet<(usize, usize)> = found
        .iter()
        .map(|title| (title.section, title.item))
        .collect();
    let mut wanted: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for (section, items) in items.iter().enumerate() {
        for (place, item) in items.iter().enumerate() {
            let title = title(item);
            if !title.is_empty() && !found.contains(&(section, place)) {
                wanted.entry(title).or_default().push((section, place));
            }
        }
    }
    for places in wanted.values_mut() {
        places.reverse();
    }
    wanted
}

/// So many titles are looked for without their quotation marks.
const UNQUOTED: usize = 300;

/// Titles in quotation marks; the longest that begins there.
fn quoted(plains: &[Plain], wanted: &mut HashMap<String, Vec<(usize, usize)>>) -> Vec<Title> {
    let mut lengths: Vec<usize> = wanted.keys().map(String::len).collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    lengths.dedup();
    let mut found = Vec::new();
    for (paragraph, plain) in plains.iter().enumerate() {
        let marks: HashSet<usize> = plain.text.match_indices(QUOTE).map(|(at, _)| at).collect();
        // （见“…”问题） names another's place.
        let named = |at: &usize| !plain.text[..*at].ends_with('见');
        let mut starts: Vec<usize> = marks.iter().copied().filter(named).collect();
        starts.sort_unstable();
        for start in starts.into_iter().map(|at| at + QUOTE.len_utf8()) {
            let length = lengths.iter().find(|length| {
                let end = start + **length;
                let title = plain.text.get(start..end);
                marks.contains(&end)
                    && title
                        .is_some_and(|title| wanted.get(title).is_some_and(|left| !left.is_empty()))
            });
            let Some(at) = length.map(|length| start..start + length) else {
                continue;
            };
            if let Some((section, item)) =
                wanted.get_mut(&plain.text[at.clone()]).and_then(Vec::pop)
            {
                found.push(Title {
                    paragraph,
                    at,
                    section,
                    item,
                });
            }
        }
    }
    found
}

/// The title as a text has it.
pub(super) fn title(item: &Item<'_>) -> String {
    plain(&trimmed_title(&item.task.problem))
}

/// Where, between the last problem of one section and the first of the next, the next begins: at
/// its name or heading, else with the next paragraph.
pub(super) fn borders(
    plains: &[Plain],
    titles: &[Title],
    sections: &[Section<'_>],
) -> HashMap<usize, usize> {
    let mut borders = HashMap::new();
    for pair in titles.windows(2) {
        let [before, after] = pair else { continue };
        if before.section == after.section {
            continue;
        }
        let between = before.paragraph + 1..after.paragraph + 1;
        let named = |place: &usize| {
            let text = &plains[*place].text;
            let name = match &sections[after.section].subject {
                Subject::Team => "班子",
                Subject::Person(name) => name,
            };
            is_heading(text) && text.contains(name)
        };
        let heading = |place: &usize| is_heading(&plains[*place].text);
        let border = between
            .clone()
            .find(named)
            .or_else(|| between.clone().find(heading));
        if let Some(border) = border.or(Some(between.start).filter(|_| !between.is_empty())) {
            borders.insert(border, after.section);
        }
    }
    borders
}

pub(super) fn last_paragraphs(titles: &[Title]) -> HashMap<usize, usize> {
    let places = titles.iter().map(|title| (title.section, title.paragraph));
    places.collect()
}

pub(super) fn is_heading(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 60 && !text.contains(['。', '！', '？', '，', '；'])
}
