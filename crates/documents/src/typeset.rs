//! From values to pages: the templates, the fonts and nothing else is what a document can reach. It
//! has no folder, no network and no clock, and what people wrote comes in as values, never as source.

use crate::error::DocumentError;
use std::fmt;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Smart};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_svg::SvgOptions;

/// Regular and bold of what most names are written in; regular alone of the others.
const FONT_FILES: [&[u8]; 5] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansEthiopic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansGeorgian-Regular.ttf"),
];

const TEMPLATES: [(&str, &str); 5] = [
    ("attendance.typ", include_str!("../templates/attendance.typ")),
    ("common.typ", include_str!("../templates/common.typ")),
    ("pack.typ", include_str!("../templates/pack.typ")),
    ("sheet.typ", include_str!("../templates/sheet.typ")),
    ("week.typ", include_str!("../templates/week.typ")),
];

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts: Vec<Font> =
        FONT_FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

/// Named once: the compiler never forgets a name.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let source = |(name, text): &(&str, &str)| {
        let path = VirtualPath::new(name).ok()?;
        let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
        Some(Source::new(id, (*text).to_owned()))
    };
    TEMPLATES.iter().filter_map(source).collect()
});

struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

/// Which document.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Template {
    Pack,
    Sheet,
    Week,
}

/// Whether a font of the documents has a character.
pub(crate) fn printable(c: char) -> bool {
    FONTS.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
}

/// All that a template sees.
struct Desk {
    library: LazyHash<Library>,
    main: FileId,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A document laid out: pages that can be counted, read and written.
pub struct Pages {
    document: PagedDocument,
    id: String,
}

impl fmt::Debug for Pages {
    /// Without the words: they are people's names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("count", &self.count()).finish_non_exhaustive()
    }
}

/// Lays out a template with its values. `id` names the document, whatever its version.
pub(crate) fn lay_out(template: Template, id: &str, values: Dict) -> Result<Pages, DocumentError> {
    let name = match template {
        Template::Pack => "pack.typ",
        Template::Sheet => "sheet.typ",
        Template::Week => "week.typ",
    };
    let main = SOURCES
        .iter()
        .find(|source| source.id().get().vpath().get_without_slash() == name)
        .ok_or_else(|| DocumentError::Layout("no template".to_owned()))?
        .id();
    let library = Library::builder().with_inputs(values).build();
    let desk = Desk { library: LazyHash::new(library), main };
    let laid = typst::compile::<PagedDocument>(&desk);
    // What it remembers to be faster next time holds people's names.
    typst::comemo::evict(0);
    let document = laid.output.map_err(|errors| told(&errors))?;
    if let Some(warning) = laid.warnings.first() {
        return Err(DocumentError::Layout(warning.message.to_string()));
    }
    Ok(Pages { document, id: id.to_owned() })
}

impl Pages {
    /// How many.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The words of one page, counted from 0, in the order in which they are drawn, a line each run;
    /// without the marks that only say where lines break and how directions nest.
    pub fn text(&self, page: usize) -> String {
        let mut text = String::new();
        if let Some(page) = self.document.pages().get(page) {
            each_text(&page.frame, &mut |item| {
                let mark = |c: &char| matches!(c, '\u{200b}' | '\u{2066}'..='\u{2069}');
                text.extend(item.text.chars().filter(|c| !mark(c)));
                text.push('\n');
            });
        }
        text
    }

    /// How many glyphs are the empty box that stands for a missing one.
    pub fn missing_glyphs(&self) -> usize {
        let mut missing = 0;
        for page in self.document.pages() {
            each_text(&page.frame, &mut |item| {
                missing += item.glyphs.iter().filter(|glyph| glyph.id == 0).count();
            });
        }
        missing
    }

    /// Each page as a picture (SVG), letters as outlines: what is seen before it is printed.
    pub fn svg(&self) -> Vec<String> {
        let options = SvgOptions::default();
        let pages = self.document.pages().iter();
        let drawn = pages.map(|page| typst_svg::svg(page, &options)).collect();
        typst::comemo::evict(0);
        drawn
    }

    /// The file: PDF/A-2a, which archives keep and which can be read aloud. The same pages give the
    /// same bytes.
    ///
    /// # Errors
    /// [`DocumentError::Layout`], a bug.
    pub fn pdf(&self) -> Result<Vec<u8>, DocumentError> {
        let standards = PdfStandards::new(&[PdfStandard::A_2a])
            .map_err(|error| DocumentError::Layout(error.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.id.clone()),
            creator: Smart::Custom(Some("Passerelle".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let written = typst_pdf::pdf(&self.document, &options).map_err(|errors| told(&errors));
        typst::comemo::evict(0);
        written
    }
}

fn told(errors: &[SourceDiagnostic]) -> DocumentError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    DocumentError::Layout(messages.join("; "))
}

fn each_text(frame: &Frame, seen: &mut impl FnMut(&typst::text::TextItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => each_text(&group.frame, seen),
            FrameItem::Text(text) => seen(text),
            _ => {}
        }
    }
}
