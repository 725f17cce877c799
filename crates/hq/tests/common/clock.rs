//! A headquarters that the test tells the time, and a laptop with a class of one.

use super::{Laptop, Reply, id};
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, RecordRef, SiteId, Value, kinds};
use passerelle_hq::command::{self, For};
use passerelle_hq::{Headquarters, door};

/// 20 April 2027, and its afternoon.
pub const DAY: i32 = 20_928;
pub const DAY_MS: u64 = 24 * 3600 * 1000;
pub const NOW_MS: u64 = DAY as u64 * DAY_MS + 15 * 3600 * 1000;
pub const SESSION: u128 = 7;
pub const COHORT: u128 = 8;
pub const LEARNER: u128 = 9;

pub struct Network {
    pub folder: tempfile::TempDir,
    pub hq: Headquarters,
    pub site: SiteId,
    pub now_ms: u64,
}

/// A centre, and a laptop that has planned one session of one learner there.
pub fn network() -> (Network, Laptop) {
    let folder = tempfile::tempdir().unwrap();
    let hq = Headquarters::open(folder.path(), NOW_MS).unwrap();
    let site = command::site_add(&hq, "A", NOW_MS).unwrap();
    let site = SiteId(site.site.parse().unwrap());
    let network = Network { folder, hq, site, now_ms: NOW_MS };
    let mut laptop = network.laptop(1);
    let session = RecordRef::Own(id(SESSION));
    let slot = [Value::Int(DAY.into()), Value::Int(840), Value::Int(960)].to_vec();
    let title = [Value::Text("A".into()), Value::Text("Initiation".into())].to_vec();
    laptop.write(&kinds::COHORT, RecordRef::Own(id(COHORT)), vec![("title", Value::List(title))]);
    let values = vec![("slot", Value::List(slot)), ("cohort", Value::Ref(id(COHORT).0))];
    laptop.write(&kinds::SESSION, session, values);
    laptop.name(LEARNER, "Amina");
    let enrolment = RecordRef::Derived(vec![id(COHORT), id(LEARNER)]);
    laptop.write(&kinds::ENROLMENT, enrolment, vec![("state", Value::Int(1))]);
    (network, laptop)
}

impl Network {
    pub fn laptop(&self, number: u8) -> Laptop {
        let what = (Grant::Coordinator, Role::Coordinator);
        let made = command::code(&self.hq, &For::Site("A".into()), what, 10_000, self.now_ms);
        let mut laptop = Laptop::new(number);
        let body = postcard::to_stdvec(&laptop.join_request(&made.unwrap().code, None)).unwrap();
        let answer = door::join(&self.hq, &body, self.now_ms).unwrap();
        laptop.joined(&Reply { status: 200, retry_after: None, body: answer });
        laptop
    }

    /// Exchanges until neither side has more.
    pub fn exchange(&self, laptop: &mut Laptop) {
        for _ in 0..20 {
            let body = laptop.upload();
            let renewed = laptop.hello().proved(&laptop.key);
            let answer = door::exchange(&self.hq, &body, self.now_ms);
            let answer = answer
                .or_else(|_| door::exchange(&self.hq, &laptop.frames(renewed, &[]), self.now_ms));
            let (_, more) = laptop.take(&answer.unwrap());
            if !more && laptop.pending() == 0 {
                return;
            }
        }
    }

    pub fn days_pass(&mut self, days: u64) {
        self.now_ms += days * DAY_MS;
        self.hq.projections().fold_all(self.hq.ledger(), self.now_ms).unwrap();
    }

    /// A copy of the ledger takes its place: what came since is forgotten, until laptops offer it again.
    pub fn restored(self, copy: &std::path::Path) -> Self {
        let Self { folder, hq, site, now_ms } = self;
        drop(hq);
        Headquarters::restore(folder.path(), None, copy, now_ms).unwrap();
        let hq = Headquarters::open(folder.path(), now_ms).unwrap();
        Self { folder, hq, site, now_ms }
    }
}
