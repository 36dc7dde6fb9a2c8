//! Forms that went out and came home (收发), round by round: what each receipt keeps, and how things stand.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDateTime;
use rusqlite::OptionalExtension as _;
use serde::{Deserialize, Serialize};

use super::receipts::Receipt;
use super::{Error, Store, Writer, row};
use model::event::{Event, TaskEvent};
use model::round;
use model::unit::UnitId;

/// What is kept of a form that went out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentForm {
    /// Its round (轮次).
    pub round: String,
    /// Code or name of the gathered unit that it went to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What tells it from every other form.
    pub form: String,
    /// Entries of the own history when it was made.
    pub entries: u64,
    /// Numbers of its tasks, those included of which it has measures only.
    pub tasks: Vec<u32>,
}

/// What is kept of a form that came home.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameHome {
    /// The round that it says it is of.
    pub round: String,
    /// What tells it from every other form.
    pub form: String,
    /// When it was saved last, in UTC, where it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved: Option<NaiveDateTime>,
    /// Whether anything was filled in.
    pub filled: bool,
    /// Cells that were recorded.
    pub changed: u32,
    /// Cells that were not taken.
    pub refused: u32,
    /// Cells that both sides changed and nobody decided.
    pub undecided: u32,
    /// The first and the last entry that it made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<(u64, u64)>,
}

/// How things stand with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormState {
    /// It has not come home.
    Out,
    /// It came home with something in it.
    Home,
    /// It came home as it had gone out.
    Blank,
    /// Nothing that was filled in could be taken.
    Refused,
    /// What both sides changed waits for a decision.
    Undecided,
    /// What it brought was taken back.
    Undone,
}

impl FormState {
    /// Whether the department has done its part.
    pub fn is_home(self) -> bool {
        self == Self::Home
    }
}

/// The last form of a department in one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormStanding {
    /// Code or name of the gathered unit; `None` for the own one.
    pub unit: Option<String>,
    /// The department; empty for tasks without one.
    pub dept: String,
    /// Its file's name.
    pub sheet: String,
    /// When it went out; `None` for one that a superior made.
    pub sent: Option<String>,
    /// What was kept of its going out; empty fields where an older program sent it.
    pub kept: SentForm,
    /// When it came home last.
    pub came: Option<String>,
    /// How many cells it changed, over all times that it came.
    pub changed: u32,
    /// How many cells were not taken the last time.
    pub refused: u32,
    /// How things stand.
    pub state: FormState,
}

/// The forms of one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its name.
    pub name: String,
    /// Its forms, in the order in which they first went out.
    pub forms: Vec<FormStanding>,
}

/// A sheet that a department has not returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Code or name of the gathered unit.
    pub unit: Option<String>,
    /// Who has it.
    pub dept: String,
    /// Its name.
    pub sheet: String,
    /// When it was sent last, as recorded.
    pub sent: String,
    /// Its round.
    pub round: String,
    /// How things stand with it.
    pub state: FormState,
}

impl Writer<'_> {
    /// Notes that a form went out.
    pub fn form_sent(&mut self, dept: &str, sheet: &str, sent: &SentForm) -> Result<(), Error> {
        self.receipt(false, dept, sheet, &json(sent))
    }

    /// Notes that a form came home.
    pub fn form_came(&mut self, dept: &str, sheet: &str, came: &CameHome) -> Result<(), Error> {
        self.receipt(true, dept, sheet, &json(came))
    }
}

/// They have string keys, texts and numbers only.
pub(super) fn json(detail: &impl Serialize) -> String {
    serde_json::to_string(detail).unwrap_or_default()
}

/// Entries that take back something of the tasks which those entries are of, the latest first.
const TAKEN_BACK: &str = "select distinct later.sequence, later.body, later.digest
    from entry made join entry later
      on later.unit = made.unit and later.task = made.task and later.sequence > made.sequence
    where made.id between $1 and $2 and later.kind = 'withdrawn' order by later.sequence desc";
/// What a unit wrote down of a form: notes and states name it, an application for closing its department.
const IN_UNIT: &str = "select 1 from entry
    where unit = (select id from unit where coalesce(code, name) = $1 and aside is null and id <> 1)
      and (kind = 'progressed' and instr(body, $2) > 0
        or kind = 'submitted' and at >= $3 and instr(who, $4) > 0) limit 1";

impl Store {
    /// Every round with its forms, the rounds in the order in which they began.
    pub fn rounds(&self) -> Result<Vec<Round>, Error> {
        let receipts = self.standing_receipts()?;
        let mut rounds = Rounds::default();
        for receipt in &receipts {
            rounds.add(receipt);
        }
        let gone = self.taken_back(&rounds.entries())?;
        let mut rounds = rounds.settled(&gone);
        for form in rounds.iter_mut().flat_map(|round| &mut round.forms) {
            self.ask_unit(form)?;
        }
        Ok(rounds)
    }

    /// The departments whose last form has not come home, in the order of sending.
    pub fn awaited(&self) -> Result<Vec<Awaited>, Error> {
        let mut last: Vec<Awaited> = Vec::new();
        for round in self.rounds()? {
            for form in round.forms {
                let Some(sent) = form.sent else { continue };
                last.retain(|known| (&known.unit, &known.dept) != (&form.unit, &form.dept));
                last.push(Awaited {
                    unit: form.unit,
                    dept: form.dept,
                    sheet: form.sheet,
                    sent,
                    round: round.name.clone(),
                    state: form.state,
                });
            }
        }
        last.retain(|awaited| !awaited.state.is_home());
        Ok(last)
    }

    /// The version of a form that was collected: when that was saved last.
    pub fn form_collected(&self, form: &str) -> Result<Option<NaiveDateTime>, Error> {
        let receipts = self.standing_receipts()?;
        let came = receipts.iter().filter(|receipt| receipt.returned);
        let came =
            came.filter_map(|receipt| serde_json::from_str::<CameHome>(&receipt.detail).ok());
        Ok(came
            .filter(|came| came.form == form && came.changed > 0)
            .filter_map(|came| came.saved)
            .max())
    }

    /// Sequences of entries that were taken back, of the tasks that those entries are of.
    fn taken_back(&self, made: &[(u64, u64)]) -> Result<HashSet<u64>, Error> {
        let mut statement = self.connection.prepare_cached(TAKEN_BACK)?;
        let mut later = BTreeMap::new();
        for (first, last) in made {
            let range = (
                row::entry_id(UnitId::OWN, *first),
                row::entry_id(UnitId::OWN, *last),
            );
            for raw in statement.query_map(range, super::read::raw)? {
                let entry = super::read::recorded(raw?)?.entry;
                if let Event::Task(TaskEvent::Withdrawn { entry: gone, .. }) = entry.event {
                    later.insert(entry.sequence, gone);
                }
            }
        }
        let mut gone = HashSet::new();
        // What was taken back itself takes nothing back.
        for (sequence, entry) in later.into_iter().rev() {
            if !gone.contains(&sequence) {
                gone.insert(entry);
            }
        }
        Ok(gone)
    }

    /// A gathered unit collects its forms itself: what it told came with its history.
    fn ask_unit(&self, form: &mut FormStanding) -> Result<(), Error> {
        let Some(unit) = form.unit.as_deref().filter(|_| !form.kept.form.is_empty()) else {
            return Ok(());
        };
        let mut statement = self.connection.prepare_cached(IN_UNIT)?;
        let sent = form.sent.as_deref().unwrap_or("");
        let who = format!("（{}报送）", form.dept);
        let found = statement.query_row((unit, &form.kept.form, sent, who), |_| Ok(()));
        if found.optional()?.is_some() {
            form.state = FormState::Home;
        }
        Ok(())
    }
}

/// Rounds in the making.
#[derive(Default)]
struct Rounds {
    rounds: Vec<(String, Vec<Form>)>,
}

/// A department's forms of one round.
struct Form {
    unit: Option<String>,
    dept: String,
    sheet: String,
    sent: Option<(String, SentForm)>,
    /// Forms of the same round that went out before, with their tasks.
    before: Vec<SentForm>,
    came: Vec<(String, CameHome)>,
}

impl Rounds {
    fn add(&mut self, receipt: &Receipt) {
        if receipt.returned {
            self.came(receipt);
        } else {
            self.sent(receipt);
        }
    }

    fn sent(&mut self, receipt: &Receipt) {
        let sent = serde_json::from_str(&receipt.detail).unwrap_or_else(|_| SentForm {
            round: round::of_month(&receipt.at),
            ..SentForm::default()
        });
        let place = self.place(&sent.round, sent.unit.as_ref(), &receipt.dept);
        place.sheet.clone_from(&receipt.sheet);
        // What came of another form of the round before this one went out is no answer to this one.
        place
            .came
            .retain(|(_, came)| !sent.form.is_empty() && came.form == sent.form);
        let earlier = place.sent.replace((receipt.at.clone(), sent));
        place.before.extend(earlier.map(|(_, sent)| sent));
    }

    fn came(&mut self, receipt: &Receipt) {
        let (round, came) = if let Ok(came) = serde_json::from_str::<CameHome>(&receipt.detail) {
            (came.round.clone(), came)
        } else {
            // An older program counted whatever came, for the last form that had gone out.
            let last = self.rounds.iter().rev().find(|(_, forms)| {
                let mut forms = forms.iter();
                forms.any(|form| form.unit.is_none() && form.dept == receipt.dept)
            });
            let of_month = || round::of_month(&receipt.at);
            let came = CameHome {
                filled: true,
                ..CameHome::default()
            };
            (last.map_or_else(of_month, |(name, _)| name.clone()), came)
        };
        let place = self.place(&round, None, &receipt.dept);
        if place.sheet.is_empty() {
            place.sheet.clone_from(&receipt.sheet);
        }
        place.came.push((receipt.at.clone(), came));
    }

    fn place(&mut self, round: &str, unit: Option<&String>, dept: &str) -> &mut Form {
        let known = self.rounds.iter().position(|(name, _)| name == round);
        let at = known.unwrap_or_else(|| {
            self.rounds.push((round.to_owned(), Vec::new()));
            self.rounds.len() - 1
        });
        let forms = &mut self.rounds[at].1;
        let fits = |form: &Form| form.unit.as_ref() == unit && form.dept == dept;
        let at = forms.iter().position(fits).unwrap_or_else(|| {
            forms.push(Form {
                unit: unit.cloned(),
                dept: dept.to_owned(),
                sheet: String::new(),
                sent: None,
                before: Vec::new(),
                came: Vec::new(),
            });
            forms.len() - 1
        });
        &mut forms[at]
    }

    /// The first and the last entry of each form that made any.
    fn entries(&self) -> Vec<(u64, u64)> {
        let forms = self.rounds.iter().flat_map(|(_, forms)| forms);
        let came = forms.flat_map(|form| &form.came);
        came.filter_map(|(_, came)| came.entries).collect()
    }

    fn settled(self, gone: &HashSet<u64>) -> Vec<Round> {
        let rounds = self.rounds.into_iter();
        rounds
            .map(|(name, forms)| Round {
                name,
                forms: forms.into_iter().map(|form| form.settled(gone)).collect(),
            })
            .collect()
    }
}

impl Form {
    fn settled(self, gone: &HashSet<u64>) -> FormStanding {
        let (sent, kept) = self.sent.unzip();
        let kept = kept.unwrap_or_default();
        let answers = |came: &CameHome| {
            let all = |before: &SentForm| kept.tasks.iter().all(|task| before.tasks.contains(task));
            let mut before = self.before.iter();
            [came.form.as_str(), kept.form.as_str()].contains(&"")
                || came.form == kept.form
                || sent.is_none()
                || !before.any(|before| before.form == came.form && !all(before))
        };
        let came: Vec<&(String, CameHome)> =
            self.came.iter().filter(|(_, came)| answers(came)).collect();
        let stands = |came: &CameHome| {
            came.entries
                .is_none_or(|(first, last)| (first..=last).any(|entry| !gone.contains(&entry)))
        };
        let state = came.last().map_or(FormState::Out, |(_, last)| {
            let recorded = |came: &CameHome| came.changed > 0 && stands(came);
            if came.iter().any(|(_, came)| recorded(came)) {
                FormState::Home
            } else if came.iter().any(|(_, came)| !stands(came)) {
                FormState::Undone
            } else if !last.filled {
                FormState::Blank
            } else if last.undecided > 0 {
                FormState::Undecided
            } else if last.refused > 0 {
                FormState::Refused
            } else {
                FormState::Home
            }
        });
        let counted = came.iter().filter(|(_, came)| stands(came));
        FormStanding {
            changed: counted.map(|(_, came)| came.changed).sum(),
            refused: came.last().map_or(0, |(_, came)| came.refused),
            came: came.last().map(|(at, _)| at.clone()),
            unit: self.unit,
            dept: self.dept,
            sheet: self.sheet,
            sent,
            kept,
            state,
        }
    }
}

#[cfg(test)]
mod tests;
