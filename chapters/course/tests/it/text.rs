//! Tables and numbers as a person reads them.

use course::text::{Align, megabytes, printable, table, thousands};

#[test]
fn thousands_are_parted() {
    let parted: Vec<String> =
        [0, 999, 1000, 967_425, 12_345_678].map(thousands).into();
    assert_eq!(parted, ["0", "999", "1,000", "967,425", "12,345,678"]);
}

#[test]
fn columns_line_up() {
    let rows = [
        vec!["dense".into(), "16,512".into()],
        vec!["dropout".into(), "0".into()],
    ];
    insta::assert_snapshot!(
        "table",
        table(&[("layer", Align::Left), ("parameters", Align::Right)], &rows)
    );
}

#[test]
fn sizes_are_read_in_megabytes() {
    let sizes = [300, 10_000, 84_125_825, 1_250_000_000].map(megabytes);
    assert_eq!(sizes, ["300 bytes", "0.0 MB", "84.1 MB", "1250.0 MB"]);
}

#[test]
fn what_a_terminal_would_obey_is_not_printed() {
    assert_eq!(printable("a\tb\u{1b}[2J\u{7} é 정말"), "a�b�[2J� é 정말");
}
