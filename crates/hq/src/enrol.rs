//! Who may join, and as what: decided from the code, what is known of the laptop and what it asks.
//! Pure: it reads no ledger and no clock.

use crate::error::HqError;
use crate::ledger::{CodeRow, Contact, DeviceRow, SiteRow};
use passerelle_domain::{Refusal, SiteId, kinds};
use passerelle_sync::dot::GENESIS;
use passerelle_sync::join::JoinRequest;

/// What the ledger knows about a request.
#[derive(Debug)]
pub(crate) struct Known {
    /// Whether the laptop calls itself like one of headquarters' logs.
    pub is_log: bool,
    /// The code, if there is one.
    pub code: Option<CodeRow>,
    /// The laptop, if it joined before.
    pub device: Option<DeviceRow>,
    /// Whether the centre that the laptop brings is already headquarters'.
    pub founded_is_known: bool,
}

/// What the ledger knows about a request for a new name.
#[derive(Debug)]
pub(crate) struct KnownRenewal {
    /// Whether the laptop calls itself like one of headquarters' logs.
    pub is_log: bool,
    /// The laptop as it was called, if it is known.
    pub former: Option<DeviceRow>,
    /// The laptop as it is to be called, if that is known.
    pub device: Option<DeviceRow>,
}

/// What to do.
#[derive(Debug)]
pub(crate) enum Decision {
    /// The answer to the same request was lost: give another, change nothing but the token.
    Again(Box<DeviceRow>),
    /// Certify the laptop, and first take over its centre if it brings one.
    Enrol(Box<DeviceRow>, Option<SiteRow>),
}

/// Decides on a request whose signature has been checked.
///
/// # Errors
/// `join.unknown_code`, `join.used_code`, `join.expired_code` with `expired_at`,
/// `join.device_known` (that id has another key), `join.revoked`, `join.site_already`, `join.no_centre_to_adopt`,
/// `join.centre_known`, `join.not_understood`.
pub(crate) fn decide(
    known: Known,
    request: &JoinRequest,
    now_ms: u64,
) -> Result<Decision, HqError> {
    let code = known.code.ok_or_else(|| HqError::refused("join.unknown_code"))?;
    may_be_called(known.is_log, known.device.as_ref(), request)?;
    if let Some(user) = code.redeemed_by {
        let same = known.device.filter(|device| device.device == user);
        return same
            .map(Box::new)
            .map(Decision::Again)
            .ok_or_else(|| HqError::refused("join.used_code"));
    }
    if now_ms >= code.expires_ms {
        let refusal = Refusal::new("join.expired_code").with("expired_at", code.expires_ms);
        return Err(HqError::Refused(refusal));
    }
    let (site, adopted) = match code.site {
        Some(site) => (open(site, known.device.as_ref(), request)?, None),
        None => adopt(known.device.as_ref(), known.founded_is_known, request)?,
    };
    if !is_name(&request.name) {
        return Err(HqError::refused("join.not_understood"));
    }
    let device = DeviceRow {
        device: request.device,
        key: request.key,
        encryption: Some(request.encryption),
        person: Some(request.person),
        site,
        grant: code.grant,
        role: code.role,
        name: request.name.clone(),
        token_hash: [0; 32],
        token_expires_ms: 0,
        written: None,
        last_exchange_ms: known.device.and_then(|device| device.last_exchange_ms),
        revoked: false,
        contact: Contact::default(),
    };
    Ok(Decision::Enrol(Box::new(device), adopted))
}

/// Decides on a request for a new name, whose signature has been checked: the laptop stays what it
/// was. One that keeps its name brings the keys that an earlier version did not ask for.
///
/// # Errors
/// `join.unknown_device` (the former name, or the key that speaks for it), `join.revoked`,
/// `join.device_known`.
pub(crate) fn decide_renewal(
    known: KnownRenewal,
    request: &JoinRequest,
) -> Result<Decision, HqError> {
    let former = known.former.ok_or_else(|| HqError::refused("join.unknown_device"))?;
    if !request.is_vouched_by(&former.key) {
        // Nobody learns who is known here.
        return Err(HqError::refused("join.unknown_device"));
    }
    if former.revoked {
        return Err(HqError::refused("join.revoked"));
    }
    may_be_called(known.is_log, known.device.as_ref(), request)?;
    let again = known.device.filter(|device| device.encryption == Some(request.encryption));
    if let Some(device) = again {
        return Ok(Decision::Again(Box::new(device)));
    }
    let device = DeviceRow {
        device: request.device,
        key: request.key,
        encryption: Some(request.encryption),
        person: former.person.or(Some(request.person)),
        ..former
    };
    Ok(Decision::Enrol(Box::new(device), None))
}

/// Whether a laptop may go by the id that it chose: nobody else's, and not that of one that was sent
/// away.
fn may_be_called(
    is_log: bool,
    device: Option<&DeviceRow>,
    request: &JoinRequest,
) -> Result<(), HqError> {
    let taken = is_log || request.device == GENESIS;
    if taken || device.is_some_and(|device| device.key != request.key) {
        return Err(HqError::refused("join.device_known"));
    }
    if device.is_some_and(|device| device.revoked) {
        return Err(HqError::refused("join.revoked"));
    }
    Ok(())
}

/// A code for a site: for a laptop without a centre, or one of that same site, whose grant or role
/// it changes.
fn open(
    site: SiteId,
    device: Option<&DeviceRow>,
    request: &JoinRequest,
) -> Result<SiteId, HqError> {
    let enrolled_elsewhere = device.is_some_and(|device| device.site != site);
    let brings_centre = request.founded.as_ref().is_some_and(|founded| founded.site != site);
    let claims_centre = request.founded.is_some() && device.is_none();
    if enrolled_elsewhere || brings_centre || claims_centre {
        return Err(HqError::refused("join.site_already"));
    }
    Ok(site)
}

/// A code that adopts: for a laptop that brings a centre which is nobody's yet. One that brought it
/// with an earlier code, and never got the answer, is enrolled again.
fn adopt(
    device: Option<&DeviceRow>,
    founded_is_known: bool,
    request: &JoinRequest,
) -> Result<(SiteId, Option<SiteRow>), HqError> {
    let founded = request.founded.as_ref();
    let founded = founded.ok_or_else(|| HqError::refused("join.no_centre_to_adopt"))?;
    if let Some(device) = device {
        let same = device.site == founded.site;
        let refused = HqError::refused("join.site_already");
        return if same { Ok((device.site, None)) } else { Err(refused) };
    }
    if founded_is_known {
        return Err(HqError::refused("join.centre_known"));
    }
    if !is_name(&founded.name) {
        return Err(HqError::refused("join.not_understood"));
    }
    Ok((founded.site, Some(SiteRow { site: founded.site, name: founded.name.clone() })))
}

/// Whether a text can be the name of a centre or a laptop.
pub(crate) fn is_name(text: &str) -> bool {
    let fits = text.len() <= kinds::NAME_BYTES_MAX && !text.chars().any(char::is_control);
    fits && !text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_domain::permission::Role;
    use passerelle_domain::{Grant, RecordId, SiteId};
    use passerelle_sync::DeviceId;
    use passerelle_sync::identity::Key;
    use passerelle_sync::join::Founded;
    use uuid::Uuid;

    const SITE: SiteId = SiteId(Uuid::from_u128(1));
    const OTHER: SiteId = SiteId(Uuid::from_u128(2));
    const LAPTOP: DeviceId = DeviceId(Uuid::from_u128(10));
    const PERSON: RecordId = RecordId(Uuid::from_u128(12));
    const LOG: DeviceId = DeviceId(Uuid::from_u128(11));

    fn code(site: Option<SiteId>) -> CodeRow {
        let (grant, role) = (Grant::Coordinator, Role::Coordinator);
        CodeRow { site, grant, role, expires_ms: 1_000, redeemed_by: None }
    }

    fn row(site: SiteId) -> DeviceRow {
        DeviceRow {
            device: LAPTOP,
            key: Key::from_seed([1; 32]).public(),
            encryption: Some(Key::from_seed([1; 32]).encryption().public()),
            person: Some(PERSON),
            site,
            grant: Grant::Classroom,
            role: Role::Volunteer,
            name: "a".into(),
            token_hash: [0; 32],
            token_expires_ms: 0,
            written: None,
            last_exchange_ms: None,
            revoked: false,
            contact: Contact::default(),
        }
    }

    fn request(founded: Option<SiteId>) -> JoinRequest {
        let founded = founded.map(|site| Founded { site, name: "b".into() });
        let key = Key::from_seed([1; 32]);
        JoinRequest::new("x".into(), LAPTOP, "a".into(), PERSON, &key, founded, None)
    }

    fn check(code: CodeRow, device: Option<DeviceRow>, founded: Option<SiteId>, outcome: &str) {
        check_at(999, code, device, founded, outcome);
    }

    fn check_at(
        now_ms: u64,
        code: CodeRow,
        device: Option<DeviceRow>,
        founded: Option<SiteId>,
        outcome: &str,
    ) {
        let known = Known { is_log: false, code: Some(code), device, founded_is_known: false };
        let found = match decide(known, &request(founded), now_ms) {
            Ok(Decision::Again(_)) => "again",
            Ok(Decision::Enrol(_, None)) => "enrol",
            Ok(Decision::Enrol(_, Some(_))) => "adopt",
            Err(error) => error.code(),
        };
        assert_eq!(found, outcome);
    }

    #[test]
    fn a_code_for_a_site() {
        check(code(Some(SITE)), None, None, "enrol");
        check(code(Some(SITE)), None, Some(OTHER), "join.site_already");
        check(code(Some(SITE)), None, Some(SITE), "join.site_already");
        check(code(Some(SITE)), Some(row(OTHER)), None, "join.site_already");
        check(code(Some(SITE)), Some(row(SITE)), Some(SITE), "enrol");
        check_at(1_000, code(Some(SITE)), None, None, "join.expired_code");
    }

    #[test]
    fn a_code_that_adopts() {
        check(code(None), None, Some(OTHER), "adopt");
        check(code(None), None, None, "join.no_centre_to_adopt");
        check(code(None), Some(row(OTHER)), Some(OTHER), "enrol");
        check(code(None), Some(row(OTHER)), Some(SITE), "join.site_already");
    }

    #[test]
    fn a_used_code_serves_the_laptop_that_used_it_even_after_it_expired() {
        let used = CodeRow { redeemed_by: Some(LAPTOP), ..code(Some(SITE)) };
        check_at(9_999, used.clone(), Some(row(SITE)), None, "again");
        check(used, None, None, "join.used_code");
        let by_another = CodeRow { redeemed_by: Some(LOG), ..code(Some(SITE)) };
        check(by_another, Some(row(SITE)), None, "join.used_code");
    }

    #[test]
    fn an_id_belongs_to_its_key_and_a_revoked_laptop_stays_out() {
        let other_key = DeviceRow { key: Key::from_seed([2; 32]).public(), ..row(SITE) };
        check(code(Some(SITE)), Some(other_key), None, "join.device_known");
        let revoked = DeviceRow { revoked: true, ..row(SITE) };
        check(code(Some(SITE)), Some(revoked), None, "join.revoked");
    }

    fn check_renewal(former: Option<DeviceRow>, device: Option<DeviceRow>, old: u8, told: &str) {
        let (old, new) = (Key::from_seed([old; 32]), Key::from_seed([2; 32]));
        let id = DeviceId(Uuid::from_u128(20));
        let formerly = Some((LAPTOP, &old));
        let request = JoinRequest::new(String::new(), id, "a".into(), PERSON, &new, None, formerly);
        let known = KnownRenewal { is_log: false, former, device };
        let found = match decide_renewal(known, &request) {
            Ok(Decision::Again(_)) => "again",
            Ok(Decision::Enrol(device, None)) => {
                assert_eq!((device.device, device.key, device.site), (id, new.public(), SITE));
                "enrol"
            }
            Ok(Decision::Enrol(..)) => "adopt",
            Err(error) => error.code(),
        };
        assert_eq!(found, told);
    }

    #[test]
    fn a_former_key_speaks_for_a_new_name_and_for_no_other() {
        check_renewal(Some(row(SITE)), None, 1, "enrol");
        check_renewal(None, None, 1, "join.unknown_device");
        check_renewal(Some(row(SITE)), None, 3, "join.unknown_device");
        let revoked = DeviceRow { revoked: true, ..row(SITE) };
        check_renewal(Some(revoked), None, 1, "join.revoked");
        check_renewal(Some(row(SITE)), Some(row(OTHER)), 1, "join.device_known");
        let new = Key::from_seed([2; 32]);
        let same = DeviceRow {
            key: new.public(),
            encryption: Some(new.encryption().public()),
            ..row(SITE)
        };
        check_renewal(Some(row(SITE)), Some(same), 1, "again");
    }
}
