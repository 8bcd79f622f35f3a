//! Owns: the one HTTP call: an address → bytes.
//! May import: `ingest::refusal`, `model::flaw`.
//! Promises: only http and https; bounded time and size; says who asks.

use std::time::Duration;

use crate::ingest::refusal::{Limits, Refusal, RefusalKind};
use crate::model::flaw::FlawKind;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the whole answer may take.
const WHOLE: Duration = Duration::from_secs(20);
/// Redirects that are followed.
const REDIRECTS: u32 = 5;

/// Whether an argument names a page on the web rather than a file.
pub fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Fetches an address: its bytes and the character set that the server named.
///
/// # Errors
/// A refusal that says what the network or the server did.
pub fn get(address: &str, limits: &Limits) -> Result<(Vec<u8>, Option<String>), Refusal> {
    let refused = |why: String| Refusal::new(address, RefusalKind::Network, why);
    if !is_address(address) {
        return Err(refused(
            "only http and https addresses are fetched".to_owned(),
        ));
    }
    let agent = ureq::Agent::config_builder()
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(WHOLE))
        .max_redirects(REDIRECTS)
        .user_agent(concat!("nutgraf/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent();
    let mut answer = agent
        .get(address)
        .call()
        .map_err(|error| refused(format!("could not be fetched: {error}")))?;
    let charset = answer.body().charset().map(ToOwned::to_owned);
    let bytes = answer
        .body_mut()
        .with_config()
        .limit(limits.bytes as u64)
        .read_to_vec()
        .map_err(|error| {
            if matches!(error, ureq::Error::BodyExceedsLimit(_)) {
                let kind = RefusalKind::Document(FlawKind::TooLarge);
                let most = limits.bytes;
                let why = format!("larger than the limit of {most} bytes; it was left out");
                return Refusal::new(address, kind, why);
            }
            refused(format!("broke off: {error}"))
        })?;
    Ok((bytes, charset))
}
