//! A figure on its way to its clause: what was counted, what it comes to, and of which notes (rule 6).

use model::figure::{Approx, Figure, FigureKind, FigureKinds, name_key};
use model::tally::{Measured, Reached, Total};

use super::text::tidy;
use super::words;

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
}

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
        })
    }

    /// Whether both count the same: one name, or one that says no more than the other, in one unit.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let (one, two) = (name_key(&self.name), name_key(&other.name));
        let (short, long) = if one.chars().count() <= two.chars().count() {
            (one, two)
        } else {
            (two, one)
        };
        self.unit == other.unit
            && self.kind == other.kind
            && (short == long || (short.chars().count() >= 3 && is_within(&short, &long)))
    }

    /// Puts a later one to this one.
    pub(super) fn add(&mut self, later: &Self) {
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
        format!("{}{}", self.value, self.unit)
    }

    /// Whether it moved: 由74%升至93%.
    pub(super) fn is_change(&self) -> bool {
        !self.kind.is_summed() && self.first != self.value
    }

    /// With its name, as the tally says it.
    pub(super) fn with_name(&self) -> String {
        let to = self.value;
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

    /// Whether its name is that of a thing, not of a deed.
    pub(super) fn is_noun(&self) -> bool {
        words::NOUN_ENDS.iter().any(|end| self.name.ends_with(end))
            || self.verb().is_none()
            || !self.kind.is_summed()
    }

    /// The verb that the name begins with; its object must follow.
    pub(super) fn verb(&self) -> Option<&'static str> {
        if words::NOUN_ENDS.iter().any(|end| self.name.ends_with(end)) && !self.has_object() {
            return None;
        }
        let verb = super::text::begins_with(&self.name, &words::VERBS)?;
        // 服务日 is a thing.
        let object = self.name[verb.len()..].chars().count();
        (object == 0 || object >= 2).then_some(verb)
    }

    fn has_object(&self) -> bool {
        // 撰写报告 is what somebody did, 调研报告 a thing.
        const MAKING: &[&str] = &[
            "撰写", "形成", "提交", "召开", "参加", "讲授", "发放", "举办", "报送", "印发", "编印",
            "压减", "精简", "减少", "组织", "完成", "签订", "签署", "制作", "编写", "发出", "下发",
            "收集", "征集", "上报",
        ];
        super::text::begins_with(&self.name, MAKING).is_some()
    }
}

/// Whether the characters of `short` stand in `long` in their order.
fn is_within(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|d| d == c))
}
