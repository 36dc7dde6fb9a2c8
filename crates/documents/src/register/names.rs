//! Words that name a unit, a post or a person.

/// 总务主任: longer than a name with its post (李主任).
pub(super) fn ends_with_post(word: &str) -> bool {
    word.chars().count() >= 4 && POSTS.iter().any(|post| word.ends_with(post))
}

/// Names of posts.
pub(crate) const POSTS: [&str; 42] = [
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
    "常委",
    "主管",
    "总监",
    "厂长",
    "行长",
    "矿长",
    "园长",
    "总工",
    "总工程师",
    "总会计师",
    "护士长",
    "秘书长",
    "会长",
    "理事长",
    "监事长",
    "馆长",
    "工长",
    "店长",
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

/// What names of units end with.
const UNIT_ENDS: &str = "ICU CCU 病区 护理单元 农场 林场 牧场 渔场 分场 商场 市场 矿 店 课 工段 机务段 工区 \
    作业区 管理区 高新区 开发区 基地 食堂 超市 车间 小学 中学 政府 幼儿园 科 处 \
    室 部 局 委 办 组 中心 队 股 站 所 院 会 司 厅 厂 校 公司 团 党委 单位 \
    部门 馆 街道 镇 乡 村 社区 党组 班 台 社 行 专班 大厅 机关 系 园区 集团 \
    支部";

/// Whether a word names a unit rather than a person.
pub(crate) fn is_unit(word: &str) -> bool {
    let word = word.trim();
    word.chars().count() >= 2 && UNIT_ENDS.split_whitespace().any(|end| word.ends_with(end))
}

/// Ends of units that given names end with as well: 陈大村 may be somebody.
const SHARED_ENDS: &str = "行会村台社团系班组校乡委厅司店矿课";

/// Whether a word names an office beyond doubt, whatever the column is called.
pub(super) fn is_office(word: &str) -> bool {
    let word = word.trim();
    if !is_unit(word) || is_post(word) || ends_with_post(word) {
        return false;
    }
    let length = word.chars().count();
    let shared = word.ends_with(|c| SHARED_ENDS.contains(c));
    !(is_like_a_name(word, length) && (length == 2 || shared))
}

/// Short names of departments that begin like a person's.
const OFFICES: &str = "公安 农业 农村 商务 应急 安监 安全 安保 安环 安质 党政 党群 党建 党务 纪检 文旅 文化 文明 文秘 金融 后勤 房产 \
    房管 路政 司法 卫健 卫生 计财 计生 计划 生产 广电 边防 林业 林草 水利 水务 通信 成本 装备 商贸 包装 管委 居委 全体 全局 全员 相关 \
    有关 施工 解放 施救 党员 各部门 应收 应付 查验 司机 白班 游客 车管 车务 车辆 经营 经管 宣教 国土 国资 国企 武装 教务 学工 \
    团委 群团 时任 那边 明确 待定 全校 全院 全县 全镇";

/// Whether a word is a person's name most likely: a surname and one or two characters, and no office.
pub(super) fn is_somebody(word: &str) -> bool {
    let word = word.trim();
    let length = word.chars().count();
    (2..=3).contains(&length)
        && is_like_a_name(word, length)
        && !is_office(word)
        && !is_post(word)
        && !OFFICES
            .split_whitespace()
            .any(|office| word.starts_with(office))
}

/// Ends of places that mend nothing: 上岭自然村, 三号楼.
const PLACES: [&str; 24] = [
    "自然村",
    "村民小组",
    "片区",
    "小区",
    "网格",
    "号楼",
    "楼",
    "楼层",
    "层",
    "号院",
    "路",
    "大街",
    "巷",
    "胡同",
    "河",
    "段",
    "区域",
    "库区",
    "厂区",
    "校区",
    "院区",
    "罐区",
    "地块",
    "标段",
];

/// Whether it names a place and no unit.
pub(super) fn is_place(word: &str) -> bool {
    PLACES.iter().any(|end| word.trim().ends_with(end))
        && !["工段", "机务段", "街道"]
            .iter()
            .any(|end| word.ends_with(end))
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

/// Short names of bodies that begin like a person's.
const BODIES: &str =
    "党组 党委 党办 党支部 党总支 纪委 纪检组 工会 团委 安办 文办 安委会 文明办 机关";
/// Surnames of one character: what begins with one and has two or three is a person's name, whatever it
/// ends with (李科).
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范\
    彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元顾孟黄穆\
    萧肖尹姚邵汪祁毛狄米贝明计伏戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁\
    钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁\
    荀羊甄曲封储靳段焦巴弓牧谷车侯宓全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白\
    怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶冉宰郦雍桑桂牛寿通边扈燕冀浦尚农温\
    别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡文寇广禄阙东欧沃利蔚越隆师巩聂晁勾\
    敖融冷辛阚那简饶空曾毋沙养鞠须丰巢关相查后荆红游竺权盖益桓公闫付代岳佟涂覃仝商苟原修占";

/// Whether a word of so many characters begins with a surname, and is no name of a body.
pub(crate) fn is_like_a_name(word: &str, length: usize) -> bool {
    let surname = word.starts_with(|c| SURNAMES.contains(c));
    length <= 3 && surname && BODIES.split_whitespace().all(|body| body != word)
}
