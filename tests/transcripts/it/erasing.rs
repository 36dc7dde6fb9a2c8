//! Erasing for good.

use model::digest::Digest;

use crate::office::{MATERIAL, Office};

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn erased_bytes_are_gone_from_the_file() {
    let office = Office::with_material();
    let secret = "保密内容".repeat(3000);
    office
        .file("误传.txt", &secret)
        .file("照片.jpg", "JPG-JPG-JPG");
    office.say("attach 1 误传.txt 照片.jpg").ok();
    let digest = Digest::of(secret.as_bytes()).to_string();
    assert!(contains(&office.db_bytes(), "保密内容".as_bytes()));
    let ran = office.run(["expunge", &digest[..8], "--reason", "误传", "-y"]);
    assert!(ran.err.contains("以前的备份"), "{}", ran.err);
    ran.ok();
    assert!(!contains(&office.db_bytes(), "保密内容".as_bytes()));
    let told = office.say("verify").ok();
    assert!(told.contains("另有 1 个文件的内容按留痕已销毁"), "{told}");
    assert!(office.say("history").ok().contains("误传"));
    // Not twice, not again, not undone; small bytes that stand within a row go as well.
    let again = office.run(["expunge", &digest, "--reason", "误传", "-y"]);
    assert!(again.err.contains("已经销毁过了"), "{}", again.err);
    let again = office.say("attach 2 误传.txt");
    assert!(again.err.contains("不再存入台账"), "{}", again.err);
    assert_eq!(office.say("undo").code, 1);
    let small = Digest::of(b"JPG-JPG-JPG").to_string();
    office
        .run(["expunge", &small[..12], "--reason", "误传", "-y"])
        .ok();
    assert!(!contains(&office.db_bytes(), b"JPG-JPG-JPG"));
    office.say("verify").ok();
}

#[test]
fn a_document_goes_with_what_was_read_from_it() {
    let office = Office::with_material();
    let document = Digest::of(MATERIAL.as_bytes()).to_string();
    let line = MATERIAL
        .lines()
        .rfind(|line| line.chars().count() > 30)
        .unwrap();
    let part: String = line.chars().skip(5).take(20).collect();
    assert!(contains(&office.db_bytes(), part.as_bytes()));
    office
        .run(["expunge", &document[..10], "--reason", "误传", "-y"])
        .ok();
    assert!(
        office
            .say("verify")
            .ok()
            .contains("另有 2 个文件的内容按留痕已销毁"),
    );
    let kept: i64 = office
        .sqlite()
        .query_row(
            "select count(*) from blob where bytes is not null",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(kept, 0);
    office.say("show 1").ok();
}

#[test]
fn which_bytes_to_erase_must_be_clear() {
    let office = Office::with_material();
    for (digest, code, why) in [
        ("0123456", 2, "不是摘要"),
        ("xyzxyzxyz", 2, "不是摘要"),
        ("0123456789", 1, "没有摘要以 0123456789 开头"),
    ] {
        let ran = office.run(["expunge", digest, "--reason", "误传", "-y"]);
        assert_eq!(ran.code, code, "{}", ran.err);
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}
