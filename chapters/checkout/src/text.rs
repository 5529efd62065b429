//! The text of a file, the same in every checkout.
//!
//! git may end every line as Windows does (`core.autocrlf`, in a checkout without `.gitattributes`),
//! and an editor may put a byte order mark before the first. Both are how a text is kept, and no part
//! of it: so all that reads the checkout reads through here.

use std::fs;
use std::io;
use std::path::Path;

/// Put at the beginning of a file to say that it is Unicode. No text of the course has it elsewhere.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text of a file of the checkout as it was committed.
///
/// # Errors
/// If the file cannot be read, or is not UTF-8.
pub fn read(path: impl AsRef<Path>) -> io::Result<String> {
    fs::read_to_string(path).map(|text| plain(&text))
}

/// A text from a file of the checkout as it was committed: lines end with a newline and nothing else.
///
/// Byte order marks go wherever they are: in a text that several files have been put into, one may
/// stand in the middle.
#[must_use]
pub fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace(BYTE_ORDER_MARK, "")
}
