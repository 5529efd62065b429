//! What the pages say of the records is so.

use chapter_04::study::Company;
use chapter_05::recorded::{self, OfLayer, Variant};

fn layer(name: &str) -> OfLayer {
    let layers = recorded::side_by_side().unwrap().measured.layers;
    layers.into_iter().find(|layer| layer.name == name).unwrap()
}

#[test]
fn layers_with_gates_are_right_at_every_distance_with_every_seed() {
    for name in ["LSTM", "GRU"] {
        let layer = layer(name);
        assert_eq!(layer.runs.len(), 3);
        for run in &layer.runs {
            assert!(run.test.distant >= 0.95, "{run:?}");
        }
        let of_runs = layer.distant.iter().chain(&layer.others);
        assert_eq!(of_runs.clone().count(), 2 * layer.runs.len());
        for group in of_runs.flatten() {
            assert!(group.accuracy >= 0.95, "{name} {group:?}");
        }
    }
}

#[test]
fn every_layer_has_the_same_trials() {
    let rates = |layer: &OfLayer| -> Vec<f64> {
        layer
            .trials
            .iter()
            .map(|trial| trial.learning_rate)
            .collect()
    };
    let layers = recorded::side_by_side().unwrap().measured.layers;
    for layer in &layers {
        assert_eq!(rates(layer), rates(&layers[0]));
        let least = layer.trials.iter().map(|trial| trial.validation_loss);
        let least = least.fold(f64::MAX, f64::min);
        for trial in &layer.trials {
            let is_chosen = trial.learning_rate == layer.learning_rate;
            assert_eq!(trial.validation_loss == least, is_chosen, "{trial:?}");
        }
    }
}

#[test]
fn what_the_page_says_of_the_layers_without_gates_is_so() {
    let rnn = layer("tanh RNN");
    let learnt = rnn
        .runs
        .iter()
        .filter(|run| run.test.distant > 0.95)
        .count();
    assert_eq!(learnt, 1, "one seed of three learns the far verdicts");
    assert!(rnn.runs.iter().all(|run| run.epochs == 40));
    let identity = layer("identity RNN");
    assert!(identity.runs.iter().all(|run| run.test.distant > 0.99));
    assert!(identity.runs.iter().all(|run| run.epochs < 10));
    assert!(4 * identity.parameters <= layer("LSTM").parameters + 1_000);
}

#[test]
fn a_cell_state_is_held_by_a_forget_gate_that_stays_open() {
    let kept = recorded::networks().unwrap().measured.lstm;
    let [.., distant, twin] = kept.traces.as_slice() else {
        panic!("no twins")
    };
    let part = |name: &str| {
        let part = distant.parts.iter().find(|part| part.name == name).unwrap();
        part.values[part.values.len() / 2..].to_vec()
    };
    for unit in 0..kept.units.len() {
        let forget: Vec<f64> = part("f").iter().map(|step| step[unit]).collect();
        let mean = forget.iter().sum::<f64>() / forget.len() as f64;
        assert!(mean > 0.9, "{mean}");
        let input: Vec<f64> = part("i").iter().map(|step| step[unit]).collect();
        let mean = input.iter().sum::<f64>() / input.len() as f64;
        assert!(mean < 0.3, "{mean}");
        // At the word before a verdict the gate shuts, and nowhere else.
        let words = &distant.trace.words[distant.trace.words.len() / 2..];
        for (word, forget) in words.iter().zip(&forget) {
            assert_eq!(word == "i", *forget < 0.6, "{word} {forget}");
        }
    }
    let last = |trace: &chapter_05::trace::GatedTrace| {
        *trace.trace.probabilities.last().unwrap()
    };
    assert!(last(distant) < 0.05 && last(twin) > 0.95);
}

/// The variants of a record by their names: test accuracies on all reviews and on distant ones.
fn accuracies(variants: Vec<Variant>, name: &str) -> Vec<(f64, f64)> {
    let variant = variants.into_iter().find(|variant| variant.name == name);
    let runs = variant.unwrap().runs;
    runs.iter()
        .map(|run| (run.test.all, run.test.distant))
        .collect()
}

#[test]
fn a_layer_that_is_handed_flipped_pads_learns_nothing() {
    let of =
        |name| accuracies(recorded::backwards().unwrap().measured.variants, name);
    for (all, _) in of("words reversed") {
        assert!(all > 0.98, "{all}");
    }
    for (all, _) in of("pads flipped too") {
        assert!((0.45..0.55).contains(&all), "{all}");
    }
}

#[test]
fn pads_do_harm_where_they_are_read() {
    let of = |name| accuracies(recorded::padding().unwrap().measured.variants, name);
    for name in ["in front, skipped", "at the back, skipped"] {
        for (all, distant) in of(name) {
            assert!(all > 0.99 && distant > 0.98, "{name} {all} {distant}");
        }
    }
    for (all, distant) in of("in front, read") {
        assert!(all > 0.75 && (0.45..0.55).contains(&distant), "{all} {distant}");
    }
    for (all, _) in of("at the back, read") {
        assert!((0.45..0.55).contains(&all), "{all}");
    }
}

#[test]
fn dropout_of_the_cell_state_costs_something_and_of_the_hidden_state_nothing() {
    let of = |name| accuracies(recorded::dropout().unwrap().measured.variants, name);
    for name in ["none", "hidden state, one mask", "hidden state, new masks"] {
        for (all, distant) in of(name) {
            assert!(all > 0.99 && distant > 0.98, "{name} {all} {distant}");
        }
    }
    for (_, distant) in of("cell state, new masks") {
        assert!((0.8..0.92).contains(&distant), "{distant}");
    }
    let learnt = of("inputs")
        .iter()
        .filter(|(_, distant)| *distant > 0.9)
        .count();
    assert_eq!(learnt, 2);
}

#[test]
fn gates_learn_nothing_alone_and_nearly_everything_in_company() {
    for studied in [recorded::distances_of_lstm(), recorded::distances_of_gru()] {
        let studied = studied.unwrap().measured.studied;
        let of = |company| -> Vec<f64> {
            let at = studied.iter().filter(|at| at.company == company);
            at.flat_map(|at| at.test.clone()).collect()
        };
        assert!(of(Company::Alone).iter().all(|test| *test < 0.52));
        let mixed = of(Company::Mixed);
        let learnt = mixed.iter().filter(|test| **test >= 0.95).count();
        assert_eq!((mixed.len(), learnt), (15, 14));
    }
}

#[test]
fn a_gate_that_begins_open_learns_what_another_does_not() {
    let biases = recorded::forget_bias().unwrap().measured.biases;
    let learnt = |bias: u8, distance: usize, least: f64| {
        let of = biases.iter().find(|of| of.bias == bias).unwrap();
        let at = of
            .studied
            .iter()
            .find(|at| at.distance == distance)
            .unwrap();
        at.test.iter().filter(|test| **test > least).count()
    };
    assert_eq!([20, 40, 80].map(|distance| learnt(0, distance, 0.55)), [0, 0, 0]);
    assert_eq!(learnt(3, 20, 0.99), 3);
    assert_eq!(learnt(3, 40, 0.8), 1);
    assert_eq!([40, 80].map(|distance| learnt(5, distance, 0.8)), [2, 2]);
    assert_eq!(learnt(5, 20, 0.99), 0);
}
