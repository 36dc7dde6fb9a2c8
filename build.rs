//! How the program is linked.

use std::env;

#[expect(
    clippy::disallowed_methods,
    reason = "what cargo says of the build is there"
)]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    // A program that may lie anywhere in memory has each of its 12,000 pointers put right at every
    // start, before it does anything: a tenth of what a short command takes. See
    // docs/decisions/start.md.
    if is("PROFILE", "release")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
    {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
