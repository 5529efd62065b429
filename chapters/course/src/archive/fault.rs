//! What is wrong with an archive.

use std::io::{self, ErrorKind};

use thiserror::Error;

use super::form::Form;
use crate::bounded::{
    MAX_ENTRIES, MAX_EXPANDED_BYTES, MAX_HEADER_BYTES, MAX_REVIEW_BYTES,
};
use crate::text::thousands;

/// What is wrong with what should be the archive.
#[derive(Debug, Error)]
pub enum Fault {
    /// It cannot be opened or read.
    #[error("it cannot be read: {0}")]
    Unreadable(io::Error),
    /// A file or folder of an unpacked archive cannot be read.
    #[error("its {entry:?} cannot be read: {}", error.kind())]
    UnreadableEntry {
        /// Its path in the folder.
        entry: String,
        /// What the system says. (Not a `source`: the message says it already.)
        error: io::Error,
    },
    /// It is a file of another kind.
    #[error("it is {0}")]
    Form(Form),
    /// It is a folder with other things in it.
    #[error(
        "it is a folder, and has none of train/neg, train/pos, test/neg and test/pos"
    )]
    OtherFolder,
    /// It ends too early, as after a download that broke off.
    #[error("it is cut short")]
    CutShort,
    /// gzip's own check sum fails, or what should be a tar archive is none.
    #[error("it is damaged, or no gzipped tar archive")]
    Damaged,
    /// A file in the place of a review has a name of another form.
    #[error(
        "the name of {entry:?} is not NUMBER_STARS.txt with 1 to 4 stars in neg, 7 to 10 in pos, \
         0 in unsup"
    )]
    Name {
        /// The entry's path in the archive.
        entry: String,
    },
    /// A review, or the folder of one, is there in another way.
    #[error("its {entry:?} is {kind}; expected plain files in plain folders")]
    NotAFile {
        /// The entry's path in the archive.
        entry: String,
        /// What it is.
        kind: &'static str,
    },
    /// Two reviews of a folder have the same number.
    #[error("it holds the review {entry:?}, or another one of this number, twice")]
    Twice {
        /// The second one's path in the archive.
        entry: String,
    },
    /// There is more of something than an archive of reviews has.
    #[error(transparent)]
    Excess(#[from] Excess),
}

/// What no archive of reviews has: a file made to do harm, or damaged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Excess {
    /// A review longer than [`MAX_REVIEW_BYTES`].
    #[error("its entry {entry:?} would be a review of {} bytes, and none is longer than {}",
        thousands(*bytes as usize), thousands(MAX_REVIEW_BYTES as usize))]
    Review {
        /// The entry's path in the archive.
        entry: String,
        /// How long it says it is.
        bytes: u64,
    },
    /// A long name, or what else stands before an entry, beyond [`MAX_HEADER_BYTES`].
    #[error("an entry's name and attributes are longer than {} bytes",
        thousands(MAX_HEADER_BYTES as usize))]
    Header,
    /// More than [`MAX_ENTRIES`] entries.
    #[error("it has more than {} entries", thousands(MAX_ENTRIES))]
    Entries,
    /// More than [`MAX_EXPANDED_BYTES`] bytes.
    #[error("it expands to more than {} bytes", thousands(MAX_EXPANDED_BYTES as usize))]
    Bytes,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::CutShort,
            ErrorKind::FileTooLarge => Self::Excess(Excess::Bytes),
            ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::Other => {
                Self::Damaged
            }
            _ => Self::Unreadable(error),
        }
    }
}
