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

/// What parts names, and blanks, where nothing else does.
const PARTING: [char; 7] = ['、', '，', ',', '；', ';', '/', '\n'];

/// Whether that person is one of those named.
pub fn has(all: &str, who: &str) -> bool {
    all_among(who, all)
}

/// Whether that person is named with other words, not just so: 副局长张三, 张三（牵头）.
pub fn mentions(all: &str, who: &str) -> bool {
    let (all, who) = (joined(all), joined(who));
    let mut found = all.match_indices(&who);
    !who.is_empty()
        && !has(&all, &who)
        && found.any(|(at, _)| {
            let behind = &all[at + who.len()..];
            // 张三 is not 张三丰; of three signs no longer name is made.
            who.chars().count() > 2
                || behind.starts_with("同志")
                || !behind.starts_with(|c: char| c.is_alphabetic())
        })
}

/// The names with another in the place of one, once where that one is among them already; the others as
/// they are written. `None` where the person is not among them.
pub fn replaced(all: &str, from: &str, to: &str) -> Option<String> {
    let (from, to) = (joined(from), joined(to));
    let parted = |at_blanks: bool| {
        let parting = |c: char| PARTING.contains(&c) || at_blanks && c.is_whitespace();
        let parts: Vec<&str> = all.split_inclusive(parting).collect();
        let name = |part: &str| joined(part.trim_end_matches(parting));
        if !parts.iter().any(|part| name(part) == from) {
            return None;
        }
        let mut is_there = parts.iter().any(|part| name(part) == to);
        let mut left: Vec<String> = Vec::new();
        for part in &parts {
            if name(part) != from {
                left.push((*part).to_owned());
            } else if !std::mem::replace(&mut is_there, true) {
                left.push(format!(
                    "{to}{}",
                    &part[part.trim_end_matches(parting).len()..]
                ));
            }
        }
        let left = left.concat();
        Some(left.trim_matches(parting).trim().to_owned())
    };
    parted(false).or_else(|| parted(true))
}

fn joined(name: &str) -> String {
    name.split_whitespace().collect()
}

/// The names without blanks, for 李　四 is 李四; parted at blanks too where that is asked.
fn names(text: &str, at_blanks: bool) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(move |c: char| PARTING.contains(&c) || at_blanks && c.is_whitespace());
    parts.map(joined).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{all_among, mentions, replaced};

    #[test]
    fn one_takes_the_place_of_another_among_names() {
        for (all, expected) in [
            ("张三", Some("李四")),
            ("张　三", Some("李四")),
            ("张三、王五", Some("李四、王五")),
            ("王五，张三；赵六", Some("王五，李四；赵六")),
            ("王五 张三", Some("王五 李四")),
            ("王 五、张三", Some("王 五、李四")),
            ("张三、李四", Some("李四")),
            ("李四、王五、张三", Some("李四、王五")),
            ("张三、张三", Some("李四")),
            ("张三丰", None),
            ("副局长张三", None),
            ("王五", None),
            ("", None),
        ] {
            let replaced = replaced(all, "张三", "李四");
            assert_eq!(replaced.as_deref(), expected, "{all}");
        }
    }

    #[test]
    fn who_is_named_with_other_words_is_told() {
        for (all, expected) in [
            ("副局长张三", true),
            ("张三（牵头）", true),
            ("张三同志", true),
            ("王五、副局长张 三", true),
            ("张三丰", false),
            ("张三", false),
            ("张三、王五", false),
            ("王五", false),
        ] {
            assert_eq!(mentions(all, "张三"), expected, "{all}");
        }
        assert!(!mentions("张三", ""));
    }

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
