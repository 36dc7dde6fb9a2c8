//! A database that is reached over a network: ciphered, and known by its certificate.

use std::path::Path;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use store::shared::SharedFault;
use tokio_postgres_rustls::MakeRustlsConnect;

/// As `libpq` names the file.
const ROOT: &str = "sslrootcert";

/// The address without the certificate that it names, and that; `None` where it can't be read.
pub(crate) fn root_of(address: &str) -> Option<(String, Option<String>)> {
    let Some((place, asked)) = address.split_once('?') else {
        return Some((address.to_owned(), None));
    };
    let (mut root, mut rest) = (None, Vec::new());
    for pair in asked.split('&') {
        match pair.split_once('=') {
            Some((ROOT, file)) => {
                root = Some(percent_decode_str(file).decode_utf8().ok()?.into_owned());
            }
            _ => rest.push(pair),
        }
    }
    let rest = rest.join("&");
    let question = if rest.is_empty() { "" } else { "?" };
    Some((format!("{place}{question}{rest}"), root))
}

/// What ciphers, and believes nobody else.
pub(crate) fn believing(root: &str) -> Result<MakeRustlsConnect, SharedFault> {
    let unread = || SharedFault::NoCertificate(root.to_owned());
    let mut roots = RootCertStore::empty();
    let all = CertificateDer::pem_file_iter(Path::new(root)).map_err(|_| unread())?;
    for one in all {
        let one = one.map_err(|_| unread())?;
        roots.add(one).map_err(|_| unread())?;
    }
    if roots.is_empty() {
        return Err(unread());
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| unread())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_certificate_is_taken_from_the_address() {
        for (address, place, root) in [
            ("postgres://a@h/d", "postgres://a@h/d", None),
            ("postgres://a@h/d?x=1", "postgres://a@h/d?x=1", None),
            (
                "postgres://a@h/d?sslrootcert=/a/b.pem",
                "postgres://a@h/d",
                Some("/a/b.pem"),
            ),
            (
                "postgres://a@h/d?x=1&sslrootcert=C:%5C%E8%AF%81.pem&y=2",
                "postgres://a@h/d?x=1&y=2",
                Some("C:\\证.pem"),
            ),
        ] {
            let read = root_of(address).expect(address);
            assert_eq!((read.0.as_str(), read.1.as_deref()), (place, root));
        }
        assert!(matches!(
            believing("没有.pem"),
            Err(SharedFault::NoCertificate(_))
        ));
    }
}
