//! The folder of a run: one run's results, and nothing of anybody else's is ever touched.
//!
//! What a run writes bears the marks of it: `metrics.json` holds the SHA-256 of the figures beside it,
//! the checkpoint's `configuration.json` that of its weights and vocabulary. Only files with these marks
//! are replaced. The results of an earlier run go when the first checkpoint of the new one is written, all
//! of them: a folder never holds parts of two runs.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use chapter_02::Vocabulary;
use course::files::{PARTIAL, check_new, create_folder, read, write_whole};
use course::parameters::Parameters;
use course::record::Recorded;
use course::text::{hexadecimal, megabytes};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::checkpoint::{self, About};
use crate::classifier::Configuration;
use crate::figures::Figures;
use crate::metrics::Metrics;

/// The file with everything that a run has measured.
const METRICS: &str = "metrics.json";
/// Room for metrics and figures: more than they ever take.
const ROOM_FOR_THE_REST: u64 = 1_000_000;
/// How the name of a checkpoint ends that is put aside for a moment.
const ASIDE: &str = "-aside";
/// More than the mean length of a word in a vocabulary.
const BYTES_PER_WORD: u64 = 32;

/// The folder of the run that is going on, until it is dropped.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
    /// The open folder itself: no other program takes the lock on it as long as this one has it.
    _lock: Option<File>,
    /// Whether what is in the folder is of this run.
    has_begun: bool,
}

impl RunFolder {
    /// Takes a folder for a run of a model; makes it, if it is not there. What a killed run has left in
    /// it unfinished is removed.
    ///
    /// # Errors
    /// If it cannot be written to, another run is writing to it, there is not enough room, or something
    /// is in the way that no run has written. Nothing is changed then.
    pub fn open(path: &Path, model: &Configuration) -> Result<Self> {
        create_folder(path).map_err(|fault| elsewhere(&fault))?;
        let folder = Self {
            path: path.to_owned(),
            _lock: lock(path).map_err(|fault| elsewhere(&fault))?,
            has_begun: false,
        };
        folder.check_own()?;
        folder.remove_remains();
        folder.check_writable().map_err(|fault| elsewhere(&fault))?;
        folder
            .check_room(model)
            .map_err(|fault| elsewhere(&fault))?;
        Ok(folder)
    }

    /// The model of an earlier run, if there is one.
    #[must_use]
    pub fn earlier(&self) -> Option<About> {
        checkpoint::about(&self.checkpoint()).ok()
    }

    fn checkpoint(&self) -> PathBuf {
        checkpoint::folder(&self.path)
    }

    /// Checks that nothing which a run would replace is anybody else's.
    fn check_own(&self) -> Result<()> {
        self.check_own_checkpoint()?;
        let metrics = self.path.join(METRICS);
        let of_figures = match metrics.symlink_metadata() {
            Err(_) => Vec::new(),
            Ok(found) => {
                ensure!(found.is_file(), in_the_way(&is_not("a file", &metrics)));
                hashes_of_figures(&metrics).map_err(|fault| in_the_way(&fault))?
            }
        };
        for name in Figures::NAMES {
            let figure = self.path.join(name);
            let Ok(found) = figure.symlink_metadata() else {
                continue;
            };
            let is_ours = || {
                let drawn = fs::read(&figure).unwrap_or_default();
                let found = hexadecimal(&Sha256::digest(drawn));
                of_figures
                    .iter()
                    .any(|(figure, hash)| figure == name && *hash == found)
            };
            ensure!(
                found.is_file() && is_ours(),
                in_the_way(&is_not("the figure of the metrics beside it", &figure))
            );
        }
        Ok(())
    }

    fn check_own_checkpoint(&self) -> Result<()> {
        let checkpoint = self.checkpoint();
        match checkpoint.symlink_metadata() {
            Err(_) => Ok(()),
            Ok(found) if found.is_dir() => checkpoint::check_own(&checkpoint)
                .map_err(|fault| in_the_way(&fault)),
            Ok(_) => Err(in_the_way(&is_not("a folder", &checkpoint))),
        }
    }

    /// Removes unfinished checkpoints of killed runs, and what is left of exchanged ones. Nobody is
    /// writing them: this program has the lock. A checkpoint that was only put aside gets its name back.
    fn remove_remains(&self) {
        for entry in self.path.read_dir().into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_folder || !name.starts_with(PARTIAL) {
                continue;
            }
            if name.ends_with(ASIDE) && !self.checkpoint().exists() {
                let _ = fs::rename(entry.path(), self.checkpoint());
            } else {
                remove_checkpoint(&entry.path());
            }
        }
    }

    /// Finds out before hours of training, not after, that the results could not be written.
    fn check_writable(&self) -> Result<()> {
        let file = tempfile::tempfile_in(&self.path);
        file.map(drop).with_context(|| {
            format!("cannot write to the folder {}", self.path.display())
        })
    }

    /// Whether the disk has room for all that a run writes. The old checkpoint stays until the new one is
    /// whole, so it makes none.
    fn check_room(&self, model: &Configuration) -> Result<()> {
        let weights = 4 * model.count() as u64;
        let needed =
            weights + BYTES_PER_WORD * model.num_words as u64 + ROOM_FOR_THE_REST;
        match fs4::available_space(&self.path) {
            Ok(free) if free < needed => bail!(
                "a run needs {} in {}, and {} are free",
                megabytes(needed),
                self.path.display(),
                megabytes(free)
            ),
            // A file system that cannot say how much is free will say when it is full.
            _ => Ok(()),
        }
    }

    /// Writes a checkpoint in place of the one that may be there. The new one is written beside it and
    /// takes its place when it is whole. With the first one, the results of an earlier run go.
    ///
    /// # Errors
    /// If it cannot be written, or what is there has become somebody else's since the run began. What was
    /// there stays then.
    pub fn save(
        &mut self,
        about: &About,
        vocabulary: &Vocabulary,
        parameters: &Parameters,
    ) -> Result<()> {
        let contents = checkpoint::contents(about, vocabulary, parameters)?;
        let partial = self.partial_folder()?;
        for (name, bytes) in contents {
            write_whole(&partial.path().join(name), &bytes)?;
        }
        if self.has_begun {
            self.check_own_checkpoint()?;
        } else {
            self.check_own()?;
            self.remove_results()?;
            self.has_begun = true;
        }
        let checkpoint = self.checkpoint();
        replace(&checkpoint, partial).with_context(|| {
            format!("cannot replace the checkpoint {}", checkpoint.display())
        })
    }

    fn partial_folder(&self) -> Result<TempDir> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PARTIAL);
        // Temporary folders are for their owner only, results for everybody the umask allows.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        builder.tempdir_in(&self.path).with_context(|| {
            format!("cannot write to the folder {}", self.path.display())
        })
    }

    /// Removes metrics and figures. The metrics go last: without them, nobody would know the figures for
    /// a run's.
    fn remove_results(&self) -> Result<()> {
        for name in Figures::NAMES.into_iter().chain([METRICS]) {
            let path = self.path.join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    bail!("cannot remove {}: {error}", path.display());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Writes what the run has measured, and after it the figures: should these not fit, nothing
    /// measured is lost.
    ///
    /// # Errors
    /// If one cannot be written, or somebody has put a file in its place while the run went on.
    pub fn finish(
        &self,
        recorded: &Recorded<Metrics>,
        figures: &Figures,
    ) -> Result<()> {
        let write = |name: &str, text: &str| {
            let path = self.path.join(name);
            check_new(&path, "--out")?;
            write_whole(&path, text.as_bytes())
        };
        let json = serde_json::to_string_pretty(recorded)? + "\n";
        write(METRICS, &json)?;
        for (name, drawn) in figures.iter() {
            write(name, drawn).with_context(|| {
                format!("{METRICS} is written, and a figure is not")
            })?;
        }
        Ok(())
    }
}

fn is_not(what: &str, path: &Path) -> anyhow::Error {
    anyhow!("{} is not {what}", path.display())
}

/// The error about something that a run has not written.
fn in_the_way(fault: &anyhow::Error) -> anyhow::Error {
    anyhow!(
        "{fault:#}\nit is in the way, and only what a run has written is ever replaced:\n\
         move it, or choose another folder with --out"
    )
}

/// The error about a folder that cannot be used now.
fn elsewhere(fault: &anyhow::Error) -> anyhow::Error {
    anyhow!("{fault:#}\nchoose another folder with --out")
}

/// The SHA-256 of each figure, as the metrics of a run say it.
fn hashes_of_figures(metrics: &Path) -> Result<Vec<(String, String)>> {
    let text = read(metrics)?;
    let recorded: Recorded<Metrics> =
        serde_json::from_slice(&text).with_context(|| {
            format!("{} is not the metrics of a run", metrics.display())
        })?;
    Ok(recorded.measured.figures.into_iter().collect())
}

/// Takes the lock on a folder. None, where folders have no locks.
fn lock(path: &Path) -> Result<Option<File>> {
    let Ok(folder) = File::open(path) else {
        return Ok(None);
    };
    match folder.try_lock() {
        Err(TryLockError::WouldBlock) => {
            bail!("another run is writing to {}", path.display())
        }
        Err(TryLockError::Error(_)) => Ok(None),
        Ok(()) => Ok(Some(folder)),
    }
}

/// Gives a finished folder its name. What had this name is removed, as far as it is a checkpoint.
fn replace(folder: &Path, finished: TempDir) -> io::Result<()> {
    if !folder.exists() {
        fs::rename(finished.path(), folder)?;
        // It has another name now, and there is nothing to delete under this one.
        let _ = finished.keep();
        return Ok(());
    }
    exchange(finished.path(), folder)?;
    // From here on, the old one has the temporary name.
    remove_checkpoint(&finished.keep());
    Ok(())
}

/// Removes a checkpoint's files, finished or not, and its folder if nothing else is in it.
fn remove_checkpoint(folder: &Path) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_partial = name.to_string_lossy().starts_with(PARTIAL);
        if is_partial || checkpoint::FILES.iter().any(|file| name == *file) {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_dir(folder);
}

/// Two folders exchange their names, in one step where the system can: then both are there at every
/// moment, whatever happens.
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // Not every file system can.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {}
            Err(error) => return Err(error.into()),
        }
    }
    exchange_in_steps(one, other)
}

/// [`exchange`] where it takes three steps. If one of them fails, those before it are taken back.
fn exchange_in_steps(one: &Path, other: &Path) -> io::Result<()> {
    let mut aside = one.as_os_str().to_owned();
    aside.push(ASIDE);
    let aside = Path::new(&aside);
    fs::rename(other, aside)?;
    if let Err(error) = fs::rename(one, other) {
        fs::rename(aside, other)?;
        return Err(error);
    }
    fs::rename(aside, one)
}
