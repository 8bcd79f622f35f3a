//! Owns: the commands for feeds, as far as they exist.
//! Promises: says honestly that following feeds is not there yet, and what works instead.

use crate::cli::arguments::FeedsCommand;
use crate::cli::fault::Fault;

const INSTEAD: &str = "`nutgraf import URL` reads a page or a feed once";

/// `refresh`.
pub fn refresh(feed: Option<&str>) -> Result<(), Fault> {
    let what = feed.map_or_else(|| "feeds".to_owned(), |feed| format!("the feed {feed}"));
    Err(Fault::failed(format!(
        "cannot refresh {what}: this version does not follow feeds yet; {INSTEAD}"
    )))
}

/// `feeds …`.
pub fn feeds(command: Option<&FeedsCommand>) -> Result<(), Fault> {
    let what = match command {
        None | Some(FeedsCommand::List) => "list feeds".to_owned(),
        Some(FeedsCommand::Add { url }) => format!("follow {url}"),
        Some(FeedsCommand::Remove { url }) => format!("stop following {url}"),
        Some(FeedsCommand::Import { file }) => format!("follow the feeds of {}", file.display()),
        Some(FeedsCommand::Export) => "export feeds".to_owned(),
    };
    Err(Fault::failed(format!(
        "cannot {what}: this version does not follow feeds yet; {INSTEAD}"
    )))
}
