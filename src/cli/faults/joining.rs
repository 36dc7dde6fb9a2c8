//! Why a copy of the ledger can't be joined.

use std::path::Path;

use crate::app::join::NotJoined;
use crate::cli::failure::Failure;
use store::Error;

/// The sentence, with what helps.
pub(super) fn refused(path: &Path, why: NotJoined) -> Failure {
    let file = path.display();
    match why {
        NotJoined::Itself => {
            Failure::request("这就是现在的台账文件，不用合并").hint("写另外那份副本的文件名")
        }
        NotJoined::Unreadable(Error::Missing(_)) => {
            Failure::request(format!("文件 {file} 不存在，或还不是台账"))
        }
        NotJoined::Unreadable(fault @ Error::NotALedger(_)) => {
            Failure::request(format!("{file} 不是台账文件"))
                .hint("合并的是同一本台账的副本；别的单位的台账或上报包，用 ledger gather 汇总")
                .of(fault)
        }
        NotJoined::Unreadable(fault) => Failure::store(fault, path),
        NotJoined::Damaged => Failure::request(format!(
            "副本 {file} 校验不过，可能已损坏，没有合并，台账未作任何改动"
        ))
        .hint(format!("用 ledger verify --db {file} 看是哪里"))
        .hint(format!(
            "取出其中接得上的：ledger --db 抢救.db restore {file} --salvage，再合并 抢救.db"
        )),
        NotJoined::Another { ours, theirs } => Failure::request(format!(
            "{file} 不是这本台账的副本，没有合并：这里是{ours}，那里是{theirs}"
        ))
        .hint("别的单位的台账用 ledger gather 汇总；要并到一本里的，用 ledger export 导出再 ledger import 导入"),
        NotJoined::Beginning { more } => Failure::request(format!(
            "这里没有自己的新记录，只是较旧的一份：副本 {file} 接着往下又记了 {more} 条，不用合并"
        ))
        .hint(format!("直接换上副本：ledger restore {file}")),
    }
}
