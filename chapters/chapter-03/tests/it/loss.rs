//! Binary cross-entropy on logits.
use candle_core::{Device, Result, Tensor, Var};
use chapter_03::loss::binary_cross_entropy;

#[test]
fn the_loss_is_cross_entropy_and_cannot_overflow() -> Result<()> {
    let loss = |x: f32, y: f32| -> Result<f32> {
        let logits = Tensor::new(&[x], &Device::Cpu)?;
        binary_cross_entropy(&logits, &Tensor::new(&[y], &Device::Cpu)?)?.to_scalar()
    };
    for (x, y) in [
        (0.0f32, 1.0f32),
        (1.5, 1.0),
        (1.5, 0.0),
        (-2.0, 1.0),
        (-2.0, 0.0),
    ] {
        let p = 1.0 / (1.0 + (-x).exp());
        let expected = -(y * p.ln() + (1.0 - y) * (1.0 - p).ln());
        assert!((loss(x, y)? - expected).abs() < 1e-6);
    }
    assert_eq!(loss(200.0, 0.0)?, 200.0);
    assert_eq!(loss(-200.0, 1.0)?, 200.0);
    assert_eq!(loss(200.0, 1.0)?, 0.0);
    Ok(())
}

#[test]
fn the_losss_gradient_is_probability_minus_target() -> Result<()> {
    let logits = Var::new(&[-90f32, -1.0, 2.0, 90.0], &Device::Cpu)?;
    let targets = Tensor::new(&[1f32, 0.0, 0.0, 1.0], &Device::Cpu)?;
    let gradients = binary_cross_entropy(&logits, &targets)?.backward()?;
    let gradients = gradients.get(&logits).unwrap().to_vec1::<f32>()?;
    for (gradient, expected) in
        gradients.iter().zip([-1.0, 0.268_941_4, 0.880_797_1, 0.0])
    {
        assert!((gradient - expected / 4.0).abs() < 1e-6, "{gradients:?}");
    }
    Ok(())
}
