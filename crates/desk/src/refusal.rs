//! Why a request is not answered as asked, and how that is told: a page in the words of a clerk. A route
//! returns a [`Refusal`]; the page around it is made by the guard, which knows whom it speaks to.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::limits;

/// Why a request is not answered as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It was meant for another server's name: a page elsewhere has its name lead here.
    #[error("the host is another")]
    Host,
    /// Nobody who opened this program sends it.
    #[error("no session")]
    Stranger,
    /// Nobody logged in sends it, or no more.
    #[error("not logged in")]
    LoggedOut,
    /// It is not for the role of the account that sends it.
    #[error("not for this role")]
    NotYours,
    /// The key in the address was used before, or never was one.
    #[error("the key is spent or wrong")]
    Key,
    /// A browser looks ahead: the key is kept for the person.
    #[error("a look ahead does not spend the key")]
    Ahead,
    /// Another page sends it.
    #[error("the origin is another")]
    Origin,
    /// The form is none of this session.
    #[error("the form's token is missing or wrong")]
    Form,
    /// Its address is no address of a page.
    #[error("the address is malformed")]
    Address,
    /// It is not what a form sends.
    #[error("the body is malformed")]
    Malformed,
    /// Nothing is there.
    #[error("nothing is there")]
    Missing,
    /// That can't be done there.
    #[error("the method is not allowed")]
    Method,
    /// It came too slowly.
    #[error("the sender is too slow")]
    Slow,
    /// How much is sent is not said beforehand.
    #[error("no length")]
    Length,
    /// Too much of a kind.
    #[error("too much: {0:?}")]
    TooMuch(Kind),
    /// It is of no kind that forms are.
    #[error("the kind of the body is unknown")]
    Unknown,
    /// The program has an error, or its disk is full.
    #[error("a fault of the program")]
    Fault,
    /// So many connections are open that this one is closed.
    #[error("too many connections")]
    Crowded,
}

/// What a form has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Fields.
    Fields,
    /// Text in its fields.
    Text,
    /// Files.
    Files,
    /// Bytes of one file.
    File,
    /// Bytes of all files.
    AllFiles,
}

/// A refusal as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it comes to.
    pub title: &'static str,
    /// Why.
    pub why: String,
    /// What to do.
    pub hint: &'static str,
}

const AGAIN: &str = "要重新打开：先结束原来的程序，再双击 ledger-desk（或者运行 ledger-desk serve），用它新给出的地址。";
const NOTHING_CHANGED: &str = "台账没有改动。退回上一页，填的内容还在。";

impl Refusal {
    /// The status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Stranger
            | Self::LoggedOut
            | Self::NotYours
            | Self::Key
            | Self::Origin
            | Self::Form => StatusCode::FORBIDDEN,
            Self::Address | Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::Length => StatusCode::LENGTH_REQUIRED,
            Self::TooMuch(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unknown => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Ahead | Self::Crowded => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The refusal that a bare status comes to.
    pub fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::Missing,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooMuch(Kind::Text),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::Unknown,
            status if status.is_client_error() => Self::Malformed,
            _ => Self::Fault,
        }
    }

    /// As it is told.
    pub fn told(self) -> Told {
        let (title, why, hint) = match self {
            Self::Host => (
                "地址不对",
                "这个网页只在本机、用程序给出的地址打开。",
                AGAIN,
            ),
            Self::Stranger => (
                "这里要用程序给出的地址进入",
                "浏览器没有带着进入的凭据：可能是换了浏览器、清了记录，或者这个地址不是程序给出的那一个。",
                AGAIN,
            ),
            Self::LoggedOut => (
                "要重新登录",
                "还没有登录，或者登录已经过期。没有写入任何内容。",
                "在另一个窗口打开 /login 登录，再退回这一页的上一页：填的内容还在，重新提交即可。",
            ),
            Self::NotYours => (
                "不归这个账号办",
                "这一项不归这个账号的角色办，什么也没有改。",
                "请管台账的人办；角色不对的，也请他改。",
            ),
            Self::Key => (
                "这个地址已经用过",
                "程序给出的地址只能用一次，第二次打开就不认了。如果第一次不是您打开的，请马上结束程序。",
                AGAIN,
            ),
            Self::Ahead => (
                "请直接打开",
                "浏览器在预先读取，先不打开。",
                "在地址栏里按回车打开。",
            ),
            Self::Origin => (
                "没有照办",
                "这个要求不是从本程序的网页发出的。",
                "回到本程序的网页，重新操作。",
            ),
            Self::Form => (
                "没有照办",
                "这张表不是这一次打开的网页上的，可能是程序重新启动过。",
                "退回上一页，把填的内容复制下来，刷新以后再填。",
            ),
            Self::Address => ("地址写错了", "没有这样的地址。", "从上面的各栏进去找。"),
            Self::Malformed => (
                "看不懂送来的内容",
                "送来的内容不完整，或者不合格式。",
                NOTHING_CHANGED,
            ),
            Self::Missing => (
                "没有这一页",
                "这里没有东西，可能已经不在了。",
                "从上面的各栏进去找。",
            ),
            Self::Method => (
                "不能这样做",
                "这个地址不能这样用。",
                "回到网页，用上面的按钮。",
            ),
            Self::Slow => ("等得太久", "内容传得太慢，没有等到传完。", NOTHING_CHANGED),
            Self::Length => ("看不懂送来的内容", "没有说明内容有多长。", NOTHING_CHANGED),
            Self::TooMuch(kind) => return too_much(kind),
            Self::Unknown => ("看不懂送来的内容", "不是表单的写法。", NOTHING_CHANGED),
            Self::Fault => (
                "程序出了错",
                "这一步没有做完，其余的还能照常用。",
                "再试一次；还是这样，先备份台账，再把做了什么告诉管程序的人。",
            ),
            Self::Crowded => ("同时打开的太多", "同时打开的连接太多。", "过一会儿再试。"),
        };
        Told {
            title,
            why: why.to_owned(),
            hint,
        }
    }
}

fn too_much(kind: Kind) -> Told {
    let mega = |bytes: u64| bytes >> 20;
    let why = match kind {
        Kind::Fields => format!("一次最多 {} 格，送来的超过了。", limits::FIELDS),
        Kind::Text => format!(
            "一次填的文字最多 {} MB，送来的超过了。",
            mega(limits::FIELDS_BYTES as u64)
        ),
        Kind::Files => format!("一次最多 {} 个文件，送来的超过了。", limits::FILES),
        Kind::File => format!(
            "一个文件最大 {} MB，送来的超过了。",
            mega(limits::FILE_BYTES)
        ),
        Kind::AllFiles => format!(
            "一次的文件合起来最大 {} MB，送来的超过了。",
            mega(limits::FILES_BYTES)
        ),
    };
    Told {
        title: "送来的太多",
        why,
        hint: "分几次送；台账没有改动。",
    }
}

impl IntoResponse for Refusal {
    /// Only the status and what it is: the guard puts the page around it.
    fn into_response(self) -> Response {
        let mut answer = Response::new(Body::empty());
        *answer.status_mut() = self.status();
        answer.extensions_mut().insert(self);
        answer
    }
}
