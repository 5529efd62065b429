//! Lengths, and what a width does to them.
use chapter_02::lengths::{Summary, Width};

#[test]
fn lengths_are_summed_up_and_a_width_fills_and_cuts() {
    let lengths = [2, 4, 6];
    let summary = Summary::of(&lengths).unwrap();
    assert_eq!(summary.mean, 4.0);
    assert_eq!(summary.quantiles[0], 2.0);
    assert_eq!(summary.quantiles[3], 4.0);
    assert_eq!(summary.quantiles[6], 6.0);
    assert_eq!(Summary::of(&[]), None);

    // A width of 4: two pads, none, two ids dropped.
    let width = Width::of(&lengths, 4);
    assert_eq!(width.cut_reviews, 1.0 / 3.0);
    assert_eq!(width.dropped_ids, 2.0 / 12.0);
    assert_eq!(width.pads, 2.0 / 12.0);
    assert_eq!(width.pads_a_row, 2.0 / 3.0);
}
