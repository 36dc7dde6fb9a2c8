//! What a person may type into a made sheet: choices, locks, and what stands for a lock where rows are to be
//! sorted.

use rust_xlsxwriter::{DataValidation, ProtectionOptions, Worksheet, XlsxError};

use super::table::Table;

/// Guards a sheet of which the header and the last row are given.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    table: &Table,
    (header, last): (u32, u32),
) -> Result<(), XlsxError> {
    if last > header {
        if table.sorted {
            only_read(sheet, table, (header, last))?;
        }
        choices(sheet, table, (header + 1, last))?;
    }
    if table.protected {
        sheet.protect_with_options(&ProtectionOptions {
            sort: true,
            use_autofilter: true,
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        });
    }
    Ok(())
}

fn choices(sheet: &mut Worksheet, table: &Table, rows: (u32, u32)) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(&table.columns) {
        if column.choices.is_empty() {
            continue;
        }
        let choices = DataValidation::new()
            .allow_list_strings(&column.choices)?
            .set_error_title("不在可选范围")?
            .set_error_message("请从下拉列表中选择。")?;
        sheet.add_data_validation(rows.0, at, rows.1, at, &choices)?;
    }
    Ok(())
}

/// What is typed over a title or into a column that is for reading is refused, where no lock can do it.
fn only_read(sheet: &mut Worksheet, table: &Table, rows: (u32, u32)) -> Result<(), XlsxError> {
    let refused = DataValidation::new()
        .allow_custom("FALSE".into())
        .set_error_title("只供阅读")?
        .set_error_message("表头和白色表头下的列只供阅读，改动不予采用；请填浅黄色表头下的列。")?;
    let last = table.columns.len().saturating_sub(1) as u16;
    sheet.add_data_validation(rows.0, 0, rows.0, last, &refused)?;
    let mut from = 0;
    for run in table.columns.chunk_by(|one, other| one.open == other.open) {
        let to = from + run.len() as u16;
        if !run[0].open {
            sheet.add_data_validation(rows.0 + 1, from, rows.1, to - 1, &refused)?;
        }
        from = to;
    }
    Ok(())
}
