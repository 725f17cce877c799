//! axe-core in a page: the rules that every screen is held to, and what they find.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::webdriver::Session;
use crate::workspace;

/// WCAG 2.2 to AA, and what the French and European norms add.
const TAGS: [&str; 7] =
    ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "EN-301-549"];

/// Brings axe-core into the page.
pub fn install(page: &Session) -> Result<()> {
    let axe = workspace::root().join("ui/node_modules/axe-core/axe.min.js");
    page.run(&fs::read_to_string(&axe).context("axe-core is not installed")?, &[])?;
    Ok(())
}

/// What it finds in the page as it is once nothing fades any more, in which colours are neither the
/// old ones nor the new: the rule, where, and the element's own text.
pub fn violations(page: &Session) -> Result<Vec<String>> {
    let script = "const [tags, done] = arguments;
        const ends = (one) => one.effect.getComputedTiming().endTime !== Infinity;
        const fading = document.getAnimations().filter(ends);
        Promise.allSettled(fading.map((one) => one.finished)).then(() => axe.run(document, {
            runOnly: { type: 'tag', values: tags },
            rules: { 'target-size': { enabled: true } },
            resultTypes: ['violations'],
        })).then(
            ({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes.map((node) =>
                `${id}: ${node.target.join(' ')}: ${node.html.slice(0, 160)}`))),
            (error) => done([`axe did not run: ${error}`]));";
    let told = page.run_async(script, &[json!(TAGS)])?;
    Ok(told.as_array().into_iter().flatten().map(text).collect())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
