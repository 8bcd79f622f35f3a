//! Owns: `Credentials`, the names and passwords of feeds: from the environment, a program or netrc.
//! Promises: none is kept, shown or written; nothing is read that no feed asks for.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::engine::refresh::program;
use nutgraf_feeds::address;
use nutgraf_feeds::fetch::Manners;
use nutgraf_feeds::secret::Secret;
use nutgraf_read::model::feed::Wanted;

/// Where names and passwords come from.
#[derive(Clone, Default)]
pub struct Credentials {
    /// The variables of the environment that feeds name.
    variables: HashMap<String, Secret>,
    /// The file that curl and others read.
    netrc: PathBuf,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

impl Credentials {
    /// With the variables that some feeds name, read by `variable`.
    pub fn new(
        feeds: &[Wanted],
        variable: impl Fn(&str) -> Option<String>,
        netrc: PathBuf,
    ) -> Self {
        let wishes = feeds.iter().filter_map(|feed| feed.auth.as_deref());
        let names = wishes.filter_map(|auth| auth.strip_prefix("env:"));
        let variables = names.filter_map(|name| {
            let secret = variable(name).and_then(|value| Secret::new(&value))?;
            Some((name.to_owned(), secret))
        });
        Self {
            variables: variables.collect(),
            netrc,
        }
    }

    /// What is sent to a feed that is asked at `url`.
    ///
    /// # Errors
    /// One line on what its reader named and is not there.
    pub(super) fn of(
        &self,
        feed: &Wanted,
        url: &str,
        (programs, manners): (bool, &Manners),
    ) -> Result<Option<Secret>, String> {
        let Some(auth) = &feed.auth else {
            return Ok(None);
        };
        // What was meant for one server is not sent to that to which the feed has moved.
        if address::host(program::source(&feed.url)) != address::host(url) {
            return Ok(None);
        }
        if let Some(name) = auth.strip_prefix("env:") {
            let secret = self.variables.get(name).cloned();
            return secret.map(Some).ok_or_else(|| {
                format!("the variable {name}, which holds its password, is not set")
            });
        }
        if let Some(line) = auth.strip_prefix("command:") {
            if !programs {
                return Err(
                    "its password comes from a program, which is not run: set `commands = true` under [feeds] to allow it"
                        .to_owned(),
                );
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            let said = program::answer(&words, manners, Vec::new())?;
            let said = String::from_utf8_lossy(&said);
            let first = said.lines().next().unwrap_or("");
            return Secret::new(first)
                .map(Some)
                .ok_or_else(|| "the program for its password says nothing".to_owned());
        }
        from_netrc(&self.netrc, &address::host(url)).map(Some)
    }
}

fn from_netrc(path: &Path, host: &str) -> Result<Secret, String> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
    if others_may_read(path) {
        return Err(format!(
            "{shown} can be read by others and is not used: chmod 600 {shown}"
        ));
    }
    let host = host.split(':').next().unwrap_or(host);
    in_netrc(&text, host)
        .and_then(|found| Secret::new(&found))
        .ok_or_else(|| format!("{shown} has no password for {host}"))
}

#[cfg(unix)]
fn others_may_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_may_read(_: &Path) -> bool {
    false
}

/// `name:password` of a machine, or of the default.
fn in_netrc(text: &str, host: &str) -> Option<String> {
    let mut words = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or(""))
        .flat_map(str::split_whitespace);
    let (mut here, mut login) = (false, "");
    while let Some(word) = words.next() {
        match word {
            "machine" => {
                here = words.next() == Some(host);
                login = "";
            }
            "default" => here = true,
            "login" => login = words.next().unwrap_or(""),
            "password" => {
                let password = words.next().unwrap_or("");
                if here {
                    return Some(format!("{login}:{password}"));
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn netrc_is_read_as_others_read_it() {
        let text = "machine a.example login ann\n password p1 # mine\nmachine b.example login bo password p2\ndefault login x password p3";
        assert_eq!(in_netrc(text, "a.example").as_deref(), Some("ann:p1"));
        assert_eq!(in_netrc(text, "b.example").as_deref(), Some("bo:p2"));
        assert_eq!(in_netrc(text, "c.example").as_deref(), Some("x:p3"));
        assert_eq!(in_netrc("machine a login b", "a"), None);
    }
}
