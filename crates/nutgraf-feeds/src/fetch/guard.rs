//! Owns: looking up the numbers of a host.
//! Promises: what is not to lead to this machine or its network does not, wherever a name or a redirect points.

use std::net::SocketAddr;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::address::is_public;

/// What is said of an address that is refused.
pub(super) const PRIVATE: &str =
    "it leads to an address of this machine or of the local network, which its reader did not name";

/// Looks up hosts and, unless told otherwise, refuses those of this machine and of the local network. It stands here and not
/// before the call, so that what was looked at is what is connected to.
#[derive(Debug)]
pub(super) struct Guarded {
    inner: DefaultResolver,
    local: bool,
}

impl Guarded {
    pub(super) fn new(local: bool) -> Self {
        Self {
            inner: DefaultResolver::default(),
            local,
        }
    }
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // The reader's own proxy may stand anywhere.
        let is_proxy = config
            .proxy()
            .is_some_and(|proxy| Some(proxy.host()) == uri.host());
        let private = |address: &SocketAddr| !is_public(address.ip());
        if !self.local && !is_proxy && found.iter().any(private) {
            return Err(ureq::Error::Io(std::io::Error::new(
                std::io::ErrorKind::PermissionDenied,
                PRIVATE,
            )));
        }
        Ok(found)
    }
}
