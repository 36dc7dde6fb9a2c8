//! Lines of a given width on a screen, where a Chinese character takes two columns.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Signs that no line begins with.
const NO_START: &str = "，。、；：）”》！？…,.;:)]}%％";
/// Signs that no line ends with.
const NO_END: &str = "（“《([{";

/// The text in lines of at most `width` columns: broken between Chinese characters and at blanks,
/// never inside a word, a flag, a number or square brackets, nor before a closing sign. What is longer than a line
/// and has no place to break stays whole.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    text.lines()
        .flat_map(|line| wrap_line(line, width))
        .collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let (mut lines, mut current) = (Vec::new(), String::new());
    for piece in pieces(line) {
        let whole = current.width() + piece.trim_end().width();
        if whole > width && !current.trim().is_empty() {
            lines.push(current.trim_end().to_owned());
            piece.trim_start().clone_into(&mut current);
        } else {
            current.push_str(&piece);
        }
    }
    lines.push(current.trim_end().to_owned());
    lines
}

/// What must stay together.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for c in line.chars() {
        let joined = pieces.last().is_some_and(|last| {
            let before = last.chars().last().unwrap_or(' ');
            let within_word = before != ' ' && is_narrow(before) && is_narrow(c);
            let within_brackets = last.contains('[') && !last.contains(']');
            within_brackets
                || within_word
                || c == ' '
                || NO_START.contains(c)
                || NO_END.contains(before)
        });
        match pieces.last_mut() {
            Some(last) if joined => last.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

fn is_narrow(c: char) -> bool {
    c.width() == Some(1) && !"“”‘’…—".contains(c)
}

/// A text of any length in lines of at most `width` columns, broken wherever one is full: the work of its
/// length.
pub fn broken(text: &str, width: usize) -> String {
    let mut lines = String::with_capacity(text.len() + text.len() / width.max(1));
    let mut taken = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if taken + wide > width && taken > 0 {
            lines.push('\n');
            taken = 0;
        }
        taken += wide;
        lines.push(c);
    }
    lines
}

/// The text cut to so many columns, … where something is left out.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut taken = 1;
    let kept = text.chars().take_while(|c| {
        taken += c.width().unwrap_or(0);
        taken <= width
    });
    kept.collect::<String>() + "…"
}

#[cfg(test)]
mod tests {
    use super::{broken, cut, wrap};
    use unicode_width::UnicodeWidthStr as _;

    #[test]
    fn lines_break_where_they_may() {
        assert_eq!(wrap("一二三四五", 6), ["一二三", "四五"]);
        assert_eq!(wrap("一二三，四五", 6), ["一二", "三，四", "五"]);
        assert_eq!(
            wrap("用 --due-within 天数", 12),
            ["用", "--due-within", "天数"]
        );
        assert_eq!(wrap("（一）二", 4), ["（一）", "二"]);
        assert_eq!(wrap("", 4), [""; 0]);
        assert_eq!(wrap("averylongword", 4), ["averylongword"]);
    }

    #[test]
    fn a_long_text_is_broken_where_a_line_is_full() {
        assert_eq!(broken("一二三ab四", 5), "一二\n三ab\n四");
        assert_eq!(broken("一", 1), "一");
        let begun = std::time::Instant::now();
        let lines = broken(&"座".repeat(2_000_000), 40);
        assert_eq!(lines.lines().count(), 100_000);
        assert!(begun.elapsed().as_secs() < 2);
    }

    #[test]
    fn what_is_too_long_is_cut() {
        assert_eq!(cut("一二三", 6), "一二三");
        assert_eq!(cut("一二三", 5), "一二…");
        assert_eq!(cut("a一二", 4), "a一…");
    }

    #[test]
    fn no_line_is_wider_and_nothing_is_lost() {
        let text = "年度（可写多个），如 2021、2022；不写就是全部年度的任务 [--年度]";
        for width in 16..60 {
            let lines = wrap(text, width);
            assert!(
                lines.iter().all(|line| line.width() <= width),
                "{width} {lines:?}"
            );
            let kept: String = lines.concat().replace(' ', "");
            assert_eq!(kept, text.replace(' ', ""));
        }
    }
}
