//! The embedding against one-hot × matrix and candle-nn's; the bag's blindness.
use candle_core::{Device, Result, Tensor};
use candle_nn::Module;
use chapter_03::bag::{Counted, masked_mean, word_shares};
use chapter_03::embedding::one_hot;
use chapter_03::{BagOfEmbeddings, Embedding, VectorError};
use course::parameters::Parameters;
use proptest::prelude::*;

const V: usize = 10;
const E: usize = 4;

fn table() -> Result<(Embedding, Tensor)> {
    let embedding = Embedding::new(V, E, &mut Parameters::new(1), "embedding")?;
    let ids = Tensor::new(&[[1u32, 9, 3], [3, 3, 0]], &Device::Cpu)?;
    Ok((embedding, ids))
}

/// The gradient of Σ (vector · its position) with respect to the table.
fn gradient(embedding: &Embedding, vectors: &Tensor) -> Result<Vec<Vec<f32>>> {
    let positions = Tensor::arange(0f32, vectors.elem_count() as f32, &Device::Cpu)?;
    let loss = (vectors.flatten_all()? * positions)?.sum_all()?;
    let gradients = loss.backward()?;
    gradients.get(embedding.weight()).unwrap().to_vec2()
}

#[test]
fn equals_one_hot_times_matrix_in_values_and_gradients() -> Result<()> {
    let (embedding, ids) = table()?;
    let looked_up = embedding.forward(&ids)?;
    let flat = ids.flatten_all()?.to_vec1::<u32>()?;
    let multiplied = one_hot(&flat, V)?
        .matmul(embedding.weight())?
        .reshape((2, 3, E))?;
    assert_eq!(looked_up.to_vec3::<f32>()?, multiplied.to_vec3::<f32>()?);
    assert_eq!(
        gradient(&embedding, &looked_up)?,
        gradient(&embedding, &multiplied)?
    );
    Ok(())
}

#[test]
fn equals_candle_nn() -> Result<()> {
    let (embedding, ids) = table()?;
    let library = candle_nn::Embedding::new(embedding.weight().clone(), E);
    assert_eq!(
        embedding.forward(&ids)?.to_vec3::<f32>()?,
        library.forward(&ids)?.to_vec3::<f32>()?
    );
    Ok(())
}

#[test]
fn only_the_rows_that_were_read_get_a_gradient() -> Result<()> {
    let (embedding, ids) = table()?;
    let rows = gradient(&embedding, &embedding.forward(&ids)?)?;
    let moved: Vec<usize> = (0..V)
        .filter(|&id| rows[id].iter().any(|g| *g != 0.0))
        .collect();
    assert_eq!(moved, [0, 1, 3, 9]);
    Ok(())
}

#[test]
fn an_id_outside_the_table_is_an_error() -> Result<()> {
    let (embedding, _) = table()?;
    // candle itself takes the largest id for "no row" and gives zeros.
    for id in [10, u32::MAX] {
        let ids = Tensor::new(&[[id]], &Device::Cpu)?;
        let outside = |error| matches!(error, VectorError::IdOutside { id: found, vocab_size: V } if found == id);
        assert!(outside(embedding.forward(&ids).unwrap_err()));
        assert!(outside(one_hot(&[id], V).unwrap_err()));
        assert!(outside(word_shares(&[&[id]], V).unwrap_err()));
    }
    Ok(())
}

#[test]
fn a_review_without_words_is_an_error() -> Result<()> {
    let no_words = |error| matches!(error, VectorError::NoWords { review: 1 });
    assert!(no_words(word_shares(&[&[1], &[]], 2).unwrap_err()));
    let ids = Tensor::new(&[[0u32, 5], [0, 0]], &Device::Cpu)?;
    let bag = BagOfEmbeddings::new(V, E, &mut Parameters::new(1))?;
    assert!(no_words(bag.padded_logits(&ids, Counted::Words).unwrap_err()));
    Ok(())
}

#[test]
fn a_masked_mean_is_the_mean_of_what_the_mask_keeps() -> Result<()> {
    let vectors =
        Tensor::new(&[[[1f32, 2.0], [3.0, 6.0], [100.0, 100.0]]], &Device::Cpu)?;
    let mask = Tensor::new(&[[1f32, 1.0, 0.0]], &Device::Cpu)?;
    assert_eq!(masked_mean(&vectors, &mask)?.to_vec2::<f32>()?, [[2.0, 4.0]]);
    Ok(())
}

#[test]
fn a_mask_makes_the_width_not_matter() -> Result<()> {
    let bag = BagOfEmbeddings::new(V, E, &mut Parameters::new(1))?;
    let alone = Tensor::new(&[[4u32, 5, 6]], &Device::Cpu)?;
    let padded = Tensor::new(&[[0u32, 0, 4, 5, 6]], &Device::Cpu)?;
    let logit = |ids: &Tensor, counted| {
        bag.padded_logits(ids, counted)?
            .to_vec1::<f32>()
            .map_err(VectorError::from)
    };
    let apart = |a: &[f32], b: &[f32]| (a[0] - b[0]).abs();
    let words = logit(&alone, Counted::Words)?;
    assert!(apart(&words, &logit(&padded, Counted::Words)?) < 1e-6);
    let everything = logit(&alone, Counted::Everything)?;
    assert!(apart(&everything, &logit(&padded, Counted::Everything)?) > 1e-4);
    let shares = bag.logits_of(&[&[4, 5, 6]])?.to_vec1::<f32>()?;
    assert!(apart(&words, &shares) < 1e-6);
    Ok(())
}

proptest! {
    #[test]
    fn the_bag_is_blind_to_order(mut review in prop::collection::vec(0u32..V as u32, 1..40)) {
        let bag = BagOfEmbeddings::new(V, E, &mut Parameters::new(3)).unwrap();
        let before = bag.logits_of(&[&review]).unwrap().to_vec1::<f32>().unwrap();
        review.reverse();
        let after = bag.logits_of(&[&review]).unwrap().to_vec1::<f32>().unwrap();
        prop_assert_eq!(before, after);
    }
}
