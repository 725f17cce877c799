//! The exchange without a wire: the bytes of a request in, the bytes of its answer out. HTTP carries
//! the same over a connection, piece by piece; this carries it whole, for whoever has both at hand.

use crate::answer::Answer;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::heard::{Heard, open_boxes};
use passerelle_sync::wire::{Frames, Up, WireError};

/// Answers the body of an exchange. What is whole in a body that was cut is committed all the same.
///
/// # Errors
/// As over HTTP: `exchange.cut`, `exchange.not_understood`, `exchange.too_large`, those of believing.
pub fn exchange(hq: &Headquarters, body: &[u8], now_ms: u64) -> Result<Vec<u8>, HqError> {
    let mut frames = Frames::default();
    frames.push(body);
    let next = |frames: &mut Frames| match frames.take::<Up>() {
        Ok(Some(up)) => Ok(up),
        Ok(None) => Err(HqError::refused("exchange.cut")),
        Err(WireError::TooLong) => Err(HqError::refused("exchange.too_large")),
        Err(WireError::NotUnderstood) => Err(HqError::refused("exchange.not_understood")),
    };
    let Up::Hello(hello) = next(&mut frames)? else {
        return Err(HqError::refused("exchange.not_understood"));
    };
    let mut heard = Heard::believe(hq, hello)?;
    loop {
        let sorted = heard.sort(vec![next(&mut frames)?]);
        let keys = open_boxes(hq, sorted.boxes)?;
        let (delivery, named) = heard.delivery(sorted.segments, keys, sorted.is_last);
        let mut outcomes = hq.ledger().commit(std::slice::from_ref(&delivery), now_ms)?;
        heard.note(named, &outcomes.pop().unwrap_or_default());
        match sorted.error {
            Some(error) => return Err(error),
            None if sorted.is_last => break,
            None => {}
        }
    }
    let mut answer = Answer::new(hq, heard)?;
    let mut bytes = Vec::new();
    while !answer.is_over() {
        bytes.extend(answer.next(hq, now_ms)?);
    }
    Ok(bytes)
}
