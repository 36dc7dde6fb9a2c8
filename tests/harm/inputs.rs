//! What is given to be read and is no file: refused at once, before anybody has to wait.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::office::{LEDGER, Office, Ran};

/// Every verb that reads a file; `{}` is what is given. What stands behind is the ending that makes the
/// verb look into it, where it goes by the name.
const READERS: &[(&str, &str)] = &[
    ("import {} --year 2021 --subject 班子 -y", "txt"),
    ("import {} --year 2021 --subject 班子 -y", "docx"),
    ("import {} --year 2021 --subject 班子 -y", "doc"),
    ("import {} --year 2021 --subject 班子 -y", "odt"),
    ("import {} --year 2021 --subject 班子 -y", "html"),
    ("import {} --year 2021 -y", "csv"),
    ("import {} --year 2021 -y", "xlsx"),
    ("import {} --dry-run", "txt"),
    ("import {} --draft 新稿.md", "txt"),
    ("import 读取稿.md --original {}", "txt"),
    ("collect {} -y", "xlsx"),
    ("collect {} -y", "ledgerreview"),
    ("clear --handed-to {} -y", "db"),
    ("gather {}", "ledgerpack"),
    ("gather {}", "db"),
    ("gather {} --replace A01 --reason 换", "ledgerpack"),
    ("join {} -y", "db"),
    ("attach 1 {}", "jpg"),
    ("log 1 办了 --evidence {}", "jpg"),
    ("close 1 --outcome 改了 --evidence {}", "jpg"),
    ("restore {} -y", "db"),
    ("restore {} --salvage -y", "db"),
    ("backup {}", "db"),
    ("check {}", "docx"),
    ("check {} --year 2022", "txt"),
    ("report --year 2022 --take {} -y", "docx"),
    ("export --template {} -o 表.xlsx", "xlsx"),
    ("stats --by unit --expected {}", "txt"),
    ("verify --db {}", "db"),
    ("list --db {}", "db"),
];

/// Runs the ledger, no longer than that.
fn within(office: &Office, line: &str, most: Duration) -> Option<Ran> {
    let words = line.split(' ').collect::<Vec<_>>();
    let mut command = office.command(env!("CARGO_BIN_EXE_ledger"));
    let mut child = command
        .args(words)
        .env("LEDGER_WAIT", "0")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while begun.elapsed() < most {
        if child.try_wait().unwrap().is_some() {
            return Some(Ran::of(child.wait_with_output().unwrap()));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let office = Office::with_material();
    office.say("import 材料.txt --draft 读取稿.md").ok();
    let before = office.db_bytes();
    for (line, ending) in READERS {
        let name = |what: &str| format!("{what}.{ending}");
        for what in ["管道", "文件夹", "套接字", "设备", "链接"] {
            let _ = std::fs::remove_file(office.path(&name(what)));
            let _ = std::fs::remove_dir(office.path(&name(what)));
        }
        let fifo = Command::new("mkfifo")
            .arg(office.path(&name("管道")))
            .status();
        assert!(fifo.unwrap().success());
        std::fs::create_dir(office.path(&name("文件夹"))).unwrap();
        let _socket = UnixListener::bind(office.path(&name("套接字"))).unwrap();
        symlink("/dev/zero", office.path(&name("设备"))).unwrap();
        symlink(name("管道"), office.path(&name("链接"))).unwrap();
        for what in ["管道", "文件夹", "套接字", "设备", "链接"] {
            // A folder is looked through, or written into.
            if what == "文件夹" && (line.starts_with("gather {}") || line.starts_with("backup"))
            {
                continue;
            }
            let line = line.replace("{}", &name(what));
            let Some(ran) = within(&office, &line, Duration::from_secs(5)) else {
                panic!("{line} waits");
            };
            assert_ne!(ran.code, 0, "{line}: {}{}", ran.out, ran.err);
            assert!(
                ran.err.contains(&name(what)) || ran.out.contains(&name(what)),
                "{line}: {}{}",
                ran.out,
                ran.err
            );
            assert!(!ran.err.contains("os error"), "{line}: {}", ran.err);
            assert!(office.db_bytes() == before, "{line}");
        }
    }
    assert!(!office.path("台账.db-journal").exists());
}

/// Own phrases are files, too.
#[test]
fn phrases_that_are_no_file_are_refused() {
    let office = Office::with_material();
    office.say("report --init-templates 用语").ok();
    office.say("config report.templates 用语").ok();
    let own = office.path("用语/section.txt");
    std::fs::remove_file(&own).unwrap();
    let fifo = Command::new("mkfifo").arg(&own).status();
    assert!(fifo.unwrap().success());
    let ran =
        within(&office, "report --year 2022", Duration::from_secs(5)).expect("it does not wait");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("是管道或设备，不是文件"), "{}", ran.err);
}

/// What is piped in is read as it always was.
#[test]
fn what_is_piped_in_is_read() {
    use std::io::Write as _;
    let office = Office::new();
    let mut command = office.command(env!("CARGO_BIN_EXE_ledger"));
    let mut child = command
        .args([
            "import",
            "/dev/stdin",
            "--year",
            "2021",
            "--subject",
            "班子",
            "-y",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(crate::office::MATERIAL.as_bytes()).unwrap();
    drop(stdin);
    Ran::of(child.wait_with_output().unwrap()).ok();
    assert!(office.say("list").ok().contains("读书笔记写得多"));
}

/// While a slow file is read, others write: strace makes every read of it slow.
#[test]
fn nobody_waits_while_a_file_is_read() {
    if !crate::crash::traces("slow files") {
        return;
    }
    let mut office = Office::with_material();
    office.file("照片.jpg", vec![7; 300_000]);
    let row = |n| format!("2021,第{n}件事,办公室,{}\n", "逐项去办，".repeat(60));
    let rows: String = (0..1300).map(row).collect();
    office.file(
        "长表.csv",
        format!("年度,存在问题,责任部门,整改措施\n{rows}"),
    );
    let theirs = |line: &str| {
        office
            .say(&format!("--db 分馆.db --actor 何平 {line}"))
            .ok()
    };
    theirs("init --name 分馆");
    theirs("add 分馆的事 --year 2021");
    theirs("attach 1 照片.jpg");
    theirs("pack -o 分馆.ledgerpack --with-evidence");
    office.variable("LEDGER_WAIT", "1");
    for (file, line) in [
        ("照片.jpg", "attach 3 照片.jpg"),
        ("照片.jpg", "log 1 办了 --evidence 照片.jpg"),
        ("照片.jpg", "close 2 --outcome 改了 --evidence 照片.jpg"),
        ("长表.csv", "import 长表.csv -y"),
        ("分馆.ledgerpack", "gather 分馆.ledgerpack"),
    ] {
        let path = std::fs::canonicalize(office.path(file)).unwrap();
        let path = path.to_str().unwrap().to_owned();
        let log = tempfile::NamedTempFile::new().unwrap();
        let with = ["-f", "-qq", "-y", "-xx", "-o", log.path().to_str().unwrap()];
        let calls = [
            "-e",
            "trace=read,pread64,fcntl,copy_file_range,sendfile,splice,pwrite64,unlink",
        ];
        let mut command = office.command("strace");
        command
            .args(with)
            .args(calls)
            .arg(env!("CARGO_BIN_EXE_ledger"));
        let ran = Ran::of(command.args(line.split(' ')).output().unwrap());
        assert_eq!(ran.code, 0, "{line}: {}", ran.err);
        let log = std::fs::read_to_string(log.path()).unwrap();
        let hex = |text: &str| {
            text.bytes()
                .map(|byte| format!("\\x{byte:02x}"))
                .collect::<String>()
        };
        let (source, ledger) = (format!("<{}>", hex(&path)), hex(LEDGER));
        let mut locked = false;
        let mut reads = 0;
        for call in log.lines() {
            // The lock to write begins with the byte of the reserved one, and ends with the journal.
            if call.contains("F_WRLCK")
                && call.contains("l_start=1073741825")
                && call.contains(&ledger)
            {
                locked = true;
            }
            locked &= !call.contains("F_UNLCK");
            if call.contains(&source) && !call.contains("fcntl") {
                reads += 1;
                assert!(!locked, "{line}: {call}");
            }
        }
        assert!(reads > 0, "{line}: the file is read");
    }
}
