//! A section as long as is asked for (rule 12).

use chrono::Datelike;

use super::choice::{Choice, Ranking};
use crate::report::calendar::Calendar;
use crate::report::compose::Composer;
use crate::report::options::{Length, Style};
use crate::report::phrases::Voice;
use crate::report::tree::{Block, Tree};

/// Characters a problem, where problems are told one by one or by dimension.
const CHARACTERS_A_PROBLEM: usize = 170;

impl Composer<'_> {
    /// The section's blocks: of what can be left out so much is told that the text comes nearest to its
    /// length.
    pub(crate) fn fitted_blocks(&mut self) -> Vec<Block> {
        let Some(wanted) = self.wanted_characters() else {
            return self.blocks();
        };
        let ranking = Ranking::of(&self.accounts);
        let least = self.length(ranking.choice(0));
        if least > wanted {
            return self.told_by(ranking.tight());
        }
        let steps = self.steps(&ranking, wanted, least);
        self.told_by(ranking.choice(steps))
    }

    /// How many steps beyond what is always told: the most that are not longer than wanted, and one more
    /// where they stay a tenth below and that one not a tenth above.
    fn steps(&mut self, ranking: &Ranking, wanted: usize, least: usize) -> usize {
        // Lengths grow nearly evenly, so the right number is guessed by proportion, not by halves.
        let (mut low, mut short) = (0, least);
        let (mut high, mut long) = (ranking.len(), self.length(ranking.choice(ranking.len())));
        if long <= wanted {
            return high;
        }
        let mut halve = false;
        while high - low > 1 {
            let share = (wanted - short) * (high - low) / (long - short).max(1);
            let guess = if halve { (high - low) / 2 } else { share };
            let middle = low + guess.clamp(1, high - low - 1);
            let length = self.length(ranking.choice(middle));
            // A guess that moves one end only a little is followed by a half.
            let moved = if length <= wanted {
                middle - low
            } else {
                high - middle
            };
            halve = !halve && moved * 4 < high - low;
            if length <= wanted {
                (low, short) = (middle, length);
            } else {
                (high, long) = (middle, length);
            }
        }
        let nearer = short * 10 < wanted * 9 && long * 10 <= wanted * 11;
        if nearer { high } else { low }
    }

    /// The blocks that tell what is chosen, with what is found missing on the way.
    fn told_by(&mut self, choice: Choice) -> Vec<Block> {
        self.choice = choice;
        self.gaps.clear();
        self.contradictions.clear();
        self.calendar = Calendar::in_year(self.ledger.today.year());
        self.blocks()
    }

    fn length(&mut self, choice: Choice) -> usize {
        let blocks = self.told_by(choice);
        Tree { blocks }.characters()
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
