//! What the window is told when it starts: where the centre is, how to look. Nothing else.

use anyhow::{Context, bail};
use std::ffi::OsString;
use std::path::PathBuf;

/// How the links of printed sheets begin.
const LINK: &str = "passerelle:";

/// `--data DIR --lang fr|en --theme light|dark --size WIDTHxHEIGHT LINK`, all optional.
#[derive(Debug, Default, PartialEq)]
pub struct Arguments {
    /// Folder of the centre.
    pub data: Option<PathBuf>,
    /// Language, whatever the system's.
    pub language: Option<String>,
    /// Theme, whatever the system's.
    pub theme: Option<String>,
    /// Inner size of the window, in logical pixels.
    pub size: Option<(f64, f64)>,
    /// The link of a printed sheet: its session is opened.
    pub link: Option<String>,
}

impl Arguments {
    /// Reads the command line.
    ///
    /// # Errors
    /// An option that is unknown, has no value, or has one that makes no sense.
    pub fn read(words: impl IntoIterator<Item = OsString>) -> anyhow::Result<Self> {
        let mut read = Self::default();
        let mut words = words.into_iter();
        while let Some(option) = words.next() {
            let option = option.to_string_lossy().into_owned();
            let mut value = || words.next().with_context(|| format!("{option} needs a value"));
            match option.as_str() {
                "--data" => read.data = Some(value()?.into()),
                "--lang" => read.language = Some(one_of(value()?, &["fr", "en"])?),
                "--theme" => read.theme = Some(one_of(value()?, &["light", "dark"])?),
                "--size" => read.size = Some(size(&value()?.to_string_lossy())?),
                // What the system hands over when somebody opens the QR code of a sheet.
                link if link.starts_with(LINK) => read.link = Some(link.to_owned()),
                _ => bail!("unknown option {option}"),
            }
        }
        Ok(read)
    }
}

fn one_of(value: OsString, known: &[&str]) -> anyhow::Result<String> {
    let value = value.to_string_lossy().into_owned();
    if !known.contains(&value.as_str()) {
        bail!("{value} is none of {known:?}");
    }
    Ok(value)
}

fn size(text: &str) -> anyhow::Result<(f64, f64)> {
    let (width, height) = text.split_once('x').context("a size is WIDTHxHEIGHT")?;
    Ok((width.parse()?, height.parse()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> anyhow::Result<Arguments> {
        Arguments::read(words.iter().map(OsString::from))
    }

    #[test]
    fn options_are_read_or_refused() {
        let full = read(&["--data", "/x", "--lang", "en", "--theme", "dark", "--size", "911x512"]);
        assert_eq!(full.unwrap().size, Some((911.0, 512.0)));
        let link = read(&["passerelle:session/x"]).unwrap().link;
        assert_eq!(link.as_deref(), Some("passerelle:session/x"));
        for wrong in [&["--lang", "xx"][..], &["--data"], &["--size", "12"], &["--other"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
