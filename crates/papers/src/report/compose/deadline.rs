//! Deadlines beside a state (rule 10): with the year where it is another, 前 and 内 by what they are.

use crate::report::calendar;
use model::deadline::Deadline;

/// 9月30日前, 第三季度内: as something was to be done by; the running year goes.
pub(super) fn term(deadline: &Deadline, running: i32) -> Option<String> {
    let words = bare(deadline)?;
    let ends = if words.ends_with("季度") {
        "内"
    } else {
        "前"
    };
    let own = format!("{running}年");
    let words = match words.strip_prefix(&own) {
        Some("底") => "年底".to_owned(),
        Some("初") => "年初".to_owned(),
        Some(rest) => rest.to_owned(),
        None => words,
    };
    Some(format!("{words}{ends}"))
}

/// 2023年底: as recorded, with its year, without 前.
pub(super) fn limit(deadline: &Deadline) -> Option<String> {
    bare(deadline)
}

fn bare(deadline: &Deadline) -> Option<String> {
    let words = calendar::deadline(deadline)?;
    let words = words
        .trim_end_matches("完成")
        .trim_end_matches(['前', '内']);
    Some(words.replace("年年底", "年底"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::deadline::Anchor;

    #[test]
    fn terms_and_limits() {
        let anchor = Some(Anchor {
            year: 2022,
            held_on: chrono::NaiveDate::from_ymd_opt(2023, 1, 10),
        });
        for (phrase, by, until) in [
            ("年底前", "年底前", "2023年底"),
            ("9月30日", "9月30日前", "2023年9月30日"),
            ("2023年第三季度", "第三季度内", "2023年第三季度"),
            ("2024年6月底前", "2024年6月底前", "2024年6月底"),
        ] {
            let deadline = Deadline::keep(phrase, anchor);
            assert_eq!(term(&deadline, 2023).as_deref(), Some(by), "{phrase}");
            assert_eq!(limit(&deadline).as_deref(), Some(until), "{phrase}");
        }
    }
}
