//! Files that several units hand up: none takes another's place, and ledgers that began as one file.

use insta::assert_snapshot;

use crate::it::county::county;
use crate::office::Office;

#[test]
fn packets_of_several_units_do_not_replace_each_other() {
    let mut office = county();
    office.file("材料.txt", "别的");
    let told = office.tell(
        "--db 甲.db pack -o 上报
        --db 乙.db pack -o 上报
        --db 乙.db pack -o 上报
        --db 甲.db pack -o 一.ledgerpack
        --db 乙.db pack -o 一.ledgerpack
        --db 甲.db pack -o 一.ledgerpack
        --db 甲.db pack -o 材料.txt
        gather 上报",
    );
    assert_snapshot!(told, @"
    $ ledger --db 甲.db pack -o 上报
    已打包到 上报/石桥街道-整改台账-20220315.ledgerpack：石桥街道，2 条记录
    校验码 2-00aa-f033-8a70-301b-069a-7261-69dc-5835
    ! 提示：还没有单位代码，上级用单位名称称呼；上级给了代码的，用 ledger init --code 代码 写明
    $ ledger --db 乙.db pack -o 上报
    已打包到 上报/柳坪镇-整改台账-20220315.ledgerpack：柳坪镇（A2），6 条记录
    校验码 6-0eb0-7f5b-461c-9e9e-4f1e-fd66-d614-c15f
    $ ledger --db 乙.db pack -o 上报
    已打包到 上报/柳坪镇-整改台账-20220315.ledgerpack：柳坪镇（A2），6 条记录
    校验码 6-0eb0-7f5b-461c-9e9e-4f1e-fd66-d614-c15f
    $ ledger --db 甲.db pack -o 一.ledgerpack
    已打包到 一.ledgerpack：石桥街道，2 条记录
    校验码 2-00aa-f033-8a70-301b-069a-7261-69dc-5835
    ! 提示：还没有单位代码，上级用单位名称称呼；上级给了代码的，用 ledger init --code 代码 写明
    $ ledger --db 乙.db pack -o 一.ledgerpack
    ! 错误：一.ledgerpack 是石桥街道的上报包，没有覆盖
    ! 提示：换一个文件名，或写文件夹：里面按单位和日期命名
    = 1
    $ ledger --db 甲.db pack -o 一.ledgerpack
    已打包到 一.ledgerpack：石桥街道，2 条记录
    校验码 2-00aa-f033-8a70-301b-069a-7261-69dc-5835
    ! 提示：还没有单位代码，上级用单位名称称呼；上级给了代码的，用 ledger init --code 代码 写明
    $ ledger --db 甲.db pack -o 材料.txt
    ! 错误：材料.txt 不是上报包，没有覆盖
    ! 提示：换一个文件名，或写文件夹：里面按单位和日期命名
    = 1
    $ ledger gather 上报
    ┌──────┬──────────┬────────┬──────┬──────┬───────────────────────────────────────┐
    │ 代码 ┆ 单位     ┆ 结果   ┆ 记录 ┆ 说明 ┆ 文件                                  │
    ╞══════╪══════════╪════════╪══════╪══════╪═══════════════════════════════════════╡
    │ A2   ┆ 柳坪镇   ┆ 无变化 ┆ 6    ┆      ┆ 柳坪镇-整改台账-20220315.ledgerpack   │
    │      ┆ 石桥街道 ┆ 无变化 ┆ 2    ┆      ┆ 石桥街道-整改台账-20220315.ledgerpack │
    └──────┴──────────┴────────┴──────┴──────┴───────────────────────────────────────┘
    共 2 份：无变化 2
    ");
}

#[test]
fn folders_are_made_and_names_of_files_are_no_folders() {
    let mut office = Office::with_material();
    let told = office.tell(
        "backup 备份 --keep 2
        backup 备份
        backup 没有的盘/备份
        form 1 -o 表.docx
        form 1 2 -o 表
        form 1 -o 表.xlsx
        dispatch --out 下发.xlsx
        evidence --out 佐证.zip
        remind --letter 提示单.docx",
    );
    assert_snapshot!(told, @"
    $ ledger backup 备份 --keep 2
    已备份到 备份/台账-20220315-090000.db：5 条记录，4 项任务，2 个文件，校验无误
    $ ledger backup 备份
    已备份到 备份/台账-20220315-090000-2.db：5 条记录，4 项任务，2 个文件，校验无误
    $ ledger backup 没有的盘/备份
    ! 错误：没有“没有的盘”这个文件夹，没有备份
    ! 提示：移动盘接好了没有？路径对了再备份一次
    = 1
    $ ledger form 1 -o 表.docx
    ! 已写入 表.docx
    ! 提示：签字以后，用 ledger close 编号 --verifier 审核人 --basis 依据 销号
    $ ledger form 1 2 -o 表
    ! 已写入 表/销号审核表（2项）.docx
    ! 提示：签字以后，用 ledger close 编号 --verifier 审核人 --basis 依据 销号
    $ ledger form 1 -o 表.xlsx
    ! 错误：表.xlsx 是文件的名称，这里要写文件夹
    ! 提示：写一个文件夹的名称，没有的会新建；里面的文件由程序命名
    = 2
    $ ledger dispatch --out 下发.xlsx
    ! 错误：下发.xlsx 是文件的名称，这里要写文件夹
    ! 提示：写一个文件夹的名称，没有的会新建；里面的文件由程序命名
    = 2
    $ ledger evidence --out 佐证.zip
    ! 错误：佐证.zip 是文件的名称，这里要写文件夹
    ! 提示：写一个文件夹的名称，没有的会新建；里面的文件由程序命名
    = 2
    $ ledger remind --letter 提示单.docx
    ! 错误：提示单.docx 是文件的名称，这里要写文件夹
    ! 提示：写一个文件夹的名称，没有的会新建；里面的文件由程序命名
    = 2
    ");
    assert!(office.path("表.docx").is_file() && office.path("表").is_dir());
    for name in [
        "下发.xlsx",
        "佐证.zip",
        "提示单.docx",
        "表.xlsx",
        "没有的盘",
    ] {
        assert!(!office.path(name).exists(), "{name}");
    }
}

#[test]
fn a_blank_file_given_to_two_units_becomes_two_ledgers() {
    let mut office = Office::new();
    let blank = rusqlite::Connection::open(office.path("空.db")).unwrap();
    blank
        .execute_batch(include_str!("../../../schema.sql"))
        .unwrap();
    blank
        .execute_batch(
            "pragma application_id = 0x4C454447; pragma user_version = 7;
            insert into unit (id, ledger_id) values (1, 'blank')",
        )
        .unwrap();
    drop(blank);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let private = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(office.path("空.db"), private).unwrap();
    }
    for name in ["甲.db", "乙.db"] {
        std::fs::copy(office.path("空.db"), office.path(name)).unwrap();
    }
    let told = office.tell(
        "--db 甲.db --actor 甲 init --name 柳坪镇 --code A2
        --db 乙.db --actor 乙 add 渡口没有护栏 --year 2021
        --db 乙.db --actor 乙 init --name 河口乡 --code A10
        init --name 临溪县委办 --code A
        gather 甲.db 乙.db
        --db 乙.db verify",
    );
    assert_snapshot!(told, @"
    $ ledger --db 甲.db --actor 甲 init --name 柳坪镇 --code A2
    已建账：柳坪镇
    ! 台账只记可以在单位内部公开的整改情况；国家秘密、未公开的问题线索和办案内容不得录入。
    ! 提示：用 ledger import 材料文件 导入对照检查材料
    $ ledger --db 乙.db --actor 乙 add 渡口没有护栏 --year 2021
    已登记第 1 项（记入2021年度）：渡口没有护栏
    ! 提示：用 ledger edit 1 --dept 部门 --due 时限 分解责任
    $ ledger --db 乙.db --actor 乙 init --name 河口乡 --code A10
    已建账：河口乡
    ! 台账只记可以在单位内部公开的整改情况；国家秘密、未公开的问题线索和办案内容不得录入。
    ! 提示：用 ledger import 材料文件 导入对照检查材料
    $ ledger init --name 临溪县委办 --code A
    已建账：临溪县委办
    ! 台账只记可以在单位内部公开的整改情况；国家秘密、未公开的问题线索和办案内容不得录入。
    ! 提示：用 ledger import 材料文件 导入对照检查材料
    ! 已新建台账文件：台账.db
    $ ledger gather 甲.db 乙.db
    ┌──────┬────────┬──────┬──────┬──────┬───────┐
    │ 代码 ┆ 单位   ┆ 结果 ┆ 记录 ┆ 说明 ┆ 文件  │
    ╞══════╪════════╪══════╪══════╪══════╪═══════╡
    │ A2   ┆ 柳坪镇 ┆ 新收 ┆ 1    ┆      ┆ 甲.db │
    │ A10  ┆ 河口乡 ┆ 新收 ┆ 2    ┆      ┆ 乙.db │
    └──────┴────────┴──────┴──────┴──────┴───────┘
    共 2 份：新收 2
    $ ledger --db 乙.db verify
    台账完好：2 条记录首尾相连，1 项任务与记录一致，0 个文件内容无误。
    校验码 2-919b-2d99-3c35-3c97-f2a5-aeed-1b60-4afd
    ! 注意：2 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    ");
}

#[test]
fn twins_are_named_and_told_how_to_part() {
    let mut office = Office::new();
    office.done("--db 样.db --actor 样 init --name 样本");
    for name in ["甲.db", "乙.db"] {
        std::fs::copy(office.path("样.db"), office.path(name)).unwrap();
    }
    office.done(
        "--db 甲.db --actor 甲 init --name 柳坪镇 --code A2
        --db 甲.db --actor 甲 add 路灯坏了 --year 2021
        --db 乙.db --actor 乙 init --name 河口乡 --code A10
        --db 乙.db --actor 乙 add 渡口没有护栏 --year 2021 --dept 办公室
        init --name 临溪县委办 --code A",
    );
    let told = office.tell(
        "gather 甲.db 乙.db
        gather 甲.db
        gather 乙.db
        gather 乙.db --format json
        --db 乙.db export -o 全部.csv
        --db 新台账.db --actor 乙 init --name 河口乡 --code A10
        -y --db 新台账.db --actor 乙 import 全部.csv
        gather 新台账.db
        list --unit A10",
    );
    assert_snapshot!(told, @r#"
    $ ledger gather 甲.db 乙.db
    ┌──────┬────────┬────────┬──────┬──────────────────────────────────────────────────────────┬───────┐
    │ 代码 ┆ 单位   ┆ 结果   ┆ 记录 ┆ 说明                                                     ┆ 文件  │
    ╞══════╪════════╪════════╪══════╪══════════════════════════════════════════════════════════╪═══════╡
    │ A2   ┆ 柳坪镇 ┆ 不一致 ┆      ┆ 与河口乡（A10）的台账是同一个文件复制来的，两份都没有采  ┆ 甲.db │
    │      ┆        ┆        ┆      ┆ 用                                                       ┆       │
    │ A10  ┆ 河口乡 ┆ 不一致 ┆      ┆ 与柳坪镇（A2）的台账是同一个文件复制来的，两份都没有采用 ┆ 乙.db │
    └──────┴────────┴────────┴──────┴──────────────────────────────────────────────────────────┴───────┘
    共 2 份：不一致 2
    ! 错误：2 份没有采用：甲.db、乙.db
    ! 提示：同一个台账文件给了两个单位用的，两本台账的标识相同，汇总时分不开：由其中一个单位另立一本，旧的留着备查
    ! 提示：那个单位依次用：ledger export -o 全部.csv，ledger --db 新台账.db init --name 单位名称 --code 代码，ledger --db 新台账.db import 全部.csv，以后用新台账打包上报
    = 1
    $ ledger gather 甲.db
    ┌──────┬────────┬──────┬──────┬──────┬───────┐
    │ 代码 ┆ 单位   ┆ 结果 ┆ 记录 ┆ 说明 ┆ 文件  │
    ╞══════╪════════╪══════╪══════╪══════╪═══════╡
    │ A2   ┆ 柳坪镇 ┆ 新收 ┆ 3    ┆      ┆ 甲.db │
    └──────┴────────┴──────┴──────┴──────┴───────┘
    共 1 份：新收 1
    $ ledger gather 乙.db
    ┌──────┬────────┬────────┬──────┬──────────────────────────────────────────────────┬───────┐
    │ 代码 ┆ 单位   ┆ 结果   ┆ 记录 ┆ 说明                                             ┆ 文件  │
    ╞══════╪════════╪════════╪══════╪══════════════════════════════════════════════════╪═══════╡
    │ A10  ┆ 河口乡 ┆ 不一致 ┆      ┆ 与柳坪镇（A2）的台账是同一个文件复制来的，从第 2 ┆ 乙.db │
    │      ┆        ┆        ┆      ┆ 条起分开，没有采用，已另存                       ┆       │
    └──────┴────────┴────────┴──────┴──────────────────────────────────────────────────┴───────┘
    共 1 份：不一致 1
    ! 错误：1 份没有采用：乙.db
    ! 提示：同一个台账文件给了两个单位用的，两本台账的标识相同，汇总时分不开：由其中一个单位另立一本，旧的留着备查
    ! 提示：那个单位依次用：ledger export -o 全部.csv，ledger --db 新台账.db init --name 单位名称 --code 代码，ledger --db 新台账.db import 全部.csv，以后用新台账打包上报
    = 1
    $ ledger gather 乙.db --format json
    [{"file":"乙.db","code":"A10","unit":"河口乡","ledger":"402b76932eaa1ac40b5fcbe29c17577f","entries":3,"result":"diverged","added":null,"at":2,"was":null,"message":"与柳坪镇（A2）的台账是同一个文件复制来的，从第 2 条起分开，没有采用，已另存","twin_of":"柳坪镇（A2）"}]
    ! 错误：1 份没有采用：乙.db
    ! 提示：同一个台账文件给了两个单位用的，两本台账的标识相同，汇总时分不开：由其中一个单位另立一本，旧的留着备查
    ! 提示：那个单位依次用：ledger export -o 全部.csv，ledger --db 新台账.db init --name 单位名称 --code 代码，ledger --db 新台账.db import 全部.csv，以后用新台账打包上报
    = 1
    $ ledger --db 乙.db export -o 全部.csv
    ! 已写入 全部.csv，共 1 项，1 行
    $ ledger --db 新台账.db --actor 乙 init --name 河口乡 --code A10
    已建账：河口乡
    ! 台账只记可以在单位内部公开的整改情况；国家秘密、未公开的问题线索和办案内容不得录入。
    ! 提示：用 ledger import 材料文件 导入对照检查材料
    ! 已新建台账文件：新台账.db
    $ ledger -y --db 新台账.db --actor 乙 import 全部.csv
    全部.csv（2021年度）
      照栏名读：A 序号、B 问题编号、C 年度、D 对象、E 问题来源、F 所属方面、G 存在问题、H 具体表现(事例)（具体表现）、I 原因、J 整改目标、K 整改措施、L 整改类型、M 责任领导、N 责任部门、O 配合部门、P 责任人、Q 整改时限、R 进展情况、S 整改成效、T 佐证材料、U 完成状态、V 完成时间、W 是否逾期、X 销号人、Y 销号时间、Z 备注、AA 延期情况、AB 下次检查、AC 往年前项、AD 上级编号、AE 归类、AF 报送表述、AG 未完成原因、AH 下步措施、AI 措施分工、AJ 时限原文
    ┌─────┬──────────────┬────────┐
    │ 行  ┆ 存在问题     ┆ 对应   │
    ╞═════╪══════════════╪════════╡
    │ 2   ┆ 渡口没有护栏 ┆ 新任务 │
    └─────┴──────────────┴────────┘
    已导入：新增 1 项。
    $ ledger gather 新台账.db
    ┌──────┬────────┬──────┬──────┬──────┬───────────┐
    │ 代码 ┆ 单位   ┆ 结果 ┆ 记录 ┆ 说明 ┆ 文件      │
    ╞══════╪════════╪══════╪══════╪══════╪═══════════╡
    │ A10  ┆ 河口乡 ┆ 新收 ┆ 2    ┆      ┆ 新台账.db │
    └──────┴────────┴──────┴──────┴──────┴───────────┘
    共 1 份：新收 1
    $ ledger list --unit A10
    ┌───────┬──────────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号  ┆ 存在问题     ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞═══════╪══════════════╪══════════╪════════════╪══════════╪══════════╡
    │ A10-1 ┆ 渡口没有护栏 ┆ 办公室   ┆            ┆ 未启动   ┆ 未定     │
    └───────┴──────────────┴──────────┴────────────┴──────────┴──────────┘
    共1项：尚未启动1项；其中待分解1项。
    "#);
}
