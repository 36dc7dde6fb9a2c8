//! The side to which it is handed up.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts as Asked;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use ledger::cli::front;
use model::digest::Digest;
use model::handed::Handed;
use model::packet::{self, PacketReader};
use model::permit::Permit;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Store;
use tokio::sync::Semaphore;

use super::incoming::Incoming;
use super::{
    AGAIN, At, Became, Entered, Entering, HELD, Has, Held, IN, MOST_BYTES, Not, PART, PART_BYTES,
    TAKE, Whole,
};
use crate::accounts::Role;
use crate::door::Gate;
use crate::login;
use crate::refusal;
use crate::sent::arriving::Arriving;
use crate::session::{self, Session};
use crate::work::Desk;

/// Bytes of what is no part, at most: digests of a hundred thousand pieces of evidence.
const ASKED_BYTES: u64 = 8 << 20;

/// Why it is not done.
struct Refused(StatusCode, String);

type Answer = Result<Response, Refused>;

/// Histories of a ledger that are kept aside, at most, of those that come so.
const MOST_ASIDE: usize = 3;
/// One is taken in at a time: the hands of the machine are for those who look at pages.
static TAKING: Semaphore = Semaphore::const_new(1);

impl Refused {
    fn differs() -> Self {
        let why = "与已收的不一致，另存的也已有几份，这一份没有收：请与上级核对".to_owned();
        Self(StatusCode::CONFLICT, why)
    }

    fn broken(fault: impl std::fmt::Display) -> Self {
        Self(
            StatusCode::SERVICE_UNAVAILABLE,
            format!("上级那边收不下：{fault}"),
        )
    }
}

impl From<refusal::Refusal> for Refused {
    fn from(refusal: refusal::Refusal) -> Self {
        Self(refusal.status(), refusal.told().why)
    }
}

impl From<store::Error> for Refused {
    fn from(fault: store::Error) -> Self {
        Self::broken(front::told(fault))
    }
}

/// Answers a program that hands up.
/// `admitted` is called for one who was let in.
pub(crate) async fn answer(
    desk: &Desk,
    asked: &Asked,
    body: Body,
    admitted: impl FnOnce(),
) -> Response {
    let answered = answered(desk, asked, body, admitted).await;
    answered.unwrap_or_else(|Refused(status, why)| json(status, &Not { why }))
}

async fn answered(desk: &Desk, asked: &Asked, body: Body, admitted: impl FnOnce()) -> Answer {
    let missing = || Refused(StatusCode::NOT_FOUND, "这里不收报送".to_owned());
    let gate = desk.door().gate().ok_or_else(missing)?;
    let mut arriving = Arriving::new(body, desk.limits().stall);
    let path = asked.uri.path();
    if asked.method != Method::POST || ![IN, HELD, PART, TAKE].contains(&path) {
        return Err(missing());
    }
    if path == IN {
        let sent = read(&mut arriving, ASKED_BYTES).await?;
        return entered(desk, gate, asked, parsed(&sent)?).await;
    }
    let known = bearer(&asked.headers).and_then(|key| gate.knows(key, true));
    let session = known.filter(|session| session.role == Role::HandsUp);
    let session = session.ok_or_else(|| {
        let why = "登录已经过期：再报送一次".to_owned();
        Refused(StatusCode::UNAUTHORIZED, why)
    })?;
    admitted();
    let _asking = desk.asking();
    let sent = match path {
        PART => read(&mut arriving, PART_BYTES).await?,
        _ => read(&mut arriving, ASKED_BYTES).await?,
    };
    // Kept by the work itself: whoever goes away meanwhile lets nobody else begin.
    let turn = match path {
        TAKE => Some(TAKING.acquire().await.map_err(Refused::broken)?),
        _ => None,
    };
    let query = asked.uri.query().unwrap_or_default().to_owned();
    let (path, desk_too) = (path.to_owned(), desk.clone());
    desk.work(move || {
        let _turn = turn;
        match &*path {
            HELD => held(&desk_too, &session, parsed(&sent)?),
            PART => part(&desk_too, &session, &query, &sent),
            _ => take(&desk_too, &session, &parsed(&sent)?),
        }
    })
    .await?
}

async fn read(arriving: &mut Arriving, most: u64) -> Result<Vec<u8>, refusal::Refusal> {
    let (mut bytes, arriving) = (Vec::new(), arriving.bounded(most, refusal::Kind::Text));
    while let Some(more) = arriving.next().await? {
        bytes.extend_from_slice(&more);
    }
    Ok(bytes)
}

fn parsed<T: DeserializeOwned>(sent: &[u8]) -> Result<T, Refused> {
    let why = |_| Refused(StatusCode::BAD_REQUEST, "看不懂送来的内容".to_owned());
    serde_json::from_slice(sent).map_err(why)
}

fn json(status: StatusCode, said: &impl Serialize) -> Response {
    let text = serde_json::to_string(said).unwrap_or_default();
    let kind = HeaderValue::from_static("application/json");
    (status, [(CONTENT_TYPE, kind)], text).into_response()
}

fn said(said: &impl Serialize) -> Response {
    json(StatusCode::OK, said)
}

/// The secret that a request brings.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ")
}

async fn entered(desk: &Desk, gate: &Gate, asked: &Asked, entering: Entering) -> Answer {
    let (desk_too, from) = (desk.clone(), login::from(desk, asked));
    let place = from.clone();
    let Entering { name, password } = entering;
    let hand = gate.hand(&place).await;
    let _hand =
        hand.ok_or_else(|| Refused(StatusCode::SERVICE_UNAVAILABLE, login::CROWDED.to_owned()))?;
    let admitted = desk
        .work(move || login::admitted(&desk_too, login::Way::HandingUp, &name, &password, &from))
        .await?;
    let key = admitted.map_err(|why| Refused(StatusCode::FORBIDDEN, why))?;
    Ok(said(&Entered { key }))
}

/// Whether an account may hand up what says that of itself: its own unit's, and no history that is held of another. A
/// unit that is called otherwise from now on is gathered once by whoever looks after the ledger here.
fn is_its(session: &Session, store: Option<&Store>, handed: &Handed) -> Result<(), Refused> {
    let own = session.unit.as_deref().unwrap_or_default();
    let held = match store {
        Some(store) => store.held_of_ledger(&handed.ledger_id)?,
        None => None,
    };
    let who = &session.who;
    if let Some(held) = held.filter(|held| held.key() != own && handed.key() == own) {
        let held = held.key();
        return Err(Refused(
            StatusCode::FORBIDDEN,
            format!("这本台账上级收的还是“{held}”：代码改了的，先打包交上级收一次，再报送"),
        ));
    }
    if handed.key() == own {
        return Ok(());
    }
    let other = handed.key();
    Err(Refused(
        StatusCode::FORBIDDEN,
        format!(
            "账号“{who}”只能报送“{own}”的台账，这一本是“{other}”的：代码改了的，先打包交上级收一次，再请上级改账号"
        ),
    ))
}

/// Whether a history that contradicts the one held may be kept aside too: a few of a unit, for somebody to look at.
fn may_differ(
    store: Option<&Store>,
    packet: &mut PacketReader<BufReader<File>>,
    handed: &Handed,
) -> Result<(), Refused> {
    let Some(store) = store else { return Ok(()) };
    let aside = store.units()?;
    let aside = aside
        .iter()
        .filter(|unit| unit.aside.is_some() && unit.ledger_id == handed.ledger_id);
    let held = store.held_of_ledger(&handed.ledger_id)?;
    let Some(held) = held.filter(|_| aside.count() >= MOST_ASIDE) else {
        return Ok(());
    };
    let at = held.entries.min(handed.entries);
    let here = match store.unit_of_ledger(&handed.ledger_id)? {
        Some(unit) => store.digest_at(unit, at)?,
        None => None,
    };
    let mut entries = packet.entries().map_err(|_| Refused::differs())?;
    // Whoever differs differs by then; what can't be read is told as `gather` tells it.
    let is_at = |sequence| sequence == at;
    let there = entries.find(|entry| entry.as_ref().map_or(true, |one| is_at(one.entry.sequence)));
    match there {
        Some(Ok(recorded)) if Some(recorded.digest) == here => Ok(()),
        Some(Err(_)) => Ok(()),
        _ => Err(Refused::differs()),
    }
}

fn held(desk: &Desk, session: &Session, has: Has) -> Answer {
    let store = desk.store()?;
    is_its(session, store.as_ref(), &has.handed)?;
    let mut held = Held {
        entries: 0,
        head: None,
        lacks: has.evidence,
    };
    let Some(store) = store else {
        return Ok(said(&held));
    };
    let Some(unit) = store.unit_of_ledger(&has.handed.ledger_id)? else {
        return Ok(said(&held));
    };
    if let Some(known) = store.handed(unit)? {
        // Only of this unit's own: whether another has the same file is none of its business.
        let here = store.evidence_here(unit, known.entries)?;
        held.lacks
            .retain(|digest| here.binary_search(digest).is_err());
        (held.entries, held.head) = (known.entries, Some(known.head));
    }
    Ok(said(&held))
}

fn part(desk: &Desk, session: &Session, query: &str, bytes: &[u8]) -> Answer {
    let asked = |wanted: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
    };
    let number = |name: &str| asked(name)?.parse::<u64>().ok();
    let of = asked("of").and_then(|of| Digest::from_hex(&of));
    let Some(((of, size), at)) = of.zip(number("size")).zip(number("at")) else {
        return Err(Refused(
            StatusCode::BAD_REQUEST,
            "看不懂送来的内容".to_owned(),
        ));
    };
    if size > MOST_BYTES {
        let most = MOST_BYTES >> 30;
        return Err(Refused(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("一次最多送 {most} GB：佐证材料太多的，用 ledger pack 打包，拷贝过去"),
        ));
    }
    let incoming = Incoming::of(desk.ledger(), &session.who);
    let at = incoming.add(&Whole { of, size }, at, bytes);
    let at = at.map_err(Refused::broken)?;
    Ok(said(&At { at }))
}

fn take(desk: &Desk, session: &Session, whole: &Whole) -> Answer {
    let incoming = Incoming::of(desk.ledger(), &session.who);
    let path = incoming.path(whole);
    if !incoming.is_whole(whole).map_err(Refused::broken)? {
        incoming.clear().map_err(Refused::broken)?;
        let why = "没有传完整：再报送一次".to_owned();
        return Err(Refused(StatusCode::CONFLICT, why));
    }
    let became = taken(desk, session, &path);
    // What failed here is tried again; anything else has come for nothing.
    if matches!(&became, Err(Refused(StatusCode::SERVICE_UNAVAILABLE, _))) {
        return became.map(|became| said(&became));
    }
    incoming.clear().map_err(Refused::broken)?;
    Ok(said(&became?))
}

fn taken(desk: &Desk, session: &Session, path: &Path) -> Result<Became, Refused> {
    let store = desk.store()?;
    let unreadable = |_| {
        let why = "送来的不是上报包".to_owned();
        Refused(StatusCode::BAD_REQUEST, why)
    };
    let file = BufReader::new(File::open(path).map_err(Refused::broken)?);
    let mut packet = PacketReader::open_part(file).map_err(unreadable)?;
    let handed = packet.handed().clone();
    is_its(session, store.as_ref(), &handed)?;
    let folder = desk.folder().map_err(Refused::broken)?;
    let name = folder.path().join("报送");
    if packet.after() == 0 {
        std::fs::copy(path, &name).map_err(Refused::broken)?;
    } else {
        let file = File::create(&name).map_err(Refused::broken)?;
        match completed(store.as_ref(), &mut packet, &handed, file) {
            Ok(_) => {}
            Err(Incomplete::Packet(packet::Fault::Io(fault))) => {
                return Err(Refused::broken(fault));
            }
            Err(Incomplete::Store(fault)) => return Err(fault.into()),
            Err(Incomplete::Packet(_)) => {
                return Ok(Became {
                    result: AGAIN.to_owned(),
                    message: String::new(),
                });
            }
        }
    }
    let whole = BufReader::new(File::open(&name).map_err(Refused::broken)?);
    let mut whole = PacketReader::open(whole).map_err(unreadable)?;
    may_differ(store.as_ref(), &mut whole, &handed)?;
    drop((store, whole));
    gathered(desk, session, &name)
}

/// Why a part makes no packet.
enum Incomplete {
    Packet(packet::Fault),
    Store(store::Error),
}

impl From<packet::Fault> for Incomplete {
    fn from(fault: packet::Fault) -> Self {
        Self::Packet(fault)
    }
}

impl From<store::Error> for Incomplete {
    fn from(fault: store::Error) -> Self {
        Self::Store(fault)
    }
}

/// The packet that a part makes with what is held.
fn completed(
    store: Option<&Store>,
    packet: &mut PacketReader<BufReader<File>>,
    handed: &Handed,
    to: File,
) -> Result<File, Incomplete> {
    let after = packet.after();
    packet.complete(to, MOST_BYTES, |each| {
        let Some(store) = store else {
            return Ok(());
        };
        match store.unit_of_ledger(&handed.ledger_id)? {
            Some(unit) => store.bodies(unit, after, each),
            None => Ok(()),
        }
    })
}

/// Gathers it, as the account that sent it.
fn gathered(desk: &Desk, session: &Session, file: &Path) -> Result<Became, Refused> {
    // What it may hand up was asked above; that it is written into the ledger is the business of this side.
    let gathers = Session {
        role: Role::Keeps,
        permit: Permit::Everything,
        ..session.clone()
    };
    let words = ["gather", "--format", "json", "--"].map(str::to_owned);
    let line: Vec<String> = words
        .into_iter()
        .chain([file.to_string_lossy().into_owned()])
        .collect();
    let done = session::work_for(Some(Arc::new(gathers)), || desk.carry_out(&line));
    let done = done.map_err(Refused::broken)?;
    let failure = done.failure().map(|(why, _)| why.to_owned());
    let became: Result<[Became; 1], _> = serde_json::from_str(&done.into_data());
    match became {
        Ok([became]) => Ok(became),
        Err(fault) => Err(Refused::broken(
            failure.unwrap_or_else(|| fault.to_string()),
        )),
    }
}
