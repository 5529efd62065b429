//! The recorded study: it adds up, it bears out what the pages say, and it is drawn in the figures.
use std::collections::HashSet;
use std::path::Path;

use chapter_06::figures;
use chapter_06::study::Study;
use chapter_06::workload::batch_like_imdb;
use course::figures::same_in_book;

fn recorded() -> Study {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("results/study.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

#[test]
fn the_counts_are_those_of_the_batch() {
    let batch = recorded().batch;
    let (ids, mask) = batch_like_imdb(64, 512).unwrap();
    let ids = ids.flatten_all().unwrap().to_vec1::<u32>().unwrap();
    let words: usize = mask.lengths().iter().sum();
    let distinct: HashSet<u32> = ids.iter().copied().collect();
    assert_eq!((batch.positions, batch.words), (64 * 512, words));
    assert_eq!(batch.distinct, distinct.len());
    assert_eq!(batch.worked_positions, words + 2 * 512);
}

#[test]
fn the_arithmetic_adds_up() {
    let study = recorded();
    let (batch, work) = (study.batch, study.arithmetic);
    // Two operations for each of 4·128·128 weights, once forward and twice backward.
    let gflop = |rows: usize| rows as f64 * (3 * 2 * 4 * 128 * 128) as f64 / 1e9;
    assert!(near(work.as_written_gflop, gflop(2 * batch.positions)));
    assert!(near(
        work.words_once_gflop,
        gflop(batch.positions + batch.distinct)
    ));
    assert!(near(
        work.done_gflop,
        gflop(batch.worked_positions + batch.distinct)
    ));
    let both = &study.operation_seconds;
    let seconds = both.forward_seconds + both.backward_seconds;
    assert!(near(study.done_gflops, work.done_gflop / seconds));
    assert!(near(
        study.share_of_gemm,
        study.done_gflops / study.gemm_gflops
    ));
    let fused = study.stairs.last().unwrap().train_step_seconds;
    assert!((study.rest_seconds - (fused - seconds)).abs() < 1e-9);
    assert!((0.1..1.0).contains(&study.share_of_gemm));
}

#[test]
fn every_stair_is_lower_than_the_one_before() {
    let stairs = recorded().stairs;
    let names: Vec<&str> = stairs.iter().map(|stair| stair.name.as_str()).collect();
    let expected = [
        "candle-nn",
        "by hand",
        "one operation",
        "words once",
        "padding once",
    ];
    assert_eq!(names, expected);
    assert!(stairs.is_sorted_by(|a, b| a.train_step_seconds > b.train_step_seconds));
    assert!(stairs[0].train_step_seconds > 20.0 * stairs[4].train_step_seconds);
}

#[test]
fn slices_grow_with_the_square_and_halves_do_not() {
    let slices = recorded().slices;
    let times: Vec<usize> = slices.iter().map(|at| at.time).collect();
    assert_eq!(times, [64, 128, 256, 512]);
    let (short, long) = (&slices[1], &slices[3]);
    // Four times the steps: sixteen times as long if the square is all, four times if it is nothing.
    let slices_grow =
        long.by_slices.backward_seconds / short.by_slices.backward_seconds;
    let halves_grow =
        long.by_halves.backward_seconds / short.by_halves.backward_seconds;
    assert!(slices_grow > 6.0, "{slices_grow}");
    assert!(halves_grow < slices_grow, "{halves_grow}");
    assert!(long.by_slices.backward_seconds > 2.0 * long.by_halves.backward_seconds);
}

#[test]
fn time_is_linear_in_the_steps_and_memory_is_small() {
    let study = recorded();
    let times: Vec<usize> = study.scaling_time.iter().map(|at| at.time).collect();
    assert_eq!(times, [512, 1024, 2048]);
    let first = study.scaling_time.first().unwrap().train_step_seconds;
    let last = study.scaling_time.last().unwrap().train_step_seconds;
    assert!(last / first < 4.6, "{}", last / first);
    let hiddens: Vec<usize> = study
        .scaling_hiddens
        .iter()
        .map(|at| at.num_hiddens)
        .collect();
    assert_eq!(hiddens, [128, 256, 512]);
    assert!(
        study.scaling_hiddens.is_sorted_by(|a, b| {
            b.train_step_seconds > 2.0 * a.train_step_seconds
        })
    );
    assert!(study.peak_memory_bytes.unwrap() < 500_000_000);
    assert!(study.program_seconds < 20.0);
}

#[test]
fn the_recorded_errors_of_the_activations_keep_the_promise() {
    let errors = recorded().activation;
    for worst in [errors.sigmoid_e8, errors.tanh_e8] {
        assert!((1.0..20.0).contains(&worst), "{worst}");
    }
    assert_eq!(errors.near.len(), 96);
    for near in errors.near {
        assert!(near.sigmoid_e8 < 20.0 && near.tanh_e8 < 20.0, "{near:?}");
    }
}

#[test]
fn the_study_was_recorded_on_a_commit() {
    assert!(!recorded().provenance.commit.ends_with("+changes"));
}

#[test]
fn the_figures_are_what_the_code_draws() {
    let study = recorded();
    let slices = figures::slices(&study.slices).unwrap();
    same_in_book("slice-times.svg", &slices).unwrap();
    let errors = figures::activation_errors(&study.activation.near).unwrap();
    same_in_book("activation-errors.svg", &errors).unwrap();
    let stairs = figures::stairs(&study.stairs).unwrap();
    same_in_book("fast-stairs.svg", &stairs).unwrap();
    let roof = figures::roof(&study).unwrap();
    same_in_book("fast-roof.svg", &roof).unwrap();
}
