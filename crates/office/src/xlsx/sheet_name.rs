//! Names of sheets, from whatever a sheet is called after.

use crate::text::visible::nameable;

/// Excel takes no longer one.
const LONGEST: usize = 31;
/// Characters that a number behind an equal one needs.
const NUMBERED: usize = 4;

/// A name that Excel takes, in letters of whatever case unlike those given before.
pub(super) fn unlike(text: &str, given: &mut Vec<String>) -> String {
    let kept = nameable(text).replace(['[', ']'], "_");
    let kept = kept.trim_matches(['\'', ' ']);
    let name: String = kept.chars().take(LONGEST - NUMBERED).collect();
    let name = if name.is_empty() { "工作表" } else { &name };
    let mut unlike = name.to_owned();
    let mut number = 1;
    while given.contains(&unlike.to_lowercase()) {
        number += 1;
        unlike = format!("{name}（{number}）");
    }
    given.push(unlike.to_lowercase());
    unlike
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_name_is_taken_and_given_once() {
        let mut given = Vec::new();
        let mut name = |text: &str| super::unlike(text, &mut given);
        assert_eq!(name("张三"), "张三");
        assert_eq!(name("张三"), "张三（2）");
        assert_eq!(name("a[1]:\u{202e}b"), "a_1__b");
        assert_eq!(name("A[1]_B"), "A_1__B（2）");
        assert_eq!(name("''"), "工作表");
        assert_eq!(name(&"长".repeat(40)).chars().count(), 27);
    }
}
