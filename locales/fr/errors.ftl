# Ce qui n’a pas marché : ce qui s’est passé, ce qui est en sûreté, que faire. Partagé par la fenêtre et la ligne de commande.
error-unknown = Quelque chose d’inattendu s’est produit ({ $code }). Ce qui était enregistré est en sûreté. Réessayez ; si cela recommence, donnez ce code à votre coordination.

error-store-missing = Il n’y a pas encore de centre sur ce PC. Créez-en un, rejoignez-en un avec un code, ou essayez la démonstration.
error-store-exists = Il y a déjà un centre sur ce PC ({ $path }). Rien n’a été changé.
error-store-wrong_key = La clé de ce PC n’ouvre pas ses données. Les données sont intactes. Remettez le bon fichier de clé, ou appelez le siège.
error-store-key_unreadable = Le fichier de clé { $path } manque ou est abîmé. Les données sont intactes. Remettez ce fichier, ou appelez le siège.
error-store-newer_schema = Une version plus récente de Passerelle a écrit ces données (format { $found }, cette version connaît { $known }). Rien n’a été changé. Installez la mise à jour.
error-store-disk_full = Le disque est plein. Ce qui était enregistré est en sûreté ; ce dernier changement n’est pas enregistré. Libérez de la place, puis réessayez.
error-store-read_only = On ne peut pas écrire dans ce dossier. Ce qui était enregistré est en sûreté ; ce dernier changement n’est pas enregistré. Vérifiez les droits du dossier ou le disque.
error-store-busy = Un autre programme utilise les données. Rien n’a été changé. Réessayez dans un instant.
error-store-damaged = Le fichier de données est abîmé. N’effacez rien : appelez le siège.
error-store-gap = Il manque une partie de ce qui est arrivé. Ce qui a été reçu avant est en sûreté. Le prochain échange la redemande.
error-store-invalid_op = Ce changement n’a pas pu être écrit. Rien n’a été changé. Prévenez votre coordination.
error-store-incomplete = Les données de ce PC sont incomplètes. Rien n’a été changé. Appelez le siège.
error-store-io = Un fichier n’a pas pu être lu ou écrit. Ce qui était enregistré est en sûreté. Vérifiez le disque, puis réessayez.
error-store-sqlite = Le fichier de données a répondu par une erreur. Ce qui était enregistré est en sûreté. Réessayez ; si cela recommence, appelez le siège.
error-system-no_randomness = Ce PC ne peut pas fabriquer de clés sûres pour le moment. Rien n’a été changé. Redémarrez-le, puis réessayez.

error-system-no_runtime = Ce PC n’a plus de ressources pour échanger. Rien n’a été changé. Fermez d’autres programmes, puis réessayez.
error-permission-classroom = Ce PC est celui d’une salle : le catalogue, les partenaires et les financements se modifient sur celui de la coordination. Rien n’a été changé.
error-permission-role_too_low = Votre rôle ne le permet pas. Rien n’a été changé. Demandez à une personne de ce rôle : { $needs ->
    [coordinator] coordination
    [headquarters] siège
   *[other] bénévole
  }.

error-attendance-minutes_zero = Zéro minute, c’est à l’heure. Rien n’a été changé. Donnez un nombre de minutes, ou marquez présent.
error-attendance-minutes_beyond_session = { $minutes } minutes ne laissent rien de cette séance, qui en dure { $session }. Rien n’a été changé. Donnez moins de minutes, ou marquez absent.

error-text-too_long = Ce texte est trop long (au plus { $max } octets). Rien n’a été changé. Raccourcissez-le.
error-text-unreadable = Ce texte contient des caractères illisibles. Rien n’a été changé. Saisissez-le à nouveau.
error-centre-name_missing = Il faut un nom au centre.
error-centre-person_missing = Il manque votre nom.
error-person-name_missing = Il manque un nom. Rien n’a été changé.
error-record-unknown = Cette fiche n’est pas sur ce PC. Rien n’a été changé.
error-session-unknown = Cette séance n’est pas sur ce PC. Rien n’a été changé. « session list » montre celles qui y sont.
error-session-ambiguous = Plusieurs séances correspondent à « { $text } ». Rien n’a été changé. Donnez une plus grande part de l’identifiant.
error-session-times = Une séance finit après son début, le même jour. Rien n’a été changé.
error-learner-unknown = Cette personne n’est pas dans ce registre. Rien n’a été changé. Donnez un nom, un identifiant, ou « #3 » pour la troisième ligne.
error-learner-ambiguous = Plusieurs personnes correspondent à « { $text } ». Rien n’a été changé. Donnez la ligne, par exemple « #3 ».
error-volunteer-unknown = Ce bénévole n’est pas sur ce PC. Rien n’a été changé.
error-cohort-unknown = Ce groupe n’est pas sur ce PC. Rien n’a été changé.
error-cohort-ambiguous = Plusieurs groupes correspondent à « { $text } ». Rien n’a été changé. Donnez l’identifiant.
error-cohort-code = Le code d’un groupe a de 1 à { $max } caractères. Rien n’a été changé.
error-cohort-capacity = Un groupe a de 1 à { $max } places. Rien n’a été changé.
error-cohort-title = Un groupe a un titre. Rien n’a été changé.
error-cohort-volunteers = Un groupe demande de 0 à { $max } bénévoles. Rien n’a été changé.
error-cohort-seats_taken = { $count ->
    [one] { $count } place est prise ou proposée
   *[other] { $count } places sont prises ou proposées
  } : personne ne perd la sienne, et le groupe ne peut pas en avoir moins. Rien n’a été changé. Gardez-en autant, ou retirez d’abord quelqu’un du groupe.
error-cohort-sessions_count = Un groupe a de 1 à { $max } séances. Rien n’a été changé.
error-cohort-weekdays = Choisissez au moins un jour de la semaine. Rien n’a été changé.
error-level-unknown = Il n’y a pas de niveau « { $text } » au catalogue. Rien n’a été changé.
error-calendar-day_unreadable = « { $value } » n’est pas une date. Rien n’a été changé. Écrivez-la comme 2027-04-20.
error-calendar-time_unreadable = « { $value } » n’est pas une heure. Rien n’a été changé. Écrivez-la comme 14:00.
error-mark-unreadable = « { $value } » n’est pas une présence. Rien n’a été changé. Employez present, late:15, left:30, absent, excused, remote ou clear.

error-undo-nothing = Il n’y a rien à annuler sur ce PC.
error-redo-nothing = Il n’y a rien à rétablir sur ce PC.
error-undo-nothing-here = Il n’y a rien à annuler dans cet appel. Rien n’a changé.
error-redo-nothing-here = Il n’y a rien à rétablir dans cet appel. Rien n’a changé.
error-undo-closed = Cet appel est clos depuis un moment, ou quelqu’un d’autre l’a clos : ouvrez-le à nouveau depuis son écran, avec un motif. Rien n’a changé.
error-look-changed = Cette question a changé ou a été réglée entre-temps. Rien n’a été changé. Voici ce qui reste.
error-demo-centre_in_use = Ce centre a déjà des groupes ou des personnes. Rien n’a été changé. La démonstration ne se mêle pas à un vrai centre.
error-demo-not_open = Le centre de démonstration n’est pas ouvert. Rien n’a été changé.

error-code-length = Un code a 10 caractères ; celui-ci en a { $count }. Rien n’a été changé.
error-code-character = « { $character } » ne fait jamais partie d’un code. Rien n’a été changé. Vérifiez ce qui a été dicté.
error-code-mistyped = Un caractère du code est faux. Rien n’a été changé. Vérifiez-le avec la personne qui l’a donné.
error-join-unknown_code = Le siège ne connaît pas ce code. Rien n’a été changé. Demandez-en un nouveau.
error-join-expired_code = Ce code est trop ancien. Rien n’a été changé. Demandez-en un nouveau au siège.
error-join-used_code = Ce code a déjà servi sur un autre PC. Rien n’a été changé. Demandez-en un nouveau.
error-join-bad_signature = Le siège n’a pas pu reconnaître ce PC. Rien n’a été changé. Réessayez.
error-join-site_already = Ce PC a déjà un centre, et ce code est pour un autre. Rien n’a été changé. Demandez au siège un code qui reprend votre centre.
error-join-no_centre_to_adopt = Ce code reprend un centre existant, et il n’y en a pas sur ce PC. Rien n’a été changé. Demandez un code qui rejoint un centre.
error-join-already_joined = Ce PC a déjà rejoint un siège. Rien n’a été changé.
error-join-address_missing = Il manque l’adresse du siège. Elle a été donnée avec le code.
error-join-bad_address = « { $address } » n’est pas une adresse. Rien n’a été changé. Elle ressemble à https://siege.example.org.

error-join-not_understood = Le siège n’a pas compris la demande. Rien n’a été changé. Installez la mise à jour, puis réessayez.
error-join-revoked = Le siège n’accepte plus ce PC. Rien n’a été changé. Appelez le siège.
error-join-too_many = Trop d’essais en peu de temps. Rien n’a été changé. Réessayez dans une minute.
error-join-too_large = Le siège n’a pas compris la demande. Rien n’a été changé. Appelez le siège.
error-join-centre_known = Le siège a déjà repris ce centre. Rien n’a été changé. Appelez le siège.
error-join-device_known = Le siège connaît déjà ce PC avec une autre clé. Rien n’a été changé. Appelez le siège.
error-output-disk_full = Le disque est plein : ce qui devait être écrit n’est pas entier. Les données du centre sont en sûreté. Libérez de la place, puis recommencez.
error-output-failed = Ce qui devait être écrit n’est pas entier. Les données du centre sont en sûreté. Recommencez.
error-http-trouble = Le siège a un souci de son côté. Tout est en sûreté ici ; nouvel essai bientôt.
error-http-busy = Le siège est occupé. Tout est en sûreté ici ; nouvel essai dans un instant.
error-http-timeout = Le siège a mis trop longtemps à répondre. Tout est en sûreté ici ; nouvel essai bientôt.
error-http-unknown_route = Ce siège n’a pas la même version. Tout est en sûreté ici. Appelez le siège.
error-http-method = Ce siège n’a pas la même version. Tout est en sûreté ici. Appelez le siège.

error-exchange-demo = Le centre de démonstration n’échange jamais : rien ne sort de ce PC.
error-exchange-not_joined = Ce centre n’a pas encore de siège. Tout est en sûreté sur ce PC. Rejoignez un siège avec un code.
error-exchange-untrusted = Personne ne garantit qui répond à { $address } : ce n’est peut-être pas le siège. Tout est en sûreté sur ce PC, et rien n’a été envoyé. Vérifiez l’adresse et la date du PC, ou appelez le siège.
error-exchange-unreachable = Pas de réponse de { $address }. Tout est en sûreté sur ce PC. Vérifiez la connexion ou l’adresse, puis réessayez.
error-exchange-not_headquarters = { $address } a répondu, mais ce n’est pas un siège Passerelle. Tout est en sûreté sur ce PC. Vérifiez l’adresse, ou si ce réseau demande d’abord de s’identifier.
error-exchange-cut = La connexion a été coupée. Ce qui était arrivé est en sûreté des deux côtés ; le reste suivra au prochain essai.
error-exchange-stopped = L’échange a été arrêté. Ce qui était arrivé est en sûreté des deux côtés ; le reste suivra au prochain.
error-exchange-authority_unreadable = Le fichier de certificats { $file } est illisible. Tout est en sûreté sur ce PC. Corrigez PASSERELLE_CA, ou retirez-le.
error-exchange-too_many = Ce PC a trop sollicité le siège. Tout est en sûreté ici ; nouvel essai bientôt.
error-exchange-unknown_device = Le siège ne connaît pas ce PC. Tout est en sûreté ici. Appelez le siège.
error-exchange-revoked = Le siège n’accepte plus ce PC. Tout est en sûreté ici. Appelez le siège.
error-exchange-wipe = Le siège a demandé d’effacer ce PC, mais son ordre n’est pas authentique. Rien n’a été effacé. Appelez le siège.
error-exchange-wiped = Le siège a fait effacer ce PC. Ce qui était arrivé au siège y est en sûreté. Pour le remettre en service, demandez un code au siège.
error-exchange-bad_token = Le siège n’a pas reconnu le laissez-passer de ce PC. Tout est en sûreté ici. Appelez le siège.
error-exchange-protocol = Ce PC a besoin de la mise à jour avant d’échanger. Tout est en sûreté ici. Installez la mise à jour.
error-exchange-not_understood = Le siège n’a pas compris ce qui a été envoyé. Tout est en sûreté ici ; nouvel essai bientôt.
error-exchange-too_large = C’était trop d’un coup pour le siège. Tout est en sûreté ici ; le prochain essai sera plus petit.
error-exchange-fork = Les données de ce PC ont été copiées ou restaurées : le siège a déjà d’autres changements sous son nom. Tout est en sûreté, ici et là-bas. Appelez le siège.
error-exchange-gap = Il manque une partie plus ancienne au siège. Tout est en sûreté ici ; le prochain essai l’envoie.
error-exchange-not_granted = Ce PC a envoyé ce qu’il n’a pas le droit de détenir. Rien n’est perdu. Appelez le siège.
error-exchange-not_permitted = Le siège a refusé un changement que ce PC ne peut pas faire. Il est gardé pour examen. Appelez le siège.

error-import-empty = Ce fichier est vide, ou n’a que des titres. Rien n’a été changé.
error-import-binary = Ce n’est pas un tableau en texte (CSV). Rien n’a été changé. Dans votre tableur, choisissez « Enregistrer sous… CSV ».
error-import-too_large = Ce fichier dépasse { $max } Mo. Rien n’a été changé. Coupez-le en plusieurs.
error-import-too_many_rows = Ce fichier a plus de { $max } lignes. Rien n’a été changé. Coupez-le en plusieurs.
error-import-unreadable = Ce tableau est illisible. Rien n’a été changé. Enregistrez-le à nouveau en CSV (UTF-8).
error-import-no_names = Aucune colonne ne contient de noms. Rien n’a été changé. Nommez les colonnes « Prénom » et « Nom ».
error-import-file = Le fichier { $path } ne s’ouvre pas. Rien n’a été changé. Vérifiez son nom et sa place.
error-import-looks_like_nir = Cette case ressemble à un numéro de sécurité sociale. Il n’est jamais gardé ; cette ligne a été laissée de côté.
error-import-date_unreadable = « { $value } » n’est pas une date qu’on puisse lire sans deviner. Cette ligne a été laissée de côté. Écrivez-la comme 25/05/1998.
error-import-date_future = « { $value } » est dans le futur. Cette ligne a été laissée de côté.
error-import-cell_too_long = Cette case est trop longue. Cette ligne a été laissée de côté.
error-import-cell_unreadable = Cette case contient des caractères illisibles. Cette ligne a été laissée de côté.
error-import-name_missing = Cette ligne n’a pas de nom. Elle a été laissée de côté.
error-import-line_break = Un retour à la ligne coupe cette case. Cette ligne a été laissée de côté. Vérifiez les guillemets autour d’elle.
error-import-quotes = Un guillemet ouvert n’est pas refermé, et des lignes pourraient se perdre. Rien n’a été changé. Corrigez-le dans le tableur.
error-import-too_many_cells = Cette ligne a plus de cases qu’il n’y a de colonnes. Elle a été laissée de côté.
error-look-unknown = Aucune question ne correspond à « { $text } ». Rien n’a été changé. Donnez un numéro de la liste, comme « #1 ».
error-look-choice = Cette réponse n’est pas proposée ici. Rien n’a été changé. Choisissez parmi celles qui sont listées.
error-person-erased = Cette personne a été effacée. Rien n’a été changé, et plus rien ne peut être écrit à son sujet.

# Ce qui est gardé à part, ni appliqué ni jeté.
apart-fork = { $device } : deux suites différentes à partir du changement { $first }. Les deux sont gardées. Appelez le siège.
apart-unproved = { $device } : rien ne prouve qui a écrit à partir du changement { $first }. C’est gardé et n’a rien modifié ici.
apart-invalid = { $device } : le changement { $first } n’est pas valable. Il est gardé et n’a rien modifié ici.

error-pin-digits = Un code PIN a { $count } chiffres. Rien n’a été changé.
error-pin-too_simple = Ce code PIN serait deviné tout de suite. Rien n’a été changé. Choisissez six chiffres sans suite ni répétition.
error-pin-needed = Il manque votre code PIN. Rien n’a été changé. Donnez-le dans PASSERELLE_PIN, ou lancez la commande dans un terminal.
error-pin-wrong = { $seconds ->
    [0] Ce n’est pas le bon code PIN. Vos données sont intactes. Réessayez.
   *[other] Ce n’est pas le bon code PIN. Vos données sont intactes. Réessayez dans { $seconds } s.
  }
error-pin-wait = Trop d’essais de suite. Vos données sont intactes. Réessayez dans { $seconds } s.
error-pin-gone = Ce code PIN n’ouvre plus ce PC. Tout y est intact. Demandez à quelqu’un qui peut l’ouvrir de vous redonner accès, appelez le siège, ou prenez la fiche de secours.
error-phrase-needed = Il manque la phrase de démarrage. Tout est intact. Donnez-la dans PASSERELLE_PHRASE, ou lancez la commande dans un terminal.
error-phrase-words = La phrase de démarrage a { $count } mots. Rien n’a été changé.
error-phrase-unknown_word = Le mot { $rank } n’est pas de ceux qui sont donnés. Rien n’a été changé. Relisez la feuille où la phrase est écrite.
error-phrase-wrong = Ce n’est pas la phrase de ce PC. Tout est intact. Relisez-la mot par mot, ou prenez la fiche de secours.
error-person-needed = Plusieurs personnes ouvrent ce PC. Rien n’a été changé. Dites qui vous êtes avec --as.
error-person-unknown = Personne ne s’appelle ainsi sur ce PC. Rien n’a été changé. Vérifiez le nom.
error-person-ambiguous = « { $text } » désigne plusieurs personnes. Rien n’a été changé. Donnez le nom entier.
error-person-disabled = Le siège a fermé votre accès à ce PC. Rien n’y est perdu. Appelez le siège.
error-person-is_me = On ne retire pas sa propre place. Rien n’a été changé. Demandez à quelqu’un d’autre de la coordination.
error-person-role = Ce rôle n’existe pas. Rien n’a été changé. Choisissez volunteer ou coordinator.
error-keys-locked = Ce PC est verrouillé. Tout y est gardé. Choisissez votre nom et tapez votre code PIN.
error-keys-unprotected = Ce centre n’est pas encore protégé. Rien n’y est perdu. Choisissez d’abord un code PIN (passerelle protect).
error-keys-secret_missing = Le trousseau de ce PC a été vidé ou remplacé. Tout est intact, mais les codes PIN n’ouvrent plus. Prenez la fiche de secours, ou appelez le siège.
error-keys-none = Ce centre n’a pas de code PIN. Rien n’a été changé.
error-keys-private_missing = Vous êtes entré·e avec un code qui n’ouvre pas les fichiers privés. Rien n’a été changé. Demandez à une personne qui les ouvre.
error-recovery-needed = Il manque le code. Rien n’a été changé. Donnez-le dans PASSERELLE_CODE, ou lancez la commande dans un terminal.
error-recovery-wrong = Ce code n’ouvre pas ce PC : il a déjà servi, ou il est d’un autre. Tout est intact. Relisez la fiche de secours, ou appelez le siège.

error-store-changes_lost = La fin du fichier de données manque : les derniers changements n’y sont plus. Le reste est intact, rien n’a été effacé. La coordination peut remettre la dernière sauvegarde.
error-backup-none = Il n’y a pas de sauvegarde utilisable ici ({ $path }). Rien n’a été changé. Donnez le dossier d’une autre sauvegarde.
error-backup-damaged = Cette sauvegarde est abîmée ({ $path }). Rien n’a été changé. Prenez-en une autre.
error-backup-disk_full = Il n’y a plus de place pour une sauvegarde. Les données et les sauvegardes d’avant sont en sûreté. Libérez de la place, puis réessayez.
error-backup-not_needed = Rien n’est à remettre en place. Rien n’a été changé.
error-demo-no_backup = La démonstration ne se sauvegarde pas : elle ne contient personne. Rien n’a été changé.
error-backup-is_one = Ce dossier est une sauvegarde ({ $path }) : on n’y travaille pas. Rien n’a été changé. Remettez-la en place avec « passerelle restore », ou depuis le PC du centre.
error-keys-away = Ce PC n’a pas eu de nouvelles du siège depuis trop de jours d’utilisation : il s’est verrouillé. Rien n’est perdu. Appelez le siège, qui vous lira un code.
error-export-purpose_needed = Il manque la raison de cet export, ou elle est trop longue. Rien n’a été écrit. Dites-la en quelques mots, sans nommer personne.
error-export-unwritable = Impossible d’écrire dans { $path }. Rien n’a été changé. Choisissez un autre dossier.
error-document-nothing = Il n’y a rien à imprimer. Rien n’a été écrit.
error-document-text_too_long = Un texte de cette feuille est trop long pour une page. Rien n’a été écrit. Raccourcissez le titre, la salle ou le module.
error-document-too_much = Il y a trop de monde pour une feuille. Rien n’a été écrit. Imprimez moins de séances à la fois.
error-document-link_too_long = Le lien de cette feuille ne tient pas dans son code. Rien n’a été écrit. Signalez-le à qui s’occupe du logiciel.
error-document-day = La date de cette séance sort du calendrier. Rien n’a été écrit. Corrigez la séance.
error-document-layout = La feuille n’a pas pu être mise en page. L’appel est en sûreté, rien n’a été écrit. Signalez-le à qui s’occupe du logiciel.
error-document-spreadsheet = Le tableau n’a pas pu être écrit. L’appel est en sûreté. Signalez-le à qui s’occupe du logiciel.
error-audit-broken = Le journal de ce PC n’est pas celui que le siège a reçu ({ $chain }). Rien n’a été changé. Appelez le siège, et n’effacez rien.

error-session-closed = Cet appel est clos. Ce qui y est marqué est en sûreté, et rien n’a été changé. Rouvrez-le pour corriger.
error-session-sealed = Cet appel est scellé. Ce qui y est marqué est en sûreté, et rien n’a été changé. Pour une erreur, appelez le siège.
error-session-open = Cet appel est déjà ouvert. Rien n’a été changé.
error-reopening-reason_missing = Dites pourquoi l’appel est rouvert : la raison est gardée avec lui. Rien n’a été changé.
error-session-full = Le groupe est complet : { $count } sur { $capacity }. Rien n’a été changé. Mettez la personne en liste d’attente, ou laissez-la entrer.
error-closing-reason_missing = Des personnes ne sont pas marquées, ou n’ont pas signé. L’appel reste ouvert et rien n’est perdu. Marquez-les et faites-les signer, ou dites pourquoi.
error-register-old = Cette séance date de plus d’une semaine. Rien n’a été changé. Une personne de la coordination corrige l’appel.
error-signature-unknown = Cette signature n’est pas sur ce PC. Rien n’a été changé.
error-signature-void = Cette signature est déjà annulée. Rien n’a été changé.
error-signing-reason_missing = Dites pourquoi : la raison est gardée avec la signature. Rien n’a été changé.
error-pause-outside_session = Cette interruption déborde de la séance. Rien n’a été changé. Donnez des heures entre le début et la fin de la séance.
error-pause-empty = Cette interruption finit avant de commencer. Rien n’a été changé. Donnez une fin après le début.
error-pause-leaves_nothing = Cette interruption ne laisse rien de la séance. Rien n’a été changé. Donnez-en une plus courte.

# Ce que le mode signature refuse.
error-signing-not_begun = Le mode signature n’est pas ouvert. Rien n’a été changé. Ouvrez-le depuis l’appel.
error-signing-leave_first = Le mode signature est ouvert. Rien n’a été changé. Donnez d’abord le code PIN pour en sortir.
error-signing-not_here = Cette personne n’est pas notée présente : elle ne signe pas. Rien n’a été changé. Demandez à la personne qui fait l’appel.
error-signing-signed = Cette personne a déjà signé. Sa signature est en sûreté, et rien n’a été changé.
error-signing-empty = Rien n’est dessiné. Rien n’a été changé. Signez sur la ligne.
error-signing-too_long = Le dessin est trop long. Rien n’a été changé. Effacez, et signez plus court.
error-signing-code_wrong = Ce n’est pas le code de cette personne. Rien n’a été signé. Essais restants : { $left }.
error-signing-code_none = Cette personne n’a pas encore choisi de code. Rien n’a été changé. Elle en choisit un d’abord.
error-signing-code_exists = Cette personne a déjà choisi son code. Il n’a pas été changé. Si elle ne le retrouve pas, la personne qui fait l’appel signe comme témoin.
error-signing-code_weak = Ce code serait deviné tout de suite. Rien n’a été changé. Choisissez-en un autre.
error-signing-way_off = Ce centre ne signe pas de cette façon. Rien n’a été changé. Prenez-en une autre.
error-signing-half_unknown = La séance n’a pas lieu à ce moment de la journée. Rien n’a été écrit. Choisissez une demi-journée de la séance.
error-signing-way_missing = Il faut au moins une façon de signer. Rien n’a été changé. Cochez-en une.
error-document-version_unknown = Cette feuille n’a pas de version de ce numéro. Rien n’a été écrit. Regardez la liste des versions.
error-document-no_session = Ce groupe n’a pas de séance ces jours-là. Rien n’a été écrit. Choisissez d’autres jours.
error-convocation-language_unknown = Il n’y a pas de convocation relue dans cette langue ({ $value }). Rien n’a été écrit. Choisissez le français ou l’anglais.
error-convocation-no_day_left = Ce groupe n’a aucune séance à venir. Rien n’a été écrit. Planifiez une séance, ou imprimez sans les convocations.
error-photo-file = Le fichier { $path } ne se lit pas. Rien n’a été changé. Vérifiez le chemin.
error-photo-not_written = Le fichier { $path } n’a pas pu être écrit. La photo est toujours gardée ici. Choisissez un autre dossier.

# Les photos des feuilles de papier.
error-photo-too_large = Cette image est trop grande : plus de 25 Mo, ou trop de points. Rien n’a été changé. Réduisez-la, ou reprenez la photo avec une qualité plus basse.
error-photo-not_a_picture = Ce fichier n’est pas une image JPEG, PNG ou WebP qui se lit. Rien n’a été changé. Sur un iPhone, choisissez Réglages > Appareil photo > Formats > Le plus compatible, puis reprenez la photo.
error-photo-too_many = Une séance garde au plus 12 photos. Celles qui y sont restent. Retirez-en une pour en ajouter une autre.
error-photo-unknown = Cette photo n’est pas sur ce PC, ou elle a été retirée. Rien n’a été changé.
error-photo-elsewhere = L’image de cette photo n’est pas encore sur ce PC. Elle n’est pas perdue : elle vient avec un échange.
error-photo-damaged = Le fichier de cette photo ne se lit plus sur ce PC. Le reste est intact. Si le siège a reçu la photo, elle en revient au prochain échange ; sinon, reprenez la feuille.
error-photo-reason_missing = Dites pourquoi la photo est retirée : la raison est gardée. Rien n’a été changé.
error-photo-twice = Cette image est déjà gardée pour cette séance. Rien n’a été changé.

error-plan-itself_twice = Ce groupe a déjà une séance de { $from } à { $to } ce jour-là.
error-plan-holiday = C’est un jour férié.
error-plan-closed = Le centre ou la salle est fermé ce jour-là. { $title }
error-plan-clash = Quelque chose gêne la séance du { $date }. Rien n’a été changé. Réglez-le, puis recommencez.
error-plan-no_reason = Dites pourquoi : c’est ce que liront ceux qui attendaient cette séance. Rien n’a été changé.
error-cohort-none_planned = Aucune séance ne reste : tous les jours choisis sont fermés. Rien n’a été changé.
error-cohort-last_before_first = La fin est avant le début. Rien n’a été changé.
error-session-not_on = Cette séance est déjà annulée ou déplacée. Rien n’a été changé.
error-session-has_marks = Des présences ou des signatures existent à cette séance : elle reste où elle est. Rien n’a été changé.
error-calendar-too_long = Pas plus de { $max } jours à la fois.
error-venue-unknown = Ce lieu n’est pas sur ce PC. Rien n’a été changé.
error-venue-name = Un lieu a un nom. Rien n’a été changé.
error-venue-numbers = Un nombre de cette fiche n’est pas possible. Rien n’a été changé.
error-venue-too_many = Pas plus de { $max } lieux par centre. Rien n’a été changé.
error-plan-room_taken = { $venue } accueille déjà { $code } de { $from } à { $to }.
error-plan-learner_twice = { $name } suit { $code } à la même heure.
error-plan-volunteer_twice = { $name } est attendu à { $code } à la même heure.
error-plan-over_capacity = { $seats } places sont prévues, et le lieu n’en a que { $places }.
error-plan-few_computers = { $seats } places sont prévues, et le lieu n’a que { $computers } ordinateurs.
error-closure-unknown = Cette fermeture n’est pas sur ce PC. Rien n’a été changé.
error-closure-days = Le dernier jour n’est pas avant le premier, et une fermeture dure { $max } jours au plus. Rien n’a été changé.
error-closure-hours = Donnez un début et une fin, le début avant la fin, ou ni l’un ni l’autre. Rien n’a été changé.
error-closure-too_many = Pas plus de { $max } fermetures par centre. Rien n’a été changé.
error-holidays-territory = Aucun territoire de ce nom n’a ses jours fériés ici. Rien n’a été changé.

## Les orientations et les places.
error-referral-unknown = Cette orientation n’est pas sur ce PC. Rien n’a été changé.
error-referral-ambiguous = Plusieurs personnes répondent à « { $text } ». Rien n’a été changé. Donnez le nom entier, ou l’identifiant.
error-referral-too_many = Pas plus de { $max } orientations par centre. Rien n’a été changé. Effacez celles que vous n’avez plus à garder.
error-referral-phones = Pas plus de { $max } téléphones par personne. Rien n’a été changé. Gardez ceux qui répondent.
error-referral-days = La réponse est attendue avant le jour de l’orientation. Rien n’a été changé. Corrigez l’un des deux jours.
error-referral-state = Une orientation ne passe pas à cette étape depuis là où elle en est. Rien n’a été changé. Choisissez une étape proposée.
error-referral-enrol_first = Cette personne n’est dans aucun groupe. Rien n’a été changé. Inscrivez-la d’abord dans un groupe.
error-referral-not_accepted = Cette personne n’est pas encore acceptée. Rien n’a été changé. Passez d’abord l’orientation à « acceptée ».
error-referral-not_decided = Rien n’est encore décidé pour cette personne. Rien n’a été changé. Notez la réponse au partenaire une fois que c’est décidé.
error-referral-no_partner = Cette personne est venue d’elle-même : il n’y a personne à prévenir. Rien n’a été changé.
error-referral-is_learner = Cette personne est devenue apprenante. Rien n’a été effacé. Effacez-la depuis sa fiche : son orientation part avec elle.
error-referral-answers = Les réponses se donnent de 0 à 3, dix en tout, et le français parmi les niveaux proposés. Rien n’a été changé.
error-seat-already = Cette personne a déjà une place dans ce groupe, ou l’attend. Rien n’a été changé.
error-seat-elsewhere = Cette personne a une place dans { $code } aux mêmes heures : { $count ->
    [one] le { $date }, { $time }
   *[other] { $count } séances, la première le { $date }, { $time }
  }. Rien n’a été changé. Donnez-lui la place quand même si elle le sait.
error-seat-not_waiting = Cette personne n’attend pas de place dans ce groupe. Rien n’a été changé.
error-seat-none_free = Aucune place n’est libre : toutes sont prises ou proposées. Rien n’a été changé. Attendez une réponse, ou ajoutez des places au groupe.
error-seat-no_offer = Aucune place n’est gardée pour cette personne en ce moment. Rien n’a été changé. Proposez-lui d’abord une place.
error-seat-refusal = Cette raison n’est pas dans la liste. Rien n’a été changé. Choisissez-en une.
error-seat-gone = Cette personne n’a plus de place dans ce groupe. Rien n’a été changé.
error-seat-same_cohort = Cette personne est déjà dans ce groupe. Rien n’a été changé. Choisissez un autre groupe.
error-seat-hours = Une place se garde entre 1 et { $max } heures. Rien n’a été changé.
# Bénévoles.
error-plan-volunteer_away = { $name } est absent·e ce jour-là.
error-plan-ratio_low = { $confirmed ->
    [0] Aucun bénévole n’a dit oui pour ce moment : il en faut { $wanted }.
    [one] Un seul bénévole a dit oui et peut venir à ce moment : il en faut { $wanted }.
   *[other] { $confirmed } bénévoles ont dit oui et peuvent venir à ce moment : il en faut { $wanted }.
}
error-plan-outside_convention = La convention de { $venue } va du { $first } au { $last } : ce jour-là n’en est pas. { $reference }
error-volunteer-state = Cet état n’existe pas. Rien n’a été changé. Choisissez-en un de la liste.
error-volunteer-too_many = Il y en a trop : pas plus de { $max }. Rien n’a été changé. Enlevez-en.
error-volunteer-language = « { $text } » n’est pas une langue connue ici. Rien n’a été changé. Choisissez-la dans la liste.
error-volunteer-times = Une disponibilité n’est pas possible. Rien n’a été changé. Donnez un jour, un début, et une fin après le début.
error-volunteer-email = Cette adresse électronique n’en est pas une. Rien n’a été changé. Corrigez-la, ou laissez-la vide.
error-absence-unknown = Cette absence n’est pas sur ce PC. Rien n’a été changé.
error-absence-days = Le dernier jour n’est pas avant le premier, et une absence dure { $max } jours au plus. Rien n’a été changé.
error-absence-too_many = Pas plus de { $max } absences par personne. Rien n’a été changé. Enlevez-en d’anciennes.
error-rota-over = Cette séance est terminée ou son appel est clos : qui y était se lit dans l’appel. Rien n’a été changé.
error-rota-part = Ce rôle n’existe pas dans une séance. Rien n’a été changé. Choisissez lead, assistant, interpreter ou observer.
error-rota-answer = Cette réponse n’existe pas. Rien n’a été changé. Choisissez asked, confirmed ou declined.
error-hours-value = Une heure vaut entre 0 et { $max } euros. Rien n’a été changé. Donnez un autre montant.
## Partenaires, argent, catalogue.
error-partner-unknown = Ce partenaire n’est pas sur ce PC. Rien n’a été changé.
error-partner-name = Un partenaire a un nom. Rien n’a été changé.
error-partner-taken = Un partenaire s’appelle déjà { $name }. Rien n’a été changé. Ouvrez sa fiche, ou donnez un autre nom.
error-partner-kind = « { $name } » ne dit pas ce qu’est un partenaire ni ce qu’il fait. Rien n’a été changé. Choisissez dans la liste.
error-partner-too_many = Pas plus de { $max } partenaires. Rien n’a été changé.
error-partner-contact_unknown = Cette personne n’est pas sur ce PC, ou elle a été effacée. Rien n’a été changé.
error-partner-contact_name = Donnez au moins un prénom ou un nom. Rien n’a été changé.
error-partner-contacts = Pas plus de { $max } personnes par partenaire. Rien n’a été changé.
error-partner-phones = Pas plus de { $max } téléphones par personne. Rien n’a été changé.
error-venue-convention = La convention finit avant de commencer. Rien n’a été changé. Donnez un premier jour, puis un dernier.
error-funding-unknown = Ce financement n’est pas sur ce PC. Rien n’a été changé.
error-funding-title = Un financement a un nom. Rien n’a été changé.
error-funding-kind = « { $name } » ne dit pas d’où vient l’argent ni à quoi il sert. Rien n’a été changé. Choisissez dans la liste.
error-funding-amount = Ce montant n’est pas possible. Rien n’a été changé. Donnez une somme en euros et centimes.
error-funding-days = Donnez un premier et un dernier jour, dans l’ordre, ou ni l’un ni l’autre. Rien n’a été changé.
error-funding-too_many = Pas plus de { $max } financements. Rien n’a été changé.
error-funding-over = Les financements paient { $percent } % de trop : un groupe ne se paie pas plus d’une fois. Rien n’a été changé. Baissez l’un d’eux.
error-funding-percent = Chaque financement paie au moins 1 %, et un groupe a au plus { $max } financements. Rien n’a été changé.
error-funding-unreadable = Donnez chaque financement suivi de son pourcentage, un nombre entier : CPER 40. Rien n’a été changé.
error-funding-archived = Le financement { $title } n’est plus proposé : il ne paie rien de plus. Rien n’a été changé.
error-funding-ambiguous = Plusieurs financements répondent à « { $text } ». Rien n’a été changé. Donnez la référence, ou l’identifiant.
error-programme-unknown = Ce programme n’est pas sur ce PC. Rien n’a été changé.
error-programme-code = Un programme a un code de 40 caractères au plus. Rien n’a été changé.
error-programme-title = Un programme a un titre. Rien n’a été changé.
error-programme-taken = Un programme a déjà le code { $code }. Rien n’a été changé. Donnez-en un autre.
error-level-code = Un niveau a un code de 40 caractères au plus. Rien n’a été changé.
error-level-title = Un niveau a un titre. Rien n’a été changé.
error-level-taken = Un niveau a déjà le code { $code }. Rien n’a été changé. Donnez-en un autre.
error-level-numbers = Un nombre de ce niveau n’est pas possible. Rien n’a été changé. Regardez les séances et les minutes.
error-level-entry = Ce niveau de français n’existe pas dans la liste. Rien n’a été changé.
error-level-nature = « { $name } » n’est pas dans la liste. Rien n’a été changé. Choisissez parmi ce qui est proposé.
error-level-previous = Un niveau ne vient pas avant lui-même. Rien n’a été changé. Choisissez un autre niveau d’avant.
error-level-module_title = Chaque module a un titre. Rien n’a été changé.
error-level-module_unknown = Un de ces modules n’est pas à ce niveau. Rien n’a été changé. Ouvrez le niveau à nouveau.
error-level-modules = Pas plus de { $max } modules par niveau. Rien n’a été changé.
error-level-competence = { $code } n’est pas une compétence de DigComp. Rien n’a été changé.
error-level-too_many = Pas plus de { $max } programmes, et pas plus de { $max } niveaux. Rien n’a été changé.
