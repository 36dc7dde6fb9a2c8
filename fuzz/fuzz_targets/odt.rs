//! An OpenDocument text: read, and examined as before a meeting.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = documents::document::read_with_rows(bytes, "材料.odt");
    let _ = documents::document::examine(bytes, "材料.odt");
});
