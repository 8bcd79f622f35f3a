//! Owns: files and folders: which are documents, in which order, and their bytes.
//! Promises: each file once, in the order of names; a folder that can't be read is one line and the rest goes on.

use crate::text::word_list::words;
use std::collections::HashSet;
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::ingest::refusal::{Limits, Refusal, RefusalKind};
use crate::ingest::sniff;
use crate::model::flaw::FlawKind;

/// The size from which a file without a known extension is not looked into.
const SNIFF_BELOW: u64 = 4 << 20;

/// Extensions that are documents without looking. A list of feeds (`.opml`) holds no articles: it is read when named.
const DOCUMENTS: [&str; 19] = words(
    "txt text md markdown mkd html htm xhtml shtml json jsonl ndjson xml rss atom rdf feed warc wet",
);

/// Names, without extension, that stand beside documents and are not documents themselves.
const BESIDE: [&str; 9] =
    words("readme license licence copying changelog contributing notice authors manifest");

/// Whether an argument names a page on the web rather than a file.
pub fn is_address(text: &str) -> bool {
    let scheme = text.split("://").next().unwrap_or("");
    scheme.len() < text.len()
        && (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
}

/// The files at `path`: itself when it is a file, however it is called; else the documents in the folder and all below
/// it, by name. Hidden ones are skipped, as are files beside the documents (`README`, `LICENSE` and the like) and files
/// that are no text. Symbolic links are followed, each folder once.
pub fn walk(path: &Path) -> Walk {
    Walk {
        open: vec![Entry {
            path: path.to_owned(),
            named: true,
        }],
        seen: HashSet::new(),
    }
}

/// The files below a folder; see `walk`.
#[derive(Debug)]
pub struct Walk {
    /// What is still to be visited, the next one last.
    open: Vec<Entry>,
    /// Real paths of the folders that were entered, against loops.
    seen: HashSet<PathBuf>,
}

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// Its length; 0 for what has none.
    pub bytes: u64,
}

#[derive(Debug)]
struct Entry {
    path: PathBuf,
    /// Whether a person named it; then it is read whatever it is called.
    named: bool,
}

impl Iterator for Walk {
    type Item = Result<File, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(entry) = self.open.pop() {
            let meta = match fs::metadata(&entry.path) {
                Ok(meta) => meta,
                // A dangling link inside a folder is not worth a word.
                Err(_) if !entry.named => continue,
                Err(error) => return Some(Err(refusal(&entry.path, &error))),
            };
            if meta.is_dir() {
                if let Err(refusal) = self.enter(&entry.path) {
                    return Some(Err(refusal));
                }
            } else if entry.named || (meta.is_file() && is_document(&entry.path, meta.len())) {
                return Some(Ok(File {
                    path: entry.path,
                    bytes: meta.len(),
                }));
            }
        }
        None
    }
}

impl Walk {
    /// Puts a folder's entries on the pile, so that they come in the order of their names.
    fn enter(&mut self, folder: &Path) -> Result<(), Refusal> {
        let real = fs::canonicalize(folder).map_err(|error| refusal(folder, &error))?;
        if !self.seen.insert(real) {
            return Ok(());
        }
        let mut inside = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| refusal(folder, &error))? {
            let entry = entry.map_err(|error| refusal(folder, &error))?;
            if !entry.file_name().to_string_lossy().starts_with('.') {
                inside.push(entry.path());
            }
        }
        inside.sort_unstable_by(|a, b| b.cmp(a));
        self.open
            .extend(inside.into_iter().map(|path| Entry { path, named: false }));
        Ok(())
    }
}

fn is_document(path: &Path, length: u64) -> bool {
    let stem = path
        .file_stem()
        .map(|s| s.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    if BESIDE.contains(&stem.as_str()) {
        return false;
    }
    match path.extension() {
        Some(extension) => {
            let extension = extension.to_string_lossy().to_lowercase();
            DOCUMENTS.contains(&extension.as_str())
                || (extension == "gz" && sniff::by_name(&path.to_string_lossy()).is_some())
        }
        None => length > 0 && length < SNIFF_BELOW && looks_like_text(path),
    }
}

fn looks_like_text(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
    read.is_ok() && sniff::not_a_document(&head, "").is_none()
}

/// The bytes of a file; refused when it is missing, no file, or larger than the limit.
pub fn load(path: &Path, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let file = open_file(path)?;
    let length = file.metadata().map_or(0, |meta| meta.len());
    if length > limits.bytes as u64 {
        return Err(too_large(&path.display().to_string(), length, limits));
    }
    let mut bytes = Vec::new();
    // A pipe or a growing file tells no true length.
    file.take(limits.bytes as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| refusal(path, &error))?;
    if bytes.len() > limits.bytes {
        let length = bytes.len() as u64;
        return Err(too_large(&path.display().to_string(), length, limits));
    }
    Ok(bytes)
}

/// A file as a buffered stream.
pub fn open(path: &Path) -> Result<BufReader<fs::File>, Refusal> {
    open_file(path).map(|file| BufReader::with_capacity(1 << 16, file))
}

fn open_file(path: &Path) -> Result<fs::File, Refusal> {
    let file = fs::File::open(path).map_err(|error| refusal(path, &error))?;
    if file.metadata().is_ok_and(|meta| meta.is_dir()) {
        return Err(Refusal::new(
            path.display().to_string(),
            RefusalKind::Unreadable,
            "a folder, not a file",
        ));
    }
    Ok(file)
}

/// The one line for a document over the limit.
pub fn too_large(origin: &str, length: u64, limits: &Limits) -> Refusal {
    let mib = |bytes: u64| bytes.div_ceil(1 << 20);
    Refusal::new(
        origin,
        RefusalKind::Document(FlawKind::TooLarge),
        format!(
            "too large: {} MiB, the limit is {} MiB",
            mib(length),
            mib(limits.bytes as u64)
        ),
    )
}

fn refusal(path: &Path, error: &io::Error) -> Refusal {
    let origin = path.display().to_string();
    match error.kind() {
        io::ErrorKind::NotFound => {
            Refusal::new(origin, RefusalKind::Missing, "no such file or folder")
        }
        io::ErrorKind::PermissionDenied => Refusal::new(
            origin,
            RefusalKind::Unreadable,
            "can't be read: permission denied",
        ),
        _ => Refusal::new(
            origin,
            RefusalKind::Unreadable,
            format!("can't be read: {error}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        walk(root)
            .map(|found| match found {
                Ok(file) => {
                    let path = file.path.strip_prefix(root).unwrap_or(&file.path);
                    path.display().to_string()
                }
                Err(refusal) => format!("! {}", refusal.message),
            })
            .collect()
    }

    #[test]
    fn a_folder_is_walked_in_order_without_what_is_no_document() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/deep")).unwrap();
        fs::create_dir_all(root.join(".git")).unwrap();
        for (name, text) in [
            ("b/deep/z.md", "z"),
            ("b/a.html", "a"),
            ("c.txt", "c"),
            ("a.jsonl", "{}"),
            (".hidden.txt", "h"),
            (".git/x.txt", "h"),
            ("README.md", "about"),
            ("LICENSE", "law"),
            ("picture.png", "p"),
            ("crawl.warc.gz", "x"),
            ("backup.gz", "x"),
            ("noext", "plain words"),
            ("program", "a\0b"),
        ] {
            fs::write(root.join(name), text).unwrap();
        }
        let all = [
            "a.jsonl",
            "b/a.html",
            "b/deep/z.md",
            "c.txt",
            "crawl.warc.gz",
            "noext",
        ];
        assert_eq!(names(root), all);
        let readme = root.join("README.md");
        let named = walk(&readme).next().unwrap().unwrap();
        assert_eq!((named.path, named.bytes), (readme, 5), "it is read");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(root, root.join("b/loop")).unwrap();
            std::os::unix::fs::symlink(root.join("nowhere"), root.join("b/dangling.txt")).unwrap();
            assert_eq!(names(root), all, "a loop ends");
        }
    }

    #[test]
    fn what_is_not_there_or_too_large_is_one_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no.txt");
        assert_eq!(names(&path), ["! no such file or folder"]);
        fs::write(&path, "four").unwrap();
        let limits = Limits {
            bytes: 3,
            ..Limits::default()
        };
        assert_eq!(
            load(&path, &limits).unwrap_err().message,
            "too large: 1 MiB, the limit is 1 MiB"
        );
        assert_eq!(
            load(folder.path(), &limits).unwrap_err().message,
            "a folder, not a file"
        );
    }
}
