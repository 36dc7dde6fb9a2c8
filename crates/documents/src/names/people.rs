//! A field that names people: 局长何平、财务科（王 芳 0575-81234567），taken apart.

use crate::register::{POSTS, is_like_a_name, is_post, is_unit};

/// What it names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) people: Vec<String>,
    pub(super) bodies: Vec<String>,
    /// Telephone numbers, digits only.
    pub(super) numbers: Vec<String>,
}

/// Digits of the shortest telephone number.
const SHORTEST: usize = 7;
/// What is said of people without naming them.
const ROLES: &str = "负责 成员 全体 人员 党员 干部 班子 同志们 领导 分管 有关 相关 牵头 骨干 联络员 联系人 经办人 责任人 \
    所有 本人 全局 群众 职工 员工 专人 待定 未定";
/// Words that stand behind a name besides posts.
const ADDRESSES: [&str; 5] = ["同志", "先生", "女士", "老师", "副"];
/// Words of which names of bodies are made that many have: a name made of nothing else is none.
const GENERIC: &str = "中共 党组织 党组 党委 党总支 党支部 党办 支部 总支 领导 小组 班子 机关 纪检 纪委 工会 委员会 委员 \
    办公会 办公室 会议 全体 扩大 专题 民主生活会 组织生活会 上级 主管 部门 单位 科室 中心 公司 专班 工作 督导 巡察 \
    验收 联席 省 市 县 区 乡 镇 街道 村 务 局 委 办 院 馆 所 站 科 室 处 组 会 长 本 我 各 党";
/// The parts of a field, without blanks around them.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(|c: char| "、，,；;/\n（）()：:".contains(c));
    let parts = parts.map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty())
}

/// Takes it apart.
pub(super) fn read(text: &str) -> Read {
    let mut read = Read::default();
    let text = without_numbers(text, &mut read.numbers);
    for piece in pieces(&text) {
        for word in words(&piece) {
            sort(&word, &mut read);
        }
    }
    read
}

/// Whether a body's name has only words that many have.
pub(super) fn is_generic(name: &str) -> bool {
    let mut rest = name.trim();
    while !rest.is_empty() {
        let longest = GENERIC
            .split_whitespace()
            .filter(|word| rest.starts_with(word));
        let Some(word) = longest.max_by_key(|word| word.len()) else {
            return false;
        };
        rest = &rest[word.len()..];
    }
    true
}

/// The text with its telephone numbers taken out.
fn without_numbers(text: &str, numbers: &mut Vec<String>) -> String {
    let joins = |c: char| c.is_ascii_digit() || " -—+（）()".contains(c);
    let narrow = office::text::width::narrow_all(text);
    let mut rest = String::new();
    let mut run = String::new();
    for c in narrow.chars().chain(['\n']) {
        if joins(c) {
            run.push(c);
            continue;
        }
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= SHORTEST {
            // Two numbers beside each other are known each, and one without what it is dialled through.
            let parts = run.split(|c: char| !c.is_ascii_digit());
            let parts = parts.filter(|part| (SHORTEST..digits.len()).contains(&part.len()));
            numbers.extend(parts.map(str::to_owned));
            numbers.push(digits);
            rest.push('、');
        } else {
            rest.push_str(&run);
        }
        run.clear();
        rest.push(c);
    }
    rest
}

/// The words between blanks; what is spaced out sign by sign (何 平) is one. A name in letters is known
/// whole and by its parts.
fn words(piece: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    if piece.is_ascii() && piece.contains(' ') {
        words.push(piece.to_owned());
    }
    // Whether the last word may take another sign.
    let mut open = false;
    for part in piece.split_whitespace() {
        let single = part.chars().count() == 1;
        match words.last_mut() {
            Some(last) if single && (open || last.chars().count() == 2 && is_double(last)) => {
                last.push_str(part);
                open = last.chars().count() < 3;
            }
            _ => {
                words.push(part.to_owned());
                open = single;
            }
        }
    }
    words
}

fn is_double(word: &str) -> bool {
    office::text::redaction::is_double_surname(word)
}

/// Says of a word what it names.
fn sort(word: &str, read: &mut Read) {
    let length = word.chars().count();
    let is_role =
        ROLES.split_whitespace().any(|role| word.contains(role)) || word.starts_with('各');
    // Two letters are no name, nor is what begins with a number (12人).
    let is_short = length < if word.is_ascii() { 3 } else { 2 };
    if is_short || !word.starts_with(char::is_alphabetic) || is_post(word) || is_role {
        return;
    }
    if let Some(name) = behind_post(word) {
        read.people.push(name.to_owned());
        return sort(&word[..word.len() - name.len()], read);
    }
    let mut ends = POSTS.iter().chain(&ADDRESSES);
    if let Some(bare) = ends.find_map(|end| word.strip_suffix(end)) {
        return sort(bare, read);
    }
    if is_generic(word) {
        return;
    }
    let is_body = is_unit(word) || word.ends_with("会议");
    if is_body && !is_like_a_name(word, length) {
        read.bodies.push(word.to_owned());
        let bare = word.strip_prefix("中共").filter(|bare| !is_generic(bare));
        read.bodies.extend(bare.map(str::to_owned));
    } else {
        read.people.push(word.to_owned());
    }
}

/// 副局长周立言: the name behind a post.
fn behind_post(word: &str) -> Option<&str> {
    let rests = POSTS.iter().filter_map(|post| {
        let at = word.rfind(post)? + post.len();
        Some(&word[at..])
    });
    let named = |rest: &&str| (2..=4).contains(&rest.chars().count());
    let shortest = rests.filter(named).min_by_key(|rest| rest.len());
    shortest.filter(|rest| {
        !is_post(rest) && (is_like_a_name(rest, rest.chars().count()) || !is_unit(rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_bodies_and_numbers_are_told_apart() {
        for (text, people, bodies, numbers) in [
            ("何平", "何平", "", ""),
            ("0575-81234567", "", "", "81234567 057581234567"),
            ("何 平、王芳", "何平 王芳", "", ""),
            ("欧阳 修　何 平 李四", "欧阳修 何平 李四", "", ""),
            ("局长何平、副书记 李 小 四", "何平 李小四", "", ""),
            ("何平同志，王芳副局长", "何平 王芳", "", ""),
            (
                "财务科（何平 0575-8123 4567）",
                "何平",
                "财务科",
                "057581234567",
            ),
            (
                "褚云 13800001111 13900002222",
                "褚云",
                "",
                "13800001111 13900002222 1380000111113900002222",
            ),
            ("党组书记、班子成员、各科室负责人、局长", "", "", ""),
            ("局党组会议", "", "", ""),
            ("云岭县委组织部", "", "云岭县委组织部", ""),
            ("李科", "李科", "", ""),
            (
                "中共云岭县委组织部部长何平",
                "何平",
                "中共云岭县委组织部 云岭县委组织部",
                "",
            ),
            ("买买提·吐尔逊", "买买提·吐尔逊", "", ""),
            ("liming", "liming", "", ""),
            ("李主任", "", "", ""),
            ("县委、12人、1001、无", "", "", ""),
        ] {
            let read = read(text);
            assert_eq!(read.people.join(" "), people, "{text}");
            assert_eq!(read.bodies.join(" "), bodies, "{text}");
            assert_eq!(read.numbers.join(" "), numbers, "{text}");
        }
    }

    #[test]
    fn words_that_many_bodies_have_name_none() {
        for generic in [
            "局党组",
            "本单位党支部",
            "机关纪委",
            "办公室",
            "领导小组",
            "",
        ] {
            assert!(is_generic(generic), "{generic}");
        }
        for named in ["云岭馆党支部", "区委组织部", "云岭县局"] {
            assert!(!is_generic(named), "{named}");
        }
    }
}
