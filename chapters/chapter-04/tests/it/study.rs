//! Reviews of one distance, alone and in company.

use chapter_02::Phenomenon;
use chapter_03::reviews::{Dataset, Part};
use chapter_04::learning::distances;
use chapter_04::study::{Company, reviews, settings};

/// How many reviews of a part are distant ones of this distance.
fn of_distance(part: &Part, distance: usize) -> usize {
    let of = distances(part).into_iter().zip(&part.phenomena);
    of.filter(|(found, phenomenon)| {
        *found == Some(distance) && **phenomenon == Some(Phenomenon::Distant)
    })
    .count()
}

#[test]
fn alone_there_is_one_distance_and_mixed_every_kind() {
    let parts = |data: &Dataset| {
        [&data.train, &data.validation, &data.test].map(|part| of_distance(part, 40))
    };
    let alone = reviews(40, Company::Alone).unwrap();
    assert_eq!(parts(&alone), [6_400, 1_600, 1_000]);
    let near = reviews(40, Company::Near).unwrap();
    assert_eq!(parts(&near), [2_400, 1_600, 1_000]);
    assert_eq!(of_distance(&near.train, 20), 4_000);
    let mixed = reviews(40, Company::Mixed).unwrap();
    assert_eq!(mixed.train.len(), 6_400);
    let [train, validation, test] = parts(&mixed);
    assert!((2_400..2_500).contains(&train), "{train}");
    assert_eq!([validation, test], [1_600, 1_000]);
    let plain = Some(Phenomenon::Plain);
    assert!(mixed.train.phenomena.contains(&plain));
}

#[test]
fn no_review_is_cut() {
    let data = reviews(110, Company::Mixed).unwrap();
    let max_len = settings(&data, 0.001, 1).max_len;
    let longest = data.test.ids.iter().map(Vec::len).max().unwrap();
    assert!(max_len >= longest && longest > 110, "{max_len} {longest}");
}
