//! Rounds (轮次): what goes out together and is awaited together.

/// 2022年9月: the round of what goes out in that month where nobody names another. Takes the beginning of a
/// day or a time in ISO form.
pub fn of_month(iso: &str) -> String {
    let year = iso.get(..4).unwrap_or(iso);
    let month = iso.get(5..7).and_then(|month| month.parse::<u8>().ok());
    month.map_or_else(|| iso.to_owned(), |month| format!("{year}年{month}月"))
}

#[cfg(test)]
mod tests {
    use super::of_month;

    #[test]
    fn the_month_of_a_day_and_of_a_time() {
        assert_eq!(of_month("2022-09-01"), "2022年9月");
        assert_eq!(of_month("2022-12-31T09:00:00+08:00"), "2022年12月");
        assert_eq!(of_month("上次"), "上次");
    }
}
