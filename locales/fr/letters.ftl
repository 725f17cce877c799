# Les lettres. À qui apprend la langue : des phrases courtes, une idée par phrase.
letter-day = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
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
   *[12] décembre
  } { $year }
letter-moment = { $day } à { $time }
letter-hour = { $whole ->
    [yes] { $hour } h
   *[no] { $hour } h { $minute }
  }
letter-hello = Bonjour { $name },
letter-bye = { $centre }

letter-offer-subject = Une place pour vous : { $title }
letter-offer-seat = Il y a une place pour vous.
letter-offer-what = La formation s’appelle : { $title }.
letter-offer-when = La première séance est le { $day }, de { $start } à { $end }.
letter-offer-where = C’est ici : { $place }.
letter-offer-until = Nous gardons votre place jusqu’au { $until }. Répondez avant.
letter-offer-yes = Vous voulez la place ? Répondez « oui ». Vous pouvez répondre à ce message, nous appeler ou venir nous voir.
letter-offer-no = Vous ne voulez pas la place ? Répondez « non ». La place va à une autre personne.

letter-hello-partner = Bonjour,
letter-feedback-subject = Suite donnée à votre orientation : { $name }
letter-feedback-sent = Le { $received_day }, { $partner } nous a orienté { $name }. Merci de votre confiance. Voici où nous en sommes.
letter-feedback-under-way = Nous avons bien reçu votre demande et nous nous en occupons. Nous revenons vers vous dès que c’est décidé.
letter-feedback-accepted = Nous pouvons accueillir cette personne, et nous cherchons avec elle un groupe qui lui convient.
letter-feedback-enrolled = Cette personne est inscrite chez nous.
letter-feedback-waiting = Cette personne est sur notre liste d’attente. Nous la prévenons dès qu’une place se libère.
letter-feedback-closed = Nous avons terminé le suivi de cette orientation.
letter-feedback-no-answer = Nous avons essayé plusieurs fois de joindre cette personne, sans réponse. Si elle vous recontacte, dites-lui qu’elle peut toujours nous appeler.
letter-feedback-declined = Cette personne ne souhaite pas suivre la formation pour le moment. Elle pourra revenir vers nous.
letter-feedback-dropped = Cette personne a commencé la formation, et l’a quittée depuis. Elle pourra revenir vers nous.
letter-feedback-not-eligible = Nos formations ne correspondent pas à ce que cherche cette personne. Nous restons à votre disposition pour en parler.
letter-feedback-redirected = Nous avons proposé à cette personne une autre structure, mieux placée pour l’aider.
letter-feedback-group = Le groupe : { $title }. Première séance le { $day }.
letter-feedback-thanks = Merci, et à bientôt.

# Ce qu’on demande à qui donne son temps.
letter-ask-subject = Bénévolat : { $code }, { $date }
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
