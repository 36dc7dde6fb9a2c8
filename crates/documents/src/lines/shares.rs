//! What each measure has of its own, in one cell: department, person, deadline, the day it was done.

use chrono::NaiveDate;

use super::{Measure, term_word};
use model::deadline::{Deadline, Term};

/// The own parts of measures, each measure on a line, so that they can be read back:
/// `（2）责任部门“机关党委”；时限“5月底”（2022-05-31）；完成“2022-05-20”`.
pub fn shares_written(measures: &[Measure]) -> String {
    let lines = measures.iter().filter_map(|measure| {
        let deadline = measure.deadline.as_ref().map(|deadline| {
            let meant = match deadline.term {
                None => String::new(),
                Some(Term::Date(day)) => format!("（{day}）"),
                Some(term) => format!("（{}）", term_word(term)),
            };
            format!("时限{}{meant}", quoted(&deadline.phrase))
        });
        let text =
            |name: &str, text: &Option<String>| Some(format!("{name}{}", quoted(text.as_deref()?)));
        let done = measure.done_on.map(|day| format!("完成“{day}”"));
        let parts = [
            text("责任部门", &measure.dept),
            text("责任人", &measure.owner),
            deadline,
            done,
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("（{}）{}", measure.key, parts.join("；")))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// In quotes; a closing one within is doubled.
fn quoted(text: &str) -> String {
    format!("“{}”", text.replace('”', "””"))
}

/// Own parts as [`shares_written`] writes them, of measures without a text; `None` for any other cell.
pub fn shares_read(cell: &str) -> Option<Vec<Measure>> {
    let (mut read, mut rest) = (Vec::new(), cell);
    while !rest.is_empty() {
        let (key, parts) = rest.strip_prefix('（')?.split_once('）')?;
        let mut measure = Measure {
            key: key.parse().ok()?,
            ..Measure::default()
        };
        rest = parts;
        loop {
            rest = part(rest, &mut measure)?;
            match rest.chars().next() {
                Some('；') => rest = &rest['；'.len_utf8()..],
                Some('\n') => break rest = &rest[1..],
                None => break,
                Some(_) => return None,
            }
        }
        read.push(measure);
    }
    Some(read)
}

/// Takes one part of a measure; what stands behind it.
fn part<'a>(text: &'a str, measure: &mut Measure) -> Option<&'a str> {
    let (name, rest) = text.split_once('“')?;
    let (value, mut rest) = unquoted(rest)?;
    match name {
        "责任部门" => measure.dept = Some(value),
        "责任人" => measure.owner = Some(value),
        "完成" => measure.done_on = Some(value.parse().ok()?),
        "时限" => {
            let meant = rest
                .strip_prefix('（')
                .and_then(|rest| rest.split_once('）'));
            let term = match meant {
                None => None,
                Some((meant, behind)) => {
                    rest = behind;
                    Some(term(meant)?)
                }
            };
            measure.deadline = Some(Deadline {
                phrase: value,
                term,
            });
        }
        _ => return None,
    }
    Some(rest)
}

fn term(meant: &str) -> Option<Term> {
    let words = [Term::Immediate, Term::LongTerm];
    let known = words.into_iter().find(|term| term_word(*term) == meant);
    known.or_else(|| Some(Term::Date(meant.parse::<NaiveDate>().ok()?)))
}

/// A text up to its closing quote, and what stands behind that.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (before, behind) = rest.split_once('”')?;
        value.push_str(before);
        match behind.strip_prefix('”') {
            Some(more) => {
                value.push('”');
                rest = more;
            }
            None => return Some((value, behind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_parts_come_back() {
        let day = NaiveDate::from_ymd_opt(2022, 5, 31).expect("a day");
        let of = |phrase: &str, term| Deadline {
            phrase: phrase.to_owned(),
            term,
        };
        let measures = vec![
            Measure {
                key: 2,
                dept: Some("机关“党委””；责任人“甲".to_owned()),
                owner: Some("李明\n（3）王芳".to_owned()),
                deadline: Some(of("5月底", Some(Term::Date(day)))),
                done_on: Some(day),
                ..Measure::default()
            },
            Measure {
                key: 12,
                deadline: Some(of("适时", None)),
                ..Measure::default()
            },
            Measure {
                key: 13,
                deadline: Some(of("常态化", Some(Term::LongTerm))),
                ..Measure::default()
            },
        ];
        let written = shares_written(&measures);
        assert_eq!(shares_read(&written), Some(measures), "{written}");
        let plain = [Measure::default()];
        assert_eq!(
            (shares_written(&plain).as_str(), shares_read("")),
            ("", Some(Vec::new()))
        );
        for other in [
            "办公室",
            "（1）办公室",
            "（1）责任部门“办公室",
            "（1）责任部门“办公室”，",
        ] {
            assert_eq!(shares_read(other), None, "{other}");
        }
    }
}
