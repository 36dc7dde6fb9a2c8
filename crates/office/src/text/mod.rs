//! Floor 1: Chinese text as such — numerals, widths, punctuation. Knows nothing of the domain.

mod firsts;
pub mod iso;
pub mod items;
pub mod needle;
pub mod numeral;
pub mod ordinal;
pub mod punctuation;
pub mod redaction;
pub mod sentence;
pub mod similarity;
pub mod title;
pub mod visible;
pub mod wide;
pub mod width;
pub mod wrap;
