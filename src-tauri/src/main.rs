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

/// Longest address of a message that is handed over, in bytes: what every system takes in one argument.
const MAIL_BYTES_MAX: usize = 2_000;

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
    // Nothing answers: who has no mail program copies the message, or prints it.
    if let Some(message) = message_of(address)
        && let Ok(mut child) = write_mail(&message)
    {
        std::thread::spawn(move || child.wait());
    }
    is_own(address)
}

/// What is handed over of an address: a message that is addressed, in plain characters. Its apostrophes
/// are written as `%27`, which reads the same; quotes, spaces, control characters and what is too long
/// are a page's mistake, and nothing of them is handed over.
fn message_of(address: &tauri::Url) -> Option<String> {
    let message = address.as_str().replace('\'', "%27");
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '`');
    let is_one = address.scheme() == "mailto" && message.len() <= MAIL_BYTES_MAX;
    (is_one && message.chars().all(is_plain)).then_some(message)
}

/// Hands a message over to the system as one argument. No shell is started here, but what is started
/// may read it by rules of its own (`xdg-open` is a script, `rundll32` splits its line itself): hence
/// `message_of`.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn told(address: &str) -> Option<String> {
        message_of(&address.parse().unwrap())
    }

    #[test]
    fn only_a_plain_message_is_handed_over() {
        let plain = "mailto:a@b.org?subject=Une%20place&body=Bonjour%20Amina%2C%0A%C3%A0%20mardi";
        assert_eq!(told(plain).as_deref(), Some(plain));
        let apostrophe = told("mailto:a@b.org?body=l'atelier");
        assert_eq!(apostrophe.as_deref(), Some("mailto:a@b.org?body=l%27atelier"));
        for other in ["http://b.org/", "tauri://localhost/", "file:///etc/passwd"] {
            assert_eq!(told(other), None, "{other}");
        }
    }

    #[test]
    fn nothing_that_a_program_may_read_otherwise_is_handed_over() {
        for address in ["mailto:\"a\"@b.org", "mailto:a b@c.org", "mailto:a@b.org?body=`x`"] {
            let handed = told(address).unwrap_or_default();
            assert!(!handed.contains(['"', ' ', '`']), "{address}: {handed}");
        }
        let with = |length: usize| format!("mailto:a@b.org?body={}", "x".repeat(length));
        let most = MAIL_BYTES_MAX - with(0).len();
        assert!(told(&with(most)).is_some());
        assert_eq!(told(&with(most + 1)), None);
    }
}
