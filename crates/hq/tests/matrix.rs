//! Who may do what at headquarters' door: every route of the server's own table, in every situation that
//! whoever asks can be in. Each row tells the answer and what the ledger holds afterwards that it did
//! not hold before; a route without a row for every situation fails.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Hq, Laptop, Reply, id};
use passerelle_domain::attendance::Status;
use passerelle_domain::{RecordId, RecordRef, Stream, Value, kinds};
use passerelle_hq::http::{self, Door, ROUTES, Route};
use passerelle_hq::ledger::{Ledger, Part, TOKEN_MS};
use passerelle_hq::scope::authenticate;
use passerelle_hq::{Headquarters, Scope};
use passerelle_sync::attachment::{self, AttachmentKey};
use passerelle_sync::sealed::{NoNames, Sealed};
use passerelle_sync::wire::{AttachmentPart, Down, Frames, Held, Up, frame};
use reqwest::Method;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::oneshot;
use uuid::Uuid;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    /// Nobody: no hello, no code.
    NoSession,
    /// A laptop whose token, or code, is too old.
    Expired,
    /// A laptop that was sent away.
    Revoked,
    /// A laptop that is to erase itself.
    Wiped,
    /// A laptop on which the person may no longer write.
    Disabled,
    /// A laptop of another centre, which asks for what is of this one.
    Foreign,
    /// A laptop without the private stream, which brings some of it.
    LowerGrant,
    /// A volunteer who plans, which is a coordinator's.
    LowerRole,
    /// Whoever may.
    Right,
}

const EVERYBODY: [Who; 9] = [
    Who::NoSession,
    Who::Expired,
    Who::Revoked,
    Who::Wiped,
    Who::Disabled,
    Who::Foreign,
    Who::LowerGrant,
    Who::LowerRole,
    Who::Right,
];

/// A row: the route, who asks, the answer, what the ledger holds then that it did not.
type Row = (&'static str, Who, &'static str, &'static [&'static str]);

const ROWS: &[Row] = &[
    ("/health", Who::NoSession, "200", &[]),
    ("/health", Who::Expired, "200", &[]),
    ("/health", Who::Revoked, "200", &[]),
    ("/health", Who::Wiped, "200", &[]),
    ("/health", Who::Disabled, "200", &[]),
    ("/health", Who::Foreign, "200", &[]),
    ("/health", Who::LowerGrant, "200", &[]),
    ("/health", Who::LowerRole, "200", &[]),
    ("/health", Who::Right, "200", &[]),
    ("/v1/join", Who::NoSession, "400 join.not_understood", &[]),
    ("/v1/join", Who::Expired, "410 join.expired_code", &[]),
    ("/v1/join", Who::Revoked, "403 join.revoked", &[]),
    ("/v1/join", Who::Wiped, "403 join.revoked", &[]),
    // A new code is an operator's word, and the latest.
    ("/v1/join", Who::Disabled, "200", &["enrolled", "token"]),
    ("/v1/join", Who::Foreign, "409 join.site_already", &[]),
    // A code that adopts, for a laptop that brings no centre.
    ("/v1/join", Who::LowerGrant, "409 join.no_centre_to_adopt", &[]),
    ("/v1/join", Who::LowerRole, "409 join.used_code", &[]),
    ("/v1/join", Who::Right, "200", &["device", "enrolled", "token"]),
    ("/v1/exchange", Who::NoSession, "400 exchange.not_understood", &[]),
    ("/v1/exchange", Who::Expired, "401 exchange.bad_token", &[]),
    ("/v1/exchange", Who::Revoked, "403 exchange.revoked", &["review exchange.revoked"]),
    ("/v1/exchange", Who::Wiped, "403 exchange.wipe", &["order", "review exchange.revoked"]),
    ("/v1/exchange", Who::Disabled, "200", &["committed", "exchanged", "void 1"]),
    ("/v1/exchange", Who::Foreign, "200", &["exchanged", "review exchange.not_certified"]),
    ("/v1/exchange", Who::LowerGrant, "200", &["exchanged", "review exchange.not_granted"]),
    ("/v1/exchange", Who::LowerRole, "200", &["committed", "exchanged", "void 2"]),
    ("/v1/exchange", Who::Right, "200", &["committed", "exchanged"]),
    ("/v1/first", Who::NoSession, "400 exchange.not_understood", &[]),
    ("/v1/first", Who::Expired, "401 exchange.bad_token", &[]),
    ("/v1/first", Who::Revoked, "403 exchange.revoked", &[]),
    ("/v1/first", Who::Wiped, "403 exchange.wipe", &["order"]),
    // Reading is the laptop's, by its grant; whoever may no longer write there is told by verdict.
    ("/v1/first", Who::Disabled, "200", &[]),
    ("/v1/first", Who::Foreign, "200", &[]),
    ("/v1/first", Who::LowerGrant, "200", &[]),
    ("/v1/first", Who::LowerRole, "200", &[]),
    ("/v1/first", Who::Right, "200", &[]),
    ("/v1/photos", Who::NoSession, "400 exchange.not_understood", &[]),
    ("/v1/photos", Who::Expired, "401 exchange.bad_token", &[]),
    ("/v1/photos", Who::Revoked, "403 exchange.revoked", &[]),
    ("/v1/photos", Who::Wiped, "403 exchange.wipe", &["order"]),
    // Its record was there before; that the person writes no more is told by verdict, of records.
    ("/v1/photos", Who::Disabled, "200", &["picture"]),
    // No record of its own centre names it.
    ("/v1/photos", Who::Foreign, "200", &[]),
    // What runs a class is granted to it: so is its sheet.
    ("/v1/photos", Who::LowerGrant, "200", &["picture"]),
    ("/v1/photos", Who::LowerRole, "200", &["picture"]),
    ("/v1/photos", Who::Right, "200", &["picture"]),
];

#[test]
fn every_route_has_a_row_for_everybody_and_no_row_is_without_a_route() {
    let paths: BTreeSet<_> = ROUTES.iter().map(|route| route.path).collect();
    let wanted: BTreeSet<_> =
        paths.iter().flat_map(|path| EVERYBODY.map(|who| (*path, who))).collect();
    let there: BTreeSet<_> = ROWS.iter().map(|(path, who, ..)| (*path, *who)).collect();
    assert_eq!(there, wanted);
    assert_eq!(ROWS.len(), wanted.len(), "each once");
}

#[test]
fn every_row_is_as_it_says() {
    for (path, who, answer, effects) in ROWS {
        let route = ROUTES.iter().find(|route| route.path == *path).unwrap();
        let mut world = World::new();
        let (body, device) = world.prepare(route, *who);
        let before = world.state();
        let reply = world.ask(route, *who, body);
        assert_eq!(reply.outcome(), *answer, "{path} {who:?}");
        let effect = world.state().since(&before, device);
        let expected: BTreeSet<String> = effects.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(effect, expected, "{path} {who:?}");
    }
}

/// Nobody can tell what is another centre's from what is nowhere.
#[test]
fn what_is_elsewhere_looks_like_what_is_nowhere() {
    let mut world = World::new();
    // A writer of the other centre, and one that does not exist.
    let theirs = world.mark(Of::Right);
    let nobody = {
        let mut stranger = Laptop::new(99);
        stranger.settle(world.foreign.site.unwrap(), world.foreign.grant);
        stranger.mark(1, 5, Status::Present);
        stranger.store.seal().unwrap();
        stranger.store.view().segments_to_send(&stranger.streams(), 1 << 20).unwrap().remove(0)
    };
    let foreign = &world.foreign;
    let told = [theirs, nobody].map(|segment| {
        let segment = elsewhere(&segment, foreign);
        let reply = world.hq.post("/v1/exchange", foreign.frames(foreign.hello(), &[segment]));
        let Some(Down::Welcome(welcome)) = downs(&reply.body).into_iter().next() else { panic!() };
        let (_, _, first, code) = welcome.refused.into_iter().next().unwrap();
        (reply.status, first, code)
    });
    assert_eq!(told[0], told[1]);
    // A snapshot of the other centre, and one that was never made.
    let reply = world.hq.post("/v1/first", first(&world.right, None));
    let of_right = downs(&reply.body).into_iter().find_map(|down| match down {
        Down::Manifest(manifest) => {
            let hq = Headquarters::open(world.hq.folder.path(), now_ms()).unwrap();
            let log = hq.ledger().logs().unwrap().pop().unwrap();
            Some(manifest.verify(&log.key).unwrap().id)
        }
        _ => None,
    });
    let told = [of_right.unwrap(), Uuid::from_u128(404)]
        .map(|snapshot| world.hq.post("/v1/first", first(&world.foreign, Some(snapshot))).body);
    assert_eq!(told[0], told[1]);
    // A laptop of the other centre as one's own former name, and one that does not exist.
    let mut forged = Laptop::new(98);
    let told = [world.right.device, Laptop::new(97).device].map(|device| {
        forged.device = device;
        world.hq.post("/v1/join", renewal(&Laptop::new(96), &forged)).outcome()
    });
    assert_eq!(told[0], told[1]);
    // And as oneself, with a token or a proof.
    let mut hello = world.foreign.hello();
    for proved in [false, true] {
        let told = [world.right.device, Laptop::new(97).device].map(|device| {
            hello.device = device;
            let hello = hello.clone();
            let hello = if proved { hello.proved(&world.foreign.key) } else { hello };
            world.hq.post("/v1/exchange", world.foreign.frames(hello, &[])).outcome()
        });
        assert_eq!(told[0], told[1], "{proved}");
    }
}

/// A picture of the other centre, and one that was never taken.
#[test]
fn a_picture_of_elsewhere_looks_like_one_of_nowhere() {
    let mut world = World::new();
    let body = world.photo(Of::Right);
    let right = world.hq.post("/v1/photos", body.clone());
    let Some(Down::Held { hash, held: Held::Whole }) = downs(&right.body).into_iter().next() else {
        panic!("the right one's is not held")
    };
    for up in [|hash| Up::Ask(hash), |hash| Up::Want { hash, piece: 0 }] {
        let told = [hash, [9; 32]].map(|hash| {
            let ups = [Up::Hello(world.foreign.hello()), up(hash), Up::End];
            let body = ups.iter().flat_map(|up| frame(up).unwrap()).collect();
            let told = world.hq.post("/v1/photos", body).body;
            downs(&told)
                .into_iter()
                .map(|down| match down {
                    Down::Held { held, .. } => Down::Held { hash: [0; 32], held },
                    other => other,
                })
                .collect::<Vec<_>>()
        });
        assert_eq!(told[0], told[1]);
    }
}

fn renewal(laptop: &Laptop, former: &Laptop) -> Vec<u8> {
    let formerly = Some((former.device, &former.key));
    let (code, name) = (String::new(), String::new());
    let request = passerelle_sync::join::JoinRequest::new(
        code,
        laptop.device,
        name,
        laptop.person,
        &laptop.key,
        None,
        formerly,
    );
    postcard::to_stdvec(&request).unwrap()
}

fn downs(bytes: &[u8]) -> Vec<Down> {
    let mut frames = Frames::default();
    frames.push(bytes);
    std::iter::from_fn(|| frames.take().unwrap()).collect()
}

fn first(laptop: &Laptop, snapshot: Option<Uuid>) -> Vec<u8> {
    let ups = [Up::Hello(laptop.hello()), Up::First { snapshot, piece: 0 }, Up::End];
    ups.iter().flat_map(|up| frame(up).unwrap()).collect()
}

/// A segment as another laptop passes it on within its own centre.
fn elsewhere(segment: &Sealed, by: &Laptop) -> Sealed {
    let stream = Stream::Site(by.site.unwrap());
    Sealed::parse(stream, segment.device, segment.bytes().to_vec()).unwrap()
}

/// Milliseconds by which the server's clock is ahead of this machine's.
static AHEAD_MS: AtomicU64 = AtomicU64::new(0);

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap() + AHEAD_MS.load(Ordering::Relaxed)
}

/// Which laptop.
#[derive(Clone, Copy)]
enum Of {
    Right,
    Classroom,
    Foreign,
}

/// Two centres: a coordinator's laptop and a classroom's in one, a coordinator's in the other; served
/// by this process, whose clock can be moved.
struct World {
    hq: Hq,
    right: Laptop,
    classroom: Laptop,
    foreign: Laptop,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let hq = Headquarters::open(folder.path(), now_ms()).unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let (tell, told) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                let door = Door { listener, tls: None, behind_proxy: false };
                let stop = async { drop(stopped.await) };
                http::serve(hq, door, now_ms, stop).await.unwrap();
            });
        });
        let url = format!("http://{}", told.recv().unwrap());
        let hq = Hq::of(folder, url);
        hq.site("Ici");
        hq.site("Ailleurs");
        let mut laptops = [Laptop::new(1), Laptop::new(2), Laptop::new(3)];
        let places = [("Ici", "coordinator"), ("Ici", "classroom"), ("Ailleurs", "coordinator")];
        for (laptop, (site, grant)) in laptops.iter_mut().zip(places) {
            laptop.join(&hq, &hq.code(&["--site", site], grant), None);
        }
        let [right, classroom, foreign] = laptops;
        let (stop, thread) = (Some(stop), Some(thread));
        Self { hq, right, classroom, foreign, stop, thread }
    }

    fn laptop(&mut self, of: Of) -> &mut Laptop {
        match of {
            Of::Right => &mut self.right,
            Of::Classroom => &mut self.classroom,
            Of::Foreign => &mut self.foreign,
        }
    }

    /// A mark, sealed.
    fn mark(&mut self, of: Of) -> Sealed {
        let laptop = self.laptop(of);
        laptop.mark_alone(1, 5, Status::Present);
        laptop.store.view().segments_to_send(&laptop.streams(), 1 << 20).unwrap().remove(0)
    }

    /// What comes before the request: its body, and the laptop that will ask.
    fn prepare(&mut self, route: &Route, who: Who) -> (Vec<u8>, String) {
        let of = match who {
            Who::Foreign => Of::Foreign,
            Who::LowerGrant => Of::Classroom,
            _ => Of::Right,
        };
        let body = match route.path {
            "/health" => Vec::new(),
            "/v1/join" => self.join(who),
            "/v1/exchange" => self.exchange(who, of),
            "/v1/first" => first(self.laptop(of), None),
            "/v1/photos" => self.photo(of),
            other => panic!("nobody asks {other}"),
        };
        let device = self.laptop(of).device.to_string();
        let body = if who == Who::NoSession { vec![1, 1] } else { body };
        let body = if route.bytes_max == 0 { Vec::new() } else { body };
        match who {
            Who::Revoked => drop(self.hq.ask(&["revoke", &device])),
            Who::Wiped => drop(self.hq.ask(&["wipe", &device])),
            Who::Disabled => {
                let person = self.right.person.to_string();
                self.hq.ask(&["person", "disable", &device, &person]);
            }
            _ => {}
        }
        (body, device)
    }

    fn ask(&self, route: &Route, who: Who, body: Vec<u8>) -> Reply {
        if who == Who::Expired {
            AHEAD_MS.store(TOKEN_MS + 60_000, Ordering::Relaxed);
        }
        let method = Method::from_bytes(route.method.as_bytes()).unwrap();
        let reply = self.hq.request(method, route.path, body);
        AHEAD_MS.store(0, Ordering::Relaxed);
        reply
    }

    /// A picture whose record headquarters has.
    fn photo(&mut self, of: Of) -> Vec<u8> {
        let picture = AttachmentKey([5; 32]).seal(b"a sheet");
        let (hash, bytes) = (attachment::hash(&picture), picture.len() as i64);
        let value = vec![
            Value::Ref(id(1).0),
            Value::Bytes(hash.to_vec()),
            Value::Int(bytes),
            Value::Int(1),
        ];
        let record = RecordRef::Own(id(7001));
        self.right.write(&kinds::PHOTO, record, vec![("photo", Value::List(value))]);
        self.right.exchange_all(&self.hq);
        let laptop = self.laptop(of);
        let part = AttachmentPart { hash, piece: 0, bytes: picture };
        let ups = [Up::Hello(laptop.hello()), Up::Part(part), Up::End];
        ups.iter().flat_map(|up| frame(up).unwrap()).collect()
    }

    fn join(&mut self, who: Who) -> Vec<u8> {
        let here = ["--site", "Ici"];
        let code = match who {
            Who::Expired => {
                let rest = ["--grant", "classroom", "--role", "volunteer", "--minutes", "0"];
                self.hq.ask(&[&["code"], &here[..], &rest].concat()).trim().to_owned()
            }
            Who::LowerGrant => self.hq.code(&["--adopt"], "coordinator"),
            Who::LowerRole => {
                let code = self.hq.code(&here, "coordinator");
                Laptop::new(50).join(&self.hq, &code, None);
                code
            }
            _ => self.hq.code(&here, "coordinator"),
        };
        let new = Laptop::new(60);
        let laptop = match who {
            Who::Right | Who::LowerGrant | Who::LowerRole | Who::Expired => &new,
            Who::Foreign => &self.foreign,
            _ => &self.right,
        };
        postcard::to_stdvec(&laptop.join_request(&code, None)).unwrap()
    }

    fn exchange(&mut self, who: Who, of: Of) -> Vec<u8> {
        let segment = match who {
            Who::Foreign => {
                let theirs = self.mark(Of::Right);
                elsewhere(&theirs, &self.foreign)
            }
            Who::LowerGrant => {
                let phones = Value::List(vec![Value::Text("06 00 00 00 00".into())]);
                let record = RecordRef::Derived(vec![id(5)]);
                self.right.write(&kinds::CONTACT, record, vec![("phones", phones)]);
                self.right.store.seal().unwrap();
                let private = Stream::Private(self.right.site.unwrap());
                self.right.store.view().all_segments(&[private]).unwrap().remove(0)
            }
            Who::LowerRole => self.planned_by_a_volunteer(),
            _ => self.mark(of),
        };
        let laptop = self.laptop(of);
        laptop.frames(laptop.hello(), &[segment])
    }

    /// A cohort, by somebody whom the laptop knows and headquarters enrolled as a volunteer.
    fn planned_by_a_volunteer(&mut self) -> Sealed {
        let karim = id(4001);
        let name = Value::List(vec![Value::Text("Karim".into()), Value::Null]);
        self.right.write(&kinds::VOLUNTEER, RecordRef::Own(karim), vec![("name", name)]);
        self.right.exchange_all(&self.hq);
        let device = self.right.device.to_string();
        self.hq.ask(&["person", "role", &device, "Karim", "volunteer"]);
        self.right.person = karim;
        let title = Value::List(vec![Value::Text("C1".into()), Value::Text("Cours".into())]);
        self.right.write(&kinds::COHORT, RecordRef::Own(id(9001)), vec![("title", title)]);
        self.right.store.seal().unwrap();
        let streams = self.right.streams();
        self.right.store.view().segments_to_send(&streams, 1 << 20).unwrap().remove(0)
    }

    /// What the ledger holds, folded.
    fn state(&self) -> State {
        let hq = Headquarters::open(self.hq.folder.path(), now_ms()).unwrap();
        passerelle_hq::command::digest(&hq, now_ms()).unwrap();
        let pictures = hq.pictures().all().unwrap().len();
        State { pictures, ..State::of(hq.ledger(), &self.readers(&hq)) }
    }

    /// A scope over each centre.
    fn readers(&self, hq: &Headquarters) -> Vec<Scope> {
        let hellos = [self.classroom.hello().proved(&self.classroom.key)];
        let foreign = self.foreign.hello().proved(&self.foreign.key);
        let hellos = hellos.into_iter().chain([foreign]);
        hellos.map(|hello| authenticate(hq.ledger(), &hello, now_ms()).unwrap().scope).collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Of a laptop: its id, its last exchange, its token's hash, when it was given the order.
type DeviceState = (String, Option<u64>, [u8; 32], Option<u64>);

/// What of the ledger a row can change.
struct State {
    /// Of each laptop.
    devices: Vec<DeviceState>,
    /// Segments of laptops, by writer and place.
    segments: BTreeSet<(String, String, u64)>,
    /// Reasons of verdicts.
    voids: Vec<i64>,
    /// Codes of what is kept for review.
    review: Vec<String>,
    /// Words of headquarters on who is enrolled.
    enrolled: Vec<(RecordId, RecordId)>,
    /// Pictures, and what there is of those that come.
    pictures: usize,
}

impl State {
    fn of(ledger: &dyn Ledger, readers: &[Scope]) -> Self {
        let devices = ledger.devices().unwrap().into_iter();
        let devices = devices.map(|row| {
            let id = row.device.to_string();
            (id, row.last_exchange_ms, row.token_hash, row.contact.wiped_ms)
        });
        let review = ledger.refused().unwrap().into_iter().map(|row| row.code).collect();
        let (segments, voids, enrolled) = (BTreeSet::new(), Vec::new(), Vec::new());
        let devices = devices.collect();
        let mut state = Self { devices, segments, voids, review, enrolled, pictures: 0 };
        let logs: Vec<_> = ledger.logs().unwrap().into_iter().map(|log| log.log).collect();
        let part = Part { after: 0, to: u64::MAX >> 1, lacking: None, except: None };
        for scope in readers {
            for (_, one) in ledger.segments(scope, &scope.streams(), &part, 1 << 24).unwrap() {
                if !logs.contains(&one.device) {
                    let (writer, stream) = (one.device.to_string(), one.stream.to_string());
                    state.segments.insert((writer, stream, one.first()));
                    continue;
                }
                for op in one.decode(&NoNames).unwrap().ops {
                    if op.kind == kinds::VERDICT.id {
                        let reason = op.writes[0].value.items().get(2).cloned();
                        state.voids.extend(reason.and_then(|reason| match reason {
                            Value::Int(code) => Some(code),
                            _ => None,
                        }));
                    }
                    if let (true, [device, person]) =
                        (op.kind == kinds::ENROLLED.id, op.record.parents())
                    {
                        state.enrolled.push((*device, *person));
                    }
                }
            }
        }
        state
    }

    /// What is here that was not before; of words on who is enrolled, those that the request itself
    /// brought about.
    fn since(&self, before: &Self, device: String) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let of = |state: &Self| state.devices.iter().find(|row| row.0 == device).cloned();
        let (was, is) = (of(before), of(self));
        let exchanged = was.as_ref().map(|row| row.1) != is.as_ref().map(|row| row.1);
        let tokens = |state: &Self| state.devices.iter().map(|row| row.2).collect::<BTreeSet<_>>();
        let ordered = |state: &Self| state.devices.iter().filter(|row| row.3.is_some()).count();
        let told = [
            (exchanged, "exchanged"),
            (!tokens(self).is_subset(&tokens(before)), "token"),
            (self.devices.len() > before.devices.len(), "device"),
            (ordered(self) > ordered(before), "order"),
            (self.segments.len() > before.segments.len(), "committed"),
            (self.enrolled.len() > before.enrolled.len(), "enrolled"),
            (self.pictures > before.pictures, "picture"),
        ];
        found.extend(told.into_iter().filter(|(is, _)| *is).map(|(_, text)| text.to_owned()));
        found
            .extend(self.voids[before.voids.len()..].iter().map(|reason| format!("void {reason}")));
        let review = &self.review[before.review.len()..];
        found.extend(review.iter().map(|code| format!("review {code}")));
        found
    }
}
