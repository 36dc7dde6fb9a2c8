//! What is cut of a clause: the day and the words that it begins with, and the days inside it (rule 4).

use chrono::{Datelike, NaiveDate};

use super::text::begins_with;
use super::words;

/// The clause without the day and the opening words that it begins with.
pub(super) fn cut(clause: &str) -> &str {
    let mut rest = clause;
    loop {
        let before = rest;
        if let Some((length, _)) = day(rest) {
            rest = rest[length..].trim_start_matches(['，', '：', ':', ' ', '、']);
        }
        if let Some(word) = begins_with(rest, &words::CUT_FRONT) {
            rest = rest[word.len()..].trim_start_matches(['，', '：', ' ']);
        }
        rest = cut_person(cut_label(rest));
        if rest == before {
            return rest;
        }
    }
}

/// The clause without the days inside it and the asides that hold only days (months are told before
/// notes, no days but those of closings).
pub(super) fn without_days(clause: &str) -> String {
    let mut out = String::with_capacity(clause.len());
    let mut rest = clause;
    while let Some(c) = rest.chars().next() {
        if let Some(length) = aside_of_days(rest) {
            rest = &rest[length..];
            continue;
        }
        let last = out.chars().next_back();
        let after_word = last.is_some_and(|c| !c.is_ascii_alphanumeric() && c != '.');
        let lead = ["经", "自", "从", "到", "至", "截"]
            .iter()
            .any(|word| out.ends_with(word));
        if after_word
            && !lead
            && c.is_ascii_digit()
            && let Some((length, _)) = day(rest)
        {
            let until = rest[..length].ends_with(['前', '起', '止']);
            let stretch = rest[..length].contains(['至', '-', '—']);
            if !until && !stretch && rest.len() > length {
                // 于6月27日报送: the sign of the day goes with it.
                if out.ends_with('于') {
                    out.pop();
                }
                rest = rest[length..].trim_start_matches(['，', '：']);
                continue;
            }
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// How long the brackets are that the text begins with, where they hold only days.
fn aside_of_days(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('（')?;
    let end = inside.find('）')?;
    let mut parts = inside[..end].split(['、', '，', '和', ' ']).map(str::trim);
    let days = parts
        .all(|part| !part.is_empty() && day(part).is_some_and(|(length, _)| length == part.len()));
    days.then_some('（'.len_utf8() + end + '）'.len_utf8())
}

/// 上半年核查：…, 有关情况：…
fn cut_label(clause: &str) -> &str {
    let Some((label, rest)) = clause.split_once('：') else {
        return clause;
    };
    let is_label = label.chars().count() <= 16
        && [
            "核查", "情况", "如下", "说明", "小结", "进展", "检查", "汇报", "报", "报告",
        ]
        .iter()
        .any(|end| label.ends_with(end));
    if is_label { rest } else { clause }
}

/// 尹某某同志带队招商: who it was is no part of the section.
fn cut_person(clause: &str) -> &str {
    let Some((name, rest)) = clause.split_once("同志") else {
        return clause;
    };
    let is_name =
        (2..=4).contains(&name.chars().count()) && begins_with(name, &words::VERBS).is_none();
    let goes_on = begins_with(rest, &words::VERBS).is_some()
        || begins_with(rest, &words::PREPOSITIONS).is_some();
    if is_name && goes_on { rest } else { clause }
}

/// How long the day is that the text begins with: 3月15日, 6.16, 11月1日起, 经6月16日, 截至6月底.
fn day(text: &str) -> Option<(usize, Named)> {
    let lead = begins_with(text, &words::DAY_LEADS);
    let start = lead.map_or(0, str::len);
    let rest = &text[start..];
    let mut scan = Scan { text: rest, at: 0 };
    let until = lead.is_some_and(|lead| lead.starts_with("截"));
    let named = scan.date(until)?;
    // 3月1日至3日 is a stretch of days; 6.12到柳河 goes somewhere.
    let one_day = scan.at;
    if scan.takes(&["-", "—", "至", "～", "~", "到"]) && !scan.other_day(until) {
        scan.at = one_day;
    }
    // 4.16、5.14、6.18围绕…
    let mut end = scan.at;
    while scan.takes(&["、"]) && scan.other_day(until) {
        end = scan.at;
    }
    scan.at = end;
    scan.takes(&[
        "以来", "起", "止", "当天", "上午", "下午", "晚上", "晚", "前",
    ]);
    Some((start + scan.at, named))
}

/// A day as a text names it; no day of a month where it names its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    year: Option<u32>,
    month: u32,
    day: Option<u32>,
}

impl Named {
    /// The day that a note of `by` means: without a year, the last such day.
    fn before(self, by: NaiveDate) -> Option<NaiveDate> {
        let of = |year| NaiveDate::from_ymd_opt(year, self.month, self.day?);
        let day = match self.year {
            Some(year) => of(year as i32),
            None => of(by.year())
                .filter(|day| *day <= by)
                .or_else(|| of(by.year() - 1)),
        };
        day.filter(|day| *day <= by)
    }
}

/// The days that a text names as days of what was done, in their order, however often.
fn named(text: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let (mut rest, mut before) = (text, None::<char>);
    while let Some(c) = rest.chars().next() {
        let begins = before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '.');
        let until = before.is_some_and(|c| "到至前截".contains(c));
        if begins && let Some((length, named)) = day(rest) {
            let ahead = rest[..length].ends_with('前') || rest[..length].starts_with('截');
            if !until && !ahead && named.day.is_some() && !found.contains(&named) {
                found.push(named);
            }
            // Several days, or a stretch of them: none is the note's own.
            if rest[..length].contains(['、', '至', '—', '-', '～', '~', '到']) {
                found.push(Named { day: None, ..named });
            }
            before = rest[..length].chars().next_back();
            rest = &rest[length..];
            continue;
        }
        before = Some(c);
        rest = &rest[c.len_utf8()..];
    }
    found
}

/// The day that a note recorded on `by` names as its own, where that is one day and another than the record's.
pub(crate) fn own_day(text: &str, by: NaiveDate) -> Option<NaiveDate> {
    let named = named(text);
    let [one] = named.as_slice() else { return None };
    one.before(by).filter(|day| *day != by)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn takes(&mut self, words: &[&str]) -> bool {
        let here = words.iter().filter(|word| self.rest().starts_with(**word));
        match here.max_by_key(|word| word.len()) {
            Some(word) => {
                self.at += word.len();
                true
            }
            None => false,
        }
    }

    fn digits(&mut self) -> Option<u32> {
        let length = self.rest().chars().take_while(char::is_ascii_digit).count();
        let number = self.rest()[..length].parse().ok()?;
        self.at += length;
        Some(number)
    }

    /// The end of a stretch: a day, of the same month with no more than its number.
    fn other_day(&mut self, until: bool) -> bool {
        let before = self.at;
        if self.date(until).is_some() {
            return true;
        }
        self.at = before;
        self.digits().is_some() && self.takes(&["日", "号"])
    }

    /// A day, with 截至 also the end of a month.
    fn date(&mut self, until: bool) -> Option<Named> {
        let first = self.digits()?;
        let (year, month) = if first > 31 && self.takes(&["年", ".", "-", "/"]) {
            (Some(first), self.digits()?)
        } else {
            (None, first)
        };
        let named = |day| Named { year, month, day };
        if !(1..=12).contains(&month) {
            return None;
        }
        if self.takes(&["月"]) {
            let Some(day) = self.digits() else {
                self.takes(&["底", "末", "中旬", "份"]);
                return until.then_some(named(None));
            };
            let whole = (1..=31).contains(&day) && self.takes(&["日", "号"]);
            return whole.then_some(named(Some(day)));
        }
        if !self.takes(&[".", "-", "/"]) {
            return None;
        }
        let day = self.digits()?;
        if self.rest().starts_with(['月', '年']) {
            return None;
        }
        self.takes(&["日", "号"]);
        let counts = self.rest().starts_with(|c: char| {
            c.is_ascii_digit() || "万亿千百公元%％米吨亩倍分个小平件次人户家项条处.".contains(c)
        });
        ((1..=31).contains(&day) && !counts).then_some(named(Some(day)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_openings_are_cut() {
        for (clause, rest) in [
            ("3月15日，召开座谈会", "召开座谈会"),
            ("6.16召开座谈会", "召开座谈会"),
            ("2.5公里河道清淤", "2.5公里河道清淤"),
            ("11月1日起开放窗口", "开放窗口"),
            ("经6月16日党组会审议", "党组会审议"),
            ("截至6月底走访企业36家", "走访企业36家"),
            ("截至目前，走访企业36家", "走访企业36家"),
            ("2024年3月1日至3日举办培训班", "举办培训班"),
            ("3月召开座谈会", "3月召开座谈会"),
            ("上半年核查：走访企业36家", "走访企业36家"),
            ("3个科室完成轮岗", "3个科室完成轮岗"),
            ("6.12到柳河、青石两个乡镇走访", "到柳河、青石两个乡镇走访"),
            ("5月9日到联系点讲党课", "到联系点讲党课"),
            ("5月9日、12日两次走访", "两次走访"),
            ("4.16、5.14、6.18围绕网格治理研讨", "围绕网格治理研讨"),
            ("5月9日至两个村走访", "至两个村走访"),
        ] {
            assert_eq!(cut(clause), rest);
        }
    }

    #[test]
    fn a_note_may_name_its_own_day() {
        let by = NaiveDate::from_ymd_opt(2022, 11, 27).unwrap();
        for (text, day) in [
            ("5月26日召开研讨会", Some((2022, 5, 26))),
            ("已于3月14日印发", Some((2022, 3, 14))),
            ("12月8日印发", Some((2021, 12, 8))),
            ("2020年12月8日印发", Some((2020, 12, 8))),
            ("11月27日召开研讨会", None),
            ("5月26日、6月3日两次研讨", None),
            ("12月30日前完成", None),
            ("截至9月30日走访36家", None),
            ("召开研讨会3次", None),
            ("完成2.5公里", None),
        ] {
            let day = day.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
            assert_eq!(own_day(text, by), day, "{text}");
        }
    }
}
