//! What stands around the table of a form and waits to be filled: 填报单位：____, 联系电话 with an empty
//! cell beside it.

use std::ops::Range;

use chrono::NaiveDate;

use model::book::Book;
use office::cell::Cell;
use office::grid::Grid;
use office::text::width;

/// Names of the unit that fills a form in.
const UNIT: [&str; 9] = [
    "填报单位",
    "单位",
    "单位名称",
    "报送单位",
    "填表单位",
    "上报单位",
    "填报单位名称",
    "整改单位",
    "报告单位",
];
/// Names of the day on which it is filled in.
const DAY: [&str; 13] = [
    "填报日期",
    "填报时间",
    "日期",
    "时间",
    "填表日期",
    "填表时间",
    "报送日期",
    "报送时间",
    "上报日期",
    "上报时间",
    "制表日期",
    "制表时间",
    "截止日期",
];
/// Names of who fills it in.
const CLERK: [&str; 4] = ["制表人", "填表人", "填报人", "制表"];
/// Names of who answers for the unit.
const HEAD: [&str; 4] = ["主要负责人", "单位负责人", "负责人", "单位主要负责人"];
/// Names of who can be asked, with number; the name alone; the number alone.
const CONTACT: [&str; 5] = [
    "联系人及电话",
    "联系人及联系电话",
    "联系人和电话",
    "联系人电话",
    "联系人和联系电话",
];
const NAME: [&str; 2] = ["联系人", "联络员"];
const PHONE: [&str; 4] = ["联系电话", "电话", "联系方式", "办公电话"];
/// Names of what only others can fill in; known, so that a row of them is no row of the table.
const OTHERS: [&str; 13] = [
    "审核人",
    "审核",
    "审批人",
    "复核人",
    "分管领导",
    "主管领导",
    "分管负责人",
    "科室负责人",
    "签字",
    "签名",
    "盖章",
    "主要领导",
    "审签人",
];

/// What may be filled in around the table.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    unit: String,
    contact: Option<String>,
    day: Option<NaiveDate>,
    clerk: Option<String>,
    head: Option<String>,
    /// The year of all that is filled in.
    year: Option<i32>,
}

/// A text to be put into the form: its row and column.
pub(super) type Field = (u32, u32, String);

/// A label of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Unit,
    Day,
    Clerk,
    Head,
    Contact,
    Name,
    Phone,
    Other,
}

impl Known {
    pub(super) fn of(book: &Book, day: NaiveDate, clerk: Option<&str>, year: Option<i32>) -> Self {
        // Who heads the unit signs for it; a deputy does not.
        let head = book.members.first().filter(|member| {
            let post = member.post.as_deref().unwrap_or("副");
            !post.contains('副')
        });
        Self {
            unit: book.unit.name.clone(),
            contact: book.unit.contact.clone(),
            day: Some(day),
            // A login is nobody's name.
            clerk: clerk.filter(|name| !name.is_ascii()).map(str::to_owned),
            head: head.map(|member| member.name.clone()),
            year,
        }
    }

    fn value(&self, label: Label) -> Option<String> {
        let contact = self.contact.as_deref().unwrap_or_default();
        let number = contact.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(');
        let (name, phone) = contact.split_at(number.unwrap_or(contact.len()));
        let name = name.trim_end_matches(|c: char| c.is_whitespace() || "：:，,、电话".contains(c));
        let value = match label {
            Label::Unit => Some(self.unit.clone()),
            Label::Day => self.day.map(|day| day.format("%Y年%-m月%-d日").to_string()),
            Label::Clerk => self.clerk.clone(),
            Label::Head => self.head.clone(),
            Label::Contact => Some(contact.to_owned()),
            Label::Name => Some(name.to_owned()),
            Label::Phone => Some(phone.to_owned()),
            Label::Other => None,
        };
        value.filter(|value| !value.trim().is_empty())
    }

    /// What is to stand in the cells above the header and below the table.
    pub(super) fn fields(&self, grid: &Grid, header: u32, tail: Option<u32>) -> Vec<Field> {
        let around = |row: u32| row < header || tail.is_some_and(|tail| row >= tail);
        let mut fields: Vec<Field> = Vec::new();
        for row in grid.rows.iter().filter(|row| around(row.at)) {
            for (column, cell) in &row.cells {
                let Cell::Text(text) = cell else { continue };
                fields.extend(self.field(grid, (row.at, *column), text));
            }
        }
        fields
    }

    fn field(&self, grid: &Grid, (row, column): (u32, u32), text: &str) -> Option<Field> {
        let own = grid
            .merges
            .iter()
            .find(|area| area.rows.0 == row && area.columns.0 == column);
        let right = own.map_or(column, |area| area.columns.1) + 1;
        let mut merges = grid.merges.iter();
        let has_room =
            merges.any(|area| area.rows.0 <= row && row <= area.rows.1 && area.columns.0 == right);
        let bare = text.trim().trim_end_matches(['：', ':']);
        let alone = label(bare).filter(|_| own.is_none() || has_room || bare == text.trim());
        // 填报单位： alone in a narrow cell has its answer beside it where that cell is merged.
        if let Some(label) = alone
            && *grid.cell(row, right) == Cell::Empty
            && (has_room || bare == text.trim())
        {
            return Some((row, right, self.value(label)?));
        }
        let filled = self.filled(text);
        (filled != text).then_some((row, column, filled))
    }

    /// The text with its blanks filled in.
    fn filled(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for (place, value) in self.edits(text).into_iter().rev() {
            filled.replace_range(place, &value);
        }
        filled
    }

    /// The blanks behind labels, and what is to stand there.
    pub(super) fn edits(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        if let Some((year, place)) = self.year.zip(year_blank(text)) {
            edits.push((place, year.to_string()));
        }
        for Blank { label, place } in blanks(text) {
            let Some(value) = self.value(label) else {
                continue;
            };
            let (blank, rest) = (&text[place.clone()], &text[place.end..]);
            let pad = if rest.is_empty() || rest.starts_with(['（', '(', '\n']) {
                0
            } else {
                breadth(blank).saturating_sub(breadth(&value)).max(4) / 2
            };
            edits.push((place, format!("{value}{}", "　".repeat(pad))));
        }
        edits.sort_by_key(|(place, _)| place.start);
        edits
    }
}

/// Whether a row of the form tells who filled it in, and is none of its table.
pub(super) fn is_signed(text: &str) -> bool {
    let text = text.trim();
    blanks(text)
        .iter()
        .any(|blank| blank.label != Label::Contact)
        || label(text).is_some()
}

/// A blank behind a label.
struct Blank {
    label: Label,
    place: Range<usize>,
}

fn blanks(text: &str) -> Vec<Blank> {
    let mut blanks: Vec<Blank> = Vec::new();
    let mut from = 0;
    for (colon, sign) in text.char_indices().filter(|(_, c)| matches!(c, '：' | ':')) {
        let before = text.get(from..colon).unwrap_or_default();
        let after = colon + sign.len_utf8();
        from = after;
        let before = before.trim();
        let last = before
            .rsplit(|c: char| is_blank(c) || "，；。,;".contains(c))
            .next();
        let Some(label) = label(before).or_else(|| label(last?)) else {
            continue;
        };
        let length = if label == Label::Day {
            day_blank(&text[after..])
        } else {
            blank(&text[after..])
        };
        let rest = &text[after + length..];
        // Something stands there already.
        if length == 0 && !rest.is_empty() && !rest.starts_with('\n') {
            continue;
        }
        from = after + length;
        blanks.push(Blank {
            label,
            place: after..from,
        });
    }
    blanks
}

/// The blank before 年度: （    ）年度, ____年度.
fn year_blank(text: &str) -> Option<Range<usize>> {
    let (before, _) = text.split_once("年度")?;
    let inner = before.strip_suffix(['）', ')']).unwrap_or(before);
    let kept = inner.trim_end_matches(is_blank);
    let bracket = inner.len() < before.len() && kept.ends_with(['（', '(']);
    let wide = inner.len() - kept.len() > 1 && inner.len() == before.len();
    (bracket || wide).then_some(kept.len()..inner.len())
}

fn is_blank(c: char) -> bool {
    (c.is_whitespace() && c != '\n') || matches!(c, '_' | '＿')
}

fn blank(text: &str) -> usize {
    text.find(|c| !is_blank(c)).unwrap_or(text.len())
}

/// The blank of a day may hold 年 月 日 with nothing between.
fn day_blank(text: &str) -> usize {
    let mut length = blank(text);
    for unit in ["年", "月", "日"] {
        let Some(rest) = text[length..].strip_prefix(unit) else {
            break;
        };
        length = text.len() - rest.len() + blank(rest);
    }
    length
}

fn breadth(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// What a label asks for; a hint about the seal does not matter, what is to be signed is asked of nobody.
fn label(text: &str) -> Option<Label> {
    let narrow = width::narrow_all(text);
    let plain: String = narrow.chars().filter(|c| !c.is_whitespace()).collect();
    let (name, hint) = plain.split_once('(').unwrap_or((&plain, ")"));
    // Behind the hint nothing else stands.
    if hint.find(')').is_none_or(|end| end + 1 < hint.len()) {
        return None;
    }
    if name.is_empty() || name.chars().count() > 10 {
        return None;
    }
    if hint.contains('签') {
        return Some(Label::Other);
    }
    let lists: [(&[&str], Label); 8] = [
        (&UNIT, Label::Unit),
        (&DAY, Label::Day),
        (&CLERK, Label::Clerk),
        (&HEAD, Label::Head),
        (&CONTACT, Label::Contact),
        (&NAME, Label::Name),
        (&PHONE, Label::Phone),
        (&OTHERS, Label::Other),
    ];
    let found = lists.iter().find(|(names, _)| names.contains(&name));
    found.map(|(_, label)| *label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known {
            unit: "某市图书馆".to_owned(),
            contact: Some("周敏 0571-8812".to_owned()),
            day: NaiveDate::from_ymd_opt(2022, 9, 1),
            clerk: Some("周敏".to_owned()),
            head: None,
            year: Some(2021),
        }
    }

    #[test]
    fn blanks_behind_labels_are_filled_and_nothing_else() {
        for (text, expect) in [
            ("填报单位：____", "填报单位：某市图书馆"),
            ("填报单位（盖章）：", "填报单位（盖章）：某市图书馆"),
            (
                "填报单位（盖章）：         日期：  年 月 日",
                "填报单位（盖章）：某市图书馆　　日期：2022年9月1日",
            ),
            ("单 位：      （盖章）", "单 位：某市图书馆（盖章）"),
            ("填报日期：    年  月  日", "填报日期：2022年9月1日"),
            (
                "制表人：　　　审核人：　　　",
                "制表人：周敏　　审核人：　　　",
            ),
            ("填报单位：某局", "填报单位：某局"),
            ("（    ）年度整改台账", "（2021）年度整改台账"),
            ("____年度整改台账", "2021年度整改台账"),
            ("本年度整改台账", "本年度整改台账"),
            ("负责人（签字）：", "负责人（签字）："),
            (
                "联系人：  联系电话：",
                "联系人：周敏　　联系电话：0571-8812",
            ),
            ("单位：万元", "单位：万元"),
            ("说明：本表每季报送", "说明：本表每季报送"),
        ] {
            assert_eq!(known().filled(text), expect, "{text}");
        }
    }

    #[test]
    fn rows_that_are_signed() {
        for text in [
            "填报人：",
            "审核人：　　　填表时间：",
            "负责人（签字）：",
            "联系电话",
        ] {
            assert!(is_signed(text), "{text}");
        }
        for text in ["理论学习不深入", "学习：不深入", "1", "办公室"] {
            assert!(!is_signed(text), "{text}");
        }
    }
}
