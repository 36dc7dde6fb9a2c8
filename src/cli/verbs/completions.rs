//! `completions` 补全

use clap::ValueEnum as _;

use crate::cli::completion;
use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// 写出命令补全的脚本：按 Tab 键补全命令、任务编号、部门和姓名
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger completions bash > ~/.local/share/bash-completion/completions/ledger\n    ledger completions fish > ~/.config/fish/completions/ledger.fish\n    ledger completions zsh >> ~/.zshrc\n    ledger completions powershell >> $PROFILE"
)]
pub(in crate::cli) struct CompletionsArgs {
    /// 用的是哪一种命令行
    #[arg(value_name = "命令行")]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell", alias = "pwsh")]
    Power,
}

pub(super) fn completions(context: &Context, args: &CompletionsArgs) -> Result<(), Failure> {
    let name = args.shell.to_possible_value();
    let script = name
        .and_then(|name| completion::script(name.get_name()))
        .ok_or_else(|| Failure::request("写不出这一种的补全脚本"))?;
    context.out.data(&script)?;
    if context.out.is_terminal() {
        context
            .out
            .hint("存成文件才起作用，写法见 ledger completions --help 的例子");
    }
    Ok(())
}
