//! Decides who may send requests: the user's own browser, from the preview's own pages.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::net::IpAddr;

/// Knows the host names of this preview. By DNS rebinding, a page of another site can make a browser send requests to
/// this machine under that site's own name, but not under one of these.
pub(crate) struct Guard {
    /// The argument of `--host`.
    host: String,
    /// Whether it means all addresses of this machine, so that each of them is accepted, and the machine's name as
    /// well.
    is_open: bool,
    machine: Option<String>,
}

impl Guard {
    pub(crate) fn new(host: &str) -> Self {
        Self::on(machine_name(), host)
    }

    fn on(machine: Option<String>, host: &str) -> Self {
        let is_open = host.parse::<IpAddr>().is_ok_and(|address| address.is_unspecified());
        Self { host: host.to_ascii_lowercase(), is_open, machine: machine.map(|name| name.to_ascii_lowercase()) }
    }

    /// # Errors
    /// The answer to a request that is refused.
    #[expect(clippy::result_large_err, reason = "it is the answer itself, once a request")]
    pub(crate) fn admit(&self, request: &Request) -> Result<(), Response> {
        let headers = request.headers();
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let refusal = (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")], "GET or HEAD\n");
            return Err(refusal.into_response());
        }
        self.admit_host(request)?;
        // A link on another site may be followed, but other sites may not load the preview's files into their own
        // pages.
        let is_followed = text(headers, "sec-fetch-mode") == Some("navigate");
        let is_foreign = matches!(text(headers, "sec-fetch-site"), Some("cross-site" | "same-site"));
        if is_foreign && !is_followed {
            return Err((StatusCode::FORBIDDEN, "Only the preview's own pages may load this.\n").into_response());
        }
        Ok(())
    }

    /// For requests that change something: they must come from a script on a page of this preview.
    ///
    /// # Errors
    /// The answer to a request that is refused.
    #[expect(clippy::result_large_err, reason = "it is the answer itself, once a request")]
    pub(super) fn admit_write(&self, request: &Request) -> Result<(), Response> {
        let headers = request.headers();
        if *request.method() != Method::POST {
            return Err((StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")], "POST\n").into_response());
        }
        self.admit_host(request)?;
        let host = text(headers, header::HOST.as_str()).unwrap_or_default();
        // A form on another site can send any body, but not this header or content type.
        let is_own = text(headers, header::ORIGIN.as_str()).and_then(|origin| origin.strip_prefix("http://"))
            == Some(host)
            && headers.get_all(header::ORIGIN).iter().count() == 1
            && matches!(text(headers, "sec-fetch-site"), None | Some("same-origin"));
        let is_json = text(headers, header::CONTENT_TYPE.as_str()) == Some("application/json");
        if !is_own || !is_json {
            return Err((StatusCode::FORBIDDEN, "Only the preview's own pages may change this.\n").into_response());
        }
        Ok(())
    }

    #[expect(clippy::result_large_err, reason = "it is the answer itself, once a request")]
    fn admit_host(&self, request: &Request) -> Result<(), Response> {
        let headers = request.headers();
        // With two Host headers or two lengths, a proxy may have used the other one, so that what follows on the
        // connection need not be what the proxy took it for. No browser sends either.
        if headers.get_all(header::HOST).iter().count() > 1 {
            return Err(closing("One Host header, please.\n"));
        }
        if headers.contains_key(header::TRANSFER_ENCODING) || headers.get_all(header::CONTENT_LENGTH).iter().count() > 1
        {
            return Err(closing("One Content-Length and no Transfer-Encoding, please.\n"));
        }
        let named = [text(headers, header::HOST.as_str()), request.uri().host()];
        let mut named = named.into_iter().flatten().peekable();
        if named.peek().is_none() || !named.all(|host| self.knows(host)) {
            let refusal = "This preview answers to localhost only; another name must be given with --host.\n";
            return Err((StatusCode::FORBIDDEN, refusal).into_response());
        }
        Ok(())
    }

    /// `host` as in a request, possibly with a port.
    fn knows(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((address, _)) => address,
            None => host.rsplit_once(':').map_or(host, |(name, _)| name),
        };
        let name = name.to_ascii_lowercase();
        let address = name.parse::<IpAddr>().ok();
        let is_loopback = name == "localhost" || address.is_some_and(|address| address.is_loopback());
        is_loopback || name == self.host || self.is_open && (address.is_some() || self.is_machine(&name))
    }

    /// Whether this is the machine's name, with or without its domain or `.local`.
    fn is_machine(&self, name: &str) -> bool {
        let Some(machine) = &self.machine else { return false };
        let short = machine.split('.').next().unwrap_or_default();
        !short.is_empty() && (name == machine || name == short || name.strip_suffix(".local") == Some(short))
    }
}

/// Refuses a request, and all that might follow it on the same connection.
fn closing(why: &'static str) -> Response {
    (StatusCode::BAD_REQUEST, [(header::CONNECTION, "close")], why).into_response()
}

#[cfg(unix)]
fn machine_name() -> Option<String> {
    Some(rustix::system::uname().nodename().to_string_lossy().into_owned())
}

#[cfg(not(unix))]
fn machine_name() -> Option<String> {
    std::env::var("COMPUTERNAME").ok()
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
    }

    #[test]
    fn on_all_addresses_it_answers_to_each_and_to_the_machine_s_name_and_to_no_other() {
        for host in ["0.0.0.0", "::"] {
            let guard = Guard::on(Some("Desk7.example.gov.cn".to_owned()), host);
            for name in
                ["192.168.1.7:4000", "[fe80::1]:4000", "localhost", "desk7:4000", "DESK7.local", "desk7.example.gov.cn"]
            {
                assert!(guard.knows(name), "{name}");
            }
            for name in ["evil.example:4000", "desk7.evil.example", "desk8", "", ".local", "192.168.1.7.evil.example"] {
                assert!(!guard.knows(name), "{name}");
            }
        }
        assert!(!Guard::on(Some("desk7".to_owned()), "127.0.0.1").knows("desk7:4000"));
        assert!(!Guard::on(None, "0.0.0.0").knows("desk7:4000"));
    }
}
