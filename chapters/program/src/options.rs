//! What the chapters' command lines share: which reviews, where they are, sizes.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use course::section::{self, Block};

use crate::threads::MOST_THREADS;
use crate::typed;

/// Which reviews to work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Data {
    /// Reviews that chapter 2's grammar writes; nothing to download
    Practice,
    /// The 50,000 labelled reviews of the IMDB archive; fetched once if they are not there
    Imdb,
}

impl Data {
    /// The name in options and result files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Data::Practice => "practice",
            Data::Imdb => "imdb",
        }
    }
}

/// Which of a chapter's pages to print.
#[derive(Clone, Debug, Default, Args)]
pub struct PageOptions {
    /// Print the blocks of these pages [default: of all], named as in the book's address
    #[arg(value_name = "PAGE", conflicts_with = "list")]
    pub pages: Vec<String>,
    /// List the pages that have blocks
    #[arg(long)]
    pub list: bool,
}

impl PageOptions {
    /// Whether nothing in particular was asked for.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.pages.is_empty() && !self.list
    }

    /// Prints what was asked for.
    ///
    /// # Errors
    /// If there is no such page, or a block cannot be printed.
    pub fn print(&self, blocks: &[Block], out: &mut dyn Write) -> Result<()> {
        if self.list {
            let pages = section::pages(blocks).join("\n");
            return Ok(writeln!(out, "{pages}")?);
        }
        if self.pages.is_empty() {
            return section::print_all(blocks, out);
        }
        section::print_all(&section::of_pages(blocks, &self.pages)?, out)
    }
}

/// A text that is typed behind a command.
#[derive(Clone, Debug, Args)]
pub struct TextOptions {
    /// The text, best between quotation marks
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: String,
    // An argument of its own, so that options may stand behind a text that begins with a hyphen.
    #[arg(hide = true)]
    more: Vec<String>,
}

impl TextOptions {
    /// The text, tidied ([`typed::tidy`]). Without quotation marks, a terminal has cut it at its spaces.
    #[must_use]
    pub fn text(&self) -> String {
        let words = std::iter::once(&self.text).chain(&self.more);
        let words: Vec<&str> = words.map(String::as_str).collect();
        typed::tidy(&words.join(" "))
    }
}

/// Where the IMDB archive is, and where it comes from.
#[derive(Clone, Debug, Default, Args)]
pub struct DataPlace {
    /// Folder of the IMDB archive [default: $HIDDEN_STATE_DATA, else the cache folder]
    #[arg(long, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Where to fetch it from: https://, http:// or file:/// [default: where it is published]
    #[arg(long, value_name = "ADDRESS")]
    pub data_url: Option<String>,
}

/// The options of every program that works on either corpus. Give them to
/// [`data::imdb`](crate::data::imdb) for the path of the archive.
#[derive(Clone, Debug, Args)]
pub struct DataOptions {
    /// Reviews to work on
    #[arg(long, value_enum, default_value = "practice")]
    pub data: Data,
    /// Where the archive is, and where it comes from.
    #[command(flatten)]
    pub place: DataPlace,
}

impl DataOptions {
    /// Which reviews were asked for.
    ///
    /// # Errors
    /// If an option says where the archive is and it is not asked for: nothing is passed over.
    pub fn chosen(&self) -> Result<Data> {
        let DataPlace { data_dir, data_url } = &self.place;
        let given = [
            ("--data-dir", data_dir.is_some()),
            ("--data-url", data_url.is_some()),
        ];
        let given = given.into_iter().find(|(_, is_given)| *is_given);
        if let (Data::Practice, Some((option, _))) = (self.data, given) {
            bail!(
                "{option} says where the IMDB archive is, and the practice reviews need none: \
                 add --data imdb, or leave {option} out"
            );
        }
        Ok(self.data)
    }
}

/// Parses a size that memory has to hold: a whole number from 1 to 10,000.
///
/// # Errors
/// With what was expected, for the option parser to report.
pub fn size(text: &str) -> std::result::Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=10_000) => Ok(number),
        _ => Err("expected a whole number from 1 to 10,000".to_owned()),
    }
}

/// Parses a number of threads, from 1 to [`MOST_THREADS`].
///
/// # Errors
/// With what was expected, for the option parser to report.
pub fn threads(text: &str) -> std::result::Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=MOST_THREADS) => Ok(number),
        _ => Err(format!("expected a whole number from 1 to {MOST_THREADS}")),
    }
}
