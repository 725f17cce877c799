# What the window says, in English. Names of people and groups come from the records, never from here.

## The frame
app-name = Passerelle
rail-label = Main
rail-today = Today
rail-people = People
rail-cohorts = Groups
rail-exchange = Exchange
rail-settings = Settings
rail-waiting = { $count ->
    [one] { $count } change to send
   *[other] { $count } changes to send
}
back-today = Back to today
find-person = Find a person
demo-strip = Demo: nothing leaves this PC
demo-leave = Leave the demo
retry = Try again
undo = Undo
redo = Redo
add = Add
continue = Continue
back = Back
cancel = Cancel
none = none
not-said = Not said
language = Language
theme = Appearance
problem-unknown = Something went wrong ({ $code }). What was saved is still on this PC.
error-window-unknown = Something went wrong: { $detail }. What was saved is still on this PC.
error-window-code_short = { $count ->
    [one] The code is { $count } character short.
   *[other] The code is { $count } characters short.
}

## Numbers, sizes, keys
so-many = { $count } of { $of }
of = of { $of }
counted = { $count } { $what }
size-kb = { $size } KB
size-mb = { $size } MB
size-gb = { $size } GB
key-enter = Enter
key-ctrl-enter = Ctrl Enter
key-rest = Shift P
key-undo = Ctrl Z
key-redo = Ctrl Shift Z
key-delete = Delete
key-home = Home
key-end = End
key-escape = Esc
key-menu = Menu

## The status bar
status-label = State of this PC
role-volunteer = Volunteer
role-coordinator = Coordination
role-headquarters = Head office
status-here = On this PC:
status-kept = everything saved
status-saving = { $count ->
    [one] { $count } being saved
   *[other] { $count } being saved
}
status-failed = { $count ->
    [one] { $count } not saved
   *[other] { $count } not saved
}
status-pending = To send:
status-pending-value = { $count } · { $size }
status-pending-none = nothing
status-pending-photos = { $count ->
    [one] { $count } photograph
   *[other] { $count } photographs
}
status-received = Head office received:
status-received-never = nothing yet
status-look = Needs a look:
link-none = No head office
link-demo = Demo
link-offline = Offline
link-exchanging = Exchanging
link-online = Head office reached

## First run
first-title = Welcome to Passerelle
refused-title = The data on this computer does not open
## A centre that is damaged
damage-title = The data of this PC are damaged
damage-why-store-damaged = The data file can no longer be read whole: the disk has a fault, or the PC stopped while it was writing.
damage-why-store-changes_lost = Changes that were saved are no longer in the data file: it was replaced, or the disk lost a part of it.
damage-why-other = The data file can no longer be read whole ({ $code }).
damage-safe = Nothing was deleted. The damaged file is kept as it is, and what head office has received is safe there.
damage-newest = The newest good backup is of { $when } ({ $ago }).
damage-since = Since then, this PC wrote:
damage-since-when = Since then, from { $when } on, this PC wrote:
missing-marks = { $count ->
    [one] { $count } mark or note
   *[other] { $count } marks or notes
}
missing-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
missing-others = { $count ->
    [one] { $count } other change
   *[other] { $count } other changes
}
damage-salvageable = { $count ->
    [0] Nothing of that can be taken over here.
    [one] { $count } change of { $of } can be taken over: it will be put back with the backup.
   *[other] { $count } changes of { $of } can be taken over: they will be put back with the backup.
}
damage-nothing-missing = This PC has written nothing since: nothing will be missing.
damage-unread = { $count ->
    [one] { $count } change could not be read. If head office had received it, the next exchange brings it back.
   *[other] { $count } changes could not be read. If head office had received them, the next exchange brings them back.
}
damage-no-backup = There is no good backup on this PC. Delete nothing and call head office: it will give back what it has received.
damage-call = To put a backup back, call a coordinator.
damage-other = Choose another person
damage-restore = Put back the backup of { $when }
damage-sure = Put the backup of { $when } in the place of the damaged file?
damage-confirm = Put the backup back
damage-restoring = Putting the backup in place…
damage-restored = The backup is in place.
first-line = Attendance, groups and follow-up, even without Internet.
first-kept = Everything is kept on this PC, encrypted.
door-demo = Try it
door-demo-text = A demo centre: 10 learners, 4 volunteers, a session under way. Nothing leaves this PC.
door-demo-do = Open the demo
door-join = I have a code
door-join-text = Your centre gave it to you. Without a connection, it waits for the first one.
door-adopt-text = Head office gave it to you to take over this centre. It will receive everything that is here.
door-join-do = Join
door-new = New centre
door-new-text = A name is enough to begin; everything can be changed later.
door-new-do = Create a centre
code = Code of 10 characters
headquarters-address = Head office’s address
your-name = Your name
centre-name = Name of the centre

## Today
until = until
session-rank-title = Session { $number } of { $of }
session-rank = session { $number } of { $of }
fact-marked = Marked
fact-last-time = Last time
fact-this-time = This session
volunteers = Volunteers
learners = Learners
open-begin = Take attendance
open-continue = Continue attendance
open-again = Review attendance
line-came = { $count } of { $of } came
line-expected = { $count ->
    [0] nobody enrolled
    [one] { $count } expected
   *[other] { $count } expected
}
state-complete = Complete
state-begun = { $count } of { $of } marked
today-no-cohort = No group yet
today-no-cohort-text = A group brings together people, a room and dates. Its sessions will appear here, day by day.
today-no-cohort-do = Create a group
today-awaiting = Nothing has come from head office yet. What you write is kept on this PC and leaves at the first connection.
today-none = No session today
day-none = No session that day
today-next = Next: { $day }, { $time }, { $what }.
today-next-none = No session to come.
today-open-next = Open { $what }
week-this = This week
week-other = The week
week-label = See another day
week-sessions = { $count ->
    [0] none
    [one] { $count } session
   *[other] { $count } sessions
}
week-complete = { $count ->
    [one] { $count } complete
   *[other] { $count } complete
}
needs = Needs a look
needs-none = Nothing to look at for now.
need-register-incomplete = { $code }: register not complete
need-register-incomplete-more = { $count ->
    [one] { $date }, { $count } person to mark
   *[other] { $date }, { $count } people to mark
}
need-register-incomplete-do = Complete
need-absent-twice = { $name }: absent twice in a row
need-absent-twice-more = { $code }. A call often brings people back.
need-absent-twice-do = See
need-volunteer-missing = { $code }: volunteers are missing
need-volunteer-missing-more = { $date }, { $count } of { $target }
need-volunteer-missing-do = See
need-two-answers = { $count ->
    [one] { $count } answer to settle
   *[other] { $count } answers to settle
}
need-two-answers-more = Written on two computers
need-two-answers-do = Look
need-exchange-late = Nothing exchanged for { $days } days
need-exchange-late-more = { $count ->
    [one] { $count } change is only on this PC
   *[other] { $count } changes are only on this PC
}
need-exchange-late-do = Exchange
need-planned-twice = { $count ->
    [one] A session is in the way of another
   *[other] { $count } sessions are in the way of others
}
need-planned-twice-more = Same room or same people at the same time
need-planned-twice-do = Choose
need-seats-passed = { $count ->
    [one] { $name }: a seat is waiting, to be told
   *[other] { $count } people have a seat waiting, to be told
}
need-seats-passed-more = { $code }. The offer before ended without an answer. This one holds until { $date }, { $time }.
need-seats-passed-do = Call
need-seats-ending = { $count ->
    [one] { $name }: no answer yet about their seat
   *[other] { $count } offered seats without an answer
}
need-seats-ending-more = { $count ->
    [one] { $code }. The offer ends on { $date }, { $time }.
   *[other] { $code }. The first offer ends on { $date }, { $time }.
}
need-seats-ending-do = Call
need-seats-ended = { $count ->
    [one] { $code }: an offered seat got no answer
   *[other] { $code }: { $count } offered seats got no answer
}
need-seats-ended-more = Nobody else is waiting.
need-seats-ended-do = See
need-to-complete = { $name }: to complete
need-to-complete-more = Only the name was asked at the door.
need-to-complete-do = Complete

## The register
grid-label = { $learners ->
    [one] Attendance, { $learners } learner
   *[other] Attendance, { $learners } learners
} { $volunteers ->
    [0] {""}
    [one] and { $volunteers } volunteer
   *[other] and { $volunteers } volunteers
}
session-label = Session
letter-present = P
letter-late = L
letter-absent = A
letter-excused = E
mark-present = present
mark-late = late
mark-absent = absent
mark-excused = excused
mark-remote = remote
mark-unmarked = to mark
mark-of = { $name }: { $mark }
count-present = { $count ->
    [one] present
   *[other] present
}
count-late = { $count ->
    [one] late
   *[other] late
}
count-absent = { $count ->
    [one] absent
   *[other] absent
}
count-excused = { $count ->
    [one] excused
   *[other] excused
}
count-unmarked = to mark
column-rank = Rank
column-last-five = Last 5
column-mark = Attendance
column-detail = Detail
column-note = Note
column-place = Received by head office
column-signed = Signed
half = Half of the day
half-morning = morning
half-afternoon = afternoon
half-evening = evening
signed-none = not signed yet
signed-signed = signed
signed-again = to sign again
signed-void = signature made void
signed-broken = signature not as it was written
signed-way-drawn = drawing
signed-way-pictures = three pictures
signed-way-code = code
signed-way-witnessed = witnessed
signed-way-account = at closing
signed-half = { $half }: { $what }
signed-of = { $name }: { $what }
sign-now-of = { $said }. Ask to sign.
sign-not-here = { $name } is not marked here: only who is here signs.
signatures = Signatures
signatures-key = Let everybody sign (S on a row for one person)
reason-missing = Say why.
reason-of-witness = { $name } cannot sign
reason-why-witness = Cannot sign, why?
reason-do-witness = I attest
reason-of-void = Make a signature of { $name } void
reason-why-void = Make the signature void, why?
reason-do-void = Make it void
last-five-are = Last 5: { $marks }
to-mark = to mark
everyone-here = Everyone is here
rest-here = { $count ->
    [one] The last person is here
   *[other] The other { $count } are here
}
all-marked = Everyone is marked
undo-this = Undo: { $what }
undo-nothing = Nothing to undo
redo-this = Redo: { $what }
redo-nothing = Nothing to redo
undone = Undone
redone = Redone
undo-blocked = { $what }: { $by } has changed it since ({ $device }, { $when }). Nothing was touched.
kept-until = Everything up to { $time } was kept
minutes-short = { $minutes } min
minutes-left-short = −{ $minutes } min
minutes-long = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
minutes-late = late { $minutes } min
minutes-other = other
minutes-other-of = Another number of minutes
minutes-pad = Digits of the minutes of { $name }
minutes-erase = Erase the last digit
minutes-keep = OK
minutes-keep-of = Keep { $minutes } min
minutes-entry-late = { $name } late, in minutes
minutes-entry-left = { $name } left early, in minutes
late-of = { $name }: late by { $minutes } min. Change.
left-of = { $name }: left early, −{ $minutes } min. Change.
left-do = Left early (D)
left-do-of = { $name }: left early
remote-do = Remote (T)
remote-do-of = { $name }: remote
remote-of = { $name }: remote. Back to present.
remote-back = Back to “present”
note-of = Note: { $name }
place-saving = being saved
place-here = on this PC only
place-received = received by head office
place-look = needs a look: two answers differ
place-short-here = on this PC
unsaved = Not saved.
unsaved-store-disk_full = Not saved, disk full.
unsaved-store-read_only = Not saved, writing refused.
unsaved-attendance-minutes_beyond_session = Not saved: longer than the session.
unsaved-attendance-minutes_zero = Not saved: zero minutes.
unsaved-permission-role_too_low = Not saved: your role does not allow it.
unsaved-of = { $name }, not saved. { $why }
spoken-mark = { $name }, { $mark }.
spoken-note = { $name }, note kept.
spoken-late = { $minutes ->
    [one] late { $minutes } minute
   *[other] late { $minutes } minutes
}
spoken-left = { $minutes ->
    [one] left { $minutes } minute early
   *[other] left { $minutes } minutes early
}
spoken-blocked = Nothing was undone: { $by } has changed { $what } since.
spoken-rest = The others are here.
spoken-undo = Undone.
spoken-undid = Undone: { $what }.
spoken-redid = Redone: { $what }.
spoken-redo = Redone.
part-lead = lead
part-assistant = assistant
part-interpreter = interpreter
part-observer = observer
volunteers-none = No volunteer planned
register-empty = Nobody is enrolled
register-empty-text = Attendance is taken with the people of the group. Add them from the list of people.
register-empty-do = Add people
absent-twice = Absent at the 2 sessions before this one. A call often brings people back.
tag-guest = guest
tag-provisional = to complete
tag-suspect = to check
left-blank = left blank
menu-of = What can be done for { $name }
menu-left = Left early
remote-menu = Remote
menu-present = Present
menu-note = Note
menu-note-full = Write a note (N)
menu-clear = Clear
menu-clear-full = Clear the mark (U)
menu-sign = Ask to sign
menu-sign-full = Ask to sign (S)
menu-witness = Cannot sign: attested by me
menu-void = Make the signature void
walk-in-key = Add somebody who is not enrolled (W)
walk-in-name = Their name
walk-in-new = Add this name
walk-in-maybe = Maybe known already
walk-in-found = { $count ->
    [one] { $count } person may be known already. Arrows to choose.
   *[other] { $count } people may be known already. Arrows to choose.
}
walk-in-full = { $count } of { $capacity }.
walk-in-wait = Waiting list
walk-in-anyway = Let in
no-group = no group
why-same-name = same name
why-sounds-alike = sounds the same
why-other-script = same name in another script
why-begins-so = begins like this
more = More actions
continue-register = Back to the register
pause = Interruption
pause-change = Change the interruption
pause-from = from
pause-until = to
pause-why = Why?
pause-keep = Keep
pause-clear = Take away
pause-hour = Write an hour as 15:00.
pause-ask = Give the start and the end: everybody’s minutes are shown here before they are kept.
pause-leaves = { $minutes } min count, instead of { $before }.
pause-minutes = { $before } → { $after } min
pause-nobody = Nobody is marked present yet.
pause-chip-of = Interruption from { $start } to { $end }: { $minutes } min count. Change.
paper = Copied from paper
paper-chip = from paper
paper-offer = This session is of an earlier day. Are you copying a paper sheet?
paper-yes = Yes, from paper
paper-no = No
close-begin = Close…
close-key = Close the register (Ctrl Enter)
closing = Close the register
close = Close
closing-ready = Everything is there. A closed register can be reopened until it is sealed.
closing-unmarked = { $count ->
    [one] { $count } not marked
   *[other] { $count } not marked
}
closing-absent = { $count ->
    [one] Absent
   *[other] Absent
}
closing-blank = Leave blank
closing-show = Show
closing-why = Why leave them blank?
closing-why-unsigned = Why without a signature?
closing-why-both = Why, without a mark or a signature?
closing-unsigned = { $count ->
    [one] { $count } signature missing:
   *[other] { $count } signatures missing:
}
closing-on-paper = Signed on paper
closing-without = Without a signature, with a reason
closing-same-reason = the same reason
closing-unsaved = { $count ->
    [one] { $count } not saved
   *[other] { $count } not saved
}
closing-stopped-unsaved = Some marks are not saved. Try again first.
closing-stopped-unmarked = Mark these people, or leave them blank with a reason.
closing-stopped-unsigned = Let these people sign, say that it is signed on paper, or give a reason.
closing-stopped-reason = Say why: one reason is enough for all.
closing-stopped-warning = Say why, or note it and go on.
warning-why = Why, if you like
warning-note = Note and go on
warning-noted = noted
warning-change = Change
warning-after_end = { $minutes ->
    [one] Entered { $minutes } minute after the end of the session.
   *[other] Entered { $minutes } minutes after the end of the session.
}
warning-over_capacity = { $count } people for { $capacity } seats.
warning-two_places = { $name } is also marked present in { $code } at the same time.
warning-holiday = This session is on a public holiday: { $name ->
    [new_year] New Year’s Day
    [easter_monday] Easter Monday
    [labour_day] Labour Day
    [victory_day] Victory Day
    [ascension] Ascension Day
    [whit_monday] Whit Monday
    [national_day] Bastille Day
    [assumption] Assumption Day
    [all_saints] All Saints’ Day
    [armistice_day] Armistice Day
    [christmas] Christmas Day
    [good_friday] Good Friday
    [second_christmas] Saint Stephen’s day
    [abolition_day] Abolition of Slavery Day
    [gospel_day] the Arrival of the Gospel
    [autonomy_day] Autonomy Day
    [matarii] Matari’i i ni’a
    [citizenship_day] Citizenship Day
    [saint_pierre_chanel] Saint Peter Chanel’s day
    [saints_peter_and_paul] Saints Peter and Paul
    [territory_day] Territory Day
   *[other] { $name }
}.
warning-before_start = This session has not begun yet: it is planned for { $date }.
warning-title = This course is called “{ $title }” here, and “{ $expected }” in the catalogue.
warning-clock = { $minutes ->
    [one] This PC’s clock is { $minutes } minute away from headquarters’.
   *[other] This PC’s clock is { $minutes } minutes away from headquarters’.
}
warning-ratio = Volunteers were missing: { $volunteers } for { $learners } learners.
warning-in_a_row = { $count } signatures were given within { $seconds } seconds: hardly time to pass the computer on.
warning-signed_late = { $count ->
    [one] { $count } signature was given long after the end of the session.
   *[other] { $count } signatures were given long after the end of the session.
}
warning-other = Something would be noticed later ({ $code }).
closed-by = Closed by { $name }.
closed = Register closed.
closed-ask = To correct it, ask who closed it or your coordination.
note-learners = Notes are for learners: nothing is noted for { $name }.
closed-deaf = The register is closed. Nothing was changed.
sealed-by = Sealed, closed by { $name }.
sealed-on = Sealed by headquarters on { $date }.
closed-signed = Signed by { $name } at closing
version = Version { $version }
versions = Versions of the sheet
version-until = Version { $version }, until { $when }
version-now = Version { $version }, since { $when }: the one that stands
version-changed = changed: { $what }
version-changed-by = changed: { $what }, by { $by }
version-open = Open
version-open-of = Open version { $version }
sign-again-who = Must sign again: { $names }
suspect = To check
suspect-for = What is shown for
suspect-not = {" is not what was written."}
suspect-whole = What is shown of the session itself is not what was written.
suspect-do = Something changed it on this PC without passing through Passerelle. Print the sheet, and tell your coordination or headquarters before going on.
suspect-do-lead = Something changed it on this PC without passing through Passerelle. Print the sheet, and tell headquarters before going on.
sealed = Register sealed.
sealed-text = Headquarters keeps it: it cannot be corrected here any more.
reopen = Reopen
reopen-why = Why reopen it?
filter = Filter names
filter-end = Show all
ratio = { $volunteers } for { $learners ->
    [one] { $learners } learner
   *[other] { $learners } learners
}
ratio-short = { $volunteers } for { $learners }, { $missing } missing
ratio-target = At least 4 volunteers for 10 learners
register-empty-walk-in = Add who is here
unsaved-session-closed = Not saved: register closed.
unsaved-session-sealed = Not saved: register sealed.
unsaved-register-old = Not saved: more than a week ago.
state-closed = Closed
state-sealed = Sealed
weeks-title = Attendance by session
weeks-session = Session { $number }, { $date }
weeks-sum = Came
weeks-came = Came { $count } times of { $of } marked
weeks-none = Nobody is marked yet
weeks-not-there = not in the group that day
weeks-of = Attendance of { $code }
weeks-week = Week
week-of = of { $date }
weeks-sheet = Sheet of the week (PDF)
weeks-nobody = Nobody is enrolled in this group
weeks-nobody-text = Attendance is shown here, session by session.
weeks-none-held = No session has been held yet
weeks-first = The first one is on { $date }.
table-xlsx = Table (Excel)
table-csv = CSV
table-why-xlsx = Table (Excel), what for?
table-why-csv = CSV, what for?
table-why-text = Kept in the journal with your name. The file is not encrypted: whoever has it can read it.
table-why-missing = Say what for, in a few words.
table-write = Write the file
weeks-unmarked = { $count ->
    [one] { $count } cell to mark, counted nowhere
   *[other] { $count } cells to mark, counted nowhere
}

## A sheet before it is written or printed
preview = Preview of the sheet
preview-filled = Filled sheet, version { $version }
preview-blank = Blank sheet
preview-page = page { $number } of { $of }
preview-alt = { $what }, page { $number } of { $of }
preview-save = Save the PDF
preview-print = Print
preview-before = Previous page
preview-after = Next page
preview-back = Back
## Photographs of the paper sheet
photos = Photographs of the sheet
photos-count = { $count ->
    [one] { $count } photograph of the paper sheet
   *[other] { $count } photographs of the paper sheet
}
photos-none = No photograph yet.
photo-add = Add a photograph
photo-how = It can also be dropped here, or pasted. JPEG, PNG or WebP, 25 MB at most.
photo-number = Photograph { $number }
photo-rank = Photograph { $number } of { $of }
photo-by = added by { $by }, { $when }
photo-state-here = on this PC only
photo-state-received = received by head office
photo-state-elsewhere = not on this PC yet: it comes with an exchange
photo-state-damaged = cannot be read: it comes again from head office
photo-see = View
photo-remove = Remove…
photo-remove-why = Remove photograph { $number }, why?
photo-remove-text = The picture will be destroyed on every computer. It cannot come back.
photo-remove-do = Remove the photograph
photo-removed = Photograph removed.
photo-chosen = Photograph chosen, not kept yet
photo-keep = Keep this photograph
photo-other = Choose another one
photo-keeping = The photograph is being kept…
photo-kept = Photograph kept. It leaves for head office after everything else.
photo-kept-here = Photograph kept on this PC.
photo-alt = Paper sheet, { $session }, photograph { $number } of { $of }
photo-alt-chosen = Photograph chosen for { $session }
photo-back = Back to the list
photo-before = Previous
photo-after = Next
photo-actual = Actual size
closing-photo = Signed on paper: no photograph of the sheet yet

## Signing
sign-title = I sign that I am here
sign-choose = I choose my name
sign-line = Sign on the line
sign-erase = Erase
sign-sign = I sign
sign-thanks = Thank you
sign-way = How to sign
sign-drawing = Drawing
sign-pictures = Three pictures
sign-code = Code
sign-half = Half of the day
sign-morning = Morning
sign-afternoon = Afternoon
sign-evening = Evening
sign-back = Back
sign-again = Your line has changed: sign once more
sign-pictures-enter = Choose your three pictures, in order
sign-pictures-choose = Choose three pictures to remember, in order
sign-code-enter = Type your code: 4 digits
sign-code-choose = Choose a code of 4 digits
sign-once-more = Once more, to check
sign-kept = It is kept. You can sign
sign-not-same = That is not the same. Start again
sign-wrong = That is not it. Tries left: { $left }
sign-ask = Ask the trainer for help
sign-weak = That is too simple. Choose something else
sign-empty = Nothing is drawn. Sign on the line first
sign-too-much = The drawing is too long. Erase it and start again
sign-pictures-missing = Three pictures are needed
sign-code-missing = Four digits are needed
sign-by-hand = Draw with the mouse, a finger or a pen
sign-by-keys = With the keyboard, take the pictures or the code
sign-picture-cup = cup
sign-picture-key = key
sign-picture-tree = tree
sign-picture-fish = fish
sign-picture-house = house
sign-picture-sun = sun
sign-picture-bicycle = bicycle
sign-picture-umbrella = umbrella
sign-picture-boat = boat
sign-picture-apple = apple
sign-picture-star = star
sign-picture-clock = clock
signing-give-back = Give the computer back to { $name }
signing-pin = PIN of { $name }
signing-trainers = Trainers
signing-signed = signed
signing-away = not marked present
signing-settings = Signatures
signing-settings-text = How learners sign on this PC and on those of the centre.
signing-ways = Ways to sign
signing-drawn-why = With the mouse, a finger or a pen
signing-pictures-why = Three pictures of twelve, with the keyboard too
signing-code-why = Four digits, with the keyboard too
signing-one-way = At least one way to sign is needed.
signing-languages = Languages for signing
signing-languages-text = Besides French and English. Everybody signs in their own when it is ticked.
signing-unreviewed = not yet read by a native speaker
signing-lead = Chosen by the coordinators.
signing-kept = It is saved.
signing-ways-some = Ways: { $ways }
signing-languages-none = No other language than French and English.

## People
people-count = { $count ->
    [0] nobody
    [one] { $count } person
   *[other] { $count } people
}
people-found = { $count } of { $of }
people-none = Nobody yet
people-none-text = The learners and volunteers of the centre will appear here. A first name is enough to begin.
people-not-found = Nobody of this name here
people-not-found-text = “{ $typed }”. People of other centres are not on this PC.
people-clear = See everybody
person-add = Add a person
person-added = { $name } is in the list.
person-given = Given name
person-family = Family name
person-own = Name in their own script
person-language = Their language
person-role = Role
person-cohort = Group
person-no-cohort = Not yet
a-learner = Learner
a-volunteer = Volunteer
column-name = Name
column-role = Role
column-cohorts = Groups
column-attended = Sessions attended
person-locked = Their contacts and rights are kept apart. A coordinator can read them.
complete = To complete
complete-text = Only the name was asked at the door. The rest is completed here.
complete-do = Complete the record
completed = The record of { $name } is complete.
field-given = Given name
field-family = Family name
field-name = Name
field-own-name = Name in their own script
field-preferred-name = Preferred name
field-language = Language
field-role = Role
field-sign-code = What they sign with
field-phone = Telephone
field-phones = Telephones
field-email = E-mail
field-address = Address
field-street = Street
field-street-more = More of the address
field-postcode = Postcode
field-town = Town
field-commune = Town
field-birth-year = Year of birth
field-birth = Date of birth
field-birth-day = Date of birth
field-birth-place = Place of birth
field-source-number = File number
field-caf-number = CAF number
field-france-travail-number = France Travail number
field-situation = Situation
field-rsa = RSA
field-are = ARE
field-ass = ASS
field-activity-bonus = Prime d’activité
field-rqth = RQTH
field-mobility = Mobility
field-job-sought = Job sought
field-education = Education
field-volunteer-target = volunteers planned
field-planned-minutes = planned time
## Rights of a person
rights = The person’s rights
export = Give a copy
export-text = Everything written about this person, in files that they can read and take with them.
export-purpose = What for
export-purpose-usual = The person asked for it
export-go = Write the files
export-busy = Writing…
sheet-filled = Sheet of the register
sheet-blank = Sheet to fill in
sheet-written = { $file } is in
exported = { $count ->
    [one] { $count } file written in
   *[other] { $count } files written in
}
exported-open = These files are not encrypted: anyone who has them can read them. Hand them over, then delete them here.
erase = Erase this person
erase-text = Their name, their contacts and whatever points to them disappear. First you see what that does.
erase-start = See what would be erased
erase-what = The name of { $name }, their contacts, their rights and their notes will be erased.
erase-kept = { $count ->
    [one] { $count } line of a sealed sheet, which the law keeps, stays at head office and nowhere else.
   *[other] { $count } lines of sealed sheets, which the law keeps, stay at head office and nowhere else.
  }
erase-marks = { $count ->
    [0] No mark is concerned.
    [one] { $count } mark stays as a number without a name.
   *[other] { $count } marks stay as numbers without a name.
}
erase-photos = { $count ->
    [one] { $count } photograph of a paper sheet with this person on it is destroyed on the computers too; head office keeps what the law requires.
   *[other] { $count } photographs of paper sheets with this person on them are destroyed on the computers too; head office keeps what the law requires.
}
erase-photos-unsent = { $count ->
    [one] { $count } of these photographs has not reached head office yet: if it must be kept, connect this PC first.
   *[other] { $count } of these photographs have not reached head office yet: if they must be kept, connect this PC first.
}
erase-elsewhere = { $count ->
    [0] No other computer has them.
    [one] { $count } computer will erase them, at its next exchange at the latest.
   *[other] { $count } computers will erase them, at their next exchange at the latest.
}
erase-final = This is final: nobody can undo it, neither here nor at head office.
erase-confirm = Erase { $name }
erased = This person is erased
erased-text = Nothing more can be written about them.
erased-done = It is done on:
erased-waiting = { $count ->
    [one] This computer will do it at its next exchange:
   *[other] These computers will do it at their next exchange:
}
erased-everywhere = It is done everywhere.

## History
history = History
history-key = History (H)
history-no-day = No known date
history-what = { $name }, { $what }
history-is = {":"}
history-cleared = cleared
history-changed = changed
history-replaced = replaced
history-completed = complete
history-void = void
history-photo = added
history-session = The session
history-none = Nothing written yet
history-none-session = Each mark and each note will appear here, with who wrote it, when and on which computer.
history-none-person = What is written about this person will appear here, with who wrote it, when and on which computer.
history-who = Only this person
history-found = { $count } of { $of }
history-not-found = Nothing written about a person of that name
history-clear = See everything
reading = Reading…
enrolment-confirmed = enrolment confirmed
enrolment-active = follows the group
enrolment-completed = has finished
enrolment-dropped = has left the group
enrolment-waitlisted = on the waiting list

## Groups
cohorts-count = { $count ->
    [0] none
    [one] { $count } group
   *[other] { $count } groups
}
cohorts-none = No group yet
cohorts-none-text = A group brings together people, a room and dates. Everything can be changed later.
cohort-add = New group
cohort-level = Level
cohort-level-choose = Choose a level
cohort-code = Short name
cohort-room = Room
cohort-seats = Seats
cohort-first = From
cohort-weekdays = Days
cohort-start = Start
cohort-end = End
cohort-sessions = Number of sessions
cohort-create = Create the group
cohort-hours-wrong = The end comes after the start. For example 14:00 and 16:00.
cohort-none-planned = Choose a number of sessions, from 1 to 200.
cohort-nothing-written = Nothing is written before “Create”
cohort-hours = Hours
cohort-to = to
cohort-place = Place
cohort-nowhere = No place yet
cohort-elsewhere = Other place…
cohort-off = Days without session
cohort-off-usual = Public holidays and closures
cohort-off-none = None
cohort-or-day = or a last day
cohort-or-count = or a number
cohort-last = Until
venue-option = { $name }, { $count ->
    [one] { $count } seat
   *[other] { $count } seats
}
list-all = All groups
list-running = session { $number } of { $of } · { $seats }
list-seats = { $count } / { $of }
list-month = , { $month }
list-from = on { $day }
list-until = ended { $day }
list-part-running = Running
list-part-coming = To come
list-part-over = Finished
plan-days = The days
plan-empty = Choose a level: the days will appear here, with those that are public holidays or closed.
plan-heading = { $count ->
    [0] No session
    [one] { $count } session, { $total }
   *[other] { $count } sessions, { $total }
}
plan-ends = ends on { $day }
plan-more = The level asks for { $planned }: this is { $minutes } more.
plan-less = The level asks for { $planned }: { $minutes } are missing.
plan-create = { $count ->
    [one] Create { $count } session
   *[other] Create { $count } sessions
}
plan-moved = instead of { $day }: { $reason }
plan-changed-from = by hand, instead of { $day }
plan-changed = by hand: { $what }
plan-leave = Leave out
plan-go = Another day
plan-go-do = Go there
plan-before = As before
plan-why-level = Choose a level first.
plan-why-last = The last day comes after the first.
plan-why-seats = Choose a number of seats, from 1 to 500.
plan-why-none = No day fits: change the days or the dates.
plan-why-clash = { $count ->
    [one] { $count } session is to be settled first.
   *[other] { $count } sessions are to be settled first.
}
plan-off-holiday = { $name }, holiday
plan-off-holiday-other = public holiday
plan-off-closure = closed: { $name }
plan-off-closure-bare = the centre is closed
plan-off-venue = place closed, { $name }
plan-off-venue-bare = place closed
plan-off-by-hand = left out by hand
plan-off-other = no session
holiday-new_year = New Year’s Day
holiday-good_friday = Good Friday
holiday-easter_monday = Easter Monday
holiday-labour_day = Labour Day
holiday-victory_day = Victory in Europe Day
holiday-ascension = Ascension Day
holiday-whit_monday = Whit Monday
holiday-abolition_day = Abolition of Slavery
holiday-national_day = National Day
holiday-assumption = Assumption
holiday-all_saints = All Saints’ Day
holiday-armistice_day = Armistice Day
holiday-christmas = Christmas Day
holiday-second_christmas = Second Christmas Day
holiday-gospel_day = Arrival of the Gospel
holiday-autonomy_day = Autonomy Day
holiday-matarii = Matari’i i ni’a
holiday-citizenship_day = Citizenship Day
holiday-saint_pierre_chanel = Saint Peter Chanel’s day
holiday-saints_peter_and_paul = Saints Peter and Paul
holiday-territory_day = Territory Day
clash-on = { $day }: { $what }
twice-what = { $day }, { $what ->
    [room] { $name } is taken twice.
    [cohort] { $name } has two sessions at once.
    [moved] { $name } met, though another computer had moved the session.
    [away] { $name } is expected, and is away that day.
   *[other] { $name } is expected in two places.
}
twice-held = The session of { $day } took place: remove the other date
twice-both = Both take place
twice-new-day = New date, { $day }: { $side }
twice-old-day = Held, { $day }: { $side }
twice-side = { $code }, { $from } to { $to }. Planned by { $name } on { $device }, { $when }.
twice-side-unknown = { $code }, { $from } to { $to }. Planned on { $device }, { $when }.
twice-rota = See the volunteers
twice-move = Move { $code }
clash-by = Planned by { $name }.
clash-heard = By what this computer received { $when }.
clash-never-heard = By this computer alone, which has never heard head office.
clash-none-heard = Nothing is in the way, by what this computer received { $when }.
clash-none-never-heard = Nothing is in the way, by this computer alone, which has never heard head office.
clash-others = { $count ->
    [one] and { $count } other
   *[other] and { $count } others
}
clash-other = in the way of another session
clash-itself_twice = same group, { $from } to { $to }
clash-holiday = public holiday
clash-closed = closed that day
clash-room_taken = { $venue } taken by { $code }
clash-volunteer_twice = { $name } is also at { $code }
clash-learner_twice = { $name } also follows { $code }
clash-over_capacity = { $seats } seats for { $places }
clash-few_computers = { $computers } computers for { $seats }
fix-venue = Take { $name }
fix-day = Go to { $day }, { $time }
group-seats = { $count } of { $of } seats taken
group-change = Change the group
group-change-title = Change { $code }
group-change-text = Nobody loses their seat. A seat that is added is offered to whoever waits.
group-title = Title
group-helpers = Volunteers wanted
group-keep = Save the group
group-why-code = Give this group a short name.
group-why-title = Give this group a title.
group-why-taken = { $count ->
    [one] { $count } seat is taken: the group keeps at least as many.
   *[other] { $count } seats are taken: the group keeps at least as many.
}
group-why-volunteers = Choose a number of volunteers, from 0 to { $max }.
group-why-same = Change the name, the seats or the volunteers.
group-sessions = Sessions
group-weeks = Calendar
group-attendance = Attendance
sessions = Sessions
sessions-none = This group has no session
session-register = Open the register
session-move = Move
session-cancel = Cancel the session
session-why = Why
session-why-missing = Say why first.
session-planned = planned
session-open = register begun
session-closed = register closed
session-sealed = register sealed
session-cancelled = cancelled
session-moved-to = moved to { $day }
session-moved = moved
session-because = { $said }: { $reason }
session-fixed-open = The register is begun: this session can be neither moved nor cancelled.
session-fixed-closed = The register is closed: this session can be neither moved nor cancelled.
session-fixed-sealed = The register is sealed: this session can be neither moved nor cancelled.
session-fixed-cancelled = This session is cancelled already.
session-fixed-moved = This session is moved already: choose its new line.
move-title = Move session { $number } of { $of }, { $day }
move-to = New day
move-scope = Which sessions
move-scope-one = this session only
move-scope-following = this one and the following
move-scope-all = all those to come
move-same = Choose another day, other hours or another place.
move-apart = { $count ->
    [one] { $count } session settled on its own
   *[other] { $count } sessions settled on their own
}
move-do = { $count ->
    [one] Move { $count } session
   *[other] Move { $count } sessions
}
cancel-nothing = Cancel nothing
cancel-do = { $count ->
    [one] Cancel { $count } session
   *[other] Cancel { $count } sessions
}
cancel-title = Cancel session { $number } of { $of }, { $day }
column-number = No.
column-module = Content
column-state = State
places = Places and closures
places-count = { $count ->
    [0] none
    [one] { $count } place
   *[other] { $count } places
}
places-none = No place yet
places-none-text = A place that is written here, with its seats and computers, warns when two groups want it at the same time.
place-add = New place
place-change = Change { $name }
place-name = Name
place-address = Address
place-seats = { $count ->
    [one] { $count } seat
   *[other] { $count } seats
}
place-computers = { $count ->
    [0] no computer
    [one] { $count } computer
   *[other] { $count } computers
}
place-computers-field = Computers
place-wifi = Wifi
place-wifi-ok = good wifi
place-wifi-poor = poor wifi
place-wifi-none = no wifi
place-access-steps = Access
place-step-free = step-free
place-steps = with steps
place-partner = Partner who lends it
place-value = Value of an hour, in euros
place-way-in = How to get in
place-way-in-hint = Whom to ask for the key, which door. Alarm codes do not belong here: this record goes to other computers. This text is printed on convocations.
place-archive = Offer this place no more
place-archived = no longer offered
place-unknown = Not said
place-save = Save
days-off = Days without session
days-off-territory = Public holidays
closure-add = New closure
closure-none = No closure is noted. Public holidays are known in advance.
closure-first = From
closure-last = To
closure-title = Reason
closure-title-such = Holidays, exams, Ramadan…
closure-centre = The whole centre
closure-other-hours = Open, at other hours
closure-open = open from { $from } to { $to }
closure-from-to = { $first } to { $last }
closure-wrong = The last day follows the first, and the end the start.
closure-change = Change { $days }
closure-remove = Remove { $days }
change = Change
remove = Remove
territory-metropole = Metropolitan France
territory-alsace_moselle = Alsace and Moselle
territory-guadeloupe = Guadeloupe
territory-martinique = Martinique
territory-guyane = French Guiana
territory-reunion = Réunion
territory-mayotte = Mayotte
territory-saint_pierre_et_miquelon = Saint Pierre and Miquelon
territory-saint_martin = Saint Martin
territory-saint_barthelemy = Saint Barthélemy
territory-wallis_et_futuna = Wallis and Futuna
territory-polynesie = French Polynesia
territory-nouvelle_caledonie = New Caledonia
place-wrong-name = Give this place a name.
place-wrong-capacity = Seats are said in figures, for example 12.
place-wrong-computers = Computers are said in figures, for example 10.
place-wrong-value = The value is said in euros, for example 25 or 25.50.
cohort-open = Open
cohort-open-of = { $code }: open the session
column-cohort = Group
column-room = Room
column-dates = Dates
column-sessions = Sessions
column-open = Open the session
from-to = { $first } – { $last }
day = Day
month = Month
year = Year

## Calendar
calendar = Calendar
calendar-look = Look
calendar-look-week = Week
calendar-look-month = Month
calendar-look-table = Table
calendar-week = Week of { $date }
calendar-month = { $month } { $year }
calendar-this-week = This week
calendar-week-before = Week before
calendar-week-after = Week after
calendar-month-before = Month before
calendar-month-after = Month after
calendar-help = Enter opens, M takes the session to move it
calendar-help-month = Enter shows the week of that day, M takes a session to move it
calendar-help-month-lifted = Arrows: a day, a week. M: the next one of the day. Enter: put down. Esc: give up.
calendar-help-lifted = Arrows: move. Enter: put down. Esc: give up.
calendar-help-dragged = Release: put down. Esc: give up.
calendar-hours = { $from } to { $to }
calendar-place = { $date }, { $from } to { $to }
calendar-lifted = { $code } taken. { $place }. Arrows move it, Enter puts it down, Escape gives up.
calendar-dropped = { $code } put down. { $place }.
calendar-left = Nothing is moved.
calendar-fixed = { $code }: this session can no longer be moved.
calendar-rank = no. { $number }
calendar-nothing = No session
calendar-more = + { $count }
calendar-more-heard = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
calendar-volunteers = { $count } of { $of } { $of ->
    [one] volunteer
   *[other] volunteers
}
calendar-because = { $text }: { $reason }
calendar-moved-to = moved to { $date }
calendar-state-planned = planned
calendar-state-cancelled = cancelled
calendar-state-moved = moved
calendar-state-open = going on
calendar-state-closed = register closed
calendar-state-sealed = register sealed
calendar-draft-kept = not created yet
calendar-draft-moved = not created yet, instead of { $date }
calendar-draft-changed = not created yet, chosen by hand
calendar-draft-skipped = no session
calendar-draft-clash = not created yet, in the way of another session
calendar-column-date = Date
calendar-column-hours = Hours
calendar-column-state = State
off-holiday = Public holiday
off-closure = Centre closed
off-venue = Room closed
off-by-hand = Taken out by hand

## Exchange
this-computer = Computer { $device }
sentence-demo = Demo: nothing leaves this PC.
sentence-alone = This centre lives on this PC only.
sentence-sending = Sending { $sent } of { $of }.
sentence-receiving = Receiving.
sentence-received = Everything on this PC has been received by head office ({ $when }).
sentence-first = The first exchange waits for a connection.
sentence-pending = { $count ->
    [one] { $count } change is only on this PC ({ $size }). It leaves as soon as there is a connection.
   *[other] { $count } changes are only on this PC ({ $size }). They leave as soon as there is a connection.
}
sentence-failed = { $count ->
    [one] { $count } change is only on this PC ({ $size }). The last try did not get through.
   *[other] { $count } changes are only on this PC ({ $size }). The last try did not get through.
}
more-failed = Next try: { $when }.
more-demo = Leave the demo to join a centre or create one.
more-alone = It belongs to no head office. Everything is kept here.
more-sending = You can leave this screen: the exchange goes on.
more-first = You can already take attendance.
more-pending = Nothing is lost. Head office has received everything up to { $when }.
more-pending-photos = Nothing is lost. Apart from photographs, head office has received everything up to { $when }.
more-pending-never = Nothing is lost. Head office has not received anything from this PC yet.
more-amber = Nothing is lost, but this has waited for long. Think of connecting in the next days.
more-red = Nothing is lost, but this has waited for more than three weeks. Somebody needs to find a connection.
internet = Internet
headquarters = Head office:
tried-at = Last try: { $when }.
tried-never = Not tried yet.
next-at = Next: { $when }.
exchange-now = Try now
exchange-stop = Stop
progress = { $sent } of { $of } received by head office, { $received } arrived here. { $size }.
progress-label = Sending, { $sent } of { $of }
deferred = { $count ->
    [one] { $count } change received waits for a newer version of Passerelle. It is kept and will be read after the upgrade.
   *[other] { $count } changes received wait for a newer version of Passerelle. They are kept and will be read after the upgrade.
}
quarantined = { $count ->
    [one] { $count } change received was not valid. It is set aside and has altered nothing here.
   *[other] { $count } changes received were not valid. They are set aside and have altered nothing here.
}
clock-ahead = The clock of this PC is { $minutes } minutes ahead of head office’s. Please set it right; nothing is lost.
clock-behind = The clock of this PC is { $minutes } minutes behind head office’s. Please set it right; nothing is lost.
exchange-photos = Photographs of sheets
photos-waiting = { $count ->
    [0] No photograph waits.
    [one] { $count } photograph is only on this PC ({ $size }). It leaves after everything else.
   *[other] { $count } photographs are only on this PC ({ $size }). They leave after everything else.
}
photos-alone = { $count ->
    [one] { $count } photograph is on this PC ({ $size }).
   *[other] { $count } photographs are on this PC ({ $size }).
}
photos-lacking = { $count ->
    [one] { $count } photograph is still to come.
   *[other] { $count } photographs are still to come.
}
photos-held = { $count ->
    [one] { $count } photograph waits: the limit of the month ({ $limit }) is reached. Attendance always leaves.
   *[other] { $count } photographs wait: the limit of the month ({ $limit }) is reached. Attendance always leaves.
}
photos-held-all = { $count ->
    [one] { $count } photograph waits: no photograph goes through this network. Attendance always leaves.
   *[other] { $count } photographs wait: no photograph goes through this network. Attendance always leaves.
}
photos-month = { $size } of photographs this month
photos-limit = Limit for a month, for photographs
photos-limit-none = No limit
photos-limit-all = No photograph through this network
photos-moved = Photographs: { $done } of { $total }.
sentence-photos = { $count ->
    [one] { $count } photograph of a sheet is only on this PC ({ $size }). Everything else has been received by head office ({ $when }).
   *[other] { $count } photographs of sheets are only on this PC ({ $size }). Everything else has been received by head office ({ $when }).
}
sentence-photos-moving = Photographs of sheets are on their way.
pending = Waiting
pending-none = Nothing waits.
this-month = This month: { $size }
column-what = What
column-who = Who
column-since = Since
column-size = Size
column-where = Where
kind-attendance = { $count ->
    [one] { $count } mark
   *[other] { $count } marks
}
kind-presence = { $count ->
    [one] { $count } volunteer mark
   *[other] { $count } volunteer marks
}
kind-learner = { $count ->
    [one] { $count } learner
   *[other] { $count } learners
}
kind-volunteer = { $count ->
    [one] { $count } volunteer
   *[other] { $count } volunteers
}
kind-enrolment = { $count ->
    [one] { $count } enrolment
   *[other] { $count } enrolments
}
kind-cohort = { $count ->
    [one] { $count } group
   *[other] { $count } groups
}
kind-session = { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}
kind-site = { $count ->
    [one] { $count } centre record
   *[other] { $count } centre records
}
kind-photo = { $count ->
    [one] { $count } photograph of a sheet
   *[other] { $count } photographs of sheets
}
kind-other = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}

## Needs a look
look-title = Needs a look
look-settled = Settled:
look-none = Nothing needs a look.
look-none-text = When two computers have written different answers, they appear here.
look-put-off = { $count ->
    [one] { $count } is left for later.
   *[other] { $count } are left for later.
}
look-again = Go through them
look-context = Session of { $day }, { $code }
look-by = { $by }, on { $device }
look-by-here = { $by }, on this PC
look-removed = removed
look-blank = blank
look-both = { $count ->
    [2] Keep both
   *[other] Keep them all
}
look-different-group = They are two different groups
look-different-person = They are two different people
look-latest = The latest for all { $count } questions of this kind
look-later = Later
look-seen = OK
look-question-answers = { $count ->
    [2] Two answers. Which is right?
   *[other] { $count } answers. Which is right?
}
look-question-removed = Removed on one computer, changed on another. Which do we keep?
look-question-twins-group = Two groups have this short name. Which one keeps it?
look-question-twins-person = Two records have this name. If it is one person, which do we keep?
look-kept-answers = { $count ->
    [one] The other answer stays in the history.
   *[other] The other answers stay in the history.
}
look-kept-notice = What was not accepted stays in the history.
look-kept-twins-group = The other group becomes { $code }-2. Its sessions and its people do not change.
look-kept-twins-person = The other record stays in the history.
look-what-attendance-mark = { $name }, attendance
look-what-attendance-note = { $name }, session note
look-what-presence-mark = { $name }, volunteer attendance
look-what-presence-part = { $name }, part in the session
look-what-contact-phones = { $name }, phone
look-what-learner-name = { $name }, name
look-what-learner-own-name = { $name }, name in their own script
look-what-learner-preferred-name = { $name }, preferred name
look-what-learner-language = { $name }, language
look-what-volunteer-name = { $name }, name
look-what-volunteer-own-name = { $name }, name in their own script
look-what-volunteer-language = { $name }, language
look-what-volunteer-role = { $name }, role
look-what-cohort-title = { $name }, name of the group
look-what-cohort-level = { $name }, level
look-what-cohort-room = { $name }, room
look-what-cohort-capacity = { $name }, number of seats
look-what-enrolment-state = { $name }, enrolment
look-what-enrolment-entry = { $name }, joining the group
look-what-enrolment-exit = { $name }, leaving the group
look-what-session-slot = { $name }, day and hours of the session
look-what-session-room = { $name }, room of the session
look-what-session-module = { $name }, content of the session
look-what-signature-signed = { $name }, signature
look-what-signature-void = { $name }, signature
look-what-signature-void-reason = { $name }, signature void because
look-what-signature-why = { $name }, witnessed because
look-what-photo-photo = { $name }, photograph of the sheet
look-what-photo-removed = { $name }, photograph of the sheet removed because
look-what-session-fate = { $name }, session, held or not
look-what-session-venue = { $name }, place of the session
look-what-cohort-venue = { $name }, place of the group
look-what-cohort-frozen = { $name }, modules of the group
look-what-presence-answer = { $name }, answer of a volunteer
look-what-venue-name = { $name }, name of the place
look-what-venue-address = { $name }, address
look-what-venue-room = { $name }, seats and computers
look-what-venue-comfort = { $name }, wifi and access
look-what-venue-partner = { $name }, partner
look-what-venue-value = { $name }, value of an hour
look-what-venue-access = { $name }, how to get in
look-what-venue-archived = { $name }, place offered or not
look-what-closure-days = { $name }, days without session
look-what-closure-title = { $name }, days without session, name
look-what-closure-venue = { $name }, days without session, place
look-what-closure-hours = { $name }, days without session, hours
look-what-closure-removed = { $name }, days without session, removed or not
look-what-partner-name = { $name }, name of the partner
look-what-partner-kind = { $name }, kind of partner
look-what-partner-roles = { $name }, roles of the partner
look-what-site-territory = { $name }, public holidays
look-what-partner-contact-name = { $name }, name
look-what-partner-contact-partner = { $name }, partner
look-what-partner-contact-post = { $name }, post
look-what-partner-contact-reach = { $name }, telephone and e-mail
look-what-partner-contact-archived = { $name }, contact proposed or not
look-what-funding-title = { $name }, name of the funding
look-what-funding-nature = { $name }, kind of funding
look-what-funding-partner = { $name }, funder
look-what-funding-amount = { $name }, amount of the funding
look-what-funding-period = { $name }, dates of the funding
look-what-funding-archived = { $name }, funding proposed or not
look-what-referral-name = { $name }, name
look-what-referral-reach = { $name }, telephone and e-mail
look-what-referral-language = { $name }, language
look-what-referral-source = { $name }, who refers, and when
look-what-referral-advisor = { $name }, who follows the person
look-what-referral-wanted = { $name }, level asked for
look-what-referral-state = { $name }, how far the referral is
look-what-referral-learner = { $name }, learner
look-what-referral-answers = { $name }, positioning
look-what-referral-french = { $name }, spoken French
look-what-referral-deadline = { $name }, answer due on
look-what-referral-feedback = { $name }, partner told
look-what-referral-note = { $name }, note
look-what-referral-cohort = { $name }, group asked for
look-what-volunteer-file-state = { $name }, volunteer, active or not
look-what-volunteer-file-company = { $name }, company
look-what-volunteer-file-skills = { $name }, skills
look-what-volunteer-file-languages = { $name }, languages spoken
look-what-volunteer-file-levels = { $name }, levels taught
look-what-volunteer-file-availability = { $name }, availability
look-what-volunteer-file-reach = { $name }, telephone and e-mail
look-what-volunteer-file-note = { $name }, note
look-what-volunteer-file-charter = { $name }, charter signed
look-what-absence-days = { $name }, days away
look-what-absence-removed = { $name }, absence removed or not
look-what-venue-convention = { $name }, agreement
look-what-venue-contact = { $name }, contact of the place
look-what-site-hour-value = { $name }, value of an hour of voluntary work
look-what-programme-archived = { $name }, programme proposed or not
look-what-level-title = { $name }, name of the level
look-what-level-plan = { $name }, length of the level
look-what-level-objectives = { $name }, objectives
look-what-level-entry = { $name }, entry requirements
look-what-level-nature = { $name }, audience and form of the level
look-what-level-version = { $name }, edition of the level
look-what-level-archived = { $name }, level proposed or not
look-what-module-title = { $name }, name of the module
look-what-module-plan = { $name }, length of the module
look-what-module-objectives = { $name }, objectives of the module
look-what-module-competences = { $name }, DigComp competences
look-what-module-discipline = { $name }, subject
look-what-module-archived = { $name }, module proposed or not
look-what-cohort-funding = { $name }, funding of the group
look-what-cohort-offers = { $name }, how long an offered seat is held
look-what-cohort-nature = { $name }, audience of the group
look-what-cohort-frozen-version = { $name }, edition of the level
look-what-enrolment-wish = { $name }, request for a seat
look-what-enrolment-offer = { $name }, seat offered
look-what-enrolment-answer = { $name }, answer to the offer
look-what-enrolment-source = { $name }, referral it came from
look-what-enrolment-transfer = { $name }, group joined
look-what-session-origin = { $name }, session replaced
look-what-other = { $name }, record
look-notice-seat-taken = The last place in { $code } had been given to { $other } on { $device }, { $when }. { $name } is now on the waiting list.
look-notice-seat-promised = A seat in { $code } was offered to { $name } { $when }, but { $other ->
    [nobody] somebody else
   *[other] { $other }
  } has it now. { $name } waits again, number { $rank }: please tell them.
look-notice-not-enrolled = Head office did not accept this change: the person who wrote it is not known on that computer.
look-notice-role-too-low = Head office did not accept this change: the role of the person who wrote it does not allow it.
look-notice-sealed = Head office did not accept this change: the sheet was sealed already.
look-notice-revoked = Head office did not accept this change: the computer that wrote it was no longer allowed to exchange.
look-notice-by-hand = Somebody at head office read this change again and did not keep it. Call head office to know why.
look-notice-copied = The data of this PC was copied or restored. So that nothing is mixed up, it is now called { $device }. Everything that was saved is here.
look-notice-fork = Two computers have written under one name, { $device }. Everything is kept. Call head office: one of the two needs a new code.
look-notice-other = Head office did not accept a change about { $name }. Call head office to know why.

## A centre that arrives
sentence-arriving = Receiving the centre.
arrival-label = Receiving the centre
arrival-start = Receiving… { $size }
arrival-rest = Receiving the centre: people and the last 90 days are here; older sessions are still coming: { $done } of { $total }. You can work meanwhile.
arrival-bytes = { $size } received.
arrival-stop-more = If you stop, the rest comes at the next exchange.
arrival-heard-start = Receiving the centre: { $percent }%
arrival-heard-rest = People and the last 90 days are here. Older sessions: { $percent }%
arrival-done = The whole centre is on this PC.

## Settings
settings-look = Display
theme-system = Like the PC
theme-light = Light
theme-dark = Dark
settings-computer = This PC
settings-device = Name
settings-centre = Centre
settings-person = Used by
backups = Backups
backups-none = No backup on this PC yet.
backups-last = Newest
backups-verified = read back, good
backups-unverified = not read back yet
backups-kept = Kept
backups-count = { $count ->
    [one] { $count } backup, { $size }
   *[other] { $count } backups, { $size }
}
backups-folder = Folder
backup-now = Back up now
backup-busy = Backing up…
backup-done = The backup is made and was read back.
backup-done-unread = The backup is made; it was not read back yet.
keys = Keys
keys-register-text = They act when a row of the register is chosen. Everything can be undone.
keys-present = Present, then the next person
keys-late = Late: digits, then Enter
keys-absent = Absent, then the next person
keys-excused = Excused, then the next person
keys-rest = All the others are here
keys-left = Left early: digits, then Enter
keys-remote = Remote
keys-note = Write a note
keys-sign = Ask this person to sign
keys-history = See the session’s history
keys-walk-in = Add somebody who is not enrolled
keys-filter = Filter names
keys-menu = The row’s menu, like a right click or a long press
habit-singles = Letters and digits alone act
habit-advance = After a mark, move to the next person
keys-clear = Take the mark away
keys-rows = Change row
keys-cells = Move inside the row
keys-undo = Undo
keys-redo = Redo
keys-toast = Go to the “Undo” message
keys-answer = Choose the answer of this digit
keys-latest = The latest answer for all questions of the kind
keys-later = Later, then the next question
keys-back = Back to today

# Who opens this PC
lock-title = Open this PC
lock-who = Who are you?
lock-find = Find your name
lock-nobody = Nobody of that name opens this PC.
lock-other = Somebody else
lock-opening = Opening…
lock-closing = Closing…
lock-now = Switch person
lock-now-key = Lock or switch person (Ctrl+L)
pin = PIN
pin-old = Current PIN
pin-new = PIN (6 digits)
pin-again = The same again
pin-why = Six digits that only you know. No run, no repetition.
pin-differs = The two are not the same.
pin-left = { $seconds } s
pin-forgotten = Forgotten PIN
away-code = Type a code from head office
pin-choose = Your PIN
pin-choose-text = It opens this PC to you alone, even without Internet. It never leaves this PC.
pin-preparing = Preparing this PC…
phrase-title = The start phrase
phrase-text = Six words, written on paper when this PC was first opened. They are asked for once after each start.
phrase = The six words
phrase-lost = Lost phrase
protect-title = Protect this centre
protect-text = This version asks for a PIN. Everything that is here is kept.
protect-do = Protect
back-title = Come back with a code
back-forgotten = Take the printed recovery sheet, or call head office: they read a code to you. Nothing is lost.
back-gone = Your PIN no longer opens this PC. With the recovery sheet, or a code read by head office, you choose another. Nothing is lost.
back-secret = This PC’s keyring was emptied or replaced: PINs no longer open it. Nothing is lost. Take the recovery sheet, or call head office.
back-away = This PC has not exchanged for too long: no PIN opens it. Nothing is lost. Call head office: they will read you a code.
back-code = Code
back-code-why = 25 characters on the sheet, 12 when head office reads it to you.
back-code-why-away = The 12 characters that head office reads to you.
back-who = Who are you?
shown-title = To keep
sheet-title = Recovery sheet
sheet-text = This code opens this PC’s data when nothing else does. It is shown once.
sheet-date = Printed on
sheet-keep = Keep it away from the PC, under lock. Do not photograph it, do not send it.
sheet-print = Print the sheet
sheet-later = Without this sheet, a forgotten PIN takes a call to head office.
sheet-later-do = Later
sheet-unprinted = Print the recovery sheet
words-title = Start phrase
words-text = This PC has no keyring: write these six words on paper, apart from the sheet. They are asked for at each start.
words-ask = To check: what is word { $rank }?
team = People of this PC
team-text = Each has their own PIN. What they write bears their name.
team-no-pin = has to choose a PIN
team-mine = Change my PIN
team-pin = New PIN
team-pin-of = New PIN for { $name }
team-pin-text = { $name } chooses and types the new PIN.
team-remove = Remove
team-remove-of = Remove { $name }
team-remove-text = { $name } will no longer open this PC. What they wrote stays.
team-name = Name of the person
team-who = Who
team-who-new = Somebody new
team-said-add = { $name } now opens this PC.
team-said-pin = { $name } has a new PIN.
team-said-mine = Your PIN is changed.
team-said-remove = { $name } no longer opens this PC.
team-add = Add somebody
team-sheet = New recovery sheet
team-sheet-text = The sheet printed before will no longer open anything. The new one is shown only once.

## What is in the way of a plan, of volunteers and of places that are lent
clash-volunteer_away = { $name } is away
clash-ratio_low = { $confirmed } of { $wanted } volunteers are sure
clash-outside_convention = { $venue }, lent until { $last }
## The palette, the list of keys, calendars and the printed pack
palette-open = Search everywhere
palette-hint = A name, a group, an action
palette-results = What fits
palette-kind-recent = Chosen last
palette-kind-people = People
palette-kind-groups = Groups
palette-kind-sessions = Sessions
palette-kind-places = Places
palette-kind-actions = Actions
palette-none = Nothing fits “{ $typed }” on this PC.
palette-count = { $count ->
    [0] Nothing fits
    [one] { $count } result
   *[other] { $count } results
}
palette-choose = choose
palette-open-do = open
palette-busy = Under way…
palette-from = from { $day }
palette-today = today { $hour }
palette-register = Take attendance: { $code }, { $hour }
palette-calendar = Calendar of { $what } in a file
palette-calendar-word = calendar
palette-also-lock = lock leave
palette-backup = Back up now
palette-exchange = Exchange now
palette-theme-light = Light theme
palette-theme-dark = Dark theme
keys-all = All keys
keys-close = Close
keys-place-today = Today
keys-place-register = In a register
keys-place-groups = Groups
keys-place-sessions = The sessions of a group
keys-place-plan = The days of a new group
keys-place-calendar = The calendar
keys-place-look = Needs a look
keys-place-page = A person, a history
keys-place-everywhere = Everywhere
keys-place-board = Referrals, in columns
keys-place-rota = The rota
keys-place-seats = The seats of a group
keys-place-allocation = Who pays for a group
keys-place-catalogue = The catalogue
keys-board-go = Go from card to card
keys-board-open = Open the card
keys-board-lift = Take the card; the arrows move it, Enter puts it down
key-space = Space
keys-open-register = Open the session’s register
keys-lines = Change line
keys-leave = Go back
keys-plan-open = Open the day
keys-plan-leave = Leave the day out
keys-calendar-go = Go from session to session
keys-calendar-lift = Take the session; the arrows move it, Enter puts it down
keys-calendar-turn = The week or month before, after
keys-calendar-now = Back to now
key-page-up = Page Up
key-page-down = Page Down
calendar-save = Calendar in a file
pack = Pack
pack-open = Print the pack
pack-of = Pack of the group { $code }
pack-roster = The list of the group: names and languages
pack-sheets = Blank sheets to sign
pack-sheets-week = Of the week of the next session
pack-sheets-all = Of all sessions
pack-sheets-none = None
pack-tongues = Convocations
pack-tongues-fr-en = In French and in English
pack-tongues-fr = In French
pack-tongues-en = In English
pack-tongues-none = None
pack-tongues-text = One for each person: the dates, the place, how to get in, what to bring.
pack-contact = Who to call
pack-contact-text = A name and a number, as they will be printed. Empty: nothing is printed.
pack-nothing = Nothing is chosen.
pack-look = Look at the pack
## Referrals and seats
rail-referrals = Referrals
ref-count = { $count ->
    [0] No referral
    [one] { $count } referral
   *[other] { $count } referrals
}
ref-about = { $name }:
ref-new = New referral
ref-one = One referral
ref-none = No referral yet
ref-none-text = People whom a partner sends you, or who come by themselves, arrive here. Each is followed from the first call to a seat in a group.
ref-not-here = Referrals are not on this PC
ref-not-here-text = They hold private data. They are on the coordinators’ PCs. Nothing is lost.
ref-not-found = No referral matches
ref-show-all = Show all
ref-inbox = To do
ref-fresh = { $count ->
    [one] { $count } new referral
   *[other] { $count } new referrals
}
ref-fresh-none = No new referral
ref-late-count = { $count ->
    [one] { $count } answer overdue
   *[other] { $count } answers overdue
}
ref-open-first = Begin with
ref-filters = Filter the referrals
ref-filter-text = Name, telephone…
ref-all-partners = All partners
ref-no-partner = No partner
ref-all-levels = All levels
ref-no-level = No level
ref-level = Level
ref-look = Look
ref-look-board = Board
ref-look-table = Table
ref-board = Referrals, as a board
ref-table = Referrals, as a table
ref-column-received = New
ref-column-contacted = Contacted
ref-column-interview = Interview
ref-column-accepted = Accepted
ref-column-enrolled = Enrolled
ref-column-done = Ended
ref-column-empty = No referral
ref-column-state = Step
ref-column-where = Level or group
ref-column-points = Points
ref-more = { $count ->
    [one] and { $count } more, in the table
   *[other] and { $count } more, in the table
}
ref-state-received = New
ref-state-contacted = Contacted
ref-state-interview = Interview
ref-state-accepted = Accepted
ref-state-enrolled = Enrolled
ref-state-closed = Done
ref-state-no_answer = Does not answer
ref-state-declined_by_person = No longer wants it
ref-state-not_eligible = Does not meet the conditions
ref-state-redirected = Sent elsewhere
ref-to-received = Reopen
ref-to-contacted = Contacted
ref-to-interview = Interview
ref-to-accepted = Accept
ref-to-enrolled = Enrol
ref-end = End…
ref-close-it = Close
ref-how-ended = How did it end?
ref-back-to = Back to: { $state }
ref-days = { $count ->
    [0] today
    [one] { $count } day
   *[other] { $count } days
}
ref-days-long = { $count ->
    [0] received today
    [one] received { $count } day ago
   *[other] received { $count } days ago
}
ref-late = Answer overdue
ref-late-short = Overdue
ref-late-long = answer overdue
ref-help = Arrows: go from card to card. Enter: open. Space: pick the card up to move it.
ref-help-lifted = Arrows: change column. Enter: put down. Escape: give up.
ref-help-dragged = Release: put down. Escape: give up.
ref-lifted = { $name }, picked up from { $column }. Arrows move the card, Enter puts it down, Escape gives up.
ref-dropped = { $name }: { $column }.
ref-left = Nothing is moved.
ref-fixed = { $name }: this card no longer moves.
ref-never = { $column }: not possible from this step.
ref-never-short = Not possible from here
ref-close = Close the file
ref-parts = Parts of the file
ref-part-file = File
ref-part-positioning = Positioning
ref-part-enrol = Enrolment
ref-part-partner = Partner
ref-erased = Person erased
ref-edit = Change
ref-learner = Their file
ref-change = Change { $name }
ref-save = Save
ref-phones = Telephones, with commas between them
ref-partner = Partner
ref-sent-by = Sent by
ref-partner-hint = Leave it empty if the person came by themselves.
ref-advisor = Followed by
ref-received = Received on
ref-owed = The partner expects an answer
ref-answer-by = Answer before
ref-level-wanted = Level wanted
ref-cohort-wanted = Group wanted
ref-note = Note
ref-note-hint = Only what helps to welcome the person. Nothing about health, religion or papers.
ref-wrong-given = Write a given name or a family name.
ref-wrong-email = This address cannot be right. Correct it, or leave it empty.
ref-wrong-phones = Five telephones at most. Take some away.
ref-wrong-answer = This day is before the one on which the referral was received. Choose another day.
ref-gaps = To know before you enrol
ref-gap-french = This level asks for French { $wanted }; the person has { $has }.
ref-gap-french_unknown = This level asks for French { $wanted }; their French is not noted.
ref-gap-previous_level = This level comes after { $wanted }, which the person has not followed.
ref-alike = Is it the same person?
ref-alike-new = No, somebody new
ref-enrol = Enrol
ref-enrol-cohort = Group
ref-enrol-fits = their level
ref-enrol-in = Enrol in { $code }
ref-enrol-wait = Put on the list for { $code }
ref-enrol-who = First say whether it is the same person.
ref-enrol-which = Choose a group.
ref-enrol-none = No group under way or to come. Make one under Groups.
ref-not-said = Not said
ref-accept-first = The person is enrolled once accepted.
ref-enrol-ended = This referral has ended. First go back to a step under way.
ref-enrolled-in = The person is in { $code }.
ref-stands-in = { $code }: { $stands }.
ref-waits = waits, no. { $rank }
ref-free = { $count ->
    [one] { $count } seat free
   *[other] { $count } seats free
}
ref-full = full
ref-free-unknown = seats not said
ref-tell = A text to send to { $partner }: copy it into an e-mail, or print it.
ref-nobody-to-tell = The person came by themselves: no partner to tell.
ref-told = Partner told on
ref-told-on = told { $day }
ref-told-today = Told today
letter-copy = Copy
letter-copied = The text is copied.
letter-not-copied = The text could not be copied. Select it and copy it by hand.
letter-print = Print
pos-points = { $count } of { $of }
pos-answered = { $count ->
    [one] { $count } answer of { $of }
   *[other] { $count } answers of { $of }
}
pos-advice-first = Advice: the first level
pos-advice-second = Advice: the second level
pos-advice-third = Advice: the third level
pos-advice-beyond = Advice: beyond, perhaps code
pos-scale-0 = never
pos-scale-1 = with help
pos-scale-2 = alone
pos-scale-3 = I can show others
pos-mouse = I use the mouse.
pos-keyboard = I write with the keyboard, with accents.
pos-files = I put my files in folders.
pos-browser = I open a website and I go back.
pos-search = I look for information on the Internet.
pos-mail = I send an e-mail with a file.
pos-form = I fill in a form online.
pos-safety = I choose a good password and I can tell a fake message.
pos-text = I write a letter on the computer.
pos-sheet = I make a table with sums.
pos-french = Spoken French
pos-kept = Saved on this PC
pos-help = Keys 0 to 3 answer and go on to the next question.
french-none = none
french-a1_1 = A1.1
french-a1 = A1
french-a2 = A2
french-b1 = B1
french-b2 = B2
french-c1 = C1
french-c2 = C2
group-seating = Seats
seat-strip = Seats of the group
seat-list = People, in order
seat-count-seated = seats taken
seat-count-offered = { $count ->
    [one] offered
   *[other] offered
}
seat-count-free = { $count ->
    [one] free
   *[other] free
}
seat-count-waiting = waiting
seat-count-over = too many
seat-h-seated = Have a seat
seat-h-offered = Seat offered
seat-h-waiting = Waiting
seat-h-lapsed = Did not answer in time
seat-h-gone = No longer in the group
seat-is-seated = has a seat
seat-is-offered = seat offered
seat-is-waiting = waiting
seat-is-lapsed = did not answer in time
seat-is-gone = no longer in it
seat-rank = place
seat-is-first = first
seat-gaps = does not meet every condition of the level
seat-anyway = Give { $name } the seat anyway
seat-until = until { $when }
seat-today = today { $time }
seat-day = { $day }, { $time }
seat-left = { $time } left
seat-left-days = { $count ->
    [one] { $count } day left
   *[other] { $count } days left
}
seat-asked = asked { $when }
seat-lapsed-why = the seat went to the next person
seat-went-to = is in { $code }
seat-because = said no: { $why }
seat-state-confirmed = enrolment over
seat-state-active = enrolment over
seat-state-completed = completed
seat-state-dropped = stopped
seat-state-waitlisted = no longer waits
seat-state-declined = said no
seat-state-transferred = in another group
seat-state-cancelled = enrolment cancelled
refusal-hours = the hours
refusal-place = the place
refusal-found_other = found something else
refusal-level = the level
refusal-no_answer = does not answer
refusal-moved_away = moved away
refusal-other = another reason
seat-do-offer = Offer a seat
seat-do-took = Said yes
seat-do-give = Give a seat
seat-do-queue = Put on the waiting list
seat-do-declined = Said no
seat-do-first = Put first
seat-do-unfirst = Back in turn
seat-do-transfer = Change group
seat-do-cancel = Remove from the group
seat-do-letter = Text to send
seat-ask-why = { $name }: why not?
seat-ask-where = { $name }: to which group?
seat-why = Reason
seat-choose = Choose a group
seat-nothing = Nothing to do here for this person.
seat-not-now = Not possible now for { $name }.
seat-hours = An offer holds
seat-hours-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
seat-hours-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
seat-add = Add a person
seat-add-free = Name of the person
seat-add-full = Name of the person, who will wait for a seat
seat-add-hint = Type a name. Somebody new is first added under People, or under Referrals.
seat-add-none = Nobody of this name is left to add.
seat-found = People found
seat-letter-close = Close the text
seat-referral = Their referral
seat-tell = The message for { $partner } is ready in their referral, under Partner.
seat-nobody = Nobody has a seat yet
seat-nobody-text = Add somebody who is known already, or enrol somebody from the referrals.
## Volunteers
rail-volunteers = Volunteers
volunteers-part-rota = Rota
volunteers-part-people = People
volunteers-part-hours = Hours
group-volunteers = Volunteers
rota-label = Volunteers by session, { $when }
rota-label-group = Volunteers of { $code }, by session
rota-month = { $month } { $year }
rota-before = Before
rota-after = After
rota-now = This month
rota-group = Group
rota-group-all = All groups
rota-pages = { $first } to { $last }
rota-people = Volunteers, hours in a year
rota-wanted = Wanted
rota-leads = Lead
rota-has-lead = somebody leads
rota-no-lead = nobody leads
rota-nobody = nobody
rota-drag = Drag onto a session
rota-short-free = ·
rota-short-unavailable = –
rota-short-elsewhere = busy
rota-short-away = away
rota-short-asked = { "?" }
rota-short-confirmed = yes
rota-short-declined = no
rota-short-present = came
rota-short-no_show = missed
rota-state-free = free
rota-state-unavailable = not at their times
rota-state-elsewhere = at another session
rota-state-away = not there that day
rota-state-asked = no answer yet
rota-state-confirmed = coming
rota-state-declined = not coming
rota-state-present = was there
rota-state-no_show = expected, did not come
rota-state-part = { $said }, { $part }
rota-state-but = { $said }, but { $why }
rota-doubt = { $why ->
    [away] { $name } is away that day. Do the same once more to write it anyway.
   *[other] { $name } is already at another session at that hour. Do the same once more to write it anyway.
}
rota-doubt-do = Write it anyway
rota-part-lead = lead
rota-part-interpreter = interpr.
rota-part-observer = observer
rota-session = { $day }, { $code }
rota-cell = { $name }, { $session }: { $said }
rota-hours = { $from } to { $to }
rota-rank = session { $number } of { $of }
rota-bar = { $count } { $count ->
    [one] volunteer
   *[other] volunteers
} of { $of }
rota-bar-lacking = { $count ->
    [one] { $count } is missing
   *[other] { $count } are missing
}
rota-bar-asked = { $count ->
    [one] { $count } has not answered
   *[other] { $count } have not answered
}
rota-bar-hindered = { $count ->
    [one] { $count } who cannot come after all
   *[other] { $count } who cannot come after all
}
rota-bar-beside = { $count ->
    [one] { $count } more who does not teach
   *[other] { $count } more who do not teach
}
rota-given = { $hours } in a year
rota-marked = The register has been taken: correct it there.
rota-over = The session is over: correct it in the register.
rota-ask = Ask
rota-yes = Coming
rota-no = Not coming
rota-part = Part
rota-off = Take off
rota-find = Find somebody
rota-find-for = Find somebody, { $session }
rota-find-text = Name, company or skill
rota-find-language = Language
rota-find-level = Level taught
rota-find-any = Any
rota-found = { $count ->
    [0] Nobody
    [one] { $count } person
   *[other] { $count } people
}
rota-found-nobody = Nobody answers to all of that. Clear a choice to see more.
rota-found-lacking = They lack something:
rota-message = Message
rota-close = Close
rota-nobody-yet = No volunteer yet
rota-nobody-yet-text = Add the people who help: when they come, what they answered and their hours will show here.
rota-no-session = No session in these days
rota-no-session-text = Choose another month, or another group.
fit-level = teaches { $level }
fit-language = speaks { $language }
fit-skill = { $skill }
fit-time = free at that time
fit-knows-group = knows { $code }
lack-level = does not teach { $level }
lack-language = does not speak { $language }
rota-letter-to = Message to { $name }
rota-letter-mail = Open an e-mail
rota-letter-no-email = There is no e-mail address in their file.
volunteers-count = { $count ->
    [0] nobody
    [one] { $count } volunteer
   *[other] { $count } volunteers
}
volunteers-bare = This PC has names and hours only: the volunteers’ files are on the coordinators’ PCs alone.
volunteers-find = Name, company or skill
volunteers-not-found = Nobody matches
volunteers-not-found-text = No volunteer with “{ $typed }”.
volunteer-state = State
volunteer-state-candidate = candidate
volunteer-state-active = active
volunteer-state-paused = paused
volunteer-state-left = left
volunteer-company = Company
volunteer-company-hint = The one that lends this person. Empty if they come by themselves.
volunteer-company-none = no company
volunteer-skills = Skills
volunteer-skills-hint = Enter adds, one at a time.
volunteer-languages = Languages
volunteer-language-add = Add a language
volunteer-levels = Levels taught
volunteer-times = Available
volunteer-times-none = Not said: the whole week is possible.
volunteer-time-add = Add a time
volunteer-time-day = Day
volunteer-time-from = From
volunteer-time-to = To
volunteer-time-remove = Remove { $time }
volunteer-time = { $day } { $from } to { $to }
volunteer-phones = Telephones
volunteer-phones-hint = Enter adds, one at a time.
volunteer-note = Note
volunteer-charter = Charter signed
volunteer-charter-day = Signed on
volunteer-save = Keep this file
volunteer-file = File of { $name }
volunteer-page = Their page
volunteer-wrong-email = This e-mail address is not complete. Nothing was changed.
volunteer-wrong-time = A time ends before it begins. Write hours like 14:00.
volunteer-hours-year = Hours (one year)
volunteer-coming = To come
volunteer-no-shows = Missed
volunteer-away = Away
volunteer-away-until = until { $day }
volunteer-chip-remove = Remove { $what }
absences = Days away
absences-none = No days away.
absence-add = Add days away
absence-first = First day
absence-last = Last day
absence-keep = Keep these days
absence-wrong = The last day comes before the first.
absence-days = { $first } to { $last }
absence-touches = { $count ->
    [0] touches no session
    [one] touches { $count } session
   *[other] touches { $count } sessions
}
absence-remove = Remove these days away, { $days }
hours-period = Period
hours-period-month = Month
hours-period-quarter = Quarter
hours-period-year = Year
hours-period-free = Other days
hours-quarter = { $n ->
    [1] 1st
    [2] 2nd
    [3] 3rd
   *[other] { $n }th
} quarter { $year }
hours-first = From
hours-last = To
hours-wrong = The last day comes before the first.
hours-signed = Signed
hours-unsigned = Not signed
hours-value = Value
hours-people = By person
hours-companies = By company
hours-sessions = Sessions
hours-people-count = People
hours-no-shows = Missed
hours-bar = Hours
hours-bar-heard = { $name }: { $signed } signed, { $unsigned } not signed
hours-sum = Together
hours-worth = An hour is worth
hours-worth-unit = euros
hours-worth-keep = Keep
hours-worth-wrong = An amount in euros, like 15 or 15.50.
hours-worth-none = Say what an hour is worth: the value will be computed.
hours-plain = A signed hour has a value, to be noted in the accounts of the association (accounts 864 and 875, voluntary work). Hours that nobody signed are counted apart and have none.
hours-copy = Copy as CSV
hours-copied-done = Copied: paste it into a spreadsheet.
hours-copied-failed = Not copied. The text is selected: press Ctrl C.
hours-csv = Hours as CSV
hours-print = Print
hours-none = No hours in these days
hours-none-text = Hours show here once the registers say who was there.
hours-title = Volunteers’ hours, { $when }
hours-since = Signatures and registers of this PC, { $day }
volunteer-to-file = Their volunteer file
hours-worth-line = An hour is worth { $amount }.
keys-rota-next = Ask, then coming, then take off
keys-rota-answer = Coming, not coming
keys-rota-part = Lead, assistant, interpreter, observer
keys-rota-turn = The month before, the month after
keys-seat-take = Said yes, or give a seat
keys-seat-first = Put first, or back in turn
keys-percent = One per cent more, less
keys-percent-ten = Ten per cent more, less
keys-module-move = Change the order of the modules
## Partners, money, catalogue, workshops
partners = Partners and funding
partners-tab = Partners
partners-none = No partner yet
partners-none-text = A partner sends people, lends a room or pays. Once written here, it is offered wherever one is asked for.
partner-add = New partner
partner-change = Change { $name }
partner-name = Name
partner-kind = Kind
partner-kind-unknown = Not said
partner-kind-mission_locale = Mission locale
partner-kind-ccas = Town social services (CCAS)
partner-kind-cada = Asylum seekers’ centre (CADA)
partner-kind-local_authority = Public authority
partner-kind-company = Company
partner-kind-school = School
partner-kind-france_travail = France Travail
partner-kind-association = Association
partner-kind-other = Other
partner-roles = What it does with the centre
partner-role-referrer = sends people
partner-role-host = lends a place
partner-role-funder = funds
partner-role-pass_sponsor = gives out Pass vouchers
partner-role-employer = hires
partner-role-donor = gives equipment
partner-siret = SIRET number
partner-siret-length = A SIRET number has 14 digits. This one will be kept as it is.
partner-siret-digits = The digits of this SIRET number do not fit together: check it. It will be kept as it is.
partner-archive = No longer offer this partner
partner-archived = no longer offered
partner-wrong-name = Give this partner a name.
partner-sent = { $count ->
    [one] { $count } person sent
   *[other] { $count } people sent
}
partner-lends = lends { $names }
partner-contacts = Contacts
partner-contacts-none = Nobody is written down at this partner.
partner-contacts-elsewhere = People to call are not on this computer, or you may not see them.
partner-contact-add = Add a contact
partner-contact-change = Change { $name }
partner-contact-post = What they do there
partner-contact-phones = Telephones, parted by commas
partner-contact-wrong-given = Give a first name or a family name.
partner-contact-wrong-phones = No more than five telephones.
partner-contact-wrong-email = This e-mail is not like name@example.org.
partner-contact-erase = Erase
partner-contact-erase-of = Erase { $name }
partner-contact-erase-text = The name of { $name }, their telephones and e-mail will be erased everywhere. It is for good: nobody can take it back.
partner-contact-erase-do = Erase for good
partner-contact-erased = This person is erased.
percent = { $percent }%
fundings = Funding
fundings-none = No funding yet
fundings-none-text = A grant, an agreement or a call for projects, with its amount and its dates. Each group then says who pays for it.
fundings-see = See all funding
funding-add = New funding
funding-kind = Kind
funding-kind-grant = grant
funding-kind-convention = agreement
funding-kind-call = call for projects
funding-kind-other = other
funding-nature = Spent on
funding-nature-operating = running costs
funding-nature-investment = investment
funding-funder = Funder
funding-amount = Amount, in euros
funding-reference = Funder’s reference
funding-first = From
funding-last = To
funding-from-to = { $first } to { $last }
funding-over-since = ended
funding-pays = pays for
funding-pays-none = pays for no group of this centre yet
funding-archive = No longer offer this funding
funding-wrong-title = Give this funding a name.
funding-wrong-amount = The amount is in euros, for example 12,000 or 1,234.50.
funding-wrong-dates = Give both dates, the first before the second, or neither.
group-funding = Funding
allocation = Who pays for this group
allocation-left = { $percent }% is not paid yet
allocation-whole = All of it is paid
allocation-over = { $percent }% too much: the total is 100% at most. Nothing will be saved like this.
allocation-wrong = { $name }: a whole number, from 1 to 100.
allocation-outside = This funding runs from { $first } to { $last }: the group has sessions outside of these dates.
allocation-remove = Remove { $name }
allocation-add = Add funding
allocation-choose = Choose…
allocation-no-lines = No funding is written down yet.
allocation-bar-part = { $name } { $percent }%
convention = Agreement
convention-first = Agreement, from
convention-last = Agreement, to
convention-reference = Reference of the agreement
convention-coming = agreement from { $day }
convention-holds = agreement until { $day }
convention-soon = the agreement ends in { $left ->
    [0] the day, { $day }
    [one] { $left } day, on { $day }
   *[other] { $left } days, on { $day }
}
convention-over = the agreement ended on { $day }
place-wrong-convention = The agreement has both its dates, the first before the second, or neither.
place-contact = Whom to call
place-contact-option = { $name }, { $partner }
place-contact-is = call { $name }
list-part-workshop = Workshops
workshop-add = New workshop
workshops-count = { $count ->
    [one] { $count } workshop
   *[other] { $count } workshops
}
workshop-create = Create the workshop
workshop-title = Another title, if needed
workshop-text = One session only. People may come without being enrolled.
workshop-why-day = Choose a day to come.
audience = For whom
audience-learners = learners
audience-helpers = helpers
level-other = Other levels
catalogue = Catalogue
catalogue-all = The whole catalogue
catalogue-text = What is taught. Groups that are planned already keep the edition that they began with.
catalogue-none = No programme
catalogue-none-text = A programme is made of levels, and a level of modules.
programme-add = New programme
programme-archive = No longer offer this programme
programme-empty = This programme has no level yet.
level-add = New level
level-new-in = In { $name }
level-title = Title
level-title-exact = Exact title, as documents print it
level-code = Code
level-form = Form
level-form-course = course
level-form-workshop = workshop
level-french = Spoken French asked for
level-previous = Level asked for before
level-nothing-asked = Nothing is asked
level-objectives = Objectives: what people can do afterwards
level-archive = No longer offer this level
level-entry-after = after { $code }
level-entry-french = French { $french }
level-edition-first = Edition { $number }, the first one
level-edition = Edition { $number }, since { $day }
level-groups = { $count ->
    [one] { $count } group
   *[other] { $count } groups
}
level-followed = { $count ->
    [one] { $count } group follows this level
   *[other] { $count } groups follow this level
}
level-hours = { $count ->
    [one] { $total } in { $count } session
   *[other] { $total } in { $count } sessions
}
level-hours-each = { $total } in { $count } sessions of { $each }
level-keeps = This makes a new edition: groups that are planned already keep theirs.
level-unchanged = Nothing has changed.
level-bar-part = { $number } { $title } { $total }
level-bar-none = No hours
level-wrong-title = Give a title.
level-wrong-code = Give a code, for example DIG-1.
level-wrong-sessions = Choose a number of sessions, from 1 to 1000.
level-wrong-module = Give module { $number } a title.
level-wrong-time = Module { $number }: say how long as 2 h, 1 h 30 or 45 min.
modules = Modules
modules-none = This level has no module yet.
modules-keys = Alt+↑ and Alt+↓ change the order
module-add = Add a module
module-number = module { $number }
module-time = Time
module-discipline = Subject
discipline-digital = digital
discipline-french = French
discipline-social_codes = social codes
module-competences = Competences
module-competences-choose = DigComp competences
module-objectives = Objectives of the module
module-acts = Order
module-grip = Take and move
module-title-of = Title of module { $number }
module-time-of = Time of { $name }
module-discipline-of = Subject of { $name }
module-open = Choose
module-open-of = { $name }: { $count ->
    [0] no competence
    [one] { $count } competence
   *[other] { $count } competences
} and objectives
module-up = Move { $name } up
module-down = Move { $name } down
module-up-key = Up (Alt+↑)
module-down-key = Down (Alt+↓)
module-remove = Remove { $name }
module-moved = { $name }: module { $number } of { $of }
module-removed = { $name } is removed
digcomp-1 = Information and data literacy
digcomp-1-1 = Browsing, searching and filtering data, information and digital content
digcomp-1-2 = Evaluating data, information and digital content
digcomp-1-3 = Managing data, information and digital content
digcomp-2 = Communication and collaboration
digcomp-2-1 = Interacting through digital technologies
digcomp-2-2 = Sharing through digital technologies
digcomp-2-3 = Engaging in citizenship through digital technologies
digcomp-2-4 = Collaborating through digital technologies
digcomp-2-5 = Netiquette
digcomp-2-6 = Managing digital identity
digcomp-3 = Digital content creation
digcomp-3-1 = Developing digital content
digcomp-3-2 = Integrating and re-elaborating digital content
digcomp-3-3 = Copyright and licences
digcomp-3-4 = Programming
digcomp-4 = Safety
digcomp-4-1 = Protecting devices
digcomp-4-2 = Protecting personal data and privacy
digcomp-4-3 = Protecting health and well-being
digcomp-4-4 = Protecting the environment
digcomp-5 = Problem solving
digcomp-5-1 = Solving technical problems
digcomp-5-2 = Identifying needs and technological responses
digcomp-5-3 = Creatively using digital technologies
digcomp-5-4 = Identifying digital competence gaps
