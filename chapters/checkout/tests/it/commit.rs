//! The commit of a checkout.

use std::fs;
use std::path::Path;

use checkout::commit;
use tempfile::TempDir;

use crate::git::commit_all;

/// What tells a checkout from any other folder.
fn mark(root: &Path) {
    write(root, "book.toml", "");
    write(root, "chapters/course/Cargo.toml", "");
}

/// A checkout with a program's source and a record.
pub(crate) fn small() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    mark(folder.path());
    write(folder.path(), "chapters/chapter-03/src/lib.rs", "");
    write(folder.path(), "chapters/chapter-03/results/practice.json", "{}");
    folder
}

pub(crate) fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn another_book_is_not_the_course() {
    let other = tempfile::tempdir().unwrap();
    write(other.path(), "book.toml", "");
    let Some(()) = commit_all(other.path()) else {
        return;
    };
    assert_eq!(commit(other.path()), None);
}

#[test]
fn a_commit_is_named_with_its_changes() {
    let checkout = small();
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
    let checkout = small();
    let init = crate::git::git(checkout.path(), &["init", "--quiet"]);
    let Some(()) = init else { return };
    assert_eq!(commit(checkout.path()), None);
}

#[test]
fn the_commit_of_another_repository_around_the_checkout_is_not_taken() {
    let outer = tempfile::tempdir().unwrap();
    mark(outer.path());
    mark(&outer.path().join("inner"));
    let Some(()) = commit_all(outer.path()) else {
        return;
    };
    assert!(commit(outer.path()).is_some());
    assert_eq!(commit(&outer.path().join("inner")), None);
}

#[test]
fn a_checkout_that_is_no_repository_has_no_commit() {
    assert_eq!(commit(small().path()), None);
}
