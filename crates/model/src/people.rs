//! People as they are named in one field: 李四、王五.

/// Whether everybody named in `some` is named in `all` too, however the names are parted or padded.
pub fn all_among(some: &str, all: &str) -> bool {
    let all: Vec<String> = [true, false]
        .into_iter()
        .flat_map(|at_blanks| names(all, at_blanks))
        .collect();
    let mut some = names(some, false).peekable();
    some.peek().is_some() && some.all(|name| all.contains(&name))
}

/// The names without blanks, for 李　四 is 李四; parted at blanks too where that is asked.
fn names(text: &str, at_blanks: bool) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(move |c: char| {
        matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '\n') || at_blanks && c.is_whitespace()
    });
    let joined = parts.map(|part| part.split_whitespace().collect::<String>());
    joined.filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::all_among;

    #[test]
    fn people_are_known_however_they_are_written() {
        for (some, all) in [
            ("李四", "李四"),
            ("李四 ", "李　四"),
            ("王五", "李四、王五"),
            ("王五", "李四 王五"),
            ("李　四", "王五，李四"),
            ("李四、王五", "王五；李四"),
        ] {
            assert!(all_among(some, all), "{some} among {all}");
        }
        for (some, all) in [
            ("赵六", "李四、王五"),
            ("李四、赵六", "李四、王五"),
            ("李", "李四"),
            ("局党组会议", "李四"),
            ("", "李四"),
            ("李四", ""),
        ] {
            assert!(!all_among(some, all), "{some} among {all}");
        }
    }
}
