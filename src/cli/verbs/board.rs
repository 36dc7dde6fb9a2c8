//! `board` 作战图
use crate::cli::context::Context;
use crate::cli::failure::Failure;
/// 作战图
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct BoardArgs {}
pub(super) fn board(_: &Context, _: &BoardArgs) -> Result<(), Failure> { Ok(()) }
