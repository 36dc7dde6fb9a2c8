//! Titles over a hundred names of units: no line breaks inside what belongs together.

use office::text::title;
use unicode_width::UnicodeWidthStr as _;

/// Invented units of the kinds that there are, one a line.
const NAMES: &str = include_str!("unit_names.txt");
/// Characters that fit on a line.
const LINE: usize = 19;
/// Titles after the name, each with what must not be broken.
const TITLES: [(&str, &[&str]); 5] = [
    (
        "关于2021年度民主生活会召开情况的报告",
        &["2021年度", "民主生活会", "召开情况", "报告"],
    ),
    (
        "2022年度民主生活会整改方案",
        &["2022年度", "民主生活会", "整改方案"],
    ),
    (
        "关于2023年度专题民主生活会查摆问题整改进展情况的报告",
        &["2023年度", "专题民主生活会", "查摆问题", "整改进展情况"],
    ),
    (
        "二〇二一年度民主生活会对照检查材料",
        &["二〇二一年度", "民主生活会", "对照检查材料"],
    ),
    (
        "关于截至2022年12月20日民主生活会查摆问题整改情况的通报",
        &["2022年12月20日", "民主生活会", "整改情况"],
    ),
];

fn whole(lines: &[String], part: &str) -> bool {
    lines.iter().any(|line| line.contains(part))
}

#[test]
fn no_line_breaks_inside_a_name_a_year_or_a_day() {
    let names: Vec<&str> = NAMES.lines().collect();
    assert!(names.len() > 100);
    let mut wrong = Vec::new();
    for name in names {
        for (rest, parts) in TITLES {
            let title = format!("{name}{rest}");
            let lines = title::lines(&title, LINE);
            let fitting = name.width() <= 2 * LINE;
            let last = lines.last().map_or(0, |line| line.width());
            let good = lines.concat() == title
                && lines.iter().all(|line| line.width() <= 2 * LINE)
                && lines.len() <= title.width().div_ceil(2 * LINE) + 1
                && parts.iter().all(|part| whole(&lines, part))
                && (!fitting || whole(&lines, name))
                && !lines
                    .iter()
                    .any(|line| line.starts_with('的') || line.ends_with("关于"))
                && last > 8;
            if !good {
                wrong.push(lines.join("|"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Names that are longer than a line are broken between their steps.
#[test]
fn long_names_break_between_their_steps() {
    for (name, broken) in [
        (
            "中国共产党青禾市高新技术产业开发区管理委员会机关委员会",
            "中国共产党青禾市|高新技术产业开发区管理委员会机关委员会",
        ),
        (
            "中国共产党江北省青禾市临溪县柳堤镇荷花村总支部委员会",
            "中国共产党江北省青禾市临溪县|柳堤镇荷花村总支部委员会",
        ),
        (
            "中共江北省地质矿产勘查开发局第三地质大队委员会",
            "中共江北省地质矿产勘查开发局|第三地质大队委员会",
        ),
        (
            "国家税务总局临溪县税务局第一税务分局党支部",
            "国家税务总局临溪县税务局|第一税务分局党支部",
        ),
        (
            "中共江北农村商业银行股份有限公司临溪支行支部委员会",
            "中共江北农村商业银行股份有限公司|临溪支行支部委员会",
        ),
        (
            "中共青禾职业技术学院后勤保障处直属支部委员会",
            "中共青禾职业技术学院|后勤保障处直属支部委员会",
        ),
        (
            "中共青禾市12345政务服务热线中心支部委员会",
            "中共青禾市|12345政务服务热线中心支部委员会",
        ),
    ] {
        assert_eq!(title::lines(name, LINE).join("|"), broken);
    }
}
