//! What the page says of the gradients of new layers.

use chapter_04::{IdentityRnn, Rnn};
use chapter_05::gradient_by_distance::lengths;
use chapter_05::{ForgetBias, Gru, Lstm};

#[test]
fn new_gates_let_less_through_than_an_orthogonal_matrix_unless_they_begin_open() {
    let seed = 1;
    let rnn = lengths::<Rnn>(seed).unwrap();
    let identity = lengths::<IdentityRnn>(seed).unwrap();
    let lstm = lengths::<Lstm>(seed).unwrap();
    let gru = lengths::<Gru>(seed).unwrap();
    let open = lengths::<ForgetBias<5>>(seed).unwrap();
    for of in [&rnn, &identity, &lstm, &gru, &open] {
        assert!(of.len() == 120 && (of[0] - 1.0).abs() < 1e-9);
    }
    assert!(rnn[110] > 0.05 && identity[110] > 0.3);
    assert!(lstm[40] < 0.01 && gru[40] < 1e-6);
    assert!(open[40] > 0.3 && open[110] > 1.0);
}
