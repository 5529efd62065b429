//! Whole programs: two at once, killed ones, and the command `data`. They fetch an archive of the
//! published structure from a location of its own, so nothing in the program is there for tests.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use course::text::thousands;
use program::data::ARCHIVE_NAME;
use rand::Rng;
use rcgen::CertifiedKey;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::archives::{expanded, full, unpack_empty};
use crate::server::{End, Reply, Server};

/// How often a program is killed.
const KILLS: usize = 20;

fn archive() -> &'static Arc<Vec<u8>> {
    static ARCHIVE: OnceLock<Arc<Vec<u8>>> = OnceLock::new();
    ARCHIVE.get_or_init(|| Arc::new(full()))
}

fn data(action: &str, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_program"));
    command.args(["data", action, "--data-dir"]).arg(folder);
    command.env_remove("HIDDEN_STATE_DATA");
    command
}

/// A program that fetches from the server and runs on.
fn fetching(folder: &Path, server: &Server) -> Child {
    let mut command = data("fetch", folder);
    command.args(["--data-url", &server.url()]);
    let pipes = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    pipes.spawn().unwrap()
}

fn part(folder: &Path) -> PathBuf {
    folder.join("aclImdb_v1.tar.gz.part")
}

fn succeeded(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    errors
}

/// Waits until something is so.
fn until(what: impl Fn() -> bool) {
    let start = Instant::now();
    while !what() {
        assert!(start.elapsed() < Duration::from_secs(60), "it does not come");
        thread::sleep(Duration::from_millis(2));
    }
}

fn len(path: &Path) -> usize {
    path.metadata().map_or(0, |file| file.len() as usize)
}

/// Under the final name is the whole file or nothing.
fn whole_or_nothing(folder: &Path) -> bool {
    match fs::read(folder.join(ARCHIVE_NAME)) {
        Ok(bytes) => {
            assert!(bytes == **archive(), "a wrong file under the final name");
            true
        }
        Err(_) => false,
    }
}

/// Kills a program that has fetched as much as `offset`, or a little later, and has it run again.
fn kill_and_run_again(offset: usize, later: Duration) {
    let file = archive();
    let folder = tempfile::tempdir().unwrap();
    let stop = Reply {
        until: offset,
        ..Reply::good(file)
    };
    let stop = match offset < file.len() {
        true => stop.end(End::Stall),
        false => stop,
    };
    let server = Server::start(vec![stop, Reply::good(file)]);
    let mut first = fetching(folder.path(), &server);
    until(|| !server.requests().is_empty());
    // What has been sent may not all have been written: also a moment to die at.
    thread::sleep(later);
    first.kill().unwrap();
    first.wait().unwrap();
    whole_or_nothing(folder.path());

    let second = fetching(folder.path(), &server).wait_with_output().unwrap();
    succeeded(&second);
    assert!(whole_or_nothing(folder.path()));
    assert!(!part(folder.path()).exists());
    let status = data("status", folder.path()).output().unwrap();
    succeeded(&status);
    let status = String::from_utf8_lossy(&status.stdout);
    assert!(status.contains("but whole"), "{status}");
}

#[test]
fn a_program_may_be_killed_at_any_moment() {
    let mut rng = course::random::stream(1, "kills");
    let size = archive().len();
    let moments: Vec<(usize, Duration)> = (0..KILLS)
        .map(|kill| {
            // The last ones after the last byte: while the file is checked, renamed, remembered.
            let offset = match kill < KILLS - 6 {
                true => rng.random_range(0..size),
                false => size,
            };
            (offset, Duration::from_millis(rng.random_range(0..60)))
        })
        .collect();
    thread::scope(|scope| {
        for moments in moments.chunks(KILLS / 4) {
            scope.spawn(move || {
                for (offset, later) in moments {
                    kill_and_run_again(*offset, *later);
                }
            });
        }
    });
}

#[test]
fn a_killed_program_leaves_a_part_to_go_on_from() {
    let file = archive();
    let folder = tempfile::tempdir().unwrap();
    let half = Reply::cut(file, 50).end(End::Stall);
    let server = Server::start(vec![half, Reply::good(file)]);
    let mut first = fetching(folder.path(), &server);
    until(|| len(&part(folder.path())) == file.len() / 2);
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(!whole_or_nothing(folder.path()));
    let mut status = data("status", folder.path());
    let status = status.args(["--data-url", &server.url()]).output().unwrap();
    let status = String::from_utf8_lossy(&status.stdout);
    assert!(status.contains("the next one goes on from there"), "{status}");
    succeeded(&fetching(folder.path(), &server).wait_with_output().unwrap());
    assert!(whole_or_nothing(folder.path()));
    let rest = format!("from {}", file.len() / 2);
    assert_eq!(server.requests(), ["whole".to_owned(), rest]);
}

#[test]
fn programs_started_together_download_once() {
    let file = archive();
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![Reply::good(file)]);
    let programs: Vec<Child> =
        (0..4).map(|_| fetching(folder.path(), &server)).collect();
    for program in programs {
        succeeded(&program.wait_with_output().unwrap());
    }
    assert!(whole_or_nothing(folder.path()));
    assert_eq!(server.requests(), ["whole"]);
}

#[test]
fn the_lock_goes_with_the_program_that_held_it() {
    let file = archive();
    let folder = tempfile::tempdir().unwrap();
    let half = Reply::cut(file, 50).end(End::Stall);
    let server = Server::start(vec![half, Reply::good(file)]);
    let mut first = fetching(folder.path(), &server);
    until(|| len(&part(folder.path())) == file.len() / 2);
    let mut second = fetching(folder.path(), &server);
    let mut notes = BufReader::new(second.stderr.take().unwrap()).lines();
    let note = notes.next().unwrap().unwrap();
    assert!(note.contains("waiting for another program"), "{note}");
    // It asks for nothing as long as the first one lives.
    thread::sleep(Duration::from_millis(200));
    assert_eq!(server.requests().len(), 1);
    first.kill().unwrap();
    first.wait().unwrap();
    succeeded(&second.wait_with_output().unwrap());
    assert!(whole_or_nothing(folder.path()));
}

#[cfg(unix)]
#[test]
fn an_archive_in_a_read_only_folder_is_checked_once() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, cache) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(folder.path().join(ARCHIVE_NAME), &**archive()).unwrap();
    let read_only =
        |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode));
    read_only(0o555).unwrap();
    let run = |action| {
        let mut command = data(action, folder.path());
        let output = command
            .env("XDG_CACHE_HOME", cache.path())
            .output()
            .unwrap();
        succeeded(&output);
        String::from_utf8(output.stdout).unwrap()
    };
    let outputs = ["status", "fetch", "status"].map(run);
    let files = fs::read_dir(folder.path()).unwrap().count();
    read_only(0o755).unwrap();
    assert!(outputs[0].contains("not checked yet"), "{}", outputs[0]);
    assert!(outputs[2].contains("but whole"), "{}", outputs[2]);
    assert_eq!(files, 1, "the folder holds the archive and nothing else");
}

/// A folder in the place of the note: nothing can be written there, for whoever runs the tests.
#[test]
fn a_check_is_remembered_where_nothing_can_be_written_beside_the_archive() {
    let (folder, cache) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(folder.path().join(ARCHIVE_NAME), &**archive()).unwrap();
    fs::create_dir(folder.path().join("aclImdb_v1.tar.gz.verified")).unwrap();
    let outputs = ["status", "fetch", "status"].map(|action| {
        let mut command = data(action, folder.path());
        let command = command.env("XDG_CACHE_HOME", cache.path());
        let output = command.output().unwrap();
        succeeded(&output);
        String::from_utf8(output.stdout).unwrap()
    });
    assert!(outputs[0].contains("not checked yet"), "{}", outputs[0]);
    assert!(outputs[2].contains("but whole"), "{}", outputs[2]);
}

/// Speaks TLS for a server, as `localhost`. Returns its port, and the certificate of the authority that
/// vouches for it, which nobody knows but this test.
fn with_tls(server: &Server) -> (u16, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let (config, address) = (Arc::new(config), server.address);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            // A client that does not trust us hangs up here, as it should.
            let Ok(request) = head(&mut stream) else {
                continue;
            };
            let mut server = TcpStream::connect(address).unwrap();
            server.write_all(request.as_bytes()).unwrap();
            let _ = std::io::copy(&mut server, &mut stream);
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    (port, cert.pem())
}

/// What a client sends up to the empty line.
fn head(stream: &mut impl Read) -> std::io::Result<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(char::from(byte[0]));
    }
    Ok(head)
}

/// The program fetches over TLS; `authority` is what it takes for the certificates of its machine.
fn fetch_with_tls(folder: &Path, url: &str, authority: &Path) -> Output {
    let mut command = data("fetch", folder);
    command.args(["--data-url", url]);
    command.env("SSL_CERT_FILE", authority);
    command.env_remove("SSL_CERT_DIR");
    command.output().unwrap()
}

#[test]
fn a_server_is_trusted_when_an_authority_of_this_machine_vouches_for_it() {
    let (folder, elsewhere) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let server =
        Server::start(vec![Reply::cut(archive(), 50), Reply::good(archive())]);
    let (port, authority) = with_tls(&server);
    let file = |name| elsewhere.path().join(name);
    let (known, empty, none) =
        (file("known.pem"), file("empty.pem"), file("none.pem"));
    fs::write(&known, authority).unwrap();
    fs::write(&empty, "").unwrap();
    let url = format!("https://localhost:{port}/{ARCHIVE_NAME}");

    let refused = fetch_with_tls(folder.path(), &url, &empty);
    assert_eq!(refused.status.code(), Some(1));
    let without = fetch_with_tls(folder.path(), &url, &none);
    assert_eq!(without.status.code(), Some(1));
    // The address of this machine is not the name that the certificate is for.
    let other_name = url.replace("localhost", "127.0.0.1");
    let wrong_name = fetch_with_tls(folder.path(), &other_name, &known);
    assert_eq!(wrong_name.status.code(), Some(1));
    assert!(server.requests().is_empty(), "nothing was asked for");
    assert!(!whole_or_nothing(folder.path()));
    let message = printed(&refused, folder.path());
    let message = message.replace(&format!("localhost:{port}"), "SERVER");
    insta::assert_snapshot!("no_trust", message);
    let without = String::from_utf8(without.stderr).unwrap();
    let note = "no certificate of this machine is used: failed to read PEM";
    assert!(without.contains(note) && without.contains("none.pem"), "{without}");
    let wrong_name = String::from_utf8(wrong_name.stderr).unwrap();
    assert!(wrong_name.contains("certificate not valid for name"), "{wrong_name}");

    succeeded(&fetch_with_tls(folder.path(), &url, &known));
    assert!(whole_or_nothing(folder.path()));
    let rest = format!("from {}", archive().len() / 2);
    assert_eq!(server.requests(), ["whole".to_owned(), rest]);
}

/// A proxy that connects one program, to `port` of this machine wherever it wants to go, or to
/// nowhere. Returns the proxy's own port, and what the program asked it for.
fn proxy(port: Option<u16>) -> (u16, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own_port = listener.local_addr().unwrap().port();
    let connect = move || {
        let (mut program, _) = listener.accept().unwrap();
        let asked = head(&mut program).unwrap();
        let Some(port) = port else {
            let refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n";
            program.write_all(refusal).unwrap();
            return asked;
        };
        program.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let mut server = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let (mut from_program, mut to_server) =
            (program.try_clone().unwrap(), server.try_clone().unwrap());
        // Either direction ends when one side hangs up; neither outcome says anything.
        thread::spawn(move || std::io::copy(&mut from_program, &mut to_server));
        let _ = std::io::copy(&mut server, &mut program);
        asked
    };
    (own_port, thread::spawn(connect))
}

#[test]
fn the_proxy_of_the_environment_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![Reply::good(archive())]);
    let url = server.url();
    let (host, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let port = host.rsplit_once(':').unwrap().1.parse().unwrap();
    let fetch = |proxy: &str| {
        let mut command = data("fetch", folder.path());
        command.args(["--data-url", &format!("http://data.example/{path}")]);
        for name in ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy"] {
            command.env_remove(name);
        }
        command.env_remove("NO_PROXY").env_remove("no_proxy");
        command.env("http_proxy", proxy).env("HTTP_PROXY", proxy);
        command.output().unwrap()
    };

    let (refusing, _) = proxy(None);
    let refused = fetch(&format!("http://127.0.0.1:{refusing}"));
    let message = String::from_utf8_lossy(&refused.stderr);
    let expected = "names answers 407 (Proxy Authentication Required)\n";
    assert!(message.contains(expected), "{message}");

    let (connecting, asked) = proxy(Some(port));
    succeeded(&fetch(&format!("http://127.0.0.1:{connecting}")));
    assert!(whole_or_nothing(folder.path()));
    let asked = asked.join().unwrap();
    assert!(asked.starts_with("CONNECT data.example:80 "), "{asked}");
}

#[test]
fn a_variable_that_names_no_proxy_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = data("fetch", folder.path());
    // Nobody listens there: whether by a proxy or not does not matter.
    command.args(["--data-url", "https://host.invalid:1/a"]);
    for name in [
        "ALL_PROXY",
        "all_proxy",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
    ] {
        command.env_remove(name);
    }
    command.env("HTTPS_PROXY", "gopher://proxy.example:70");
    let mut program = command.stderr(Stdio::piped()).spawn().unwrap();
    let notes = BufReader::new(program.stderr.take().unwrap()).lines();
    let mut notes = notes.map(Result::unwrap);
    let note = notes.find(|note| note.contains("proxy"));
    program.kill().unwrap();
    program.wait().unwrap();
    assert_eq!(
        note.unwrap(),
        "no proxy is used: HTTPS_PROXY is no address of one; expected http://HOST:PORT"
    );
}

/// What a command prints, with the folder and what differs from machine to machine replaced.
fn printed(output: &Output, folder: &Path) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    let text = String::from_utf8(text).unwrap();
    let size = course::text::thousands(archive().len());
    text.lines()
        .map(|line| match line.starts_with("free ") {
            true => "free     ROOM\n".to_owned(),
            false => format!("{line}\n"),
        })
        .collect::<String>()
        .replace(&folder.display().to_string(), "DATA")
        .replace(&size, "ITS-LENGTH")
}

/// A command and what it prints. What is done `before` it stands above.
fn session(folder: &Path, before: &str, words: &[&str]) -> String {
    let output = data(words[0], folder).args(&words[1..]).output().unwrap();
    let command = words.join(" ");
    let command = command.replace(&folder.display().to_string(), "DATA");
    let printed = printed(&output, folder);
    let code = match output.status.code().unwrap() {
        0 => String::new(),
        code => format!("(exit code {code})\n"),
    };
    format!("{before}$ program data {command}\n{printed}{code}\n")
}

#[test]
fn the_command_tells_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = String::new();
    let mut run = |before: &str, words: &[&str]| {
        table += &session(folder.path(), before, words);
    };
    run("", &["status"]);
    run("", &["path"]);
    run("", &["verify"]);
    run("", &["remove"]);
    fs::write(part(folder.path()), "half").unwrap();
    run("(a part that nobody knows is put there)\n", &["status"]);
    fs::write(folder.path().join("copy.tar.gz"), archive().as_slice()).unwrap();
    let url = format!("file://{}/copy.tar.gz", folder.path().display());
    let copied = "(a copy of an archive is put there)\n";
    run(copied, &["fetch", "--data-url", &url]);
    run("", &["status"]);
    run("", &["path"]);
    run("", &["verify"]);
    fs::write(folder.path().join(ARCHIVE_NAME), "something else").unwrap();
    run("(14 other bytes are written over it)\n", &["status"]);
    run("", &["verify"]);
    run("", &["remove"]);
    // The copy, and the lock, which is empty.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    run("", &["fetch", "--data-url", "ftp://example.org/a"]);
    insta::assert_snapshot!("command", table);
}

#[test]
fn the_command_tells_of_an_unpacked_archive_and_leaves_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = String::new();
    let mut run = |before: &str, words: &[&str]| {
        let words = session(folder.path(), before, words);
        table += &words.replace(&thousands(expanded(archive()).len()), "TAR-LENGTH");
    };
    unpack_empty(archive(), folder.path());
    let unpacked = "(the archive is unpacked there)\n";
    run(unpacked, &["status"]);
    run("", &["path"]);
    run("", &["fetch"]);
    run("", &["verify"]);
    fs::write(part(folder.path()), "half").unwrap();
    run("(a part is put there)\n", &["remove"]);
    let tar = folder.path().join("aclImdb_v1.tar");
    fs::write(&tar, expanded(archive())).unwrap();
    run("(a tar archive is put there)\n", &["status"]);
    run("", &["verify"]);
    run("", &["status"]);
    run("", &["path"]);
    run("", &["remove"]);
    assert!(tar.exists());
    assert!(folder.path().join("aclImdb/train/neg/0_1.txt").exists());
    assert!(!part(folder.path()).exists());
    fs::remove_dir_all(folder.path().join("aclImdb")).unwrap();
    let renamed = folder.path().join("aclImdb_v1 (1).tar");
    fs::rename(&tar, &renamed).unwrap();
    run("(the folder is deleted, the tar archive renamed)\n", &["status"]);
    run("", &["remove"]);
    assert!(renamed.exists());
    insta::assert_snapshot!("unpacked", table);
}

/// As many do who have the file: they name it, and not its folder.
#[test]
fn a_file_in_the_place_of_its_folder_is_named_with_what_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(ARCHIVE_NAME);
    fs::write(&file, "mine").unwrap();
    let mut messages = String::new();
    for action in ["status", "fetch", "verify", "path", "remove"] {
        let option = data(action, &file).output().unwrap();
        let mut variable = Command::new(env!("CARGO_BIN_EXE_program"));
        let variable = variable.args(["data", action]);
        let variable = variable.env("HIDDEN_STATE_DATA", &file).output().unwrap();
        messages += &printed(&option, folder.path());
        messages += &printed(&variable, folder.path());
        assert_eq!([option, variable].map(|o| o.status.code()), [Some(1); 2]);
    }
    let said = |named_by| {
        format!(
            "error: {named_by} names a file, DATA/{ARCHIVE_NAME}, \
             and has to name the folder that holds it: DATA\n"
        )
    };
    let both = said("--data-dir") + &said("HIDDEN_STATE_DATA");
    assert_eq!(messages, both.repeat(5));
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}

/// The superuser may read anything, so that the program runs as somebody else.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_read_is_named() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let folder = tempfile::tempdir().unwrap();
    mode(folder.path(), 0o755);
    let closed = folder.path().join("aclImdb/train/pos");
    for part in ["train/neg", "train/pos", "test/neg", "test/pos"] {
        fs::create_dir_all(folder.path().join("aclImdb").join(part)).unwrap();
    }
    mode(&closed, 0o000);
    // Where somebody else can read it.
    let program = folder.path().join("program");
    fs::copy(env!("CARGO_BIN_EXE_program"), &program).unwrap();
    let is_superuser = fs::metadata("/proc/self").unwrap().uid() == 0;
    let mut command = match is_superuser {
        true => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
            command.arg(&program);
            command
        }
        false => Command::new(&program),
    };
    let command = command.args(["data", "verify", "--data-dir"]);
    let output = command.arg(folder.path()).output().unwrap();
    mode(&closed, 0o755);
    let message = printed(&output, folder.path());
    let expected = "error: DATA/aclImdb is not the IMDB archive: \
        its \"train/pos\" cannot be read: permission denied\nmove it away;";
    assert!(message.starts_with(expected), "{message}");
}

/// The system's word for it stands in the first line, and not once more behind the advice.
#[test]
fn what_the_system_says_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    let output = data("fetch", &file.join("below")).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("there is a file in the place of a folder\n"),
        "{message}"
    );
    assert!(message.ends_with("or HIDDEN_STATE_DATA\n"), "{message}");
}

/// `HIDDEN_STATE_DATA` names the folder, `--data-dir` goes before it.
#[test]
fn the_folder_comes_from_the_option_the_variable_or_the_platform() {
    let path = |command: &mut Command| {
        let output = command.output().unwrap();
        printed(&output, Path::new("/nowhere-at-all"))
    };
    let program = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_program"));
        command.args(["data", "status"]);
        command.env("HIDDEN_STATE_DATA", "/of-the-variable");
        command
    };
    assert!(path(&mut program()).contains("/of-the-variable/aclImdb_v1.tar.gz"));
    let mut given = program();
    given.args(["--data-dir", "/of-the-option"]);
    assert!(path(&mut given).contains("/of-the-option/aclImdb_v1.tar.gz"));
    if cfg!(target_os = "linux") {
        let mut cache = program();
        cache.env_remove("HIDDEN_STATE_DATA");
        cache.env("XDG_CACHE_HOME", "/of-the-platform");
        let expected = "/of-the-platform/hidden-state/aclImdb_v1.tar.gz";
        assert!(path(&mut cache).contains(expected));
    }
}
