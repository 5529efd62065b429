//! Heat maps: as text, in colours, as a picture.

use course::heat::{Group, HeatMap, Row};

fn map(columns: usize) -> HeatMap {
    let group = |name: &str, columns: usize| Group {
        name: name.to_owned(),
        columns: (0..columns).map(|column| column.to_string()).collect(),
    };
    let row = |word: &str, first: f64| Row {
        word: word.to_owned(),
        values: (0..=columns).map(|i| first - i as f64 / 2.0).collect(),
    };
    HeatMap {
        groups: vec![group("unit", columns), group("", 1)],
        rows: vec![
            row("<start>", 0.04),
            row("not", 1.0),
            row("immeasurably", -0.96),
            row("heartwarmingly", -0.04),
        ],
    }
}

#[test]
fn the_text_is_a_table_of_tenths() {
    insta::assert_snapshot!("heat_text", map(2).text(false));
}

#[test]
fn colours_come_and_go_with_every_cell() {
    let tinted = map(2).text(true);
    let plain: String = without_colors(&tinted);
    assert_eq!(plain, map(2).text(false));
    assert_eq!(tinted.matches("\u{1b}[0m").count(), 4 * 3);
}

/// The text without what a terminal takes for a colour.
fn without_colors(text: &str) -> String {
    let mut pieces = text.split('\u{1b}');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (_, rest) = piece.split_once('m').unwrap();
        plain.push_str(rest);
    }
    plain
}

#[test]
fn the_picture_has_a_cell_for_each_value() {
    let svg = map(2)
        .svg("Four words and three columns of numbers.")
        .unwrap();
    assert_eq!(svg.matches("fill-opacity").count(), 4 * 3);
    assert!(svg.contains(">heart") && svg.contains("…<"), "{svg}");
    assert!(svg.contains("&lt;start&gt;"));
}

#[test]
fn too_many_columns_for_a_picture_are_an_error() {
    assert!(
        map(16)
            .svg("Four words and many columns of numbers.")
            .is_ok()
    );
    let error = map(60).svg("Four words and too many columns.").unwrap_err();
    assert!(error.to_string().contains("61 columns"), "{error}");
}
