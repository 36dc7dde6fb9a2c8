//! Links between the documents.

use std::fs;
use std::path::Path;

/// Links of the page to files that are not there or to headings that the file does not have.
pub(crate) fn broken(page: &Path) -> Vec<String> {
    let text = fs::read_to_string(page).expect("a page");
    let folder = page.parent().expect("a folder");
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    targets
        .filter(|target| !target.starts_with("http"))
        .filter(|target| {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() {
                page.to_owned()
            } else {
                folder.join(file)
            };
            !path.exists() || !(heading.is_empty() || has_heading(&path, heading))
        })
        .map(|target| format!("{}: {target}", page.display()))
        .collect()
}

fn has_heading(page: &Path, anchor: &str) -> bool {
    let text = fs::read_to_string(page).expect("a page");
    text.lines()
        .filter(|line| line.starts_with('#'))
        .any(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .replace(' ', "-")
                == anchor
        })
}
