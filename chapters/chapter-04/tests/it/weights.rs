//! The names of a layer's weights.
use chapter_04::Place;

#[test]
fn the_names_are_those_of_pytorch() {
    let lowest = Place::first("lstm");
    assert_eq!(lowest.parameter("weight_ih"), "lstm.weight_ih_l0");
    let third = lowest.above(1).above(1);
    assert_eq!(third.parameter("weight_hh"), "lstm.weight_hh_l2");
    assert_eq!(third.reverse().parameter("bias_ih"), "lstm.bias_ih_l2_reverse");
}
