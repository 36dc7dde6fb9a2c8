//! Texts of a reading that say nothing in some line, or whose document is not there.

use insta::assert_snapshot;

use super::{all, refused};
use crate::office::{MATERIAL, Office};

/// An office with a text in which one place was changed.
fn office(from: &str, to: &str) -> Office {
    let mut office = Office::with_material();
    office.done("import 材料.txt --draft 读取稿.md");
    let text = office.read("读取稿.md");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    office.file("读取稿.md", text.replace(from, to));
    office
}

#[test]
fn lines_that_say_nothing() {
    let mut said = String::new();
    for (from, to) in [
        ("（SHA-256 ", "（"),
        ("年度：2021", "年度：去年"),
        ("对象：班子", "对象：局里"),
        ("名称：", "单位名称是"),
        ("## 存在的问题", "## 查摆的问题"),
        ("## 原因剖析\n", "## 原因剖析\n### 主观上\n"),
        ("## 整改措施\n", "## 整改措施\n抓好学习\n"),
        ("- 集中学习 | 6 | 次", "- 集中学习6次"),
        ("> ”开头", "> ”开头 -->"),
        ("- 〔第8段〕流动书车跑得不勤\n", "- 〔第8段〕\n"),
        ("- 〔第8段〕流动书车跑得不勤\n", "> 流动书车跑得不勤\n"),
        ("\n## 会前数据", "- 流动书车跑得不勤\n\n## 会前数据"),
        ("把学习当任务，没有当方法。\n", "〔责任人〕周敏\n"),
        (
            "上半年只到过三个街道，远郊两个村一次也没有去。\n",
            "〔责任人〕周敏\n〔责任人〕何平\n",
        ),
        (
            "## 其他内容\n",
            "## 其他责任分工\n- 流动书车跑得不勤\n  上半年只到过三个街道。\n",
        ),
    ] {
        said += &refused(&office(from, to), "import 读取稿.md", 1);
    }
    assert_snapshot!(said, @"
    错误：读取稿 读取稿.md 第1行不再写着是哪份材料，没有导入
    提示：第一行不要改；改坏了的，用 ledger import 材料 --draft 新文件 重新写一份，把改好的各部分抄过去
    错误：读取稿 读取稿.md 第9行的年度认不出来，没有导入
    提示：写成“年度：2021”
    错误：读取稿 读取稿.md 第10行的对象认不出来，没有导入
    提示：对象写“班子”或“个人”；姓名写在“名称”一行
    错误：读取稿 读取稿.md 第11行认不出来，没有导入
    提示：“## 会前数据”以前只写年度、对象、名称、题目，各占一行，写成“年度：2021”这样
    错误：读取稿 读取稿.md 第19行的标题认不出来，没有导入
    提示：各部分的标题是：会前数据、存在的问题、原因剖析、整改措施、上年度整改情况、其他内容、其他责任分工、没有归入的文字，前面写“## ”；方面和措施的分组，前面写“### ”
    错误：读取稿 读取稿.md 第32行在“原因剖析”里写了小标题，没有导入
    提示：只有“存在的问题”（方面）和“整改措施”（分组）有小标题
    错误：读取稿 读取稿.md 第36行不知道属于哪一条，没有导入
    提示：是一条的，前面加“- ”；是上一条的具体内容，紧接着写在它下面
    错误：读取稿 读取稿.md 第15行的数据认不出来，没有导入
    提示：写成“- 谈心谈话 | 60 | 人次”这样三栏
    错误：读取稿 读取稿.md 第2行的注释没有收尾，或者收尾后面还有文字，没有导入
    提示：注释以 <!-- 开头，以 --> 收尾，后面另起一行
    错误：读取稿 读取稿.md 第26行的问题没有写是什么问题，没有导入
    提示：写上，或整行删去
    错误：读取稿 读取稿.md 第26行没有写明出自第几段，没有导入
    提示：“> ”开头的行写成“> 〔第12段未归入〕文字”；不要的整行删去
    错误：读取稿 读取稿.md 第13行写成了一条，却不在能列条目的部分里，没有导入
    提示：移到该在的部分，如“## 存在的问题”下面；不要的整行删去
    错误：读取稿 读取稿.md 第33行写了责任分工，上面却不是问题，没有导入
    提示：责任领导、责任部门、责任人、整改时限、措施写在“存在的问题”的一条下面
    错误：读取稿 读取稿.md 第28行同一样写了两遍，没有导入
    提示：每样一行；几个人、几个部门写在一行，用“、”隔开
    错误：读取稿 读取稿.md 第43行不是责任分工，没有导入
    提示：这一部分的各条下面只写〔责任领导〕〔责任部门〕〔责任人〕〔整改时限〕〔措施〕
    ");
}

#[test]
fn documents_that_are_not_there() {
    let office = office("年度：2021", "年度：2022");
    office.file("另一份.txt", MATERIAL.replace("两个村", "三个村"));
    office.file("表.csv", "存在问题\n开会多\n");
    let said = all(
        &office,
        1,
        &[
            "import 读取稿.md --original 另一份.txt",
            "import 读取稿.md --original 没有.txt",
        ],
    );
    let said = said + &refused(&office, "check 读取稿.md", 1);
    std::fs::remove_file(office.path("材料.txt")).unwrap();
    let said = said + &refused(&office, "import 读取稿.md", 1);
    let text = office.read("读取稿.md");
    office.file("读取稿.md", text.replacen("材料.txt", "../材料.txt", 1));
    let said = said + &refused(&office, "import 读取稿.md", 1);
    let usage = all(
        &office,
        2,
        &[
            "import 另一份.txt --original 材料.txt",
            "import 表.csv --draft 表.md",
        ],
    );
    assert_snapshot!(said + &usage, @"
    $ ledger import 读取稿.md --original 另一份.txt
    错误：另一份.txt 不是写读取稿 读取稿.md 时的那一份，没有导入
    提示：原件改过了的，用 ledger import 另一份.txt --draft 新文件 重新写一份；没有改的，用 --original 写明原来那一份在哪里
    $ ledger import 读取稿.md --original 没有.txt
    错误：文件 没有.txt 不存在
    错误：读取稿.md 是读取稿，不是材料
    提示：要核查的，写原件的文件名
    错误：没有找到原件 材料.txt，读取稿 读取稿.md 是照它写的，没有导入
    提示：把原件放在同一个文件夹里，或写明它在哪里：ledger import 读取稿.md --original 原件
    错误：没有找到原件 ../材料.txt，读取稿 读取稿.md 是照它写的，没有导入
    提示：把原件放在同一个文件夹里，或写明它在哪里：ledger import 读取稿.md --original 原件
    $ ledger import 另一份.txt --original 材料.txt
    错误：另一份.txt 不是读取稿，不用写 --original
    $ ledger import 表.csv --draft 表.md
    错误：表.csv 是登记表，没有读取稿
    提示：读错的，在表里改好再导入
    ");
}

#[test]
fn texts_are_not_written_over() {
    let mut office = office("年度：2021", "年度：2022");
    assert_snapshot!(office.tell("import 材料.txt --draft 读取稿.md -y
        import 材料.txt --draft 材料.txt
        import 材料.txt --draft 读取稿.docx
        import 材料.txt 读取稿.md --draft 新稿.md"), @"
    $ ledger import 材料.txt --draft 读取稿.md -y
    ! 错误：读取稿.md 是一份读取稿，里面可能有改好的内容，没有覆盖
    ! 提示：换一个文件名；确实不要了，先把它移走
    = 1
    $ ledger import 材料.txt --draft 材料.txt
    ! 错误：材料.txt 就是要读的材料，不能覆盖
    ! 提示：读取稿换一个文件名
    = 2
    $ ledger import 材料.txt --draft 读取稿.docx
    ! 错误：读取稿是文字文件，文件名用 .md 或 .txt 结尾
    = 2
    $ ledger import 材料.txt 读取稿.md --draft 新稿.md
    ! 错误：读取稿一次写一份材料的，只写一个文件
    = 2
    ");
}
