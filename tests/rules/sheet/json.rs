//! The task JSON.

use model::figure::FigureKinds;
use papers::sheet::{TaskJson, task_json};

use crate::sheet::office;

#[test]
#[expect(clippy::too_many_lines, reason = "one object, a line a key")]
fn every_key_in_its_order() {
    let json = task_json(
        &office::tasks()[0],
        office::today(),
        &FigureKinds::default(),
    );
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).expect("JSON"), @r#"
    {
      "number": 1,
      "code": "1",
      "unit": null,
      "year": 2021,
      "subject": "班子",
      "dimension": "带头深入学习方面",
      "problem": "理论学习不够系统",
      "detail": "学用结合不够。比如，上半年只组织了一次专题研讨。",
      "examples": [
        "比如，上半年只组织了一次专题研讨"
      ],
      "source": "自查",
      "theme": null,
      "measures": [
        {
          "key": "1（1）",
          "text": "制定年度学习计划",
          "state": "open",
          "dept": null,
          "owner": null,
          "deadline": null,
          "done_on": null
        },
        {
          "key": "1（2）",
          "text": "每月开展一次集中学习",
          "state": "open",
          "dept": "机关党委",
          "owner": null,
          "deadline": "2022-05-31",
          "done_on": null
        }
      ],
      "target": "全年集中学习不少于12次",
      "lead": "张建国",
      "dept": "办公室",
      "owner": "李明",
      "co_depts": [
        "人事处",
        "机关党委"
      ],
      "term": "date",
      "deadline": "2022-06-30",
      "deadline_text": "6月底前",
      "next_check": null,
      "days_left": null,
      "overdue": false,
      "status": "closed",
      "status_text": "已销号",
      "outcome": "形成月学习制度",
      "reason": null,
      "next_step": null,
      "wording": null,
      "note": "内部掌握",
      "closed_on": "2022-06-28",
      "verifier": "局党组会议",
      "prior": null,
      "external": null,
      "institutions": [],
      "origin": {
        "document": "班子对照检查材料.txt",
        "paragraph": 6
      },
      "progress": [
        {
          "entry": 11,
          "date": "2022-03-15",
          "text": "印发学习计划，开展集中学习",
          "measure": 2,
          "figures": [
            {
              "name": "集中学习",
              "value": 12,
              "unit": "次",
              "kind": "count",
              "approx": null
            }
          ],
          "check": false,
          "internal": false,
          "told": null
        },
        {
          "entry": 12,
          "date": "2022-03-20",
          "text": "局长口头提醒",
          "measure": null,
          "figures": [],
          "check": false,
          "internal": true,
          "told": null
        }
      ],
      "evidence": [
        {
          "name": "学习计划.docx",
          "size": 1200,
          "sha256": "64879f7d6b960a01909762d911a32d4582c20010c5641ee90278b644a9e3b525"
        }
      ]
    }
    "#);
}

#[test]
fn one_line_with_days_over() {
    insta::assert_snapshot!(task_json(&office::tasks()[1], office::today(), &FigureKinds::default()), @r#"{"number":2,"code":"2","unit":null,"year":2021,"subject":"班子","dimension":"带头深入学习方面","problem":"督促检查“最后一公里”打通不够","detail":"","examples":[],"source":"自查","theme":null,"measures":[{"key":"2（1）","text":"=清单管理，逐项督办","state":"open","dept":null,"owner":null,"deadline":null,"done_on":null}],"target":null,"lead":null,"dept":"业务处","owner":null,"co_depts":[],"term":"date","deadline":"2022-06-30","deadline_text":"6月底前","next_check":null,"days_left":-63,"overdue":true,"status":"in_progress","status_text":"正在推进","outcome":null,"reason":null,"next_step":null,"wording":null,"note":null,"closed_on":null,"verifier":null,"prior":null,"external":null,"institutions":[],"origin":null,"progress":[{"entry":16,"date":"2022-04-02","text":"建立督办清单","measure":null,"figures":[],"check":false,"internal":false,"told":null}],"evidence":[]}"#);
}

#[test]
fn what_is_streamed_is_what_is_built() {
    let kinds = FigureKinds::default();
    for task in office::tasks() {
        let streamed = serde_json::to_string(&TaskJson::of(&task, office::today(), &kinds));
        let built = task_json(&task, office::today(), &kinds).to_string();
        assert_eq!(streamed.expect("a text"), built);
    }
}
