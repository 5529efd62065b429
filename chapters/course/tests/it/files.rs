//! A file is written whole or not at all.

use std::fs;

use course::files::{read, write_whole};

#[test]
fn writing_makes_folders_and_replaces_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b.txt");
    write_whole(&path, b"one").unwrap();
    write_whole(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    let files = fs::read_dir(folder.path().join("a")).unwrap().count();
    assert_eq!(files, 1, "a temporary file was left behind");
}

#[test]
fn a_file_in_the_place_of_a_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, b"").unwrap();
    let error = write_whole(&file.join("b.txt"), b"one").unwrap_err();
    assert!(format!("{error:#}").contains(&file.display().to_string()));
}

/// What a folder holds.
fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_a_killed_program_left_is_removed_and_what_another_writes_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    fs::write(file(".hidden-state-partial-dead"), "half").unwrap();
    fs::write(file(".hidden-state-partial-alive"), "half").unwrap();
    fs::write(file(".partial-of-somebody"), "mine").unwrap();
    let alive = fs::File::open(file(".hidden-state-partial-alive")).unwrap();
    alive.lock().unwrap();
    write_whole(&file("a"), b"one").unwrap();
    let left = [".hidden-state-partial-alive", ".partial-of-somebody", "a"];
    assert_eq!(names(folder.path()), left);
    drop(alive);
    write_whole(&file("a"), b"two").unwrap();
    assert_eq!(names(folder.path()), left[1..]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_its_file_is_written() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (link, file) = (folder.path().join("link"), elsewhere.path().join("file"));
    symlink(&file, &link).unwrap();
    let error = write_whole(&link, b"one").unwrap_err().to_string();
    assert!(error.contains("link leads nowhere"), "{error}");
    fs::write(&file, "old").unwrap();
    write_whole(&link, b"new").unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read(&file).unwrap(), b"new");
}

#[test]
fn what_is_no_regular_file_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let error = write_whole(folder.path(), b"one").unwrap_err().to_string();
    assert!(error.contains("no regular file"), "{error}");
    // A socket stands for a device, which a fault of the code would cost the machine.
    #[cfg(unix)]
    {
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let error = write_whole(&socket, b"one").unwrap_err().to_string();
        assert!(error.contains("socket: it is there, and no regular"), "{error}");
    }
}

/// The mode that the umask leaves of a new file, whatever the umask is.
#[cfg(unix)]
#[test]
fn a_file_is_for_everybody_that_the_umask_allows() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let mode = |name: &str| {
        let file = folder.path().join(name);
        file.metadata().unwrap().permissions().mode()
    };
    fs::write(folder.path().join("plain"), "").unwrap();
    write_whole(&folder.path().join("whole"), b"").unwrap();
    assert_eq!(mode("whole"), mode("plain"));
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_cause() {
    let folder = tempfile::tempdir().unwrap();
    let error = read(&folder.path().join("a")).unwrap_err().to_string();
    assert!(error.starts_with("there is no ") && error.ends_with("/a"), "{error}");
    let error = read(folder.path()).unwrap_err().to_string();
    assert!(
        error.starts_with("cannot read ") && error.contains("directory"),
        "{error}"
    );
}

/// Each removes what looks like remains; what another is writing is none.
#[test]
fn writers_in_one_folder_leave_each_others_files_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = folder.path().join(format!("{writer}"));
            scope.spawn(move || {
                for _ in 0..200 {
                    write_whole(&path, &[writer; 1 << 16]).unwrap();
                }
            });
        }
    });
    assert_eq!(names(folder.path()), ["0", "1", "2", "3"]);
}
