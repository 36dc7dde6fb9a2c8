//! Places in a sheet as its XML writes them: `B3`, `A1:C9`.

use crate::grid::Area;

/// The letters that a spreadsheet shows above a column.
pub fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push((b'A' + (rest % 26) as u8) as char);
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Row and column of a place, from 0.
pub(crate) fn read(place: &str) -> Option<(u32, u32)> {
    let at = place
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(place.len());
    let (letters, row) = (&place[..at], place[at..].parse::<u32>().ok());
    let column = letters.bytes().try_fold(0_u32, |sum, letter| {
        let digit = letter.checked_sub(b'A').filter(|digit| *digit < 26)?;
        sum.checked_mul(26)?.checked_add(u32::from(digit) + 1)
    })?;
    Some((row?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The area between two places.
pub(crate) fn read_area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':')?;
    let (from, to) = (read(from)?, read(to)?);
    Some(Area {
        rows: (from.0, to.0),
        columns: (from.1, to.1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_letters() {
        assert_eq!(
            (letters(0), letters(25), letters(26), letters(16_383)),
            ("A".into(), "Z".into(), "AA".into(), "XFD".into())
        );
        assert_eq!(read("AB12"), Some((11, 27)));
        let area = read_area("B3:C9").map(|area| (area.rows, area.columns));
        assert_eq!(
            (area, read_area("B3").is_none()),
            (Some(((2, 8), (1, 2))), true)
        );
        assert_eq!((read("12"), read("A"), read("a1")), (None, None, None));
    }
}
