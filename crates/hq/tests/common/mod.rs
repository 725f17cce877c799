//! A real server as a process of its own, and laptops with a real store that speak to it over TCP.
//! The laptops' driver is the app's affair; this one does the least that the protocol asks.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod clock;

use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{Grant, RecordId, RecordRef, SiteId, Stream, Value, kinds};
use passerelle_store::{Act, Author, Draft, Files, Gesture, Local, Store, StoreError, StoreKey};
use passerelle_sync::DeviceId;
use passerelle_sync::conversation::{Conversation, Effect};
use passerelle_sync::digest::{folded, hex};
use passerelle_sync::identity::{Key, PublicEncryptionKey};
use passerelle_sync::join::{Founded, JoinAnswer, JoinRequest};
use passerelle_sync::person::{KEYS_MAX, KeyBox, KeyState, unlock};
use passerelle_sync::sealed::Sealed;
use passerelle_sync::wire::{
    About, Frames, Have, Hello, News, PROTOCOL, Passing, Report, TRANSFER_BYTES_MAX, Up, Welcome,
    frame,
};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;
use uuid::Uuid;

pub const BINARY: &str = env!("CARGO_BIN_EXE_passerelle-hq");

/// What a request came back with.
pub struct Reply {
    pub status: u16,
    pub retry_after: Option<u64>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// `409 join.used_code`, or `200`.
    pub fn outcome(&self) -> String {
        match serde_json::from_slice::<serde_json::Value>(&self.body) {
            Ok(json) if self.status != 200 => {
                format!("{} {}", self.status, json["code"].as_str().unwrap())
            }
            _ => self.status.to_string(),
        }
    }
}

/// One client for all, since each reads the system's certificates anew; no connection is kept, since
/// none outlives the runtime that made it.
fn client() -> &'static reqwest::Client {
    static CLIENT: std::sync::OnceLock<reqwest::Client> = std::sync::OnceLock::new();
    CLIENT.get_or_init(|| reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap())
}

/// Runs a future to its end.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Waits for another process to have gone on.
pub fn pause(ms: u64) {
    wait(async move { tokio::time::sleep(std::time::Duration::from_millis(ms)).await });
}

/// A headquarters, served by a process of its own.
pub struct Hq {
    pub folder: TempDir,
    pub url: String,
    child: Option<Child>,
    /// More of what `serve` is given.
    more: &'static [&'static str],
    log: Option<std::thread::JoinHandle<String>>,
}

impl Hq {
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    pub fn start_with(more: &'static [&'static str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut hq = Self { folder, url: String::new(), child: None, more, log: None };
        hq.serve();
        hq
    }

    /// One that the test itself serves.
    pub fn of(folder: TempDir, url: String) -> Self {
        Self { folder, url, child: None, more: &[], log: None }
    }

    pub fn serve(&mut self) {
        let mut child = Command::new(BINARY)
            .arg("--data")
            .arg(self.folder.path())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(self.more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Read as it comes: a server whose log nobody takes would wait for ever.
        let mut stderr = child.stderr.take().unwrap();
        self.log = Some(std::thread::spawn(move || {
            let mut log = String::new();
            stderr.read_to_string(&mut log).unwrap();
            log
        }));
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        self.url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        self.child = Some(child);
    }

    /// Asks the server to end.
    pub fn terminate(&self) {
        let pid = self.child.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Asks the server to end: its exit code, the rest of its output, its log.
    pub fn stop(&mut self) -> (Option<i32>, String, String) {
        self.terminate();
        self.ended()
    }

    /// Ends the server as a power cut would.
    pub fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Waits for the server to end: its exit code, the rest of its output, its log.
    pub fn ended(&mut self) -> (Option<i32>, String, String) {
        let mut child = self.child.take().unwrap();
        let mut out = String::new();
        child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        let log = self.log.take().unwrap().join().unwrap();
        (child.wait().unwrap().code(), out, log)
    }

    pub fn run(&self, args: &[&str]) -> Output {
        run(self.folder.path(), args)
    }

    /// What a command printed; it must succeed.
    pub fn ask(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn site(&self, name: &str) -> SiteId {
        let line = self.ask(&["site", "add", name]);
        SiteId(Uuid::parse_str(line.split_whitespace().next().unwrap()).unwrap())
    }

    pub fn code(&self, target: &[&str], grant: &str) -> String {
        let rest = ["--grant", grant, "--role", "coordinator"];
        self.ask(&[&["code"], target, &rest].concat()).trim().to_owned()
    }

    pub fn post(&self, path: &str, body: Vec<u8>) -> Reply {
        self.request(reqwest::Method::POST, path, body)
    }

    pub fn request(&self, method: reqwest::Method, path: &str, body: Vec<u8>) -> Reply {
        self.request_with(method, path, body, &[])
    }

    /// The body in pieces, so that its length is not told beforehand.
    pub fn post_in_pieces(&self, path: &str, body: &[u8]) -> Reply {
        let pieces: Vec<_> = body.chunks(64 * 1024).map(<[u8]>::to_vec).collect();
        let pieces = tokio_stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>));
        let body = reqwest::Body::wrap_stream(pieces);
        self.request_with(reqwest::Method::POST, path, body, &[])
    }

    pub fn request_with(
        &self,
        method: reqwest::Method,
        path: &str,
        body: impl Into<reqwest::Body>,
        headers: &[(&str, &str)],
    ) -> Reply {
        let url = format!("{}{path}", self.url);
        wait(async {
            let mut request = client().request(method, url).body(body);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let reply = request.send().await.unwrap();
            let retry = reply.headers().get("retry-after").map(|v| v.to_str().unwrap().to_owned());
            Reply {
                status: reply.status().as_u16(),
                retry_after: retry.map(|text| text.parse().unwrap()),
                body: reply.bytes().await.unwrap().to_vec(),
            }
        })
    }

    /// Sends the first `sent` bytes of an upload and hangs up.
    pub fn post_cut(&self, path: &str, body: &[u8], sent: usize) {
        let mut socket = self.begin(path, body, sent);
        socket.shutdown(std::net::Shutdown::Write).unwrap();
        // The server's answer, or its hanging up: the end of its work on this request.
        let _ = socket.read_to_end(&mut Vec::new());
    }

    /// Sends the first `sent` bytes of an upload.
    pub fn begin(&self, path: &str, body: &[u8], sent: usize) -> TcpStream {
        let address = self.url.strip_prefix("http://").unwrap();
        let mut socket = TcpStream::connect(address).unwrap();
        let length = body.len();
        let head =
            format!("POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-length: {length}\r\n\r\n");
        socket.write_all(head.as_bytes()).unwrap();
        socket.write_all(&body[..sent]).unwrap();
        socket
    }

    pub fn connect(&self) -> TcpStream {
        TcpStream::connect(self.url.strip_prefix("http://").unwrap()).unwrap()
    }

    /// Sends a request over an open connection; its size.
    pub fn measured_on(&self, socket: &mut TcpStream, path: &str, body: &[u8]) -> usize {
        let address = self.url.strip_prefix("http://").unwrap();
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\naccept: */*\r\nhost: {address}\r\n\
             content-length: {length}\r\n\r\n"
        );
        let request = [head.as_bytes(), body].concat();
        socket.write_all(&request).unwrap();
        request.len()
    }

    pub fn digest(&self) -> Vec<String> {
        self.ask(&["digest"]).lines().map(str::to_owned).collect()
    }
}

impl Drop for Hq {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

pub fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(BINARY).arg("--data").arg(folder).args(args).output().unwrap()
}

/// A laptop with a real store.
pub struct Laptop {
    pub folder: TempDir,
    pub store: Store,
    pub device: DeviceId,
    pub key: Key,
    pub person: RecordId,
    pub token: [u8; 32],
    pub site: Option<SiteId>,
    pub grant: Grant,
    pub encryption: Option<PublicEncryptionKey>,
    /// Codes of what was not taken, here or there.
    pub refused: Vec<String>,
    /// Whether headquarters folded what this laptop folded, when it last said.
    pub agreed: Option<bool>,
    epoch: [u8; 4],
    amiss: bool,
    keys: Vec<KeyState>,
    /// What it says of itself.
    pub report: Report,
    /// The batch of telephone codes that headquarters last said it holds.
    pub codes: Option<[u8; 8]>,
}

impl Laptop {
    pub fn new(number: u8) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::at(folder.path());
        let device = DeviceId(Uuid::from_u128(1000 + u128::from(number)));
        let key = Key::from_seed([number; 32]);
        Store::found::<_, StoreError>(&files, &StoreKey([number; 32]), |store| {
            let (device, seed) = (device.to_string(), hex(&key.seed()));
            store.settle(&[(Local::Device, Some(&device)), (Local::Seed, Some(&seed))])
        })
        .unwrap();
        Self {
            store: Store::open(&files, &StoreKey([number; 32])).unwrap(),
            folder,
            device,
            key,
            person: id(3000 + u128::from(number)),
            token: [0; 32],
            site: None,
            grant: Grant::Classroom,
            encryption: None,
            refused: Vec::new(),
            agreed: None,
            epoch: [0; 4],
            amiss: false,
            keys: Vec::new(),
            report: Report::default(),
            codes: None,
        }
    }

    /// A laptop that founded its own centre.
    pub fn with_centre(number: u8, name: &str) -> Self {
        let mut laptop = Self::new(number);
        let site = SiteId(Uuid::from_u128(2000 + u128::from(number)));
        laptop.settle(site, Grant::Coordinator);
        let name = ("name", Value::Text(name.into()));
        laptop.write(&kinds::SITE, RecordRef::Own(site.into()), vec![name]);
        laptop
    }

    pub fn settle(&mut self, site: SiteId, grant: Grant) {
        (self.site, self.grant) = (Some(site), grant);
        self.store
            .settle(&[(Local::Site, Some(&site.to_string())), (Local::Grant, Some(grant.name()))])
            .unwrap();
    }

    pub fn join_request(&self, code: &str, founded: Option<&str>) -> JoinRequest {
        let founded =
            founded.map(|name| Founded { site: self.site.unwrap(), name: name.to_owned() });
        let (name, person) = ("Portable bleu".to_owned(), self.person);
        JoinRequest::new(code.to_owned(), self.device, name, person, &self.key, founded, None)
    }

    pub fn try_join(&self, hq: &Hq, code: &str, founded: Option<&str>) -> Reply {
        hq.post("/v1/join", postcard::to_stdvec(&self.join_request(code, founded)).unwrap())
    }

    pub fn join(&mut self, hq: &Hq, code: &str, founded: Option<&str>) -> JoinAnswer {
        let reply = self.try_join(hq, code, founded);
        self.joined(&reply)
    }

    /// Asks under a new name and key; the former key speaks for them.
    pub fn try_renew(&self, hq: &Hq, former: &Laptop) -> Reply {
        let (name, formerly) = (String::new(), Some((former.device, &former.key)));
        let person = self.person;
        let request =
            JoinRequest::new(name.clone(), self.device, name, person, &self.key, None, formerly);
        hq.post("/v1/join", postcard::to_stdvec(&request).unwrap())
    }

    pub fn joined(&mut self, reply: &Reply) -> JoinAnswer {
        assert_eq!(reply.outcome(), "200");
        let answer: JoinAnswer = postcard::from_bytes(&reply.body).unwrap();
        let certificate = answer.certificate.verify(&answer.network).unwrap();
        assert_eq!((certificate.device, certificate.key), (self.device, self.key.public()));
        assert!(answer.log.is_vouched_by(&answer.network));
        (self.token, self.encryption) = (answer.token, Some(answer.encryption));
        self.hear_epoch(answer.epoch);
        self.settle(certificate.site, certificate.grant);
        self.store.settle(&[(Local::Network, Some(&answer.network.hex()))]).unwrap();
        self.store.trust_logs(&[(answer.log.log, answer.log.key)]).unwrap();
        answer
    }

    fn hear_epoch(&mut self, epoch: Uuid) -> bool {
        let [a, b, c, d, ..] = epoch.into_bytes();
        std::mem::replace(&mut self.epoch, [a, b, c, d]) != self.epoch
    }

    pub fn streams(&self) -> Vec<Stream> {
        self.grant.streams(self.site.unwrap())
    }

    pub fn write(
        &mut self,
        kind: &'static passerelle_domain::Kind,
        record: RecordRef,
        values: Vec<(&str, Value)>,
    ) {
        let drafts = vec![Draft::new(kind, record, values)];
        let gesture = Gesture { label: String::new(), act: Act::Do, drafts };
        let author = Author { actor: self.person, now_ms: 1_000, chance: [self.key.seed()[0]; 32] };
        self.store.write::<StoreError>(author, |_| Ok(gesture)).unwrap();
    }

    pub fn mark(&mut self, session: u128, learner: u128, status: Status) {
        let record = RecordRef::Derived(vec![id(session), id(learner)]);
        self.write(&kinds::ATTENDANCE, record, vec![("mark", Mark::plain(status).to_value())]);
    }

    /// A mark in a segment of its own.
    pub fn mark_alone(&mut self, session: u128, learner: u128, status: Status) {
        self.mark(session, learner, status);
        self.store.seal().unwrap();
    }

    pub fn name(&mut self, learner: u128, given: &str) {
        let name = Value::List(vec![Value::Text(given.into()), Value::Null]);
        self.write(&kinds::LEARNER, RecordRef::Own(id(learner)), vec![("name", name)]);
    }

    pub fn name_of(&self, learner: u128) -> Option<String> {
        let found = self.store.view().learner(id(learner)).unwrap();
        found.map(|learner| learner.given).filter(|given| !given.is_empty())
    }

    pub fn hello(&self) -> Hello {
        let view = self.store.view();
        let cursor = view.local(Local::Cursor).unwrap().filter(|_| !self.amiss);
        let have = match cursor {
            None => Have::Vectors(view.holdings(&self.streams()).unwrap()),
            Some(cursor) => Have::Digest {
                digest: view.held_digest(&self.streams()).unwrap(),
                cursor: cursor.parse().unwrap(),
            },
        };
        Hello {
            protocol: PROTOCOL,
            device: self.device,
            token: self.token,
            proof: Vec::new(),
            now_ms: 0,
            epoch: self.epoch,
            about: About::All,
            have,
            beside: None,
            report: self.report,
        }
    }

    /// An upload of these frames after this hello.
    pub fn frames(&self, hello: Hello, segments: &[Sealed]) -> Vec<u8> {
        let mut passing = Passing::of(self.device, self.site.unwrap());
        let mut bytes = frame(&Up::Hello(hello)).unwrap();
        for segment in segments {
            bytes.extend(frame(&Up::Segment(passing.carry(segment.clone()))).unwrap());
        }
        bytes.extend(frame(&Up::End).unwrap());
        bytes
    }

    /// The whole upload.
    pub fn upload(&mut self) -> Vec<u8> {
        self.store.seal().unwrap();
        let (streams, view) = (self.streams(), self.store.view());
        let mut bytes = frame(&Up::Hello(self.hello())).unwrap();
        let mut keys = view.unsent_keys(u32::try_from(KEYS_MAX).unwrap()).unwrap();
        keys.retain(|key| streams.contains(&key.stream));
        if !keys.is_empty() {
            let locked = KeyBox::lock(&keys, &self.encryption.unwrap(), [8; 32]);
            bytes.extend(frame(&Up::Keys(locked)).unwrap());
        }
        let mut passing = Passing::of(self.device, self.site.unwrap());
        for segment in view.segments_to_send(&streams, TRANSFER_BYTES_MAX).unwrap() {
            bytes.extend(frame(&Up::Segment(passing.carry(segment))).unwrap());
        }
        bytes.extend(frame(&Up::End).unwrap());
        self.keys = keys;
        bytes
    }

    /// Takes an answer, or what arrived of it; whether it was whole, and whether there is more.
    pub fn take(&mut self, bytes: &[u8]) -> (bool, bool) {
        let mut frames = Frames::default();
        frames.push(bytes);
        let site = self.site.unwrap();
        let mut talk = Conversation::new(self.device, site, self.streams());
        let (mut news, mut more) = (None, false);
        self.amiss = false;
        while let Some(down) = frames.take().unwrap() {
            match talk.step(down).unwrap() {
                Effect::Acknowledge(welcome) => news = self.acknowledge(welcome),
                Effect::Commit(segment) => {
                    let received = self.store.receive(&[segment], 0).unwrap();
                    let codes = received.refused.iter().map(|refused| refused.code.to_owned());
                    self.refused.extend(codes);
                }
                Effect::Keep(keys) => {
                    let keys = keys.open(&self.key.encryption()).unwrap();
                    self.store.keep_keys(&keys).unwrap();
                }
                Effect::Finish(done) => {
                    self.amiss |= !done.more && self.is_behind(news.as_ref());
                    if !self.amiss {
                        let cursor = done.cursor.to_string();
                        self.store.settle(&[(Local::Cursor, Some(&cursor))]).unwrap();
                    }
                    more = done.more || self.amiss;
                    self.agreed = done.folded.map(|theirs| theirs == self.folded());
                }
            }
        }
        (talk.is_finished(), more)
    }

    fn acknowledge(&mut self, welcome: Welcome) -> Option<News> {
        if !welcome.token.is_empty() {
            let token = unlock(&welcome.token, &self.key.encryption()).unwrap();
            self.token = token.try_into().unwrap();
        }
        self.codes = welcome.codes;
        self.refused.extend(welcome.refused.into_iter().map(|(_, _, _, code)| code));
        match &welcome.news {
            None => {
                let held = self.store.view().holdings(&self.streams()).unwrap();
                self.store.acknowledge_asked(&held, self.site.unwrap()).unwrap();
            }
            Some(news) => {
                let logs: Vec<_> = news.logs.iter().map(|log| (log.log, log.key)).collect();
                self.store.trust_logs(&logs).unwrap();
                self.store.acknowledge(news, self.site.unwrap()).unwrap();
                self.amiss |= self.hear_epoch(news.epoch);
            }
        }
        let keys = std::mem::take(&mut self.keys);
        self.store.keys_sent(&keys).unwrap();
        welcome.news
    }

    fn is_behind(&self, news: Option<&News>) -> bool {
        let Some(news) = news else { return false };
        let holdings = self.store.view().holdings(&self.streams()).unwrap();
        news.committed.iter().any(|(channel, tips)| {
            let held = holdings.iter().find(|(of, _)| of == channel).map(|(_, held)| held);
            held.is_some_and(|held| tips.iter().any(|(device, (n, _))| held.held(*device) < *n))
        })
    }

    fn folded(&self) -> [u8; 8] {
        let view = self.store.view();
        folded(self.streams().into_iter().map(|stream| view.heads_kept(stream).unwrap()))
    }

    /// One request; whether there is more.
    pub fn exchange(&mut self, hq: &Hq) -> bool {
        let reply = hq.post("/v1/exchange", self.upload());
        assert_eq!(reply.outcome(), "200");
        let (whole, more) = self.take(&reply.body);
        assert!(whole);
        more
    }

    /// Requests until there is no more; how many.
    pub fn exchange_all(&mut self, hq: &Hq) -> u32 {
        (1..50).find(|_| !self.exchange(hq)).unwrap()
    }

    pub fn digest(&self) -> Vec<String> {
        let view = self.store.view();
        let line = |stream: Stream| format!("{stream} {}", view.digest(stream).unwrap());
        self.streams().into_iter().map(line).collect()
    }

    pub fn pending(&self) -> u32 {
        self.store.view().pending().unwrap().count
    }
}

/// One whole answer over an open connection, headers and all.
pub fn answer_on(socket: &mut TcpStream) -> Vec<u8> {
    let (mut answer, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        let read = socket.read(&mut chunk).unwrap();
        answer.extend_from_slice(&chunk[..read]);
        let head = answer.windows(4).position(|window| window == b"\r\n\r\n");
        let length = head.and_then(|head| {
            let text = std::str::from_utf8(&answer[..head]).unwrap();
            let line = text.lines().find_map(|line| line.strip_prefix("content-length: "))?;
            Some(head + 4 + line.parse::<usize>().unwrap())
        });
        if read == 0 || length.is_some_and(|length| answer.len() >= length) {
            return answer;
        }
    }
}

/// What follows the headers.
pub fn body_of(answer: &[u8]) -> &[u8] {
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    &answer[head + 4..]
}

pub fn id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(number))
}
