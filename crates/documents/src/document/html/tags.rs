//! The tags of a page and the text between them, one after the other. Of a tag no more is kept than is
//! asked for, however many attributes it has.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// Attributes that say something of the text.
const KEPT: [&str; 9] = [
    "class", "colspan", "hidden", "rowspan", "start", "style", "title", "type", "value",
];
/// How much of a value is kept.
const VALUE: usize = 1024;

/// What stands next in a page.
pub(super) enum Piece {
    Start(Tag),
    /// The name of the element that ends.
    End(String),
    Text(String),
}

/// A tag by which an element begins.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// In small letters.
    pub(super) name: String,
    /// It ends the element, too.
    pub(super) closed: bool,
    attributes: Vec<(&'static str, String)>,
}

impl Tag {
    /// The value of an attribute, empty where it has none.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let mut named = self.attributes.iter().filter(|(known, _)| *known == name);
        named.next().map(|(_, value)| value.trim())
    }

    /// The same as a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.value(name)?.parse().ok()
    }
}

/// The pieces of a page.
pub(super) fn of(page: &str) -> impl Iterator<Item = Piece> {
    let (mut tag, mut asked) = (Tag::default(), false);
    let mut emitter = CallbackEmitter::new(move |event: CallbackEvent<'_>, _: Span<()>| {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                tag = Tag {
                    name: small(name),
                    ..Tag::default()
                };
            }
            CallbackEvent::AttributeName { name } => {
                let kept = KEPT.iter().find(|kept| kept.as_bytes() == name);
                let first = kept.filter(|kept| tag.value(kept).is_none());
                asked = first.is_some();
                tag.attributes
                    .extend(first.map(|kept| (*kept, String::new())));
            }
            CallbackEvent::AttributeValue { value } if asked => {
                if let Some((_, kept)) = tag.attributes.last_mut() {
                    *kept = text(&value[..value.len().min(VALUE)]);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                tag.closed = self_closing;
                return Some(Piece::Start(std::mem::take(&mut tag)));
            }
            CallbackEvent::EndTag { name } => return Some(Piece::End(small(name))),
            CallbackEvent::String { value } => return Some(Piece::Text(text(value))),
            _ => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(page, emitter).flatten()
}

fn small(name: &[u8]) -> String {
    text(name).to_ascii_lowercase()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
