//! What was probably meant: the nearest of the known words.

use office::text::width;

/// Suggestions shown at most.
const MOST: usize = 3;

/// The known words nearest to one that is not among them, nearest first; none where all are far.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = plain(word);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| distance(&wanted, &plain(name)).map(|far| (far, name)))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    found.dedup_by(|a, b| a.1 == b.1);
    let best = found.first().map_or(0, |(far, _)| *far);
    found
        .into_iter()
        .filter(|(far, _)| *far <= best + 1)
        .map(|(_, name)| name)
        .take(MOST)
        .collect()
}

fn plain(text: &str) -> String {
    width::narrow_all(text.trim())
        .to_lowercase()
        .split_whitespace()
        .collect()
}

/// How far two words are apart, where they are near at all: one inside the other counts as near,
/// else the letters to be changed, of which a third may be.
fn distance(a: &str, b: &str) -> Option<usize> {
    let counted = |text: &str| text.chars().count();
    let (short, long) = if counted(a) <= counted(b) {
        (a, b)
    } else {
        (b, a)
    };
    let (few, many) = (counted(short), counted(long));
    if few == 0 {
        return None;
    }
    // Letters to insert, drop, change or swap with their neighbour.
    let changed = strsim::osa_distance(a, b);
    if changed <= many.div_ceil(3).min(few.saturating_sub(1)) {
        Some(changed)
    } else {
        (few > 1 && long.contains(short)).then(|| many - few)
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        let verbs = ["list", "log", "close", "台账", "销号", "催办", "记进展"];
        for (word, meant) in [
            ("lst", "list"),
            ("lits", "list"),
            ("台帐", "台账"),
            ("消号", "销号"),
            ("记进度", "记进展"),
            ("ＬＩＳＴ", "list"),
            ("colse", "close"),
        ] {
            assert_eq!(nearest(word, verbs).first(), Some(&meant), "{word}");
        }
        for word in ["", "x", "材料.txt", "经费"] {
            assert!(nearest(word, verbs).is_empty(), "{word}");
        }
        let depts = ["办公室", "财务科", "人事教育科"];
        assert_eq!(nearest("办公市", depts), ["办公室"]);
        assert_eq!(nearest("人事", depts), ["人事教育科"]);
        assert_eq!(nearest("财务处", depts), ["财务科"]);
        assert!(nearest("绿化队", depts).is_empty());
    }
}
