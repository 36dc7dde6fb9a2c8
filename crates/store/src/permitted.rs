//! What a hand may record: asked wherever something is recorded.

use super::{Error, Store, Writer, read};
use model::event::TaskEvent;
use model::permit::Permit;
use model::task::Task;
use model::unit::UnitId;

impl Store {
    /// From now on nothing is recorded but what that permits.
    pub fn permit(&mut self, permit: Permit) {
        self.permit = permit;
    }
}

impl Writer<'_> {
    pub(super) fn may_do_everything(&self) -> Result<(), Error> {
        match self.permit {
            Permit::Everything => Ok(()),
            _ => Err(Error::NotPermitted),
        }
    }

    pub(super) fn may_record(&self, event: &TaskEvent, task: &Task) -> Result<bool, Error> {
        let is_own = match event {
            TaskEvent::Withdrawn { entry, .. } if self.permit != Permit::Everything => {
                let entries = read::task_entries(self.connection(), UnitId::OWN, task.number)?;
                let taken_back = entries.iter().find(|one| one.sequence == *entry);
                taken_back.is_some_and(|one| one.stamp.who == self.stamp().who)
            }
            _ => false,
        };
        Ok(self.permit.allows(event, task, is_own))
    }
}
