//! The frame of every page: where one is, whose ledger it is, what was done, what is wrong.

use std::path::Path;

use askama::Template;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use office::text::visible::inert;

use crate::assets::{SCRIPT, STYLE};
use crate::door::TOKEN;
pub use crate::here::Here;
pub use crate::piece::Kind;
use crate::refusal::{Refusal, Told};
use crate::work::Desk;

/// What every page is.
pub const HTML: &str = "text/html; charset=utf-8";

/// A message above the page's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub(crate) kind: Kind,
    pub(crate) text: String,
}

/// What only who was let in sees.
#[derive(Debug, Clone)]
pub(crate) struct Inside {
    pub(crate) ledger: String,
    pub(crate) actor: String,
    /// What the account may do, where he came in by one.
    pub(crate) role: Option<&'static str>,
    pub(crate) token: String,
}

/// What is around every page's content.
#[derive(Debug, Clone)]
pub struct Frame {
    pub(crate) title: String,
    pub(crate) inside: Option<Inside>,
    pub(crate) messages: Vec<Message>,
    pub(crate) style: &'static str,
    pub(crate) script: &'static str,
    here: Option<Here>,
    pages: Vec<(Here, &'static str, &'static str)>,
}

/// A file by its name alone: where it lies is no business of those who are not at that machine.
fn named(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

impl Frame {
    /// Around a page of this title.
    pub fn new(desk: &Desk, title: impl Into<String>) -> Self {
        let inside = desk.asks().map(|asks| Inside {
            ledger: if asks.by_account {
                named(desk.ledger())
            } else {
                desk.ledger().display().to_string()
            },
            actor: asks.who.clone(),
            role: asks.by_account.then(|| asks.role.name()),
            token: asks.form.clone(),
        });
        let may = |(page, ..): &(Here, &str, &str)| page.verb().is_none_or(|verb| desk.may(verb));
        Self {
            inside,
            pages: Here::ALL.into_iter().filter(may).collect(),
            ..Self::outside(title)
        }
    }

    /// Around a page that says nothing of the ledger.
    pub(crate) fn outside(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            here: None,
            pages: Vec::new(),
            inside: None,
            messages: Vec::new(),
            style: &STYLE.address,
            script: &SCRIPT.address,
        }
    }

    /// The page is that one, or belongs to it.
    #[must_use]
    pub fn at(mut self, here: Here) -> Self {
        self.here = Some(here);
        self
    }

    /// With a message.
    #[must_use]
    pub fn say(mut self, kind: Kind, text: impl Into<String>) -> Self {
        let text = text.into();
        self.messages.push(Message { kind, text });
        self
    }

    /// The token for a form of the page: stands before all its fields, under [`TOKEN`].
    pub fn token(&self) -> &str {
        self.inside
            .as_ref()
            .map_or("", |inside| inside.token.as_str())
    }

    /// The name of that field.
    pub fn token_name(&self) -> &'static str {
        TOKEN
    }

    /// Every page with where it is, how it is called, and whether one is there.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        let pages = self.pages.iter();
        pages.map(|(page, place, name)| (*place, *name, self.here == Some(*page)))
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble {
    frame: Frame,
    told: Told,
}

#[derive(Template)]
#[template(path = "ended.html")]
struct Ended {
    frame: Frame,
}

/// The page as an answer.
pub fn answered(page: &impl Template) -> Response {
    // A template that can't be filled is a fault of the program.
    page.render()
        .map_or_else(|_| Refusal::Fault.into_response(), |page| html(&page))
}

fn html(page: &str) -> Response {
    let mut answer = Response::new(Body::from(inert(page).into_owned()));
    answer
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(HTML));
    answer
}

/// The page with another status than done.
pub fn answered_with(status: StatusCode, page: &impl Template) -> Response {
    let mut answer = answered(page);
    if answer.status().is_success() {
        *answer.status_mut() = status;
    }
    answer
}

/// The page about a refusal; who was not let in learns nothing of the ledger.
pub(crate) fn refused(desk: &Desk, inside: bool, refusal: Refusal) -> Response {
    let told = refusal.told();
    let frame = if inside {
        Frame::new(desk, told.title)
    } else {
        Frame::outside(told.title)
    };
    answered_with(refusal.status(), &Trouble { frame, told })
}

#[derive(Template)]
#[template(path = "messages.html")]
struct Messages {
    frame: Frame,
}

/// A page of nothing but what its frame says.
pub fn of_messages(frame: Frame) -> Response {
    answered(&Messages { frame })
}

/// What is left to say at the end.
pub(crate) fn ended(frame: Frame) -> Response {
    answered(&Ended { frame })
}
