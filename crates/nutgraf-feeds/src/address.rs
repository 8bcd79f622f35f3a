//! Owns: what an address says about where it leads: its host, its origin, the name and password in it, and whether a machine
//! belongs to the public internet.
//! Promises: looks at text only; no name is looked up.

use std::net::IpAddr;

use url::{Host, Url};

/// The server behind an address, as one that is not to be asked twice at a time: its name, with the port where that is not the
/// usual one. Empty for what is no address.
pub fn host(address: &str) -> String {
    let Ok(url) = Url::parse(address) else {
        return String::new();
    };
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => String::new(),
    }
}

/// An address without the name and password that may stand in it, for showing.
pub fn without_password(address: &str) -> String {
    match Url::parse(address) {
        Ok(mut url) if !url.username().is_empty() || url.password().is_some() => {
            // What has no host has no password.
            let taken = url.set_username("").and_then(|()| url.set_password(None));
            taken.map_or_else(|()| String::new(), |()| url.to_string())
        }
        Ok(_) | Err(_) => address.to_owned(),
    }
}

/// Whether an address names a machine that does not belong to the public internet, as far as the address itself tells.
pub fn is_private(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| match url.host() {
        Some(Host::Ipv4(v4)) => !is_public(IpAddr::V4(v4)),
        Some(Host::Ipv6(v6)) => !is_public(IpAddr::V6(v6)),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost"
                || !name.contains('.')
                || [".localhost", ".local", ".internal", ".lan", ".home.arpa"]
                    .iter()
                    .any(|end| name.ends_with(end))
        }
        None => false,
    })
}

/// Whether a number belongs to the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_broadcast()
                || v4.is_multicast()
                || v4.is_documentation()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 198 && matches!(b, 18 | 19))
                || (a == 192 && b == 0 && c == 0))
        }
        IpAddr::V6(v6) => {
            if let Some(v4) = v6.to_ipv4_mapped() {
                return is_public(IpAddr::V4(v4));
            }
            let [first, second, ..] = v6.segments();
            // Addresses that carry one of version 4 within them (6to4, NAT64) lead to that.
            let [.., seventh, eighth] = v6.segments();
            let carried = match (first, second) {
                (0x2002, _) => Some((second, v6.segments()[2])),
                (0x64, 0xff9b) => Some((seventh, eighth)),
                _ => None,
            };
            if let Some((high, low)) = carried {
                let [a, b] = high.to_be_bytes();
                let [c, d] = low.to_be_bytes();
                return is_public(IpAddr::V4([a, b, c, d].into()));
            }
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || (first, second) == (0x2001, 0xdb8)
                || first & 0xFE00 == 0xFC00
                || first & 0xFFC0 == 0xFE80)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_that_are_not_public_are_known_by_number_and_name() {
        for (address, private) in [
            ("http://127.0.0.1/", true),
            ("http://127.9.9.9:8080/x", true),
            ("http://0x7f.1/", true),
            ("http://10.1.2.3/", true),
            ("http://169.254.169.254/latest", true),
            ("http://[::1]/", true),
            ("http://[::ffff:192.168.0.1]/", true),
            ("http://[2002:7f00:1::]/", true),
            ("http://[64:ff9b::7f00:1]/", true),
            ("http://localhost:9/", true),
            ("http://printer/", true),
            ("http://nas.local/", true),
            ("http://0.0.0.0/", true),
            ("https://news.example/", false),
            ("http://8.8.8.8/", false),
            ("http://[2606:4700::1111]/", false),
            ("no address", false),
        ] {
            assert_eq!(is_private(address), private, "{address}");
        }
    }

    #[test]
    fn a_host_is_named_once_and_a_password_is_never_shown() {
        assert_eq!(host("https://a.example/x"), "a.example");
        assert_eq!(host("http://A.example:80/x"), "a.example");
        assert_eq!(host("http://u:p@a.example:8080/"), "a.example:8080");
        assert_eq!(host("exec:thing"), "");
        assert_eq!(
            without_password("https://me:secret@a.example/f?x=1"),
            "https://a.example/f?x=1"
        );
        assert_eq!(without_password("exec:thing"), "exec:thing");
    }
}
