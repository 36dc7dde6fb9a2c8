//! Which meeting the document is for: its year, its title, whose material it is.

use super::paragraph::Paragraph;
use super::speaker::{byline_name, name, signed};
use model::draft::SubjectKind;
use office::text::{numeral, ordinal, width};

/// The head of a document: lines before the text begins.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// The document's title, its lines joined.
    pub(crate) title: Option<String>,
    /// Lines beneath it: unit, role and name.
    pub(crate) byline: Vec<String>,
    /// Paragraphs that title and byline take.
    pub(crate) lines: usize,
}

const TITLE_WORDS: [&str; 19] = [
    "材料",
    "报告",
    "提纲",
    "发言",
    "方案",
    "台账",
    "清单",
    "对照检查",
    "民主生活会",
    "组织生活会",
    "情况",
    "通知",
    "讲话",
    "总结",
    "的函",
    "纪要",
    "简报",
    "心得",
    "办法",
];

/// Reads the head: short lines without a full stop before the first sentence or ordinal.
pub(crate) fn head(paragraphs: &[Paragraph]) -> Head {
    let lines: Vec<&str> = paragraphs
        .iter()
        .take(8)
        .map(|p| p.text.as_str())
        .take_while(|text| {
            let count = text.chars().count();
            count <= 45
                && !text.ends_with(['。', '：', '；', ':', '，'])
                && !text.contains('。')
                && ordinal::read(text).is_none_or(|found| {
                    found.style > ordinal::Style::ParenChinese && found.style != ordinal::Style::Is
                })
                && super::meaning::section(text).is_none_or(|_| {
                    TITLE_WORDS[..7].iter().any(|word| text.contains(word)) || text.contains("年度")
                })
                && !super::meaning::is_dimension(text)
        })
        .collect();
    let titled = lines
        .iter()
        .rposition(|line| TITLE_WORDS.iter().any(|word| line.contains(word)));
    let Some(last) = titled else {
        return Head {
            lines: lines.len().min(3),
            byline: lines.iter().take(3).map(|l| (*l).to_owned()).collect(),
            title: None,
        };
    };
    let first = lines[..last]
        .iter()
        .rposition(|line| is_byline(line))
        .map_or(0, |at| at + 1);
    let mut title = String::new();
    for line in &lines[first..=last] {
        let line = line.trim_end_matches(['*', '〔', '〕', ' ']);
        if !title.contains(line) {
            title.push_str(line);
        }
    }
    let byline = lines[..first]
        .iter()
        .chain(&lines[last + 1..])
        .map(|line| (*line).to_owned())
        .collect();
    Head {
        title: Some(title),
        byline,
        lines: lines.len(),
    }
}

/// （2024年1月） or a name stands between the lines of no title.
fn is_byline(line: &str) -> bool {
    line.starts_with(['（', '(']) || line.chars().count() <= 4
}

/// Years that the text says its meeting is for, in the order in which they count.
pub(crate) fn years<'a>(head: &Head, texts: impl Iterator<Item = &'a str>) -> Vec<i32> {
    let mut found: Vec<i32> = head
        .title
        .as_deref()
        .and_then(year_of_title)
        .or_else(|| head.byline.iter().find_map(|line| year_of_byline(line)))
        .into_iter()
        .collect();
    for clause in texts.flat_map(|text| text.split(['。', '；', '，'])) {
        if let Some(year) =
            year_of_clause(&clause.replace(' ', "")).filter(|year| !found.contains(year))
        {
            found.push(year);
        }
    }
    if found.is_empty() && head.title.as_deref().is_some_and(names_meeting) {
        found.extend(head.byline.iter().find_map(|line| year_of_month(line)));
    }
    found
}

/// （2026年1月） beneath the title of a meeting's material: in its first months a year's office looks back on the
/// year before. In later months nobody can tell: a special meeting is of none.
fn year_of_month(line: &str) -> Option<i32> {
    let (year, _, after) = mentions(line).into_iter().next()?;
    let after = after.strip_prefix('年')?;
    let (month, _) = after.split_once('月')?;
    let month = numeral::read(month.trim())?;
    (1..=3).contains(&month).then(|| year - 1)
}

/// 〔2023年度〕 beneath a title.
fn year_of_byline(line: &str) -> Option<i32> {
    mentions(line)
        .into_iter()
        .find(|(_, _, after)| after.starts_with("年度"))
        .map(|(year, _, _)| year)
}

fn year_of_title(title: &str) -> Option<i32> {
    let all = mentions(title);
    all.iter()
        .find(|(_, _, after)| after.starts_with("年度"))
        .or_else(|| all.iter().find(|(_, _, after)| names_meeting(after)))
        .map(|(year, _, _)| *year)
}

/// 2021年度民主生活会, not the one whose problems were mended.
fn year_of_clause(sentence: &str) -> Option<i32> {
    let earlier = [
        "上年度",
        "上一年度",
        "去年",
        "上次",
        "查摆出",
        "查摆的",
        "整改落实情况",
        "整改情况",
        "以来",
        "上年",
    ];
    if earlier.iter().any(|word| sentence.contains(word)) {
        return None;
    }
    mentions(sentence)
        .into_iter()
        .find(|(_, _, after)| names_meeting(after))
        .map(|(year, _, _)| year)
}

fn names_meeting(after: &str) -> bool {
    let near: String = after.chars().take(40).collect();
    let stop = near.find(['，', '。', '；']).unwrap_or(near.len());
    ["民主生活会", "组织生活会", "对照检查", "专题生活会"]
        .iter()
        .any(|word| near[..stop].contains(word))
}

/// Every year 2005–2099 in the text, where it stands, and what follows its digits.
fn mentions(text: &str) -> Vec<(i32, usize, &str)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    for (i, (at, c)) in chars.iter().enumerate() {
        if *c != '年' || i < 4 {
            continue;
        }
        let from = chars[i - 4].0;
        let word: String = text[from..*at].chars().map(width::narrow).collect();
        let longer = i > 4 && width::narrow(chars[i - 5].1).is_ascii_digit();
        if let Some(year) =
            numeral::read(&word).filter(|year| (2005..=2099).contains(year) && !longer)
        {
            found.push((year as i32, from, &text[*at..]));
        }
    }
    found
}

/// The person a title names: 王某同志2023年度…, 局党组成员李某某同志….
fn comrade(title: &str) -> Option<&str> {
    let before = title[..title.find("同志")?].trim();
    let found = name(before.strip_prefix("关于").unwrap_or(before));
    let known = (2..=4).contains(&found.chars().count())
        && found.chars().all(char::is_alphanumeric)
        && !["全体", "各位", "广大", "其他"]
            .iter()
            .any(|word| found.contains(word));
    known.then_some(found)
}

/// Team or person, from the title where it says so, else from who speaks.
pub(crate) fn subject_kind(head: &Head, paragraphs: &[Paragraph]) -> Option<SubjectKind> {
    let title = head.title.as_deref().unwrap_or_default();
    if comrade(title).is_some() || signed(paragraphs).is_some() {
        return Some(SubjectKind::Person);
    }
    if title.contains("班子成员") || title.contains("个人") || title.contains("党员干部")
    {
        return Some(SubjectKind::Person);
    }
    if [
        "班子",
        "党组",
        "党委",
        "党支部",
        "党总支",
        "委员会",
        "常委会",
        "党工委",
        "召开情况",
    ]
    .iter()
    .any(|word| title.contains(word))
        && !title.contains("书记")
    {
        return Some(SubjectKind::Team);
    }
    let opening = &paragraphs[..paragraphs.len().min(head.lines + 3)];
    let spoken = title.contains("发言").then_some(SubjectKind::Person);
    voice(opening, 1)
        .or_else(|| voice(paragraphs, 3))
        .or(spoken)
}

/// Who speaks: 我 or 班子成员; a team says 我 too, but seldom.
fn voice(paragraphs: &[Paragraph], weight: u32) -> Option<SubjectKind> {
    let (mut person, mut team) = (0, 0);
    for paragraph in paragraphs {
        person += first_person(&paragraph.text);
        for word in [
            "部分班子",
            "领导班子",
            "班子成员不同",
            "党组班子",
            "党委班子",
            "个别班子",
            "有的班子",
            "班子集体",
            "班子成员认真",
            "班子在",
            "支委会",
        ] {
            team += paragraph.text.matches(word).count() as u32;
        }
    }
    match (person, team) {
        (0, 0) => None,
        (person, team) if person * weight > team => Some(SubjectKind::Person),
        _ => Some(SubjectKind::Team),
    }
}

/// 我 and 本人, but not 我们, 我局, 我党.
fn first_person(text: &str) -> u32 {
    let own = text.match_indices('我').filter(|(at, _)| {
        let after = text[at + '我'.len_utf8()..].chars().next();
        let before = text[..*at].chars().next_back();
        !after.is_some_and(|c| {
            "们局市省县国党区厅院校镇乡街支部单处司办委公集行党组军为将".contains(c)
        }) && !before.is_some_and(|c| "自忘".contains(c))
    });
    (own.count() + text.matches("本人").count()) as u32
}

/// Whose material it is: the team that the title names, or the person beneath it.
pub(crate) fn subject(
    head: &Head,
    kind: Option<SubjectKind>,
    paragraphs: &[Paragraph],
) -> Option<String> {
    match kind? {
        SubjectKind::Team => {
            let title = head.title.as_deref()?;
            let title = title.strip_prefix("关于").unwrap_or(title);
            let end = [
                "领导班子",
                "党组班子",
                "党委班子",
                "党支部班子",
                "班子",
                "党支部",
                "党组",
                "党委",
            ]
            .iter()
            .find_map(|word| title.find(word).map(|at| at + word.len()))?;
            Some(title[..end].to_owned()).filter(|name| mentions(name).is_empty())
        }
        SubjectKind::Person if head.title.as_deref().is_some_and(|t| comrade(t).is_some()) => {
            head.title.as_deref().and_then(comrade).map(str::to_owned)
        }
        SubjectKind::Person => signed(paragraphs).or_else(|| {
            let lines = head.byline.iter();
            lines
                .filter(|line| mentions(line).is_empty())
                .find_map(|line| byline_name(line))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::comrade;

    #[test]
    fn titles_that_name_a_person() {
        for (title, name) in [
            ("王某同志2023年度民主生活会对照检查材料", Some("王某")),
            ("局党组成员李某某同志对照检查材料", Some("李某某")),
            ("全体同志对照检查材料", None),
            ("局领导班子对照检查材料", None),
        ] {
            assert_eq!(comrade(title), name, "{title}");
        }
    }
}
