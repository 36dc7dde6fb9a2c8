//! Colours by urgency: places differ, so the scheme is a setting.

use super::row::Row;
use office::xlsx::Shade;

/// A scheme of colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Palette {
    /// 红黄绿: red is overdue, yellow due within a month, green finished.
    #[default]
    RedYellowGreen,
    /// 红黄蓝: red is overdue, yellow due within a week, blue within a month.
    RedYellowBlue,
    /// 无
    None,
}

impl Palette {
    /// All schemes.
    pub const ALL: [Self; 3] = [Self::RedYellowGreen, Self::RedYellowBlue, Self::None];

    /// Its name, as in the setting.
    pub fn name(self) -> &'static str {
        match self {
            Self::RedYellowGreen => "红黄绿",
            Self::RedYellowBlue => "红黄蓝",
            Self::None => "无",
        }
    }

    /// The scheme of that name.
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|palette| palette.name() == name)
    }

    /// What the colours mean, for a note beneath the table.
    pub fn legend(self) -> &'static str {
        match self {
            Self::RedYellowGreen => "红色为逾期，黄色为30日内到期，绿色为已完成整改",
            Self::RedYellowBlue => "红色为逾期，黄色为7日内到期，蓝色为30日内到期",
            Self::None => "",
        }
    }

    /// The colour of a row: of its measure where it stands for one, else of its task.
    pub fn shade(self, row: &Row<'_>) -> Shade {
        if self == Self::None {
            return Shade::Plain;
        }
        let done = row.measure.is_some_and(|measure| measure.done_on.is_some());
        let finished = done || row.task.status.kind().is_finished();
        let own = row
            .measure
            .and_then(|measure| measure.deadline.as_ref()?.date());
        let due = own.or_else(|| row.task.due()).filter(|_| !finished);
        let days = due.map(|due| (due - row.around.today).num_days());
        match (self, days) {
            (Self::RedYellowGreen, _) if finished => Shade::Green,
            (_, Some(..0)) => Shade::Red,
            (Self::RedYellowGreen, Some(0..=30)) | (_, Some(0..=7)) => Shade::Yellow,
            (_, Some(8..=30)) => Shade::Blue,
            _ => Shade::Plain,
        }
    }
}
