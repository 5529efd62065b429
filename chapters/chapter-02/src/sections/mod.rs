//! What the chapter's program prints: a module a page, a function a block of output.

pub mod byte_pairs;
pub mod corpora;
pub mod encode;
pub mod lengths;
pub mod padding;
mod shared;
pub mod special_ids;
pub mod tokenizer;
pub mod vocabulary;

use course::section::Block;

/// All blocks, in the order of the pages and of each page.
pub const ALL: &[Block] = &[
    Block::new("tokenizer", "tokenizer_rules", tokenizer::rules),
    Block::new("tokenizer", "tokenizer_cases", tokenizer::cases),
    Block::new("corpora", "corpora_labels", corpora::labels),
    Block::new("corpora", "corpora_stars", corpora::stars),
    Block::new("corpora", "corpora_kinds", corpora::kinds),
    Block::new("corpora", "corpora_twins", corpora::twins),
    Block::new("corpora", "corpora_bags", corpora::bags),
    Block::new("corpora", "corpora_distances", corpora::distances),
    Block::new("corpora", "corpora_refused", corpora::refused),
    Block::new("vocabulary", "vocabulary_few", vocabulary::few),
    Block::new("vocabulary", "vocabulary_practice", vocabulary::practice),
    Block::new("vocabulary", "vocabulary_imdb", vocabulary::imdb),
    Block::new("vocabulary", "vocabulary_coverage", vocabulary::coverage),
    Block::new("vocabulary", "vocabulary_imdb_coverage", vocabulary::imdb_coverage),
    Block::new("vocabulary", "vocabulary_refused", vocabulary::refused),
    Block::new(
        "special-ids",
        "special_ids_there_and_back",
        special_ids::there_and_back,
    ),
    Block::new("special-ids", "special_ids_off_by_three", special_ids::off_by_three),
    Block::new("special-ids", "special_ids_own_sentence", special_ids::own_sentence),
    Block::new("special-ids", "special_ids_measured", special_ids::measured),
    Block::new("lengths", "lengths_quantiles", lengths::quantiles),
    Block::new("lengths", "lengths_practice_widths", lengths::practice_widths),
    Block::new("lengths", "lengths_imdb_widths", lengths::imdb_widths),
    Block::new("padding", "padding_sides", padding::sides),
    Block::new("padding", "padding_tables", padding::tables),
    Block::new("padding", "padding_last_step", padding::last_step),
    Block::new("padding", "padding_cut", padding::cut),
    Block::new("padding", "padding_lost_verdicts", padding::lost_verdicts),
    Block::new("padding", "padding_imdb_ends", padding::imdb_ends),
    Block::new("padding", "padding_refused", padding::refused),
    Block::new("byte-pairs", "byte_pairs_few", byte_pairs::few),
    Block::new("byte-pairs", "byte_pairs_practice", byte_pairs::practice),
    Block::new("byte-pairs", "byte_pairs_unknown", byte_pairs::unknown),
    Block::new("byte-pairs", "byte_pairs_sentence", encode::sentence),
    Block::new("byte-pairs", "byte_pairs_imdb", byte_pairs::imdb),
    Block::new("byte-pairs", "byte_pairs_refused", byte_pairs::refused),
];
