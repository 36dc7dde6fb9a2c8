//! Names of the phrases, as the files have them.

macro_rules! keys {
    ($($key:ident $name:literal)*) => {
        /// One kind of sentence or clause.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Key {
            $($key,)*
        }

        impl Key {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$key,)*];

            /// The name in the phrase files.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$key => $name,)*
                }
            }

            pub(super) fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|key| key.name() == name)
            }
        }
    };
}

keys! {
    SectionTitle "标题"
    Opening "开头"
    OpeningMeasures "开头.措施"
    OpeningAssigned "开头.明确"
    OpeningStandings "开头.截至"
    OpeningFigures "开头.数据"
    OpeningFiguresEver "开头.数据.跨年"
    Myself "自称"
    CountFinished "个数.已完成"
    CountMostlyDone "个数.基本完成"
    CountInProgress "个数.推进"
    CountLongTerm "个数.长期"
    CountNotStarted "个数.未启动"
    RateClosed "比率.销号"
    RateDone "比率.完成"
    RateDue "比率.到期"
    RateDueCounts "比率.到期.个数"
    RateCounts "比率.个数"
    Dimension "方面"
    DimensionOther "方面.其他"
    Theme "归类"
    ThemeOther "归类.其他"
    OlderTitle "遗留.标题"
    OlderOpening "遗留.开头"
    Problem "问题"
    JoinedProblem "问题.并写"
    People "责任"
    PeopleLead "责任.领导"
    PeopleDept "责任.部门"
    PeopleOwner "责任.责任人"
    Relapse "反弹"
    Measures "措施"
    Notes "进展"
    NoteDated "进展.一条"
    NoteSameDay "进展.同日"
    NoteTimes "进展.多次"
    FiguresJoined "数据.接"
    Figures "数据"
    Outcome "成效"
    Extended "延期"
    ExtendedBy "延期.批准"
    StateClosed "状态.已销号"
    StateWaiting "状态.待销号"
    StateMostly "状态.基本完成"
    StateMostlyWhy "状态.基本完成.原因"
    StateOpen "状态.推进"
    StateOpenWhy "状态.推进.原因"
    StateOpenAsIs "状态.推进.原样"
    StateOpenBecause "状态.推进.说明"
    StateLongTerm "状态.长期"
    StateLongTermNext "状态.长期.有下步"
    StateNotStarted "状态.未启动"
    StateOverdue "状态.逾期"
    StateOverdueMostly "状态.逾期.基本完成"
    StateOverdueNotStarted "状态.逾期.未启动"
    WhyJoined "原因.接"
    Next "下步"
    NextDated "下步.日期"
    NextAsIs "下步.原样"
    NextDeadline "下步.时限"
    DeadlineAlone "时限"
    About "针对"
    AboutNext "对"
    BriefAbout "概述.针对"
    BriefOrdinal "概述.序号"
    MeasuresShort "措施.短"
    FiguresShort "数据.短"
    ShortFinished "短.已完成"
    ShortWaiting "短.待销号"
    ShortAllFinished "短.均已完成"
    ShortMostly "短.基本完成"
    ShortOpen "短.推进"
    ShortOpenWhy "短.推进.原因"
    ShortLongTerm "短.长期"
    BriefLongTerm "短.长期.概述"
    ShortNotStarted "短.未启动"
    ShortOverdue "短.逾期"
    ShortWhy "短.原因"
    ShortNext "短.下步"
    ShortExtended "短.延期"
    ShortRelapse "短.反弹"
    Gap "待补"
    GapProgress "待补.进展"
    GapNotStarted "待补.未启动"
    GapDone "待补.落实"
    Stale "待核"
    OwnOpening "开头语"
    OwnClosing "结尾语"
}
