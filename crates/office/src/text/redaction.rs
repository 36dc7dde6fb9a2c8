//! Names replaced wherever they occur, the same name always in the same way.

/// Which names become what.
#[derive(Debug, Clone, Default)]
pub struct Redaction {
    /// Longest first, so that a name inside another is not replaced before it.
    names: Vec<(String, String)>,
}

const DOUBLE_SURNAMES: [&str; 12] = [
    "欧阳", "司马", "上官", "诸葛", "皇甫", "令狐", "司徒", "慕容", "尉迟", "公孙", "端木", "夏侯",
];

const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

impl Redaction {
    /// People become 张某 (张某甲, 张某乙 where several share the surname), units XX.
    pub fn new<'a>(
        people: impl IntoIterator<Item = &'a str>,
        units: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut known: Vec<&str> = Vec::new();
        for person in people.into_iter().map(str::trim) {
            // One character would hit ordinary words everywhere.
            if person.chars().count() > 1 && !known.contains(&person) {
                known.push(person);
            }
        }
        let mut names: Vec<(String, String)> = known
            .iter()
            .map(|person| ((*person).to_owned(), masked(person, &known)))
            .collect();
        let units = units.into_iter().map(str::trim);
        let units = units.filter(|unit| unit.chars().count() > 1);
        names.extend(units.map(|unit| (unit.to_owned(), "XX".to_owned())));
        names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        names.dedup_by(|a, b| a.0 == b.0);
        Self { names }
    }

    /// The text with every known name replaced; what was put in is not replaced again.
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let known = self.names.iter();
            let mut known = known.filter(|(name, _)| rest.starts_with(name.as_str()));
            let taken = if let Some((name, mask)) = known.next() {
                out.push_str(mask);
                name.len()
            } else {
                out.push(first);
                first.len_utf8()
            };
            rest = &rest[taken..];
        }
        out
    }
}

fn surname(name: &str) -> &str {
    if let Some(double) = DOUBLE_SURNAMES
        .iter()
        .find(|double| name.starts_with(**double))
    {
        return double;
    }
    name.char_indices()
        .nth(1)
        .map_or(name, |(at, _)| &name[..at])
}

fn masked(name: &str, all: &[&str]) -> String {
    let family = surname(name);
    let namesakes: Vec<&&str> = all
        .iter()
        .filter(|other| surname(other) == family)
        .collect();
    if namesakes.len() == 1 {
        return format!("{family}某");
    }
    let place = namesakes
        .iter()
        .position(|other| **other == name)
        .unwrap_or(0);
    match STEMS.get(place) {
        Some(stem) => format!("{family}某{stem}"),
        None => format!("{family}某{}", place + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::Redaction;

    #[test]
    fn names_go_consistently() {
        let people = ["张三", "张三丰", "欧阳修", "李四", "李四"];
        let redaction = Redaction::new(people, ["青山市人社局"]);
        assert_eq!(
            redaction.apply("青山市人社局张三丰、张三和李四，欧阳修"),
            "XX张某乙、张某甲和李某，欧阳某"
        );
        assert_eq!(redaction.apply("张某甲"), "张某甲");
    }
}
