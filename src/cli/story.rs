//! Entries told to people: one clause each; and as JSON.

use serde_json::{Value, json};

use model::digest::CheckCode;
use model::entry::Entry;
use model::erased::ERASED;
use model::event::{Change, Event, LedgerEvent, Progressed, TaskEvent};
use model::handed::Gathered;
use model::handover::Succession;
use model::institution::Institution;
use model::joined::Joined;
use model::restored::{Restored, Salvaged};
use model::review::Review;
use model::status::{Basis, Closure};
use store::Recorded;

/// What happened, in one clause.
pub(super) fn tell(event: &Event) -> String {
    match event {
        Event::Task(event) => task(event),
        Event::Ledger(event) => ledger(event),
    }
}

/// The same of an entry, with where it was first made if a join took it over.
pub(super) fn tell_entry(entry: &Entry) -> String {
    let told = tell(&entry.event);
    match &entry.origin {
        Some(origin) => format!(
            "{told}（并自副本第 {} 条，{} {} 记）",
            origin.sequence,
            origin.who,
            origin.when.format("%Y-%m-%d %H:%M")
        ),
        None => told,
    }
}

/// The entry as DESIGN has it for `history` and `show`.
pub(super) fn json(recorded: &Recorded) -> Value {
    let entry = &recorded.entry;
    let mut told = json!({
        "sequence": entry.sequence,
        "task": entry.task,
        "when": entry.stamp.when.to_rfc3339(),
        "who": entry.stamp.who,
        "kind": entry.event.kind(),
        "body": recorded.body,
        "digest": recorded.digest.to_string(),
    });
    if let Some(origin) = &entry.origin {
        told["origin"] = json!({
            "sequence": origin.sequence,
            "when": origin.when.to_rfc3339(),
            "who": origin.who,
            "digest": origin.digest.to_string(),
        });
    }
    told
}

fn task(event: &TaskEvent) -> String {
    match event {
        TaskEvent::Raised(raised) => format!("登记：{}", raised.card.problem),
        TaskEvent::Edited(changes) => {
            let changes: Vec<String> = changes.iter().map(change).collect();
            format!("修改：{}", changes.join("；"))
        }
        TaskEvent::Progressed(noted) => progressed(noted),
        TaskEvent::Attached(piece) => format!("添佐证：{}", piece.name),
        TaskEvent::Submitted { outcome, .. } => format!("申请销号{}", after(outcome.as_ref())),
        TaskEvent::Returned { opinion, .. } => format!("退回：{opinion}"),
        TaskEvent::Closed { closure, outcome } => closed(closure, outcome.as_ref()),
        TaskEvent::Reopened { reason, .. } => format!("恢复整改：{reason}"),
        TaskEvent::Extended {
            deadline,
            reason,
            approved_by,
            ..
        } => {
            let by = approved_by
                .as_ref()
                .map_or_else(String::new, |by| format!("，{by}批准"));
            format!("延期至{}{by}：{reason}", deadline.told())
        }
        TaskEvent::Voided(voiding) => {
            let into = voiding
                .into
                .map_or_else(String::new, |into| format!("，并入第 {into} 项"));
            format!("作废{into}：{}", voiding.reason)
        }
        TaskEvent::Withdrawn { entry, reason } => format!("撤回第 {entry} 条记录：{reason}"),
        TaskEvent::Linked { prior } => format!("关联往年第 {prior} 项"),
        TaskEvent::ProposalRejected { text } => format!("认定此措施不对应：{text}"),
        TaskEvent::Reviewed(review) => format!(
            "上级复核（{}，{}）{}{}",
            review.by,
            review.on,
            verdict(review.accepted),
            after(review.opinion.as_ref())
        ),
    }
}

fn ledger(event: &LedgerEvent) -> String {
    match event {
        LedgerEvent::UnitNamed(card) => format!("建账：{}", card.name),
        LedgerEvent::Configured {
            key,
            value: Some(value),
        } => format!("设置 {key} 为 {value}"),
        LedgerEvent::Configured { key, value: None } => format!("设置 {key} 恢复默认"),
        LedgerEvent::MeetingSet(meeting) => format!("记会议：{}", meeting.title()),
        LedgerEvent::MemberSet(member) => format!("记班子成员：{}", member.name),
        LedgerEvent::MemberRemoved { name } => format!("班子成员不再列入：{name}"),
        LedgerEvent::Reviewed(review) => reviewed(review),
        LedgerEvent::Succeeded(Succession { name, by, on }) => {
            format!("交接：{name}的工作由{by}接手（{on}）")
        }
        LedgerEvent::DocumentRead(document) => {
            format!(
                "导入：{}（{}年度，{}）",
                document.name, document.year, document.subject
            )
        }
        LedgerEvent::Expunged { sha256, reason } => {
            format!("销毁内容 {}…：{reason}", &sha256.to_string()[..16])
        }
        LedgerEvent::EntryErased(erasure) => {
            format!("销毁第 {} 条记录的文字：{}", erasure.code(), erasure.reason)
        }
        LedgerEvent::Restored(restored) => story_of_restore(restored),
        LedgerEvent::Salvaged(salvaged) => story_of_salvage(salvaged),
        LedgerEvent::Rebuilt(rebuilt) => format!(
            "重建：照留痕重新生成，改正 {} 处，原来的文件留作 {}",
            rebuilt.places, rebuilt.kept
        ),
        LedgerEvent::Joined(joined) => story_of_join(joined),
        LedgerEvent::Withdrawn { entry, reason } => format!("撤回第 {entry} 条记录：{reason}"),
        LedgerEvent::Gathered(gathered) => {
            format!(
                "汇总：{}，{} 条记录",
                unit(gathered),
                gathered.handed.entries
            )
        }
        LedgerEvent::SetAside { gathered, at } => format!(
            "另存：{}的留痕从第 {at} 条起与已收的不一致，没有采用",
            unit(gathered)
        ),
        LedgerEvent::Replaced {
            gathered, reason, ..
        } => format!("替换：{}的留痕换成新交来的一份：{reason}", unit(gathered)),
    }
}

fn reviewed(review: &Review) -> String {
    format!(
        "复核 {}-{}（{}）{}{}",
        review.unit,
        review.number,
        review.on,
        verdict(review.accepted),
        after(review.opinion.as_ref())
    )
}

fn story_of_restore(restored: &Restored) -> String {
    let code = |code: &Option<CheckCode>| {
        code.as_ref()
            .map_or_else(String::new, |code| format!("（校验码 {code}）"))
    };
    let kept = restored.kept.as_ref().map_or_else(String::new, |kept| {
        format!("，原来的台账{}留作 {kept}", code(&restored.replaced))
    });
    format!(
        "还原：用备份 {}{}{kept}",
        restored.from,
        code(&restored.code)
    )
}

fn story_of_join(joined: &Joined) -> String {
    let decided = match joined.decided.len() {
        0 => String::new(),
        decided => format!("，都改过的 {decided} 处已定"),
    };
    format!(
        "合并副本：{}（校验码 {}），前 {} 条两边相同{decided}",
        joined.from, joined.code, joined.common
    )
}

fn story_of_salvage(salvaged: &Salvaged) -> String {
    let restored = &salvaged.restored;
    let entries = restored.code.as_ref().map_or(0, |code| code.entries);
    let lost = match salvaged.last.saturating_sub(entries) {
        0 => String::new(),
        lost => format!("，其后 {lost} 条没有接上"),
    };
    let bytes = match salvaged.lost.len() {
        0 => String::new(),
        bytes => format!("，{bytes} 个文件的内容已失"),
    };
    let kept = restored.kept.as_ref();
    let kept = kept.map_or_else(String::new, |kept| format!("，原来的台账留作 {kept}"));
    format!(
        "抢救：从损坏的 {} 中取出 {entries} 条记录{lost}{bytes}{kept}",
        restored.from
    )
}

/// A unit as people name it: its name with the code.
fn unit(gathered: &Gathered) -> String {
    match (&gathered.handed.code, gathered.handed.name.as_str()) {
        (Some(code), "") => code.clone(),
        (Some(code), name) => format!("{name}（{code}）"),
        (None, name) => name.to_owned(),
    }
}

/// What a review came to.
pub(super) fn verdict(accepted: bool) -> &'static str {
    if accepted { "认可" } else { "退回" }
}

fn after(text: Option<&String>) -> String {
    text.map_or_else(String::new, |text| format!("：{text}"))
}

fn progressed(noted: &Progressed) -> String {
    let mut parts = Vec::new();
    if !noted.text.is_empty() {
        parts.push(noted.text.clone());
    }
    if let Some(key) = noted.measure {
        let done = if noted.measure_done { "已完成" } else { "" };
        parts.push(format!("措施（{key}）{done}"));
    }
    parts.extend(noted.figures.iter().map(ToString::to_string));
    parts.extend(noted.status.map(|kind| format!("状态改为{}", kind.word())));
    parts.extend(
        noted
            .reason
            .as_ref()
            .map(|reason| format!("未完成原因：{reason}")),
    );
    parts.extend(
        noted
            .next_step
            .as_ref()
            .map(|next| format!("下步措施：{next}")),
    );
    parts.extend(noted.next_check.map(|day| format!("下次检查：{day}")));
    // Where they are the note's only words they are told already.
    let told = noted.institutions.as_deref().map(institutions);
    let again = |told: &String| told.ends_with(&format!("：{}", noted.text));
    parts.extend(told.filter(|told| noted.text != ERASED && !again(told)));
    parts.extend(noted.told.as_ref().map(|told| format!("报送：{told}")));
    let verb = match (noted.check, noted.internal) {
        (true, _) => "检查",
        (false, true) => "内部记录",
        (false, false) => "进展",
    };
    format!("{verb}（{}）：{}", noted.on, parts.join("；"))
}

fn institutions(told: &[Institution]) -> String {
    if told.is_empty() {
        return "制度成果：无".to_owned();
    }
    let told: Vec<String> = told.iter().map(ToString::to_string).collect();
    format!("制度成果：{}", told.join("、"))
}

fn closed(closure: &Closure, outcome: Option<&String>) -> String {
    let by = closure
        .verifier
        .as_ref()
        .map_or_else(String::new, |by| format!("，审核：{by}"));
    let basis = match &closure.basis {
        Basis::Verified(Some(basis)) => format!("，依据：{basis}"),
        Basis::Verified(None) => String::new(),
        Basis::Imported(register) => format!("，据原台账 {register}"),
    };
    format!("销号（{}{by}{basis}）{}", closure.on, after(outcome))
}

fn change(change: &Change) -> String {
    match change {
        Change::Text(field, Some(value)) => format!("{}为“{value}”", field.word()),
        Change::Text(field, None) => format!("清空{}", field.word()),
        Change::CoDepts(depts) => format!("配合部门为“{}”", depts.join("、")),
        Change::Deadline(Some(deadline)) => format!("整改时限为“{}”", deadline.told()),
        Change::Deadline(None) => "清空整改时限".to_owned(),
        Change::NextCheck(Some(day)) => format!("下次检查为{day}"),
        Change::NextCheck(None) => "清空下次检查".to_owned(),
        Change::Measure(measure) => format!("措施（{}）为“{}”", measure.key, measure.text),
        Change::MeasureDropped(key) => format!("去掉措施（{key}）"),
        Change::SaidOn(day) => format!("以上是{day}报送的情况"),
        Change::HandedOver { from, on } => format!("以上由{from}移交（{on}）"),
    }
}
