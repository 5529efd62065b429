//! One fault after the other, in this process. The snapshot `cases` is the table of all of them, which a
//! page shows.

mod answers;
mod breaks;
mod contents;
mod folders;
mod locations;
mod resuming;

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::case::{Case, Report, run};

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

/// Runs all cases, several side by side. Returns what came of them in their order.
///
/// # Panics
/// If one of them fails, or hangs.
fn reports(cases: Vec<Case>) -> Vec<Report> {
    let count = cases.len();
    let (sender, outcomes) = channel();
    let queue = Arc::new(Mutex::new(cases.into_iter().enumerate()));
    for _ in 0..AT_ONCE {
        let (queue, sender) = (Arc::clone(&queue), sender.clone());
        thread::spawn(move || {
            loop {
                // Never poisoned: the threads hold the lock only to take a case, and that cannot panic.
                let Some((number, case)) = queue.lock().unwrap().next() else {
                    return;
                };
                let report = catch_unwind(AssertUnwindSafe(|| run(&case)));
                sender.send((number, case.name, report)).unwrap();
            }
        });
    }
    drop(sender);
    let mut reports: Vec<Option<Report>> = (0..count).map(|_| None).collect();
    for done in 0..count {
        match outcomes.recv_timeout(HANGS) {
            Ok((number, _, Ok(report))) => reports[number] = Some(report),
            Ok((_, name, Err(_))) => panic!("`{name}` failed"),
            Err(RecvTimeoutError::Timeout) => {
                panic!("a case hangs; done are {done}")
            }
            Err(RecvTimeoutError::Disconnected) => panic!("the threads are gone"),
        }
    }
    reports.into_iter().flatten().collect()
}

#[test]
fn no_fault_does_harm() {
    let reports = reports(cases());
    let mut table = format!("{} cases\n", reports.len());
    for report in reports {
        let text = report.text.trim_end().replace('\n', "\n    ");
        write!(table, "\n{}\n    {text}\n", report.name).unwrap();
        if let Some(name) = report.shown {
            insta::assert_snapshot!(name, report.message);
        }
    }
    insta::assert_snapshot!("cases", table);
}
