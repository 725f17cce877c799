# Ce qu’un geste a fait : le message affiché, et ce qu’Annuler reprendrait.
gesture-mark-present = { $name } noté présent
gesture-mark-late = { $name } noté en retard de { $minutes } min
gesture-mark-left = { $name } parti { $minutes } min avant la fin
gesture-mark-absent = { $name } noté absent
gesture-mark-excused = { $name } noté excusé
gesture-mark-remote = { $name } noté à distance
gesture-mark-cleared = { $name } remis à marquer
gesture-mark-rest = { $count ->
    [0] personne à marquer
    [one] { $count } personne notée présente
   *[other] { $count } personnes notées présentes
  }
gesture-note = note pour { $name }
gesture-person-added = { $name } ajouté
gesture-cohort-added = { $code } créé avec { $count ->
    [one] { $count } séance
   *[other] { $count } séances
  }
gesture-cohort-changed = { $code } modifié{ $count ->
    [0] {""}
    [one] , { $count } place proposée à qui attendait
   *[other] , { $count } places proposées à qui attendait
  }
gesture-session-added = séance ajoutée à { $code }
gesture-import = { $count ->
    [0] aucune personne importée
    [one] { $count } personne importée
   *[other] { $count } personnes importées
  }
gesture-look-taken = { $name } : { $value }
gesture-look-removed = { $name } : retrait gardé
gesture-look-both = { $name } : tout est gardé
gesture-look-latest = { $count ->
    [one] La réponse la plus récente est gardée
   *[other] La réponse la plus récente est gardée pour { $count } questions
}
gesture-look-code = { $name } : un seul groupe garde ce nom court
gesture-look-different = { $name } : deux fiches différentes
gesture-look-seen = { $name } : message lu
gesture-person-erased = une personne effacée
gesture-walk-in = { $name } ajouté à la séance
gesture-wait-listed = { $name } mis en liste d’attente
gesture-session-closed = appel clos
gesture-session-reopened = appel rouvert
gesture-pause-set = { $minutes ->
    [one] interruption de { $minutes } minute
   *[other] interruption de { $minutes } minutes
}
gesture-pause-cleared = interruption enlevée
gesture-paper-set = saisi d’après une feuille
gesture-paper-cleared = plus d’après une feuille
gesture-photo-added = photo de la feuille ajoutée
gesture-photo-removed = photo de la feuille retirée
gesture-signed = signature de { $name }
gesture-witnessed = présence de { $name } attestée
gesture-signature-voided = signature de { $name } annulée
gesture-code-chosen = { $name } a choisi de quoi signer
gesture-person-completed = fiche de { $name } complétée
gesture-mark-changed = présence de { $name }
gesture-pause-changed = interruption
gesture-session-changed = jour, heures ou contenu de la séance
gesture-sessions-moved = { $code } : { $count ->
    [one] { $count } séance déplacée
   *[other] { $count } séances déplacées
  }
gesture-session-held = { $code } : séance tenue à sa date
gesture-session-cancelled = { $code } : séance { $number } annulée
gesture-sessions-cancelled = { $code } : { $count ->
    [one] { $count } séance annulée
   *[other] { $count } séances annulées
  }
gesture-venue-saved = fiche de { $name }
gesture-closure-saved = jours sans séance { $title }
gesture-closure-removed = jours sans séance { $title }, retirés
gesture-territory-set = jours fériés

## Les orientations et les places.
gesture-referral-saved = fiche d’orientation
gesture-referral-moved = étape d’une orientation
gesture-referral-positioned = positionnement d’une personne orientée
gesture-referral-enrolled = { $name } inscrit dans { $code }
gesture-referral-told = réponse notée au partenaire
gesture-seat-given = { $name } a une place dans { $code }
gesture-seat-wished = { $name } attend une place dans { $code }
gesture-seat-offered = place de { $code } proposée à { $name }
gesture-seat-taken = { $name } prend la place dans { $code }
gesture-seat-declined = { $name } ne prend pas de place dans { $code }
gesture-seat-first = { $name } passe avant les autres dans { $code }
gesture-seat-usual = { $name } reprend son rang dans { $code }
gesture-seat-transferred = { $name } quitte { $code } pour un autre groupe
gesture-seat-cancelled = inscription de { $name } dans { $code } annulée
gesture-seat-dropped = abandon de { $name } dans { $code }
gesture-seat-hours = { $code } : une place proposée est gardée { $hours } h
gesture-volunteer-saved = fiche de { $name }
gesture-absence-saved = absence de { $name }
gesture-absence-removed = absence de { $name }, retirée
gesture-rota-asked = { $code } : { $name } sollicité·e
gesture-rota-confirmed = { $code } : { $name } vient
gesture-rota-declined = { $code } : { $name } ne vient pas
gesture-rota-taken-off = { $code } : { $name } n’est plus prévu·e
gesture-hour-value-set = valeur d’une heure de bénévolat
gesture-partner-saved = fiche de { $name }
gesture-partner-contact-saved = personne à appeler chez { $name }
gesture-funding-saved = financement { $title }
gesture-allocation-saved = financement de { $code }
gesture-level-saved = niveau { $code }
gesture-programme-saved = programme { $code }
gesture-workshop-added = atelier { $code } créé
