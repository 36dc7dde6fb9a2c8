//! What a unit hands up: what ends without a fault is as long as it says.

#![no_main]

use model::packet::PacketReader;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(mut packet) = PacketReader::open(std::io::Cursor::new(bytes)) else {
        return;
    };
    let says = packet.handed().entries;
    let Ok(entries) = packet.entries() else { return };
    if let Ok(all) = entries.collect::<Result<Vec<_>, _>>() {
        assert_eq!(all.len() as u64, says);
    }
});
