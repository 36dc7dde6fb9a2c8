//! What a reader of Chinese stumbles over.

/// Every fault of punctuation in a paragraph.
pub(crate) fn faults(paragraph: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let pairs = [
        "。。",
        "，，",
        "、、",
        "；；",
        "，。",
        "；。",
        "、。",
        "。，",
        "。；",
        "。、",
        "；，",
        "，；",
        "：。",
        "、，",
        "，、",
        "！。",
        "？。",
        "的的",
        "余次",
        "，”",
        "我我",
        "因因",
        "因由于",
        "是由于",
        "是因",
        "！，",
        "！；",
        "将将",
        "下一步，下一步",
        "目前，目前",
        "第第",
        "（）",
        "于于",
    ];
    for pair in pairs {
        if paragraph.contains(pair) {
            faults.push(format!("“{pair}”"));
        }
    }
    if !paragraph.ends_with(['。', '！', '？', '〕']) {
        faults.push("no full stop at the end".to_owned());
    }
    if paragraph.starts_with(['，', '。', '；', '、']) {
        faults.push("begins with a mark".to_owned());
    }
    for (open, close) in [('“', '”'), ('‘', '’'), ('（', '）'), ('〔', '〕')] {
        let mut depth = 0_i32;
        for c in paragraph.chars() {
            depth += i32::from(c == open) - i32::from(c == close);
            if !(0..=1).contains(&depth) {
                faults.push(format!("{open}{close} not paired"));
                break;
            }
        }
        if depth != 0 {
            faults.push(format!("{open} left open"));
        }
    }
    faults
}

#[test]
fn the_checker_finds_what_it_should() {
    for (paragraph, fault) in [
        ("已完成。。", "“。。”"),
        ("针对“甲问题，已完成。", "“ left open"),
        ("已完成", "no full stop at the end"),
        ("“学习“两课””不够。", "“” not paired"),
        ("累计学习10余次。", "“余次”"),
    ] {
        assert!(
            faults(paragraph).iter().any(|found| found == fault),
            "{paragraph}"
        );
    }
    assert_eq!(
        faults("针对“学习‘两课’不够”问题，已完成。"),
        Vec::<String>::new()
    );
}
