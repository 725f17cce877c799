# Les messages à envoyer : copiés, ou ouverts dans un courriel.
letter-ask-date = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[other] dimanche
  } { $day ->
    [1] 1er
   *[other] { $day }
  } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[other] décembre
  } { $year }
letter-ask-subject = Bénévolat : { $code }, { $date }
letter-ask-hello = Bonjour { $name },
letter-ask-body = { $part ->
    [lead] Pourriez-vous animer la séance « { $title } » ({ $code }), le { $date }, de { $start } à { $end } ?
    [interpreter] Pourriez-vous faire l’interprète à la séance « { $title } » ({ $code }), le { $date }, de { $start } à { $end } ?
    [observer] Voudriez-vous assister à la séance « { $title } » ({ $code }), le { $date }, de { $start } à { $end } ?
   *[assistant] Pourriez-vous aider à la séance « { $title } » ({ $code }), le { $date }, de { $start } à { $end } ?
}
letter-ask-place = Lieu : { $place }
letter-ask-module = Au programme : { $module }
letter-ask-answer = Un simple oui ou non suffit. Merci d’avance !
letter-ask-signed = { $from }, { $centre }
