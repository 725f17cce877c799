//! The exchange without a wire: the bytes of a request in, the bytes of its answer out. HTTP carries
//! the same over a connection, piece by piece; this carries it whole, for whoever has both at hand.

use crate::answer::Answer;
use crate::chance::random;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::heard::{Heard, open_boxes};
use crate::ledger::hash;
use crate::photos::{Asked, Pictures, ending, piece_frame};
use passerelle_domain::SiteId;
use passerelle_domain::code::Code;
use passerelle_domain::permission::Role;
use passerelle_sync::DeviceId;
use passerelle_sync::identity::{Certificate, LogCertificate, SignedCertificate};
use passerelle_sync::join::{JoinAnswer, JoinRequest};
use passerelle_sync::wire::{Frames, Up, WireError};

/// Answers the body of an exchange. What is whole in a body that was cut is committed all the same.
///
/// # Errors
/// As over HTTP: `exchange.cut`, `exchange.not_understood`, `exchange.too_large`, those of believing.
pub fn exchange(hq: &Headquarters, body: &[u8], now_ms: u64) -> Result<Vec<u8>, HqError> {
    let mut frames = Frames::default();
    frames.push(body);
    let Up::Hello(hello) = next(&mut frames)? else {
        return Err(HqError::refused("exchange.not_understood"));
    };
    let mut heard = Heard::believe(hq, hello, now_ms)?;
    loop {
        let sorted = heard.sort(vec![next(&mut frames)?]);
        let opened = open_boxes(hq, sorted.boxes, sorted.codes)?;
        let (delivery, named) = heard.delivery(sorted.segments, opened, sorted.is_last);
        let mut outcomes = hq.ledger().commit(std::slice::from_ref(&delivery), now_ms)?;
        heard.note(named, &outcomes.pop().unwrap_or_default());
        match sorted.error {
            Some(error) => return Err(error),
            None if sorted.is_last => break,
            None => {}
        }
    }
    heard.not_sent_away(hq, now_ms)?;
    let mut answer = Answer::new(hq, heard)?;
    let mut bytes = Vec::new();
    while !answer.is_over() {
        bytes.extend(answer.next(hq, now_ms)?);
    }
    Ok(bytes)
}

/// Answers the body of a request about pictures. Pieces that are whole in a body that was cut are kept
/// all the same.
///
/// # Errors
/// As over HTTP.
pub fn photos(hq: &Headquarters, body: &[u8], now_ms: u64) -> Result<Vec<u8>, HqError> {
    let mut frames = Frames::default();
    frames.push(body);
    let Up::Hello(hello) = next(&mut frames)? else {
        return Err(HqError::refused("exchange.not_understood"));
    };
    let heard = Heard::believe(hq, hello, now_ms)?;
    heard.not_sent_away(hq, now_ms)?;
    let (mut pictures, mut asked) = (Pictures::of(heard.believed.scope)?, Asked::default());
    while !asked.is_whole {
        asked.hear(hq, &mut pictures, [next(&mut frames)?], now_ms)?;
    }
    let mut answer = asked.opening()?;
    for piece in asked.pieces(hq, &mut pictures, now_ms)? {
        answer.extend(piece_frame(hq.pictures(), piece)?);
    }
    answer.extend(ending()?);
    Ok(answer)
}

/// The next frame of a body that is at hand whole.
fn next(frames: &mut Frames) -> Result<Up, HqError> {
    match frames.take::<Up>() {
        Ok(Some(up)) => Ok(up),
        Ok(None) => Err(HqError::refused("exchange.cut")),
        Err(WireError::TooLong) => Err(HqError::refused("exchange.too_large")),
        Err(WireError::NotUnderstood) => Err(HqError::refused("exchange.not_understood")),
    }
}

/// Answers a request to join, or to be known by another name.
///
/// # Errors
/// `join.not_understood`, `join.bad_signature`, and those of `Ledger::redeem` and `renew`.
pub fn join(hq: &Headquarters, body: &[u8], now_ms: u64) -> Result<Vec<u8>, HqError> {
    let not_understood = || HqError::refused("join.not_understood");
    let (request, rest) =
        postcard::take_from_bytes::<JoinRequest>(body).map_err(|_| not_understood())?;
    if !rest.is_empty() {
        return Err(not_understood());
    }
    if !request.is_signed() {
        return Err(HqError::refused("join.bad_signature"));
    }
    let code = match &request.formerly {
        Some(_) => None,
        None => {
            let code = Code::parse(&request.code);
            Some(code.map_err(|_| HqError::refused("join.unknown_code"))?)
        }
    };
    let answer = enrol(hq, code.as_ref(), &request, now_ms)?;
    postcard::to_stdvec(&answer).map_err(|_| HqError::Stopped)
}

fn enrol(
    hq: &Headquarters,
    code: Option<&Code>,
    request: &JoinRequest,
    now_ms: u64,
) -> Result<JoinAnswer, HqError> {
    let token: [u8; 32] = random()?;
    let enrolled = match code {
        Some(code) => {
            let code = hash(code.plain().as_bytes());
            hq.ledger().redeem(&code, request, &hash(&token), now_ms)?
        }
        None => hq.ledger().renew(request, &hash(&token), now_ms)?,
    };
    let identity = hq.ledger().identity()?;
    let device = enrolled.device;
    if let Some(former) = &request.formerly {
        follow_people(hq, (former.device, device.device), device.site, now_ms)?;
    }
    let certificate = Certificate {
        device: device.device,
        key: device.key,
        site: device.site,
        grant: device.grant,
        role: device.role,
        issued_ms: now_ms,
        epoch: identity.epoch,
    };
    let certificate = SignedCertificate::issue(&certificate, &identity.network);
    Ok(JoinAnswer {
        centre: enrolled.centre,
        certificate: certificate.map_err(|_| HqError::Stopped)?,
        network: identity.network.public(),
        encryption: identity.network.encryption().public(),
        log: LogCertificate::issue(identity.log, &identity.network),
        token,
        epoch: identity.epoch,
        now_ms,
    })
}

/// Whoever was enrolled on a laptop under its former name is under the new one, and as much: whoever was
/// disabled there too.
fn follow_people(
    hq: &Headquarters,
    (former, device): (DeviceId, DeviceId),
    site: SiteId,
    now_ms: u64,
) -> Result<(), HqError> {
    let (before, after) = hq.projections().look(hq.ledger(), Some(site), now_ms, |view| {
        Ok((view.people_on(former)?, view.people_on(device)?))
    })?;
    for (person, role) in before {
        if !after.iter().any(|(known, _)| *known == person) {
            let role = role.and_then(Role::from_code);
            hq.ledger().enrol_person(device, person, role, &[], now_ms)?;
        }
    }
    Ok(())
}
