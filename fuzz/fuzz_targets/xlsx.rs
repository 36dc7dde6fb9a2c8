//! A table of that sort, as a register.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = documents::register::read(bytes, "表.xlsx");
});
