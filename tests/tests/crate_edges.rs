//! Which crate may depend on which, and which may reach the network, the disk or chance, by what
//! cargo itself says of the workspace. It reads manifests, not code.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use passerelle_tests::workspace;
use serde_json::{Value, json};

/// Each crate of the workspace and the crates of the workspace that it may name, for whatever use.
const EDGES: [(&str, &[&str]); 16] = [
    ("passerelle-domain", &[]),
    ("passerelle-sync", &["passerelle-domain"]),
    ("passerelle-store", &["passerelle-domain", "passerelle-sync"]),
    (
        "passerelle-app",
        &[
            "passerelle-documents",
            "passerelle-domain",
            "passerelle-pictures",
            "passerelle-store",
            "passerelle-sync",
        ],
    ),
    (
        "passerelle-hq",
        &["passerelle-app", "passerelle-domain", "passerelle-store", "passerelle-sync"],
    ),
    ("passerelle-documents", &["passerelle-domain"]),
    ("passerelle-pictures", &[]),
    ("passerelle-words", &["passerelle-app", "passerelle-domain"]),
    ("passerelle-cli", &["passerelle-app", "passerelle-domain", "passerelle-words"]),
    ("passerelle-window", &["passerelle-app", "passerelle-words"]),
    (
        "passerelle-tests",
        &[
            "passerelle-app",
            "passerelle-disk",
            "passerelle-domain",
            "passerelle-hq",
            "passerelle-store",
            "passerelle-sync",
        ],
    ),
    (
        "passerelle-fuzz",
        &["passerelle-domain", "passerelle-pictures", "passerelle-store", "passerelle-sync"],
    ),
    ("passerelle-disk", &[]),
    ("passerelle-printer", &[]),
    (
        "passerelle-simulation",
        &[
            "passerelle-app",
            "passerelle-domain",
            "passerelle-hq",
            "passerelle-store",
            "passerelle-sync",
        ],
    ),
    ("xtask", &[]),
];

/// Libraries that reach outside or weigh much, and the only crates that may name them.
const RESERVED: [(&str, &[&str]); 8] = [
    ("reqwest", &["passerelle-app", "passerelle-hq", "passerelle-simulation", "passerelle-tests"]),
    (
        "tokio",
        &[
            "passerelle-app",
            "passerelle-cli",
            "passerelle-hq",
            "passerelle-simulation",
            "passerelle-tests",
            "passerelle-window",
        ],
    ),
    ("axum", &["passerelle-hq"]),
    // Minutes to build, and no need of it anywhere else.
    ("typst", &["passerelle-documents"]),
    ("image", &["passerelle-pictures"]),
    // The window has its engine through Tauri, and asks it for nothing by itself.
    ("webkit2gtk", &["passerelle-printer"]),
    ("rusqlite", &["passerelle-disk", "passerelle-hq", "passerelle-store"]),
    (
        "getrandom",
        &["passerelle-app", "passerelle-hq", "passerelle-simulation", "passerelle-tests"],
    ),
];

#[test]
fn every_edge_is_on_the_list() -> Result<()> {
    let broken = broken(&edges(&metadata()?)?);
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    Ok(())
}

#[test]
fn bugs_are_planted_by_the_simulation_alone() -> Result<()> {
    let planting = planting(&metadata()?, "planted")?;
    assert_eq!(planting, ["passerelle-simulation: planted = passerelle-sync/planted"]);
    Ok(())
}

/// A scope that nobody authenticated for, and chance that can be foretold.
#[test]
fn headquarters_is_simulated_by_the_simulation_alone() -> Result<()> {
    let planting = planting(&metadata()?, "simulation")?;
    assert_eq!(planting, ["passerelle-simulation needs \"passerelle-hq\" with simulation"]);
    Ok(())
}

/// Every way in which a manifest turns on a feature that is no product's, the planted bugs for one: by
/// a feature, its default among them, or by how it names a dependency.
fn planting(metadata: &Value, what: &str) -> Result<Vec<String>> {
    let packages = metadata["packages"].as_array().context("no packages")?;
    let mut found = Vec::new();
    for package in packages {
        let name = package["name"].as_str().context("no name")?;
        for (feature, turned_on) in package["features"].as_object().into_iter().flatten() {
            let turned_on = turned_on.as_array().into_iter().flatten().filter_map(Value::as_str);
            let planted = turned_on.filter(|on| on.contains(what));
            found.extend(planted.map(|on| format!("{name}: {feature} = {on}")));
        }
        for needed in package["dependencies"].as_array().into_iter().flatten() {
            let features = needed["features"].as_array().into_iter().flatten();
            if features.filter_map(Value::as_str).any(|feature| feature.contains(what)) {
                found.push(format!("{name} needs {} with {what}", needed["name"]));
            }
        }
    }
    Ok(found)
}

#[test]
fn a_planted_default_or_dependency_is_found() -> Result<()> {
    let needed = json!({ "name": "sync", "features": ["planted"] });
    let features = json!({ "default": ["planted"], "planted": [] });
    let package = json!({ "name": "store", "features": features, "dependencies": [needed] });
    let found = planting(&json!({ "packages": [package] }), "planted")?;
    assert_eq!(found.len(), 2, "{found:?}");
    Ok(())
}

/// What cargo says of the workspace, without looking at the network.
fn metadata() -> Result<Value> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(workspace::root())
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The names that each crate's manifest gives, for building, running and testing alike.
fn edges(metadata: &Value) -> Result<BTreeMap<String, Vec<String>>> {
    let name = |value: &Value| value["name"].as_str().map(str::to_owned).context("no name");
    let packages = metadata["packages"].as_array().context("no packages")?;
    let mut edges = BTreeMap::new();
    for package in packages {
        let dependencies = package["dependencies"].as_array().context("no dependencies")?;
        let names = dependencies.iter().map(name).collect::<Result<Vec<_>>>()?;
        edges.insert(name(package)?, names);
    }
    Ok(edges)
}

/// A line for each edge that is not allowed, and for each crate that the list does not know.
fn broken(edges: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut broken = Vec::new();
    for (package, names) in edges {
        let Some((_, allowed)) = EDGES.iter().find(|(known, _)| known == package) else {
            broken.push(format!("{package} is not on the list of crates"));
            continue;
        };
        for name in names {
            let inner = edges.contains_key(name);
            if inner && name != package && !allowed.contains(&name.as_str()) {
                broken.push(format!("{package} may not depend on {name}"));
            }
            let reserved = RESERVED.iter().find(|(library, _)| library == name);
            if reserved.is_some_and(|(_, crates)| !crates.contains(&package.as_str())) {
                broken.push(format!("{package} may not use {name}"));
            }
        }
    }
    broken
}

fn check(packages: &[(&str, &[&str])], expected: &[&str]) {
    let packages: Vec<Value> = packages
        .iter()
        .map(|(name, needs)| {
            let needs: Vec<Value> = needs.iter().map(|need| json!({ "name": need })).collect();
            json!({ "name": name, "dependencies": needs })
        })
        .collect();
    let found = edges(&json!({ "packages": packages })).map(|edges| broken(&edges));
    assert_eq!(found.unwrap_or_default(), expected);
}

#[test]
fn an_allowed_edge_passes() {
    check(&[("passerelle-domain", &["serde"]), ("passerelle-sync", &["passerelle-domain"])], &[]);
    check(&[("passerelle-app", &["reqwest", "tokio", "getrandom"])], &[]);
}

#[test]
fn an_edge_upwards_is_refused() {
    let packages: [(&str, &[&str]); 2] =
        [("passerelle-domain", &["passerelle-store"]), ("passerelle-store", &[])];
    check(&packages, &["passerelle-domain may not depend on passerelle-store"]);
    let packages: [(&str, &[&str]); 2] =
        [("passerelle-window", &["passerelle-store"]), ("passerelle-store", &[])];
    check(&packages, &["passerelle-window may not depend on passerelle-store"]);
}

#[test]
fn the_network_the_disk_and_chance_are_reserved() {
    check(&[("passerelle-sync", &["tokio"])], &["passerelle-sync may not use tokio"]);
    check(&[("passerelle-domain", &["getrandom"])], &["passerelle-domain may not use getrandom"]);
    check(&[("passerelle-app", &["rusqlite"])], &["passerelle-app may not use rusqlite"]);
    check(&[("passerelle-cli", &["reqwest"])], &["passerelle-cli may not use reqwest"]);
}

#[test]
fn a_new_crate_must_be_listed() {
    check(&[("passerelle-extra", &[])], &["passerelle-extra is not on the list of crates"]);
}
