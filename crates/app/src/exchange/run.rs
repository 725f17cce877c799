//! One exchange over HTTP: what headquarters lacks goes up, what it has comes down, in as many requests
//! as it takes. After a failed try the first request only asks what headquarters holds.

use super::door::{FRAMES, Line, Movement, accepted, failure, not_headquarters};
use super::first::{self, First};
use super::join::{Post, renew};
use super::log::{Live, Log};
use super::talk::{Ask, Outcome, Talk};
use super::wipe::{is_wipe, wiped};
use crate::centre::App;
use crate::dto::{FirstContact, Stage};
use crate::error::AppError;
use crate::surroundings::Around;
use passerelle_domain::Refusal;
use passerelle_store::Local;
use reqwest::{Body, Url};
use serde::Serialize;
use std::path::Path;

/// Requests in one exchange: each carries up to `TRANSFER_BYTES_MAX` each way.
const REQUESTS_MAX: u32 = 1_000;
/// Times in a row that an exchange may find something amiss before it gives up until the next.
const AMISS_MAX: u32 = 4;

/// What an exchange carried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExchangeReport {
    /// Changes of this computer that headquarters now holds and did not before.
    pub sent: u32,
    /// Changes received.
    pub received: u32,
    /// Bytes both ways, without the envelope of HTTP.
    pub bytes: u64,
    /// Requests made.
    pub requests: u32,
}

/// Exchanges with headquarters until neither side has more.
///
/// # Errors
/// `exchange.demo`, `exchange.not_joined`, `exchange.unreachable`, `exchange.not_headquarters`,
/// `exchange.cut`, `exchange.stopped`, headquarters' own, or the store's. What was committed stays.
pub async fn run_exchange(
    folder: &Path,
    around: Around,
    live: &Live,
) -> Result<ExchangeReport, AppError> {
    run_exchange_on(&Line::new()?, folder, around, live).await
}

/// The same over a line that may be open already.
///
/// # Errors
/// As `run_exchange`.
pub async fn run_exchange_on(
    line: &Line,
    folder: &Path,
    around: Around,
    live: &Live,
) -> Result<ExchangeReport, AppError> {
    let mut app = App::open(folder, around)?;
    if app.is_demo()? {
        return Err(AppError::refused("exchange.demo"));
    }
    let url = app.store.view().local(Local::Headquarters)?;
    let url = url.and_then(|text| Url::parse(&text).ok());
    let url = url.ok_or_else(|| AppError::refused("exchange.not_joined"))?;
    let before = app.store.view().pending()?.count;
    let mut log = Log::read(&app.store.view())?;
    let careful = log.failure.is_some();
    live.begin(before);
    let mut report = ExchangeReport::default();
    let ended = requests(&mut app, line, &url, careful, live, &mut report, &mut log).await;
    live.end();
    if let Err(error) = &ended
        && is_wipe(&app, error)?
    {
        // Nothing is noted: there is nothing left to note it in.
        wiped(&mut app)?;
        return Err(AppError::refused("exchange.wiped"));
    }
    let (now, today) = (app.around.now_ms(), app.around.today().0);
    log.tried_ms = Some(now);
    log.count(report.bytes, today);
    log.failure = ended.as_ref().err().map(AppError::problem);
    if ended.is_ok() {
        log.succeeded_ms = Some(now);
    }
    log.keep(&mut app.store)?;
    ended?;
    report.sent = before.saturating_sub(app.store.view().pending()?.count);
    Ok(report)
}

async fn requests(
    app: &mut App,
    line: &Line,
    url: &Url,
    careful: bool,
    live: &Live,
    report: &mut ExchangeReport,
    log: &mut Log,
) -> Result<(), AppError> {
    report.bytes += first::receive(app, line, url, live).await?;
    let total = First::read(app)?.ops;
    let filling = app.store.view().is_filling()?;
    let mut ask = Ask { only_ask: careful, vectors: careful, prove: false };
    let mut amiss = 0;
    // Why headquarters sent this computer away, once it has.
    let mut away = None;
    for _ in 0..REQUESTS_MAX {
        if live.must_stop() {
            return Err(AppError::refused("exchange.stopped"));
        }
        report.requests += 1;
        let rest = filling.then_some(total);
        let outcome = match request(app, line, url, (ask, rest), live, report, log).await {
            Ok(outcome) => outcome,
            Err(error) => match error.code() {
                "exchange.bad_token" if !ask.prove => {
                    ask.prove = true;
                    continue;
                }
                // A copy, or a store put back from a backup: it goes on under a name of its own.
                "exchange.fork" if amiss == 0 => {
                    amiss += 1;
                    app.take_another_name()?;
                    renew(app, &Post(url.clone())).await?;
                    ask = Ask { only_ask: false, vectors: true, prove: false };
                    continue;
                }
                "exchange.unknown_device" if amiss == 0 && app.was_renamed()? => {
                    amiss += 1;
                    renew(app, &Post(url.clone())).await?;
                    continue;
                }
                // What it has not brought yet is heard once more, for review, before it is refused.
                "exchange.revoked" | "exchange.wipe" if ask.only_ask => {
                    ask.only_ask = false;
                    away = Some(error);
                    continue;
                }
                _ => return Err(away.unwrap_or(error)),
            },
        };
        let left = app.store.view().pending()?.count;
        live.update(|progress| progress.sent = progress.to_send.saturating_sub(left));
        if filling && !outcome.more {
            let mut chance = [0; 32];
            app.around.random(&mut chance)?;
            app.store.filled(&chance)?;
        }
        amiss = if outcome.amiss { amiss + 1 } else { 0 };
        if !outcome.more || amiss > AMISS_MAX {
            app.confirm_erasures()?;
            if outcome.more || app.store.view().pending()?.count == 0 {
                return Ok(());
            }
        }
        ask = Ask { only_ask: false, vectors: outcome.amiss, prove: false };
    }
    Ok(())
}

/// One request, and what came of its answer.
async fn request(
    app: &mut App,
    line: &Line,
    url: &Url,
    (ask, rest): (Ask, Option<u32>),
    live: &Live,
    report: &mut ExchangeReport,
    log: &mut Log,
) -> Result<Outcome, AppError> {
    let (mut talk, frames) = Talk::begin(app, ask)?;
    let body = frames.concat();
    let target = url.join("v1/exchange").map_err(|_| AppError::refused("join.bad_address"))?;
    report.bytes += body.len() as u64;
    live.update(|progress| progress.bytes += u32::try_from(body.len()).unwrap_or(0));
    let movement = Movement::default();
    let request = line.client.post(target).body(moving(body, &movement));
    let sent_whole = movement.watch(request.send(), || live.pulse()).await?;
    let response = sent_whole.map_err(|error| failure(&error, url))?;
    let mut response = accepted(response, FRAMES, url).await?;
    let before = report.received;
    loop {
        let chunk = movement.watch(response.chunk(), || live.pulse()).await?;
        let Some(chunk) = chunk.map_err(|error| failure(&error, url))? else { break };
        movement.noted();
        report.bytes += chunk.len() as u64;
        live.update(|progress| progress.bytes += u32::try_from(chunk.len()).unwrap_or(0));
        let whole = talk.take(app, log, &chunk).map_err(|error| match error.code() {
            "exchange.not_understood" => not_headquarters(url).into(),
            _ => error,
        })?;
        report.received = before + talk.received();
        live.update(|progress| {
            progress.received = report.received;
            progress.first = rest.map(|total| FirstContact {
                stage: Stage::Rest,
                done: report.received.min(total),
                total,
            });
        });
        if whole {
            return Ok(talk.outcome());
        }
        if live.must_stop() {
            return Err(AppError::refused("exchange.stopped"));
        }
    }
    if !talk.is_plausible() {
        return Err(not_headquarters(url).into());
    }
    Err(Refusal::new("exchange.cut").into())
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
