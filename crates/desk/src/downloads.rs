//! Files that the program made for the person: kept in the session's folder, handed out under a name that
//! nobody can guess, to be saved and not opened in the page. One kind is shown, the board: alone, in a frame
//! that reaches nothing of the page around it.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path as Asked, State};
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use hyper::body::{Bytes, Frame};
use office::archive;
use tempfile::TempDir;
use tokio::io::AsyncReadExt as _;
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::names::safe;
use crate::place::{Place, encoded};
use crate::refusal::Refusal;
use crate::secret::secret;
use crate::shelf::Kept;
use crate::work::Desk;

/// What every address of such a file begins with; the route's own.
const GET: &str = "get";
/// The same of one that is shown.
const SHOW: &str = "show";

/// What a page that is shown may do: be seen, and work by what stands in itself.
const ALONE: &str = "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; \
    script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Bytes that are read ahead of who saves.
const PIECE: usize = 64 << 10;
/// Who takes nothing for so long has gone.
const TAKES: Duration = Duration::from_mins(2);

/// A file to be kept with others.
#[derive(Debug, Clone)]
pub struct Made {
    /// Where it lies now.
    pub path: PathBuf,
    /// What the person is to find it as.
    pub name: String,
}

impl Desk {
    /// Takes over a file that was made: where it can be fetched until the session ends. Waits for the disk.
    pub fn hand_out(&self, made: &Made) -> io::Result<Place> {
        self.kept(made, GET, false)
    }

    /// The same of a page with everything in itself, to be shown in a frame.
    pub fn show(&self, made: &Made) -> io::Result<Place> {
        self.kept(made, SHOW, true)
    }

    /// Several files as one archive of this name.
    pub fn hand_out_together(&self, files: &[Made], name: &str) -> io::Result<Place> {
        let folder = self.folder()?;
        let packed = folder.path().join("packed.zip");
        let parts = distinct(files);
        archive::of_files(File::create_new(&packed)?, &parts)?;
        let name = name.to_owned();
        self.hand_out(&Made { path: packed, name })
    }

    /// The file in a folder of its own, moved there or copied where it lies on another disk.
    fn kept(&self, made: &Made, way: &str, shown: bool) -> io::Result<Place> {
        let id = secret().map_err(io::Error::other)?;
        let name = safe(&made.name);
        let path = self
            .session()
            .within("out-")
            .map(TempDir::keep)?
            .join("file");
        if std::fs::rename(&made.path, &path).is_err() {
            std::fs::copy(&made.path, &path)?;
        }
        let place = Place::of([way, &id, &name]);
        self.shelf().put(id, Kept { name, path, shown });
        Ok(place)
    }
}

/// The files with names that differ, in whatever way letters are written.
fn distinct(files: &[Made]) -> Vec<(String, PathBuf)> {
    let mut seen = HashMap::new();
    let mut parts: Vec<(String, PathBuf)> = Vec::new();
    for made in files {
        let name = safe(&made.name);
        let mut own = name.clone();
        while seen.contains_key(&own.to_lowercase()) {
            let count: &mut u32 = seen.entry(name.to_lowercase()).or_insert(1);
            *count += 1;
            let (stem, suffix) = name.rsplit_once('.').unwrap_or((&name, ""));
            let dot = if suffix.is_empty() { "" } else { "." };
            own = format!("{stem}（{count}）{dot}{suffix}");
        }
        seen.insert(own.to_lowercase(), 1);
        parts.push((own, made.path.clone()));
    }
    parts
}

/// What a browser is told of a file with this name.
fn kind(name: &str) -> &'static str {
    let suffix = name
        .rsplit_once('.')
        .map(|(_, suffix)| suffix.to_lowercase());
    match suffix.as_deref().unwrap_or_default() {
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "ics" => "text/calendar; charset=utf-8",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "doc" => "application/msword",
        "xls" => "application/vnd.ms-excel",
        _ => "application/octet-stream",
    }
}

/// How a file is to be saved: its name as all browsers read it, and a plain one for those that are older.
fn saved_as(name: &str) -> String {
    let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    let plain = !suffix.is_empty() && suffix.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let dot = if plain { "." } else { "" };
    let suffix = if plain { suffix } else { "" };
    format!(
        "attachment; filename=\"ledger{dot}{suffix}\"; filename*=UTF-8''{}",
        encoded(name)
    )
}

/// Hands out a file to be saved.
pub(crate) async fn got(
    State(desk): State<Desk>,
    Asked((id, name)): Asked<(String, String)>,
) -> Response {
    let Some(kept) = desk.shelf().find(&id, &name, false) else {
        return Refusal::Missing.into_response();
    };
    let mut headers = HeaderMap::new();
    // Whatever it is, it is no page of this server.
    let alone = HeaderValue::from_static("sandbox; default-src 'none'");
    headers.insert(CONTENT_SECURITY_POLICY, alone);
    let Ok(saved) = HeaderValue::from_str(&saved_as(&kept.name)) else {
        return Refusal::Fault.into_response();
    };
    headers.insert(CONTENT_DISPOSITION, saved);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind(&kept.name)));
    streamed(&kept.path, headers).await
}

/// Hands out a page to be shown in a frame.
pub(crate) async fn shown(
    State(desk): State<Desk>,
    Asked((id, name)): Asked<(String, String)>,
) -> Response {
    let Some(kept) = desk.shelf().find(&id, &name, true) else {
        return Refusal::Missing.into_response();
    };
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(ALONE));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind("a.html")));
    streamed(&kept.path, headers).await
}

/// The file's bytes, read as they are taken.
async fn streamed(path: &Path, mut headers: HeaderMap) -> Response {
    let opened = async {
        let file = tokio::fs::File::open(path).await?;
        let size = file.metadata().await?.len();
        Ok::<_, io::Error>((file, size))
    };
    let Ok((mut file, size)) = opened.await else {
        return Refusal::Missing.into_response();
    };
    headers.insert(CONTENT_LENGTH, HeaderValue::from(size));
    let (sender, pieces) = mpsc::channel(2);
    tokio::spawn(async move {
        loop {
            let mut piece = vec![0; PIECE];
            let read = file.read(&mut piece).await;
            let piece = match read {
                Ok(0) => return,
                Ok(count) => {
                    piece.truncate(count);
                    Ok(Bytes::from(piece))
                }
                Err(fault) => Err(fault),
            };
            let failed = piece.is_err();
            // Who has gone, or takes nothing any more, gets no more.
            if !matches!(timeout(TAKES, sender.send(piece)).await, Ok(Ok(()))) || failed {
                return;
            }
        }
    });
    let mut answer = Response::new(Body::new(Pieces(pieces)));
    *answer.headers_mut() = headers;
    answer
}

/// A body that comes in pieces.
struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let next = self.0.poll_recv(context);
        next.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_saved_as_they_are_and_steer_nothing() {
        assert_eq!(
            saved_as("报告 (1).docx"),
            "attachment; filename=\"ledger.docx\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%281%29.docx"
        );
        assert_eq!(
            saved_as("a\"\r\nb"),
            "attachment; filename=\"ledger\"; filename*=UTF-8''a%22%0D%0Ab"
        );
        assert_eq!(kind("表.XLSX"), kind("a.xlsx"));
        assert_eq!(kind("a.svg"), "application/octet-stream");
    }

    #[test]
    fn files_of_one_name_both_stay() {
        let made = ["表.csv", "表.csv", "表.CSV", "表（2）.csv", "无", "无"].map(|name| Made {
            path: "x".into(),
            name: name.to_owned(),
        });
        let names: Vec<String> = distinct(&made).into_iter().map(|(name, _)| name).collect();
        let mut lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        lower.sort();
        lower.dedup();
        assert_eq!(lower.len(), names.len(), "{names:?}");
        assert_eq!(
            (names[0].as_str(), names[1].as_str()),
            ("表.csv", "表（2）.csv")
        );
    }
}
