//! Where one word ends and the next begins: Keras's rule, step by step.
//!
//! 1. Lower-case the ASCII letters, and only those: `The` becomes `the`, `É` stays.
//! 2. Cut at every space, tab, newline and ASCII punctuation mark, which are dropped.
//! 3. The apostrophe is not among them: `don't` is one word, and so is a quoted `'word'`.
//! 4. Everything else belongs to a word: digits, emoji, Korean, a carriage return, a curly quote.
//!
//! Markup gets no special treatment, so each `<br />` of a review leaves the word `br`.
//!
//! Source: `keras.preprocessing.text.Tokenizer` with its default `filters`, applied to the bytes of
//! the UTF-8 text; that is how the ids of `keras.datasets.imdb` were made. Every separator is ASCII
//! and no byte of a longer UTF-8 character is, so a cut never falls inside a character.

/// Whether a byte stands between words and is dropped. A table, because every byte of every review is
/// looked up in it.
static IS_SEPARATOR: [bool; 256] = separators();

// ANCHOR: separators
const fn separators() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        table[byte as usize] = matches!(byte, b' ' | b'\t' | b'\n')
            || (byte.is_ascii_punctuation() && byte != b'\'');
        byte += 1;
    }
    table
}
// ANCHOR_END: separators

// ANCHOR: lower_case
/// Step 1: the text with its ASCII letters in lower case.
#[must_use]
pub fn lower_case(text: &str) -> String {
    text.to_ascii_lowercase()
}
// ANCHOR_END: lower_case

// ANCHOR: words
/// Steps 2 to 4: the words of a text that is already in lower case, in order. No
/// word is empty.
pub fn words(lower_case: &str) -> impl Iterator<Item = &str> {
    let mut rest = lower_case;
    std::iter::from_fn(move || {
        let start = rest.bytes().position(|byte| !is_separator(byte))?;
        let word = &rest[start..];
        let end = word.bytes().position(is_separator).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        rest = after;
        Some(word)
    })
}
// ANCHOR_END: words

fn is_separator(byte: u8) -> bool {
    IS_SEPARATOR[usize::from(byte)]
}
