//! The HTTP door: addresses as people type them, one client, and failures told apart: nobody there,
//! somebody else there, headquarters saying no.

use super::log::Live;
use crate::dto::Problem;
use crate::error::AppError;
use passerelle_domain::Refusal;
use reqwest::{Body, Certificate, Client, Response, StatusCode, Url};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest silence in either direction. A slow line that still moves is never given up.
const SILENCE_MAX: Duration = Duration::from_secs(60);
const SILENCE_WATCH: Duration = Duration::from_secs(1);
/// Bytes of a refusal, or of an answer to joining.
const ANSWER_BYTES_MAX: usize = 16 * 1024;
/// Names a file of certificates (PEM) to believe beside the system's: those of an authority of one's own.
const AUTHORITIES: &str = "PASSERELLE_CA";
/// What frames are called.
pub(crate) const FRAMES: &str = "application/vnd.passerelle.frames";
/// What an answer to joining is called.
pub(crate) const JOINED: &str = "application/vnd.passerelle.join";

/// Headquarters' address from what people type: with or without `https://`, with or without a path.
///
/// # Errors
/// `join.bad_address`.
pub(crate) fn address(text: &str) -> Result<Url, Refusal> {
    let text = text.trim();
    let bad = || Refusal::new("join.bad_address").with("address", text);
    let local = ["localhost", "127.", "[::1]"].iter().any(|start| text.starts_with(start));
    let whole = match text.contains("://") {
        true => text.to_owned(),
        false if local => format!("http://{text}"),
        false => format!("https://{text}"),
    };
    let mut url = Url::parse(&whole).map_err(|_| bad())?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return Err(bad());
    }
    url.set_query(None);
    url.set_fragment(None);
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

/// A line to headquarters: kept between exchanges, so that the next one finds it open.
#[derive(Clone)]
pub struct Line {
    pub(crate) client: Client,
}

impl Line {
    /// A line that is not open yet.
    ///
    /// # Errors
    /// `exchange.authority_unreadable` with `file`, `exchange.unreachable` when the system gives none.
    pub fn new() -> Result<Self, AppError> {
        Ok(Self { client: client()? })
    }
}

pub(crate) fn client() -> Result<Client, AppError> {
    let authorities = match std::env::var_os(AUTHORITIES).filter(|file| !file.is_empty()) {
        Some(file) => authorities(Path::new(&file))?,
        None => Vec::new(),
    };
    Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .tls_certs_merge(authorities)
        // A captive portal answers with a redirect: that is not headquarters.
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .map_err(|_| AppError::refused("exchange.unreachable"))
}

fn authorities(file: &Path) -> Result<Vec<Certificate>, Refusal> {
    let unreadable = || Refusal::new("exchange.authority_unreadable").with("file", file.display());
    let text = std::fs::read(file).map_err(|_| unreadable())?;
    let found = Certificate::from_pem_bundle(&text).map_err(|_| unreadable())?;
    if found.is_empty() { Err(unreadable()) } else { Ok(found) }
}

/// One request and its answer: `heard` takes what arrives, until it has heard enough. False when the
/// answer ended before that.
///
/// # Errors
/// `exchange.stopped`, `exchange.cut`, `exchange.unreachable`, `exchange.not_headquarters` (also for
/// what `heard` does not understand), headquarters' own, or those of `heard`.
pub(crate) async fn converse(
    line: &Line,
    url: &Url,
    path: &str,
    body: Vec<u8>,
    live: &Live,
    mut heard: impl FnMut(&[u8]) -> Result<bool, AppError>,
) -> Result<bool, AppError> {
    let target = url.join(path).map_err(|_| AppError::refused("join.bad_address"))?;
    let movement = Movement::default();
    let sent = line.client.post(target).body(moving(body, &movement)).send();
    let response = movement.watch(sent, || live.pulse()).await?;
    let response = response.map_err(|error| failure(&error, url))?;
    let mut response = accepted(response, FRAMES, url).await?;
    loop {
        let chunk = movement.watch(response.chunk(), || live.pulse()).await?;
        let Some(chunk) = chunk.map_err(|error| failure(&error, url))? else { return Ok(false) };
        movement.noted();
        let whole = heard(&chunk).map_err(|error| match error.code() {
            "exchange.not_understood" => not_headquarters(url).into(),
            _ => error,
        })?;
        if whole {
            return Ok(true);
        }
        if live.must_stop() {
            return Err(AppError::refused("exchange.stopped"));
        }
    }
}

/// A body whose way out can be watched: small ones go whole, with their length told, so that nothing
/// is spent on saying where pieces begin.
fn moving(body: Vec<u8>, movement: &Movement) -> Body {
    const PIECE_BYTES: usize = 64 * 1024;
    if body.len() <= PIECE_BYTES {
        return Body::from(body);
    }
    let moved = movement.clone();
    let pieces: Vec<Vec<u8>> = body.chunks(PIECE_BYTES).map(<[u8]>::to_vec).collect();
    let pieces = pieces.into_iter().map(move |piece| {
        moved.noted();
        Ok::<_, std::io::Error>(piece)
    });
    Body::wrap_stream(tokio_stream::iter(pieces))
}

/// When something last moved, in either direction.
#[derive(Clone, Default)]
pub(crate) struct Movement(Arc<AtomicU64>);

impl Movement {
    /// Something moved just now.
    pub(crate) fn noted(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits for `work`, as long as something moves.
    ///
    /// # Errors
    /// `exchange.cut` after `SILENCE_MAX` without a movement.
    pub(crate) async fn watch<T>(
        &self,
        work: impl Future<Output = T>,
        stop: impl Fn() -> bool,
    ) -> Result<T, AppError> {
        let mut work = std::pin::pin!(work);
        let (mut seen, mut silent) = (self.0.load(Ordering::Relaxed), Duration::ZERO);
        loop {
            match tokio::time::timeout(SILENCE_WATCH, &mut work).await {
                Ok(done) => return Ok(done),
                Err(_) if stop() => return Err(AppError::refused("exchange.stopped")),
                Err(_) => {
                    let now = self.0.load(Ordering::Relaxed);
                    silent = if now == seen { silent + SILENCE_WATCH } else { Duration::ZERO };
                    seen = now;
                }
            }
            if silent >= SILENCE_MAX {
                return Err(AppError::refused("exchange.cut"));
            }
        }
    }
}

/// What a failed request means for people.
pub(crate) fn failure(error: &reqwest::Error, address: &Url) -> AppError {
    let code = if is_untrusted(error) {
        "exchange.untrusted"
    } else if error.is_body() || error.is_decode() || error.is_request() && !error.is_connect() {
        "exchange.cut"
    } else {
        "exchange.unreachable"
    };
    Refusal::new(code).with("address", shown(address)).into()
}

/// Whether somebody answered whom no authority vouches for. The TLS library says so in words alone.
fn is_untrusted(error: &reqwest::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let said = inner.to_string();
        if said.contains("certificate verify failed") || said.contains("self-signed certificate") {
            return true;
        }
        source = inner.source();
    }
    false
}

/// Somebody answered, and it is not headquarters.
pub(crate) fn not_headquarters(address: &Url) -> Refusal {
    Refusal::new("exchange.not_headquarters").with("address", shown(address))
}

/// The address as people know it.
pub(crate) fn shown(address: &Url) -> String {
    address.as_str().trim_end_matches('/').to_owned()
}

/// The response if it is headquarters' and says yes, in the kind that was asked for.
///
/// # Errors
/// `exchange.not_headquarters`, or what headquarters answered.
pub(crate) async fn accepted(
    response: Response,
    wanted: &str,
    address: &Url,
) -> Result<Response, AppError> {
    let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok());
    if response.status() == StatusCode::OK && kind == Some(wanted) {
        return Ok(response);
    }
    let json = kind.is_some_and(|kind| kind.starts_with("application/json"));
    if !json || response.status().is_success() {
        return Err(not_headquarters(address).into());
    }
    let body = whole(response, address).await?;
    match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) if !problem.code.is_empty() => Err(AppError::Answered(problem)),
        _ => Err(not_headquarters(address).into()),
    }
}

/// A short body, whole.
///
/// # Errors
/// `exchange.cut`, `exchange.not_headquarters` when it is not short.
pub(crate) async fn whole(mut response: Response, address: &Url) -> Result<Vec<u8>, AppError> {
    let mut body = Vec::new();
    let movement = Movement::default();
    loop {
        let chunk = movement.watch(response.chunk(), || false).await?;
        let Some(chunk) = chunk.map_err(|error| failure(&error, address))? else { break };
        body.extend_from_slice(&chunk);
        if body.len() > ANSWER_BYTES_MAX {
            return Err(not_headquarters(address).into());
        }
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let parsed = address(text).map(|url| url.to_string()).map_err(|refusal| refusal.code());
        assert_eq!(parsed.as_deref().map_err(|code| *code), expected, "{text}");
    }

    #[test]
    fn a_file_of_authorities_holds_some() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ca.pem");
        let told = || authorities(&file).err().map(|refusal| refusal.code());
        assert_eq!(told(), Some("exchange.authority_unreadable"), "missing");
        std::fs::write(&file, "not a certificate").unwrap();
        assert_eq!(told(), Some("exchange.authority_unreadable"), "empty");
    }

    #[test]
    fn addresses_as_people_type_them() {
        check("siege.example.org", Ok("https://siege.example.org/"));
        check(" https://siege.example.org/p ", Ok("https://siege.example.org/p/"));
        check("127.0.0.1:8080", Ok("http://127.0.0.1:8080/"));
        check("http://localhost:1", Ok("http://localhost:1/"));
        for wrong in ["", "ftp://a", "http://", "not an address"] {
            check(wrong, Err("join.bad_address"));
        }
    }
}
