//! Who may ask: the user's own browser, for the preview's own pages.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::net::IpAddr;

/// Knows the names that this preview may be called by. A page of another site can make a browser ask this machine
/// under a name of its own (DNS rebinding); it cannot make it say one of these.
pub struct Guard {
    /// What the user said with `--host`; of an address that stands for all, any name is right.
    host: String,
    is_open: bool,
}

impl Guard {
    pub fn new(host: &str) -> Self {
        let is_open = host.parse::<IpAddr>().is_ok_and(|address| address.is_unspecified());
        Self { host: host.to_ascii_lowercase(), is_open }
    }

    /// # Errors
    /// The answer to a request that is refused.
    #[expect(clippy::result_large_err, reason = "it is the answer itself, once a request")]
    pub fn admit(&self, request: &Request) -> Result<(), Response> {
        let headers = request.headers();
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let refusal = (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")], "GET or HEAD\n");
            return Err(refusal.into_response());
        }
        let host = text(headers, header::HOST.as_str()).or_else(|| request.uri().host());
        if !host.is_some_and(|host| self.knows(host)) {
            let refusal = "This preview answers to localhost only; another name must be given with --host.\n";
            return Err((StatusCode::FORBIDDEN, refusal).into_response());
        }
        // A link from another site may be followed; what it loads into its own pages may not come from here.
        let is_followed = text(headers, "sec-fetch-mode") == Some("navigate");
        let is_foreign = matches!(text(headers, "sec-fetch-site"), Some("cross-site" | "same-site"));
        if is_foreign && !is_followed {
            return Err((StatusCode::FORBIDDEN, "Only the preview's own pages may load this.\n").into_response());
        }
        Ok(())
    }

    /// `host` as a request names it, maybe with a port.
    fn knows(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((address, _)) => address,
            None => host.rsplit_once(':').map_or(host, |(name, _)| name),
        };
        let name = name.to_ascii_lowercase();
        let is_loopback = name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        is_loopback || self.is_open || name == self.host
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_known() {
        let guard = Guard::new("127.0.0.1");
        for name in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST", "[::1]:4000", "127.0.0.2"] {
            assert!(guard.knows(name), "{name}");
        }
        for name in ["evil.example:4000", "localhost.evil.example", "192.168.1.7:4000", "", "127.0.0.1.evil.example"] {
            assert!(!guard.knows(name), "{name}");
        }
        assert!(Guard::new("preview.lan").knows("preview.lan:4000"));
        assert!(Guard::new("0.0.0.0").knows("192.168.1.7:4000"));
    }
}
