//! Lines of counts over a calendar.

use std::fmt::Write as _;

use crate::xml::text as escape;

/// One line.
#[derive(Debug, Clone)]
pub struct Series<'a> {
    /// Class for the style sheet.
    pub class: &'a str,
    /// What it shows; stands at its end.
    pub label: &'a str,
    /// Places in percent of the width, with their counts, from left to right.
    pub points: Vec<(f64, u32)>,
}

const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 34.0;
/// Room for the labels at the ends of the lines.
const RIGHT: f64 = 84.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 34.0;
/// Labels closer than this would overlap.
const LABEL: f64 = 19.0;

fn x(percent: f64) -> f64 {
    LEFT + percent / 100.0 * (WIDTH - LEFT - RIGHT)
}

fn y(count: u32, most: u32) -> f64 {
    HEIGHT - BOTTOM - f64::from(count) / f64::from(most.max(1)) * (HEIGHT - TOP - BOTTOM)
}

/// Lines with a scale at the left, words beneath and a label at each line's end.
pub fn lines(series: &[Series<'_>], marks: &[(f64, String)], label: &str) -> String {
    let counts = series.iter().flat_map(|line| &line.points);
    let (step, most) = scale(counts.map(|(_, count)| *count).max().unwrap_or_default());
    let mut svg = format!(
        "<svg class=\"lines\" role=\"img\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" aria-label=\"{}\">",
        escape(label)
    );
    for count in (0..=most).step_by(step as usize) {
        let (y, end) = (y(count, most), WIDTH - RIGHT);
        let _ = write!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{end}\" y1=\"{y:.1}\" y2=\"{y:.1}\" class=\"grid\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" class=\"scale\">{count}</text>",
            LEFT - 6.0,
            y + 5.0
        );
    }
    for (at, word) in marks {
        let _ = write!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" class=\"mark\">{}</text>",
            x(*at),
            HEIGHT - 5.0,
            escape(word)
        );
    }
    for line in series {
        draw(line, most, &mut svg);
    }
    labels(series, most, &mut svg);
    svg + "</svg>"
}

fn draw(line: &Series<'_>, most: u32, svg: &mut String) {
    let points: Vec<String> = line
        .points
        .iter()
        .map(|(at, count)| format!("{:.1},{:.1}", x(*at), y(*count, most)))
        .collect();
    let _ = write!(
        svg,
        "<polyline points=\"{}\" class=\"{}\"/>",
        points.join(" "),
        line.class
    );
    if let Some((at, count)) = line.points.last() {
        let _ = write!(
            svg,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4.5\" class=\"{}\"/>",
            x(*at),
            y(*count, most),
            line.class
        );
    }
}

/// Labels at the ends, moved apart where lines end close together.
fn labels(series: &[Series<'_>], most: u32, svg: &mut String) {
    let mut ends: Vec<(f64, &Series<'_>, u32)> = series
        .iter()
        .filter_map(|line| line.points.last().map(|(_, count)| (line, *count)))
        .map(|(line, count)| (y(count, most) + 5.0, line, count))
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    for at in 1..ends.len() {
        ends[at].0 = ends[at].0.max(ends[at - 1].0 + LABEL);
    }
    // What was pushed below the drawing moves up again, and pushes those above it.
    let mut floor = HEIGHT - BOTTOM + 5.0;
    for end in ends.iter_mut().rev() {
        end.0 = end.0.min(floor);
        floor = end.0 - LABEL;
    }
    for (y, line, count) in ends {
        let _ = write!(
            svg,
            "<text x=\"{:.1}\" y=\"{y:.1}\" class=\"label {}\">{}{count}</text>",
            WIDTH - RIGHT + 10.0,
            line.class,
            escape(line.label)
        );
    }
}

/// The step of the scale, and its end: 1, 2 or 5 times a power of ten, at most five steps.
fn scale(most: u32) -> (u32, u32) {
    let mut step = 1;
    let factors = [2, 5, 10];
    let mut base = 1;
    while most > step * 5 {
        step = factors
            .iter()
            .map(|factor| base * factor)
            .find(|candidate| most <= candidate * 5)
            .unwrap_or(base * 10);
        base *= 10;
    }
    (step, most.div_ceil(step).max(1) * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_reach_the_top() {
        for (most, expected) in [
            (0, (1, 1)),
            (3, (1, 3)),
            (5, (1, 5)),
            (7, (2, 8)),
            (15, (5, 15)),
            (48, (10, 50)),
            (99, (20, 100)),
            (1000, (200, 1000)),
            (100_000, (20_000, 100_000)),
        ] {
            assert_eq!(scale(most), expected, "{most}");
        }
    }

    #[test]
    fn labels_stay_apart_and_inside() {
        let line = |class| Series {
            class,
            label: "线",
            points: vec![(0.0, 0), (100.0, 0)],
        };
        let svg = lines(&[line("a"), line("b"), line("c")], &[], "");
        let ys: Vec<f64> = svg
            .match_indices("class=\"label")
            .filter_map(|(at, _)| {
                let before = &svg[..at];
                let from = before.rfind("y=\"")? + 3;
                before[from..].split('"').next()?.parse().ok()
            })
            .collect();
        assert_eq!(ys.len(), 3);
        assert!(ys.windows(2).all(|pair| (pair[1] - pair[0]).abs() >= LABEL));
        assert!(ys.iter().all(|y| (TOP..HEIGHT).contains(y)));
    }
}
