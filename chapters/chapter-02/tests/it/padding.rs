//! Padding and truncation, at either side.
use candle_core::DType;
use chapter_02::{PAD, PaddingError, Side, pad_sequences};
use proptest::prelude::*;

fn rows(
    sequences: &[Vec<u32>],
    width: usize,
    padding: Side,
    truncating: Side,
) -> Vec<Vec<u32>> {
    let padded = pad_sequences(sequences, width, padding, truncating).unwrap();
    padded.ids.to_vec2().unwrap()
}

#[test]
fn the_four_ways() {
    let sequences = [vec![1, 5], vec![1, 6, 7, 8]];
    let ways = [
        (Side::Pre, Side::Pre, [[0, 1, 5], [6, 7, 8]]),
        (Side::Pre, Side::Post, [[0, 1, 5], [1, 6, 7]]),
        (Side::Post, Side::Pre, [[1, 5, 0], [6, 7, 8]]),
        (Side::Post, Side::Post, [[1, 5, 0], [1, 6, 7]]),
    ];
    for (padding, truncating, expected) in ways {
        assert_eq!(rows(&sequences, 3, padding, truncating), expected);
    }
    assert_eq!(Side::default(), Side::Pre);
}

#[test]
fn lengths_are_those_after_truncation() {
    let sequences = [vec![], vec![1], vec![1; 3], vec![1; 9]];
    let padded = pad_sequences(&sequences, 3, Side::Pre, Side::Pre).unwrap();
    assert_eq!(padded.lengths, [0, 1, 3, 3]);
    assert_eq!(padded.ids.dims(), [4, 3]);
    assert_eq!(padded.ids.dtype(), DType::U32);
}

#[test]
fn no_sequences_are_a_table_without_rows() {
    let none: [Vec<u32>; 0] = [];
    let padded = pad_sequences(&none, 5, Side::Pre, Side::Pre).unwrap();
    assert_eq!(padded.ids.dims(), [0, 5]);
    assert!(padded.lengths.is_empty());
}

#[test]
fn a_width_of_nothing_is_refused() {
    let error = pad_sequences(&[vec![1]], 0, Side::Pre, Side::Pre).unwrap_err();
    assert!(matches!(error, PaddingError::ZeroLength));
    assert!(error.to_string().contains("at least 1"));
}

#[test]
fn a_table_that_no_memory_holds_is_refused() {
    for max_len in [usize::MAX, 1 << 50] {
        let error =
            pad_sequences(&[vec![1], vec![2]], max_len, Side::Pre, Side::Pre)
                .unwrap_err();
        assert!(matches!(error, PaddingError::TooLarge { rows: 2, .. }), "{error}");
    }
}

fn side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Pre), Just(Side::Post)]
}

proptest! {

    #[test]
    fn a_row_is_pads_and_one_end_of_its_sequence(
        sequences in proptest::collection::vec(proptest::collection::vec(1..50_u32, 0..20), 1..6),
        width in 1..12_usize,
        padding in side(),
        truncating in side(),
    ) {
        let padded = pad_sequences(&sequences, width, padding, truncating).unwrap();
        let rows: Vec<Vec<u32>> = padded.ids.to_vec2().unwrap();
        for ((row, length), sequence) in rows.iter().zip(&padded.lengths).zip(&sequences) {
            prop_assert_eq!(*length, sequence.len().min(width));
            let (pads, kept) = match padding {
                Side::Pre => row.split_at(width - length),
                Side::Post => {
                    let (kept, pads) = row.split_at(*length);
                    (pads, kept)
                }
            };
            prop_assert!(pads.iter().all(|id| *id == PAD));
            match truncating {
                Side::Pre => prop_assert!(sequence.ends_with(kept)),
                Side::Post => prop_assert!(sequence.starts_with(kept)),
            }
        }
    }
}
