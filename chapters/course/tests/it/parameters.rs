//! A model's weights by name, with seeded initial values.

use candle_core::{DType, Device, Result, Tensor, safetensors};
use course::parameters::{Init, Parameters};

#[test]
fn values_depend_on_seed_and_name_alone() -> Result<()> {
    let draw = |seed, names: &[&str]| -> Result<Vec<f32>> {
        let mut parameters = Parameters::new(seed);
        let mut last = None;
        for name in names {
            last = Some(parameters.create(name, (2, 3), Init::GlorotUniform)?);
        }
        last.unwrap().flatten_all()?.to_vec1()
    };
    assert_eq!(draw(1, &["a", "b"])?, draw(1, &["b"])?);
    assert_ne!(draw(1, &["a"])?, draw(1, &["b"])?);
    assert_ne!(draw(1, &["a"])?, draw(2, &["a"])?);
    Ok(())
}

#[test]
fn orthogonal_columns_are_orthonormal() -> Result<()> {
    let mut parameters = Parameters::new(1);
    let matrix = parameters.create("w", (32, 8), Init::Orthogonal)?;
    let product = matrix.t()?.matmul(&matrix)?;
    let difference = (product - Tensor::eye(8, DType::F32, &Device::Cpu)?)?;
    let worst: f32 = difference.abs()?.max_all()?.to_scalar()?;
    assert!(worst < 1e-6, "{worst}");
    assert!(parameters.create("wide", (2, 3), Init::Orthogonal).is_err());
    Ok(())
}

#[test]
fn only_the_forget_gate_starts_with_a_bias() -> Result<()> {
    let mut parameters = Parameters::new(1);
    let bias = parameters.create("b", 8, Init::ForgetBias { bias: 3.0 })?;
    assert_eq!(bias.to_vec1::<f32>()?, [0.0, 0.0, 3.0, 3.0, 0.0, 0.0, 0.0, 0.0]);
    Ok(())
}

#[test]
fn an_identity_is_square() -> Result<()> {
    let mut parameters = Parameters::new(1);
    let matrix = parameters.create("w", (2, 2), Init::Identity)?;
    assert_eq!(matrix.to_vec2::<f32>()?, [[1.0, 0.0], [0.0, 1.0]]);
    assert!(parameters.create("tall", (3, 2), Init::Identity).is_err());
    Ok(())
}

#[test]
fn what_is_written_out_can_be_read_back() -> Result<()> {
    let mut parameters = Parameters::new(1);
    let drawn = parameters.create("w", (2, 3), Init::GlorotUniform)?;
    let file = parameters.to_safetensors()?;
    let mut others = Parameters::new(2);
    let restored = others.create("w", (2, 3), Init::GlorotUniform)?;
    others.restore(&safetensors::load_buffer(&file, &Device::Cpu)?)?;
    assert_eq!(restored.to_vec2::<f32>()?, drawn.to_vec2::<f32>()?);
    Ok(())
}

#[test]
fn restoring_refuses_what_does_not_fit_and_changes_nothing() -> Result<()> {
    let mut parameters = Parameters::new(1);
    let tensor = parameters.create("a", 2, Init::Uniform { limit: 1.0 })?;
    parameters.create("b", 3, Init::Zeros)?;
    let before = tensor.to_vec1::<f32>()?;

    let mut values = parameters.snapshot()?;
    values.insert("a".into(), Tensor::zeros(2, DType::F32, &Device::Cpu)?);
    let mut missing = values.clone();
    missing.remove("b");
    let mut other_shape = values.clone();
    other_shape.insert("b".into(), Tensor::zeros(4, DType::F32, &Device::Cpu)?);
    let mut left_over = values.clone();
    left_over.insert("c".into(), Tensor::zeros(4, DType::F32, &Device::Cpu)?);
    for bad in [missing, other_shape, left_over] {
        assert!(parameters.restore(&bad).is_err());
        assert_eq!(tensor.to_vec1::<f32>()?, before);
    }

    parameters.restore(&values)?;
    assert_eq!(tensor.to_vec1::<f32>()?, [0.0, 0.0]);
    Ok(())
}

#[test]
fn a_name_is_given_once() -> Result<()> {
    let mut parameters = Parameters::new(1);
    parameters.create("a", 2, Init::Zeros)?;
    assert!(parameters.create("a", 2, Init::Zeros).is_err());
    assert_eq!(parameters.count(), 2);
    Ok(())
}
