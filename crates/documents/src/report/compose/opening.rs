//! The opening: which meeting, how many, how they stand, what was done altogether.

use chrono::Datelike;

use crate::report::calendar;
use crate::report::compose::Composer;
use crate::report::compose::pieces::join_figures;
use crate::report::item::clean_figure;
use crate::report::options::Style;
use crate::report::phrases::{Key, Voice};
use crate::report::said::{Record, Said};
use model::tally::{RateKind, Tally};
use model::task::Standing;

impl Composer<'_> {
    /// The opening's sentences; none where the year before listed nothing.
    pub(super) fn opening(&self, style: Style) -> Vec<Said> {
        let tally = &self.section.tally;
        if tally.counts().total == 0 {
            return Vec::new();
        }
        let mut sentences = vec![self.opening_counts(style), self.opening_standings()];
        sentences.extend(self.opening_rate());
        if style != Style::Brief && self.voice() == Voice::Team {
            sentences.extend(self.opening_figures());
        }
        sentences
    }

    fn opening_counts(&self, style: Style) -> Said {
        let tally = &self.section.tally;
        let who = match self.voice() {
            Voice::Team => Said::with(
                self.ledger.book.unit.team_name(),
                Record::general("班子称谓"),
            ),
            Voice::Person => self.say(Key::Myself, []),
        };
        let measures = match tally.measures() {
            0 => Said::default(),
            count => self.say(Key::OpeningMeasures, [("措施数", counted(count, "措施数"))]),
        };
        let every = style != Style::Brief
            && self.voice() == Voice::Team
            && self.section.all_assigned
            && tally.measures() > 0;
        let assigned = if every {
            self.say(Key::OpeningAssigned, [])
        } else {
            Said::default()
        };
        let meeting = Said::with(
            self.section.meeting.clone(),
            Record::general(format!("{}年度会议", self.section.meeting_year)),
        );
        self.say(
            Key::Opening,
            [
                ("会议", meeting),
                ("对象", who),
                ("问题数", counted(tally.counts().total, "问题数")),
                ("措施", measures),
                ("明确", assigned),
            ],
        )
    }

    /// How they stand on the day reckoned from.
    pub(crate) fn opening_standings(&self) -> Said {
        self.say(
            Key::OpeningStandings,
            [
                ("日期", Said::plain(calendar::full(self.ledger.today))),
                ("状态", self.standings(&self.section.tally)),
            ],
        )
    }

    /// The exclusive counts that are not zero; they sum to the total.
    pub(super) fn standings(&self, tally: &Tally) -> Said {
        let counts = Standing::ALL.into_iter().filter_map(|standing| {
            let count = tally.counts().standing(standing);
            let key = match standing {
                Standing::Finished => Key::CountFinished,
                Standing::MostlyDone => Key::CountMostlyDone,
                Standing::InProgress => Key::CountInProgress,
                Standing::LongTerm => Key::CountLongTerm,
                Standing::NotStarted => Key::CountNotStarted,
            };
            (count > 0).then(|| self.say(key, [("数", counted(count, standing.word()))]))
        });
        Said::join(counts, "，")
    }

    fn opening_rate(&self) -> Option<Said> {
        let rate = self.section.tally.rate(self.options.rate?);
        let numerator = counted(rate.numerator, "分子");
        let denominator = counted(rate.denominator, "分母");
        let Some(percent) = rate.percent() else {
            let key = match rate.kind {
                RateKind::Due => Key::RateDueCounts,
                RateKind::Closed | RateKind::Done => Key::RateCounts,
            };
            return Some(self.say(key, [("分子", numerator), ("分母", denominator)]));
        };
        let key = match rate.kind {
            RateKind::Closed => Key::RateClosed,
            RateKind::Done => Key::RateDone,
            RateKind::Due => Key::RateDue,
        };
        let percent = Said::with(percent, Record::general("比率"));
        let slots = [
            ("分子", numerator),
            ("分母", denominator),
            ("百分比", percent),
        ];
        Some(self.say(key, slots))
    }

    fn opening_figures(&self) -> Option<Said> {
        let figures = self.section.tally.figures();
        let earliest = figures.earliest()?;
        let totals = figures.totals(&self.ledger.book.figure_kinds());
        // A rate or a level speaks of its problem, and stands there.
        let sums = totals
            .iter()
            .filter(|total| total.kind.is_summed())
            .map(|sum| {
                let said = Said::with(clean_figure(sum), Record::general("数据合计"));
                (sum, said)
            });
        let sums = join_figures(sums);
        if sums.is_empty() {
            return None;
        }
        // What was counted earlier may not be said to be of this year.
        if earliest.year() < self.options.year {
            return Some(self.say(Key::OpeningFiguresEver, [("数据", sums)]));
        }
        let year = Said::plain(self.options.year.to_string());
        Some(self.say(Key::OpeningFigures, [("年", year), ("数据", sums)]))
    }

    /// How many older problems there are, and how they stand.
    pub(super) fn older_opening(&self) -> Said {
        let tally = &self.section.older_tally;
        let total = counted(tally.counts().total, "以前年度遗留");
        if self.section.tally.counts().total == 0 {
            let day = Said::plain(calendar::full(self.ledger.today));
            let standings = self.standings(tally);
            let slots = [("日期", day), ("问题数", total), ("状态", standings)];
            return self.say(Key::OlderOpeningAlone, slots);
        }
        self.say(
            Key::OlderOpening,
            [("问题数", total), ("状态", self.standings(tally))],
        )
    }
}

/// A tally's number, with its name as the record behind it.
pub(super) fn counted(count: u32, name: &'static str) -> Said {
    Said::with(count.to_string(), Record::general(name))
}
