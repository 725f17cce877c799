# What the command line says.
terminal-home = { $centre }, { $person }.
terminal-home-demo = { $centre }: nothing of it ever leaves this computer.
terminal-present = present
terminal-absent = absent
terminal-excused = excused
terminal-remote = remote
terminal-unmarked = not marked
terminal-late = { $minutes } min late
terminal-left = left { $minutes } min early
terminal-tally = { $present } here · { $late } late · { $absent } absent · { $excused } excused · { $unmarked } not marked
terminal-undone = Undone: { $gesture }.
terminal-redone = Redone: { $gesture }.
terminal-not-undone = Left as it is: { $gesture }.
terminal-blocked = { $what } has been changed since by { $by } on { $device }; that stays.
terminal-exchanged = Exchanged: { $sent ->
    [0] nothing to send
    [one] { $sent } change sent
   *[other] { $sent } changes sent
  }, { $received ->
    [0] nothing to receive
   *[other] { $received } received
  }, { $bytes } bytes.
terminal-clock = This computer’s clock is { $minutes } minutes ahead of head office’s. Set it right; nothing is lost.
terminal-pending = { $count ->
    [one] { $count } change is only on this computer
   *[other] { $count } changes are only on this computer
  } ({ $bytes } bytes).
terminal-pending-none = Everything on this computer has been received by head office.
terminal-pending-alone = This centre has no head office yet; everything is on this computer.
terminal-pending-demo = Demo centre: nothing leaves this computer.
terminal-received = Last received by head office: { $at }.
terminal-received-never = Head office has not received anything yet.
terminal-look = { $count ->
    [one] { $count } record was written differently on two computers.
   *[other] { $count } records were written differently on two computers.
  }
terminal-deferred = { $count ->
    [one] { $count } change waits for the update.
   *[other] { $count } changes wait for the update.
  }
terminal-quarantined = { $count ->
    [one] { $count } change that makes no sense was kept aside.
   *[other] { $count } changes that make no sense were kept aside.
  }
terminal-imported = { $imported ->
    [0] Nobody imported
    [one] { $imported } person imported
   *[other] { $imported } people imported
  }, { $already } already here, { $problems ->
    [one] { $problems } row left out
   *[other] { $problems } rows left out
  }.
terminal-cell = Row { $row }, “{ $column }”:
terminal-columns-refused = Never kept (social-security numbers): { $columns }.
terminal-columns-not-granted = Not kept on this computer, which may not hold them: { $columns }.
terminal-columns-unknown = Not kept, as nothing here holds them: { $columns }.
terminal-trimmed = { $count ->
    [one] In { $count } cell, spaces around the text were left out.
   *[other] In { $count } cells, spaces around the text were left out.
  }
terminal-no-looks = Nothing needs a look.
terminal-removed = (removed)
terminal-both = both: keep them all
terminal-settled = Settled: { $gesture }. Left to look at: { $left }.
terminal-erase-would = { $name } would be erased for ever, here and everywhere else. { $marks } marks stay as counts, without a name. Add --yes to do it.
terminal-erased = Erased. { $marks } marks stay as counts, without a name. Done on:
terminal-notice-seat-taken = { $name } is on the waiting list: the last place in { $code } had been given to { $other } on { $device }.
terminal-notice-seat-promised = A seat in { $code } was offered to { $name }, but { $other ->
    [nobody] somebody else
   *[other] { $other }
  } has it now. { $name } waits again, number { $rank }: please tell them.
terminal-notice-not-enrolled = { $name }: head office did not keep this change, since whoever made it is not enrolled on this computer.
terminal-notice-role-too-low = { $name }: head office did not keep this change, which needs another role.
terminal-notice-sealed = { $name }: head office did not keep this change, because the sheet was sealed already.
terminal-notice-revoked = { $name }: head office did not keep this change, made after this computer was withdrawn.
terminal-notice-by-hand = { $name }: head office took this change back.
terminal-notice-copied = This computer’s data was a copy: it is called { $device } from now on.
terminal-notice-fork = { $device }: two different records bear the same numbers. Both are kept; this computer must be enrolled again.

# What proves who asks.
ask-pin = Your PIN (6 digits):
ask-new-pin = The new PIN (6 digits):
ask-phrase = The start phrase (6 words):
ask-code = The recovery code, or the one that head office read to you:
terminal-recovery = Recovery code, to print and keep away from this PC. It is shown only here:
    { $code }
terminal-phrase = Start phrase, to write on paper. It is asked for at each start:
    { $words }
terminal-role-volunteer = volunteer
terminal-role-coordinator = coordination
terminal-role-headquarters = head office

# Backups.
terminal-backed-up = Backed up and read back: { $changes ->
    [one] { $changes } change
   *[other] { $changes } changes
  }, in { $folder }
terminal-no-backups = No backup yet.
terminal-verified = Everything was read back, nothing is damaged: { $changes ->
    [one] { $changes } change
   *[other] { $changes } changes
  }, { $backups ->
    [0] no backup
    [one] { $backups } backup
   *[other] { $backups } backups
  }.
terminal-verified-backup = The backup was read back, it is whole: { $changes ->
    [one] { $changes } change
   *[other] { $changes } changes
  }.
terminal-verified-not-private = Contacts and rights were not read back: this person does not open them.
terminal-restore-would = The backup of { $at } would be put back ({ $changes ->
    [one] { $changes } change
   *[other] { $changes } changes
  }). Since then, on this PC:
terminal-restored = The backup of { $at } is in place ({ $changes ->
    [one] { $changes } change
   *[other] { $changes } changes
  }). Since then, on this PC:
terminal-since-marks = { $count ->
    [one] { $count } mark or note
   *[other] { $count } marks or notes
  }
terminal-since-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
terminal-since-others = { $count ->
    [one] { $count } other change
   *[other] { $count } other changes
  }
terminal-salvaged = { $count ->
    [0] Nothing more is to be taken over from the former file.
    [one] { $count } change is taken over from the former file.
   *[other] { $count } changes are taken over from the former file.
  }
terminal-unread = { $count ->
    [one] { $count } change could not be read. If head office had received it, the next exchange brings it back.
   *[other] { $count } changes could not be read. Those that head office had received come back at the next exchange.
  }
terminal-kept = The former files are kept in { $folder }
terminal-hidden = Names and contacts stay hidden until the first exchange with head office.
terminal-add-yes = Add --yes to do it.

# Rights of a person, log.
terminal-sheet = Sheet written in { $folder }.
terminal-exported = Written in { $folder }. These files are readable without a code: give them to the person, then delete them.
terminal-audited = { $chains } chains hashed again, { $compared } compared with head office: nothing was changed afterwards. { $entries } lines in this PC’s log.
terminal-audit-waiting = { $count ->
    [one] { $count } change has not been received by head office yet.
   *[other] { $count } changes have not been received by head office yet.
  }

terminal-erase-kept = { $count ->
    [one] { $count } line of a sealed sheet, which the law keeps, stays at head office and nowhere else.
   *[other] { $count } lines of sealed sheets, which the law keeps, stay at head office and nowhere else.
  }
terminal-erase-waits =   { $device }: at its next exchange

# The page given to a person.
page-title = What is known about you
page-intro = This is everything that { $centre } keeps about you.
page-made = Written on { $day }.
page-fields = Your details
page-attendance = Your sessions
page-history = Who wrote what, and when
page-rights = You may ask for a correction, or for these details to be erased, at any time.
page-status-present = present
page-status-absent = absent
page-status-excused = excused
page-status-remote = remote
page-status-unmarked = not marked
page-field-given = Given name
page-field-family = Family name
page-field-own_name = Name in your script
page-field-preferred_name = Preferred name
page-field-language = Language
page-field-phones = Phone
page-field-email = E-mail
page-field-street = Address
page-field-street_more = More of the address
page-field-postcode = Postcode
page-field-town = Town
page-field-birth_day = Date of birth
page-field-birth_place = Place of birth
page-field-source_number = Number with the partner
page-field-caf_number = CAF number
page-field-france_travail_number = France Travail number
page-field-situation = Situation
page-field-rsa = RSA
page-field-are = ARE
page-field-ass = ASS
page-field-activity_bonus = Activity bonus
page-field-rqth = RQTH
page-field-mobility = Mobility
page-field-job_sought = Job sought
page-field-education = Education
terminal-again = to sign again: { $names }
terminal-table = Table written to { $folder }:
terminal-photo-here = only on this PC
terminal-photo-received = received by head office
terminal-photo-elsewhere = not on this PC
terminal-photo-damaged = cannot be read

terminal-calendar = Calendar written to { $folder }.
terminal-pack = Pack written in { $folder }.
terminal-plan = { $count ->
    [one] { $count } session, { $hours } h
   *[other] { $count } sessions, { $hours } h
}
terminal-plan-why = { $code ->
    [holiday] (public holiday: { $name })
    [closure] (closed { $name })
    [venue_closed] (room closed { $name })
   *[other] (by hand)
}
terminal-session-state = { $state ->
    [planned] planned
    [cancelled] cancelled
    [moved] moved
    [open] begun
    [closed] closed
    [sealed] sealed
   *[other] { $state }
}
terminal-twice = { $what ->
    [room] { $name } is taken twice
    [cohort] { $name } has two sessions at once
    [moved] { $name } met on a date that had been moved
    [away] { $name } is expected on a day away
   *[other] { $name } is expected in two places
}
terminal-territory = Public holidays: { $name }

## Referrals and seats.
terminal-erase-referrals = { $count ->
    [one] Their referral goes too.
   *[other] Their { $count } referrals go too.
  }
terminal-referrals-away = Referrals are not on this PC, or they are locked.
terminal-referral-erased = (erased)
terminal-referral-late = answer overdue
terminal-referral-state = { $state ->
    [received] new
    [contacted] contacted
    [interview] interview
    [accepted] accepted
    [enrolled] enrolled
    [closed] done
    [no_answer] does not answer
    [declined_by_person] no longer wants it
    [not_eligible] does not meet the conditions
    [redirected] sent elsewhere
   *[other] { $state }
  }
terminal-referral-points = Positioning: { $points } of 30 ({ $answers })
terminal-referral-alike = Perhaps the same person: { $name }
terminal-entry-gap = { $code ->
    [french] spoken French { $has }, { $wanted } asked for
    [french_unknown] spoken French not asked yet, { $wanted } asked for
   *[other] { $wanted } first
  }
terminal-seats = { $code }: { $free ->
    [0] no free seat
    [one] { $free } free seat
   *[other] { $free } free seats
  } of { $capacity }; an offered seat is held for { $hours } h
terminal-seat-seated = has a seat
terminal-seat-offered = seat held until { $until }
terminal-seat-lapsed = did not answer before { $until }
terminal-seat-waiting = waits, rank { $rank }{ $first ->
    [yes] , before the others
   *[no] {""}
  }
terminal-seat-gone = { $state ->
    [declined] did not take the seat
    [transferred] went to { $went }
    [cancelled] enrolment cancelled
    [dropped] stopped
    [completed] finished
   *[other] { $state }
  }{ $why ->
    [hours] , the hours
    [place] , the place
    [found_other] , found something else
    [level] , the level
    [no_answer] , no answer
    [moved_away] , moved away
    [other] , another reason
   *[none] {""}
  }
page-field-received_day = Referred to us on
page-field-answers = Answers to the positioning
page-field-french = Spoken French
page-field-note = Note
page-field-feedback_day = Partner told on
# Volunteers.
terminal-volunteer-state = { $state ->
    [candidate] candidate
    [active] active
    [paused] paused
    [left] left
   *[other] { $state }
}
terminal-volunteer-year = { $hours } h in twelve months, { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
}, { $coming } to come, { $missed ->
    [0] none missed
    [one] { $missed } missed
   *[other] { $missed } missed
}
terminal-volunteer-away = away until { $last }
terminal-volunteer-absence = away from { $first } to { $last } ({ $sessions ->
    [0] touches no session
    [one] touches { $sessions } session
   *[other] touches { $sessions } sessions
})
terminal-volunteer-charter = signed the charter on { $day }
terminal-private-not-here = This PC does not open the private files: names and hours only.
terminal-weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[other] Sunday
}
terminal-rota-none = No session on these days.
terminal-rota-no-lead = nobody leads
terminal-rota-beside = { $count } more, not teaching
terminal-rota-hindered = ! { $name }, { $date } { $code }: { $said }, but { $why }
terminal-rota-state = { $state ->
    [free] free
    [away] away
    [elsewhere] elsewhere
    [unavailable] unavailable
    [asked] ?
    [confirmed] yes
    [declined] no
    [present] present
    [no_show] did not come
   *[other] { $state }
}
terminal-rota-cell = { $state ->
    [free] ·
    [away] off
    [elsewhere] els
    [unavailable] not
    [asked] ?
    [confirmed] yes
    [declined] no
    [present] here
    [no_show] miss
   *[other] { $state }
}
terminal-found-none = Nobody is like that.
terminal-found-lacking = They lack something of what you look for:
terminal-fit = { $what ->
    [fit-level] teaches { $level }
    [fit-language] speaks { $language }
    [fit-skill] { $skill }
    [fit-time] can come at these hours
    [fit-knows-group] knows { $code }
    [lack-level] does not teach { $level }
    [lack-language] does not speak { $language }
   *[other] { $what }
}
terminal-hours-all = From { $first } to { $last }: { $signed } h signed, { $unsigned } h not signed.
terminal-hours-value = The signed hours are worth { $value } € at { $rate } € an hour (accounts 864 and 875). Hours that nobody signed for are not valued.
terminal-hours-no-value = Nobody has said yet what an hour is worth: passerelle hours value 11.88
terminal-hours-nobody = (no company)
terminal-hours-set = Noted.
terminal-contacts-elsewhere = People to call are not on this PC, or not for you.
terminal-funding-left = Left to fund: { $percent }%
terminal-level = { $hours } h, { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
}, edition { $version }
