//! A draft → its text.

use super::line::{self, COMMENT, Mark, written};
use super::{AGAIN, BEGINS, DIGEST, Label, NAMED, NO_DIMENSION, NO_GROUP, Section, fields, paired};
use model::digest::Digest;
use model::draft::{Doubt, Draft, DraftTask, Problem, Unclaimed};

/// The draft of the document with these bytes; `how` says how the text is taken back.
pub fn write(draft: &Draft, sha256: &Digest, how: &str) -> String {
    let mut out = Writer::default();
    out.line(&format!(
        "{BEGINS}{DIGEST}{sha256}{NAMED}{}",
        written(&draft.file)
    ));
    out.comment(&advice(how));
    for doubt in draft.doubts.iter().filter(|doubt| doubt.paragraph == 0) {
        out.comment(&format!("全文：{}", doubt.message));
    }
    out.blank();
    for field in fields::lines(draft) {
        out.line(&field);
    }
    out.section(Section::Facts);
    for fact in &draft.facts {
        let row = line::row([&fact.name, &fact.value, &fact.unit]);
        out.line(&format!("- {row}"));
    }
    let (pairs, attached) = paired(draft);
    let mut margin = Margin::of(draft);
    out.section(Section::Problems);
    problems(&mut out, draft, &pairs, &mut margin);
    out.section(Section::Causes);
    for cause in &draft.causes {
        out.item(&cause.title, &cause.detail);
    }
    measures(&mut out, draft);
    out.section(Section::LastYear);
    for item in &draft.last_year {
        out.item(&item.heading, &item.text);
    }
    out.section(Section::Statements);
    for statement in &draft.statements {
        out.item(&statement.title, &statement.text);
    }
    if attached < draft.tasks.len() {
        out.section(Section::Tasks);
        for task in &draft.tasks[attached..] {
            out.item(&task.problem, "");
            out.task(task);
        }
    }
    margin.rest(&mut out);
    out.text
}

/// How the text is edited, in five lines.
fn advice(how: &str) -> String {
    let heading = Section::Unclaimed.heading();
    format!(
        "怎样改：
1. “- ”开头的一行是一条，缩进的是它的具体内容；〔第5段〕是它在原文里的位置，留着不动。读错的字照实改。
2. “> ”开头的是{heading}：移到该在的地方，把“>”改成“-”，就成为那里的一条；是方面的，把“>”改成“###”；不要的，整行删去。
3. 不是问题的，连同具体内容移到别的部分，或者删去；少了的，加一行“- ”。
4. 谁来改、何时改完，写在问题下面，一行一样：〔责任领导〕〔责任部门〕〔责任人〕〔整改时限〕〔措施〕。
5. 这样的注释是程序的疑点和另一种读法，供您判断，读回时不看。{how}"
    )
}

/// Problems under their dimensions, with what stands between them in the document.
fn problems(
    out: &mut Writer,
    draft: &Draft,
    pairs: &[Option<&DraftTask>],
    margin: &mut Margin<'_>,
) {
    let headings: Vec<&str> = draft
        .dimensions
        .iter()
        .map(|d| d.heading.as_str())
        .collect();
    let mut next = 0;
    let mut under: Option<&str> = None;
    for (problem, task) in draft.problems.iter().zip(pairs) {
        margin.before(problem.paragraph, out);
        let wanted = problem.dimension.as_deref();
        if wanted != under {
            let own = headings[next..].iter().position(|h| Some(*h) == wanted);
            match (own, wanted) {
                (Some(ahead), _) => {
                    for heading in &headings[next..=next + ahead] {
                        out.heading(&dimension(heading));
                    }
                    next += ahead + 1;
                }
                (None, Some(heading)) => out.heading(&format!("{}{AGAIN}", dimension(heading))),
                (None, None) => out.heading(NO_DIMENSION),
            }
            under = wanted;
        }
        out.problem(problem);
        if let Some(task) = task {
            out.task(task);
        }
    }
    for heading in &headings[next..] {
        out.heading(&dimension(heading));
    }
}

/// A dimension's heading, which is none of the words that are kept for others.
fn dimension(heading: &str) -> String {
    let text = written(heading);
    if text == NO_DIMENSION {
        return format!("\\{text}");
    }
    match text.strip_suffix(AGAIN) {
        Some(stem) => format!("{stem}（续\\）"),
        None => text,
    }
}

fn measures(out: &mut Writer, draft: &Draft) {
    out.section(Section::Measures);
    let mut under = None;
    for measure in &draft.measures {
        if measure.group != under {
            match measure.group.as_deref().map(written) {
                None => out.heading(NO_GROUP),
                Some(group) if group == NO_GROUP => out.heading(&format!("\\{group}")),
                Some(group) => out.heading(&group),
            }
            under.clone_from(&measure.group);
        }
        out.item(&measure.title, &measure.detail);
    }
}

/// What stands between the problems: doubts, and text that went into no field.
struct Margin<'a> {
    doubts: Vec<&'a Doubt>,
    unclaimed: Vec<&'a Unclaimed>,
}

impl<'a> Margin<'a> {
    /// The next one last.
    fn of(draft: &'a Draft) -> Self {
        let mut doubts: Vec<&Doubt> = draft.doubts.iter().filter(|d| d.paragraph > 0).collect();
        let mut unclaimed: Vec<&Unclaimed> = draft.unclaimed.iter().collect();
        doubts.sort_by_key(|doubt| doubt.paragraph);
        unclaimed.sort_by_key(|unclaimed| unclaimed.paragraph);
        doubts.reverse();
        unclaimed.reverse();
        Self { doubts, unclaimed }
    }

    /// What stands before a problem. Text of the problem's own paragraph stands behind it.
    fn before(&mut self, paragraph: u32, out: &mut Writer) {
        while let Some(unclaimed) = self.unclaimed.pop_if(|u| u.paragraph < paragraph) {
            self.doubts(unclaimed.paragraph, out);
            out.unclaimed(unclaimed);
        }
        self.doubts(paragraph, out);
    }

    fn doubts(&mut self, until: u32, out: &mut Writer) {
        while let Some(doubt) = self.doubts.pop_if(|doubt| doubt.paragraph <= until) {
            out.comment(&format!("第{}段：{}", doubt.paragraph, doubt.message));
        }
    }

    /// What stands behind the last problem.
    fn rest(&mut self, out: &mut Writer) {
        match (self.unclaimed.is_empty(), self.doubts.is_empty()) {
            (true, true) => return,
            (true, false) => out.blank(),
            (false, _) => out.section(Section::Unclaimed),
        }
        while let Some(unclaimed) = self.unclaimed.pop() {
            self.doubts(unclaimed.paragraph, out);
            out.unclaimed(unclaimed);
        }
        self.doubts(u32::MAX, out);
    }
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    /// A line; no blank is left at its end.
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end_matches(' '));
        self.text.push('\n');
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn section(&mut self, section: Section) {
        self.blank();
        self.line(&format!("## {}", section.heading()));
    }

    fn heading(&mut self, written: &str) {
        self.line(&format!("### {written}"));
    }

    fn problem(&mut self, problem: &Problem) {
        let mark = Mark {
            paragraph: problem.paragraph,
            unclaimed: false,
        };
        self.line(&format!("- {}{}", mark.written(), written(&problem.title)));
        self.body(&problem.detail);
    }

    fn item(&mut self, head: &str, body: &str) {
        self.line(&format!("- {}", written(head)));
        self.body(body);
    }

    fn body(&mut self, body: &str) {
        for line in line::lines_of(body) {
            self.line(&format!("  {line}"));
        }
    }

    fn task(&mut self, task: &DraftTask) {
        let deadline = task.deadline.as_ref().map(|deadline| &deadline.phrase);
        let fields = [
            (Label::Lead, task.lead.as_ref()),
            (Label::Dept, task.dept.as_ref()),
            (Label::Owner, task.owner.as_ref()),
            (Label::Deadline, deadline),
        ];
        let mut bare = task.measures.is_empty();
        for (label, text) in fields {
            if let Some(text) = text {
                self.labelled(label, text);
                bare = false;
            }
        }
        for measure in &task.measures {
            self.labelled(Label::Measure, measure);
        }
        if bare {
            self.labelled(Label::Bare, "");
        }
    }

    fn labelled(&mut self, label: Label, text: &str) {
        let mut all = Label::ALL.into_iter();
        let words = all.find_map(|(known, words)| (known == label).then_some(words));
        let words = words.unwrap_or_default();
        let text = written(text);
        let sign = if text.starts_with(['：', ':']) {
            "\\"
        } else {
            ""
        };
        self.line(&format!("  〔{words}〕{sign}{text}"));
    }

    fn unclaimed(&mut self, unclaimed: &Unclaimed) {
        let mark = Mark {
            paragraph: unclaimed.paragraph,
            unclaimed: true,
        };
        let mut lines = unclaimed.text.split('\n').map(|line| match line {
            "" => line::EMPTY.to_owned(),
            line => written(line),
        });
        let first = lines.next().unwrap_or_default();
        self.line(&format!("> {}{first}", mark.written()));
        for line in lines {
            self.line(&format!("> {line}"));
        }
    }

    /// What is not read back.
    fn comment(&mut self, text: &str) {
        let (begin, end) = COMMENT;
        let text = office::text::visible::inert(text);
        let text = text.replace(end, "--＞");
        self.line(&format!("{begin} {text} {end}"));
    }
}
