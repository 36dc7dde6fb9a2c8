//! Labels of blocks and headers of tables (问题：, 整改措施, 责任领导), and what each means.

use office::text::punctuation;

/// What a label or a column header names.
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

const NAMES: [(Field, &[&str]); 12] = [
    (
        Field::Number,
        &[
            "序号",
            "编号",
            "问题编号",
            "问题序号",
            "No",
            "台账编号",
            "事项编号",
        ],
    ),
    (
        Field::Dimension,
        &[
            "所属方面",
            "对照方面",
            "查摆方面",
            "方面",
            "问题类别",
            "问题分类",
            "类别",
            "对照检查方面",
            "检视方面",
            "项目",
        ],
    ),
    (
        Field::Problem,
        &[
            "存在问题",
            "存在的问题",
            "存在的主要问题",
            "主要问题",
            "问题",
            "问题描述",
            "问题内容",
            "查摆问题",
            "查摆的问题",
            "查摆出的问题",
            "检视问题",
            "反馈问题",
            "问题事项",
            "问题清单",
            "存在的突出问题",
            "突出问题",
            "问题名称",
            "整改问题",
            "检视出的问题",
            "具体问题",
            "存在不足",
        ],
    ),
    (
        Field::Detail,
        &[
            "具体表现",
            "问题表现",
            "具体事例",
            "问题具体表现",
            "事例",
            "表现形式",
            "主要表现",
            "表现",
            "典型事例",
        ],
    ),
    (
        Field::Cause,
        &[
            "原因",
            "成因",
            "原因分析",
            "原因剖析",
            "产生原因",
            "问题原因",
            "主要原因",
            "思想根源",
            "问题成因",
            "根源",
            "成因分析",
            "产生的原因",
        ],
    ),
    (
        Field::Target,
        &[
            "整改目标",
            "目标",
            "预期目标",
            "目标要求",
            "整改标准",
            "完成标准",
            "预期成效",
        ],
    ),
    (
        Field::Measure,
        &[
            "整改措施",
            "措施",
            "整改举措",
            "具体措施",
            "工作措施",
            "整改任务",
            "改进措施",
            "整改落实措施",
            "整改方向",
            "努力方向",
            "整改内容",
            "下一步措施",
            "主要措施",
            "具体整改措施",
            "整改思路",
            "整改办法",
        ],
    ),
    (
        Field::Lead,
        &[
            "责任领导",
            "牵头领导",
            "分管领导",
            "包保领导",
            "责任班子成员",
            "主管领导",
            "牵头责任人",
            "领导责任人",
            "第一责任人",
            "责任班子",
        ],
    ),
    (
        Field::Dept,
        &[
            "责任部门",
            "责任单位",
            "整改责任单位",
            "责任科室",
            "责任处室",
            "牵头单位",
            "牵头部门",
            "主责单位",
            "承办单位",
            "牵头科室",
            "责任股室",
            "牵头处室",
            "主责部门",
            "整改责任部门",
            "责任支部",
            "承办部门",
            "整改单位",
            "整改部门",
        ],
    ),
    (
        Field::Owner,
        &[
            "责任人",
            "具体责任人",
            "经办人",
            "承办人",
            "联系人",
            "直接责任人",
            "整改责任人",
            "责任人员",
        ],
    ),
    (
        Field::Deadline,
        &[
            "整改时限",
            "完成时限",
            "整改期限",
            "时限要求",
            "完成时间",
            "截止时间",
            "办结时限",
            "时限",
            "整改完成时限",
            "完成期限",
            "预计完成时间",
            "整改时间",
            "计划完成时间",
            "时间要求",
            "完成整改时限",
            "完成日期",
            "时间节点",
        ],
    ),
    (
        Field::Rest,
        &[
            "配合部门",
            "配合单位",
            "协办单位",
            "参与单位",
            "进展情况",
            "整改情况",
            "整改进展",
            "落实情况",
            "完成情况",
            "目前进展",
            "状态",
            "整改状态",
            "完成状态",
            "是否完成",
            "整改完成情况",
            "是否销号",
            "佐证材料",
            "印证材料",
            "备注",
            "说明",
            "问题来源",
            "来源",
            "整改成效",
            "成效",
            "整改结果",
            "销号时间",
            "整改类型",
            "整改时序",
            "整改性质",
            "对象",
            "年度",
            "督办人",
            "整改进展情况",
            "销号情况",
            "姓名",
            "职务",
        ],
    ),
];

/// The field that a label or header names.
pub(crate) fn named(label: &str) -> Option<Field> {
    let label: String = label
        .split(['（', '('])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| {
            !punctuation::is_blank(*c)
                && !matches!(c, '*' | '：' | ':' | '【' | '】' | '.' | '[' | ']')
        })
        .collect();
    let exact = |text: &str| {
        NAMES
            .iter()
            .find(|(_, names)| names.contains(&text))
            .map(|(field, _)| *field)
    };
    exact(&label)
        .or_else(|| label.split_once('/').and_then(|(first, _)| exact(first)))
        .or_else(|| {
            label
                .split_once(['及', '和', '、'])
                .and_then(|(first, _)| exact(first))
        })
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
    let field = named(&text[..close])?;
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
        assert_eq!(named("责 任 人"), Some(Field::Owner));
        assert_eq!(named("完成时限（年月）"), Some(Field::Deadline));
    }
}
