//! What the chapters' command lines share.

use program::options::size;

#[test]
fn sizes_have_bounds() {
    assert_eq!([size("1"), size("10000")], [Ok(1), Ok(10_000)]);
    for wrong in ["0", "10001", "-1", "", "x", "99999999999999999999999"] {
        assert!(size(wrong).is_err(), "{wrong}");
    }
}
