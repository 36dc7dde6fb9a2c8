//! What a file is called, where the material does not say whose it is.

/// The name that a file's name begins with: 王某某个人对照检查材料.
pub(super) fn name_in(stem: &str) -> Option<String> {
    const BEHIND: [&str; 14] = [
        "同志",
        "个人",
        "对照",
        "检视",
        "剖析",
        "述责",
        "述职",
        "述廉",
        "发言",
        "材料",
        "民主",
        "组织生活",
        "（",
        "(",
    ];
    let signs = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | ' ' | '—' | '：' | '+');
    let stem = stem.trim_start_matches(signs);
    let words = BEHIND.iter().filter_map(|word| stem.find(word));
    let end = words.chain(stem.find(signs)).min()?;
    let name = stem[..end].trim();
    let fits = (2..=4).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic);
    fits.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::name_in;

    #[test]
    fn a_file_is_called_by_a_name_and_what_it_is() {
        for (stem, name) in [
            ("王某某个人对照检查材料", Some("王某某")),
            ("1-赵启明同志发言提纲", Some("赵启明")),
            ("个人对照检查材料", None),
            ("领导班子成员对照检查材料", None),
            ("何平", None),
        ] {
            assert_eq!(name_in(stem).as_deref(), name, "{stem}");
        }
    }
}
