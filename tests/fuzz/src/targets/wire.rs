//! Both directions of an exchange: frames as they come, in pieces of any size, what they carry opened
//! as far as headquarters and a laptop open it. Each frame that is read is written and read again.

use super::seeds;
use crate::kit::{LAPTOPS, SITE, key_of, seen, size, streams};
use passerelle_sync::conversation::{Conversation, Effect};
use passerelle_sync::identity::EncryptionKey;
use passerelle_sync::person::{KeyBox, lock};
use passerelle_sync::sealed::{NoNames, Sealed};
use passerelle_sync::telephone::UnlockBatch;
use passerelle_sync::wire::{Down, Frames, Passing, Up, WRITERS_MAX, frame};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// In the first byte: the rest is bodies one after the other, framed here.
const UNFRAMED: u8 = 0x80;
/// In the first byte: boxes of keys are locked here.
const UNLOCKED: u8 = 0x40;

/// A byte for the mode and the size of the pieces, then what a laptop sends.
pub fn request_body(bytes: &[u8]) -> u64 {
    let Some((how, bytes)) = bytes.split_first() else { return 0 };
    let own = key_of(LAPTOPS[0]);
    let mut passing = Passing::of(LAPTOPS[1], SITE);
    let mut outcomes = Vec::new();
    let end = frames::<Up>(*how, bytes, |up| {
        outcomes.push(match up {
            Up::Hello(hello) => {
                let proved = hello.is_proved_by(&own.public());
                let mine = hello.proved(&own);
                assert!(mine.is_proved_by(&own.public()));
                u32::from(proved)
            }
            Up::Segment(carried) => match passing.unpack(carried) {
                Ok(segment) => 2 + u32::from(readable(&segment)),
                Err(_) => return false,
            },
            Up::Keys(keys) => 100 + opened(*how, keys, &own.encryption()),
            Up::First { piece, .. } => 5 + u32::from(piece > 0),
            Up::End => 7,
            Up::Codes(codes) => 8 + slots(*how, codes, &own.encryption()),
            Up::Ask(_) => 300,
            Up::Part(part) => 301 + size(part.bytes.len()),
            Up::Want { piece, .. } => 400 + u32::from(piece > 0),
        });
        true
    });
    outcomes.truncate(8);
    seen((outcomes, end))
}

/// A byte for the mode and the size of the pieces, then what headquarters answers.
pub fn answer(bytes: &[u8]) -> u64 {
    let Some((how, bytes)) = bytes.split_first() else { return 0 };
    let own = key_of(LAPTOPS[0]).encryption();
    let mut talk = Conversation::new(LAPTOPS[0], SITE, streams()[..3].to_vec());
    let mut outcomes = Vec::new();
    let mut error = String::new();
    let end = frames::<Down>(*how, bytes, |down| {
        match talk.step(down) {
            Ok(Effect::Acknowledge(welcome)) => {
                let news = welcome.news.iter().flat_map(|news| &news.committed);
                let writers: usize = news.map(|(_, tips)| tips.len()).sum();
                assert!(writers <= WRITERS_MAX);
                outcomes.push(size(writers));
            }
            Ok(Effect::Commit(segment)) => outcomes.push(40 + u32::from(readable(&segment))),
            Ok(Effect::Keep(keys)) => outcomes.push(100 + opened(*how, keys, &own)),
            Ok(Effect::Finish(_)) => {
                assert!(talk.is_finished());
                outcomes.push(42);
            }
            Err(refused) => {
                error = refused.to_string();
                return false;
            }
        }
        true
    });
    outcomes.truncate(8);
    seen((outcomes, error, end))
}

fn readable(segment: &Sealed) -> bool {
    segment.decode(&NoNames).is_ok()
}

/// How many slots a batch of telephone codes has.
fn slots(how: u8, codes: Vec<u8>, own: &EncryptionKey) -> u32 {
    let codes = if how & UNLOCKED == 0 { codes } else { lock(&codes, &own.public(), [3; 32]) };
    let batch = UnlockBatch::unlock(&codes, own);
    if let Some(batch) = &batch {
        let again = batch.lock(&own.public(), [4; 32]);
        assert_eq!(UnlockBatch::unlock(&again, own).as_ref(), Some(batch));
    }
    batch.map_or(0, |batch| 1 + size(batch.slots.len()))
}

/// How many keys a box holds, about.
fn opened(how: u8, keys: KeyBox, own: &EncryptionKey) -> u32 {
    let locked = || KeyBox(lock(&keys.0, &own.public(), [3; 32]));
    let keys = if how & UNLOCKED == 0 { keys } else { locked() };
    let opened = keys.open(own);
    if let Some(keys) = &opened {
        assert_eq!(KeyBox::lock(keys, &own.public(), [4; 32]).open(own).as_ref(), Some(keys));
    }
    opened.map_or(0, |keys| 1 + size(keys.len()))
}

/// Reads frames until `hear` has heard enough, the bytes end, or nothing is understood any more.
fn frames<T>(how: u8, bytes: &[u8], mut hear: impl FnMut(T) -> bool) -> &'static str
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let bytes = if how & UNFRAMED == 0 { bytes.to_vec() } else { framed::<T>(bytes) };
    let piece = 1 << (how & 15);
    let mut frames = Frames::default();
    for piece in bytes.chunks(piece) {
        frames.push(piece);
        loop {
            match frames.take::<T>() {
                Ok(Some(value)) => {
                    written_and_read(&value);
                    if !hear(value) {
                        return "refused";
                    }
                }
                Ok(None) => break,
                Err(_) => return "not understood",
            }
        }
    }
    if frames.waiting() == 0 { "whole" } else { "cut" }
}

fn written_and_read<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let mut frames = Frames::default();
    frames.push(&frame(value).expect("what was read can be written"));
    assert_eq!(frames.take::<T>().expect("it was just written").as_ref(), Some(value));
    assert_eq!(frames.waiting(), 0);
}

/// Frames around bodies that follow one another.
fn framed<T: Serialize + DeserializeOwned>(mut bytes: &[u8]) -> Vec<u8> {
    let mut framed = Vec::new();
    while let Ok((value, rest)) = postcard::take_from_bytes::<T>(bytes)
        && rest.len() < bytes.len()
    {
        framed.extend(frame(&value).expect("what was read can be written"));
        bytes = rest;
    }
    framed
}

/// A request as it travels, and its bodies without frames.
pub fn request_seeds() -> anyhow::Result<Vec<Vec<u8>>> {
    both(&seeds::requests()?)
}

/// An answer as it travels, and its bodies without frames.
pub fn answer_seeds() -> anyhow::Result<Vec<Vec<u8>>> {
    both(&seeds::answers()?)
}

fn both<T: Serialize>(talks: &[Vec<T>]) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut inputs = Vec::new();
    for talk in talks {
        let (mut travels, mut bare) = (vec![6], vec![UNFRAMED | UNLOCKED | 15]);
        for body in talk {
            travels.extend(frame(body)?);
            bare.extend(postcard::to_stdvec(body)?);
        }
        inputs.extend([travels, bare]);
    }
    Ok(inputs)
}
