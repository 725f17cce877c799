//! A real server as a process of its own, and laptops with a real store that speak to it over TCP.
//! The laptops' driver is the app's affair; this one does the least that the protocol asks.

#![allow(dead_code, reason = "each test file uses its part")]

use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{Grant, RecordId, RecordRef, SiteId, Stream, Value, kinds};
use passerelle_store::{Act, Author, Draft, Files, Gesture, Local, Store, StoreError, StoreKey};
use passerelle_sync::DeviceId;
use passerelle_sync::conversation::{Conversation, Effect};
use passerelle_sync::identity::Key;
use passerelle_sync::join::{Founded, JoinAnswer, JoinRequest};
use passerelle_sync::wire::{Frames, Hello, PROTOCOL, SignedHello, Up, frame};
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
}

impl Hq {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut hq = Self { folder, url: String::new(), child: None };
        hq.serve();
        hq
    }

    pub fn serve(&mut self) {
        let mut child = Command::new(BINARY)
            .arg("--data")
            .arg(self.folder.path())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
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

    /// Waits for the server to end: its exit code, the rest of its output, its log.
    pub fn ended(&mut self) -> (Option<i32>, String, String) {
        let mut child = self.child.take().unwrap();
        let (mut out, mut log) = (String::new(), String::new());
        child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
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
        let url = format!("{}{path}", self.url);
        wait(async {
            let request = reqwest::Client::new().request(method, url).body(body);
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
    pub token: [u8; 32],
    pub site: Option<SiteId>,
    pub grant: Grant,
}

impl Laptop {
    pub fn new(number: u8) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::at(folder.path());
        let device = DeviceId(Uuid::from_u128(1000 + u128::from(number)));
        Store::found::<_, StoreError>(&files, &StoreKey([number; 32]), |store| {
            store.settle(&[(Local::Device, Some(&device.to_string()))])
        })
        .unwrap();
        let store = Store::open(&files).unwrap();
        let (key, grant) = (Key::from_seed([number; 32]), Grant::Classroom);
        Self { folder, store, device, key, token: [0; 32], site: None, grant }
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
        let name = "Portable bleu".to_owned();
        JoinRequest::new(code.to_owned(), self.device, name, &self.key, founded)
    }

    pub fn try_join(&self, hq: &Hq, code: &str, founded: Option<&str>) -> Reply {
        hq.post("/v1/join", postcard::to_stdvec(&self.join_request(code, founded)).unwrap())
    }

    pub fn join(&mut self, hq: &Hq, code: &str, founded: Option<&str>) -> JoinAnswer {
        let reply = self.try_join(hq, code, founded);
        assert_eq!(reply.outcome(), "200");
        let answer: JoinAnswer = postcard::from_bytes(&reply.body).unwrap();
        let certificate = answer.certificate.verify(&answer.network).unwrap();
        assert_eq!((certificate.device, certificate.key), (self.device, self.key.public()));
        self.token = answer.token;
        self.settle(certificate.site, certificate.grant);
        answer
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
        let author = Author { actor: id(9), now_ms: 1_000 };
        self.store.write::<StoreError>(author, |_| Ok(gesture)).unwrap();
    }

    pub fn mark(&mut self, session: u128, learner: u128, status: Status) {
        let record = RecordRef::Derived(vec![id(session), id(learner)]);
        self.write(&kinds::ATTENDANCE, record, vec![("mark", Mark::plain(status).to_value())]);
    }

    pub fn hello(&self) -> Hello {
        let have = self.store.view().holdings(&self.streams()).unwrap();
        Hello { protocol: PROTOCOL, device: self.device, token: self.token, now_ms: 0, have }
    }

    pub fn signed(&self, hello: &Hello) -> Vec<u8> {
        frame(&Up::Hello(SignedHello::new(hello, &self.key).unwrap())).unwrap()
    }

    /// The whole upload, in segments of at most `segment_ops_max` ops.
    pub fn upload(&self, segment_ops_max: usize) -> Vec<u8> {
        let mut bytes = self.signed(&self.hello());
        for stream in self.streams() {
            let view = self.store.view();
            let sent = view.acknowledged(stream).unwrap().held(self.device);
            for segment in view.segments_after(stream, self.device, sent, 1 << 22).unwrap() {
                for (index, ops) in segment.ops.chunks(segment_ops_max).enumerate() {
                    let first = segment.first + (index * segment_ops_max) as u64;
                    let part = passerelle_sync::Segment { first, ops: ops.to_vec(), ..segment };
                    bytes.extend(frame(&Up::Segment(part)).unwrap());
                }
            }
        }
        bytes.extend(frame(&Up::End).unwrap());
        bytes
    }

    /// Takes an answer, or what arrived of it; whether it was whole, and whether there is more.
    pub fn take(&mut self, bytes: &[u8]) -> (bool, bool) {
        let mut frames = Frames::default();
        frames.push(bytes);
        let mut talk = Conversation::new(self.streams());
        let mut more = false;
        while let Some(down) = frames.take().unwrap() {
            match talk.step(down).unwrap() {
                Effect::Acknowledge(welcome) => self.store.acknowledge(&welcome).unwrap(),
                Effect::Commit(segment) => drop(self.store.receive(&segment, 0).unwrap()),
                Effect::Finish { more: remaining } => more = remaining,
            }
        }
        (talk.is_finished(), more)
    }

    /// One whole exchange; whether there is more.
    pub fn exchange(&mut self, hq: &Hq) -> bool {
        let reply = hq.post("/v1/exchange", self.upload(usize::MAX));
        assert_eq!(reply.outcome(), "200");
        let (whole, more) = self.take(&reply.body);
        assert!(whole);
        more
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

pub fn id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(number))
}
