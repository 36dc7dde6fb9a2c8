//! A list of headings (目录) in front of the text: recognized by its headings coming again, and left out.

use std::collections::HashMap;

use super::paragraph::Paragraph;
use office::text::punctuation;

/// Headings of a list in front are looked for among this many paragraphs.
const REACH: usize = 400;

/// Drops the list of headings; returns the rest and whether there was one.
pub(crate) fn drop(paragraphs: Vec<Paragraph>) -> (Vec<Paragraph>, bool) {
    let keys: Vec<String> = paragraphs.iter().map(|p| key(&p.text)).collect();
    let mut starts: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, key) in keys.iter().enumerate() {
        starts.entry(head(key)).or_default().push(i);
    }
    let again = |i: usize, from: usize| {
        starts.get(&head(&keys[i])).and_then(|places| {
            places
                .iter()
                .copied()
                .find(|j| *j > from && keys[*j].starts_with(&keys[i]))
        })
    };
    let (mut end, mut listed, mut from, mut missed) = (0, Vec::new(), 0, 0);
    for i in 0..paragraphs.len().min(REACH) {
        if listed.iter().any(|(_, place)| *place == i) {
            break;
        }
        match again(i, from.max(i)).filter(|_| keys[i].chars().count() >= 2) {
            Some(place) => {
                listed.push((i, place));
                from = place;
                end = i + 1;
                missed = 0;
            }
            None if is_contents_word(&paragraphs[i].text) => {}
            None => missed += 1,
        }
        if missed > 3 {
            break;
        }
    }
    let numbered = listed
        .iter()
        .filter(|(i, _)| office::text::ordinal::read(&paragraphs[*i].text).is_some())
        .count();
    if numbered < 3 || listed.len() * 10 < end * 6 || listed.iter().any(|(_, place)| *place < end) {
        return (paragraphs, false);
    }
    let kept = paragraphs
        .into_iter()
        .enumerate()
        .filter(|(i, p)| {
            let in_list = listed.iter().any(|(k, _)| k == i);
            let names_list = *i < end && is_contents_word(&p.text);
            !in_list && !names_list
        })
        .map(|(_, p)| p)
        .collect();
    (kept, true)
}

fn is_contents_word(text: &str) -> bool {
    matches!(
        punctuation::bare(text).as_str(),
        "目录" | "目次" | "提纲" | "写作提纲" | "内容提要" | "大纲"
    )
}

/// A heading without dots, page number and signs.
fn key(text: &str) -> String {
    let text = text.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c == '.' || c == '…' || c == '·' || punctuation::is_blank(c)
    });
    punctuation::bare(text)
}

fn head(key: &str) -> String {
    key.chars().take(4).collect()
}
