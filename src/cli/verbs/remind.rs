//! `remind` 催办
use crate::cli::context::Context;
use crate::cli::failure::Failure;
/// 催办
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct RemindArgs {}
pub(super) fn remind(_: &Context, _: &RemindArgs) -> Result<(), Failure> { Ok(()) }
