//! `export --template`: the superior's own form, filled.

use std::path::Path;

use crate::app::export::Tasks;
use crate::app::export::workbook::{self, FilledForm};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::made;
use crate::cli::verbs::shared;
use papers::sheet::Rows;
use papers::sheet::template::{Filled, Kind};

/// Fills the superior's own form.
pub(super) fn fill(
    context: &Context,
    tasks: Tasks<'_>,
    form: &Path,
    rows: Rows,
    output: &Path,
) -> Result<(), Failure> {
    let suffix = workbook::kind(form)?.suffix();
    if output
        .extension()
        .is_none_or(|own| !own.eq_ignore_ascii_case(suffix))
    {
        let name = output.with_extension(suffix);
        return Err(Failure::usage(format!("这张空表填好后是 .{suffix} 文件"))
            .hint(format!("改用 -o {}", name.display())));
    }
    let FilledForm {
        mut filled,
        tasks: count,
        unhidden,
        kind,
    } = workbook::fill(tasks, form, rows)?;
    let bytes = std::mem::take(&mut filled.bytes);
    made::write(context, tasks.store, output, bytes)?;
    shared::tell_cut(context, &filled.cut);
    context.out.result(&format!(
        "填了 {count} 项，{} 行，栏目：{}",
        filled.rows,
        filled.filled.join("、")
    ))?;
    if !filled.unfilled.is_empty() {
        context.out.warn(&format!(
            "这些栏目台账里没有，留空：{}",
            filled.unfilled.join("、")
        ));
    }
    tell_made(context, &filled, kind);
    if let Some(first) = unhidden.first() {
        context.out.warn(&format!(
            "空表里原有的字没有动，有 {} 处写着要隐去的名称，如“{first}”，请自己改",
            unhidden.len()
        ));
    }
    Ok(())
}

/// What became of the form besides its rows.
fn tell_made(context: &Context, filled: &Filled, kind: Kind) {
    if !filled.examples.is_empty() {
        let rows: Vec<String> = filled.examples.iter().map(u32::to_string).collect();
        let rows = rows.join("、");
        context
            .out
            .warn(&format!("空表第 {rows} 行是填写示例，没有留下"));
    }
    if filled.fields > 0 {
        let count = filled.fields;
        context
            .out
            .status(&format!("表外的单位、日期等填了 {count} 处，请核对"));
    }
    let was = match kind {
        Kind::OldWorkbook => "旧的 xls",
        Kind::OpenWorkbook => " ods ",
        Kind::Workbook | Kind::Word => return,
    };
    context.out.warn(&format!(
        "空表是{was}，填好的是 xlsx：合并、列宽、边框照原样，颜色、图片和下拉选项没有带过来"
    ));
}
