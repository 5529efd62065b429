//! The checkout that a program is run in, and its commit.

use std::fs;
use std::path::Path;

use course::checkout::{commit, root_above};
use tempfile::TempDir;

use crate::git::commit_all;

/// What tells a checkout from any other folder.
fn mark(root: &Path) {
    write(root, "book.toml", "");
    write(root, "chapters/course/Cargo.toml", "");
}

/// A checkout with a program's source and a record.
fn checkout() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    mark(folder.path());
    write(folder.path(), "chapters/chapter-03/src/lib.rs", "");
    write(folder.path(), "chapters/chapter-03/results/practice.json", "{}");
    folder
}

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn the_root_is_found_from_itself_and_from_any_folder_below() {
    let checkout = checkout();
    for below in ["", "chapters", "chapters/chapter-03/src"] {
        let root = root_above(&checkout.path().join(below)).unwrap();
        assert_eq!(root, checkout.path());
    }
}

#[test]
fn the_nearest_checkout_counts() {
    let outer = checkout();
    let copy = outer.path().join("copy");
    mark(&copy);
    assert_eq!(root_above(&copy.join("chapters")).unwrap(), copy);
}

#[test]
fn a_folder_outside_of_a_checkout_is_refused_by_name() {
    let elsewhere = tempfile::tempdir().unwrap();
    // A folder of this name is not the file that is looked for.
    fs::create_dir(elsewhere.path().join("book.toml")).unwrap();
    let error = root_above(elsewhere.path()).unwrap_err().to_string();
    let expected = format!("{} is not in a checkout", elsewhere.path().display());
    assert!(error.starts_with(&expected), "{error}");
}

#[test]
fn another_book_is_not_the_course() {
    let checkout = checkout();
    let other = checkout.path().join("other-book");
    write(&other, "book.toml", "");
    assert_eq!(root_above(&other).unwrap(), checkout.path());
    let elsewhere = tempfile::tempdir().unwrap();
    write(elsewhere.path(), "book.toml", "");
    root_above(elsewhere.path()).unwrap_err();
}

#[test]
fn a_commit_is_named_with_its_changes() {
    let checkout = checkout();
    let root = checkout.path();
    let Some(()) = commit_all(root) else { return };
    let clean = commit(root).unwrap();
    assert_eq!(clean.len(), 12, "{clean}");
    let is_digit = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
    assert!(clean.chars().all(is_digit), "{clean}");

    // A new record does not change the code that makes records.
    write(root, "chapters/chapter-03/results/practice.json", "{ }");
    assert_eq!(commit(root).as_ref(), Some(&clean));
    write(root, "chapters/chapter-03/src/lib.rs", "mod changed;");
    assert_eq!(commit(root), Some(format!("{clean}+changes")));
}

#[test]
fn a_repository_without_a_commit_has_none() {
    let checkout = checkout();
    let init = crate::git::git(checkout.path(), &["init", "--quiet"]);
    let Some(()) = init else { return };
    assert_eq!(commit(checkout.path()), None);
}

#[test]
fn the_commit_of_another_repository_around_the_checkout_is_not_taken() {
    let outer = tempfile::tempdir().unwrap();
    mark(&outer.path().join("inner"));
    let Some(()) = commit_all(outer.path()) else {
        return;
    };
    assert!(commit(outer.path()).is_some());
    assert_eq!(commit(&outer.path().join("inner")), None);
}

#[test]
fn a_checkout_that_is_no_repository_has_no_commit() {
    assert_eq!(commit(checkout().path()), None);
}
