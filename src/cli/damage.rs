//! Damage told to people: what is wrong, since when it can be known, what to do now.

use super::backups::{self, Whole};
use super::context::Context;
use super::failure::Failure;
use model::event::TextField;
use model::status::StatusKind;
use store::{Fault, Place, Verification};

/// More than this is one damage told many times.
const SHOWN: usize = 20;

/// A ledger that is not as recorded.
pub(super) fn failure(context: &Context, found: &Verification) -> Failure {
    let count = found.faults.len() as u64 + found.further;
    let mut failure = Failure::damaged(format!(
        "台账与记录不符，共 {count} 处{}。最先的一处：{}",
        if count > SHOWN as u64 {
            "（列出前 20 处）"
        } else {
            ""
        },
        found.faults.first().map(sentence).unwrap_or_default()
    ));
    for fault in sentences(found).into_iter().skip(1) {
        failure = failure.hint(fault);
    }
    if found.history_stands() {
        return failure.hint(
            "留痕完好，可以照它改正：用 ledger verify --rebuild 重新生成，现在的文件会留在旁边",
        );
    }
    advise(context, failure)
}

/// What is not as recorded, as many as are told.
pub(super) fn sentences(found: &Verification) -> Vec<String> {
    found.faults.iter().take(SHOWN).map(sentence).collect()
}

/// A ledger that SQLite can't even read.
pub(super) fn unreadable(context: &Context) -> Failure {
    let failure = Failure::damaged(format!(
        "台账 {} 读不出来，文件结构已经损坏",
        context.db.display()
    ));
    advise(context, failure)
}

/// A ledger whose head says that it is of another version.
pub(super) fn altered(context: &Context, fault: store::Error) -> Failure {
    let mut failure = Failure::store(fault, &context.db);
    failure.hints.clear();
    advise(context, failure)
}

/// What to do now.
fn advise(context: &Context, failure: Failure) -> Failure {
    let failure = failure.hint("先不要再往这份台账里记；还原时它会改名留在旁边，备查，不要删");
    let salvage = format!(
        "备份以后记的，用 ledger restore {} --salvage 可以从坏文件里取出接得上的，并列出缺什么",
        context.db.display()
    );
    let Some(Whole {
        path,
        found,
        made,
        last,
    }) = backups::newest_whole(context)
    else {
        return failure.hint(
            "没有找到完好的备份。找到备份后，用 ledger verify --db 备份文件 逐份校验，再用 ledger restore 备份文件 还原",
        )
        .hint(salvage.replace("备份以后记的", "没有备份的"));
    };
    let days = (context.stamp.when.naive_local() - made).num_days();
    let last = last.map_or_else(String::new, |at| format!("，最后一条记于{at}"));
    failure
        .hint(format!(
            "最近一份完好的备份是{}（{}）做的，{} 条记录{last}，刚校验过：{}。改动或损坏发生在做这份备份以后",
            made.format("%Y年%-m月%-d日 %H:%M"),
            backups::ago(days),
            found.entries,
            path.display()
        ))
        .hint(format!("用 ledger restore {} 还原", path.display()))
        .hint("这份备份以后记的，还原后用 ledger history --db 留下的“还原前”文件 查看，照着补记")
        .hint(salvage)
}

fn sentence(fault: &Fault) -> String {
    let whose = fault
        .unit
        .as_ref()
        .map_or_else(String::new, |unit| format!("汇总来的单位 {unit}："));
    format!("{whose}{}", of_the_history(fault))
}

fn of_counting(tasks: &std::ops::RangeInclusive<u32>) -> String {
    let (first, last) = (tasks.start(), tasks.end());
    format!("第 {first} 至 {last} 项任务的统计用数据与留痕不一致")
}

/// Damage of entries, tasks and kept bytes.
fn of_the_history(fault: &Fault) -> String {
    let Fault {
        place,
        found,
        expected,
        ..
    } = fault;
    let (found, expected) = for_people(place, found, expected);
    let change = match (found.is_empty(), expected.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("（现为“{found}”）"),
        (true, false) => format!("（应为“{expected}”，现为空）"),
        (false, false) => format!("（应为“{expected}”，现为“{found}”）"),
    };
    match place {
        Place::EntriesMissing(gone) if gone.start() == gone.end() => {
            format!("第 {} 条记录不见了", gone.start())
        }
        Place::EntriesMissing(gone) => {
            format!("第 {} 至 {} 条记录不见了", gone.start(), gone.end())
        }
        Place::EntryDigest(sequence) => {
            format!(
                "第 {sequence} 条记录的摘要对不上，它或它以前的记录被改动、插入或删去过{change}"
            )
        }
        Place::ErasedUnsaid(sequence) => {
            format!("第 {sequence} 条记录的文字没有了，留痕中没有销毁的记录，它的摘要也就对不上")
        }
        Place::NotErased(sequence) => {
            format!("第 {sequence} 条记录按留痕已经销毁，文字却还在（或被放了回来）")
        }
        Place::ErasureWrong(sequence) => {
            format!("第 {sequence} 条记录说销毁了另一条，与那一条现在的样子对不上")
        }
        Place::EntryText(sequence) => format!("第 {sequence} 条记录的正文读不出来{change}"),
        Place::EntryColumn(sequence, column) => {
            let word = entry_word(column);
            format!("第 {sequence} 条记录的“{word}”（{column}）与正文不一致{change}")
        }
        Place::TaskColumn(number, column) => {
            let word = task_word(column);
            format!("第 {number} 项任务的“{word}”（{column}）与留痕不一致{change}")
        }
        Place::Standing(tasks) => of_counting(tasks),
        Place::TaskMissing(number) => format!("第 {number} 项任务不见了，留痕中还有它"),
        Place::TaskExtra(number) => format!("第 {number} 项任务没有任何留痕，不是由本程序登记的"),
        Place::Bytes(digest) => {
            format!("文件 {}… 的内容被改动过{change}", &digest.to_string()[..16])
        }
        Place::BytesMissing(digest) => {
            format!(
                "文件 {}… 的内容不见了，留痕中没有销毁的记录",
                &digest.to_string()[..16]
            )
        }
        other => of_the_file(other),
    }
}

/// Both values as a clerk can compare them: digests cut, states in words, of long texts and lists
/// only where they differ.
fn for_people(place: &Place, found: &str, expected: &str) -> (String, String) {
    match place {
        Place::EntryDigest(_) | Place::Bytes(_) => (short(found), short(expected)),
        Place::TaskColumn(_, "status") => (status_word(found), status_word(expected)),
        _ => differing(found, expected),
    }
}

fn short(digest: &str) -> String {
    match digest.get(..16) {
        Some(begin) => format!("{begin}…"),
        None => digest.to_owned(),
    }
}

fn status_word(code: &str) -> String {
    match StatusKind::from_code(code) {
        Some(kind) => kind.word().to_owned(),
        None => code.to_owned(),
    }
}

/// Characters told on either side of a difference.
const AROUND: usize = 8;

/// The parts of two texts that differ, with a little around them; short texts whole.
fn differing(one: &str, other: &str) -> (String, String) {
    let texts = [one, other].map(|text| text.chars().collect::<Vec<char>>());
    let [one, other] = [&texts[0], &texts[1]];
    if one.len().max(other.len()) <= 3 * AROUND || one.is_empty() || other.is_empty() {
        return (one.iter().collect(), other.iter().collect());
    }
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let begin = one.iter().zip(other).take_while(same).count();
    let shorter = one.len().min(other.len()) - begin;
    let backwards = one.iter().rev().zip(other.iter().rev());
    let end = backwards.take(shorter).take_while(same).count();
    let part = |text: &[char]| {
        let (from, to) = (
            begin.saturating_sub(AROUND),
            (text.len() - end + AROUND).min(text.len()),
        );
        let cut = |is: bool| if is { "…" } else { "" };
        let middle: String = text[from..to].iter().collect();
        format!("{}{middle}{}", cut(from > 0), cut(to < text.len()))
    };
    (part(one), part(other))
}

/// Damage of the file around history and tasks.
fn of_the_file(place: &Place) -> String {
    match place {
        Place::BytesExtra(digest) => format!(
            "文件 {}… 没有任何留痕，不是由本程序存入的",
            &digest.to_string()[..16]
        ),
        Place::BytesSize(digest) => {
            format!("文件 {}… 记下的大小不对", &digest.to_string()[..16])
        }
        Place::Stray(table) => {
            let what = match *table {
                "entry" => "记录",
                "task" => "任务",
                "standing" => "统计用数据",
                _ => "单位",
            };
            format!("有不属于任何位置的{what}")
        }
        Place::Unit => "登记的单位与留痕不一致，有汇总来的单位被添加、删去或改动过".to_owned(),
        Place::UnitHistory => "留痕的末尾不是汇总时的末尾，有记录被删去或添加过".to_owned(),
        Place::OwnUnit(column) => format!("本单位的登记与留痕不一致（{column}），被改动过"),
        Place::ReceiptsMissing(gone) if gone.start() == gone.end() => {
            format!("第 {} 条收发和备份的登记不见了", gone.start())
        }
        Place::ReceiptsMissing(gone) => format!(
            "第 {} 至 {} 条收发和备份的登记不见了",
            gone.start(),
            gone.end()
        ),
        Place::Files(kept) if kept.start() == kept.end() => {
            format!("存入的第 {} 个文件被删去、换过，或是添加的", kept.start())
        }
        Place::Files(kept) => format!(
            "存入的第 {} 至 {} 个文件中，有的被删去、换过或添加过",
            kept.start(),
            kept.end()
        ),
        Place::Receipt(id) => {
            format!("第 {id} 条收发和备份的登记对不上，它或它以前的登记被改动、插入或删去过")
        }
        Place::Schema(name) => format!("台账文件的结构被改动过（{name}）"),
        Place::Header => "台账文件的开头被改动过".to_owned(),
        Place::Index => "台账文件的索引与内容不一致，文件有损坏".to_owned(),
        _ => "台账文件自身有损坏".to_owned(),
    }
}

fn entry_word(column: &str) -> &'static str {
    match column {
        "unit" => "单位",
        "sequence" | "id" => "记录号",
        "task" => "任务编号",
        "at" => "时间",
        "who" => "经办人",
        _ => "事项",
    }
}

fn task_word(column: &str) -> &'static str {
    const WORDS: [(&str, &str); 27] = [
        ("unit", "单位"),
        ("number", "编号"),
        ("year", "年度"),
        ("subject", "对象"),
        ("status", "状态"),
        ("due", "到期日"),
        ("term", "整改类型"),
        ("deadline", "整改时限"),
        ("wording_entry", "报送表述的记录号"),
        ("prior", "前项"),
        ("origin_document", "来源材料"),
        ("origin_paragraph", "来源段落"),
        ("next_check", "下次检查"),
        ("status_on", "状态日期"),
        ("verifier", "审核人"),
        ("basis", "销号依据"),
        ("register", "原台账"),
        ("merged_into", "并入"),
        ("raised_on", "登记日期"),
        ("co_depts", "配合部门"),
        ("examples", "事例"),
        ("measures", "整改措施"),
        ("progress", "进展情况"),
        ("evidence", "佐证材料"),
        ("extensions", "延期"),
        ("returns", "退回"),
        ("reopenings", "恢复整改"),
    ];
    if let Some(field) = TextField::from_code(column) {
        return field.word();
    }
    WORDS
        .iter()
        .find(|(known, _)| *known == column)
        .map_or("内部栏", |(_, word)| word)
}
