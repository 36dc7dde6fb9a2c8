//! Reading a document into a draft.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use documents::document;
use office::docx::{self, Document, Paragraph, Part, Style};
use office::text::numeral;

/// A page of 22 lines of 28 characters.
const PAGE: usize = 22 * 28;

/// Plain text and Word, six problems and two hundred pages.
pub(crate) fn measure(criterion: &mut Criterion) {
    let (small, long) = (small(), long(200));
    let mut group = criterion.benchmark_group("outline");
    for (name, file, bytes, problems) in [
        ("six_problems_txt", "m.txt", small.clone().into_bytes(), 6),
        ("six_problems_docx", "m.docx", word(&small), 6),
        (
            "200_pages_docx",
            "l.docx",
            word(&long),
            long.matches("是值班").count(),
        ),
        (
            "200_pages_txt",
            "l.txt",
            long.clone().into_bytes(),
            long.matches("是值班").count(),
        ),
    ] {
        let read = || document::read(&bytes, file).expect("a document");
        assert_eq!(read().problems.len(), problems, "{name}");
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| black_box(read())));
    }
    group.finish();
}

/// A material of three aspects with two problems each, causes and measures.
fn small() -> String {
    let mut text = String::from(
        "南坪区中心医院领导班子2021年度民主生活会对照检查材料\n\
         按照区委通知要求，会前集中学习5次，谈心谈话18人次，征求意见建议27条。现将对照检查情况报告如下。\n\
         一、存在的主要问题\n\
         （一）带头学懂弄通方面\n\
         一是学习体会写得多、用得少。去年学完分级诊疗的文件，转诊流程一年没有动。\n\
         二是理论辅导照本宣科。四次辅导三次念稿，年轻医师说听不进去。\n\
         （二）带头服务群众方面\n\
         一是偏远村巡诊去得不勤。上半年有两个村一次也没有到。\n\
         二是意见答复慢。意见箱里有的留言过了一个月才回。\n\
         （三）带头廉洁自律方面\n\
         一是设备采购把关偏松。有两笔采购先签后审。\n\
         二是对科室负责同志提醒不经常。谈话集中在年底。\n",
    );
    text.push_str(
        "二、原因剖析\n\
         （一）学用结合的劲头不足。把学习当作任务，没有当作方法。\n\
         （二）联系群众的作风不实。坐在院里听汇报多，到村里看得少。\n\
         三、整改措施\n\
         （一）建立学习转化清单，每季度改成一件事。\n\
         （二）按月公布巡诊表，全年走遍所有的村。\n\
         （三）采购先审后签，每季度抽查一次。\n",
    );
    text
}

/// So many pages: an aspect a page and a half, three problems each.
fn long(pages: usize) -> String {
    let mut text = String::from("2021年度民主生活会对照检查材料\n一、存在的主要问题\n");
    let mut characters = 0;
    for aspect in 1.. {
        let before = text.len();
        text.push_str(&format!(
            "（{}）第{aspect}个带头方面\n",
            numeral::write(aspect)
        ));
        for item in ["一", "二", "三"] {
            let told = "交接时口头说得多、本子上记得少，比如，夜间转来的患者第二天才补登记。";
            let told = told.repeat(8);
            text.push_str(&format!("{item}是值班第{aspect}组交接不够细致。{told}\n"));
        }
        characters += text[before..].chars().count();
        if characters >= pages * PAGE {
            break;
        }
    }
    text
}

/// The same paragraphs as a Word file.
fn word(text: &str) -> Vec<u8> {
    let paragraph = |line| Part::Paragraph(Paragraph::plain(Style::Body, line));
    let document = Document {
        parts: text.lines().map(paragraph).collect(),
        ..Document::default()
    };
    docx::write(&document)
}
