//! The table of attendance, read back by another library.

use calamine::{Data, Reader, Xlsx};
use passerelle_documents::*;
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::calendar::parse_day;
use std::io::Cursor;

fn table() -> Table {
    let day = parse_day("2027-04-20").unwrap_or(0);
    let row = Row {
        day,
        start: 14 * 60,
        end: 16 * 60,
        code: "DIG-1".to_owned(),
        title: "DIGITAL Initiation; \"débutant\"".to_owned(),
        module: None,
        place: Some("Bègles".to_owned()),
        given: "Selam".to_owned(),
        family: Some("=1+1".to_owned()),
        own_name: Some("ሰላም".to_owned()),
        phone: Some("0612345678".to_owned()),
        mark: Some(Mark { late: Some(15), ..Mark::plain(Status::Present) }),
        planned_minutes: 120,
        minutes: Some(105),
        note: Some("a\nb".to_owned()),
    };
    let unmarked = Row {
        phone: Some("+33612345678".to_owned()),
        mark: None,
        minutes: None,
        family: None,
        note: None,
        ..row.clone()
    };
    Table {
        organisation: Organisation { name: "Passerelle".to_owned(), ..Organisation::default() },
        rows: vec![row, unmarked],
        known_at: Moment { day, minute: 18 * 60 },
    }
}

#[test]
fn a_spreadsheet_reads_days_times_and_phones() {
    let bytes = attendance_xlsx(&table(), Language::French).expect("a spreadsheet");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a book");
    let range = book.worksheet_range("Présences").expect("a sheet");
    let cell = |row: u32, column: u32| range.get_value((row, column)).cloned().unwrap_or_default();
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(cell(0, 0), text("Date"));
    assert_eq!(cell(0, 16), text("Note"));
    let Data::DateTime(day) = cell(1, 0) else { panic!("{:?}", cell(1, 0)) };
    assert_eq!(day.as_f64(), 46_497.0); // 2027-04-20
    let Data::DateTime(start) = cell(1, 1) else { panic!("{:?}", cell(1, 1)) };
    assert!((start.as_f64() - 14.0 / 24.0).abs() < 1e-9);
    assert_eq!(cell(1, 8), text("=1+1"));
    assert_eq!(cell(1, 9), text("ሰላም"));
    assert_eq!(cell(1, 10), text("0612345678"));
    assert_eq!(cell(2, 10), text("+33612345678"));
    assert_eq!(cell(1, 11), text("Présent"));
    assert_eq!(cell(2, 11), text("Non noté"));
    assert_eq!(cell(1, 12), Data::Float(15.0));
    assert_eq!(cell(2, 15), Data::Empty);
    let formulas = book.worksheet_formula("Présences").expect("formulas");
    assert!(formulas.used_cells().next().is_none());
}

#[test]
fn the_same_table_is_the_same_bytes() {
    let make = || attendance_xlsx(&table(), Language::English).expect("a spreadsheet");
    let thread = std::thread::spawn(make);
    assert!(make() == thread.join().expect("a thread"));
    let csv = || attendance_csv(&table(), Language::English).expect("a text");
    assert_eq!(csv(), csv());
}

#[test]
fn the_text_is_what_french_spreadsheets_open() {
    let csv = attendance_csv(&table(), Language::French).expect("a text");
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with("\u{feff}Date;Début;Fin;Groupe;"), "{}", lines[0]);
    assert_eq!(
        lines[1],
        "2027-04-20;14:00;16:00;DIG-1;\"DIGITAL Initiation; \"\"débutant\"\"\";;Bègles;Selam;'=1+1;\
         ሰላም;'0612345678;Présent;15;;120;105;\"a\nb\""
    );
    assert!(lines[2].contains(";'+33612345678;Non noté;;;120;;"), "{}", lines[2]);
    assert!(
        attendance_csv(&table(), Language::English).expect("a text").contains("Date,Start,End")
    );
}

#[test]
fn limits_are_told_by_their_codes() {
    let mut long = table();
    long.rows[0].title = "x".repeat(2_001);
    let mut late = table();
    late.rows[0].day = i32::MAX;
    for (table, code) in [(long, "document.text_too_long"), (late, "document.day")] {
        let spreadsheet = attendance_xlsx(&table, Language::French).map(|_| ());
        let text = attendance_csv(&table, Language::French).map(|_| ());
        for told in [spreadsheet, text] {
            assert_eq!(told.err().map(|error| error.code()), Some(code));
        }
    }
}
