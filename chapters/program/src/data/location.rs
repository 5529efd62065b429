//! Where the archive is fetched from.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use ureq::http::Uri;

use super::error::DataError;

/// Where the archive is fetched from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// Where it is published: length and SHA-256 must be the published ones.
    Published,
    /// Another server. Its file may be another one of the same structure.
    Http(String),
    /// A file of this machine. It may be another one of the same structure, too.
    File {
        /// Its address.
        url: String,
        /// Its path.
        path: PathBuf,
    },
}

impl Location {
    /// The location with this address, as given with `--data-url`.
    ///
    /// # Errors
    /// [`DataError::Address`] if it begins with neither `https://` nor `http://` nor `file:///`.
    pub fn other(url: &str) -> Result<Self, DataError> {
        let uri: Option<Uri> = url.parse().ok();
        let scheme = uri.as_ref().and_then(Uri::scheme_str);
        if matches!(scheme, Some("http" | "https")) {
            return Ok(Self::Http(url.to_owned()));
        }
        let path = url.strip_prefix("file://");
        let path = path.and_then(|path| file_path(path, cfg!(windows)));
        let path = path.ok_or_else(|| DataError::Address {
            url: url.to_owned(),
        })?;
        Ok(Self::File {
            url: url.to_owned(),
            path,
        })
    }
}

/// The path that stands after `file://` in an address, where a space is `%20`: RFC 8089.
fn file_path(rest: &str, drives_have_letters: bool) -> Option<PathBuf> {
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // `/C:/folder/file` is an absolute path without its first slash, where drives have letters.
    let path = match path.as_bytes() {
        [b'/', drive, b':', ..]
            if drives_have_letters && drive.is_ascii_alphabetic() =>
        {
            &path[1..]
        }
        [b'/', ..] => &path,
        _ => return None,
    };
    Some(PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_drive_has_its_letter_after_a_slash() {
        let path = "/C:/a%20b.tar.gz";
        let with = |letters| file_path(path, letters).unwrap();
        assert_eq!(with(true), Path::new("C:/a b.tar.gz"));
        assert_eq!(with(false), Path::new("/C:/a b.tar.gz"));
    }
}
