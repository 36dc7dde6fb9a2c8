//! A unit's own dress of lines: what is written so, and what the words for it may be.

use documents::document::{Dress, DressFault, Meaning};

#[test]
fn lines_are_known_by_their_dress() {
    use Meaning::{Dimension, Nothing, Problem};
    for (dress, line, meaning, inside) in [
        ("【…】=方面", "【理论学习】", Some(Dimension), "理论学习"),
        (
            "【…】=方面",
            "\u{3000}【 理论学习 】 ",
            Some(Dimension),
            "理论学习",
        ),
        ("【…】=方面", "【理论学习】方面", None, ""),
        ("【…】=方面", "见【理论学习】", None, ""),
        ("【…】=方面", "【 】", None, ""),
        ("【…】=方面", "【", None, ""),
        (
            "△…=问题",
            "△学得不深。只看摘要。",
            Some(Problem),
            "学得不深。只看摘要。",
        ),
        ("△ …=问题", "△学得不深", None, ""),
        ("（…）表现=方面", "(作风)表现", Some(Dimension), "作风"),
        ("问题#…=问题", "问题＃会议多", Some(Problem), "会议多"),
        ("...附件=不读", "整改台账附件", Some(Nothing), "整改台账"),
        (
            "注：……＝ 不读",
            "注：各科室另报",
            Some(Nothing),
            "各科室另报",
        ),
    ] {
        let dress = Dress::read(dress).unwrap();
        assert_eq!(dress.of(line), meaning, "{dress} {line}");
        assert_eq!(
            dress.inside(line).unwrap_or_default(),
            inside,
            "{dress} {line}"
        );
        assert_eq!(Dress::read(&dress.to_string()), Ok(dress));
    }
}

#[test]
fn words_that_are_no_dress_are_told() {
    for (words, fault) in [
        ("【…】", DressFault::Meaning),
        ("【…】=标题", DressFault::Meaning),
        ("责任股室=问题", DressFault::Pattern),
        ("第…条…=问题", DressFault::Pattern),
        ("…=不读", DressFault::Anything),
        ("\u{3000}…=问题", DressFault::Anything),
    ] {
        assert_eq!(Dress::read(words), Err(fault), "{words}");
    }
    assert_eq!(
        Dress::read_list("【…】=方面；△…=别的"),
        Err(("△…=别的".to_owned(), DressFault::Meaning))
    );
}

#[test]
fn a_list_is_kept_and_the_last_word_holds() {
    let list = |text: &str| Dress::read_list(text).unwrap();
    let kept = list("【…】=方面; △…=问题");
    assert_eq!(Dress::list(&kept), "【…】=方面；△…=问题");
    assert_eq!(list(&Dress::list(&kept)), kept);
    let more = Dress::list_with(kept, &list("△……=不读；＊…=问题"));
    assert_eq!(Dress::list(&more), "【…】=方面；△…=不读；＊…=问题");
    assert!(list("").is_empty());
}
