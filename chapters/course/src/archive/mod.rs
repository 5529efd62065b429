//! The IMDB archive (Maas et al. 2011; cite: maas2011): its name, where it is published, and how its
//! reviews are found in it, however it was packed.
//!
//! The published file is one dialect of many. Whoever packs it anew on another system gets longer
//! headers, other names and more files; a browser may unpack it by itself. Two functions find the
//! reviews in all of them: [`packed()`] in a tar archive, which [`expand`] takes out of its gzip file,
//! and [`unpacked()`] in a folder. Both hand over the same [`Review`]s, and say with the same [`Fault`]
//! what they do not take. In reading order:
//!
//! - `name`: what the path of a review says
//! - `form`: what kind of file one is, from its first bytes
//! - `fault`: what is wrong with an archive
//! - `review`: a review that was found, and what all reviews are held against
//! - `packed`, with `headers`: out of a tar archive
//! - `unpacked`: out of a folder

mod fault;
mod form;
mod headers;
mod name;
mod packed;
mod review;
mod unpacked;

pub use fault::{Excess, Fault};
pub use form::Form;
pub use name::{Folder, Name};
pub use packed::{expand, packed};
pub use review::Review;
pub use unpacked::unpacked;

/// The file name of the archive, as published.
pub const ARCHIVE_NAME: &str = "aclImdb_v1.tar.gz";

/// The same without gzip, as a browser leaves it that unpacks what it fetches.
pub const TAR_NAME: &str = "aclImdb_v1.tar";

/// The folder that everything in the archive lies in.
pub const FOLDER_NAME: &str = "aclImdb";

/// Where the archive is published.
pub const ARCHIVE_URL: &str =
    "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz";
