//! What the title, the first lines and the voice of a document say of all its spans.

use crate::document::paragraph::Paragraph;

/// Words of titles.
const TITLES: &[&str] = &[
    "对照检查",
    "检视剖析",
    "发言提纲",
    "发言材料",
    "情况报告",
    "情况的报告",
    "整改方案",
    "整改清单",
    "问题清单",
    "台账",
    "讲话",
    "通知",
    "总结",
    "心得",
    "纪要",
    "简报",
    "办法",
    "述职",
    "党课",
    "通报",
    "函",
    "倡议",
    "议程",
    "审计",
    "巡察",
    "检查",
    "自查",
    "民主生活会",
    "组织生活会",
    "召开",
    "落实情况",
    "主持",
    "强调",
    "记者",
    "模板",
    "提示",
    "方案",
    "计划",
    "要点",
    "典型案例",
    "点评",
    "谈话",
    "论坛",
    "征求意见",
    "述责",
    "反馈",
];

/// Words by which a text shows who speaks.
const VOICES: &[&str] = &[
    "我们",
    "本人",
    "我局",
    "班子",
    "同志们",
    "会议指出",
    "会议强调",
    "通知如下",
    "请各",
    "各单位",
    "本报讯",
    "通讯员",
    "存在的主要问题",
    "原因剖析",
    "整改措施",
    "责任领导",
    "X",
    "年 月",
    "该局",
    "该单位",
    "你单位",
    "第一条",
    "要坚持",
    "要加强",
    "要求",
    "近日",
    "主持会议",
    "出席",
    "督导组",
];

/// What the title and the first lines say of the whole.
pub(super) fn whole(paragraphs: &[Paragraph]) -> Vec<u32> {
    let head: String = paragraphs
        .iter()
        .take(4)
        .map(|p| p.text.chars().take(60).collect::<String>() + "\n")
        .collect();
    let mut found: Vec<u32> = (0..)
        .zip(TITLES)
        .filter(|(_, word)| head.contains(**word))
        .map(|(i, _)| i)
        .collect();
    let text: String = paragraphs
        .iter()
        .take(80)
        .map(|p| p.text.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    found.extend(
        (100..)
            .zip(VOICES)
            .filter(|(_, word)| text.contains(**word))
            .map(|(i, _)| i),
    );
    found.push(200 + (paragraphs.len() as u32).min(40) / 8);
    found
}
