//! One exchange: what headquarters lacks goes up, what it has comes down, in as many requests as it
//! takes. Each whole frame that arrives is committed as it arrives, so that a cut costs little; after
//! a failed try the first request only asks what headquarters holds.

use super::door::{FRAMES, Movement, accepted, client, failure, not_headquarters};
use super::join::device_key;
use super::log::{Live, Log};
use crate::centre::App;
use crate::error::AppError;
use crate::surroundings::Around;
use passerelle_domain::Refusal;
use passerelle_store::{Local, Received, Store, StoreError};
use passerelle_sync::conversation::{Conversation, Effect};
use passerelle_sync::digest::unhex;
use passerelle_sync::wire::{
    Down, Frames, Hello, OpMark, PROTOCOL, SignedHello, TRANSFER_BYTES_MAX, Up, Welcome, frame,
};
use passerelle_sync::{DeviceId, Dot, Segment};
use reqwest::{Body, Url};
use serde::Serialize;
use std::path::Path;

/// Requests in one exchange: each carries up to `TRANSFER_BYTES_MAX` each way.
const REQUESTS_MAX: u32 = 1_000;

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
    let ended = requests(&mut app, &url, careful, live, &mut report, &mut log).await;
    live.end();
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
    url: &Url,
    careful: bool,
    live: &Live,
    report: &mut ExchangeReport,
    log: &mut Log,
) -> Result<(), AppError> {
    let client = client()?;
    let mut ask_only = careful;
    for _ in 0..REQUESTS_MAX {
        if live.must_stop() {
            return Err(AppError::refused("exchange.stopped"));
        }
        report.requests += 1;
        let limit = if ask_only { 0 } else { TRANSFER_BYTES_MAX };
        let (frames, sent) = upload(&app.store, app.around.now_ms(), limit)?;
        let target = url.join("v1/exchange").map_err(|_| AppError::refused("join.bad_address"))?;
        let length: usize = frames.iter().map(Vec::len).sum();
        report.bytes += length as u64;
        live.update(|progress| progress.bytes += u32::try_from(length).unwrap_or(0));
        // One frame, one chunk: what arrives whole on the other side is committed there.
        let movement = Movement::default();
        let moved = movement.clone();
        let chunks = frames.into_iter().map(move |frame| {
            moved.noted();
            Ok::<_, std::io::Error>(frame)
        });
        let body = Body::wrap_stream(tokio_stream::iter(chunks));
        let request = client.post(target).header("content-type", FRAMES).body(body);
        let sent_whole = movement.watch(request.send(), || live.must_stop()).await?;
        let response = sent_whole.map_err(|error| failure(&error, url))?;
        let response = accepted(response, FRAMES, url).await?;
        let more = download(app, response, url, live, report, log).await?;
        let left = app.store.view().pending()?.count;
        live.update(|progress| progress.sent = progress.to_send.saturating_sub(left));
        if !more && (left == 0 || (sent == 0 && !ask_only)) {
            return Ok(());
        }
        ask_only = false;
    }
    Ok(())
}

/// The frames of one request, and how many segments are among them.
fn upload(store: &Store, now_ms: u64, limit: usize) -> Result<(Vec<Vec<u8>>, usize), AppError> {
    let encoding = |_| AppError::from(StoreError::InvalidOp("frame"));
    let view = store.view();
    let device = view.device()?.ok_or(StoreError::Incomplete("device"))?;
    let streams = view.streams()?;
    let token = view.local(Local::Token)?.and_then(|text| unhex(&text)?.try_into().ok());
    let hello = Hello {
        protocol: PROTOCOL,
        device,
        token: token.ok_or(StoreError::Incomplete("token"))?,
        now_ms,
        have: view.holdings(&streams)?,
    };
    let signed = SignedHello::new(&hello, &device_key(store)?).map_err(encoding)?;
    let mut frames = vec![frame(&Up::Hello(signed)).map_err(encoding)?];
    let mut left = limit;
    let mut segments = 0;
    for stream in streams {
        let acknowledged = view.acknowledged(stream)?.held(device);
        if left == 0 {
            break;
        }
        for segment in view.segments_after(stream, device, acknowledged, left)? {
            left = left.saturating_sub(segment.bytes());
            frames.push(frame(&Up::Segment(segment)).map_err(encoding)?);
            segments += 1;
        }
    }
    frames.push(frame(&Up::End).map_err(encoding)?);
    Ok((frames, segments))
}

/// Takes the answer in, frame by frame. True when headquarters has more.
async fn download(
    app: &mut App,
    mut response: reqwest::Response,
    url: &Url,
    live: &Live,
    report: &mut ExchangeReport,
    log: &mut Log,
) -> Result<bool, AppError> {
    let not_understood = || not_headquarters(url);
    let view = app.store.view();
    let device = view.device()?.ok_or(StoreError::Incomplete("device"))?;
    let mut conversation = Conversation::new(view.streams()?);
    let mut frames = Frames::default();
    let movement = Movement::default();
    loop {
        let chunk = movement.watch(response.chunk(), || live.must_stop()).await?;
        let Some(chunk) = chunk.map_err(|error| failure(&error, url))? else { break };
        report.bytes += chunk.len() as u64;
        live.update(|progress| progress.bytes += u32::try_from(chunk.len()).unwrap_or(0));
        frames.push(&chunk);
        while let Some(down) = frames.take::<Down>().map_err(|_| not_understood())? {
            match conversation.step(down).map_err(|_| not_understood())? {
                Effect::Acknowledge(welcome) => {
                    let ours = app.around.now_ms().cast_signed();
                    log.clock_ms = ours - welcome.now_ms.cast_signed();
                    only_ours(app, device, &welcome)?;
                    app.store.acknowledge(&welcome)?;
                    // What headquarters holds by now is received, whatever happens next.
                    log.succeeded_ms = Some(app.around.now_ms());
                }
                Effect::Commit(segment) => {
                    let received = commit(app, &segment)?;
                    report.received += received.folded + received.deferred + received.quarantined;
                    live.update(|progress| progress.received = report.received);
                }
                Effect::Finish { more } => return Ok(more),
            }
            if live.must_stop() {
                return Err(AppError::refused("exchange.stopped"));
            }
        }
    }
    Err(Refusal::new("exchange.cut").into())
}

/// Refuses an answer in which headquarters holds ops of this computer that the computer does not, or
/// others under the same names: its data was copied or restored, and another goes by its name.
fn only_ours(app: &App, device: DeviceId, welcome: &Welcome) -> Result<(), AppError> {
    let view = app.store.view();
    for (stream, theirs) in &welcome.acknowledged {
        let n = theirs.held(device);
        if n == 0 {
            continue;
        }
        let ours = view.op_bytes(*stream, Dot { device, n })?.map(|bytes| OpMark::of(&bytes));
        let mark = welcome.marks.iter().find(|(marked, _)| marked == stream);
        if ours.is_none() || ours != mark.map(|(_, mark)| *mark) {
            return Err(AppError::refused("exchange.fork"));
        }
    }
    Ok(())
}

fn commit(app: &mut App, segment: &Segment) -> Result<Received, AppError> {
    let now_ms = app.around.now_ms();
    Ok(app.store.receive(segment, now_ms)?)
}
