//! What a recurrent layer reads.
use candle_core::{Device, Result, Tensor};
use chapter_03::Embedding;
use chapter_04::Sequence;
use course::parameters::Parameters;

fn embedding() -> Result<Embedding> {
    Embedding::new(6, 3, &mut Parameters::new(1), "embedding")
}

#[test]
fn the_vectors_of_words_are_their_rows_of_the_table() -> Result<()> {
    let embedding = embedding()?;
    let ids = Tensor::new(&[[1u32, 4], [5, 0]], &Device::Cpu)?; // (batch, time)
    let vectors = Sequence::of_words(&ids, &embedding).vectors()?; // (batch, time, features)
    assert_eq!(
        vectors.to_vec3::<f32>()?,
        embedding.forward(&ids)?.to_vec3::<f32>()?
    );
    Ok(())
}

#[test]
fn reversed_is_the_last_step_first_for_vectors_and_for_words() -> Result<()> {
    let embedding = embedding()?;
    let there = Tensor::new(&[[1u32, 4, 5]], &Device::Cpu)?;
    let back = Tensor::new(&[[5u32, 4, 1]], &Device::Cpu)?;
    let expected = embedding.forward(&back)?.to_vec3::<f32>()?;
    let words = Sequence::of_words(&there, &embedding);
    let vectors = Sequence::Vectors(words.vectors()?);
    for sequence in [words, vectors] {
        assert_eq!(sequence.reversed()?.vectors()?.to_vec3::<f32>()?, expected);
    }
    Ok(())
}

#[test]
fn an_id_outside_of_the_table_is_an_error() -> Result<()> {
    let ids = Tensor::new(&[[6u32]], &Device::Cpu)?;
    let error = Sequence::of_words(&ids, &embedding()?)
        .vectors()
        .unwrap_err();
    assert!(error.to_string().contains("id 6"), "{error}");
    Ok(())
}
