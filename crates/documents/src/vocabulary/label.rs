//! Labels of blocks in running text (问题：, 整改措施：, 责任领导：): the titles of columns, as they are said
//! of a single problem.

use super::{Key, Named, named};

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Field {
    /// 序号
    Number,
    /// 所属方面
    Dimension,
    /// 存在问题
    Problem,
    /// 具体表现
    Detail,
    /// 原因
    Cause,
    /// 整改目标
    Target,
    /// 整改措施
    Measure,
    /// 责任领导
    Lead,
    /// 责任部门
    Dept,
    /// 责任人
    Owner,
    /// 整改时限
    Deadline,
    /// Known, but no part of a draft: 进展, 状态, 备注, 配合部门.
    Rest,
}

impl Field {
    /// What a title means as a label; a title that is a common word of running text is none, and
    /// 下一步措施 behind a problem are its measures.
    fn of(named: Named) -> Option<Self> {
        match named {
            Named::Key(key) => Self::of_key(key),
            Named::SerialOrCode => Some(Self::Number),
            Named::StatusOrProgress | Named::StatusOrOutcome => Some(Self::Rest),
            Named::Responsible | Named::Looked | Named::OfDocument => None,
            Named::PlannedOrActual => Some(Self::Deadline),
        }
    }

    fn of_key(key: Key) -> Option<Self> {
        Some(match key {
            Key::Serial | Key::Code => Self::Number,
            Key::Dimension => Self::Dimension,
            Key::Problem => Self::Problem,
            Key::Detail => Self::Detail,
            Key::Cause => Self::Cause,
            Key::Target | Key::Standard => Self::Target,
            Key::Measures | Key::NextStep => Self::Measure,
            Key::Lead => Self::Lead,
            Key::Dept => Self::Dept,
            Key::Owner => Self::Owner,
            Key::Deadline | Key::Stages => Self::Deadline,
            Key::Year
            | Key::Subject
            | Key::Person
            | Key::Post
            | Key::Source
            | Key::Term
            | Key::CoDepts
            | Key::Supervisor
            | Key::Progress
            | Key::Outcome
            | Key::ProgressAndOutcome
            | Key::Evidence
            | Key::Status
            | Key::FinishedOn
            | Key::ClosedOn
            | Key::Note
            | Key::Remark => Self::Rest,
            Key::Origin
            | Key::Theme
            | Key::External
            | Key::MeasureCode
            | Key::Overdue
            | Key::DaysLeft
            | Key::Verifier
            | Key::Reason
            | Key::NextStepAndDate
            | Key::Extensions
            | Key::NextCheck
            | Key::Prior
            | Key::UnitName
            | Key::FiledOn
            | Key::Contact
            | Key::Institution
            | Key::InstitutionNumber
            | Key::InstitutionDate
            | Key::InstitutionKind
            | Key::Wording
            | Key::Shares
            | Key::DeadlineWords => return None,
        })
    }
}

/// The label at the start of a text (`整改措施：`) and its length in bytes with the colon.
pub(crate) fn label(text: &str) -> Option<(Field, usize)> {
    let bracket = text.starts_with(['【', '[']);
    let (close, sign) = text.char_indices().take(14).find(|(_, c)| {
        if bracket {
            matches!(c, '】' | ']')
        } else {
            matches!(c, '：' | ':' | '。' | '，' | '；')
        }
    })?;
    if !bracket && !matches!(sign, '：' | ':') {
        return None;
    }
    let title = text[..close].trim_start_matches(['【', '[']);
    // （责任领导：… is a label within its bracket.
    if title.starts_with(['（', '(']) {
        return None;
    }
    let field = Field::of(named(title)?)?;
    let mut length = close + sign.len_utf8();
    if bracket && text[length..].starts_with(['：', ':']) {
        length += text[length..].chars().next().map_or(0, char::len_utf8);
    }
    let rest = &text[length..];
    Some((field, length + (rest.len() - rest.trim_start().len())))
}

/// Whether the field tells who or by when.
pub(crate) fn is_assignment(field: Field) -> bool {
    matches!(
        field,
        Field::Lead | Field::Dept | Field::Owner | Field::Deadline
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_their_synonyms() {
        assert_eq!(label("整改措施：每月学"), Some((Field::Measure, 15)));
        assert_eq!(label("责任领导: 某某"), Some((Field::Lead, 14)));
        assert_eq!(label("【责任部门】办公室"), Some((Field::Dept, 18)));
        assert_eq!(label("主要表现为：不实"), None);
        assert_eq!(label("如下："), None);
        assert_eq!(label("责 任 人：王芳"), Some((Field::Owner, 14)));
        assert_eq!(label("完成时限（年月）：六月"), Some((Field::Deadline, 27)));
    }

    #[test]
    fn every_title_of_who_what_and_when_is_a_label() {
        let labels = [
            (Key::Problem, Field::Problem),
            (Key::Detail, Field::Detail),
            (Key::Cause, Field::Cause),
            (Key::Target, Field::Target),
            (Key::Measures, Field::Measure),
            (Key::Lead, Field::Lead),
            (Key::Dept, Field::Dept),
            (Key::Owner, Field::Owner),
            (Key::Deadline, Field::Deadline),
        ];
        for (key, field) in labels {
            for title in key.titles() {
                let found = label(&format!("{title}：某"));
                assert_eq!(found.map(|(field, _)| field), Some(field), "{title}");
            }
        }
    }
}
