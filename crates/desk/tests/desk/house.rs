//! A server of this program in this one, with pages of the tests' own, to see what a page of the program
//! gets and gives.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{JoinHandle, available_parallelism, sleep};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use desk::door::Door;
use desk::downloads::Made;
use desk::limits::Limits;
use desk::page::{Frame, Kind, of_messages};
use desk::sent::Sent;
use desk::work::Desk;

use crate::common::wire::{Answer, Session};

/// Such a server; it ends when it is dropped.
pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) session: Session,
    runs: Option<JoinHandle<()>>,
}

impl House {
    pub(crate) fn new(routes: Router<Desk>) -> Self {
        Self::of("台账.db", "王某", routes)
    }

    pub(crate) fn of(ledger: &str, actor: &str, routes: Router<Desk>) -> Self {
        let (ledger, actor) = (ledger.to_owned(), actor.to_owned());
        let (sender, receiver) = mpsc::channel();
        let runs = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
                    .await
                    .expect("a port");
                let port = listener.local_addr().expect("it").port();
                let mut limits = Limits::from_environment();
                limits.leave = Duration::from_secs(1);
                let door = Door::once(actor, port).expect("random bytes");
                let desk = Desk::new(ledger.into(), None, door, port, limits).expect("a desk");
                sender.send(desk.clone()).expect("taken");
                desk::serve::attend(listener, &desk, routes).await;
            });
        });
        let desk = receiver.recv().expect("a desk");
        let session = Session::open(&desk.address().expect("a key"));
        Self {
            desk,
            session,
            runs: Some(runs),
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.desk.end();
        if let Some(runs) = self.runs.take() {
            let _ = runs.join();
        }
    }
}

/// The first page, with a form.
async fn first(State(desk): State<Desk>) -> Response {
    of_messages(Frame::new(&desk, "试"))
}

/// A router with a first page.
pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/", get(first))
}

#[test]
fn what_panics_is_told_and_the_rest_goes_on() {
    async fn stumbles() -> Response {
        panic!("on purpose")
    }
    async fn stumbles_at_work(State(desk): State<Desk>) -> Response {
        match desk.work(|| -> u8 { panic!("on purpose") }).await {
            Ok(_) => ().into_response(),
            Err(refusal) => refusal.into_response(),
        }
    }
    let house = House::new(
        routes()
            .route("/a", get(stumbles))
            .route("/b", get(stumbles_at_work)),
    );
    for path in ["/a", "/b", "/a", "/b"] {
        let answer = house.session.get(path);
        assert_eq!(answer.status, 500, "{path}");
        assert!(answer.text().contains("程序出了错") && !answer.text().contains("purpose"));
    }
    assert_eq!(house.session.get("/").status, 200);
}

#[test]
fn work_is_done_by_as_many_as_the_machine_has_and_its_end_is_waited_for() {
    static AT_ONCE: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);
    static DONE: AtomicUsize = AtomicUsize::new(0);
    async fn works(State(desk): State<Desk>, _: Sent) -> Response {
        let done = desk.work(|| {
            let now = AT_ONCE.fetch_add(1, Ordering::SeqCst) + 1;
            MOST.fetch_max(now, Ordering::SeqCst);
            sleep(Duration::from_millis(300));
            AT_ONCE.fetch_sub(1, Ordering::SeqCst);
            DONE.fetch_add(1, Ordering::SeqCst);
        });
        done.await.into_response()
    }
    let house = House::new(routes().route("/work", post(works)));
    let most = available_parallelism().map_or(1, usize::from) + 2;
    let count = 2 * most;
    let session = Arc::new(house.session.clone());
    let asked: Vec<JoinHandle<Answer>> = (0..count)
        .map(|_| {
            let session = session.clone();
            std::thread::spawn(move || session.post("/work", session.fields(&[])))
        })
        .collect();
    sleep(Duration::from_millis(100));
    // Meanwhile others are answered, and the end waits.
    assert_eq!(house.session.get("/").status, 200);
    house.desk.end();
    let answers: Vec<u16> = asked
        .into_iter()
        .map(|asked| asked.join().expect("an answer").status)
        .collect();
    assert_eq!(answers, vec![200; count]);
    drop(house);
    assert_eq!(MOST.load(Ordering::SeqCst), most);
    assert_eq!(DONE.load(Ordering::SeqCst), count);
}

/// The program of a command is this one here, which knows no such word and ends as none should.
#[test]
fn a_command_that_breaks_is_told_and_is_not_done() {
    async fn breaks(State(desk): State<Desk>) -> String {
        let desk_too = desk.clone();
        let work = move || desk_too.carry_out(&["--no-such-word".to_owned()]);
        let done = desk.work(work).await.expect("worked").expect("carried out");
        let (why, field) = done.failure().expect("a failure");
        format!("{} {field:?} {why}", done.is_done)
    }
    let house = House::new(routes().route("/breaks", get(breaks)));
    let said = house.session.get("/breaks").text();
    assert!(said.contains("false None 程序中途停了"), "{said}");
}

#[test]
fn nothing_in_a_text_is_taken_for_the_page() {
    const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;\u{202e}\u{0}\u{1b}[2J</title><!--";
    async fn echoes(State(desk): State<Desk>, sent: Sent) -> Response {
        let mut frame = Frame::new(&desk, sent.text("title"));
        for (name, text) in &sent.fields {
            frame = frame
                .say(Kind::Done, name.as_str())
                .say(Kind::Hint, text.as_str());
        }
        for file in &sent.files {
            frame = frame
                .say(Kind::Warning, file.field.as_str())
                .say(Kind::Error, file.name.as_str());
        }
        of_messages(frame)
    }
    let house = House::of(HOSTILE, HOSTILE, routes().route("/echo", post(echoes)));
    let form = house.session.parts(&[
        ("title", None, HOSTILE.as_bytes()),
        (HOSTILE, None, HOSTILE.as_bytes()),
        (HOSTILE, Some(HOSTILE), b"x"),
    ]);
    let text = house.session.post("/echo", form).text();
    assert!(text.contains("alert(1)"));
    assert_eq!(text.matches("<script").count(), 1, "the page's own: {text}");
    for raw in [
        "<img",
        "</title><",
        "<!--<",
        "\u{202e}",
        "\u{0}",
        "\u{1b}",
        "\"'>",
    ] {
        assert!(!text.contains(raw), "{raw:?} in {text}");
    }
    assert!(!text.contains("<!--"), "{text}");
    // Nor what an address holds.
    let asked = house
        .session
        .get("/%3Cscript%3Ealert(1)%3C/script%3E?q=%22%3E%3Cscript%3E");
    assert_eq!(asked.text().matches("<script").count(), 1);
    // A file keeps no way to elsewhere.
    let made = Made {
        path: "none".into(),
        name: HOSTILE.to_owned(),
    };
    assert!(house.desk.hand_out(&made).is_err());
}
