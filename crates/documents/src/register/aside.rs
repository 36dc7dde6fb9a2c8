//! Rows that are no problem: headings, totals, signatures; and whose problems a heading announces.

use super::cells;
use super::decide::Columns;
use super::filled::Filled;
use super::names::{POSTS, is_post, is_unit};
use crate::vocabulary::{self, Aside, Key, Sense};
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

/// 小计, 合计.
fn is_sum(text: &str) -> bool {
    let sums = ["合计", "总计", "小计"];
    let short = text.chars().count() <= 8;
    sums.iter()
        .any(|word| short && text.ends_with(word) || text.starts_with(word))
        || text.starts_with("共计")
}

/// A row that tells nothing of what the columns hold: a sum, or one text in the first column.
pub(super) fn stands_aside(row: &GridRow) -> bool {
    let [(at, first), rest @ ..] = row.cells.as_slice() else {
        return true;
    };
    let Cell::Text(text) = first else {
        return false;
    };
    let short = text.chars().take(9).count() < 9 || text.starts_with(['合', '总', '小', '共']);
    rest.is_empty() && *at == 0 || short && is_sum(&cells::one_line(text))
}

/// Looks at the filled cells of a row.
pub(super) fn kind(row: &GridRow, filled: &Filled<'_>, columns: &Columns) -> Kind {
    let Some((at, first)) = row.cells.first() else {
        return Kind::Aside;
    };
    let text = cells::one_line(&first.written());
    if is_sum(&text) || is_page(&text) {
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
    // 审计组长：… beside 主审：… and 填表日期：…, under no column's name.
    let all_told =
        row.cells.len() > 1 && row.cells.iter().all(|cell| labels(cell) && has_colon(cell));
    let free = !filled.is_reached(row.at) && !first_is_problem;
    if free && (all_told || is_told_of(&text)) {
        return Kind::Aside;
    }
    // Signed at the right: （签字） with nothing on its left; a measure may speak of 签字.
    let signed = ["签字", "签名", "盖章"]
        .iter()
        .any(|word| text.contains(word));
    if alone && signed && free && columns.column(Key::Measures) != Some(*at) {
        return Kind::Aside;
    }
    // A heading stands in the first column; a lone problem stands in its own.
    if alone
        && !filled.is_reached(row.at)
        && (filled.is_wide(row.at, *at) || (*at == 0 && problem != Some(0)))
        && cells::number(first).is_none()
    {
        return Kind::Heading(heading_of(&text).to_owned());
    }
    Kind::Body
}

/// The words of a heading: without 表一, 一、, （3个）.
pub(super) fn heading_of(text: &str) -> &str {
    let text = without_table(text).unwrap_or(text);
    let length = ordinal::read(text).map_or(0, |found| found.length);
    cells::without_count(punctuation::strip_closing(&text[length..]))
}

/// 表一信贷业务: what stands behind the number of the table.
fn without_table(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('附').unwrap_or(text).strip_prefix('表')?;
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let bare = rest.trim_start_matches(numeral);
    let behind = bare.trim_start_matches(|c: char| "：:、.． \u{3000}".contains(c));
    (bare.len() < rest.len()).then_some(behind)
}

/// A line above a table that names what its problems are of; `numbered` where it has a number as
/// headings have.
pub(super) fn heading_above(text: &str) -> Option<(String, bool)> {
    const TITLES: &str = "清单 台账 台帐 表 汇总 明细 名单 记录 登记 发现 情况 方案 报告 账 单 卡 册 项 问题 隐患 事项 不足 \
        内审 外审 审核 检查 督查 督导 审计 巡察 巡视 自查 排查 验收";
    let text = cells::one_line(text);
    let heading = heading_of(&text);
    let numbered = heading.len() < cells::without_count(&text).len();
    // 一、立行立改的问题: numbered, and no name of the table.
    let of_problems =
        numbered && heading.ends_with("的问题") && vocabulary::named(heading).is_none();
    let title = !of_problems && TITLES.split_whitespace().any(|end| heading.ends_with(end));
    let sentence = |c: char| c.is_ascii_digit() || "：:。，；".contains(c);
    let told = text.contains(['。', '，'])
        || heading.contains(sentence)
        || heading.contains("年")
        || is_signature(&text);
    let short = (2..=16).contains(&heading.chars().count());
    (short && !title && !told).then(|| (heading.to_owned(), numbered))
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

fn has_colon((_, cell): &(u32, Cell)) -> bool {
    cell.written().contains(['：', ':'])
}

/// 检查人：池国安 in the first cell: the label is nobody of ours.
fn is_told_of(text: &str) -> bool {
    let label = text.split_once(['：', ':']).map(|(label, _)| label.trim());
    let finder = Some(Sense::Not(Aside::Finder));
    label.is_some_and(|label| label.chars().count() <= 8 && vocabulary::sense(label) == finder)
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

/// Whose problems a heading announces: 领导班子, 班子成员个人, 王芳同志; of a meeting, 副局长王芳 too.
pub(super) fn whose(heading: &str, of_meeting: bool) -> Whose {
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
    // 党组书记、主任王芳; 王芳（副局长）
    let posted = POSTS
        .iter()
        .filter_map(|post| bare.rfind(post).map(|at| (at + post.len(), post.len())))
        .max()
        .map(|(end, _)| bare[end..].trim());
    let named = bare
        .split_once(['（', '('])
        .filter(|(_, post)| POSTS.iter().any(|known| post.contains(known)));
    let person = posted
        .into_iter()
        .chain(named.map(|(name, _)| name.trim()))
        .find(|name| (2..=3).contains(&name.chars().count()) && !is_unit(name) && !is_post(name));
    if let Some(name) = person.filter(|_| of_meeting) {
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
pub(super) fn person_above(grid: &Grid, table: u32) -> Option<Subject> {
    let lines = grid.rows.iter().take_while(|row| row.at < table);
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
