//! Web pages, as Word and WPS save them and as browsers do: their text and their encoding.

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
