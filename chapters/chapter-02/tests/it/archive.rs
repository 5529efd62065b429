//! The archive reader, on small archives made here.
use std::io::Write;
use std::path::PathBuf;

use chapter_02::{ArchiveError, Corpus, Label, Notes, Unlabelled, read_archive};
use course::archive::{Excess, Fault, Form};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use tempfile::TempDir;

/// Path inside the archive and content.
pub(crate) type Entry = (String, Vec<u8>);

pub(crate) fn entry(path: &str, content: impl AsRef<[u8]>) -> Entry {
    (format!("aclImdb/{path}"), content.as_ref().to_vec())
}

/// Two reviews a folder, one without a label, and files that are no reviews.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        entry("README", "about"),
        entry("imdb.vocab", "the\n"),
        entry("train/urls_pos.txt", "address\n"),
        entry("train/labeledBow.feat", "9 0:1\n"),
        entry("train/pos/0_9.txt", "train pos 0"),
        entry("train/pos/10_7.txt", "train pos 10"),
        entry("train/neg/0_1.txt", "train neg 0"),
        entry("train/neg/2_4.txt", "train neg 2"),
        entry("test/pos/0_10.txt", "test pos 0"),
        entry("test/pos/3_8.txt", "test pos 3"),
        entry("test/neg/0_2.txt", "test neg 0"),
        entry("test/neg/1_3.txt", "test neg 1"),
        entry("train/unsup/1_0.txt", "unsup 1"),
        entry("train/unsup/0_0.txt", "unsup 0"),
    ]
}

pub(crate) fn tar_bytes(entries: &[Entry]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, content) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, path, content.as_slice())
            .unwrap();
    }
    tar.into_inner().unwrap()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A file with this content; it lasts as long as the folder.
fn file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("aclImdb_v1.tar.gz");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn read(
    entries: &[Entry],
    unlabelled: Unlabelled,
) -> Result<(Corpus, Notes), ArchiveError> {
    let (_folder, path) = file(&gzip(&tar_bytes(entries)));
    read_archive(&path, unlabelled)
}

/// The error for a file of these bytes. Its message names the file and the way out.
fn error(bytes: &[u8]) -> ArchiveError {
    let (_folder, path) = file(bytes);
    let error = read_archive(&path, Unlabelled::Skip).unwrap_err();
    let message = error.to_string();
    assert!(message.contains(path.to_str().unwrap()), "{message}");
    assert!(message.contains("download https://"), "{message}");
    error
}

fn texts(corpus: &Corpus) -> [Vec<&str>; 3] {
    [
        corpus
            .train
            .iter()
            .map(|review| review.text.as_str())
            .collect(),
        corpus
            .test
            .iter()
            .map(|review| review.text.as_str())
            .collect(),
        corpus.unlabelled.iter().map(String::as_str).collect(),
    ]
}

#[test]
fn the_path_gives_split_label_and_stars() {
    let (corpus, notes) = read(&entries(), Unlabelled::Keep).unwrap();
    assert_eq!(
        texts(&corpus),
        [
            vec!["train neg 0", "train pos 0", "train neg 2", "train pos 10"],
            vec!["test neg 0", "test pos 0", "test neg 1", "test pos 3"],
            vec!["unsup 0", "unsup 1"],
        ]
    );
    let (label, stars) = (corpus.train[3].label, corpus.train[3].stars);
    assert_eq!((label, stars), (Label::Positive, Some(7)));
    assert_eq!(corpus.test[0].label, Label::Negative);
    assert!(
        corpus
            .train
            .iter()
            .all(|review| review.phenomenon.is_none())
    );
    assert_eq!(notes, Notes::default());
}

#[test]
fn unlabelled_reviews_come_only_on_request() {
    let (corpus, _) = read(&entries(), Unlabelled::Skip).unwrap();
    assert!(corpus.unlabelled.is_empty());
    assert_eq!(corpus.train.len(), 4);
}

proptest! {

    #[test]
    fn the_order_of_the_entries_does_not_matter(shuffled in Just(entries()).prop_shuffle()) {
        let (expected, _) = read(&entries(), Unlabelled::Keep).unwrap();
        let (found, _) = read(&shuffled, Unlabelled::Keep).unwrap();
        prop_assert_eq!(found.train, expected.train);
        prop_assert_eq!(found.test, expected.test);
        prop_assert_eq!(found.unlabelled, expected.unlabelled);
    }
}

#[test]
fn a_review_that_is_not_utf8_is_mended_and_counted() {
    let mut entries = entries();
    entries[4].1 = b"caf\xe9 noir".to_vec();
    let (corpus, notes) = read(&entries, Unlabelled::Skip).unwrap();
    assert_eq!(corpus.train[1].text, "caf\u{fffd} noir");
    assert_eq!(
        notes,
        Notes {
            lossy_utf8: 1,
            empty: 0
        }
    );
    assert!(
        notes
            .to_string()
            .contains("not UTF-8 (bad bytes replaced by U+FFFD): 1")
    );
}

#[test]
fn an_empty_review_is_kept_and_counted() {
    let mut entries = entries();
    entries[4].1.clear();
    entries[6].1 = b" \n".to_vec();
    let (corpus, notes) = read(&entries, Unlabelled::Skip).unwrap();
    assert_eq!(corpus.train.len(), 4);
    assert_eq!(corpus.train[1].text, "");
    assert_eq!(
        notes,
        Notes {
            lossy_utf8: 0,
            empty: 2
        }
    );
}

#[test]
fn a_review_of_a_megabyte_is_read_whole() {
    let long = "word ".repeat(200_000);
    let mut entries = entries();
    entries[4].1 = long.clone().into_bytes();
    let (corpus, _) = read(&entries, Unlabelled::Skip).unwrap();
    assert_eq!(corpus.train[1].text, long);
}

#[test]
fn a_missing_file_says_where_to_get_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("aclImdb_v1.tar.gz");
    let error = read_archive(&path, Unlabelled::Skip).unwrap_err();
    assert!(matches!(error, ArchiveError::NotFound { .. }));
    assert!(error.to_string().contains(path.to_str().unwrap()));
    assert!(error.to_string().contains("download https://"));
}

/// What is wrong with a file of these bytes, if it is not just cut short.
fn fault(bytes: &[u8]) -> Fault {
    match error(bytes) {
        ArchiveError::Fault { fault, .. } => fault,
        other => panic!("{other}"),
    }
}

#[test]
fn another_file_is_neither_gzip_nor_tar() {
    for bytes in [
        &b"<!DOCTYPE html><title>404</title>"[..],
        b"\x1f",
        &[0; 1024],
    ] {
        assert!(matches!(fault(bytes), Fault::Form(Form::Other)));
    }
    assert!(matches!(fault(b""), Fault::Form(Form::Empty)));
}

#[test]
fn an_archive_cut_anywhere_is_cut_short() {
    let whole = gzip(&tar_bytes(&entries()));
    for end in 2..whole.len() {
        let error = error(&whole[..end]);
        let ArchiveError::CutShort { bytes, reviews, .. } = error else {
            panic!("{end}: {error}");
        };
        assert_eq!(bytes, end as u64);
        assert!(reviews <= 8);
    }
}

#[test]
fn a_tar_cut_inside_a_whole_gzip_is_cut_short() {
    let mut entries = entries();
    entries[4].1 = b"word ".repeat(1000);
    let tar = tar_bytes(&entries[4..]);
    let error = error(&gzip(&tar[..2000]));
    assert!(matches!(error, ArchiveError::CutShort { reviews: 0, .. }), "{error}");
}

#[test]
fn a_wrong_check_sum_and_a_gzip_of_something_else_cannot_be_read() {
    let mut bytes = gzip(&tar_bytes(&entries()));
    let check_sum = bytes.len() - 8;
    bytes[check_sum] ^= 1;
    for bytes in [bytes, gzip(&b"no tar archive ".repeat(100))] {
        assert!(matches!(fault(&bytes), Fault::Damaged));
    }
}

#[test]
fn an_archive_of_other_files_holds_no_review() {
    let bytes = gzip(&tar_bytes(&entries()[..4]));
    assert!(matches!(error(&bytes), ArchiveError::NoReviews { .. }));
}

#[test]
fn a_missing_folder_is_named() {
    for missing in ["train/pos", "train/neg", "test/pos", "test/neg"] {
        let mut entries = entries();
        entries.retain(|(path, _)| !path.contains(missing));
        let error = error(&gzip(&tar_bytes(&entries)));
        let ArchiveError::MissingFolder { folder, .. } = &error else {
            panic!("{error}");
        };
        assert_eq!(*folder, missing);
        assert!(error.to_string().contains(missing));
    }
}

#[test]
fn missing_unlabelled_reviews_matter_only_on_request() {
    let mut entries = entries();
    entries.retain(|(path, _)| !path.contains("unsup"));
    assert!(read(&entries, Unlabelled::Skip).is_ok());
    let error = read(&entries, Unlabelled::Keep).unwrap_err();
    assert!(error.to_string().contains("train/unsup"));
}

#[test]
fn a_file_name_without_fitting_stars_is_named() {
    let names = [
        "train/pos/1.txt",
        "train/pos/x_9.txt",
        "train/pos/1_nine.txt",
        "train/pos/1_11.txt",
        "train/pos/1_5.txt",
        "train/neg/1_0.txt",
        "test/neg/1_7.txt",
        "train/unsup/1_8.txt",
    ];
    for name in names {
        let mut entries = entries();
        entries.push(entry(name, "text"));
        let error = error(&gzip(&tar_bytes(&entries)));
        assert!(error.to_string().contains(name), "{error}");
        let expected = "is not NUMBER_STARS.txt with 1 to 4 stars in neg";
        assert!(error.to_string().contains(expected), "{error}");
    }
}

/// What there is too much of, according to the error for a file of these bytes.
fn excess(bytes: &[u8]) -> Excess {
    match fault(bytes) {
        Fault::Excess(excess) => excess,
        other => panic!("{other}"),
    }
}

#[test]
fn a_review_beyond_a_mebibyte_is_refused_by_name() {
    let mut entries = entries();
    entries[4].1 = vec![b'a'; 1 << 20];
    assert!(read(&entries, Unlabelled::Skip).is_ok());
    entries[4].1.push(b'a');
    let entry = "aclImdb/train/pos/0_9.txt".to_owned();
    let found = excess(&gzip(&tar_bytes(&entries)));
    let bytes = (1 << 20) + 1;
    assert_eq!(found, Excess::Review { entry, bytes });
}

#[test]
fn more_entries_than_half_a_million_are_refused() {
    let mut header = tar::Header::new_ustar();
    header.set_path("aclImdb/README").unwrap();
    header.set_size(0);
    header.set_cksum();
    let enough = header.as_bytes().repeat(500_000);
    let many = [enough.as_slice(), header.as_bytes()].concat();
    assert_eq!(excess(&gzip(&many)), Excess::Entries);
    // As many as that are read to the end, where the reviews are missed.
    assert!(matches!(error(&gzip(&enough)), ArchiveError::NoReviews { .. }));
}

/// A few megabytes that expand beyond 1 GiB, inside an entry and after the last one.
#[test]
fn expanding_beyond_a_gibibyte_is_refused() {
    let megabyte = gzip(&vec![0; 1 << 20]).repeat(1025);
    let mut header = tar::Header::new_ustar();
    header.set_path("aclImdb/README").unwrap();
    header.set_size(4 << 30);
    header.set_cksum();
    for start in [header.as_bytes().to_vec(), tar_bytes(&entries())] {
        let bomb = [gzip(&start), megabyte.clone()].concat();
        assert_eq!(excess(&bomb), Excess::Bytes);
    }
}

#[test]
fn a_path_is_never_opened() {
    let (folder, path) = file(&[]);
    let mut entries = entries();
    let mut header = tar::Header::new_ustar();
    // By hand, since the builder refuses to write such a path.
    let evil = b"../../train/pos/7_9.txt";
    header.as_mut_bytes()[..evil.len()].copy_from_slice(evil);
    header.set_size(4);
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend(b"evil");
    bytes.resize(1024, 0);
    entries.push(entry("/train/pos/8_9.txt", "absolute"));
    bytes.extend(tar_bytes(&entries));
    std::fs::write(&path, gzip(&bytes)).unwrap();
    let (corpus, _) = read_archive(&path, Unlabelled::Skip).unwrap();
    assert_eq!(corpus.train.len(), 6);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_folder_is_no_review() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_ustar();
    header.set_entry_type(tar::EntryType::Directory);
    header.set_size(0);
    tar.append_data(&mut header, "aclImdb/train/pos/7_9.txt", &[][..])
        .unwrap();
    let mut bytes = tar.into_inner().unwrap();
    bytes.truncate(512);
    bytes.extend(tar_bytes(&entries()));
    let (_folder, path) = file(&gzip(&bytes));
    let (corpus, _) = read_archive(&path, Unlabelled::Skip).unwrap();
    assert_eq!(corpus.train.len(), 4);
}

#[test]
fn control_characters_of_a_name_do_not_reach_the_terminal() {
    let mut entries = entries();
    entries.push(entry("train/pos/\u{1b}[31m.txt", "text"));
    let message = error(&gzip(&tar_bytes(&entries))).to_string();
    assert!(!message.contains('\u{1b}'), "{message}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever byte changes: an error or a corpus, and no panic.
    #[test]
    fn a_changed_byte_does_no_harm(place in any::<proptest::sample::Index>(), byte in any::<u8>(), packed in any::<bool>()) {
        let mut bytes = tar_bytes(&entries());
        if packed {
            bytes = gzip(&bytes);
        }
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if !packed {
            bytes = gzip(&bytes);
        }
        let (_folder, path) = file(&bytes);
        if let Ok((corpus, _)) = read_archive(&path, Unlabelled::Keep) {
            prop_assert!(corpus.train.len() <= 4 && corpus.unlabelled.len() <= 2);
        }
    }
}
