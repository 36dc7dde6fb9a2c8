use super::{Redaction, end};

/// Every name tried at every sign.
fn each(redaction: &Redaction, text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    while at < signs.len() {
        let names = redaction.names.iter();
        let mut found = names.filter_map(|name| Some((name, end(name, &signs, at)?)));
        let Some((name, end)) = found.next() else {
            out.push(signs[at]);
            at += 1;
            continue;
        };
        out.push_str(&name.mask);
        at = end;
    }
    out
}

#[test]
fn names_are_found_as_if_each_was_tried_at_every_sign() {
    const SIGNS: [char; 12] = [
        '张', '三', '丰', '局', '1', '2', '-', ' ', '·', 'ａ', 'A', '，',
    ];
    let text = |mut seed: u64, length: usize| -> String {
        let mut next = || {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            SIGNS[(seed >> 33) as usize % SIGNS.len()]
        };
        (0..length).map(|_| next()).collect()
    };
    for round in 0..400 {
        let names: Vec<String> = (0..12)
            .map(|n| text(round * 31 + n, 1 + n as usize % 5))
            .collect();
        let (people, others) = names.split_at(6);
        let others = others.iter().map(|name| (name.as_str(), "XX"));
        let redaction = Redaction::new(people.iter().map(String::as_str), others);
        let told = text(round + 7_000_000, 60);
        assert_eq!(
            redaction.apply(&told),
            each(&redaction, &told),
            "{names:?} {told}"
        );
        for name in &names {
            assert_eq!(redaction.apply(name), each(&redaction, name), "{names:?}");
        }
    }
}

#[test]
fn names_go_consistently() {
    let people = ["张三", "张三丰", "欧阳修", "李四", "李四", "李　四"];
    let redaction = Redaction::new(people, [("青山市人社局", "XX")]);
    assert_eq!(
        redaction.apply("青山市人社局张三丰、张三和李四，欧阳修"),
        "XX张某乙、张某甲和李某，欧阳某"
    );
    assert_eq!(redaction.apply("张某甲"), "张某甲");
}

#[test]
fn a_name_is_known_however_it_is_spaced() {
    let people = ["何平", "欧阳 修", "买买提·吐尔逊", "Tom Li"];
    let redaction = Redaction::new(people, [("057581234567", "XX"), ("青山局", "XX")]);
    for (text, masked) in [
        ("何 平、何　平、何\u{a0}\u{200b}平", "何某、何某、何某"),
        ("何\n平同志，何平局长", "何某同志，何某局长"),
        ("欧阳修和欧 阳 修", "欧阳某和欧阳某"),
        ("买买提吐尔逊、买买提 · 吐尔逊", "买某、买某"),
        ("ＴＯＭ　ＬＩ说，tomli说", "某说，某说"),
        ("atomli", "atomli"),
        ("0575-8123 4567，（0575）81234567转", "XX，（XX转"),
        ("10575812345678", "10575812345678"),
        ("青 山 局", "XX"),
    ] {
        assert_eq!(redaction.apply(text), masked, "{text}");
    }
}

#[test]
fn two_characters_inside_a_longer_word_are_no_name() {
    let redaction = Redaction::new(["何平", "高峰", "安全", "高峰期"], []);
    for (text, masked) in [
        ("研究如何平衡工学矛盾", "研究如何平衡工学矛盾"),
        ("如何平同志能到会", "如何某同志能到会"),
        ("早高峰窗口排队，由高峰负责", "早高峰窗口排队，由高某甲负责"),
        ("食品安全由安全牵头", "食品安全由安某牵头"),
        // Three are replaced wherever they stand.
        ("高峰期", "高某乙"),
        ("高峰", "高某甲"),
    ] {
        assert_eq!(redaction.apply(text), masked, "{text}");
    }
}
