//! A verb's form with what is filled in, as a page draws it.

use ledger::cli::front::{Field, Form, Kind};

use super::labels::{label, labelled};
use super::targets;

/// A form.
#[derive(Debug, Clone)]
pub struct FormView {
    /// The verb.
    pub verb: String,
    /// How it is called.
    pub title: String,
    /// What it does.
    pub about: String,
    /// What is asked before it is carried out.
    pub confirm: Option<&'static str>,
    /// Whether it only shows.
    pub shows: bool,
    /// Whether files can be chosen in it.
    pub has_files: bool,
    /// What is shown at once.
    pub fields: Vec<FieldView>,
    /// What is needed seldom.
    pub more: Vec<FieldView>,
    /// Whether any of those is filled in.
    pub is_more_open: bool,
    /// Whether another button comes before its own.
    pub is_second: bool,
    /// What goes with it unseen: name and value.
    pub hidden: Vec<(String, String)>,
}

/// One field.
#[derive(Debug, Clone)]
pub struct FieldView {
    /// Its name in the form.
    pub id: String,
    /// Its name among all of the page.
    pub anchor: String,
    /// How it is called.
    pub label: String,
    /// What it means, where its title does not say it.
    pub help: Option<String>,
    /// What is filled in, one for each of several.
    pub values: Vec<String>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether several can be given.
    pub many: bool,
    verb: String,
    is_filter: bool,
    kind: Kind,
    default: Option<String>,
}

/// Which fields of a verb a page treats in its own way.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wishes<'a> {
    /// Shown at once, in this order; where there are none, all that are no filters.
    pub first: &'a [&'a str],
    /// Not shown: the page answers them.
    pub without: &'a [&'a str],
}

impl FormView {
    /// The form of a verb with what is filled in (field and value).
    pub fn new(form: &Form, filled: &[(String, String)], wishes: Wishes<'_>) -> Self {
        let shown = |field: &&Field| !wishes.without.contains(&field.id.as_str());
        let all: Vec<&Field> = form.fields.iter().filter(shown).collect();
        let is_first = |field: &&Field| match wishes.first {
            [] => field.required || !field.is_filter,
            first => field.required || first.contains(&field.id.as_str()),
        };
        let (mut first, more): (Vec<&Field>, Vec<&Field>) = all.into_iter().partition(is_first);
        first.sort_by_key(|field| {
            let place = wishes.first.iter().position(|id| *id == field.id);
            (!field.required, place)
        });
        let view = |field: &Field| FieldView::new(form, field, filled);
        let more: Vec<FieldView> = more.into_iter().map(view).collect();
        Self {
            verb: form.name.clone(),
            title: form.title.clone(),
            about: labelled(&form.about, form),
            confirm: form.confirm,
            shows: form.shows,
            has_files: form.fields.iter().any(|field| field.kind == Kind::File),
            fields: first.into_iter().map(view).collect(),
            is_more_open: more.iter().any(FieldView::differs),
            more,
            is_second: false,
            hidden: Vec::new(),
        }
    }

    /// How it is sent: what only shows is asked for, all else is sent.
    pub fn method(&self) -> &'static str {
        if self.is_sent() { "post" } else { "get" }
    }

    /// Whether it is sent with the token.
    pub fn is_sent(&self) -> bool {
        !self.shows
    }

    /// With a value that goes along unseen.
    #[must_use]
    pub fn hide(mut self, name: &str, value: impl Into<String>) -> Self {
        self.hidden.push((name.to_owned(), value.into()));
        self
    }

    /// With what a field means here, in place of what it means anywhere.
    pub fn explain(&mut self, id: &str, help: String) {
        let mut fields = self.fields.iter_mut().chain(&mut self.more);
        if let Some(field) = fields.find(|field| field.id == id) {
            field.help = Some(help);
        }
    }

    /// With a sentence at the field that it is about; `false` where no field is.
    pub fn blame(&mut self, id: &str, why: &str) -> bool {
        let mut fields = self.fields.iter_mut().chain(&mut self.more);
        let Some(field) = fields.find(|field| field.id == id) else {
            return false;
        };
        field.error = Some(why.to_owned());
        self.is_more_open |= self.more.iter().any(|field| field.error.is_some());
        true
    }
}

impl FieldView {
    fn new(form: &Form, field: &Field, filled: &[(String, String)]) -> Self {
        let values = filled.iter().filter(|(id, _)| *id == field.id);
        // What only says the title again helps nobody, nor do places of the machine.
        let says_more = field.help != field.label && field.kind != Kind::Target;
        Self {
            verb: form.name.clone(),
            id: field.id.clone(),
            anchor: format!("{}-{}", form.name, field.id),
            label: label(field).to_owned(),
            help: says_more.then(|| labelled(&field.help, form)),
            values: values.map(|(_, value)| value.clone()).collect(),
            error: None,
            required: field.required,
            many: field.many,
            is_filter: field.is_filter,
            kind: field.kind.clone(),
            default: field.default.clone(),
        }
    }

    /// Whether it says another thing than what is so anyhow.
    fn differs(&self) -> bool {
        self.is_filled() && self.default.as_deref() != Some(self.value())
    }

    fn is_filled(&self) -> bool {
        self.values.iter().any(|value| !value.trim().is_empty())
    }

    /// What is filled in; of several the first.
    pub fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// What is filled in, and an empty place for one more; numbers of tasks have one place together.
    pub fn places(&self) -> Vec<&str> {
        let filled = self.values.iter().map(String::as_str);
        let filled = filled.filter(|value| !value.is_empty());
        let one_more = (self.kind != Kind::Tasks || !self.is_filled()).then_some("");
        filled.chain(one_more).collect()
    }

    /// The values to choose from, with their meaning and whether each is chosen.
    pub fn choices(&self) -> Vec<(&str, &str, bool)> {
        let Kind::Choice(choices) = &self.kind else {
            return Vec::new();
        };
        let chosen = self.values.first().or(self.default.as_ref());
        choices
            .iter()
            .map(|(value, meaning)| (value.as_str(), meaning.as_str(), chosen == Some(value)))
            .collect()
    }

    /// Whether nothing may be chosen.
    pub fn may_be_open(&self) -> bool {
        self.default.is_none() && !self.required
    }

    /// What it says where nothing is chosen.
    pub fn open_word(&self) -> &'static str {
        if self.is_filter { "不限" } else { "不选" }
    }

    /// Whether it is one of some values.
    pub fn is_choice(&self) -> bool {
        matches!(self.kind, Kind::Choice(_))
    }

    /// Whether it is yes or nothing.
    pub fn is_switch(&self) -> bool {
        self.kind == Kind::Switch
    }

    /// Whether a switch is on.
    pub fn is_on(&self) -> bool {
        self.is_filled()
    }

    /// Whether it is a file that is made: it comes to the browser under one of some names.
    pub fn is_target(&self) -> bool {
        self.kind == Kind::Target
    }

    /// Whether it may be made without being kept: shown, and no more.
    pub fn may_be_looked_at(&self) -> bool {
        !self.required && self.default.is_none()
    }

    /// Those names.
    pub fn targets(&self) -> &'static [&'static str] {
        targets::names(&self.verb, &self.id)
    }

    /// Whether files are chosen in it.
    pub fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    /// Whether a text may take several lines.
    pub fn is_long(&self) -> bool {
        self.kind == Kind::Sentence && !self.is_filter
    }

    /// The list of names that it is completed from.
    pub fn names(&self) -> Option<&'static str> {
        Some(match self.kind {
            Kind::Dept => "depts",
            Kind::Lead => "leads",
            Kind::Owner => "owners",
            Kind::Dimension => "dimensions",
            Kind::Subject => "subjects",
            Kind::Source => "sources",
            _ => return None,
        })
    }
}
