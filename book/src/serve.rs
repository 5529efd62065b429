//! A small server for reading while writing. It answers this machine only.

use std::fs::File;
use std::io;
use std::net::Ipv4Addr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow};
use mime_guess::mime;
use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response, Server};

/// A server that has its port already, so that a port that is taken is known before the book has been
/// rendered.
pub struct Port(Server);

impl Port {
    /// Takes a port of 127.0.0.1; 0 takes any that is free.
    ///
    /// # Errors
    ///
    /// If the port is taken, or not for everybody.
    pub fn take(port: u16) -> Result<Self> {
        let server = Server::http((Ipv4Addr::LOCALHOST, port)).map_err(|why| {
            anyhow!("port {port}: {why}; choose another with --port")
        })?;
        Ok(Self(server))
    }

    /// What a browser has to be given.
    pub fn address(&self) -> String {
        format!("http://{}", self.0.server_addr())
    }

    /// Serves the folder `html` until the program is stopped.
    ///
    /// # Errors
    ///
    /// If the system lets no more readers in.
    pub fn serve(&self, html: &Path) -> Result<()> {
        let html: Arc<Path> = html.into();
        loop {
            let request = self.0.recv().context("no more readers can be let in")?;
            let html = Arc::clone(&html);
            // Whoever is slow to take a large file keeps nobody else waiting, and whoever has closed
            // the page is no reason to stop. A request without a thread is answered with 500.
            let _ = thread::Builder::new().spawn(move || respond(&html, request));
        }
    }
}

fn respond(html: &Path, request: Request) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        let refused = Response::empty(405);
        return request.respond(refused.with_header(header("Allow", "GET, HEAD")?));
    }
    match answer(html, request.url()) {
        Answer::File(path) => respond_with(request, 200, &path),
        Answer::Moved(address) => {
            let moved = Response::empty(302);
            request.respond(moved.with_header(header("Location", &address)?))
        }
        Answer::NotFound => respond_with(request, 404, &html.join("404.html")),
    }
}

fn respond_with(request: Request, status: u16, path: &Path) -> io::Result<()> {
    let Ok(file) = File::open(path) else {
        // It has gone since it was looked for, or is not for us to read.
        return request.respond(Response::empty(404));
    };
    let response = Response::from_file(file).with_status_code(status);
    request
        .respond(response.with_header(header("Content-Type", &content_type(path))?))
}

fn header(name: &str, value: &str) -> io::Result<Header> {
    Header::from_bytes(name, value)
        .map_err(|()| io::Error::from(io::ErrorKind::InvalidInput))
}

/// What belongs to an address.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    File(PathBuf),
    /// Its links start at the folder, so a browser has to know that it is one. Not for good: tomorrow
    /// another book may be served at this port.
    Moved(String),
    NotFound,
}

/// What the folder `html` has for the address in a request. There is nothing outside of it.
fn answer(html: &Path, address: &str) -> Answer {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, query) = address.split_at(end);
    let Some(file) = inside(path).map(|inside| html.join(inside)) else {
        return Answer::NotFound;
    };
    let (index, is_folder) = (file.join("index.html"), path.ends_with('/'));
    match (is_folder, index.is_file()) {
        (true, true) => Answer::File(index),
        (false, true) => Answer::Moved(format!("{path}/{query}")),
        (false, false) if file.is_file() => Answer::File(file),
        _ => Answer::NotFound,
    }
}

/// The path in an address as one from the folder of the pages.
///
/// None if a part of it is no plain name. An empty one would make the path another host's address in
/// the eyes of a browser, as `//host/` is, and so would a backslash, which is a slash to it.
fn inside(path: &str) -> Option<PathBuf> {
    let path = path.strip_prefix('/')?;
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Some(PathBuf::new());
    }
    path.split('/').map(name).collect()
}

/// A part of a path without its percent signs.
fn name(part: &str) -> Option<String> {
    let name = percent_decode_str(part).decode_utf8().ok()?;
    let mut components = Path::new(&*name).components();
    let is_plain = components.next()
        == Some(Component::Normal(name.as_ref().as_ref()))
        && components.next().is_none()
        && !name.contains('\\');
    is_plain.then(|| name.into_owned())
}

/// The kind of a file, by its ending, as a browser is told it.
pub fn content_type(path: &Path) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    if kind.type_() == mime::TEXT {
        return format!("{kind}; charset=utf-8");
    }
    kind.to_string()
}
