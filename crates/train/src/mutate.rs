//! Mutations that keep the truth: another ordinal style, headings reworded or dropped, items in one paragraph
//! or in several, sections of other documents, other signs. They work on the marked text.

/// A source of chance that is the same every time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const CHINESE: [&str; 21] = [
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三",
    "十四", "十五", "十六", "十七", "十八", "十九", "二十",
];

/// Ways to number, outer ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Part,
    Chinese,
    ParenChinese,
    Arabic,
    Comma,
    ParenArabic,
    HalfParen,
    Circled,
    Letter,
    Nth,
    Is,
}

const WAYS: [Way; 11] = [
    Way::Part,
    Way::Chinese,
    Way::ParenChinese,
    Way::Arabic,
    Way::Comma,
    Way::ParenArabic,
    Way::HalfParen,
    Way::Circled,
    Way::Letter,
    Way::Nth,
    Way::Is,
];

impl Way {
    fn write(self, n: usize) -> String {
        let word = CHINESE.get(n).copied().unwrap_or("十");
        match self {
            Self::Part => format!("第{word}部分 "),
            Self::Chinese => format!("{word}、"),
            Self::ParenChinese => format!("（{word}）"),
            Self::Arabic => format!("{n}."),
            Self::Comma => format!("{n}、"),
            Self::ParenArabic => format!("（{n}）"),
            Self::HalfParen => format!("{n})"),
            Self::Circled => char::from_u32(0x2460 + n as u32 - 1)
                .unwrap_or('①')
                .to_string(),
            Self::Letter => format!("{}.", (b'A' + (n as u8 - 1).min(25)) as char),
            Self::Nth => format!("第{word}，"),
            Self::Is => format!("{word}是"),
        }
    }

    /// The ordinal of this way that ends the text, and its number.
    fn ends(self, text: &str) -> Option<(usize, usize)> {
        (1..=20).rev().find_map(|n| {
            let written = self.write(n);
            let half = written.replace('（', "(").replace('）', ")");
            let wide = written.replace('.', "．");
            [written, half, wide]
                .iter()
                .find(|form| text.ends_with(form.as_str()))
                .map(|form| (text.len() - form.len(), n))
        })
    }
}

const PROBLEMS: &[&str] = &[
    "存在的主要问题",
    "存在的突出问题",
    "存在问题",
    "检视查摆的问题",
    "查摆出的问题和不足",
    "对照检查情况",
    "问题检视",
    "主要不足",
    "存在的差距",
    "我的问题",
    "不足之处",
    "短板和弱项",
    "自身存在的问题",
    "查找出的主要问题",
    "对照检视存在的问题",
    "目前存在的问题",
    "问题清单",
    "突出问题及表现",
    "班子存在的主要问题",
    "个人检视情况",
    "问题和差距",
    "本人存在的不足",
    "检查发现的问题",
    "发现的主要问题",
    "自查出的问题",
    "查摆问题情况",
    "差在哪里",
    "主要问题如下",
    "反映出的问题",
];
const CAUSES: &[&str] = &[
    "原因剖析",
    "产生问题的原因",
    "原因分析",
    "问题根源",
    "思想根源剖析",
    "产生上述问题的主要原因",
    "症结所在",
    "深层次原因剖析",
    "问题成因",
    "根源剖析",
    "原因反思",
    "剖析与反思",
    "深挖思想根子",
    "为什么会出现这些问题",
    "问题产生的主观原因",
    "我的反思",
    "病根在哪里",
];
const MEASURES: &[&str] = &[
    "整改措施",
    "今后努力方向和整改措施",
    "下一步打算",
    "下步改进措施",
    "努力方向",
    "整改思路",
    "怎么改",
    "改进计划",
    "努力目标和整改措施",
    "今后的打算",
    "整改举措",
    "下一阶段整改安排",
    "改进方向",
    "整改落实措施",
    "下一步整改工作安排",
    "往后怎么办",
    "接下来的打算",
    "改进的办法",
];
const LAST: &[&str] = &[
    "上年度民主生活会整改措施落实情况",
    "上一年度整改落实情况",
    "去年查摆问题整改情况",
    "上次民主生活会问题整改情况",
    "上年度问题整改进展",
    "去年问题改得怎么样",
    "上年度整改事项销号情况",
    "上年整改台账完成情况",
];
const OTHER: &[&str] = &[
    "会前准备情况",
    "基本情况",
    "总体情况",
    "反面典型案例剖析情况",
    "工作要求",
    "组织领导",
    "保障措施",
];

/// Another document that means the same.
pub(crate) fn mutate(body: &str, others: &[&str], dice: &mut Dice) -> String {
    let mut text = body.to_owned();
    if dice.chance(30) && !others.is_empty() {
        let other = others[dice.below(others.len())];
        text = crossed(&text, other, dice);
    }
    if dice.chance(60) {
        text = renumbered(&text, dice);
    }
    if dice.chance(60) {
        text = reworded(&text, dice);
    }
    if dice.chance(25) {
        text = rejoined(&text, dice);
    }
    if dice.chance(12) {
        text = beheaded(&text);
    }
    if dice.chance(10) {
        text = text.replace('，', ",").replace('；', ";");
    }
    if dice.chance(8) {
        text = text.replace("。\n", "\n");
    }
    if dice.chance(8) {
        text = unheaded(&text);
    }
    text
}

/// Words of which headings are made: what comes before, the noun, what comes behind.
struct Grammar {
    before: &'static [&'static str],
    nouns: &'static [&'static str],
    behind: &'static [&'static str],
}

const PROBLEM_WORDS: Grammar = Grammar {
    before: &[
        "",
        "存在的",
        "主要",
        "突出",
        "自身",
        "我的",
        "班子",
        "本人",
        "查摆出的",
        "检视出的",
        "检查发现的",
        "督查发现的",
        "反馈的",
        "自查出来的",
        "目前的",
        "找到的",
        "对照检查出的",
        "这一年的",
        "工作中的",
        "群众反映的",
        "检查出来的",
        "排查出的",
        "看到的",
        "主要的",
        "亮出来的",
        "审计查出的",
        "巡察指出的",
        "认领的",
    ],
    nouns: &[
        "问题",
        "不足",
        "差距",
        "短板",
        "弱项",
        "毛病",
        "欠账",
        "隐患",
        "薄弱环节",
        "缺点",
        "漏洞",
        "病灶",
        "缺项",
        "症状",
        "偏差",
        "失误",
        "问题和不足",
        "差距和短板",
        "问题隐患",
        "不足之处",
        "缺陷",
        "软肋",
        "疏漏",
        "差在哪",
    ],
    behind: &[
        "", "", "", "", "清单", "情况", "表现", "一览", "底单", "如下", "检视", "盘点", "汇总",
        "明细",
    ],
};

const CAUSE_WORDS: Grammar = Grammar {
    before: &[
        "",
        "产生的",
        "问题的",
        "上述问题的",
        "背后的",
        "深层次",
        "思想上的",
        "主观",
        "存在问题的",
        "毛病的",
        "这些问题的",
        "差距的",
    ],
    nouns: &[
        "原因",
        "根源",
        "缘由",
        "症结",
        "病根",
        "成因",
        "根子",
        "由来",
        "病因",
        "思想根源",
        "内在原因",
        "症结所在",
    ],
    behind: &[
        "",
        "",
        "剖析",
        "分析",
        "反思",
        "查找",
        "在哪里",
        "深挖",
        "探究",
        "是什么",
        "检讨",
    ],
};

const MEASURE_WORDS: Grammar = Grammar {
    before: &[
        "",
        "下一步",
        "今后",
        "往后",
        "接下来的",
        "整改",
        "改进",
        "下阶段",
        "解决",
        "努力",
        "落实",
        "改正",
        "补短板",
        "下步整改",
        "对应的",
    ],
    nouns: &[
        "措施",
        "打算",
        "举措",
        "办法",
        "方向",
        "安排",
        "思路",
        "计划",
        "对策",
        "承诺",
        "任务",
        "做法",
        "方案",
        "目标和措施",
        "路子",
        "要求",
    ],
    behind: &["", "", "", "如下", "清单", "和时限", "及落实"],
};

impl Grammar {
    fn say(&self, dice: &mut Dice) -> String {
        let (before, noun, behind) = (
            dice.pick(self.before),
            dice.pick(self.nouns),
            dice.pick(self.behind),
        );
        format!("{before}{noun}{behind}")
    }
}

/// Headings of sections in other words.
fn reworded(text: &str, dice: &mut Dice) -> String {
    let mut out = text.to_owned();
    for (mark, words) in [
        ("{sp|", PROBLEMS),
        ("{sc|", CAUSES),
        ("{sm|", MEASURES),
        ("{sl|", LAST),
        ("{so|", OTHER),
    ] {
        let mut done = String::new();
        let mut rest = out.as_str();
        while let Some((before, after)) = rest.split_once(mark) {
            let Some((old, behind)) = after.split_once('}') else {
                break;
            };
            // An ordinal inside the mark stays before the new words.
            let ordinal: String = ["、", "）", "．", ".", " "]
                .iter()
                .find_map(|sign| {
                    old.find(sign)
                        .filter(|at| *at <= 12)
                        .map(|at| old[..at + sign.len()].to_owned())
                })
                .unwrap_or_default();
            let kept = mark == "{so|" && dice.chance(50);
            let grammar = match mark {
                "{sp|" => Some(&PROBLEM_WORDS),
                "{sc|" => Some(&CAUSE_WORDS),
                "{sm|" => Some(&MEASURE_WORDS),
                _ => None,
            };
            let words = match grammar.filter(|_| dice.chance(70)) {
                _ if kept => old.to_owned(),
                Some(grammar) => format!("{ordinal}{}", grammar.say(dice)),
                None => format!("{ordinal}{}", dice.pick(words)),
            };
            done.push_str(before);
            done.push_str(mark);
            done.push_str(&words);
            done.push('}');
            rest = behind;
        }
        done.push_str(rest);
        out = done;
    }
    out
}

fn key_at(text: &str) -> Option<&str> {
    let (key, _) = text.strip_prefix('{')?.split_once('|')?;
    key.chars().all(|c| c.is_ascii_alphabetic()).then_some(key)
}

/// Levels whose ordinals change together.
fn level(key: &str) -> &str {
    match key {
        "sp" | "sc" | "sm" | "sl" | "ss" | "so" => "s",
        "m" => "m",
        "g" | "M" => "g",
        key => key,
    }
}

/// Another ordinal style for one or two levels.
fn renumbered(text: &str, dice: &mut Dice) -> String {
    // What each level has now.
    let mut used: Vec<(String, Way)> = Vec::new();
    for (at, _) in text.match_indices('{') {
        let Some(key) = key_at(&text[at..]) else {
            continue;
        };
        if let Some(way) = WAYS.iter().find(|way| way.ends(&text[..at]).is_some())
            && !used
                .iter()
                .any(|(level_of, known)| level_of == level(key) && known == way)
        {
            used.push((level(key).to_owned(), *way));
        }
    }
    if used.is_empty() {
        return text.to_owned();
    }
    let (chosen, old) = used[dice.below(used.len())].clone();
    let new = WAYS[dice.below(WAYS.len())];
    let taken = used.iter().any(|(_, way)| *way == new);
    let fits = match chosen.as_str() {
        "s" => new <= Way::ParenChinese,
        "d" | "g" => new <= Way::ParenArabic,
        _ => new >= Way::ParenChinese,
    };
    let dropped = dice.chance(15) && chosen != "m";
    if (taken || !fits) && !dropped {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices('{') {
        if key_at(&text[at..]).is_none_or(|key| level(key) != chosen) {
            continue;
        }
        if let Some((start, n)) = old.ends(&text[..at])
            && start >= from
        {
            let starts_line = text[..start].ends_with('\n') || start == 0;
            out.push_str(&text[from..start]);
            if !dropped || !starts_line {
                out.push_str(&if dropped { old.write(n) } else { new.write(n) });
            }
            from = at;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Items on lines of their own come into one paragraph, or the other way.
fn rejoined(text: &str, dice: &mut Dice) -> String {
    if dice.chance(50) {
        let mut out = String::new();
        for line in text.lines() {
            let item = ["一是", "二是", "三是", "四是", "五是", "六是", "七是"]
                .iter()
                .any(|is| line.starts_with(is));
            if item && out.ends_with("。\n") {
                out.pop();
            }
            out.push_str(line);
            out.push('\n');
        }
        return out;
    }
    let mut out = text.to_owned();
    for is in ["二是{", "三是{", "四是{", "五是{", "六是{"] {
        out = out.replace(&format!("。{is}"), &format!("。\n{is}"));
    }
    out
}

/// Without what stands before the problems.
fn beheaded(text: &str) -> String {
    let at = text
        .find("{sp|")
        .and_then(|at| text[at..].find('\n').map(|end| at + end + 1));
    at.map_or(text, |at| &text[at..]).to_owned()
}

/// Without the headings over causes and measures, or those of problems, where dimensions stay.
fn unheaded(text: &str) -> String {
    if !text.contains("{d|") {
        return text.to_owned();
    }
    let lines = text
        .lines()
        .filter(|line| !line.contains("{sp|") || line.contains("{p|") || line.contains("{d|"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The sections of one document with those of another behind or between.
fn crossed(text: &str, other: &str, dice: &mut Dice) -> String {
    let (head, own) = sections(text);
    let (_, foreign) = sections(other);
    if own.len() < 2 || foreign.is_empty() {
        return text.to_owned();
    }
    let mut all = Vec::new();
    for (key, section) in own {
        let same: Vec<&(String, String)> = foreign.iter().filter(|(k, _)| *k == key).collect();
        if !same.is_empty() && dice.chance(50) {
            all.push(same[dice.below(same.len())].1.clone());
        } else {
            all.push(section);
        }
    }
    if dice.chance(15) {
        let (from, to) = (dice.below(all.len()), dice.below(all.len()));
        all.swap(from, to);
    }
    let mut out = head;
    for (i, section) in all.into_iter().enumerate() {
        // The ordinal before the heading is counted anew.
        let (line, rest) = section.split_once('\n').unwrap_or((&section, ""));
        let at = line.find('{').unwrap_or(0);
        let inside = line[at..].find('|').map_or(0, |bar| at + bar + 1);
        let line = if let Some((start, _)) = Way::Chinese.ends(&line[..at]) {
            format!(
                "{}{}{}",
                &line[..start],
                Way::Chinese.write(i + 1),
                &line[at..]
            )
        } else if let Some((_, after)) = line[inside..]
            .split_once('、')
            .filter(|(n, _)| CHINESE.contains(n))
        {
            format!("{}{}{}", &line[..inside], Way::Chinese.write(i + 1), after)
        } else {
            line.to_owned()
        };
        out.push_str(&line);
        out.push('\n');
        out.push_str(rest);
    }
    out
}

/// What stands before the first heading, and each section with its key.
fn sections(text: &str) -> (String, Vec<(String, String)>) {
    let mut head = String::new();
    let mut all: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let key = ["sp", "sc", "sm", "sl", "ss", "so"]
            .iter()
            .find(|key| line.find(&format!("{{{key}|")).is_some_and(|at| at <= 15));
        if let Some(key) = key {
            all.push(((*key).to_owned(), String::new()));
        }
        let into = all.last_mut().map_or(&mut head, |(_, section)| section);
        into.push_str(line);
        into.push('\n');
    }
    (head, all)
}
