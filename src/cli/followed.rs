//! Owns: the feeds that are followed, as the commands see them: where their file is, and which feed is meant.
//! Promises: what is wrong with the file is told and the rest works.

use std::path::PathBuf;

use crate::cli::environment::Environment;
use crate::cli::fault::Fault;
use crate::cli::session::Session;
use crate::engine::followed::Followed;
use crate::engine::path;
use crate::engine::refresh::{Credentials, RefreshSetup};
use nutgraf_read::model::feed::Wanted;

/// The name of the file beside the settings.
const NAME: &str = "feeds.toml";

/// The file that names the feeds, by the settings.
pub fn path(session: &Session) -> PathBuf {
    let named = &session.settings.feeds.file;
    if named.is_empty() {
        session.beside_settings(NAME)
    } else {
        path::below(&session.environment.home, named)
    }
}

/// Reads that file.
///
/// # Errors
/// When it can't be read.
pub fn read(session: &Session) -> Result<Followed, Fault> {
    Followed::read(&path(session)).map_err(Fault::failed)
}

/// The same, with what is wrong said on standard error.
///
/// # Errors
/// When it can't be read.
pub fn told(session: &Session) -> Result<Followed, Fault> {
    let followed = read(session)?;
    for line in &followed.complaints {
        session.note(line);
    }
    Ok(followed)
}

/// How feeds are fetched by the settings.
pub fn setup(session: &Session, followed: &Followed) -> RefreshSetup {
    RefreshSetup {
        credentials: Credentials::new(
            &followed.file.feeds,
            Environment::value,
            session.environment.netrc.clone(),
        ),
        programs: session.settings.feeds.commands,
        ..RefreshSetup::default()
    }
}

/// The feed that is meant by an address, a name or a part of either; `called` says what each is called.
///
/// # Errors
/// When none is meant, or several.
pub fn find<'f>(
    feeds: &'f [Wanted],
    what: &str,
    called: &dyn Fn(&Wanted) -> String,
) -> Result<&'f Wanted, Fault> {
    if let Some(exact) = feeds.iter().find(|feed| feed.url == what) {
        return Ok(exact);
    }
    let wanted = what.to_lowercase();
    let name = |feed: &Wanted| called(feed).to_lowercase();
    let called: Vec<&Wanted> = feeds.iter().filter(|feed| name(feed) == wanted).collect();
    let meant = if called.is_empty() {
        let part = |feed: &&Wanted| {
            feed.url.to_lowercase().contains(&wanted) || name(feed).contains(&wanted)
        };
        feeds.iter().filter(part).collect()
    } else {
        called
    };
    match meant.as_slice() {
        [one] => Ok(one),
        [] => Err(Fault::failed(format!(
            "no feed is called `{what}`; `nutgraf feeds list` names them"
        ))),
        many => {
            let some: Vec<&str> = many.iter().take(3).map(|feed| feed.url.as_str()).collect();
            Err(Fault::failed(format!(
                "`{what}` is in {} feeds ({}{}); say more of its address",
                many.len(),
                some.join(", "),
                if many.len() > 3 { ", …" } else { "" }
            )))
        }
    }
}
