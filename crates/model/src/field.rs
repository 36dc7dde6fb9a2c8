//! The plain texts among a task's fields.

/// A field of a task that holds plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    /// 存在问题
    Problem,
    /// 具体表现
    Detail,
    /// 所属方面
    Dimension,
    /// 问题来源
    Source,
    /// 归类
    Theme,
    /// 上级编号
    External,
    /// 整改目标
    Target,
    /// 责任领导
    Lead,
    /// 责任部门
    Dept,
    /// 责任人
    Owner,
    /// 整改成效
    Outcome,
    /// 未完成原因
    Reason,
    /// 下步措施
    NextStep,
    /// 报送表述
    Wording,
    /// 备注
    Note,
}

impl TextField {
    /// All text fields.
    pub const ALL: [Self; 15] = [
        Self::Problem,
        Self::Detail,
        Self::Dimension,
        Self::Source,
        Self::Theme,
        Self::External,
        Self::Target,
        Self::Lead,
        Self::Dept,
        Self::Owner,
        Self::Outcome,
        Self::Reason,
        Self::NextStep,
        Self::Wording,
        Self::Note,
    ];

    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Detail => "detail",
            Self::Dimension => "dimension",
            Self::Source => "source",
            Self::Theme => "theme",
            Self::External => "external",
            Self::Target => "target",
            Self::Lead => "lead",
            Self::Dept => "dept",
            Self::Owner => "owner",
            Self::Outcome => "outcome",
            Self::Reason => "reason",
            Self::NextStep => "next_step",
            Self::Wording => "wording",
            Self::Note => "note",
        }
    }

    /// The inverse of [`TextField::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Problem => "存在问题",
            Self::Detail => "具体表现",
            Self::Dimension => "所属方面",
            Self::Source => "问题来源",
            Self::Theme => "归类",
            Self::External => "上级编号",
            Self::Target => "整改目标",
            Self::Lead => "责任领导",
            Self::Dept => "责任部门",
            Self::Owner => "责任人",
            Self::Outcome => "整改成效",
            Self::Reason => "未完成原因",
            Self::NextStep => "下步措施",
            Self::Wording => "报送表述",
            Self::Note => "备注",
        }
    }
}
