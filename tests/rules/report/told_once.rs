//! Invariant 8: every covered task stands once, in its place.

use model::task::Task;
use office::text::{sentence, wide};
use papers::report::{Coverage, GroupBy, Style, render};

use crate::report::cases::{Case, each};
use crate::report::sources::numbers_before;

/// The title as texts quote it; those of the generator have nothing to trim but signs.
fn title(task: &Task) -> String {
    sentence::quoted(sentence::open_end(&wide::tidy(&task.problem)))
}

/// Invariant 8: every covered task stands there once, in its place.
#[test]
fn every_task_is_told_once() {
    each(|case| {
        let text = render::text(&case.report);
        for task in case.tasks() {
            let title = title(task);
            let named = text.matches(&title).count();
            let pointed_at = text.matches(&format!("（见{title}问题）")).count();
            let told = named - pointed_at;
            let may_be_counted = case.options.style == Some(Style::Brief);
            assert!(
                told == 1 || told == 0 && may_be_counted,
                "{title} {told}\n{text}"
            );
        }
        match case.options.style {
            Some(Style::Itemized) => numbers_run_through(case),
            Some(Style::Thematic) => blocks_tell_their_own(case),
            _ => dimensions_name_or_count(case),
        }
    });
}

/// Each item has its paragraph, with its number and its title.
fn numbers_run_through(case: &Case) {
    let paragraphs = case.paragraphs();
    for item in &case.report.facts[0].items {
        let start = format!("{}.关于", item.number);
        let own: Vec<&String> = paragraphs
            .iter()
            .filter(|line| line.starts_with(&start))
            .collect();
        let wanted = sentence::open_end(&wide::tidy(&item.problem)).to_owned();
        let titled = format!("{start}{}的问题", sentence::quoted(&wanted));
        assert!(
            own.len() == 1 && own[0].starts_with(&titled),
            "{titled}\n{own:?}"
        );
    }
    let after = format!("{}.", case.covered.len() + 1);
    assert!(!paragraphs.iter().any(|line| line.starts_with(&after)));
}

/// A task's titles stand in the paragraph of its heading, and as many as are told together are said.
fn blocks_tell_their_own(case: &Case) {
    let paragraphs = case.paragraphs();
    for (heading, tasks) in grouped(case) {
        let own = paragraphs.iter().find(|line| match &heading {
            Some(heading) => line
                .split_once(['）', '.'])
                .is_some_and(|(_, rest)| rest.starts_with(&format!("{heading}。"))),
            None => line.starts_with("针对") || line.contains("。针对"),
        });
        let own = own.unwrap_or_else(|| panic!("{heading:?}\n{paragraphs:#?}"));
        for task in &tasks {
            assert!(own.contains(&title(task)), "{}\n{own}", title(task));
        }
        for run in own.split("针对“").skip(1) {
            let Some((titles, _)) = run.split_once("个问题，") else {
                continue;
            };
            let count = titles.rsplit('”').next().unwrap_or_default();
            if let Ok(count) = count.parse::<usize>() {
                assert_eq!(titles.matches('”').count(), count, "{run}");
                assert!(count > 1, "{run}");
            }
        }
    }
}

/// Of a dimension so many problems are named or counted as it has.
fn dimensions_name_or_count(case: &Case) {
    let groups = grouped(case);
    let text = render::text(&case.report);
    let main: usize = groups.iter().map(|(_, tasks)| tasks.len()).sum();
    let by_problem = main <= 5 || groups.len() < 2;
    let older = case.of(Coverage::Older);
    let singly = groups.iter().flat_map(|(_, tasks)| tasks.iter().copied());
    let singly = singly.filter(|_| by_problem).chain(older);
    for task in singly {
        let named = format!("是针对{}问题，", title(task));
        assert_eq!(text.matches(&named).count(), 1, "{named}\n{text}");
    }
    if by_problem {
        return;
    }
    let paragraph = case.paragraphs().swap_remove(0);
    let starts: Vec<usize> = groups
        .iter()
        .enumerate()
        .map(|(place, (heading, _))| {
            let heading = heading.as_deref().unwrap_or(match case.options.group {
                GroupBy::Dimension => "其他方面",
                GroupBy::Theme => "其他",
            });
            let ordinal = office::text::numeral::write(place as u32 + 1);
            let start = format!("{ordinal}是{heading}，");
            let at = paragraph.find(&start);
            at.unwrap_or_else(|| panic!("{start}\n{paragraph}"))
        })
        .collect();
    assert!(starts.is_sorted(), "{starts:?}\n{paragraph}");
    for (place, (_, tasks)) in groups.iter().enumerate() {
        let end = starts.get(place + 1).copied().unwrap_or(paragraph.len());
        let own = &paragraph[starts[place]..end];
        let named = tasks
            .iter()
            .filter(|task| own.contains(&format!("{}问题，", title(task))));
        let counts = [
            "已完成整改",
            "均已",
            "已基本完成",
            "整改仍在推进",
            "仍在整改",
        ];
        let counted: usize = counts
            .iter()
            .flat_map(|state| numbers_before(own, &format!("个问题{state}")))
            .sum();
        assert_eq!(named.count() + counted, tasks.len(), "{own}");
    }
}

/// Tasks of the meeting's year by the heading that they stand under, by hand.
fn grouped(case: &Case) -> Vec<(Option<String>, Vec<&Task>)> {
    let mut groups: Vec<(Option<String>, Vec<&Task>)> = Vec::new();
    for task in case.of(Coverage::Main) {
        let heading = match case.options.group {
            GroupBy::Dimension => task
                .dimension
                .as_deref()
                .map(|heading| format!("{}方面", model::dimension::name(heading))),
            GroupBy::Theme => task.theme.clone(),
        };
        match groups.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, tasks)) => tasks.push(task),
            None => groups.push((heading, vec![task])),
        }
    }
    groups.sort_by_key(|(heading, _)| heading.is_none());
    if groups.len() > 1
        && let Some((last, _)) = groups.last_mut()
        && last.is_none()
    {
        let other = match case.options.group {
            GroupBy::Dimension => "其他方面",
            GroupBy::Theme => "其他",
        };
        *last = Some(other.to_owned());
    }
    groups
}
