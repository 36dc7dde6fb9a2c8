//! `demo` 演示

use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// 演示
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct DemoArgs {}

pub(super) fn demo(_: &Context, _: &DemoArgs) -> Result<(), Failure> {
    Ok(())
}
