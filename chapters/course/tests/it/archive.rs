//! What paths and first bytes say, and an unpacked archive that changes while it is read. (Chapter 2 tests
//! the dialects, with the texts that come of them.)

use std::fs;

use course::archive::{Fault, Folder, Form, Name, unpacked};

#[test]
fn a_path_names_its_review_at_its_end_only() {
    let name = |folder, number, stars| {
        Some(Name {
            folder,
            number,
            stars,
        })
    };
    for (path, expected) in [
        ("aclImdb/train/neg/0_3.txt", name(Folder::TrainNegative, 0, 3)),
        ("train/pos/576_10.txt", name(Folder::TrainPositive, 576, 10)),
        ("./test/neg/7_1.txt", name(Folder::TestNegative, 7, 1)),
        ("/else/where/test/pos/0_9.txt", name(Folder::TestPositive, 0, 9)),
        ("aclImdb\\train\\unsup\\5_0.txt", name(Folder::Unlabelled, 5, 0)),
        ("aclImdb/train/neg/0_3.html", None),
        ("aclImdb/train/neg/more/0_3.txt", None),
        ("aclImdb/latrain/neg/0_3.txt", None),
        ("aclImdb/train/urls_neg.txt", None),
        ("aclImdb/train/neg/._0_3.txt", None),
        ("aclImdb/train/neg/.hidden.txt", None),
        ("__MACOSX/aclImdb/train/neg/0_3.txt", None),
        ("neg/0_3.txt", None),
        ("0_3.txt", None),
        ("", None),
    ] {
        assert_eq!(Name::of(path).unwrap(), expected, "{path}");
    }
    for path in [
        "train/neg/0_7.txt",
        "train/neg/0_3 (1).txt",
        "test/pos/_9.txt",
    ] {
        assert!(matches!(Name::of(path), Err(Fault::Name { .. })), "{path}");
    }
}

#[test]
fn the_first_bytes_tell_a_tar_archive_from_what_looks_like_one() {
    let mut header = tar::Header::new_old();
    header.set_path("README").unwrap();
    header.set_size(0);
    header.set_cksum();
    let mut bytes = *header.as_bytes();
    assert_eq!(Form::of(&bytes), Form::Tar);
    assert_eq!(Form::of(&bytes[..511]), Form::Other);
    bytes[0] ^= 1;
    assert_eq!(Form::of(&bytes), Form::Other);
    // Its check sum is that of nothing.
    assert_eq!(Form::of(&[0; 512]), Form::Other);
}

/// Whatever happens to a file between its listing and its reading: its name is told.
#[test]
fn a_review_that_is_gone_when_it_is_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("train/neg");
    fs::create_dir_all(&place).unwrap();
    let file = place.join("0_3.txt");
    fs::write(&file, "text").unwrap();
    let error = unpacked(folder.path(), |review| {
        fs::remove_file(&file).unwrap();
        review.read(&mut Vec::new())
    });
    let message = error.unwrap_err().to_string();
    let expected = "its \"train/neg/0_3.txt\" cannot be read: entity not found";
    assert_eq!(message, expected);
}
