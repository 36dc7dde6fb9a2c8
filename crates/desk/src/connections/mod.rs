//! The connections: a bounded number, each with a bounded time for what it asks, none that keeps the others
//! waiting.

mod seats;

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use axum::{BoxError, Router};
use hyper::Request;
use hyper::body::{Bytes, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::door::CameFrom;
use crate::guard;
use crate::limits::{CONNECTIONS, HEADERS, HEADERS_BYTES};
use crate::refusal::Refusal;
use crate::work::Desk;
use seats::{Busy, Seat, Seats};

/// After the system refused a connection, for want of files: until some are free again.
const PAUSE: Duration = Duration::from_millis(50);

/// Answers who connects, until the end; then finishes what was asked.
pub(crate) async fn attend(listener: TcpListener, desk: &Desk, routes: Router) {
    let seats = Seats::new(CONNECTIONS);
    let mut open = JoinSet::new();
    let mut end = pin!(desk.ended());
    loop {
        let seated = async {
            let seat = seats.take().await;
            (seat, listener.accept().await)
        };
        let (seat, stream) = tokio::select! {
            () = &mut end => break,
            seated = seated => seated,
        };
        while open.try_join_next().is_some() {}
        match stream {
            Ok((stream, from)) => {
                open.spawn(attended(
                    stream,
                    CameFrom(from.ip()),
                    seat,
                    desk.clone(),
                    routes.clone(),
                ));
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
    drop(listener);
    let mut all = pin!(async { while open.join_next().await.is_some() {} });
    // What is worked on is waited for, who only stays connected is not.
    while timeout(desk.limits().leave, all.as_mut()).await.is_err() && desk.works() {}
}

/// One connection, ciphered where the door is.
async fn attended(stream: TcpStream, from: CameFrom, seat: Arc<Seat>, desk: Desk, routes: Router) {
    // Small answers are not to wait for each other.
    let _ = stream.set_nodelay(true);
    let Some(tls) = desk.door().tls().cloned() else {
        return spoken(stream, from, seat, desk, routes).await;
    };
    let stream = tokio::select! {
        // Who does not come to speak is a stranger, and gone.
        stream = timeout(desk.limits().headers, tls.accept(stream)) => stream,
        () = seat.given_up() => return,
        () = desk.ended() => return,
    };
    if let Ok(Ok(stream)) = stream {
        spoken(stream, from, seat, desk, routes).await;
    }
}

/// What is asked over a connection, one after the other.
async fn spoken<S>(stream: S, from: CameFrom, seat: Arc<Seat>, desk: Desk, routes: Router)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (asked, asking) = (desk.clone(), seat.clone());
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(from);
        let (desk, seat, routes) = (asked.clone(), asking.clone(), routes.clone());
        async move {
            let Some(busy) = seat.asks() else {
                return Ok::<_, Infallible>(Refusal::Crowded.into_response());
            };
            let admitted = || seat.is_known();
            let answer = guard::answer(&desk, routes, request.map(Body::new), admitted).await;
            Ok(held(answer, busy))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(desk.limits().headers)
        .max_headers(HEADERS)
        .max_buf_size(HEADERS_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // What is wrong with a connection ends it, and nothing else.
        _ = connection.as_mut() => return,
        () = seat.given_up() => return,
        () = desk.ended() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// The answer, which keeps its connection's seat until it has been sent.
fn held(answer: Response, busy: Busy) -> Response {
    answer.map(|body| Body::new(Held { body, _busy: busy }))
}

struct Held {
    body: Body,
    _busy: Busy,
}

impl hyper::body::Body for Held {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        frame.map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
