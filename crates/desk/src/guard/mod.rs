//! What stands before every route and behind it: who asks, from where, for what; and what every answer
//! says of how it may be used.

mod asked;
mod headers;

use std::convert::Infallible;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use axum::Router;
use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_TYPE, HeaderName, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, Request, Uri};
use axum::response::{IntoResponse as _, Response};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;

use crate::assets;
use crate::door::{KEY, OPEN};
use crate::limits::CHANGED;
use crate::login::{self, LOGIN};
use crate::page;
use crate::patience;
use crate::place::Place;
use crate::push;
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::sent::arriving::Arriving;
use crate::session;
use crate::work::Desk;

const PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");

/// Answers a request, whatever it is. `admitted` is called for one that comes from the session.
pub(crate) async fn answer(
    desk: &Desk,
    routes: Router,
    request: Request<Body>,
    admitted: impl FnOnce(),
) -> Response {
    let path = request.uri().path();
    if path.starts_with(push::UNDER) {
        return handed_up(desk, request, admitted).await;
    }
    // A page that looks by itself whether something changed is nobody who asks.
    let by_itself = path == CHANGED;
    let page = !path.starts_with(assets::UNDER);
    let known = desk.door().knows(request.headers(), !by_itself);
    session::asks(known.clone(), async {
        let let_through = let_through(desk, routes, request, known.is_some(), admitted);
        let answered = caught(let_through).await;
        let answered = answered.unwrap_or_else(|| Refusal::Fault.into_response());
        let mut answer = told(desk, known.is_some() && page, answered);
        headers::put(answer.headers_mut());
        answer
    })
    .await
}

/// The answer to a program that hands up: it brings its secret itself, and no browser does so unasked.
async fn handed_up(desk: &Desk, request: Request<Body>, admitted: impl FnOnce()) -> Response {
    let (asked, body) = request.into_parts();
    let answered = caught(async {
        match asked::is_whole(&asked, desk.door()) {
            Ok(()) => push::answer(desk, &asked, body, admitted).await,
            Err(refusal) => refusal.into_response(),
        }
    });
    let answered = answered.await;
    let mut answer = answered.unwrap_or_else(|| Refusal::Fault.into_response());
    headers::put(answer.headers_mut());
    answer
}

/// The answer of a route to a request that may come to it.
async fn let_through(
    desk: &Desk,
    routes: Router,
    request: Request<Body>,
    known: bool,
    admitted: impl FnOnce(),
) -> Response {
    let (mut asked, body) = request.into_parts();
    if let Err(refusal) = asked::checked(&asked, desk.door()) {
        return refusal.into_response();
    }
    if asked.method == Method::GET && asked.uri.path() == OPEN {
        return opened(desk, &asked.headers, &asked.uri, known);
    }
    if asked.uri.path().starts_with(assets::UNDER) {
        return routed(routes, Request::from_parts(asked, Body::empty())).await;
    }
    if desk.door().gate().is_some() {
        if asked.uri.path() == LOGIN {
            return login::answer(desk, &asked, body, known).await;
        }
        if !known {
            return login::asked_for(&asked);
        }
    }
    if !known {
        return Refusal::Stranger.into_response();
    }
    admitted();
    // Whatever a route does: what is not for a role is not shown to it either.
    if desk
        .asks()
        .is_some_and(|asks| !asks.role.may_be_at(asked.uri.path()))
    {
        return Refusal::NotYours.into_response();
    }
    let _asking = (asked.uri.path() != CHANGED).then(|| desk.asking());
    // A form is read, and its token compared, here: no route can forget it.
    let mut arriving = Arriving::new(body, desk.limits().stall);
    if asked.method == Method::POST {
        let sent = match asked::length(&asked) {
            Ok(()) => Sent::read(desk, &asked.headers, &mut arriving).await,
            Err(refusal) => Err(refusal),
        };
        match sent {
            Ok(sent) => sent.handed_on(&mut asked.extensions),
            Err(refusal) => {
                if matches!(refusal, Refusal::TooMuch(_) | Refusal::Form) {
                    arriving.pass().await;
                }
                return refusal.into_response();
            }
        }
    }
    let request = Request::from_parts(asked.clone(), Body::empty());
    // Kept by the work: whoever goes away and asks again has asked twice.
    let share = match desk.door().gate().zip(desk.asks()) {
        Some((gate, asks)) => match gate.share(&asks.who) {
            None => return Refusal::Crowded.into_response(),
            share => share,
        },
        None => None,
    };
    let answer = async move {
        let _share = share;
        routed(routes, request).await
    };
    patience::answered(desk, &asked, answer).await
}

async fn routed(routes: Router, request: Request<Body>) -> Response {
    let answered: Result<Response, Infallible> =
        TowerToHyperService::new(routes).call(request).await;
    answered.unwrap_or_else(|never| match never {})
}

/// Lets in who brings the key, and leads to the first page, so that the key stands in no history.
fn opened(desk: &Desk, headers: &HeaderMap, uri: &Uri, known: bool) -> Response {
    if headers.contains_key(PURPOSE) {
        return Refusal::Ahead.into_response();
    }
    // Who is in already and opens the address again is where he wants to be.
    if known {
        return Place::first().led_to();
    }
    let asked = uri.query().unwrap_or_default().as_bytes();
    let key = form_urlencoded::parse(asked).find(|(name, _)| name == KEY);
    match key.and_then(|(_, key)| desk.door().spend(&key)) {
        Some(cookie) => {
            let mut answer = Place::first().led_to();
            answer.headers_mut().insert(SET_COOKIE, cookie);
            answer
        }
        None => Refusal::Key.into_response(),
    }
}

/// What this comes to; `None` where it panicked.
async fn caught<T>(work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(
        |context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
            Ok(state) => state.map(Some),
            Err(_) => std::task::Poll::Ready(None),
        },
    )
    .await
}

/// The answer with a page around what is refused: by a route, by the guard, by what reads a route's
/// arguments (that says so in English).
fn told(desk: &Desk, inside: bool, answer: Response) -> Response {
    let status = answer.status();
    if !status.is_client_error() && !status.is_server_error() {
        return answer;
    }
    let is_page = answer
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind == page::HTML);
    let refusal = answer.extensions().get::<Refusal>().copied();
    let refusal = match refusal {
        None if is_page => return answer,
        None => Refusal::of(status),
        Some(refusal) => refusal,
    };
    let mut told = page::refused(desk, inside, refusal);
    if let Some(allowed) = answer.headers().get(ALLOW) {
        told.headers_mut().insert(ALLOW, allowed.clone());
    } else if refusal == Refusal::Method {
        let methods = HeaderValue::from_static("GET, HEAD, POST");
        told.headers_mut().insert(ALLOW, methods);
    }
    told
}
