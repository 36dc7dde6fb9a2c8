//! The ledger as a command opens it.

use super::context::Context;
use super::failure::Failure;
use super::place::Told;
use store::{self, Store};

impl Context {
    /// The ledger, which must exist.
    pub(super) fn store(&self) -> Result<Store, Failure> {
        self.there().map_err(|fault| self.place.failure(fault))
    }

    fn there(&self) -> Result<Store, store::Error> {
        self.opened(self.place.store(self.wait(), &|told| told.on(&self.out)))
    }

    /// The ledger, where there is one; of one that is shared the database says so, and not whether this machine has
    /// a copy yet.
    pub(super) fn store_if_any(&self) -> Result<Option<Store>, Failure> {
        if !self.is_shared() && !self.db.exists() {
            return Ok(None);
        }
        match self.there() {
            Err(store::Error::Missing(_)) if self.is_shared() => Ok(None),
            opened => opened.map(Some).map_err(|fault| self.place.failure(fault)),
        }
    }

    /// Says so when opening brought an older ledger to the present schema.
    pub(super) fn opened(&self, store: Result<Store, store::Error>) -> Result<Store, store::Error> {
        let mut store = store?;
        store.permit(super::permit::told());
        if let Some(kept) = store.upgraded() {
            self.out.status(&format!(
                "台账已升级到本版本的格式，升级前的原样留在 {}",
                kept.display()
            ));
        }
        Ok(store)
    }

    /// The ledger, created where there is none yet.
    pub(super) fn store_or_new(&self) -> Result<Store, Failure> {
        self.created.set(self.created.get() || !self.db.exists());
        let ledger_id = || self.new_ledger_id();
        let tell = |told: Told<'_>| told.on(&self.out);
        let store = self.place.store_or_new(self.wait(), ledger_id, &tell);
        self.opened(store)
            .map_err(|fault| Failure::store(fault, &self.db))
    }

    /// After the verb: a ledger that was created and got no entry is not left behind.
    pub(super) fn finish(&self) {
        if !self.created.get() {
            return;
        }
        let Ok(store) = self.store() else { return };
        let is_empty = store.sequence().is_ok_and(|sequence| sequence == 0);
        if !is_empty && !self.place.is_unnamed {
            self.out
                .status(&format!("已新建台账文件：{}", self.db.display()));
        } else if is_empty {
            // What can't be removed is an empty ledger: the next command fills it.
            let _ = store.remove_if_empty();
        }
    }
}
