//! What may be done with a figure: counts are added, levels are not.

use std::collections::BTreeMap;

use super::{Figure, name_key};

/// How figures of one name go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureKind {
    /// 计数: how often, how many (集中学习12次). Added.
    Count,
    /// 数额: how much (压减经费3.5万元). Added.
    Amount,
    /// 比率: a part of a whole (满意度97%). The latest holds.
    Rate,
    /// 水平: a state on a day (平均办理时间14分钟, 测评92分, 排名第3). The latest holds.
    Level,
}

impl FigureKind {
    /// In the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Count, Self::Amount, Self::Rate, Self::Level];

    /// For programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Amount => "amount",
            Self::Rate => "rate",
            Self::Level => "level",
        }
    }

    /// For people; what the setting takes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Count => "计数",
            Self::Amount => "数额",
            Self::Rate => "比率",
            Self::Level => "水平",
        }
    }

    /// The kind of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether figures of this kind are added.
    pub fn is_summed(self) -> bool {
        matches!(self, Self::Count | Self::Amount)
    }

    /// What unit and name say, where no setting says otherwise.
    pub fn of(name: &str, unit: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
        if RATE_UNITS.contains(&unit) || ends(&RATE_ENDS) || has(&RATE_WORDS) {
            return Self::Rate;
        }
        let is_level = LEVEL_UNITS.contains(&unit)
            || ends(&LEVEL_ENDS)
            || has(&LEVEL_WORDS)
            || LEVEL_STARTS.iter().any(|word| name.starts_with(word))
            || (unit == "人" && has(&PEOPLE_ON_A_DAY));
        match () {
            () if is_level => Self::Level,
            () if AMOUNT_UNITS.iter().any(|known| unit.ends_with(known)) => Self::Amount,
            () => Self::Count,
        }
    }
}

const RATE_UNITS: [&str; 6] = ["%", "‰", "个百分点", "百分点", "成", "折"];
const RATE_ENDS: [&str; 9] = [
    "率",
    "占比",
    "比例",
    "比重",
    "百分比",
    "增幅",
    "降幅",
    "增速",
    "满意度",
];
const RATE_WORDS: [&str; 2] = ["同比", "环比"];
const LEVEL_UNITS: [&str; 3] = ["分", "座", "℃"];
const LEVEL_ENDS: [&str; 12] = [
    "名次", "排名", "位次", "得分", "评分", "分值", "均值", "余额", "存量", "指数", "星级", "等级",
];
const LEVEL_STARTS: [&str; 8] = ["平均", "人均", "户均", "累计", "已", "现有", "目前", "最新"];
const LEVEL_WORDS: [&str; 4] = ["平均", "累计", "完工", "时长"];
/// Numbers of people that are a state, not an event.
const PEOPLE_ON_A_DAY: [&str; 5] = ["就业", "务工", "在岗", "参保", "在册"];
const AMOUNT_UNITS: [&str; 13] = [
    "元", "吨", "公斤", "千克", "公里", "千米", "米", "亩", "公顷", "度", "立方", "小时", "学时",
];

/// The kinds in force: the rule, and what the office corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FigureKinds {
    corrected: BTreeMap<String, FigureKind>,
}

impl FigureKinds {
    /// The rule with these corrections, by name.
    pub fn new<'a>(corrected: impl IntoIterator<Item = (&'a str, FigureKind)>) -> Self {
        let corrected = corrected.into_iter();
        Self {
            corrected: corrected
                .map(|(name, kind)| (name_key(name), kind))
                .collect(),
        }
    }

    /// The kind of figures of that name and unit.
    pub fn kind(&self, name: &str, unit: &str) -> FigureKind {
        let corrected = self.corrected.get(&name_key(name));
        corrected
            .copied()
            .unwrap_or_else(|| FigureKind::of(name, unit))
    }

    /// The kind of this figure.
    pub fn of(&self, figure: &Figure) -> FigureKind {
        self.kind(&figure.name, &figure.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_from_unit_and_name() {
        use FigureKind::{Amount, Count, Level, Rate};
        for (name, unit, kind) in [
            ("集中学习", "次", Count),
            ("走访企业", "家", Count),
            ("谈心谈话", "人次", Count),
            ("压减经费", "万元", Amount),
            ("整治河道", "公里", Amount),
            ("满意度", "%", Rate),
            ("群众满意度", "", Rate),
            ("按时办结率", "", Rate),
            ("线上办理占比", "", Rate),
            ("测评", "分", Level),
            ("平均办理时间", "分钟", Level),
            ("办理时长", "天", Level),
            ("全市排名", "名", Level),
            ("党员名次", "位", Level),
            ("累计就业", "人", Level),
            ("帮扶就业", "人", Level),
            ("就业培训", "期", Count),
            ("培训", "名", Count),
        ] {
            assert_eq!(FigureKind::of(name, unit), kind, "{name} {unit}");
        }
    }

    #[test]
    fn the_office_corrects_by_name_whatever_signs_stand_in_it() {
        let kinds = FigureKinds::new([("接待 群众", FigureKind::Level)]);
        assert_eq!(kinds.kind("接待群众", "人"), FigureKind::Level);
        assert_eq!(kinds.kind("接待“群众”", "人"), FigureKind::Level);
        assert_eq!(kinds.kind("接待企业", "家"), FigureKind::Count);
    }
}
