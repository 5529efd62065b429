//! What the data folder holds, packed in other ways than the published file, or under other names. It
//! is used or named, and nothing is fetched.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use program::data::{Location, Store};

use crate::archives::{REVIEWS, archive, expanded, gzip, packed_anew, unpack};
use crate::case::{limits, published};
use crate::files::{one, page, place, place_archive};
use crate::server::{Reply, Server};

/// What is there, how it came there, and the snapshot's name if a page of the book shows the message.
type Find = (&'static str, Box<dyn Fn(&Path)>, Option<&'static str>);

fn find(name: &'static str, before: impl Fn(&Path) + 'static) -> Find {
    (name, Box::new(before), None)
}

fn shown(find: Find, snapshot: &'static str) -> Find {
    (find.0, find.1, Some(snapshot))
}

/// The published archive as a folder at this place in the data folder.
fn unpacked(place: &'static str) -> impl Fn(&Path) + 'static {
    move |folder| {
        unpack(&one(), folder);
        let place = folder.join(place);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::rename(folder.join("aclImdb"), place).unwrap();
    }
}

/// The published archive as a folder that lacks one review, as after unpacking that broke off.
fn in_parts(folder: &Path) {
    unpack(&one(), folder);
    fs::remove_file(folder.join("aclImdb/test/pos/2_8.txt")).unwrap();
}

/// What is used.
fn used() -> Vec<Find> {
    let tar = expanded(&one());
    let long = "a folder/".repeat(20);
    let long = packed_anew(&one(), |path| vec![format!("{long}{path}")]);
    let of_macos = packed_anew(&one(), |path| {
        let (folder, file) = path.rsplit_once('/').unwrap();
        vec![format!("{folder}/._{file}"), path.to_owned()]
    });
    let all = {
        let tar = tar.clone();
        move |folder: &Path| {
            place_archive(&one())(folder);
            place("aclImdb_v1.tar", &tar)(folder);
            unpack(&one(), folder);
        }
    };
    let without_the_first = {
        let all = all.clone();
        move |folder: &Path| {
            all(folder);
            fs::remove_file(folder.join("aclImdb_v1.tar.gz")).unwrap();
        }
    };
    vec![
        find("an archive packed on a Mac", place_archive(&of_macos)),
        find("an archive with long names", place_archive(&long)),
        find("a tar archive", place("aclImdb_v1.tar", &tar)),
        find("a tar archive under the archive's name", place_archive(&tar)),
        shown(find("a folder", unpacked("aclImdb")), "folder"),
        find("a folder in a folder, as Windows unpacks", {
            unpacked("aclImdb_v1/aclImdb")
        }),
        find("a folder under the file's name", unpacked("aclImdb_v1")),
        find("a folder in itself", |folder| {
            unpack(&one(), folder);
            fs::rename(folder.join("aclImdb"), folder.join("inner")).unwrap();
            fs::create_dir(folder.join("aclImdb")).unwrap();
            fs::rename(folder.join("inner"), folder.join("aclImdb/aclImdb"))
                .unwrap();
        }),
        find("the data folder itself", |folder| {
            unpack(&one(), folder);
            for split in ["train", "test"] {
                let place = folder.join(split);
                fs::rename(folder.join("aclImdb").join(split), place).unwrap();
            }
            fs::remove_dir(folder.join("aclImdb")).unwrap();
        }),
        find("all three", all),
        find("a tar archive and a folder", without_the_first),
        find("the archive, and a second download of it", |folder| {
            place_archive(&one())(folder);
            place("aclImdb_v1 (1).tar.gz", &one())(folder);
        }),
    ]
}

/// What is named.
fn named() -> Vec<Find> {
    let tar = expanded(&one());
    let missing = archive(REVIEWS - 1, 10, 1, flate2::Compression::none());
    let twice = packed_anew(&one(), |path| match path {
        "aclImdb/test/neg/1_2.txt" => vec![path.to_owned(); 2],
        _ => vec![path.to_owned()],
    });
    let zip = b"PK\x03\x04 and so on";
    let second = "aclImdb_v1 (1).tar.gz";
    vec![
        find("a cut tar archive", place("aclImdb_v1.tar", &tar[..tar.len() / 2])),
        find("a tar archive that lacks a review in each folder", {
            place("aclImdb_v1.tar", &expanded(&missing))
        }),
        find("an archive with a review twice", place_archive(&twice)),
        find("a folder that lacks a review", in_parts),
        find("a folder with other things in it", |folder| {
            fs::create_dir(folder.join("aclImdb")).unwrap();
        }),
        find("a zip file under the archive's name", place_archive(zip)),
        shown(find("a second download", place(second, &one())), "other_name"),
        find("a second download, unpacked by the browser", {
            place("aclImdb_v1-1.tar", &tar)
        }),
        find("the short ending", place("aclImdb_v1.tgz", &gzip(&tar))),
        find("a zip file", place("aclImdb.zip", zip)),
        find("a bzip2 file", place("AclImdb_v1.tar.bz2", b"BZh91AY&SY")),
    ]
}

/// The store of this folder, whose file is published by this server.
fn store(folder: &Path, server: &Server) -> Store {
    Store {
        folder: folder.to_owned(),
        published: published(server.url(), &one()),
        location: Location::Published,
        limits: limits(),
    }
}

/// The names of what lies in a folder.
fn list(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".verified"))
        .collect();
    names.sort();
    names
}

/// What a program says with this in its folder. It asks the server for nothing, and changes nothing.
fn told((name, before, _): &Find) -> String {
    let folder = tempfile::tempdir().unwrap();
    before(folder.path());
    let there = list(folder.path());
    let server = Server::start(vec![Reply::good(&one())]);
    let mut notes = Vec::new();
    let result = store(folder.path(), &server).ready(&mut notes);
    assert!(server.requests().is_empty(), "{name}: it is fetched");
    assert_eq!(list(folder.path()), there, "{name}: the folder has changed");
    let end = match result {
        Ok(path) => format!("used: {}\n", path.display()),
        Err(error) => format!("error: {error}\n"),
    };
    let text = String::from_utf8(notes).unwrap() + &end;
    text.replace(&folder.path().display().to_string(), "DATA")
}

#[test]
fn what_is_there_is_used_or_named_and_not_fetched() {
    let mut table = String::new();
    for (finds, start) in [(used(), "used: DATA"), (named(), "error: ")] {
        for find in finds {
            let message = told(&find);
            let last = message.contains(start);
            assert!(last, "{}: {message}", find.0);
            let text = message.trim_end().replace('\n', "\n    ");
            write!(table, "{}\n    {text}\n\n", find.0).unwrap();
            if let Some(snapshot) = find.2 {
                insta::assert_snapshot!(snapshot, message);
            }
        }
    }
    insta::assert_snapshot!("table", table.trim_end());
}

/// A page that was saved under such a name is not in the way.
#[test]
fn what_no_packer_made_is_not_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    place("aclImdb_v1 (1).tar.gz", &page())(folder.path());
    place("aclImdb_notes.txt", b"")(folder.path());
    let server = Server::start(vec![Reply::good(&one())]);
    let store = store(folder.path(), &server);
    let path = store.ready(&mut Vec::new()).unwrap();
    assert_eq!(path, store.path());
    assert_eq!(server.requests(), ["whole"]);
}

/// It stands beside the place of the copy, and whoever names it wants it.
#[test]
fn a_file_of_another_name_can_be_fetched_by_its_address() {
    let folder = tempfile::tempdir().unwrap();
    place("aclImdb_v1.tgz", &one())(folder.path());
    let server = Server::start(vec![]);
    let url = format!("file://{}/aclImdb_v1.tgz", folder.path().display());
    let store = Store {
        location: Location::other(&url).unwrap(),
        ..store(folder.path(), &server)
    };
    assert_eq!(store.ready(&mut Vec::new()).unwrap(), store.path());
    assert!(Arc::new(fs::read(store.path()).unwrap()) == one());
}

/// The note of a tar archive's check is good until the file changes; a folder is checked each time.
#[test]
fn a_folder_is_checked_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![]);
    let store = store(folder.path(), &server);
    unpack(&one(), folder.path());
    store.ready(&mut Vec::new()).unwrap();
    assert_eq!(store.status().unwrap().verdict, None);
    fs::remove_file(folder.path().join("aclImdb/test/pos/2_8.txt")).unwrap();
    let error = store.ready(&mut Vec::new()).unwrap_err().to_string();
    assert!(error.contains("holds 2 reviews in test/pos"), "{error}");
    place("aclImdb_v1.tar", &expanded(&one()))(folder.path());
    store.ready(&mut Vec::new()).unwrap();
    assert!(store.status().unwrap().verdict.is_some());
}
