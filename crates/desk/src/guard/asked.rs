//! What a request says of itself, looked at before anything is done for it.

use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, ORIGIN, TRANSFER_ENCODING};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method};
use percent_encoding::percent_decode_str;

use crate::door::Door;
use crate::limits;
use crate::refusal::{Kind, Refusal};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether this server is meant, at one of its own names, the page does only what pages do, and the
/// address is one that could be here.
pub(super) fn checked(asked: &Parts, door: &Door) -> Result<(), Refusal> {
    let host = host(asked, door)?;
    if asked.method == Method::POST {
        origin(&asked.headers, &door.origin(&host))?;
    } else {
        led_here(&asked.headers)?;
    }
    is_whole(asked, door)
}

/// The same of a program that is no browser: it does not say which page it comes from.
pub(super) fn is_whole(asked: &Parts, door: &Door) -> Result<(), Refusal> {
    host(asked, door)?;
    if !matches!(asked.method, Method::GET | Method::HEAD | Method::POST) {
        return Err(Refusal::Method);
    }
    path(asked.uri.path())?;
    whole(asked)
}

/// The only value of a header; two of one kind are a trick.
fn only(headers: &HeaderMap, name: &HeaderName) -> Option<Result<String, ()>> {
    let mut values = headers.get_all(name).into_iter();
    let first = values.next()?;
    if values.next().is_some() {
        return Some(Err(()));
    }
    Some(first.to_str().map(str::to_owned).map_err(|_| ()))
}

/// The name under which this server is asked.
fn host(asked: &Parts, door: &Door) -> Result<String, Refusal> {
    let Some(Ok(host)) = only(&asked.headers, &HOST) else {
        return Err(Refusal::Host);
    };
    let whole = asked
        .uri
        .authority()
        .is_none_or(|named| named.as_str() == host);
    if whole && door.is_called(&host) {
        Ok(host)
    } else {
        Err(Refusal::Host)
    }
}

/// Whether a form comes from a page of this server: its browser says so, and who says nothing is no browser.
fn origin(headers: &HeaderMap, own: &str) -> Result<(), Refusal> {
    let origin = only(headers, &ORIGIN).map(|value| value.as_deref() == Ok(own));
    let site = only(headers, &FETCH_SITE).map(|value| value.as_deref() == Ok("same-origin"));
    match (origin, site) {
        (Some(true), None | Some(true)) | (None, Some(true)) => Ok(()),
        _ => Err(Refusal::Origin),
    }
}

/// Whether a page of this server leads here, or the person does: another server of this machine is the same site
/// to a browser, and its pages are sent the cookie too.
fn led_here(headers: &HeaderMap) -> Result<(), Refusal> {
    match only(headers, &FETCH_SITE) {
        None => Ok(()),
        Some(Ok(site)) if ["same-origin", "none"].contains(&site.as_str()) => Ok(()),
        Some(_) => Err(Refusal::Origin),
    }
}

/// Whether a path is as this program writes them: nothing that leads up or out, and nothing of the kind
/// once it is decoded, or decoded once more by whatever stands behind.
fn path(path: &str) -> Result<(), Refusal> {
    let once = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| Refusal::Address)?;
    let twice = percent_decode_str(&once).decode_utf8_lossy();
    let slashes = path.matches('/').count();
    let strange = |read: &str| {
        let leads = |part: &str| part.bytes().all(|byte| byte == b'.');
        // Only the first page ends with a slash; no part is empty or nothing but dots.
        !read.starts_with('/')
            || read != "/" && read.split('/').skip(1).any(leads)
            || read.matches('/').count() != slashes
            || read.chars().any(|c| c.is_control() || c == '\\')
    };
    if [path, &once, &twice].into_iter().any(strange) {
        return Err(Refusal::Address);
    }
    Ok(())
}

/// Whether it is clear where the request ends. Browsers send no body in pieces, and none with a question;
/// whoever does wants two readers to differ about its end.
fn whole(asked: &Parts) -> Result<(), Refusal> {
    if asked.headers.contains_key(TRANSFER_ENCODING) {
        return Err(Refusal::Length);
    }
    let is_form = asked.method == Method::POST;
    match announced(asked)? {
        None if is_form => Err(Refusal::Length),
        Some(1..) if !is_form => Err(Refusal::Malformed),
        _ => Ok(()),
    }
}

/// How many bytes of body a request says it has.
fn announced(asked: &Parts) -> Result<Option<u64>, Refusal> {
    let Some(length) = only(&asked.headers, &CONTENT_LENGTH) else {
        return Ok(None);
    };
    let digits = |text: &String| text.bytes().all(|byte| byte.is_ascii_digit());
    let length = length
        .ok()
        .filter(digits)
        .and_then(|text| text.parse().ok());
    length.map(Some).ok_or(Refusal::Malformed)
}

/// Whether a form announces no more than may come.
pub(super) fn length(asked: &Parts) -> Result<(), Refusal> {
    let kind = only(&asked.headers, &CONTENT_TYPE);
    let (most, over) = match kind {
        Some(Ok(kind)) if kind.starts_with("multipart/") => (limits::BODY_BYTES, Kind::AllFiles),
        // Each byte may be sent as three.
        _ => (3 * limits::FIELDS_BYTES as u64, Kind::Text),
    };
    match announced(asked)? {
        Some(length) if length > most => Err(Refusal::TooMuch(over)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_as_they_are_written_here() {
        for good in [
            "/",
            "/tasks",
            "/tasks/12",
            "/get/ab/%E5%8F%B0%E8%B4%A6.docx",
            "/a/..b",
            "/a%20b",
            "/100%25",
            "/%E5%88%B0%2520%25%25ff",
        ] {
            assert_eq!(path(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "*",
            "//",
            "/tasks/",
            "//evil",
            "/a//b",
            "/..",
            "/a/../b",
            "/./a",
            "/...",
            "/%2e%2e/a",
            "/%2E./a",
            "/a%2fb",
            "/a%2Fb",
            "/a\\b",
            "/a%5cb",
            "/a%00",
            "/a%0d%0ab",
            "/%252e%252e/a",
            "/%255c",
            "/%ff",
            "/%c0%ae%c0%ae/a",
            "/a%2500",
            "/a%7f",
        ] {
            assert_eq!(path(bad), Err(Refusal::Address), "{bad}");
        }
    }
}
