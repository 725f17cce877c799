//! `passerelle-printer ADDRESS FILE`: prints a page to a PDF file on A4 with the margins that the
//! system's dialog proposes, in the engine that the window is shown with. It needs a display.

/// How long a page is waited for.
#[cfg(target_os = "linux")]
const PATIENCE_S: u32 = 60;

fn main() -> std::process::ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(file)) = (arguments.next(), arguments.next()) else {
        eprintln!("passerelle-printer ADDRESS FILE");
        return std::process::ExitCode::from(2);
    };
    match print(&address, &file) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn print(_: &str, _: &str) -> Result<(), String> {
    Err("only the engine of Linux prints without its dialog".to_owned())
}

#[cfg(target_os = "linux")]
fn print(address: &str, file: &str) -> Result<(), String> {
    use std::cell::RefCell;
    use std::rc::Rc;

    use gtk::prelude::*;
    use webkit2gtk::{LoadEvent, PrintOperation, PrintOperationExt, WebView, WebViewExt};

    gtk::init().map_err(|error| error.to_string())?;
    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    let page = WebView::new();
    window.set_default_size(1366, 768);
    window.add(&page);
    window.show_all();

    let settings = gtk::PrintSettings::new();
    settings.set_printer("Print to File");
    settings.set("output-file-format", Some("pdf"));
    settings.set("output-uri", Some(&format!("file://{file}")));
    let paper = gtk::PageSetup::new();
    paper.set_paper_size_and_default_margins(&gtk::PaperSize::new(Some("iso_a4")));

    let printing = PrintOperation::new(&page);
    printing.set_print_settings(&settings);
    printing.set_page_setup(&paper);
    let outcome = Rc::new(RefCell::new(Ok(())));
    let failed = Rc::clone(&outcome);
    // It says that it has failed, then that it has finished.
    printing.connect_failed(move |_, error| *failed.borrow_mut() = Err(error.to_string()));
    printing.connect_finished(|_| gtk::main_quit());
    page.connect_load_changed(move |_, event| {
        if event == LoadEvent::Finished {
            printing.print();
        }
    });
    let late = Rc::clone(&outcome);
    gtk::glib::timeout_add_seconds_local_once(PATIENCE_S, move || {
        *late.borrow_mut() = Err(format!("nothing was printed in {PATIENCE_S} seconds"));
        gtk::main_quit();
    });
    page.load_uri(address);
    gtk::main();
    outcome.replace(Ok(()))
}
