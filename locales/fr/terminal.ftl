# Ce que dit la ligne de commande.
terminal-home = { $centre }, { $person }.
terminal-home-demo = { $centre } : rien n’en sort de ce PC.
terminal-present = présent
terminal-absent = absent
terminal-excused = excusé
terminal-remote = à distance
terminal-unmarked = à marquer
terminal-late = retard { $minutes } min
terminal-left = parti { $minutes } min avant
terminal-tally = { $present ->
    [one] { $present } présent
   *[other] { $present } présents
  } · { $late } en retard · { $absent ->
    [one] { $absent } absent
   *[other] { $absent } absents
  } · { $excused ->
    [one] { $excused } excusé
   *[other] { $excused } excusés
  } · { $unmarked } à marquer
terminal-undone = Annulé : { $gesture }.
terminal-redone = Rétabli : { $gesture }.
terminal-not-undone = Laissé tel quel : { $gesture }.
terminal-blocked = { $what } a été changé depuis par { $by } sur { $device } ; cela reste.
terminal-exchanged = Échangé : { $sent ->
    [0] rien à envoyer
    [one] { $sent } changement envoyé
   *[other] { $sent } changements envoyés
  }, { $received ->
    [0] rien à recevoir
    [one] { $received } reçu
   *[other] { $received } reçus
  }, { $bytes } octets.
terminal-clock = L’horloge de ce PC avance de { $minutes } minutes sur celle du siège. Remettez-la à l’heure ; rien n’est perdu.
terminal-pending = { $count ->
    [one] { $count } changement est seulement sur ce PC
   *[other] { $count } changements sont seulement sur ce PC
  } ({ $bytes } octets).
terminal-pending-none = Tout ce qui est sur ce PC a été reçu par le siège.
terminal-pending-alone = Ce centre n’a pas encore de siège ; tout est sur ce PC.
terminal-pending-demo = Centre de démonstration : rien ne sort de ce PC.
terminal-received = Dernière réception par le siège : { $at }.
terminal-received-never = Le siège n’a encore rien reçu.
terminal-look = { $count ->
    [one] { $count } fiche a été écrite différemment sur deux PC.
   *[other] { $count } fiches ont été écrites différemment sur deux PC.
  }
terminal-deferred = { $count ->
    [one] { $count } changement attend la mise à jour.
   *[other] { $count } changements attendent la mise à jour.
  }
terminal-quarantined = { $count ->
    [one] { $count } changement incompréhensible a été mis de côté.
   *[other] { $count } changements incompréhensibles ont été mis de côté.
  }
terminal-imported = { $imported ->
    [0] Personne d’importé
    [one] { $imported } personne importée
   *[other] { $imported } personnes importées
  }, { $already } déjà là, { $problems ->
    [one] { $problems } ligne laissée de côté
   *[other] { $problems } lignes laissées de côté
  }.
terminal-cell = Ligne { $row }, « { $column } » :
terminal-columns-refused = Jamais gardé (numéros de sécurité sociale) : { $columns }.
terminal-columns-not-granted = Pas gardé sur ce PC, qui n’a pas le droit de le détenir : { $columns }.
terminal-columns-unknown = Pas gardé, car rien ici ne le contient : { $columns }.
terminal-trimmed = { $count ->
    [one] Dans { $count } case, des espaces autour du texte ont été retirés.
   *[other] Dans { $count } cases, des espaces autour du texte ont été retirés.
  }
terminal-no-looks = Rien à regarder.
terminal-removed = (retiré)
terminal-both = both : garder tout
terminal-settled = Réglé : { $gesture }. Reste à regarder : { $left }.
terminal-erase-would = { $name } serait effacé·e pour toujours, ici et partout ailleurs. { $marks } présences restent comptées, sans nom. Ajoutez --yes pour le faire.
terminal-erased = Effacé. { $marks } présences restent comptées, sans nom. Fait sur :
terminal-notice-seat-taken = { $name } est sur la liste d’attente : la dernière place de { $code } avait déjà été donnée à { $other } sur { $device }.
terminal-notice-seat-promised = Une place de { $code } avait été proposée à { $name }, mais elle est à { $other ->
    [nobody] quelqu’un d’autre
   *[other] { $other }
  } maintenant. { $name } attend de nouveau, n° { $rank } : prévenez cette personne.
terminal-notice-not-enrolled = { $name } : le siège n’a pas gardé ce changement, car son auteur n’est pas inscrit sur cet ordinateur.
terminal-notice-role-too-low = { $name } : le siège n’a pas gardé ce changement, qui demande un autre rôle.
terminal-notice-sealed = { $name } : le siège n’a pas gardé ce changement, car la feuille était déjà scellée.
terminal-notice-revoked = { $name } : le siège n’a pas gardé ce changement, fait après le retrait de cet ordinateur.
terminal-notice-by-hand = { $name } : le siège a annulé ce changement.
terminal-notice-copied = Les données de cet ordinateur étaient une copie : il s’appelle désormais { $device }.
terminal-notice-fork = { $device } : deux suites différentes portent les mêmes numéros. Les deux sont gardées ; cet ordinateur doit être inscrit à nouveau.

# Ce qui prouve qui demande.
ask-pin = Votre code PIN (6 chiffres) :
ask-new-pin = Le nouveau code PIN (6 chiffres) :
ask-phrase = La phrase de démarrage (6 mots) :
ask-code = Le code de secours, ou celui que le siège vous a lu :
terminal-recovery = Code de secours, à imprimer et à garder loin de ce PC. Il n’est montré qu’ici :
    { $code }
terminal-phrase = Phrase de démarrage, à écrire sur papier. Elle est demandée à chaque démarrage :
    { $words }
terminal-role-volunteer = bénévole
terminal-role-coordinator = coordination
terminal-role-headquarters = siège

# Sauvegardes.
terminal-backed-up = Sauvegardé et relu : { $changes ->
    [one] { $changes } changement
   *[other] { $changes } changements
  }, dans { $folder }
terminal-no-backups = Pas encore de sauvegarde.
terminal-verified = Tout a été relu, rien n’est abîmé : { $changes ->
    [one] { $changes } changement
   *[other] { $changes } changements
  }, { $backups ->
    [0] aucune sauvegarde
    [one] { $backups } sauvegarde
   *[other] { $backups } sauvegardes
  }.
terminal-verified-backup = La sauvegarde a été relue, elle est entière : { $changes ->
    [one] { $changes } changement
   *[other] { $changes } changements
  }.
terminal-verified-not-private = Les coordonnées et les droits n’ont pas été relus : cette personne ne les ouvre pas.
terminal-restore-would = La sauvegarde du { $at } serait remise en place ({ $changes ->
    [one] { $changes } changement
   *[other] { $changes } changements
  }). Depuis, sur ce PC :
terminal-restored = La sauvegarde du { $at } est en place ({ $changes ->
    [one] { $changes } changement
   *[other] { $changes } changements
  }). Depuis, sur ce PC :
terminal-since-marks = { $count ->
    [one] { $count } présence ou note
   *[other] { $count } présences ou notes
  }
terminal-since-people = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
  }
terminal-since-others = { $count ->
    [one] { $count } autre changement
   *[other] { $count } autres changements
  }
terminal-salvaged = { $count ->
    [0] Rien de plus n’est à reprendre du fichier d’avant.
    [one] { $count } changement est repris du fichier d’avant.
   *[other] { $count } changements sont repris du fichier d’avant.
  }
terminal-unread = { $count ->
    [one] { $count } changement n’a pas pu être lu. Si le siège l’avait reçu, le prochain échange le ramène.
   *[other] { $count } changements n’ont pas pu être lus. Ceux que le siège avait reçus reviennent au prochain échange.
  }
terminal-kept = Les fichiers d’avant sont gardés dans { $folder }
terminal-hidden = Les noms et les coordonnées restent cachés jusqu’au premier échange avec le siège.
terminal-add-yes = Ajoutez --yes pour le faire.

# Droits d’une personne, journal.
terminal-sheet = Feuille écrite dans { $folder }.
terminal-exported = Écrit dans { $folder }. Ces fichiers se lisent sans code : remettez-les à la personne, puis effacez-les.
terminal-audited = { $chains } chaînes recalculées, { $compared } comparées avec le siège : rien n’a été changé après coup. { $entries } lignes dans le journal de ce PC.
terminal-audit-waiting = { $count ->
    [one] { $count } changement n’a pas encore été reçu par le siège.
   *[other] { $count } changements n’ont pas encore été reçus par le siège.
  }

terminal-erase-kept = { $count ->
    [one] { $count } ligne de feuille scellée, que la loi garde, reste au siège et nulle part ailleurs.
   *[other] { $count } lignes de feuilles scellées, que la loi garde, restent au siège et nulle part ailleurs.
  }
terminal-erase-waits =   { $device } : à son prochain échange

# La page remise à une personne.
page-title = Ce que l’on sait de vous
page-intro = Voici tout ce que { $centre } garde à votre sujet.
page-made = Écrit le { $day }.
page-fields = Vos informations
page-attendance = Vos séances
page-history = Qui a écrit quoi, et quand
page-rights = Vous pouvez demander une correction ou l’effacement de ces informations, à tout moment.
page-status-present = présent·e
page-status-absent = absent·e
page-status-excused = excusé·e
page-status-remote = à distance
page-status-unmarked = non noté
page-field-given = Prénom
page-field-family = Nom
page-field-own_name = Nom dans votre écriture
page-field-preferred_name = Nom d’usage
page-field-language = Langue
page-field-phones = Téléphone
page-field-email = Courriel
page-field-street = Adresse
page-field-street_more = Complément d’adresse
page-field-postcode = Code postal
page-field-town = Commune
page-field-birth_day = Date de naissance
page-field-birth_place = Lieu de naissance
page-field-source_number = Numéro chez le partenaire
page-field-caf_number = Numéro CAF
page-field-france_travail_number = Numéro France Travail
page-field-situation = Situation
page-field-rsa = RSA
page-field-are = ARE
page-field-ass = ASS
page-field-activity_bonus = Prime d’activité
page-field-rqth = RQTH
page-field-mobility = Mobilité
page-field-job_sought = Emploi recherché
page-field-education = Niveau d’études
terminal-again = à signer de nouveau : { $names }
terminal-table = Tableau écrit dans { $folder } :
terminal-photo-here = sur ce PC seulement
terminal-photo-received = reçue par le siège
terminal-photo-elsewhere = pas sur ce PC
terminal-photo-damaged = illisible

terminal-calendar = Calendrier écrit dans { $folder }.
terminal-pack = Dossier écrit dans { $folder }.
terminal-plan = { $count ->
    [one] { $count } séance, { $hours } h
   *[other] { $count } séances, { $hours } h
}
terminal-plan-why = { $code ->
    [holiday] (jour férié : { $name })
    [closure] (fermeture { $name })
    [venue_closed] (salle fermée { $name })
   *[other] (à la main)
}
terminal-session-state = { $state ->
    [planned] prévue
    [cancelled] annulée
    [moved] déplacée
    [open] commencée
    [closed] close
    [sealed] scellée
   *[other] { $state }
}
terminal-twice = { $what ->
    [room] { $name } est pris deux fois
    [cohort] { $name } a deux séances à la fois
    [moved] { $name } a eu séance à une date qui avait été déplacée
    [away] { $name } est attendu un jour d’absence
   *[other] { $name } est attendu à deux endroits
}
terminal-territory = Jours fériés : { $name }

## Les orientations et les places.
terminal-erase-referrals = { $count ->
    [one] Son orientation part aussi.
   *[other] Ses { $count } orientations partent aussi.
  }
terminal-referrals-away = Les orientations ne sont pas sur ce PC, ou elles sont verrouillées.
terminal-referral-erased = (effacé)
terminal-referral-late = réponse en retard
terminal-referral-state = { $state ->
    [received] nouvelle
    [contacted] contact pris
    [interview] entretien
    [accepted] acceptée
    [enrolled] inscrite
    [closed] terminée
    [no_answer] ne répond pas
    [declined_by_person] la personne ne veut plus
    [not_eligible] ne remplit pas les conditions
    [redirected] envoyée ailleurs
   *[other] { $state }
  }
terminal-referral-points = Positionnement : { $points } sur 30 ({ $answers })
terminal-referral-alike = Peut-être la même personne : { $name }
terminal-entry-gap = { $code ->
    [french] français parlé { $has }, { $wanted } demandé
    [french_unknown] français parlé à demander, { $wanted } demandé
   *[other] { $wanted } d’abord
  }
terminal-seats = { $code } : { $free ->
    [0] aucune place libre
    [one] { $free } place libre
   *[other] { $free } places libres
  } sur { $capacity } ; une place proposée est gardée { $hours } h
terminal-seat-seated = a une place
terminal-seat-offered = place gardée jusqu’au { $until }
terminal-seat-lapsed = n’a pas répondu avant le { $until }
terminal-seat-waiting = attend, rang { $rank }{ $first ->
    [yes] , passe avant
   *[no] {""}
  }
terminal-seat-gone = { $state ->
    [declined] n’a pas pris la place
    [transferred] parti dans { $went }
    [cancelled] inscription annulée
    [dropped] a arrêté
    [completed] a terminé
   *[other] { $state }
  }{ $why ->
    [hours] , les horaires
    [place] , le lieu
    [found_other] , a trouvé ailleurs
    [level] , le niveau
    [no_answer] , sans réponse
    [moved_away] , a déménagé
    [other] , autre raison
   *[none] {""}
  }
page-field-received_day = Orienté vers nous le
page-field-answers = Réponses au positionnement
page-field-french = Français parlé
page-field-note = Note
page-field-feedback_day = Partenaire prévenu le
# Bénévoles.
terminal-volunteer-state = { $state ->
    [candidate] candidat·e
    [active] en activité
    [paused] en pause
    [left] parti·e
   *[other] { $state }
}
terminal-volunteer-year = { $hours } h en douze mois, { $sessions ->
    [one] { $sessions } séance
   *[other] { $sessions } séances
}, { $coming } à venir, { $missed ->
    [0] aucune manquée
    [one] { $missed } manquée
   *[other] { $missed } manquées
}
terminal-volunteer-away = absent·e jusqu’au { $last }
terminal-volunteer-absence = absent·e du { $first } au { $last } ({ $sessions ->
    [0] aucune séance touchée
    [one] { $sessions } séance touchée
   *[other] { $sessions } séances touchées
})
terminal-volunteer-charter = charte signée le { $day }
terminal-private-not-here = Ce PC n’ouvre pas les fichiers privés : noms et heures seulement.
terminal-weekday = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[other] dimanche
}
terminal-rota-none = Aucune séance ces jours-là.
terminal-rota-no-lead = personne n’est responsable
terminal-rota-beside = { $count } en plus, sans encadrer
terminal-rota-hindered = ! { $name }, { $date } { $code } : { $said }, mais { $why }
terminal-rota-state = { $state ->
    [free] libre
    [away] absent·e
    [elsewhere] ailleurs
    [unavailable] indisponible
    [asked] ?
    [confirmed] oui
    [declined] non
    [present] présent·e
    [no_show] pas venu·e
   *[other] { $state }
}
terminal-rota-cell = { $state ->
    [free] ·
    [away] abs
    [elsewhere] ail
    [unavailable] ind
    [asked] ?
    [confirmed] oui
    [declined] non
    [present] là
    [no_show] pas
   *[other] { $state }
}
terminal-found-none = Personne ne correspond.
terminal-found-lacking = Il leur manque quelque chose de ce que vous cherchez :
terminal-fit = { $what ->
    [fit-level] enseigne { $level }
    [fit-language] parle { $language }
    [fit-skill] { $skill }
    [fit-time] disponible à ces heures
    [fit-knows-group] connaît { $code }
    [lack-level] n’enseigne pas { $level }
    [lack-language] ne parle pas { $language }
   *[other] { $what }
}
terminal-hours-all = Du { $first } au { $last } : { $signed } h signées, { $unsigned } h non signées.
terminal-hours-value = Les heures signées valent { $value } € à { $rate } € l’heure (comptes 864 et 875). Les heures non signées ne sont pas valorisées.
terminal-hours-no-value = Personne n’a encore dit ce que vaut une heure : passerelle hours value 11,88
terminal-hours-nobody = (sans entreprise)
terminal-hours-set = C’est noté.
terminal-contacts-elsewhere = Les personnes à appeler ne sont pas sur ce PC, ou pas pour vous.
terminal-funding-left = Reste à financer : { $percent } %
terminal-level = { $hours } h, { $sessions ->
    [one] { $sessions } séance
   *[other] { $sessions } séances
}, édition { $version }
