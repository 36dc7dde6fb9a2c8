//! A Word file of the old format with nothing but text in it: the container, the header, one piece.

/// What Word would write of this text, its marks being characters.
pub(crate) fn written(text: &str) -> Vec<u8> {
    const HEADER: usize = 1536;
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let count = (units.len() / 2) as u32;
    let mut main = vec![0; HEADER];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &[0xEC, 0xA5, 0xC1, 0]);
    // The table stream is that called 1Table.
    put(10, &[0, 2]);
    put(76, &count.to_le_bytes());
    put(152, &[93, 0]);
    put(418, &0_u32.to_le_bytes());
    put(422, &21_u32.to_le_bytes());
    main.extend(units);
    let mut table = vec![2, 16, 0, 0, 0];
    table.extend([0, count].map(u32::to_le_bytes).concat());
    table.extend([0, 0]);
    table.extend((HEADER as u32).to_le_bytes());
    table.extend([0, 0]);
    container(&[("WordDocument", main), ("1Table", table)])
}

/// A container of the old formats with these streams.
fn container(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const SECTOR: usize = 4096;
    const END: u32 = 0xFFFF_FFFE;
    // So long that none is one of the small streams.
    let lengths = streams
        .iter()
        .map(|(_, stream)| stream.len().div_ceil(SECTOR).max(1));
    let lengths: Vec<usize> = lengths.collect();
    let all = 1 + lengths.iter().sum::<usize>();
    let mut tables = 1;
    while tables * SECTOR / 4 < tables + all {
        tables += 1;
    }
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[26..34].copy_from_slice(&[3, 0, 0xFE, 0xFF, 0x0C, 0, 6, 0]);
    for (at, number) in [
        (44, tables as u32),
        (48, tables as u32),
        (60, END),
        (68, END),
    ] {
        header[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    for place in 0..109 {
        let table = if place < tables {
            place as u32
        } else {
            u32::MAX
        };
        header[76 + 4 * place..80 + 4 * place].copy_from_slice(&table.to_le_bytes());
    }
    let mut next = vec![END - 1; tables];
    next.push(END);
    let mut directory = vec![0; SECTOR];
    let mut entry = |place: usize, name: &str, kind: u8, start: usize, size: usize| {
        let entry = &mut directory[128 * place..128 * (place + 1)];
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..name.len()].copy_from_slice(&name);
        entry[64] = name.len() as u8 + 2;
        entry[66] = kind;
        entry[68..80].fill(0xFF);
        entry[116..120].copy_from_slice(&(start as u32).to_le_bytes());
        entry[120..124].copy_from_slice(&(size as u32).to_le_bytes());
    };
    entry(0, "Root Entry", 5, 0, 0);
    let mut body = Vec::new();
    for (place, ((name, stream), length)) in streams.iter().zip(lengths).enumerate() {
        entry(place + 1, name, 2, next.len(), length * SECTOR);
        let first = next.len() as u32;
        next.extend((first + 1)..(first + length as u32));
        next.push(END);
        body.extend(stream);
        body.resize(body.len().next_multiple_of(SECTOR), 0);
    }
    next.resize(tables * SECTOR / 4, u32::MAX);
    let table: Vec<u8> = next.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, table, directory, body].concat()
}
