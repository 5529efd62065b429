//! Naive Bayes: how much more often a term is in positive reviews than in negative ones.

use candle_core::{Device, Tensor};

/// Counted once more than it occurs, so that no term has a count of zero.
const ALPHA: f64 = 1.0;

/// The log-count ratios of Wang and Manning 2012, equation 1 (cite: wang2012), (terms,): for each
/// term the logarithm of its share in the positive reviews over its share in the negative ones.
///
/// # Errors
/// If candle cannot make the tensor.
pub fn log_count_ratios(
    reviews: &[Vec<u32>],
    targets: &[f32],
    terms: usize,
) -> candle_core::Result<Tensor> {
    // ANCHOR: ratios
    let mut counts = vec![[ALPHA; 2]; terms]; // negative, positive
    for (review, target) in reviews.iter().zip(targets) {
        let label = usize::from(*target > 0.5);
        for &term in review {
            counts[term as usize][label] += 1.0;
        }
    }
    let sum = |label: usize| counts.iter().map(|count| count[label]).sum::<f64>();
    let all = sum(1) / sum(0);
    let ratio = |count: &[f64; 2]| (count[1] / count[0] / all).ln() as f32;
    let ratios: Vec<f32> = counts.iter().map(ratio).collect();
    // ANCHOR_END: ratios
    Tensor::from_vec(ratios, terms, &Device::Cpu)
}
