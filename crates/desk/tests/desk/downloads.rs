//! What the program made for the person is saved under its name, and shown nowhere but the board, alone.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use desk::downloads::Made;
use desk::place::Place;
use desk::refusal::Refusal;
use desk::sent::Sent;
use desk::work::Desk;

use crate::house::{House, routes};

const BOARD: &str = "<!DOCTYPE html><script>document.title = 1</script>";

/// Makes a file of the name and content that are sent, and says where it is.
async fn makes(State(desk): State<Desk>, sent: Sent) -> Result<Response, Refusal> {
    let own = desk.clone();
    let done = own.work(move || -> std::io::Result<Place> {
        let folder = desk.folder()?;
        let make = |name: &str, place: usize| -> std::io::Result<Made> {
            let path = folder.path().join(place.to_string());
            std::fs::write(&path, sent.text("content"))?;
            Ok(Made {
                path,
                name: name.to_owned(),
            })
        };
        let names: Vec<&str> = sent.texts("name").collect();
        match sent.text("how") {
            "show" => desk.show(&make(names[0], 0)?),
            "together" => {
                let files: Vec<Made> = names
                    .iter()
                    .zip(0..)
                    .map(|(name, place)| make(name, place))
                    .collect::<Result<_, _>>()?;
                desk.hand_out_together(&files, "全部.zip")
            }
            _ => desk.hand_out(&make(names[0], 0)?),
        }
    });
    let place = done.await?.map_err(|_| Refusal::Fault)?;
    Ok(place.to_string().into_response())
}

fn house() -> House {
    House::new(routes().route("/make", post(makes)))
}

fn made(house: &House, fields: &[(&str, &str)]) -> String {
    let answer = house.session.post("/make", house.session.fields(fields));
    assert_eq!(answer.status, 200);
    answer.text()
}

/// A name, how it is saved, and as what.
const SAVED: [(&str, &str, &str); 6] = [
    (
        "报告（2022）.docx",
        "%E6%8A%A5%E5%91%8A%EF%BC%882022%EF%BC%89.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("page.html", "page.html", "text/html; charset=utf-8"),
    ("图.svg", "%E5%9B%BE.svg", "application/octet-stream"),
    (
        "../a\"\r\nSet-Cookie: b=c;.csv",
        "a__Set-Cookie_%20b%3Dc%3B.csv",
        "text/csv; charset=utf-8",
    ),
    (
        "增长50%.csv",
        "%E5%A2%9E%E9%95%BF50%25.csv",
        "text/csv; charset=utf-8",
    ),
    ("50%20.csv", "50%2520.csv", "text/csv; charset=utf-8"),
];

#[test]
fn a_file_is_saved_under_its_name_and_never_shown() {
    let house = house();
    let large = "整改".repeat(200_000);
    for (name, saved, kind) in SAVED {
        let place = made(&house, &[("name", name), ("content", &large)]);
        assert!(place.starts_with("/get/") && place.is_ascii(), "{place}");
        let answer = house.session.get(&place);
        assert_eq!(
            (answer.status, answer.text() == large),
            (200, true),
            "{name}"
        );
        let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
        let disposition =
            format!("attachment; filename=\"ledger.{suffix}\"; filename*=UTF-8''{saved}");
        assert_eq!(
            answer.header("content-disposition"),
            Some(disposition.as_str())
        );
        assert_eq!(answer.header("content-type"), Some(kind));
        assert_eq!(
            answer.header("content-length"),
            Some(large.len().to_string().as_str())
        );
        assert_eq!(
            answer.header("content-security-policy"),
            Some("sandbox; default-src 'none'")
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("set-cookie"), None);
        // Under no other name, and not to be shown.
        let (before, _) = place.rsplit_once('/').expect("a name");
        for other in [
            format!("{before}/other.docx"),
            place.replace("/get/", "/show/"),
            before.to_owned(),
            format!("/get/0/{saved}"),
        ] {
            assert_eq!(house.session.get(&other).status, 404, "{other}");
        }
    }
}

#[test]
fn the_board_is_shown_alone() {
    let house = house();
    let place = made(
        &house,
        &[("name", "作战图.html"), ("content", BOARD), ("how", "show")],
    );
    assert!(place.starts_with("/show/"), "{place}");
    let answer = house.session.get(&place);
    assert_eq!((answer.status, answer.text().as_str()), (200, BOARD));
    assert_eq!(answer.header("content-disposition"), None);
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(
        policy.starts_with("sandbox allow-scripts; default-src 'none'"),
        "{policy}"
    );
    assert!(
        !policy.contains("allow-same-origin") && policy.contains("frame-ancestors 'self'"),
        "{policy}"
    );
    assert_eq!(
        house.session.get(&place.replace("/show/", "/get/")).status,
        404
    );
}

#[test]
fn several_files_are_one_archive() {
    let house = house();
    let fields = [
        ("name", "甲.csv"),
        ("name", "甲.csv"),
        ("name", "../乙.txt"),
        ("content", "一"),
        ("how", "together"),
    ];
    let answer = house.session.get(&made(&house, &fields));
    assert_eq!(answer.header("content-type"), Some("application/zip"));
    let archive = office::archive::Archive::open(&answer.body).expect("an archive");
    let mut names = archive.names();
    names.sort();
    assert_eq!(names, ["乙.txt", "甲.csv", "甲（2）.csv"]);
}

#[test]
fn made_files_go_with_the_session() {
    let house = house();
    let place = made(&house, &[("name", "a.txt"), ("content", "x")]);
    let program = house.session.clone();
    assert_eq!(program.get(&place).status, 200);
    drop(house);
    assert!(std::net::TcpStream::connect(("127.0.0.1", program.port)).is_err());
}
