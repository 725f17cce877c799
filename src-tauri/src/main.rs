//! The window. It opens the desk for one folder, shows one page, and passes commands and changes
//! between them; everything else is the app's.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod bindings;
mod catalogue;
mod commands;
mod paper;
mod partners;
mod pipeline;
mod planning;
mod volunteers;

use arguments::Arguments;
use passerelle_app::{Change, Desk, System};
use std::sync::Arc;
use tauri::webview::NewWindowResponse;
use tauri::{Emitter, Manager, WebviewUrl, WebviewWindowBuilder};

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::read(std::env::args_os().skip(1))?;
    let handler = bindings::builder().invoke_handler();
    tauri::Builder::default()
        .invoke_handler(handler)
        .setup(move |app| Ok(open(app, arguments)?))
        .run(tauri::generate_context!())?;
    Ok(())
}

/// Whether an address is one of the program's own pages: the window never goes anywhere else. In
/// development the pages come from this very computer.
fn is_own(address: &tauri::Url) -> bool {
    let embedded = address.scheme() == "tauri" && address.host_str() == Some("localhost");
    let developed = cfg!(debug_assertions)
        && !cfg!(feature = "custom-protocol")
        && address.origin().ascii_serialization() == "http://127.0.0.1:5173";
    embedded || developed
}

/// Goes nowhere but to the program's own pages; a message that is addressed goes to the computer's own
/// mail, where the person reads it again and sends it.
fn goes(address: &tauri::Url) -> bool {
    if address.scheme() == "mailto" {
        // Nothing answers: who has no mail program copies the message, or prints it.
        if let Ok(mut child) = write_mail(address.as_str()) {
            std::thread::spawn(move || child.wait());
        }
    }
    is_own(address)
}

/// Hands an address over to the system, as one argument that no shell reads.
fn write_mail(address: &str) -> std::io::Result<std::process::Child> {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "windows") {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    std::process::Command::new(program).args(before).arg(address).spawn()
}

fn open(app: &mut tauri::App, arguments: Arguments) -> anyhow::Result<()> {
    let folder = match arguments.data {
        Some(folder) => folder,
        None => app.path().app_local_data_dir()?,
    };
    let handle = app.handle().clone();
    let notify = move |change| {
        let event = match change {
            Change::Records => "records-changed",
            Change::Exchange => "exchange-changed",
            Change::Locked => "locked",
            Change::Damage => "damage-found",
        };
        // A window that is closing hears nothing, and needs nothing.
        let _ = handle.emit(event, ());
    };
    let looks = (arguments.language, arguments.theme);
    let desk = Desk::new(folder, Arc::new(System), looks, notify);
    app.manage(desk.opening_link(arguments.link));
    let (width, height) = arguments.size.unwrap_or((1366.0, 768.0));
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Passerelle")
        .inner_size(width, height)
        .min_inner_size(320.0, 400.0)
        // A dropped file is the page's: a photograph of a sheet.
        .disable_drag_drop_handler()
        .on_navigation(goes)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    Ok(())
}
