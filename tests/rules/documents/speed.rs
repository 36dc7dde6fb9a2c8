//! How long reading takes; run with `--release -- --ignored --nocapture speed`.

use std::time::Instant;

use documents::document;

use super::compose::compose;

#[test]
#[ignore = "a measurement, for release builds: scripts/speed.sh runs it"]
fn speed() {
    let documents: Vec<_> = (1..=1000).map(compose).collect();
    let started = Instant::now();
    let problems: usize = documents
        .iter()
        .map(|d| document::read(&d.bytes, &d.name).unwrap().problems.len())
        .sum();
    println!(
        "1000 documents, {problems} problems: {:?}",
        started.elapsed()
    );
    // 200 pages of 22 lines of 28 characters.
    let mut long = String::from("2024年度民主生活会对照检查材料\n一、存在的主要问题\n");
    let mut n = 0;
    while long.chars().count() < 200 * 22 * 28 {
        n += 1;
        long.push_str(&format!(
            "（{}）第{n}个带头方面\n",
            office::text::numeral::write(n)
        ));
        for item in ["一是", "二是", "三是"] {
            long.push_str(&format!(
                "{item}学习研究第{n}项工作不够深入。{}\n",
                "平时忙于事务，静下心来的时候少，比如，到一线的次数不多。".repeat(6)
            ));
        }
    }
    let started = Instant::now();
    let draft = document::read(long.as_bytes(), "long.txt").unwrap();
    println!(
        "200 pages, {} problems: {:?}",
        draft.problems.len(),
        started.elapsed()
    );
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        println!(
            "{}",
            status
                .lines()
                .find(|line| line.starts_with("VmHWM"))
                .unwrap_or_default()
        );
    }
}
