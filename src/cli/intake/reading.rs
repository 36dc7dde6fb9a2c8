//! A file from disk to a draft; what can't be read becomes a sentence with advice.

use std::io::Read as _;
use std::path::Path;

use super::Reading;
use crate::cli::failure::Failure;
use documents::document::{self, Kind, Limit, Unreadable};
use model::packet::SUFFIX;

/// What is larger is not read into memory at all.
const LARGEST: u64 = 64 << 20;

/// Reads a document once; the bytes that are hashed are the bytes that were read.
pub(in crate::cli) fn read(path: &Path) -> Result<Reading, Failure> {
    let bytes = bytes(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (draft, rows) =
        document::read_with_rows(&bytes, &name).map_err(|fault| unreadable(path, &fault))?;
    Ok(Reading {
        path: path.to_owned(),
        bytes,
        draft,
        rows,
    })
}

/// The paragraphs of a document that people edited.
pub(in crate::cli) fn read_paragraphs(path: &Path) -> Result<Vec<String>, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    document::paragraphs(&bytes(path)?, &name).map_err(|fault| unreadable(path, &fault))
}

/// The bytes of a file, read once, never more than a document may have.
pub(in crate::cli) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |fault: std::io::Error| Failure::file(path, &fault);
    let file = std::fs::File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(
            Failure::request(format!("{} 是文件夹，不是文件", path.display()))
                .hint("把其中的文件逐个写出来"),
        );
    }
    let mut bytes = Vec::new();
    // One byte more than is read at most tells that there is more.
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

/// The file's name without its folder.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The same of a file that can only be read whole.
pub(super) fn whole(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = bytes(path)?;
    if is_too_large(&bytes) {
        return Err(
            too_large(path, "").hint("另存为 UTF-8 编码的 csv 再导入，多大都可以；或分成几个文件")
        );
    }
    Ok(bytes)
}

/// The bytes of a workbook; what is far too large is refused before it is looked into.
pub(in crate::cli) fn workbook(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = bytes(path)?;
    if is_too_large(&bytes) {
        return Err(too_large(path, "不像正常的表格："));
    }
    Ok(bytes)
}

fn is_too_large(bytes: &[u8]) -> bool {
    bytes.len() as u64 > LARGEST
}

fn too_large(path: &Path, judged: &str) -> Failure {
    Failure::request(format!(
        "文件 {} {judged}超过 {} MB，没有读取",
        path.display(),
        LARGEST >> 20
    ))
}

fn unreadable(path: &Path, fault: &Unreadable) -> Failure {
    let name = path.display();
    match fault {
        Unreadable::Empty => Failure::request(format!("文件 {name} 是空的")),
        Unreadable::Foreign(kind) => foreign(path, *kind),
        Unreadable::Binary { .. } => Failure::request(format!("文件 {name} 不是文字材料"))
            .hint("可以导入的是 txt、md 和 docx 文件"),
        Unreadable::TooLarge { what, limit, .. } => {
            let (what, limit) = match what {
                Limit::File => ("文件", format!("{} MB", limit >> 20)),
                Limit::Part | Limit::Unpacked => ("展开后的内容", format!("{} MB", limit >> 20)),
                Limit::Entries => ("内含的部件", format!("{limit} 个")),
                Limit::Ratio => ("压缩的倍数", format!("{limit} 倍")),
                Limit::Depth => ("内容嵌套的层数", format!("{limit} 层")),
            };
            Failure::request(format!(
                "文件 {name} 不像正常的材料：{what}超过 {limit}，没有读取"
            ))
            .hint("在 Word 或 WPS 中打开，复制正文另存为新的 docx 再导入")
        }
        Unreadable::Damaged { .. } | Unreadable::BadXml { .. } => {
            Failure::request(format!("文件 {name} 已损坏，读不出来"))
                .hint("在 Word 或 WPS 中打开修复，另存为 docx 再导入")
        }
        Unreadable::NoText => Failure::request(format!("文件 {name} 里没有文字"))
            .hint("扫描件和照片里的字读不出来，请用有文字的那一份"),
        Unreadable::NotWord => Failure::request(format!("文件 {name} 里没有 Word 正文"))
            .hint("确认它是 Word 文件；在 Word 或 WPS 中另存为 docx 再导入"),
    }
}

fn foreign(path: &Path, kind: Kind) -> Failure {
    if path.extension().is_some_and(|suffix| suffix == SUFFIX) {
        let shown = path.display();
        return Failure::request(format!("文件 {shown} 是上报包，要汇总，不能导入"))
            .hint(format!("用 ledger gather {shown} 汇总"));
    }
    let (what, advice) = match kind {
        Kind::Doc => (
            "旧版 Word 的 .doc 文件",
            "用 Word 或 WPS 打开，另存为 .docx 后再导入",
        ),
        Kind::Wps => ("WPS 的 .wps 文件", "用 WPS 打开，另存为 .docx 后再导入"),
        Kind::Encrypted => (
            "加了密码的文件",
            "用 Word 或 WPS 打开，去掉密码，另存为 .docx 后再导入",
        ),
        Kind::Pdf => ("PDF 文件", "用 Word 或 WPS 打开，另存为 .docx 后再导入"),
        Kind::Odt => (
            "ODT 文件",
            "用 WPS 或 LibreOffice 打开，另存为 .docx 后再导入",
        ),
        Kind::Rtf => ("RTF 文件", "用 Word 或 WPS 打开，另存为 .docx 后再导入"),
        Kind::Ofd => ("OFD 版式文件", "从原稿另存为 .docx 后再导入"),
        Kind::Html => ("网页文件", "复制正文存为 txt 或 docx 后再导入"),
        Kind::Sheet => ("电子表格", "另存为 xlsx 或 csv 后再导入"),
        Kind::Slides => ("演示文稿", "可以导入的是 txt、md 和 docx 文件"),
        Kind::Zip | Kind::Archive => ("压缩包", "解压后导入其中的 docx 或 txt"),
        Kind::Picture => ("图片", "可以导入的是 txt、md 和 docx 文件"),
    };
    Failure::request(format!("文件 {} 是{what}，不能直接导入", path.display())).hint(advice)
}
