//! An HTTP server on this machine that misbehaves as it is told. By hand, since no server library
//! offers to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The longest that a stalling server holds a connection.
const STALL: Duration = Duration::from_secs(40);

/// What an answer does.
#[derive(Clone)]
pub(crate) struct Reply {
    /// The file that it answers with.
    pub(crate) file: Arc<Vec<u8>>,
    /// `None` for a proper one: 206 where a range was asked for and fits, else 200.
    pub(crate) status: Option<&'static str>,
    /// `ETag` and the like, which must not change while a file does not.
    pub(crate) version: Vec<&'static str>,
    /// Further lines of the head.
    pub(crate) head: Vec<String>,
    /// Whether ranges are honoured.
    pub(crate) ranges: bool,
    /// Whether `If-Range` is looked at.
    pub(crate) looks_at_version: bool,
    /// How the end of the body is told.
    pub(crate) length: Length,
    /// The place in the file where the answer ends, however much was announced.
    pub(crate) until: usize,
    /// What happens there.
    pub(crate) end: End,
}

/// How the end of a body is told.
#[derive(Clone, Copy)]
pub(crate) enum Length {
    /// By `Content-Length`.
    Told,
    /// By nothing but the end of the connection.
    Untold,
    /// By chunks.
    Chunked,
}

/// What happens when enough of the answer is sent.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum End {
    /// The connection is closed.
    Close,
    /// Nothing more comes, and the connection stays open.
    Stall,
    /// A byte comes now and then.
    Drip,
    /// The connection is closed before the first line of the answer.
    NoAnswer,
    /// The connection stays open, and nothing comes at all.
    Silence,
    /// What comes is no HTTP.
    Gibberish,
    /// The head breaks off.
    HalfAHead,
    /// The head stalls.
    StallingHead,
}

impl Reply {
    /// The whole file, or the rest of it, as it should be.
    pub(crate) fn good(file: &Arc<Vec<u8>>) -> Self {
        Self {
            file: Arc::clone(file),
            status: None,
            version: vec!["ETag: \"one\""],
            head: Vec::new(),
            ranges: true,
            looks_at_version: true,
            length: Length::Told,
            until: file.len(),
            end: End::Close,
        }
    }

    /// The same, and the connection breaks at this percentage of the file.
    pub(crate) fn cut(file: &Arc<Vec<u8>>, percent: usize) -> Self {
        Self {
            until: file.len() * percent / 100,
            ..Self::good(file)
        }
    }

    /// No file, but this status.
    pub(crate) fn status(status: &'static str) -> Self {
        Self {
            status: Some(status),
            version: Vec::new(),
            ..Self::good(&Arc::new(b"<html>sorry</html>".to_vec()))
        }
    }

    /// With another end.
    pub(crate) fn end(self, end: End) -> Self {
        Self { end, ..self }
    }

    /// With another version.
    pub(crate) fn version(self, version: &[&'static str]) -> Self {
        Self {
            version: version.to_vec(),
            ..self
        }
    }

    /// With one more line in the head.
    pub(crate) fn head(mut self, line: &str) -> Self {
        self.head.push(line.to_owned());
        self
    }

    /// With another way to tell the end.
    pub(crate) fn length(self, length: Length) -> Self {
        Self { length, ..self }
    }
}

/// A server with a script: the first reply to the first request, and so on; the last for all others.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server. It stays for as long as the test program runs.
    pub(crate) fn start(script: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (script, seen) = (script.clone(), Arc::clone(&seen));
                // A client that hangs up is what these tests are about.
                thread::spawn(move || {
                    stream.and_then(|stream| serve(&stream, &script, &seen))
                });
            }
        });
        Self { address, requests }
    }

    /// The address of the file.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/aclImdb_v1.tar.gz", self.address)
    }

    /// What was asked for: `whole` or `from 1000`, in order.
    pub(crate) fn requests(&self) -> Vec<String> {
        // Poisoned only by a panic in `serve`, which is a fault of the test: then this one fails, too.
        self.requests.lock().unwrap().clone()
    }
}

/// What a request asks for.
struct Request {
    from: Option<usize>,
    if_range: Option<String>,
}

fn serve(
    mut stream: &TcpStream,
    script: &[Reply],
    seen: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    stream.set_read_timeout(Some(STALL))?;
    let Some(request) = read_request(stream)? else {
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")?;
        return stall(stream);
    };
    let number = {
        let mut seen = seen.lock().unwrap();
        seen.push(match request.from {
            None => "whole".to_owned(),
            Some(from) => format!("from {from}"),
        });
        seen.len() - 1
    };
    let reply = &script[number.min(script.len() - 1)];
    answer(stream, &request, reply)
}

/// The head of a request; `None` for something else, as a greeting in TLS.
fn read_request(stream: &TcpStream) -> std::io::Result<Option<Request>> {
    let mut request = Request {
        from: None,
        if_range: None,
    };
    let mut reader = BufReader::new(stream);
    let mut first = [0];
    reader.read_exact(&mut first)?;
    if !first[0].is_ascii_alphabetic() {
        return Ok(None);
    }
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 && !line.trim().is_empty() {
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        match name.to_ascii_lowercase().as_str() {
            "range" => {
                let from = value.trim().strip_prefix("bytes=").unwrap();
                request.from = Some(from.trim_end_matches('-').parse().unwrap());
            }
            "if-range" => request.if_range = Some(value.trim().to_owned()),
            _ => {}
        }
        line.clear();
    }
    Ok(Some(request))
}

fn answer(
    mut stream: &TcpStream,
    request: &Request,
    reply: &Reply,
) -> std::io::Result<()> {
    match reply.end {
        End::NoAnswer => return Ok(()),
        End::Silence => return stall(stream),
        End::Gibberish => {
            return stream.write_all(b"\x15\x03\x01 no HTTP here\r\n\r\n");
        }
        End::HalfAHead => return stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Le"),
        End::StallingHead => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Le")?;
            return stall(stream);
        }
        End::Close | End::Stall | End::Drip => {}
    }
    let same_version = request.if_range.as_ref().is_none_or(|ours| {
        !reply.looks_at_version
            || reply
                .version
                .iter()
                .any(|line| line.ends_with(ours.as_str()))
    });
    let from = match request.from {
        Some(from) if reply.ranges && same_version => from,
        _ => 0,
    };
    let (total, is_part) = (reply.file.len(), from > 0);
    let status = reply.status.unwrap_or(if is_part {
        "206 Partial Content"
    } else {
        "200 OK"
    });
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    if is_part
        && !reply
            .head
            .iter()
            .any(|line| line.starts_with("Content-Range"))
    {
        head += &format!(
            "Content-Range: bytes {from}-{}/{total}\r\n",
            total.saturating_sub(1)
        );
    }
    match reply.length {
        Length::Told => {
            head += &format!("Content-Length: {}\r\n", total.saturating_sub(from));
        }
        Length::Chunked => head += "Transfer-Encoding: chunked\r\n",
        Length::Untold => {}
    }
    for line in reply
        .version
        .iter()
        .copied()
        .chain(reply.head.iter().map(String::as_str))
    {
        head += &format!("{line}\r\n");
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    let body = reply.file.get(from..reply.until).unwrap_or_default();
    send(stream, body, reply)?;
    match reply.end {
        End::Stall => stall(stream),
        End::Drip => drip(stream, &reply.file[reply.until..]),
        _ => Ok(()),
    }
}

fn send(mut stream: &TcpStream, body: &[u8], reply: &Reply) -> std::io::Result<()> {
    if !matches!(reply.length, Length::Chunked) {
        return stream.write_all(body);
    }
    for chunk in body.chunks(10_000) {
        write!(stream, "{:x}\r\n", chunk.len())?;
        stream.write_all(chunk)?;
        stream.write_all(b"\r\n")?;
    }
    if reply.until == reply.file.len() {
        stream.write_all(b"0\r\n\r\n")?;
    }
    Ok(())
}

/// Waits for the client to give up.
fn stall(mut stream: &TcpStream) -> std::io::Result<()> {
    stream.read(&mut [0]).map(drop)
}

fn drip(mut stream: &TcpStream, bytes: &[u8]) -> std::io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte])?;
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
