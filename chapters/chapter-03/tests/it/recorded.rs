//! The recorded numbers: they are those of the code and bear out what the pages say.
use std::path::Path;

use chapter_03::results::{self, Baselines, OnPractice, Recorded};
use chapter_03::{figures, sections};
use course::figures::same_in_book;
use serde::de::DeserializeOwned;

fn recorded<M: DeserializeOwned>(name: &str) -> Recorded<M> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap()
}

#[test]
fn practice() {
    let recorded: Recorded<OnPractice> = recorded("practice.json");
    assert!(!recorded.provenance.commit.ends_with("+changes"));
    assert!(recorded.seconds < 30.0);
    let OnPractice {
        bag,
        masked,
        unmasked,
        baselines,
    } = recorded.measured;
    let fresh = results::on_practice().unwrap();
    assert_eq!(bag, fresh.bag);
    for (old, new) in [(&masked, &fresh.masked), (&unmasked, &fresh.unmasked)] {
        assert_eq!(old.validation, new.validation);
        assert!((old.after - new.after).abs() < 1e-3);
    }
    assert_eq!(baselines.words.test, fresh.baselines.words.test);
    assert!((baselines.pairs.test - fresh.baselines.pairs.test).abs() < 0.005);

    for accuracies in [bag.train, bag.test, baselines.words.phenomena.unwrap()] {
        assert!(accuracies.plain > 0.95);
        for twins in [accuracies.negation, accuracies.contrast, accuracies.distant] {
            assert_eq!(twins, 0.5);
        }
    }
    // With a mask nothing moves the pad's row, and no width moves the logit.
    assert_eq!(masked.before, masked.after);
    let spread = |logits: &[f64]| (logits[0] - logits[logits.len() - 1]).abs();
    assert!(spread(&masked.logits) < 1e-4);
    assert!(spread(&unmasked.logits) > 1.0);
    // Without one the row moves, the words' vectors grow, and twice the width is half the logit.
    assert!((unmasked.after - unmasked.before).abs() > 0.02);
    assert!(unmasked.words_after > 1.2 * masked.words_after);
    let halved = unmasked.logits[3] / unmasked.logits[0];
    assert!((0.45..0.55).contains(&halved));
    // Pairs see what stands side by side, and less of what stands far apart.
    let pairs = baselines.pairs.phenomena.unwrap();
    assert!(pairs.negation > 0.9 && pairs.contrast > 0.9 && pairs.distant < 0.85);
    same_in_book("pads.svg", &figures::pads(&masked, &unmasked).unwrap()).unwrap();
}

#[test]
fn imdb() {
    let recorded: Recorded<Baselines> = recorded("imdb.json");
    let Baselines { words, pairs } = &recorded.measured;
    assert!(!recorded.provenance.commit.ends_with("+changes"));
    assert!(words.test >= 0.88 && words.seconds < 60.0);
    assert!(pairs.test >= 0.91 && pairs.seconds < 60.0);
    insta::assert_snapshot!("imdb", results::report(&recorded.measured));
    same_in_book(
        "baseline-choices.svg",
        &figures::choices(words, pairs).unwrap(),
    )
    .unwrap();
}

#[test]
fn words_in_the_plane() {
    let plane = sections::looking::plane().unwrap();
    same_in_book("word-plane.svg", &figures::words(&plane).unwrap()).unwrap();
}
