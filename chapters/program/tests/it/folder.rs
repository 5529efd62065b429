//! The archive in the data folder, for those who do not want it fetched.

use std::fs;

use program::data::{ARCHIVE_NAME, ARCHIVE_URL, archive};

#[test]
fn a_missing_archive_is_told_with_its_place_and_its_address() {
    let folder = tempfile::tempdir().unwrap();
    let error = archive(Some(folder.path())).unwrap_err().to_string();
    let path = folder.path().join(ARCHIVE_NAME);
    assert!(error.contains(&path.display().to_string()), "{error}");
    assert!(error.contains(ARCHIVE_URL), "{error}");
}

#[test]
fn an_archive_in_the_given_folder_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(ARCHIVE_NAME);
    fs::write(&path, b"").unwrap();
    assert_eq!(archive(Some(folder.path())).unwrap(), path);
}
