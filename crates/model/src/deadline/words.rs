//! The words of date phrases. What is not among them is no date phrase.

/// 长期坚持 and what is said likewise.
pub(super) const LONG_TERM: &[&str] = &["长期", "持续", "常态化", "常态"];

/// 立行立改 and what is said likewise.
pub(super) const AT_ONCE: &[&str] = &[
    "立行立改",
    "即知即改",
    "立查立改",
    "立改立行",
    "立即",
    "即时",
    "立改",
    "马上",
    "即改",
];

/// What is said around a date and changes nothing about it; the longer word stands before the
/// shorter one that it begins with.
pub(super) const AROUND: &[&str] = &[
    "到位",
    "截止到",
    "截至到",
    "截止",
    "截至",
    "不迟于",
    "不晚于",
    "最迟",
    "最晚",
    "原则上",
    "力争",
    "确保",
    "争取",
    "预计",
    "计划",
    "务必",
    "拟",
    "于",
    "在",
    "至",
    "到",
    "取得明显成效",
    "取得阶段性成效",
    "取得实效",
    "取得成效",
    "见成效",
    "见效",
    "整改到位",
    "落实到位",
    "正在推进",
    "已启动",
    "已完成",
    "完成",
    "完毕",
    "整改",
    "办结",
    "销号",
    "解决",
    "落实",
    "推进",
    "坚持",
    "巩固",
    "深化",
    "加强",
    "抓好",
    "开展",
    "实施",
    "执行",
    "检查",
    "通报",
    "分步",
    "分批",
    "逐步",
    "全部",
    "全面",
    "基本",
    "同时",
    "下班前",
    "并",
    "且",
    "再",
];

/// Behind a date: it is when the work begins.
pub(super) const BEGINS: &[&str] = &["启动", "开始", "起步", "起"];

/// Before a date: it is when the work begins, unless another one follows.
pub(super) const FROM: &[&str] = &["自", "从"];

/// The last day of a stretch.
pub(super) const END: &[&str] = &["底", "末", "终", "之内", "以内", "内"];

/// Not after that day.
pub(super) const BY: &[&str] = &["之前", "以前", "前", "为止", "止"];

/// Between the ends of a stretch.
pub(super) const TO: &[&str] = &["——", "--", "—", "–", "－", "-", "~", "～", "至", "到"];

/// Days that the solar calendar fixes: month and day.
pub(super) const FEASTS: &[(&str, u32, u32)] = &[
    ("元旦", 1, 1),
    ("五一劳动节", 5, 1),
    ("劳动节", 5, 1),
    ("五一", 5, 1),
    ("七一", 7, 1),
    ("八一", 8, 1),
    ("教师节", 9, 10),
    ("国庆节", 10, 1),
    ("国庆", 10, 1),
];

/// Days reckoned from the present one.
pub(super) const DAYS: &[(&str, i64)] = &[
    ("大前天", -3),
    ("前天", -2),
    ("前日", -2),
    ("昨天", -1),
    ("昨日", -1),
    ("今天", 0),
    ("今日", 0),
    ("明天", 1),
    ("明日", 1),
    ("大后天", 3),
    ("后天", 2),
];

/// Weeks, months and quarters reckoned from the present one.
pub(super) const AHEAD: &[(&str, i32)] = &[
    ("上上", -2),
    ("上", -1),
    ("本", 0),
    ("这", 0),
    ("当", 0),
    ("下下", 2),
    ("下", 1),
];

/// Years reckoned from the present one.
pub(super) const YEARS_AHEAD: &[(&str, i32)] = &[
    ("今年", 0),
    ("本年", 0),
    ("当年", 0),
    ("明年", 1),
    ("来年", 1),
    ("后年", 2),
    ("去年", -1),
    ("上年", -1),
];
