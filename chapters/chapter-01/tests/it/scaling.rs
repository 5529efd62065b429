//! Scaling: what it does to the training rows, what it must not see, what it refuses.
use candle_core::{Device, Result, Tensor};
use chapter_01::scaling::{Scaler, ScalingError};
use proptest::prelude::*;

fn column(values: &[f32]) -> Tensor {
    Tensor::from_slice(values, (values.len(), 1), &Device::Cpu).unwrap()
}

#[test]
fn training_rows_get_mean_0_and_deviation_1() -> Result<()> {
    // Mean 4; squared distances 9, 1, 1, 9: variance 5.
    let table = column(&[1.0, 3.0, 5.0, 7.0, 100.0]);
    let scaler = Scaler::fit(&table, 0..4).unwrap();
    assert_eq!(scaler.means()?, [4.0]);
    assert_eq!(scaler.deviations()?, [5f32.sqrt()]);
    let scaled = scaler.transform(&table).unwrap().flatten_all()?;
    let expected =
        [-3.0, -1.0, 1.0, 3.0, 96.0].map(|above: f32| above / 5f32.sqrt());
    assert_eq!(scaled.to_vec1::<f32>()?, expected);
    Ok(())
}

#[test]
fn later_rows_have_no_say() -> Result<()> {
    let (one, other) = (column(&[1.0, 2.0, 3.0]), column(&[1.0, 2.0, -50.0]));
    let means = |table| Scaler::fit(table, 0..2).unwrap().means();
    assert_eq!(means(&one)?, means(&other)?);
    let all = |table| Scaler::fit(table, 0..3).unwrap().means();
    assert_ne!(all(&one)?, all(&other)?);
    Ok(())
}

#[test]
fn what_cannot_be_scaled_is_refused() {
    let table = column(&[1.0, 2.0, 2.0]);
    assert!(matches!(Scaler::fit(&table, 1..1), Err(ScalingError::NoRows)));
    let beyond = Scaler::fit(&table, 2..4).unwrap_err();
    assert_eq!(beyond.to_string(), "rows 2 to 4 are not in a table of 3 rows");
    let constant = Scaler::fit(&table, 1..3).unwrap_err();
    assert!(matches!(
        constant,
        ScalingError::Constant {
            column: 0,
            value: 2.0
        }
    ));
    let scaler = Scaler::fit(&table, 0..3).unwrap();
    let wide = Tensor::from_slice(&[0f32; 6], (2, 3), &Device::Cpu).unwrap();
    for answer in [scaler.transform(&wide), scaler.inverse(&wide)] {
        assert!(matches!(
            answer,
            Err(ScalingError::OtherFeatures {
                expected: 1,
                found: 3
            })
        ));
    }
    // The mean of ten tenths is not quite a tenth.
    assert!(Scaler::fit(&column(&[0.1; 10]), 0..10).is_err());
}

proptest! {

    #[test]
    fn inverse_undoes_transform(values in prop::collection::vec(-50.0f32..50.0, 3..40)) {
        prop_assume!(values.iter().any(|value| (value - values[0]).abs() > 1.0));
        let table = column(&values);
        let scaler = Scaler::fit(&table, 0..values.len()).unwrap();
        let back = scaler.inverse(&scaler.transform(&table).unwrap()).unwrap();
        for (a, b) in values.iter().zip(back.flatten_all().unwrap().to_vec1::<f32>().unwrap()) {
            prop_assert!((a - b).abs() < 1e-3, "{} became {}", a, b);
        }
    }
}
