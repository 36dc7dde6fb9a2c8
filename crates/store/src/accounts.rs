//! What accounts did at the door of a page (登录记录): receipts, chained like the others.

use chrono::{DateTime, FixedOffset};

use super::{Error, Store, receipts};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtDoor {
    /// 登录
    In,
    /// 退出
    Out,
    /// 密码不对
    Wrong,
    /// 锁住: too often wrong.
    Locked,
    /// 新建账号
    Added,
    /// 改账号: its role, its departments or its password.
    Changed,
    /// 停用账号
    Off,
    /// 恢复账号
    On,
}

impl AtDoor {
    const ALL: [(Self, &'static str); 8] = [
        (Self::In, "in"),
        (Self::Out, "out"),
        (Self::Wrong, "wrong"),
        (Self::Locked, "locked"),
        (Self::Added, "added"),
        (Self::Changed, "changed"),
        (Self::Off, "off"),
        (Self::On, "on"),
    ];

    fn code(self) -> &'static str {
        let found = Self::ALL.iter().find(|(one, _)| *one == self);
        found.map_or("", |(_, code)| code)
    }

    fn read(code: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == code);
        found.map(|(one, _)| *one)
    }
}

/// One thing that an account did, or that was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Whose account.
    pub account: String,
    /// From where, or by whom.
    pub from: String,
    /// What.
    pub what: AtDoor,
}

const KIND: &str = "account";
const LATEST: &str = "select at, dept, sheet, detail from receipt
    where kind = 'account' order by id desc limit $1";

impl Store {
    /// Notes it.
    pub fn note_visit(&mut self, visit: &Visit) -> Result<(), Error> {
        let at = visit.at.to_rfc3339();
        let columns = [&*at, KIND, &visit.account, &visit.from, visit.what.code()];
        self.within(|transaction| receipts::append(transaction, columns).map(drop))
    }

    /// The latest so many, the newest first. What a later program notes in another way is passed over.
    pub fn visits(&self, most: u32) -> Result<Vec<Visit>, Error> {
        let mut statement = self.connection.prepare_cached(LATEST)?;
        let mut rows = statement.query([most])?;
        let mut visits = Vec::new();
        while let Some(row) = rows.next()? {
            let (at, what): (String, String) = (row.get(0)?, row.get(3)?);
            let read = DateTime::parse_from_rfc3339(&at).ok();
            if let Some((at, what)) = read.zip(AtDoor::read(&what)) {
                let (account, from) = (row.get(1)?, row.get(2)?);
                visits.push(Visit {
                    at,
                    account,
                    from,
                    what,
                });
            }
        }
        Ok(visits)
    }
}
