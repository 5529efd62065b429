//! What becomes of texts and ids if the offset is forgotten.
use chapter_02::Vocabulary;
use chapter_02::offset::{decode_without_offset, encode_without_offset};

#[test]
fn without_the_offset_every_word_is_another() {
    // Ranks: a 1, b 2, c 3, d 4; ids 4 to 7.
    let vocabulary = Vocabulary::fit(["a a a a b b b c c d"], 100).unwrap();
    assert_eq!(decode_without_offset(&vocabulary, &[0, 1, 2, 4]), "? a b d");
    let ids = encode_without_offset(&vocabulary, "d a zebra");
    assert_eq!(ids, [4, 1, 2]);
    assert_eq!(vocabulary.decode(&ids), "a <start> <unknown>");
}
