//! Root certificates: the authorities whose word is taken for who a server is.

use std::io::Write;

use rustls_native_certs::load_native_certs;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

/// A TLS configuration that trusts the roots that browsers ship with, and those that this machine
/// trusts besides: behind the firewall of a firm or a school, all certificates are often its own.
/// `SSL_CERT_FILE` and `SSL_CERT_DIR` name others in the place of this machine's. `notes` gets a line
/// if none of them can be read; one unreadable file among many does not matter.
pub(super) fn tls_config(notes: &mut dyn Write) -> TlsConfig {
    let native = load_native_certs();
    if let ([], Some(error)) = (&native.certs[..], native.errors.first()) {
        // A note that cannot be written is no reason to stop.
        let _ = writeln!(notes, "no certificate of this machine is used: {error}");
    }
    let roots: Vec<_> = TLS_SERVER_ROOT_CERTS
        .iter()
        .chain(&native.certs)
        .map(|root| Certificate::from_der(root).to_owned())
        .collect();
    TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&roots))
        .build()
}
