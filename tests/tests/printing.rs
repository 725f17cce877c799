//! What comes out of the printer, in the engine that the window is shown with: a sheet of n pages is n
//! pages, and a letter is one. The page is laid out as `ui/src/parts/paper.ts` does it.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use passerelle_tests::display::Display;
use passerelle_tests::workspace;

/// A page of A4 as a sheet's pages are drawn: in points, with a frame near its edges.
const PAGE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="595.276pt" height="841.89pt"
    viewBox="0 0 595.276 841.89"><rect x="20" y="20" width="555" height="800" fill="none" stroke="black"/></svg>"#;

/// How many pages are printed of what stands beside the window.
fn printed(display: &Display, shown: &str) -> Result<usize> {
    let folder = tempfile::tempdir()?;
    let css = fs::read_to_string(workspace::root().join("ui/src/styles/print.css"))?;
    // The window is as high as the screen, and its body has no margin.
    let window = "<main style=\"block-size: 100dvh\">the window</main>";
    let page = format!(
        "<!doctype html><html data-printing><style>body {{ margin: 0 }} {css}</style>\
         <body>{window}<div data-print hidden>{shown}</div></body></html>"
    );
    fs::write(folder.path().join("page.svg"), PAGE)?;
    fs::write(folder.path().join("page.html"), page)?;
    let file = folder.path().join("printed.pdf");
    let mut command = Command::new(workspace::bin("passerelle-printer")?);
    command.arg(format!("file://{}", folder.path().join("page.html").display())).arg(&file);
    display.lend(&mut command);
    let output = command.output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let bytes = fs::read(&file)?;
    let text = String::from_utf8_lossy(&bytes);
    let count = text.split("/Count ").nth(1).context("no pages were counted")?;
    let digits: String = count.chars().take_while(char::is_ascii_digit).collect();
    Ok(digits.parse()?)
}

#[test]
fn a_sheet_has_no_page_too_many() -> Result<()> {
    let display = Display::start()?;
    for pages in [1, 3] {
        let images = "<img src=\"page.svg\" alt=\"\">".repeat(pages);
        assert_eq!(printed(&display, &images)?, pages);
    }
    Ok(())
}

#[test]
fn a_letter_takes_the_pages_that_its_words_need() -> Result<()> {
    let display = Display::start()?;
    let letter = |paragraphs: usize| {
        let words = "<p>Nous avons bien reçu votre demande.</p>".repeat(paragraphs);
        format!("<article><h1>Bonjour</h1>{words}</article>")
    };
    assert_eq!(printed(&display, &letter(3))?, 1);
    assert_eq!(printed(&display, &letter(40))?, 2);
    Ok(())
}
