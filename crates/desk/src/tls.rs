//! Certificates: what a page shows, and whom a program that hands up believes.

use std::path::Path;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

/// Why a certificate can't be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TlsFault {
    #[error("没有这个文件：{0}")]
    Missing(String),
    #[error("证书 {0} 读不出来：要 PEM 格式")]
    Certificate(String),
    #[error("私钥 {0} 读不出来：要 PEM 格式，没有密码")]
    Key(String),
    #[error("证书和私钥配不上，或者证书的格式太旧（没有写主机名），不能用来加密网页")]
    Apart,
}

/// What ciphers with that certificate and its key, both PEM.
pub(crate) fn acceptor(certificate: &Path, key: &Path) -> Result<TlsAcceptor, TlsFault> {
    let chain = certificates(certificate)?;
    there(key)?;
    let named = || TlsFault::Key(key.display().to_string());
    let key = PrivateKeyDer::from_pem_file(key).map_err(|_| named())?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| TlsFault::Apart)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|_| TlsFault::Apart)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn there(file: &Path) -> Result<(), TlsFault> {
    if file.is_file() {
        return Ok(());
    }
    Err(TlsFault::Missing(file.display().to_string()))
}

/// The certificates of a file, at least one.
pub(crate) fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, TlsFault> {
    there(file)?;
    let named = || TlsFault::Certificate(file.display().to_string());
    let all = CertificateDer::pem_file_iter(file).map_err(|_| named())?;
    let all: Vec<_> = all.collect::<Result<_, _>>().map_err(|_| named())?;
    if all.is_empty() {
        return Err(named());
    }
    Ok(all)
}
