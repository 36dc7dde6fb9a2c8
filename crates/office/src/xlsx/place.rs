//! Places in a sheet as its XML writes them: `B3`, `A1:C9`.

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
    let (letters, row) = split(place);
    let column = letters.bytes().try_fold(0_u32, |sum, letter| {
        let digit = letter.checked_sub(b'A').filter(|digit| *digit < 26)?;
        sum.checked_mul(26)?.checked_add(u32::from(digit) + 1)
    })?;
    Some((row?.checked_sub(1)?, column.checked_sub(1)?))
}

fn split(place: &str) -> (&str, Option<u32>) {
    let at = place
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(place.len());
    (&place[..at], place[at..].parse().ok())
}

/// A row number moved down, where it stands below the first `end` rows.
pub(super) fn moved_row(row: &str, end: u32, shift: u32) -> String {
    match row.parse::<u32>() {
        Ok(number) if number > end => number.saturating_add(shift).to_string(),
        _ => row.to_owned(),
    }
}

/// An area moved down likewise; one that ends with the first `end` rows grows instead.
pub(super) fn moved_area(area: &str, end: u32, shift: u32) -> String {
    let one = |place: &str| match split(place) {
        (letters, Some(row)) => format!("{letters}{}", moved_row(&row.to_string(), end, shift)),
        (letters, None) => letters.to_owned(),
    };
    let Some((from, to)) = area.split_once(':') else {
        return one(area);
    };
    match split(to) {
        (letters, Some(row)) if row == end => {
            format!("{}:{letters}{}", one(from), row.saturating_add(shift))
        }
        _ => format!("{}:{}", one(from), one(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_areas() {
        assert_eq!(
            (letters(0), letters(25), letters(26), letters(16_383)),
            ("A".into(), "Z".into(), "AA".into(), "XFD".into())
        );
        assert_eq!(read("AB12"), Some((11, 27)));
        assert_eq!((read("12"), read("A"), read("a1")), (None, None, None));
        for (area, moved) in [
            ("B3", "B3"),
            ("B5", "B7"),
            ("A1:C9", "A1:C11"),
            ("A3:C4", "A3:C6"),
            ("A1:C2", "A1:C2"),
            ("A5:C5", "A7:C7"),
            ("A:C", "A:C"),
        ] {
            assert_eq!(moved_area(area, 4, 2), moved, "{area}");
        }
    }
}
