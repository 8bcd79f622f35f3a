//! Owns: `feeds import`: what readers of feeds have, brought over.
//! Promises: nothing in those files is run; what can't be brought is named; a second import changes nothing.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::bring_cache;
use crate::cli::fault::{Fault, code};
use crate::cli::followed;
use crate::cli::session::{Session, complain, output};
use crate::cli::user_files;
use crate::config::newsboat::{config_file, expression, urls};
use crate::config::readers;
use crate::print::style::many;
use nutgraf_feeds::address::without_password;
use nutgraf_read::ingest::{decode, opml};
use nutgraf_read::model::feed::{FeedEdit, Wanted};
use nutgraf_read::model::saved::{Keeping, Purpose, Saved};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Opml,
    Nom,
    Newsraft,
    Urls,
    Config,
    Cache,
}

/// What was found.
#[derive(Debug, Default)]
struct Brought {
    feeds: Vec<Wanted>,
    saved: Vec<Saved>,
    /// What a reader should know, a line each.
    notes: Vec<String>,
    caches: Vec<PathBuf>,
}

/// `feeds import FILE …`.
pub fn bring(session: &Session, files: &[PathBuf]) -> Result<(), Fault> {
    let mut brought = Brought::default();
    let mut failed = 0;
    let mut named: Vec<(Kind, PathBuf)> = Vec::new();
    for file in files {
        let inside = if file.is_dir() {
            folder(file)
        } else {
            vec![file.clone()]
        };
        if inside.is_empty() {
            failed += 1;
            complain(&format!(
                "{}: a folder without urls, config or cache.db of newsboat",
                file.display()
            ));
        }
        for path in inside {
            match kind(&path) {
                Ok(kind) => named.push((kind, path)),
                Err(words) => {
                    failed += 1;
                    complain(&format!("{}: {words}", path.display()));
                }
            }
        }
    }
    // Feeds before what speaks of them.
    named.sort();
    for (kind, path) in named {
        brought.file(session, kind, &path)?;
    }
    let mut followed = followed::told(session)?;
    let before = followed.file.feeds.len();
    followed
        .edit(&FeedEdit::Add(std::mem::take(&mut brought.feeds)))
        .map_err(Fault::failed)?;
    let added = followed.file.feeds.len() - before;
    let lines = keep(session, &brought.saved)?;
    let mut told = vec![format!("{} followed", many(added, "feed"))];
    if !brought.saved.is_empty() {
        told.push(format!("{} kept", many(lines, "line")));
    }
    for cache in &brought.caches {
        let came = bring_cache::bring(session, cache)?;
        told.push(came);
    }
    for note in &brought.notes {
        session.note(note);
    }
    if !session.common.quiet {
        let mut out = output();
        writeln!(out, "{}", told.join(", "))?;
        out.flush()?;
    }
    match failed {
        0 => Ok(()),
        all if all >= files.len() => Err(Fault::Silent(code::FAILED)),
        _ => Err(Fault::Silent(code::PARTLY)),
    }
}

/// newsboat's files in its folder.
fn folder(path: &Path) -> Vec<PathBuf> {
    let names = ["urls", "config", "cache.db"].iter();
    names
        .map(|name| path.join(name))
        .filter(|path| path.is_file())
        .collect()
}

/// What a file is, by its beginning and its name.
fn kind(path: &Path) -> Result<Kind, String> {
    const DATABASE: &[u8; 16] = b"SQLite format 3\0";
    let failed = |error: io::Error| error.to_string();
    let mut file = File::open(path).map_err(failed)?;
    // A database may be large, and is read where it is brought.
    let mut bytes = Vec::new();
    Read::by_ref(&mut file)
        .take(DATABASE.len() as u64)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.starts_with(DATABASE) {
        return Ok(Kind::Cache);
    }
    file.read_to_end(&mut bytes).map_err(failed)?;
    let (text, _) = decode::decode(&bytes, None);
    let ending = path.extension().map_or_else(String::new, |ending| {
        ending.to_string_lossy().to_lowercase()
    });
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().to_lowercase());
    if text.to_ascii_lowercase().contains("<opml") || ending == "opml" {
        return Ok(Kind::Opml);
    }
    if ending == "yml" || ending == "yaml" {
        return Ok(Kind::Nom);
    }
    let has = |words: &[&str]| {
        let mut lines = text.lines().map(str::trim_start);
        lines.any(|line| words.iter().any(|word| line.starts_with(word)))
    };
    if has(&[
        "bind-key",
        "ignore-article",
        "reload-",
        "auto-reload",
        "macro ",
        "color ",
        "define-filter",
    ]) || name == "config"
    {
        return Ok(Kind::Config);
    }
    if has(&["@ ", "$("]) || name == "feeds" {
        return Ok(Kind::Newsraft);
    }
    if has(&[
        "http://",
        "https://",
        "\"query:",
        "query:",
        "exec:",
        "\"exec:",
        "filter:",
        "\"filter:",
    ]) || name == "urls"
    {
        return Ok(Kind::Urls);
    }
    Err("no list of feeds that is known here: OPML, newsboat's urls, config or cache.db, newsraft's feeds, nom's YAML".to_owned())
}

impl Brought {
    fn file(&mut self, session: &Session, kind: Kind, path: &Path) -> Result<(), Fault> {
        if kind == Kind::Cache {
            self.caches.push(path.to_owned());
            return Ok(());
        }
        let bytes = std::fs::read(path)
            .map_err(|error| Fault::failed(format!("cannot read {}: {error}", path.display())))?;
        let (text, _) = decode::decode(&bytes, None);
        let before = self.feeds.len();
        match kind {
            Kind::Opml => {
                let listed = opml::read(&text).into_iter();
                self.feeds.extend(listed.map(Wanted::from));
            }
            Kind::Nom => self.feeds.extend(readers::nom(&text)),
            Kind::Newsraft => {
                let (feeds, programs) = readers::newsraft(&text);
                self.feeds.extend(feeds);
                for program in programs {
                    self.notes.push(format!(
                        "{}: not brought and not run: {program}",
                        path.display()
                    ));
                }
            }
            Kind::Urls => self.urls(session, path, &text),
            Kind::Config => self.config(session, path, &text),
            Kind::Cache => {}
        }
        for feed in self.feeds.get(before..).unwrap_or(&[]) {
            if feed.url.starts_with("exec:") || feed.url.starts_with("filter:") {
                self.notes.push(format!(
                    "{}: `{}` names a program; it is not run unless you set `commands = true` under [feeds]",
                    path.display(),
                    feed.url
                ));
            }
        }
        Ok(())
    }

    /// Whether a feed has a tag.
    fn tagged(&self, session: &Session, tag: &str) -> bool {
        let known = followed::read(session).map(|followed| followed.file.feeds);
        let known = known.unwrap_or_default();
        let mut all = self.feeds.iter().chain(&known);
        all.any(|feed| feed.tags.iter().any(|own| own == tag))
    }

    fn urls(&mut self, session: &Session, path: &Path, text: &str) {
        let read = urls::read(text);
        self.feeds.extend(read.feeds);
        let wrong = read.mistakes.iter().map(|mistake| mistake.in_file(path));
        self.notes.extend(wrong);
        for (line, name, query) in read.queries {
            let place = format!("{}:{line}", path.display());
            self.line(session, &place, (Purpose::Tab, &name, &query));
        }
    }

    fn config(&mut self, session: &Session, path: &Path, text: &str) {
        let read = config_file::read(text);
        let shown = path.display();
        for (number, (feed, words, line)) in (1..).zip(read.ignored) {
            let place = format!("{shown}:{line}");
            if feed == "*" {
                let name = format!("ignored {number}");
                self.line(session, &place, (Purpose::Mute, &name, &words));
                continue;
            }
            let found = self.feeds.iter().position(|known| known.url == feed);
            let tagged = |tag: &str| self.tagged(session, tag);
            match (found, expression::translate(&words, &tagged)) {
                (Some(at), Ok(line)) => {
                    if let Some(feed) = self.feeds.get_mut(at)
                        && !feed.drop.contains(&line)
                    {
                        feed.drop.push(line);
                    }
                }
                (None, _) => self.notes.push(format!(
                    "{place}: not brought: ignore-article for `{}`, which is none of the feeds that were brought with it",
                    without_password(&feed)
                )),
                (_, Err(why)) => self.notes.push(format!("{place}: not brought: {why}")),
            }
        }
        for (name, words, line) in read.filters {
            let place = format!("{shown}:{line}");
            self.line(session, &place, (Purpose::Tab, &name, &words));
        }
        for missed in read.missed {
            self.notes
                .push(format!("{shown}: has no counterpart here: {missed}"));
        }
        if !read.keys.is_empty() {
            self.notes.push(format!(
                "{shown}: {} keys of yours; `keymap = \"newsboat\"` brings the usual ones, keys.toml any other:",
                read.keys.len()
            ));
            self.notes
                .extend(read.keys.iter().map(|key| format!("  {key}")));
        }
    }

    /// Keeps an expression of newsboat's as a line of ours.
    fn line(
        &mut self,
        session: &Session,
        place: &str,
        (purpose, name, words): (Purpose, &str, &str),
    ) {
        let tagged = |tag: &str| self.tagged(session, tag);
        match expression::translate(words, &tagged) {
            Ok(line) => self.saved.push(Saved {
                purpose,
                name: Arc::from(name),
                line: Arc::from(line.as_str()),
            }),
            Err(why) => self
                .notes
                .push(format!("{place}: not brought: {name}: {why}")),
        }
    }
}

/// Writes lines into the reader's files; those that stand there under their name stay as they are. Answers how many came.
fn keep(session: &Session, saved: &[Saved]) -> Result<usize, Fault> {
    if saved.is_empty() {
        return Ok(0);
    }
    let files = user_files::saved_files(session, true);
    let (known, _) = user_files::saved_in(&files)?;
    let mut kept = 0;
    for one in saved {
        let is_there = known
            .iter()
            .any(|known| known.purpose == one.purpose && known.name == one.name);
        if is_there {
            continue;
        }
        files
            .keep(&Keeping::Put(one.clone()))
            .map_err(Fault::failed)?;
        kept += 1;
    }
    Ok(kept)
}
