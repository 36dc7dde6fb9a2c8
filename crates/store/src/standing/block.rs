//! The names that tasks of a row have, each once, as they stand before the tasks.

use super::bytes::Reader;

/// Names behind their lengths.
#[derive(Debug)]
pub(super) struct Names<'a> {
    block: Reader<'a>,
    /// As texts, where somebody wanted them so: lists ask for none, and to read them takes a good part of a pass.
    texts: Option<Vec<&'a str>>,
}

impl<'a> Names<'a> {
    /// Passes over them.
    pub(super) fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let count = reader.number()?;
        let start = reader.0;
        for _ in 0..count {
            reader.piece()?;
        }
        Some(Self {
            block: Reader(&start[..start.len() - reader.0.len()]),
            texts: None,
        })
    }

    /// Makes texts of them; `None` where one is none.
    pub(super) fn make_texts(&mut self) -> Option<()> {
        // Lengths of short names are letters themselves: looked at together it takes less time.
        let start = self.block.0;
        let all = simdutf8::basic::from_utf8(start).ok();
        let (mut reader, mut texts) = (self.block, Vec::with_capacity(64));
        while !reader.0.is_empty() {
            let name = reader.piece()?;
            let end = start.len() - reader.0.len();
            texts.push(match all {
                Some(all) => all.get(end - name.len()..end)?,
                None => std::str::from_utf8(name).ok()?,
            });
        }
        self.texts = Some(texts);
        Some(())
    }

    /// All of them; `None` where no texts were made of them.
    pub(super) fn texts(&self) -> Option<&[&'a str]> {
        self.texts.as_deref()
    }

    /// What stands in each, in order.
    fn pieces(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let mut block = self.block;
        std::iter::from_fn(move || (!block.0.is_empty()).then(|| block.piece())?)
    }

    /// What a field with that name holds; `None` where no task here has it.
    pub(super) fn place_of(&self, name: &str) -> Option<u64> {
        let mut names = self.pieces();
        let place = names.position(|known| known == name.as_bytes());
        place.map(|place| 1 + place as u64)
    }

    /// Whether each is like that, as fields hold them: first of all that of none.
    pub(super) fn fields_like(&self, is_like: impl Fn(&str) -> bool) -> Vec<bool> {
        let is_like = |name| std::str::from_utf8(name).is_ok_and(&is_like);
        let names = self.pieces().map(is_like);
        std::iter::once(false).chain(names).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standing::bytes::number;

    #[test]
    fn names_are_found_with_and_without_being_read() {
        // Longer ones too, whose lengths are no letters.
        let long = "办".repeat(60);
        let names = ["办公室", "", long.as_str(), "Office"];
        let mut bytes = Vec::new();
        number(&mut bytes, names.len() as u64);
        for name in names {
            number(&mut bytes, name.len() as u64);
            bytes.extend_from_slice(name.as_bytes());
        }
        bytes.push(7);
        let mut reader = Reader(&bytes);
        let mut read = Names::read(&mut reader).expect("names");
        assert_eq!(reader.0, [7]);
        assert_eq!(read.texts(), None);
        for (at, name) in names.iter().enumerate() {
            assert_eq!(read.place_of(name), Some(1 + at as u64), "{name}");
        }
        assert_eq!(read.place_of("办"), None);
        let like = read.fields_like(|name| name.starts_with('办'));
        assert_eq!(like, [false, true, false, true, false]);
        read.make_texts().expect("texts");
        assert_eq!(read.texts(), Some(&names[..]));
    }
}
