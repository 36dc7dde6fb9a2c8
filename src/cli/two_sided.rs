//! What both sides changed: how a person names such a place, and which side a line takes there.

use std::fmt;

use crate::cli::failure::Failure;

/// A place that both sides changed: a task's code and a column of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct TwoSided {
    /// The task.
    pub code: String,
    /// What of it.
    pub column: String,
}

impl TwoSided {
    /// Reads `12:责任人`.
    pub(in crate::cli) fn read(text: &str) -> Result<Self, String> {
        let parts = text.split_once([':', '：']);
        let parts = parts.map(|(code, column)| (code.trim(), column.trim()));
        match parts.filter(|(code, column)| !code.is_empty() && !column.is_empty()) {
            Some((code, column)) => Ok(Self {
                code: code.to_owned(),
                column: column.to_owned(),
            }),
            None => Err("写成 编号:栏目，如 12:责任人".to_owned()),
        }
    }
}

impl fmt::Display for TwoSided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.code, self.column)
    }
}

/// A side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Side {
    Theirs,
    Ours,
}

/// What a line decides, held against what had to be decided.
pub(in crate::cli) struct Decided<'a> {
    theirs: &'a [TwoSided],
    ours: &'a [TwoSided],
    /// For all that is not named.
    rest: Option<Side>,
    met: Vec<TwoSided>,
    /// Places that stay open.
    pub undecided: usize,
}

impl<'a> Decided<'a> {
    /// What was said of places, and of all others; a place is of one side.
    pub(in crate::cli) fn by(
        theirs: &'a [TwoSided],
        ours: &'a [TwoSided],
        rest: Option<Side>,
    ) -> Result<Self, Failure> {
        if let Some(place) = theirs.iter().find(|place| ours.contains(place)) {
            return Err(Failure::usage(format!(
                "“{place}”既写在 --theirs，又写在 --ours"
            )));
        }
        Ok(Self {
            theirs,
            ours,
            rest,
            met: Vec::new(),
            undecided: 0,
        })
    }

    /// Which side is taken at a place that both changed; where nothing was said, a person may be asked.
    pub(in crate::cli) fn side(
        &mut self,
        place: TwoSided,
        ask: Option<impl FnOnce() -> Result<bool, Failure>>,
    ) -> Result<Option<Side>, Failure> {
        let said = match () {
            () if self.theirs.contains(&place) => Some(Side::Theirs),
            () if self.ours.contains(&place) => Some(Side::Ours),
            () => self.rest,
        };
        self.met.push(place);
        match (said, ask) {
            (Some(side), _) => Ok(Some(side)),
            (None, Some(ask)) => Ok(Some(if ask()? { Side::Theirs } else { Side::Ours })),
            (None, None) => {
                self.undecided += 1;
                Ok(None)
            }
        }
    }

    /// Every place that was named is one that had to be decided; else which is not.
    pub(in crate::cli) fn unmet(&self) -> Option<&TwoSided> {
        let mut named = self.theirs.iter().chain(self.ours);
        named.find(|place| !self.met.contains(place))
    }
}
