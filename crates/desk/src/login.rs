//! 登录 and 退出, where accounts come in; each is noted in the ledger.

use std::io;
use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{HeaderName, SET_COOKIE};
use axum::http::request::Parts as Asked;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use ledger::cli::front;
use store::{AtDoor, Visit};

use crate::accounts::Role;
use crate::door::{CameFrom, NotIn};
use crate::page::{self, Frame, Kind};
use crate::place::Place;
use crate::refusal::{self, Refusal};
use crate::sent::Sent;
use crate::sent::arriving::Arriving;
use crate::work::Desk;

/// Where one logs in.
pub(crate) const LOGIN: &str = "/login";
/// Said where too many try at once.
pub(crate) const CROWDED: &str = "同时登录的太多，请过一会儿再登录";
/// No name with its password is longer, as it is sent.
const MOST: u64 = 8 << 10;
/// Whom a program that stands before this one says that it asks for.
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");
/// For what an answer is asked.
const FOR: HeaderName = HeaderName::from_static("sec-fetch-dest");

#[derive(Template)]
#[template(path = "login.html")]
struct Login {
    frame: Frame,
    name: String,
}

/// What a stranger is answered: the page to log in at, where he looks at a page.
pub(crate) fn asked_for(asked: &Asked) -> Response {
    let is_for_a_page = asked.headers.get(FOR).is_none_or(|what| what == "document");
    if asked.method == Method::GET && is_for_a_page {
        return Place::of(["login"]).led_to();
    }
    Refusal::LoggedOut.into_response()
}

/// The page to log in at, and what comes of it.
pub(crate) async fn answer(desk: &Desk, asked: &Asked, body: Body, known: bool) -> Response {
    if asked.method != Method::POST {
        return if known {
            Place::first().led_to()
        } else {
            of(Frame::outside("登录"), String::new(), StatusCode::OK)
        };
    }
    let mut arriving = Arriving::new(body, desk.limits().stall);
    let (name, password) = match sent(&mut arriving).await {
        Ok(sent) => sent,
        Err(refusal) => return refusal.into_response(),
    };
    let from = from(desk, asked);
    let hand = match desk.door().gate() {
        Some(gate) => gate.hand(&from).await,
        None => None,
    };
    let Some(_hand) = hand else {
        let frame = Frame::outside("登录").say(Kind::Error, CROWDED);
        return of(frame, name, StatusCode::SERVICE_UNAVAILABLE);
    };
    let done = desk.work({
        let (desk, name) = (desk.clone(), name.clone());
        move || let_in(&desk, &name, &password, &from)
    });
    match done.await {
        Ok(Ok(cookie)) => {
            let mut answer = Place::first().led_to();
            answer.headers_mut().insert(SET_COOKIE, cookie);
            answer
        }
        Ok(Err(why)) => {
            let frame = Frame::outside("登录").say(Kind::Error, why);
            of(frame, name, StatusCode::FORBIDDEN)
        }
        Err(refusal) => refusal.into_response(),
    }
}

fn of(frame: Frame, name: String, status: StatusCode) -> Response {
    page::answered_with(status, &Login { frame, name })
}

/// How somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// At a page.
    Page,
    /// With a program that hands up.
    HandingUp,
}

/// Name and password as a form sends them.
async fn sent(arriving: &mut Arriving) -> Result<(String, String), Refusal> {
    let mut body = Vec::new();
    let arriving = arriving.bounded(MOST, refusal::Kind::Text);
    while let Some(bytes) = arriving.next().await? {
        body.extend_from_slice(&bytes);
    }
    let field = |wanted: &str| {
        let found = form_urlencoded::parse(&body).find(|(name, _)| name == wanted);
        found.map(|(_, text)| text.into_owned()).unwrap_or_default()
    };
    Ok((field("name").trim().to_owned(), field("password")))
}

/// Where a request comes from, for people.
pub(crate) fn from(desk: &Desk, asked: &Asked) -> String {
    if desk.door().is_behind_proxy {
        // What the program before this one adds stands last.
        let said = asked.headers.get_all(FORWARDED).iter().next_back();
        let said = said.and_then(|value| value.to_str().ok());
        let said = said.and_then(|line| line.rsplit(',').next());
        if let Some(address) = said.and_then(|text| address(text.trim())) {
            return address.to_string();
        }
    }
    let from = asked.extensions.get::<CameFrom>();
    from.map(|from| from.0.to_string()).unwrap_or_default()
}

/// An address, with or without its port.
fn address(text: &str) -> Option<IpAddr> {
    let with_port = || Some(text.parse::<SocketAddr>().ok()?.ip());
    text.parse().ok().or_else(with_port)
}

/// The cookie for who knows the password, or why there is none, for people.
fn let_in(desk: &Desk, name: &str, password: &str, from: &str) -> Result<HeaderValue, String> {
    admitted(desk, Way::Page, name, password, from).and_then(|secret| {
        let cookie = desk.door().cookie(&secret);
        cookie.ok_or_else(|| "登录不了，请再试一次".to_owned())
    })
}

/// The secret of the session of who knows the password; whatever becomes of it is noted.
pub(crate) fn admitted(
    desk: &Desk,
    way: Way,
    name: &str,
    password: &str,
    from: &str,
) -> Result<String, String> {
    let gate = desk.door().gate().ok_or("这里不用账号")?;
    let noted = |what| note(desk, name, from, what);
    match gate.let_in(name, password, from) {
        Ok(secret) if gate.is_of(&secret, Role::HandsUp) != (way == Way::HandingUp) => {
            gate.leave(&secret);
            Err(match way {
                Way::Page => "这个账号只用来报送，不能在网页上登录".to_owned(),
                Way::HandingUp => "这个账号不是报送用的：请上级建一个“上报”账号".to_owned(),
            })
        }
        Ok(secret) if noted(AtDoor::In).is_ok() => Ok(secret),
        Ok(secret) => {
            gate.leave(&secret);
            Err("台账记不下这次登录（可能正忙，或磁盘满了），请过一会儿再登录".to_owned())
        }
        Err(NotIn::Wrong { locks }) => {
            // Only of accounts that there are: a stranger does not fill the ledger with names.
            if gate.has(name) {
                let _ = noted(if locks { AtDoor::Locked } else { AtDoor::Wrong });
            }
            Err("账号或密码不对".to_owned())
        }
        Err(NotIn::Locked) => {
            Err("密码连着错了几次，锁住了：过十五分钟再登录，或请管台账的人改密码".to_owned())
        }
        Err(NotIn::Fault(fault)) => Err(format!("登录不了：{fault}")),
    }
}

/// Notes what happened, where there is a ledger yet.
fn note(desk: &Desk, account: &str, from: &str, what: AtDoor) -> io::Result<()> {
    let store = desk.store().map_err(io::Error::other)?;
    let Some(mut store) = store else {
        return Ok(());
    };
    let visit = Visit {
        at: front::now(),
        account: account.to_owned(),
        from: from.to_owned(),
        what,
    };
    store.note_visit(&visit).map_err(io::Error::other)
}

/// Ends the session.
pub(crate) async fn left(State(desk): State<Desk>, headers: HeaderMap, _sent: Sent) -> Response {
    let Some(asks) = desk.asks().filter(|asks| asks.by_account) else {
        return Refusal::Missing.into_response();
    };
    desk.door().leave(&headers);
    let desk_too = desk.clone();
    let noted = desk.work(move || note(&desk_too, &asks.who, "", AtDoor::Out));
    // He is out, whether or not it could be noted.
    let _ = noted.await;
    Place::of(["login"]).led_to()
}
