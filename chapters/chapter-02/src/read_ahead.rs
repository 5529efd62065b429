//! Two cores for one stream: one thread decompresses, another reads what comes out.

use std::io::{self, Cursor, ErrorKind, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How much is handed over at a time.
const BLOCK_BYTES: usize = 256 * 1024;
/// How many blocks may wait to be read; the source's thread sleeps until there are fewer.
const WAITING_BLOCKS: usize = 8;

/// A reader whose source is read by another thread, ahead of time.
pub(crate) struct ReadAhead {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Cursor<Vec<u8>>,
    ended: bool,
}

impl ReadAhead {
    /// Starts reading. The thread ends with the source, with an error, or when `self` is dropped.
    pub(crate) fn new(source: impl Read + Send + 'static) -> Self {
        let (sender, blocks) = sync_channel(WAITING_BLOCKS);
        thread::spawn(move || send_blocks(source, &sender));
        Self {
            blocks,
            block: Cursor::default(),
            ended: false,
        }
    }
}

/// Sends the source block by block, up to an error or the end, which is an empty block.
fn send_blocks(mut source: impl Read, sender: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        let mut block = vec![0; BLOCK_BYTES];
        let block = source.read(&mut block).map(|length| {
            block.truncate(length);
            block
        });
        let more = block.as_ref().is_ok_and(|block| !block.is_empty());
        // Sending fails when the reader was dropped.
        if sender.send(block).is_err() || !more {
            return;
        }
    }
}

impl Read for ReadAhead {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !self.ended
            && self.block.position() == self.block.get_ref().len() as u64
        {
            // A thread that is gone without an empty block did not reach the end.
            let stopped = || {
                io::Error::new(ErrorKind::BrokenPipe, "the reading thread stopped")
            };
            let block = self.blocks.recv().map_err(|_| stopped())??;
            self.ended = block.is_empty();
            self.block = Cursor::new(block);
        }
        self.block.read(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes out: the bytes, and how it ended.
    fn read(source: impl Read + Send + 'static) -> (Vec<u8>, io::Result<usize>) {
        let mut bytes = Vec::new();
        let result = ReadAhead::new(source).read_to_end(&mut bytes);
        (bytes, result)
    }

    #[test]
    fn every_byte_arrives_in_order() {
        let sent: Vec<u8> =
            (0..3 * BLOCK_BYTES + 7).map(|i| (i % 251) as u8).collect();
        let (bytes, result) = read(Cursor::new(sent.clone()));
        assert_eq!(result.unwrap(), sent.len());
        assert!(bytes == sent);
    }

    /// Fails, or panics, when it is read.
    struct Broken {
        panics: bool,
    }

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            assert!(!self.panics, "this panic is part of a test");
            Err(ErrorKind::UnexpectedEof.into())
        }
    }

    #[test]
    fn an_error_comes_after_the_bytes_before_it() {
        let (bytes, result) =
            read(Cursor::new("abc").chain(Broken { panics: false }));
        assert_eq!(bytes, b"abc");
        assert_eq!(result.unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }

    #[test]
    fn a_thread_that_stops_early_is_an_error_and_no_end() {
        let (bytes, result) =
            read(Cursor::new("abc").chain(Broken { panics: true }));
        assert_eq!(bytes, b"abc");
        assert_eq!(result.unwrap_err().kind(), ErrorKind::BrokenPipe);
    }
}
