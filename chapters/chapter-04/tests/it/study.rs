//! Reviews of one distance, alone and in company.

use chapter_02::Phenomenon;
use chapter_03::reviews::{Dataset, Part};
use chapter_04::learning::distances;
use chapter_04::recorded;
use chapter_04::study::{
    AtOneDistance, Company, DISTANCES, settings, so_many_reviews,
};

/// How many reviews of a part are distant ones of this distance.
fn of_distance(part: &Part, distance: usize) -> usize {
    let of = distances(part).into_iter().zip(&part.phenomena);
    of.filter(|(found, phenomenon)| {
        *found == Some(distance) && **phenomenon == Some(Phenomenon::Distant)
    })
    .count()
}

#[test]
fn beside_far_reviews_stand_near_ones_or_every_kind() {
    let parts = |data: &Dataset, distance| {
        let parts = [&data.train, &data.validation, &data.test];
        parts.map(|part| of_distance(part, distance))
    };
    let near = so_many_reviews(40, Company::Near, 400, 100).unwrap();
    assert_eq!(parts(&near, 40), [120, 80, 100]);
    assert_eq!(parts(&near, 20), [200, 0, 0]);
    let mixed = so_many_reviews(110, Company::Mixed, 400, 100).unwrap();
    assert_eq!(mixed.train.len(), 320);
    let [train, validation, test] = parts(&mixed, 110);
    assert!((120..130).contains(&train), "{train}");
    assert_eq!([validation, test], [80, 100]);
    assert!(mixed.train.phenomena.contains(&Some(Phenomenon::Plain)));
    // None is cut.
    let longest = mixed.test.ids.iter().map(Vec::len).max().unwrap();
    let max_len = settings(&mixed, 0.001, 1).max_len;
    assert!(max_len >= longest && longest > 110, "{max_len} {longest}");
}

/// The test accuracies at a distance, seed by seed.
fn test_at(studied: &[AtOneDistance], company: Company, distance: usize) -> &[f64] {
    let at = |at: &&AtOneDistance| at.company == company && at.distance == distance;
    &studied.iter().find(at).unwrap().test
}

#[test]
fn the_records_bear_out_what_the_pages_say() {
    let rnn = recorded::distances_of_rnn().unwrap().measured.studied;
    let learnt = |company, distance, least| {
        let test = test_at(&rnn, company, distance);
        test.iter().filter(|accuracy| **accuracy > least).count()
    };
    let alone = DISTANCES.map(|distance| learnt(Company::Alone, distance, 0.8));
    assert_eq!(alone[0], 3);
    assert_eq!(alone[2..], [1, 1, 0], "60, 80 and 110 words");
    let mixed = DISTANCES.map(|distance| learnt(Company::Mixed, distance, 0.8));
    assert_eq!(mixed, [3, 0, 1, 0, 0]);
    let near = recorded::curriculum().unwrap().measured.studied;
    for distance in &DISTANCES[1..] {
        for accuracy in test_at(&near, Company::Near, *distance) {
            assert!(*accuracy > 0.95, "{distance} {accuracy}");
        }
    }
    let identity = recorded::distances_of_identity().unwrap().measured.studied;
    let learnt = |company, distance| {
        let test = test_at(&identity, company, distance);
        test.iter().filter(|accuracy| **accuracy > 0.9).count()
    };
    let alone = DISTANCES.map(|distance| learnt(Company::Alone, distance));
    assert_eq!(alone, [3, 3, 2, 1, 0]);
    let mixed = DISTANCES.map(|distance| learnt(Company::Mixed, distance));
    assert_eq!(mixed, [3, 3, 1, 2, 3]);
    for at in rnn.iter().chain(&near).chain(&identity) {
        let best = at.trials.iter().map(|trial| trial.validation_accuracy);
        let best = best.fold(0.0, f64::max);
        let chosen = at
            .trials
            .iter()
            .find(|t| t.learning_rate == at.learning_rate);
        assert_eq!(chosen.unwrap().validation_accuracy, best, "{at:?}");
    }
}
