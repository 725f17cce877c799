//! Just enough HTTP to speak to a WebDriver on this machine: one request, one JSON answer, one
//! connection. No TLS, no redirection, no chunked answer: the driver sends none.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Answers longer than this are refused: a picture of the largest window takes a tenth.
const ANSWER_BYTES_MAX: usize = 64 << 20;

/// Sends one request to this machine; the status and the JSON of the answer.
pub fn request(
    port: u16,
    method: &str,
    path: &str,
    body: Option<&Value>,
    limit: Duration,
) -> Result<(u16, Value)> {
    let what = format!("{method} {path}");
    let mut stream =
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).with_context(|| what.clone())?;
    stream.set_read_timeout(Some(limit))?;
    stream.set_write_timeout(Some(limit))?;
    let body = body.map(Value::to_string).unwrap_or_default();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    answer(&mut BufReader::new(stream)).with_context(|| format!("no answer to {what}"))
}

fn answer(stream: &mut impl BufRead) -> Result<(u16, Value)> {
    let first = line(stream)?;
    let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status: u16 = status.with_context(|| format!("not HTTP: {first:?}"))?;
    let mut length = None;
    loop {
        let header = line(stream)?;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = Some(value.trim().parse::<usize>()?);
        }
    }
    let length = length.context("an answer without Content-Length")?;
    if length > ANSWER_BYTES_MAX {
        bail!("an answer of {length} bytes");
    }
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes)?;
    let value = serde_json::from_slice(&bytes)
        .with_context(|| format!("not JSON: {:?}", String::from_utf8_lossy(&bytes)))?;
    Ok((status, value))
}

/// One line of the head; empty at its end.
fn line(stream: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        bail!("the connection was closed");
    }
    Ok(line.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(u16, Value)> {
        answer(&mut text.as_bytes())
    }

    #[test]
    fn an_answer_is_read_to_its_length() -> Result<()> {
        let (status, value) =
            read("HTTP/1.1 404 Not Found\r\ncontent-length: 7\r\nX: y\r\n\r\n{\"a\":1}more")?;
        assert_eq!((status, value["a"].as_u64()), (404, Some(1)));
        Ok(())
    }

    #[test]
    fn a_broken_answer_is_an_error() {
        assert!(read("").is_err());
        assert!(read("nonsense\r\n\r\n").is_err());
        assert!(read("HTTP/1.1 200 OK\r\n\r\n{}").is_err());
        assert!(read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}").is_err());
        assert!(read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{x").is_err());
    }
}
