//! One exchange over HTTP: what headquarters lacks goes up, what it has comes down, in as many requests
//! as it takes. After a failed try the first request only asks what headquarters holds.

use super::door::{Line, converse, not_headquarters};
use super::first::{self, First};
use super::join::{Post, redeem, renew};
use super::log::{Live, Log};
use super::photos;
use super::report;
use super::talk::{Ask, Outcome, Talk};
use super::telephone;
use super::wipe::{is_wipe, wiped};
use crate::centre::App;
use crate::dto::{FirstContact, Stage};
use crate::error::AppError;
use passerelle_domain::permission::Deed;
use passerelle_domain::{Refusal, Stream};
use passerelle_store::{Local, StoreError};
use passerelle_sync::DeviceId;
use passerelle_sync::digest::Mark;
use passerelle_sync::wire::{About, Down, Frames, News, Welcome};
use reqwest::Url;
use serde::Serialize;
use std::collections::BTreeMap;

/// Requests in one exchange: each carries up to `TRANSFER_BYTES_MAX` each way.
const REQUESTS_MAX: u32 = 1_000;
/// Times in a row that an exchange may find something amiss before it gives up until the next.
const AMISS_MAX: u32 = 4;

/// What headquarters says to a laptop that it sent away.
const SENT_AWAY: [&str; 2] = ["exchange.revoked", "exchange.wipe"];

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
pub async fn run_exchange(app: &mut App, live: &Live) -> Result<ExchangeReport, AppError> {
    run_exchange_on(&Line::new()?, app, live).await
}

/// The same over a line that may be open already.
///
/// # Errors
/// As `run_exchange`.
pub async fn run_exchange_on(
    line: &Line,
    app: &mut App,
    live: &Live,
) -> Result<ExchangeReport, AppError> {
    app.allow(Deed::Exchange)?;
    if app.is_demo()? {
        return Err(AppError::refused("exchange.demo"));
    }
    let url = app.store.view().local(Local::Headquarters)?;
    let url = url.and_then(|text| Url::parse(&text).ok());
    let url = url.ok_or_else(|| AppError::refused("exchange.not_joined"))?;
    let before = app.pending()?.count;
    let mut log = Log::read(&app.store.view())?;
    let careful = log.failure.is_some();
    live.begin(before);
    let mut report = ExchangeReport::default();
    let ended = requests(app, line, &url, careful, live, &mut report, &mut log).await;
    let photos = match ended {
        // Every change has gone and come: whatever becomes of pictures, that has succeeded.
        Ok(()) => photos::exchange(app, line, &url, live, &mut log).await,
        Err(_) => Ok(()),
    };
    live.end();
    if let Err(error) = &ended
        && is_wipe(app, error)?
    {
        // Nothing is noted: there is nothing left to note it in.
        wiped(app)?;
        return Err(AppError::refused("exchange.wiped"));
    }
    let (now, today) = (app.around.now_ms(), app.around.today().0);
    log.tried_ms = Some(now);
    log.count(report.bytes, today);
    log.failure = ended.as_ref().err().or(photos.as_ref().err()).map(AppError::problem);
    if ended.is_ok() {
        app.is_back()?;
        log.succeeded_ms = Some(now);
    }
    log.keep(&mut app.store)?;
    ended?;
    photos?;
    report.sent = before.saturating_sub(app.pending()?.count);
    Ok(report)
}

/// Everything that an exchange carries: the code that waits, a first contact, then each file.
async fn requests(
    app: &mut App,
    line: &Line,
    url: &Url,
    careful: bool,
    live: &Live,
    report: &mut ExchangeReport,
    log: &mut Log,
) -> Result<(), AppError> {
    redeem(app, &Post(url.clone())).await?;
    report.bytes += first::receive(app, line, url, live).await?;
    let class = (About::Class, careful, None);
    let class = conversations(app, class, line, url, live, report, log).await;
    if let Err(error) = class {
        if SENT_AWAY.contains(&error.code()) && app.private.is_some() {
            // What it has not brought of the other file is heard for review too, and refused alike.
            let other = (About::Private, false, None);
            let _ = conversations(app, other, line, url, live, report, log).await;
        }
        return Err(error);
    }
    let mut heard = class?;
    if let Some(codes) = telephone::offer(app, heard.codes)? {
        let again = (About::Class, false, Some(codes));
        heard = conversations(app, again, line, url, live, report, log).await?;
        telephone::confirmed(app, heard.codes)?;
    }
    let said = app.confirm_erasures()?;
    app.follow()?;
    if app.private.is_some() && !app.is_same(heard.beside)? {
        conversations(app, (About::Private, careful, None), line, url, live, report, log).await?;
        app.take_back_token()?;
    }
    // That somebody is erased here is told at once: whoever asked looks at who has done it.
    if app.confirm_erasures()? || said {
        conversations(app, (About::Class, false, None), line, url, live, report, log).await?;
    }
    Ok(())
}

/// Requests about one file, until neither side has more. Gives what the last answer came to.
async fn conversations(
    app: &mut App,
    (about, careful, mut codes): (About, bool, Option<Vec<u8>>),
    line: &Line,
    url: &Url,
    live: &Live,
    report: &mut ExchangeReport,
    log: &mut Log,
) -> Result<Outcome, AppError> {
    let total = First::read(app)?.ops;
    let filling = about != About::Private && app.store.view().is_filling()?;
    let report_of = report::report(app)?;
    let plain = Ask { report: report_of, ..Ask::default() };
    let mut ask = Ask { only_ask: careful, vectors: careful, ..plain };
    let mut amiss = 0;
    // Why headquarters sent this computer away, once it has.
    let mut away = None;
    for _ in 0..REQUESTS_MAX {
        if live.must_stop() {
            return Err(AppError::refused("exchange.stopped"));
        }
        report.requests += 1;
        let rest = filling.then_some(total);
        let about_what = (about, codes.take());
        let asked = request(app, about_what, line, url, (ask, rest), live, report, log).await;
        let outcome = match asked {
            Ok(outcome) => outcome,
            Err(error) => {
                let state = (&mut ask, &mut amiss, &mut away);
                after_refusal(app, url, error, plain, state).await?;
                continue;
            }
        };
        let left = app.pending()?.count;
        live.update(|progress| progress.sent = progress.to_send.saturating_sub(left));
        if filling && !outcome.more {
            let mut chance = [0; 32];
            app.around.random(&mut chance)?;
            app.store.filled(&chance)?;
        }
        amiss = if outcome.amiss { amiss + 1 } else { 0 };
        if !outcome.more
            && let Some(part) = app.part(about)
        {
            // Whoever was erased while this copy lay aside is erased here by now.
            part.store.show_persons()?;
        }
        if (!outcome.more || amiss > AMISS_MAX) && (outcome.more || !app.waits(about)?) {
            return Ok(outcome);
        }
        ask = Ask { vectors: outcome.amiss, ..plain };
    }
    Ok(Outcome::default())
}

/// What headquarters holds of each writer and the mark of the chain there, as it says when it is asked;
/// nothing is taken over from the answer. None where there is no headquarters.
///
/// # Errors
/// Those of an exchange.
pub(crate) async fn marks_at_headquarters(
    app: &mut App,
    live: &Live,
) -> Result<Option<BTreeMap<(Stream, DeviceId), (u64, Mark)>>, AppError> {
    let Some(url) = app.store.view().local(Local::Headquarters)? else { return Ok(None) };
    let url = Url::parse(&url).map_err(|_| AppError::refused("join.bad_address"))?;
    let site = app.store.view().site_id()?.ok_or(StoreError::Incomplete("site"))?;
    let line = Line::new()?;
    let mut marks = BTreeMap::new();
    for about in [About::Class, About::Private] {
        if app.part(about).is_none() {
            continue;
        }
        let news = match news_of(app, about, &line, &url, false, live).await {
            Err(error) if error.code() == "exchange.bad_token" => {
                news_of(app, about, &line, &url, true, live).await?
            }
            news => news?,
        };
        for (channel, tips) in news.committed {
            let stream = channel.at(site);
            marks.extend(tips.into_iter().map(|(device, tip)| ((stream, device), tip)));
        }
    }
    Ok(Some(marks))
}

async fn news_of(
    app: &mut App,
    about: About,
    line: &Line,
    url: &Url,
    prove: bool,
    live: &Live,
) -> Result<News, AppError> {
    let mut part = app.part(about).ok_or_else(|| AppError::refused("keys.locked"))?;
    let ask = Ask { only_ask: true, vectors: true, prove, ..Ask::default() };
    let (_, asked) = Talk::begin(&mut part, ask)?;
    let (mut frames, mut found) = (Frames::default(), None);
    let whole = converse(line, url, "v1/exchange", asked.concat(), live, |chunk| {
        frames.push(chunk);
        let not_understood = || AppError::refused("exchange.not_understood");
        match frames.take::<Down>().map_err(|_| not_understood())? {
            Some(Down::Welcome(Welcome { news: Some(news), .. })) => found = Some(news),
            Some(_) => return Err(not_understood()),
            None => {}
        }
        Ok(found.is_some())
    });
    whole.await?;
    found.ok_or_else(|| Refusal::new("exchange.cut").into())
}

/// What to do about a refusal before asking again.
///
/// # Errors
/// The refusal itself when nothing can be done about it.
async fn after_refusal(
    app: &mut App,
    url: &Url,
    error: AppError,
    plain: Ask,
    (ask, amiss, away): (&mut Ask, &mut u32, &mut Option<AppError>),
) -> Result<(), AppError> {
    match error.code() {
        "exchange.bad_token" if !ask.prove => ask.prove = true,
        // A copy, or a store put back from a backup: it goes on under a name of its own.
        "exchange.fork" if *amiss == 0 => {
            *amiss += 1;
            app.take_another_name()?;
            renew(app, &Post(url.clone())).await?;
            app.follow()?;
            *ask = Ask { vectors: true, ..plain };
        }
        "exchange.unknown_device" if *amiss == 0 && app.was_renamed()? => {
            *amiss += 1;
            renew(app, &Post(url.clone())).await?;
            app.follow()?;
        }
        // What it has not brought yet is heard once more, for review, before it is refused.
        code if SENT_AWAY.contains(&code) && ask.only_ask => {
            ask.only_ask = false;
            *away = Some(error);
        }
        _ => return Err(away.take().unwrap_or(error)),
    }
    Ok(())
}

/// One request, and what came of its answer.
#[allow(clippy::too_many_arguments, reason = "what an exchange is made of")]
async fn request(
    app: &mut App,
    (about, codes): (About, Option<Vec<u8>>),
    line: &Line,
    url: &Url,
    (ask, rest): (Ask, Option<u32>),
    live: &Live,
    report: &mut ExchangeReport,
    log: &mut Log,
) -> Result<Outcome, AppError> {
    let closed = || AppError::refused("keys.locked");
    let ask = Ask { beside: app.beside(about)?, ..ask };
    let mut part = app.part(about).ok_or_else(closed)?;
    part.codes = codes;
    let (mut talk, frames) = Talk::begin(&mut part, ask)?;
    let body = frames.concat();
    report.bytes += body.len() as u64;
    live.update(|progress| progress.bytes += u32::try_from(body.len()).unwrap_or(0));
    let before = report.received;
    let whole = converse(line, url, "v1/exchange", body, live, |chunk| {
        report.bytes += chunk.len() as u64;
        live.update(|progress| progress.bytes += u32::try_from(chunk.len()).unwrap_or(0));
        let mut part = app.part(about).ok_or_else(closed)?;
        let whole = talk.take(&mut part, log, chunk)?;
        report.received = before + talk.received();
        live.update(|progress| {
            progress.received = report.received;
            progress.first = rest.map(|total| FirstContact {
                stage: Stage::Rest,
                done: report.received.min(total),
                total,
            });
        });
        Ok(whole)
    });
    if whole.await? {
        return Ok(talk.outcome());
    }
    if !talk.is_plausible() {
        return Err(not_headquarters(url).into());
    }
    Err(Refusal::new("exchange.cut").into())
}
