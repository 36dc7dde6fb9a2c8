//! Events of rescue (抢救, 重建) and of joined copies (合并副本), any.

use model::event::LedgerEvent;
use model::joined::{Decided, Joined};
use model::restored::{Rebuilt, Restored, Salvaged};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{code, digest, gathered, of, text};

pub(super) fn restored() -> impl Strategy<Value = Restored> {
    let parts = (text(), of(code()), of(text()), of(code()));
    parts.prop_map(|(from, code, kept, replaced)| Restored {
        from,
        code,
        kept,
        replaced,
    })
}

pub(super) fn salvaged() -> impl Strategy<Value = LedgerEvent> {
    let lists = (vec(digest(), 0..3), vec(gathered(), 0..3));
    let parts = (restored(), 1..999_u64, lists);
    parts.prop_map(|(restored, last, (lost, shortened))| {
        LedgerEvent::Salvaged(Salvaged {
            restored,
            last,
            lost,
            shortened,
        })
    })
}

pub(super) fn rebuilt() -> impl Strategy<Value = LedgerEvent> {
    let parts = (text(), 1..99_u64, vec(1..99_u32, 0..3));
    parts.prop_map(|(kept, places, tasks)| {
        LedgerEvent::Rebuilt(Rebuilt {
            kept,
            places,
            tasks,
        })
    })
}

pub(super) fn joined() -> impl Strategy<Value = LedgerEvent> {
    let number = || 1..99_u32;
    let texts = (text(), text(), text(), of(number()), proptest::bool::ANY);
    let decided = texts.prop_map(|(part, ours, theirs, task, taken)| Decided {
        task,
        part,
        ours,
        theirs,
        taken,
    });
    let numbers = (
        vec((number(), number()), 0..3),
        vec((number(), number(), number()), 0..3),
    );
    let lists = (numbers, vec(decided, 0..3), vec(digest(), 0..3));
    let parts = (text(), code(), 1..999_u64, lists);
    parts.prop_map(
        |(from, code, common, ((renumbered, measures), decided, lost))| {
            LedgerEvent::Joined(Joined {
                from,
                code,
                common,
                renumbered,
                measures,
                decided,
                lost,
            })
        },
    )
}
