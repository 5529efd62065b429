//! The IMDB archive (Maas et al. 2011; cite: maas2011): its name, and where it is published.

/// The file name of the archive, as published.
pub const ARCHIVE_NAME: &str = "aclImdb_v1.tar.gz";

/// Where the archive is published.
pub const ARCHIVE_URL: &str =
    "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz";
