//! Rows in other words that stand among known ones: a list that comes again keeps its order, so a row between
//! two known tasks may be the one that stands between them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use model::task::Task;

use super::fit::{Fit, Matcher, each_by_itself};
use super::known::{Seen, same_place};
use super::raise::Setting;
use super::row::{Register, RegisterRow};

/// What each row is to the ledger, by itself and by those around it. The task that a row is comes from `whole`, by
/// its place among the tasks, which stand by number.
pub fn fit<'t, E>(
    register: &Register,
    tasks: &[Seen],
    setting: &Setting<'_>,
    matcher: &Matcher<'_>,
    whole: impl FnMut(usize) -> Result<Cow<'t, Task>, E>,
) -> Result<Vec<Fit>, E> {
    let mut fits = each_by_itself(register, tasks, setting, matcher, whole)?;
    ask_between(&mut fits, &register.rows, tasks, setting);
    Ok(fits)
}

/// Asks a person about new rows that exactly fill the tasks between those of the rows around them, where no other
/// row is one of these.
fn ask_between(fits: &mut [Fit], rows: &[RegisterRow], tasks: &[Seen], setting: &Setting<'_>) {
    let known: Vec<Option<u32>> = fits.iter().map(known).collect();
    let taken: BTreeSet<u32> = known.iter().flatten().copied().collect();
    let is_free = |row: &RegisterRow, number: u32| {
        let found = tasks.binary_search_by_key(&number, |task| task.number);
        found.is_ok_and(|index| same_place(row, &tasks[index], setting)) && !taken.contains(&number)
    };
    let mut before: Option<(usize, u32)> = None;
    for (place, number) in known.iter().enumerate() {
        let Some(number) = *number else { continue };
        if let Some((from, first)) = before
            && number.checked_sub(first) == Some((place - from) as u32)
        {
            let between = || (from + 1..place).zip(first + 1..number);
            let fills = |(place, number)| fits[place] == Fit::New && is_free(&rows[place], number);
            if between().all(fills) {
                for (place, number) in between() {
                    fits[place] = Fit::PerhapsSame(vec![number]);
                }
            }
        }
        before = Some((place, number));
    }
}

/// The task that a row is, or that it may be and no other.
fn known(fit: &Fit) -> Option<u32> {
    match fit {
        Fit::Matched { number, .. } => Some(*number),
        Fit::PerhapsSame(numbers) => match numbers[..] {
            [only] => Some(only),
            _ => None,
        },
        Fit::New => None,
    }
}
