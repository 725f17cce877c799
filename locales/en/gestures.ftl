# What a gesture did: the message shown, and what Undo would take back.
gesture-mark-present = { $name } marked present
gesture-mark-late = { $name } marked { $minutes } min late
gesture-mark-left = { $name } left { $minutes } min early
gesture-mark-absent = { $name } marked absent
gesture-mark-excused = { $name } marked excused
gesture-mark-remote = { $name } marked remote
gesture-mark-cleared = { $name } back to not marked
gesture-mark-rest = { $count ->
    [0] nobody left to mark
    [one] { $count } person marked present
   *[other] { $count } people marked present
  }
gesture-note = note about { $name }
gesture-person-added = { $name } added
gesture-cohort-added = { $code } created with { $count ->
    [one] { $count } session
   *[other] { $count } sessions
  }
gesture-cohort-changed = { $code } changed{ $count ->
    [0] {""}
    [one] , { $count } seat offered to whoever waited
   *[other] , { $count } seats offered to those who waited
  }
gesture-session-added = session added to { $code }
gesture-import = { $count ->
    [0] nobody imported
    [one] { $count } person imported
   *[other] { $count } people imported
  }
gesture-look-taken = { $name }: { $value }
gesture-look-removed = { $name }: removal kept
gesture-look-both = { $name }: everything is kept
gesture-look-latest = { $count ->
    [one] The latest answer is kept
   *[other] The latest answer is kept for { $count } questions
}
gesture-look-code = { $name }: one group keeps this short name
gesture-look-different = { $name }: two different records
gesture-look-seen = { $name }: message read
gesture-person-erased = a person erased
gesture-walk-in = { $name } added to the session
gesture-wait-listed = { $name } put on the waiting list
gesture-session-closed = register closed
gesture-session-reopened = register reopened
gesture-pause-set = { $minutes ->
    [one] interruption of { $minutes } minute
   *[other] interruption of { $minutes } minutes
}
gesture-pause-cleared = interruption taken away
gesture-paper-set = copied from paper
gesture-paper-cleared = no longer from paper
gesture-photo-added = photograph of the sheet added
gesture-photo-removed = photograph of the sheet removed
gesture-signed = signature of { $name }
gesture-witnessed = attendance of { $name } witnessed
gesture-signature-voided = signature of { $name } made void
gesture-code-chosen = { $name } chose what to sign with
gesture-person-completed = record of { $name } completed
gesture-mark-changed = attendance of { $name }
gesture-pause-changed = interruption
gesture-session-changed = day, hours or contents of the session
gesture-sessions-moved = { $code }: { $count ->
    [one] { $count } session moved
   *[other] { $count } sessions moved
  }
gesture-session-held = { $code }: session held on its date
gesture-session-cancelled = { $code }: session { $number } cancelled
gesture-sessions-cancelled = { $code }: { $count ->
    [one] { $count } session cancelled
   *[other] { $count } sessions cancelled
  }
gesture-venue-saved = record of { $name }
gesture-closure-saved = days without session { $title }
gesture-closure-removed = days without session { $title }, removed
gesture-territory-set = public holidays

## Referrals and seats.
gesture-referral-saved = referral record
gesture-referral-moved = step of a referral
gesture-referral-positioned = positioning of a referred person
gesture-referral-enrolled = { $name } enrolled in { $code }
gesture-referral-told = answer to the partner noted
gesture-seat-given = { $name } has a seat in { $code }
gesture-seat-wished = { $name } waits for a seat in { $code }
gesture-seat-offered = seat in { $code } offered to { $name }
gesture-seat-taken = { $name } takes the seat in { $code }
gesture-seat-declined = { $name } does not take a seat in { $code }
gesture-seat-first = { $name } comes before the others in { $code }
gesture-seat-usual = { $name } is back in turn in { $code }
gesture-seat-transferred = { $name } leaves { $code } for another group
gesture-seat-cancelled = enrolment of { $name } in { $code } cancelled
gesture-seat-dropped = { $name } has dropped out of { $code }
gesture-seat-hours = { $code }: an offered seat is held for { $hours } h
gesture-volunteer-saved = record of { $name }
gesture-absence-saved = days away of { $name }
gesture-absence-removed = days away of { $name }, removed
gesture-rota-asked = { $code }: { $name } asked
gesture-rota-confirmed = { $code }: { $name } comes
gesture-rota-declined = { $code }: { $name } does not come
gesture-rota-taken-off = { $code }: { $name } taken off
gesture-hour-value-set = value of an hour of volunteering
gesture-partner-saved = record of { $name }
gesture-partner-contact-saved = somebody to call at { $name }
gesture-funding-saved = funding { $title }
gesture-allocation-saved = who pays for { $code }
gesture-level-saved = level { $code }
gesture-programme-saved = programme { $code }
gesture-workshop-added = workshop { $code } created
