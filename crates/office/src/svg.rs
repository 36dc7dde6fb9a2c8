//! Small drawings as inline SVG: a ring, stacked bars, tracks on a calendar, lines. Looks come from
//! the page's style sheet by class; every text is escaped here.

mod lines;

use std::fmt::Write as _;

use crate::xml::text as escape;

pub use lines::{Series, lines};

/// One part of a whole.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Class for the style sheet.
    pub class: &'a str,
    /// How much.
    pub amount: u32,
    /// What it is, for those who hear the page or point at it.
    pub label: &'a str,
}

const CENTRE: f64 = 100.0;
const RADIUS: f64 = 72.0;

/// A ring of the pieces, with a number and a word in the middle.
pub fn ring(pieces: &[Piece<'_>], number: &str, word: &str) -> String {
    let whole: u32 = pieces.iter().map(|piece| piece.amount).sum();
    let round = std::f64::consts::TAU * RADIUS;
    let mut svg = open("ring", "viewBox=\"0 0 200 200\"", &told(pieces));
    let circle = format!("<circle cx=\"{CENTRE}\" cy=\"{CENTRE}\" r=\"{RADIUS}\"");
    let _ = write!(svg, "{circle} class=\"empty\"/>");
    let mut done = 0;
    for piece in pieces.iter().filter(|piece| piece.amount > 0) {
        let share = |amount: u32| f64::from(amount) / f64::from(whole) * round;
        let length = share(piece.amount);
        let gap = if piece.amount < whole {
            2.5_f64.min(length / 2.0)
        } else {
            0.0
        };
        let _ = write!(
            svg,
            "{circle} class=\"{}\" stroke-dasharray=\"{:.2} {:.2}\" stroke-dashoffset=\"{:.2}\" \
             transform=\"rotate(-90 {CENTRE} {CENTRE})\"><title>{}</title></circle>",
            piece.class,
            length - gap,
            round - length + gap,
            -share(done),
            title(piece)
        );
        done += piece.amount;
    }
    let _ = write!(
        svg,
        "<text x=\"{CENTRE}\" y=\"104\" class=\"number\">{}</text>\
         <text x=\"{CENTRE}\" y=\"130\" class=\"word\">{}</text></svg>",
        escape(number),
        escape(word)
    );
    svg
}

/// A bar of the pieces; `most` is the length of the longest bar beside it.
pub fn bar(pieces: &[Piece<'_>], most: u32) -> String {
    let mut svg = open("bar", "", &told(pieces));
    let share = |amount: u32| f64::from(amount) * 100.0 / f64::from(most.max(1));
    let mut done = 0;
    for piece in pieces.iter().filter(|piece| piece.amount > 0) {
        let _ = write!(
            svg,
            "<rect x=\"{:.2}%\" width=\"{:.2}%\" height=\"100%\" class=\"{}\"><title>{}</title></rect>",
            share(done),
            share(piece.amount),
            piece.class,
            title(piece)
        );
        done += piece.amount;
    }
    svg + "</svg>"
}

/// A stretch of a track, in percent of its length.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'a> {
    /// Class for the style sheet.
    pub class: &'a str,
    /// From where.
    pub from: f64,
    /// To where.
    pub to: f64,
}

/// A sign on a track, in percent of its length.
#[derive(Debug, Clone, Copy)]
pub struct Sign<'a> {
    /// Class for the style sheet.
    pub class: &'a str,
    /// The sign.
    pub text: &'a str,
    /// Where.
    pub at: f64,
}

/// A track on a calendar with today's line.
pub fn track(stretches: &[Stretch<'_>], signs: &[Sign<'_>], now: f64, label: &str) -> String {
    let mut svg = open("track", "", label);
    for stretch in stretches {
        let width = (stretch.to - stretch.from).max(0.4);
        let _ = write!(
            svg,
            "<rect x=\"{:.2}%\" width=\"{width:.2}%\" y=\"25%\" height=\"50%\" class=\"{}\"/>",
            stretch.from, stretch.class
        );
    }
    let _ = write!(
        svg,
        "<line x1=\"{now:.2}%\" x2=\"{now:.2}%\" y1=\"0\" y2=\"100%\" class=\"now\"/>"
    );
    for sign in signs {
        let _ = write!(
            svg,
            "<text x=\"{:.2}%\" y=\"50%\" class=\"{}\">{}</text>",
            sign.at,
            sign.class,
            escape(sign.text)
        );
    }
    svg + "</svg>"
}

/// The calendar above tracks: marks with their words, and today.
pub fn axis(marks: &[(f64, String)], now: f64, today: &str) -> String {
    let mut svg = open("axis", "", today);
    for (at, word) in marks {
        let _ = write!(
            svg,
            "<text x=\"{at:.2}%\" y=\"95%\" class=\"mark\">{}</text>",
            escape(word)
        );
    }
    let anchor = match now {
        ..12.0 => "start",
        ..88.0 => "middle",
        _ => "end",
    };
    let _ = write!(
        svg,
        "<text x=\"{now:.2}%\" y=\"42%\" class=\"today\" text-anchor=\"{anchor}\">{}</text></svg>",
        escape(today)
    );
    svg
}

fn open(class: &str, attributes: &str, label: &str) -> String {
    format!(
        "<svg class=\"{class}\" role=\"img\" {attributes} aria-label=\"{}\">",
        escape(label)
    )
}

fn title(piece: &Piece<'_>) -> String {
    format!("{}{}", escape(piece.label), piece.amount)
}

fn told(pieces: &[Piece<'_>]) -> String {
    let told: Vec<String> = pieces
        .iter()
        .filter(|piece| piece.amount > 0)
        .map(|piece| format!("{}{}", piece.label, piece.amount))
        .collect();
    told.join("，")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECES: [Piece<'static>; 3] = [
        Piece {
            class: "a",
            amount: 3,
            label: "甲<",
        },
        Piece {
            class: "b",
            amount: 0,
            label: "乙",
        },
        Piece {
            class: "c",
            amount: 1,
            label: "丙",
        },
    ];

    #[test]
    fn bars_fill_their_share_and_escape_their_words() {
        let svg = bar(&PIECES, 8);
        assert!(svg.contains("x=\"0.00%\" width=\"37.50%\""), "{svg}");
        assert!(svg.contains("x=\"37.50%\" width=\"12.50%\""), "{svg}");
        assert!(svg.contains("aria-label=\"甲&lt;3，丙1\""), "{svg}");
        assert!(!svg.contains("class=\"b\""), "{svg}");
    }

    #[test]
    fn a_ring_of_one_piece_has_no_gap_and_of_none_is_empty() {
        assert!(ring(&PIECES[..1], "3", "项").contains("stroke-dasharray=\"452.39 0.00\""));
        assert_eq!(ring(&[], "0", "项").matches("<circle").count(), 1);
    }
}
