//! A reader with an end.

use std::io::{ErrorKind, Read};

use course::bounded::Bounded;

#[test]
fn as_many_bytes_as_allowed_pass_and_one_more_does_not() {
    let read = |bytes| {
        let mut out = Vec::new();
        Bounded::new(&b"12345"[..], bytes).read_to_end(&mut out)
    };
    assert_eq!(read(5).unwrap(), 5);
    assert_eq!(read(4).unwrap_err().kind(), ErrorKind::FileTooLarge);
}
