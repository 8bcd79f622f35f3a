//! Owns: writing articles of a library into a file, at once or on a thread of its own.
//! Promises: a file is there whole or not at all; what stood there before stays until then; the screen never waits.

use std::fs::Permissions;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::Sender;

use crate::app::msg::{Level, Msg};
use crate::engine::thread::{spawn, tell};
use crate::print::export::{self, ENDINGS, ExportForm, Table, TableForm};
use crate::print::style::many;
#[cfg(feature = "parquet")]
use crate::print::{record, table::Table as Rows};
use nutgraf_analysis::summary::word_class::WordClasses;
use nutgraf_library::{Library, LibraryError, Reader};
#[cfg(feature = "parquet")]
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::id::ArticleId;

/// Headlines that are read from the library at once.
const PAGE: usize = 500;

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file's name does not say in which form.
    #[error("{0}: the ending says in which form it is written: {1}")]
    Form(PathBuf, &'static str),
    /// The library can't be read.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// The file can't be written.
    #[error("cannot write {0}: {1}")]
    File(PathBuf, #[source] io::Error),
}

/// Writes articles into a file, in the form that its ending names. Answers how many.
///
/// # Errors
/// See `ExportError`; the file is then as it was.
pub fn write(reader: &Reader, ids: &[ArticleId], path: &Path) -> Result<usize, ExportError> {
    let form = ExportForm::of(path).ok_or_else(|| ExportError::Form(path.to_owned(), ENDINGS))?;
    let failed = |error| ExportError::File(path.to_owned(), error);
    whole_file(path, |out| match form {
        ExportForm::Csv => table(reader, ids, out, &failed),
        ExportForm::Table(form) => rows(reader, ids, form, out, &failed),
        ExportForm::Markdown | ExportForm::Jsonl => whole(reader, ids, form, out, &failed),
    })
}

/// Writes a file whole or not at all.
///
/// # Errors
/// What `write` says, or that the file can't be made; it is then as it was.
pub fn whole_file<T>(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<T, ExportError>,
) -> Result<T, ExportError> {
    let failed = |error| ExportError::File(path.to_owned(), error);
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let file = tempfile::Builder::new()
        // As any new file; the mask of the process is heeded.
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(failed)?;
    let mut out = BufWriter::new(file);
    let written = write(&mut out)?;
    let file = out
        .into_inner()
        .map_err(|error| failed(error.into_error()))?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(written)
}

/// Writes a table.
///
/// # Errors
/// When the library can't be read, or `out` can't be written, of which `failed` makes an error.
pub fn table<E: From<LibraryError>>(
    reader: &Reader,
    ids: &[ArticleId],
    out: &mut dyn Write,
    failed: &dyn Fn(io::Error) -> E,
) -> Result<usize, E> {
    let mut table = Table::begin(out).map_err(failed)?;
    let mut written = 0;
    for page in ids.chunks(PAGE) {
        for headline in reader.headlines(page)? {
            table.row(&headline).map_err(failed)?;
            written += 1;
        }
    }
    table.end().map_err(failed)?;
    Ok(written)
}

fn whole(
    reader: &Reader,
    ids: &[ArticleId],
    form: ExportForm,
    out: &mut dyn Write,
    failed: &dyn Fn(io::Error) -> ExportError,
) -> Result<usize, ExportError> {
    let word_classes = WordClasses::new();
    let mut written = 0;
    for id in ids {
        if let Some(reading) = reader.open(*id)? {
            export::article(out, form, &reading.analyzed, &word_classes).map_err(failed)?;
            written += 1;
        }
    }
    Ok(written)
}

#[cfg(feature = "parquet")]
fn rows(
    reader: &Reader,
    ids: &[ArticleId],
    form: TableForm,
    out: &mut (dyn Write + Send),
    failed: &dyn Fn(io::Error) -> ExportError,
) -> Result<usize, ExportError> {
    let mut table = Rows::begin(form, out).map_err(failed)?;
    let word_classes = WordClasses::new();
    let mut written = 0;
    for id in ids {
        if let Some(reading) = reader.open(*id)? {
            let Analyzed { article, analysis } = &*reading.analyzed;
            let record = record::document(article, Some(analysis), false, &word_classes);
            table.row(&record).map_err(failed)?;
            written += 1;
        }
    }
    table.end().map_err(failed)?;
    Ok(written)
}

#[cfg(not(feature = "parquet"))]
fn rows(
    _: &Reader,
    _: &[ArticleId],
    _: TableForm,
    _: &mut dyn Write,
    failed: &dyn Fn(io::Error) -> ExportError,
) -> Result<usize, ExportError> {
    let message = "this nutgraf was built without Parquet and Arrow (`cargo build --release --features parquet`)";
    Err(failed(io::Error::new(io::ErrorKind::Unsupported, message)))
}

/// Writes articles on a thread of its own and tells how it went. A file that is there already stays as it is.
///
/// # Errors
/// When the system has no thread to give.
pub fn begin(
    library: &Arc<Library>,
    ids: Arc<[ArticleId]>,
    path: PathBuf,
    inbox: Sender<Msg>,
) -> io::Result<()> {
    let library = Arc::clone(library);
    let told = inbox.clone();
    spawn("export", inbox, move || {
        let named = path.display().to_string();
        if path.exists() {
            let words = format!("{named} is there already; name another file");
            return tell(&told, Level::Warning, words);
        }
        let written = library
            .reader()
            .map_err(ExportError::from)
            .and_then(|reader| write(&reader, &ids, &path));
        match written {
            Ok(written) => {
                let words = format!("wrote {} to {named}", many(written, "article"));
                tell(&told, Level::Note, words);
            }
            Err(error) => tell(&told, Level::Error, error.to_string()),
        }
    })?;
    Ok(())
}
