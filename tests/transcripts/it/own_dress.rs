//! Lines of a unit's own dress: what they are is said once and remembered.

use insta::assert_snapshot;

use crate::office::{MATERIAL, Office};

/// The line of a unit's own dress is remembered with what is imported, and not without.
#[test]
fn a_dress_of_headings_is_remembered() {
    let mut office = Office::new();
    office.file("材料.txt", MATERIAL);
    office.done("import 材料.txt --dry-run --map 【…】=方面");
    assert!(office.db_bytes().is_empty());
    assert_snapshot!(office.tell("import 材料.txt --map 【…】=方面 --map △...=问题
        config import.headings
        undo
        config import.headings
        import 材料.txt --map 责任股室=责任部门
        import 材料.txt --map 责任股室=问题
        config import.headings …=问题
        config import.headings 注：…=不读
        import 材料.txt --map 【…】=方面 --quiet
        config import.headings"), @"
    $ ledger import 材料.txt --map 【…】=方面 --map △...=问题
    材料.txt（2021年度，班子）
      读出问题4个，方面2个，原因1条，措施2条
      会前：集中学习6次，谈心谈话20余人次，意见建议15条
      带头学习贯彻新思想方面（2个）
        1. 读书笔记写得多、用得少
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
        2. 理论辅导形式单一
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
      带头服务基层读者方面（2个）
        3. 流动书车跑得不勤
        4. 读者意见答复慢
    已导入：新增 4 项（第 1—4 项）。
    ! 提示：【…】=方面、△…=问题，以后导入也这样读；改用 ledger config import.headings
    ! 提示：用 ledger list 查看，用 ledger edit 1-4 --dept 部门 --lead 领导 --due 时限 分解责任；导错了用 ledger undo 撤销
    ! 提示：材料里的措施还没有采用：用 ledger link 1-4 --confirm 各采用最像的一条
    ! 已新建台账文件：台账.db
    $ ledger config import.headings
    【…】=方面；△…=问题
    $ ledger undo
    已撤销第 1—4 项：导入：材料.txt（2021年度，班子）等 6 条记录
    $ ledger config import.headings

    $ ledger import 材料.txt --map 责任股室=责任部门
    ! 错误：材料.txt 的表头里没有“责任股室”这一栏，没有导入
    ! 提示：这份材料里没有登记表；材料里的行写成 【…】=方面
    = 1
    $ ledger import 材料.txt --map 责任股室=问题
    ! 错误：材料.txt 的表头里没有“责任股室”这一栏，没有导入
    ! 提示：这份材料里没有登记表；材料里的行写成 【…】=方面
    = 1
    $ ledger config import.headings …=问题
    ! 错误：“…=问题”除了“…”还要有别的字，如 【…】=方面
    = 2
    $ ledger config import.headings 注：…=不读
    import.headings 现为 注：…=不读
    $ ledger import 材料.txt --map 【…】=方面 --quiet
    材料.txt（2021年度，班子）
      读出问题4个，方面2个，原因1条，措施2条
      会前：集中学习6次，谈心谈话20余人次，意见建议15条
      带头学习贯彻新思想方面（2个）
        1. 读书笔记写得多、用得少
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
        2. 理论辅导形式单一
           可能对应的措施〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果
      带头服务基层读者方面（2个）
        3. 流动书车跑得不勤
        4. 读者意见答复慢
    已导入：新增 4 项（第 5—8 项）。
    $ ledger config import.headings
    注：…=不读；【…】=方面
    ");
}
