//! Joining a headquarters with a code: on a new computer, or with a centre that was made on its own.
//! The computer's keys are kept before the code is sent, so that an answer lost on the way can be
//! asked for again; nothing else is written until headquarters has said yes.

use super::door::{JOINED, Movement, accepted, address, client, failure, not_headquarters, whole};
use crate::centre::{
    App, NewIdentity, author_of, person_draft, required, settle_drafts, whole_name,
};
use crate::error::AppError;
use crate::surroundings::{Around, new_id};
use passerelle_domain::code::Code;
use passerelle_domain::{RecordId, Refusal, SiteId};
use passerelle_store::{Files, Local, Store, StoreError, StoreKey, View};
use passerelle_sync::DeviceId;
use passerelle_sync::digest::{hex, unhex};
use passerelle_sync::identity::{Certificate, Key};
use passerelle_sync::join::{Founded, JoinAnswer, JoinRequest};
use reqwest::Url;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Refusals after which the same code will not do for the same keys. An earlier answer to the same
/// code may have been lost, so that nothing else forgets the keys.
const DEFINITE: &[&str] = &[
    "join.unknown_code",
    "join.expired_code",
    "join.used_code",
    "join.no_centre_to_adopt",
    "join.site_already",
    "join.device_known",
    "join.revoked",
];

/// What a person types to join.
#[derive(Clone, Debug, Default)]
pub struct JoinInput {
    /// The code.
    pub code: String,
    /// Headquarters' address.
    pub headquarters: Option<String>,
    /// Their name.
    pub person: Option<String>,
}

/// Joins, and opens the centre.
///
/// # Errors
/// `code.*`, `join.*`, `exchange.unreachable`, `exchange.not_headquarters`, or the store's; the
/// computer is as it was then.
pub(crate) async fn join(
    folder: &Path,
    around: Around,
    input: &JoinInput,
) -> Result<App, AppError> {
    let typed = input.headquarters.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let url = address(typed.ok_or(Refusal::new("join.address_missing"))?)?;
    Code::parse(&input.code)?;
    join_by(folder, around, input, &Post(url)).await
}

/// The same, whatever carries the request.
///
/// # Errors
/// As `join`.
pub async fn join_by(
    folder: &Path,
    around: Around,
    input: &JoinInput,
    carry: &impl Carry,
) -> Result<App, AppError> {
    let code = Code::parse(&input.code)?;
    let files = Files::at(folder);
    if files.exist() {
        adopt(files, around, &code, carry).await
    } else {
        enrol(files, around, &code, carry, input.person.as_deref()).await
    }
}

/// A new computer: the centre is headquarters', or none yet.
async fn enrol(
    files: Files,
    around: Around,
    code: &Code,
    carry: &impl Carry,
    person: Option<&str>,
) -> Result<App, AppError> {
    let intent = Intent::keep_or_read(&files, &around)?;
    let identity = NewIdentity::of(intent.device, intent.seed, StoreKey(intent.store_key));
    let person = match person.map(str::trim).filter(|person| !person.is_empty()) {
        Some(person) => required(person, "centre.person_missing")?.to_owned(),
        None => identity.name().to_owned(),
    };
    let name = identity.name().to_owned();
    let actor = intent.person;
    let key = &identity.key;
    let asked = JoinRequest::new(code.plain(), identity.device, name, actor, key, None, None);
    let answered = ask(carry, &asked).await;
    if let Err(AppError::Answered(problem)) = &answered {
        // A clear no: another code starts afresh. A busy headquarters is no answer to the code.
        if DEFINITE.contains(&problem.code.as_str()) {
            Intent::forget(&files);
        }
    }
    let (answer, certificate) = answered?;
    let author = author_of(&*around, actor, around.now_ms())?;
    Store::found(&files, &identity.store_key, |store| {
        let grant = certificate.grant.name();
        identity.settle(store, certificate.site, certificate.role, grant)?;
        store.settle(&[(Local::Actor, Some(&actor.to_string()))])?;
        settle_answer(store, carry.url(), &answer, &[])?;
        let draft = person_draft(actor, whole_name(&person), certificate.role);
        settle_drafts(store, author, vec![draft])
    })?;
    Intent::forget(&files);
    App::settled(Store::open(&files)?, files, around)
}

/// A centre made on its own: headquarters takes it over under its id.
async fn adopt(
    files: Files,
    around: Around,
    code: &Code,
    carry: &impl Carry,
) -> Result<App, AppError> {
    let mut store = Store::open(&files)?;
    let (asked, site) = request_to_adopt(&store, code)?;
    let (answer, certificate) = ask(carry, &asked).await?;
    if certificate.site != site {
        return Err(AppError::refused("join.site_already"));
    }
    let facts = [
        (Local::Grant, Some(certificate.grant.name())),
        (Local::Role, Some(certificate.role.name())),
    ];
    settle_answer(&mut store, carry.url(), &answer, &facts)?;
    Ok(App { store, files, around })
}

fn request_to_adopt(store: &Store, code: &Code) -> Result<(JoinRequest, SiteId), AppError> {
    let view = store.view();
    if view.local(Local::Headquarters)?.is_some() {
        return Err(AppError::refused("join.already_joined"));
    }
    let device = view.device()?.ok_or(StoreError::Incomplete("device"))?;
    let site = view.site_id()?.ok_or(StoreError::Incomplete("site"))?;
    let founded = Founded { site, name: view.centre()?.unwrap_or_default() };
    let name = view.local(Local::DeviceName)?.unwrap_or_default();
    let key = view.signing_key()?;
    let person = view.actor()?;
    let asked = JoinRequest::new(code.plain(), device, name, person, &key, Some(founded), None);
    Ok((asked, site))
}

/// What carries a request to join, and its answer.
pub trait Carry {
    /// Headquarters' address.
    fn url(&self) -> &Url;

    /// The answer to this body.
    ///
    /// # Errors
    /// Headquarters' own, or the way's.
    fn carry(&self, body: Vec<u8>) -> impl Future<Output = Result<Vec<u8>, AppError>>;
}

/// Over HTTP.
pub(crate) struct Post(pub Url);

impl Carry for Post {
    fn url(&self) -> &Url {
        &self.0
    }

    async fn carry(&self, body: Vec<u8>) -> Result<Vec<u8>, AppError> {
        let url = &self.0;
        let target = url.join("v1/join").map_err(|_| AppError::refused("join.bad_address"))?;
        let request = client()?.post(target).body(body).send();
        let sent = Movement::default().watch(request, || false).await?;
        let response = sent.map_err(|error| failure(&error, url))?;
        whole(accepted(response, JOINED, url).await?, url).await
    }
}

async fn ask(
    carry: &impl Carry,
    asked: &JoinRequest,
) -> Result<(JoinAnswer, Certificate), AppError> {
    let not_understood = || AppError::from(not_headquarters(carry.url()));
    let body = postcard::to_stdvec(asked).map_err(|_| not_understood())?;
    let body = carry.carry(body).await?;
    let answer: JoinAnswer = postcard::from_bytes(&body).map_err(|_| not_understood())?;
    let certificate = answer.certificate.verify(&answer.network);
    let vouched = answer.log.is_vouched_by(&answer.network);
    let ours = certificate.filter(|c| vouched && c.device == asked.device && c.key == asked.key);
    Ok((answer, ours.ok_or_else(not_understood)?))
}

/// Keeps an answer, and what else it decides, in one transaction: joined or not, never half.
fn settle_answer(
    store: &mut Store,
    url: &Url,
    answer: &JoinAnswer,
    more: &[(Local, Option<&str>)],
) -> Result<(), StoreError> {
    let certificate =
        format!("{} {}", hex(&answer.certificate.bytes), hex(&answer.certificate.signature));
    let (network, token) = (answer.network.hex(), hex(&answer.token));
    // A newer epoch than the one known is told by an exchange, which then offers everything again.
    let known = store.view().local(Local::Epoch)?;
    let (log, epoch) = (answer.log.log.to_string(), known.unwrap_or(answer.epoch.to_string()));
    let encryption = hex(&answer.encryption.0);
    let facts = [
        (Local::Centre, Some(answer.centre.as_str())),
        (Local::Headquarters, Some(url.as_str())),
        (Local::Network, Some(&network)),
        (Local::Encryption, Some(&encryption)),
        (Local::Certificate, Some(&certificate)),
        (Local::Token, Some(&token)),
        (Local::Log, Some(&log)),
        (Local::Epoch, Some(&epoch)),
    ];
    store.settle(&[&facts[..], more].concat())?;
    // Vouched for by the network key, as `ask` has checked.
    store.trust_logs(&[(answer.log.log, answer.log.key)])
}

/// A computer that took a new name asks to be known by it: its old key speaks for the new one. One
/// that was copied or restored several times before it met headquarters asks for each name in turn,
/// from the last one that headquarters knows: it may have sealed work under each.
///
/// # Errors
/// Headquarters' own, or the way's.
pub async fn renew(app: &mut App, carry: &impl Carry) -> Result<(), AppError> {
    let view = app.store.view();
    let names = names(&view)?;
    let (name, person) = (view.local(Local::DeviceName)?.unwrap_or_default(), view.actor()?);
    let last = names.len() - 1;
    let mut at = last;
    // Back to a name that is known, and from there to the last.
    for _ in 0..2 * names.len() {
        let ((former, old), (device, key)) = match (at.checked_sub(1), &names[at]) {
            (Some(before), asked) => (&names[before], asked),
            (None, _) => break,
        };
        let formerly = Some((*former, old));
        let (name, code) = (name.clone(), String::new());
        let asked = JoinRequest::new(code, *device, name, person, key, None, formerly);
        match ask(carry, &asked).await {
            Ok((answer, _)) if at == last => {
                return Ok(settle_answer(&mut app.store, carry.url(), &answer, &[])?);
            }
            Ok(_) => at += 1,
            Err(error) if error.code() == "join.unknown_device" => at -= 1,
            Err(error) => return Err(error),
        }
    }
    Err(AppError::refused("exchange.unknown_device"))
}

/// Every name that this computer went by, with its key, the present one last.
fn names(view: &View<'_>) -> Result<Vec<(DeviceId, Key)>, AppError> {
    let former = view.local(Local::Formerly)?.unwrap_or_default();
    let parsed = former.lines().map(|line| {
        let (device, seed) = line.split_once(' ')?;
        let device = uuid::Uuid::parse_str(device).ok().map(DeviceId)?;
        Some((device, Key::from_seed(unhex(seed)?.try_into().ok()?)))
    });
    let names: Option<Vec<_>> = parsed.collect();
    let mut names = names.ok_or(StoreError::Damaged)?;
    names.push((view.device()?.ok_or(StoreError::Incomplete("device"))?, view.signing_key()?));
    Ok(names)
}

/// Who this computer will be, kept while its request is on the way.
#[derive(Serialize, Deserialize)]
struct Intent {
    device: DeviceId,
    seed: [u8; 32],
    store_key: [u8; 32],
    person: RecordId,
}

impl Intent {
    fn file(files: &Files) -> PathBuf {
        files.folder().join("joining.json")
    }

    fn keep_or_read(files: &Files, around: &Around) -> Result<Self, AppError> {
        let file = Self::file(files);
        let kept = fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok());
        if let Some(intent) = kept {
            return Ok(intent);
        }
        let (mut seed, mut store_key) = ([0; 32], [0; 32]);
        around.random(&mut seed)?;
        around.random(&mut store_key)?;
        if files.key().exists() {
            // Left by an enrolment that was interrupted at its very end.
            store_key = files.read_key()?.0;
        }
        let (device, person) = (DeviceId(new_id(&**around)?.0), new_id(&**around)?);
        let intent = Self { device, seed, store_key, person };
        files.make_folder()?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let text = serde_json::to_vec(&intent).unwrap_or_default();
        let mut open = options.open(&file).map_err(StoreError::from)?;
        open.write_all(&text).and_then(|()| open.sync_all()).map_err(StoreError::from)?;
        Ok(intent)
    }

    fn forget(files: &Files) {
        // Gone already is as good.
        let _ = fs::remove_file(Self::file(files));
    }
}
