//! What is wrong with packets and ledgers of other units, as sentences.

use std::path::Path;

use super::failure::{Failure, cause};
use crate::app::packets::Unreadable;
use model::event::codec::CodecFault;
use model::handed::Handed;
use model::packet::{self, Part};

/// A unit as people name it: its name with the code.
pub(super) fn unit(handed: &Handed) -> String {
    match (&handed.code, handed.name.as_str()) {
        (Some(code), "") => code.clone(),
        (Some(code), name) => format!("{name}（{code}）"),
        (None, name) => name.to_owned(),
    }
}

/// What is wrong with what was handed up, in one clause.
pub(super) fn why(fault: &Unreadable) -> String {
    match fault {
        Unreadable::Packet(fault) => why_packet(fault),
        Unreadable::Ledger(store::Error::NotALedger(_)) => "不是台账文件".to_owned(),
        Unreadable::Ledger(store::Error::TooNew { .. }) => {
            "由更新的版本写成，请升级本程序".to_owned()
        }
        Unreadable::Ledger(store::Error::Busy) => "正被占用，读不出来".to_owned(),
        Unreadable::Ledger(_) => "台账文件读不出来，可能已损坏".to_owned(),
        Unreadable::Own(fault) => format!("没有写入：{}", why_own(fault)),
        Unreadable::File(fault) => format!("文件{}", cause(fault)),
        Unreadable::Empty => "还没有任何记录".to_owned(),
    }
}

fn why_own(fault: &store::Error) -> String {
    match fault {
        store::Error::Changed => "读的时候文件有了改动".to_owned(),
        store::Error::FileChanged(_) => "佐证材料的内容与登记的不符".to_owned(),
        other => Failure::told(other, "台账").message,
    }
}

fn why_packet(fault: &packet::Fault) -> String {
    use packet::Fault as F;
    match fault {
        F::NotAPacket => "不是上报包，也不是台账".to_owned(),
        F::Newer { .. } | F::Entry(_, CodecFault::UnknownKind(_)) => {
            "由更新的版本写成，请升级本程序".to_owned()
        }
        F::Truncated => "不完整，后面缺了一截".to_owned(),
        F::Altered(Part::Header) => "包头不是原来写的".to_owned(),
        F::Altered(Part::Evidence) => "佐证材料不是原来写的".to_owned(),
        F::Altered(Part::Entry(sequence)) => {
            format!("第 {sequence} 条或它以前的记录不是原来写的")
        }
        F::Entry(sequence, CodecFault::Malformed(_)) => format!("第 {sequence} 条记录读不出来"),
        F::TooLarge => "有大得不正常的内容".to_owned(),
        F::Io(fault) => format!("文件{}", cause(fault)),
    }
}

/// Why a packet could not be written.
pub(super) fn not_written(path: &Path, fault: packet::Fault) -> Failure {
    match fault {
        packet::Fault::Io(fault) => Failure::file(path, fault),
        packet::Fault::TooLarge => {
            Failure::request("有一条记录大得不正常，上级收不下，没有打包").of(fault)
        }
        other => Failure::damaged("台账与记录不符，没有打包")
            .hint("用 ledger verify 查看是哪里")
            .of(other),
    }
}
