//! A figure on its way to its clause: what was counted, what it comes to, and of which notes (rule 6).

use model::figure::{Approx, Figure, FigureKind, FigureKinds, Quantity, name_key};
use model::tally::{Measured, Reached, Total};

use super::text::tidy;
use super::words;
use super::{LeftOut, Untold};

/// One figure, or several of a name put together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    pub name: String,
    pub unit: String,
    pub kind: FigureKind,
    pub first: Measured,
    /// The sum of counts and amounts, the latest of rates and levels.
    pub value: Measured,
    pub entries: Vec<u64>,
    /// Whether each of them was 1.
    pub ones: bool,
    /// The smallest, the largest and the latest of them.
    range: (Quantity, Quantity),
    latest: Measured,
}

/// 万册: how many of these are one of the bare unit.
const TEN_THOUSAND: char = '万';

impl Amount {
    pub(super) fn of(figure: &Figure, kinds: &FigureKinds, entry: u64) -> Self {
        let value = Measured {
            value: figure.value,
            approx: figure.approx,
        };
        Self {
            name: tidy(&figure.name),
            unit: figure.unit.clone(),
            kind: kinds.of(figure),
            first: value,
            value,
            entries: vec![entry],
            ones: value.to_string() == "1",
            range: (value.value, value.value),
            latest: value,
        }
    }

    /// A tally's total; `None` where there is none together.
    pub(super) fn total(total: &Total) -> Option<Self> {
        let value = total.number()?;
        Some(Self {
            name: tidy(&total.name),
            unit: total.unit.clone(),
            kind: total.kind,
            first: value,
            value,
            entries: Vec::new(),
            ones: false,
            range: (value.value, value.value),
            latest: value,
        })
    }

    /// Whether both count the same: one name, or one that says no more than the other, in one unit.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let (one, two) = (bare_name(&self.name), bare_name(&other.name));
        let (short, long) = if one.chars().count() <= two.chars().count() {
            (one, two)
        } else {
            (two, one)
        };
        self.on_one_scale(other).is_some()
            && self.kind == other.kind
            && (short == long
                || (short.chars().count() >= 3
                    && is_within(&short, &long)
                    && is_same_deed(&short, &long)))
    }

    /// Both in one unit: 1.2万册 and 3600册 are 1.2万册 and 0.36万册.
    fn on_one_scale(&self, other: &Self) -> Option<(Self, Self)> {
        let bare = |unit: &str| unit.trim_start_matches(TEN_THOUSAND).to_owned();
        if self.unit == other.unit {
            return Some((self.clone(), other.clone()));
        }
        if self.unit.is_empty() || bare(&self.unit) != bare(&other.unit) {
            return None;
        }
        let larger = |amount: &Self| {
            if amount.unit.starts_with(TEN_THOUSAND) {
                return Some(amount.clone());
            }
            let scaled = |measured: Measured| {
                let value = measured.value.in_ten_thousands()?;
                Some(Measured { value, ..measured })
            };
            let (low, high) = amount.range;
            Some(Self {
                unit: format!("{TEN_THOUSAND}{}", amount.unit),
                first: scaled(amount.first)?,
                value: scaled(amount.value)?,
                latest: scaled(amount.latest)?,
                range: (low.in_ten_thousands()?, high.in_ten_thousands()?),
                ..amount.clone()
            })
        };
        larger(self).zip(larger(other))
    }

    /// Puts a later one to this one.
    pub(super) fn add(&mut self, later: &Self) {
        let Some((own, later)) = self.on_one_scale(later) else {
            return;
        };
        *self = own;
        if later.name.chars().count() < self.name.chars().count() {
            self.name.clone_from(&later.name);
        }
        self.value = if self.kind.is_summed() {
            Measured {
                value: self.value.value.plus(later.value.value),
                approx: Approx::joined(self.value.approx, later.value.approx),
            }
        } else {
            later.value
        };
        self.ones &= later.ones;
        let ((low, high), (low_too, high_too)) = (self.range, later.range);
        self.range = (low.min(low_too), high.max(high_too));
        self.latest = later.latest;
        self.entries.extend(
            later
                .entries
                .iter()
                .filter(|entry| !self.entries.contains(entry))
                .copied()
                .collect::<Vec<_>>(),
        );
    }

    /// 12家
    pub(super) fn number(&self) -> String {
        format!("{}{}", self.told(), self.unit)
    }

    /// What is told of it: of things that were looked through again and again, how many there are.
    pub(super) fn told(&self) -> Measured {
        if self.is_of_one_set() {
            self.latest
        } else {
            self.value
        }
    }

    /// Whether several notes counted the same things: a check (排查阵地64个、64个、62个) that found as many
    /// each time, give or take a twentieth. These are not summed.
    pub(super) fn is_of_one_set(&self) -> bool {
        let (low, high) = self.range;
        let spread = (1..20).fold(low, |sum, _| sum.plus(low));
        // 19 parts of the largest are no more than 20 of the smallest.
        let largest = (1..19).fold(high, |sum, _| sum.plus(high));
        self.entries.len() > 1
            && self.kind == FigureKind::Count
            && words::SET_UNITS.contains(&self.unit.as_str())
            && super::text::begins_with(&self.name, &words::LOOKING).is_some()
            && largest <= spread
    }

    /// A stock (完工、累计) that falls is none: what its notes have are parts.
    pub(super) fn is_falling_stock(&self) -> bool {
        self.kind == FigureKind::Level
            && words::STOCKS.iter().any(|word| self.name.contains(word))
            && self.latest.value < self.range.1
    }

    /// Whether it moved: 由74%升至93%.
    pub(super) fn is_change(&self) -> bool {
        !self.kind.is_summed() && self.first != self.value
    }

    /// With its name, as the tally says it.
    pub(super) fn with_name(&self) -> String {
        let to = self.told();
        let value = if self.kind.is_summed() {
            Reached::Sum(to)
        } else {
            Reached::Level {
                from: (self.first != to).then_some(self.first),
                to,
            }
        };
        Total {
            name: self.name.clone(),
            unit: self.unit.clone(),
            kind: self.kind,
            value,
        }
        .to_string()
    }

    /// Of it as one that is not told.
    pub(super) fn left_out(&self, why: Untold) -> LeftOut {
        LeftOut {
            entry: self.entries.first().copied(),
            text: self.with_name(),
            why,
        }
    }

    /// Whether its name is that of a thing, not of a deed.
    pub(super) fn is_noun(&self) -> bool {
        self.ends_as_noun() || self.verb().is_none() || !self.kind.is_summed()
    }

    /// The verb that the name begins with; its object must follow.
    pub(super) fn verb(&self) -> Option<&'static str> {
        if self.ends_as_noun() && !self.has_object() {
            return None;
        }
        let verb = super::text::begins_with(&self.name, &words::VERBS)?;
        // 服务日 is a thing.
        let object = self.name[verb.len()..].chars().count();
        (object == 0 || object >= 2).then_some(verb)
    }

    /// 调研报告2篇 are papers; 检查报告17场 were looked at.
    fn ends_as_noun(&self) -> bool {
        let ends = words::NOUN_ENDS.iter().any(|end| self.name.ends_with(end));
        let looked_at = super::text::begins_with(&self.name, &words::LOOKING).is_some();
        ends && (!looked_at || words::NOUN_UNITS.contains(&self.unit.as_str()))
    }

    fn has_object(&self) -> bool {
        super::text::begins_with(&self.name, &words::HAVING_OBJECTS).is_some()
    }
}

/// The name without what only says that it is a number (罚款金额, 减少报表数).
fn bare_name(name: &str) -> String {
    let key = name_key(name);
    let ends = ["金额", "数量", "总数", "人数", "次数", "户数", "家数", "数"];
    let bare = ends.iter().find_map(|end| key.strip_suffix(end));
    bare.filter(|bare| bare.chars().count() >= 2)
        .map_or_else(|| key.clone(), str::to_owned)
}

/// Whether the longer name's verb is no other deed (微信群64个 are not 解散微信群19个, 调研报告 are 撰写调研报告).
fn is_same_deed(short: &str, long: &str) -> bool {
    let verb = |name: &str| super::text::begins_with(name, &words::VERBS);
    match (verb(short), verb(long)) {
        (None, Some(verb)) => {
            super::words::is_light(verb)
                || words::MAKING.contains(&verb)
                || super::text::begins_with(verb, &words::HAVING_OBJECTS).is_some()
                || short.starts_with(verb)
        }
        (Some(one), Some(other)) => one == other || short.ends_with(other) || long.ends_with(one),
        _ => true,
    }
}

/// Whether the characters of `short` stand in `long` in their order.
fn is_within(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|d| d == c))
}
