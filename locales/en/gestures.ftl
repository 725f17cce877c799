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
gesture-session-cancelled = { $code }: session { $number } cancelled
gesture-venue-saved = record of { $name }
gesture-closure-saved = days without session { $title }
gesture-closure-removed = days without session { $title }, removed
gesture-territory-set = public holidays
gesture-partner-saved = record of { $name }
gesture-partner-contact-saved = somebody to call at { $name }
gesture-funding-saved = line of money { $title }
gesture-allocation-saved = who pays for { $code }
gesture-level-saved = level { $code }
gesture-programme-saved = programme { $code }
gesture-workshop-added = workshop { $code } created
