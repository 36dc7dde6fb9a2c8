//! One entry of a history: what is read survives being written again.

#![no_main]

use model::event::codec;

libfuzzer_sys::fuzz_target!(|body: &str| {
    if let Ok(entry) = codec::read(body) {
        assert_eq!(codec::read(&codec::write(&entry)), Ok(entry));
    }
});
