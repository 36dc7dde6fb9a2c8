//! Documents that hold, repeat or nest more than any material.

use super::corpus::archive;

/// Documents that are refused.
pub(crate) fn refused() -> Vec<(String, Vec<u8>)> {
    let mut all = texts();
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let numbered = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>慢</w:t></w:r></w:p>";
    let numbers = format!(
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"4294967290\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>",
        "%1".repeat(5_000)
    );
    let cells =
        "<w:tc><w:tcPr><w:gridSpan w:val=\"4294967295\"/></w:tcPr><w:p/></w:tc>".repeat(200);
    let table = format!(
        "<w:tbl>{}</w:tbl>",
        format!("<w:tr>{cells}</w:tr>").repeat(2_000)
    );
    all.extend([
        (
            "二十万段.docx",
            word(&paragraph("1.窗口办理慢").repeat(200_000), ""),
        ),
        (
            "四十万换行.docx",
            word(
                &format!(
                    "<w:p>{}</w:p>",
                    "<w:r><w:t>问题</w:t><w:br/></w:r>".repeat(400_000)
                ),
                "",
            ),
        ),
        ("编号膨胀.docx", word(&numbered.repeat(19_000), &numbers)),
        ("四十万格.docx", word(&table, "")),
    ]);
    named(all)
}

/// The same as text.
fn texts() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("百万短行.txt", "问题一\n".repeat(1_000_000).into_bytes()),
        (
            "五十万问题.txt",
            format!("一、存在问题\n{}", "1.窗口办理慢\n".repeat(500_000)).into_bytes(),
        ),
        (
            "四十万行表.md",
            format!(
                "|序号|存在问题|\n|-|-|\n{}",
                "|1|窗口办理慢|\n".repeat(400_000)
            )
            .into_bytes(),
        ),
        (
            "三十万栏表.md",
            format!(
                "|{}\n|{}\n",
                "存在问题|".repeat(300_000),
                "-|".repeat(300_000)
            )
            .into_bytes(),
        ),
        (
            "一万个问题.md",
            format!(
                "|序号|存在问题|\n|-|-|\n{}",
                "|1|窗口办理慢|\n".repeat(10_000)
            )
            .into_bytes(),
        ),
    ]
}

/// Documents that may be read or not, but in no more time and memory than others.
pub(crate) fn taken() -> Vec<(String, Vec<u8>)> {
    let boxes = format!(
        "{}{}{}",
        "<w:p>".repeat(200),
        "<w:r><w:t>x</w:t></w:r>",
        "</w:p>".repeat(200)
    );
    let nested = format!(
        "{}<w:p><w:r><w:t>{}</w:t></w:r></w:p>{}",
        "<w:tbl><w:tr><w:tc>".repeat(60),
        "x".repeat(20_000),
        "</w:tc></w:tr></w:tbl>".repeat(60)
    );
    named(vec![
        ("文本框套文本框.docx", word(&boxes, "")),
        ("表格套表格.docx", word(&nested.repeat(40), "")),
        (
            "一段十几万字.docx",
            word(
                &format!(
                    "<w:p>{}</w:p>",
                    "<w:r><w:t>窗口办理慢。</w:t></w:r>".repeat(30_000)
                ),
                "",
            ),
        ),
        ("一行三十万字.txt", "窗口办理慢".repeat(60_000).into_bytes()),
        (
            "层层列表.md",
            (0..1_000)
                .map(|n| format!("{}- 问题\n", "  ".repeat(n)))
                .collect::<String>()
                .into_bytes(),
        ),
        (
            "层层引用.md",
            format!("{}x\n{}\n", "> ".repeat(200_000), "#".repeat(500_000)).into_bytes(),
        ),
    ])
}

fn named(all: Vec<(&str, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let all = all.into_iter();
    all.map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

fn word(body: &str, numbering: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("word/document.xml", document.as_bytes())];
    if !numbering.is_empty() {
        parts.push(("word/numbering.xml", numbering.as_bytes()));
    }
    archive(&parts)
}
