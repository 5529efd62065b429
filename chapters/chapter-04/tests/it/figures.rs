//! The figures of the book are what the code draws.
use chapter_04::{figures, recorded};
use course::figures::same_in_book;

#[test]
fn the_figures_are_what_the_code_draws() {
    same_in_book("rnn-layers.svg", &figures::layers().unwrap()).unwrap();
    let words = ["the", "film", "was", "not", "good"];
    same_in_book("rnn-unrolled.svg", &figures::unrolled(&words).unwrap()).unwrap();
    let runs = recorded::practice().unwrap().measured.runs;
    same_in_book("rnn-kinds.svg", &figures::kinds(&runs[0]).unwrap()).unwrap();
    same_in_book("rnn-far.svg", &figures::far(&runs).unwrap()).unwrap();
}
