//! What is asked of whom: the questions of each verb, in one table.

use std::ffi::OsString;

/// The questions of one verb.
pub(super) struct Guide {
    pub verb: &'static str,
    /// What it can't do without.
    pub needs: &'static [Need],
    /// What it asks besides, once it has to ask; an empty answer leaves it out.
    pub extras: &'static [Need],
    /// Whether it asks its extras when nothing but its needs was given.
    pub bare_asks: bool,
}

/// One argument and how it is asked for.
pub(super) struct Need {
    /// Id of the argument.
    pub arg: &'static str,
    /// The flag; empty for a positional argument.
    pub flag: &'static str,
    /// As usage errors name it.
    pub shown: &'static str,
    pub question: &'static str,
    pub kind: Kind,
}

/// What an answer must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Tasks that are open.
    Open,
    /// Tasks that were finished.
    Finished,
    /// Any tasks.
    Tasks,
    /// Files that can be imported.
    Materials,
    /// Files of any kind.
    Files,
    /// A report's year.
    ReportYear,
    /// A deadline.
    Due,
    /// A text, a name.
    Text,
    /// A file or folder to write.
    Target,
    /// A file to write a report to; Word where no format is named.
    Report,
    /// Whose: 班子 or a name.
    Subject,
}

impl Need {
    /// Whether a usage error means it by that name.
    pub(super) fn is_shown_as(&self, shown: &str) -> bool {
        crate::cli::usage::plain_name(shown) == self.shown
    }

    /// Puts the answers in their places on the line.
    pub(super) fn put(
        &self,
        answers: &[String],
        flags: &mut Vec<OsString>,
        words: &mut Vec<OsString>,
    ) {
        for answer in answers {
            if self.flag.is_empty() {
                words.push(answer.into());
            } else if answer.starts_with('-') {
                flags.push(format!("{}={answer}", self.flag).into());
            } else {
                flags.push(self.flag.into());
                flags.push(answer.into());
            }
        }
    }
}

const fn word(arg: &'static str, shown: &'static str, kind: Kind, question: &'static str) -> Need {
    Need {
        arg,
        flag: "",
        shown,
        question,
        kind,
    }
}

const fn flag(
    arg: &'static str,
    flag: &'static str,
    shown: &'static str,
    kind: Kind,
    question: &'static str,
) -> Need {
    Need {
        arg,
        flag,
        shown,
        question,
        kind,
    }
}

const fn which(kind: Kind, question: &'static str) -> Need {
    word("numbers", "<编号>", kind, question)
}

const fn reason(shown: &'static str, question: &'static str) -> Need {
    flag("reason", "--reason", shown, Kind::Text, question)
}

const OUTCOME: Need = flag(
    "outcome",
    "--outcome",
    "",
    Kind::Text,
    "整改成效（改成了什么样，最好有数字；直接回车跳过）",
);

const fn guide(verb: &'static str, needs: &'static [Need], extras: &'static [Need]) -> Guide {
    Guide {
        verb,
        needs,
        extras,
        bare_asks: false,
    }
}

/// Every verb that can't do without something.
pub(super) const GUIDES: &[Guide] = &[
    guide(
        "import",
        &[word(
            "files",
            "<文件>",
            Kind::Materials,
            "导入哪个文件？可以把文件拖到这里",
        )],
        &[],
    ),
    guide(
        "add",
        &[word(
            "problem",
            "<问题>",
            Kind::Text,
            "登记什么问题？写一句话",
        )],
        &[
            flag(
                "dept",
                "--dept",
                "",
                Kind::Text,
                "责任部门（直接回车以后再定）",
            ),
            flag(
                "due",
                "--due",
                "",
                Kind::Due,
                "整改时限，如 6月底前（直接回车以后再定）",
            ),
        ],
    ),
    guide(
        "show",
        &[word("number", "<编号>", Kind::Tasks, "看第几项？")],
        &[],
    ),
    Guide {
        verb: "edit",
        needs: &[which(Kind::Open, "分解或修改第几项？")],
        extras: &[
            flag("dept", "--dept", "", Kind::Text, "责任部门（直接回车不变）"),
            flag("lead", "--lead", "", Kind::Text, "责任领导（直接回车不变）"),
            flag("owner", "--owner", "", Kind::Text, "责任人（直接回车不变）"),
            flag(
                "due",
                "--due",
                "",
                Kind::Due,
                "整改时限，如 6月底前（直接回车不变）",
            ),
        ],
        bare_asks: true,
    },
    guide(
        "log",
        &[
            which(Kind::Open, "记第几项的进展？"),
            word("text", "<进展>", Kind::Text, "做了什么？"),
        ],
        &[],
    ),
    guide(
        "link",
        &[which(Kind::Open, "给第几项采用材料中的措施？")],
        &[],
    ),
    guide(
        "attach",
        &[
            which(Kind::Tasks, "添到第几项？"),
            word(
                "files",
                "<文件>",
                Kind::Files,
                "哪个文件？可以把文件拖到这里",
            ),
        ],
        &[],
    ),
    guide(
        "dispatch",
        &[flag(
            "out",
            "--out",
            "--out <文件夹>",
            Kind::Target,
            "填报表写到哪个文件夹？",
        )],
        &[],
    ),
    guide(
        "collect",
        &[word(
            "files",
            "<文件>",
            Kind::Files,
            "收回哪个填报表？可以把文件拖到这里",
        )],
        &[],
    ),
    guide(
        "submit",
        &[which(Kind::Open, "第几项申请销号？")],
        &[OUTCOME],
    ),
    guide(
        "return",
        &[
            which(Kind::Open, "退回第几项？"),
            reason("--reason <意见>", "退回意见？"),
        ],
        &[],
    ),
    guide("close", &[which(Kind::Open, "销去第几项？")], &[OUTCOME]),
    guide("form", &[which(Kind::Tasks, "写第几项的销号审核表？")], &[]),
    guide(
        "reopen",
        &[
            which(Kind::Finished, "恢复第几项？"),
            reason("--reason <原因>", "为什么恢复整改？"),
        ],
        &[],
    ),
    guide(
        "extend",
        &[
            which(Kind::Open, "第几项延期？"),
            flag(
                "due",
                "--due",
                "--due <时限>",
                Kind::Due,
                "延到什么时候？如 9月底前",
            ),
            reason("--reason <原因>", "为什么延期？"),
        ],
        &[flag(
            "approved_by",
            "--approved-by",
            "",
            Kind::Text,
            "谁批准的？姓名或会议（直接回车跳过）",
        )],
    ),
    guide(
        "retract",
        &[
            which(Kind::Tasks, "作废第几项？"),
            reason("--reason <原因>", "为什么作废？"),
        ],
        &[],
    ),
    guide(
        "expunge",
        &[
            word(
                "digest",
                "<摘要>",
                Kind::Text,
                "销毁哪份内容？写它的摘要（见 ledger evidence）",
            ),
            reason("--reason <原因>", "为什么销毁？"),
        ],
        &[],
    ),
    guide(
        "report",
        &[flag(
            "year",
            "--year",
            "--year <年>",
            Kind::ReportYear,
            "写哪一年度的报告？",
        )],
        &[
            flag(
                "subject",
                "--subject",
                "",
                Kind::Subject,
                "班子的还是个人的？个人的写姓名（直接回车是全部）",
            ),
            flag(
                "output",
                "-o",
                "",
                Kind::Report,
                "写到哪个文件？如 整改情况.docx（直接回车只显示）",
            ),
        ],
    ),
    guide(
        "search",
        &[word("words", "<文字>", Kind::Text, "查什么文字？")],
        &[],
    ),
    guide(
        "pack",
        &[flag(
            "output",
            "--output",
            "--output <文件或文件夹>",
            Kind::Target,
            "上报包写到哪个文件或文件夹？",
        )],
        &[],
    ),
    guide(
        "gather",
        &[word(
            "files",
            "<文件或文件夹>",
            Kind::Files,
            "收下哪个上报包？可以把文件拖到这里",
        )],
        &[],
    ),
    guide(
        "backup",
        &[word(
            "to",
            "<文件或文件夹>",
            Kind::Target,
            "备份到哪个文件或文件夹？",
        )],
        &[],
    ),
    guide(
        "restore",
        &[word("file", "<文件>", Kind::Files, "用哪个备份文件还原？")],
        &[],
    ),
];
