//! What the server answers.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::thread;
use std::time::Duration;

use book::serve::{Port, content_type};
use tempfile::TempDir;

/// A folder of pages, beside a file that is not for readers, and the server's host and port.
fn served() -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("secret.html"), "secret").unwrap();
    let html = folder.path().join("html");
    for (name, text) in [
        ("index.html", "start"),
        ("page.html", "page"),
        ("404.html", "gone"),
        ("chapter-01/index.html", "chapter"),
        ("chapter-01/a b.html", "a b"),
        ("a folder/index.html", "folder"),
        ("grüße.html", "greetings"),
        ("fonts/text.woff2", "font"),
        ("favicon.png", "png"),
    ] {
        let path = html.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    // Names that a system of this kind allows, and that a browser would take for a host's.
    #[cfg(unix)]
    for name in ["\\evil.host", "\\\\evil.host"] {
        fs::create_dir_all(html.join(name)).unwrap();
        fs::write(html.join(name).join("index.html"), "evil").unwrap();
    }
    let port = Port::take(0).unwrap();
    let address = port.address();
    thread::spawn(move || port.serve(&html));
    (folder, address.strip_prefix("http://").unwrap().to_owned())
}

struct Answer {
    status: String,
    headers: BTreeMap<String, String>,
    body: String,
}

fn connected(host: &str) -> TcpStream {
    let stream = TcpStream::connect(host).unwrap();
    // So that a server that does not answer fails a test and does not stop it.
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream
}

fn ask(host: &str, request: &str) -> Answer {
    let mut stream = connected(host);
    write!(
        stream,
        "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let (first, headers) = head.split_once("\r\n").unwrap();
    let headers = headers
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Answer {
        status: first.split(' ').nth(1).unwrap().to_owned(),
        headers: headers.collect(),
        body: body.to_owned(),
    }
}

#[test]
fn every_request_has_its_answer() {
    let (folder, host) = served();
    let outside = format!("GET {}", folder.path().join("secret.html").display());
    // The request, then status and body, or where a browser is sent.
    for (request, answer) in [
        ("GET /", "200 start"),
        ("GET /?search=a", "200 start"),
        ("GET /page.html", "200 page"),
        ("GET /page.html?search=a/b", "200 page"),
        ("GET /page%2Ehtml", "200 page"),
        ("GET /chapter-01/", "200 chapter"),
        ("GET /chapter-01/index.html", "200 chapter"),
        ("GET /chapter-01/a%20b.html", "200 a b"),
        ("GET /gr%C3%BC%C3%9Fe.html", "200 greetings"),
        // The links of a folder's page start at the folder, so its address has to end with `/`.
        ("GET /chapter-01", "302 to /chapter-01/"),
        ("GET /chapter-01?search=a", "302 to /chapter-01/?search=a"),
        ("GET /chapter-01?to=//evil.host", "302 to /chapter-01/?to=//evil.host"),
        ("GET /a%20folder", "302 to /a%20folder/"),
        ("GET /a%20folder/", "200 folder"),
        // What is not there.
        ("GET /gone.html", "404 gone"),
        ("GET /page.html/", "404 gone"),
        ("GET /chapter-01/a+b.html", "404 gone"),
        ("GET /fonts", "404 gone"),
        ("GET /fonts/", "404 gone"),
        ("GET /%ff", "404 gone"),
        ("GET /page.html%00", "404 gone"),
        ("GET page.html", "404 gone"),
        // What is not for readers, or would send them to another host.
        (outside.as_str(), "404 gone"),
        ("GET /../secret.html", "404 gone"),
        ("GET /chapter-01/../../secret.html", "404 gone"),
        ("GET /%2e%2e/secret.html", "404 gone"),
        ("GET /%2E%2E%2Fsecret.html", "404 gone"),
        ("GET /..%5Csecret.html", "404 gone"),
        ("GET /./page.html", "404 gone"),
        ("GET //evil.host/", "404 gone"),
        ("GET //chapter-01", "404 gone"),
        ("GET ///chapter-01", "404 gone"),
        ("GET /chapter-01//", "404 gone"),
        ("GET /\\evil.host", "404 gone"),
        ("GET /%5Cevil.host", "404 gone"),
        ("GET /\\\\evil.host", "404 gone"),
        // As other programs than browsers ask.
        ("HEAD /page.html", "200 "),
        ("HEAD /chapter-01", "302 to /chapter-01/"),
        ("HEAD /gone.html", "404 "),
        ("POST /page.html", "405 "),
        ("PUT /page.html", "405 "),
        ("DELETE /gone.html", "405 "),
        ("OPTIONS *", "405 "),
    ] {
        let Answer {
            status,
            headers,
            body,
        } = ask(&host, request);
        let found = match headers.get("location") {
            Some(address) => format!("{status} to {address}"),
            None => format!("{status} {body}"),
        };
        assert_eq!(found, answer, "{request}");
    }
}

#[test]
fn an_answer_says_what_it_is() {
    let (_folder, host) = served();
    for (request, header, value) in [
        ("GET /", "content-type", "text/html; charset=utf-8"),
        ("GET /gone.png", "content-type", "text/html; charset=utf-8"),
        ("GET /favicon.png", "content-type", "image/png"),
        ("GET /favicon.png", "content-length", "3"),
        ("HEAD /favicon.png", "content-type", "image/png"),
        ("HEAD /favicon.png", "content-length", "3"),
        ("POST /", "allow", "GET, HEAD"),
    ] {
        let answer = ask(&host, request);
        let found = answer.headers.get(header).map(String::as_str);
        assert_eq!(found, Some(value), "{request}: {header}");
    }
}

#[test]
fn every_kind_of_file_has_its_name() {
    for (file, name) in [
        ("a.html", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.xml", "text/xml; charset=utf-8"),
        ("a.json", "application/json"),
        ("a.wasm", "application/wasm"),
        ("a.pdf", "application/pdf"),
        ("a.svg", "image/svg+xml"),
        ("a.png", "image/png"),
        ("a.PNG", "image/png"),
        ("a.jpg", "image/jpeg"),
        ("a.gif", "image/gif"),
        ("a.webp", "image/webp"),
        ("a.ico", "image/x-icon"),
        ("a.woff", "application/font-woff"),
        ("a.woff2", "font/woff2"),
        ("a.ttf", "font/ttf"),
        ("a.mp4", "video/mp4"),
        ("a.unheard-of", "application/octet-stream"),
        (".nojekyll", "application/octet-stream"),
    ] {
        assert_eq!(content_type(Path::new(file)), name, "{file}");
    }
}

#[test]
fn a_reader_who_is_slow_keeps_nobody_waiting() {
    let (folder, host) = served();
    // More than the system keeps for somebody who does not read it.
    let large = File::create(folder.path().join("html/large.mp4")).unwrap();
    large.set_len(256 << 20).unwrap();
    let mut slow = connected(&host);
    write!(slow, "GET /large.mp4 HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    slow.read_exact(&mut [0]).unwrap();
    assert_eq!(ask(&host, "GET /page.html").body, "page");
}
