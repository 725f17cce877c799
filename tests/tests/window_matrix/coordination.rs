//! The rows of planning: groups and rooms, people who were sent, volunteers, partners, money, the catalogue.

use super::{Row, led};

pub const ROWS: &[Row] = &[
    (
        "add_cohort",
        r#"{"cohort": {"level": "DIG-1", "code": "X{minutes}", "venue": null, "room": null, "capacity": 10, "first": "2027-04-20", "weekdays": [2], "start": 840, "end": 960, "sessions": 2, "last": null, "holidays": true, "changes": []}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok records"],
    ),
    (
        "preview_cohort",
        r#"{"cohort": {"level": "DIG-1", "code": "X{minutes}", "venue": null, "room": null, "capacity": 10, "first": "2027-04-20", "weekdays": [2], "start": 840, "end": 960, "sessions": 2, "last": null, "holidays": true, "changes": []}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    (
        "change_cohort",
        r#"{"cohort": "{cohort}", "to": {"code": "DIG-1", "title": "Initiation", "capacity": 40, "volunteers": null}}"#,
        led("cohort.unknown", "ok records"),
    ),
    ("venues", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "save_venue",
        r#"{"venue": {"id": null, "name": "V{minutes}", "address": null, "capacity": 12, "computers": null, "wifi": "ok", "is_step_free": true, "partner": null, "value_cents": null, "access": null, "is_archived": false}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok records"],
    ),
    (
        "calendar",
        r#"{"first": "2027-04-01", "last": "2027-05-31"}"#,
        ["store.missing", "keys.locked", "ok", "-", "ok"],
    ),
    (
        "cohort_sessions",
        r#"{"cohort": "{cohort}"}"#,
        ["store.missing", "keys.locked", "ok", "cohort.unknown", "ok"],
    ),
    (
        "preview_move",
        r#"{"session": "{session}", "to": {"date": "2031-04-20", "start": 840, "end": 960, "venue": null, "scope": "one", "reason": "x"}}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "session.unknown",
            "session.has_marks",
        ],
    ),
    (
        "move_session",
        r#"{"session": "{session}", "to": {"date": "2031-04-20", "start": 840, "end": 960, "venue": null, "scope": "one", "reason": "x"}}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "session.unknown",
            "session.has_marks",
        ],
    ),
    (
        "cancel_session",
        r#"{"session": "{session}", "scope": "one", "reason": "x"}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "session.unknown",
            "session.has_marks",
        ],
    ),
    ("partners", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    // It writes in the network's stream, which is not counted.
    (
        "save_partner",
        r#"{"partner": {"id": null, "name": "P{minutes}", "kind": "ccas", "roles": ["referrer"], "siret": "", "address": "", "is_archived": false}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    (
        "save_partner_contact",
        r#"{"contact": {"id": null, "partner": "{session}", "given": "Ada", "family": "", "post": "", "phones": [], "email": ""}}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "partner.unknown",
            "partner.unknown",
        ],
    ),
    (
        "erase_partner_contact",
        r#"{"id": "{session}"}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "partner.contact_unknown",
            "partner.contact_unknown",
        ],
    ),
    ("fundings", r#"{}"#, ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"]),
    (
        "save_funding",
        r#"{"funding": {"id": null, "title": "F{minutes}", "reference": "", "kind": "grant", "nature": "operating", "partner": "", "amount_cents": 100000, "first": null, "last": null, "is_archived": false}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    (
        "allocation",
        r#"{"cohort": "{cohort}"}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "cohort.unknown", "ok"],
    ),
    (
        "save_allocation",
        r#"{"cohort": "{cohort}", "lines": []}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "cohort.unknown", "ok"],
    ),
    ("catalogue", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "save_level",
        r#"{"level": {"id": null, "programme": "08b3cc6f-563b-545b-a2f7-c57097f9c3bc", "code": "L{minutes}", "title": "Niveau", "sessions": 2, "objectives": "", "entry_french": null, "previous_level": null, "audience": "learners", "form": "course", "is_archived": false, "modules": []}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    (
        "save_programme",
        r#"{"programme": {"id": null, "code": "PR{minutes}", "title": "Programme", "is_archived": false}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    (
        "preview_workshop",
        r#"{"workshop": {"level": "PASS-A", "title": "", "date": "2027-04-27", "start": 1080, "end": 1140, "venue": null, "room": null, "capacity": 8, "audience": ""}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    (
        "add_workshop",
        r#"{"workshop": {"level": "PASS-A", "title": "", "date": "2027-04-27", "start": 1080, "end": 1140, "venue": null, "room": null, "capacity": 8, "audience": ""}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok records"],
    ),
    (
        "planned_twice",
        r#"{}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    (
        "settle_moved",
        r#"{"session": "{session}", "both": false}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "session.unknown",
            "session.unknown",
        ],
    ),
    ("days_off", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    // It writes in the network's stream, which is not counted.
    (
        "set_territory",
        r#"{"territory": "reunion"}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    (
        "save_closure",
        r#"{"closure": {"id": null, "first": "2027-08-01", "last": "2027-08-31", "title": "Été {minutes}", "venue": null, "start": null, "end": null}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok records"],
    ),
    (
        "remove_closure",
        r#"{"id": "{session}"}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "closure.unknown",
            "closure.unknown",
        ],
    ),
    ("pipeline", r#"{}"#, led("-", "ok")),
    (
        "save_referral",
        r#"{"input": {"id": null, "given": "Zuri", "family": "C", "phones": ["0601020304"], "email": "", "language": null, "partner": null, "advisor": null, "received": "2027-04-12", "answer_day": null, "level": null, "cohort": null, "note": ""}}"#,
        led("-", "ok audit private"),
    ),
    ("referral", r#"{"id": "{learner}"}"#, led("referral.unknown", "referral.unknown")),
    (
        "move_referral",
        r#"{"id": "{learner}", "state": "contacted"}"#,
        led("referral.unknown", "referral.unknown"),
    ),
    (
        "position_referral",
        r#"{"id": "{learner}", "input": {"answers": "0123012301", "french": "a1"}}"#,
        led("referral.unknown", "referral.unknown"),
    ),
    (
        "enrol_referral",
        r#"{"id": "{learner}", "cohort": "{cohort}", "learner": null}"#,
        led("referral.unknown", "referral.unknown"),
    ),
    (
        "feedback_text",
        r#"{"id": "{learner}", "language": "fr"}"#,
        led("referral.unknown", "referral.unknown"),
    ),
    ("feedback_sent", r#"{"id": "{learner}"}"#, led("referral.unknown", "referral.unknown")),
    ("waiting", r#"{"cohort": "{cohort}"}"#, led("cohort.unknown", "ok")),
    (
        "enrol",
        r#"{"cohort": "{cohort}", "learner": "{learner}", "anyway": false}"#,
        led("cohort.unknown", "seat.already"),
    ),
    (
        "offer_seat",
        r#"{"cohort": "{cohort}", "learner": "{learner}"}"#,
        led("cohort.unknown", "seat.not_waiting"),
    ),
    (
        "answer_offer",
        r#"{"cohort": "{cohort}", "learner": "{learner}", "takes": true, "refusal": null, "anyway": false}"#,
        led("cohort.unknown", "seat.no_offer"),
    ),
    (
        "set_priority",
        r#"{"cohort": "{cohort}", "learner": "{learner}", "isFirst": true}"#,
        led("cohort.unknown", "seat.not_waiting"),
    ),
    (
        "transfer",
        r#"{"cohort": "{cohort}", "learner": "{learner}", "to": "{cohort}", "anyway": false}"#,
        led("cohort.unknown", "seat.same_cohort"),
    ),
    (
        "cancel_enrolment",
        r#"{"cohort": "{cohort}", "learner": "{learner}"}"#,
        led("cohort.unknown", "ok records"),
    ),
    (
        "set_offer_hours",
        r#"{"cohort": "{cohort}", "hours": 48}"#,
        led("cohort.unknown", "ok records"),
    ),
    (
        "offer_text",
        r#"{"cohort": "{cohort}", "learner": "{learner}", "language": "fr"}"#,
        led("cohort.unknown", "seat.no_offer"),
    ),
    (
        "undo_plan",
        r#"{}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok records"],
    ),
    (
        "redo_plan",
        r#"{}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok records"],
    ),
    ("volunteers", r#"{}"#, ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"]),
    (
        "volunteer",
        r#"{"id": "{taught}"}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "volunteer.unknown",
            "ok audit",
        ],
    ),
    (
        "save_volunteer",
        r#"{"input": {"id": "{taught}", "state": "active", "company": "C{minutes}", "skills": [], "languages": [], "levels": [], "availability": [], "phones": [], "email": "", "note": "", "charter": null}}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "volunteer.unknown",
            "ok private",
        ],
    ),
    (
        "save_absence",
        r#"{"input": {"id": null, "volunteer": "{taught}", "first": "2031-04-20", "last": "2031-04-21"}}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "volunteer.unknown",
            "ok private",
        ],
    ),
    (
        "remove_absence",
        r#"{"volunteer": "{taught}", "id": "{session}"}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "volunteer.unknown",
            "absence.unknown",
        ],
    ),
    (
        "rota",
        r#"{"query": {"first": "2027-04-01", "last": "2027-05-31", "cohort": "{cohort}"}}"#,
        ["store.missing", "keys.locked", "ok", "cohort.unknown", "ok"],
    ),
    (
        "assign",
        r#"{"input": {"session": "{session}", "volunteer": "{volunteer}", "part": "observer", "answer": null}, "query": {"first": "2027-04-01", "last": "2027-05-31", "cohort": null}}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "session.unknown",
            "ok records",
        ],
    ),
    (
        "find_volunteer",
        r#"{"session": "{session}", "query": {"text": "", "language": null, "level": null}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "session.unknown", "ok"],
    ),
    (
        "volunteer_hours",
        r#"{"first": "2027-01-01", "last": "2027-12-31"}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    // It writes in the network's stream, which is not counted.
    (
        "set_hour_value",
        r#"{"cents": 1188}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    (
        "ask_text",
        r#"{"session": "{session}", "volunteer": "{taught}", "language": "fr"}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "session.unknown", "ok"],
    ),
];
