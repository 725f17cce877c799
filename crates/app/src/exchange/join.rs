//! Joining a headquarters with a code: on a new computer, or with a centre that was made on its own.
//! A new computer is prepared first, and works from then on: the code waits in its file until
//! headquarters has answered, so that it can be typed where there is no connection and an answer
//! lost on the way can be asked for again.

use super::door::{JOINED, Movement, accepted, address, client, failure, not_headquarters, whole};
use crate::centre::{App, NewIdentity, author_of, required, settle_drafts, whole_name};
use crate::error::AppError;
use crate::gate::{Came, Opening, Prepared, Setup, prepared_book};
use crate::surroundings::{Around, chance, new_id};
use passerelle_domain::code::Code;
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::{Grant, RecordRef, Refusal, SiteId, Value, kinds};
use passerelle_store::keys::{Keys, Tile};
use passerelle_store::{Draft, Files, Local, Store, StoreError, View};
use passerelle_sync::DeviceId;
use passerelle_sync::digest::{hex, unhex};
use passerelle_sync::identity::{Certificate, Key};
use passerelle_sync::join::{Founded, JoinAnswer, JoinRequest};
use reqwest::Url;
use std::path::Path;
use std::sync::Arc;

/// What a person types to join.
#[derive(Clone, Default)]
pub struct JoinInput {
    /// The code.
    pub code: String,
    /// Headquarters' address.
    pub headquarters: Option<String>,
    /// Their name.
    pub person: Option<String>,
}

/// Knowing the code is enough to join.
impl std::fmt::Debug for JoinInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JoinInput(…)")
    }
}

impl JoinInput {
    /// The code and the address, as far as they can be told without asking anybody.
    fn read(&self) -> Result<(Code, Url), AppError> {
        let typed = self.headquarters.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let url = address(typed.ok_or(Refusal::new("join.address_missing"))?)?;
        Ok((Code::parse(&self.code)?, url))
    }
}

/// Joins with a new computer, and opens the centre. Without a connection the code is kept, and the
/// computer works until headquarters can be asked.
///
/// # Errors
/// `code.*`, `join.*`, `exchange.not_headquarters`, or the store's; the computer is as it was then.
pub(crate) async fn join(
    folder: &Path,
    around: Around,
    input: &JoinInput,
    setup: &Setup,
) -> Result<(App, Prepared), AppError> {
    let (_, url) = input.read()?;
    join_by(folder, around, input, setup, &Post(url)).await
}

/// The same, whatever carries the request.
///
/// # Errors
/// As `join`.
pub async fn join_by(
    folder: &Path,
    around: Around,
    input: &JoinInput,
    setup: &Setup,
    carry: &impl Carry,
) -> Result<(App, Prepared), AppError> {
    let code = Code::parse(&input.code)?;
    let files = Files::at(folder);
    if files.exist() || files.private().exists() {
        return Err(StoreError::Exists(folder.to_owned()).into());
    }
    let (mut app, prepared) = waiting(files, around, &code, carry.url(), input, setup)?;
    match redeem(&mut app, carry).await {
        Ok(()) => Ok((app, prepared)),
        // Nobody could be asked, or the answer was lost on the way: the code waits in the file.
        Err(error) if WAITS.contains(&error.code()) => Ok((app, prepared)),
        Err(error) => {
            let (files, id) = (app.files.clone(), app.opening.book_id()?);
            let around = Arc::clone(&app.around);
            drop(app);
            files.remove_unjoined()?;
            around.keyring().forget(&id);
            Err(error)
        }
    }
}

/// Failures after which the code waits for a better moment.
const WAITS: &[&str] = &["exchange.unreachable", "exchange.cut", "http.busy", "join.too_many"];

/// A computer that works before it is anybody's: a centre of its own for now, and the code.
fn waiting(
    files: Files,
    around: Around,
    code: &Code,
    url: &Url,
    input: &JoinInput,
    setup: &Setup,
) -> Result<(App, Prepared), AppError> {
    let identity = NewIdentity::make(&*around)?;
    let name = match input.person.as_deref().map(str::trim).filter(|person| !person.is_empty()) {
        Some(person) => required(person, "centre.person_missing")?.to_owned(),
        None => identity.name().to_owned(),
    };
    let (keys, person) = (Keys::made(&mut chance(&*around)?, true), new_id(&*around)?);
    let site = SiteId(new_id(&*around)?.0);
    let tile = Tile { person, name: name.clone(), role: Role::Coordinator };
    let (prepared, secret) = prepared_book(&files, &around, (tile, &keys), &keys, setup)?;
    let author = author_of(&*around, person, around.now_ms())?;
    let opening =
        Opening { files, keys, person: Some(person), secret: Some(secret), came: Came::default() };
    Store::found::<_, AppError>(&opening.files, &opening.keys.class, |store| {
        identity.settle(store, site, Role::Coordinator, Grant::Classroom.name())?;
        store.settle(&[
            (Local::Actor, Some(&person.to_string())),
            (Local::Code, Some(&code.plain())),
            (Local::Headquarters, Some(url.as_str())),
            (Local::Holds, Some("class")),
        ])?;
        // What they may do is headquarters' to say.
        let named = vec![("name", whole_name(&name))];
        let draft = Draft::new(&kinds::VOLUNTEER, RecordRef::Own(person), named);
        settle_drafts(store, author, vec![draft])
    })?;
    Ok((App::enter(opening, around)?, prepared))
}

/// Sends the code that waits, and settles at the centre that headquarters answers with. Nothing
/// when no code waits.
///
/// # Errors
/// `join.*`, or the way's; the code waits on.
pub async fn redeem(app: &mut App, carry: &impl Carry) -> Result<(), AppError> {
    let Some(asked) = waiting_request(&app.store)? else { return Ok(()) };
    let (answer, certificate) = ask(carry, &asked).await?;
    let facts = [
        (Local::Code, None),
        (Local::Grant, Some(certificate.grant.name())),
        (Local::Role, Some(certificate.role.name())),
    ];
    let author = app.author()?;
    let known = app.store.view().local(Local::Epoch)?;
    with_answer(known, carry.url(), &answer, |answered| {
        let facts = [answered, &facts].concat();
        app.store.take_site(certificate.site, &facts, author.now_ms, &author.chance)
    })?;
    // Vouched for by the network key, as `ask` has checked.
    app.store.trust_logs(&[(answer.log.log, answer.log.key)])?;
    app.open_private()?;
    let role = Value::Int(certificate.role as i64);
    let draft = Draft::new(&kinds::VOLUNTEER, RecordRef::Own(asked.person), vec![("role", role)]);
    settle_drafts(&mut app.store, author, vec![draft])
}

/// The request of a computer whose code waits.
fn waiting_request(store: &Store) -> Result<Option<JoinRequest>, AppError> {
    let view = store.view();
    let Some(code) = view.local(Local::Code)? else { return Ok(None) };
    let device = view.device()?.ok_or(StoreError::Incomplete("device"))?;
    let name = view.local(Local::DeviceName)?.unwrap_or_default();
    let (person, key) = (view.actor()?, view.signing_key()?);
    Ok(Some(JoinRequest::new(code, device, name, person, &key, None, None)))
}

/// Joins with the centre that was made on this computer: headquarters takes it over under its id. A
/// computer whose code still waits gets this code in its place.
///
/// # Errors
/// `code.*`, `join.*`, `exchange.*`, `permission.role_too_low`, or the store's; nothing is changed
/// then.
pub async fn adopt(app: &mut App, input: &JoinInput) -> Result<(), AppError> {
    let (_, url) = input.read()?;
    adopt_by(app, input, &Post(url)).await
}

/// The same, whatever carries the request.
///
/// # Errors
/// As `adopt`.
pub async fn adopt_by(
    app: &mut App,
    input: &JoinInput,
    carry: &impl Carry,
) -> Result<(), AppError> {
    let code = Code::parse(&input.code)?;
    if app.store.view().local(Local::Code)?.is_some() {
        let facts = [
            (Local::Code, Some(&*code.plain())),
            (Local::Headquarters, Some(carry.url().as_str())),
        ];
        app.store.settle(&facts)?;
        return redeem(app, carry).await;
    }
    app.allow(Deed::Connect)?;
    app.authorise(&[&kinds::SITE])?;
    let (asked, site) = request_to_adopt(&app.store, &code)?;
    let (answer, certificate) = ask(carry, &asked).await?;
    if certificate.site != site {
        return Err(AppError::refused("join.site_already"));
    }
    let facts = [
        (Local::Grant, Some(certificate.grant.name())),
        (Local::Role, Some(certificate.role.name())),
    ];
    settle_answer(&mut app.store, carry.url(), &answer, &facts)
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
) -> Result<(), AppError> {
    let view = store.view();
    let known = view.local(Local::Epoch)?;
    drop(view);
    with_answer(known, url, answer, |facts| store.settle(&[facts, more].concat()))?;
    // Vouched for by the network key, as `ask` has checked.
    Ok(store.trust_logs(&[(answer.log.log, answer.log.key)])?)
}

/// The facts of an answer, for whoever keeps them. A newer epoch than the one known is told by an
/// exchange, which then offers everything again.
fn with_answer(
    known: Option<String>,
    url: &Url,
    answer: &JoinAnswer,
    keep: impl FnOnce(&[(Local, Option<&str>)]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let certificate =
        format!("{} {}", hex(&answer.certificate.bytes), hex(&answer.certificate.signature));
    let (network, token) = (answer.network.hex(), hex(&answer.token));
    let (log, epoch) = (answer.log.log.to_string(), known.unwrap_or(answer.epoch.to_string()));
    let encryption = hex(&answer.encryption.0);
    keep(&[
        (Local::Centre, Some(answer.centre.as_str())),
        (Local::Headquarters, Some(url.as_str())),
        (Local::Network, Some(&network)),
        (Local::Encryption, Some(&encryption)),
        (Local::Certificate, Some(&certificate)),
        (Local::Token, Some(&token)),
        (Local::Log, Some(&log)),
        (Local::Epoch, Some(&epoch)),
    ])
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
                return settle_answer(&mut app.store, carry.url(), &answer, &[]);
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
