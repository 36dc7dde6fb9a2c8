//! Lists that stand in one block or cell.

use crate::text::{ordinal, punctuation};

/// The texts of a list that stands in one block or cell: one per ordinal, or per line.
pub fn split(text: &str) -> Vec<String> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut expected = 1;
    let mut style = None;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let last = before.replace(c);
        let boundary = last.is_none_or(|last| {
            punctuation::is_blank(last) || punctuation::ends_sentence(last) || last == '，'
        }) || ('①'..='⑳').contains(&c);
        if !boundary {
            continue;
        }
        if let Some(found) = ordinal::read(&text[at..])
            && found.value == expected
            && style.is_none_or(|style| style == found.style)
        {
            style = Some(found.style);
            expected += 1;
            starts.push((at, at + found.length));
        }
    }
    let lead = starts.first().map_or("", |(at, _)| text[..*at].trim());
    if starts.is_empty() || (starts.len() == 1 && !lead.is_empty()) {
        return lines(text);
    }
    let ends = starts.iter().skip(1).map(|next| next.0).chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|((_, from), to)| {
            punctuation::strip_closing(&text[*from..to])
                .trim()
                .replace('\n', "")
        })
        .filter(|item| !item.is_empty())
        .collect()
}

/// One item per line; where only the last line is complete, the breaks before it are no ends.
fn lines(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let wrapped = lines.split_last().is_some_and(|(last, earlier)| {
        !earlier.is_empty()
            && punctuation::is_complete(last)
            && !earlier.iter().any(|line| punctuation::is_complete(line))
    });
    let items = if wrapped {
        vec![lines.concat()]
    } else {
        lines.into_iter().map(str::to_owned).collect()
    };
    let bare = |item: &String| punctuation::strip_closing(item).trim().to_owned();
    items
        .iter()
        .map(bare)
        .filter(|item| !item.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_in_one_cell() {
        assert_eq!(super::split("1.每月学。\n2.每季讲。"), ["每月学", "每季讲"]);
        assert_eq!(super::split("①每月学；②每季讲"), ["每月学", "每季讲"]);
        assert_eq!(super::split("①每月学②每季讲"), ["每月学", "每季讲"]);
        assert_eq!(super::split("每月学。每季讲。"), ["每月学。每季讲"]);
        assert_eq!(super::split("每月学\n每季讲"), ["每月学", "每季讲"]);
        assert_eq!(
            super::split("每月安排\n一次集中学习。"),
            ["每月安排一次集中学习"]
        );
    }
}
