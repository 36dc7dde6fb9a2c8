//! Rows that are no problem: headings, totals, signatures; and whose problems a heading announces.

use super::cells;
use super::decide::Columns;
use super::filled::Filled;
use super::header::Header;
use crate::vocabulary::Key;
use model::subject::Subject;
use office::cell::Cell;
use office::grid::{Grid, GridRow};
use office::text::{ordinal, punctuation};

/// What a row is, judged by its filled cells alone.
pub(super) enum Kind {
    Body,
    /// 合计, signatures, notes: no problem.
    Aside,
    /// A heading across the table.
    Heading(String),
}

/// Looks at the filled cells of a row.
pub(super) fn kind(row: &GridRow, filled: &Filled<'_>, columns: &Columns) -> Kind {
    let Some((at, first)) = row.cells.first() else {
        return Kind::Aside;
    };
    let text = cells::one_line(&first.written());
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let sum = text.chars().count() <= 8
        && ["合计", "总计", "小计"]
            .iter()
            .any(|word| text.ends_with(word));
    if sum || starts(&["合计", "总计", "小计", "共计"]) || is_page(&text) {
        return Kind::Aside;
    }
    if let Some(heading) = numbered_heading(row, columns) {
        return Kind::Heading(heading);
    }
    // 填表人：… beside 审核人：…
    let labels = |(_, cell): &(u32, Cell)| {
        let text = cells::one_line(&cell.written());
        let label = text.find(['：', ':']).map(|at| text[..at].chars().count());
        label.is_some_and(|length| (1..=8).contains(&length)) || text.contains('签')
    };
    if is_signature(&text) && row.cells.iter().all(labels) {
        return Kind::Aside;
    }
    let alone = row.cells.len() == 1;
    let problem = columns.column(Key::Problem);
    let has_problem = problem.is_some_and(|at| *row.cell(at) != Cell::Empty);
    let first_is_problem = *at == problem.unwrap_or(u32::MAX);
    if is_signature(&text) && (alone || !has_problem || first_is_problem) {
        return Kind::Aside;
    }
    // Signed at the right: （签字） with nothing on its left.
    if alone
        && ["签字", "签名", "盖章"]
            .iter()
            .any(|word| text.contains(word))
    {
        return Kind::Aside;
    }
    // A heading stands in the first column; a lone problem stands in its own.
    if alone
        && !filled.is_reached(row.at)
        && (filled.is_wide(row.at, *at) || (*at == 0 && problem != Some(0)))
        && cells::number(first).is_none()
    {
        let length = ordinal::read(&text).map_or(0, |found| found.length);
        let heading = punctuation::strip_closing(&text[length..]);
        return Kind::Heading(cells::without_count(heading).to_owned());
    }
    Kind::Body
}

/// 第1页共2页
fn is_page(text: &str) -> bool {
    text.starts_with('第') && text.contains('页') && text.chars().count() <= 12
}

/// A number and the name of a dimension in the column of problems, and nothing else.
fn numbered_heading(row: &GridRow, columns: &Columns) -> Option<String> {
    let [(at, number), (column, cell)] = row.cells.as_slice() else {
        return None;
    };
    let numbered = cells::number(number).is_some() && columns.column(Key::Problem) == Some(*column);
    let text = cells::one_line(&cell.written());
    let measures = columns.column(Key::Measures).is_some();
    (numbered && measures && at < column && text.ends_with("方面")).then_some(text)
}

/// Who filled the form in, who looked at it, and remarks on the whole table.
fn is_signature(text: &str) -> bool {
    const STARTS: [&str; 23] = [
        "小结",
        "编制：",
        "反馈单位",
        "填报",
        "填表",
        "制表",
        "审核人",
        "审核：",
        "负责人",
        "主要负责",
        "单位负责",
        "分管领导：",
        "分管领导签",
        "注：",
        "注:",
        "说明",
        "备注：",
        "备注:",
        "签字",
        "联系电话",
        "联系人：",
        "盖章",
        "报送人",
    ];
    const LABELS: [&str; 10] = [
        "签字：",
        "审签：",
        "签名：",
        "复核：",
        "填表人：",
        "制表人：",
        "审核人：",
        "填报人：",
        "（盖章）",
        "(盖章)",
    ];
    STARTS.iter().any(|word| text.starts_with(word))
        || LABELS.iter().any(|word| text.contains(word))
}

/// Whose problems follow a heading.
pub(super) enum Whose {
    Team,
    /// The members', of whom the rows tell.
    Members,
    Person(String),
    /// The heading speaks of something else.
    Unsaid,
}

/// Whose problems a heading announces: 领导班子, 班子成员个人, 王芳同志.
pub(super) fn whose(heading: &str) -> Whose {
    let bare = heading
        .trim_end_matches("方面")
        .trim_end_matches("存在的问题")
        .trim_end_matches("问题");
    if bare.ends_with("班子") || bare.ends_with("班子集体") {
        return Whose::Team;
    }
    if bare.ends_with("个人") || bare.ends_with("班子成员") {
        return Whose::Members;
    }
    // 班子成员：王芳（副局长）
    let member = ["班子成员：", "姓名：", "责任人："]
        .iter()
        .find_map(|label| bare.strip_prefix(label))
        .map(|name| name.split(['（', '(', ' ', '，']).next().unwrap_or(name))
        .filter(|name| (2..=4).contains(&name.chars().count()));
    if let Some(name) = member {
        return Whose::Person(name.to_owned());
    }
    match bare.split_once("同志") {
        Some((name, _)) if (2..=4).contains(&name.chars().count()) => {
            Whose::Person(name.to_owned())
        }
        _ => Whose::Unsaid,
    }
}

/// The person whom the title of a sheet names: 王芳同志个人整改清单, or the sheet's own name in it.
pub(super) fn person_above(grid: &Grid, header: &Header) -> Option<Subject> {
    let lines = grid.rows.iter().take_while(|row| row.at < header.first);
    let texts = lines.flat_map(|row| row.cells.iter().map(|(_, cell)| cell.written()));
    texts
        .map(|text| cells::one_line(&text))
        .filter(|text| text.contains("个人") || text.contains("同志"))
        .find_map(|text| {
            let sheet = (2..=4).contains(&grid.name.chars().count()) && text.contains(&grid.name);
            let before = text
                .split("同志")
                .next()
                .filter(|name| name.len() < text.len());
            let before = before.filter(|name| (2..=3).contains(&name.chars().count()));
            before
                .or(sheet.then_some(grid.name.as_str()))
                .map(|name| Subject::Person(name.to_owned()))
        })
}
