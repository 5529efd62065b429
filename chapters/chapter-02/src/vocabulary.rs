//! A number for every word: the table that turns words into ids and back.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use course::files::write_whole;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::counts::ranked_words;
use crate::tokenizer;

// ANCHOR: special
/// The id that fills a row of a batch up to its width. It stands for no word.
pub const PAD: u32 = 0;
/// The id in front of every text.
pub const START: u32 = 1;
/// The id of every word that the vocabulary does not hold.
pub const UNKNOWN: u32 = 2;
/// The commonest word, of rank 1, has the id `1 + INDEX_FROM`. As in Keras, no word
/// has the id 3.
pub const INDEX_FROM: u32 = 3;
// ANCHOR_END: special

/// How many ids come before the first word's.
pub(crate) const RESERVED: usize = INDEX_FROM as usize + 1;

/// What the first line of a saved vocabulary begins with: format and version.
const FORMAT: &str = "hidden-state-vocabulary";
const VERSION: &str = "1";

/// The words a model knows, the commonest first, and the id of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// The known words by rank: `words[0]` has rank 1.
    words: Vec<String>,
    ids: FxHashMap<String, u32>,
    distinct_words: usize,
}

impl Vocabulary {
    /// Counts the words of `texts` and keeps the commonest: those whose id is below `num_words`.
    ///
    /// Give it training texts only; a word that the test split alone holds must stay unknown.
    /// Words of equal count are ranked by their bytes, so the order of the texts does not matter.
    /// The four ids before the first word count too: `num_words` of 6,400 keeps 6,396 words.
    ///
    /// # Errors
    /// If the texts hold no word, or `num_words` leaves room for none.
    pub fn fit<'a>(
        texts: impl IntoIterator<Item = &'a str>,
        num_words: usize,
    ) -> Result<Self, FitError> {
        if num_words <= RESERVED {
            return Err(FitError::NoRoom { num_words });
        }
        // ANCHOR: fit
        let mut ranked = ranked_words(texts);
        let distinct_words = ranked.len();
        ranked.truncate(num_words - RESERVED);
        let words: Vec<String> = ranked.into_iter().map(|(word, _)| word).collect();
        // ANCHOR_END: fit
        if words.is_empty() {
            return Err(FitError::NoWords);
        }
        Ok(Self::from_ranked(words, distinct_words))
    }

    fn from_ranked(words: Vec<String>, distinct_words: usize) -> Self {
        // ANCHOR: ids
        let ids = (INDEX_FROM + 1..)
            .zip(&words)
            .map(|(id, word)| (word.clone(), id))
            .collect();
        // ANCHOR_END: ids
        Self {
            words,
            ids,
            distinct_words,
        }
    }

    /// V, the number of ids, from the pad's 0 to the rarest word's: the rows of an embedding.
    #[must_use]
    pub fn vocab_size(&self) -> usize {
        RESERVED + self.words.len()
    }

    /// How many different words the training texts hold, those that were cut off included.
    #[must_use]
    pub fn distinct_words(&self) -> usize {
        self.distinct_words
    }

    /// The id of `word`, or [`UNKNOWN`]. The vocabulary's words are in lower case.
    #[must_use]
    pub fn id(&self, word: &str) -> u32 {
        self.ids.get(word).copied().unwrap_or(UNKNOWN)
    }

    // ANCHOR: word
    /// The word with this id; ids that stand for no word have a name in angle brackets.
    #[must_use]
    pub fn word(&self, id: u32) -> &str {
        match id {
            PAD => "<pad>",
            START => "<start>",
            UNKNOWN => "<unknown>",
            _ => (id as usize)
                .checked_sub(RESERVED)
                .and_then(|place| self.words.get(place))
                .map_or("<unused>", String::as_str),
        }
    }
    // ANCHOR_END: word

    // ANCHOR: encode
    /// Text to ids: [`START`], then the id of each word; one id more than words.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<u32> {
        let lower = tokenizer::lower_case(text);
        std::iter::once(START)
            .chain(tokenizer::words(&lower).map(|word| self.id(word)))
            .collect()
    }
    // ANCHOR_END: encode

    /// Encodes many texts, on every core. The order is kept.
    #[must_use]
    pub fn encode_all<'a>(
        &self,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Vec<Vec<u32>> {
        let texts: Vec<&str> = texts.into_iter().collect();
        texts.par_iter().map(|text| self.encode(text)).collect()
    }

    /// Ids to text: the words with a space between them, the special ids by their names.
    #[must_use]
    pub fn decode(&self, ids: &[u32]) -> String {
        let words: Vec<&str> = ids.iter().map(|id| self.word(*id)).collect();
        words.join(" ")
    }

    /// Writes the vocabulary as text: a line that says what the file is, then a word a line by rank.
    ///
    /// The file appears under its name only when it is whole.
    ///
    /// # Errors
    /// [`VocabularyError::Write`] if the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), VocabularyError> {
        write_whole(path, self.to_text().as_bytes()).map_err(|source| {
            VocabularyError::Write {
                path: path.to_owned(),
                source,
            }
        })
    }

    /// What [`save`](Self::save) writes.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "{FORMAT} version={VERSION} words={} distinct_words={}\n",
            self.words.len(),
            self.distinct_words
        );
        for word in &self.words {
            text.push_str(word);
            text.push('\n');
        }
        text
    }

    /// Reads what [`save`](Self::save) wrote.
    ///
    /// # Errors
    /// One [`VocabularyError`] for each fault of a file: it cannot be read, is something else, is of
    /// another version, is cut short, holds a line that is not a word, or a word twice.
    pub fn load(path: &Path) -> Result<Self, VocabularyError> {
        let text =
            fs::read_to_string(path).map_err(|source| VocabularyError::Read {
                path: path.to_owned(),
                source,
            })?;
        Self::parse(&text).map_err(|fault| VocabularyError::Content {
            path: path.to_owned(),
            fault,
        })
    }

    /// What [`save`](Self::save) wrote, from the text of the file.
    ///
    /// # Errors
    /// One [`VocabularyFault`] for each fault of a text.
    pub fn parse(text: &str) -> Result<Self, VocabularyFault> {
        // Not `lines()`, which would drop a carriage return: it may be part of a word.
        let (header, body) = text.split_once('\n').unwrap_or((text, ""));
        let header = Header::parse(header)?;
        let mut words = Vec::new();
        let mut seen = HashSet::new();
        // Only what a newline ends is whole: the last word of a cut file may be half a word.
        for line in body.split_inclusive('\n') {
            let Some(word) = line.strip_suffix('\n') else {
                break;
            };
            let line = words.len() + 2;
            if tokenizer::words(&tokenizer::lower_case(word)).ne([word]) {
                return Err(VocabularyFault::NotAWord { line });
            }
            if !seen.insert(word) {
                return Err(VocabularyFault::Twice {
                    line,
                    word: word.to_owned(),
                });
            }
            words.push(word.to_owned());
        }
        if words.len() != header.words {
            return Err(VocabularyFault::Count {
                found: words.len(),
                expected: header.words,
            });
        }
        Ok(Self::from_ranked(words, header.distinct_words))
    }
}

/// The first line of a saved vocabulary.
struct Header {
    words: usize,
    distinct_words: usize,
}

impl Header {
    fn parse(line: &str) -> Result<Self, VocabularyFault> {
        let fields: Vec<&str> = line.split(' ').collect();
        let [FORMAT, version, words, distinct_words] = fields[..] else {
            return Err(VocabularyFault::NotAVocabulary);
        };
        let version =
            value(version, "version=").ok_or(VocabularyFault::NotAVocabulary)?;
        if version != VERSION {
            return Err(VocabularyFault::Version {
                found: version.to_owned(),
            });
        }
        let number = |field, name| value(field, name)?.parse().ok();
        Ok(Self {
            words: number(words, "words=").ok_or(VocabularyFault::NotAVocabulary)?,
            distinct_words: number(distinct_words, "distinct_words=")
                .ok_or(VocabularyFault::NotAVocabulary)?,
        })
    }
}

fn value<'a>(field: &'a str, name: &str) -> Option<&'a str> {
    field.strip_prefix(name)
}

/// Why no vocabulary could be made of texts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// There are no texts, or none with a word in it.
    #[error(
        "the training texts hold no word, so there is nothing to make a vocabulary of"
    )]
    NoWords,
    /// All ids would be taken before the first word.
    #[error(
        "a vocabulary of {num_words} ids has no room for a word: ids 0 to {INDEX_FROM} are special; \
         ask for {} or more", RESERVED + 1
    )]
    NoRoom {
        /// How many ids were asked for.
        num_words: usize,
    },
}

/// Why a vocabulary could not be saved or loaded.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// The file could not be written; nothing stands under its name that was not there before.
    #[error(
        "{}: cannot write the vocabulary; choose a place that can be written to", path.display()
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: anyhow::Error,
    },
    /// The file could not be read, or is not text.
    #[error("{}: cannot read the vocabulary; check the path, or train again to save one", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file was read and is not a whole vocabulary.
    #[error("{}: {fault}; train again to save a new one", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: VocabularyFault,
    },
}

/// What is wrong inside a vocabulary file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyFault {
    /// The first line is another.
    #[error(
        "not a vocabulary: the first line must be `{FORMAT} version=… words=… distinct_words=…`"
    )]
    NotAVocabulary,
    /// The file was written by another version of the course.
    #[error(
        "a vocabulary of version {found}, and this program reads version {VERSION}"
    )]
    Version {
        /// The version in the file.
        found: String,
    },
    /// There are fewer words than the first line says, or more: cut short, or edited.
    #[error(
        "{found} whole words where the first line says {expected}; the file was cut short or edited"
    )]
    Count {
        /// How many words the file holds.
        found: usize,
        /// How many its first line says.
        expected: usize,
    },
    /// A line is not one word as the tokenizer makes them.
    #[error("line {line} is not one word in lower case")]
    NotAWord {
        /// Counted from 1; the header is line 1.
        line: usize,
    },
    /// A word stands on two lines, so it would have two ids.
    #[error("line {line} repeats the word `{word}`")]
    Twice {
        /// Counted from 1; the header is line 1.
        line: usize,
        /// The word.
        word: String,
    },
}
