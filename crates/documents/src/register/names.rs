//! Words that name a unit, a post or a person.

/// 总务主任: longer than a name with its post (李主任).
pub(super) fn ends_with_post(word: &str) -> bool {
    word.chars().count() >= 4 && POSTS.iter().any(|post| word.ends_with(post))
}

/// Names of posts.
pub(crate) const POSTS: [&str; 24] = [
    "书记",
    "局长",
    "主任",
    "科长",
    "处长",
    "部长",
    "校长",
    "院长",
    "所长",
    "站长",
    "镇长",
    "乡长",
    "县长",
    "区长",
    "市长",
    "组长",
    "主席",
    "委员",
    "成员",
    "经理",
    "董事长",
    "队长",
    "班长",
    "调研员",
];

/// The name of a post and nothing else.
pub(crate) fn is_post(word: &str) -> bool {
    const BEFORE: [&str; 14] = [
        "党组",
        "党委",
        "党总支",
        "党支部",
        "支部",
        "班子",
        "纪检",
        "纪委",
        "常务",
        "第一",
        "副",
        "分管",
        "办公室",
        "总",
    ];
    let mut rest = word.trim();
    while let Some(shorter) = BEFORE.iter().find_map(|before| rest.strip_prefix(before)) {
        rest = shorter;
    }
    POSTS.contains(&rest)
}

/// Whether a word names a unit rather than a person.
pub(crate) fn is_unit(word: &str) -> bool {
    const ENDS: [&str; 47] = [
        "车间",
        "小学",
        "中学",
        "政府",
        "幼儿园",
        "科",
        "处",
        "室",
        "部",
        "局",
        "委",
        "办",
        "组",
        "中心",
        "队",
        "股",
        "站",
        "所",
        "院",
        "会",
        "司",
        "厅",
        "厂",
        "校",
        "公司",
        "团",
        "党委",
        "单位",
        "部门",
        "馆",
        "街道",
        "镇",
        "乡",
        "村",
        "社区",
        "党组",
        "班",
        "台",
        "社",
        "行",
        "专班",
        "大厅",
        "机关",
        "系",
        "园区",
        "集团",
        "支部",
    ];
    let word = word.trim();
    word.chars().count() >= 2 && ENDS.iter().any(|end| word.ends_with(end))
}

/// 田甜 8812345: who is called, without the number.
pub(super) fn without_telephone(name: &str) -> &str {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || "-—( )（）+".contains(c));
    let digits = name[bare.len()..]
        .chars()
        .filter(char::is_ascii_digit)
        .count();
    if digits >= 5 { bare } else { name }
}

/// ①图书馆: the name without the number of its measure.
pub(super) fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c| ('①'..='⑳').contains(&c));
    let bare = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = bare.len() < rest.len() && bare.starts_with(['.', '．', '、']);
    let bare = bare.trim_start_matches(['.', '．', '、']);
    if numbered { bare } else { rest }
}
