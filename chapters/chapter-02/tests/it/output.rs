//! What the chapter's program prints, block by block.
use chapter_02::sections::{
    ALL, byte_pairs, corpora, lengths, padding, special_ids, tokenizer, vocabulary,
};
use course::section::{Section, print_all, printed};

#[test]
fn tokenizer_rules() {
    insta::assert_snapshot!("tokenizer_rules", printed(tokenizer::rules).unwrap());
}

#[test]
fn tokenizer_cases() {
    insta::assert_snapshot!("tokenizer_cases", printed(tokenizer::cases).unwrap());
}

#[test]
fn vocabulary_few() {
    insta::assert_snapshot!("vocabulary_few", printed(vocabulary::few).unwrap());
}

#[test]
fn vocabulary_practice() {
    insta::assert_snapshot!(
        "vocabulary_practice",
        printed(vocabulary::practice).unwrap()
    );
}

#[test]
fn vocabulary_coverage() {
    insta::assert_snapshot!(
        "vocabulary_coverage",
        printed(vocabulary::coverage).unwrap()
    );
}

#[test]
fn vocabulary_imdb() {
    insta::assert_snapshot!("vocabulary_imdb", printed(vocabulary::imdb).unwrap());
}

#[test]
fn vocabulary_imdb_coverage() {
    insta::assert_snapshot!(
        "vocabulary_imdb_coverage",
        printed(vocabulary::imdb_coverage).unwrap()
    );
}

#[test]
fn vocabulary_refused() {
    insta::assert_snapshot!(
        "vocabulary_refused",
        printed(vocabulary::refused).unwrap()
    );
}

#[test]
fn special_ids_there_and_back() {
    insta::assert_snapshot!(
        "special_ids_there_and_back",
        printed(special_ids::there_and_back).unwrap()
    );
}

#[test]
fn special_ids_off_by_three() {
    insta::assert_snapshot!(
        "special_ids_off_by_three",
        printed(special_ids::off_by_three).unwrap()
    );
}

#[test]
fn special_ids_own_sentence() {
    insta::assert_snapshot!(
        "special_ids_own_sentence",
        printed(special_ids::own_sentence).unwrap()
    );
}

#[test]
fn special_ids_measured() {
    insta::assert_snapshot!(
        "special_ids_measured",
        printed(special_ids::measured).unwrap()
    );
}

#[test]
fn lengths_quantiles() {
    insta::assert_snapshot!(
        "lengths_quantiles",
        printed(lengths::quantiles).unwrap()
    );
}

#[test]
fn lengths_practice_widths() {
    insta::assert_snapshot!(
        "lengths_practice_widths",
        printed(lengths::practice_widths).unwrap()
    );
}

#[test]
fn lengths_imdb_widths() {
    insta::assert_snapshot!(
        "lengths_imdb_widths",
        printed(lengths::imdb_widths).unwrap()
    );
}

#[test]
fn padding_sides() {
    insta::assert_snapshot!("padding_sides", printed(padding::sides).unwrap());
}

#[test]
fn padding_tables() {
    insta::assert_snapshot!("padding_tables", printed(padding::tables).unwrap());
}

#[test]
fn padding_last_step() {
    insta::assert_snapshot!(
        "padding_last_step",
        printed(padding::last_step).unwrap()
    );
}

#[test]
fn padding_cut() {
    insta::assert_snapshot!("padding_cut", printed(padding::cut).unwrap());
}

#[test]
fn padding_lost_verdicts() {
    insta::assert_snapshot!(
        "padding_lost_verdicts",
        printed(padding::lost_verdicts).unwrap()
    );
}

#[test]
fn padding_imdb_ends() {
    insta::assert_snapshot!(
        "padding_imdb_ends",
        printed(padding::imdb_ends).unwrap()
    );
}

#[test]
fn padding_refused() {
    insta::assert_snapshot!("padding_refused", printed(padding::refused).unwrap());
}

#[test]
fn corpora_labels() {
    insta::assert_snapshot!("corpora_labels", printed(corpora::labels).unwrap());
}

#[test]
fn corpora_stars() {
    insta::assert_snapshot!("corpora_stars", printed(corpora::stars).unwrap());
}

#[test]
fn corpora_kinds() {
    insta::assert_snapshot!("corpora_kinds", printed(corpora::kinds).unwrap());
}

#[test]
fn corpora_twins() {
    insta::assert_snapshot!("corpora_twins", printed(corpora::twins).unwrap());
}

#[test]
fn corpora_bags() {
    insta::assert_snapshot!("corpora_bags", printed(corpora::bags).unwrap());
}

#[test]
fn corpora_refused() {
    insta::assert_snapshot!("corpora_refused", printed(corpora::refused).unwrap());
}

#[test]
fn byte_pairs_few() {
    insta::assert_snapshot!("byte_pairs_few", printed(byte_pairs::few).unwrap());
}

#[test]
fn byte_pairs_practice() {
    insta::assert_snapshot!(
        "byte_pairs_practice",
        printed(byte_pairs::practice).unwrap()
    );
}

#[test]
fn byte_pairs_unknown() {
    insta::assert_snapshot!(
        "byte_pairs_unknown",
        printed(byte_pairs::unknown).unwrap()
    );
}

#[test]
fn byte_pairs_imdb() {
    insta::assert_snapshot!("byte_pairs_imdb", printed(byte_pairs::imdb).unwrap());
}

#[test]
fn byte_pairs_refused() {
    insta::assert_snapshot!(
        "byte_pairs_refused",
        printed(byte_pairs::refused).unwrap()
    );
}

#[test]
fn the_program_prints_the_blocks_in_the_order_of_the_pages() {
    let blocks: [Section; 33] = [
        tokenizer::rules,
        tokenizer::cases,
        vocabulary::few,
        vocabulary::practice,
        vocabulary::coverage,
        vocabulary::imdb,
        vocabulary::imdb_coverage,
        vocabulary::refused,
        special_ids::there_and_back,
        special_ids::off_by_three,
        special_ids::own_sentence,
        special_ids::measured,
        lengths::quantiles,
        lengths::practice_widths,
        lengths::imdb_widths,
        padding::sides,
        padding::tables,
        padding::last_step,
        padding::cut,
        padding::lost_verdicts,
        padding::imdb_ends,
        padding::refused,
        corpora::labels,
        corpora::stars,
        corpora::kinds,
        corpora::twins,
        corpora::bags,
        corpora::refused,
        byte_pairs::few,
        byte_pairs::practice,
        byte_pairs::unknown,
        byte_pairs::imdb,
        byte_pairs::refused,
    ];
    let blocks = blocks.map(|block| printed(block).unwrap());
    let program = printed(|out| print_all(ALL, out)).unwrap();
    assert_eq!(program, blocks.join("\n"));
}
