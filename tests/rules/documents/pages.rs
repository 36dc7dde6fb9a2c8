//! Web pages, as Word and WPS save them and as browsers do: their text and their encoding; and Word files that
//! are one XML, as programs write them from a template.

use documents::document::{self, Unreadable};

use super::formats::paragraphs;

#[test]
fn the_text_of_a_page_is_what_a_reader_sees() {
    for (page, read) in [
        ("<p>甲</p><p>乙<br>丙</p>", "甲|乙|丙"),
        (
            "<p>窗口\n  排队<b>太</b>久 ok\nno</p>",
            "窗口排队太久 ok no",
        ),
        (
            "<head><title>站名</title><style>p{}</style></head><body><script>'<p>'</script><p>甲&nbsp;&#20057;&lt;</p>",
            "甲 乙<",
        ),
        ("<head><title>没有关</title><body>甲", "甲"),
        (
            "<p>甲<span style='display: none'>藏</span><del>删</del><o:p></o:p><font>乙</font></p>",
            "甲乙",
        ),
        (
            "<ol><li>甲<ol><li>子</ol><li>乙</ol><ul><li>丙</ul>",
            "1.甲|（1）子|2.乙|丙",
        ),
        ("<ol start=3 type=A><li>甲<li value=9>乙</ol>", "C.甲|I.乙"),
        (
            "<ol><li>一、自己的<li><p>段一</p><p>段二</p></ol>",
            "一、自己的|2.段一|段二",
        ),
        (
            "<ol style='list-style-type:cjk-ideographic'><li>甲</ol>",
            "一、甲",
        ),
        (
            "<p class=MsoToc1>目录</p><![if !supportLists]><span style='mso-list:Ignore'>一、</span><![endif]>问题",
            "一、问题",
        ),
        (
            "<!--[if gte mso 9]><xml>设置</xml><![endif]--><pre>一行\n两行</pre>",
            "一行|两行",
        ),
        (
            "<table><tr><td>左<td><table><tr><td>里<td>面</table></table>",
            // The inner one stays a table.
            "左",
        ),
        ("</table></td></ol></p>甲</html>", "甲"),
    ] {
        let page = format!("<html>{page}");
        assert_eq!(
            paragraphs(page.as_bytes(), "a.html").join("|"),
            read,
            "{page}"
        );
    }
}

#[test]
fn a_page_is_read_in_the_encoding_it_names() {
    let page = |named: &str, encoding: &'static encoding_rs::Encoding| {
        let text = format!("<html><meta charset={named}><p>對照檢查</p>");
        encoding.encode(&text).0.into_owned()
    };
    for bytes in [
        page("big5", encoding_rs::BIG5),
        page("gb2312", encoding_rs::GBK),
        page("utf-8", encoding_rs::UTF_8),
        page("utf-16", encoding_rs::GBK),
    ] {
        assert_eq!(paragraphs(&bytes, "a.doc"), ["對照檢查"]);
    }
    let mut wrong = page("gb2312", encoding_rs::GBK);
    wrong.extend(b"\xFF\xFF<p>");
    let draft = document::read(&wrong, "a.htm").unwrap();
    let told = draft
        .doubts
        .iter()
        .any(|doubt| doubt.message.contains("GBK"));
    assert!(told, "{:?}", draft.doubts);
    let empty = document::read(b"<html><img src=x></html>", "a.htm");
    assert_eq!(empty, Err(Unreadable::NoText));
}

#[test]
fn a_word_file_that_is_one_xml_is_read_as_any_other() {
    let listed = |shown: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:listPr><w:ilvl w:val=\"0\"/><wx:t wx:val=\"{shown}\"/></w:listPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let cell = |merge: &str, text: &str| {
        format!("<w:tc><w:tcPr>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row = |cells: [String; 3]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = [
        row(["存在问题", "整改措施", "责任部门"].map(|text| cell("", text))),
        row([
            cell("<w:vmerge w:val=\"restart\"/>", "窗口排队太久"),
            cell("", "增设取号机"),
            cell("", "办公室"),
        ]),
        row([
            cell("<w:vmerge/>", ""),
            cell("", "延长午间值守"),
            cell("", "窗口科"),
        ]),
    ];
    let body = format!(
        "{}{}<w:tbl>{}</w:tbl><w:p><aml:annotation w:type=\"Word.Insertion\"><w:r><w:t>加进的</w:t></w:r></aml:annotation><aml:annotation w:type=\"Word.Comment\"><w:r><w:t>批注</w:t></w:r></aml:annotation></w:p><w:sectPr><w:hdr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr></w:sectPr>",
        listed("一、", "存在问题"),
        listed("l", "圆点后的话"),
        table.concat()
    );
    let old = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?mso-application progid=\"Word.Document\"?>\n<w:wordDocument xmlns:aml=\"a\" xmlns:w=\"w\" xmlns:wx=\"x\"><w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    );
    let parts = format!(
        "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"p\" xmlns:aml=\"a\" xmlns:w=\"w\" xmlns:wx=\"x\"><pkg:part><w:document><w:body>{body}</w:body></w:document></pkg:part><pkg:part><w:ftr><w:p><w:r><w:t>页脚</w:t></w:r></w:p></w:ftr></pkg:part></pkg:package>"
    );
    for file in [old, parts] {
        let read = paragraphs(file.as_bytes(), "a.doc");
        assert_eq!(read, ["一、存在问题", "圆点后的话", "加进的"]);
        let (_, rows) = document::read_with_rows(file.as_bytes(), "a.doc").unwrap();
        let depts = rows[0].measures.iter().map(|measure| measure.dept.clone());
        let depts: Vec<_> = depts.flatten().collect();
        assert_eq!(
            (rows.len(), depts),
            (1, vec!["办公室".to_owned(), "窗口科".to_owned()])
        );
        let cut = document::read(&file.as_bytes()[..file.len() - 20], "a.doc");
        assert!(matches!(cut, Err(Unreadable::BadXml { .. })), "{cut:?}");
    }
}
