//! What pages bring besides: one style sheet, one script. Each is named after its content, so that a browser
//! may keep it.

use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use model::digest::Digest;

use crate::refusal::Refusal;

/// What every address of such a file begins with.
pub(crate) const UNDER: &str = "/static/";

/// A file of the program.
pub(crate) struct Asset {
    /// Where it is asked for.
    pub(crate) address: String,
    kind: &'static str,
    content: &'static str,
}

impl Asset {
    fn new(name: &str, kind: &'static str, content: &'static str) -> Self {
        let digest = Digest::of(content.as_bytes()).to_string();
        Self {
            address: format!("{UNDER}{}/{name}", &digest[..16]),
            kind,
            content,
        }
    }
}

/// The style sheet.
pub(crate) static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let content = include_str!("../static/desk.css");
    Asset::new("desk.css", "text/css; charset=utf-8", content)
});

/// The script; nothing needs it to work.
pub(crate) static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let content = include_str!("../static/desk.js");
    Asset::new("desk.js", "text/javascript; charset=utf-8", content)
});

/// What the page of the report does with what stands behind its sentences.
pub(crate) static REPORT_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let content = include_str!("../static/report.js");
    Asset::new("report.js", "text/javascript; charset=utf-8", content)
});

/// What makes setting a reading right handier.
pub(crate) static IMPORT: LazyLock<Asset> = LazyLock::new(|| {
    let content = include_str!("../static/import.js");
    Asset::new("import.js", "text/javascript; charset=utf-8", content)
});

/// What makes joining measures to problems handier.
pub(crate) static MEASURES: LazyLock<Asset> = LazyLock::new(|| {
    let content = include_str!("../static/measures.js");
    Asset::new("measures.js", "text/javascript; charset=utf-8", content)
});

/// Hands out such a file.
pub(crate) async fn given(Path((digest, name)): Path<(String, String)>) -> Response {
    let asked = format!("{UNDER}{digest}/{name}");
    let Some(asset) = [&STYLE, &SCRIPT, &REPORT_SCRIPT, &IMPORT, &MEASURES]
        .into_iter()
        .find(|asset| asset.address == asked)
    else {
        return Refusal::Missing.into_response();
    };
    let mut answer = Response::new(Body::from(asset.content));
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    let kept = HeaderValue::from_static("private, max-age=31536000, immutable");
    headers.insert(CACHE_CONTROL, kept);
    answer
}
