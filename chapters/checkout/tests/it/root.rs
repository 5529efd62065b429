//! Where a checkout is.

use std::fs;

use checkout::root_above;

use crate::commit::{small, write};

#[test]
fn the_root_is_found_from_itself_and_from_any_folder_below() {
    let checkout = small();
    for below in ["", "chapters", "chapters/chapter-03/src"] {
        let root = root_above(&checkout.path().join(below)).unwrap();
        assert_eq!(root, checkout.path());
    }
}

#[test]
fn the_nearest_checkout_counts() {
    let outer = small();
    write(outer.path(), "copy/book.toml", "");
    let copy = outer.path().join("copy");
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
