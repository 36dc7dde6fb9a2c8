//! What takes long: who asks for it is shown at once that it is being done, and for how long, and then what came
//! of it. It goes on whether or not anybody looks, and needs no script: the page asks again by itself.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use askama::Template;
use axum::http::Method;
use axum::http::header::HeaderName;
use axum::http::request::Parts as Asked;
use axum::response::{IntoResponse as _, Response};
use tokio::time::timeout;

use crate::page::{self, Frame, Here};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::session;
use crate::slow::{Answer, MADE, Slow};
use crate::told::HEARD;
use crate::work::Desk;

/// Where what came of a form is asked for.
const WAITS: &str = "/wait/";
/// Work that has gone on for so long is asked after less often.
const LONG: Duration = Duration::from_secs(10);
/// Where files are asked for.
const FILES: &str = "/get/";
/// For what an answer is asked: a script is told nothing by a page that waits.
const FOR: HeaderName = HeaderName::from_static("sec-fetch-dest");

#[derive(Template)]
#[template(path = "waits.html")]
struct Waits {
    frame: Frame,
    again: String,
    seconds: u64,
    pause: u64,
    told: Option<(String, u64, u64)>,
}

#[derive(Template)]
#[template(path = "made.html")]
struct Made {
    frame: Frame,
    file: String,
    from: String,
}

/// The answer to a request for a page, whatever that takes: after a moment it is a page that waits.
pub(crate) async fn answered(
    desk: &Desk,
    asked: &Asked,
    answer: impl Future<Output = Response> + Send + 'static,
) -> Response {
    if let Some(slow) = waited_for(desk, asked) {
        return asked_again(desk, &slow).await;
    }
    if asked.uri.path().starts_with(WAITS) {
        return Refusal::Missing.into_response();
    }
    let is_for_a_page = asked.headers.get(FOR).is_none_or(|what| what == "document");
    // A file is there already, and is read as it is sent.
    if !is_for_a_page || asked.uri.path().starts_with(FILES) {
        return answer.await;
    }
    let Ok(slow) = Slow::new(asked) else {
        return answer.await;
    };
    let slow = Arc::new(slow);
    let doing = session::asks(desk.asks(), HEARD.scope(slow.told.clone(), answer));
    let mut work = tokio::spawn(doing);
    if let Ok(done) = timeout(desk.limits().patience, &mut work).await {
        return done.unwrap_or_else(|_| Refusal::Fault.into_response());
    }
    desk.slow().put(&slow.id, slow.clone());
    let doing = slow.clone();
    tokio::spawn(async move {
        let done = work.await;
        let done = done.unwrap_or_else(|_| Refusal::Fault.into_response());
        doing.put(Answer::of(done).await);
    });
    if slow.looks {
        slow.page(desk)
    } else {
        Place::of(["wait", slow.id.as_str()]).led_to()
    }
}

/// The work that an address asks after.
fn waited_for(desk: &Desk, asked: &Asked) -> Option<Arc<Slow>> {
    if asked.method != Method::GET {
        return None;
    }
    if let Some(id) = asked.uri.path().strip_prefix(WAITS) {
        return desk.slow().find(id);
    }
    let query = asked.uri.query().unwrap_or_default();
    let made = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == MADE);
    desk.slow().find(&made?.1)
}

async fn asked_again(desk: &Desk, slow: &Slow) -> Response {
    let mut done = slow.done.subscribe();
    // The sender lives as long as the work is kept.
    let _ = timeout(desk.limits().patience, done.wait_for(|done| *done)).await;
    let answer = slow.answer.lock();
    let answer = answer.unwrap_or_else(PoisonError::into_inner).clone();
    let Some(answer) = answer else {
        return slow.page(desk);
    };
    if slow.looks {
        // Once: who looks again sees what has become of the ledger.
        desk.slow().forget(&slow.id);
    }
    match answer.file() {
        Some(file) => {
            let frame = Frame::new(desk, "做好了");
            let from = slow.from.clone();
            page::answered(&Made { frame, file, from })
        }
        None => answer.into(),
    }
}

impl Slow {
    /// The page that waits.
    fn page(&self, desk: &Desk) -> Response {
        let again = if self.looks {
            let joint = if self.from.contains('?') { '&' } else { '?' };
            format!("{}{joint}{MADE}={}", self.from, self.id)
        } else {
            Place::of(["wait", self.id.as_str()]).to_string()
        };
        let gone = self.begun.elapsed();
        let title = self.page.map_or_else(|| "正在办".to_owned(), Here::doing);
        let frame = Frame::new(desk, title);
        page::answered(&Waits {
            frame: match self.page {
                Some(here) => frame.at(here),
                None => frame,
            },
            again,
            seconds: gone.as_secs().max(1),
            pause: if gone < LONG { 1 } else { 3 },
            told: self.told.so_far(),
        })
    }
}
