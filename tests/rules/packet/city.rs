//! A ledger that gathers, and what goes between it and the units.

use std::io::Cursor;

use model::entry::{Entry, Recorded, Seals};
use model::event::codec::{self, Chain};
use model::event::{Event, LedgerEvent, TaskEvent};
use model::handed::Handed;
use model::packet::{self, PacketReader, PacketWriter};
use model::unit::{UnitCard, UnitId};
use store::{DEFAULT_WAIT, Error, Halt, Store, Taken};
use tempfile::TempDir;

use crate::player::{raised, stamp};

/// Why reading or writing failed.
#[derive(Debug)]
pub(crate) enum Failed {
    Packet(packet::Fault),
    Store(Error),
}

impl From<Error> for Failed {
    fn from(fault: Error) -> Self {
        Self::Store(fault)
    }
}

pub(crate) struct City {
    _folder: TempDir,
    pub(crate) store: Store,
}

impl City {
    pub(crate) fn new() -> Self {
        let folder = match tempfile::tempdir_in("/dev/shm") {
            Ok(folder) => folder,
            Err(_) => tempfile::tempdir().unwrap(),
        };
        let path = folder.path().join("市.db");
        let store = Store::open_or_create(&path, DEFAULT_WAIT, || "city".to_owned()).unwrap();
        Self {
            _folder: folder,
            store,
        }
    }

    pub(crate) fn gather(&mut self, packet: &[u8]) -> Result<Taken, Halt<Failed>> {
        let failed = |fault| Halt::Failed(Failed::Packet(fault));
        let mut packet = PacketReader::open(Cursor::new(packet)).map_err(failed)?;
        let handed = packet.handed().clone();
        let mut entries = packet
            .entries()
            .map_err(failed)?
            .map(|recorded| recorded.map_err(Failed::Packet));
        self.take(&handed, &mut entries)
    }

    pub(crate) fn take(
        &mut self,
        handed: &Handed,
        entries: &mut dyn Iterator<Item = Result<Recorded, Failed>>,
    ) -> Result<Taken, Halt<Failed>> {
        self.store
            .gather(&stamp(), |gatherer| {
                gatherer.take(handed, entries, &mut |_, _| Ok(()))
            })
            .unwrap()
    }

    pub(crate) fn set_aside(&mut self, history: &History, at: u64) -> bool {
        let mut again = || history.entries();
        self.store
            .set_aside(&stamp(), &history.handed, at, &mut again)
            .unwrap()
    }

    pub(crate) fn replace(&mut self, code: &str, history: &History) -> Result<u64, Halt<Failed>> {
        let mut again = || history.entries();
        self.store
            .replace_unit(&stamp(), code, "还原过", &history.handed, &mut again)
    }

    pub(crate) fn assert_whole(&self) {
        let found = self.store.verify().unwrap();
        assert!(found.faults.is_empty(), "{:?}", found.faults);
    }

    pub(crate) fn unit(&self, code: &str) -> UnitId {
        self.store.unit_by_code(code).unwrap().unwrap()
    }
}

/// The packet of a unit in some ledger.
pub(crate) fn pack(store: &Store, unit: UnitId) -> Vec<u8> {
    let handed = store.handed(unit).unwrap().unwrap();
    let mut packet = PacketWriter::begin(Cursor::new(Vec::new()), &handed, 0).unwrap();
    store
        .bodies(unit, handed.entries, &mut |body, _| {
            packet.entry(&body).map_err(Failed::Packet)?;
            Ok::<_, Failed>(true)
        })
        .unwrap();
    packet.finish().unwrap().into_inner()
}

/// A history made without a ledger.
#[derive(Clone)]
pub(crate) struct History {
    pub(crate) handed: Handed,
    pub(crate) bodies: Vec<String>,
}

impl History {
    /// A unit's own card and one task for each of these problems.
    pub(crate) fn new(ledger_id: &str, card: (&str, Option<&str>), problems: &[&str]) -> Self {
        let mut history = Self {
            handed: Handed {
                ledger_id: ledger_id.to_owned(),
                name: String::new(),
                code: None,
                entries: 0,
                head: *Chain::of(ledger_id).head(),
            },
            bodies: Vec::new(),
        };
        history.name(card);
        for problem in problems {
            history.raise(problem);
        }
        history
    }

    pub(crate) fn name(&mut self, (name, code): (&str, Option<&str>)) {
        let card = UnitCard {
            name: name.to_owned(),
            code: code.map(str::to_owned),
            ..UnitCard::default()
        };
        self.add(None, Event::Ledger(LedgerEvent::UnitNamed(card)));
        name.clone_into(&mut self.handed.name);
        self.handed.code = code.map(str::to_owned);
    }

    pub(crate) fn raise(&mut self, problem: &str) {
        let number = self.bodies.len() as u32;
        let event = TaskEvent::Raised(Box::new(raised(2021, problem)));
        self.add(Some(number), Event::Task(event));
    }

    pub(crate) fn add(&mut self, task: Option<u32>, event: Event) {
        let entry = Entry {
            sequence: self.bodies.len() as u64 + 1,
            task,
            stamp: stamp(),
            batch: None,
            seals: Seals::default(),
            origin: None,
            event,
        };
        self.push(codec::write(&entry));
    }

    /// A text as it is, whatever it says.
    pub(crate) fn push(&mut self, body: String) {
        self.bodies.push(body);
        let mut chain = Chain::of(&self.handed.ledger_id);
        for body in &self.bodies {
            chain.link(body);
        }
        self.handed.entries = chain.sequence();
        self.handed.head = *chain.head();
    }

    pub(crate) fn packet(&self) -> Vec<u8> {
        let mut packet = PacketWriter::begin(Cursor::new(Vec::new()), &self.handed, 0).unwrap();
        for body in &self.bodies {
            packet.entry(body).unwrap();
        }
        packet.finish().unwrap().into_inner()
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = Result<Recorded, Failed>> + use<> {
        let mut chain = Chain::of(&self.handed.ledger_id);
        self.bodies.clone().into_iter().map(move |body| {
            let sequence = chain.sequence() + 1;
            chain
                .next(body)
                .map_err(|fault| Failed::Packet(packet::Fault::Entry(sequence, fault)))
        })
    }
}
