//! Work that takes long, while it goes on and when it is done.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::http::header::{LOCATION, REFERER};
use axum::http::request::Parts as Asked;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use hyper::body::Bytes;
use tokio::sync::watch;

use crate::here::Here;
use crate::place::Place;
use crate::refusal::Refusal;
use crate::secret::secret;
use crate::told::Told;

/// So many pieces of work are kept, done or not.
pub(crate) const MOST: usize = 32;
/// A page that takes more is none.
const LARGEST: usize = 32 << 20;
/// Under which name an address asks for what came of a look.
pub(crate) const MADE: &str = "_made";

/// A piece of work that takes long.
#[derive(Debug)]
pub(crate) struct Slow {
    pub(crate) id: String,
    /// The page that it belongs to.
    pub(crate) page: Option<Here>,
    /// Whether it only shows something.
    pub(crate) looks: bool,
    /// Where it was asked for: the address itself, or the page with the form.
    pub(crate) from: String,
    pub(crate) begun: Instant,
    pub(crate) told: Arc<Told>,
    pub(crate) done: watch::Sender<bool>,
    pub(crate) answer: Mutex<Option<Answer>>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) refusal: Option<Refusal>,
}

impl Slow {
    /// Work that begins now, as it was asked for.
    pub(crate) fn new(asked: &Asked) -> Result<Self, getrandom::Error> {
        let looks = asked.method != Method::POST;
        let page = if looks {
            Some(without_made(&asked.uri))
        } else {
            from_page(&asked.headers)
        };
        Ok(Self {
            id: secret()?,
            page: Here::of(asked.uri.path()),
            looks,
            from: page.unwrap_or_else(|| Place::first().to_string()),
            begun: Instant::now(),
            told: Arc::default(),
            done: watch::Sender::new(false),
            answer: Mutex::default(),
        })
    }

    /// It is done.
    pub(crate) fn put(&self, answer: Answer) {
        let mut place = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        *place = Some(answer);
        self.done.send_replace(true);
    }
}

impl Answer {
    /// What such an answer is, whole.
    pub(crate) async fn of(answer: Response) -> Self {
        let (head, body) = answer.into_parts();
        let refusal = head.extensions.get::<Refusal>().copied();
        match to_bytes(body, LARGEST).await {
            Ok(body) => Self {
                status: head.status,
                headers: head.headers,
                body,
                refusal,
            },
            Err(_) => Self {
                status: StatusCode::INTERNAL_SERVER_ERROR,
                headers: HeaderMap::new(),
                body: Bytes::new(),
                refusal: Some(Refusal::Fault),
            },
        }
    }

    /// The file that it leads to: a browser saves it and stays where it is.
    pub(crate) fn file(&self) -> Option<String> {
        let place = self.headers.get(LOCATION)?.to_str().ok()?;
        place.starts_with("/get/").then(|| place.to_owned())
    }
}

impl From<Answer> for Response {
    fn from(answer: Answer) -> Self {
        let mut told = Self::new(Body::from(answer.body));
        *told.status_mut() = answer.status;
        *told.headers_mut() = answer.headers;
        if let Some(refusal) = answer.refusal {
            told.extensions_mut().insert(refusal);
        }
        told
    }
}

/// The address without what asked after earlier work.
fn without_made(uri: &Uri) -> String {
    let of_page = |part: &&str| !part.starts_with(&format!("{MADE}="));
    let asked = uri.query().unwrap_or_default().split('&').filter(of_page);
    let asked: Vec<&str> = asked.filter(|part| !part.is_empty()).collect();
    match asked.as_slice() {
        [] => uri.path().to_owned(),
        asked => format!("{}?{}", uri.path(), asked.join("&")),
    }
}

/// The page of this server that a form stands on.
fn from_page(headers: &HeaderMap) -> Option<String> {
    let from: Uri = headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
    Some(from.path_and_query()?.as_str().to_owned())
}
