//! Snapshots: manifests whose signature and pieces whose hash are right, whatever they hold, the
//! pieces applied to a small store. What a store refuses leaves it as it was.

use super::seeds;
use crate::kit::{LOG, SITE, Small, key_of, seen, size, streams};
use passerelle_store::StoreError;
use passerelle_sync::identity::Purpose;
use passerelle_sync::snapshot::{Manifest, PIECES_MAX, Piece, SignedManifest, hash_of};
use std::cell::RefCell;

/// Codes of the first byte: what the rest is.
const MANIFEST_SIGNED: u8 = 0;
const MANIFEST: u8 = 1;
const PIECE_PACKED: u8 = 2;
const PIECE: u8 = 3;

/// A byte that says what the rest is, then a signed manifest, a manifest to be signed here, a piece
/// as it travels, or a piece to be compressed here.
pub fn run(bytes: &[u8]) -> u64 {
    let Some((what, bytes)) = bytes.split_first() else { return 0 };
    match what % 4 {
        MANIFEST_SIGNED => match postcard::from_bytes(bytes) {
            Ok(signed) => manifest(&signed),
            Err(_) => 1,
        },
        MANIFEST => {
            let signature = key_of(LOG).sign(Purpose::Snapshot, bytes);
            manifest(&SignedManifest { bytes: bytes.to_vec(), signature })
        }
        PIECE_PACKED => piece(bytes),
        _ => zstd::bulk::compress(bytes, 1).map_or(2, |packed| piece(&packed)),
    }
}

fn manifest(signed: &SignedManifest) -> u64 {
    let key = key_of(LOG);
    let Some(manifest) = signed.verify(&key.public()) else { return 3 };
    assert!(manifest.pieces.len() <= PIECES_MAX);
    let again: Option<Manifest> = SignedManifest::new(&manifest, &key).verify(&key.public());
    assert_eq!(again.as_ref(), Some(&manifest));
    let covered = manifest.covered.iter().map(|(_, writers)| writers.len()).sum();
    seen((size(manifest.pieces.len()), size(covered)))
}

fn piece(packed: &[u8]) -> u64 {
    assert_eq!(Piece::unpack(packed, &[0; 32]), None, "of another hash");
    let Some(piece) = Piece::unpack(packed, &hash_of(packed)) else { return 4 };
    // What came in denser than this machine packs may be over the limit by then.
    if let Some(again) = piece.pack() {
        assert_eq!(Piece::unpack(&again, &hash_of(&again)).as_ref(), Some(&piece));
    }
    let kinds: Vec<_> = piece.records.iter().take(4).map(|record| record.kind).collect();
    seen((kinds, size(piece.records.len()), applied(&piece)))
}

/// What a store makes of it: applied once, and then nothing more of it.
fn applied(piece: &Piece) -> (&'static str, u32) {
    thread_local! {
        static SMALL: RefCell<Option<Small>> = const { RefCell::new(None) };
    }
    SMALL.with_borrow_mut(|kept| {
        let mut small = kept.take().unwrap_or_else(|| Small::new().expect("a small store"));
        let outcome = match small.store.apply_piece(piece, SITE, &[]) {
            Ok(0) => ("nothing", 0),
            Ok(count) => ("applied", count),
            Err(StoreError::NotTaken(code)) => (code, 0),
            Err(error) => panic!("{error}"),
        };
        sums_hold(&small);
        if outcome.1 == 0 {
            // It holds what it held: good enough for the next.
            *kept = Some(small);
            return outcome;
        }
        let twice = small.store.apply_piece(piece, SITE, &[]).expect("it was applied before");
        assert_eq!(twice, 0, "applied again");
        sums_hold(&small);
        outcome
    })
}

/// The sums over heads, kept while folding, are those that the records give.
pub(super) fn sums_hold(small: &Small) {
    let view = small.store.view();
    for stream in streams() {
        let anew = view.heads_anew(stream).expect("records that were folded can be read");
        assert_eq!(view.heads_kept(stream).expect("a kept sum"), anew, "{stream}");
    }
}

/// A manifest and pieces, as they travel and before.
pub fn seeds() -> anyhow::Result<Vec<Vec<u8>>> {
    let manifest = seeds::manifest();
    let signed = SignedManifest::new(&manifest, &key_of(LOG));
    let mut inputs = vec![
        [vec![MANIFEST_SIGNED], postcard::to_stdvec(&signed)?].concat(),
        [vec![MANIFEST], signed.bytes].concat(),
    ];
    for piece in seeds::pieces() {
        inputs.push([vec![PIECE_PACKED], piece.pack().unwrap_or_default()].concat());
        inputs.push([vec![PIECE], postcard::to_stdvec(&piece)?].concat());
    }
    for bomb in seeds::piece_bombs()? {
        inputs.push([vec![PIECE_PACKED], bomb].concat());
    }
    Ok(inputs)
}
