//! Whether anything in a list answers a text at all: asked of every pair, where proposals only name
//! what stands out.

use super::theme;
use office::text::similarity::Rarity;

/// How much speaks for two texts belonging together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bond {
    /// Likeness of their words, 0–1.
    pub words: f64,
    /// Likeness of what they are about, 0–1.
    pub about: f64,
}

/// For each first text its bond with every second one. A text is its title and the rest.
pub fn bonds(first: &[(&str, &str)], second: &[(&str, &str)]) -> Vec<Vec<Bond>> {
    let whole = |(title, rest): &(&str, &str)| format!("{title}。{rest}");
    let texts: Vec<String> = first.iter().chain(second).map(whole).collect();
    let rarity = Rarity::of(texts.iter().map(String::as_str));
    let weighed = |(title, rest): &(&str, &str)| {
        let parts = [(*title, 2.0), (*rest, 1.0)];
        (rarity.vector(&parts), theme::of(&parts))
    };
    let offered: Vec<_> = second.iter().map(weighed).collect();
    let bond = |text: &(&str, &str)| {
        let (vector, theme) = weighed(text);
        let all = offered.iter().map(|(words, about)| Bond {
            words: vector.likeness(words),
            about: theme.likeness(about),
        });
        all.collect()
    };
    first.iter().map(bond).collect()
}
