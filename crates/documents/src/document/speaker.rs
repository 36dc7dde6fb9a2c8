//! Who speaks in a material: by a label, beneath the title, behind a post.

use super::paragraph::Paragraph;
use office::text::punctuation;

/// The name in a line beneath the title: behind its label, behind a post, or by itself.
pub(super) fn byline_name(line: &str) -> Option<String> {
    let line = line.trim_matches(['（', '）', '(', ')']);
    let line = line
        .split_once(['：', ':'])
        .map_or(line, |(_, name)| name)
        .trim();
    // 集团公司副书记、总经理  王某
    if let Some((before, last)) = line.rsplit_once(char::is_whitespace)
        && (2..=4).contains(&last.chars().count())
        && before.trim().chars().count() > 2
        && last.chars().all(char::is_alphabetic)
    {
        return Some(name(last).to_owned());
    }
    // Without the blank, which Chinese text loses: a long post, and a name behind it.
    let behind = name(line);
    let posted = behind.len() < line.len() && !behind.starts_with('会');
    let fits = posted && behind.chars().all(char::is_alphabetic) && line.chars().count() <= 45
        || (2..=20).contains(&punctuation::bare(line).chars().count())
            && line.chars().count() <= 24;
    fits.then(|| behind.to_owned())
}

/// Labels of who speaks.
const SPEAKERS: [&str; 11] = [
    "述责人",
    "述职人",
    "述廉人",
    "述责述廉人",
    "汇报人",
    "报告人",
    "发言人",
    "检查人",
    "对照检查人",
    "剖析人",
    "姓名",
];

/// 述责人：王某, at the head of the text or beneath it.
pub(super) fn signed(paragraphs: &[Paragraph]) -> Option<String> {
    let ends = paragraphs.len().saturating_sub(3);
    let near = (0..).zip(paragraphs);
    near.filter(|(at, _)| *at < 8 || *at >= ends)
        .find_map(|(_, paragraph)| {
            let (label, rest) = paragraph.text.split_once(['：', ':'])?;
            let label: String = label.split_whitespace().collect();
            if !SPEAKERS.contains(&label.as_str()) {
                return None;
            }
            let found: String = rest.split_whitespace().collect();
            let found = name(&found);
            let fits = (2..=4).contains(&found.chars().count());
            (fits && found.chars().all(char::is_alphabetic)).then(|| found.to_owned())
        })
}

/// The name behind a post: 县林业局副局长周立言 → 周立言.
pub(super) fn name(line: &str) -> &str {
    const POSTS: [&str; 14] = [
        "长", "书记", "主任", "主席", "委员", "员", "经理", "干部", "主管", "董事", "代表", "委",
        "政委", "理",
    ];
    POSTS
        .iter()
        .filter_map(|post| line.rfind(post).map(|at| &line[at + post.len()..]))
        .filter(|rest| (2..=4).contains(&rest.chars().count()))
        .min_by_key(|rest| rest.len())
        .unwrap_or(line)
}
