//! `review --out`: the opinions that units have not seen, a file for each.

use std::collections::HashMap;
use std::path::Path;

use crate::app::review::{file_name, unsent};
use crate::app::units::UnitNames;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::settings;
use office::whole::Folder;
use store::HeldUnit;

pub(super) fn write(context: &Context, folder: &Path, wanted: Option<&str>) -> Result<(), Failure> {
    let store = context.store()?;
    let book = store.book()?;
    let names = UnitNames::read(&store)?;
    if let Some(wanted) = wanted {
        names.must_hold(wanted)?;
    }
    let access = settings::access(&book);
    let (mut files, mut reviews) = (0, 0);
    let units = store.held_units()?;
    // Names that differ may be one as a file's.
    let mut called: HashMap<String, usize> = HashMap::new();
    let usual = |unit: &HeldUnit| file_name(unit, true, context.today);
    for unit in &units {
        *called.entry(usual(unit).to_lowercase()).or_default() += 1;
    }
    for unit in &units {
        if wanted.is_some_and(|wanted| !names.is_within(unit.id, wanted)) {
            continue;
        }
        let Some((count, text)) = unsent(&store, &book, unit, context.today)? else {
            continue;
        };
        let made = Folder::at(folder, access).map_err(|fault| Failure::file(folder, fault))?;
        let is_alone = called.get(&usual(unit).to_lowercase()) == Some(&1);
        let name = file_name(unit, is_alone, context.today);
        context.out.file_in(&made, &name, text.as_bytes())?;
        files += 1;
        reviews += count;
    }
    if files == 0 {
        return context
            .out
            .result("没有单位还没收到的复核意见，没有写文件。");
    }
    context
        .out
        .result(&format!("{files} 个单位，{reviews} 条复核意见"))?;
    context.out.hint(
        "交给单位，单位用 ledger collect 文件 收下；单位再打包上报，这里 ledger gather 以后就看到是否收到、改完",
    );
    Ok(())
}
