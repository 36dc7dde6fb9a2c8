//! The forms of date phrases, for those who look them up: the manual prints them, the tests hold them
//! against the grammar.

/// One form of date phrases.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// Examples, with 、 between them.
    pub examples: &'static str,
    /// Which day it means.
    pub means: &'static str,
}

/// Every form that is understood.
pub const FORMS: &[Form] = &[
    Form {
        examples: "2022年6月30日、2022-06-30、2022.6.30、二〇二二年六月三十日、2022年6月30号前",
        means: "那一天",
    },
    Form {
        examples: "2022年6月、2022年6月底前、2022.6、2022年6月下旬",
        means: "这个月的最后一天；上旬、月初到10日，中旬到20日",
    },
    Form {
        examples: "2022年第一季度、2022年三季度末、2022年Q2、2022年上半年、2022年底前、2022年内、2022年",
        means: "这段时间的最后一天",
    },
    Form {
        examples: "6月底、6月30日前、三季度末、上半年、年底前、年内",
        means: "会议开过以后的头一个；没有记会议日期的，是问题年度的下一年",
    },
    Form {
        examples: "2022年3月至6月、2022年6-9月、2023年1-2月、2022年1-3季度、6月1日至30日、2022年11月至次年3月",
        means: "后一头的最后一天",
    },
    Form {
        examples: "2022年3月底、2022年6月底",
        means: "几个日子里最晚的一个；写明“3月启动”“3月起”的不算",
    },
    Form {
        examples: "今年底、今年6月底前、明年、明年3月底、本月底、月底前、下月15日、下月初、本季度末、本周五、下周内、明天",
        means: "在命令里从今天算；在材料和台账表里从会议那天算，没有记会议日期的，今年是问题年度的下一年，别的不换算",
    },
    Form {
        examples: "三个月内、半年内、两年内、一个半月内、半个月内、一周内、十五日内、两个季度内",
        means: "从会议那天算起；没有记会议日期的，在命令里从今天算，在材料和台账表里不换算；延期从批准那天算",
    },
    Form {
        examples: "会后三个月内",
        means: "从会议那天算起，没有记会议日期的不换算",
    },
    Form {
        examples: "元旦前、五一前、七一前、八一前、教师节前、国庆节前",
        means: "节日的前一天",
    },
    Form {
        examples: "立行立改、即知即改、立即整改",
        means: "没有日子，不会逾期",
    },
    Form {
        examples: "长期坚持、持续推进、常态化推进",
        means: "没有日子，定期检查",
    },
];

/// What looks like a date and is refused, with why.
pub const REFUSED: &[Form] = &[
    Form {
        examples: "春节前、中秋节前、农历八月十五前、八月十五前",
        means: "农历的日子",
    },
    Form {
        examples: "汛期前、2022年汛期前、春耕前、党代会前、两会前、秋季开学前",
        means: "各地各年不同的日子",
    },
    Form {
        examples: "年初、2022年年中、全年、月中、近期、尽快、适时",
        means: "说不准是哪一天",
    },
    Form {
        examples: "6月前、2022年前、三季度前、6月内、3-6",
        means: "有两种读法：6月前可以是5月底，也可以是6月底，写明“6月底前”",
    },
    Form {
        examples: "不早于2022年6月、2022年6月以后、2022年3月起、2022年6月左右",
        means: "说的是起点或大概，不是期限",
    },
    Form {
        examples: "一千亿年内、99999-01-01、1949年底、2101年",
        means: "1990—2100年以外",
    },
    Form {
        examples: "每季度、每月15日前、三个工作日内",
        means: "没有一个截止的日子，或要看哪几天上班",
    },
];
