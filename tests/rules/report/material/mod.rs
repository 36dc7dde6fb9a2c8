//! What `check` says of a 对照检查材料, held against texts with marked faults. They were written before
//! the rules; `docs/quality/material.md` says how.
//!
//! A blind text has a head: 对象, 年度, the problems of last year (上年) and of earlier ones (往年), the
//! meeting's 通知要求, and faults of the whole text (应查). In the text `⟦rule⟧` before a paragraph marks
//! a fault of it.

#![allow(
    clippy::print_stdout,
    reason = "what is missed and what is false is to be seen"
)]

use std::collections::BTreeMap;
use std::path::Path;

use documents::document::{self, Genre};
use model::draft::SubjectKind;
use model::meeting::Meeting;
use model::subject::Subject;
use model::task::Task;
use papers::report::check::material::{self, Material, Remark, Rule, WANTED};

use crate::report::office::{Case, ledger};

/// A text with what a careful reader would say of it.
#[derive(Default)]
struct Blind {
    name: String,
    subject: String,
    year: i32,
    last: Vec<String>,
    older: Vec<String>,
    wanted: Option<String>,
    text: String,
    faults: Vec<(Rule, Option<u32>)>,
}

fn rule(name: &str) -> Rule {
    let named = Rule::ALL.into_iter().find(|rule| rule.name() == name);
    named.unwrap_or_else(|| panic!("no rule {name}"))
}

impl Blind {
    fn read(path: &Path) -> Self {
        let whole = std::fs::read_to_string(path).unwrap();
        let (head, body) = whole.split_once("----\n").unwrap();
        let mut blind = Self {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            ..Self::default()
        };
        for line in head.lines() {
            let (key, value) = line.split_once('：').unwrap();
            let value = value.to_owned();
            match key {
                "对象" => blind.subject = value,
                "年度" => blind.year = value.parse().unwrap(),
                "上年" => blind.last.push(value),
                "往年" => blind.older.push(value),
                "通知要求" => blind.wanted = Some(value),
                "应查" => blind.faults.push((rule(&value), None)),
                _ => panic!("{line}"),
            }
        }
        let mut paragraph = 0;
        for line in body.lines() {
            paragraph += u32::from(!line.trim().is_empty());
            let mut line = line;
            while let Some((mark, rest)) = line.strip_prefix('⟦').and_then(|l| l.split_once('⟧'))
            {
                blind.faults.push((rule(mark), Some(paragraph)));
                line = rest;
            }
            blind.text.push_str(line);
            blind.text.push('\n');
        }
        blind
    }

    fn earlier(&self) -> Vec<Task> {
        let subject = Subject::read(&self.subject).unwrap();
        let last = self.last.iter().map(|title| (self.year - 1, title));
        let older = self.older.iter().map(|title| (self.year - 2, title));
        let cases = last.chain(older).zip(1..).map(|((year, title), number)| {
            let case = Case::new(number, year, subject.clone(), title);
            case.closed(&format!("{}-10-10", year + 1), None)
        });
        ledger("2030-12-20", cases.collect()).tasks
    }

    fn remarks(&self, off: &[Rule]) -> Vec<Remark> {
        let read = document::examine(self.text.as_bytes(), &self.name, &[]).unwrap();
        assert_eq!(read.genre, Genre::Material, "{}", self.name);
        let earlier = self.earlier();
        let fields = self
            .wanted
            .iter()
            .map(|text| (WANTED.to_owned(), text.clone()));
        let meeting = Meeting {
            year: self.year,
            fields: fields.collect(),
            ..Meeting::default()
        };
        let kind = match self.subject.as_str() {
            "班子" => SubjectKind::Team,
            _ => SubjectKind::Person,
        };
        let material = Material {
            draft: &read.draft,
            passages: &read.passages,
            year: Some(self.year),
            kind: Some(kind),
            earlier: &earlier,
            meeting: Some(&meeting),
        };
        material::material(&material, off)
    }
}

fn texts(folder: &str) -> Vec<Blind> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/report/material");
    let entries = std::fs::read_dir(root.join(folder)).unwrap().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().map(|path| Blind::read(path)).collect()
}

/// Found, missed, false.
type Score = (u32, u32, u32);

/// Holds the remarks of a text against its marks.
fn score(blind: &Blind, scores: &mut BTreeMap<Rule, Score>) {
    let mut open = blind.faults.clone();
    for remark in blind.remarks(&[]) {
        let is_it = |(rule, paragraph): &(Rule, Option<u32>)| {
            *rule == remark.rule && (paragraph.is_none() || *paragraph == remark.paragraph)
        };
        let score = scores.entry(remark.rule).or_default();
        if let Some(at) = open.iter().position(is_it) {
            open.remove(at);
            score.0 += 1;
            continue;
        }
        score.2 += 1;
        let (place, name) = (remark.paragraph, remark.rule.name());
        println!("{} false: {place:?} {name}：{}", blind.name, remark.message);
    }
    for (rule, paragraph) in open {
        scores.entry(rule).or_default().1 += 1;
        println!("{} missed: {paragraph:?} {}", blind.name, rule.name());
    }
}

/// Found, missed and false of a folder of texts.
fn measured(folder: &str) -> Score {
    let mut scores = BTreeMap::new();
    for blind in texts(folder) {
        score(&blind, &mut scores);
    }
    let mut all = (0, 0, 0);
    for (rule, (found, missed, wrong)) in &scores {
        println!("{}：查出 {found}，漏 {missed}，冤 {wrong}", rule.name());
        all = (all.0 + found, all.1 + missed, all.2 + wrong);
    }
    println!("{folder} 合计：查出 {}，漏 {}，冤 {}", all.0, all.1, all.2);
    all
}

/// The figures stand in `docs/quality/material.md`; a change that makes them worse is seen here.
#[test]
fn marked_faults_are_found() {
    let (found, missed, wrong) = measured("blind");
    assert!(
        found >= 75 && missed <= 3 && wrong <= 7,
        "{found} {missed} {wrong}"
    );
    let (found, missed, wrong) = measured("second");
    assert!(
        found >= 18 && missed <= 1 && wrong <= 3,
        "{found} {missed} {wrong}"
    );
}

#[test]
fn each_rule_finds_something_and_can_be_switched_off() {
    let texts = texts("blind");
    let told: Vec<Vec<Remark>> = texts.iter().map(|text| text.remarks(&[])).collect();
    for rule in Rule::ALL {
        let says = |told: &Vec<Remark>| told.iter().any(|remark| remark.rule == rule);
        let at = told
            .iter()
            .position(says)
            .unwrap_or_else(|| panic!("{}", rule.name()));
        let mut others = told[at].clone();
        others.retain(|remark| remark.rule != rule);
        assert_eq!(texts[at].remarks(&[rule]), others, "{}", rule.name());
    }
    assert_eq!(
        Rule::read_list("先扬后抑、 见人见事"),
        Ok(vec![Rule::Praise, Rule::Facts])
    );
    assert_eq!(Rule::read_list("先抑后扬"), Err("先抑后扬".to_owned()));
}

/// Its own title says what a document is; without one, what stands in it.
#[test]
fn a_material_is_told_from_a_report() {
    let body = "一、存在的主要问题\n一是学习不深入。全年只学了3次。\n二是走访不勤。去得少。\n二、整改措施\n一是每月学习。\n二是每月走访。\n";
    let genre = |title: &str| {
        let text = format!("{title}\n{body}");
        document::examine(text.as_bytes(), "文件.txt", &[])
            .unwrap()
            .genre
    };
    for title in [
        "某局班子2022年度民主生活会对照检查材料",
        "2022年度组织生活会检视剖析材料",
        "在2022年度民主生活会上的发言",
        "",
    ] {
        assert_eq!(genre(title), Genre::Material, "{title}");
    }
    for title in [
        "2022年度民主生活会召开情况报告",
        "2022年度民主生活会查摆问题整改方案",
        "上年度民主生活会整改措施落实情况",
        "关于做好2022年度民主生活会的通知",
    ] {
        assert_eq!(genre(title), Genre::Report, "{title}");
    }
}

/// A Word file says the same as the text that it was made of.
#[test]
fn word_files_are_looked_through_alike() {
    let blind = texts("blind").remove(8);
    let paragraph = |line: &str| {
        let style = office::docx::Style::Body;
        office::docx::Part::Paragraph(office::docx::Paragraph::plain(style, line))
    };
    let word = office::docx::Document {
        parts: blind.text.lines().map(paragraph).collect(),
        ..office::docx::Document::default()
    };
    let says = |bytes: &[u8], name: &str| {
        let read = document::examine(bytes, name, &[]).unwrap();
        let material = Material {
            draft: &read.draft,
            passages: &read.passages,
            year: None,
            kind: None,
            earlier: &[],
            meeting: None,
        };
        material::material(&material, &[])
    };
    let by_word = says(&office::docx::write(&word), "材料.docx");
    assert_eq!(by_word, says(blind.text.as_bytes(), "材料.txt"));
    assert!(by_word.iter().any(|remark| remark.rule == Rule::Blanks));
}
