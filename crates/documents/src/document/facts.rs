//! Counts in the preamble: 集中学习5次, 谈心谈话60余人次, 意见建议X条.

use model::draft::Fact;
use office::text::width;

const UNITS: [&str; 16] = [
    "人次",
    "场次",
    "个小时",
    "小时",
    "次",
    "条",
    "天",
    "场",
    "期",
    "篇",
    "份",
    "项",
    "轮",
    "个",
    "件",
    "人",
];

/// Words before what is counted.
const VERBS: [&str; 44] = [
    "累计",
    "先后",
    "共计",
    "共",
    "组织",
    "参加",
    "开展",
    "进行",
    "召开",
    "征求到",
    "征集到",
    "收集到",
    "征求",
    "征集",
    "收集",
    "梳理出",
    "梳理",
    "听取",
    "汇总",
    "发放",
    "形成",
    "撰写",
    "集体",
    "了",
    "各类",
    "各方面",
    "各",
    "全年",
    "累积",
    "完成",
    "并",
    "通过",
    "会前",
    "我",
    "还",
    "又",
    "与",
    "带头",
    "面向",
    "有",
    "就",
    "对",
    "其中",
    "到",
];

/// What is usually counted; where the words before a number hold one of these, it is the name.
const NAMES: [&str; 24] = [
    "集中学习研讨",
    "专题学习研讨",
    "集中学习",
    "学习研讨",
    "专题学习",
    "理论学习",
    "专题研讨",
    "交流研讨",
    "集体学习",
    "谈心谈话",
    "谈心交心",
    "意见建议",
    "意见和建议",
    "座谈会",
    "问卷调查",
    "调查问卷",
    "调查研究",
    "专题党课",
    "学习心得",
    "心得体会",
    "民主测评",
    "学习",
    "谈话",
    "意见",
];

/// Reads the counts of a preamble.
pub(crate) fn read(text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    for clause in text.split(['。', '；', '，', '、', ';', ',', '：', '！', '\n']) {
        clause_facts(clause, &mut facts);
    }
    facts
}

fn clause_facts(clause: &str, facts: &mut Vec<Fact>) {
    let chars: Vec<char> = clause.chars().collect();
    let (mut i, mut from) = (0, 0);
    while i < chars.len() {
        let Some(length) = number(&chars[i..]) else {
            i += 1;
            continue;
        };
        let rest: String = chars[i + length..].iter().take(16).collect();
        if let Some(unit) = UNITS.iter().find(|unit| rest.starts_with(**unit)) {
            let before: String = chars[from.max(i.saturating_sub(40))..i].iter().collect();
            let after: String = rest[unit.len()..].chars().take(8).collect();
            let value: String = chars[i..i + length]
                .iter()
                .filter(|c| !c.is_whitespace())
                .collect();
            if let Some(name) = name(&before, &after) {
                facts.push(Fact {
                    name,
                    value,
                    unit: (*unit).to_owned(),
                });
            }
            i += length + unit.chars().count();
            from = i;
        } else {
            i += length;
        }
    }
}

/// A number or its placeholder, with 余 or 多: 88, 60余, X, **余.
fn number(text: &[char]) -> Option<usize> {
    let is = |test: fn(char) -> bool| text.iter().take_while(|c| test(**c)).count();
    let digits = is(|c| width::narrow_digit(c).is_some());
    let mask = is(|c| matches!(c, 'X' | 'x' | '×' | '*' | '＊' | 'Ｘ' | '○' | '_'));
    let words = is(|c| office::text::numeral::is_counting(c) && c != '一');
    let length = digits.max(mask).max(words);
    if length == 0 {
        return None;
    }
    let more = usize::from(matches!(text.get(length), Some('余' | '多')));
    Some(length + more)
}

/// What was counted: before the number, or behind its unit (45条意见建议).
fn name(before: &str, after: &str) -> Option<String> {
    let mut known: Vec<(usize, &str)> = NAMES
        .iter()
        .filter_map(|name| before.rfind(name).map(|at| (at + name.len(), *name)))
        .collect();
    known.sort_by_key(|(end, name)| (*end, name.len()));
    if let Some((_, name)) = known.last() {
        return Some((*name).to_owned());
    }
    if let Some(name) = NAMES.iter().find(|name| after.starts_with(**name)) {
        return Some((*name).to_owned());
    }
    let mut rest = before.trim();
    while let Some(shorter) = VERBS.iter().find_map(|verb| rest.strip_prefix(verb)) {
        rest = shorter;
    }
    while let Some(shorter) = ["共", "累计", "达", "近", "约", "了", "共计"]
        .iter()
        .find_map(|word| rest.strip_suffix(word))
    {
        rest = shorter;
    }
    let count = rest.chars().count();
    let deed = [
        "学", "谈", "调研", "座谈", "会", "意见", "研讨", "走访", "党课", "体会", "问卷", "建议",
    ];
    ((2..=10).contains(&count) && deed.iter().any(|word| rest.contains(word)))
        .then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn counts_with_their_units() {
        let facts = super::read(
            "会前累计参加集中学习X天、组织谈心谈话60余人次，收集意见建议45条，征求到12条意见。对照5个方面查摆。",
        );
        let plain: Vec<(&str, &str, &str)> = facts
            .iter()
            .map(|f| (f.name.as_str(), f.value.as_str(), f.unit.as_str()))
            .collect();
        assert_eq!(
            plain,
            [
                ("集中学习", "X", "天"),
                ("谈心谈话", "60余", "人次"),
                ("意见建议", "45", "条"),
                ("意见", "12", "条")
            ]
        );
    }
}
