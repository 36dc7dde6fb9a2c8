//! Each example stands for its kind: a date with a rule, or refused; never a wrong day.

use super::*;

/// A meeting of 2021 whose day nobody recorded.
const UNHELD: Anchor = Anchor {
    year: 2021,
    held_on: None,
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date in a test")
}

fn held(on: &str) -> Anchor {
    Anchor {
        year: 2021,
        held_on: Some(day(on)),
    }
}

fn means(phrase: &str, anchor: Option<Anchor>) -> Result<Option<NaiveDate>, DateFault> {
    Deadline::resolve(phrase, anchor).map(|deadline| deadline.date())
}

fn refused(phrases: &str, fault: DateFault) {
    for phrase in phrases.split_whitespace() {
        for anchor in [Some(UNHELD), Some(held("2022-01-20"))] {
            assert_eq!(means(phrase, anchor), Err(fault), "{phrase}");
            assert_eq!(Deadline::keep(phrase, anchor).term, None, "{phrase}");
        }
        assert!(!Deadline::is_phrase(phrase), "{phrase}");
    }
}

/// Lines of phrases, each with the day that they mean.
fn table(lines: &str, meaning: impl Fn(&str) -> Result<Option<NaiveDate>, DateFault>) {
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let (phrases, expected) = line.split_once('=').expect("a day");
        for phrase in phrases.split_whitespace() {
            let expected = day(expected.trim());
            assert_eq!(meaning(phrase), Ok(Some(expected)), "{phrase}");
            assert!(Deadline::is_phrase(phrase), "{phrase}");
        }
    }
}

#[test]
fn every_form_with_its_year_means_one_day_whatever_it_is_reckoned_from() {
    let lines = "
        2022.6.30 2022/6/30 2022年6月30日前 二〇二二年六月三十日 ２０２２年６月３０日 = 2022-06-30
        2022年5月31号 2022年5月31号前 2022年5月31 2022年5月 2022年5月底 2022年5月份 = 2022-05-31
        2022年6月底前 2022年6月末 2022.6 2022-06 2022年6月下旬 22年6月 二二年六月 = 2022-06-30
        2022年6月上旬 2022年6月初 = 2022-06-10
        2022年6月中旬 = 2022-06-20
        2024年2月 2024年2月底前 = 2024-02-29
        2022年第一季度 2022年一季度末 2022年1季度 2022年Q1 2022年第1季度底前 = 2022-03-31
        2022年1-3季度 2022年第一至第三季度 2022年三季度 = 2022-09-30
        2022年上半年 2022年上半年底前 2022年Q2 = 2022-06-30
        2022年下半年 2022年 2022年底 2022年底前 2022年年底前 2022年末 2022年内 2022年全年 = 2022-12-31
        2022.12 2022年12月底前 二〇二二年十二月 2022年度内 = 2022-12-31
        2022年3月至6月 2022年3-6月 2022年3月—6月 2022.3—2022.6 2022年4月1日-6月30日 = 2022-06-30
        2022年6-9月 2022年6月-9月 2022年6至9月 2022年6—9月 2022年6~9月 = 2022-09-30
        2023年1-2月 2022年11月至2023年2月 2022年11月至次年2月 = 2023-02-28
        2022年6月1日至15日 2022年6月1日-15日 = 2022-06-15
        2022年3月底、2022年6月底 2022年3月、6月 2022年6月底、2022年3月底 = 2022-06-30
        2022年3月启动，6月底前完成 2022年3月起至6月底 从2022年3月至6月 = 2022-06-30
        力争2022年6月底前完成 至2022年6月底 2022年6月底前（已启动） 2022年6月底前整改到位。 = 2022-06-30
        2022年6月30日前到位 2022年6月30日前并长期坚持 长期坚持，2022年6月底前见成效 = 2022-06-30
        每季度检查一次，2022年6月底前完成 2022年6月底前，每月至少2次 = 2022-06-30
        2023年元旦前 = 2022-12-31
        2022年五一前 2022年劳动节之前 = 2022-04-30
        2022年七一前 = 2022-06-30
        2022年国庆节前 2022年国庆前 = 2022-09-30
        20220630 6/30/2022 30-Jun-22 = 2022-06-30
    ";
    table(lines, |phrase| means(phrase, None));
    table(lines, |phrase| means(phrase, Some(held("2030-05-05"))));
    for (phrase, date) in [
        ("2022 年 6 月 30 日", "2022-06-30"),
        ("Jun 30, 2022", "2022-06-30"),
        ("30 June 2022", "2022-06-30"),
        ("2022-06-30 00:00:00", "2022-06-30"),
        ("1990-01-01", "1990-01-01"),
        ("2100年底", "2100-12-31"),
    ] {
        assert_eq!(means(phrase, None), Ok(Some(day(date))), "{phrase}");
    }
}

#[test]
fn a_year_left_out_is_the_first_after_the_meeting() {
    let lines = "
        年底前 年内 年底 下半年 Q4 12月 = 2022-12-31
        6月底 6月底前 ６月底 6月30日前 6.30 6/30 6-30 二季度末 上半年 七一前 6月份 = 2022-06-30
        6月中旬 = 2022-06-20
        2月底 1-2月 = 2022-02-28
        3月至6月 3月启动，6月底前完成 3月底、6月底 = 2022-06-30
        国庆节前 第三季度 = 2022-09-30
        元旦前 = 2022-12-31
        三月底 = 2022-03-31
    ";
    table(lines, |phrase| means(phrase, Some(UNHELD)));
    table(lines, |phrase| means(phrase, Some(held("2021-12-31"))));
    table(lines, |phrase| means(phrase, Some(held("2022-01-20"))));
    let lines = "
        1月底 = 2023-01-31
        3月至6月 6月底 = 2022-06-30
        3月底 = 2023-03-31
    ";
    table(lines, |phrase| means(phrase, Some(held("2022-04-15"))));
    for phrase in "6月底 年底前 三季度末 3月至6月 6月1日至15日 国庆节前".split_whitespace()
    {
        assert_eq!(means(phrase, None), Err(DateFault::NoYear), "{phrase}");
        assert!(Deadline::lacks_year(phrase), "{phrase}");
    }
    for phrase in "2022年6月底 今年6月底 三个月内 本月底 2022-06-30 长期坚持".split_whitespace()
    {
        assert!(!Deadline::lacks_year(phrase), "{phrase}");
    }
}

#[test]
fn what_counts_from_a_day_counts_from_the_meeting() {
    let lines = "
        两年内 三年之内完成 会后两年内 二年内 2年内 = 2024-01-20
        半年内 六个月内 6个月内 两个季度内 = 2022-07-20
        一年半内 = 2023-07-20
        三个月内 3个月以内 会后三个月内 = 2022-04-20
        一个半月内 = 2022-03-07
        半个月内 十五日内 15天内 = 2022-02-04
        一周内 一个星期内 七天内 = 2022-01-27
        今年底 今年底前 本年度内 当年年底 = 2022-12-31
        今年6月底前 = 2022-06-30
        明年 明年底前 次年年底 = 2023-12-31
        明年3月底 明年第一季度 = 2023-03-31
        后年底 = 2024-12-31
        本月底 月底前 月底 本月内 当月底 = 2022-01-31
        下月初 下个月上旬 = 2022-02-10
        下月15日前 = 2022-02-15
        下月底 下个月 = 2022-02-28
        本季度末 季度末 本季度内 = 2022-03-31
        下季度 下个季度末 = 2022-06-30
        本周内 本周日 = 2022-01-23
        下周五前 下星期五 = 2022-01-28
        下周 下周内 = 2022-01-30
    ";
    let lines = lines.replace("三年之内完成 ", "");
    table(&lines, |phrase| means(phrase, Some(held("2022-01-20"))));
    assert_eq!(
        means("三年之内完成", Some(held("2022-01-20"))),
        Ok(Some(day("2025-01-20")))
    );
    for phrase in lines.split_whitespace() {
        let day_or_sign = phrase == "=" || phrase.starts_with("202");
        let this_year = ["今年", "本年", "当年"]
            .iter()
            .any(|word| phrase.starts_with(word));
        let unknown = means(phrase, Some(UNHELD)) == Err(DateFault::NoDay);
        assert!(day_or_sign || this_year || unknown, "{phrase}");
    }
    let lines = "今年底 今年年底前 本年度内 = 2022-12-31\n今年6月底前 = 2022-06-30";
    table(lines, |phrase| means(phrase, Some(UNHELD)));
    assert_eq!(means("今年底", None), Err(DateFault::NoYear));
}

#[test]
fn what_is_typed_is_reckoned_from_the_day_of_typing() {
    let desk = |meeting| Desk::new(meeting, day("2023-03-15"));
    let typed = |meeting| {
        move |phrase: &str| Deadline::typed(phrase, desk(meeting)).map(|deadline| deadline.date())
    };
    let lines = "
        今年底 今年底前 今年内 = 2023-12-31
        明年6月底前 = 2024-06-30
        本月底 月底 月底前 3月底前完成 = 2023-03-31
        本季度末 本季度 = 2023-03-31
        下周五 = 2023-03-24
        下周 = 2023-03-26
        本周五 = 2023-03-17
        明天 = 2023-03-16
        后天前 = 2023-03-17
        下月初 = 2023-04-10
    ";
    let lines = lines.replace(" 3月底前完成", "");
    table(&lines, typed(held("2022-01-20")));
    table(&lines, typed(UNHELD));
    // Bare words follow the meeting, whenever they are typed.
    table("年底前 = 2022-12-31\n6月底 = 2022-06-30", typed(UNHELD));
    table("6月底 = 2022-06-30", typed(held("2022-01-20")));
    table("两年内 = 2024-01-20", typed(held("2022-01-20")));
    table("两年内 = 2025-03-15\n半年内 = 2023-09-15", typed(UNHELD));
    let extending = Desk {
        from: day("2023-03-10"),
        ..desk(held("2022-01-20"))
    };
    let date = |phrase| Deadline::typed(phrase, extending).map(|deadline| deadline.date());
    assert_eq!(date("三个月内"), Ok(Some(day("2023-06-10"))));
    assert_eq!(date("会后三个月内"), Ok(Some(day("2022-04-20"))));
    assert_eq!(
        Deadline::typed("会后三个月内", desk(UNHELD)).err(),
        Some(DateFault::NoDay)
    );
}

#[test]
fn terms_without_a_day() {
    for phrase in [
        "立行立改",
        "即知即改",
        "立即整改",
        "即时整改",
        "即改",
        "立行立改。",
    ] {
        let found = Deadline::resolve(phrase, None).map(|d| d.term);
        assert_eq!(found, Ok(Some(Term::Immediate)), "{phrase}");
    }
    for phrase in [
        "长期坚持",
        "长期",
        "持续推进",
        "常态化推进",
        "立行立改并长期坚持",
        "立行立改、长期坚持",
        "长期坚持，每季度检查一次",
        "2022年3月起长期坚持",
    ] {
        let found = Deadline::resolve(phrase, Some(UNHELD)).map(|d| d.term);
        assert_eq!(found, Ok(Some(Term::LongTerm)), "{phrase}");
    }
}

#[test]
fn no_calendar_has_these_days() {
    let days = "2月30日 2022年13月 2022-02-30 2022.4.31 第五季度 2023年2月29日 20220931 本月32日 \
                2025-13-01 2022年1-5季度";
    refused(days, DateFault::Impossible);
    let found = Deadline::resolve("Feb 30, 2022", None);
    assert_eq!(found, Err(DateFault::Impossible));
}

#[test]
fn years_outside_a_century_are_refused() {
    let years = "99999-01-01 1949年底 2999年 2101年6月 1989-12-31 1066/10/14 12345年 99990630 \
                 二九九九年底 一千零二十二年底";
    refused(years, DateFault::Year);
}

#[test]
fn what_is_not_known_whole_is_no_deadline() {
    let seasons = "2022年汛期前 汛期前 汛前 春耕前 党代会前 年初 2022年年初 年中 2022年年中 2022年中 \
                   月中 本月中 2022年中秋节前 2022年春节前 春节前 端午前 国庆 国庆期间 双节前 两会前 \
                   2022年秋季开学前 暑假前 主汛期前 三夏前";
    refused(seasons, DateFault::Unknown);
    let moon = "农历八月十五前 八月十五前 腊月底 正月十五 农历年底 六月初六 闰六月";
    refused(moon, DateFault::Unknown);
    let vague = "全年 适时 尽快 近期 第一时间 一是一 30 6 每季度 每月 每月15日前 不早于2022年6月 \
                 2022年6月以后 2022年6月起 自2022年6月 2022年3月启动 2022年6月左右 约2022年6月 待定 \
                 非2022年6月 2022年6月30日下午3点 6月底前未完成";
    refused(vague, DateFault::Unknown);
    let two_ways = "6月前 2022年6月前 2022年前 三季度前 上半年前 下周前 6月内 3月内完成 22年内 10年内 \
                    一二年内 一二年 3-6 2022.6-9 2022-6.9 6、9月 2022年11月、1月 2022年11月至3月 \
                    11月至3月 9-6月 6月20-15日 2022年2023年底 6月底9月底 三年 两年";
    refused(two_ways, DateFault::Unknown);
    let lengths = "一千亿年内 三个工作日内 0个月内 零年内 400天内 个月内 三十年内 999年内 三个内";
    refused(lengths, DateFault::Unknown);
    let more = "2022年6月底前x 2022年6月底前5 2022年6月底前办好 甲2022年6月底 2022年6月30日30 \
                2022年6月3个 6月底前、9 2022年第 立行立改6 长期6 立行立改9月前 (2022年6月底)1 \
                6月底* 2022#6 2022年6月31人 十二年底 2022年6 今年7 年 今年长期年";
    refused(more, DateFault::Unknown);
    for phrase in [
        "",
        " ",
        "、",
        "6 30",
        "2022 6 30",
        "2022-06-30 09:30:00",
        "2022-06-30 x",
    ] {
        assert_eq!(
            means(phrase, Some(UNHELD)),
            Err(DateFault::Unknown),
            "{phrase}"
        );
    }
}

#[test]
fn other_dates_tell_a_year_unless_the_meeting_rules_it_out() {
    let date = |phrase, year, anchor| Deadline::keep_in_year(phrase, year, anchor).date();
    let register = Anchor {
        year: 2024,
        held_on: None,
    };
    assert_eq!(date("5月底", 2024, Some(register)), Some(day("2024-05-31")));
    assert_eq!(date("3月底、6月底", 2024, None), Some(day("2024-06-30")));
    let meeting = Some(held("2022-11-20"));
    assert_eq!(date("3月底", 2022, meeting), Some(day("2023-03-31")));
    assert_eq!(date("12月底", 2022, meeting), Some(day("2022-12-31")));
    assert_eq!(date("2021年5月", 2024, None), Some(day("2021-05-31")));
}

#[test]
fn the_forms_of_the_manual_are_those_of_the_grammar() {
    for form in FORMS {
        for phrase in form.examples.split('、') {
            assert!(Deadline::is_phrase(phrase), "{phrase}");
        }
    }
    for form in REFUSED {
        for phrase in form.examples.split('、') {
            assert!(!Deadline::is_phrase(phrase), "{phrase}");
        }
    }
}

#[test]
fn words_that_say_less_than_the_day_are_written_in_full() {
    let kept = |phrase| Deadline::keep(phrase, Some(held("2022-01-20"))).in_full();
    for (phrase, full) in [
        ("2022年5月31号前", Some(("2022-05-31", true))),
        ("5月31号", Some(("2022-05-31", false))),
        ("2022-06-30", Some(("2022-06-30", false))),
        ("今年底前", Some(("2022-12-31", true))),
        ("两年内", Some(("2024-01-20", false))),
        ("6月底前", None),
        ("2022年6月30日前完成", None),
        ("长期坚持", None),
    ] {
        let full = full.map(|(on, by)| (day(on), by));
        assert_eq!(kept(phrase), full, "{phrase}");
    }
}

#[test]
fn days_typed_by_people() {
    let today = day("2022-12-20");
    for (text, expect) in [
        ("2022-06-28", "2022-06-28"),
        ("6月28日", "2022-06-28"),
        ("3月10号", "2022-03-10"),
        ("12月25日", "2022-12-25"),
        ("1月5日", "2022-01-05"),
        ("2022.6.28", "2022-06-28"),
        ("２０２２年６月２８日", "2022-06-28"),
        ("二〇二二年六月二十八日", "2022-06-28"),
        ("6.28", "2022-06-28"),
        ("今天", "2022-12-20"),
        ("昨天", "2022-12-19"),
        ("昨日", "2022-12-19"),
        ("前天", "2022-12-18"),
        ("大前天", "2022-12-17"),
        ("明天", "2022-12-21"),
        ("上周五", "2022-12-16"),
        ("上星期日", "2022-12-18"),
        ("上上周一", "2022-12-05"),
        ("本周一", "2022-12-19"),
        ("上月15日", "2022-11-15"),
        ("上个月15号", "2022-11-15"),
        ("本月3号", "2022-12-03"),
        ("去年12月20日", "2021-12-20"),
        ("今年3月10日", "2022-03-10"),
        ("三天前", "2022-12-17"),
        ("一周前", "2022-12-13"),
        ("两个月前", "2022-10-20"),
    ] {
        assert_eq!(typed_day(text, today), Ok(day(expect)), "{text}");
    }
    for text in "6月底 6月 上周 本月 上个月 两年内 6月28日前 6月28日完成 6月28日29日 周五 昨天5 \
                 长期坚持 2022年 三天"
        .split_whitespace()
    {
        assert_eq!(typed_day(text, today), Err(DateFault::Unknown), "{text}");
    }
    for text in ["2月30日", "上月31日"] {
        assert_eq!(typed_day(text, today), Err(DateFault::Impossible), "{text}");
    }
    assert_eq!(typed_day("2999-01-01", today), Err(DateFault::Year));
    assert_eq!(
        typed_day("2月29日", day("2022-12-20")),
        Ok(day("2020-02-29"))
    );
}
