//! Places within the page. Where an answer leads to is always one of these, never an address that somebody
//! sent: a [`Place`] begins with one slash and holds nothing that leaves this server.

use std::fmt;

use axum::body::Body;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A text as a part of an address, and of a header that takes such parts.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// A place within the page: a path, perhaps with what is asked for there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place(String);

impl Place {
    /// The place of these parts; whatever is in a part, it stays one part.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut path = String::new();
        for part in parts {
            // A part of dots alone would mean the folder above.
            let encoded = encoded(part);
            let dots = !encoded.is_empty() && encoded.bytes().all(|byte| byte == b'.');
            path.push('/');
            path.push_str(if dots || encoded.is_empty() {
                "-"
            } else {
                &encoded
            });
        }
        if path.is_empty() {
            path.push('/');
        }
        Self(path)
    }

    /// The first page.
    pub fn first() -> Self {
        Self("/".to_owned())
    }

    /// The same with something asked for.
    #[must_use]
    pub fn ask(mut self, name: &str, value: &str) -> Self {
        self.0.push(if self.0.contains('?') { '&' } else { '?' });
        self.0
            .push_str(&format!("{}={}", encoded(name), encoded(value)));
        self
    }

    /// The same at a part of its page; nothing can be asked for any more.
    #[must_use]
    pub fn part(mut self, id: &str) -> Self {
        self.0.push('#');
        self.0.push_str(&encoded(id));
        self
    }

    /// As a link holds it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The answer that leads there, to be asked for anew.
    pub fn led_to(&self) -> Response {
        let mut answer = Response::new(Body::empty());
        *answer.status_mut() = StatusCode::SEE_OTHER;
        let there = HeaderValue::from_str(&self.0);
        // Letters, digits and what encodes the rest: nothing that a header refuses.
        let there = there.unwrap_or(HeaderValue::from_static("/"));
        answer.headers_mut().insert(LOCATION, there);
        answer
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl IntoResponse for Place {
    fn into_response(self) -> Response {
        self.led_to()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_elsewhere() {
        for (parts, path) in [
            (vec![], "/"),
            (vec!["tasks", "12"], "/tasks/12"),
            (vec!["", "evil.example"], "/-/evil.example"),
            (vec!["/evil.example"], "/%2Fevil.example"),
            (vec!["\\evil"], "/%5Cevil"),
            (vec!["..", "."], "/-/-"),
            (vec!["a\r\nSet-Cookie: x"], "/a%0D%0ASet%2DCookie%3A%20x"),
            (vec!["台账"], "/%E5%8F%B0%E8%B4%A6"),
        ] {
            let path = path.replace("%2D", "-");
            assert_eq!(Place::of(parts).as_str(), path);
        }
        let asked = Place::of(["find"]).ask("q", "a&b=c#d").ask("页", "2");
        assert_eq!(asked.as_str(), "/find?q=a%26b%3Dc%23d&%E9%A1%B5=2");
        assert_eq!(asked.led_to().headers()[LOCATION], asked.as_str());
    }
}
