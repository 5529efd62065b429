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
//! and no byte of a longer UTF-8 character is, so working on characters here cuts at the same places.

/// Whether `c` stands between words and is dropped.
#[must_use]
pub fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n') || (c.is_ascii_punctuation() && c != '\'')
}

/// Step 1: the text with its ASCII letters in lower case.
#[must_use]
pub fn lower_case(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// Steps 2 to 4: the words of a text that is already in lower case, in order. None is empty.
pub fn words(lower_case: &str) -> impl Iterator<Item = &str> {
    lower_case
        .split(is_separator)
        .filter(|word| !word.is_empty())
}
