//! The tokenizer against Keras's rule, case by case.

use chapter_02::tokenizer::{lower_case, words};
use proptest::prelude::*;

fn tokens(text: &str) -> Vec<String> {
    words(&lower_case(text)).map(str::to_owned).collect()
}

#[test]
fn the_separators_are_those_of_keras() {
    // The default `filters` of keras.preprocessing.text.Tokenizer, and the space it splits at.
    let keras = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n ";
    for c in (0..=u8::MAX).map(char::from) {
        let cut = tokens(&format!("1{c}2")).len() == 2;
        assert_eq!(cut, keras.contains(c), "{c:?}");
    }
}

#[test]
fn contractions_stay_whole() {
    assert_eq!(tokens("Don't! It's 'fine'."), ["don't", "it's", "'fine'"]);
}

#[test]
fn a_line_break_leaves_br() {
    assert_eq!(tokens("End.<br /><br />Next"), ["end", "br", "br", "next"]);
}

#[test]
fn numbers_are_words() {
    assert_eq!(
        tokens("10/10, 3.5 stars; 1990s"),
        ["10", "10", "3", "5", "stars", "1990s"]
    );
}

#[test]
fn only_ascii_letters_change_case() {
    assert_eq!(tokens("CAFÉ Ünder"), ["cafÉ", "Ünder"]);
}

#[test]
fn korean_and_emoji_are_words() {
    assert_eq!(
        tokens("정말 좋은 영화! 👍👍 ok"),
        ["정말", "좋은", "영화", "👍👍", "ok"]
    );
}

#[test]
fn only_space_tab_and_newline_are_white_space() {
    assert_eq!(
        tokens("a\tb\nc\rd\u{a0}e\u{2003}f"),
        ["a", "b", "c\rd\u{a0}e\u{2003}f"]
    );
}

#[test]
fn nothing_gives_no_words() {
    for text in ["", " ", "...", "\n\t <> "] {
        assert!(tokens(text).is_empty(), "{text:?}");
    }
}

proptest! {

    /// The rule the way Keras applies it: to bytes, which are translated and then split.
    #[test]
    fn translating_and_splitting_bytes_gives_the_same(text in any::<String>()) {
        let separators = b"!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n ";
        let lower: Vec<u8> = text.bytes().map(|byte| byte.to_ascii_lowercase()).collect();
        let bytes: Vec<&[u8]> = lower
            .split(|byte| separators.contains(byte))
            .filter(|word| !word.is_empty())
            .collect();
        let found = tokens(&text);
        prop_assert_eq!(bytes, found.iter().map(String::as_bytes).collect::<Vec<_>>());
    }

    #[test]
    fn words_joined_by_spaces_give_the_same_words(text in any::<String>()) {
        let once = tokens(&text);
        prop_assert_eq!(tokens(&once.join(" ")), once);
    }
}
