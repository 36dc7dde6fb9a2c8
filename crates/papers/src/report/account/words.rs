//! The words by which recorded text is cut, left out and joined: each list once, with its rule of
//! `docs/manual/report.md` (怎样讲述记录). The lists stand in `words.txt`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Units that say the same (rule 5).
pub(crate) const SAME_UNITS: &[&[&str]] = &[
    &["人", "名", "人次"],
    &["家", "家次"],
    &["户", "户次"],
    &["项", "条", "个"],
];

/// Whether the verb says only that something was done: 开展, 组织, 进行, 完成.
pub(crate) fn is_light(verb: &str) -> bool {
    LIGHT_VERBS.contains(&verb)
}

/// What a noun without a clause follows (rule 5): the verb, and the ends of the names.
pub(crate) const NOUN_VERBS: &[(&str, &[&str])] = &[
    (
        "召开",
        &["会议", "座谈会", "专题会", "推进会", "调度会", "班子会"],
    ),
    ("讲授", &["党课"]),
    (
        "举办",
        &["讲堂", "培训班", "讲座", "论坛", "沙龙", "比武", "竞赛"],
    ),
    ("形成", &["报告", "心得体会", "心得", "文章"]),
    (
        "开展",
        &[
            "培训",
            "研讨",
            "谈话",
            "宣讲",
            "检查",
            "演练",
            "巡查",
            "排查",
            "督查",
            "抽查",
            "活动",
            "集中学习",
            "专题学习",
            "教育",
            "家访",
            "慰问",
            "暗访",
        ],
    ),
];

/// Figures that count institutions (rule 7).
pub(crate) const INSTITUTION_FIGURES: &[(&str, bool)] = &[
    ("出台制度", true),
    ("转化制度", true),
    ("形成制度", true),
    ("制定制度", true),
    ("建立制度", true),
    ("制度建设", true),
    ("完善制度", true),
    ("新建制度", true),
    ("印发制度", true),
    ("修订制度", false),
    ("修改制度", false),
    ("修订完善制度", false),
];

/// What a number at the end of a figure's clause speaks of where the verb was said (rule 5).
pub(crate) const OF: &str = "涉及";

/// Before what several notes differ in, and before what is summed over them (rules 4, 5).
pub(crate) const IN_TURN: &str = "先后";
pub(crate) const ALTOGETHER: &str = "累计";
/// After the last name of more institutions than are named (rule 7).
pub(crate) const AND_OTHERS: &str = "等制度";

/// The words that the account puts around recorded ones, besides the phrases.
pub fn added_words() -> Vec<&'static str> {
    // How often, how many institutions, how the tally says what moved, and until when.
    let others = [
        IN_TURN, ALTOGETHER, AND_OTHERS, OF, "次", "项", "由", "升至", "降至", "变为", "前", "内",
    ];
    let verbs = NOUN_VERBS.iter().map(|(verb, _)| *verb);
    verbs.chain(others).collect()
}

/// The words of a list, as the file has them.
pub(crate) struct Words {
    all: Vec<&'static str>,
    /// The same by their first character, which stands beside: verbs are looked for at every character of
    /// every clause.
    sorted: Vec<(char, &'static str)>,
    /// Which first characters there are, by their last eight bits: most characters begin no word.
    initials: [u64; 4],
}

impl Words {
    fn of(words: Vec<&'static str>) -> Self {
        let initial = |word: &&'static str| Some((word.chars().next()?, *word));
        let mut sorted: Vec<_> = words.iter().filter_map(initial).collect();
        sorted.sort_by_key(|(initial, _)| *initial);
        let mut initials = [0; 4];
        for (initial, _) in &sorted {
            let (at, bit) = place(*initial);
            initials[at] |= bit;
        }
        Self {
            all: words,
            sorted,
            initials,
        }
    }

    /// The words that the text begins with, as they stand in the file.
    fn beginnings<'w>(&'w self, text: &'w str) -> impl Iterator<Item = &'static str> + 'w {
        let first = text.chars().next().filter(|first| {
            let (at, bit) = place(*first);
            self.initials[at] & bit > 0
        });
        let from = first.map_or(self.sorted.len(), |first| {
            self.sorted.partition_point(|(initial, _)| *initial < first)
        });
        let alike = self.sorted[from..].iter();
        let alike = alike.take_while(move |(initial, _)| Some(*initial) == first);
        let words = alike.map(|(_, word)| *word);
        words.filter(move |word| text.starts_with(word))
    }

    /// The word that the text begins with, the longest.
    pub(crate) fn beginning(&self, text: &str) -> Option<&'static str> {
        self.beginnings(text).max_by_key(|word| word.len())
    }

    /// Whether one of them stands in the text.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        let mut places = text.char_indices();
        places.any(|(at, _)| self.beginnings(&text[at..]).next().is_some())
    }

    /// Those that stand in the text, each once.
    pub(crate) fn all_in(&self, text: &str) -> Vec<&'static str> {
        let places = text.char_indices();
        let mut found = Vec::new();
        for word in places.flat_map(|(at, _)| self.beginnings(&text[at..])) {
            if !found.contains(&word) {
                found.push(word);
            }
        }
        found
    }

    /// The text without any of them.
    pub(crate) fn out_of<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut rest = Cow::Borrowed(text);
        if self.stand_in(text) {
            for word in &self.all {
                rest = Cow::Owned(rest.replace(word, ""));
            }
        }
        rest
    }
}

/// Where a first character is noted.
fn place(c: char) -> (usize, u64) {
    let low = u32::from(c) as usize & 0xFF;
    (low / 64, 1 << (low % 64))
}

impl std::ops::Deref for Words {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        &self.all
    }
}

/// The lists, by their names in the file.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident $title:literal)*) => {
        $($(#[$doc])* pub(crate) static $name: LazyLock<Words> = LazyLock::new(|| Words::of(list($title)));)*

        #[cfg(test)]
        const TITLES: &[&str] = &[$($title),*];
    };
}

lists! {
    /// Verbs of deeds (rules 4, 5): what a clause of something done, or a figure's name, may begin with.
    VERBS "动词"
    /// What may stand between a subject and its deed, so that a subject ends before it (rule 4).
    PREPOSITIONS "介词"
    /// Cut at the beginning of a clause (rule 4), besides days.
    CUT_FRONT "开头语"
    /// A note of no more than one of these says that it was checked or counted (rule 4).
    CHECKED_ONLY "只是检查"
    /// Of these what follows is what was counted (rule 4).
    COUNTED_ONLY "只是统计"
    /// A clause of intent begins with one of these, after its subject (rule 4).
    INTENT "打算"
    /// And one of these, where it counts nothing.
    INTENT_UNCOUNTED "打算.无数字"
    /// Or it holds one of these anywhere.
    INTENT_INSIDE "打算.句中"
    /// Words that begin like intent and are none.
    INTENT_BUT "不是打算"
    /// A subject that ends so may stand before intent (rule 4).
    SUBJECT_ENDS "主语"
    /// Judgement and opinion (rule 4).
    JUDGEMENT "评价"
    /// And a clause that begins with one of these.
    JUDGEMENT_FRONT "评价.开头"
    /// 不足 as what was found is no judgement.
    FOUND "查找"
    /// What was not done (rule 4).
    NOT_DONE "未做"
    /// Words that hold one of those and are none; results that say that nothing happened.
    NOT_DONE_BUT "不是未做"
    /// What supplements papers between a return and the next application (rule 4).
    PAPERS "补材料"
    /// Figures of these, in such a note, are none.
    PAPER_FIGURES "材料"
    /// A clause that tells a state of completion, which a later one replaces (rule 4).
    COMPLETION "完成"
    /// In a check's clause without number or figure one of these keeps it (rule 4).
    DONE_WORDS "已做"
    /// A clause that ends so without a number is said by its figures (rule 5).
    CHANGE_ENDS "变化"
    /// After these a figure's name does not go on with what the clause ends in (rule 5 c).
    LIGHT_VERBS "轻动词"
    /// Nor these, after 到, 赴, 与.
    PLACES "处所"
    /// Names that end so are nouns whatever they begin with (rule 5).
    NOUN_ENDS "名词"
    /// May follow the last word of a name within a clause (rule 5 d).
    NAME_TAILS "名后"
    /// A clause ends before these, for a figure that stands before them (rule 5).
    CONJUNCTIONS "连词"
    /// Units by which clause and name of one verb are the same (rule 5 e).
    PAPER_UNITS "文稿单位"
    /// Units in which a deed counts itself (rule 5).
    DEED_UNITS "次数单位"
    /// Names that end so are of things: without a clause nobody learns what was done with them (rule 5).
    THINGS "事物"
    /// A check's clause that ends so tells how it was found.
    STATE_ENDS "状态尾"
    /// Said of how far something has come: it holds what was told before.
    REACHED "达到"
    /// Before a deed that comes again (rule 4).
    AGAIN "再次"
    /// What was left by the round before.
    REMAINING "余下"
    /// A round ends so (第一季度, 首期), behind what numbers it.
    ROUND_ENDS "轮次"
    ORDINALS "序数"
    /// How long: no measure of what a clause tells.
    DURATIONS "时长单位"
    /// A clause that ends so says that it is done.
    DONE_ENDS "办毕"
    /// Verbs of what happens once or several times (rule 4).
    HOLDING "举行"
    /// A name that begins so tells what was done with the thing it ends in (撰写报告; 调研报告 is a thing).
    HAVING_OBJECTS "带物"
    /// Words with 待 that wait for nothing.
    NO_WAITING "不是待"
    /// A reason's clause that begins with 经 and holds one of these is an approval (rule 10) …
    APPROVED "经批准"
    /// … and one of these the new day.
    PUT_OFF "延至"
    /// A draft's name ends so; it goes when the thing is issued (rule 4) …
    DRAFTS "草稿"
    /// … by one of these.
    ISSUING "印发"
    /// People by what they are: these are counted in 人 (rule 5).
    PERSONS "人称"
    /// Of what was made less the number that stays is none of the clause's (精简会议, 会议9次).
    LESSENING "不数名"
    /// Verbs of looking through what is there (rule 5): the same things may be looked through again.
    LOOKING "查看"
    /// Units of things that stay where they are.
    SET_UNITS "成套单位"
    /// Names of stocks (rule 6): the latest value, and never less than before.
    STOCKS "存量"
    /// Units of a report that somebody wrote.
    NOUN_UNITS "报告单位"
    /// Units of more than a character that a number may stand alone with (rule 4).
    BARE_UNITS "光数单位"
    /// Units of people: no measure of a meeting or a class (rule 5).
    PEOPLE "人户单位"
    /// Leading words of a measure (rule 3).
    MEASURE_FRONT "措施开头"
    /// Verbs of making (rule 3).
    MAKING "建立"
    /// What is made ends so (rule 3) …
    MADE "所建"
    /// … with a name of its own that is none of these.
    NO_NAME "无名"
    /// A measure that can be counted or checked (rule 3).
    COUNTABLE "可查"
    /// How often, cut where a figure says it (rule 3).
    HOW_OFTEN "频次"
    /// Cut at the beginning of an effect (rule 8).
    EFFECT_FRONT "成效开头"
    /// An effect with one of these is not vague (rule 8).
    WHOLE "全部"
    /// Results with a number that are chosen first (rule 12).
    RESULTS "成果"
    /// A clause that goes only with the one before it (rule 12).
    DEPENDENT "附随"
    /// A clause of an effect never ends so (rule 12).
    NO_END "不作结尾"
    /// Cut at the beginning of a reason and of a next step (rule 10).
    REASON_FRONT "原因开头"
    NEXT_FRONT "下步开头"
    /// A reason of no more than these is none (rule 10).
    STATE_REASONS "只是状态"
    /// A first phrase of a next step that ends so takes 于 (rule 10).
    TIME_ENDS "时间"
    /// Long-term: clauses of a next step that begin so say nothing (rule 10).
    GOING_ON "继续"
    /// Said of a total that grows: it holds what was counted before (rule 4).
    RUNNING "累计"
    /// A clause that begins so leans on the one before, and goes with it.
    LEANING "承前"
    /// From here on a note tells plans (rule 4).
    PLANS_FOLLOW "其后都是打算"
    /// A thing of one's own behind a figure's name: the figure doesn't count that (建立包联项目机制 are not 9
    /// mechanisms; rule 5).
    NOT_COUNTED "不数"
    /// May stand before a day that is cut (rule 4).
    DAY_LEADS "日前"
}

const FILE: &str = include_str!("words.txt");

/// The lines of every list by its name, found in one pass; one that is indented goes on with the one before.
static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut lists: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut here = "";
    for line in FILE.lines().filter(|line| !line.starts_with('#')) {
        let words = match line.split_once('=') {
            Some((name, words)) => {
                here = name.trim();
                words
            }
            None => line,
        };
        lists.entry(here).or_default().push(words);
    }
    lists
});

/// The words of one list.
fn list(title: &str) -> Vec<&'static str> {
    let lines = LISTS.get(title).into_iter().flatten();
    lines
        .flat_map(|line| line.split_ascii_whitespace())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_the_file_and_every_line_is_a_list() {
        for title in TITLES {
            assert!(!list(title).is_empty(), "{title}");
        }
        let named = FILE
            .lines()
            .filter_map(|line| Some(line.split_once('=')?.0.trim()));
        for name in named.filter(|name| !name.starts_with('#')) {
            assert!(TITLES.contains(&name), "{name}");
        }
    }
}
