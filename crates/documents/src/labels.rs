//! Every word that a document says by itself, in both languages side by side. `{0}` and `{1}` stand
//! for what the caller knows. French has a narrow no-break space (`\u{202f}`) before `: ; ! ?` and
//! inside quotation marks.

/// The language of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `fr`
    French,
    /// `en`
    English,
}

impl Language {
    /// `fr` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

macro_rules! labels {
    ($($name:ident: $french:literal, $english:literal;)*) => {
        /// The name of a label.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Label { $($name),* }

        impl Label {
            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$name),*];

            /// Its words.
            pub(crate) fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::French) => $french,
                      (Self::$name, Language::English) => $english,)*
                }
            }
        }
    };
}

labels! {
    // The head.
    SheetTitle: "Feuille d’émargement", "Attendance sheet";
    WeekTitle: "Feuille d’émargement de la semaine", "Attendance sheet of the week";
    Nda: "N° de déclaration d’activité (NDA) {0}", "Training body number (NDA) {0}";
    Siret: "SIRET {0}", "SIRET {0}";
    Course: "Intitulé de la formation", "Course title";
    Cohort: "Groupe", "Cohort";
    Module: "Module", "Module";
    Place: "Lieu", "Place";
    Date: "Date", "Date";
    Times: "Horaires", "Times";
    Planned: "Durée prévue", "Planned time";
    Week: "Semaine", "Week";
    WeekSpan: "du {0} au {1}", "{0} to {1}";
    Whole: "journée", "whole day";
    Morning: "matin", "morning";
    Afternoon: "après-midi", "afternoon";
    Evening: "soirée", "evening";

    // The pack of a group.
    PackTitle: "Dossier du groupe", "Pack of the group";
    RosterTitle: "Liste du groupe", "List of the group";
    ConvocationsTitle: "Convocations", "Convocations";
    Sessions: "Séances", "Sessions";
    Language: "Langue", "Language";
    Notes: "Notes", "Notes";

    // The lists.
    Learner: "Apprenants", "Learners";
    Trainer: "Formateurs et bénévoles", "Trainers and volunteers";
    Role: "Rôle", "Role";
    Presence: "Présence", "Attendance";
    PresenceByHand: "Arrivée, départ\nsi autres que prévu", "Arrival, leaving\nif not as planned";
    Duration: "Durée", "Time";
    Signature: "Signature", "Signature";
    Present: "Présent", "Present";
    Absent: "Absent", "Absent";
    Excused: "Excusé", "Excused";
    Remote: "À distance", "Remote";
    Unmarked: "Non noté", "Not marked";
    Gap: "–\u{202f}: pas prévu dans cette séance.", "–: not expected in this session.";
    Arrived: "Arrivée {0}", "Arrived {0}";
    Left: "Départ {0}", "Left {0}";
    Lead: "Anime", "Leads";
    Assistant: "Assiste", "Assists";
    Interpreter: "Interprète", "Interpreter";
    Observer: "Observe", "Observes";
    Witnessed: "N’a pas pu signer. Témoin\u{202f}: {0}, {1}", "Could not sign. Witness: {0}, {1}";
    ByPictures: "Signé par ses images {0}", "Signed by pictures {0}";
    ByCode: "Signé par son code {0}", "Signed by code {0}";
    ByAccount: "Signé par son accès {0}", "Signed by own account {0}";
    ByErased: "Signé à la main {0}, dessin effacé", "Signed by hand {0}, drawing erased";
    Again: "Signé {0}, modifié depuis\u{202f}: à signer de nouveau", "Signed {0}, changed since: to be signed again";
    AtTime: "à {0}", "at {0}";
    OnDay: "le {0} à {1}", "on {0} at {1}";
    Void: "Signature annulée", "Signature withdrawn";
    Broken: "Signature non conforme", "Signature does not match";
    NoLearner: "Aucun apprenant n’est inscrit.", "No learner is enrolled.";
    NoTrainer: "Aucun formateur n’est noté.", "No trainer is noted.";
    HowMany: "Présents\u{202f}: {0} sur {1}", "Present: {0} of {1}";
    Came: "Présents", "Present";
    CameOf: "{0} sur {1}", "{0} of {1}";
    HowLong: "Durée réalisée, tous apprenants\u{202f}: {0} sur {1} prévues", "Time attended, all learners: {0} of {1} planned";

    // What is to be known.
    Paper: "Saisie d’après une feuille signée sur papier.", "Entered from a sheet signed on paper.";
    Tampered: "Attention\u{202f}: ce que montre cette feuille n’est plus ce qui a été signé.", "Warning: what this sheet shows is no longer what was signed.";
    Suspects: "Ne correspond pas à ce qui a été écrit\u{202f}: {0}", "Does not match what was written: {0}";
    Corrected: "Version corrigée de la version {0}", "Corrected version of version {0}";
    Look: "À regarder", "To be looked at";
    Unheard: "Ordinateurs dont rien n’est arrivé depuis la fin de la séance\u{202f}: {0}.", "Laptops of which nothing has come since the end of the session: {0}.";
    UnheardWeek: "Ordinateurs dont rien n’est arrivé depuis la fin d’une de ces séances\u{202f}: {0}.", "Laptops of which nothing has come since the end of one of these sessions: {0}.";
    KeptWhy: "{0}\u{202f}: {1}", "{0}: {1}";
    InARow: "Signatures données presque à la suite", "Signatures given almost in a row";
    SignedLate: "Signatures données après la séance", "Signatures given after the session";
    Clock: "Horloge de l’ordinateur décalée", "Clock of the laptop off";
    AfterEnd: "Registre fermé bien après la séance", "Register closed long after the session";
    BeforeStart: "Registre fermé avant la séance", "Register closed before the session";
    OverCapacity: "Plus de personnes que de places", "More people than places";
    Ratio: "Moins de bénévoles que prévu pour ce nombre d’apprenants", "Fewer volunteers than wanted for so many learners";
    TwoPlaces: "Bénévole aussi noté dans une autre séance à la même heure", "Volunteer also marked in another session at the same time";
    Holiday: "Séance un jour férié", "Session on a public holiday";
    OtherTitle: "Intitulé autre que celui du catalogue", "Title other than the catalogue’s";
    OtherKept: "Autre point noté à la fermeture", "Something else noted at closing";
    Unprintable: "Un ou plusieurs caractères n’existent pas dans les polices de ce document\u{202f}: � les remplace.", "One or more characters are not in the fonts of this document: � stands for them.";
    Sheets: "Feuilles de la semaine", "Sheets of the week";
    OnPaper: "sur papier", "on paper";

    // The foot.
    Sheet: "Feuille {0}", "Sheet {0}";
    Version: "version {0}", "version {0}";
    Corrects: "corrige la version {0}", "corrects version {0}";
    Page: "page", "page";
    Of: "sur", "of";
    SheetHash: "empreinte {0}", "hash {0}";
    Hash: "Empreinte SHA-256 du contenu\u{202f}: {0}", "SHA-256 of the contents: {0}";
    NoHash: "Rien n’est encore signé\u{202f}: pas d’empreinte.", "Nothing is signed yet: no hash.";
    EachHash: "Empreinte SHA-256 de chaque séance\u{202f}: voir les feuilles de la semaine.", "SHA-256 of each session: see the sheets of the week.";
    Changed: "Dernier changement le {0} à {1}.", "Last changed on {0} at {1}.";
    DrawnSignature: "Signature dessinée", "Drawn signature";
    Code: "Code QR de la feuille", "QR code of the sheet";

    // The table.
    Attendance: "Présences", "Attendance";
    ColumnStart: "Début", "Start";
    ColumnEnd: "Fin", "End";
    ColumnGiven: "Prénom", "Given name";
    ColumnFamily: "Nom", "Family name";
    ColumnOwn: "Nom dans son écriture", "Name in own script";
    ColumnPhone: "Téléphone", "Phone";
    ColumnLate: "Retard (min)", "Late (min)";
    ColumnLeft: "Départ avancé (min)", "Left early (min)";
    ColumnPlanned: "Prévu (min)", "Planned (min)";
    ColumnDone: "Réalisé (min)", "Attended (min)";
    ColumnNote: "Note", "Note";
}

impl Label {
    /// Its words, with what they name.
    pub(crate) fn with(self, language: Language, args: &[&str]) -> String {
        let mut text = self.text(language).to_owned();
        // From the last: what a person wrote is never read as a place to fill.
        let places = ["{0}", "{1}"];
        let found: Vec<_> = places.iter().map(|place| text.find(place)).collect();
        for (at, arg) in found.iter().zip(args).rev() {
            if let Some(at) = at {
                text.replace_range(*at..at + places[0].len(), arg);
            }
        }
        text
    }
}

/// Monday first.
pub(crate) fn weekdays(language: Language) -> [&'static str; 7] {
    match language {
        Language::French => {
            ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        }
        Language::English => {
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        }
    }
}

/// January first.
pub(crate) fn months(language: Language) -> [&'static str; 12] {
    match language {
        Language::French => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        Language::English => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, Language};

    #[test]
    fn every_label_says_the_same_in_both_languages() {
        for label in Label::ALL {
            let (french, english) = (label.text(Language::French), label.text(Language::English));
            assert!(!french.is_empty() && !english.is_empty(), "{label:?}");
            for place in ["{0}", "{1}"] {
                assert_eq!(french.contains(place), english.contains(place), "{label:?} {place}");
            }
        }
    }

    #[test]
    fn french_has_its_spaces() {
        for label in Label::ALL {
            let text: Vec<char> = label.text(Language::French).chars().collect();
            for pair in text.windows(2).filter(|pair| [':', ';', '!', '?'].contains(&pair[1])) {
                assert_eq!(pair[0], '\u{202f}', "{label:?}");
            }
            assert!(!text.contains(&'\''), "{label:?}");
        }
    }

    #[test]
    fn what_is_named_is_not_read_again() {
        let text = Label::WeekSpan.with(Language::French, &["{1}", "{0}"]);
        assert_eq!(text, "du {1} au {0}");
    }
}
