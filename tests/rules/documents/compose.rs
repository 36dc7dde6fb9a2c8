//! Composes documents at random from the variants that are seen in practice, with known truth.

use super::score::Truth;
use super::words::*;

pub(crate) use crate::dice::Dice;

impl Dice {
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }
}

/// A composed document.
pub(crate) struct Composed {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: String,
    pub(crate) truth: Truth,
    /// The variants that it shows.
    pub(crate) variants: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Level {
    None,
    Section,
    Group,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Items {
    Is,
    Arabic,
    ArabicComma,
    Paren,
    Circled,
    Nth,
    Named,
}

struct Writer {
    dice: Dice,
    lines: Vec<String>,
    truth: Truth,
    variants: Vec<String>,
    section: u32,
    half: bool,
    used: Vec<String>,
}

const CHINESE: [&str; 16] = [
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三",
    "十四", "十五",
];

/// Composes one document.
pub(crate) fn compose(seed: u64) -> Composed {
    let dice = Dice::new(seed);
    let mut w = Writer {
        dice,
        lines: Vec::new(),
        truth: Truth::default(),
        variants: Vec::new(),
        section: 0,
        half: false,
        used: Vec::new(),
    };
    w.half = w.dice.chance(10);
    let (year, aspects) = ASPECTS[w.dice.below(ASPECTS.len())];
    let person = w.dice.chance(60);
    w.truth.kind = Some(if person { "个人" } else { "班子" }.to_owned());
    w.head(year, person);
    if w.dice.chance(40) {
        w.last_year();
    }
    if w.dice.chance(25) {
        w.statement();
    }
    let blocks = w.dice.chance(25);
    w.problems(aspects, blocks);
    if !blocks {
        w.causes();
        w.measures();
    }
    w.finish(seed)
}

impl Writer {
    fn note(&mut self, variant: &str) {
        self.variants.push(variant.to_owned());
    }

    fn line(&mut self, text: impl Into<String>) {
        self.lines.push(text.into());
    }

    fn group_ordinal(&self, n: usize) -> String {
        if self.half {
            format!("({})", CHINESE[n])
        } else {
            format!("（{}）", CHINESE[n])
        }
    }

    fn heading(&mut self, text: &str) {
        self.section += 1;
        let ordinal = CHINESE[self.section as usize];
        self.line(format!("{ordinal}、{text}"));
    }

    fn head(&mut self, year: i32, person: bool) {
        let stated = self.dice.chance(70);
        if self.dice.chance(60) {
            let who = if person { "个人" } else { "局领导班子" };
            let title = match (stated, self.dice.below(3)) {
                (true, 0) => format!("{year}年度民主生活会{who}对照检查材料"),
                (true, 1) => format!("{who}{year}年度专题民主生活会对照检查材料"),
                (true, _) => format!("{year}年度民主生活会{who}发言提纲"),
                (false, _) => format!("民主生活会{who}对照检查材料"),
            };
            self.note("title");
            self.line(title);
            self.truth.year = stated.then_some(year);
        }
        let year_text = if stated && (self.dice.chance(60) || self.lines.is_empty()) {
            self.truth.year = Some(year);
            format!("{year}年度")
        } else {
            String::new()
        };
        let me = if person { "我" } else { "局领导班子" };
        let facts = match self.dice.below(3) {
            0 => "先后开展集中学习6次，谈心谈话30余人次，征求意见建议42条。",
            1 => "认真学习规定篇目，深入开展谈心谈话，广泛听取意见。",
            _ => "",
        };
        let close = self.dice.pick(&[
            "现将对照检查情况报告如下。",
            "现将有关情况汇报如下：",
            "下面，作对照检查，请同志们批评指正。",
            "现将查摆的情况报告如下：",
        ]);
        self.line(format!(
            "根据关于开好{year_text}民主生活会的通知要求，{me}紧扣主题，{facts}{close}"
        ));
    }

    fn last_year(&mut self) {
        let heading = self.dice.pick(&LAST_YEAR_HEADINGS);
        let count = 2 + self.dice.below(4);
        let items = self.distinct(&DONE, count);
        self.truth.last_year.clone_from(&items);
        match self.dice.below(3) {
            0 => {
                self.note("last year: groups");
                self.heading(heading);
                for (i, item) in items.iter().enumerate() {
                    let ordinal = self.group_ordinal(i + 1);
                    self.line(format!("{ordinal}{item}"));
                    let text = self.done_text();
                    self.line(text);
                }
            }
            1 => {
                self.note("last year: inline");
                self.heading(heading);
                let mut text = "针对上年度查摆的问题，主要做了以下工作：".to_owned();
                for (i, item) in items.iter().enumerate() {
                    let done = self.done_text();
                    text.push_str(&format!("{}是{item}。{done}", CHINESE[i + 1]));
                }
                self.line(text);
            }
            _ => {
                self.note("last year: subsection");
                self.heading("有关事项的说明");
                let mut text = format!("{}{heading}。一年来整改成效如下：", self.group_ordinal(1));
                for (i, item) in items.iter().enumerate() {
                    let done = self.done_text();
                    text.push_str(&format!("{}是{item}。{done}", CHINESE[i + 1]));
                }
                self.line(text);
                let ordinal = self.group_ordinal(2);
                self.line(format!("{ordinal}个人有关事项说明。没有需要说明的事项。"));
            }
        }
    }

    fn done_text(&mut self) -> String {
        self.dice
            .pick(&[
                "全年组织学习15次，开展研讨4场，学习制度进一步健全。",
                "办结群众诉求86件，办理时间缩短了三分之一。",
                "修订制度7项，堵住了管理上的漏洞。",
                "持续深化警示教育，作风有了明显改进。",
            ])
            .to_owned()
    }

    fn statement(&mut self) {
        self.note("statement");
        self.heading("个人有关事项和意识形态工作责任制落实情况");
        self.line("能够如实报告个人有关事项，认真落实意识形态工作责任制，没有其他需要说明的情况。");
    }

    fn distinct(&mut self, from: &[&str], count: usize) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        while found.len() < count.min(from.len()) {
            let item = self.dice.pick(from).to_owned();
            if !found.contains(&item) {
                found.push(item);
            }
        }
        found
    }

    fn problem_title(&mut self) -> String {
        loop {
            let title = format!("{}{}", self.dice.pick(&MATTERS), self.dice.pick(&DEFECTS));
            if !self.used.contains(&title) {
                self.used.push(title.clone());
                return title;
            }
        }
    }

    fn detail(&mut self) -> String {
        let count = 1 + self.dice.below(3);
        let mut parts = self.distinct(&DETAILS, count);
        if self.dice.chance(60) {
            parts.push(self.dice.pick(&CASES).to_owned());
        }
        parts.join("。") + "。"
    }

    fn ordinal(items: Items, n: usize, running: usize) -> String {
        match items {
            Items::Is => format!("{}是", CHINESE[n]),
            Items::Arabic => format!("{n}."),
            Items::ArabicComma => format!("{n}、"),
            Items::Paren => format!("（{n}）"),
            Items::Circled => char::from_u32(0x2460 + n as u32 - 1)
                .map(String::from)
                .unwrap_or_default(),
            Items::Nth => format!("第{}，", CHINESE[n]),
            Items::Named => format!("问题{running}："),
        }
    }

    fn problems(&mut self, aspects: &[&str], blocks: bool) {
        let level = [
            Level::Group,
            Level::Group,
            Level::Group,
            Level::Section,
            Level::None,
        ][self.dice.below(5)];
        let choices: &[Items] = match level {
            Level::Section => &[Items::Arabic, Items::Is, Items::ArabicComma, Items::Paren],
            _ => &[
                Items::Is,
                Items::Is,
                Items::Is,
                Items::Arabic,
                Items::Paren,
                Items::Nth,
                Items::Circled,
                Items::ArabicComma,
            ],
        };
        let mut items = choices[self.dice.below(choices.len())];
        if blocks && self.dice.chance(50) {
            items = Items::Named;
        }
        let inline = !blocks && self.dice.chance(35);
        self.note(&format!(
            "{level:?} {items:?} inline={inline} blocks={blocks}"
        ));
        let per = 2 + self.dice.below(2);
        let mut running = 0;
        if level == Level::None {
            let heading = self.dice.pick(&PROBLEM_HEADINGS);
            self.heading(heading);
            if inline {
                let text = self.inline_problems(items, per + 2, None, &mut running);
                self.line(format!("通过对照检查，主要存在以下问题：{text}"));
            } else {
                self.listed_problems(items, per + 2, None, &mut running, blocks);
            }
            return;
        }
        if level == Level::Group {
            let heading = self.dice.pick(&PROBLEM_HEADINGS);
            self.heading(heading);
            if self.dice.chance(20) {
                self.line("对照要求，联系思想和工作实际，认真查找了自身存在的不足。");
            }
        }
        let end = self.dice.below(6);
        let lead = self.dice.chance(20);
        let lost = if self.dice.chance(12) {
            Some(self.dice.below(aspects.len()))
        } else {
            None
        };
        let lead_word = if self.dice.chance(15) {
            self.dice.pick(&["在", "对", "关于"])
        } else {
            ""
        };
        self.note(&format!("end={end} lead={lead} lost={lost:?}"));
        for (i, aspect) in aspects.iter().enumerate() {
            let aspect = if aspect.starts_with('在') {
                (*aspect).to_owned()
            } else {
                format!("{lead_word}{aspect}")
            };
            let ordinal = match level {
                Level::Section => {
                    self.section += 1;
                    format!("{}、", CHINESE[self.section as usize])
                }
                _ => self.group_ordinal(i + 1),
            };
            let ordinal = if lost == Some(i) && level == Level::Group {
                String::new()
            } else {
                ordinal
            };
            let (tail, kept) = match end {
                0 => ("", ""),
                1 => ("。", ""),
                2 => ("的问题。", "的问题"),
                3 => ("。存在的主要问题：", ""),
                4 => ("：", ""),
                _ => ("存在的问题", "存在的问题"),
            };
            let heading = format!("{aspect}{kept}");
            self.truth.dimensions.push(heading.clone());
            let text = format!("{ordinal}{aspect}{tail}");
            if inline && end != 5 && end != 0 {
                let items_text = self.inline_problems(items, per, Some(&heading), &mut running);
                self.line(format!("{text}{items_text}"));
            } else {
                self.line(text);
                if lead {
                    self.line("对照标准，反思自己，还有不小差距。");
                }
                self.listed_problems(items, per, Some(&heading), &mut running, blocks);
            }
        }
    }

    fn inline_problems(
        &mut self,
        items: Items,
        count: usize,
        dimension: Option<&str>,
        running: &mut usize,
    ) -> String {
        let mut text = String::new();
        for n in 1..=count {
            *running += 1;
            let title = self.problem_title();
            let detail = self.detail();
            text.push_str(&format!(
                "{}{title}。{detail}",
                Self::ordinal(items, n, *running)
            ));
            self.truth
                .problems
                .push((dimension.map(str::to_owned), title, detail));
        }
        text
    }

    fn listed_problems(
        &mut self,
        items: Items,
        count: usize,
        dimension: Option<&str>,
        running: &mut usize,
        blocks: bool,
    ) {
        for n in 1..=count {
            *running += 1;
            let title = self.problem_title();
            let mut detail = self.detail();
            if !blocks && self.dice.chance(5) {
                detail.pop();
            }
            let ordinal = Self::ordinal(items, n, *running);
            self.line(format!("{ordinal}{title}。{detail}"));
            self.truth
                .problems
                .push((dimension.map(str::to_owned), title.clone(), detail));
            if blocks {
                self.block(&title);
            }
        }
    }

    fn block(&mut self, problem: &str) {
        if self.dice.chance(50) {
            let cause = self.dice.pick(&CAUSES);
            self.line(format!("原因分析：{cause}。平时要求不严。"));
            self.truth.causes.push(cause.to_owned());
        }
        let count = 1 + self.dice.below(3);
        let measures = self.distinct(&MEASURES, count);
        let mut fields = Vec::new();
        if count == 1 {
            self.line(format!("整改措施：{}。", measures[0]));
        } else if self.dice.chance(50) {
            let text: String = measures
                .iter()
                .enumerate()
                .map(|(i, m)| format!("{}.{m}；", i + 1))
                .collect();
            self.line(format!("整改措施：{text}"));
        } else {
            self.line("整改措施：");
            for (i, measure) in measures.iter().enumerate() {
                self.line(format!("（{}）{measure}。", i + 1));
            }
        }
        for measure in &measures {
            self.truth.measures.push((None, measure.clone()));
            fields.push(("measure", measure.clone()));
        }
        let lead = self.dice.pick(&LEADS);
        let dept = self.dice.pick(&DEPTS);
        let (due, term) = DUES[self.dice.below(DUES.len())];
        fields.extend([
            ("lead", lead.to_owned()),
            ("dept", dept.to_owned()),
            ("deadline", due.to_owned()),
        ]);
        if term != "date" || self.truth.year.is_some() || due.starts_with("20") {
            fields.push(("term", term.to_owned()));
        }
        match self.dice.below(3) {
            0 => self.line(format!(
                "责任领导：{lead}；责任部门：{dept}；整改时限：{due}。"
            )),
            1 => {
                self.line(format!("责任领导：{lead}"));
                self.line(format!("责任单位：{dept}"));
                self.line(format!("完成时限：{due}"));
            }
            _ => self.line(format!(
                "责任领导：{lead}　牵头部门：{dept}　完成时限：{due}"
            )),
        }
        for (name, value) in fields {
            self.truth
                .tasks
                .push((problem.to_owned(), name.to_owned(), value));
        }
    }

    fn causes(&mut self) {
        if self.dice.chance(8) {
            return;
        }
        let heading = self.dice.pick(&CAUSE_HEADINGS);
        self.heading(heading);
        let count = 3 + self.dice.below(2);
        let causes = self.distinct(&CAUSES, count);
        self.truth.causes.clone_from(&causes);
        let style = self.dice.below(4);
        self.note(&format!("causes={style}"));
        if self.dice.chance(40) {
            self.line("对照党章党规，深挖思想根源，主要有以下几个方面：");
        }
        let mut text = String::new();
        for (i, cause) in causes.iter().enumerate() {
            let detail = format!("{}。", self.dice.pick(&DETAILS));
            match style {
                0 => {
                    let ordinal = self.group_ordinal(i + 1);
                    self.line(format!("{ordinal}{cause}。{detail}"));
                }
                1 => self.line(format!("{}是{cause}。{detail}", CHINESE[i + 1])),
                2 => self.line(format!("{}.{cause}。{detail}", i + 1)),
                _ => text.push_str(&format!("{}是{cause}。{detail}", CHINESE[i + 1])),
            }
        }
        if style == 3 {
            self.line(text);
        }
    }

    fn measures(&mut self) {
        let heading = self.dice.pick(&MEASURE_HEADINGS);
        self.heading(heading);
        if self.dice.chance(40) {
            self.line("针对存在的问题，将坚持立行立改，重点抓好以下工作：");
        }
        let count = 3 + self.dice.below(2);
        let groups = self.distinct(&MEASURES[..8], count);
        let style = self.dice.below(6);
        self.note(&format!("measures={style}"));
        for (i, group) in groups.iter().enumerate() {
            let ordinal = self.group_ordinal(i + 1);
            let nested = match style {
                0 | 1 => false,
                2 => i + 1 == groups.len(),
                _ => true,
            };
            let step = self.dice.pick(&STEPS);
            if style == 5 {
                self.line(format!("{}是{group}。{step}。", CHINESE[i + 1]));
                self.truth.measures.push((None, group.clone()));
                continue;
            }
            if !nested {
                self.line(format!("{ordinal}{group}。{step}。"));
                self.truth.measures.push((None, group.clone()));
                continue;
            }
            let subs = self.distinct(&MEASURES[8..], 2 + i % 2);
            let mut text = format!("{ordinal}{group}。");
            if self.dice.chance(30) {
                text.push_str(&format!("{step}。"));
            }
            if style == 4 {
                self.line(format!("{ordinal}{group}"));
            }
            for (k, sub) in subs.iter().enumerate() {
                let step = self.dice.pick(&STEPS);
                if style == 4 {
                    self.line(format!("{}.{sub}。{step}。", k + 1));
                } else {
                    text.push_str(&format!("{}是{sub}。{step}。", CHINESE[k + 1]));
                }
                self.truth.measures.push((Some(group.clone()), sub.clone()));
            }
            if style != 4 {
                self.line(text);
            }
        }
    }

    fn finish(mut self, seed: u64) -> Composed {
        let dirt = self.dice.below(12);
        let blocked = self.variants.iter().any(|v| v.contains("blocks=true"));
        let outline = !blocked && self.dice.chance(8);
        if outline {
            self.note("outline");
            let headings: Vec<String> = self
                .lines
                .iter()
                .skip(1)
                .filter(|l| is_listed(l))
                .cloned()
                .collect();
            if headings.len() >= 4 {
                self.lines.splice(0..0, headings);
            }
        }
        let mut text = match dirt {
            0 | 1 if !blocked => {
                self.note("wrapped");
                wrap(&self.lines, &mut self.dice)
            }
            2 if !blocked => {
                self.note("flattened");
                self.lines.join(" ")
            }
            3 if !blocked => {
                self.note("stray blanks");
                self.lines
                    .iter()
                    .map(|l| blanks(l, &mut self.dice))
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            4 => {
                self.note("gaps");
                self.lines.join("\n\n")
            }
            _ => self.lines.join("\n"),
        };
        if self.dice.chance(10) {
            self.note("indented");
            text = text
                .split('\n')
                .map(|l| format!("　　{l}"))
                .collect::<Vec<_>>()
                .join("\n");
        }
        let bytes = match self.dice.below(10) {
            0 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            1 => [b"\xEF\xBB\xBF", text.replace('\n', "\r\n").as_bytes()].concat(),
            2 => [0xFF, 0xFE]
                .into_iter()
                .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
                .collect(),
            _ => text.clone().into_bytes(),
        };
        Composed {
            name: format!("{seed}.txt"),
            bytes,
            text,
            truth: self.truth,
            variants: self.variants,
        }
    }
}

fn is_listed(line: &str) -> bool {
    let heading = line.starts_with('（')
        || line.chars().nth(1) == Some('、')
        || line.chars().nth(2) == Some('、');
    heading
        && line.chars().count() < 60
        && !line.starts_with(|c: char| c.is_ascii_digit())
        && !line.contains("是")
}

/// Breaks lines as a PDF copy does.
fn wrap(lines: &[String], dice: &mut Dice) -> String {
    let mut out = String::new();
    let mut page = 0;
    let mut count = 0;
    for line in lines {
        let chars: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let width = 28 - usize::from(dice.chance(20));
            let mut end = (at + width).min(chars.len());
            if end < chars.len() && matches!(chars[end], '。' | '，' | '；' | '、' | '：') {
                end += 1;
            }
            out.extend(&chars[at..end]);
            out.push('\n');
            at = end;
            count += 1;
            if count % 30 == 0 && at < chars.len() {
                page += 1;
                out.push_str(&format!("- {page} -\n"));
            }
        }
    }
    out
}

/// Puts blanks where Chinese has none.
fn blanks(line: &str, dice: &mut Dice) -> String {
    let mut out = String::new();
    for (i, c) in line.chars().enumerate() {
        out.push(c);
        if i > 0 && dice.chance(2) {
            out.push(' ');
        }
    }
    out
}
