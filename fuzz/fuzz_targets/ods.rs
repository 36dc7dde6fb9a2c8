//! A table of that sort, as a register.

#![no_main]

libfuzzer_sys::fuzz_target!(
    init: {
        // A stumble of the library is caught, and no find.
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |stumble| {
            if !office::grid::is_guarded() {
                usual(stumble);
            }
        }));
    },
    |bytes: &[u8]| {
        let _ = documents::register::read(bytes, "表.ods");
    }
);
