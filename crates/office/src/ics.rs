//! Calendars (RFC 5545) that Outlook and phones read: all-day entries with stable UIDs, the same
//! bytes for the same days.

use chrono::{Days, NaiveDate};

use crate::text::visible::inert;

/// A calendar.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// Its name.
    pub name: String,
    /// Its entries.
    pub events: Vec<Event>,
}

/// An all-day entry.
#[derive(Debug, Clone, Default)]
pub struct Event {
    /// Stays the same when the entry changes, so that reading the file again updates it.
    pub uid: String,
    /// Grows with every change.
    pub sequence: u64,
    /// The day the calendar was made.
    pub stamp: NaiveDate,
    /// The day.
    pub day: NaiveDate,
    /// Its title.
    pub summary: String,
    /// More about it; may be empty.
    pub description: String,
    /// No longer due.
    pub cancelled: bool,
}

/// The calendar as a file.
pub fn write(calendar: &Calendar) -> String {
    let mut file = File::default();
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//rectification-ledger//ledger//ZH");
    file.line("CALSCALE:GREGORIAN");
    file.line("METHOD:PUBLISH");
    file.text("X-WR-CALNAME", &calendar.name);
    calendar.events.iter().for_each(|event| file.event(event));
    file.line("END:VCALENDAR");
    file.0
}

/// Longer lines are folded; octets, without the line break.
const LINE: usize = 75;

#[derive(Default)]
struct File(String);

impl File {
    fn event(&mut self, event: &Event) {
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        self.line("BEGIN:VEVENT");
        self.text("UID", &event.uid);
        self.line(&format!("SEQUENCE:{}", event.sequence));
        self.line(&format!("DTSTAMP:{}T000000Z", day(event.stamp)));
        self.line(&format!("DTSTART;VALUE=DATE:{}", day(event.day)));
        // The end is the first day that no longer belongs to it.
        if let Some(next) = event.day.checked_add_days(Days::new(1)) {
            self.line(&format!("DTEND;VALUE=DATE:{}", day(next)));
        }
        self.text("SUMMARY", &event.summary);
        if !event.description.is_empty() {
            self.text("DESCRIPTION", &event.description);
        }
        self.line("TRANSP:TRANSPARENT");
        if event.cancelled {
            self.line("STATUS:CANCELLED");
        } else {
            self.line("STATUS:CONFIRMED");
            // Nine in the morning of the day before.
            self.line("BEGIN:VALARM");
            self.line("ACTION:DISPLAY");
            self.line("TRIGGER:-PT15H");
            self.text("DESCRIPTION", &event.summary);
            self.line("END:VALARM");
        }
        self.line("END:VEVENT");
    }

    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in inert(value).chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.line(&format!("{name}:{escaped}"));
    }

    /// Folds by octets, never inside a character.
    fn line(&mut self, line: &str) {
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(summary: &str) -> Event {
        Event {
            uid: "abc-12-due@ledger".to_owned(),
            sequence: 7,
            stamp: "2022-07-15".parse().expect("a day"),
            day: "2022-12-31".parse().expect("a day"),
            summary: summary.to_owned(),
            ..Event::default()
        }
    }

    fn written(event: Event) -> String {
        write(&Calendar {
            name: "整改时限".to_owned(),
            events: vec![event],
        })
    }

    #[test]
    fn an_entry_ends_on_the_next_day() {
        let text = written(event("第12项整改时限"));
        assert_eq!(
            text.replace("\r\n", "⏎\n"),
            "BEGIN:VCALENDAR⏎\nVERSION:2.0⏎\nPRODID:-//rectification-ledger//ledger//ZH⏎\n\
             CALSCALE:GREGORIAN⏎\nMETHOD:PUBLISH⏎\nX-WR-CALNAME:整改时限⏎\nBEGIN:VEVENT⏎\n\
             UID:abc-12-due@ledger⏎\nSEQUENCE:7⏎\nDTSTAMP:20220715T000000Z⏎\n\
             DTSTART;VALUE=DATE:20221231⏎\nDTEND;VALUE=DATE:20230101⏎\nSUMMARY:第12项整改时限⏎\n\
             TRANSP:TRANSPARENT⏎\nSTATUS:CONFIRMED⏎\nBEGIN:VALARM⏎\nACTION:DISPLAY⏎\n\
             TRIGGER:-PT15H⏎\nDESCRIPTION:第12项整改时限⏎\nEND:VALARM⏎\nEND:VEVENT⏎\n\
             END:VCALENDAR⏎\n"
        );
    }

    #[test]
    fn lines_fold_by_octets_and_unfold_to_the_same() {
        let long = format!("{}，{}\\;\n🚩", "督办".repeat(90), "a,b");
        let text = written(event(&long));
        assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let unfolded = text.replace("\r\n ", "");
        let expected = long
            .replace('\\', "\\\\")
            .replace(';', "\\;")
            .replace(',', "\\,")
            .replace('\n', "\\n");
        assert!(
            unfolded.contains(&format!("SUMMARY:{expected}\r\n")),
            "{unfolded}"
        );
    }

    #[test]
    fn what_is_no_longer_due_is_cancelled_without_an_alarm() {
        let text = written(Event {
            cancelled: true,
            ..event("x")
        });
        assert!(text.contains("STATUS:CANCELLED") && !text.contains("VALARM"));
    }
}
