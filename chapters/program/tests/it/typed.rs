//! What comes from a person is brought into the archive's spelling.

use program::typed::{decode, tidy};

/// A text as somebody may have typed, pasted or saved it, and as the model is to read it.
const TIDIED: [(&str, &str, &str); 30] = [
    ("as it is", "It's dull.", "It's dull."),
    ("line ends of Windows", "was moving\r\n", "was moving \n"),
    ("line ends of an old Mac", "was\rmoving", "was moving"),
    ("a mark at the front", "\u{feff}The plot", "The plot"),
    ("a curly apostrophe", "don\u{2019}t", "don't"),
    ("a curly one the wrong way round", "don\u{2018}t", "don't"),
    ("a letter that looks like one", "don\u{2bc}t", "don't"),
    ("a prime", "don\u{2032}t", "don't"),
    ("an acute accent", "don\u{b4}t", "don't"),
    ("a grave accent", "don`t", "don't"),
    ("a wide apostrophe", "don\u{ff07}t", "don't"),
    (
        "curly single quotation marks",
        "a \u{2018}good\u{2019} film",
        "a \"good\" film",
    ),
    ("curly double ones", "\u{201c}good\u{201d}", "-good-"),
    ("French ones", "\u{ab}\u{a0}good\u{a0}\u{bb}", "- good -"),
    ("a no-break space", "was\u{a0}moving", "was moving"),
    ("a narrow one", "was\u{202f}moving", "was moving"),
    ("an East Asian space", "was\u{3000}moving", "was moving"),
    ("a space without width", "mov\u{200b}ing", "moving"),
    ("a place to divide a word", "mov\u{ad}ing", "moving"),
    ("a mark of direction", "\u{202a}moving\u{202c}", "moving"),
    ("a dash", "dull\u{2014}not moving", "dull-not moving"),
    ("a hyphen that does not break", "well\u{2011}made", "well-made"),
    ("three dots in one", "dull\u{2026}moving", "dull-moving"),
    ("an accent of its own", "cafe\u{301}", "caf\u{e9}"),
    ("two letters in one", "a \u{fb01}lm, \u{fb02}at", "a film, flat"),
    ("wide letters", "\u{ff47}\u{ff4f}\u{ff4f}\u{ff44}", "good"),
    ("bold letters of a post", "\u{1d420}\u{1d428}\u{1d428}\u{1d41d}", "good"),
    ("a trade mark", "Matrix\u{2122}", "Matrix-"),
    ("a terminal's command", "good\u{1b}[2J", "good [2J"),
    ("other writing", "영화 \u{1f600} crème", "영화 \u{1f600} crème"),
];

#[test]
fn a_text_is_brought_into_the_archives_spelling() {
    for (name, typed, expected) in TIDIED {
        assert_eq!(tidy(typed), expected, "{name}");
        // What has been tidied stays as it is.
        assert_eq!(tidy(expected), expected.replace('\r', " "), "{name}, again");
    }
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn bytes_are_decoded_whatever_editor_has_saved_them() {
    let text = "The café’s plot\r\nwas moving";
    let marked = format!("\u{feff}{text}");
    let cases: [(&str, Vec<u8>); 7] = [
        ("UTF-8", text.into()),
        ("UTF-8 with a mark", marked.clone().into()),
        ("UTF-16, little end first", utf16(&marked, u16::to_le_bytes)),
        ("UTF-16, big end first", utf16(&marked, u16::to_be_bytes)),
        ("UTF-16 without a mark", utf16(text, u16::to_le_bytes)),
        ("the same, big end first", utf16(text, u16::to_be_bytes)),
        ("Windows-1252", b"The caf\xe9\x92s plot\r\nwas moving".to_vec()),
    ];
    for (name, bytes) in cases {
        assert_eq!(
            tidy(&decode(&bytes).unwrap()),
            "The café's plot \nwas moving",
            "{name}"
        );
    }
    assert_eq!(decode(b"").unwrap(), "");
    assert_eq!(decode(b"a").unwrap(), "a");
    // A text of UTF-8 stays one, damaged as it may be.
    assert_eq!(decode(b"caf\xc3\xa9 \xff").unwrap(), "café \u{fffd}");
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let utf32: Vec<u8> = "\u{feff}good"
        .chars()
        .flat_map(|letter| (letter as u32).to_le_bytes())
        .collect();
    for (bytes, expected) in [
        (utf32.as_slice(), "UTF-32: save it as UTF-8"),
        (b"good\0film", "no text: it holds bytes of zero"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0", "no text"),
    ] {
        let error = decode(bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}
