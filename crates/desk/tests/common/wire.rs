//! Requests as bytes, answers as they came: what no decent client would send can be sent.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// All that came over the connection.
    pub(crate) raw: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub(crate) fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    let patience = Some(Duration::from_secs(30));
    stream.set_read_timeout(patience).expect("a limit");
    stream.set_write_timeout(patience).expect("a limit");
    stream
}

/// Sends these bytes and reads to the end of the connection; `None` where nothing came.
pub(crate) fn exchange(port: u16, bytes: &[u8]) -> Option<Answer> {
    let mut stream = connect(port);
    // Who is refused early may be cut off while still sending.
    let _ = stream.write_all(bytes);
    read(&mut stream)
}

/// Reads to the end of the connection.
pub(crate) fn read(stream: &mut TcpStream) -> Option<Answer> {
    let mut raw = Vec::new();
    let mut piece = vec![0; 65536];
    while let Ok(count @ 1..) = stream.read(&mut piece) {
        raw.extend_from_slice(&piece[..count]);
    }
    parsed(raw)
}

fn parsed(raw: Vec<u8>) -> Option<Answer> {
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(raw[..end].to_vec()).expect("headers are text");
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .expect("a status");
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let body = raw[end + 4..].to_vec();
    Some(Answer {
        status: status.parse().expect("a number"),
        headers,
        body,
        raw,
    })
}

/// A part of a form: field, name of the file, content.
pub(crate) type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

/// A form as a browser packs it that sends files, and what it says of it.
pub(crate) fn packed(parts: &[Part<'_>]) -> (String, Vec<u8>) {
    let boundary = "----formBoundary7MA4YWxk";
    let escaped = |text: &str| {
        text.replace('"', "%22")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let mut body = Vec::new();
    for (field, file, content) in parts {
        body.extend(
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
                escaped(field)
            )
            .bytes(),
        );
        if let Some(file) = file {
            body.extend(
                format!(
                    "; filename=\"{}\"\r\nContent-Type: application/octet-stream",
                    escaped(file)
                )
                .bytes(),
            );
        }
        body.extend(b"\r\n\r\n");
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{boundary}--\r\n").bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// A form as a browser writes it that has no files.
pub(crate) fn written(fields: &[(&str, &str)]) -> (String, Vec<u8>) {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    (
        "application/x-www-form-urlencoded".to_owned(),
        form.finish().into_bytes(),
    )
}

/// Who was let in.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) port: u16,
    pub(crate) cookie: String,
    pub(crate) token: String,
}

impl Session {
    /// Opens the address that the program gave.
    pub(crate) fn open(address: &str) -> Self {
        let rest = address.strip_prefix("http://127.0.0.1:").expect("loopback");
        let (port, path) = rest.split_once('/').expect("a path");
        let port = port.parse().expect("a port");
        let asked =
            format!("GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        let opened = exchange(port, asked.as_bytes()).expect("an answer");
        assert_eq!((opened.status, opened.header("location")), (303, Some("/")));
        let cookie = opened.header("set-cookie").expect("a cookie");
        let cookie = cookie.split(';').next().expect("its value").to_owned();
        let mut session = Self {
            port,
            cookie,
            token: String::new(),
        };
        let page = session.get("/").text();
        let (_, value) = page.split_once("name=\"_token\" value=\"").expect("a form");
        session.token = value[..value.find('"').expect("its end")].into();
        session
    }

    /// Logs in; what came of it where there is no session.
    pub(crate) fn log_in(port: u16, name: &str, password: &str) -> Result<Self, Answer> {
        let mut session = Self {
            port,
            cookie: String::new(),
            token: String::new(),
        };
        let form = written(&[("name", name), ("password", password)]);
        let answer = session.post("/login", form);
        let Some(cookie) = answer.header("set-cookie") else {
            return Err(answer);
        };
        cookie
            .split(';')
            .next()
            .expect("its value")
            .clone_into(&mut session.cookie);
        let page = session.get("/").text();
        let (_, value) = page.split_once("name=\"_token\" value=\"").expect("a form");
        session.token = value[..value.find('"').expect("its end")].into();
        Ok(session)
    }

    /// The headers of a browser that was let in.
    pub(crate) fn headers(&self) -> String {
        let Self { port, cookie, .. } = self;
        format!("Host: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n")
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        let asked = format!("GET {path} HTTP/1.1\r\n{}\r\n", self.headers());
        exchange(self.port, asked.as_bytes()).expect("an answer")
    }

    /// What a browser says of a form from this server.
    pub(crate) fn form_headers(&self, kind: &str, length: usize) -> String {
        let port = self.port;
        format!(
            "{}Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: {kind}\r\nContent-Length: {length}\r\n",
            self.headers()
        )
    }

    pub(crate) fn post(&self, path: &str, (kind, body): (String, Vec<u8>)) -> Answer {
        let head = self.form_headers(&kind, body.len());
        let mut asked = format!("POST {path} HTTP/1.1\r\n{head}\r\n").into_bytes();
        asked.extend(body);
        exchange(self.port, &asked).expect("an answer")
    }

    /// A form with this session's token and these fields.
    pub(crate) fn fields<'a>(&'a self, fields: &[(&'a str, &'a str)]) -> (String, Vec<u8>) {
        let mut all = vec![("_token", self.token.as_str())];
        all.extend(fields);
        written(&all)
    }

    /// The same with files.
    pub(crate) fn parts<'a>(&'a self, parts: &[Part<'a>]) -> (String, Vec<u8>) {
        let mut all: Vec<Part<'_>> = vec![("_token", None, self.token.as_bytes())];
        all.extend(parts);
        packed(&all)
    }
}
