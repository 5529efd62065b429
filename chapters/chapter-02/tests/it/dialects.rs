//! The same reviews, packed in the ways of different systems, and what is nearly an archive.

use std::fs;
use std::path::Path;

use chapter_02::{Corpus, Unlabelled, read_archive};
use tar::{EntryType, Header};

use crate::archive::{Entry, entries, entry, gzip, tar_bytes};

/// Puts an archive, or what is nearly one, at a path.
type Pack = Box<dyn Fn(&Path)>;

fn file(bytes: impl Into<Vec<u8>>) -> Pack {
    let bytes = bytes.into();
    Box::new(move |path| fs::write(path, &bytes).unwrap())
}

/// A gzipped tar archive with these bytes before its end.
fn gzipped(entries: &[u8]) -> Pack {
    file(gzip(&[entries, &[0; 1024]].concat()))
}

/// An entry of a tar archive. Its name goes into the header as it is, at most 100 bytes of it.
fn raw(mut header: Header, kind: EntryType, name: &str, content: &[u8]) -> Vec<u8> {
    header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
    with_size(header, kind, content)
}

fn with_size(mut header: Header, kind: EntryType, content: &[u8]) -> Vec<u8> {
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend(content);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

/// A review as most pack it, under this name.
fn plain(name: &str, content: &[u8]) -> Vec<u8> {
    raw(Header::new_ustar(), EntryType::Regular, name, content)
}

/// Every entry, packed by this function.
fn each(pack: impl Fn(&str, &[u8]) -> Vec<u8>) -> Vec<u8> {
    let packed = entries().into_iter();
    packed
        .flat_map(|(path, content)| pack(&path, &content))
        .collect()
}

/// A record of a pax header. Its length counts itself.
fn record(key: &str, value: &[u8]) -> Vec<u8> {
    let rest = key.len() + value.len() + 3;
    let digits = (1..).find(|digits| (rest + digits).to_string().len() == *digits);
    let length = rest + digits.unwrap();
    [format!("{length} {key}=").as_bytes(), value, b"\n"].concat()
}

/// A file behind a pax header with these records. Its own header says no more than `cut`.
fn pax(records: &[Vec<u8>], content: &[u8]) -> Vec<u8> {
    let records = records.concat();
    let header = raw(Header::new_ustar(), EntryType::XHeader, "pax", &records);
    [header, plain("cut", content)].concat()
}

/// All entries as files, and another file beside each, whose name is made of its own.
fn and_beside(name: impl Fn(&str, &str) -> String) -> Pack {
    let mut all = Vec::new();
    for (path, content) in entries() {
        let (folder, file) = path.rsplit_once('/').unwrap();
        all.push((name(folder, file), b"\0\x05\x16\x07\0\x02\0\0".to_vec()));
        all.push((path, content));
    }
    file(gzip(&tar_bytes(&all)))
}

/// A folder with all entries in it.
fn unpacked(root: &Path) {
    for (path, content) in entries() {
        let path = root.join(path.strip_prefix("aclImdb/").unwrap());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// Every way to pack the reviews that is read.
fn dialects() -> Vec<(&'static str, Pack)> {
    let whole = tar_bytes(&entries());
    let (start, rest) = whole.split_at(whole.len() / 2);
    let deep = "a folder/".repeat(100);
    let deep_path = |path: &str| record("path", format!("{deep}{path}").as_bytes());
    let long = |(path, content): Entry| (format!("{deep}{path}"), content);
    let long: Vec<Entry> = entries().into_iter().map(long).collect();
    let renamed = |name: &dyn Fn(&str) -> String| {
        gzipped(&each(|path, c| plain(&name(path), c)))
    };
    let of_kind = |header: Header, kind| {
        gzipped(&each(|path, content| raw(header.clone(), kind, path, content)))
    };
    let ustar = |path: &str, content: &[u8]| {
        let mut header = Header::new_ustar();
        header.set_path(format!("{}{path}", &deep[..117])).unwrap();
        with_size(header, EntryType::Regular, content)
    };
    let any_bytes = record("SCHILY.xattr.x", b"a\n7 b=c\n\0\xff");
    let comment = record("comment", b"packed anew");
    let for_all = raw(Header::new_ustar(), EntryType::XGlobalHeader, "g", &comment);
    vec![
        (
            "a file beside each, as macOS packs it",
            and_beside(|folder, file| format!("{folder}/._{file}")),
        ),
        (
            "the same in a folder of its own",
            and_beside(|folder, file| format!("__MACOSX/{folder}/._{file}")),
        ),
        (
            "a folder of macOS with files of the same names",
            and_beside(|folder, file| format!("__MACOSX/{folder}/{file}")),
        ),
        (
            "what the Finder leaves",
            and_beside(|folder, _| format!("{folder}/.DS_Store")),
        ),
        ("long names of GNU", file(gzip(&tar_bytes(&long)))),
        (
            "long names of pax",
            gzipped(&each(|path, content| pax(&[deep_path(path)], content))),
        ),
        (
            "attributes of pax with any bytes in them",
            gzipped(&each(|path, content| {
                pax(&[any_bytes.clone(), deep_path(path)], content)
            })),
        ),
        ("a pax header for all", gzipped(&[for_all, each(plain)].concat())),
        ("names in the two parts of ustar", gzipped(&each(ustar))),
        ("headers as before 1988", of_kind(Header::new_old(), EntryType::new(0))),
        (
            "files in one piece",
            of_kind(Header::new_ustar(), EntryType::Continuous),
        ),
        ("packed from the folder above", renamed(&|path| format!("./{path}"))),
        ("packed from inside", renamed(&|path| path.replace("aclImdb/", ""))),
        (
            "packed from inside as a dot",
            renamed(&|path| path.replace("aclImdb/", "./")),
        ),
        ("separators of Windows", renamed(&|path| path.replace('/', "\\"))),
        ("two gzip files in a row", file([gzip(start), gzip(rest)].concat())),
        ("a tar archive", file(whole)),
        ("a folder", Box::new(unpacked)),
    ]
}

/// What is read from an archive that is packed so; its path, in a message, is `PATH`.
fn read(pack: &Pack) -> Result<Corpus, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive");
    pack(&path);
    let message = |error: String| error.replace(path.to_str().unwrap(), "PATH");
    read_archive(&path, Unlabelled::Keep)
        .map(|(corpus, _)| corpus)
        .map_err(|error| message(error.to_string()))
}

#[test]
fn however_it_is_packed_the_reviews_are_the_same() {
    let expected = read(&file(gzip(&tar_bytes(&entries())))).unwrap();
    let mut wrong = Vec::new();
    for (name, pack) in dialects() {
        match read(&pack) {
            Ok(corpus) => {
                let same = corpus.train == expected.train
                    && corpus.test == expected.test
                    && corpus.unlabelled == expected.unlabelled;
                wrong.extend((!same).then(|| format!("{name}: other reviews")));
            }
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// All reviews, and this entry before them.
fn behind(entry: &[u8]) -> Pack {
    gzipped(&[entry, &each(plain)].concat())
}

/// All reviews, and this file or link in their folder.
fn beside(put: impl Fn(&Path) + 'static) -> Pack {
    Box::new(move |root| {
        unpacked(root);
        put(root);
    })
}

/// What is nearly an archive of reviews, and is refused for what it is.
fn refused() -> Vec<(&'static str, Pack)> {
    let name = "aclImdb/train/pos/7_9.txt";
    let of_kind =
        |kind| behind(&raw(Header::new_ustar(), EntryType::new(kind), name, b""));
    let again = |path: &str| {
        let mut entries = entries();
        entries.push(entry(path, "again"));
        file(gzip(&tar_bytes(&entries)))
    };
    let long = |kind| {
        let content = [b'a'; (1 << 16) + 1];
        behind(&raw(Header::new_gnu(), EntryType::new(kind), "long", &content))
    };
    let path = record("path", name.as_bytes());
    let sparse = ["major", "name"].map(|key| format!("GNU.sparse.{key}"));
    let sparse = [
        record(&sparse[0], b"1"),
        record("path", b"aclImdb/train/pos/GNUSparseFile.1/7_9.txt"),
        record(&sparse[1], name.as_bytes()),
    ];
    // Without the last entry: every folder still has a review.
    let cut = &tar_bytes(&entries())[..13 * 1024];
    let mut refused: Vec<(&'static str, Pack)> = vec![
        ("zip", file("PK\x03\x04")),
        ("bzip2", file("BZh91AY&SY")),
        ("xz", file(b"\xfd7zXZ\0\0")),
        ("Zstandard", file(b"\x28\xb5\x2f\xfd\x04")),
        ("7-Zip", file(b"7z\xbc\xaf\x27\x1c\0")),
        ("RAR", file("Rar!\x1a\x07\0")),
        ("nothing", file("")),
        ("a web page", file("<html>")),
        ("a hard link", of_kind(b'1')),
        ("a symbolic link", of_kind(b'2')),
        ("a device", of_kind(b'3')),
        ("a sparse file of GNU", of_kind(b'S')),
        ("a sparse file of pax", behind(&pax(&sparse, b"text"))),
        ("a review twice", again("train/pos/0_9.txt")),
        ("a number twice", again("train/neg/2_1.txt")),
        ("a long name of 64 KiB", long(b'L')),
        ("a pax header of 64 KiB", long(b'x')),
        ("a pax header that is none", {
            let kind = EntryType::XHeader;
            behind(&raw(Header::new_ustar(), kind, "pax", b"no record\n"))
        }),
        ("a pax header with another length", {
            behind(&pax(&[path, record("size", b"1024")], b"text"))
        }),
        ("a tar archive that is cut between two entries", file(cut)),
        (
            "a folder of other things",
            Box::new(|path| fs::create_dir(path).unwrap()),
        ),
        (
            "a folder with a copy of a review",
            beside(|root| {
                fs::write(root.join("test/pos/3_8 (1).txt"), "copy").unwrap();
            }),
        ),
        (
            "a folder with a number twice",
            beside(|root| {
                fs::write(root.join("test/pos/3_9.txt"), "copy").unwrap();
            }),
        ),
        (
            "a folder with a review beyond a mebibyte",
            beside(|root| {
                let long = fs::File::create(root.join("test/pos/9_9.txt")).unwrap();
                long.set_len((1 << 20) + 1).unwrap();
            }),
        ),
    ];
    if cfg!(unix) {
        refused.extend(links());
    }
    refused
}

#[cfg(unix)]
fn links() -> Vec<(&'static str, Pack)> {
    use std::os::unix::fs::symlink;
    vec![
        (
            "a folder with a link for a review",
            beside(|root| {
                symlink(root.join("README"), root.join("test/pos/9_9.txt")).unwrap();
            }),
        ),
        (
            "a folder with a link for a folder",
            beside(|root| {
                fs::rename(root.join("test"), root.join("elsewhere")).unwrap();
                symlink(root.join("elsewhere"), root.join("test")).unwrap();
            }),
        ),
    ]
}

#[cfg(not(unix))]
fn links() -> Vec<(&'static str, Pack)> {
    Vec::new()
}

#[test]
fn what_is_not_read_is_named() {
    let mut table = String::new();
    for (name, pack) in refused() {
        let message = match read(&pack) {
            Ok(_) => "it is read".to_owned(),
            Err(message) => message,
        };
        table += &format!("{name}\n    {message}\n");
    }
    insta::assert_snapshot!("refused", table);
}

/// A shorter archive would be taken for the whole, and cuts between two entries leave one.
#[test]
fn a_tar_archive_cut_anywhere_is_cut_short() {
    let whole = tar_bytes(&entries());
    let end = whole.len() - 1024;
    for cut in (512..end + 512).step_by(64) {
        let error = read(&file(&whole[..cut])).unwrap_err();
        assert!(error.contains("cut short after"), "{cut}: {error}");
    }
    assert!(read(&file(&whole[..end + 512])).is_ok());
}

/// A header that claims a gigabyte, and one that has it. Neither is kept in memory.
#[test]
fn a_long_name_is_refused_before_it_is_read() {
    for kind in *b"Lx" {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::new(kind));
        header.set_size(1 << 30);
        header.set_cksum();
        // Nothing stands behind it: whoever read on would find it cut short.
        let error = read(&file(gzip(header.as_bytes()))).unwrap_err();
        let expected = "an entry's name and attributes are longer than 65,536 bytes";
        assert!(error.contains(expected), "{error}");
    }
}
