//! A section as long as is asked for (rule 12).

use chrono::Datelike;

use super::choice::{Choice, Ranking};
use crate::report::calendar::Calendar;
use crate::report::compose::Composer;
use crate::report::finding::{Contradiction, Gap};
use crate::report::options::{Length, Style};
use crate::report::phrases::Voice;
use crate::report::tree::{Block, Tree};

/// Characters a problem, where problems are told one by one or by dimension.
const CHARACTERS_A_PROBLEM: usize = 170;

/// A text of some length, and what the composer found and chose when it wrote it.
struct Attempt {
    length: usize,
    blocks: Vec<Block>,
    choice: Choice,
    gaps: Vec<Gap>,
    contradictions: Vec<Contradiction>,
    calendar: Calendar,
}

impl Composer<'_> {
    /// The section's blocks: of what can be left out so much is told that the text comes nearest to its
    /// length.
    pub(crate) fn fitted_blocks(&mut self) -> Vec<Block> {
        let Some(wanted) = self.wanted_characters() else {
            return self.blocks();
        };
        // Few records fill their room: usually all is told.
        let everything = std::mem::take(&mut self.choice);
        let most = self.attempt(everything);
        let fitting = if most.length <= wanted {
            most
        } else {
            let ranking = Ranking::of(&self.accounts);
            let least = self.attempt(ranking.choice(0));
            if least.length > wanted {
                self.attempt(ranking.tight())
            } else {
                self.fitting(&ranking, wanted, (least, most))
            }
        };
        self.choice = fitting.choice;
        self.gaps = fitting.gaps;
        self.contradictions = fitting.contradictions;
        self.calendar = fitting.calendar;
        fitting.blocks
    }

    /// What tells most and is not longer than wanted; or one step more, where that stays a tenth below and
    /// the step brings it not a tenth above.
    fn fitting(
        &mut self,
        ranking: &Ranking,
        wanted: usize,
        (least, most): (Attempt, Attempt),
    ) -> Attempt {
        // Lengths grow nearly evenly, so the right number of steps is guessed by proportion, not by halves.
        let (mut low, mut short) = (0, least);
        let (mut high, mut long) = (ranking.len(), most);
        let mut halve = false;
        while high - low > 1 {
            let room = (long.length - short.length).max(1);
            let share = (wanted - short.length) * (high - low) / room;
            let guess = if halve { (high - low) / 2 } else { share };
            let middle = low + guess.clamp(1, high - low - 1);
            let tried = self.attempt(ranking.choice(middle));
            // A guess that moves one end only a little is followed by a half.
            let moved = if tried.length <= wanted {
                middle - low
            } else {
                high - middle
            };
            halve = !halve && moved * 4 < high - low;
            if tried.length <= wanted {
                (low, short) = (middle, tried);
            } else {
                (high, long) = (middle, tried);
            }
        }
        let nearer = short.length * 10 < wanted * 9 && long.length * 10 <= wanted * 11;
        if nearer { long } else { short }
    }

    /// The text that tells what is chosen, with what is found missing on the way.
    fn attempt(&mut self, choice: Choice) -> Attempt {
        self.choice = choice;
        self.gaps.clear();
        self.contradictions.clear();
        self.calendar = Calendar::in_year(self.ledger.today.year());
        let tree = Tree {
            blocks: self.blocks(),
        };
        Attempt {
            length: tree.characters(),
            blocks: tree.blocks,
            choice: std::mem::take(&mut self.choice),
            gaps: std::mem::take(&mut self.gaps),
            contradictions: std::mem::take(&mut self.contradictions),
            calendar: self.calendar,
        }
    }

    /// `None`: everything is told.
    fn wanted_characters(&self) -> Option<usize> {
        let problems = self.section.items().count();
        match self.options.chars {
            Some(Length::All) => return None,
            Some(Length::About(wanted)) => return Some(wanted),
            None => {}
        }
        let brief = match self.voice() {
            Voice::Team if problems > 12 => problems * 70,
            Voice::Team => 900,
            Voice::Person if problems > 10 => 600,
            Voice::Person => 500,
        };
        Some(match self.style() {
            Style::Brief => brief,
            Style::Itemized | Style::Thematic => problems * CHARACTERS_A_PROBLEM,
        })
    }
}
