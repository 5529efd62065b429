//! One fault after the other, in this process. The snapshot `cases` is the table of all of them, and the
//! pages show it.

mod answers;
mod breaks;
mod contents;
mod folders;
mod locations;
mod resuming;

use std::fmt::Write;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::case::{Case, run};

/// No case may take longer; if one does, it hangs.
const HANGS: Duration = Duration::from_secs(90);
/// How many cases run side by side; most of them wait most of the time.
const AT_ONCE: usize = 8;

/// Every case, a kind of fault after the other.
fn cases() -> Vec<Case> {
    [
        breaks::broken_connections(),
        resuming::resuming(),
        contents::lengths_and_sums(),
        contents::pages(),
        answers::statuses(),
        answers::redirects(),
        breaks::silence(),
        breaks::no_connections(),
        folders::unusable_folders(),
        folders::left_by_an_earlier_run(),
        folders::placed_by_hand(),
        locations::other_servers(),
        locations::files_of_this_machine(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn no_fault_does_harm() {
    let cases = cases();
    let count = cases.len();
    assert!(count >= 40);
    let (sender, reports) = channel();
    let queue = Arc::new(Mutex::new(cases.into_iter().enumerate()));
    for _ in 0..AT_ONCE {
        let (queue, sender) = (Arc::clone(&queue), sender.clone());
        thread::spawn(move || {
            loop {
                // Not poisoned: no thread panics while it holds the queue, which only hands out a case.
                let Some((number, case)) = queue.lock().unwrap().next() else {
                    return;
                };
                let report =
                    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                        run(&case)
                    }));
                sender.send((number, case.name, report)).unwrap();
            }
        });
    }
    drop(sender);
    let mut done = Vec::new();
    while done.len() < count {
        match reports.recv_timeout(HANGS) {
            Ok((number, name, report)) => {
                done.push((
                    number,
                    report.unwrap_or_else(|_| panic!("`{name}` failed")),
                ));
            }
            Err(RecvTimeoutError::Timeout) => {
                panic!("a case hangs; done are {}", done.len())
            }
            Err(RecvTimeoutError::Disconnected) => panic!("the threads are gone"),
        }
    }
    done.sort_by_key(|(number, _)| *number);

    let mut table = format!("{count} cases\n");
    for (_, report) in done {
        let text = report.text.trim_end().replace('\n', "\n    ");
        write!(table, "\n{}\n    {text}\n", report.name).unwrap();
        if let Some(name) = report.shown {
            insta::assert_snapshot!(name, report.message);
        }
    }
    insta::assert_snapshot!("cases", table);
}
