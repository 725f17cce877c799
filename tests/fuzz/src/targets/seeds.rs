//! What honest programs write, in small: an op of every kind with values that fit, edits of one
//! another's, verdicts, marks of a class; the segments, talks and snapshots around them. And what a
//! few bytes can ask for at most.

use super::framed;
use crate::kit::{Known, LAPTOPS, LOG, SITE, device, id, key_of, stream, streams};
use crate::mutate::varint;
use anyhow::{Context, Result};
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::kind::Identity;
use passerelle_domain::value::Type;
use passerelle_domain::{Kind, KindId, RecordRef, RegisterId, Value, kinds};
use passerelle_sync::digest::Mark as ChainMark;
use passerelle_sync::person::{KeyBox, KeyState, PersonKey};
use passerelle_sync::sealed::{ChainHash, FORMAT, NoNames, Sealed, seal};
use passerelle_sync::snapshot::{
    Manifest, PIECE_RAW_BYTES_MAX, Piece, SnapshotHead, SnapshotRecord, SnapshotRegister,
};
use passerelle_sync::telephone::UnlockBatch;
use passerelle_sync::wire::{
    About, AttachmentPart, Beside, Channel, Done, Down, Have, Held, Hello, News, PROTOCOL, Passing,
    Report, Same, Up, Welcome,
};
use passerelle_sync::{DeviceId, Dot, Hlc, Op, Vector, Write};
use std::collections::BTreeMap;
use uuid::Uuid;
use zstd::bulk::Decompressor;
use zstd::zstd_safe::{DParameter, FrameFormat};

/// A value that fits.
fn fitting(ty: Type) -> Value {
    match ty {
        Type::Bool => Value::Bool(true),
        Type::Int(least, most) => Value::Int(least.max(1).min(most)),
        Type::Text(most) => Value::Text("Zoé 7".chars().take(most.min(5)).collect()),
        Type::Day => Value::Int(20_700),
        Type::Minute => Value::Int(600),
        Type::Ref => Value::Ref(id(3).0),
        Type::Choice(_) => Value::Int(1),
        Type::Texts(..) => Value::List(vec![Value::Text("06".into())]),
        Type::Bytes(length) => Value::Bytes(vec![7; length]),
    }
}

/// An op of this kind that writes every register.
fn op_of(kind: &Kind, n: u64) -> Op {
    let record = match kind.identity {
        Identity::Own => RecordRef::Own(id(1_000 + u128::from(n))),
        Identity::Derived(parents) => {
            RecordRef::Derived((1..=parents.len()).map(|at| id(at as u128)).collect())
        }
    };
    let writes = kind.registers.iter().map(|register| {
        let mut fields: Vec<_> = register.fields.iter().map(|field| fitting(field.ty)).collect();
        let value = match fields.len() {
            _ if register.personal => Value::Bytes(vec![n as u8; 24]),
            1 => fields.remove(0),
            _ => Value::List(fields),
        };
        Write { register: register.id, value, replaces: Vec::new() }
    });
    let hlc = Hlc::at(1_790_000_000_000 + n);
    Op { hlc, actor: id(9), kind: kind.id, record, writes: writes.collect() }
}

/// An op of every kind.
pub(super) fn every_kind() -> Vec<Op> {
    kinds::ALL.iter().zip(1..).map(|(kind, n)| op_of(kind, n)).collect()
}

/// The same records written again, in the place of what `author` wrote.
pub(super) fn edits(ops: &[Op], author: DeviceId) -> Vec<Op> {
    let edit = |(op, n): (&Op, u64)| {
        let mut op = op.clone();
        op.hlc = Hlc(op.hlc.0 + 70_000);
        for write in &mut op.writes {
            write.replaces = vec![Dot { device: author, n }];
        }
        if n.is_multiple_of(3) {
            op.writes.truncate(1);
            op.writes.iter_mut().for_each(|write| write.value = Value::Null);
        }
        op
    };
    ops.iter().zip(1..).map(edit).collect()
}

/// Marks of one class, the last ones of somebody who was marked before.
pub(super) fn marks(count: u64) -> Vec<Op> {
    let mark = |n: u64| {
        let status = if n.is_multiple_of(4) { Status::Absent } else { Status::Present };
        let learner = 10 + u128::from(n % 25);
        Op {
            hlc: Hlc::at(1_790_000_000_000 + 2_000 * n),
            actor: id(9),
            kind: kinds::ATTENDANCE.id,
            record: RecordRef::Derived(vec![id(1), id(learner)]),
            writes: vec![Write {
                register: RegisterId(1),
                value: Mark::plain(status).to_value(),
                replaces: Vec::new(),
            }],
        }
    };
    (1..=count).map(mark).collect()
}

/// Headquarters undoes an op that came, one that has not, and all of a laptop's after its third.
pub(super) fn verdicts() -> Vec<Op> {
    let void = |n: i64| {
        let fields = [Value::Ref(LAPTOPS[1].0), Value::Int(n), Value::Int(4)];
        let mut op = op_of(&kinds::VERDICT, 500 + n.unsigned_abs());
        op.writes.iter_mut().for_each(|write| write.value = Value::List(fields.to_vec()));
        op
    };
    let mut last = op_of(&kinds::CERTIFICATE, 600);
    last.record = RecordRef::Own(passerelle_domain::RecordId(LAPTOPS[1].0));
    last.writes.retain(|write| write.register == RegisterId(3));
    last.writes.iter_mut().for_each(|write| write.value = Value::Int(3));
    vec![void(2), void(900), last]
}

/// Ops that no honest program writes, and that are kept all the same.
pub(super) fn odd() -> Vec<Op> {
    let leaves = vec![
        Value::Null,
        Value::Bool(false),
        Value::Int(i64::MIN),
        Value::Text("été 夏".into()),
        Value::Ref(Uuid::from_u128(5)),
        Value::Bytes(vec![0, 255]),
    ];
    let nested = Value::List(vec![Value::List(leaves), Value::Int(3), Value::List(Vec::new())]);
    let own = Dot { device: LAPTOPS[1], n: 1 };
    let replaces = vec![own, Dot { device: LOG, n: u64::MAX }, own];
    let write = |register, value| Write { register, value, replaces: replaces.clone() };
    let op = |hlc, kind, record, writes| Op { hlc, actor: id(0), kind, record, writes };
    let (kind, register) = (KindId(u16::MAX), RegisterId(u16::MAX));
    vec![
        op(Hlc(u64::MAX), kind, RecordRef::Own(id(5)), vec![write(register, nested.clone())]),
        op(Hlc(0), KindId(0), RecordRef::Derived(Vec::new()), Vec::new()),
        op(Hlc(1), KindId(0), RecordRef::Derived(vec![id(5); 5]), vec![write(register, nested); 3]),
    ]
}

/// Segments of the second laptop in the centre's stream.
pub(super) fn segments() -> Result<Vec<Sealed>> {
    let all = every_kind();
    let (author, known) = (LAPTOPS[1], Known::of_the_centre());
    let runs = [all.clone(), edits(&all, author), marks(60), marks(3), odd(), verdicts()];
    let mut segments = Vec::new();
    for (run, first) in runs.iter().zip([1, 2, 300, 1, 5, 1]) {
        let key = key_of(author);
        segments.push(seal(stream(1), author, first, run, &ChainHash::START, &key, known)?);
        segments.push(seal(stream(1), author, first, run, &ChainHash::START, &key, &NoNames)?);
    }
    Ok(segments)
}

/// A segment's first n, its count and its columns.
pub(super) fn columns(segment: &Sealed) -> Result<Vec<u8>> {
    let mut header = varint(segment.first());
    header.extend(varint(segment.count().into()));
    let bytes = segment.bytes();
    let content = bytes.get(1 + header.len()..bytes.len() - 64).context("a segment")?;
    let (declared, frame) = postcard::take_from_bytes::<u64>(content)?;
    let mut columns = frame.to_vec();
    if declared & 1 == 0 {
        columns.clear();
        columns.reserve_exact(usize::try_from(declared >> 1)?);
        let mut decompressor = Decompressor::new()?;
        decompressor.set_parameter(DParameter::Format(FrameFormat::Magicless))?;
        decompressor.decompress_to_buffer(frame, &mut columns)?;
    }
    Ok([header, columns].concat())
}

/// Small segments that ask for as much as they may: a shape of many items, for as many ops.
pub(super) fn bombs() -> Result<Vec<Vec<u8>>> {
    const OPS: u64 = 16 * 1024;
    let mut bombs = Vec::new();
    // Of a shape: writes of null, nulls in a list, heads replaced, parents.
    let repeated = |part: &[u8], times: u64| part.repeat(times as usize);
    for (ops, items) in [(OPS, 30), (1, 120_000), (8, 60_000), (4, 130_000), (OPS, 1_000)] {
        let derived = varint(2 + items);
        let list = [varint(1), vec![1, 7], varint(items), repeated(&[0], items), vec![0]].concat();
        let writes = [varint(items / 2), repeated(&[1, 0, 0], items / 2)].concat();
        let replaces = [varint(1), vec![1, 0], varint(items)].concat();
        let shapes = [
            [vec![16, 0], list].concat(),
            [vec![16, 0], writes].concat(),
            [vec![16, 0], replaces].concat(),
            [vec![16], derived, vec![0]].concat(),
        ];
        for shape in shapes {
            // No other device, one shape, no source, no nameless record; then constants.
            let columns = [vec![0, 1], shape, vec![0, 0], [4, 0].repeat(60), vec![1]].concat();
            let rest = [varint(1), varint(ops), columns].concat();
            bombs.push(packed(&rest)?);
        }
    }
    // Eight mebibytes of the same byte.
    for byte in [0, 1, 0x7F] {
        bombs.push(packed(&[varint(1), varint(OPS), vec![byte; 8 << 20]].concat())?);
    }
    Ok(bombs)
}

/// A segment of these columns, compressed as a writer does.
fn packed(rest: &[u8]) -> Result<Vec<u8>> {
    let whole = framed(FORMAT, rest);
    let ends = rest.iter().enumerate().filter(|(_, byte)| **byte < 0x80);
    let header = ends.map(|(at, _)| at + 1).nth(1).context("no header")?;
    let columns = rest.get(header..).context("no columns")?;
    let frame = zstd::bulk::compress(columns, 9)?;
    let frame = frame.get(4..).context("no magic")?;
    let declared = varint((columns.len() as u64) << 1);
    let header = whole.get(..=header).context("no header")?;
    Ok([header, &declared, frame, &[0; 64]].concat())
}

fn keys(recipient: DeviceId) -> Result<(KeyBox, Vec<u8>)> {
    let state = |n: u128, key| KeyState { stream: stream(1), person: id(n), key };
    let states = [state(1, Some(PersonKey([6; 32]))), state(2, None)];
    let recipient = key_of(recipient).encryption().public();
    Ok((KeyBox::lock(&states, &recipient, [7; 32]), postcard::to_stdvec(&states[..])?))
}

fn hello() -> Hello {
    Hello {
        protocol: PROTOCOL,
        device: LAPTOPS[0],
        token: [2; 32],
        proof: Vec::new(),
        now_ms: 1_790_000_000_000,
        epoch: [4; 4],
        about: About::All,
        have: Have::Digest { digest: [5; 16], cursor: 600 },
        beside: Some(Beside { digest: [6; 16], cursor: 590 }),
        report: Report { version: (0, 1, 0), pending: 12, backup_min: Some(30) },
    }
}

/// A batch of telephone codes, not locked yet.
fn codes() -> Result<Vec<u8>> {
    let slots = vec![[6; 32], [7; 32]];
    Ok(postcard::to_stdvec(&UnlockBatch { batch: [5; 8], slots })?)
}

/// What laptops send.
pub(super) fn requests() -> Result<Vec<Vec<Up>>> {
    let (locked, plain) = keys(LAPTOPS[0])?;
    let held = Vector(BTreeMap::from([(LAPTOPS[1], 70), (LOG, 3)]));
    let vectors = Have::Vectors(vec![(Channel::Network, held.clone()), (Channel::Site, held)]);
    let mut passing = Passing::of(LAPTOPS[1], SITE);
    let mut whole =
        vec![Up::Hello(hello()), Up::Keys(locked), Up::Keys(KeyBox(plain)), Up::Codes(codes()?)];
    whole.extend(segments()?.into_iter().step_by(3).map(|one| Up::Segment(passing.carry(one))));
    whole.push(Up::End);
    let proved = Hello { have: vectors, ..hello() }.proved(&key_of(LAPTOPS[0]));
    let first = Up::First { snapshot: Some(Uuid::from_u128(8)), piece: 3 };
    let part = AttachmentPart { hash: [6; 32], piece: 1, bytes: vec![8; 40] };
    let photos = vec![
        Up::Hello(hello()),
        Up::Ask([6; 32]),
        Up::Part(part),
        Up::Want { hash: [7; 32], piece: 2 },
        Up::End,
    ];
    Ok(vec![whole, vec![Up::Hello(proved), first, Up::End], photos])
}

/// What headquarters answers.
pub(super) fn answers() -> Result<Vec<Vec<Down>>> {
    let (locked, plain) = keys(LAPTOPS[0])?;
    let tips =
        BTreeMap::from([(LAPTOPS[1], (70, ChainMark([1; 8]))), (LOG, (3, ChainMark([2; 8])))]);
    let news = News {
        epoch: Uuid::from_u128(6),
        log: LOG,
        logs: Vec::new(),
        committed: streams().map(|stream| (Channel::of(stream), tips.clone())).to_vec(),
    };
    let refused = vec![(Channel::Site, LAPTOPS[1], 4, "segment.gap".to_owned())];
    let welcome =
        Welcome { now_ms: 7, news: Some(news), token: vec![9; 80], refused, codes: Some([7; 8]) };
    let short =
        Welcome { now_ms: 7, news: None, token: Vec::new(), refused: Vec::new(), codes: None };
    let beside = Some(Same { folded: Some([4; 8]) });
    let done = Done { more: false, cursor: 600, folded: Some([3; 8]), beside };
    let mut passing = Passing::of(LAPTOPS[0], SITE);
    let mut whole = vec![Down::Welcome(welcome), Down::Keys(locked), Down::Keys(KeyBox(plain))];
    whole.extend(segments()?.into_iter().step_by(4).map(|one| Down::Segment(passing.carry(one))));
    whole.push(Down::Done(done));
    let piece = pieces().first().map(Piece::pack).unwrap_or_default();
    Ok(vec![
        whole,
        vec![Down::Welcome(short), Down::Done(done)],
        vec![Down::Piece(piece.unwrap_or_default())],
        vec![
            Down::Held { hash: [6; 32], held: Held::Pieces(3) },
            Down::Part(AttachmentPart { hash: [7; 32], piece: 2, bytes: vec![8; 40] }),
        ],
    ])
}

/// What headquarters says of a snapshot.
pub(super) fn manifest() -> Manifest {
    Manifest {
        id: Uuid::from_u128(8),
        epoch: Uuid::from_u128(6),
        log: LOG,
        covered: vec![(Channel::Site, vec![(LAPTOPS[1], 70), (LOG, 3)])],
        pieces: vec![[7; 32], [8; 32]],
        bytes: 500,
        ops: 73,
    }
}

/// Pieces with a record of every kind: one head a register, then several.
pub(super) fn pieces() -> Vec<Piece> {
    let head = |writer: u32, value: &Value| SnapshotHead {
        writer,
        n: 5 + u64::from(writer),
        hlc: Hlc::at(1_790_000_000_000),
        value: postcard::to_stdvec(value).unwrap_or_default(),
    };
    [1, 2]
        .map(|heads: u32| {
            let record = |op: Op| SnapshotRecord {
                kind: op.kind,
                key: match &op.record {
                    RecordRef::Own(own) => own.0.as_bytes().to_vec(),
                    RecordRef::Derived(parents) => {
                        parents.iter().flat_map(|parent| parent.0.into_bytes()).collect()
                    }
                },
                registers: op
                    .writes
                    .iter()
                    .map(|write| SnapshotRegister {
                        register: write.register,
                        heads: (0..heads).map(|writer| head(writer, &write.value)).collect(),
                    })
                    .collect(),
            };
            let writers = vec![device(1), device(2)];
            Piece { writers, records: every_kind().into_iter().map(record).collect() }
        })
        .to_vec()
}

/// Small pieces that ask for as much as they may: records, registers, heads, writers without end.
pub(super) fn piece_bombs() -> Result<Vec<Vec<u8>>> {
    let most = PIECE_RAW_BYTES_MAX;
    let count = |bytes: usize| varint((bytes - 16) as u64);
    let filled = |before: Vec<u8>, each: usize| {
        let mut raw = before;
        raw.extend(count(most / each));
        raw.resize(most - 16, 0);
        raw
    };
    let raws = [
        filled(vec![0], 3),
        filled(vec![0, 1, 11, 0], 2),
        filled(vec![0, 1, 11, 0, 1, 1], 4),
        filled(Vec::new(), 16),
    ];
    raws.iter().map(|raw| Ok(zstd::bulk::compress(raw, 9)?)).collect()
}
