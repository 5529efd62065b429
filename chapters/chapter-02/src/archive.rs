//! The IMDB archive: 100,000 review files inside one `aclImdb_v1.tar.gz`, read in one pass.
//!
//! Nothing is extracted to disk. A file's path says what it is: `aclImdb/train/pos/576_10.txt` is
//! review 576 of the positive training reviews, and its author gave 10 stars. Whatever else the
//! archive holds (README, word lists, feature files, lists of addresses) is skipped. A path is looked
//! at and never opened: nothing in the archive can name a place on the reader's disk. And since a few
//! bytes of gzip can expand to any number, what no archive of this kind has is refused by name: a
//! review too long, too many entries, too many bytes in all ([`course::bounded`]).
//!
//! Entries may come in any order. Each split is sorted by review number, then negative before
//! positive, so that the two labels take turns and any part of a split is balanced. The numbers of
//! a film's reviews follow each other, so a part cut off at the end holds mostly films of its own.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use course::archive::{ARCHIVE_NAME, ARCHIVE_URL};
use course::bounded::{Bounded, MAX_ENTRIES, MAX_EXPANDED_BYTES, MAX_REVIEW_BYTES};
use flate2::bufread::MultiGzDecoder;

use crate::read_ahead::ReadAhead;
use crate::review::{Corpus, Label, Review};

/// The two bytes that every gzip file begins with (RFC 1952, section 2.3.1; cite: deutsch1996).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// How much is read from disk at a time.
const BUFFER_BYTES: usize = 256 * 1024;

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

/// Reads the archive at `path`, once, from front to back.
///
/// # Errors
/// An [`ArchiveError`] that says what is wrong with the file and what to do about it.
pub fn read_archive(
    path: &Path,
    unlabelled: Unlabelled,
) -> Result<(Corpus, Notes), ArchiveError> {
    let mut file = open(path)?;
    check_gzip(&mut file, path)?;
    let decompressed = ReadAhead::new(MultiGzDecoder::new(file));
    let mut found = Found::default();
    let bounded = Bounded::new(decompressed, MAX_EXPANDED_BYTES);
    match read_entries(bounded, unlabelled, &mut found) {
        Ok(()) => found.into_corpus(path, unlabelled),
        Err(ReadError::BadName(entry)) => Err(ArchiveError::BadName {
            path: path.to_owned(),
            entry,
        }),
        Err(ReadError::Excess(excess)) => Err(ArchiveError::Excess {
            path: path.to_owned(),
            excess,
        }),
        Err(ReadError::Io(source)) if source.kind() == ErrorKind::UnexpectedEof => {
            Err(ArchiveError::CutShort {
                path: path.to_owned(),
                bytes: path.metadata().map_or(0, |file| file.len()),
                reviews: found.reviews(),
            })
        }
        Err(ReadError::Io(source)) => Err(ArchiveError::Unreadable {
            path: path.to_owned(),
            source,
        }),
    }
}

fn open(path: &Path) -> Result<BufReader<File>, ArchiveError> {
    match File::open(path) {
        Ok(file) => Ok(BufReader::with_capacity(BUFFER_BYTES, file)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(ArchiveError::NotFound {
                path: path.to_owned(),
            })
        }
        Err(source) => Err(ArchiveError::Unreadable {
            path: path.to_owned(),
            source,
        }),
    }
}

fn check_gzip(file: &mut BufReader<File>, path: &Path) -> Result<(), ArchiveError> {
    let start = file.fill_buf().map_err(|source| ArchiveError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    if start.starts_with(&GZIP_MAGIC) {
        Ok(())
    } else {
        Err(ArchiveError::NotGzip {
            path: path.to_owned(),
        })
    }
}

/// What stops the reading; [`read_archive`] adds the path.
enum ReadError {
    Io(io::Error),
    BadName(String),
    Excess(Excess),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::FileTooLarge => ReadError::Excess(Excess::Bytes),
            _ => ReadError::Io(error),
        }
    }
}

fn read_entries(
    decompressed: impl Read,
    unlabelled: Unlabelled,
    found: &mut Found,
) -> Result<(), ReadError> {
    let mut archive = tar::Archive::new(decompressed);
    let mut bytes = Vec::new();
    // Raw entries, since the others may keep a name of any length in memory. No review needs one.
    for (number, entry) in archive.entries()?.raw(true).enumerate() {
        let mut entry = entry?;
        if number >= MAX_ENTRIES {
            return Err(ReadError::Excess(Excess::Entries));
        }
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let Some((folder, file)) = locate(&name) else {
            continue;
        };
        let Some((id, stars)) = parse_file_name(file, folder) else {
            return Err(ReadError::BadName(name));
        };
        if folder == Folder::Unlabelled && unlabelled == Unlabelled::Skip {
            continue;
        }
        if entry.size() > MAX_REVIEW_BYTES {
            return Err(ReadError::Excess(Excess::Review { entry: name }));
        }
        bytes.clear();
        entry.read_to_end(&mut bytes)?;
        if (bytes.len() as u64) < entry.size() {
            return Err(ReadError::Io(ErrorKind::UnexpectedEof.into()));
        }
        found.add(folder, id, stars, &bytes);
    }
    // The tar archive ends before the gzip stream does; its check sum stands at the very end.
    io::copy(&mut archive.into_inner(), &mut io::sink())?;
    Ok(())
}

/// A folder of the archive that holds reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folder {
    Train(Label),
    Test(Label),
    Unlabelled,
}

/// The folders of the archive, as its paths name them.
const FOLDERS: [(&str, &str, Folder); 5] = [
    ("train", "neg", Folder::Train(Label::Negative)),
    ("train", "pos", Folder::Train(Label::Positive)),
    ("test", "neg", Folder::Test(Label::Negative)),
    ("test", "pos", Folder::Test(Label::Positive)),
    ("train", "unsup", Folder::Unlabelled),
];

/// The review folder and the file name, if the path ends in `SPLIT/FOLDER/FILE.txt`.
fn locate(path: &str) -> Option<(Folder, &str)> {
    let mut parts = path.rsplit('/');
    let file = parts.next()?.strip_suffix(".txt")?;
    let (name, split) = (parts.next()?, parts.next()?);
    FOLDERS
        .iter()
        .find(|folder| (folder.0, folder.1) == (split, name))
        .map(|(_, _, folder)| (*folder, file))
}

// ANCHOR: stars
/// `576_10` is review 576 with 10 stars. `None` for a name of another form, or stars
/// that belong to another folder.
fn parse_file_name(file: &str, folder: Folder) -> Option<(u32, u8)> {
    let (id, stars) = file.split_once('_')?;
    let (id, stars) = (id.parse().ok()?, stars.parse().ok()?);
    let possible = match folder {
        Folder::Train(Label::Negative) | Folder::Test(Label::Negative) => 1..=4,
        Folder::Train(Label::Positive) | Folder::Test(Label::Positive) => 7..=10,
        Folder::Unlabelled => 0..=0,
    };
    possible.contains(&stars).then_some((id, stars))
}
// ANCHOR_END: stars

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

    fn add(&mut self, folder: Folder, id: u32, stars: u8, bytes: &[u8]) {
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
        let review = |text, label| Review {
            text,
            label,
            stars: Some(stars),
            phenomenon: None,
            distance: None,
        };
        match folder {
            Folder::Train(label) => self.train.push((id, review(text, label))),
            Folder::Test(label) => self.test.push((id, review(text, label))),
            Folder::Unlabelled => self.unlabelled.push((id, text)),
        }
    }

    fn holds(&self, folder: Folder) -> bool {
        let any = |reviews: &[(u32, Review)], label| {
            reviews.iter().any(|(_, r)| r.label == label)
        };
        match folder {
            Folder::Train(label) => any(&self.train, label),
            Folder::Test(label) => any(&self.test, label),
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
        for (split, name, folder) in FOLDERS {
            let wanted =
                folder != Folder::Unlabelled || unlabelled == Unlabelled::Keep;
            if wanted && !self.holds(folder) {
                return Err(ArchiveError::MissingFolder {
                    path: path.to_owned(),
                    folder: format!("{split}/{name}"),
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
    /// The file is something else, often a web page that says why the download failed.
    #[error("{}: not a gzip file; expected {ARCHIVE_NAME}: delete it and download {ARCHIVE_URL} again", path.display())]
    NotGzip {
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
    /// The file cannot be read or decompressed, or is not a tar archive inside.
    #[error("{}: cannot be read as a gzipped tar archive; check its permissions, or delete it and download {ARCHIVE_URL} again", path.display())]
    Unreadable {
        /// The archive.
        path: PathBuf,
        /// What was met while reading.
        source: io::Error,
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
        folder: String,
    },
    /// A review's file name is not a number and stars that fit its folder.
    #[error(
        "{}: the name of {entry:?} is not NUMBER_STARS.txt with 1 to 4 stars in neg, 7 to 10 in pos, \
         0 in unsup: download {ARCHIVE_URL} instead", path.display()
    )]
    BadName {
        /// The archive.
        path: PathBuf,
        /// The entry's path inside it.
        entry: String,
    },
    /// There is more of something than an archive of reviews has.
    #[error("{}: {excess}; delete it and download {ARCHIVE_URL} again", path.display())]
    Excess {
        /// The archive.
        path: PathBuf,
        /// What there is too much of.
        excess: Excess,
    },
}

/// What no archive of reviews has: a file made to do harm, or damaged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    /// A review longer than [`MAX_REVIEW_BYTES`].
    #[error("the review {entry:?} is longer than {MAX_REVIEW_BYTES} bytes")]
    Review {
        /// The entry's path inside the archive.
        entry: String,
    },
    /// More than [`MAX_ENTRIES`] entries.
    #[error("holds more than {MAX_ENTRIES} entries")]
    Entries,
    /// More than [`MAX_EXPANDED_BYTES`] bytes.
    #[error("expands to more than {MAX_EXPANDED_BYTES} bytes")]
    Bytes,
}
