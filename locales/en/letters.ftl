# Messages to send: copied, or opened in an e-mail.
letter-ask-date = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[other] Sunday
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
   *[other] December
  } { $year }
letter-ask-subject = Volunteering: { $code }, { $date }
letter-ask-hello = Hello { $name },
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
