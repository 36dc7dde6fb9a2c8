//! init, config, meeting, member.

use insta::assert_snapshot;

use crate::office::Office;

#[test]
fn init_names_the_unit_and_says_what_must_not_be_entered() {
    let told = Office::new().tell(
        "init --name 清河区图书馆 --code A03.12 --party 中共清河区图书馆支部 --team 馆领导班子 --contact 周敏
        init --name 清河区图书馆
        init --name 清河区图书馆 --policy strict
        config policy",
    );
    assert_snapshot!(told, @"
    $ ledger init --name 清河区图书馆 --code A03.12 --party 中共清河区图书馆支部 --team 馆领导班子 --contact 周敏
    已建账：清河区图书馆
    ! 台账只记可以在单位内部公开的整改情况；国家秘密、未公开的问题线索和办案内容不得录入。
    ! 提示：用 ledger import 材料文件 导入对照检查材料
    ! 已新建台账文件：台账.db
    $ ledger init --name 清河区图书馆
    ! 错误：建账内容没有变化
    = 1
    $ ledger init --name 清河区图书馆 --policy strict
    已建账：清河区图书馆
    ! 台账只记可以在单位内部公开的整改情况；国家秘密、未公开的问题线索和办案内容不得录入。
    ! 提示：用 ledger import 材料文件 导入对照检查材料
    $ ledger config policy
    strict
    ");
}

#[test]
#[allow(clippy::too_many_lines, reason = "the table lists every setting")]
fn config_shows_sets_and_resets() {
    let told = Office::new().tell(
        "config
        config policy strict
        config policy
        config policy \"\"
        config",
    );
    assert_snapshot!(told, @r#"
    $ ledger config
    ┌────────────────────┬─────────────────┬─────────────────┬────────────────────┬────────────────────┐
    │ 设置名             ┆ 现值            ┆ 默认            ┆ 作用               ┆ 用在               │
    ╞════════════════════╪═════════════════╪═════════════════╪════════════════════╪════════════════════╡
    │ policy             ┆ standard        ┆ standard        ┆ 销号要求：standard ┆ close              │
    │                    ┆                 ┆                 ┆ 提醒缺什么，strict ┆                    │
    │                    ┆                 ┆                 ┆ 缺什么就不能销号   ┆                    │
    │ backdate_days      ┆                 ┆                 ┆ strict 时，早几天  ┆ log、attach、submi │
    │                    ┆                 ┆                 ┆ 以上的要写补记原因 ┆ t、close           │
    │ report.addressee   ┆                 ┆                 ┆ 报告的主送机关     ┆ report --kind full │
    │                    ┆                 ┆                 ┆                    ┆ 、plan、progress   │
    │ report.signature   ┆                 ┆                 ┆ 报告的署名（默认党 ┆ report --kind full │
    │                    ┆                 ┆                 ┆ 组织全称）         ┆ 、plan、progress   │
    │ report.templates   ┆                 ┆                 ┆ 自己的报告用语放在 ┆ report             │
    │                    ┆                 ┆                 ┆ 哪个文件夹         ┆                    │
    │ headline_figures   ┆                 ┆                 ┆ 上年度整改落实情况 ┆ report             │
    │                    ┆                 ┆                 ┆ 开头要写的数据，写 ┆                    │
    │                    ┆                 ┆                 ┆ 数据名称，用“、”隔 ┆                    │
    │                    ┆                 ┆                 ┆ 开，至多五个       ┆                    │
    │ sheet.palette      ┆ 红黄绿          ┆ 红黄绿          ┆ Excel              ┆ export             │
    │                    ┆                 ┆                 ┆ 表按缓急着色的方式 ┆                    │
    │ sheet.paper        ┆ 自动            ┆ 自动            ┆ Excel 表打印用的纸 ┆ export、dispatch   │
    │                    ┆                 ┆                 ┆ ：自动是栏目少用   ┆                    │
    │                    ┆                 ┆                 ┆ A4、多用 A3        ┆                    │
    │ pager              ┆ 开              ┆ 开              ┆ 屏幕上放不下的结果 ┆ 屏幕上的结果       │
    │                    ┆                 ┆                 ┆ 分页显示           ┆                    │
    │ files              ┆ 自用            ┆ 自用            ┆ 写出的文件谁能读： ┆ 写文件的各条命令   │
    │                    ┆                 ┆                 ┆ 自用只有本人，共用 ┆                    │
    │                    ┆                 ┆                 ┆ 照系统的规定       ┆                    │
    │ retention          ┆                 ┆                 ┆ 材料、佐证的内容留 ┆ verify、expunge    │
    │                    ┆                 ┆                 ┆ 几年：所属问题都销 ┆ --expired          │
    │                    ┆                 ┆                 ┆ 号（作废）满这些年 ┆                    │
    │                    ┆                 ┆                 ┆ 的，校验时写明，由 ┆                    │
    │                    ┆                 ┆                 ┆ 人清理；不写就一直 ┆                    │
    │                    ┆                 ┆                 ┆ 留                 ┆                    │
    │ check.long_term_sh ┆ 3               ┆ 3               ┆ 核稿时，长期坚持的 ┆ check              │
    │ are                ┆                 ┆                 ┆ 任务超过几分之一就 ┆                    │
    │                    ┆                 ┆                 ┆ 提醒               ┆                    │
    │ check.off          ┆                 ┆                 ┆ 核对照检查材料时不 ┆ check 材料         │
    │                    ┆                 ┆                 ┆ 查哪些（用、隔开） ┆                    │
    │                    ┆                 ┆                 ┆ ：数目不符、见人见 ┆                    │
    │                    ┆                 ┆                 ┆ 事、先扬后抑、对象 ┆                    │
    │                    ┆                 ┆                 ┆ 错位、问题无措施、 ┆                    │
    │                    ┆                 ┆                 ┆ 措施无问题、原因无 ┆                    │
    │                    ┆                 ┆                 ┆ 问题、业务问题、留 ┆                    │
    │                    ┆                 ┆                 ┆ 空未填、上年整改、 ┆                    │
    │                    ┆                 ┆                 ┆ 屡查屡犯、通知要求 ┆                    │
    │ import.headings    ┆                 ┆                 ┆ 材料里这样写的行一 ┆ import 材料        │
    │                    ┆                 ┆                 ┆ 定是什么，“…”代表  ┆                    │
    │                    ┆                 ┆                 ┆ 任何文字：【…】=方 ┆                    │
    │                    ┆                 ┆                 ┆ 面；△…=问题；注：… ┆                    │
    │                    ┆                 ┆                 ┆ =不读              ┆                    │
    │ docx.top           ┆ 37              ┆ 37              ┆ 上边距（毫米）     ┆ Word 文件          │
    │ docx.bottom        ┆ 35              ┆ 35              ┆ 下边距（毫米）     ┆ Word 文件          │
    │ docx.left          ┆ 28              ┆ 28              ┆ 左边距（毫米）     ┆ Word 文件          │
    │ docx.right         ┆ 26              ┆ 26              ┆ 右边距（毫米）     ┆ Word 文件          │
    │ docx.line          ┆ 28              ┆ 28              ┆ 行距（磅）         ┆ Word 文件          │
    │ docx.title_line    ┆ 35              ┆ 35              ┆ 标题行距（磅）     ┆ Word 文件          │
    │ docx.body_size     ┆ 16              ┆ 16              ┆ 正文字号（磅）     ┆ Word 文件          │
    │ docx.title_size    ┆ 22              ┆ 22              ┆ 标题字号（磅）     ┆ Word 文件          │
    │ docx.table_size    ┆ 10.5            ┆ 10.5            ┆ 表格字号（磅）     ┆ Word 文件          │
    │ docx.body_font     ┆ 仿宋_GB2312     ┆ 仿宋_GB2312     ┆ 正文字体           ┆ Word 文件          │
    │ docx.title_font    ┆ 方正小标宋简体  ┆ 方正小标宋简体  ┆ 标题字体           ┆ Word 文件          │
    │ docx.heading1_font ┆ 黑体            ┆ 黑体            ┆ 一级标题字体       ┆ Word 文件          │
    │ docx.heading2_font ┆ 楷体_GB2312     ┆ 楷体_GB2312     ┆ 二级标题字体       ┆ Word 文件          │
    │ docx.latin_font    ┆ Times New Roman ┆ Times New Roman ┆ 西文字体           ┆ Word 文件          │
    │ docx.spacing       ┆ -0.25           ┆ -0.25           ┆ 字距（磅）         ┆ Word 文件          │
    │ docx.page_number   ┆ outside         ┆ outside         ┆ 页码位置（outside  ┆ Word 文件          │
    │                    ┆                 ┆                 ┆ 、centre、none）   ┆                    │
    └────────────────────┴─────────────────┴─────────────────┴────────────────────┴────────────────────┘
    $ ledger config policy strict
    policy 现为 strict
    ! 已新建台账文件：台账.db
    $ ledger config policy
    strict
    $ ledger config policy ""
    policy 现为 standard
    $ ledger config
    ┌────────────────────┬─────────────────┬─────────────────┬────────────────────┬────────────────────┐
    │ 设置名             ┆ 现值            ┆ 默认            ┆ 作用               ┆ 用在               │
    ╞════════════════════╪═════════════════╪═════════════════╪════════════════════╪════════════════════╡
    │ policy             ┆ standard        ┆ standard        ┆ 销号要求：standard ┆ close              │
    │                    ┆                 ┆                 ┆ 提醒缺什么，strict ┆                    │
    │                    ┆                 ┆                 ┆ 缺什么就不能销号   ┆                    │
    │ backdate_days      ┆                 ┆                 ┆ strict 时，早几天  ┆ log、attach、submi │
    │                    ┆                 ┆                 ┆ 以上的要写补记原因 ┆ t、close           │
    │ report.addressee   ┆                 ┆                 ┆ 报告的主送机关     ┆ report --kind full │
    │                    ┆                 ┆                 ┆                    ┆ 、plan、progress   │
    │ report.signature   ┆                 ┆                 ┆ 报告的署名（默认党 ┆ report --kind full │
    │                    ┆                 ┆                 ┆ 组织全称）         ┆ 、plan、progress   │
    │ report.templates   ┆                 ┆                 ┆ 自己的报告用语放在 ┆ report             │
    │                    ┆                 ┆                 ┆ 哪个文件夹         ┆                    │
    │ headline_figures   ┆                 ┆                 ┆ 上年度整改落实情况 ┆ report             │
    │                    ┆                 ┆                 ┆ 开头要写的数据，写 ┆                    │
    │                    ┆                 ┆                 ┆ 数据名称，用“、”隔 ┆                    │
    │                    ┆                 ┆                 ┆ 开，至多五个       ┆                    │
    │ sheet.palette      ┆ 红黄绿          ┆ 红黄绿          ┆ Excel              ┆ export             │
    │                    ┆                 ┆                 ┆ 表按缓急着色的方式 ┆                    │
    │ sheet.paper        ┆ 自动            ┆ 自动            ┆ Excel 表打印用的纸 ┆ export、dispatch   │
    │                    ┆                 ┆                 ┆ ：自动是栏目少用   ┆                    │
    │                    ┆                 ┆                 ┆ A4、多用 A3        ┆                    │
    │ pager              ┆ 开              ┆ 开              ┆ 屏幕上放不下的结果 ┆ 屏幕上的结果       │
    │                    ┆                 ┆                 ┆ 分页显示           ┆                    │
    │ files              ┆ 自用            ┆ 自用            ┆ 写出的文件谁能读： ┆ 写文件的各条命令   │
    │                    ┆                 ┆                 ┆ 自用只有本人，共用 ┆                    │
    │                    ┆                 ┆                 ┆ 照系统的规定       ┆                    │
    │ retention          ┆                 ┆                 ┆ 材料、佐证的内容留 ┆ verify、expunge    │
    │                    ┆                 ┆                 ┆ 几年：所属问题都销 ┆ --expired          │
    │                    ┆                 ┆                 ┆ 号（作废）满这些年 ┆                    │
    │                    ┆                 ┆                 ┆ 的，校验时写明，由 ┆                    │
    │                    ┆                 ┆                 ┆ 人清理；不写就一直 ┆                    │
    │                    ┆                 ┆                 ┆ 留                 ┆                    │
    │ check.long_term_sh ┆ 3               ┆ 3               ┆ 核稿时，长期坚持的 ┆ check              │
    │ are                ┆                 ┆                 ┆ 任务超过几分之一就 ┆                    │
    │                    ┆                 ┆                 ┆ 提醒               ┆                    │
    │ check.off          ┆                 ┆                 ┆ 核对照检查材料时不 ┆ check 材料         │
    │                    ┆                 ┆                 ┆ 查哪些（用、隔开） ┆                    │
    │                    ┆                 ┆                 ┆ ：数目不符、见人见 ┆                    │
    │                    ┆                 ┆                 ┆ 事、先扬后抑、对象 ┆                    │
    │                    ┆                 ┆                 ┆ 错位、问题无措施、 ┆                    │
    │                    ┆                 ┆                 ┆ 措施无问题、原因无 ┆                    │
    │                    ┆                 ┆                 ┆ 问题、业务问题、留 ┆                    │
    │                    ┆                 ┆                 ┆ 空未填、上年整改、 ┆                    │
    │                    ┆                 ┆                 ┆ 屡查屡犯、通知要求 ┆                    │
    │ import.headings    ┆                 ┆                 ┆ 材料里这样写的行一 ┆ import 材料        │
    │                    ┆                 ┆                 ┆ 定是什么，“…”代表  ┆                    │
    │                    ┆                 ┆                 ┆ 任何文字：【…】=方 ┆                    │
    │                    ┆                 ┆                 ┆ 面；△…=问题；注：… ┆                    │
    │                    ┆                 ┆                 ┆ =不读              ┆                    │
    │ docx.top           ┆ 37              ┆ 37              ┆ 上边距（毫米）     ┆ Word 文件          │
    │ docx.bottom        ┆ 35              ┆ 35              ┆ 下边距（毫米）     ┆ Word 文件          │
    │ docx.left          ┆ 28              ┆ 28              ┆ 左边距（毫米）     ┆ Word 文件          │
    │ docx.right         ┆ 26              ┆ 26              ┆ 右边距（毫米）     ┆ Word 文件          │
    │ docx.line          ┆ 28              ┆ 28              ┆ 行距（磅）         ┆ Word 文件          │
    │ docx.title_line    ┆ 35              ┆ 35              ┆ 标题行距（磅）     ┆ Word 文件          │
    │ docx.body_size     ┆ 16              ┆ 16              ┆ 正文字号（磅）     ┆ Word 文件          │
    │ docx.title_size    ┆ 22              ┆ 22              ┆ 标题字号（磅）     ┆ Word 文件          │
    │ docx.table_size    ┆ 10.5            ┆ 10.5            ┆ 表格字号（磅）     ┆ Word 文件          │
    │ docx.body_font     ┆ 仿宋_GB2312     ┆ 仿宋_GB2312     ┆ 正文字体           ┆ Word 文件          │
    │ docx.title_font    ┆ 方正小标宋简体  ┆ 方正小标宋简体  ┆ 标题字体           ┆ Word 文件          │
    │ docx.heading1_font ┆ 黑体            ┆ 黑体            ┆ 一级标题字体       ┆ Word 文件          │
    │ docx.heading2_font ┆ 楷体_GB2312     ┆ 楷体_GB2312     ┆ 二级标题字体       ┆ Word 文件          │
    │ docx.latin_font    ┆ Times New Roman ┆ Times New Roman ┆ 西文字体           ┆ Word 文件          │
    │ docx.spacing       ┆ -0.25           ┆ -0.25           ┆ 字距（磅）         ┆ Word 文件          │
    │ docx.page_number   ┆ outside         ┆ outside         ┆ 页码位置（outside  ┆ Word 文件          │
    │                    ┆                 ┆                 ┆ 、centre、none）   ┆                    │
    └────────────────────┴─────────────────┴─────────────────┴────────────────────┴────────────────────┘
    "#);
}

#[test]
fn meeting_keeps_its_card_and_dates_phrases() {
    let told = Office::new().tell(
        "meeting --year 2021 --held-on 2022-01-20 --theme 学史明理 --figure 谈心谈话=20余人次 --field 主持人=何平
        meeting --year 2021 --field 地点=二楼会议室
        meeting --year 2021 --kind 专题 --held-on 2021-09-10
        meeting
        add 座位不够 --due 1月底前
        show 1",
    );
    assert_snapshot!(told, @"
    $ ledger meeting --year 2021 --held-on 2022-01-20 --theme 学史明理 --figure 谈心谈话=20余人次 --field 主持人=何平
    已记下2021年度民主生活会
    ! 提示：用 ledger meeting 查看已记的会议
    ! 已新建台账文件：台账.db
    $ ledger meeting --year 2021 --field 地点=二楼会议室
    已记下2021年度民主生活会
    ! 提示：用 ledger meeting 查看已记的会议
    $ ledger meeting --year 2021 --kind 专题 --held-on 2021-09-10
    已记下2021年度专题民主生活会
    ! 提示：用 ledger meeting 查看已记的会议
    $ ledger meeting
    2021年度民主生活会
      召开日期　2022年1月20日
      主　　题　学史明理
      谈心谈话　20余人次
      主持人　何平
      地点　二楼会议室
    2021年度专题民主生活会
      召开日期　2021年9月10日
    $ ledger add 座位不够 --due 1月底前
    已登记第 1 项（记入2021年度）：座位不够
    ! 提示：用 ledger edit 1 --dept 部门 --due 时限 分解责任
    $ ledger show 1
    第 1 项　座位不够
      年　　度　2021
      对　　象　班子
      整改时限　1月底前（即 2022-01-31），逾期43天
      状　　态　未启动
    留痕
    ┌────────┬────────────────────┬────────┬──────┬────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项           │
    ╞════════╪════════════════════╪════════╪══════╪════════════════╡
    │ 4      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 登记：座位不够 │
    └────────┴────────────────────┴────────┴──────┴────────────────┘
    ! 提示：销号前还缺整改措施、责任人、整改成效、佐证材料
    ");
}

#[test]
fn member_keeps_the_roster_and_fills_the_lead() {
    let told = Office::new().tell(
        "member 何平 --post 馆长 --depts 办公室、读者部
        member 罗珊 --post 副馆长 --depts 流动部
        member 罗珊 --order 1
        member 何平 --order 2
        member
        add 流动书车跑得不勤 --dept 流动部
        list --columns 编号,责任部门,责任领导
        member 罗珊 --remove
        member",
    );
    assert_snapshot!(told, @"
    $ ledger member 何平 --post 馆长 --depts 办公室、读者部
    已记下班子成员何平
    ! 提示：分解责任时写明 --dept，就自动带出分管的责任领导；用 ledger member 查看名册
    ! 已新建台账文件：台账.db
    $ ledger member 罗珊 --post 副馆长 --depts 流动部
    已记下班子成员罗珊
    ! 提示：分解责任时写明 --dept，就自动带出分管的责任领导；用 ledger member 查看名册
    $ ledger member 罗珊 --order 1
    已记下班子成员罗珊
    ! 提示：分解责任时写明 --dept，就自动带出分管的责任领导；用 ledger member 查看名册
    $ ledger member 何平 --order 2
    已记下班子成员何平
    ! 提示：分解责任时写明 --dept，就自动带出分管的责任领导；用 ledger member 查看名册
    $ ledger member
    ┌──────┬──────┬────────┬────────────────┐
    │ 排序 ┆ 姓名 ┆ 职务   ┆ 分管部门       │
    ╞══════╪══════╪════════╪════════════════╡
    │ 1    ┆ 罗珊 ┆ 副馆长 ┆ 流动部         │
    │ 2    ┆ 何平 ┆ 馆长   ┆ 办公室、读者部 │
    └──────┴──────┴────────┴────────────────┘
    $ ledger add 流动书车跑得不勤 --dept 流动部
    已登记第 1 项（记入2021年度）：流动书车跑得不勤
    ! 提示：用 ledger edit 1 --dept 部门 --due 时限 分解责任
    $ ledger list --columns 编号,责任部门,责任领导
    ┌──────┬──────────┬──────────┐
    │ 编号 ┆ 责任部门 ┆ 责任领导 │
    ╞══════╪══════════╪══════════╡
    │ 1    ┆ 流动部   ┆ 罗珊     │
    └──────┴──────────┴──────────┘
    共1项：尚未启动1项；其中待分解1项。
    $ ledger member 罗珊 --remove
    罗珊已不再列入名册
    $ ledger member
    ┌──────┬──────┬──────┬────────────────┐
    │ 排序 ┆ 姓名 ┆ 职务 ┆ 分管部门       │
    ╞══════╪══════╪══════╪════════════════╡
    │ 2    ┆ 何平 ┆ 馆长 ┆ 办公室、读者部 │
    └──────┴──────┴──────┴────────────────┘
    ");
}

#[test]
fn the_default_place_is_the_users_data_folder() {
    let office = Office::new();
    let mut command = office.ledger();
    let output = command
        .env_remove("LEDGER_DB")
        .args(["add", "座位不够"])
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(office.path(".local/share/ledger/ledger.db").is_file());
}
