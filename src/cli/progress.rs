//! Progress of work that takes over half a second: on stderr, and only on a terminal; to a front as it is.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::Output;
use crate::app::Watch;

/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// Not oftener a front is told.
const OFTEN: Duration = Duration::from_millis(250);

/// A bar that appears when the work takes long, and leaves nothing behind.
pub(super) struct Progress {
    label: &'static str,
    total: u64,
    done: u64,
    begun: Instant,
    wanted: bool,
    /// When a front was told last; none where there is no front.
    told: Option<Instant>,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Work of that many steps begins.
    pub(super) fn begin(out: &Output, label: &'static str, total: usize) -> Self {
        Self {
            label,
            total: total as u64,
            done: 0,
            begun: Instant::now(),
            wanted: !out.is_quiet() && std::io::stderr().is_terminal(),
            told: out.is_front().then(Instant::now),
            bar: None,
        }
    }

    /// The same without a bar when the results themselves go to the screen meanwhile.
    pub(super) fn unless(mut self, on_screen: bool) -> Self {
        self.wanted &= !on_screen;
        self
    }

    /// That many steps more are done.
    pub(super) fn step(&mut self, steps: usize) {
        self.at(self.done + steps as u64, self.total);
    }

    /// So many steps of so many are done.
    pub(super) fn at(&mut self, done: u64, total: u64) {
        (self.done, self.total) = (done, total);
        if self.told.is_some_and(|told| told.elapsed() >= OFTEN) {
            self.told = Some(Instant::now());
            Output::is_at(self.label, done, total);
        }
        if !self.wanted || self.begun.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{msg} {bar:30} {percent}%（{pos}/{len}）");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.with_message(self.label).with_position(done)
        });
        bar.set_length(total);
        bar.set_position(done);
    }

    /// Takes the bar off the screen while something else is written; the next step draws it anew.
    pub(super) fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Progress {
    fn at(&mut self, done: u64, total: u64) {
        Self::at(self, done, total);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
