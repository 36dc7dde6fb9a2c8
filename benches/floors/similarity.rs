//! Titles compared: those of two years with each other, those of many units with all.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use model::matching::{self, Frequencies, Groups, Repeats, Wording};

const WHAT: [&str; 24] = [
    "下乡巡诊",
    "药品采购",
    "医师带教",
    "预约窗口",
    "设备保养",
    "理论学习",
    "跨科会诊",
    "意见答复",
    "值班交接",
    "病历书写",
    "公务用车",
    "信访接待",
    "档案整理",
    "调查研究",
    "廉政谈话",
    "志愿服务",
    "食堂管理",
    "消防演练",
    "科研立项",
    "宣传阵地",
    "干部培养",
    "招标审查",
    "会议安排",
    "数据报送",
];
const WHERE: [&str; 16] = [
    "偏远村社",
    "夜间时段",
    "青年职工",
    "老年群众",
    "年底前后",
    "节假日里",
    "基层站所",
    "新进人员",
    "重点项目",
    "下属单位",
    "窗口一线",
    "关键环节",
    "日常工作",
    "离退休同志",
    "合作企业",
    "机关内部",
];
const HOW: [&str; 10] = [
    "安排不够均匀",
    "抓得时紧时松",
    "跟踪问效欠缺",
    "办法老套单一",
    "听取意见偏少",
    "登记补得多、当场记得少",
    "责任没有落到人",
    "答复拖得久",
    "深入现场不多",
    "把关流于签字",
];

/// Titles as several people word them: the same matter, place and fault come again otherwise.
fn titles(count: usize, wording: usize) -> Vec<String> {
    (0..count)
        .map(|n| {
            let matter = n * 37 % (WHAT.len() * WHERE.len() * HOW.len());
            let what = WHAT[matter % WHAT.len()];
            let place = WHERE[matter / WHAT.len() % WHERE.len()];
            let how = HOW[matter / (WHAT.len() * WHERE.len())];
            match (wording + n / 3840) % 3 {
                0 => format!("{what}对{place}{how}"),
                1 => format!("{place}的{what}{how}"),
                _ => format!("在{place}，{what}工作{how}的问题"),
            }
        })
        .collect()
}

/// Two years of one unit; the groups of common problems.
pub(crate) fn measure(criterion: &mut Criterion) {
    years(criterion);
    common(criterion);
}

fn years(criterion: &mut Criterion) {
    let (old, new) = (titles(100, 0), titles(100, 1));
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let titled = |title: &&str| Wording {
        title: (*title).to_owned(),
        ..Wording::default()
    };
    let (earlier, later): (Vec<Wording>, Vec<Wording>) = (
        old.iter().map(titled).collect(),
        new.iter().map(titled).collect(),
    );
    let repeats = || {
        let earlier = Repeats::among(&earlier);
        let found = later.iter().map(|one| earlier.of(one).len());
        found.sum::<usize>()
    };
    assert!(repeats() > 0);
    let mut group = criterion.benchmark_group("similarity");
    group.throughput(Throughput::Elements(100 * 100));
    group.bench_function("repeats_100x100", |bencher| {
        bencher.iter(|| black_box(repeats()));
    });
    group.bench_function("near_titles_100x100", |bencher| {
        bencher.iter(|| black_box(matching::near_titles(&new, &old)));
    });
    group.finish();
}

/// Two sizes, so that growth beyond the number of titles shows.
fn common(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("similarity_common");
    for count in [1000, 10_000] {
        let titles = titles(count, 0);
        group.throughput(Throughput::Elements(count as u64));
        let id = BenchmarkId::from_parameter(count);
        group.bench_with_input(id, &titles, |bencher, titles| {
            bencher.iter(|| black_box(groups(titles)));
        });
        assert!((2..count as u32).contains(&groups(&titles)));
    }
    group.finish();
}

/// How many groups these titles fall into.
fn groups(titles: &[String]) -> u32 {
    let mut frequencies = Frequencies::default();
    for title in titles {
        frequencies.add(title);
    }
    let mut groups = Groups::new(&frequencies);
    let last = titles.iter().map(|title| groups.place(title)).max();
    last.map_or(0, |last| last + 1)
}
