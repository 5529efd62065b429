//! What the page says of the gradients of new layers.

use chapter_04::{IdentityRnn, Rnn};
use chapter_05::gradient_by_distance::{NEW_EMBEDDING, UniformRnn, lengths};
use chapter_05::{ForgetBias, Gru, Lstm};

#[test]
fn new_gates_let_less_through_than_an_orthogonal_matrix_unless_they_begin_open() {
    let seed = 1;
    let rnn = lengths::<Rnn>(seed, NEW_EMBEDDING).unwrap();
    let identity = lengths::<IdentityRnn>(seed, NEW_EMBEDDING).unwrap();
    let lstm = lengths::<Lstm>(seed, NEW_EMBEDDING).unwrap();
    let gru = lengths::<Gru>(seed, NEW_EMBEDDING).unwrap();
    let open = lengths::<ForgetBias<5>>(seed, NEW_EMBEDDING).unwrap();
    for of in [&rnn, &identity, &lstm, &gru, &open] {
        assert!(of.len() == 120 && (of[0] - 1.0).abs() < 1e-9);
    }
    assert!(rnn[110] > 0.05 && identity[110] > 0.3);
    assert!(lstm[40] < 0.01 && gru[40] < 1e-6);
    assert!(open[40] > 0.3 && open[110] > 1.0);
}

#[test]
fn how_much_a_tanh_lets_through_depends_on_the_inputs_and_on_the_start() {
    let at_40 = |lengths: Vec<f64>| lengths[40];
    let small = at_40(lengths::<Rnn>(1, NEW_EMBEDDING).unwrap());
    let large = at_40(lengths::<Rnn>(1, 1.0).unwrap());
    let uniform = at_40(lengths::<UniformRnn>(1, NEW_EMBEDDING).unwrap());
    assert!(
        large < 1e-3 * small && uniform < 1e-6 * small,
        "{small} {large} {uniform}"
    );
    let gated =
        [NEW_EMBEDDING, 1.0].map(|limit| at_40(lengths::<Lstm>(1, limit).unwrap()));
    assert!(gated[1] < gated[0] && gated[1] > 0.1 * gated[0], "{gated:?}");
}

#[test]
fn a_length_too_small_to_be_squared_is_measured() {
    let closed = lengths::<ForgetBias<0>>(1, NEW_EMBEDDING).unwrap();
    assert!(closed[110] > 0.0 && closed[110] < 1e-20, "{}", closed[110]);
}
