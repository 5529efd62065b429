//! Addresses given with `--data-url`.

use std::path::PathBuf;

use program::data::Location;

#[test]
fn an_address_is_a_server_or_a_file() {
    for url in ["https://example.org/a", "http://127.0.0.1:80/a"] {
        let location = Location::other(url).unwrap();
        assert_eq!(location, Location::Http(url.to_owned()));
    }
    for (url, path) in [
        ("file:///a/b%20c.tar.gz", "/a/b c.tar.gz"),
        ("file://localhost/a", "/a"),
    ] {
        let (url, path) = (url.to_owned(), PathBuf::from(path));
        assert_eq!(Location::other(&url).unwrap(), Location::File { url, path });
    }
}

#[test]
fn what_is_neither_is_refused_with_what_is_expected() {
    for wrong in [
        "",
        "/a/b",
        "file://elsewhere/a",
        "file:a",
        "ftp://a/b",
        "file:///%ff",
        "http://",
        "http://a b/c",
    ] {
        let error = Location::other(wrong).unwrap_err();
        assert!(error.to_string().contains("file:///"), "{wrong}");
    }
}
