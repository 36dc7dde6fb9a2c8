//! The body of a form as it comes: bounded, and cut where it stops or only drips.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::{Duration, Instant};

use axum::body::Body;
use hyper::body::{Body as _, Bytes};
use tokio::time::timeout;

use crate::limits::PACE;
use crate::refusal::{Kind, Refusal};

/// Most bytes of a refused body that are let pass.
const PASSED: u64 = 4 << 30;

/// A body that comes.
pub(crate) struct Arriving {
    body: Body,
    begun: Instant,
    stall: Duration,
    left: u64,
    over: Kind,
    got: u64,
}

impl Arriving {
    /// A body; whoever stalls for so long is cut.
    pub(crate) fn new(body: Body, stall: Duration) -> Self {
        Self {
            body,
            begun: Instant::now(),
            stall,
            left: 0,
            over: Kind::Text,
            got: 0,
        }
    }

    /// Takes no more than so many bytes; what is more is too much of that kind.
    pub(crate) fn bounded(&mut self, most: u64, over: Kind) -> &mut Self {
        (self.left, self.over) = (most, over);
        self
    }

    /// Lets the rest of a refused body pass, within bounds: a browser that is still sending does not read why.
    pub(crate) async fn pass(&mut self) {
        let bytes = self.bounded(PASSED, Kind::Text);
        while let Ok(Some(_)) = bytes.next().await {}
    }

    /// What comes next; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Refusal> {
        loop {
            let frame = poll_fn(|context| Pin::new(&mut self.body).poll_frame(context));
            let Some(frame) = timeout(self.stall, frame)
                .await
                .map_err(|_| Refusal::Slow)?
            else {
                return Ok(None);
            };
            // What follows a body of pieces is no part of it.
            let Ok(bytes) = frame.map_err(|_| Refusal::Malformed)?.into_data() else {
                continue;
            };
            let count = bytes.len() as u64;
            self.left = self
                .left
                .checked_sub(count)
                .ok_or(Refusal::TooMuch(self.over))?;
            self.got += count;
            let elapsed = self.begun.elapsed();
            if elapsed > self.stall
                && u128::from(self.got) * 1000 < elapsed.as_millis() * u128::from(PACE)
            {
                return Err(Refusal::Slow);
            }
            return Ok(Some(bytes));
        }
    }
}
