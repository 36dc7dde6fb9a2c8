//! What stands in a report as a way to mend it leads back to the report when it is done.

use super::Shown;
use super::items::Item;
use super::text::Part;
use crate::pages::verb::{Filled, own};
use crate::place::Place;
use crate::reported::Note;

/// Pages of verbs: what is done there comes back.
const VERBS: &str = "/do/";

/// Says in every link to the page of a verb from which report one comes.
pub(super) fn lead_back(shown: &mut Shown, chosen: &Filled) {
    let asked = chosen.iter().fold(Place::of(["do"]), |place, (id, text)| {
        place.ask(&format!("{}{id}", own::REPORT), text)
    });
    let Some((_, from)) = asked.as_str().split_once('?') else {
        return;
    };
    let lead = |to: &mut Option<String>| {
        if let Some(place) = to.as_mut().filter(|to| to.starts_with(VERBS)) {
            let end = place.find('#').unwrap_or(place.len());
            let sign = if place.contains('?') { '&' } else { '?' };
            place.insert_str(end, &format!("{sign}{from}"));
        }
    };
    let notes = |notes: &mut Vec<Note>| {
        for note in notes {
            lead(&mut note.to);
            note.way.iter_mut().for_each(|span| lead(&mut span.to));
        }
    };
    let item = |item: &mut Item| {
        notes(&mut item.wrong);
        notes(&mut item.lacks);
        notes(&mut item.gaps);
    };
    notes(&mut shown.general);
    for part in &mut shown.parts {
        if let Part::Paragraph(sentences, items) = part {
            let runs = sentences.iter_mut().flat_map(|sentence| &mut sentence.runs);
            runs.for_each(|run| lead(&mut run.to));
            items.iter_mut().for_each(item);
        }
    }
    shown.rest.iter_mut().for_each(item);
}
