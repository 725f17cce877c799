# Letters. To whoever is learning the language: short sentences, one idea in each.
letter-day = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
  } { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
letter-moment = { $day } at { $time }
letter-hour = { $whole ->
    [yes] { $hour }:{ $minute }
   *[no] { $hour }:{ $minute }
  }
letter-hello = Hello { $name },
letter-bye = { $centre }

letter-offer-subject = A place for you: { $title }
letter-offer-seat = There is a place for you.
letter-offer-what = The course is called: { $title }.
letter-offer-when = The first session is on { $day }, from { $start } to { $end }.
letter-offer-where = It is here: { $place }.
letter-offer-until = We keep your place until { $until }. Please answer before then.
letter-offer-yes = Do you want the place? Answer “yes”. You can answer this message, call us or come and see us.
letter-offer-no = You do not want the place? Answer “no”. The place goes to somebody else.

letter-hello-partner = Hello,
letter-feedback-subject = About the person you referred: { $name }
letter-feedback-sent = On { $received_day }, { $partner } referred { $name } to us. Thank you for your trust. Here is where we are.
letter-feedback-under-way = We have received your request and are looking after it. We will write again as soon as it is decided.
letter-feedback-accepted = We can welcome this person, and are looking with them for a group that suits them.
letter-feedback-enrolled = This person is enrolled with us.
letter-feedback-waiting = This person is on our waiting list. We will tell them as soon as a seat is free.
letter-feedback-closed = We have finished following up this referral.
letter-feedback-no-answer = We have tried several times to reach this person, without an answer. If they get in touch with you, tell them that they can still call us.
letter-feedback-declined = This person does not wish to follow the course for the moment. They are welcome to come back to us.
letter-feedback-dropped = This person began the course, and has left it since. They can come back to us.
letter-feedback-not-eligible = Our courses are not what this person is looking for. We are happy to talk about it with you.
letter-feedback-redirected = We have suggested another organisation to this person, better placed to help them.
letter-feedback-group = The group: { $title }. First session on { $day }.
letter-feedback-thanks = Thank you, and see you soon.

# What is asked of those who give their time.
letter-ask-subject = Volunteering: { $code }, { $date }
letter-ask-body = { $part ->
    [lead] Could you lead the session “{ $title }” ({ $code }), on { $date }, from { $start } to { $end }?
    [interpreter] Could you interpret at the session “{ $title }” ({ $code }), on { $date }, from { $start } to { $end }?
    [observer] Would you like to attend the session “{ $title }” ({ $code }), on { $date }, from { $start } to { $end }?
   *[assistant] Could you help at the session “{ $title }” ({ $code }), on { $date }, from { $start } to { $end }?
}
letter-ask-place = Place: { $place }
letter-ask-module = What is taught: { $module }
letter-ask-answer = A simple yes or no is enough. Thank you!
letter-ask-signed = { $from }, { $centre }
