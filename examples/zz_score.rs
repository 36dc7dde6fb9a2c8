#![allow(dead_code)]
#[path = "../tests/rules/sheet/layouts/mod.rs"]
mod layouts;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    layouts::measured(&layouts::folder(path.as_ref()));
}
