//! The deadline of a record: real dates, words, and the year that words leave out.

use super::beside::Ground;
use super::cells;
use super::records::Record;
use super::row::{Due, Register};
use super::unresolved;
use crate::vocabulary::Key;
use model::deadline::{Anchor, Deadline};
use model::draft::DoubtKind;
use office::cell::{Cell, serial_day};
use office::text::{iso, items};

impl Record {
    /// The latest deadline of the rows: a problem is mended when its last measure is.
    pub(super) fn due(&self, year: Option<i32>, register: &mut Register) -> Option<Due> {
        let mut found: Vec<Due> = Vec::new();
        for (number, cells) in &self.rows {
            let Some((due, ground)) = cells
                .get(&Key::Deadline)
                .and_then(|cell| self.one_due(cell))
            else {
                continue;
            };
            if found.contains(&due) {
                continue;
            }
            if let (Due::InYear(_, year), Some(ground)) = (&due, ground) {
                let message = format!("时限没有写年份，按{}算在{year}年", ground.word());
                register.doubt(*number, DoubtKind::Deadline, message);
            }
            if let Due::Since(words, day) = &due {
                let message = format!("时限“{words}”从本行发现问题的日期（{day}）算起");
                register.doubt(*number, DoubtKind::Deadline, message);
            }
            if let Due::Words(words) = &due
                && let Err(fault) = Deadline::resolve(words, Some(Anchor::ANY))
            {
                let message = unresolved(words, fault);
                register.doubt(*number, DoubtKind::Deadline, message);
            }
            found.push(due);
        }
        if found.len() < 2 {
            return found.pop();
        }
        found.into_iter().max_by_key(|due| due.compared(year))
    }

    /// The deadline of a cell, and what told its year where its words do not.
    pub(super) fn one_due(&self, cell: &Cell) -> Option<(Due, Option<Ground>)> {
        let (_, first) = self.rows.first()?;
        let year = first.get(&Key::Year).and_then(cells::year);
        let due = self.written_due(cell)?;
        Some(self.beside.settle(due, year, self.found))
    }

    pub(super) fn written_due(&self, cell: &Cell) -> Option<Due> {
        match cell {
            Cell::Date(day) => Some(Due::on(*day)),
            Cell::Number(number) => match serial_day(*number) {
                Some(day) => Some(Due::on(day)),
                None => Some(Due::Words(number.to_string())),
            },
            Cell::Text(text) => {
                let text = if self.own || iso::read(text).is_some() {
                    text.clone()
                } else {
                    one_for_each(&cells::lines(text))
                };
                let words = office::text::punctuation::strip_closing(&text);
                let day = cells::without_time(words);
                let timed = day.len() < words.len() && !Deadline::is_phrase(words);
                let words = if timed { day } else { words };
                let whole = with_century(words);
                let words = whole.as_deref().unwrap_or(words);
                (!words.is_empty() && !cells::is_placeholder(words))
                    .then(|| Due::Words(words.to_owned()))
            }
            Cell::Empty => None,
        }
    }
}

/// 24.6.30, 202406: the year is short, or there is no sign behind it.
fn with_century(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.split(['.', '-', '/']).collect();
    let number = |text: &str| text.parse::<u32>().ok();
    match parts.as_slice() {
        [year, month, day] if year.len() == 2 => {
            let short = (20..=49).contains(&number(year)?) && number(month)? <= 12;
            (short && number(day)? <= 31).then(|| format!("20{year}-{month}-{day}"))
        }
        [packed] if packed.len() == 6 && packed.starts_with("20") => {
            let (year, month) = packed.split_at(4);
            (number(year).is_some() && (1..=12).contains(&number(month)?))
                .then(|| format!("{year}年{month}月"))
        }
        _ => None,
    }
}

/// 1.3月底 2.6月底: one for each measure, the last of them counts.
fn one_for_each(text: &str) -> String {
    let items: Vec<String> = text
        .lines()
        .map(|line| without_number(line).to_owned())
        .collect();
    let items = if items.len() > 1 {
        items
    } else {
        items::split(text)
    };
    if items.len() > 1 && items.iter().all(|item| Deadline::is_phrase(item)) {
        return items.join("、");
    }
    text.replace('\n', "、")
}

/// 1.2023年3月底: a number before a year is the item's.
fn without_number(line: &str) -> &str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let short = (1..=2).contains(&(line.len() - rest.len()));
    let rest = rest.strip_prefix(['.', '．', '、']).unwrap_or(line);
    let year = rest.starts_with("20") && rest.chars().take(4).all(|c| c.is_ascii_digit());
    if short && year { rest } else { line }
}
