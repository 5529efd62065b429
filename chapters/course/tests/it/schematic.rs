//! Schematics: what is drawn where, and what is refused.

use course::schematic::{Anchor, Cell, Place, Schematic, Side, Tone, WIDTH};

/// Two words over their ids.
fn two_words() -> Schematic {
    let mut drawing =
        Schematic::new("A box with two words, an arrow, and two cells.");
    let place = Place::new(160.0, 10.0, 100.0, 30.0);
    let text = drawing.block(place, "good film", Tone::Plain);
    let ids = [Cell::plain("20"), Cell::new("5", Tone::First)];
    let ids = drawing.cells((170.0, 80.0), &[40.0; 2], 26.0, &[ids.into()]);
    drawing.arrow(text.bottom(), ids.place().top(), Tone::Plain);
    drawing
}

/// Why a picture is refused.
fn refusal(drawing: Schematic) -> String {
    drawing.svg().unwrap_err().to_string()
}

#[test]
fn a_picture_is_the_same_each_time() {
    let svg = two_words().svg().unwrap();
    assert_eq!(svg, two_words().svg().unwrap());
    insta::assert_snapshot!("two_words", svg);
}

#[test]
fn letters_of_xml_are_escaped() {
    let mut drawing = Schematic::new("The start token <start> & what follows it.");
    drawing.label((100.0, 20.0), Anchor::Start, "<start> & \"a\" > b");
    let svg = drawing.svg().unwrap();
    assert!(svg.contains(">&lt;start&gt; &amp; \"a\" &gt; b</text>"), "{svg}");
    assert!(svg.contains("<desc>The start token &lt;start&gt; &amp; what"), "{svg}");
}

#[test]
fn a_label_wider_or_higher_than_its_box_is_refused() {
    let block = |width, height, text| {
        let mut drawing = two_words();
        drawing.block(Place::new(10.0, 150.0, width, height), text, Tone::First);
        drawing.svg()
    };
    assert!(block(100.0, 40.0, "mesmerising").is_ok());
    let error = block(50.0, 40.0, "mesmerising").unwrap_err().to_string();
    assert!(error.contains("\"mesmerising\" needs about"), "{error}");
    assert!(block(50.0, 40.0, "two\nlines").is_ok());
    assert!(block(50.0, 30.0, "two\nlines").is_err());

    let mut drawing = two_words();
    let row = vec![Cell::plain("-0.0486")];
    drawing.cells((10.0, 150.0), &[30.0], 26.0, &[row]);
    assert!(refusal(drawing).contains("\"-0.0486\" needs about"));
}

#[test]
fn what_is_outside_of_the_picture_is_refused() {
    let mut drawing = two_words();
    drawing.label((WIDTH - 20.0, 150.0), Anchor::Start, "too far right");
    assert!(refusal(drawing).contains("\"too far right\" is outside"));
    let mut drawing = two_words();
    drawing.frame(Place::new(-1.0, 10.0, 20.0, 20.0), Tone::First);
    assert!(refusal(drawing).contains("outside"));
    let mut drawing = two_words();
    drawing.arrow((100.0, 100.0), (100.0, -5.0), Tone::First);
    assert!(refusal(drawing).contains("outside"));
}

#[test]
fn labels_over_one_another_are_refused() {
    let mut drawing = two_words();
    drawing.label((10.0, 150.0), Anchor::Start, "first");
    drawing.label((20.0, 160.0), Anchor::Start, "second");
    assert!(refusal(drawing).contains("\"first\" is over \"second\""));
    let mut drawing = two_words();
    drawing.label((10.0, 150.0), Anchor::Start, "first");
    drawing.label((10.0, 164.0), Anchor::Start, "second");
    assert!(drawing.svg().is_ok());
}

#[test]
fn a_picture_needs_a_description_and_something_to_see() {
    let mut undescribed = Schematic::new("A picture.");
    undescribed.label((10.0, 20.0), Anchor::Start, "x");
    assert!(refusal(undescribed).contains("what the picture shows"));
    let empty = Schematic::new("A picture without anything in it.");
    assert!(refusal(empty).contains("nothing is drawn"));
}

#[test]
fn a_row_has_a_cell_for_each_width_and_an_arrow_room_for_its_head() {
    let mut drawing = two_words();
    drawing.cells((10.0, 150.0), &[30.0; 3], 26.0, &[vec![Cell::plain("1")]]);
    drawing.arrow((200.0, 150.0), (204.0, 150.0), Tone::Plain);
    let why = refusal(drawing);
    assert!(why.contains("row 0 has 1 cells for 3 widths"), "{why}");
    assert!(why.contains("an arrow of length 4.0"), "{why}");
}

#[test]
fn cells_know_their_places() {
    let mut drawing = two_words();
    let row = || vec![Cell::plain("1"), Cell::plain("2")];
    let table = drawing.cells((10.0, 150.0), &[30.0, 40.0], 20.0, &[row(), row()]);
    assert_eq!(table.place(), Place::new(10.0, 150.0, 70.0, 40.0));
    assert_eq!(table.cell(1, 1), Place::new(40.0, 170.0, 40.0, 20.0));
    assert_eq!(table.row(1), Place::new(10.0, 170.0, 70.0, 20.0));
    assert_eq!(table.column(1), Place::new(40.0, 150.0, 40.0, 40.0));
    assert_eq!(table.cell(0, 0).and(table.cell(1, 1)), table.place());
    assert_eq!(table.cell(1, 1).bottom(), (60.0, 190.0));
}

#[test]
fn words_go_on_in_the_next_line() {
    let mut drawing = two_words();
    let words = ["not", "bad,", "it", "was", "good"].map(Cell::plain);
    let places = drawing.words(Place::new(10.0, 150.0, 100.0, 60.0), &words);
    assert_eq!(places.len(), 5);
    assert!(places.iter().all(|place| place.right().0 <= 110.0));
    assert!(places[0].y == places[1].y && places[4].y > places[0].y, "{places:?}");
    assert!(drawing.svg().is_ok());
}

#[test]
fn a_bracket_has_its_label_beyond_its_back() {
    let label = |side| {
        let mut drawing = Schematic::new("A bracket at one side of a place.");
        drawing.bracket(Place::new(100.0, 100.0, 80.0, 40.0), side, "N");
        let svg = drawing.svg().unwrap();
        let coordinate = |name: &str| -> f64 {
            let (_, rest) = svg.split_once("<text ").unwrap();
            let (_, value) = rest.split_once(name).unwrap();
            value.split_once('"').unwrap().0.parse().unwrap()
        };
        (coordinate("x=\""), coordinate("y=\""))
    };
    assert!(label(Side::Above).1 < 100.0 && label(Side::Below).1 > 140.0);
    assert!(label(Side::Left).0 < 100.0 && label(Side::Right).0 > 180.0);
}
