//! The records: they add up, and the figures are drawn from them. Speeds are the machine's, and no
//! test holds one.
use std::collections::HashSet;

use chapter_06::arithmetic::{Arithmetic, Counts};
use chapter_06::figures;
use chapter_06::product_by_steps::Way;
use chapter_06::record::check_profile;
use chapter_06::recorded::{
    Bench, Comparison, ScalingRow, SpreadOfTurns, Study, Timed, comparison, layers,
    scaling, study,
};
use chapter_06::workload::batch_like_imdb;
use course::figures::same_in_book;

fn recorded_study() -> Study {
    study().unwrap().measured
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

#[test]
fn the_development_profile_records_nothing() {
    // Cargo names the folder of what it builds after the profile, whatever the profile says.
    let program = std::env::current_exe().unwrap();
    let in_development =
        program.components().any(|part| part.as_os_str() == "debug");
    assert_eq!(check_profile().is_err(), in_development);
}

#[test]
fn the_counts_are_those_of_the_batch() {
    let (ids, mask) = batch_like_imdb(64, 512).unwrap();
    let counts = Counts::of(&ids).unwrap();
    let ids = ids.flatten_all().unwrap().to_vec1::<u32>().unwrap();
    let words: usize = mask.lengths().iter().sum();
    let distinct: HashSet<u32> = ids.iter().copied().collect();
    assert_eq!((counts.positions, counts.words), (64 * 512, words));
    assert_eq!(counts.distinct, distinct.len());
    assert_eq!(counts.worked_positions, words + 2 * 512);
    assert_eq!(recorded_study().batch, counts);
}

#[test]
fn the_arithmetic_counts_two_operations_a_weight_forward_and_four_backward() {
    let study = recorded_study();
    let (batch, work) = (study.batch, Arithmetic::of(study.batch));
    let gflop = |rows: usize| rows as f64 * (3 * 2 * 4 * 128 * 128) as f64 / 1e9;
    let expected = [
        gflop(2 * batch.positions),
        gflop(batch.positions + batch.distinct),
        gflop(batch.worked_positions + batch.distinct),
    ];
    for work in [work, study.arithmetic] {
        assert!(near(work.as_written_gflop, expected[0]));
        assert!(near(work.words_once_gflop, expected[1]));
        assert!(near(work.done_gflop, expected[2]));
    }
}

#[test]
fn the_rates_of_the_study_are_the_quotients_of_its_measurements() {
    let study = recorded_study();
    let both = &study.operation_seconds;
    let seconds = both.forward_seconds + both.backward_seconds;
    let done = study.arithmetic.all_done_gflop();
    assert!(near(study.done_gflops, done / seconds));
    let roof = study.roofs.all_threads_gflops;
    assert!(near(study.share_of_roof, study.done_gflops / roof));
    let [forward, backward] = study.pass_gflops();
    let passes = forward * both.forward_seconds + backward * both.backward_seconds;
    assert!(near(passes, done));
    // No program passes the roof.
    assert!(study.gemm_gflops < roof && study.done_gflops < roof);
}

#[test]
fn no_product_of_the_study_passes_the_roof_of_its_thread() {
    let study = recorded_study();
    let products = study.products;
    let ways: Vec<&str> = products.ways.iter().map(|way| &*way.name).collect();
    assert_eq!(ways, Way::ALL.map(Way::name));
    let ways = products.ways.iter().map(|way| way.gflops);
    let rows = products.by_rows.iter().map(|at| at.gflops);
    let tiles = products.tiles.iter().map(|tile| tile.gflops);
    for gflops in ways.chain(rows).chain(tiles) {
        // A processor's clock is not the same in two measurements.
        assert!(0.0 < gflops && gflops < 1.1 * study.roofs.one_thread_gflops);
    }
}

#[test]
fn the_study_has_every_size_that_the_pages_show() {
    let study = recorded_study();
    let slices = study.slices.iter().map(|at| at.time);
    assert_eq!(slices.collect::<Vec<_>>(), [64, 128, 256, 512]);
    let times = study.scaling_time.iter().map(|at| at.time);
    assert_eq!(times.collect::<Vec<_>>(), [512, 1024, 2048]);
    let hiddens = study.scaling_hiddens.iter().map(|at| at.num_hiddens);
    assert_eq!(hiddens.collect::<Vec<_>>(), [128, 256, 512]);
}

#[test]
fn a_training_step_fits_into_half_a_gigabyte() {
    assert!(recorded_study().peak_memory_bytes.unwrap() < 500_000_000);
}

#[test]
fn the_recorded_errors_of_the_activations_keep_the_promise() {
    let errors = recorded_study().activation;
    for worst in [errors.sigmoid_e8, errors.tanh_e8] {
        assert!((1.0..20.0).contains(&worst), "{worst}");
    }
    // All floats were tried for them: none of a stretch is worse.
    for near in &errors.near {
        assert!(near.sigmoid_e8 <= errors.sigmoid_e8);
        assert!(near.tanh_e8 <= errors.tanh_e8);
    }
    assert_eq!(errors.near.len(), 96);
    for near in errors.near {
        assert!(near.sigmoid_e8 < 20.0 && near.tanh_e8 < 20.0, "{near:?}");
    }
}

#[test]
fn the_ratios_of_the_comparison_are_the_quotients_of_the_medians() {
    let Comparison {
        fused,
        pytorch,
        keras,
        fused_masked,
        pytorch_packed,
        by_hand,
        candle,
        times_faster_train_step,
        times_faster_inference,
        ..
    } = comparison().unwrap().measured;
    let ratios = [times_faster_train_step, times_faster_inference];
    for (stage, ratios) in ratios.into_iter().enumerate() {
        let ours = fused.medians()[stage];
        assert!(near(ratios.pytorch, pytorch.medians()[stage] / ours));
        assert!(near(ratios.keras, keras.medians()[stage] / ours));
        assert!(near(ratios.by_hand, by_hand.medians()[stage] / ours));
        assert!(near(ratios.candle, candle.medians()[stage] / ours));
        let masked = fused_masked.medians()[stage];
        let packed = pytorch_packed.medians()[stage];
        assert!(near(ratios.pytorch_packed, packed / masked));
    }
}

/// Holds a program's spreads to its turns.
fn check_turns<P>(timed: &Timed<P>, turns: usize) {
    assert_eq!(timed.turns, turns);
    for seconds in [&timed.train_step_seconds, &timed.inference_seconds] {
        let SpreadOfTurns {
            median,
            min,
            max,
            medians_of_turns,
            page_faults: _,
        } = seconds;
        let mut medians = medians_of_turns.clone();
        medians.sort_by(f64::total_cmp);
        assert_eq!(medians.len(), turns);
        assert_eq!(medians[turns / 2], *median);
        assert!(0.0 < *min && *min <= medians[0]);
        assert!(medians[turns - 1] <= *max);
    }
}

#[test]
fn the_spreads_of_the_comparison_are_those_of_its_turns() {
    let comparison = comparison().unwrap().measured;
    check_turns(&comparison.fused, 5);
    check_turns(&comparison.pytorch, 5);
    check_turns(&comparison.keras, 5);
    check_turns(&comparison.fused_masked, 5);
    check_turns(&comparison.pytorch_packed, 5);
    for rung in comparison.ladder() {
        check_turns(rung, 5);
    }
    for opponent in &comparison.opponents {
        check_turns(&opponent.timed, 5);
    }
    let times = comparison.packed_by_time.iter().map(|at| at.time);
    assert_eq!(times.collect::<Vec<_>>(), [64, 128, 256, 512]);
}

#[test]
fn the_ladder_has_every_rung_and_its_factors_multiply_to_the_whole() {
    let comparison = comparison().unwrap().measured;
    let engines: Vec<&str> = comparison
        .ladder()
        .map(|rung| &*rung.program.engine)
        .collect();
    let expected = [
        "candle",
        "by-hand",
        "hoisted",
        "one-operation",
        "vectors",
        "packed",
        "memory",
        "shards",
        "words-once",
        "fused",
    ];
    assert_eq!(engines, expected);
    let seconds: Vec<f64> =
        comparison.ladder().map(|rung| rung.medians()[0]).collect();
    let factors = seconds.windows(2).map(|pair| pair[0] / pair[1]);
    let whole = comparison.times_faster_train_step.candle;
    assert!(near(factors.product(), whole));
    for rung in comparison.ladder() {
        let bench = &rung.program;
        assert_eq!((bench.batch, bench.time, bench.threads), (64, 512, 2));
        assert_eq!((&*bench.padding, bench.steps), ("front", 7));
    }
    assert_eq!(comparison.batch, recorded_study().batch);
}

#[test]
fn one_thread_and_more_were_timed() {
    let scaling = scaling().unwrap().measured;
    let threads = |row: &ScalingRow| row.tutorial.program.threads;
    assert_eq!(threads(&scaling.rows[0]), 1);
    assert_eq!(threads(scaling.rows.last().unwrap()), scaling.cores);
    for row in &scaling.rows {
        assert_eq!(row.layer.program.threads, threads(row));
        check_turns(&row.tutorial, 3);
        check_turns(&row.layer, 3);
    }
}

#[test]
fn the_layers_took_turns_with_pytorchs() {
    let rows = layers().unwrap().measured.rows;
    let names: Vec<String> =
        rows.iter().map(|row| row.ours.program.name()).collect();
    let expected = [
        "LSTM 128",
        "GRU 128",
        "2 × LSTM 128",
        "BiLSTM 128",
        "BiGRU 128",
        "LSTM 256",
        "GRU 256",
        "BiLSTM 256",
    ];
    assert_eq!(names, expected);
    for row in &rows {
        let bench = &row.ours.program;
        assert_eq!((bench.batch, bench.time, bench.features), (64, 512, 128));
        assert_eq!((bench.threads, bench.all_states), (2, bench.bidirectional));
        check_turns(&row.ours, 5);
        check_turns(&row.pytorch, 5);
        check_turns(&row.pytorch_keeping_memory, 5);
    }
}

#[test]
fn every_program_of_the_comparison_timed_the_same_batch() {
    let comparison = comparison().unwrap().measured;
    let ours = |timed: &Timed<Bench>| timed.program.clone();
    let rows = [
        (ours(&comparison.fused), "fused", "front"),
        (ours(&comparison.fused_masked), "fused", "masked"),
        (ours(&comparison.by_hand), "by-hand", "front"),
        (ours(&comparison.candle), "candle", "front"),
    ];
    let words = recorded_study().batch.words;
    for (bench, engine, padding) in rows {
        assert_eq!((bench.batch, bench.time, bench.threads), (64, 512, 2));
        assert_eq!((&*bench.engine, &*bench.padding), (engine, padding));
        assert_eq!(bench.mean_length, words as f64 / 64.0);
    }
}

#[test]
fn the_figures_are_what_the_code_draws() {
    let study = recorded_study();
    let slices = figures::slices(&study.slices).unwrap();
    same_in_book("slice-times.svg", &slices).unwrap();
    let errors = figures::activation_errors(&study.activation.near).unwrap();
    same_in_book("activation-errors.svg", &errors).unwrap();
    let comparison = comparison().unwrap().measured;
    let ladder = figures::ladder(&comparison).unwrap();
    same_in_book("fast-ladder.svg", &ladder).unwrap();
    let roof = figures::roof(&study).unwrap();
    same_in_book("kernel-roof.svg", &roof).unwrap();
    same_in_book("kernel-tile.svg", &figures::tile().unwrap()).unwrap();
    same_in_book("kernel-packing.svg", &figures::packing().unwrap()).unwrap();
}
