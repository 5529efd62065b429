//! Whose word is taken for who a server is.

use std::io::Write;

use rustls_native_certs::load_native_certs;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

/// Takes the word of every authority that browsers ship with, and of every one that this machine
/// trusts besides: behind the firewall of a firm or a school, all certificates are often its own.
/// `SSL_CERT_FILE` and `SSL_CERT_DIR` name other ones for this machine's. `notes` says so if there is
/// none that can be read; a file among many does not matter.
pub(super) fn tls(notes: &mut dyn Write) -> TlsConfig {
    let ours = load_native_certs();
    if let ([], Some(error)) = (&ours.certs[..], ours.errors.first()) {
        // Nobody to tell is no reason to stop.
        let _ = writeln!(notes, "no certificate of this machine is used: {error}");
    }
    let authorities = TLS_SERVER_ROOT_CERTS.iter().chain(&ours.certs);
    let certificates: Vec<_> = authorities
        .map(|authority| Certificate::from_der(authority).to_owned())
        .collect();
    TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&certificates))
        .build()
}
