# What the window says, in French. Names of people and groups come from the records, never from here.
# Narrow no-break spaces stand before : ; ! ? and inside the quotes; the apostrophe is the curved one.

## The frame
app-name = Passerelle
rail-label = Principal
rail-today = Aujourd’hui
rail-people = Personnes
rail-cohorts = Groupes
rail-exchange = Échanger
rail-settings = Réglages
rail-waiting = { $count ->
    [one] { $count } changement à envoyer
   *[other] { $count } changements à envoyer
}
back-today = Revenir à aujourd’hui
find-person = Chercher une personne
demo-strip = Démo : rien ne sort de ce PC
demo-leave = Quitter la démo
retry = Réessayer
undo = Annuler
redo = Rétablir
add = Ajouter
continue = Continuer
back = Retour
cancel = Renoncer
none = aucune
not-said = Non précisée
language = Langue
theme = Apparence
problem-unknown = Quelque chose n’a pas marché ({ $code }). Ce qui était enregistré est toujours sur ce PC.
error-window-unknown = Quelque chose n’a pas marché : { $detail }. Ce qui était enregistré est toujours sur ce PC.
error-window-code_short = { $count ->
    [one] Il manque { $count } caractère au code.
   *[other] Il manque { $count } caractères au code.
}

## Numbers, sizes, keys
so-many = { $count } sur { $of }
of = sur { $of }
counted = { $count } { $what }
size-kb = { $size } Ko
size-mb = { $size } Mo
size-gb = { $size } Go
key-enter = Entrée
key-ctrl-enter = Ctrl Entrée
key-rest = Maj P
key-undo = Ctrl Z
key-redo = Ctrl Maj Z
key-delete = Suppr
key-home = Début
key-end = Fin
key-escape = Échap
key-menu = Menu

## The status bar
status-label = État de ce PC
role-volunteer = Bénévole
role-coordinator = Coordination
role-headquarters = Siège
status-here = Sur ce PC :
status-kept = tout est enregistré
status-saving = { $count ->
    [one] { $count } en cours
   *[other] { $count } en cours
}
status-failed = { $count ->
    [one] { $count } pas enregistré
   *[other] { $count } pas enregistrés
}
status-pending = À envoyer :
status-pending-value = { $count } · { $size }
status-pending-none = rien
status-pending-photos = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
status-received = Reçu par le siège :
status-received-never = rien encore
status-look = À regarder :
link-none = Sans siège
link-demo = Démo
link-offline = Hors ligne
link-exchanging = Échange en cours
link-online = Siège joint

## First run
first-title = Bienvenue dans Passerelle
refused-title = Les données de ce PC ne s’ouvrent pas
## A centre that is damaged
damage-title = Les données de ce PC sont abîmées
damage-why-store-damaged = Le fichier de données ne se lit plus entièrement : le disque a un défaut, ou le PC s’est arrêté pendant une écriture.
damage-why-store-changes_lost = Des changements enregistrés ne sont plus dans le fichier de données : il a été remplacé, ou le disque en a perdu une partie.
damage-why-other = Le fichier de données ne se lit plus entièrement ({ $code }).
damage-safe = Rien n’a été effacé. Le fichier abîmé est gardé tel quel, et ce que le siège a reçu y est en sûreté.
damage-newest = La dernière bonne sauvegarde est de { $when } ({ $ago }).
damage-since = Depuis, ce PC a écrit :
damage-since-when = Depuis, à partir de { $when }, ce PC a écrit :
missing-marks = { $count ->
    [one] { $count } présence ou note
   *[other] { $count } présences ou notes
}
missing-people = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
missing-others = { $count ->
    [one] { $count } autre changement
   *[other] { $count } autres changements
}
damage-salvageable = { $count ->
    [0] Rien de cela ne peut être repris ici.
    [one] { $count } changement sur { $of } peut être repris : il sera remis avec la sauvegarde.
   *[other] { $count } changements sur { $of } peuvent être repris : ils seront remis avec la sauvegarde.
}
damage-nothing-missing = Ce PC n’a rien écrit depuis : rien ne manquera.
damage-unread = { $count ->
    [one] { $count } changement n’a pas pu être lu. Si le siège l’avait reçu, le prochain échange le ramène.
   *[other] { $count } changements n’ont pas pu être lus. Si le siège les avait reçus, le prochain échange les ramène.
}
damage-no-backup = Il n’y a pas de bonne sauvegarde sur ce PC. N’effacez rien et appelez le siège : il rendra ce qu’il a reçu.
damage-call = Pour remettre une sauvegarde, appelez une personne de la coordination.
damage-other = Choisir une autre personne
damage-restore = Remettre la sauvegarde de { $when }
damage-sure = Remettre la sauvegarde de { $when } à la place du fichier abîmé ?
damage-confirm = Remettre la sauvegarde
damage-restoring = Mise en place de la sauvegarde…
damage-restored = La sauvegarde est en place.
first-line = L’appel, les groupes et le suivi, même sans Internet.
first-kept = Tout est gardé sur ce PC, chiffré.
door-demo = Essayer
door-demo-text = Un centre de démonstration : 10 apprenants, 4 bénévoles, une séance en cours. Rien ne sort de ce PC.
door-demo-do = Ouvrir la démonstration
door-join = J’ai un code
door-join-text = Votre centre vous l’a donné. Sans connexion, il attendra la première.
door-adopt-text = Le siège vous l’a donné pour reprendre ce centre. Tout ce qui est ici y sera reçu.
door-join-do = Rejoindre
door-new = Nouveau centre
door-new-text = Un nom suffit pour commencer ; tout se change ensuite.
door-new-do = Créer un centre
code = Code de 10 caractères
headquarters-address = Adresse du siège
your-name = Votre nom
centre-name = Nom du centre

## Today
until = jusqu’à
session-rank-title = Séance { $number } sur { $of }
session-rank = séance { $number } sur { $of }
fact-marked = Marqués
fact-last-time = La dernière fois
fact-this-time = Cette séance
volunteers = Bénévoles
learners = Apprenants
open-begin = Faire l’appel
open-continue = Continuer l’appel
open-again = Revoir l’appel
line-came = { $count } sur { $of } présents
line-expected = { $count ->
    [0] aucun inscrit
    [one] { $count } attendu
   *[other] { $count } attendus
}
state-complete = Complet
state-begun = { $count } sur { $of } marqués
today-no-cohort = Aucun groupe pour l’instant
today-no-cohort-text = Un groupe réunit des personnes, une salle et des dates. Ses séances paraîtront ici, chaque jour.
today-no-cohort-do = Créer un groupe
today-awaiting = Rien n’est encore arrivé du siège. Ce que vous écrivez est gardé sur ce PC et partira à la première connexion.
today-none = Pas de séance aujourd’hui
day-none = Pas de séance ce jour-là
today-next = Prochaine : { $day }, { $time }, { $what }.
today-next-none = Aucune séance à venir.
today-open-next = Ouvrir { $what }
week-this = Cette semaine
week-other = La semaine
week-label = Voir un autre jour
week-sessions = { $count ->
    [0] aucune
    [one] { $count } séance
   *[other] { $count } séances
}
week-complete = { $count ->
    [one] { $count } complète
   *[other] { $count } complètes
}
needs = À voir
needs-none = Rien à voir pour l’instant.
need-register-incomplete = { $code } : appel incomplet
need-register-incomplete-more = { $count ->
    [one] { $date }, { $count } personne à marquer
   *[other] { $date }, { $count } personnes à marquer
}
need-register-incomplete-do = Compléter
need-absent-twice = { $name } : absence 2 fois de suite
need-absent-twice-more = { $code }. Un appel fait souvent revenir.
need-absent-twice-do = Voir
need-volunteer-missing = { $code } : il manque des bénévoles
need-volunteer-missing-more = { $date }, { $count } sur { $target }
need-volunteer-missing-do = Voir
need-two-answers = { $count ->
    [one] { $count } réponse à départager
   *[other] { $count } réponses à départager
}
need-two-answers-more = Écrites sur deux ordinateurs
need-two-answers-do = Regarder
need-exchange-late = Rien échangé depuis { $days } jours
need-exchange-late-more = { $count ->
    [one] { $count } changement est seulement sur ce PC
   *[other] { $count } changements sont seulement sur ce PC
}
need-exchange-late-do = Échanger
need-planned-twice = { $count ->
    [one] Une séance en gêne une autre
   *[other] { $count } séances en gênent d’autres
}
need-planned-twice-more = Même salle ou mêmes personnes à la même heure
need-planned-twice-do = Choisir
need-seats-passed = { $count ->
    [one] { $name } : une place l’attend, à lui dire
   *[other] { $count } personnes ont une place qui les attend, à leur dire
}
need-seats-passed-more = { $code }. L’offre précédente a pris fin sans réponse. Celle-ci tient jusqu’au { $date }, { $time }.
need-seats-passed-do = Appeler
need-seats-ending = { $count ->
    [one] { $name } : pas encore de réponse pour sa place
   *[other] { $count } places proposées sans réponse
}
need-seats-ending-more = { $count ->
    [one] { $code }. L’offre prend fin le { $date }, { $time }.
   *[other] { $code }. La première offre prend fin le { $date }, { $time }.
}
need-seats-ending-do = Appeler
need-seats-ended = { $count ->
    [one] { $code } : une place proposée est restée sans réponse
   *[other] { $code } : { $count } places proposées sont restées sans réponse
}
need-seats-ended-more = Personne d’autre n’attend.
need-seats-ended-do = Voir
need-to-complete = { $name } : fiche à compléter
need-to-complete-more = Seul le nom a été demandé à l’entrée.
need-to-complete-do = Compléter

## The register
grid-label = { $learners ->
    [one] Présence, { $learners } apprenant
   *[other] Présence, { $learners } apprenants
} { $volunteers ->
    [0] {""}
    [one] et { $volunteers } bénévole
   *[other] et { $volunteers } bénévoles
}
session-label = Séance
letter-present = P
letter-late = R
letter-absent = A
letter-excused = E
mark-present = présent
mark-late = en retard
mark-absent = absent
mark-excused = excusé
mark-remote = à distance
mark-unmarked = à marquer
mark-of = { $name } : { $mark }
count-present = { $count ->
    [0] présent
    [one] présent
   *[other] présents
}
count-late = { $count ->
    [0] retard
    [one] retard
   *[other] retards
}
count-absent = { $count ->
    [0] absent
    [one] absent
   *[other] absents
}
count-excused = { $count ->
    [0] excusé
    [one] excusé
   *[other] excusés
}
count-unmarked = à marquer
column-rank = Rang
column-last-five = 5 dernières
column-mark = Présence
column-detail = Détail
column-note = Note
column-place = Reçu par le siège
column-signed = Signé
half = Demi-journée
half-morning = matin
half-afternoon = après-midi
half-evening = soir
signed-none = pas encore signé
signed-signed = signé
signed-again = à signer de nouveau
signed-void = signature annulée
signed-broken = signature différente de ce qui a été écrit
signed-way-drawn = dessin
signed-way-pictures = trois images
signed-way-code = code
signed-way-witnessed = attesté
signed-way-account = à la clôture
signed-half = { $half } : { $what }
signed-of = { $name } : { $what }
sign-now-of = { $said }. Faire signer.
sign-not-here = { $name } n’est pas noté présent : on ne signe que quand on est là.
signatures = Signatures
signatures-key = Faire signer tout le monde (S sur une ligne pour une personne)
reason-missing = Dites pourquoi.
reason-of-witness = { $name } ne peut pas signer
reason-why-witness = Ne peut pas signer, pourquoi ?
reason-do-witness = J’atteste
reason-of-void = Annuler une signature de { $name }
reason-why-void = Annuler la signature, pourquoi ?
reason-do-void = Annuler la signature
last-five-are = 5 dernières : { $marks }
to-mark = à marquer
everyone-here = Tout le monde est là
rest-here = { $count ->
    [one] La dernière personne est là
   *[other] Les { $count } autres sont là
}
all-marked = Tout le monde est marqué
undo-this = Annuler : { $what }
undo-nothing = Rien à annuler
redo-this = Rétablir : { $what }
redo-nothing = Rien à rétablir
undone = Annulé
redone = Rétabli
undo-blocked = { $what } : { $by } l’a changé depuis ({ $device }, { $when }). Rien n’a été touché.
kept-until = Tout a été gardé jusqu’à { $time }
minutes-short = { $minutes } min
minutes-left-short = −{ $minutes } min
minutes-long = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
minutes-late = retard { $minutes } min
minutes-other = autre
minutes-other-of = Autre nombre de minutes
minutes-pad = Chiffres des minutes de { $name }
minutes-erase = Effacer le dernier chiffre
minutes-keep = OK
minutes-keep-of = Garder { $minutes } min
minutes-entry-late = Retard de { $name }, en minutes
minutes-entry-left = Départ avant la fin de { $name }, en minutes
late-of = { $name } : retard de { $minutes } min. Changer.
left-of = { $name } : départ avant la fin, −{ $minutes } min. Changer.
left-do = Parti avant la fin (D)
left-do-of = { $name } : parti avant la fin
remote-do = À distance (T)
remote-do-of = { $name } : à distance
remote-of = { $name } : à distance. Revenir à présent.
remote-back = Revenir à « présent »
note-of = Note : { $name }
place-saving = en cours d’enregistrement
place-here = sur ce PC seulement
place-received = reçu par le siège
place-look = à regarder : deux réponses diffèrent
place-short-here = sur ce PC
unsaved = Pas enregistré.
unsaved-store-disk_full = Pas enregistré, disque plein.
unsaved-store-read_only = Pas enregistré, écriture refusée.
unsaved-attendance-minutes_beyond_session = Pas enregistré : plus long que la séance.
unsaved-attendance-minutes_zero = Pas enregistré : zéro minute.
unsaved-permission-role_too_low = Pas enregistré : votre rôle ne le permet pas.
unsaved-of = { $name }, pas enregistré. { $why }
spoken-mark = { $name }, { $mark }.
spoken-note = { $name }, note gardée.
spoken-late = { $minutes ->
    [one] en retard { $minutes } minute
   *[other] en retard { $minutes } minutes
}
spoken-left = { $minutes ->
    [one] parti { $minutes } minute avant la fin
   *[other] parti { $minutes } minutes avant la fin
}
spoken-blocked = Rien n’a été annulé : { $by } a changé depuis { $what }.
spoken-rest = Les autres sont là.
spoken-undo = Annulé.
spoken-undid = Annulé : { $what }.
spoken-redid = Rétabli : { $what }.
spoken-redo = Rétabli.
part-lead = responsable
part-assistant = assiste
part-interpreter = interprète
part-observer = observe
volunteers-none = Aucun bénévole prévu
register-empty = Personne n’est inscrit
register-empty-text = L’appel se fait avec les personnes du groupe. Ajoutez-les depuis la liste des personnes.
register-empty-do = Ajouter des personnes
absent-twice = Absent aux 2 séances précédentes. Un appel fait souvent revenir.
tag-guest = invité
tag-provisional = à compléter
tag-suspect = à vérifier
left-blank = laissé vide
menu-of = Ce qu’on peut faire pour { $name }
menu-left = Parti
remote-menu = À distance
menu-present = Présent
menu-note = Note
menu-note-full = Écrire une note (N)
menu-clear = Enlever
menu-clear-full = Enlever la marque (U)
menu-sign = Faire signer
menu-sign-full = Faire signer (S)
menu-witness = Ne peut pas signer : attesté par moi
menu-void = Annuler la signature
walk-in-key = Ajouter une personne qui n’est pas inscrite (W)
walk-in-name = Son nom
walk-in-new = Ajouter ce nom
walk-in-maybe = Peut-être déjà connu
walk-in-found = { $count ->
    [one] { $count } personne peut-être déjà connue. Flèches pour la choisir.
   *[other] { $count } personnes peut-être déjà connues. Flèches pour choisir.
}
walk-in-full = { $count } sur { $capacity }.
walk-in-wait = Liste d’attente
walk-in-anyway = Laisser entrer
no-group = aucun groupe
why-same-name = même nom
why-sounds-alike = même son
why-other-script = même nom dans une autre écriture
why-begins-so = commence ainsi
more = Autres actions
continue-register = Continuer l’appel
pause = Interruption
pause-change = Changer l’interruption
pause-from = de
pause-until = à
pause-why = Pourquoi ?
pause-keep = Garder
pause-clear = Enlever
pause-hour = Une heure s’écrit comme 15:00.
pause-ask = Donnez le début et la fin : les minutes de chacun paraîtront ici avant d’être gardées.
pause-leaves = { $minutes } min comptent, au lieu de { $before }.
pause-minutes = { $before } → { $after } min
pause-nobody = Personne n’est encore marqué présent.
pause-chip-of = Interruption de { $start } à { $end } : { $minutes } min comptent. Changer.
paper = Saisi d’après une feuille
paper-chip = d’après une feuille
paper-offer = Cette séance est d’un jour passé. Recopiez-vous une feuille de présence ?
paper-yes = Oui, d’après une feuille
paper-no = Non
close-begin = Clore…
close-key = Clore l’appel (Ctrl Entrée)
closing = Clore l’appel
close = Clore
closing-ready = Tout est là. Un appel clos se rouvre tant qu’il n’est pas scellé.
closing-unmarked = { $count ->
    [one] { $count } non marqué
   *[other] { $count } non marqués
}
closing-absent = { $count ->
    [one] Absent
   *[other] Absents
}
closing-blank = Laisser vide
closing-show = Montrer
closing-why = Pourquoi laisser vide ?
closing-why-unsigned = Pourquoi sans signature ?
closing-why-both = Pourquoi, sans marque ni signature ?
closing-unsigned = { $count ->
    [one] { $count } signature manque :
   *[other] { $count } signatures manquent :
}
closing-on-paper = Signé sur papier
closing-without = Sans signature, avec un motif
closing-same-reason = le même motif
closing-unsaved = { $count ->
    [one] { $count } pas enregistré
   *[other] { $count } pas enregistrés
}
closing-stopped-unsaved = Des présences ne sont pas enregistrées. Réessayez d’abord.
closing-stopped-unmarked = Marquez ces personnes, ou laissez vide avec une raison.
closing-stopped-unsigned = Faites signer ces personnes, dites que c’est signé sur papier, ou donnez un motif.
closing-stopped-reason = Dites pourquoi : une raison suffit pour tout.
closing-stopped-warning = Dites pourquoi, ou notez et continuez.
warning-why = Pourquoi, si vous voulez
warning-note = Noter et continuer
warning-noted = noté
warning-change = Changer
warning-after_end = { $minutes ->
    [one] Saisi { $minutes } minute après la fin de la séance.
   *[other] Saisi { $minutes } minutes après la fin de la séance.
}
warning-over_capacity = { $count } personnes pour { $capacity } places.
warning-two_places = { $name } est aussi marqué présent en { $code } à la même heure.
warning-holiday = Cette séance tombe un jour férié : { $name ->
    [new_year] le jour de l’an
    [easter_monday] le lundi de Pâques
    [labour_day] la fête du Travail
    [victory_day] la victoire de 1945
    [ascension] l’Ascension
    [whit_monday] le lundi de Pentecôte
    [national_day] la fête nationale
    [assumption] l’Assomption
    [all_saints] la Toussaint
    [armistice_day] l’armistice de 1918
    [christmas] Noël
    [good_friday] le Vendredi saint
    [second_christmas] la Saint-Étienne
    [abolition_day] l’abolition de l’esclavage
    [gospel_day] l’arrivée de l’Évangile
    [autonomy_day] la fête de l’autonomie
    [matarii] Matari’i i ni’a
    [citizenship_day] la fête de la citoyenneté
    [saint_pierre_chanel] la Saint-Pierre-Chanel
    [saints_peter_and_paul] la Saint-Pierre et Saint-Paul
    [territory_day] la fête du Territoire
   *[other] { $name }
}.
warning-before_start = Cette séance n’a pas encore commencé : elle est prévue { $date }.
warning-title = Cette formation s’appelle « { $title } » ici, et « { $expected } » au catalogue.
warning-clock = { $minutes ->
    [one] L’horloge de ce PC a { $minutes } minute d’écart avec celle du siège.
   *[other] L’horloge de ce PC a { $minutes } minutes d’écart avec celle du siège.
}
warning-ratio = Il manquait des bénévoles : { $volunteers } pour { $learners } apprenants.
warning-in_a_row = { $count } signatures ont été données en { $seconds } secondes : presque sans se passer l’ordinateur.
warning-signed_late = { $count ->
    [one] { $count } signature a été donnée bien après la fin de la séance.
   *[other] { $count } signatures ont été données bien après la fin de la séance.
}
warning-other = Quelque chose serait remarqué plus tard ({ $code }).
closed-by = Clos par { $name }.
closed = Appel clos.
closed-ask = Pour corriger, demandez à la personne qui l’a clos ou à la coordination.
note-learners = Les notes sont pour les apprenants : rien n’est noté pour { $name }.
closed-deaf = L’appel est clos. Rien n’a été changé.
sealed-by = Scellé, clos par { $name }.
sealed-on = Scellé par le siège le { $date }.
closed-signed = Signé par { $name } à la clôture
version = Version { $version }
versions = Versions de la feuille
version-until = Version { $version }, jusqu’à { $when }
version-now = Version { $version }, depuis { $when } : celle qui vaut
version-changed = a changé : { $what }
version-changed-by = a changé : { $what }, par { $by }
version-open = Ouvrir
version-open-of = Ouvrir la version { $version }
sign-again-who = Doivent signer de nouveau : { $names }
suspect = À vérifier
suspect-for = Ce qui est affiché pour
suspect-not = {" n’est pas ce qui a été écrit."}
suspect-whole = Ce qui est affiché de la séance elle-même n’est pas ce qui a été écrit.
suspect-do = Quelque chose l’a changé sur ce PC sans passer par Passerelle. Imprimez la feuille, et prévenez la coordination ou le siège avant de continuer.
suspect-do-lead = Quelque chose l’a changé sur ce PC sans passer par Passerelle. Imprimez la feuille, et prévenez le siège avant de continuer.
sealed = Appel scellé.
sealed-text = Le siège le garde : il ne se corrige plus ici.
reopen = Rouvrir
reopen-why = Pourquoi rouvrir ?
filter = Filtrer les noms
filter-end = Tout montrer
ratio = { $volunteers } pour { $learners ->
    [one] { $learners } apprenant
   *[other] { $learners } apprenants
}
ratio-short = { $volunteers } pour { $learners }, manque { $missing }
ratio-target = Au moins 4 bénévoles pour 10 apprenants
register-empty-walk-in = Ajouter qui est là
unsaved-session-closed = Pas enregistré : appel clos.
unsaved-session-sealed = Pas enregistré : appel scellé.
unsaved-register-old = Pas enregistré : plus d’une semaine.
state-closed = Clos
state-sealed = Scellé
weeks-title = Présence par séance
weeks-session = Séance { $number }, { $date }
weeks-sum = Venues
weeks-came = { $count } venues sur { $of } marquées
weeks-none = Personne n’est encore marqué
weeks-not-there = pas dans le groupe ce jour-là
weeks-of = Présence de { $code }
weeks-week = Semaine
week-of = du { $date }
weeks-sheet = Feuille de la semaine (PDF)
weeks-nobody = Personne n’est inscrit dans ce groupe
weeks-nobody-text = La présence paraîtra ici, séance par séance.
weeks-none-held = Aucune séance n’a encore eu lieu
weeks-first = La première est le { $date }.
table-xlsx = Tableau (Excel)
table-csv = CSV
table-why-xlsx = Tableau (Excel), pour quoi ?
table-why-csv = CSV, pour quoi ?
table-why-text = Gardé dans le journal avec votre nom. Le fichier n’est pas chiffré : toute personne qui l’a peut le lire.
table-why-missing = Dites pour quoi, en quelques mots.
table-write = Écrire le fichier
weeks-unmarked = { $count ->
    [one] { $count } case à marquer, comptée nulle part
   *[other] { $count } cases à marquer, comptées nulle part
}

## A sheet before it is written or printed
preview = Aperçu de la feuille
preview-filled = Feuille remplie, version { $version }
preview-blank = Feuille vide
preview-page = page { $number } sur { $of }
preview-alt = { $what }, page { $number } sur { $of }
preview-save = Enregistrer le PDF
preview-print = Imprimer
preview-before = Page précédente
preview-after = Page suivante
preview-back = Revenir
## Photographs of the paper sheet
photos = Photos de la feuille
photos-count = { $count ->
    [one] { $count } photo de la feuille papier
   *[other] { $count } photos de la feuille papier
}
photos-none = Aucune photo pour l’instant.
photo-add = Ajouter une photo
photo-how = On peut aussi la déposer ici, ou la coller. JPEG, PNG ou WebP, 25 Mo au plus.
photo-number = Photo { $number }
photo-rank = Photo { $number } sur { $of }
photo-by = ajoutée par { $by }, { $when }
photo-state-here = sur ce PC seulement
photo-state-received = reçue par le siège
photo-state-elsewhere = pas encore sur ce PC : elle vient avec un échange
photo-state-damaged = ne se lit pas : elle reviendra du siège
photo-see = Voir
photo-remove = Retirer…
photo-remove-why = Retirer la photo { $number }, pourquoi ?
photo-remove-text = L’image sera détruite sur tous les ordinateurs. Elle ne pourra pas revenir.
photo-remove-do = Retirer la photo
photo-removed = Photo retirée.
photo-chosen = Photo choisie, pas encore gardée
photo-keep = Garder cette photo
photo-other = En choisir une autre
photo-keeping = La photo est en train d’être gardée…
photo-kept = Photo gardée. Elle part vers le siège après le reste.
photo-kept-here = Photo gardée sur ce PC.
photo-alt = Feuille papier, { $session }, photo { $number } sur { $of }
photo-alt-chosen = Photo choisie pour { $session }
photo-back = Revenir à la liste
photo-before = Précédente
photo-after = Suivante
photo-actual = Taille réelle
closing-photo = Signée sur papier : aucune photo de la feuille pour l’instant

## Signing
sign-title = Je signe ma présence
sign-choose = Je choisis mon nom
sign-line = Signez sur la ligne
sign-erase = Effacer
sign-sign = Je signe
sign-thanks = Merci
sign-way = Façon de signer
sign-drawing = Dessin
sign-pictures = Trois images
sign-code = Code
sign-half = Demi-journée
sign-morning = Matin
sign-afternoon = Après-midi
sign-evening = Soir
sign-back = Retour
sign-again = Votre ligne a changé : signez encore une fois
sign-pictures-enter = Choisissez vos trois images, dans l’ordre
sign-pictures-choose = Choisissez trois images à retenir, dans l’ordre
sign-code-enter = Tapez votre code : 4 chiffres
sign-code-choose = Choisissez un code de 4 chiffres
sign-once-more = Encore une fois, pour vérifier
sign-kept = C’est retenu. Vous pouvez signer
sign-not-same = Ce n’est pas la même chose. Recommencez
sign-wrong = Ce n’est pas cela. Essais restants : { $left }
sign-ask = Demandez de l’aide au formateur
sign-weak = C’est trop simple. Choisissez autre chose
sign-empty = Rien n’est dessiné. Signez d’abord sur la ligne
sign-too-much = Le dessin est trop long. Effacez et recommencez
sign-pictures-missing = Il faut trois images
sign-code-missing = Il faut quatre chiffres
sign-by-hand = On dessine à la souris, au doigt ou au stylet
sign-by-keys = Au clavier, prenez les images ou le code
sign-picture-cup = tasse
sign-picture-key = clé
sign-picture-tree = arbre
sign-picture-fish = poisson
sign-picture-house = maison
sign-picture-sun = soleil
sign-picture-bicycle = vélo
sign-picture-umbrella = parapluie
sign-picture-boat = bateau
sign-picture-apple = pomme
sign-picture-star = étoile
sign-picture-clock = horloge
signing-give-back = Rendre l’ordinateur à { $name }
signing-pin = Code PIN de { $name }
signing-trainers = Formateurs
signing-signed = signé
signing-away = pas noté présent
signing-settings = Signatures
signing-settings-text = Comment les apprenants signent sur ce PC et sur ceux du centre.
signing-ways = Façons de signer
signing-drawn-why = À la souris, au doigt ou au stylet
signing-pictures-why = Trois images parmi douze, au clavier aussi
signing-code-why = Quatre chiffres, au clavier aussi
signing-one-way = Il faut au moins une façon de signer.
signing-languages = Langues de la signature
signing-languages-text = En plus du français et de l’anglais. Chacun signe dans la sienne quand elle est cochée.
signing-unreviewed = pas encore relue par un locuteur
signing-lead = Choisi par la coordination.
signing-kept = C’est enregistré.
signing-ways-some = Façons : { $ways }
signing-languages-none = Pas d’autre langue que le français et l’anglais.

## People
people-count = { $count ->
    [0] personne
    [one] { $count } personne
   *[other] { $count } personnes
}
people-found = { $count } sur { $of }
people-none = Personne pour l’instant
people-none-text = Les apprenants et les bénévoles du centre paraîtront ici. Un prénom suffit pour commencer.
people-not-found = Aucune personne de ce nom ici
people-not-found-text = « { $typed } ». Les personnes des autres centres ne sont pas sur ce PC.
people-clear = Voir tout le monde
person-add = Ajouter une personne
person-added = { $name } est dans la liste.
person-given = Prénom
person-family = Nom de famille
person-own = Nom dans son écriture
person-language = Sa langue
person-role = Rôle
person-cohort = Groupe
person-no-cohort = Pas encore
a-learner = Apprenant
a-volunteer = Bénévole
column-name = Nom
column-role = Rôle
column-cohorts = Groupes
column-attended = Séances suivies
person-locked = Ses coordonnées et ses droits sont gardés à part. Une personne de la coordination peut les lire.
complete = À compléter
complete-text = À l’entrée, seul le nom a été demandé. Le reste se complète ici.
complete-do = Compléter la fiche
completed = La fiche de { $name } est complète.
field-given = Prénom
field-family = Nom de famille
field-name = Nom
field-own-name = Nom dans son écriture
field-preferred-name = Nom d’usage
field-language = Langue
field-role = Rôle
field-sign-code = De quoi signer
field-phone = Téléphone
field-phones = Téléphones
field-email = Courriel
field-address = Adresse
field-street = Rue
field-street-more = Complément d’adresse
field-postcode = Code postal
field-town = Ville
field-commune = Commune
field-birth-year = Année de naissance
field-birth = Date de naissance
field-birth-day = Date de naissance
field-birth-place = Lieu de naissance
field-source-number = Numéro de dossier
field-caf-number = Numéro CAF
field-france-travail-number = Numéro France Travail
field-situation = Situation
field-rsa = RSA
field-are = ARE
field-ass = ASS
field-activity-bonus = Prime d’activité
field-rqth = RQTH
field-mobility = Mobilité
field-job-sought = Métier recherché
field-education = Niveau d’études
field-volunteer-target = bénévoles prévus
field-planned-minutes = durée prévue
## Rights of a person
rights = Droits de la personne
export = Donner une copie
export-text = Tout ce qui est écrit sur cette personne, dans des fichiers qu’elle peut lire et emporter.
export-purpose = Pourquoi
export-purpose-usual = Demande de la personne
export-go = Écrire les fichiers
export-busy = Écriture…
sheet-filled = Feuille de l’appel
sheet-blank = Feuille à remplir
sheet-written = { $file } est dans
exported = { $count ->
    [one] { $count } fichier écrit dans
   *[other] { $count } fichiers écrits dans
}
exported-open = Ces fichiers ne sont pas chiffrés : toute personne qui les a peut les lire. Remettez-les, puis effacez-les d’ici.
erase = Effacer cette personne
erase-text = Son nom, ses coordonnées et ce qui la désigne disparaissent. On voit d’abord ce que cela fait.
erase-start = Voir ce qui serait effacé
erase-what = Le nom de { $name }, ses coordonnées, ses droits et ses notes seront effacés.
erase-kept = { $count ->
    [one] { $count } ligne de feuille scellée, que la loi garde, reste au siège et nulle part ailleurs.
   *[other] { $count } lignes de feuilles scellées, que la loi garde, restent au siège et nulle part ailleurs.
  }
erase-marks = { $count ->
    [0] Aucune présence n’est concernée.
    [one] { $count } présence reste comme nombre sans nom.
   *[other] { $count } présences restent comme nombres sans nom.
}
erase-photos = { $count ->
    [one] { $count } photo de feuille papier où cette personne figure est détruite aussi sur les ordinateurs ; le siège garde ce que la loi exige.
   *[other] { $count } photos de feuilles papier où cette personne figure sont détruites aussi sur les ordinateurs ; le siège garde ce que la loi exige.
}
erase-photos-unsent = { $count ->
    [one] { $count } de ces photos n’est pas encore au siège : s’il faut la garder, connectez d’abord ce PC.
   *[other] { $count } de ces photos ne sont pas encore au siège : s’il faut les garder, connectez d’abord ce PC.
}
erase-elsewhere = { $count ->
    [0] Aucun autre ordinateur ne l’a.
    [one] { $count } ordinateur l’effacera, au plus tard à son prochain échange.
   *[other] { $count } ordinateurs l’effaceront, au plus tard à leur prochain échange.
}
erase-final = C’est définitif : personne ne pourra revenir dessus, ni ici ni au siège.
erase-confirm = Effacer { $name }
erased = Cette personne est effacée
erased-text = Plus rien ne peut être écrit à son sujet.
erased-done = C’est fait sur :
erased-waiting = { $count ->
    [one] Cet ordinateur le fera à son prochain échange :
   *[other] Ces ordinateurs le feront à leur prochain échange :
}
erased-everywhere = C’est fait partout.

## History
history = Historique
history-key = Historique (H)
history-no-day = Sans date connue
history-what = { $name }, { $what }
history-is = {" :"}
history-cleared = effacé
history-changed = changé
history-replaced = remplacé
history-completed = fiche complète
history-void = annulée
history-photo = ajoutée
history-session = La séance
history-none = Rien d’écrit pour l’instant
history-none-session = Chaque présence et chaque note paraîtra ici, avec qui l’a écrite, quand et sur quel ordinateur.
history-none-person = Ce qui sera écrit sur cette personne paraîtra ici, avec qui l’a écrit, quand et sur quel ordinateur.
history-who = Seulement cette personne
history-found = { $count } sur { $of }
history-not-found = Rien d’écrit sur une personne de ce nom
history-clear = Voir tout
reading = Lecture…
enrolment-confirmed = inscription confirmée
enrolment-active = suit le groupe
enrolment-completed = a terminé
enrolment-dropped = a quitté le groupe
enrolment-waitlisted = sur la liste d’attente

## Groups
cohorts-count = { $count ->
    [0] aucun
    [one] { $count } groupe
   *[other] { $count } groupes
}
cohorts-none = Aucun groupe pour l’instant
cohorts-none-text = Un groupe réunit des personnes, une salle et des dates. Vous pourrez tout changer ensuite.
cohort-add = Nouveau groupe
cohort-level = Niveau
cohort-level-choose = Choisir un niveau
cohort-code = Nom court
cohort-room = Salle
cohort-seats = Places
cohort-first = À partir du
cohort-weekdays = Jours
cohort-start = Début
cohort-end = Fin
cohort-sessions = Nombre de séances
cohort-create = Créer le groupe
cohort-hours-wrong = L’heure de fin vient après l’heure de début. Par exemple 14:00 et 16:00.
cohort-none-planned = Choisissez un nombre de séances, de 1 à 200.
cohort-nothing-written = Rien n’est écrit avant « Créer »
cohort-hours = Heures
cohort-to = à
cohort-place = Lieu
cohort-nowhere = Pas encore de lieu
cohort-elsewhere = Autre lieu…
cohort-off = Jours sans séance
cohort-off-usual = Jours fériés et fermetures
cohort-off-none = Aucun
cohort-or-day = ou un dernier jour
cohort-or-count = ou un nombre
cohort-last = Jusqu’au
venue-option = { $name }, { $count ->
    [one] { $count } place
   *[other] { $count } places
}
list-all = Tous les groupes
list-running = séance { $number } sur { $of } · { $seats }
list-seats = { $count } / { $of }
list-month = , { $month }
list-from = le { $day }
list-until = fini le { $day }
list-part-running = En cours
list-part-coming = À venir
list-part-over = Terminés
plan-days = Les jours
plan-empty = Choisissez un niveau : les jours paraîtront ici, avec ceux qui sont fériés ou fermés.
plan-heading = { $count ->
    [0] Aucune séance
    [one] { $count } séance, { $total }
   *[other] { $count } séances, { $total }
}
plan-ends = fin le { $day }
plan-more = Le niveau demande { $planned } : cela fait { $minutes } de plus.
plan-less = Le niveau demande { $planned } : il manque { $minutes }.
plan-create = { $count ->
    [one] Créer { $count } séance
   *[other] Créer { $count } séances
}
plan-moved = au lieu du { $day } : { $reason }
plan-changed-from = à la main, au lieu du { $day }
plan-changed = à la main : { $what }
plan-leave = Laisser de côté
plan-go = Autre jour
plan-go-do = Y aller
plan-before = Comme avant
plan-why-level = Choisissez d’abord un niveau.
plan-why-last = Le dernier jour vient après le premier.
plan-why-seats = Choisissez un nombre de places, de 1 à 500.
plan-why-none = Aucun jour ne convient : changez les jours ou les dates.
plan-why-clash = { $count ->
    [one] { $count } séance est à régler d’abord.
   *[other] { $count } séances sont à régler d’abord.
}
plan-off-holiday = { $name }, férié
plan-off-holiday-other = jour férié
plan-off-closure = fermeture : { $name }
plan-off-closure-bare = fermeture du centre
plan-off-venue = lieu fermé, { $name }
plan-off-venue-bare = lieu fermé
plan-off-by-hand = laissé de côté à la main
plan-off-other = pas de séance
holiday-new_year = Jour de l’an
holiday-good_friday = Vendredi saint
holiday-easter_monday = Lundi de Pâques
holiday-labour_day = Fête du Travail
holiday-victory_day = Victoire de 1945
holiday-ascension = Ascension
holiday-whit_monday = Lundi de Pentecôte
holiday-abolition_day = Abolition de l’esclavage
holiday-national_day = Fête nationale
holiday-assumption = Assomption
holiday-all_saints = Toussaint
holiday-armistice_day = Armistice de 1918
holiday-christmas = Noël
holiday-second_christmas = Saint-Étienne
holiday-gospel_day = Arrivée de l’Évangile
holiday-autonomy_day = Fête de l’autonomie
holiday-matarii = Matari’i i ni’a
holiday-citizenship_day = Fête de la citoyenneté
holiday-saint_pierre_chanel = Saint-Pierre-Chanel
holiday-saints_peter_and_paul = Saint-Pierre et Saint-Paul
holiday-territory_day = Fête du Territoire
clash-on = { $day } : { $what }
twice-what = { $day }, { $what ->
    [room] { $name } est pris deux fois.
    [cohort] { $name } a deux séances à la fois.
    [moved] { $name } a eu séance, alors qu’un autre ordinateur l’avait déplacée.
    [away] { $name } est attendu, mais n’est pas là ce jour-là.
   *[other] { $name } est attendu à deux endroits.
}
twice-held = La séance du { $day } a eu lieu : retirer l’autre date
twice-both = Les deux ont lieu
twice-new-day = Nouvelle date, { $day } : { $side }
twice-old-day = Séance tenue, { $day } : { $side }
twice-side = { $code }, { $from } à { $to }. Prévu par { $name } sur { $device }, { $when }.
twice-side-unknown = { $code }, { $from } à { $to }. Prévu sur { $device }, { $when }.
twice-rota = Voir les bénévoles
twice-move = Déplacer { $code }
clash-by = Prévu par { $name }.
clash-heard = D’après ce que cet ordinateur a reçu { $when }.
clash-never-heard = D’après cet ordinateur seul, qui n’a encore rien reçu du siège.
clash-none-heard = Rien ne gêne, d’après ce que cet ordinateur a reçu { $when }.
clash-none-never-heard = Rien ne gêne, d’après cet ordinateur seul, qui n’a encore rien reçu du siège.
clash-others = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
clash-other = gêne une autre séance
clash-itself_twice = même groupe, de { $from } à { $to }
clash-holiday = jour férié
clash-closed = jour de fermeture
clash-room_taken = { $venue } accueille { $code }
clash-volunteer_twice = { $name } est aussi à { $code }
clash-learner_twice = { $name } suit aussi { $code }
clash-over_capacity = { $seats } places pour { $places }
clash-few_computers = { $computers } ordinateurs pour { $seats }
fix-venue = Prendre { $name }
fix-day = Aller au { $day }, { $time }
group-seats = { $count ->
    [0] Aucune place prise sur { $of }
    [one] { $count } place prise sur { $of }
   *[other] { $count } places prises sur { $of }
}
group-change = Modifier le groupe
group-change-title = Modifier { $code }
group-change-text = Personne ne perd sa place. Une place ajoutée est proposée à qui attend.
group-title = Titre
group-helpers = Bénévoles voulus
group-keep = Enregistrer le groupe
group-why-code = Donnez un nom court à ce groupe.
group-why-title = Donnez un titre à ce groupe.
group-why-taken = { $count ->
    [one] { $count } place est prise : le groupe en garde au moins autant.
   *[other] { $count } places sont prises : le groupe en garde au moins autant.
}
group-why-volunteers = Choisissez un nombre de bénévoles, de 0 à { $max }.
group-why-same = Changez le nom, les places ou les bénévoles.
group-sessions = Séances
group-weeks = Calendrier
group-attendance = Présence
sessions = Séances
sessions-none = Ce groupe n’a aucune séance
session-register = Ouvrir l’appel
session-move = Déplacer
session-cancel = Annuler la séance
session-why = Pourquoi
session-why-missing = Dites d’abord pourquoi.
session-planned = prévue
session-open = appel commencé
session-closed = appel clos
session-sealed = appel scellé
session-cancelled = annulée
session-moved-to = déplacée au { $day }
session-moved = déplacée
session-because = { $said } : { $reason }
session-fixed-open = L’appel est commencé : cette séance ne se déplace plus et ne s’annule plus.
session-fixed-closed = L’appel est clos : cette séance ne se déplace plus et ne s’annule plus.
session-fixed-sealed = L’appel est scellé : cette séance ne se déplace plus et ne s’annule plus.
session-fixed-cancelled = Cette séance est déjà annulée.
session-fixed-moved = Cette séance est déjà déplacée : choisissez sa nouvelle ligne.
move-title = Déplacer la séance { $number } sur { $of }, { $day }
move-to = Nouveau jour
move-scope = Quelles séances
move-scope-one = cette séance seulement
move-scope-following = celle-ci et les suivantes
move-scope-all = toutes celles à venir
move-same = Choisissez un autre jour, d’autres heures ou un autre lieu.
move-apart = { $count ->
    [one] { $count } séance réglée à part
   *[other] { $count } séances réglées à part
}
move-do = { $count ->
    [one] Déplacer { $count } séance
   *[other] Déplacer { $count } séances
}
cancel-nothing = Ne rien annuler
cancel-do = { $count ->
    [one] Annuler { $count } séance
   *[other] Annuler { $count } séances
}
cancel-title = Annuler la séance { $number } sur { $of }, { $day }
column-number = N°
column-module = Contenu
column-state = État
places = Lieux et fermetures
places-count = { $count ->
    [0] aucun
    [one] { $count } lieu
   *[other] { $count } lieux
}
places-none = Aucun lieu pour l’instant
places-none-text = Un lieu qui est noté ici, avec ses places et ses ordinateurs, prévient quand deux groupes le veulent en même temps.
place-add = Nouveau lieu
place-change = Modifier { $name }
place-name = Nom
place-address = Adresse
place-seats = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
place-computers = { $count ->
    [0] aucun ordinateur
    [one] { $count } ordinateur
   *[other] { $count } ordinateurs
}
place-computers-field = Ordinateurs
place-wifi = Wifi
place-wifi-ok = bon wifi
place-wifi-poor = wifi faible
place-wifi-none = sans wifi
place-access-steps = Accès
place-step-free = de plain-pied
place-steps = avec des marches
place-partner = Partenaire qui le prête
place-value = Valeur d’une heure, en euros
place-way-in = Comment entrer
place-way-in-hint = À qui demander la clé, par quelle porte. Les codes d’alarme n’ont pas leur place ici : cette fiche va sur d’autres ordinateurs. Ce texte est imprimé sur les convocations.
place-archive = Ne plus proposer ce lieu
place-archived = n’est plus proposé
place-unknown = Non précisé
place-save = Enregistrer
days-off = Jours sans séance
days-off-territory = Jours fériés
closure-add = Nouvelle fermeture
closure-none = Aucune fermeture n’est notée. Les jours fériés sont connus d’avance.
closure-first = Du
closure-last = Au
closure-title = Raison
closure-title-such = Vacances, examens, ramadan…
closure-centre = Tout le centre
closure-other-hours = Ouvert, à d’autres heures
closure-open = ouvert de { $from } à { $to }
closure-from-to = du { $first } au { $last }
closure-wrong = Le dernier jour suit le premier, et l’heure de fin celle du début.
closure-change = Modifier { $days }
closure-remove = Retirer { $days }
change = Modifier
remove = Retirer
territory-metropole = Métropole
territory-alsace_moselle = Alsace et Moselle
territory-guadeloupe = Guadeloupe
territory-martinique = Martinique
territory-guyane = Guyane
territory-reunion = La Réunion
territory-mayotte = Mayotte
territory-saint_pierre_et_miquelon = Saint-Pierre-et-Miquelon
territory-saint_martin = Saint-Martin
territory-saint_barthelemy = Saint-Barthélemy
territory-wallis_et_futuna = Wallis-et-Futuna
territory-polynesie = Polynésie française
territory-nouvelle_caledonie = Nouvelle-Calédonie
place-wrong-name = Donnez un nom à ce lieu.
place-wrong-capacity = Les places se disent en chiffres, par exemple 12.
place-wrong-computers = Les ordinateurs se disent en chiffres, par exemple 10.
place-wrong-value = La valeur se dit en euros, par exemple 25 ou 25,50.
cohort-open = Ouvrir
cohort-open-of = { $code } : ouvrir la séance
column-cohort = Groupe
column-room = Salle
column-dates = Dates
column-sessions = Séances
column-open = Ouvrir la séance
from-to = { $first } – { $last }
day = Jour
month = Mois
year = Année

## Calendar
calendar = Calendrier
calendar-look = Présentation
calendar-look-week = Semaine
calendar-look-month = Mois
calendar-look-table = Tableau
calendar-week = Semaine du { $date }
calendar-month = { $month } { $year }
calendar-this-week = Cette semaine
calendar-week-before = Semaine précédente
calendar-week-after = Semaine suivante
calendar-month-before = Mois précédent
calendar-month-after = Mois suivant
calendar-help = Entrée ouvre, M prend la séance pour la déplacer
calendar-help-month = Entrée montre la semaine de ce jour, M prend une séance pour la déplacer
calendar-help-month-lifted = Flèches : un jour, une semaine. M : la suivante du jour. Entrée : poser. Échap : renoncer.
calendar-help-lifted = Flèches : déplacer. Entrée : poser. Échap : renoncer.
calendar-help-dragged = Relâcher : poser. Échap : renoncer.
calendar-hours = { $from } à { $to }
calendar-place = { $date }, { $from } à { $to }
calendar-lifted = { $code } prise. { $place }. Les flèches la déplacent, Entrée la pose, Échap renonce.
calendar-dropped = { $code } posée. { $place }.
calendar-left = Rien n’est déplacé.
calendar-fixed = { $code } : cette séance ne se déplace plus.
calendar-rank = n° { $number }
calendar-nothing = Aucune séance
calendar-more = + { $count }
calendar-more-heard = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
calendar-volunteers = { $count } sur { $of } { $of ->
    [0] bénévole
    [one] bénévole
   *[other] bénévoles
}
calendar-because = { $text } : { $reason }
calendar-moved-to = déplacée au { $date }
calendar-state-planned = prévue
calendar-state-cancelled = annulée
calendar-state-moved = déplacée
calendar-state-open = en cours
calendar-state-closed = appel clos
calendar-state-sealed = appel scellé
calendar-draft-kept = pas encore créée
calendar-draft-moved = pas encore créée, à la place du { $date }
calendar-draft-changed = pas encore créée, choisie à la main
calendar-draft-skipped = sans séance
calendar-draft-clash = pas encore créée, gêne une autre séance
calendar-column-date = Date
calendar-column-hours = Heures
calendar-column-state = État
off-holiday = Jour férié
off-closure = Centre fermé
off-venue = Salle fermée
off-by-hand = Retirée à la main

## Exchange
this-computer = Ordinateur { $device }
sentence-demo = Démo : rien ne sort de ce PC.
sentence-alone = Ce centre vit seulement sur ce PC.
sentence-sending = Envoi : { $sent } sur { $of }.
sentence-receiving = Réception en cours.
sentence-received = Tout ce qui est sur ce PC a été reçu par le siège ({ $when }).
sentence-first = Premier échange en attente d’une connexion.
sentence-pending = { $count ->
    [one] { $count } changement est seulement sur ce PC ({ $size }). Il partira dès qu’il y aura une connexion.
   *[other] { $count } changements sont seulement sur ce PC ({ $size }). Ils partiront dès qu’il y aura une connexion.
}
sentence-failed = { $count ->
    [one] { $count } changement est seulement sur ce PC ({ $size }). Le dernier essai n’a pas abouti.
   *[other] { $count } changements sont seulement sur ce PC ({ $size }). Le dernier essai n’a pas abouti.
}
more-failed = Prochain essai : { $when }.
more-demo = Quittez la démo pour rejoindre un centre ou en créer un.
more-alone = Il n’est relié à aucun siège. Tout est gardé ici.
more-sending = Vous pouvez quitter cet écran : l’échange continue.
more-first = Vous pouvez déjà faire l’appel.
more-pending = Rien n’est perdu. Le siège a tout reçu jusqu’au { $when }.
more-pending-photos = Rien n’est perdu. Photos à part, le siège a tout reçu jusqu’au { $when }.
more-pending-never = Rien n’est perdu. Le siège n’a encore rien reçu de ce PC.
more-amber = Rien n’est perdu, mais cela attend depuis longtemps. Pensez à vous connecter ces jours-ci.
more-red = Rien n’est perdu, mais cela attend depuis plus de trois semaines. Quelqu’un doit trouver une connexion.
internet = Internet
headquarters = Siège :
tried-at = Dernier essai : { $when }.
tried-never = Pas encore essayé.
next-at = Prochain : { $when }.
exchange-now = Essayer maintenant
exchange-stop = Arrêter
progress = { $sent } sur { $of } reçus par le siège, { $received } arrivés ici. { $size }.
progress-label = Envoi, { $sent } sur { $of }
deferred = { $count ->
    [one] { $count } changement reçu attend une version plus récente de Passerelle. Il est gardé et sera lu après la mise à niveau.
   *[other] { $count } changements reçus attendent une version plus récente de Passerelle. Ils sont gardés et seront lus après la mise à niveau.
}
quarantined = { $count ->
    [one] { $count } changement reçu n’était pas valable. Il est mis de côté et n’a rien modifié ici.
   *[other] { $count } changements reçus n’étaient pas valables. Ils sont mis de côté et n’ont rien modifié ici.
}
clock-ahead = L’horloge de ce PC avance de { $minutes } minutes sur celle du siège. Remettez-la à l’heure ; rien n’est perdu.
clock-behind = L’horloge de ce PC retarde de { $minutes } minutes sur celle du siège. Remettez-la à l’heure ; rien n’est perdu.
exchange-photos = Photos de feuilles
photos-waiting = { $count ->
    [0] Aucune photo n’attend.
    [one] { $count } photo est seulement sur ce PC ({ $size }). Elle part après le reste.
   *[other] { $count } photos sont seulement sur ce PC ({ $size }). Elles partent après le reste.
}
photos-alone = { $count ->
    [one] { $count } photo est sur ce PC ({ $size }).
   *[other] { $count } photos sont sur ce PC ({ $size }).
}
photos-lacking = { $count ->
    [one] { $count } photo est encore à recevoir.
   *[other] { $count } photos sont encore à recevoir.
}
photos-held = { $count ->
    [one] { $count } photo attend : la limite du mois ({ $limit }) est atteinte. Les présences, elles, partent toujours.
   *[other] { $count } photos attendent : la limite du mois ({ $limit }) est atteinte. Les présences, elles, partent toujours.
}
photos-held-all = { $count ->
    [one] { $count } photo attend : aucune photo ne passe par ce réseau. Les présences, elles, partent toujours.
   *[other] { $count } photos attendent : aucune photo ne passe par ce réseau. Les présences, elles, partent toujours.
}
photos-month = { $size } de photos ce mois-ci
photos-limit = Limite par mois, pour les photos
photos-limit-none = Sans limite
photos-limit-all = Aucune photo par ce réseau
photos-moved = Photos : { $done } sur { $total }.
sentence-photos = { $count ->
    [one] { $count } photo de feuille est seulement sur ce PC ({ $size }). Tout le reste a été reçu par le siège ({ $when }).
   *[other] { $count } photos de feuilles sont seulement sur ce PC ({ $size }). Tout le reste a été reçu par le siège ({ $when }).
}
sentence-photos-moving = Les photos de feuilles sont en route.
pending = En attente
pending-none = Rien n’attend.
this-month = Ce mois-ci : { $size }
column-what = Quoi
column-who = Qui
column-since = Depuis
column-size = Taille
column-where = Où
kind-attendance = { $count ->
    [one] { $count } présence
   *[other] { $count } présences
}
kind-presence = { $count ->
    [one] { $count } présence de bénévole
   *[other] { $count } présences de bénévoles
}
kind-learner = { $count ->
    [one] { $count } apprenant
   *[other] { $count } apprenants
}
kind-volunteer = { $count ->
    [one] { $count } bénévole
   *[other] { $count } bénévoles
}
kind-enrolment = { $count ->
    [one] { $count } inscription
   *[other] { $count } inscriptions
}
kind-cohort = { $count ->
    [one] { $count } groupe
   *[other] { $count } groupes
}
kind-session = { $count ->
    [one] { $count } séance
   *[other] { $count } séances
}
kind-site = { $count ->
    [one] { $count } fiche de centre
   *[other] { $count } fiches de centre
}
kind-photo = { $count ->
    [one] { $count } photo de feuille
   *[other] { $count } photos de feuilles
}
kind-other = { $count ->
    [one] { $count } changement
   *[other] { $count } changements
}

## Needs a look
look-title = À regarder
look-settled = Réglé :
look-none = Rien à regarder.
look-none-text = Quand deux ordinateurs ont écrit deux réponses différentes, elles paraissent ici.
look-put-off = { $count ->
    [one] { $count } reste pour plus tard.
   *[other] { $count } restent pour plus tard.
}
look-again = Les reprendre
look-context = Séance du { $day }, { $code }
look-by = { $by }, sur { $device }
look-by-here = { $by }, sur ce PC
look-removed = retiré
look-blank = vide
look-both = { $count ->
    [2] Garder les deux
   *[other] Tout garder
}
look-different-group = Ce sont deux groupes différents
look-different-person = Ce sont deux personnes différentes
look-latest = La plus récente pour les { $count } questions de ce genre
look-later = Plus tard
look-seen = Compris
look-question-answers = { $count ->
    [2] Deux réponses. Laquelle est juste ?
   *[other] { $count } réponses. Laquelle est juste ?
}
look-question-removed = Retiré sur un ordinateur, changé sur un autre. Que garder ?
look-question-twins-group = Deux groupes portent ce nom court. Lequel le garde ?
look-question-twins-person = Deux fiches portent ce nom. Si c’est la même personne, laquelle garder ?
look-kept-answers = { $count ->
    [one] L’autre réponse reste dans l’historique.
   *[other] Les autres réponses restent dans l’historique.
}
look-kept-notice = Ce qui n’a pas été accepté reste dans l’historique.
look-kept-twins-group = L’autre groupe devient { $code }-2. Ses séances et ses personnes ne changent pas.
look-kept-twins-person = L’autre fiche reste dans l’historique.
look-what-attendance-mark = { $name }, présence
look-what-attendance-note = { $name }, note de séance
look-what-presence-mark = { $name }, présence de bénévole
look-what-presence-part = { $name }, rôle pendant la séance
look-what-contact-phones = { $name }, téléphone
look-what-learner-name = { $name }, nom
look-what-learner-own-name = { $name }, nom dans son écriture
look-what-learner-preferred-name = { $name }, nom d’usage
look-what-learner-language = { $name }, langue
look-what-volunteer-name = { $name }, nom
look-what-volunteer-own-name = { $name }, nom dans son écriture
look-what-volunteer-language = { $name }, langue
look-what-volunteer-role = { $name }, rôle
look-what-cohort-title = { $name }, nom du groupe
look-what-cohort-level = { $name }, niveau
look-what-cohort-room = { $name }, salle
look-what-cohort-capacity = { $name }, nombre de places
look-what-enrolment-state = { $name }, inscription
look-what-enrolment-entry = { $name }, entrée dans le groupe
look-what-enrolment-exit = { $name }, sortie du groupe
look-what-session-slot = { $name }, jour et heures de la séance
look-what-session-room = { $name }, salle de la séance
look-what-session-module = { $name }, contenu de la séance
look-what-signature-signed = { $name }, signature
look-what-signature-void = { $name }, signature
look-what-signature-void-reason = { $name }, signature annulée parce que
look-what-signature-why = { $name }, attesté parce que
look-what-photo-photo = { $name }, photo de la feuille
look-what-photo-removed = { $name }, photo de la feuille retirée parce que
look-what-session-fate = { $name }, séance, maintenue ou non
look-what-session-venue = { $name }, lieu de la séance
look-what-cohort-venue = { $name }, lieu du groupe
look-what-cohort-frozen = { $name }, modules du groupe
look-what-presence-answer = { $name }, réponse de bénévole
look-what-venue-name = { $name }, nom du lieu
look-what-venue-address = { $name }, adresse
look-what-venue-room = { $name }, places et ordinateurs
look-what-venue-comfort = { $name }, wifi et accès
look-what-venue-partner = { $name }, partenaire
look-what-venue-value = { $name }, valeur d’une heure
look-what-venue-access = { $name }, comment entrer
look-what-venue-archived = { $name }, lieu proposé ou non
look-what-closure-days = { $name }, jours sans séance
look-what-closure-title = { $name }, jours sans séance, nom
look-what-closure-venue = { $name }, jours sans séance, lieu
look-what-closure-hours = { $name }, jours sans séance, heures
look-what-closure-removed = { $name }, jours sans séance, retirés ou non
look-what-partner-name = { $name }, nom du partenaire
look-what-partner-kind = { $name }, sorte de partenaire
look-what-partner-roles = { $name }, rôles du partenaire
look-what-site-territory = { $name }, jours fériés
look-what-partner-contact-name = { $name }, nom
look-what-partner-contact-partner = { $name }, partenaire
look-what-partner-contact-post = { $name }, fonction
look-what-partner-contact-reach = { $name }, téléphone et adresse électronique
look-what-partner-contact-archived = { $name }, contact proposé ou non
look-what-funding-title = { $name }, nom du financement
look-what-funding-nature = { $name }, sorte de financement
look-what-funding-partner = { $name }, financeur
look-what-funding-amount = { $name }, montant du financement
look-what-funding-period = { $name }, dates du financement
look-what-funding-archived = { $name }, financement proposé ou non
look-what-referral-name = { $name }, nom
look-what-referral-reach = { $name }, téléphone et adresse électronique
look-what-referral-language = { $name }, langue
look-what-referral-source = { $name }, qui oriente, et quand
look-what-referral-advisor = { $name }, qui suit la personne
look-what-referral-wanted = { $name }, niveau demandé
look-what-referral-state = { $name }, où en est l’orientation
look-what-referral-learner = { $name }, apprenant·e
look-what-referral-answers = { $name }, positionnement
look-what-referral-french = { $name }, français oral
look-what-referral-deadline = { $name }, réponse attendue le
look-what-referral-feedback = { $name }, partenaire informé
look-what-referral-note = { $name }, note
look-what-referral-cohort = { $name }, groupe demandé
look-what-volunteer-file-state = { $name }, bénévole, en activité ou non
look-what-volunteer-file-company = { $name }, entreprise
look-what-volunteer-file-skills = { $name }, compétences
look-what-volunteer-file-languages = { $name }, langues parlées
look-what-volunteer-file-levels = { $name }, niveaux enseignés
look-what-volunteer-file-availability = { $name }, disponibilités
look-what-volunteer-file-reach = { $name }, téléphone et adresse électronique
look-what-volunteer-file-note = { $name }, note
look-what-volunteer-file-charter = { $name }, charte signée
look-what-absence-days = { $name }, jours d’absence
look-what-absence-removed = { $name }, absence retirée ou non
look-what-venue-convention = { $name }, convention
look-what-venue-contact = { $name }, contact du lieu
look-what-site-hour-value = { $name }, valeur d’une heure de bénévolat
look-what-programme-archived = { $name }, programme proposé ou non
look-what-level-title = { $name }, nom du niveau
look-what-level-plan = { $name }, durée du niveau
look-what-level-objectives = { $name }, objectifs
look-what-level-entry = { $name }, conditions d’entrée
look-what-level-nature = { $name }, public et forme du niveau
look-what-level-version = { $name }, édition du niveau
look-what-level-archived = { $name }, niveau proposé ou non
look-what-module-title = { $name }, nom du module
look-what-module-plan = { $name }, durée du module
look-what-module-objectives = { $name }, objectifs du module
look-what-module-competences = { $name }, compétences DigComp
look-what-module-discipline = { $name }, matière
look-what-module-archived = { $name }, module proposé ou non
look-what-cohort-funding = { $name }, financements du groupe
look-what-cohort-offers = { $name }, durée d’une proposition de place
look-what-cohort-nature = { $name }, public du groupe
look-what-cohort-frozen-version = { $name }, édition du niveau
look-what-enrolment-wish = { $name }, demande de place
look-what-enrolment-offer = { $name }, place proposée
look-what-enrolment-answer = { $name }, réponse à la proposition
look-what-enrolment-source = { $name }, orientation d’origine
look-what-enrolment-transfer = { $name }, groupe rejoint
look-what-session-origin = { $name }, séance remplacée
look-what-other = { $name }, fiche
look-notice-seat-taken = La dernière place de { $code } avait été donnée à { $other } sur { $device }, { $when }. { $name } est maintenant sur la liste d’attente.
look-notice-seat-promised = Une place de { $code } avait été proposée à { $name } { $when }, mais elle est à { $other ->
    [nobody] quelqu’un d’autre
   *[other] { $other }
  } maintenant. { $name } attend de nouveau, n° { $rank } : prévenez cette personne.
look-notice-not-enrolled = Le siège n’a pas accepté ce changement : la personne qui l’a écrit n’est pas connue sur cet ordinateur.
look-notice-role-too-low = Le siège n’a pas accepté ce changement : le rôle de la personne qui l’a écrit ne le permet pas.
look-notice-sealed = Le siège n’a pas accepté ce changement : la feuille était déjà scellée.
look-notice-revoked = Le siège n’a pas accepté ce changement : l’ordinateur qui l’a écrit n’avait plus le droit d’échanger.
look-notice-by-hand = Quelqu’un au siège a relu ce changement et ne l’a pas gardé. Appelez le siège pour savoir pourquoi.
look-notice-copied = Les données de ce PC ont été copiées ou restaurées. Pour que rien ne se mélange, il s’appelle maintenant { $device }. Tout ce qui était enregistré est là.
look-notice-fork = Deux ordinateurs ont écrit sous le même nom, { $device }. Tout est gardé. Appelez le siège : l’un des deux a besoin d’un nouveau code.
look-notice-other = Le siège n’a pas accepté un changement qui concerne { $name }. Appelez le siège pour savoir pourquoi.

## A centre that arrives
sentence-arriving = Réception du centre.
arrival-label = Réception du centre
arrival-start = Réception… { $size }
arrival-rest = Réception du centre : les personnes et les 90 derniers jours sont là ; des séances plus anciennes arrivent encore : { $done } sur { $total }. Vous pouvez déjà travailler.
arrival-bytes = { $size } reçus.
arrival-stop-more = Si vous arrêtez, la suite viendra au prochain échange.
arrival-heard-start = Réception du centre : { $percent } %
arrival-heard-rest = Les personnes et les 90 derniers jours sont là. Séances plus anciennes : { $percent } %
arrival-done = Tout le centre est sur ce PC.

## Settings
settings-look = Affichage
theme-system = Comme le PC
theme-light = Clair
theme-dark = Sombre
settings-computer = Ce PC
settings-device = Nom
settings-centre = Centre
settings-person = Utilisé par
backups = Sauvegardes
backups-none = Pas encore de sauvegarde sur ce PC.
backups-last = Dernière
backups-verified = relue et bonne
backups-unverified = pas encore relue
backups-kept = Gardées
backups-count = { $count ->
    [one] { $count } sauvegarde, { $size }
   *[other] { $count } sauvegardes, { $size }
}
backups-folder = Dossier
backup-now = Sauvegarder maintenant
backup-busy = Sauvegarde en cours…
backup-done = La sauvegarde est faite et a été relue.
backup-done-unread = La sauvegarde est faite ; elle n’a pas encore été relue.
keys = Les touches
keys-register-text = Elles agissent quand une ligne de l’appel est choisie. Tout s’annule.
keys-present = Présent, puis la personne suivante
keys-late = En retard : des chiffres, puis Entrée
keys-absent = Absent, puis la personne suivante
keys-excused = Excusé, puis la personne suivante
keys-rest = Tous les autres sont là
keys-left = Parti avant la fin : des chiffres, puis Entrée
keys-remote = À distance
keys-note = Écrire une note
keys-sign = Faire signer cette personne
keys-history = Voir l’historique de la séance
keys-walk-in = Ajouter une personne qui n’est pas inscrite
keys-filter = Filtrer les noms
keys-menu = Le menu de la ligne, comme un clic droit ou un appui long
habit-singles = Les lettres et les chiffres seuls agissent
habit-advance = Après une marque, passer à la personne suivante
keys-clear = Enlever la marque
keys-rows = Changer de ligne
keys-cells = Se déplacer dans la ligne
keys-undo = Annuler
keys-redo = Rétablir
keys-toast = Aller au message « Annuler »
keys-answer = Choisir la réponse de ce chiffre
keys-latest = La réponse la plus récente pour toutes les questions de ce genre
keys-later = Plus tard, puis la question suivante
keys-back = Revenir à aujourd’hui

# Qui ouvre ce PC
lock-title = Ouvrir ce PC
lock-who = Qui êtes-vous ?
lock-find = Chercher votre nom
lock-nobody = Personne de ce nom n’ouvre ce PC.
lock-other = Une autre personne
lock-opening = Ouverture…
lock-closing = Fermeture…
lock-now = Changer de personne
lock-now-key = Verrouiller ou changer de personne (Ctrl+L)
pin = Code PIN
pin-old = Code PIN actuel
pin-new = Code PIN (6 chiffres)
pin-again = Le même, encore
pin-why = Six chiffres que vous seul connaissez. Ni suite, ni répétition.
pin-differs = Les deux codes ne sont pas les mêmes.
pin-left = { $seconds } s
pin-forgotten = Code oublié
away-code = Taper un code du siège
pin-choose = Votre code PIN
pin-choose-text = Il ouvre ce PC à vous seul, même sans Internet. Il ne quitte jamais ce PC.
pin-preparing = Préparation de ce PC…
phrase-title = La phrase de démarrage
phrase-text = Six mots, écrits sur papier à la première ouverture. On les demande une fois après chaque démarrage.
phrase = Les six mots
phrase-lost = Phrase perdue
protect-title = Protéger ce centre
protect-text = Cette version demande un code PIN. Tout ce qui est ici est gardé.
protect-do = Protéger
back-title = Revenir avec un code
back-forgotten = Prenez la fiche de secours imprimée, ou appelez le siège : on vous lira un code. Rien n’est perdu.
back-gone = Votre code PIN n’ouvre plus ce PC. Avec la fiche de secours, ou un code lu par le siège, vous en choisissez un autre. Rien n’est perdu.
back-secret = Le trousseau de ce PC a été vidé ou remplacé : les codes PIN n’ouvrent plus. Rien n’est perdu. Prenez la fiche de secours, ou appelez le siège.
back-away = Ce PC n’a pas échangé depuis trop longtemps : aucun code PIN ne l’ouvre. Rien n’est perdu. Appelez le siège : on vous lira un code.
back-code = Code
back-code-why = 25 caractères sur la fiche, 12 si le siège vous le lit.
back-code-why-away = Les 12 caractères que le siège vous lit.
back-who = Qui êtes-vous ?
shown-title = À garder
sheet-title = Fiche de secours
sheet-text = Ce code ouvre les données de ce PC quand plus rien d’autre ne les ouvre. Il n’est montré qu’une fois.
sheet-date = Imprimée le
sheet-keep = À garder loin du PC, dans un lieu fermé à clé. Ne pas la photographier, ne pas l’envoyer.
sheet-print = Imprimer la fiche
sheet-later = Sans cette fiche, un code oublié demande un appel au siège.
sheet-later-do = Plus tard
sheet-unprinted = Imprimer la fiche de secours
words-title = Phrase de démarrage
words-text = Ce PC n’a pas de trousseau : écrivez ces six mots sur papier, à part de la fiche. On les demande à chaque démarrage.
words-ask = Pour vérifier : quel est le mot { $rank } ?
team = Personnes de ce PC
team-text = Chacune a son code PIN. Ce qu’elles écrivent porte leur nom.
team-no-pin = doit choisir un code
team-mine = Changer mon code
team-pin = Nouveau code
team-pin-of = Nouveau code pour { $name }
team-pin-text = { $name } choisit et tape son nouveau code.
team-remove = Retirer
team-remove-of = Retirer { $name }
team-remove-text = { $name } n’ouvrira plus ce PC. Ce qui a été écrit reste.
team-name = Nom de la personne
team-who = Qui
team-who-new = Quelqu’un de nouveau
team-said-add = { $name } ouvre maintenant ce PC.
team-said-pin = { $name } a un nouveau code.
team-said-mine = Votre code est changé.
team-said-remove = { $name } n’ouvre plus ce PC.
team-add = Ajouter une personne
team-sheet = Nouvelle fiche de secours
team-sheet-text = La fiche imprimée avant n’ouvrira plus rien. La nouvelle n’est montrée qu’une fois.

## Ce qui gêne un plan, du côté des bénévoles et des lieux prêtés
clash-volunteer_away = { $name } est absent
clash-ratio_low = { $confirmed } bénévoles sûrs sur { $wanted }
clash-outside_convention = { $venue }, prêté jusqu’au { $last }
## The palette, the list of keys, calendars and the printed pack
palette-open = Chercher partout
palette-hint = Un nom, un groupe, une action
palette-results = Ce qui correspond
palette-kind-recent = Choisis en dernier
palette-kind-people = Personnes
palette-kind-groups = Groupes
palette-kind-sessions = Séances
palette-kind-places = Lieux
palette-kind-actions = Actions
palette-none = Rien ne correspond à « { $typed } » sur ce PC.
palette-count = { $count ->
    [0] Rien ne correspond
    [one] { $count } résultat
   *[other] { $count } résultats
}
palette-choose = choisir
palette-open-do = ouvrir
palette-busy = En cours…
palette-from = à partir du { $day }
palette-today = aujourd’hui { $hour }
palette-register = Faire l’appel : { $code }, { $hour }
palette-calendar = Calendrier de { $what } dans un fichier
palette-calendar-word = calendrier
palette-also-lock = verrouiller quitter
palette-backup = Sauvegarder maintenant
palette-exchange = Échanger maintenant
palette-theme-light = Apparence claire
palette-theme-dark = Apparence sombre
keys-all = Toutes les touches
keys-close = Fermer
keys-place-today = Aujourd’hui
keys-place-register = Pendant l’appel
keys-place-groups = Groupes
keys-place-sessions = Les séances d’un groupe
keys-place-plan = Les jours d’un nouveau groupe
keys-place-calendar = Le calendrier
keys-place-look = À voir
keys-place-page = Une personne, un historique
keys-place-everywhere = Partout
keys-place-board = Les orientations, en colonnes
keys-place-rota = Qui vient
keys-place-seats = Les places d’un groupe
keys-place-allocation = Qui paie un groupe
keys-place-catalogue = Le catalogue
keys-board-go = Aller d’une carte à l’autre
keys-board-open = Ouvrir la fiche
keys-board-lift = Prendre la carte ; les flèches la déplacent, Entrée la pose
key-space = Espace
keys-open-register = Ouvrir l’appel de la séance
keys-lines = Changer de ligne
keys-leave = Revenir
keys-plan-open = Ouvrir le jour
keys-plan-leave = Enlever le jour
keys-calendar-go = Aller d’une séance à l’autre
keys-calendar-lift = Prendre la séance ; les flèches la déplacent, Entrée la pose
keys-calendar-turn = Semaine ou mois d’avant, d’après
keys-calendar-now = Revenir à maintenant
key-page-up = Page préc.
key-page-down = Page suiv.
calendar-save = Calendrier dans un fichier
pack = Dossier
pack-open = Imprimer le dossier
pack-of = Dossier du groupe { $code }
pack-roster = La liste du groupe : noms et langues
pack-sheets = Feuilles vides à signer
pack-sheets-week = De la semaine de la prochaine séance
pack-sheets-all = De toutes les séances
pack-sheets-none = Aucune
pack-tongues = Convocations
pack-tongues-fr-en = En français et en anglais
pack-tongues-fr = En français
pack-tongues-en = En anglais
pack-tongues-none = Aucune
pack-tongues-text = Une par personne : les dates, le lieu, comment entrer, quoi apporter.
pack-contact = Qui appeler
pack-contact-text = Un nom et un numéro, comme ils seront imprimés. Vide : rien n’est imprimé.
pack-nothing = Rien n’est choisi.
pack-look = Voir le dossier
## Referrals and seats
rail-referrals = Orientations
ref-count = { $count ->
    [0] Aucune orientation
    [one] { $count } orientation
   *[other] { $count } orientations
}
ref-about = { $name } :
ref-new = Nouvelle orientation
ref-one = Une orientation
ref-none = Aucune orientation pour l’instant
ref-none-text = Ici arrivent les personnes qu’un partenaire vous envoie, ou qui viennent d’elles-mêmes. On suit chacune du premier appel jusqu’à sa place dans un groupe.
ref-not-here = Les orientations ne sont pas sur ce PC
ref-not-here-text = Elles contiennent des données privées. Elles sont sur les PC de la coordination. Rien n’est perdu.
ref-not-found = Aucune orientation ne correspond
ref-show-all = Tout montrer
ref-inbox = À traiter
ref-fresh = { $count ->
    [one] { $count } nouvelle orientation
   *[other] { $count } nouvelles orientations
}
ref-fresh-none = Aucune nouvelle orientation
ref-late-count = { $count ->
    [one] { $count } réponse en retard
   *[other] { $count } réponses en retard
}
ref-open-first = Commencer par
ref-filters = Filtrer les orientations
ref-filter-text = Nom, téléphone…
ref-all-partners = Tous les partenaires
ref-no-partner = Sans partenaire
ref-all-levels = Tous les niveaux
ref-no-level = Sans niveau
ref-level = Niveau
ref-look = Présentation
ref-look-board = Colonnes
ref-look-table = Tableau
ref-board = Orientations, en colonnes
ref-table = Orientations, en tableau
ref-column-received = Nouvelles
ref-column-contacted = Contact pris
ref-column-interview = Entretien
ref-column-accepted = Acceptées
ref-column-enrolled = Inscrites
ref-column-done = Terminées
ref-column-empty = Aucune orientation
ref-column-state = Étape
ref-column-where = Niveau ou groupe
ref-column-points = Points
ref-more = { $count ->
    [one] et { $count } autre, dans le tableau
   *[other] et { $count } autres, dans le tableau
}
ref-state-received = Nouvelle
ref-state-contacted = Contact pris
ref-state-interview = Entretien
ref-state-accepted = Acceptée
ref-state-enrolled = Inscrite
ref-state-closed = Terminée
ref-state-no_answer = Ne répond pas
ref-state-declined_by_person = La personne ne veut plus
ref-state-not_eligible = Ne remplit pas les conditions
ref-state-redirected = Envoyée ailleurs
ref-to-received = Rouvrir
ref-to-contacted = Contact pris
ref-to-interview = Entretien
ref-to-accepted = Accepter
ref-to-enrolled = Inscrire
ref-end = Arrêter…
ref-close-it = Clore
ref-how-ended = Comment cela s’est-il terminé ?
ref-back-to = Revenir à : { $state }
ref-days = { $count ->
    [0] aujourd’hui
    [one] { $count } jour
   *[other] { $count } jours
}
ref-days-long = { $count ->
    [0] reçue aujourd’hui
    [one] reçue il y a { $count } jour
   *[other] reçue il y a { $count } jours
}
ref-late = Réponse en retard
ref-late-short = En retard
ref-late-long = réponse en retard
ref-help = Flèches : aller d’une carte à l’autre. Entrée : ouvrir. Espace : prendre la carte pour la déplacer.
ref-help-lifted = Flèches : changer de colonne. Entrée : poser. Échap : renoncer.
ref-help-dragged = Relâcher : poser. Échap : renoncer.
ref-lifted = { $name }, carte prise dans { $column }. Les flèches la déplacent, Entrée la pose, Échap renonce.
ref-dropped = { $name } : { $column }.
ref-left = Rien n’est déplacé.
ref-fixed = { $name } : cette carte ne se déplace plus.
ref-never = { $column } : pas possible depuis cette étape.
ref-never-short = Pas possible d’ici
ref-close = Fermer la fiche
ref-parts = Parties de la fiche
ref-part-file = Fiche
ref-part-positioning = Positionnement
ref-part-enrol = Inscription
ref-part-partner = Partenaire
ref-erased = Personne effacée
ref-edit = Modifier
ref-learner = Sa fiche
ref-change = Modifier { $name }
ref-save = Enregistrer
ref-phones = Téléphones, séparés par des virgules
ref-partner = Partenaire
ref-sent-by = Orientée par
ref-partner-hint = Laissez vide si la personne est venue d’elle-même.
ref-advisor = Suivie par
ref-received = Reçue le
ref-owed = Le partenaire attend une réponse
ref-answer-by = Réponse avant le
ref-level-wanted = Niveau demandé
ref-cohort-wanted = Groupe demandé
ref-note = Note
ref-note-hint = Seulement ce qui aide à accueillir la personne. Rien sur sa santé, sa religion ou ses papiers.
ref-wrong-given = Écrivez un prénom ou un nom.
ref-wrong-email = Cette adresse ne peut pas être juste. Corrigez-la, ou laissez-la vide.
ref-wrong-phones = Cinq téléphones au plus. Enlevez-en.
ref-wrong-answer = Ce jour est avant celui où l’orientation a été reçue. Choisissez un autre jour.
ref-gaps = À savoir avant d’inscrire
ref-gap-french = Ce niveau demande le français { $wanted } ; la personne a { $has }.
ref-gap-french_unknown = Ce niveau demande le français { $wanted } ; son français n’est pas noté.
ref-gap-previous_level = Ce niveau vient après { $wanted }, que la personne n’a pas suivi.
ref-alike = Est-ce la même personne ?
ref-alike-new = Non, c’est une nouvelle personne
ref-enrol = Inscrire
ref-enrol-cohort = Groupe
ref-enrol-fits = son niveau
ref-enrol-in = Inscrire dans { $code }
ref-enrol-wait = Mettre en attente pour { $code }
ref-enrol-who = Dites d’abord si c’est la même personne.
ref-enrol-which = Choisissez un groupe.
ref-enrol-none = Aucun groupe en cours ou à venir. Créez-en un dans Groupes.
ref-not-said = Pas précisé
ref-accept-first = La personne est inscrite une fois acceptée.
ref-enrol-ended = Cette orientation est arrêtée. Revenez d’abord à une étape en cours.
ref-enrolled-in = La personne est dans { $code }.
ref-stands-in = { $code } : { $stands }.
ref-waits = attend, n° { $rank }
ref-free = { $count ->
    [one] { $count } place libre
   *[other] { $count } places libres
}
ref-full = complet
ref-free-unknown = places non dites
ref-tell = Un texte à envoyer à { $partner } : copiez-le dans un courriel, ou imprimez-le.
ref-nobody-to-tell = La personne est venue d’elle-même : aucun partenaire à informer.
ref-told = Partenaire informé le
ref-told-on = informé { $day }
ref-told-today = Informé aujourd’hui
letter-copy = Copier
letter-copied = Le texte est copié.
letter-not-copied = Le texte n’a pas pu être copié. Choisissez-le et copiez-le à la main.
letter-print = Imprimer
pos-points = { $count } sur { $of }
pos-answered = { $count ->
    [one] { $count } réponse sur { $of }
   *[other] { $count } réponses sur { $of }
}
pos-advice-first = Conseil : le premier niveau
pos-advice-second = Conseil : le deuxième niveau
pos-advice-third = Conseil : le troisième niveau
pos-advice-beyond = Conseil : au-delà, le code peut-être
pos-scale-0 = jamais
pos-scale-1 = avec de l’aide
pos-scale-2 = sans aide
pos-scale-3 = je peux montrer
pos-mouse = Je me sers de la souris.
pos-keyboard = J’écris avec le clavier, avec les accents.
pos-files = Je range mes fichiers dans des dossiers.
pos-browser = J’ouvre un site Internet et je reviens en arrière.
pos-search = Je cherche une information sur Internet.
pos-mail = J’envoie un courriel avec un fichier.
pos-form = Je remplis un formulaire en ligne.
pos-safety = Je choisis un bon mot de passe et je reconnais un faux message.
pos-text = J’écris une lettre à l’ordinateur.
pos-sheet = Je fais un tableau avec des calculs.
pos-french = Français oral
pos-kept = Enregistré sur ce PC
pos-help = Les touches 0 à 3 répondent et vont à la question suivante.
french-none = aucun
french-a1_1 = A1.1
french-a1 = A1
french-a2 = A2
french-b1 = B1
french-b2 = B2
french-c1 = C1
french-c2 = C2
group-seating = Places
seat-strip = Places du groupe
seat-list = Personnes, dans l’ordre
seat-count-seated = places prises
seat-count-offered = { $count ->
    [one] proposée
   *[other] proposées
}
seat-count-free = { $count ->
    [one] libre
   *[other] libres
}
seat-count-waiting = en attente
seat-count-over = de trop
seat-h-seated = Ont une place
seat-h-offered = Place proposée
seat-h-waiting = En attente
seat-h-lapsed = N’ont pas répondu à temps
seat-h-gone = Ne sont plus dans le groupe
seat-is-seated = a une place
seat-is-offered = place proposée
seat-is-waiting = en attente
seat-is-lapsed = n’a pas répondu à temps
seat-is-gone = n’y est plus
seat-rank = rang
seat-is-first = en premier
seat-gaps = ne remplit pas toutes les conditions du niveau
seat-anyway = Donner la place à { $name } quand même
seat-until = jusqu’à { $when }
seat-today = aujourd’hui { $time }
seat-day = { $day }, { $time }
seat-left = encore { $time }
seat-left-days = { $count ->
    [one] encore { $count } jour
   *[other] encore { $count } jours
}
seat-asked = a demandé { $when }
seat-lapsed-why = la place est passée à la personne suivante
seat-went-to = est dans { $code }
seat-because = a dit non : { $why }
seat-state-confirmed = inscription terminée
seat-state-active = inscription terminée
seat-state-completed = a terminé
seat-state-dropped = a arrêté
seat-state-waitlisted = n’attend plus
seat-state-declined = a dit non
seat-state-transferred = dans un autre groupe
seat-state-cancelled = inscription annulée
refusal-hours = les horaires
refusal-place = le lieu
refusal-found_other = a trouvé autre chose
refusal-level = le niveau
refusal-no_answer = ne répond pas
refusal-moved_away = a déménagé
refusal-other = autre raison
seat-do-offer = Proposer une place
seat-do-took = A dit oui
seat-do-give = Donner une place
seat-do-queue = Mettre en attente
seat-do-declined = A dit non
seat-do-first = Passer en premier
seat-do-unfirst = Remettre à son rang
seat-do-transfer = Changer de groupe
seat-do-cancel = Retirer du groupe
seat-do-letter = Texte à envoyer
seat-ask-why = { $name } : pourquoi non ?
seat-ask-where = { $name } : vers quel groupe ?
seat-why = Raison
seat-choose = Choisir un groupe
seat-nothing = Rien à faire ici pour cette personne.
seat-not-now = Pas possible maintenant pour { $name }.
seat-hours = Une proposition tient
seat-hours-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
seat-hours-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
seat-add = Ajouter une personne
seat-add-free = Nom de la personne
seat-add-full = Nom de la personne, qui attendra une place
seat-add-hint = Tapez un nom. Une personne nouvelle s’ajoute d’abord dans Personnes, ou dans Orientations.
seat-add-none = Aucune personne de ce nom n’est à ajouter.
seat-found = Personnes trouvées
seat-letter-close = Fermer le texte
seat-referral = Son orientation
seat-tell = Le message pour { $partner } est prêt dans son orientation, partie Partenaire.
seat-nobody = Personne n’a encore de place
seat-nobody-text = Ajoutez une personne déjà connue, ou inscrivez quelqu’un depuis les orientations.
## Volunteers
rail-volunteers = Bénévoles
volunteers-part-rota = Qui vient
volunteers-part-people = Personnes
volunteers-part-hours = Heures
group-volunteers = Bénévoles
rota-label = Bénévoles par séance, { $when }
rota-label-group = Bénévoles de { $code }, par séance
rota-month = { $month } { $year }
rota-before = Avant
rota-after = Après
rota-now = Ce mois-ci
rota-group = Groupe
rota-group-all = Tous les groupes
rota-pages = du { $first } au { $last }
rota-people = Bénévoles, heures en un an
rota-wanted = Prévus
rota-leads = Responsable
rota-has-lead = il y a un responsable
rota-no-lead = personne n’est responsable
rota-nobody = personne
rota-drag = À glisser sur une séance
rota-short-free = ·
rota-short-unavailable = –
rota-short-elsewhere = ailleurs
rota-short-away = absence
rota-short-asked = { "?" }
rota-short-confirmed = oui
rota-short-declined = non
rota-short-present = là
rota-short-no_show = manqué
rota-state-free = libre
rota-state-unavailable = pas à ses heures
rota-state-elsewhere = à une autre séance
rota-state-away = pas là ce jour-là
rota-state-asked = sans réponse
rota-state-confirmed = vient
rota-state-declined = ne vient pas
rota-state-present = était là
rota-state-no_show = attendu, n’est pas venu
rota-state-part = { $said }, { $part }
rota-state-but = { $said }, mais { $why }
rota-doubt = { $why ->
    [away] { $name } n’est pas là ce jour-là. Refaites le même geste pour le noter quand même.
   *[other] { $name } est déjà à une autre séance à cette heure. Refaites le même geste pour le noter quand même.
}
rota-doubt-do = Noter quand même
rota-part-lead = resp.
rota-part-interpreter = interpr.
rota-part-observer = observe
rota-session = { $day }, { $code }
rota-cell = { $name }, { $session } : { $said }
rota-hours = de { $from } à { $to }
rota-rank = séance { $number } sur { $of }
rota-bar = { $count } { $count ->
    [0] bénévole
    [one] bénévole
   *[other] bénévoles
} sur { $of }
rota-bar-lacking = { $count ->
    [one] il en manque { $count }
   *[other] il en manque { $count }
}
rota-bar-asked = { $count ->
    [one] { $count } sans réponse
   *[other] { $count } sans réponse
}
rota-bar-hindered = { $count ->
    [one] { $count } qui ne pourra pas venir
   *[other] { $count } qui ne pourront pas venir
}
rota-bar-beside = { $count ->
    [one] { $count } en plus sans enseigner
   *[other] { $count } en plus sans enseigner
}
rota-given = { $hours } en un an
rota-marked = L’appel est fait : cela se corrige dans le registre.
rota-over = La séance est terminée : cela se corrige dans le registre.
rota-ask = Demander
rota-yes = Vient
rota-no = Ne vient pas
rota-part = Rôle
rota-off = Retirer
rota-find = Trouver quelqu’un
rota-find-for = Trouver quelqu’un, { $session }
rota-find-text = Nom, entreprise ou compétence
rota-find-language = Langue
rota-find-level = Niveau enseigné
rota-find-any = Peu importe
rota-found = { $count ->
    [0] Personne
    [one] { $count } personne
   *[other] { $count } personnes
}
rota-found-nobody = Personne ne répond à tout cela. Effacez un choix pour en voir davantage.
rota-found-lacking = Il leur manque quelque chose :
rota-message = Message
rota-close = Fermer
rota-nobody-yet = Aucun bénévole pour l’instant
rota-nobody-yet-text = Ajoutez les personnes qui aident : leurs présences, leurs réponses et leurs heures paraîtront ici.
rota-no-session = Aucune séance ces jours-là
rota-no-session-text = Choisissez un autre mois, ou un autre groupe.
fit-level = enseigne { $level }
fit-language = parle { $language }
fit-skill = { $skill }
fit-time = libre à cette heure
fit-knows-group = connaît { $code }
lack-level = n’enseigne pas { $level }
lack-language = ne parle pas { $language }
rota-letter-to = Message pour { $name }
rota-letter-mail = Ouvrir un courriel
rota-letter-no-email = Pas de courriel dans sa fiche.
volunteers-count = { $count ->
    [0] personne
    [one] { $count } bénévole
   *[other] { $count } bénévoles
}
volunteers-bare = Ce PC n’a que les noms et les heures : les fiches des bénévoles ne sont que sur les PC de la coordination.
volunteers-find = Nom, entreprise ou compétence
volunteers-not-found = Personne ne correspond
volunteers-not-found-text = Aucun bénévole avec « { $typed } ».
volunteer-state = État
volunteer-state-candidate = candidat
volunteer-state-active = en activité
volunteer-state-paused = en pause
volunteer-state-left = parti
volunteer-company = Entreprise
volunteer-company-hint = Celle qui prête cette personne. Vide si elle vient d’elle-même.
volunteer-company-none = sans entreprise
volunteer-skills = Compétences
volunteer-skills-hint = Entrée ajoute, une à la fois.
volunteer-languages = Langues
volunteer-language-add = Ajouter une langue
volunteer-levels = Niveaux enseignés
volunteer-times = Disponible
volunteer-times-none = Pas dit : toute la semaine est possible.
volunteer-time-add = Ajouter un moment
volunteer-time-day = Jour
volunteer-time-from = De
volunteer-time-to = À
volunteer-time-remove = Retirer { $time }
volunteer-time = { $day } de { $from } à { $to }
volunteer-phones = Téléphones
volunteer-phones-hint = Entrée ajoute, un à la fois.
volunteer-note = Note
volunteer-charter = Charte signée
volunteer-charter-day = Signée le
volunteer-save = Garder la fiche
volunteer-file = Fiche de { $name }
volunteer-page = Sa page
volunteer-wrong-email = Cette adresse de courriel n’est pas complète. Rien n’a été changé.
volunteer-wrong-time = Un moment finit avant de commencer. Écrivez les heures comme 14:00.
volunteer-hours-year = Heures (un an)
volunteer-coming = À venir
volunteer-no-shows = Manquées
volunteer-away = Absence
volunteer-away-until = jusqu’au { $day }
volunteer-chip-remove = Retirer { $what }
absences = Absences
absences-none = Aucune absence prévue.
absence-add = Ajouter une absence
absence-first = Premier jour
absence-last = Dernier jour
absence-keep = Garder cette absence
absence-wrong = Le dernier jour vient avant le premier.
absence-days = du { $first } au { $last }
absence-touches = { $count ->
    [0] ne touche aucune séance
    [one] touche { $count } séance
   *[other] touche { $count } séances
}
absence-remove = Retirer cette absence, { $days }
hours-period = Période
hours-period-month = Mois
hours-period-quarter = Trimestre
hours-period-year = Année
hours-period-free = Autres jours
hours-quarter = { $n ->
    [1] 1er
   *[other] { $n }e
} trimestre { $year }
hours-first = Du
hours-last = Au
hours-wrong = Le dernier jour vient avant le premier.
hours-signed = Signées
hours-unsigned = Non signées
hours-value = Valeur
hours-people = Par personne
hours-companies = Par entreprise
hours-sessions = Séances
hours-people-count = Personnes
hours-no-shows = Manquées
hours-bar = Heures
hours-bar-heard = { $name } : { $signed } signées, { $unsigned } non signées
hours-sum = Ensemble
hours-worth = Une heure vaut
hours-worth-unit = euros
hours-worth-keep = Garder
hours-worth-wrong = Un montant en euros, comme 15 ou 15,50.
hours-worth-none = Dites ce que vaut une heure : la valeur sera calculée.
hours-plain = Une heure signée a une valeur, à noter dans les comptes de l’association (comptes 864 et 875, le bénévolat). Les heures non signées sont comptées à part et n’en ont pas.
hours-copy = Copier en CSV
hours-copied-done = Copié : à coller dans un tableur.
hours-copied-failed = Pas copié. Le texte est choisi : faites Ctrl C.
hours-csv = Heures en CSV
hours-print = Imprimer
hours-none = Aucune heure ces jours-là
hours-none-text = Les heures paraissent ici quand les registres disent qui était là.
hours-title = Heures des bénévoles, { $when }
hours-since = Signatures et registres de ce PC, le { $day }
volunteer-to-file = Sa fiche de bénévole
hours-worth-line = Une heure vaut { $amount }.
keys-rota-next = Demander, puis « vient », puis retirer
keys-rota-answer = Vient, ne vient pas
keys-rota-part = Responsable, assiste, interprète, observe
keys-rota-turn = Le mois d’avant, le mois d’après
keys-seat-take = A dit oui, ou donner une place
keys-seat-first = Passer en premier, ou remettre à son rang
keys-percent = Un pour cent de plus, de moins
keys-percent-ten = Dix pour cent de plus, de moins
keys-module-move = Changer l’ordre des modules
## Partners, money, catalogue, workshops
partners = Partenaires et financements
partners-tab = Partenaires
partners-none = Aucun partenaire pour l’instant
partners-none-text = Un partenaire envoie des personnes, prête une salle ou paie. Noté ici, il est proposé partout où on le demande.
partner-add = Nouveau partenaire
partner-change = Modifier { $name }
partner-name = Nom
partner-kind = Sorte
partner-kind-unknown = Non précisée
partner-kind-mission_locale = Mission locale
partner-kind-ccas = CCAS
partner-kind-cada = CADA
partner-kind-local_authority = Collectivité
partner-kind-company = Entreprise
partner-kind-school = École
partner-kind-france_travail = France Travail
partner-kind-association = Association
partner-kind-other = Autre
partner-roles = Ce qu’il fait avec le centre
partner-role-referrer = oriente des personnes
partner-role-host = prête un lieu
partner-role-funder = finance
partner-role-pass_sponsor = distribue des Pass
partner-role-employer = embauche
partner-role-donor = donne du matériel
partner-siret = SIRET
partner-siret-length = Un SIRET a 14 chiffres. Ce numéro sera gardé tel quel.
partner-siret-digits = Les chiffres de ce SIRET ne vont pas ensemble : vérifiez-le. Il sera gardé tel quel.
partner-archive = Ne plus proposer ce partenaire
partner-archived = n’est plus proposé
partner-wrong-name = Donnez un nom à ce partenaire.
partner-sent = { $count ->
    [one] { $count } personne orientée
   *[other] { $count } personnes orientées
}
partner-lends = prête { $names }
partner-contacts = Contacts
partner-contacts-none = Personne n’est noté chez ce partenaire.
partner-contacts-elsewhere = Les personnes à appeler ne sont pas sur cet ordinateur, ou vous ne pouvez pas les voir.
partner-contact-add = Ajouter un contact
partner-contact-change = Modifier { $name }
partner-contact-post = Fonction
partner-contact-phones = Téléphones, séparés par des virgules
partner-contact-wrong-given = Donnez un prénom ou un nom.
partner-contact-wrong-phones = Pas plus de cinq téléphones.
partner-contact-wrong-email = Ce courriel n’a pas la forme nom@exemple.org.
partner-contact-erase = Effacer
partner-contact-erase-of = Effacer { $name }
partner-contact-erase-text = Le nom et les coordonnées de { $name } seront effacés partout. C’est définitif : personne ne pourra revenir dessus.
partner-contact-erase-do = Effacer pour de bon
partner-contact-erased = Cette personne est effacée.
percent = { $percent } %
fundings = Financements
fundings-none = Aucun financement pour l’instant
fundings-none-text = Une subvention, une convention ou un appel à projets, avec son montant et ses dates. Chaque groupe dit ensuite qui le paie.
fundings-see = Voir tous les financements
funding-add = Nouveau financement
funding-kind = Sorte
funding-kind-grant = subvention
funding-kind-convention = convention
funding-kind-call = appel à projets
funding-kind-other = autre
funding-nature = Sert à
funding-nature-operating = fonctionnement
funding-nature-investment = investissement
funding-funder = Financeur
funding-amount = Montant, en euros
funding-reference = Référence du financeur
funding-first = Du
funding-last = Au
funding-from-to = du { $first } au { $last }
funding-over-since = terminé
funding-pays = paie
funding-pays-none = ne paie encore aucun groupe de ce centre
funding-archive = Ne plus proposer ce financement
funding-wrong-title = Donnez un nom à ce financement.
funding-wrong-amount = Le montant se dit en euros, par exemple 12 000 ou 1 234,50.
funding-wrong-dates = Donnez les deux dates, la première avant la seconde, ou aucune.
group-funding = Financements
allocation = Qui paie ce groupe
allocation-left = { $percent } % ne sont pas encore payés
allocation-whole = Tout est payé
allocation-over = { $percent } % de trop : le total ne dépasse pas 100 %. Rien ne sera enregistré ainsi.
allocation-wrong = { $name } : un nombre entier, de 1 à 100.
allocation-outside = Ce financement va du { $first } au { $last } : le groupe a des séances hors de ces dates.
allocation-remove = Retirer { $name }
allocation-add = Ajouter un financement
allocation-choose = Choisir…
allocation-no-lines = Aucun financement n’est encore noté.
allocation-bar-part = { $name } { $percent } %
convention = Convention
convention-first = Convention, du
convention-last = Convention, au
convention-reference = Référence de la convention
convention-coming = convention à partir du { $day }
convention-holds = convention jusqu’au { $day }
convention-soon = la convention finit dans { $left ->
    [0] la journée, { $day }
    [one] { $left } jour, le { $day }
   *[other] { $left } jours, le { $day }
}
convention-over = la convention a fini le { $day }
place-wrong-convention = La convention a ses deux dates, la première avant la seconde, ou aucune.
place-contact = Qui appeler
place-contact-option = { $name }, { $partner }
place-contact-is = appeler { $name }
list-part-workshop = Ateliers
workshop-add = Nouvel atelier
workshops-count = { $count ->
    [one] { $count } atelier
   *[other] { $count } ateliers
}
workshop-create = Créer l’atelier
workshop-title = Autre titre, si besoin
workshop-text = Une seule séance. On peut y venir sans être inscrit.
workshop-why-day = Choisissez un jour à venir.
audience = Pour qui
audience-learners = apprenants
audience-helpers = aidants
level-other = Autres niveaux
catalogue = Catalogue
catalogue-all = Tout le catalogue
catalogue-text = Ce qu’on enseigne. Les groupes déjà prévus gardent l’édition avec laquelle ils ont commencé.
catalogue-none = Aucun programme
catalogue-none-text = Un programme réunit des niveaux, et un niveau des modules.
programme-add = Nouveau programme
programme-archive = Ne plus proposer ce programme
programme-empty = Ce programme n’a pas encore de niveau.
level-add = Nouveau niveau
level-new-in = Dans { $name }
level-title = Titre
level-title-exact = Titre exact, celui des documents
level-code = Code
level-form = Forme
level-form-course = cours
level-form-workshop = atelier
level-french = Français oral demandé
level-previous = Niveau demandé avant
level-nothing-asked = Rien n’est demandé
level-objectives = Objectifs : ce que les personnes savent faire ensuite
level-archive = Ne plus proposer ce niveau
level-entry-after = après { $code }
level-entry-french = français { $french }
level-edition-first = Édition { $number }, celle d’origine
level-edition = Édition { $number }, depuis le { $day }
level-groups = { $count ->
    [one] { $count } groupe
   *[other] { $count } groupes
}
level-followed = { $count ->
    [one] { $count } groupe suit ce niveau
   *[other] { $count } groupes suivent ce niveau
}
level-hours = { $count ->
    [one] { $total } en { $count } séance
   *[other] { $total } en { $count } séances
}
level-hours-each = { $total } en { $count } séances de { $each }
level-keeps = C’est une nouvelle édition : les groupes déjà prévus gardent la leur.
level-unchanged = Rien n’a changé.
level-bar-part = { $number } { $title } { $total }
level-bar-none = Aucune heure
level-wrong-title = Donnez un titre.
level-wrong-code = Donnez un code, par exemple DIG-1.
level-wrong-sessions = Choisissez un nombre de séances, de 1 à 1000.
level-wrong-module = Donnez un titre au module { $number }.
level-wrong-time = Module { $number } : la durée se dit comme 2 h, 1 h 30 ou 45 min.
modules = Modules
modules-none = Ce niveau n’a pas encore de module.
modules-keys = Alt+↑ et Alt+↓ changent l’ordre
module-add = Ajouter un module
module-number = module { $number }
module-time = Durée
module-discipline = Matière
discipline-digital = numérique
discipline-french = français
discipline-social_codes = codes sociaux
module-competences = Compétences
module-competences-choose = Compétences DigComp
module-objectives = Objectifs du module
module-acts = Ordre
module-grip = Prendre et déplacer
module-title-of = Titre du module { $number }
module-time-of = Durée de { $name }
module-discipline-of = Matière de { $name }
module-open = Choisir
module-open-of = { $name } : { $count ->
    [0] aucune compétence
    [one] { $count } compétence
   *[other] { $count } compétences
} et objectifs
module-up = Monter { $name }
module-down = Descendre { $name }
module-up-key = Monter (Alt+↑)
module-down-key = Descendre (Alt+↓)
module-remove = Retirer { $name }
module-moved = { $name } : module { $number } sur { $of }
module-removed = { $name } est retiré
digcomp-1 = Information et données
digcomp-1-1 = Naviguer, rechercher et filtrer des données, informations et contenus numériques
digcomp-1-2 = Évaluer des données, informations et contenus numériques
digcomp-1-3 = Gérer des données, informations et contenus numériques
digcomp-2 = Communication et collaboration
digcomp-2-1 = Interagir par le biais des technologies numériques
digcomp-2-2 = Partager par le biais des technologies numériques
digcomp-2-3 = S’engager dans la citoyenneté par le biais des technologies numériques
digcomp-2-4 = Collaborer par le biais des technologies numériques
digcomp-2-5 = Nétiquette
digcomp-2-6 = Gérer l’identité numérique
digcomp-3 = Création de contenu numérique
digcomp-3-1 = Développer du contenu numérique
digcomp-3-2 = Intégrer et réélaborer du contenu numérique
digcomp-3-3 = Droits d’auteur et licences
digcomp-3-4 = Programmation
digcomp-4 = Sécurité
digcomp-4-1 = Protéger les appareils
digcomp-4-2 = Protéger les données personnelles et la vie privée
digcomp-4-3 = Protéger la santé et le bien-être
digcomp-4-4 = Protéger l’environnement
digcomp-5 = Résolution de problèmes
digcomp-5-1 = Résoudre des problèmes techniques
digcomp-5-2 = Identifier les besoins et les réponses technologiques
digcomp-5-3 = Utiliser de manière créative les technologies numériques
digcomp-5-4 = Identifier les lacunes en matière de compétences numériques
