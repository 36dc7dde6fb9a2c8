//! The numbers of a section as a whole.

use chrono::NaiveDate;

use crate::report::account;
use crate::report::check::claims::scan::When;
use crate::report::check::claims::words::{self, Counted, Role};
use crate::report::facts::Section;
use crate::report::item::Item;
use model::status::StatusKind;
use model::tally::Tally;
use model::task::ProgressClass;

/// The numbers of a section, or of its older problems.
pub(super) struct Counts<'a> {
    pub(super) section: &'a Section<'a>,
    pub(super) tally: &'a Tally,
    pub(super) today: NaiveDate,
    pub(super) year: i32,
}

impl Counts<'_> {
    /// How many of these there are, as far as the sentence counts them.
    pub(super) fn value(&self, counted: Counted, sentence: &str) -> u32 {
        let counts = self.tally.counts();
        let of_due = sentence.contains("时限已到") || sentence.contains("到期");
        match counted {
            Counted::Problems if sentence.contains(words::RELISTED) => {
                counts.total - self.section.relisted()
            }
            Counted::Relisted => self.section.relisted(),
            Counted::Problems => counts.total,
            Counted::Measures => self.tally.measures(),
            Counted::Older => self.section.older_tally.counts().total,
            Counted::Groups => {
                let named = self
                    .section
                    .groups
                    .iter()
                    .filter(|group| group.heading.is_some());
                u32::try_from(named.count()).unwrap_or(u32::MAX)
            }
            Counted::Due => counts.due,
            Counted::Closed => counts.status(StatusKind::Closed),
            Counted::Waiting => {
                counts.status(StatusKind::Done) + counts.status(StatusKind::Applied)
            }
            Counted::Made => {
                let main = self.section.groups.iter().flat_map(|group| &group.items);
                let made = main
                    .flat_map(Item::tasks)
                    .map(account::institution_counts)
                    .map(|(made, revised)| made + revised);
                made.sum()
            }
            Counted::Again => {
                let again = self.section.items().filter(|item| item.earlier.is_some());
                u32::try_from(again.count()).unwrap_or(u32::MAX)
            }
            Counted::ProgressClass(ProgressClass::Finished) if of_due => counts.due_finished,
            Counted::ProgressClass(standing) => counts.standing(standing),
            Counted::Overdue => counts.overdue,
            Counted::Extended => counts.extended,
            Counted::Relapsed => counts.relapsed,
        }
    }

    pub(super) fn days(&self, role: Role) -> Option<Vec<When>> {
        let year = |year: i32| When {
            year: Some(year),
            part: super::scan::Part::Year,
        };
        match role {
            Role::Reckoned => Some(vec![When::day(self.today)]),
            Role::Since => {
                let earliest = self.tally.figures().earliest();
                let earliest = earliest.map(|day| chrono::Datelike::year(&day));
                let since = earliest.map_or(self.year, |earliest| earliest.min(self.year));
                Some(vec![year(since)])
            }
            Role::Finished | Role::DueBefore | Role::DueNow => None,
        }
    }
}
