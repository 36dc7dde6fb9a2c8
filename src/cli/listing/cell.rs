//! What stands in a cell: a value, and how the screen shows it where that is another thing.

use std::borrow::Cow;

use serde_json::Value;

/// One cell of a list.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct Cell {
    pub(super) value: Value,
    shown: Option<String>,
    pub(super) color: Option<comfy_table::Color>,
}

impl Cell {
    /// The same, shown so on the screen; files have the value.
    pub(in crate::cli) fn shown(mut self, text: impl Into<String>) -> Self {
        self.shown = Some(text.into());
        self
    }

    /// The same in a colour, where there are colours.
    pub(in crate::cli) fn colored(mut self, color: comfy_table::Color) -> Self {
        self.color = Some(color);
        self
    }

    /// As people read it on the screen.
    pub(super) fn on_screen(&self) -> Cow<'_, str> {
        match &self.shown {
            Some(shown) => Cow::Borrowed(shown),
            None => text(&self.value),
        }
    }

    /// As a CSV has it.
    pub(super) fn written(&self) -> Cow<'_, str> {
        text(&self.value)
    }
}

/// A value as people write it; several are separated by 、.
fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        Value::Bool(true) => Cow::Borrowed("是"),
        Value::Bool(false) => Cow::Borrowed("否"),
        Value::Array(values) => {
            let texts: Vec<Cow<'_, str>> = values.iter().map(text).collect();
            Cow::Owned(texts.join("、"))
        }
        Value::Number(_) | Value::Object(_) => Cow::Owned(value.to_string()),
    }
}

impl<T: Into<Value>> From<T> for Cell {
    fn from(value: T) -> Self {
        Self {
            value: value.into(),
            ..Self::default()
        }
    }
}
