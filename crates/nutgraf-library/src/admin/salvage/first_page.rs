//! Owns: making a library readable again whose first page, the file's table of contents, is damaged.
//! Promises: works on a copy; the damaged file is not touched.
//!
//! Every library is made by the same statements, so the first page of an empty one says where the tables of any begin:
//! of one that grew, or of one that was compacted (then SQLite has laid out the tables anew, in a fixed order too).

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::admin::maintenance::beside;
use crate::database::connect::{self, Access, Place};
use crate::database::schema;
use crate::error::LibraryError;

const REPAIRING: &str = "cannot repair the library";

/// Bytes of a page, of SQLite's header in the first one, and where the header says how many pages there are.
const PAGE: usize = 4096;
const HEADER: usize = 100;
const PAGES: usize = 28;
/// Where the list of unused pages begins and how long it is.
const UNUSED: std::ops::Range<usize> = 32..40;

/// Copies of a damaged library with other first pages, one after the other in the same place; gone with this value.
#[derive(Debug)]
pub(crate) struct PatchedCopy {
    copy: PathBuf,
    pages: Vec<Vec<u8>>,
}

impl PatchedCopy {
    /// Copies the damaged library.
    pub(crate) fn new(damaged: &Path) -> Result<Self, LibraryError> {
        let copy = beside(damaged, ".patched");
        let model = beside(damaged, ".model");
        let mut patched = Self {
            copy,
            pages: Vec::new(),
        };
        for suffix in ["", "-wal"] {
            let from = beside(damaged, suffix);
            if from.exists() {
                fs::copy(&from, beside(&patched.copy, suffix)).map_err(io(&patched.copy))?;
            }
        }
        let (own, length) = first_page(damaged).map_err(io(damaged))?;
        let models = models(&model);
        remove_family(&model);
        for (number, mut page) in models?.into_iter().enumerate() {
            let all = u32::try_from(length / PAGE as u64).unwrap_or(u32::MAX);
            put(&mut page, PAGES, all);
            for byte in page.get_mut(UNUSED).into_iter().flatten() {
                *byte = 0;
            }
            // The least change first: the header alone, over the first_page that are there.
            if number == 0
                && let (Some(header), Some(rest)) = (page.get(..HEADER), own.get(HEADER..PAGE))
            {
                patched.pages.push([header, rest].concat());
            }
            patched.pages.push(page);
        }
        Ok(patched)
    }

    /// Opens the copy with the next first page, if that makes it readable; `None` when none is left.
    pub(crate) fn open_next(&mut self) -> Result<Option<Connection>, LibraryError> {
        while !self.pages.is_empty() {
            let page = self.pages.remove(0);
            drop(fs::remove_file(beside(&self.copy, "-shm")));
            fs::OpenOptions::new()
                .write(true)
                .open(&self.copy)
                .and_then(|mut file| {
                    file.seek(SeekFrom::Start(0))?;
                    file.write_all(&page)
                })
                .map_err(io(&self.copy))?;
            if let Ok(connection) = connect::tolerant(&self.copy, &Access::ReadOnly)
                && schema::recognise(&connection, &self.copy).is_ok()
            {
                return Ok(Some(connection));
            }
        }
        Ok(None)
    }
}

impl Drop for PatchedCopy {
    fn drop(&mut self) {
        remove_family(&self.copy);
    }
}

fn remove_family(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        drop(fs::remove_file(beside(path, suffix)));
    }
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> LibraryError {
    let path = path.to_path_buf();
    move |source| LibraryError::Io {
        doing: REPAIRING,
        path: path.clone(),
        source,
    }
}

/// The first pages of an empty library as it grows and as it is after compacting.
fn models(path: &Path) -> Result<Vec<Vec<u8>>, LibraryError> {
    remove_family(path);
    let place = Place { path: path.into() };
    let mut connection = connect::writer(path).map_err(place.failed(REPAIRING))?;
    schema::migrate(&mut connection, path)?;
    let mut pages = Vec::new();
    for statements in [
        "PRAGMA wal_checkpoint (TRUNCATE)",
        "VACUUM; PRAGMA wal_checkpoint (TRUNCATE)",
    ] {
        connection
            .execute_batch(statements)
            .map_err(place.failed(REPAIRING))?;
        pages.push(first_page(path).map_err(io(path))?.0);
    }
    Ok(pages)
}

/// The first page of a file, as far as it goes, and the file's length in bytes.
fn first_page(path: &Path) -> std::io::Result<(Vec<u8>, u64)> {
    let file = fs::File::open(path)?;
    let length = file.metadata()?.len();
    let mut page = Vec::with_capacity(PAGE);
    file.take(PAGE as u64).read_to_end(&mut page)?;
    Ok((page, length))
}

fn put(page: &mut [u8], at: usize, number: u32) {
    if let Some(place) = page.get_mut(at..at + 4) {
        place.copy_from_slice(&number.to_be_bytes());
    }
}
