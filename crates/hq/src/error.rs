//! What headquarters refuses and what can go wrong: one stable code each, the same over HTTP and on
//! the command line. No text here holds a name, a code, a token or a key.

use passerelle_domain::Refusal;
use passerelle_store::StoreError;

/// Why headquarters did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum HqError {
    /// The rules refuse it; nothing has been changed.
    #[error("{}", .0.code())]
    Refused(Refusal),
    /// The ledger or a projection cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gives no random bytes.
    #[error("no random bytes")]
    Chance,
    /// The address cannot be listened on.
    #[error("cannot listen: {0}")]
    Listen(std::io::Error),
    /// A task of the server ended before it had answered.
    #[error("a task was stopped")]
    Stopped,
}

impl HqError {
    /// A refusal without arguments.
    pub fn refused(code: &'static str) -> Self {
        Self::Refused(Refusal::new(code))
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Store(error) => error.code(),
            Self::Chance => "headquarters.chance",
            Self::Listen(_) => "headquarters.listen",
            Self::Stopped => "headquarters.stopped",
        }
    }

    /// The refusal to send or print: the code and what its sentence names.
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal.clone(),
            Self::Store(error) => error.refusal(),
            _ => Refusal::new(self.code()),
        }
    }

    /// The HTTP status that goes with the code.
    pub fn status(&self) -> u16 {
        match self.code() {
            "exchange.unknown_device" | "exchange.bad_token" => 401,
            "exchange.revoked" | "exchange.wipe" | "exchange.not_granted" | "join.revoked" => 403,
            "join.unknown_code" | "join.unknown_device" | "http.unknown_route" => 404,
            "http.method" => 405,
            "http.timeout" => 408,
            "join.used_code"
            | "join.site_already"
            | "join.no_centre_to_adopt"
            | "join.centre_known"
            | "join.device_known" => 409,
            "join.expired_code" => 410,
            "join.too_large" | "exchange.too_large" | "http.too_large" => 413,
            "exchange.protocol" => 426,
            "join.too_many" | "exchange.too_many" => 429,
            "store.busy" | "store.disk_full" | "http.busy" => 503,
            _ if matches!(self, Self::Refused(_)) => 400,
            _ => 500,
        }
    }

    /// One English sentence for the command line. The window and `passerelle` have their own.
    pub fn sentence(&self) -> String {
        match self.code() {
            "site.name_taken" => "There is already a centre of this name.".into(),
            "site.name_invalid" => {
                "A centre's name has 1 to 200 bytes and no control characters.".into()
            }
            "site.unknown" => "No centre has this name or id; `site list` shows them.".into(),
            "site.ambiguous" => "Several centres have this name; give the id instead.".into(),
            "code.adopt_needs_coordinator" => {
                "A laptop that brings its centre needs the grant `coordinator`.".into()
            }
            "headquarters.serving" => {
                "A server works on this folder; stop it first. Nothing was changed.".into()
            }
            "backup.missing" => {
                "No copy of a ledger is in this folder; nothing was changed.".into()
            }
            "person.unknown" => {
                "Nobody there has this name or id; `person list` shows them.".into()
            }
            "person.ambiguous" => "Several people are meant by this; give more of the id.".into(),
            "person.never_enrolled" => {
                "They never had a role on this laptop; `person role` gives them one.".into()
            }
            code if code.starts_with("photo.") => of_photo(code).into(),
            "refused.unknown" => "No such segment is kept; `refused` lists them.".into(),
            "unlock.wiped" => "This laptop was told to erase itself: no code opens it.".into(),
            "unlock.revoked" => "This laptop was sent away: no code is read out for it.".into(),
            "unlock.not_granted" => {
                "Nothing private is on this laptop; ask for a volunteer's code.".into()
            }
            "unlock.none_left" => {
                "No code is left; the laptop sends more when it next exchanges.".into()
            }
            "device.unknown" => "No laptop has this id; `devices` shows them.".into(),
            "device.ambiguous" => "Several laptops' ids begin like this; give more of it.".into(),
            "headquarters.needs_certificate" => {
                "Plain HTTP is for this machine alone. Give `--certificate` and `--key`, or \
                 `--behind-proxy` if a proxy before it has the certificate."
                    .into()
            }
            "headquarters.certificate_unreadable" => {
                let file = self.refusal().args().get("file").cloned().unwrap_or_default();
                format!("{file} is missing, is not PEM, or does not go with the other file.")
            }
            "key.no_ledger" => "There is no ledger here yet; give `--key-file` instead.".into(),
            "key.exists" => "Another key lies there; nothing was moved.".into(),
            "key.readable_by_others" => {
                let file = self.refusal().args().get("file").cloned().unwrap_or_default();
                format!("Others may read {file}; make it its owner's alone (chmod 600).")
            }
            "store.newer_schema" => "A later version wrote this file; update the program.".into(),
            "store.wrong_key" => "The key does not open this file.".into(),
            "store.key_unreadable" => "The key's file is missing or is not a key.".into(),
            "store.disk_full" => "The disk is full.".into(),
            "store.read_only" => "The folder cannot be written.".into(),
            "store.busy" => "Another program holds the file; try again.".into(),
            "store.damaged" => "The file is damaged.".into(),
            _ => {
                let text = self.to_string();
                if text.ends_with('.') { text } else { format!("{text}.") }
            }
        }
    }
}

fn of_photo(code: &str) -> &'static str {
    match code {
        "photo.coming" => {
            "The picture or its key is not here yet; it comes when its laptop next exchanges."
        }
        "photo.damaged" => "The picture's file is damaged; a laptop or a backup may still have it.",
        _ => "No photograph, or more than one, has an id that begins so; `photos` lists them.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_the_askers_and_a_fault_is_ours() {
        assert_eq!(HqError::refused("join.used_code").status(), 409);
        assert_eq!(HqError::refused("exchange.not_understood").status(), 400);
        assert_eq!(HqError::Store(StoreError::Damaged).status(), 500);
        assert_eq!(HqError::Store(StoreError::Busy).status(), 503);
    }
}
