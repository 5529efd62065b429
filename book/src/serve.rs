//! A small server for reading while writing. It answers this machine only.

use std::fs::File;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Request, Response, Server};

/// Serves the folder `html` on 127.0.0.1 until the program is stopped.
///
/// # Errors
///
/// If the port is taken.
pub fn serve(html: &Path, port: u16) -> Result<()> {
    let server = Server::http(("127.0.0.1", port))
        .map_err(|why| anyhow!("port {port}: {why}; choose another with --port"))?;
    for request in server.incoming_requests() {
        // A reader who has closed the page is no reason to stop.
        let _ = answer(html, request);
    }
    Ok(())
}

fn answer(html: &Path, request: Request) -> std::io::Result<()> {
    let found = file_for(html, request.url())
        .and_then(|path| Some((File::open(&path).ok()?, path)));
    match found {
        Some((file, path)) => request
            .respond(Response::from_file(file).with_header(content_type(&path))),
        None => {
            request.respond(Response::from_string("not found").with_status_code(404))
        }
    }
}

/// The file of the folder `html` for the address in a request. There is none outside of it.
pub fn file_for(html: &Path, address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?.trim_start_matches('/');
    let inside = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let file = html.join(path);
    let file = if file.is_dir() {
        file.join("index.html")
    } else {
        file
    };
    (inside && file.is_file()).then_some(file)
}

fn content_type(path: &Path) -> Header {
    let value: &[u8] =
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("html") => b"text/html; charset=utf-8",
            Some("css") => b"text/css",
            Some("js") => b"text/javascript",
            Some("svg") => b"image/svg+xml",
            Some("woff2") => b"font/woff2",
            _ => b"application/octet-stream",
        };
    // Both parts are plain ASCII, which is all that the constructor asks for.
    Header::from_bytes(b"Content-Type", value).unwrap_or_else(|()| unreachable!())
}
