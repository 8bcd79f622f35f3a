//! Owns: `feeds …`: following feeds and no longer, what they are and how they do.
//! Promises: the reader's file is changed line by line; a site that names several feeds is never guessed about; a password is
//! never shown.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use crate::cli::arguments::FeedsCommand;
use crate::cli::bring;
use crate::cli::fault::{Fault, code};
use crate::cli::followed;
use crate::cli::open_library;
use crate::cli::session::{Session, complain, output};
use crate::config::duration::spoken;
use crate::config::feeds_file::is_source;
use crate::engine::clock;
use crate::engine::feeds::WEEK;
use crate::engine::followed::called;
use crate::print::feeds as written;
use crate::print::json;
use nutgraf_feeds::address::without_password;
use nutgraf_feeds::discover::{self, Found};
use nutgraf_feeds::fetch::Fetcher;
use nutgraf_library::Library;
use nutgraf_read::ingest::is_address;
use nutgraf_read::model::change::{Change, FeedChange};
use nutgraf_read::model::feed::{FeedEdit, FeedRow, FeedTally, Full, Health, Reason, Wanted};
use nutgraf_read::model::moment::Moment;

/// `feeds …`.
pub fn feeds(session: &Session, command: Option<FeedsCommand>) -> Result<(), Fault> {
    match command {
        None => list(session, false),
        Some(FeedsCommand::List { failing }) => list(session, failing),
        Some(FeedsCommand::Add {
            urls,
            tags,
            name,
            full,
        }) => {
            let like = Wanted {
                tags,
                name,
                full: if full { Full::Page } else { Full::Feed },
                ..Wanted::default()
            };
            add(session, &urls, &like)
        }
        Some(FeedsCommand::Remove { feed, articles }) => remove(session, &feed, articles),
        Some(FeedsCommand::Discover { url }) => discover(session, &url),
        Some(FeedsCommand::Import { files }) => bring::bring(session, &files),
        Some(FeedsCommand::Export { urls, .. }) => export(session, urls),
        Some(FeedsCommand::Heal) => heal(session),
        Some(FeedsCommand::Why { feed }) => why(session, &feed),
        Some(FeedsCommand::Timer) => timer(session),
    }
}

/// What a library knows of the feeds that are followed.
struct Known {
    rows: HashMap<Arc<str>, FeedRow>,
    tallies: HashMap<nutgraf_read::model::feed::FeedId, FeedTally>,
}

impl Known {
    /// Nothing, when there is no library yet.
    fn read(session: &Session) -> Result<Self, Fault> {
        let mut known = Self {
            rows: HashMap::new(),
            tallies: HashMap::new(),
        };
        if session.library_path().exists() {
            let reader = open_library::open_existing(session)?.reader()?;
            known.rows = reader.feeds()?;
            known.tallies = reader.feed_tallies(clock::now().plus(-WEEK))?;
        }
        Ok(known)
    }

    fn row(&self, url: &str) -> FeedRow {
        self.rows.get(url).cloned().unwrap_or_default()
    }

    fn tally(&self, row: &FeedRow) -> FeedTally {
        self.tallies.get(&row.id).copied().unwrap_or_default()
    }

    fn name(&self, feed: &Wanted) -> String {
        called(feed, self.rows.get(feed.url.as_str()))
    }
}

fn list(session: &Session, failing: bool) -> Result<(), Fault> {
    let followed = followed::told(session)?;
    let known = Known::read(session)?;
    let now = clock::now();
    let mut rows: Vec<(Health, String, &Wanted, FeedRow)> = followed
        .file
        .feeds
        .iter()
        .map(|feed| {
            let row = known.row(&feed.url);
            (row.standing.health(), known.name(feed), feed, row)
        })
        .filter(|(health, ..)| !failing || health.is_trouble())
        .collect();
    if rows.is_empty() {
        return Err(Fault::failed(if failing {
            "no feed is failing"
        } else {
            "no feeds are followed yet; `nutgraf feeds add URL` follows one"
        }));
    }
    rows.sort_by(|a, b| {
        (!a.0.is_trouble(), a.1.to_lowercase()).cmp(&(!b.0.is_trouble(), b.1.to_lowercase()))
    });
    let mut out = output();
    for (health, name, feed, row) in &rows {
        let tally = known.tally(row);
        let standing = &row.standing;
        if session.common.json {
            json::line(
                &mut out,
                &serde_json::json!({
                    "url": without_password(&feed.url), "name": name, "tags": feed.tags, "hidden": feed.hidden,
                    "full": feed.full != Full::Feed, "state": health.name(),
                    "articles": tally.articles, "unread": tally.unread, "week": tally.week,
                    "latest": tally.latest.map(|m| m.to_string()), "asked": standing.asked.map(|m| m.to_string()),
                    "next": standing.next.map(|m| m.to_string()), "moved": standing.moved,
                    "message": standing.last().map(|last| last.words.as_str()),
                    "failing_since": standing.failing.map(|m| m.to_string()),
                }),
            )?;
            continue;
        }
        let style = session.wide_style();
        written::row(
            &mut out,
            style,
            &written::Row {
                health: *health,
                name,
                feed,
                row,
                tally,
                now,
            },
        )?;
    }
    out.flush()?;
    Ok(())
}

/// An address as a person writes one: without a scheme it is on the web.
fn address(written: &str) -> String {
    let written = written.trim();
    let plain = written.strip_prefix("feed:").unwrap_or(written);
    let plain = plain.strip_prefix("//").unwrap_or(plain);
    if is_source(plain) || plain.contains("://") {
        plain.to_owned()
    } else {
        format!("https://{plain}")
    }
}

fn add(session: &Session, urls: &[String], like: &Wanted) -> Result<(), Fault> {
    let mut followed = followed::told(session)?;
    let fetcher = Fetcher::new(nutgraf_feeds::fetch::Manners::default());
    let mut failed = 0;
    for written in urls {
        let url = address(written);
        if let Some(known) = followed.file.feeds.iter().find(|feed| feed.url == url) {
            session.note(&format!(
                "{}: followed already",
                without_password(&known.url)
            ));
            continue;
        }
        let found = if is_address(&url) {
            match discover::discover(&fetcher, &url) {
                Ok(found) => found,
                Err(words) => {
                    failed += 1;
                    complain(&format!("{}: {words}", without_password(&url)));
                    continue;
                }
            }
        } else {
            vec![Found {
                url: url.clone(),
                ..Found::default()
            }]
        };
        let [one] = found.as_slice() else {
            failed += 1;
            several(session, &url, &found)?;
            continue;
        };
        let new = Wanted {
            url: one.url.clone(),
            ..like.clone()
        };
        followed
            .edit(&FeedEdit::Add(vec![new]))
            .map_err(Fault::failed)?;
        if !session.common.quiet {
            let mut out = output();
            let name = if one.title.is_empty() { "" } else { &one.title };
            let said = format!("follows {} {name}", without_password(&one.url));
            writeln!(
                out,
                "{}",
                session
                    .style()
                    .line(crate::print::style::Weight::Plain, said.trim_end())
            )?;
            out.flush()?;
        }
    }
    match failed {
        0 => Ok(()),
        all if all == urls.len() => Err(Fault::Silent(code::FAILED)),
        _ => Err(Fault::Silent(code::PARTLY)),
    }
}

/// A site that names several feeds, or none: which, for the reader to choose.
fn several(session: &Session, url: &str, found: &[Found]) -> Result<(), Fault> {
    let shown = without_password(url);
    if found.is_empty() {
        complain(&format!(
            "{shown}: a page that names no feed; give the feed's own address"
        ));
        return Ok(());
    }
    complain(&format!(
        "{shown}: {} feeds; add the one that you mean:",
        found.len()
    ));
    print_found(session, found)
}

fn print_found(session: &Session, found: &[Found]) -> Result<(), Fault> {
    let mut out = output();
    for one in found {
        if session.common.json {
            json::line(
                &mut out,
                &serde_json::json!({"url": one.url, "title": one.title}),
            )?;
        } else {
            let line = format!("{}  {}", one.url, one.title);
            writeln!(
                out,
                "{}",
                session
                    .style()
                    .line(crate::print::style::Weight::Plain, line.trim_end())
            )?;
        }
    }
    out.flush()?;
    Ok(())
}

fn discover(session: &Session, url: &str) -> Result<(), Fault> {
    let url = address(url);
    let fetcher = Fetcher::new(nutgraf_feeds::fetch::Manners::default());
    let shown = without_password(&url);
    let found = discover::discover(&fetcher, &url)
        .map_err(|words| Fault::failed(format!("{shown}: {words}")))?;
    if found.is_empty() {
        return Err(Fault::failed(format!("{shown}: a page that names no feed")));
    }
    print_found(session, &found)
}

fn remove(session: &Session, what: &str, articles: bool) -> Result<(), Fault> {
    let mut followed = followed::told(session)?;
    let known = Known::read(session)?;
    let feed = followed::find(&followed.file.feeds, what, &|feed| known.name(feed))?.clone();
    followed
        .edit(&FeedEdit::Take(feed.url.clone()))
        .map_err(Fault::failed)?;
    let mut gone = None;
    if articles && known.rows.contains_key(feed.url.as_str()) {
        let forget = FeedChange::Forget(Arc::from(feed.url.as_str()));
        let mut writer = open_library::open(session)?.writer()?;
        let applied = writer.apply(&[Change::Feed(forget)])?;
        gone = Some(applied.touched.len());
    }
    if !session.common.quiet {
        let mut out = output();
        let articles = match gone {
            None => "its articles stay".to_owned(),
            Some(1) => "1 article went with it".to_owned(),
            Some(many) => format!("{many} articles went with it"),
        };
        writeln!(out, "no longer follows {}; {articles}", known.name(&feed))?;
        out.flush()?;
    }
    Ok(())
}

fn export(session: &Session, urls: bool) -> Result<(), Fault> {
    let followed = followed::told(session)?;
    let known = Known::read(session)?;
    let mut out = output();
    let named: Vec<(String, &Wanted)> = followed
        .file
        .feeds
        .iter()
        .map(|feed| (known.name(feed), feed))
        .collect();
    if urls {
        for (_, feed) in &named {
            writeln!(out, "{}", crate::config::newsboat::urls::line(feed))?;
        }
    } else {
        let home = |url: &str| known.rows.get(url).and_then(|row| row.home.clone());
        written::opml(&mut out, &named, &home)?;
    }
    out.flush()?;
    Ok(())
}

fn heal(session: &Session) -> Result<(), Fault> {
    let mut followed = followed::told(session)?;
    let known = Known::read(session)?;
    let moved: Vec<(String, String)> = followed
        .file
        .feeds
        .iter()
        .filter_map(|feed| {
            let to = known.rows.get(feed.url.as_str())?.standing.moved.clone()?;
            Some((feed.url.clone(), to))
        })
        .collect();
    let mut out = output();
    if moved.is_empty() {
        writeln!(out, "no feed has moved for good")?;
        out.flush()?;
        return Ok(());
    }
    let mut writer = open_library::open(session)?.writer()?;
    for (from, to) in moved {
        let taken = followed.file.feeds.iter().any(|feed| feed.url == to);
        // Two feeds that turn out to be one are followed once.
        followed
            .edit(&if taken {
                FeedEdit::Take(from.clone())
            } else {
                FeedEdit::Readdress {
                    from: from.clone(),
                    to: to.clone(),
                }
            })
            .map_err(Fault::failed)?;
        let change = FeedChange::Readdress {
            from: Arc::from(from.as_str()),
            to: Arc::from(to.as_str()),
        };
        writer.apply(&[Change::Feed(change)])?;
        writeln!(
            out,
            "{} is now {}",
            without_password(&from),
            without_password(&to)
        )?;
    }
    out.flush()?;
    Ok(())
}

fn why(session: &Session, what: &str) -> Result<(), Fault> {
    let followed = followed::told(session)?;
    let known = Known::read(session)?;
    let feed = followed::find(&followed.file.feeds, what, &|feed| known.name(feed))?;
    let row = known.row(&feed.url);
    let standing = &row.standing;
    let now = clock::now();
    let host = nutgraf_feeds::address::host(standing.moved.as_deref().unwrap_or(&feed.url));
    let waits = waits(session, &host)?.filter(|until| *until > now);
    let mut out = output();
    if session.common.json {
        let answers: Vec<serde_json::Value> = standing
            .answers
            .iter()
            .map(|answer| serde_json::json!({"at": answer.at.to_string(), "status": answer.status, "message": answer.words}))
            .collect();
        json::line(
            &mut out,
            &serde_json::json!({
                "url": without_password(&feed.url), "name": known.name(feed), "state": standing.health().name(),
                "next": standing.next.map(|m| m.to_string()), "why": standing.reason.words(),
                "host_waits_until": waits.map(|m| m.to_string()), "moved": standing.moved, "answers": answers,
            }),
        )?;
        out.flush()?;
        return Ok(());
    }
    let style = session.style();
    let line = |text: &str| style.line(crate::print::style::Weight::Plain, text);
    writeln!(
        out,
        "{}",
        style.line(crate::print::style::Weight::Bold, &known.name(feed))
    )?;
    writeln!(out, "{}", line(&without_password(&feed.url)))?;
    if let Some(moved) = &standing.moved {
        writeln!(
            out,
            "moved for good to {}; `nutgraf feeds heal` writes that down",
            line(moved)
        )?;
    }
    match (standing.next, standing.reason) {
        (_, Reason::Gone) => writeln!(out, "not asked any more: {}", standing.reason.words())?,
        (None, _) => writeln!(out, "asked at the next refresh: it was never asked")?,
        (Some(next), reason) if next <= now => {
            writeln!(out, "due since {next} ({})", reason.words())?;
        }
        (Some(next), reason) => writeln!(
            out,
            "asked again at {next}, in {}, because {}",
            spoken(next.0 - now.0),
            reason.words()
        )?,
    }
    if let Some(until) = waits {
        writeln!(out, "{host} wants to be left alone until {until}")?;
    }
    for answer in standing.answers.iter().rev() {
        let status = match answer.status {
            0 => "-".to_owned(),
            status => status.to_string(),
        };
        writeln!(out, "{}  {status:>3}  {}", answer.at, line(&answer.words))?;
    }
    out.flush()?;
    Ok(())
}

fn waits(session: &Session, host: &str) -> Result<Option<Moment>, Fault> {
    if !session.library_path().exists() {
        return Ok(None);
    }
    let library: Library = open_library::open_existing(session)?;
    Ok(library
        .reader()?
        .hosts()?
        .get(host)
        .and_then(|host| host.wait))
}

fn timer(session: &Session) -> Result<(), Fault> {
    let program = std::env::current_exe().map_or_else(
        |_unknown| "nutgraf".to_owned(),
        |path| path.display().to_string(),
    );
    let mut out = output();
    written::timer(&mut out, &program, &session.library_path())?;
    out.flush()?;
    Ok(())
}
