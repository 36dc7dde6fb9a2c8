//! pack and gather: what units hand up, and what becomes of it.

use insta::assert_snapshot;

use crate::office::Office;

/// Three units with a task each; every clerk is another, so that every ledger has its own id.
fn units() -> Office {
    let mut office = Office::new();
    office.file("照片.jpg", "JPG");
    office.done(
        "--db 甲.db --actor 甲 init --name 东街图书馆 --code A03
        --db 甲.db --actor 甲 add 座位不够 --year 2021 --dept 读者部 --due 6月底前
        --db 甲.db --actor 甲 attach 1 照片.jpg
        --db 乙.db --actor 乙 init --name 西街图书馆 --code A03.2
        --db 乙.db --actor 乙 add 空调太吵 --year 2021
        --db 丙.db --actor 丙 init --name 北街图书馆
        --db 丙.db --actor 丙 add 灯不亮 --year 2021
        init --name 清河区文化局 --code A",
    );
    std::fs::create_dir(office.path("上报")).unwrap();
    office
}

#[test]
fn units_hand_up_and_are_gathered() {
    let told = units().tell(
        "--db 甲.db pack -o 上报
        --db 乙.db pack -o 上报/乙.ledgerpack
        gather 上报 丙.db
        list --unit A03
        show A03-1
        history A03-1
        gather 上报 丙.db",
    );
    assert_snapshot!(told, @"
    $ ledger --db 甲.db pack -o 上报
    已打包到 上报/东街图书馆-整改台账-20220315.ledgerpack：东街图书馆（A03），3 条记录
    校验码 3-4c3a6dcfd97a7fca
    ! 提示：1 个佐证材料只列了摘要；要连同内容上报，加 --with-evidence
    $ ledger --db 乙.db pack -o 上报/乙.ledgerpack
    已打包到 上报/乙.ledgerpack：西街图书馆（A03.2），2 条记录
    校验码 2-342eaa8d75f15bd3
    $ ledger gather 上报 丙.db
    ┌───────┬────────────┬──────┬──────┬──────┬─────────────────────────────────────────┐
    │ 代码  ┆ 单位       ┆ 结果 ┆ 记录 ┆ 说明 ┆ 文件                                    │
    ╞═══════╪════════════╪══════╪══════╪══════╪═════════════════════════════════════════╡
    │ A03   ┆ 东街图书馆 ┆ 新收 ┆ 3    ┆      ┆ 东街图书馆-整改台账-20220315.ledgerpack │
    │ A03.2 ┆ 西街图书馆 ┆ 新收 ┆ 2    ┆      ┆ 乙.ledgerpack                           │
    │       ┆ 北街图书馆 ┆ 新收 ┆ 2    ┆      ┆ 丙.db                                   │
    └───────┴────────────┴──────┴──────┴──────┴─────────────────────────────────────────┘
    共 3 份：新收 3
    $ ledger list --unit A03
    ┌─────────┬──────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号    ┆ 存在问题 ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞═════════╪══════════╪══════════╪════════════╪══════════╪══════════╡
    │ A03-1   ┆ 座位不够 ┆ 读者部   ┆ 2022-06-30 ┆ 未启动   ┆ 余107天  │
    │ A03.2-1 ┆ 空调太吵 ┆          ┆            ┆ 未启动   ┆ 未定     │
    └─────────┴──────────┴──────────┴────────────┴──────────┴──────────┘
    共2项：尚未启动2项；其中待分解2项。
    $ ledger show A03-1
    第 A03-1 项　座位不够
      年　　度　2021
      对　　象　班子
      责任部门　读者部
      整改时限　6月底前（即 2022-06-30），余107天
      状　　态　未启动
    佐证材料
      照片.jpg（3 字节，记录 3）
    留痕
    ┌────────┬────────────────────┬────────┬──────┬──────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项             │
    ╞════════╪════════════════════╪════════╪══════╪══════════════════╡
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 甲     ┆ 1    ┆ 登记：座位不够   │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 甲     ┆ 1    ┆ 添佐证：照片.jpg │
    └────────┴────────────────────┴────────┴──────┴──────────────────┘
    $ ledger history A03-1
    ┌────────┬────────────────────┬────────┬──────┬──────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项             │
    ╞════════╪════════════════════╪════════╪══════╪══════════════════╡
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 甲     ┆ 1    ┆ 登记：座位不够   │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 甲     ┆ 1    ┆ 添佐证：照片.jpg │
    └────────┴────────────────────┴────────┴──────┴──────────────────┘
    $ ledger gather 上报 丙.db
    ┌───────┬────────────┬────────┬──────┬──────┬─────────────────────────────────────────┐
    │ 代码  ┆ 单位       ┆ 结果   ┆ 记录 ┆ 说明 ┆ 文件                                    │
    ╞═══════╪════════════╪════════╪══════╪══════╪═════════════════════════════════════════╡
    │ A03   ┆ 东街图书馆 ┆ 无变化 ┆ 3    ┆      ┆ 东街图书馆-整改台账-20220315.ledgerpack │
    │ A03.2 ┆ 西街图书馆 ┆ 无变化 ┆ 2    ┆      ┆ 乙.ledgerpack                           │
    │       ┆ 北街图书馆 ┆ 无变化 ┆ 2    ┆      ┆ 丙.db                                   │
    └───────┴────────────┴────────┴──────┴──────┴─────────────────────────────────────────┘
    共 3 份：无变化 3
    ");
}

#[test]
fn what_came_since_is_added() {
    let mut office = units();
    office.done(
        "--db 甲.db pack -o 上报
        gather 上报 乙.db 丙.db
        @2022-04-01
        --db 甲.db --actor 甲 log 1 添了二十个座位
        --db 丙.db --actor 丙 init --name 北街分馆 --code A04",
    );
    let told = office.tell(
        "--db 甲.db pack -o 上报 --with-evidence
        gather 上报 丙.db
        gather 乙.db --format json
        verify
        history",
    );
    assert_snapshot!(told, @r#"
    $ ledger --db 甲.db pack -o 上报 --with-evidence
    已打包到 上报/东街图书馆-整改台账-20220401.ledgerpack：东街图书馆（A03），4 条记录，1 个佐证材料
    校验码 4-352942d061549fe6
    $ ledger gather 上报 丙.db
    ┌──────┬────────────┬────────┬──────┬────────────────────────────┬─────────────────────────────────┐
    │ 代码 ┆ 单位       ┆ 结果   ┆ 记录 ┆ 说明                       ┆ 文件                            │
    ╞══════╪════════════╪════════╪══════╪════════════════════════════╪═════════════════════════════════╡
    │ A03  ┆ 东街图书馆 ┆ 无变化 ┆ 3    ┆                            ┆ 东街图书馆-整改台账-20220315.le │
    │      ┆            ┆        ┆      ┆                            ┆ dgerpack                        │
    │ A03  ┆ 东街图书馆 ┆ 更新   ┆ 4    ┆ 添 1 条                    ┆ 东街图书馆-整改台账-20220401.le │
    │      ┆            ┆        ┆      ┆                            ┆ dgerpack                        │
    │ A04  ┆ 北街分馆   ┆ 更新   ┆ 3    ┆ 添 1 条，原来是 北街图书馆 ┆ 丙.db                           │
    └──────┴────────────┴────────┴──────┴────────────────────────────┴─────────────────────────────────┘
    共 3 份：更新 2，无变化 1
    $ ledger gather 乙.db --format json
    [{"file":"乙.db","code":"A03.2","unit":"西街图书馆","ledger":"4727d3b583ca93ea49ff1663ee4cb5e4","entries":2,"result":"same","added":null,"at":null,"was":null,"message":""}]
    $ ledger verify
    台账完好：6 条记录首尾相连，0 项任务与记录一致，1 个文件内容无误。
    汇总来的 3 份留痕也都首尾相连，任务与之一致。
    校验码 6-d7e397e00d48466e
    ! 注意：6 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    $ ledger history
    ┌────────┬────────────────────┬────────┬──────┬─────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                │
    ╞════════╪════════════════════╪════════╪══════╪═════════════════════════════════════╡
    │ 1      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 建账：清河区文化局                  │
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 汇总：东街图书馆（A03），3 条记录   │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 汇总：西街图书馆（A03.2），2 条记录 │
    │ 4      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 汇总：北街图书馆，2 条记录          │
    │ 5      ┆ 2022-04-01 09:00＊ ┆ 周敏   ┆      ┆ 汇总：东街图书馆（A03），4 条记录   │
    │ 6      ┆ 2022-04-01 09:00＊ ┆ 周敏   ┆      ┆ 汇总：北街分馆（A04），3 条记录     │
    └────────┴────────────────────┴────────┴──────┴─────────────────────────────────────┘
    "#);
}

#[test]
fn gathered_units_are_only_looked_at() {
    let told = units().tell(
        "gather 甲.db
        log A03-1 添了座位
        edit A03-1 --owner 周敏
        close A03-1
        show A09-1
        show A03-7
        show A03
        undo",
    );
    assert_snapshot!(told, @"
    $ ledger gather 甲.db
    ┌──────┬────────────┬──────┬──────┬──────┬───────┐
    │ 代码 ┆ 单位       ┆ 结果 ┆ 记录 ┆ 说明 ┆ 文件  │
    ╞══════╪════════════╪══════╪══════╪══════╪═══════╡
    │ A03  ┆ 东街图书馆 ┆ 新收 ┆ 3    ┆      ┆ 甲.db │
    └──────┴────────────┴──────┴──────┴──────┴───────┘
    共 1 份：新收 1
    $ ledger log A03-1 添了座位
    ! 错误：<编号>：“A03-1”是汇总来的单位的任务，在这里只能看；由该单位办理，重新上报后再汇总
    ! 提示：用 ledger log --help 查看用法
    = 2
    $ ledger edit A03-1 --owner 周敏
    ! 错误：<编号>：“A03-1”是汇总来的单位的任务，在这里只能看；由该单位办理，重新上报后再汇总
    ! 提示：用 ledger edit --help 查看用法
    = 2
    $ ledger close A03-1
    ! 错误：<编号>：“A03-1”是汇总来的单位的任务，在这里只能看；由该单位办理，重新上报后再汇总
    ! 提示：用 ledger close --help 查看用法
    = 2
    $ ledger show A09-1
    ! 错误：没有汇总过代码是 A09 的单位
    ! 提示：用 ledger gather 上报包 汇总；本单位的任务直接写编号
    = 1
    $ ledger show A03-7
    ! 错误：A03 没有编号为 7 的任务
    ! 提示：用 ledger list --unit A03 查看
    = 1
    $ ledger show A03
    ! 错误：<编号>：“A03”不是任务编号，写成 12，汇总来的单位写成 A03-12
    ! 提示：用 ledger show --help 查看用法
    = 2
    $ ledger undo
    ! 错误：上一步是“汇总：东街图书馆（A03），3 条记录”，不能再撤销
    ! 提示：需要的话重新做一遍
    = 1
    ");
}

/// Units of which one went on in two ways.
fn forked() -> Office {
    let mut office = units();
    std::fs::copy(office.path("乙.db"), office.path("乙的备份.db")).unwrap();
    office.done(
        "--db 乙.db --actor 乙 log 1 换了空调
        --db 乙的备份.db --actor 乙 log 1 修了空调",
    );
    office
}

#[test]
fn what_contradicts_is_kept_aside() {
    let told = forked().tell(
        "gather 乙.db 乙的备份.db
        gather 乙.db
        gather 乙的备份.db
        gather 乙的备份.db --format json
        list --unit A03.2
        verify",
    );
    assert_snapshot!(told, @r#"
    $ ledger gather 乙.db 乙的备份.db
    ┌───────┬────────────┬────────┬──────┬───────────────────────────────────────────┬─────────────┐
    │ 代码  ┆ 单位       ┆ 结果   ┆ 记录 ┆ 说明                                      ┆ 文件        │
    ╞═══════╪════════════╪════════╪══════╪═══════════════════════════════════════════╪═════════════╡
    │ A03.2 ┆ 西街图书馆 ┆ 不一致 ┆ 3    ┆ 与 乙的备份.db 互相不一致，两份都没有采用 ┆ 乙.db       │
    │ A03.2 ┆ 西街图书馆 ┆ 不一致 ┆ 3    ┆ 与 乙.db 互相不一致，两份都没有采用       ┆ 乙的备份.db │
    └───────┴────────────┴────────┴──────┴───────────────────────────────────────────┴─────────────┘
    共 2 份：不一致 2
    ! 错误：2 份没有采用：乙.db、乙的备份.db
    ! 提示：同一单位的几份互相不一致的，问清哪一份是对的，只汇总那一份
    = 1
    $ ledger gather 乙.db
    ┌───────┬────────────┬──────┬──────┬──────┬───────┐
    │ 代码  ┆ 单位       ┆ 结果 ┆ 记录 ┆ 说明 ┆ 文件  │
    ╞═══════╪════════════╪══════╪══════╪══════╪═══════╡
    │ A03.2 ┆ 西街图书馆 ┆ 新收 ┆ 3    ┆      ┆ 乙.db │
    └───────┴────────────┴──────┴──────┴──────┴───────┘
    共 1 份：新收 1
    $ ledger gather 乙的备份.db
    ┌───────┬────────────┬────────┬──────┬─────────────────────────────────────────────┬─────────────┐
    │ 代码  ┆ 单位       ┆ 结果   ┆ 记录 ┆ 说明                                        ┆ 文件        │
    ╞═══════╪════════════╪════════╪══════╪═════════════════════════════════════════════╪═════════════╡
    │ A03.2 ┆ 西街图书馆 ┆ 不一致 ┆ 3    ┆ 从第 3 条起与已收的不一致，没有采用，已另存 ┆ 乙的备份.db │
    └───────┴────────────┴────────┴──────┴─────────────────────────────────────────────┴─────────────┘
    共 1 份：不一致 1
    ! 错误：1 份没有采用：乙的备份.db
    ! 提示：与已收的不一致的，先问清该单位是不是还原过、哪一份是对的
    ! 提示：确认要用新的：ledger gather 乙的备份.db --replace A03.2 --reason 原因
    = 1
    $ ledger gather 乙的备份.db --format json
    [{"file":"乙的备份.db","code":"A03.2","unit":"西街图书馆","ledger":"4727d3b583ca93ea49ff1663ee4cb5e4","entries":3,"result":"diverged","added":null,"at":3,"was":null,"message":"从第 3 条起与已收的不一致，没有采用，已另存"}]
    ! 错误：1 份没有采用：乙的备份.db
    ! 提示：与已收的不一致的，先问清该单位是不是还原过、哪一份是对的
    ! 提示：确认要用新的：ledger gather 乙的备份.db --replace A03.2 --reason 原因
    = 1
    $ ledger list --unit A03.2
    ┌─────────┬──────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号    ┆ 存在问题 ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞═════════╪══════════╪══════════╪════════════╪══════════╪══════════╡
    │ A03.2-1 ┆ 空调太吵 ┆          ┆            ┆ 正在推进 ┆ 未定     │
    └─────────┴──────────┴──────────┴────────────┴──────────┴──────────┘
    共1项：正在推进1项；其中待分解1项。
    $ ledger verify
    台账完好：3 条记录首尾相连，0 项任务与记录一致，0 个文件内容无误。
    汇总来的 2 份留痕也都首尾相连，任务与之一致。
    校验码 3-14aca6b168cdc9a8
    ! 注意：3 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    "#);
}

#[test]
fn somebody_decides_which_history_holds() {
    let mut office = forked();
    office.done("gather 乙.db");
    let told = office.tell(
        "gather 乙的备份.db --replace A03.9 --reason 还原过
        gather 乙的备份.db --replace A03.2
        gather 乙的备份.db --replace A03.2 --reason 该馆用备份还原过
        show A03.2-1
        gather 乙的备份.db
        gather 乙.db
        verify
        history",
    );
    assert_snapshot!(told, @"
    $ ledger gather 乙的备份.db --replace A03.9 --reason 还原过
    ┌───────┬────────────┬──────┬──────┬──────────────────────────────┬─────────────┐
    │ 代码  ┆ 单位       ┆ 结果 ┆ 记录 ┆ 说明                         ┆ 文件        │
    ╞═══════╪════════════╪══════╪══════╪══════════════════════════════╪═════════════╡
    │ A03.2 ┆ 西街图书馆 ┆ 未收 ┆ 3    ┆ 没有可替换的，或与已收的一致 ┆ 乙的备份.db │
    └───────┴────────────┴──────┴──────┴──────────────────────────────┴─────────────┘
    共 1 份：未收 1
    ! 错误：1 份没有采用：乙的备份.db
    = 1
    $ ledger gather 乙的备份.db --replace A03.2
    ! 错误：缺少 --reason <原因>
    ! 提示：用 ledger gather --help 查看用法
    = 2
    $ ledger gather 乙的备份.db --replace A03.2 --reason 该馆用备份还原过
    ┌───────┬────────────┬────────┬──────┬──────┬─────────────┐
    │ 代码  ┆ 单位       ┆ 结果   ┆ 记录 ┆ 说明 ┆ 文件        │
    ╞═══════╪════════════╪════════╪══════╪══════╪═════════════╡
    │ A03.2 ┆ 西街图书馆 ┆ 已替换 ┆ 3    ┆      ┆ 乙的备份.db │
    └───────┴────────────┴────────┴──────┴──────┴─────────────┘
    共 1 份：替换 1
    $ ledger show A03.2-1
    第 A03.2-1 项　空调太吵
      年　　度　2021
      对　　象　班子
      整改时限　未定
      状　　态　正在推进
    进展情况
      2022-03-15　修了空调
    留痕
    ┌────────┬────────────────────┬────────┬──────┬──────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                         │
    ╞════════╪════════════════════╪════════╪══════╪══════════════════════════════╡
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 乙     ┆ 1    ┆ 登记：空调太吵               │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 乙     ┆ 1    ┆ 进展（2022-03-15）：修了空调 │
    └────────┴────────────────────┴────────┴──────┴──────────────────────────────┘
    $ ledger gather 乙的备份.db
    ┌───────┬────────────┬────────┬──────┬──────┬─────────────┐
    │ 代码  ┆ 单位       ┆ 结果   ┆ 记录 ┆ 说明 ┆ 文件        │
    ╞═══════╪════════════╪════════╪══════╪══════╪═════════════╡
    │ A03.2 ┆ 西街图书馆 ┆ 无变化 ┆ 3    ┆      ┆ 乙的备份.db │
    └───────┴────────────┴────────┴──────┴──────┴─────────────┘
    共 1 份：无变化 1
    $ ledger gather 乙.db
    ┌───────┬────────────┬────────┬──────┬─────────────────────────────────────────────┬───────┐
    │ 代码  ┆ 单位       ┆ 结果   ┆ 记录 ┆ 说明                                        ┆ 文件  │
    ╞═══════╪════════════╪════════╪══════╪═════════════════════════════════════════════╪═══════╡
    │ A03.2 ┆ 西街图书馆 ┆ 不一致 ┆ 3    ┆ 从第 3 条起与已收的不一致，没有采用，已另存 ┆ 乙.db │
    └───────┴────────────┴────────┴──────┴─────────────────────────────────────────────┴───────┘
    共 1 份：不一致 1
    ! 错误：1 份没有采用：乙.db
    ! 提示：与已收的不一致的，先问清该单位是不是还原过、哪一份是对的
    ! 提示：确认要用新的：ledger gather 乙.db --replace A03.2 --reason 原因
    = 1
    $ ledger verify
    台账完好：3 条记录首尾相连，0 项任务与记录一致，0 个文件内容无误。
    汇总来的 2 份留痕也都首尾相连，任务与之一致。
    校验码 3-c20187e71c05f093
    ! 注意：3 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    $ ledger history
    ┌────────┬────────────────────┬────────┬──────┬────────────────────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                               │
    ╞════════╪════════════════════╪════════╪══════╪════════════════════════════════════════════════════╡
    │ 1      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 建账：清河区文化局                                 │
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 汇总：西街图书馆（A03.2），3 条记录                │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 替换：西街图书馆（A03.2）的留痕换成新交来的一份：  │
    │        ┆                    ┆        ┆      ┆ 该馆用备份还原过                                   │
    └────────┴────────────────────┴────────┴──────┴────────────────────────────────────────────────────┘
    ");
}

#[test]
fn one_bad_file_stops_no_other() {
    let mut office = units();
    office.done(
        "--db 甲.db pack -o 甲.ledgerpack
        --db 乙.db pack -o 乙.ledgerpack
        --db 丁.db --actor 丁 init --name 东街分馆 --code A03
        --db 丁.db --actor 丁 add 门不严 --year 2021
        --db 戊.db --actor 戊 add 路不平 --year 2021
        --db 己.db --actor 己 init --name 局机关 --code A
        --db 己.db --actor 己 add 会太多 --year 2021",
    );
    let mut bytes = std::fs::read(office.path("乙.ledgerpack")).unwrap();
    office.file("半个.ledgerpack", &bytes[..bytes.len() / 2]);
    let middle = bytes.len() / 3;
    bytes[middle] ^= 1;
    office.file("改过.ledgerpack", &bytes);
    office.file("别的.ledgerpack", "PDF");
    let told = office.tell(
        "gather 半个.ledgerpack 改过.ledgerpack 别的.ledgerpack 没有.ledgerpack 甲.ledgerpack 丁.db 戊.db 己.db 台账.db
        gather 乙.ledgerpack 空文件夹
        verify
        --db 戊.db pack -o 戊.ledgerpack
        --db 新.db pack -o 新.ledgerpack
        pack -o 台账.db
        gather 没有的文件夹/",
    );
    assert_snapshot!(told, @"
    $ ledger gather 半个.ledgerpack 改过.ledgerpack 别的.ledgerpack 没有.ledgerpack 甲.ledgerpack 丁.db 戊.db 己.db 台账.db
    ┌──────┬──────────────┬────────┬──────┬──────────────────────────────────────────┬─────────────────┐
    │ 代码 ┆ 单位         ┆ 结果   ┆ 记录 ┆ 说明                                     ┆ 文件            │
    ╞══════╪══════════════╪════════╪══════╪══════════════════════════════════════════╪═════════════════╡
    │      ┆              ┆ 已损坏 ┆      ┆ 不完整，后面缺了一截                     ┆ 半个.ledgerpack │
    │      ┆              ┆ 已损坏 ┆      ┆ 包头不是原来写的                         ┆ 改过.ledgerpack │
    │      ┆              ┆ 未收   ┆      ┆ 不是上报包，也不是台账                   ┆ 别的.ledgerpack │
    │      ┆              ┆ 未收   ┆      ┆ 文件不存在                               ┆ 没有.ledgerpack │
    │ A03  ┆ 东街图书馆   ┆ 新收   ┆ 3    ┆                                          ┆ 甲.ledgerpack   │
    │ A03  ┆ 东街分馆     ┆ 未收   ┆ 2    ┆ 代码 A03 已是东街图书馆的（台账          ┆ 丁.db           │
    │      ┆              ┆        ┆      ┆ 8a2a460e…）                              ┆                 │
    │      ┆              ┆ 未收   ┆ 1    ┆ 没有写明单位，请该单位先用 ledger init   ┆ 戊.db           │
    │      ┆              ┆        ┆      ┆ 写明                                     ┆                 │
    │ A    ┆ 局机关       ┆ 未收   ┆ 2    ┆ 代码 A 已是本单位的（台账 016498dd…）    ┆ 己.db           │
    │ A    ┆ 清河区文化局 ┆ 未收   ┆ 1    ┆ 是本单位自己的                           ┆ 台账.db         │
    └──────┴──────────────┴────────┴──────┴──────────────────────────────────────────┴─────────────────┘
    共 9 份：新收 1，已损坏 2，未收 6
    ! 错误：8 份没有采用：半个.ledgerpack、改过.ledgerpack、别的.ledgerpack、没有.ledgerpack、丁.db等
    ! 提示：已损坏的，请该单位用 ledger verify 校验后重新打包上报
    ! 提示：代码已被占用的，先问清是代码写错了，还是该单位重新建了账
    ! 提示：确认要用新的：ledger gather 丁.db --replace A03 --reason 原因
    = 1
    $ ledger gather 乙.ledgerpack 空文件夹
    ┌───────┬────────────┬──────┬──────┬────────────┬───────────────┐
    │ 代码  ┆ 单位       ┆ 结果 ┆ 记录 ┆ 说明       ┆ 文件          │
    ╞═══════╪════════════╪══════╪══════╪════════════╪═══════════════╡
    │ A03.2 ┆ 西街图书馆 ┆ 新收 ┆ 2    ┆            ┆ 乙.ledgerpack │
    │       ┆            ┆ 未收 ┆      ┆ 文件不存在 ┆ 空文件夹      │
    └───────┴────────────┴──────┴──────┴────────────┴───────────────┘
    共 2 份：新收 1，未收 1
    ! 错误：1 份没有采用：空文件夹
    = 1
    $ ledger verify
    台账完好：3 条记录首尾相连，0 项任务与记录一致，0 个文件内容无误。
    汇总来的 2 份留痕也都首尾相连，任务与之一致。
    校验码 3-68df770211605cab
    ! 注意：3 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    $ ledger --db 戊.db pack -o 戊.ledgerpack
    ! 错误：还没有写明单位，上级收到也分不清是谁的
    ! 提示：用 ledger init --name 单位名称 --code 单位代码 写明
    = 1
    $ ledger --db 新.db pack -o 新.ledgerpack
    ! 错误：还没有台账：新.db
    ! 提示：用 ledger import 材料文件 导入对照检查材料，或用 ledger add 登记第一个问题
    = 1
    $ ledger pack -o 台账.db
    ! 错误：不能写到台账文件自己
    = 1
    $ ledger gather 没有的文件夹/
    ┌──────┬──────┬──────┬──────┬────────────┬──────────────┐
    │ 代码 ┆ 单位 ┆ 结果 ┆ 记录 ┆ 说明       ┆ 文件         │
    ╞══════╪══════╪══════╪══════╪════════════╪══════════════╡
    │      ┆      ┆ 未收 ┆      ┆ 文件不存在 ┆ 没有的文件夹 │
    └──────┴──────┴──────┴──────┴────────────┴──────────────┘
    共 1 份：未收 1
    ! 错误：1 份没有采用：没有的文件夹/
    = 1
    ");
}

/// What one unit writes into its history says nothing about the bytes of others, and a history kept
/// aside nothing about anything.
#[test]
fn a_unit_erases_its_own_bytes_and_no_others() {
    let mut office = units();
    office.file("别的.jpg", "JPG");
    office.done(
        "--db 甲.db pack -o 上报/甲.ledgerpack --with-evidence
        gather 上报
        --db 乙.db --actor 乙 attach 1 别的.jpg
        --db 乙.db --actor 乙 expunge 769717d8 --reason 误传 -y
        gather 乙.db",
    );
    let kept = || -> Vec<Option<Vec<u8>>> {
        let db = office.sqlite();
        let mut statement = db.prepare("select bytes from blob order by id").unwrap();
        let all = statement.query_map([], |row| row.get(0)).unwrap();
        all.collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(
        kept(),
        [Some(b"JPG".to_vec())],
        "of 甲, who did not erase it"
    );
    // Whoever erases it here for 甲 can't point to 乙 for the own unit's bytes either.
    office.say("verify").ok();
    office
        .say("--db 甲.db --actor 甲 expunge 769717d8 --reason 误传 -y")
        .ok();
    office.say("gather 甲.db").ok();
    assert_eq!(kept(), [None], "both erased it");
    // The packet of before brings nothing back, not even under another name.
    for _ in 0..2 {
        office.say("gather 上报/甲.ledgerpack").ok();
        assert_eq!(kept(), [None]);
        office.say("verify").ok();
    }
}

/// What should never have been handed up is erased where it came to as well, and stays so.
#[test]
fn what_came_with_a_packet_can_be_erased_here() {
    let mut office = units();
    office.done(
        "--db 甲.db pack -o 上报/甲.ledgerpack --with-evidence
        gather 上报
        expunge 769717d8 --reason 误传 -y
        gather 上报",
    );
    let told = office.say("verify").ok();
    assert!(told.contains("另有 1 个文件的内容按留痕已销毁"), "{told}");
    assert_eq!(office.say("expunge 769717d8 --reason 误传 -y").code, 1);
}

#[test]
fn a_gathered_history_excuses_nothing_in_the_own_one() {
    let mut office = units();
    office.done(
        "add 门不严 --year 2021
        attach 1 照片.jpg
        --db 甲.db --actor 甲 expunge 769717d8 --reason 误传 -y
        gather 甲.db",
    );
    office.say("verify").ok();
    let db = office.sqlite();
    let erased = db.execute("update blob set bytes = null, size = 0", []);
    assert_eq!(erased, Ok(1));
    let ran = office.say("verify");
    assert_eq!(ran.code, 3, "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let office = units();
    for name in ["管道.ledgerpack", "管道.db"] {
        let made = std::process::Command::new("mkfifo")
            .arg(office.path(name))
            .status();
        assert!(made.unwrap().success());
        let ran = office.say(&format!("gather {name}"));
        assert_eq!(ran.code, 1);
        assert!(ran.out.contains("不是上报包，也不是台账"), "{}", ran.out);
    }
    std::os::unix::fs::symlink("环.db", office.path("环.db")).unwrap();
    assert_eq!(office.say("gather 环.db").code, 1);
    // Taken for what it is by the other door too.
    office.say("--db 甲.db pack -o 甲.ledgerpack").ok();
    let ran = office.say("import 甲.ledgerpack --year 2021");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("ledger gather 甲.ledgerpack"),
        "{}",
        ran.err
    );
}

/// A file that computes its history could do so without end.
#[test]
fn a_ledger_of_views_is_none() {
    let office = units();
    office.file("视图.db", std::fs::read(office.path("甲.db")).unwrap());
    let db = rusqlite::Connection::open(office.path("视图.db")).unwrap();
    db.execute_batch(
        "alter table entry rename to kept;
        create view entry as with recursive n (i) as (select 1 union all select i + 1 from n)
        select i as id, 1 as unit, i as sequence, null as task, '' as at, '' as who, 'unit' as kind,
            '' as body, zeroblob(32) as digest from n;",
    )
    .unwrap();
    db.close().unwrap();
    for line in [
        "gather 视图.db",
        "restore 视图.db -y",
        "--db 视图.db list",
        "--db 视图.db verify",
    ] {
        let ran = office.say(line);
        assert_eq!(ran.code, 1, "{line}");
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains("不是台账文件"), "{line}: {said}");
    }
}
