//! A page with its pictures in one file (`.mht`), as a mail would hold them: the page is taken out.

use crate::document::unreadable::Unreadable;

/// Most parts that are looked at, and bytes of what stands before one.
const PARTS: usize = 4096;
const HEAD: usize = 16 << 10;

/// Whether a file begins so.
pub(super) fn is_archive(head: &str) -> bool {
    const BEGINS: [&str; 3] = ["mime-version:", "from:", "content-type: multipart/"];
    let head = head.trim_start();
    BEGINS.iter().any(|begin| head.starts_with(begin)) && head.contains("multipart/related")
}

/// The bytes of the first page in it.
pub(super) fn page(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    found(bytes).ok_or_else(|| Unreadable::Damaged {
        detail: "no page in the archive".to_owned(),
    })
}

fn found(bytes: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = parted(bytes)?;
    let mut border = b"--".to_vec();
    border.extend(value(&head, "boundary=")?.bytes());
    for _ in 0..PARTS {
        rest = &rest[position(rest, &border)? + border.len()..];
        let (head, body) = parted(rest)?;
        let small = head.to_ascii_lowercase();
        if !small.contains("content-type: text/html") {
            continue;
        }
        let body = &body[..position(body, &border).unwrap_or(body.len())];
        return Some(
            match value(&small, "content-transfer-encoding:").as_deref() {
                Some("quoted-printable") => quoted(body),
                Some("base64") => base64(body),
                _ => body.to_vec(),
            },
        );
    }
    None
}

/// The lines up to the first empty one, and what stands behind it.
fn parted(bytes: &[u8]) -> Option<(String, &[u8])> {
    let ends: [&[u8]; 2] = [b"\r\n\r\n", b"\n\n"];
    let head = &bytes[..bytes.len().min(HEAD)];
    let places = ends.map(|end| Some((position(head, end)?, end.len())));
    let (at, length) = places.into_iter().flatten().min()?;
    let head = String::from_utf8_lossy(&bytes[..at]).into_owned();
    Some((head, &bytes[at + length..]))
}

/// What a header says behind that word.
fn value(head: &str, word: &str) -> Option<String> {
    let at = head.to_ascii_lowercase().find(word)?;
    let rest = head[at + word.len()..].trim_start();
    let quoted = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let plain = || {
        rest.split([';', '\r', '\n', ' '])
            .next()
            .unwrap_or_default()
    };
    let value = quoted.map_or_else(plain, |(value, _)| value);
    (!value.is_empty()).then(|| value.to_owned())
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut windows = bytes.windows(wanted.len());
    windows.position(|window| window == wanted)
}

/// `=C4=E3`, and lines that go on behind `=`.
fn quoted(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let [first, behind @ ..] = rest {
        rest = behind;
        if *first != b'=' {
            out.push(*first);
            continue;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
        match behind {
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => rest = after,
            [high, low, after @ ..] => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high * 16 + low);
                    rest = after;
                }
                _ => out.push(b'='),
            },
            _ => out.push(b'='),
        }
    }
    out
}

/// Six bits a letter; anything else is passed over.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in body {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_taken_out_whichever_way_it_is_written() {
        let archive = |how: &str, body: &str| {
            format!(
                "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"=_x\"\r\n\r\n--=_x\r\nContent-Type: image/png\r\n\r\nPNG\r\n--=_x\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: {how}\r\n\r\n{body}\r\n--=_x--\r\n"
            )
        };
        for (how, body) in [
            ("8bit", "<p>一、问题</p>"),
            (
                "quoted-printable",
                "<p>=E4=B8=80=E3=80=81=\r\n=E9=97=AE=E9=A2=98</p>",
            ),
            ("base64", "PHA+5LiA44CB6Zeu\r\n6aKYPC9wPg=="),
        ] {
            let archive = archive(how, body);
            assert!(is_archive(&archive.to_ascii_lowercase()));
            let page = page(archive.as_bytes()).expect("a page");
            let page = String::from_utf8(page).expect("text");
            assert_eq!(page.trim_end(), "<p>一、问题</p>", "{how}");
        }
        assert!(page(b"MIME-Version: 1.0\n\nno parts").is_err());
    }
}
