//! The text of a file is the same in every checkout.

use checkout::{plain, read};

#[test]
fn a_text_is_the_same_whatever_a_checkout_has_made_of_it() {
    let file = tempfile::NamedTempFile::new().unwrap();
    for (kept, text) in [
        ("a\nb\n", "a\nb\n"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("a\r\n\r\nb", "a\n\nb"),
        ("a\r\nb\n", "a\nb\n"),
        ("\u{feff}a\r\n", "a\n"),
        ("\u{feff}", ""),
        ("before\n\u{feff}included\n", "before\nincluded\n"),
        // No system that git runs on ends a line so: this is somebody's text.
        ("a\rb", "a\rb"),
        ("a\\r\\n", "a\\r\\n"),
        ("", ""),
    ] {
        std::fs::write(file.path(), kept).unwrap();
        assert_eq!(read(file.path()).unwrap(), text, "{kept:?}");
        assert_eq!(plain(kept), text, "{kept:?}");
    }
}

#[test]
fn what_is_no_text_is_refused() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), b"a\xff").unwrap();
    assert_eq!(
        read(file.path()).unwrap_err().kind(),
        std::io::ErrorKind::InvalidData
    );
}
