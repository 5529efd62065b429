//! The IMDB archive: 100,000 review files inside one `aclImdb_v1.tar.gz`, read in one pass.
//!
//! Nothing is extracted to disk. A file's path says what it is: `aclImdb/train/pos/576_10.txt` is
//! review 576 of the positive training reviews, and its author gave 10 stars. Whatever else the
//! archive holds (README, word lists, feature files, lists of addresses) is skipped. How the reviews
//! are found, in an archive that is packed in another way too, or that is unpacked already, is in
//! [`course::archive`]. And since a few bytes of gzip can expand to any number, what no archive of
//! this kind has is refused by name: a review too long, too many entries, too many bytes in all
//! ([`course::bounded`]).
//!
//! Entries may come in any order. Each split is sorted by review number, then negative before
//! positive, so that the two labels take turns and any part of a split is balanced. The numbers of
//! a film's reviews follow each other, so a part cut off at the end holds mostly films of its own.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use course::archive::{
    self, ARCHIVE_NAME, ARCHIVE_URL, Fault, Folder, Name, expand, packed, unpacked,
};

use crate::read_ahead::ReadAhead;
use crate::review::{Corpus, Label, Review};

/// What to do with the 50,000 reviews without a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlabelled {
    /// Leave them out.
    Skip,
    /// Keep their texts, by review number.
    Keep,
}

/// What was odd about the reviews, without being an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Reviews that are not UTF-8; their bad bytes are now U+FFFD, the replacement character.
    pub lossy_utf8: usize,
    /// Reviews with no text but white space; they are kept.
    pub empty: usize,
}

impl fmt::Display for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "reviews that are not UTF-8 (bad bytes replaced by U+FFFD): {}; empty reviews (kept): {}",
            self.lossy_utf8, self.empty
        )
    }
}

/// Reads the archive at `path`, once, from front to back: the published file, another one of its
/// kind, or the folder that somebody has unpacked it into.
///
/// # Errors
/// An [`ArchiveError`] that says what is wrong with the archive and what to do about it.
pub fn read_archive(
    path: &Path,
    unlabelled: Unlabelled,
) -> Result<(Corpus, Notes), ArchiveError> {
    let mut found = Found::default();
    match read_reviews(path, unlabelled, &mut found) {
        Ok(()) => found.into_corpus(path, unlabelled),
        Err(Fault::Unreadable(error)) if error.kind() == ErrorKind::NotFound => {
            Err(ArchiveError::NotFound {
                path: path.to_owned(),
            })
        }
        Err(Fault::CutShort) => Err(ArchiveError::CutShort {
            path: path.to_owned(),
            bytes: path.metadata().map_or(0, |file| file.len()),
            reviews: found.reviews(),
        }),
        Err(fault) => Err(ArchiveError::Fault {
            path: path.to_owned(),
            fault,
        }),
    }
}

fn read_reviews(
    path: &Path,
    unlabelled: Unlabelled,
    found: &mut Found,
) -> Result<(), Fault> {
    let mut text = Vec::new();
    let add = |review: archive::Review<'_>| {
        let name = review.name;
        if name.folder != Folder::Unlabelled || unlabelled == Unlabelled::Keep {
            review.read(&mut text)?;
            found.add(name, &text);
        }
        Ok(())
    };
    if path.is_dir() {
        return unpacked(path, add);
    }
    let file = File::open(path)?;
    packed(ReadAhead::new(expand(file)?), add)
}

/// The reviews so far, each with its number.
#[derive(Default)]
struct Found {
    train: Vec<(u32, Review)>,
    test: Vec<(u32, Review)>,
    unlabelled: Vec<(u32, String)>,
    notes: Notes,
}

impl Found {
    fn reviews(&self) -> usize {
        self.train.len() + self.test.len() + self.unlabelled.len()
    }

    fn add(&mut self, name: Name, bytes: &[u8]) {
        let text = match String::from_utf8_lossy(bytes) {
            Cow::Borrowed(text) => text.to_owned(),
            Cow::Owned(mended) => {
                self.notes.lossy_utf8 += 1;
                mended
            }
        };
        if text.trim().is_empty() {
            self.notes.empty += 1;
        }
        let number = name.number;
        let review = |text, label| Review {
            text,
            label,
            stars: Some(name.stars),
            phenomenon: None,
            distance: None,
        };
        let (split, label) = match name.folder {
            Folder::TrainNegative => (&mut self.train, Label::Negative),
            Folder::TrainPositive => (&mut self.train, Label::Positive),
            Folder::TestNegative => (&mut self.test, Label::Negative),
            Folder::TestPositive => (&mut self.test, Label::Positive),
            Folder::Unlabelled => return self.unlabelled.push((number, text)),
        };
        split.push((number, review(text, label)));
    }

    fn holds(&self, folder: Folder) -> bool {
        let any = |reviews: &[(u32, Review)], label| {
            reviews.iter().any(|(_, r)| r.label == label)
        };
        match folder {
            Folder::TrainNegative => any(&self.train, Label::Negative),
            Folder::TrainPositive => any(&self.train, Label::Positive),
            Folder::TestNegative => any(&self.test, Label::Negative),
            Folder::TestPositive => any(&self.test, Label::Positive),
            Folder::Unlabelled => !self.unlabelled.is_empty(),
        }
    }

    fn into_corpus(
        mut self,
        path: &Path,
        unlabelled: Unlabelled,
    ) -> Result<(Corpus, Notes), ArchiveError> {
        if self.reviews() == 0 {
            return Err(ArchiveError::NoReviews {
                path: path.to_owned(),
            });
        }
        for folder in Folder::ALL {
            let wanted =
                folder != Folder::Unlabelled || unlabelled == Unlabelled::Keep;
            if wanted && !self.holds(folder) {
                return Err(ArchiveError::MissingFolder {
                    path: path.to_owned(),
                    folder: folder.path(),
                });
            }
        }
        self.unlabelled.sort_unstable();
        let corpus = Corpus {
            train: in_order(self.train),
            test: in_order(self.test),
            unlabelled: self.unlabelled.into_iter().map(|(_, text)| text).collect(),
        };
        Ok((corpus, self.notes))
    }
}

/// By number, then negative before positive (it has fewer stars), whatever the order in the archive.
fn in_order(mut reviews: Vec<(u32, Review)>) -> Vec<Review> {
    reviews.sort_unstable_by_key(|(id, review)| (*id, review.stars));
    reviews.into_iter().map(|(_, review)| review).collect()
}

/// Why the archive could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is no such file.
    #[error("{}: no such file; download {ARCHIVE_URL} to this place, or name the folder where it is", path.display())]
    NotFound {
        /// The archive.
        path: PathBuf,
    },
    /// The file ends too early, as after a download that broke off.
    #[error(
        "{}: cut short after {bytes} bytes and {reviews} whole reviews; expected a whole \
         {ARCHIVE_NAME}: delete it and download {ARCHIVE_URL} again", path.display()
    )]
    CutShort {
        /// The archive.
        path: PathBuf,
        /// How long the file is.
        bytes: u64,
        /// How many reviews were read before the end.
        reviews: usize,
    },
    /// It is something else, damaged, or made to do harm.
    #[error("{}: {fault}; download {ARCHIVE_URL} instead", path.display())]
    Fault {
        /// The archive.
        path: PathBuf,
        /// What is wrong with it. (Not a `source`: the message says it already.)
        fault: Fault,
    },
    /// The archive is whole but holds no review.
    #[error("{}: holds no review; expected files such as aclImdb/train/pos/0_9.txt: download {ARCHIVE_URL} instead", path.display())]
    NoReviews {
        /// The archive.
        path: PathBuf,
    },
    /// A folder that should hold reviews holds none.
    #[error("{}: holds no review in {folder}; expected some in each folder: download {ARCHIVE_URL} instead", path.display())]
    MissingFolder {
        /// The archive.
        path: PathBuf,
        /// The folder, as `test/neg`.
        folder: &'static str,
    },
}
