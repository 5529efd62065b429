//! What the chapter's program prints: a module a page, a function a block of output.

pub mod a_loop;
pub mod all_or_last;
pub mod by_hand;
pub mod clipping;
pub mod cutting;
pub mod distances;
pub mod held;
pub mod learning;
pub mod one_set;
pub mod through_time;

use course::section::Block;

/// All blocks in the order of the pages.
pub const ALL: &[Block] = &[
    Block::new("a-loop", "two_orders", a_loop::two_orders),
    Block::new("by-hand", "not_good", by_hand::not_good),
    Block::new("by-hand", "not_far_away", by_hand::not_far_away),
    Block::new("one-set", "counts", one_set::counts),
    Block::new("one-set", "contributions", one_set::contributions),
    Block::new("all-or-last", "shapes", all_or_last::shapes),
    Block::new("all-or-last", "masked", all_or_last::masked),
    Block::new("learning", "rates", learning::rates),
    Block::new("learning", "kinds", learning::kinds),
    Block::new("learning", "short", learning::short),
    Block::new("learning", "far", learning::far),
    Block::new("held", "sentence", held::sentence),
    Block::new("held", "movement", held::movement),
    Block::new("held", "follows", held::follows),
    Block::new("through-time", "term_by_term", through_time::term_by_term),
    Block::new("through-time", "by_size", through_time::by_size),
    Block::new("clipping", "descents", clipping::descents),
    Block::new("cutting", "by_kind", cutting::by_kind),
    Block::new("cutting", "by_words", cutting::by_words),
    Block::new("distances", "rnn_alone", distances::rnn_alone),
    Block::new("distances", "rnn_near", distances::rnn_near),
    Block::new("distances", "rnn_mixed", distances::rnn_mixed),
    Block::new("identity", "identity_alone", distances::identity_alone),
    Block::new("identity", "identity_mixed", distances::identity_mixed),
];
