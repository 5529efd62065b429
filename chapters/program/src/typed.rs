//! What comes from a person: an argument, standard input, a file of theirs.
//!
//! The archive's reviews are plain: written in a browser, saved as UTF-8. What a person types or pastes
//! is not. A word processor curls the apostrophe of `don't`, a web page puts no-break spaces between
//! words, a PDF has one character for the two letters of `fi`, an editor begins the file with a mark,
//! ends lines with two characters, or saves in another encoding. A model knows the word in one of these
//! spellings, the archive's. So a text is brought into it here, at the border; chapter 2's tokenizer
//! keeps Keras's rule, which it has to share with the archive.

use std::borrow::Cow;

use anyhow::{Result, ensure};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use unicode_normalization::UnicodeNormalization;

/// The mark that says in which order the bytes of UTF-16 come. In UTF-8 it says nothing.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text that bytes stand for: UTF-8, or UTF-16 with or without a mark, or Windows-1252 as older
/// editors write it. A few bytes that are not UTF-8, in a text that is otherwise, become U+FFFD.
///
/// # Errors
/// If they are UTF-32, or no text at all.
pub fn decode(bytes: &[u8]) -> Result<String> {
    ensure!(
        !bytes.starts_with(&[0xff, 0xfe, 0, 0])
            && !bytes.starts_with(&[0, 0, 0xfe, 0xff]),
        "the text is in UTF-32: save it as UTF-8"
    );
    let (text, encoding, _) = encoding_of(bytes).decode(bytes);
    ensure!(
        encoding == UTF_16LE || encoding == UTF_16BE || !text.contains('\0'),
        "this is no text: it holds bytes of zero; expected UTF-8"
    );
    Ok(text.into_owned())
}

/// The encoding that the first bytes name, or that makes sense of them all.
fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    // In UTF-16, one of the two bytes of each letter of English is zero: the second, or the first.
    let zeros = |from: usize| {
        let every_second = bytes.iter().skip(from).step_by(2);
        every_second.filter(|byte| **byte == 0).count()
    };
    let (first, second) = (zeros(0), zeros(1));
    match bytes.len() / 4 {
        quarter if second > quarter && first == 0 => UTF_16LE,
        quarter if first > quarter && second == 0 => UTF_16BE,
        _ if is_utf8(bytes) => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// Whether a text is UTF-8, perhaps with a damaged byte. A text without a single whole character beyond
/// ASCII, but with bytes that are neither, is not.
fn is_utf8(bytes: &[u8]) -> bool {
    let text = match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(_) => return true,
        Cow::Owned(mended) => mended,
    };
    let beyond_ascii = |c: char| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER;
    text.contains(beyond_ascii)
}

/// A text in the archive's spelling: one kind of apostrophe, ASCII's spaces and punctuation, a letter
/// and its accent in one character. Words, their order and their letters stay as they are.
#[must_use]
pub fn tidy(text: &str) -> String {
    let visible = text.nfc().filter(|character| !is_invisible(*character));
    let characters: Vec<char> = visible.flat_map(letters_of).collect();
    let is_letter = |place: Option<usize>| {
        let character = place.and_then(|place| characters.get(place));
        character.is_some_and(|character| character.is_alphanumeric())
    };
    let plain = |(place, character): (usize, &char)| match *character {
        '\n' => '\n',
        c if c.is_whitespace() || c.is_control() => ' ',
        c if is_quotation_mark(c) => {
            // Between letters it is an apostrophe, as in don’t.
            let inside =
                is_letter(place.checked_sub(1)) && is_letter(Some(place + 1));
            if inside { '\'' } else { '"' }
        }
        c if is_punctuation(c) => '-',
        c => c,
    };
    characters.iter().enumerate().map(plain).collect()
}

/// The letters that one character stands for, where it is but another shape of them: the f and i that a
/// PDF prints as one, the wide letters of East Asian keyboards, the bold ones of a post.
fn letters_of(character: char) -> Vec<char> {
    match character {
        '\u{fb00}'..='\u{fb06}'
        | '\u{ff01}'..='\u{ff5e}'
        | '\u{1d400}'..='\u{1d7ff}' => character.nfkc().collect(),
        _ => vec![character],
    }
}

/// Marks that nobody sees and that would make another word of the one they stand in.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        BYTE_ORDER_MARK
            | '\u{ad}' // where a word may be divided
            | '\u{200b}'..='\u{200f}' // spaces without width, joiners, directions
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
    )
}

/// Single quotation marks, and what is typed in their place.
fn is_quotation_mark(character: char) -> bool {
    matches!(
        character,
        '\u{2018}'..='\u{201b}' | '\u{2bc}' | '\u{2032}' | '\u{b4}' | '`'
    )
}

/// Double quotation marks, dashes and the like beyond ASCII: what stands between words.
fn is_punctuation(character: char) -> bool {
    matches!(
        character,
        '\u{a1}' | '\u{a7}' | '\u{a9}' | '\u{ab}' | '\u{ae}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
            | '\u{2122}'
            | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205e}'
            | '\u{2190}'..='\u{23ff}'
            | '\u{25a0}'..='\u{25ff}'
            | '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}'
    )
}
