//! Lists of what a person said, as a setting keeps them: `甲=乙；丙=丁`.

use std::fmt::Display;

/// Between two of a list.
pub(crate) const BETWEEN: char = '；';

/// Reads each of a list; the words that are none, with what is wrong.
pub(crate) fn read<T, E>(
    text: &str,
    one: impl Fn(&str) -> Result<T, E>,
) -> Result<Vec<T>, (String, E)> {
    let words = text.split([BETWEEN, ';', '\n']).map(str::trim);
    let words = words.filter(|word| !word.is_empty());
    words
        .map(|word| one(word).map_err(|fault| (word.to_owned(), fault)))
        .collect()
}

/// The list as it is kept.
pub(crate) fn written<T: Display>(all: &[T]) -> String {
    let all: Vec<String> = all.iter().map(T::to_string).collect();
    all.join(&BETWEEN.to_string())
}
