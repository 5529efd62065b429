//! The figures of the book are what the code draws.
use chapter_05::{figures, recorded};
use course::figures::same_in_book;

#[test]
fn the_figures_are_what_the_code_draws() {
    same_in_book("lstm-cell.svg", &figures::lstm_cell().unwrap()).unwrap();
    same_in_book("gru-cell.svg", &figures::gru_cell().unwrap()).unwrap();
    let new_layers = figures::new_layers().unwrap();
    same_in_book("gradient-new-layers.svg", &new_layers).unwrap();
    same_in_book("gradient-biases.svg", &figures::biases().unwrap()).unwrap();
    let networks = recorded::networks().unwrap().measured;
    let [one, other] = figures::distant(&networks.lstm).unwrap();
    same_in_book("lstm-distant.svg", &one).unwrap();
    same_in_book("lstm-distant-twin.svg", &other).unwrap();
    let layers = recorded::side_by_side().unwrap().measured.layers;
    same_in_book("cells-far.svg", &figures::side_by_side(&layers).unwrap()).unwrap();
}
