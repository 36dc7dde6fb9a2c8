//! What all requests share, and the one way to do what takes time: work that waits for the disk is done
//! beside the connections, as much of it at once as the machine can do.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use ledger::cli::front::Sharing;
use store::{DEFAULT_WAIT, Store};
use tokio::sync::{Semaphore, watch};
use tokio::task::spawn_blocking;

use crate::answers::Answers;
use crate::door::{Door, KEY, OPEN};
use crate::folder::Folder;
use crate::kept::{self, KeptFile};
use crate::known::{Known, Names};
use crate::limits::Limits;
use crate::newest::Newest;
use crate::refusal::Refusal;
use crate::reported;
use crate::secret::secret;
use crate::session::{self, Session};
use crate::shared;
use crate::shelf::Shelf;
use crate::slow::{self, Slow};
use crate::told;
use crate::uploaded::Uploaded;
use crate::waiting::{self, Batch};

/// Works at once beyond the processors: some wait for the disk.
const BEYOND: usize = 2;

/// What all requests share; copies are the same desk.
#[derive(Debug, Clone)]
pub struct Desk(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    ledger: PathBuf,
    /// The database that it is shared in; the file is then a working copy.
    shared: Option<Sharing>,
    port: u16,
    limits: Limits,
    folder: Folder,
    door: Door,
    shelf: Shelf,
    answers: Answers,
    known: Known,
    /// How many entries there were when it was looked last.
    sequence: AtomicU64,
    waiting: Newest<Batch>,
    kept: Newest<KeptFile>,
    reports: Newest<reported::Kept>,
    slow: Newest<Slow>,
    hands: Arc<Semaphore>,
    most: usize,
    activity: Mutex<Activity>,
    ended: watch::Sender<bool>,
}

/// How busy it is.
#[derive(Debug)]
struct Activity {
    running: usize,
    last: Instant,
}

/// Why there is no desk.
#[derive(Debug, thiserror::Error)]
pub enum NoDesk {
    /// The session's folder can't be made.
    #[error("no folder for the session")]
    Folder(#[from] std::io::Error),
    /// The system gives no random bytes.
    #[error("no random bytes")]
    Random(#[from] getrandom::Error),
}

/// Lasts while a request is worked on.
#[derive(Debug)]
pub(crate) struct Asking(Desk);

impl Desk {
    /// The desk of a session at this port.
    pub fn new(
        ledger: PathBuf,
        shared: Option<Sharing>,
        door: Door,
        port: u16,
        limits: Limits,
    ) -> Result<Self, NoDesk> {
        let most = available_parallelism().map_or(1, usize::from) + BEYOND;
        Ok(Self(Arc::new(Inner {
            ledger,
            shared,
            port,
            limits,
            folder: Folder::new()?,
            door,
            shelf: Shelf::default(),
            answers: Answers::default(),
            known: Known::default(),
            sequence: AtomicU64::default(),
            waiting: Newest::of(waiting::MOST),
            kept: Newest::of(kept::MOST),
            reports: Newest::of(reported::MOST),
            slow: Newest::of(slow::MOST),
            hands: Arc::new(Semaphore::new(most)),
            most,
            activity: Mutex::new(Activity {
                running: 0,
                last: Instant::now(),
            }),
            ended: watch::Sender::new(false),
        })))
    }

    /// The ledger's file.
    pub fn ledger(&self) -> &Path {
        &self.0.ledger
    }

    /// The database that it is shared in.
    pub fn shared_in(&self) -> Option<&Sharing> {
        self.0.shared.as_ref()
    }

    /// Who asks; nobody where a page is made for nobody.
    pub(crate) fn asks(&self) -> Option<Arc<Session>> {
        session::here()
    }

    /// Whether who asks may use a verb.
    pub(crate) fn may(&self, verb: &str) -> bool {
        self.asks().is_some_and(|session| session.role.may(verb))
    }

    /// What may wait, and how long.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// The ledger; `None` where there is none yet.
    ///
    /// # Errors
    /// It can't be read.
    pub fn store(&self) -> Result<Option<Store>, store::Error> {
        let away = || told::is_at(told::here().as_ref(), shared::AWAY, 0, 0);
        shared::opened(self.ledger(), self.0.shared.as_ref(), DEFAULT_WAIT, &away)
    }

    /// The names that fields are completed from; none where the ledger can't be read, for the page says so
    /// itself.
    pub fn names(&self) -> Names {
        let store = self.store().ok().flatten();
        store.map_or_else(Names::default, |store| self.0.known.names(store))
    }

    /// How many entries the ledger has; where it can't be read now, how many it had when it could. A form that is
    /// shown then goes on from there.
    pub fn sequence(&self) -> u64 {
        let store = self.store().ok().flatten();
        match store.and_then(|store| store.sequence().ok()) {
            Some(sequence) => {
                self.0.sequence.store(sequence, Ordering::Relaxed);
                sequence
            }
            None => self.0.sequence.load(Ordering::Relaxed),
        }
    }

    /// What was said of the last things done.
    pub fn answers(&self) -> &Answers {
        &self.0.answers
    }

    /// Files that were sent and wait for what is to become of them.
    pub(crate) fn waiting(&self) -> &Newest<Batch> {
        &self.0.waiting
    }

    /// Keeps what was sent, within a folder that is called so; under which name it is found.
    pub(crate) fn let_wait(&self, files: &[Uploaded], called: &str) -> std::io::Result<String> {
        let batch = Batch::of(files, self.folder()?, called)?;
        let id = secret().map_err(std::io::Error::other)?;
        self.waiting().put(&id, Arc::new(batch));
        Ok(id)
    }

    /// The files that were sent to be imported.
    pub(crate) fn kept_files(&self) -> &Newest<KeptFile> {
        &self.0.kept
    }

    /// Keeps a file that was sent to be imported.
    pub(crate) fn keep_file(&self, sent: &Uploaded) -> std::io::Result<Arc<KeptFile>> {
        let kept = Arc::new(KeptFile::of(sent, self.0.folder.within("kept-")?)?);
        self.kept_files().put(&kept.id, kept.clone());
        Ok(kept)
    }

    /// Reports that were written.
    pub(crate) fn reports(&self) -> &Newest<reported::Kept> {
        &self.0.reports
    }

    /// Work that takes long.
    pub(crate) fn slow(&self) -> &Newest<Slow> {
        &self.0.slow
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.0.shelf
    }

    /// A new folder for files that are made; it goes when it is dropped, at the latest with the session.
    pub fn folder(&self) -> std::io::Result<tempfile::TempDir> {
        self.0.folder.within("made-")
    }

    /// The address that opens the page, once, where that is how.
    pub fn address(&self) -> Option<String> {
        let (port, key) = (self.port(), self.door().key()?);
        Some(format!("http://127.0.0.1:{port}{OPEN}?{KEY}={key}"))
    }

    /// Does what waits or takes long, beside the connections. What panics is a fault of this request alone.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let hand = self.0.hands.clone().acquire_owned().await;
        let hand = hand.map_err(|_| Refusal::Fault)?;
        let (who, asks) = (told::heard(), session::here());
        let done = spawn_blocking(move || {
            // Kept by the work itself: it goes on when nobody waits for its answer any more.
            let _hand = hand;
            session::work_for(asks, || told::hear(who, work))
        });
        done.await.map_err(|_| Refusal::Fault)
    }

    /// Ends the program, once what runs is finished.
    pub fn end(&self) {
        self.0.ended.send_replace(true);
    }

    /// Waits for the end.
    pub(crate) async fn ended(&self) {
        // The sender lives as long as this desk.
        let _ = self.0.ended.subscribe().wait_for(|ended| *ended).await;
    }

    /// Waits until nothing is worked on.
    pub(crate) async fn at_rest(&self) {
        let _ = self.0.hands.acquire_many(self.0.most as u32).await;
    }

    /// Removes what the session kept.
    pub(crate) fn clear(&self) -> std::io::Result<()> {
        self.0.folder.remove()
    }

    pub(crate) fn port(&self) -> u16 {
        self.0.port
    }

    pub(crate) fn session(&self) -> &Folder {
        &self.0.folder
    }

    pub(crate) fn door(&self) -> &Door {
        &self.0.door
    }

    /// Says that somebody asks, until the answer is made.
    pub(crate) fn asking(&self) -> Asking {
        let mut activity = self.activity();
        activity.running += 1;
        activity.last = Instant::now();
        drop(activity);
        Asking(self.clone())
    }

    /// Whether anything is worked on.
    pub(crate) fn works(&self) -> bool {
        self.0.hands.available_permits() < self.0.most
    }

    /// For how long nobody has asked; no time while somebody does or work goes on.
    pub(crate) fn idle(&self) -> Duration {
        let busy = self.works();
        let activity = self.activity();
        if busy || activity.running > 0 {
            Duration::ZERO
        } else {
            activity.last.elapsed()
        }
    }

    fn activity(&self) -> MutexGuard<'_, Activity> {
        self.0
            .activity
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        let mut activity = self.0.activity();
        activity.running -= 1;
        activity.last = Instant::now();
    }
}
