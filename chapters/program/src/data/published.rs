//! What the published archive is, to compare a file with.

use course::archive::ARCHIVE_URL;

/// What the published archive is. A value and not constants, so that tests can serve small archives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Where it is published.
    pub url: String,
    /// How long the file is.
    pub bytes: u64,
    /// Its SHA-256 in lower-case hexadecimal digits.
    pub sha256: String,
    /// How many labelled reviews each of its four folders holds.
    pub reviews_per_folder: usize,
}

impl Published {
    /// The archive as its authors publish it.
    #[must_use]
    pub fn imdb() -> Self {
        Self {
            url: ARCHIVE_URL.to_owned(),
            bytes: 84_125_825,
            sha256:
                "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe"
                    .to_owned(),
            reviews_per_folder: 12_500,
        }
    }
}
