//! A file is written whole or not at all.

use std::fs;

use course::files::write_whole;

#[test]
fn writing_makes_folders_and_replaces_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b.txt");
    write_whole(&path, b"one").unwrap();
    write_whole(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    let files = fs::read_dir(folder.path().join("a")).unwrap().count();
    assert_eq!(files, 1, "a temporary file was left behind");
}

#[test]
fn a_file_in_the_place_of_a_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, b"").unwrap();
    let error = write_whole(&file.join("b.txt"), b"one").unwrap_err();
    assert!(format!("{error:#}").contains(&file.display().to_string()));
}
