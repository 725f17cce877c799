//! Signatures as read from the file, a register as it is signed for, and the versions that it went
//! through: a change after which somebody must sign again ends one.

use crate::access::View;
use crate::error::StoreError;
use crate::heads::RecordHeads;
use crate::history::HistoryOp;
use crate::rows::{Writers, dot, record};
use crate::session::Session;
use passerelle_domain::attendance::Mark;
use passerelle_domain::calendar::Day;
use passerelle_domain::kinds::SHEET_CLOSED;
use passerelle_domain::signature::{Found, Half, Hash, Heading, Sheet, Signed, Way};
use passerelle_domain::{RecordId, RecordRef, RegisterId, Value, kinds};
use passerelle_sync::{DeviceId, Dot};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::{BTreeMap, BTreeSet};

/// The register that says that somebody signed.
const SIGNED: RegisterId = RegisterId(1);

/// A signature with what is said beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureRow {
    /// What the sheet needs of it.
    pub found: Found,
    /// Why they could not sign.
    pub why: Option<String>,
    /// Why it was made void.
    pub void_reason: Option<String>,
}

/// What headquarters sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The hash of the whole sheet.
    pub hash: Hash,
    /// Of each laptop, the last of its ops about the session that it is over.
    pub covers: BTreeMap<DeviceId, u64>,
}

impl Seal {
    /// Whether an op about the session was there when it was sealed.
    pub fn is_over(&self, dot: Dot) -> bool {
        self.covers.get(&dot.device).is_some_and(|last| dot.n <= *last)
    }
}

/// How a centre's people sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignChoices {
    /// The ways, by name; none when nobody has chosen.
    pub ways: Vec<String>,
    /// Languages besides the interface's.
    pub languages: Vec<String>,
}

/// A version of a sheet.
#[derive(Clone, Debug)]
pub struct Version {
    /// From 1.
    pub number: u32,
    /// What it says; of an earlier one, at its end.
    pub sheet: Sheet,
    /// When it began, milliseconds since 1970; of the first, when anything was first written.
    pub from_ms: u64,
    /// When the newest of what it says was written, milliseconds since 1970; none when what wrote it is
    /// not here yet.
    pub changed_ms: Option<u64>,
    /// What ended it.
    pub ended_by: Option<HistoryOp>,
    /// Who had signed it and must sign again.
    pub again: Vec<RecordId>,
}

impl View<'_> {
    /// The signatures of a session, void ones too, oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn signatures(&self, session: RecordId) -> Result<Vec<SignatureRow>, StoreError> {
        let sql = "SELECT signature_id, person_id, half, way, hash, signed_ms, witness_id, ink,
                     is_void, why, void_reason, heads
                   FROM signature WHERE session_id = ?1 ORDER BY signed_ms, signature_id";
        let mut select = self.conn.prepare_cached(sql)?;
        let mut rows = select.query([session.0.as_bytes()])?;
        let (writers, mut found) = (Writers::default(), Vec::new());
        while let Some(row) = rows.next()? {
            let heads = row.get_ref(11)?.as_blob().map_err(rusqlite::Error::from)?;
            let heads = RecordHeads::read(self.conn, &writers, heads)?;
            // Written once: what was written twice contradicts itself.
            let is_once = heads.register(SIGNED).heads.len() == 1;
            found.push(SignatureRow {
                found: Found {
                    id: record(row, 0)?,
                    person: record(row, 1)?,
                    signed: if is_once { signed(row)? } else { None },
                    ink: row.get(7)?,
                    is_void: row.get::<_, Option<bool>>(8)? == Some(true),
                },
                why: row.get(9)?,
                void_reason: row.get(10)?,
            });
        }
        Ok(found)
    }

    /// A session's register as it is signed for.
    ///
    /// # Errors
    /// The store's.
    pub fn signed_sheet(&self, session: &Session) -> Result<Sheet, StoreError> {
        let marked = |rows: Vec<crate::attendance::MarkRow>| -> BTreeMap<RecordId, Mark> {
            rows.into_iter().filter_map(|row| Some((row.person, row.mark?))).collect()
        };
        let signatures = self.signatures(session.id)?.into_iter().map(|row| row.found);
        Ok(Sheet {
            session: session.id,
            heading: session.heading(),
            learners: marked(self.marks(session.id)?),
            trainers: marked(self.presences(session.id)?),
            signatures: signatures.collect(),
            is_paper: self.sheet(session.id)?.is_paper,
        })
    }

    /// Whether a register may be sealed: everybody who was expected has a mark, everybody who was there
    /// has signed, or it was signed on paper, and somebody closed it with their signature.
    ///
    /// # Errors
    /// The store's.
    pub fn is_complete(&self, session: &Session) -> Result<bool, StoreError> {
        let sheet = self.signed_sheet(session)?;
        if !sheet.unsigned().is_empty() || !sheet.is_countersigned() {
            return Ok(false);
        }
        Ok(self.unmarked(session)?.is_empty())
    }

    /// Sessions of a day or before whose registers are closed and not sealed.
    ///
    /// # Errors
    /// The store's.
    pub fn closed_until(&self, last: Day) -> Result<Vec<Session>, StoreError> {
        let sql = "SELECT h.session_id FROM sheet h JOIN session s ON s.id = h.session_id
                   WHERE h.state = ?1 AND s.day <= ?2
                     AND NOT EXISTS (SELECT 1 FROM seal g WHERE g.session_id = h.session_id)";
        let mut select = self.conn.prepare_cached(sql)?;
        let ids = select.query_map(params![SHEET_CLOSED, last], |row| record(row, 0))?;
        let mut sessions = Vec::new();
        for id in ids {
            sessions.extend(self.session(id?)?);
        }
        Ok(sessions)
    }

    /// Whether headquarters has sealed any register of this centre.
    ///
    /// # Errors
    /// The store's.
    pub fn has_seals(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM seal)";
        Ok(self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// What headquarters sealed of a session's register, if it has.
    ///
    /// # Errors
    /// The store's.
    pub fn seal(&self, session: RecordId) -> Result<Option<Seal>, StoreError> {
        let sql = "SELECT sealed_hash, covers FROM seal WHERE session_id = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let found = select.query_row([session.0.as_bytes()], |row| {
            Ok((row.get::<_, Option<Hash>>(0)?, row.get::<_, Option<String>>(1)?))
        });
        let found = found.optional()?.and_then(|(hash, covers)| hash.zip(covers));
        Ok(found.map(|(hash, covers)| Seal {
            hash,
            covers: covers.lines().filter_map(covered).collect(),
        }))
    }

    /// The last op of each laptop that is about a session's register.
    ///
    /// # Errors
    /// The store's.
    pub fn covers(&self, session: RecordId) -> Result<BTreeMap<DeviceId, u64>, StoreError> {
        let mut covers = BTreeMap::new();
        for HistoryOp { dot, .. } in self.history_of_session(session)? {
            let last = covers.entry(dot.device).or_insert(dot.n);
            *last = dot.n.max(*last);
        }
        Ok(covers)
    }

    /// What somebody signs with, if not by drawing: the way, and the digest of what they know.
    ///
    /// # Errors
    /// The store's.
    pub fn sign_code(&self, person: RecordId) -> Result<Option<(Way, String)>, StoreError> {
        let sql = "SELECT sign_way, sign_digest FROM learner WHERE id = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let found = select.query_row([person.0.as_bytes()], |row| {
            Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<String>>(1)?))
        });
        let (way, digest) = found.optional()?.unwrap_or_default();
        Ok(way.and_then(Way::from_code).zip(digest))
    }

    /// How the people of this centre sign.
    ///
    /// # Errors
    /// The store's.
    pub fn sign_choices(&self) -> Result<SignChoices, StoreError> {
        let Some(site) = self.site_id()? else { return Ok(SignChoices::default()) };
        let sql = "SELECT sign_ways, sign_languages FROM site WHERE id = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let lines = |text: Option<String>| -> Vec<String> {
            let text = text.unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        };
        let found = select.query_row([site.0.as_bytes()], |row| {
            Ok(SignChoices { ways: lines(row.get(0)?), languages: lines(row.get(1)?) })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// The versions that a session's sheet went through, oldest first; the last is as it stands.
    ///
    /// # Errors
    /// The store's.
    pub fn versions(&self, session: &Session) -> Result<Vec<Version>, StoreError> {
        let ops = self.ops_of_sheet(session)?;
        let now = self.signed_sheet(session)?;
        let from_ms = ops.first().map_or(0, |op| op.op.hlc.ms());
        let (mut versions, mut begun, mut changed_ms) = (Vec::new(), from_ms, None);
        let mut state =
            Sheet { learners: BTreeMap::new(), trainers: BTreeMap::new(), ..now.clone() };
        state.signatures.clear();
        state.heading = Heading::default();
        let mut rooms = Rooms::default();
        for gesture in ops.chunk_by(|a, b| (a.op.hlc, a.dot.device) == (b.op.hlc, b.dot.device)) {
            let before = state.clone();
            gesture.iter().for_each(|op| self.apply((&mut state, &mut rooms), op));
            let still: BTreeSet<_> = state.signers().into_iter().collect();
            let again: Vec<_> =
                before.signers().into_iter().filter(|one| !still.contains(one)).collect();
            let voided = gesture.iter().all(|op| op.op.kind == kinds::SIGNATURE.id);
            if let (false, false, Some(last)) = (again.is_empty(), voided, gesture.last()) {
                let number = versions.len() as u32 + 1;
                let ended_by = Some(last.clone());
                versions.push(Version {
                    number,
                    sheet: before,
                    from_ms: begun,
                    changed_ms,
                    ended_by,
                    again,
                });
                begun = last.op.hlc.ms();
            }
            changed_ms = gesture.last().map(|op| op.op.hlc.ms());
        }
        let number = versions.len() as u32 + 1;
        versions.push(Version {
            number,
            sheet: now,
            from_ms: begun,
            changed_ms,
            ended_by: None,
            again: Vec::new(),
        });
        Ok(versions)
    }

    /// Every op that says something of a sheet, in the order of their stamps; void ones left out, and
    /// photographs, which lie beside it.
    fn ops_of_sheet(&self, session: &Session) -> Result<Vec<HistoryOp>, StoreError> {
        let mut ops = self.history_of_session(session.id)?;
        ops.extend(self.history_of(&kinds::COHORT, &RecordRef::Own(session.cohort))?);
        let sql = "SELECT w.device, v.n FROM void v JOIN writer w ON w.id = v.writer";
        let mut select = self.conn.prepare_cached(sql)?;
        let void = select.query_map([], |row| dot(row, 0))?;
        let void: BTreeSet<Dot> = void.collect::<Result<_, _>>()?;
        ops.retain(|op| op.op.kind != kinds::PHOTO.id && !void.contains(&op.dot));
        ops.sort_by_key(|op| (op.op.hlc, op.dot));
        Ok(ops)
    }

    /// What an op makes of a sheet.
    fn apply(&self, (sheet, rooms): (&mut Sheet, &mut Rooms), op: &HistoryOp) {
        let Some(kind) = kinds::by_id(op.op.kind) else { return };
        for write in &op.op.writes {
            let Some(register) = kind.register(write.register) else { continue };
            let revealed = self.reveal(op.stream, kind, &op.op.record, register, &write.value);
            let value = revealed.unwrap_or(Value::Null);
            match &op.op.record {
                RecordRef::Own(_) => {
                    apply_heading(&mut sheet.heading, register.name, &value);
                    if register.name == "room" {
                        let room = value.as_text().map(str::to_owned);
                        *(if kind == &kinds::SESSION {
                            &mut rooms.own
                        } else {
                            &mut rooms.group
                        }) = room;
                        sheet.heading.place = rooms.own.clone().or_else(|| rooms.group.clone());
                    }
                }
                RecordRef::Derived(parents) => {
                    apply_part(sheet, (kind, register.name), parents, &value);
                }
            }
        }
    }
}

fn signed(row: &Row<'_>) -> rusqlite::Result<Option<Signed>> {
    let (half, way): (Option<i64>, Option<i64>) = (row.get(2)?, row.get(3)?);
    let (hash, at_ms): (Option<[u8; 32]>, Option<i64>) = (row.get(4)?, row.get(5)?);
    let witness: Option<[u8; 16]> = row.get(6)?;
    let witness = witness.map(|id| RecordId(uuid::Uuid::from_bytes(id)));
    let (half, way) = (half.and_then(Half::from_code), way.and_then(Way::from_code));
    Ok((half.zip(way)).zip(hash.zip(at_ms)).map(|((half, way), (hash, at_ms))| Signed {
        half,
        way,
        hash,
        at_ms,
        witness,
    }))
}

/// A laptop and the last of its ops, as a seal names them.
fn covered(line: &str) -> Option<(DeviceId, u64)> {
    let (device, n) = line.split_once(' ')?;
    Some((DeviceId(device.parse().ok()?), n.parse().ok()?))
}

/// Where a session takes place: its own room, or else its group's.
#[derive(Default)]
struct Rooms {
    own: Option<String>,
    group: Option<String>,
}

/// The registers of a session and of its cohort that a sheet says as they are.
fn apply_heading(heading: &mut Heading, register: &str, value: &Value) {
    let text = || value.as_text().map(str::to_owned);
    match (register, value.items()) {
        ("slot", [Value::Int(day), Value::Int(start), Value::Int(end)]) => {
            heading.day = Day::try_from(*day).unwrap_or_default();
            heading.start = u16::try_from(*start).unwrap_or_default();
            heading.end = u16::try_from(*end).unwrap_or_default();
        }
        ("title", [Value::Text(code), Value::Text(title)]) => {
            (heading.code, heading.title) = (code.clone(), title.clone());
        }
        ("module", _) => heading.module = text(),
        _ => {}
    }
}

/// The registers of a session's records that a sheet says.
fn apply_part(
    sheet: &mut Sheet,
    (kind, register): (&'static passerelle_domain::Kind, &str),
    parents: &[RecordId],
    value: &Value,
) {
    let person = parents.get(1).copied();
    match (kind.name, register, person) {
        ("sheet", "pause", _) => {
            sheet.heading.pause = match value.items() {
                [Value::Int(from), Value::Int(to), ..] => {
                    u16::try_from(*from).ok().zip(u16::try_from(*to).ok())
                }
                _ => None,
            };
        }
        ("attendance" | "presence", "mark", Some(person)) => {
            let lines =
                if kind.name == "presence" { &mut sheet.trainers } else { &mut sheet.learners };
            match Mark::from_value(value) {
                Some(mark) => drop(lines.insert(person, mark)),
                None => drop(lines.remove(&person)),
            }
        }
        ("signature", _, Some(person)) => {
            let Some(id) = parents.get(2).copied() else { return };
            let at = sheet.signatures.iter().position(|found| found.id == id);
            let at = at.unwrap_or_else(|| {
                let found = Found { id, person, signed: None, ink: None, is_void: false };
                sheet.signatures.push(found);
                sheet.signatures.len() - 1
            });
            let found = &mut sheet.signatures[at];
            match register {
                "signed" => found.signed = signed_value(value),
                "ink" => found.ink = value.as_text().map(str::to_owned),
                "void" => found.is_void = *value == Value::Bool(true),
                _ => {}
            }
        }
        _ => {}
    }
}

fn signed_value(value: &Value) -> Option<Signed> {
    let [Value::Int(half), Value::Int(way), Value::Bytes(hash), Value::Int(at_ms), witness] =
        value.items()
    else {
        return None;
    };
    Some(Signed {
        half: Half::from_code(*half)?,
        way: Way::from_code(*way)?,
        hash: hash.clone().try_into().ok()?,
        at_ms: *at_ms,
        witness: witness.as_ref_id().map(RecordId),
    })
}
