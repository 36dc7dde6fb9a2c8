//! The settings: one table with defaults and meaning.

use crate::model::book::Book;

/// One setting.
pub(super) struct Setting {
    /// Its name.
    pub key: &'static str,
    /// Its default.
    pub default: &'static str,
    /// What it does, for people.
    pub meaning: &'static str,
    /// Values it takes; empty for any text.
    pub values: &'static [&'static str],
}

/// Every setting there is.
pub(super) const SETTINGS: [Setting; 1] = [Setting {
    key: "policy",
    default: "standard",
    meaning: "销号要求：standard 提醒缺什么，strict 缺什么就不能销号",
    values: &["standard", "strict"],
}];

/// The setting of that name.
pub(super) fn find(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

/// Its value in this ledger.
pub(super) fn value<'a>(book: &'a Book, setting: &Setting) -> &'a str {
    book.settings
        .get(setting.key)
        .map_or(setting.default, String::as_str)
}
