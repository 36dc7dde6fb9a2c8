//! Ways to falsify a report.

use chrono::{Datelike, Days, NaiveDate};
use model::deadline::Deadline;
use model::figure::FigureKinds;
use model::tally::Tally;
use model::task::{ProgressClass, Task};
use office::text::{numeral, sentence};

use crate::report::generator::Chance;
use crate::report::sources::recorded;

/// A text to falsify, and what is known of it.
pub(super) struct Ground {
    pub(super) text: String,
    pub(super) main: Vec<Task>,
    pub(super) all: Vec<Task>,
    pub(super) today: NaiveDate,
    pub(super) chance: std::cell::RefCell<Chance>,
}

impl Ground {
    fn tally(&self) -> Tally {
        Tally::of(self.today, &self.main)
    }

    fn is_all_finished(&self) -> bool {
        let finished = self.tally().counts().standing(ProgressClass::Finished);
        finished as usize == self.main.len()
    }

    /// A number from 1 to `most`.
    fn by_chance(&self, most: u64) -> u64 {
        self.chance.borrow_mut().below(most) + 1
    }

    /// The text with something else in the place of its first such words.
    fn once(&self, from: &str, to: &str) -> Option<String> {
        (!from.is_empty() && self.text.contains(from)).then(|| self.text.replacen(from, to, 1))
    }

    /// The same behind a problem's title and before the next.
    fn within(&self, task: &Task, change: impl Fn(&str) -> Option<String>) -> Option<String> {
        if task.wording.is_some() {
            return None;
        }
        let title = |task: &Task| sentence::quoted(&recorded(&task.problem));
        let start = self.text.find(&title(task))? + title(task).len();
        let rest = &self.text[start..];
        let next = self.all.iter().filter_map(|other| rest.find(&title(other)));
        let end = next.chain(rest.find('\n')).min().unwrap_or(rest.len());
        // The next sentence's beginning is left to it.
        let end = rest[..end]
            .rfind('。')
            .map_or(end, |at| at + '。'.len_utf8());
        let changed = change(&rest[..end])?;
        Some(format!("{}{changed}{}", &self.text[..start], &rest[end..]))
    }

    /// The first of all problems that the change fits, beginning anywhere.
    fn any(&self, change: impl Fn(&Task, &str) -> Option<String>) -> Option<String> {
        let skip = self.by_chance(self.all.len() as u64) as usize;
        let tasks = self.all.iter().cycle().skip(skip).take(self.all.len());
        let mut changed = tasks.filter_map(|task| self.within(task, |told| change(task, told)));
        changed.next()
    }

    /// The opening, with words behind its first sentence.
    fn opened_with(&self, words: &str) -> Option<String> {
        let at = self.text.find("。截至")? + '。'.len_utf8();
        Some(format!("{}{words}{}", &self.text[..at], &self.text[at..]))
    }

    fn counted(&self, words: &[&str]) -> Option<String> {
        words.iter().find_map(|word| {
            let at = self.text.find(word)? + word.len();
            let digits = leading_digits(&self.text[at..]);
            let count: u32 = digits.parse().ok()?;
            let other = count + self.by_chance(3) as u32;
            self.once(&format!("{word}{digits}"), &format!("{word}{other}"))
        })
    }
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit());
    &text[..end.unwrap_or(text.len())]
}

fn swap(told: &str, from: &str, to: &str) -> Option<String> {
    (!from.is_empty() && told.contains(from)).then(|| told.replacen(from, to, 1))
}

fn month_day(day: NaiveDate) -> String {
    format!("{}月{}日", day.month(), day.day())
}

/// Every day of a task's records.
fn days(task: &Task) -> Vec<NaiveDate> {
    let notes = task.progress.iter().map(|note| note.date);
    let extensions = task.extensions.iter().flat_map(|extension| {
        let from = extension.from.as_ref().and_then(Deadline::date);
        from.into_iter().chain(extension.to.date())
    });
    let own = task.due().into_iter().chain(task.finished_on());
    notes.chain(extensions).chain(own).collect()
}

/// That day moved to one that no record has.
fn moved(ground: &Ground, task: &Task, told: &str, day: NaiveDate) -> Option<String> {
    let known: Vec<String> = days(task).into_iter().map(month_day).collect();
    let mut others = (ground.by_chance(60)..).map(|by| day + Days::new(by));
    let other = others.find(|other| !known.contains(&month_day(*other)))?;
    let (from, to) = (month_day(day), month_day(other));
    let at = told.find(&from)?;
    // 12月3日 stands inside no other day.
    let inside = told[..at].ends_with(|c: char| c.is_ascii_digit());
    (!inside).then(|| told.replacen(&from, &to, 1))
}

fn open(task: &Task) -> bool {
    task.status.kind().is_open()
}

/// A way to falsify a report; `None` where the report has nothing of the kind.
pub(super) type Way = (&'static str, fn(&Ground) -> Option<String>);

pub(super) const TOTALS: [Way; 12] = [
    ("问题总数", |g| g.counted(&["查摆问题"])),
    ("措施总数", |g| g.counted(&["制定整改措施"])),
    ("完成个数", |g| g.counted(&["已完成整改"])),
    ("未完成个数", |g| {
        g.counted(&[
            "正在推进",
            "正在整改",
            "长期坚持",
            "基本完成",
            "尚未启动",
            "尚未着手",
        ])
    }),
    ("遗留个数", |g| {
        g.counted(&["2020年度遗留问题", "以前年度遗留问题"])
    }),
    ("数字写的全部", |g| {
        let total = g.main.len() as u32;
        let words = if total.is_multiple_of(2) {
            format!("{total}个问题已全部完成整改。")
        } else {
            format!("{}个问题均已整改到位。", numeral::write(total))
        };
        (!g.is_all_finished()).then(|| g.opened_with(&words))?
    }),
    ("汉字的总数", |g| {
        let other = numeral::write(g.main.len() as u32 + 2);
        g.opened_with(&format!("查摆的{other}个问题逐项列入台账。"))
    }),
    ("全部整改到位", |g| {
        let text = g.text.trim_end();
        (!g.is_all_finished() && !g.main.is_empty())
            .then(|| format!("{text}\n上年度问题全部整改到位。"))
    }),
    ("完成率100%", |g| {
        let words = ["整改完成率100%。", "整改完成率达到百分之百。"];
        let words = words[g.by_chance(2) as usize - 1];
        (!g.is_all_finished()).then(|| g.opened_with(words))?
    }),
    ("无一逾期", |g| {
        let late = g.main.iter().any(|task| task.is_overdue(g.today));
        late.then(|| g.opened_with("所有问题无一逾期。"))?
    }),
    ("比率", |g| {
        let at = g.text.find("%。")?;
        let start = g.text[..at].rfind(|c: char| !c.is_ascii_digit() && c != '.')?;
        let percent = &g.text[start..=at];
        let bare: String = percent.chars().skip(1).collect();
        let sign = &percent[..percent.len() - bare.len()];
        let is_rate = matches!(sign, "的" | "占");
        is_rate.then(|| g.once(percent, &format!("{sign}99.9%")))?
    }),
    ("合计数据", |g| {
        let totals = g.tally().figures().totals(&FigureKinds::default());
        let opening = g.text.find("。截至")?;
        let mut sums = totals.iter().filter_map(|sum| {
            let told = sum.to_string();
            let at = g.text[opening..].find(&told)? + opening;
            let line = g.text[opening..].find('\n')? + opening;
            let value: f64 = sum.number()?.value.to_string().parse().ok()?;
            let other = format!("{}{}{}", sum.name, value + 7.0, sum.unit);
            let head = &g.text[..at];
            (at < line).then(|| format!("{head}{other}{}", &g.text[at + told.len()..]))
        });
        sums.next()
    }),
];

pub(super) const STATES: [Way; 9] = [
    ("推进写成完成", |g| {
        g.any(|task, told| {
            let found = ["仍在推进", "仍在整改"]
                .into_iter()
                .find(|word| told.contains(word));
            open(task).then(|| swap(told, found?, "已完成整改"))?
        })
    }),
    ("均已完成", |g| {
        g.any(|task, told| open(task).then(|| format!("{told}目前均已完成整改。")))
    }),
    ("完成写成推进", |g| {
        g.any(|task, told| {
            let finished = task.finished_on().is_some();
            finished.then(|| swap(told, "完成整改", "取得进展，仍在推进"))?
        })
    }),
    ("未启动写成推进", |g| {
        g.any(|_, told| {
            let found = ["尚未启动", "尚未着手"]
                .into_iter()
                .find(|word| told.contains(word));
            swap(told, found?, "正在推进")
        })
    }),
    ("长期写成完成", |g| {
        g.any(|task, told| {
            let found = ["需长期坚持", "将长期坚持"]
                .into_iter()
                .find(|word| told.contains(word));
            open(task).then(|| swap(told, found?, "已完成整改"))?
        })
    }),
    ("逾期删去", |g| {
        g.any(|task, told| {
            let late = task.is_overdue(g.today) && !told.contains("再次");
            late.then(|| swap(told, "未按期完成", "按计划进行"))?
        })
    }),
    ("延期删去", |g| {
        g.any(|_, told| {
            let at = told.find("因工期顺延，")?;
            let put_off = told[at..].find("延期至")? + at;
            let end = told[put_off..].find('，')? + put_off + '，'.len_utf8();
            Some(format!("{}{}", &told[..at], &told[end..]))
        })
    }),
    ("延期原因删去", |g| {
        g.any(|_, told| swap(told, "因工期顺延，", ""))
    }),
    ("问题换掉", |g| {
        let task = g.all.iter().find(|task| task.wording.is_none())?;
        let title = sentence::quoted(&recorded(&task.problem));
        g.once(&title, "“作风不够扎实”")
    }),
];

pub(super) const DAYS: [Way; 5] = [
    ("截至日期", |g| {
        g.once("截至2022年12月20日", "截至2022年12月30日")
    }),
    ("进展月份", |g| {
        g.any(|task, told| {
            let months: Vec<u32> = days(task).iter().map(Datelike::month).collect();
            let own = months
                .iter()
                .find(|month| told.contains(&format!("。{month}月，")))?;
            let other = (1..=12).find(|month| !months.contains(month))?;
            swap(told, &format!("。{own}月，"), &format!("。{other}月，"))
        })
    }),
    ("完成日期", |g| {
        g.any(|task, told| {
            let day = task.finished_on()?;
            let from = format!("{}完成整改", month_day(day));
            let at = told.find(&from)?;
            let changed = moved(g, task, &told[at..], day)?;
            (!told[..at].ends_with(|c: char| c.is_ascii_digit()))
                .then(|| format!("{}{changed}", &told[..at]))
        })
    }),
    ("延期日期", |g| {
        g.any(|task, told| {
            let day = task.extensions.last()?.to.date()?;
            let at = told.find("延期至")?;
            Some(format!(
                "{}{}",
                &told[..at],
                moved(g, task, &told[at..], day)?
            ))
        })
    }),
    ("时限", |g| {
        g.any(|_, told| {
            let at = told.find("整改时限为2022年")?;
            let next = told[at..].replacen("2022年", "2023年", 1);
            Some(format!("{}{next}", &told[..at]))
        })
    }),
];

pub(super) const NUMBERS: [Way; 4] = [
    ("问题的数据", |g| {
        g.any(|task, told| {
            let tally = Tally::of(g.today, [task]);
            let totals = tally.figures().totals(&FigureKinds::default());
            let mut sums = totals.iter().filter(|sum| told.contains(&sum.to_string()));
            let sum = sums.next()?;
            let value: f64 = sum.number()?.value.to_string().parse().ok()?;
            let other = format!("{}{}{}", sum.name, value + 105.0, sum.unit);
            swap(told, &sum.to_string(), &other)
        })
    }),
    ("叙述中的数字", |g| {
        g.any(|task, told| {
            let notes = task.progress.iter().filter(|note| !note.internal);
            let texts = notes.map(|note| &note.text).chain(task.outcome.as_ref());
            let texts = texts.chain(task.measures.iter().map(|measure| &measure.text));
            let mut told = texts.map(|text| recorded(text)).filter_map(|text| {
                let at = text.find(|c: char| c.is_ascii_digit())?;
                let digits = leading_digits(&text[at..]);
                let dated = text[at + digits.len()..].starts_with('月');
                let other = digits.parse::<u64>().ok()? + 30;
                let changed = format!("{}{other}{}", &text[..at], &text[at + digits.len()..]);
                (!dated).then(|| swap(told, &text, &changed))?
            });
            told.next()
        })
    }),
    ("单位", |g| {
        g.any(|_, told| {
            let found = [("人次", "人"), ("万元", "亿元"), ("户", "家")];
            found.into_iter().find_map(|(from, to)| {
                let at = told.match_indices(from).map(|(at, _)| at);
                let mut at = at.filter(|at| told[..*at].ends_with(|c: char| c.is_ascii_digit()));
                let at = at.next()?;
                Some(format!("{}{to}{}", &told[..at], &told[at + from.len()..]))
            })
        })
    }),
    ("添的数字", |g| {
        g.any(|_, told| Some(format!("{told}组织专题培训{}期。", 30 + g.by_chance(60))))
    }),
];
