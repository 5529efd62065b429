//! What is lost when reviews are cut.
use chapter_02::truncation::{LostVerdicts, end_counts, lost_verdicts};
use chapter_02::{Label, Phenomenon, Review, Side, Vocabulary, texts};

fn distant(text: &str, label: Label) -> Review {
    Review {
        text: text.to_owned(),
        label,
        stars: None,
        phenomenon: Some(Phenomenon::Distant),
        distance: None,
    }
}

#[test]
fn a_cut_loses_the_verdict_at_its_side() {
    let pair = [
        distant("loved one two three hated four", Label::Positive),
        distant("hated one two three loved four", Label::Negative),
    ];
    let vocabulary = Vocabulary::fit(texts(&pair), 100).unwrap();
    // With the start token the verdicts are ids 1 and 5 of 7.
    let lost = |max_len, side| {
        let LostVerdicts {
            reviews,
            earlier,
            later,
        } = lost_verdicts(&vocabulary, &pair, max_len, side);
        (reviews, earlier, later)
    };
    assert_eq!(lost(7, Side::Pre), (2, 0, 0));
    assert_eq!(lost(6, Side::Pre), (2, 0, 0));
    assert_eq!(lost(5, Side::Pre), (2, 2, 0));
    assert_eq!(lost(5, Side::Post), (2, 0, 2));
    assert_eq!(lost(1, Side::Post), (2, 2, 2));
}

#[test]
fn the_counts_are_of_what_either_cut_drops() {
    // Six words and the start token are 7 ids; a width of 5 drops two words.
    let counts = end_counts(["great film here it was boring"], 5);
    let found: Vec<_> = counts
        .iter()
        .map(|count| (count.word.as_str(), count.front, count.back))
        .collect();
    assert_eq!(found, [("great", 1, 0), ("boring", 0, 1)]);
    assert!(end_counts(["great"], 5).is_empty());
}
