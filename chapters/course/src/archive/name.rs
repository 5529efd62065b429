//! What the path of a review says.

use super::fault::Fault;

/// A folder of the archive that holds reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Folder {
    /// Negative reviews to train with.
    TrainNegative,
    /// Positive reviews to train with.
    TrainPositive,
    /// Negative reviews of the test.
    TestNegative,
    /// Positive reviews of the test.
    TestPositive,
    /// Reviews without a label.
    Unlabelled,
}

impl Folder {
    /// All of them; those with labels first.
    pub const ALL: [Folder; 5] = [
        Folder::TrainNegative,
        Folder::TrainPositive,
        Folder::TestNegative,
        Folder::TestPositive,
        Folder::Unlabelled,
    ];

    /// Those whose reviews have labels.
    pub const LABELLED: [Folder; 4] = [
        Folder::TrainNegative,
        Folder::TrainPositive,
        Folder::TestNegative,
        Folder::TestPositive,
    ];

    /// As the archive's paths name it.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Folder::TrainNegative => "train/neg",
            Folder::TrainPositive => "train/pos",
            Folder::TestNegative => "test/neg",
            Folder::TestPositive => "test/pos",
            Folder::Unlabelled => "train/unsup",
        }
    }
}

/// What a path such as `aclImdb/train/pos/576_10.txt` says about a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it lies.
    pub folder: Folder,
    /// Its number in this folder.
    pub number: u32,
    /// How many stars its author gave; 0 without a label.
    pub stars: u8,
}

impl Name {
    /// The name of the review at this path; `None` if a path of this form is no review's.
    ///
    /// # Errors
    /// [`Fault::Name`] if the path is a review's, and the name is not.
    pub fn of(path: &str) -> Result<Option<Self>, Fault> {
        let Some((folder, file)) = locate(path) else {
            return Ok(None);
        };
        let Some((number, stars)) = parse_file_name(file, folder) else {
            let entry = path.to_owned();
            return Err(Fault::Name { entry });
        };
        Ok(Some(Self {
            folder,
            number,
            stars,
        }))
    }
}

/// The folder and the name without its ending, if a path ends as a review's, `train/neg/0_3.txt`.
/// What stands before that is the packer's choice: `aclImdb/`, `./` or nothing.
fn locate(path: &str) -> Option<(Folder, &str)> {
    // Some packers of Windows write its separator.
    let is_separator = ['/', '\\'];
    // macOS packs a second file with each one that has attributes: `._0_3.txt` beside it, or the same
    // in a folder of its own. Nor is any other hidden file a review.
    if path.split(is_separator).any(|part| part == "__MACOSX") {
        return None;
    }
    let mut parts = path.rsplit(is_separator);
    let file = parts.next()?.strip_suffix(".txt")?;
    let (name, split) = (parts.next()?, parts.next()?);
    Folder::ALL
        .into_iter()
        .find(|folder| folder.path().split('/').eq([split, name]))
        .filter(|_| !file.starts_with('.'))
        .map(|folder| (folder, file))
}

// ANCHOR: stars
/// `576_10` is review 576 with 10 stars. `None` for a name of another form, or stars
/// that belong to another folder.
fn parse_file_name(file: &str, folder: Folder) -> Option<(u32, u8)> {
    let (number, stars) = file.split_once('_')?;
    let (number, stars) = (number.parse().ok()?, stars.parse().ok()?);
    let possible = match folder {
        Folder::TrainNegative | Folder::TestNegative => 1..=4,
        Folder::TrainPositive | Folder::TestPositive => 7..=10,
        Folder::Unlabelled => 0..=0,
    };
    possible.contains(&stars).then_some((number, stars))
}
// ANCHOR_END: stars
