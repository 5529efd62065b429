//! Windows and batches: which rows they hold, and what is refused.
use std::ops::Range;

use candle_core::{Device, IndexOp, Tensor};
use chapter_01::windows::{WindowError, Windows};
use course::random;
use proptest::prelude::*;

/// Row t holds 2t and 2t + 1, its target is 1000 + t.
fn series(rows: usize) -> (Tensor, Tensor) {
    let numbers: Vec<f32> = (0..2 * rows).map(|i| i as f32).collect();
    let targets: Vec<f32> = (0..rows).map(|t| 1000.0 + t as f32).collect();
    (
        Tensor::from_vec(numbers, (rows, 2), &Device::Cpu).unwrap(),
        Tensor::from_vec(targets, rows, &Device::Cpu).unwrap(),
    )
}

fn windows(
    count: usize,
    look_back: usize,
    rows: Range<usize>,
) -> Result<Windows, WindowError> {
    let (inputs, targets) = series(count);
    Windows::new(&inputs, &targets, look_back, rows)
}

proptest! {

    #[test]
    fn a_window_ends_on_the_eve_of_its_target(
        count in 2usize..40, look_back in 1usize..12, start in 0usize..40,
    ) {
        let Ok(windows) = windows(count, look_back, start..count) else {
            prop_assert!(start.max(look_back) >= count);
            return Ok(());
        };
        prop_assert_eq!(windows.inputs.dims(), [count - start.max(look_back), look_back, 2]);
        let targets = windows.targets.to_vec1::<f32>().unwrap();
        let inputs = windows.inputs.to_vec3::<f32>().unwrap();
        for (i, (window, target)) in inputs.iter().zip(targets).enumerate() {
            let row = start.max(look_back) + i;
            prop_assert_eq!(target, 1000.0 + row as f32);
            for (step, features) in window.iter().enumerate() {
                let t = (row - look_back + step) as f32;
                prop_assert_eq!(&features[..], &[2.0 * t, 2.0 * t + 1.0][..]);
            }
        }
    }

    #[test]
    fn batches_are_the_windows_cut(count in 5usize..30, batch_size in 1usize..40) {
        let whole = windows(count, 3, 0..count).unwrap();
        let batches = whole.batches(batch_size).unwrap();
        prop_assert_eq!(batches.len(), (count - 3).div_ceil(batch_size));
        for batch in &batches[..batches.len() - 1] {
            prop_assert_eq!(batch.count().unwrap(), batch_size);
        }
        let joined = |part: fn(&Windows) -> &Tensor| {
            let parts: Vec<&Tensor> = batches.iter().map(part).collect();
            Tensor::cat(&parts, 0).unwrap().flatten_all().unwrap().to_vec1::<f32>().unwrap()
        };
        let flat = |tensor: &Tensor| tensor.flatten_all().unwrap().to_vec1::<f32>().unwrap();
        prop_assert_eq!(joined(|batch| &batch.inputs), flat(&whole.inputs));
        prop_assert_eq!(joined(|batch| &batch.targets), flat(&whole.targets));
    }

    #[test]
    fn shuffling_keeps_each_windows_days_and_its_target(count in 5usize..30, seed in 0u64..100) {
        let before = windows(count, 4, 0..count).unwrap();
        let mut rng = random::stream(seed, "test");
        let after = before.with_days_shuffled(&mut rng).unwrap();
        let days = |windows: &Windows, i: usize| {
            let mut days = windows.inputs.i(i).unwrap().to_vec2::<f32>().unwrap();
            days.sort_by(|a, b| a[0].total_cmp(&b[0]));
            days
        };
        for i in 0..before.count().unwrap() {
            prop_assert_eq!(days(&before, i), days(&after, i));
        }
        let targets = |windows: &Windows| windows.targets.to_vec1::<f32>().unwrap();
        prop_assert_eq!(targets(&before), targets(&after));
    }
}

#[test]
fn shuffled_windows_have_orders_of_their_own() {
    let before = windows(200, 14, 0..200).unwrap();
    let after = before
        .with_days_shuffled(&mut random::stream(1, "test"))
        .unwrap();
    let first_days = |windows: &Windows| {
        let first = windows.inputs.i((.., 0, 0)).unwrap();
        let whole = windows.inputs.to_vec3::<f32>().unwrap();
        let least = whole.iter().map(|days| {
            let days = days.iter().map(|day| day[0]);
            days.fold(f32::INFINITY, f32::min)
        });
        let first = first.to_vec1::<f32>().unwrap();
        first.into_iter().zip(least).filter(|(a, b)| a == b).count()
    };
    assert_eq!(first_days(&before), 186);
    assert!((1..60).contains(&first_days(&after)));
}

#[test]
fn what_a_reader_might_try_is_refused() {
    assert!(matches!(windows(10, 0, 0..10), Err(WindowError::ZeroLookBack)));
    for look_back in [10, 11, usize::MAX] {
        let error = windows(10, look_back, 0..10).unwrap_err();
        assert!(matches!(error, WindowError::TooLong { end: 10, .. }));
    }
    assert!(windows(10, 9, 0..10).is_ok());
    assert!(matches!(
        windows(10, 3, 0..11),
        Err(WindowError::BeyondEnd { end: 11, rows: 10 })
    ));
    assert!(matches!(windows(0, 3, 0..0), Err(WindowError::EmptySeries)));
    assert!(windows(10, 3, 5..5).is_err());

    let (inputs, _) = series(10);
    let (_, targets) = series(9);
    assert!(matches!(
        Windows::new(&inputs, &targets, 3, 0..9),
        Err(WindowError::Unequal {
            inputs: 10,
            targets: 9
        })
    ));
}

#[test]
fn a_batch_size_is_at_least_1_and_may_be_too_large() {
    let windows = windows(10, 3, 0..10).unwrap();
    assert!(matches!(windows.batches(0), Err(WindowError::ZeroBatchSize)));
    let batches = windows.batches(usize::MAX).unwrap();
    assert_eq!((batches.len(), batches[0].count().unwrap()), (1, 7));
}
