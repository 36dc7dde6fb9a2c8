//! How many lines a text takes in a cell, and so how high its row must be.

/// Signs that no line begins with.
const NO_START: &str = "，。、；：”’）》〉】！？…％,.;:)]}%";
/// Signs that no line ends with.
const NO_END: &str = "（“‘《〈【([{";
/// How high a line is for the size of its letters: fonts that stand in for 宋体 are higher than it.
const LEADING: f64 = 1.45;
/// Excel allows no higher row.
pub(super) const MOST: f64 = 409.0;

/// How many lines a text takes where so many half-width characters stand side by side; broken as Excel
/// and LibreOffice break it: no word is cut, no line begins with a closing sign.
pub(super) fn lines(text: &str, room: usize) -> u32 {
    // No text is broader than its bytes are many.
    if text.len() <= room && !text.contains('\n') {
        return 1;
    }
    text.split('\n')
        .map(|line| of_line(line, room.max(2)))
        .sum()
}

fn of_line(line: &str, room: usize) -> u32 {
    let (mut lines, mut used, mut piece, mut before) = (1, 0, 0, ' ');
    for c in line.chars() {
        let wide = if c.is_ascii() { 1 } else { 2 };
        let word = |c: char| c.is_ascii() && c != ' ';
        let joined = (word(before) && word(c)) || NO_START.contains(c) || NO_END.contains(before);
        piece = if joined { piece + wide } else { wide };
        used += wide;
        if used > room && c != ' ' {
            lines += 1;
            // What is longer than a line is cut all the same.
            if piece > room {
                piece = wide;
            }
            used = piece;
        }
        before = c;
    }
    lines
}

/// The height in points of so many lines of that size.
pub(super) fn of_lines(lines: u32, size: f64) -> f64 {
    (f64::from(lines) * size * LEADING + 4.0).ceil()
}

/// How many half-width characters of that size stand side by side in a column of that width, which counts
/// digits of 7 pixels.
pub(super) fn room(width: f64, size: f64) -> usize {
    // A point is four thirds of a pixel, and a half-width character half as broad as its size.
    (width * 7.0 / (size * 2.0 / 3.0)).floor().max(2.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_as_they_are_broken() {
        for (text, room, expect) in [
            ("一二三四", 8, 1),
            ("一二三四五", 8, 2),
            ("一二三四。", 8, 2),
            ("一二三（四）五六", 8, 3),
            ("一\n二\n", 8, 3),
            ("ab longword", 8, 2),
            ("averylongwordindeed", 8, 3),
            ("", 8, 1),
        ] {
            assert_eq!(lines(text, room), expect, "{text}");
        }
    }

    #[test]
    fn room_and_height() {
        assert_eq!((room(20.0, 10.5), room(0.0, 12.0)), (20, 2));
        assert!((of_lines(2, 10.0) - 33.0).abs() < 0.01);
    }
}
