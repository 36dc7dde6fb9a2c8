//! Signs with which something may begin, each told by one look.

/// Signs with which a name may begin, however wide or tall: most texts have none, which one look at each
/// sign tells. Those beyond the first plane are not told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Firsts(Vec<u64>);

impl Firsts {
    /// Those of `signs`, and the narrow and wide ones of which `begins` says it.
    pub(super) fn of(begins: impl Fn(char) -> bool, signs: impl Iterator<Item = char>) -> Self {
        let mut firsts = Self(vec![0; (1 << 16) / 64]);
        // What folds to another sign.
        let folded = ('\0'..='\u{7F}')
            .chain('\u{3000}'..='\u{3000}')
            .chain('！'..='～');
        for sign in signs.chain(folded.filter(|c| begins(*c))) {
            if let Some(bits) = firsts.0.get_mut(sign as usize / 64) {
                *bits |= 1 << (sign as usize % 64);
            }
        }
        firsts
    }

    /// Whether it may be one of them.
    pub(super) fn may_hold(&self, sign: char) -> bool {
        let bits = self.0.get(sign as usize / 64);
        bits.is_none_or(|bits| bits >> (sign as usize % 64) & 1 == 1)
    }
}
