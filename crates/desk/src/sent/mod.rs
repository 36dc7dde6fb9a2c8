//! What a form sent: its fields and its files, read and bounded before a route sees them, its token compared.

pub(crate) mod arriving;
mod multipart;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts as Asked;
use axum::http::{Extensions, HeaderMap};
use office::system::{private, private_folder};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;

use crate::door::TOKEN;
use crate::limits::{BODY_BYTES, FIELDS, FIELDS_BYTES, FILE_BYTES, FILES, FILES_BYTES};
use crate::names;
use crate::refusal::{Kind, Refusal};
use crate::secret::same;
pub use crate::uploaded::Uploaded;
use crate::work::Desk;
use arriving::Arriving;
use multipart::Parts;

/// What a form sent. Its files go when it is dropped.
#[derive(Debug, Default)]
pub struct Sent {
    /// The fields in the order of the form, each with its text; the token is not among them.
    pub fields: Vec<(String, String)>,
    /// The files; a field in which none was chosen has none.
    pub files: Vec<Uploaded>,
    folder: Option<TempDir>,
}

/// A form on its way to its route.
#[derive(Clone)]
struct OnItsWay(Arc<Mutex<Option<Sent>>>);

impl Sent {
    /// The text of a field; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.texts(name).next().unwrap_or_default()
    }

    /// The texts of all fields of this name.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.fields.iter().filter(move |(field, _)| field == name);
        named.map(|(_, text)| text.as_str())
    }

    /// The files of a field.
    pub fn files_of(&self, field: &str) -> impl Iterator<Item = &Uploaded> {
        self.files.iter().filter(move |file| file.field == field)
    }

    /// Reads a form.
    pub(crate) async fn read(
        desk: &Desk,
        headers: &HeaderMap,
        arriving: &mut Arriving,
    ) -> Result<Self, Refusal> {
        let kind = headers
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default();
        let plain = kind.split(';').next().unwrap_or_default().trim();
        let mut reading = Reading::new(desk);
        if plain.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            // Each byte may be sent as three.
            let most = 3 * FIELDS_BYTES as u64;
            reading.plain(arriving.bounded(most, Kind::Text)).await?;
        } else if plain.eq_ignore_ascii_case("multipart/form-data") {
            let boundary = multipart::boundary(kind).ok_or(Refusal::Malformed)?;
            let arriving = arriving.bounded(BODY_BYTES, Kind::AllFiles);
            reading.parts(Parts::new(arriving, boundary)).await?;
        } else {
            return Err(Refusal::Unknown);
        }
        reading.done()
    }

    /// Puts the form where its route takes it from.
    pub(crate) fn handed_on(self, extensions: &mut Extensions) {
        extensions.insert(OnItsWay(Arc::new(Mutex::new(Some(self)))));
    }
}

impl<S: Sync> FromRequestParts<S> for Sent {
    type Rejection = Refusal;

    async fn from_request_parts(asked: &mut Asked, _: &S) -> Result<Self, Refusal> {
        let form = asked
            .extensions
            .remove::<OnItsWay>()
            .ok_or(Refusal::Fault)?;
        let form = form.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        form.ok_or(Refusal::Fault)
    }
}

/// A form that is being read.
struct Reading<'a> {
    desk: &'a Desk,
    sent: Sent,
    is_ours: bool,
    fields: usize,
    text: usize,
    bytes: u64,
}

impl<'a> Reading<'a> {
    fn new(desk: &'a Desk) -> Self {
        Self {
            desk,
            sent: Sent::default(),
            is_ours: false,
            fields: 0,
            text: 0,
            bytes: 0,
        }
    }

    fn done(self) -> Result<Sent, Refusal> {
        if self.is_ours {
            Ok(self.sent)
        } else {
            Err(Refusal::Form)
        }
    }

    /// Takes a field. The first is the token: nothing of a stranger's form is kept.
    fn field(&mut self, name: String, text: &str) -> Result<(), Refusal> {
        if !self.is_ours {
            let asks = self.desk.asks();
            let token = asks.as_ref().map(|asks| asks.form.as_str());
            self.is_ours = name == TOKEN && token.is_some_and(|token| same(text, token));
            return if self.is_ours {
                Ok(())
            } else {
                Err(Refusal::Form)
            };
        }
        self.fields += 1;
        self.text += name.len() + text.len();
        if self.fields > FIELDS {
            return Err(Refusal::TooMuch(Kind::Fields));
        }
        if self.text > FIELDS_BYTES {
            return Err(Refusal::TooMuch(Kind::Text));
        }
        if name != TOKEN {
            // A browser ends lines as Windows does, whatever the system.
            self.sent.fields.push((name, text.replace("\r\n", "\n")));
        }
        Ok(())
    }

    /// Takes a form without files.
    async fn plain(&mut self, arriving: &mut Arriving) -> Result<(), Refusal> {
        let mut body = Vec::new();
        while let Some(bytes) = arriving.next().await? {
            body.extend_from_slice(&bytes);
        }
        for (name, text) in form_urlencoded::parse(&body) {
            self.field(name.into_owned(), &text)?;
        }
        Ok(())
    }

    /// Takes a form with files.
    async fn parts(&mut self, mut parts: Parts<'_>) -> Result<(), Refusal> {
        while let Some(head) = parts.next().await? {
            match head.file {
                None => {
                    let mut text = Vec::new();
                    while let Some(more) = parts.content().await? {
                        text.extend(more);
                        if text.len() > FIELDS_BYTES {
                            return Err(Refusal::TooMuch(Kind::Text));
                        }
                    }
                    self.field(head.name, &String::from_utf8_lossy(&text))?;
                }
                Some(_) if !self.is_ours => return Err(Refusal::Form),
                Some(name) => self.file(head.name, &name, &mut parts).await?,
            }
        }
        Ok(())
    }

    /// Takes a file, as it comes.
    async fn file(
        &mut self,
        field: String,
        name: &str,
        parts: &mut Parts<'_>,
    ) -> Result<(), Refusal> {
        let first = parts.content().await?;
        // Where no file was chosen a browser sends one without name and content.
        if first.is_none() && name.is_empty() {
            return Ok(());
        }
        if self.sent.files.len() == FILES {
            return Err(Refusal::TooMuch(Kind::Files));
        }
        let (name, path) = self.placed(name)?;
        let file = private(std::fs::File::options().write(true).create_new(true)).open(&path);
        let mut file = tokio::fs::File::from_std(file.map_err(|_| Refusal::Fault)?);
        let (mut size, mut content) = (0, first);
        while let Some(more) = content {
            size += more.len() as u64;
            self.bytes += more.len() as u64;
            if size > FILE_BYTES {
                return Err(Refusal::TooMuch(Kind::File));
            }
            if self.bytes > FILES_BYTES {
                return Err(Refusal::TooMuch(Kind::AllFiles));
            }
            file.write_all(&more).await.map_err(|_| Refusal::Fault)?;
            content = parts.content().await?;
        }
        file.flush().await.map_err(|_| Refusal::Fault)?;
        self.sent.files.push(Uploaded { field, name, path });
        Ok(())
    }

    /// A place for the next file: a folder of its own, so that two of one name both keep it.
    fn placed(&mut self, name: &str) -> Result<(String, PathBuf), Refusal> {
        let name = names::safe(name);
        if self.sent.folder.is_none() {
            let folder = self.desk.session().within("sent-");
            self.sent.folder = Some(folder.map_err(|_| Refusal::Fault)?);
        }
        let folder = self
            .sent
            .folder
            .as_ref()
            .map(TempDir::path)
            .ok_or(Refusal::Fault)?;
        let own = folder.join((self.sent.files.len() + 1).to_string());
        private_folder(&mut std::fs::DirBuilder::new())
            .create(&own)
            .map_err(|_| Refusal::Fault)?;
        let path = own.join(&name);
        Ok((name, path))
    }
}
