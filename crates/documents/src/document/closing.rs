//! How a material closes (以上报告，请予批评指正): no part of what it says.

use super::paragraph::Paragraph;

/// Words that a closing begins with.
const FRONTS: &[&str] = &[
    "以上",
    "特此",
    "不妥",
    "不当",
    "不足之处",
    "如有不妥",
    "如有不当",
    "妥否",
    "当否",
    "恳请",
    "敬请",
    "请予",
    "请组织",
    "请各位",
    "请同志们",
    "请领导",
    "请批评",
    "请审",
    "发言完毕",
    "汇报完毕",
    "报告完毕",
    "我的发言",
    "谢谢",
];
/// What a closing asks for, or says.
const ASKS: &[&str] = &[
    "批评指正",
    "指正",
    "批评帮助",
    "批评意见",
    "提出批评",
    "特此报告",
    "特此汇报",
    "特此说明",
    "审查",
    "审阅",
    "审议",
    "审核",
    "请批示",
    "请指示",
    "完毕",
    "发言到此",
    "谢谢",
];
/// A longer sentence says something of its own.
const LONGEST: usize = 40;

/// Whether the text is a closing and nothing else.
pub(crate) fn is_closing(text: &str) -> bool {
    let text = text.trim();
    let short = (4..=LONGEST).contains(&text.chars().count());
    let begins = FRONTS.iter().any(|front| text.starts_with(front));
    // 现将情况汇报如下: it opens.
    short && begins && !text.contains("如下") && ASKS.iter().any(|ask| text.contains(ask))
}

/// The paragraphs with each closing that ends one in a paragraph of its own, under the same number.
pub(crate) fn set_apart(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut parted = Vec::with_capacity(paragraphs.len());
    for mut paragraph in paragraphs {
        match tail(&paragraph.text) {
            Some(at) => {
                let closing = Paragraph {
                    number: paragraph.number,
                    text: paragraph.text.split_off(at),
                    ..Paragraph::default()
                };
                parted.extend([paragraph, closing]);
            }
            None => parted.push(paragraph),
        }
    }
    parted
}

/// Where the closing begins that a paragraph ends with.
fn tail(text: &str) -> Option<usize> {
    let mut ends = text.match_indices('。').map(|(at, sign)| at + sign.len());
    ends.find(|at| {
        let rest = &text[*at..];
        let mut sentences = rest
            .split('。')
            .map(str::trim)
            .filter(|one| !one.is_empty());
        !rest.trim().is_empty() && sentences.all(is_closing)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closings_are_known() {
        for (text, closes) in [
            ("以上报告，请予批评指正。", true),
            ("不妥之处，敬请批评指正。", true),
            ("请组织审查。", true),
            ("特此报告。", true),
            ("以上发言，请同志们批评帮助", true),
            ("现将情况汇报如下，请批评指正。", false),
            ("以上措施由办公室牵头落实。", false),
            ("请第三方审核公司账目。", false),
            ("审查合同12份。", false),
        ] {
            assert_eq!(is_closing(text), closes, "{text}");
        }
        let text = "每月走访1次。以上报告，请予批评指正。";
        assert_eq!(
            tail(text).map(|at| &text[at..]),
            Some("以上报告，请予批评指正。")
        );
        assert_eq!(tail("每月走访1次。每季度通报。"), None);
    }
}
