//! What the program declares of its verbs.

use std::sync::LazyLock;

use ledger::cli::front::{Form, forms};

/// The verbs.
pub static FORMS: LazyLock<Vec<Form>> = LazyLock::new(forms);
