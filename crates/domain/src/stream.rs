//! Streams: the unit of access. What a device is not granted never reaches its disk, so a record's
//! stream is fixed by its kind and cannot change later.

use crate::record::SiteId;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// One stream of ops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stream {
    /// Catalogue, sites, partners: every device.
    Network,
    /// What runs a class: cohorts, sessions, minimal roster, attendance, volunteers.
    Site(SiteId),
    /// Contacts, sensitive fields, referrals, outcomes.
    Private(SiteId),
    /// Laptops write, only headquarters reads.
    Audit(SiteId),
}

/// The class of a stream, which is what a kind declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamClass {
    /// `network`
    Network,
    /// `site/<id>`
    Site,
    /// `site/<id>/private`
    Private,
    /// `site/<id>/audit`
    Audit,
    /// Any of them: what headquarters writes beside the records of a stream, to steer its folding.
    Every,
}

impl StreamClass {
    /// The stream of this class at `site`; `Every` is at home in the centre's.
    pub fn at(self, site: SiteId) -> Stream {
        match self {
            Self::Network => Stream::Network,
            Self::Site | Self::Every => Stream::Site(site),
            Self::Private => Stream::Private(site),
            Self::Audit => Stream::Audit(site),
        }
    }

    /// The class itself; `Every` is at home in the centre's.
    pub fn at_class(self) -> Self {
        if self == Self::Every { Self::Site } else { self }
    }

    /// Whether a record of a kind declared for this class may stand in a stream of `class`.
    pub fn admits(self, class: Self) -> bool {
        self == Self::Every || self == class
    }
}

impl Stream {
    /// Its class.
    pub fn class(self) -> StreamClass {
        match self {
            Self::Network => StreamClass::Network,
            Self::Site(_) => StreamClass::Site,
            Self::Private(_) => StreamClass::Private,
            Self::Audit(_) => StreamClass::Audit,
        }
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network => f.write_str("network"),
            Self::Site(site) => write!(f, "site/{site}"),
            Self::Private(site) => write!(f, "site/{site}/private"),
            Self::Audit(site) => write!(f, "site/{site}/audit"),
        }
    }
}

/// The text is not the name of a stream.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a stream: {0}")]
pub struct NotAStream(pub String);

impl FromStr for Stream {
    type Err = NotAStream;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAStream(text.to_owned());
        if text == "network" {
            return Ok(Self::Network);
        }
        let rest = text.strip_prefix("site/").ok_or_else(wrong)?;
        let (id, class) = match rest.split_once('/') {
            None => (rest, StreamClass::Site),
            Some((id, "private")) => (id, StreamClass::Private),
            Some((id, "audit")) => (id, StreamClass::Audit),
            Some(_) => return Err(wrong()),
        };
        Ok(class.at(SiteId(Uuid::parse_str(id).map_err(|_| wrong())?)))
    }
}

/// What headquarters grants to a device: the disk's boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grant {
    /// Roster minimum and registers; no contact or sensitive byte.
    Classroom,
    /// The site's private stream too.
    Coordinator,
}

impl Grant {
    /// Streams read and written by a device with this grant at `site`.
    pub fn streams(self, site: SiteId) -> Vec<Stream> {
        let mut streams = vec![Stream::Network, Stream::Site(site)];
        if self == Self::Coordinator {
            streams.push(Stream::Private(site));
        }
        streams
    }

    /// Whether contact and sensitive data may be kept.
    pub fn has_private(self) -> bool {
        self == Self::Coordinator
    }

    /// The name used by commands and codes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Classroom => "classroom",
            Self::Coordinator => "coordinator",
        }
    }
}

impl FromStr for Grant {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "classroom" => Ok(Self::Classroom),
            "coordinator" => Ok(Self::Coordinator),
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        let site = SiteId(Uuid::from_u128(7));
        let all = [Stream::Network, Stream::Site(site), Stream::Private(site), Stream::Audit(site)];
        for stream in all {
            assert_eq!(stream.to_string().parse(), Ok(stream));
        }
    }

    #[test]
    fn other_names_are_refused() {
        for text in ["", "site", "site/x", "network/x", "site/00000000000000000000000000000007/x"] {
            assert!(text.parse::<Stream>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_classroom_laptop_never_gets_private() {
        let site = SiteId(Uuid::from_u128(7));
        assert!(!Grant::Classroom.streams(site).contains(&Stream::Private(site)));
    }
}
