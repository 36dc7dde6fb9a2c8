//! The states that registers write, in whatever words.

use chrono::NaiveDate;

use super::cells;
use model::status::StatusKind;
use office::cell::Cell;

/// A status word, also as an answer to 是否完成.
pub(super) fn status_word(word: &str) -> Option<StatusKind> {
    status_told(word).map(|(kind, _)| kind)
}

/// The day in the brackets behind a status: 已完成（2022年3月）.
pub(crate) fn status_day(cell: &str) -> Option<NaiveDate> {
    let (word, rest) = cell.split_once(['（', '('])?;
    let (day, _) = rest.split_once(['）', ')'])?;
    status_word(word)?;
    cells::day(&Cell::read(day), None)
}

/// The status that a cell begins or ends with, and what else it tells: 已完成。建立档案36份。
pub(crate) fn status_told(cell: &str) -> Option<(StatusKind, String)> {
    let word = cells::one_line(cell);
    // 已销号（2024.6.28）: the word before the bracket is the status.
    let bare = word.split(['（', '(']).next().unwrap_or(&word).trim();
    if let Some(kind) = one_status(office::text::punctuation::strip_closing(bare)) {
        return Some((kind, String::new()));
    }
    let ends = ['。', '，', '；', '：', ',', ';', ':', ' '];
    if let Some((first, rest)) = word.split_once(ends)
        && let Some(kind) = one_status(first.trim())
    {
        // 未完成，正在起草: not at rest.
        let begun = kind == StatusKind::NotStarted && rest.contains("正在");
        let kind = if begun { StatusKind::InProgress } else { kind };
        return Some((kind, rest.trim().to_owned()));
    }
    let closed = office::text::punctuation::strip_closing(&word);
    let (story, last) = closed.rsplit_once(ends)?;
    one_status(last.trim()).map(|kind| (kind, story.trim().to_owned()))
}

/// 60% is under way, 100% is done.
fn share(word: &str) -> Option<StatusKind> {
    if word == "0" {
        return Some(StatusKind::NotStarted);
    }
    let number: f64 = word.strip_suffix(['%', '％'])?.trim().parse().ok()?;
    Some(match number {
        n if n <= 0.0 => StatusKind::NotStarted,
        n if n >= 100.0 => StatusKind::Done,
        _ => StatusKind::InProgress,
    })
}

fn one_status(word: &str) -> Option<StatusKind> {
    StatusKind::read(word)
        .or_else(|| share(word))
        .or(match word {
            "是" | "√" | "✓" | "✔" | "已整改完成" | "已完成整改" | "全部完成" | "完成整改"
            | "已落实" | "已整改到位" | "已整改完毕" | "整改完毕" | "已结束" | "到位"
            | "已到位" | "已落实到位" | "完成到位" | "已闭环" | "闭环" => {
                Some(StatusKind::Done)
            }
            "否" | "×" | "✗" | "╳" | "未落实" | "尚未整改" | "没有启动" | "尚未开始" | "待启动"
            | "待整改" | "未销号" | "未闭环" | "尚未完成" => {
                Some(StatusKind::NotStarted)
            }
            "部分完成" | "整改推进中" | "推进" | "长期坚持" | "持续整改" | "正在进行"
            | "正在整改中" | "持续推进中" | "未到位" | "已启动" | "正在落实" | "落实中"
            | "正在办理" | "办理中" | "未整改到位" => Some(StatusKind::InProgress),
            "基本完成整改" | "阶段性完成并长期坚持" => Some(StatusKind::MostlyDone),
            "已销号完成" | "完成销号" | "已办结销号" | "同意销号" | "准予销号" => {
                Some(StatusKind::Closed)
            }
            _ => None,
        })
}
