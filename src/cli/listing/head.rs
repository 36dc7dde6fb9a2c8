//! The head of a column: how it is called, where it is printed, how it is set.

use std::borrow::Cow;

/// What heads a column of a list; a word alone heads one of text on the screen and in CSV.
pub(in crate::cli) struct Head {
    pub(super) title: Cow<'static, str>,
    pub(super) short: Option<&'static str>,
    pub(super) key: Option<&'static str>,
    pub(super) on_screen: bool,
    pub(super) in_files: bool,
    pub(super) right: bool,
    pub(super) least: Option<u16>,
}

impl Head {
    /// A column that is called so.
    pub(in crate::cli) fn of(title: impl Into<Cow<'static, str>>) -> Self {
        Self {
            title: title.into(),
            short: None,
            key: None,
            on_screen: true,
            in_files: true,
            right: false,
            least: None,
        }
    }

    /// How it is called on the screen, where that differs.
    pub(in crate::cli) fn short(mut self, title: &'static str) -> Self {
        self.short = Some(title);
        self
    }

    /// How programs call it, in lists whose rows have no JSON of their own.
    pub(in crate::cli) fn key(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    /// Numbers: set to the right on the screen.
    pub(in crate::cli) fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// So wide on the screen that its words are not broken, the two blanks counted.
    pub(in crate::cli) fn least(mut self, width: impl Into<Option<u16>>) -> Self {
        self.least = width.into();
        self
    }

    /// Only on the screen.
    pub(in crate::cli) fn on_screen(mut self) -> Self {
        self.in_files = false;
        self
    }

    /// Only in files.
    pub(in crate::cli) fn in_files(mut self) -> Self {
        self.on_screen = false;
        self
    }
}

impl From<&'static str> for Head {
    fn from(title: &'static str) -> Self {
        Self::of(title)
    }
}
