//! The deeds and effects of one item, joined (rules 4, 8, 15).

use chrono::{Datelike, NaiveDate};

use super::state::Tail;
use crate::report::account::{Account, Deed, figures_told, text, words};
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use crate::report::item::Item;
use crate::report::options::Style;
use crate::report::phrases::{Key, Voice};
use model::event::TextField;
use model::task::Task;
use office::text::sentence;

/// At most so many figures stand in a sentence.
const FIGURES_A_SENTENCE: usize = 5;

/// What was done, as far as the text tells it.
#[derive(Debug, Clone, Default)]
pub(super) struct Body {
    pub(super) said: CitedText,
    /// The last sentence holds a ；.
    parted: bool,
}

/// One clause or note on its way into a body.
struct Piece {
    said: CitedText,
    figures: usize,
}

impl Body {
    pub(super) fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    pub(super) fn append(&mut self, said: &CitedText, mark: &str) {
        let text = said.text();
        self.parted = text.contains('；')
            || match mark {
                "。" => false,
                // What comes first has no mark before it.
                mark => self.parted || mark == "；" && !self.is_empty(),
            };
        if !self.is_empty() {
            self.said.push_words(mark);
        }
        self.said.push(said);
    }

    /// The state behind the deeds, and the end of the sentence.
    pub(super) fn finish(mut self, tail: Tail, comma: bool) -> CitedText {
        match tail {
            Tail::None => {}
            Tail::Bare { said, unfinished } => {
                let apart = unfinished && self.parted && !comma;
                self.append(&said, if apart { "。" } else { "，" });
            }
            Tail::Reason(said) => {
                let mark = match () {
                    () if comma => "，",
                    () if self.parted => "。",
                    () => "；",
                };
                self.append(&said, mark);
            }
            Tail::Sentence(said) => self.append(&said, "。"),
        }
        self.said.push_words("。");
        self.said
    }
}

impl Composer<'_> {
    /// What was done about the item; `comma`: its pieces are joined by ， whatever they hold.
    pub(super) fn body(&mut self, item: &Item<'_>, style: Style, comma: bool) -> Body {
        let Some(account) = self.accounts.get(&item.number).cloned() else {
            return Body::default();
        };
        let mut body = Body::default();
        let own_effect = self.voice() == Voice::Team && style != Style::Brief;
        if let Some(said) = self.old_relapse(item) {
            body.append(&said, "，");
        }
        for (place, span) in account.spans.iter().enumerate() {
            let pieces = self.pieces(item, &account, place, style);
            self.open_again(item, span, &mut body);
            join(&mut body, pieces, comma);
            let Some(effect) = &span.effect else { continue };
            let mut said = CitedText::plain(self.choice.effect(effect));
            said.records
                .push(Record::of(item.task, TextField::Outcome.word()));
            let parted = body.parted || said.text().contains('；');
            let mark = match () {
                () if own_effect => "。",
                () if parted && !comma => "；",
                () => "，",
            };
            body.append(&said, mark);
        }
        self.follow_measure(item, &account, style, &mut body);
        if style != Style::Brief && self.voice() == Voice::Person {
            body.said = self.in_first_person(body.said);
        }
        body
    }

    fn pieces(
        &mut self,
        item: &Item<'_>,
        account: &Account,
        place: usize,
        style: Style,
    ) -> Vec<Piece> {
        let span = &account.spans[place];
        let mut pieces = Vec::new();
        if let Some((key, made)) = account.practice.made.as_ref().filter(|_| place == 0)
            && self.choice.tells_made(item.number)
        {
            let said = CitedText::with(made.clone(), Record::of(item.task, format!("措施{key}")));
            pieces.push(Piece {
                figures: figures_told(made),
                said,
            });
        }
        let mut last_month = None;
        let mut last_text = String::new();
        for (at, deed) in span.deeds.iter().enumerate() {
            let Some(told) = self.choice.text((item.number, place, at), deed) else {
                continue;
            };
            let text = without_shared_clause(&last_text, &told);
            let text = without_shared_beginning(&last_text, text);
            let month = (style == Style::Itemized && deed.is_worded && !begins_with_month(text))
                .then(|| self.month(&deed.days))
                .flatten();
            let mut said = CitedText::default();
            if let Some(month) = month
                .as_ref()
                .filter(|month| last_month.as_ref() != Some(*month))
            {
                let month = CitedText::plain(month.clone());
                said.push(&self.say(Key::InMonth, [("月份", month)]));
            }
            if month.is_some() {
                last_month = month;
            }
            said.push(&noted(item.task, deed, text));
            pieces.push(Piece {
                figures: figures_told(text),
                said,
            });
            last_text = told;
        }
        pieces
    }

    /// 3月、6月、9月; over four 3月至11月; the year where it is another.
    fn month(&mut self, days: &[NaiveDate]) -> Option<String> {
        let mut months: Vec<(i32, u32)> =
            days.iter().map(|day| (day.year(), day.month())).collect();
        months.sort_unstable();
        months.dedup();
        if months.len() > 4 {
            months = vec![*months.first()?, *months.last()?];
            let said: Vec<String> = months
                .iter()
                .map(|(year, month)| self.calendar.month(*year, *month))
                .collect();
            return Some(said.join("至"));
        }
        let said: Vec<String> = months
            .iter()
            .map(|(year, month)| self.calendar.month(*year, *month))
            .collect();
        (!said.is_empty()).then(|| said.join("、"))
    }

    /// 按照“…”的措施，走访企业36家
    fn follow_measure(&self, item: &Item<'_>, account: &Account, style: Style, body: &mut Body) {
        let Some((key, short)) = &account.practice.followed else {
            return;
        };
        if style == Style::Brief || body.is_empty() {
            return;
        }
        let quoted = sentence::quoted(short);
        let measure = CitedText::with(quoted, Record::of(item.task, format!("措施{key}")));
        let mut said = self.say(Key::ByMeasure, [("措施", measure)]);
        said.push(&body.said);
        body.said = said;
    }

    /// 我 before the first verb, behind a month.
    fn in_first_person(&self, said: CitedText) -> CitedText {
        let text = said.text();
        if text.contains('我') || text.contains("本人") {
            return said;
        }
        let at = match text.split_once('，') {
            Some((front, _)) if begins_with_month(front) && front.ends_with('月') => {
                front.len() + '，'.len_utf8()
            }
            _ => 0,
        };
        let rest = &text[at..];
        let verb = text::begins_with(rest, &words::VERBS).is_some()
            || text::begins_with(rest, &words::PREPOSITIONS).is_some();
        if verb {
            said.insert(at, &self.say(Key::Myself, []))
        } else {
            said
        }
    }
}

fn noted(task: &Task, deed: &Deed, text: &str) -> CitedText {
    let mut said = CitedText::plain(text);
    said.records = deed
        .entries
        .iter()
        .map(|entry| Record::note(task, *entry))
        .collect();
    said
}

/// Clauses of notes by ，, or by ； if one of them holds a ，; a sentence has at most five figures: the
/// next begins with 。, or with ； where all of it is to stay one sentence (`comma`).
fn join(body: &mut Body, pieces: Vec<Piece>, comma: bool) {
    let parted = !comma && pieces.iter().any(|piece| piece.said.text().contains('，'));
    let mark = if parted { "；" } else { "，" };
    let mut figures = 0;
    for piece in pieces {
        let full = figures > 0 && figures + piece.figures > FIGURES_A_SENTENCE;
        let mark = match (full, comma) {
            (true, true) => "；",
            (true, false) => "。",
            (false, _) => mark,
        };
        figures = if full {
            piece.figures
        } else {
            figures + piece.figures
        };
        body.append(&piece.said, mark);
    }
}

/// A first clause that both neighbours have is said once.
fn without_shared_clause<'t>(last: &str, text: &'t str) -> &'t str {
    match (last.split('，').next(), text.split_once('，')) {
        (Some(before), Some((first, rest))) if before == first => rest,
        _ => text,
    }
}

/// 厅领导…，厅领导…: a beginning that neighbours share and that is no verb is said once.
fn without_shared_beginning<'t>(last: &str, text: &'t str) -> &'t str {
    let shared: usize = last
        .chars()
        .zip(text.chars())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let starts = |rest: &str| {
        text::begins_with(rest, &words::VERBS).is_some()
            || text::begins_with(rest, &words::PREPOSITIONS).is_some()
    };
    let cut = text[..shared]
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .rev()
        .find(|at| {
            let (subject, rest) = text.split_at(*at);
            subject.chars().count() >= 2
                && !text::holds(subject, &words::VERBS)
                && !subject.contains(|c: char| c.is_ascii_digit() || c == '《' || c == '“')
                && starts(rest)
        });
    match cut {
        // What both have in common is a subject where both go on with a verb.
        Some(at) if !starts(text) && starts(&last[at..]) => &text[at..],
        _ => text,
    }
}

/// Whether the text says when by itself.
fn begins_with_month(text: &str) -> bool {
    const PARTS: [&str; 12] = [
        "上半年",
        "下半年",
        "全年",
        "年初",
        "年中",
        "年底",
        "今年",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "第",
    ];
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let month = (1..=4).contains(&digits) && text[digits..].starts_with(['月', '年']);
    let part = PARTS.iter().find(|part| text.starts_with(**part));
    month || part.is_some_and(|part| *part != "第" || text.chars().take(5).any(|c| c == '季'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(texts: &[&str]) -> Body {
        let mut body = Body::default();
        let piece = |text: &&str| Piece {
            said: CitedText::plain(*text),
            figures: figures_told(text),
        };
        join(&mut body, texts.iter().map(piece).collect(), false);
        body
    }

    #[test]
    fn notes_and_states_are_joined_by_what_stands_before() {
        let state = || CitedText::plain("仍在推进");
        let bare = || Tail::Bare {
            said: state(),
            unfinished: true,
        };
        for (notes, with_state, with_reason) in [
            (&["开会"][..], "开会，仍在推进。", "开会；仍在推进。"),
            (
                &["开会，讲课"],
                "开会，讲课，仍在推进。",
                "开会，讲课；仍在推进。",
            ),
            (
                &["开会", "讲课"],
                "开会，讲课，仍在推进。",
                "开会，讲课；仍在推进。",
            ),
            (
                &["开会，讲课", "走访"],
                "开会，讲课；走访。仍在推进。",
                "开会，讲课；走访。仍在推进。",
            ),
        ] {
            assert_eq!(body(notes).finish(bare(), false).text(), with_state);
            let reason = Tail::Reason(state());
            assert_eq!(body(notes).finish(reason, false).text(), with_reason);
        }
    }
}
