//! Which pages there are.

/// Where one is among the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// What is due today.
    Today,
    /// The list of tasks.
    Tasks,
    /// Documents in.
    Import,
    /// The measures of documents.
    Measures,
    /// Forms out and home.
    Forms,
    /// The report.
    Report,
    /// The board.
    Board,
    /// Counts.
    Stats,
    /// Search.
    Find,
    /// The history.
    History,
    /// What is needed seldom.
    More,
}

impl Here {
    /// All, in their order, with where they are and how they are called.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 11] = [
        (Self::Today, "/", "今天"),
        (Self::Tasks, "/tasks", "台账"),
        (Self::Import, "/import", "导入"),
        (Self::Measures, "/measures", "措施"),
        (Self::Forms, "/forms", "下发回收"),
        (Self::Report, "/report", "报告"),
        (Self::Board, "/board", "作战图"),
        (Self::Stats, "/stats", "统计"),
        (Self::Find, "/find", "查找"),
        (Self::History, "/history", "留痕"),
        (Self::More, "/more", "更多"),
    ];
}

impl Here {
    /// The page that a path belongs to.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let is_under = |place: &str| {
            let rest = path.strip_prefix(place);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if path == "/" {
            return Some(Self::Today);
        }
        let found = Self::ALL
            .into_iter()
            .skip(1)
            .find(|(_, place, _)| is_under(place));
        found.map(|(page, ..)| page)
    }

    /// The verb without which it is of no use.
    pub(crate) fn verb(self) -> Option<&'static str> {
        match self {
            Self::Import => Some("import"),
            Self::Measures => Some("link"),
            Self::Forms => Some("dispatch"),
            _ => None,
        }
    }

    /// What is said while it is being made.
    pub(crate) fn doing(self) -> String {
        let named = Self::ALL.into_iter().find(|(page, ..)| *page == self);
        match self {
            Self::Report => "正在成文".to_owned(),
            _ => format!("正在办：{}", named.map_or("", |(.., name)| name)),
        }
    }
}
