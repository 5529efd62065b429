//! The HTTP client: how long it waits, through which proxy it goes, what its errors mean.

use std::env;
use std::io::{self, Write};
use std::net::IpAddr;

use ureq::http::Uri;
use ureq::{Agent, Proxy, Timeout};

use super::fetch_error::FetchFault;
use super::limits::Limits;
use super::tls_roots::tls_config;

/// Where the HTTP client looks for a proxy, in its order.
const PROXY_VARIABLES: [&str; 6] = [
    "ALL_PROXY",
    "all_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
];

/// A client for this address. `notes` gets a line where the proxy or the certificates of this machine
/// cannot be used.
pub(super) fn agent(url: &str, limits: &Limits, notes: &mut dyn Write) -> Agent {
    let patience = Some(limits.patience);
    // A proxy's own `localhost` is another machine.
    let proxy = if is_this_machine(url) {
        None
    } else {
        proxy(notes)
    };
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(5)
        .timeout_resolve(patience)
        .timeout_connect(patience)
        .timeout_send_request(patience)
        .timeout_recv_response(patience)
        .timeout_per_read(patience)
        .max_idle_connections(0)
        .proxy(proxy)
        .tls_config(tls_config(notes))
        .user_agent(concat!("hidden-state/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

/// The proxy that the environment names. `notes` says so if the variable's value is not an address.
fn proxy(notes: &mut dyn Write) -> Option<Proxy> {
    let proxy = Proxy::try_from_env();
    let is_set = |name: &&&str| env::var(name).is_ok_and(|value| !value.is_empty());
    if let (None, Some(name)) = (&proxy, PROXY_VARIABLES.iter().find(is_set)) {
        // A note that cannot be written is no reason to stop.
        let _ = writeln!(
            notes,
            "no proxy is used: {name} is no address of one; expected http://HOST:PORT"
        );
    }
    proxy
}

fn is_this_machine(url: &str) -> bool {
    let uri: Option<Uri> = url.parse().ok();
    let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse();
    host == "localhost" || address.is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Whether an error of a response's body says that nothing has come for too long.
pub(super) fn is_timeout(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    error.kind() == io::ErrorKind::TimedOut
        || matches!(inner, Some(ureq::Error::Timeout(_)))
}

/// What the client's error means for a reader.
pub(super) fn fault(error: ureq::Error, limits: &Limits) -> FetchFault {
    let timeout = FetchFault::Timeout {
        waited: limits.patience,
    };
    match error {
        ureq::Error::HostNotFound | ureq::Error::Timeout(Timeout::Resolve) => {
            FetchFault::HostNotFound
        }
        ureq::Error::Timeout(_) => timeout,
        ureq::Error::TooManyRedirects => FetchFault::TooManyRedirects,
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::TimedOut => timeout,
            // The TLS library reports what it rejects as an error of this kind.
            io::ErrorKind::InvalidData => FetchFault::Tls(error.to_string()),
            // The standard library has no kind for a name that is not known, only these words on Unix
            // and these numbers on Windows.
            _ if error.to_string().contains("lookup address")
                || matches!(error.raw_os_error(), Some(11001..=11004)) =>
            {
                FetchFault::HostNotFound
            }
            _ => FetchFault::NoConnection(error),
        },
        ureq::Error::ConnectionFailed => {
            FetchFault::NoConnection(io::ErrorKind::ConnectionRefused.into())
        }
        // "proxy server responded 407/407", or that it did not respond.
        ureq::Error::ConnectProxyFailed(why) => FetchFault::Proxy {
            code: why.rsplit_once('/').and_then(|(_, code)| code.parse().ok()),
        },
        ureq::Error::Tls(why) => FetchFault::Tls(why.to_owned()),
        ureq::Error::Rustls(why) => FetchFault::Tls(why.to_string()),
        error => FetchFault::InvalidResponse(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_proxy_leads_to_this_machine() {
        for here in [
            "http://127.0.0.1:8/a",
            "http://localhost/a",
            "http://[::1]:80/",
        ] {
            assert!(is_this_machine(here), "{here}");
        }
        for elsewhere in ["https://ai.stanford.edu/a", "http://10.0.0.1/", "none"] {
            assert!(!is_this_machine(elsewhere), "{elsewhere}");
        }
    }
}
