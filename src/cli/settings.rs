//! The settings: one table with defaults and meaning.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::context::Context;
use super::failure::Failure;
use super::near::nearest;
use crate::app::retention;
use documents::document::{Dress, DressFault, HEADINGS};
use documents::register::{COLUMNS, Map, MapFault, Maps, UNREAD};
use model::book::{Book, FIGURE_KIND};
use model::decide::Policy;
use office::docx::Profile;
use office::whole::Access;
use office::xlsx::Paper;
use papers::report::check::material::{OFF, Rule};
use papers::report::{ADDRESSEE, HEADLINE_FIGURES, SHORT_DIMENSION, SIGNATURE};
use papers::sheet::Palette;

/// One setting.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    /// Its name.
    pub key: Cow<'static, str>,
    /// Its default; empty where there is none.
    pub default: &'static str,
    /// What it does, for people.
    pub meaning: &'static str,
    /// Where it matters: the verbs that heed it.
    pub used_by: &'static str,
    /// Values it takes; empty for any text.
    pub values: &'static [&'static str],
}

/// Folder of the clerk's own phrases.
pub(super) const TEMPLATES: &str = "report.templates";
/// How many days back something may be dated without a reason, under policy `strict`.
const BACKDATE: &str = "backdate_days";
/// Colours of workbooks by urgency.
const PALETTE: &str = "sheet.palette";
/// Who may read the files that are written.
const FILES: &str = "files";
/// The value that lets others read them.
const SHARED: &str = "共用";
/// Other words for the names of settings.
const OTHER_KEYS: [(&str, &str); 1] = [("文件", FILES)];
/// Other words for values, by the setting.
const OTHER_VALUES: [(&str, &str, &str); 2] =
    [(FILES, "private", "自用"), (FILES, "shared", SHARED)];
/// Paper that lists are printed on.
const PAPER: &str = "sheet.paper";
/// Whether long results on a terminal are paged.
const PAGER: &str = "pager";
/// How many years contents are kept after all was over.
pub(super) const RETENTION: &str = "retention";
/// Prefix of the layout's values.
const LAYOUT: &str = "docx.";

const PLAIN: [Setting; 14] = [
    Setting {
        key: Cow::Borrowed("policy"),
        default: "standard",
        meaning: "销号要求：standard 提醒缺什么，strict 缺什么就不能销号",
        used_by: "close",
        values: &["standard", "strict"],
    },
    Setting {
        key: Cow::Borrowed(BACKDATE),
        default: "",
        meaning: "strict 时，早几天以上的要写补记原因",
        used_by: "log、attach、submit、close",
        values: &[],
    },
    Setting {
        key: Cow::Borrowed(ADDRESSEE),
        default: "",
        meaning: "报告的主送机关",
        used_by: "report --kind full、plan、progress",
        values: &[],
    },
    Setting {
        key: Cow::Borrowed(SIGNATURE),
        default: "",
        meaning: "报告的署名（默认党组织全称）",
        used_by: "report --kind full、plan、progress",
        values: &[],
    },
    Setting {
        key: Cow::Borrowed(TEMPLATES),
        default: "",
        meaning: "自己的报告用语放在哪个文件夹",
        used_by: "report",
        values: &[],
    },
    Setting {
        key: Cow::Borrowed(HEADLINE_FIGURES),
        default: "",
        meaning: "上年度整改落实情况开头要写的数据，写数据名称，用“、”隔开，至多五个",
        used_by: "report",
        values: &[],
    },
    Setting {
        key: Cow::Borrowed(PALETTE),
        default: "红黄绿",
        meaning: "Excel 表按缓急着色的方式",
        used_by: "export",
        values: &["红黄绿", "红黄蓝", "无"],
    },
    Setting {
        key: Cow::Borrowed(PAPER),
        default: "自动",
        meaning: "Excel 表打印用的纸：自动是栏目少用 A4、多用 A3",
        used_by: "export、dispatch",
        values: &["自动", "A4", "A3"],
    },
    Setting {
        key: Cow::Borrowed(PAGER),
        default: "开",
        meaning: "屏幕上放不下的结果分页显示",
        used_by: "屏幕上的结果",
        values: &["开", "关"],
    },
    Setting {
        key: Cow::Borrowed(FILES),
        default: "自用",
        meaning: "写出的文件谁能读：自用只有本人，共用照系统的规定",
        used_by: "写文件的各条命令",
        values: &["自用", SHARED],
    },
    Setting {
        key: Cow::Borrowed(RETENTION),
        default: "",
        meaning: "材料、佐证的内容留几年：所属问题都销号（作废）满这些年的，校验时写明，由人清理；不写就一直留",
        used_by: "verify、expunge --expired",
        values: &[],
    },
    Setting {
        key: Cow::Borrowed("check.long_term_share"),
        default: "3",
        meaning: "核稿时，长期坚持的任务超过几分之一就提醒",
        used_by: "check",
        values: &[],
    },
    Setting {
        key: Cow::Borrowed(OFF),
        default: "",
        meaning: "核对照检查材料时不查哪些（用、隔开）：数目不符、见人见事、先扬后抑、对象错位、问题无措施、措施无问题、原因无问题、业务问题、留空未填、上年整改、屡查屡犯、通知要求",
        used_by: "check 材料",
        values: &[],
    },
    Setting {
        key: Cow::Borrowed(HEADINGS),
        default: "",
        meaning: "材料里这样写的行一定是什么，“…”代表任何文字：【…】=方面；△…=问题；注：…=不读",
        used_by: "import 材料",
        values: &[],
    },
];

/// The words of [`model::figure::FigureKind`].
const KINDS: [&str; 4] = ["计数", "数额", "比率", "水平"];

/// The setting of that name. Besides the plain ones there are a value of the layout each under
/// `docx.`, and under `dimension.short.` with a dimension's whole heading the clerk's short form, and under
/// `figure.kind.` with a figure's name how it is counted, and under `import.columns.` with a header's
/// fingerprint what its columns are.
pub(super) fn find(key: &str) -> Option<Setting> {
    let other = OTHER_KEYS.iter().find(|(other, _)| *other == key);
    let key = other.map_or(key, |(_, key)| key);
    if let Some(setting) = PLAIN.iter().find(|setting| setting.key == key) {
        return Some(setting.clone());
    }
    if key
        .strip_prefix(COLUMNS)
        .is_some_and(|print| !print.is_empty())
    {
        return Some(Setting {
            key: Cow::Owned(key.to_owned()),
            default: "",
            meaning: "这种表头的登记表，各栏读作什么：检查人=不读；归口科室=责任部门",
            used_by: "import 登记表",
            values: &[],
        });
    }
    let (meaning, default, used_by) = match key.strip_prefix(SHORT_DIMENSION) {
        Some(heading) if !heading.is_empty() => ("这个方面在报告中的简称", "", "report"),
        _ if key
            .strip_prefix(FIGURE_KIND)
            .is_some_and(|name| !name.is_empty()) =>
        {
            return Some(Setting {
                key: Cow::Owned(key.to_owned()),
                default: "",
                meaning: "这个数据怎样计算：计数、数额相加，比率、水平以最近一次为准",
                used_by: "report、stats、board、log",
                values: &KINDS,
            });
        }
        _ => {
            let name = key.strip_prefix(LAYOUT)?;
            let (_, meaning, default) = Profile::NAMES.iter().find(|known| known.0 == name)?;
            (*meaning, *default, "Word 文件")
        }
    };
    Some(Setting {
        key: Cow::Owned(key.to_owned()),
        default,
        meaning,
        used_by,
        values: &[],
    })
}

/// Every setting that can be listed, the short forms in use included.
pub(super) fn all(book: &Book) -> Vec<Setting> {
    let layout = Profile::NAMES
        .iter()
        .filter_map(|(name, _, _)| find(&format!("{LAYOUT}{name}")));
    let short = book.settings.keys().filter(|key| {
        [SHORT_DIMENSION, FIGURE_KIND, COLUMNS]
            .iter()
            .any(|prefix| key.starts_with(prefix))
    });
    PLAIN
        .iter()
        .cloned()
        .chain(layout)
        .chain(short.filter_map(|key| find(key)))
        .collect()
}

/// Its value in this ledger.
pub(super) fn value<'a>(book: &'a Book, setting: &Setting) -> &'a str {
    book.settings
        .get(setting.key.as_ref())
        .map_or(setting.default, String::as_str)
}

/// Whether the setting takes that value; a sentence says why not.
pub(super) fn accepts(setting: &Setting, value: &str) -> Result<(), String> {
    if !setting.values.is_empty() && !setting.values.contains(&value) {
        let values = setting.values.join("、");
        return Err(format!("{} 不能是“{value}”，可选：{values}", setting.key));
    }
    if setting.key == BACKDATE && value.parse::<u16>().is_err() {
        return Err(format!("{BACKDATE} 不能是“{value}”，要写天数"));
    }
    if setting.key == RETENTION && retention::years(value).is_none() {
        return Err(format!("{RETENTION} 不能是“{value}”，要写年数，如 10"));
    }
    if setting.key == OFF
        && let Err(word) = Rule::read_list(value)
    {
        let names = Rule::ALL.map(Rule::name).join("、");
        return Err(format!("{OFF} 中的“{word}”不是核查的名称，可选：{names}"));
    }
    if setting.key == HEADINGS
        && let Err((words, fault)) = Dress::read_list(value)
    {
        return Err(no_dress(&words, fault));
    }
    if setting.key.starts_with(COLUMNS)
        && let Err((words, fault)) = Map::read_list(value)
    {
        return Err(no_map(&words, &fault));
    }
    match setting.key.strip_prefix(LAYOUT) {
        Some(name) => Profile::default()
            .set(name, value)
            .map_err(|_| format!("{} 不能是“{value}”", setting.key)),
        None => Ok(()),
    }
}

/// Why words do not say what lines of a document are.
pub(super) fn no_dress(words: &str, fault: DressFault) -> String {
    let why = match fault {
        DressFault::Pattern => "要有一个“…”代表标题的文字",
        DressFault::Anything => "除了“…”还要有别的字",
        DressFault::Meaning => "要写明是方面、问题，还是不读",
    };
    format!("“{words}”{why}，如 【…】=方面")
}

/// Why words do not say what a column is.
pub(super) fn no_map(words: &str, fault: &MapFault) -> String {
    match fault {
        MapFault::Form => format!("“{words}”要写成 栏名=栏目，如 检查人=不读"),
        MapFault::Column(column) => {
            let near = nearest(column, Map::columns().chain([UNREAD]));
            let known: Vec<&str> = Map::columns().collect();
            let guess = if near.is_empty() {
                format!("可写：{}，或 {UNREAD}", known.join("、"))
            } else {
                format!("是不是 {}？", near.join("、"))
            };
            format!("“{words}”中的“{column}”不是台账的栏目，{guess}")
        }
    }
}

/// The value as it is kept: another word for one becomes that one.
pub(super) fn kept<'a>(setting: &Setting, value: &'a str) -> &'a str {
    let same = |other: &&(&str, &str, &str)| (other.0, other.1) == (setting.key.as_ref(), value);
    if setting.key == RETENTION {
        return value.strip_suffix('年').unwrap_or(value).trim();
    }
    let other = OTHER_VALUES.iter().find(same);
    other.map_or(value, |(_, _, kept)| kept)
}

/// Who may read the files that are written.
pub(super) fn access(book: &Book) -> Access {
    match book.settings.get(FILES).map(String::as_str) {
        Some(SHARED) => Access::Shared,
        _ => Access::Owner,
    }
}

/// Whether long results on a terminal go through the pager.
pub(super) fn pages(book: &Book) -> bool {
    book.settings.get(PAGER).is_none_or(|value| value != "关")
}

/// The rules for a 对照检查材料 that are switched off.
pub(super) fn rules_off(book: &Book) -> Vec<Rule> {
    let text = book.settings.get(OFF).map_or("", String::as_str);
    // Values were checked when they were set.
    Rule::read_list(text).unwrap_or_default()
}

/// What lines of the unit's own dress are; none without a ledger.
pub(super) fn dresses(context: &Context) -> Result<Vec<Dress>, Failure> {
    Ok(match context.store_if_any()? {
        Some(store) => Dress::kept(&store.book()?.settings),
        None => Vec::new(),
    })
}

/// What was said of columns earlier, by header; nothing without a ledger.
pub(super) fn maps(context: &Context) -> Result<BTreeMap<String, Vec<Map>>, Failure> {
    Ok(match context.store_if_any()? {
        Some(store) => Maps::kept(&store.book()?.settings),
        None => BTreeMap::new(),
    })
}

/// How many years contents are kept after all was over; `None` is for ever.
pub(super) fn retention(book: &Book) -> Option<u32> {
    retention::years(book.settings.get(RETENTION)?)
}

/// How many days back something may be dated without a reason; `None` is any.
pub(super) fn backdate_days(book: &Book) -> Option<i64> {
    let days = book.settings.get(BACKDATE)?.parse().ok();
    days.filter(|_| book.policy() == Policy::Strict)
}

/// The layout with this ledger's own values.
pub(super) fn profile(book: &Book) -> Profile {
    let mut profile = Profile::default();
    for (key, value) in &book.settings {
        if let Some(name) = key.strip_prefix(LAYOUT) {
            // Values were checked when they were set.
            let _ = profile.set(name, value);
        }
    }
    profile
}

/// The paper that this ledger's lists are printed on; `None` where the columns decide.
pub(super) fn paper(book: &Book) -> Option<Paper> {
    Paper::read(book.settings.get(PAPER)?)
}

/// The colours of workbooks in this ledger.
pub(super) fn palette(book: &Book) -> Palette {
    book.settings
        .get(PALETTE)
        .and_then(|name| Palette::read(name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_named_where_it_is_switched_off() {
        let off = find(OFF).expect("a setting");
        for rule in Rule::ALL {
            assert!(off.meaning.contains(rule.name()), "{}", rule.name());
            assert_eq!(accepts(&off, rule.name()), Ok(()));
        }
        assert_eq!(accepts(&off, "先扬后抑、见人见事"), Ok(()));
        assert!(accepts(&off, "先抑后扬").is_err());
    }
}
