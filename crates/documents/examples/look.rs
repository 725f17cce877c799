//! Writes sample documents into a folder, to be opened and looked at:
//! `cargo run -p passerelle-documents --example look -- FOLDER`.

#[path = "../tests/samples/mod.rs"]
mod samples;

use passerelle_documents::{
    Half, Language, Sheet, SignatureCell, Week, pack_pages, sheet_pdf, week_pdf,
};
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

/// Names, titles and places that nobody expects.
fn strange() -> Sheet {
    let mut strange = samples::whole_day(6);
    strange.title = "Développeur web et web mobile, parcours complet avec stage en entreprise et \
                     accompagnement vers l’emploi (titre professionnel de niveau 5)"
        .to_owned();
    strange.place = Some("محمد 12 rue X, #panic()".to_owned());
    for (line, name) in strange.learners.iter_mut().zip([
        "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewiss",
        "#panic(\"x\") *bold* $x$ `raw` \\ <b>",
        "ALEXANDRA-MAXIMILIENNE WAGNER-WIDMUNG DE MONTMORENCY-LAVALLEE",
        "\u{202e}abc ( \u{5d9}\u{5e2}\u{5dc} 漢字",
        "عبد الرحمن (Abdou) بن علي",
    ]) {
        line.name = name.to_owned();
    }
    strange.learners[0].signatures = vec![
        SignatureCell::Words(
            "signé par code à 14:12 sur le téléphone de Wolfeschlegelstein".into(),
        ),
        SignatureCell::Witnessed {
            by: "عبد الرحمن بن علي".to_owned(), when: samples::AT_SESSION
        },
    ];
    strange
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("which folder?")?);
    let mut tampered = samples::filled(0);
    tampered.proof.tampered = true;
    tampered.proof.paper = true;
    let mut by_hand = samples::blank(0);
    by_hand.spare_lines = 10;
    let sheets: [(&str, Vec<Sheet>, Language); 8] = [
        ("strange", vec![strange()], Language::French),
        ("blank", vec![samples::blank(10)], Language::French),
        ("filled", vec![samples::filled(10)], Language::French),
        ("english", vec![samples::filled(10)], Language::English),
        ("day", vec![samples::whole_day(10)], Language::French),
        ("long", vec![samples::filled(40)], Language::French),
        ("none", vec![tampered], Language::French),
        ("spare", vec![by_hand], Language::French),
    ];
    for (name, sheets, language) in sheets {
        let begun = Instant::now();
        let pdf = sheet_pdf(&sheets, language)?;
        println!("{name}: {} bytes, {:?}", pdf.len(), begun.elapsed());
        std::fs::write(folder.join(name).with_extension("pdf"), pdf)?;
    }
    let (one, two) = ([Half::Afternoon], [Half::Morning, Half::Afternoon]);
    let weeks: [(&str, Vec<Week>, Language); 6] = [
        ("week2", vec![samples::week(2, 10, &one)], Language::French),
        ("week5", vec![samples::week(5, 10, &two)], Language::French),
        ("week10", vec![samples::week(10, 10, &one)], Language::English),
        ("week14", vec![samples::week(14, 25, &one)], Language::French),
        ("week_blank", vec![samples::blank_week(5, 10, &two)], Language::French),
        ("week_twelve", vec![samples::week(5, 10, &two); 12], Language::French),
    ];
    for (name, weeks, language) in weeks {
        let begun = Instant::now();
        let pdf = week_pdf(&weeks, language)?;
        println!("{name}: {} bytes, {:?}", pdf.len(), begun.elapsed());
        std::fs::write(folder.join(name).with_extension("pdf"), pdf)?;
    }
    for (name, learners, sessions, tongues) in [
        ("pack", 14, 10, &["fr", "en"][..]),
        ("pack_none", 0, 4, &[]),
        ("pack_long", 2, 24, &["fr"]),
    ] {
        let pages = pack_pages(&samples::pack(learners, sessions, tongues), Language::French)?;
        std::fs::write(folder.join(name).with_extension("pdf"), pages.pdf()?)?;
        println!("{name}: {} pages", pages.count());
    }
    Ok(())
}
