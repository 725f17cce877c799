# What went wrong: what happened, what is safe, what to do. Shared by the window and the command line.
error-unknown = Something unexpected happened ({ $code }). What was saved is safe. Try again; if it happens again, tell your coordinator this code.

error-store-missing = There is no centre on this computer yet. Create one, join one with a code, or try the demo.
error-store-exists = There is already a centre on this computer ({ $path }). Nothing was changed.
error-store-wrong_key = The key on this computer does not open its data. The data is untouched. Put back the right key file, or call head office.
error-store-key_unreadable = The key file { $path } is missing or damaged. The data is untouched. Put the key file back, or call head office.
error-store-newer_schema = A newer version of Passerelle wrote this data (format { $found }, this version knows { $known }). Nothing was changed. Install the update.
error-store-disk_full = The disk is full. What was saved is safe; this last change was not saved. Free some space, then try again.
error-store-read_only = This folder cannot be written to. What was saved is safe; this last change was not saved. Check the folder’s rights or the disk.
error-store-busy = Another program is using the data. Nothing was changed. Try again in a moment.
error-store-damaged = The data file is damaged. Nothing was deleted, and do not delete anything: a coordinator can put the last backup back.
error-store-gap = Part of what arrived is missing. What was received before is safe. The next exchange asks for it again.
error-store-invalid_op = This change could not be written. Nothing was changed. Tell your coordinator.
error-store-incomplete = The data on this computer is incomplete. Nothing was changed. Call head office.
error-store-io = A file could not be read or written. What was saved is safe. Check the disk, then try again.
error-store-sqlite = The data file answered with an error. What was saved is safe. Try again; if it happens again, call head office.
error-system-no_randomness = This computer cannot make safe keys at the moment. Nothing was changed. Restart it, then try again.

error-system-no_runtime = This computer has no resources left to exchange. Nothing was changed. Close other programs, then try again.
error-permission-classroom = This PC is a classroom’s: the catalogue, partners and funding are changed on the coordination’s. Nothing was changed.
error-permission-role_too_low = Your role does not allow this. Nothing was changed. Ask someone with this role: { $needs ->
    [coordinator] coordinator
    [headquarters] head office
   *[other] volunteer
  }.

error-attendance-minutes_zero = Zero minutes is on time. Nothing was changed. Give a number of minutes, or mark present.
error-attendance-minutes_beyond_session = { $minutes } minutes leave nothing of this session, which lasts { $session }. Nothing was changed. Give fewer minutes, or mark absent.

error-text-too_long = This text is too long (at most { $max } bytes). Nothing was changed. Shorten it.
error-text-unreadable = This text holds characters that cannot be read. Nothing was changed. Type it again.
error-centre-name_missing = The centre needs a name.
error-centre-person_missing = Your name is missing.
error-person-name_missing = A name is missing. Nothing was changed.
error-record-unknown = This record is not on this computer. Nothing was changed.
error-session-unknown = This session is not on this computer. Nothing was changed. “session list” shows those that are.
error-session-ambiguous = Several sessions match “{ $text }”. Nothing was changed. Give more of the identifier.
error-session-times = A session must end after it starts, on the same day. Nothing was changed.
error-learner-unknown = This person is not in this register. Nothing was changed. Give a name, an identifier, or “#3” for the third row.
error-learner-ambiguous = Several people match “{ $text }”. Nothing was changed. Give the row, for example “#3”.
error-volunteer-unknown = This volunteer is not on this computer. Nothing was changed.
error-cohort-unknown = This group is not on this computer. Nothing was changed.
error-cohort-ambiguous = Several groups match “{ $text }”. Nothing was changed. Give the identifier.
error-cohort-code = A group’s code has 1 to { $max } characters. Nothing was changed.
error-cohort-capacity = A group has 1 to { $max } seats. Nothing was changed.
error-cohort-title = A group has a title. Nothing was changed.
error-cohort-volunteers = A group asks for 0 to { $max } volunteers. Nothing was changed.
error-cohort-seats_taken = { $count ->
    [one] { $count } seat is taken or offered
   *[other] { $count } seats are taken or offered
  }: nobody loses theirs, and the group cannot have fewer. Nothing was changed. Keep as many, or take somebody off the group first.
error-cohort-sessions_count = A group has 1 to { $max } sessions. Nothing was changed.
error-cohort-weekdays = Choose at least one weekday. Nothing was changed.
error-level-unknown = There is no level “{ $text }” in the catalogue. Nothing was changed.
error-calendar-day_unreadable = “{ $value }” is not a date. Nothing was changed. Write it like 2027-04-20.
error-calendar-time_unreadable = “{ $value }” is not a time. Nothing was changed. Write it like 14:00.
error-mark-unreadable = “{ $value }” is not a mark. Nothing was changed. Use present, late:15, left:30, absent, excused, remote or clear.

error-undo-nothing = There is nothing to undo on this computer.
error-redo-nothing = There is nothing to redo on this computer.
error-undo-nothing-here = There is nothing to undo in this register. Nothing has changed.
error-redo-nothing-here = There is nothing to redo in this register. Nothing has changed.
error-undo-closed = This register has been closed for a while, or somebody else closed it: open it again on its own screen, with a reason. Nothing has changed.
error-look-changed = This question has changed, or was settled meanwhile. Nothing was changed. Here is what is left.
error-demo-centre_in_use = This centre already has groups or people. Nothing was changed. The demo is never mixed into a real centre.
error-demo-not_open = The demo centre is not open. Nothing was changed.

error-code-length = A code has 10 characters; this one has { $count }. Nothing was changed.
error-code-character = “{ $character }” is never part of a code. Nothing was changed. Check what was read out.
error-code-mistyped = One character of the code is wrong. Nothing was changed. Check it with the person who gave it.
error-join-unknown_code = Head office does not know this code. Nothing was changed. Ask for a new one.
error-join-expired_code = This code is too old. Nothing was changed. Ask head office for a new one.
error-join-used_code = This code has already been used on another computer. Nothing was changed. Ask for a new one.
error-join-bad_signature = Head office could not recognise this computer. Nothing was changed. Try again.
error-join-site_already = This computer already has a centre, and this code is for another. Nothing was changed. Ask head office for a code that takes over your centre.
error-join-no_centre_to_adopt = This code takes over an existing centre, and there is none on this computer. Nothing was changed. Ask for a code that joins a centre.
error-join-already_joined = This computer has already joined a head office. Nothing was changed.
error-join-address_missing = Head office’s address is missing. It was given with the code.
error-join-bad_address = “{ $address }” is not an address. Nothing was changed. It looks like https://head-office.example.org.

error-join-not_understood = Head office did not understand the request. Nothing was changed. Install the update, then try again.
error-join-revoked = Head office no longer accepts this computer. Nothing was changed. Call head office.
error-join-too_many = Too many tries in a short time. Nothing was changed. Try again in a minute.
error-join-too_large = Head office did not understand the request. Nothing was changed. Call head office.
error-join-centre_known = Head office has already taken over this centre. Nothing was changed. Call head office.
error-join-device_known = Head office already knows this computer with another key. Nothing was changed. Call head office.
error-output-disk_full = The disk is full: what was to be written is not whole. The centre’s data is safe. Free some space, then try again.
error-output-failed = What was to be written is not whole. The centre’s data is safe. Try again.
error-http-trouble = Head office has a problem of its own. Everything is safe here; it will try again soon.
error-http-busy = Head office is busy. Everything is safe here; it will try again in a moment.
error-http-timeout = Head office took too long to answer. Everything is safe here; it will try again soon.
error-http-unknown_route = This head office runs another version. Everything is safe here. Call head office.
error-http-method = This head office runs another version. Everything is safe here. Call head office.

error-exchange-demo = The demo centre never exchanges anything: nothing leaves this computer.
error-exchange-not_joined = This centre has no head office yet. Everything is safe on this computer. Join with a code from head office.
error-exchange-untrusted = Nobody vouches for who answers at { $address }: it may not be head office. Everything is safe on this computer, and nothing was sent. Check the address and this computer’s date, or call head office.
error-exchange-unreachable = No answer from { $address }. Everything is safe on this computer. Check the connection or the address, then try again.
error-exchange-not_headquarters = { $address } answered, but it is not a Passerelle head office. Everything is safe on this computer. Check the address, or whether this network asks you to sign in first.
error-exchange-cut = The connection was cut. What had arrived is safe on both sides; the rest follows at the next try.
error-exchange-stopped = The exchange was stopped. What had arrived is safe on both sides; the rest follows at the next one.
error-exchange-authority_unreadable = The file of certificates { $file } cannot be read. Everything is safe on this computer. Correct PASSERELLE_CA, or remove it.
error-exchange-too_many = This computer asked head office too often. Everything is safe here; it will try again soon.
error-exchange-unknown_device = Head office does not know this computer. Everything is safe here. Call head office.
error-exchange-revoked = Head office no longer accepts this computer. Everything is safe here. Call head office.
error-exchange-wipe = Head office asked for this computer to be erased, but its order is not genuine. Nothing was erased. Call head office.
error-exchange-wiped = Head office had this computer erased. What had reached head office is safe there. To use it again, ask head office for a code.
error-exchange-bad_token = Head office did not recognise this computer’s pass. Everything is safe here. Call head office.
error-exchange-protocol = This computer needs the update before it can exchange. Everything is safe here. Install the update.
error-exchange-not_understood = Head office did not understand what was sent. Everything is safe here; it will try again.
error-exchange-too_large = This was too much at once for head office. Everything is safe here; it will try again in smaller parts.
error-exchange-fork = This computer’s data was copied or restored: head office already has other changes under its name. Everything is safe, here and there. Call head office.
error-exchange-gap = Head office is missing an earlier part. Everything is safe here; the next try sends it.
error-exchange-not_granted = This computer sent something it is not allowed to hold. Nothing is lost. Call head office.
error-exchange-not_permitted = Head office refused a change that this computer may not make. It is kept for review. Call head office.

error-import-empty = This file is empty, or has only headings. Nothing was changed.
error-import-binary = This is not a text table (CSV). Nothing was changed. In your spreadsheet, choose “Save as… CSV”.
error-import-too_large = This file is over { $max } MB. Nothing was changed. Split it.
error-import-too_many_rows = This file has more than { $max } rows. Nothing was changed. Split it.
error-import-unreadable = This table cannot be read. Nothing was changed. Save it again as CSV (UTF-8).
error-import-no_names = No column holds names. Nothing was changed. Name the columns “Prénom” and “Nom”.
error-import-file = The file { $path } cannot be opened. Nothing was changed. Check its name and place.
error-import-looks_like_nir = This cell looks like a social-security number. It is never kept; this row was left out.
error-import-date_unreadable = “{ $value }” is not a date that can be read without guessing. This row was left out. Write it like 25/05/1998.
error-import-date_future = “{ $value }” is in the future. This row was left out.
error-import-cell_too_long = This cell is too long. This row was left out.
error-import-cell_unreadable = This cell holds characters that cannot be read. This row was left out.
error-import-name_missing = This row has no name. It was left out.
error-import-line_break = A line break cuts this cell. This row was left out. Check the quotation marks around it.
error-import-quotes = A quotation mark is opened and never closed, and rows could be lost. Nothing was changed. Mend it in the spreadsheet.
error-import-too_many_cells = This row has more cells than there are columns. It was left out.
error-look-unknown = No question matches “{ $text }”. Nothing was changed. Give a number of the list, like “#1”.
error-look-choice = That answer is not offered here. Nothing was changed. Choose one that is listed.
error-person-erased = This person has been erased. Nothing was changed, and nothing more can be written about them.

# What is kept apart, neither applied nor thrown away.
apart-fork = { $device }: two different stories from change { $first } on. Both are kept. Call head office.
apart-unproved = { $device }: nothing proves who wrote from change { $first } on. It is kept and changed nothing here.
apart-invalid = { $device }: change { $first } is not valid. It is kept and changed nothing here.

error-pin-digits = A PIN has { $count } digits. Nothing has been changed.
error-pin-too_simple = This PIN would be guessed at once. Nothing has been changed. Choose six digits without a run or a repetition.
error-pin-needed = Your PIN is missing. Nothing has been changed. Give it in PASSERELLE_PIN, or run the command in a terminal.
error-pin-wrong = { $seconds ->
    [0] This is not the right PIN. Your data is untouched. Try again.
   *[other] This is not the right PIN. Your data is untouched. Try again in { $seconds } s.
  }
error-pin-wait = Too many tries in a row. Your data is untouched. Try again in { $seconds } s.
error-pin-gone = This PIN no longer opens this PC. Everything on it is untouched. Ask somebody who can open it to let you in again, call head office, or take the recovery sheet.
error-phrase-needed = The start phrase is missing. Everything is untouched. Give it in PASSERELLE_PHRASE, or run the command in a terminal.
error-phrase-words = The start phrase has { $count } words. Nothing has been changed.
error-phrase-unknown_word = Word { $rank } is none of those that are given. Nothing has been changed. Read again the paper on which the phrase is written.
error-phrase-wrong = This is not this PC’s phrase. Everything is untouched. Read it again word by word, or take the recovery sheet.
error-person-needed = Several people open this PC. Nothing has been changed. Say who you are with --as.
error-person-unknown = Nobody on this PC is called that. Nothing has been changed. Check the name.
error-person-ambiguous = “{ $text }” means several people. Nothing has been changed. Give the whole name.
error-person-disabled = Head office has closed your access to this PC. Nothing on it is lost. Call head office.
error-person-is_me = One does not take one’s own place away. Nothing has been changed. Ask somebody else who coordinates.
error-person-role = There is no such role. Nothing has been changed. Choose volunteer or coordinator.
error-keys-locked = This PC is locked. Everything on it is kept. Choose your name and type your PIN.
error-keys-unprotected = This centre is not protected yet. Nothing is lost. Choose a PIN first (passerelle protect).
error-keys-secret_missing = This PC’s keyring was emptied or replaced. Everything is untouched, but PINs no longer open it. Take the recovery sheet, or call head office.
error-keys-none = This centre has no PIN. Nothing has been changed.
error-keys-private_missing = You came in by a code that does not open the private files. Nothing has been changed. Ask somebody who opens them.
error-recovery-needed = The code is missing. Nothing has been changed. Give it in PASSERELLE_CODE, or run the command in a terminal.
error-recovery-wrong = This code does not open this PC: it was used already, or it is another’s. Everything is untouched. Read the recovery sheet again, or call head office.

error-store-changes_lost = The end of the data file is missing: the last changes are no longer in it. The rest is intact, nothing was erased. A coordinator can put the last backup back.
error-backup-none = There is no usable backup here ({ $path }). Nothing was changed. Give the folder of another backup.
error-backup-damaged = This backup is damaged ({ $path }). Nothing was changed. Take another one.
error-backup-disk_full = There is no room left for a backup. The data and the earlier backups are safe. Make room, then try again.
error-backup-not_needed = There is nothing to put back. Nothing was changed.
error-demo-no_backup = The demo is not backed up: it holds nobody. Nothing was changed.
error-backup-is_one = This folder is a backup ({ $path }): nobody works in it. Nothing was changed. Put it back with “passerelle restore”, or from the centre’s PC.
error-keys-away = This PC has not heard from head office for too many days of use: it has locked itself. Nothing is lost. Call head office, who will read you a code.
error-export-purpose_needed = The reason for this export is missing, or too long. Nothing was written. Give it in a few words, naming nobody.
error-export-unwritable = Cannot write in { $path }. Nothing was changed. Choose another folder.
error-document-nothing = There is nothing to print. Nothing was written.
error-document-text_too_long = A text of this sheet is too long for a page. Nothing was written. Shorten the title, the room or the module.
error-document-too_much = There are too many people for one sheet. Nothing was written. Print fewer sessions at a time.
error-document-link_too_long = The link of this sheet does not fit into its code. Nothing was written. Tell whoever looks after the software.
error-document-day = The date of this session is outside the calendar. Nothing was written. Correct the session.
error-document-layout = The sheet could not be laid out. The register is safe, nothing was written. Tell whoever looks after the software.
error-document-spreadsheet = The table could not be written. The register is safe. Tell whoever looks after the software.
error-audit-broken = This PC’s log is not the one that head office received ({ $chain }). Nothing was changed. Call head office, and delete nothing.

error-session-closed = This register is closed. What is marked in it is safe, and nothing was changed. Reopen it to correct it.
error-session-sealed = This register is sealed. What is marked in it is safe, and nothing was changed. For a mistake, call headquarters.
error-session-open = This register is open already. Nothing was changed.
error-reopening-reason_missing = Say why the register is opened again: the reason is kept with it. Nothing was changed.
error-session-full = The group is full: { $count } of { $capacity }. Nothing was changed. Put the person on the waiting list, or let them in.
error-closing-reason_missing = Some people are not marked, or have not signed. The register stays open and nothing is lost. Mark them and let them sign, or say why.
error-register-old = This session was more than a week ago. Nothing was changed. A coordinator corrects its register.
error-signature-unknown = This signature is not on this computer. Nothing was changed.
error-signature-void = This signature is void already. Nothing was changed.
error-signing-reason_missing = Say why: the reason is kept with the signature. Nothing was changed.
error-pause-outside_session = This interruption goes beyond the session. Nothing was changed. Give hours between the session’s start and end.
error-pause-empty = This interruption ends before it starts. Nothing was changed. Give an end after the start.
error-pause-leaves_nothing = This interruption leaves nothing of the session. Nothing was changed. Give a shorter one.

# What sign mode refuses.
error-signing-not_begun = Sign mode is not open. Nothing was changed. Open it from the register.
error-signing-leave_first = Sign mode is open. Nothing was changed. Give the PIN to leave it first.
error-signing-not_here = This person is not marked present and does not sign. Nothing was changed. Ask whoever takes attendance.
error-signing-signed = This person has signed already. The signature is safe, and nothing was changed.
error-signing-empty = Nothing is drawn. Nothing was changed. Sign on the line.
error-signing-too_long = The drawing is too long. Nothing was changed. Erase it, and sign more briefly.
error-signing-code_wrong = This is not the code of that person. Nothing was signed. Tries left: { $left }.
error-signing-code_none = This person has not chosen a code yet. Nothing was changed. They choose one first.
error-signing-code_exists = This person has chosen their code already. It was not changed. If they cannot find it again, whoever takes attendance signs as a witness.
error-signing-code_weak = This code would be guessed at once. Nothing was changed. Choose another.
error-signing-way_off = This centre does not sign that way. Nothing was changed. Take another.
error-signing-half_unknown = The session does not take place at that time of day. Nothing was written. Choose a half of the session’s day.
error-signing-way_missing = At least one way to sign is needed. Nothing was changed. Tick one.
error-document-version_unknown = This sheet has no version of that number. Nothing was written. Look at the list of versions.
error-document-no_session = This group has no session on those days. Nothing was written. Choose other days.
error-convocation-language_unknown = There is no convocation that was read over in this language ({ $value }). Nothing was written. Choose French or English.
error-convocation-no_day_left = This group has no session to come. Nothing was written. Plan a session, or print without the convocations.
error-photo-file = The file { $path } cannot be read. Nothing has been changed. Check the path.
error-photo-not_written = The file { $path } could not be written. The photograph is still kept here. Choose another folder.

# The photographs of paper sheets.
error-photo-too_large = This picture is too large: over 25 MB, or too many dots. Nothing was changed. Make it smaller, or take the photograph again with a lower quality.
error-photo-not_a_picture = This file is not a JPEG, PNG or WebP picture that can be read. Nothing was changed. On an iPhone, choose Settings > Camera > Formats > Most compatible, then take the photograph again.
error-photo-too_many = A session keeps 12 photographs at most. Those that are there stay. Remove one to add another.
error-photo-unknown = This photograph is not on this PC, or it was removed. Nothing was changed.
error-photo-elsewhere = The picture of this photograph is not on this PC yet. It is not lost: it comes with an exchange.
error-photo-damaged = The file of this photograph cannot be read on this PC any more. The rest is intact. If head office has received the photograph, it comes back with the next exchange; if not, photograph the sheet again.
error-photo-reason_missing = Say why the photograph is removed: the reason is kept. Nothing was changed.
error-photo-twice = This picture is already kept for this session. Nothing was changed.

error-plan-itself_twice = This group already has a session from { $from } to { $to } that day.
error-plan-holiday = It is a public holiday.
error-plan-closed = The centre or the room is closed that day. { $title }
error-plan-clash = Something is in the way of the session of { $date }. Nothing has been changed. Settle it, then try again.
error-plan-no_reason = Say why: it is what those who expected this session will read. Nothing has been changed.
error-cohort-none_planned = No session is left: all the chosen days are closed. Nothing has been changed.
error-cohort-last_before_first = The end is before the beginning. Nothing has been changed.
error-session-not_on = This session is already cancelled or moved. Nothing has been changed.
error-session-has_marks = This session has marks or signatures: it stays where it is. Nothing has been changed.
error-calendar-too_long = No more than { $max } days at a time.
error-venue-unknown = This place is not on this computer. Nothing has been changed.
error-venue-name = A place has a name. Nothing has been changed.
error-venue-numbers = A number of this place is not possible. Nothing has been changed.
error-venue-too_many = No more than { $max } places for a centre. Nothing has been changed.
error-plan-room_taken = { $venue } is already taken by { $code }, { $from } to { $to }.
error-plan-learner_twice = { $name } follows { $code } at the same time.
error-plan-volunteer_twice = { $name } is expected at { $code } at the same time.
error-plan-over_capacity = { $seats } seats are planned, and the place has only { $places }.
error-plan-few_computers = { $seats } seats are planned, and the place has only { $computers } computers.
error-closure-unknown = This closure is not on this computer. Nothing has been changed.
error-closure-days = The last day is not before the first, and a closure lasts { $max } days at most. Nothing has been changed.
error-closure-hours = Give a start and an end, the start before the end, or neither. Nothing has been changed.
error-closure-too_many = No more than { $max } closures for a centre. Nothing has been changed.
error-holidays-territory = No territory of that name has its public holidays here. Nothing has been changed.

## Referrals and seats.
error-referral-unknown = This referral is not on this PC. Nothing was changed.
error-referral-ambiguous = Several people answer to “{ $text }”. Nothing was changed. Give the whole name, or the identifier.
error-referral-too_many = No more than { $max } referrals per centre. Nothing was changed. Erase those you need not keep any more.
error-referral-phones = No more than { $max } telephones per person. Nothing was changed. Keep those that are answered.
error-referral-days = The answer is due before the day of the referral. Nothing was changed. Correct one of the two days.
error-referral-state = A referral does not go to this step from where it is. Nothing was changed. Choose one of the steps offered.
error-referral-enrol_first = This person is in no group. Nothing was changed. Enrol them in a group first.
error-referral-not_accepted = This person is not accepted yet. Nothing was changed. Move the referral to “accepted” first.
error-referral-not_decided = Nothing is decided for this person yet. Nothing was changed. Note the answer to the partner once it is decided.
error-referral-no_partner = This person came by themselves: there is nobody to tell. Nothing was changed.
error-referral-is_learner = This person has become a learner. Nothing was erased. Erase them from their own page: their referral goes with them.
error-referral-answers = Answers are given from 0 to 3, ten in all, and French among the levels offered. Nothing was changed.
error-seat-already = This person already has a seat in this group, or waits for one. Nothing was changed.
error-seat-elsewhere = This person has a seat in { $code } at the same hours: { $count ->
    [one] { $date }, { $time }
   *[other] { $count } sessions, the first on { $date }, { $time }
  }. Nothing was changed. Give them the seat anyway if they know.
error-seat-not_waiting = This person does not wait for a seat in this group. Nothing was changed.
error-seat-none_free = No seat is free: all are taken or offered. Nothing was changed. Wait for an answer, or add seats to the group.
error-seat-no_offer = No seat is held for this person at the moment. Nothing was changed. Offer them a seat first.
error-seat-refusal = This reason is not on the list. Nothing was changed. Choose one that is.
error-seat-gone = This person has no seat in this group any more. Nothing was changed.
error-seat-same_cohort = This person is already in this group. Nothing was changed. Choose another group.
error-seat-hours = A seat is held between 1 and { $max } hours. Nothing was changed.
# Volunteers.
error-plan-volunteer_away = { $name } is away that day.
error-plan-ratio_low = { $confirmed ->
    [0] No volunteer has said yes for that time: { $wanted } are needed.
    [one] Only one volunteer has said yes and can come then: { $wanted } are needed.
   *[other] { $confirmed } volunteers have said yes and can come then: { $wanted } are needed.
}
error-plan-outside_convention = The agreement for { $venue } runs from { $first } to { $last }: that day is not within it. { $reference }
error-volunteer-state = There is no such state. Nothing has been changed. Choose one from the list.
error-volunteer-too_many = There are too many: no more than { $max }. Nothing has been changed. Take some away.
error-volunteer-language = “{ $text }” is no language known here. Nothing has been changed. Choose it from the list.
error-volunteer-times = One of these times is not possible. Nothing has been changed. Give a day, a start, and an end after the start.
error-volunteer-email = This is no e-mail address. Nothing has been changed. Correct it, or leave it empty.
error-absence-unknown = These days away are not on this PC. Nothing has been changed.
error-absence-days = The last day is not before the first, and somebody is away for { $max } days at most. Nothing has been changed.
error-absence-too_many = No more than { $max } absences for a person. Nothing has been changed. Take old ones away.
error-rota-over = This session is over or its register is closed: who was there is in the register. Nothing has been changed.
error-rota-part = There is no such part in a session. Nothing has been changed. Choose lead, assistant, interpreter or observer.
error-rota-answer = There is no such answer. Nothing has been changed. Choose asked, confirmed or declined.
error-hours-value = An hour is worth between 0 and { $max } euros. Nothing has been changed. Give another amount.
## Partners, money, catalogue.
error-partner-unknown = This partner is not on this PC. Nothing was changed.
error-partner-name = A partner has a name. Nothing was changed.
error-partner-taken = A partner is called { $name } already. Nothing was changed. Open it, or give another name.
error-partner-kind = “{ $name }” does not say what a partner is, nor what it does. Nothing was changed. Choose from the list.
error-partner-too_many = No more than { $max } partners. Nothing was changed.
error-partner-contact_unknown = This person is not on this PC, or was erased. Nothing was changed.
error-partner-contact_name = Give a given name or a family name at least. Nothing was changed.
error-partner-contacts = No more than { $max } people for a partner. Nothing was changed.
error-partner-phones = No more than { $max } telephones for a person. Nothing was changed.
error-venue-convention = The agreement ends before it begins. Nothing was changed. Give a first day, then a last one.
error-funding-unknown = This funding is not on this PC. Nothing was changed.
error-funding-title = Funding has a name. Nothing was changed.
error-funding-kind = “{ $name }” does not say where the money comes from, nor what it is for. Nothing was changed. Choose from the list.
error-funding-amount = This amount is not possible. Nothing was changed. Give a sum in euros and cents.
error-funding-days = Give a first day and a last one, in order, or neither. Nothing was changed.
error-funding-too_many = No more than { $max } entries of funding. Nothing was changed.
error-funding-over = The funding pays { $percent }% too much: a group is not paid for more than once. Nothing was changed. Lower one of the shares.
error-funding-percent = Each funding pays 1% at least, and a group has { $max } of them at most. Nothing was changed.
error-funding-unreadable = Give each funding and then its per cent, a whole number: CPER 40. Nothing was changed.
error-funding-archived = The funding { $title } is not proposed any more: it pays nothing further. Nothing was changed.
error-funding-ambiguous = Several funding entries answer to “{ $text }”. Nothing was changed. Give the reference, or the identifier.
error-programme-unknown = This programme is not on this PC. Nothing was changed.
error-programme-code = A programme has a code of 40 characters at most. Nothing was changed.
error-programme-title = A programme has a title. Nothing was changed.
error-programme-taken = A programme has the code { $code } already. Nothing was changed. Give another one.
error-level-code = A level has a code of 40 characters at most. Nothing was changed.
error-level-title = A level has a title. Nothing was changed.
error-level-taken = A level has the code { $code } already. Nothing was changed. Give another one.
error-level-numbers = A number of this level is not possible. Nothing was changed. Look at the sessions and the minutes.
error-level-entry = This level of French is not in the list. Nothing was changed.
error-level-nature = “{ $name }” is not in the list. Nothing was changed. Choose from what is proposed.
error-level-previous = A level does not come before itself. Nothing was changed. Choose another level before it.
error-level-module_title = Each module has a title. Nothing was changed.
error-level-module_unknown = One of these modules is not of this level. Nothing was changed. Open the level again.
error-level-modules = No more than { $max } modules for a level. Nothing was changed.
error-level-competence = { $code } is not a competence of DigComp. Nothing was changed.
error-level-too_many = No more than { $max } programmes, and no more than { $max } levels. Nothing was changed.
