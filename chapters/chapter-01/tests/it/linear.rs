//! The linear model: finds what is linear, and refuses what does not decide it.
use candle_core::{DType, Device, Result, Tensor};
use chapter_01::linear::{LinearError, LinearModel, solve};
use course::random;
use proptest::prelude::*;
use rand::Rng;

/// Windows (count, 2, 3) of random numbers.
fn windows(count: usize, seed: u64) -> Tensor {
    let mut rng = random::stream(seed, "test windows");
    let numbers: Vec<f32> = (0..count * 6).map(|_| rng.random::<f32>()).collect();
    Tensor::from_vec(numbers, (count, 2, 3), &Device::Cpu).unwrap()
}

#[test]
fn finds_the_weights_that_made_the_targets() -> Result<()> {
    let inputs = windows(50, 1);
    let weights = [[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]];
    let weight = Tensor::new(&weights, &Device::Cpu)?.reshape((6, 1))?;
    let flat = inputs.flatten_from(1)?.to_dtype(DType::F64)?;
    let targets = (flat.matmul(&weight)?.squeeze(1)? + 7.0)?;
    let model = LinearModel::fit(&inputs, &targets).unwrap();
    assert_eq!(model.parameters(), 7);
    let found = model.weights_by_day(3)?.to_vec2::<f64>()?;
    for (found, expected) in found.iter().flatten().zip(weights.iter().flatten()) {
        assert!((found - expected).abs() < 1e-9, "{found} for {expected}");
    }
    let error = (model.forecast(&inputs).unwrap() - targets)?.abs()?;
    assert!(error.max_all()?.to_scalar::<f64>()? < 1e-9);
    Ok(())
}

#[test]
fn no_other_weights_have_less_squared_error() -> Result<()> {
    let (inputs, noise) = (windows(60, 2), windows(10, 3).flatten_all()?);
    let model = LinearModel::fit(&inputs, &noise).unwrap();
    let errors = (model.forecast(&inputs).unwrap() - noise.to_dtype(DType::F64)?)?;
    // At the least error the errors go with none of the inputs and are 0 on the mean.
    let flat = inputs.flatten_from(1)?.to_dtype(DType::F64)?;
    let with_inputs = flat.t()?.matmul(&errors.unsqueeze(1)?)?.abs()?.max_all()?;
    assert!(with_inputs.to_scalar::<f64>()? < 1e-9);
    assert!(errors.sum_all()?.to_scalar::<f64>()?.abs() < 1e-9);
    Ok(())
}

#[test]
fn too_few_windows_and_equal_features_are_refused() -> Result<()> {
    let targets = Tensor::arange(0f32, 6.0, &Device::Cpu)?;
    let few = LinearModel::fit(&windows(6, 1), &targets).unwrap_err();
    assert!(matches!(
        few,
        LinearError::Undecided {
            windows: 6,
            parameters: 7
        }
    ));
    let one = windows(50, 1).narrow(1, 0, 1)?;
    let twice = Tensor::cat(&[&one, &one], 1)?;
    let targets = Tensor::zeros(50, DType::F32, &Device::Cpu)?;
    assert!(LinearModel::fit(&one, &targets).is_ok());
    assert!(LinearModel::fit(&twice, &targets).is_err());
    Ok(())
}

#[test]
fn another_length_is_refused() -> Result<()> {
    let targets = Tensor::zeros(50, DType::F32, &Device::Cpu)?;
    let model = LinearModel::fit(&windows(50, 1), &targets).unwrap();
    let shorter = windows(50, 1).narrow(1, 0, 1)?;
    assert!(matches!(
        model.forecast(&shorter),
        Err(LinearError::OtherSize {
            expected: 6,
            found: 3
        })
    ));
    Ok(())
}

#[test]
fn only_positive_systems_are_solved() {
    let x = solve(vec![vec![4.0, 2.0], vec![2.0, 3.0]], vec![2.0, 5.0]).unwrap();
    // 4 · -0.5 + 2 · 2 = 2 and 2 · -0.5 + 3 · 2 = 5.
    assert!((x[0] + 0.5).abs() < 1e-12 && (x[1] - 2.0).abs() < 1e-12);
    let singular = vec![vec![1.0, 1.0], vec![1.0, 1.0]];
    assert_eq!(solve(singular, vec![1.0, 2.0]), None);
    assert_eq!(solve(vec![vec![-1.0]], vec![1.0]), None);
    assert_eq!(solve(vec![vec![f64::NAN]], vec![1.0]), None);
    assert_eq!(solve(Vec::new(), Vec::new()), Some(Vec::new()));
}

proptest! {

    /// A = B Bᵀ + I is symmetric with positive eigenvalues.
    #[test]
    fn a_solution_solves(numbers in prop::collection::vec(-2.0f64..2.0, 12..60)) {
        let size = (numbers.len() as f64).sqrt() as usize;
        let b = |i: usize, j: usize| numbers[i * size + j];
        let entry = |i: usize, j: usize| -> f64 {
            (0..size).map(|k| b(i, k) * b(j, k)).sum::<f64>() + f64::from(u8::from(i == j))
        };
        let a: Vec<Vec<f64>> =
            (0..size).map(|i| (0..size).map(|j| entry(i, j)).collect()).collect();
        let right = numbers[..size].to_vec();
        let x = solve(a.clone(), right.clone()).unwrap();
        for (row, expected) in a.iter().zip(right) {
            let found: f64 = row.iter().zip(&x).map(|(a, x)| a * x).sum();
            prop_assert!((found - expected).abs() < 1e-6);
        }
    }
}
