//! Workbooks out: structure and reproducible bytes. How they look: `scripts/look-at-sheets`.

use std::io::Cursor;

use ::office::xlsx::Properties;
use calamine::{Data, Reader as _, Xlsx};
use papers::sheet::{Form, Layout, List, Rows, XlsxOptions, XlsxSheet};

use crate::sheet::office;

fn written(list: List, form: Form) -> Vec<u8> {
    let book = office::book();
    let options = XlsxOptions {
        form,
        properties: Properties {
            title: "整改台账".to_owned(),
            created: office::today().into(),
            custom: vec![("校验码".to_owned(), "17-0123456789abcdef".to_owned())],
        },
        ..XlsxOptions::default()
    };
    let layout = Layout::of(list, Rows::Problem);
    let mut sheet = XlsxSheet::new(layout, office::around(&book), options);
    for task in office::tasks() {
        sheet.task(&task).expect("memory");
    }
    let mut out = Cursor::new(Vec::new());
    assert!(sheet.finish(&mut out).expect("memory").is_empty());
    out.into_inner()
}

fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("the sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn title_lead_header_rows() {
    let rows = rows(&written(List::Full, Form::Working), "整改台账");
    assert_eq!(rows[0][0].to_string(), "某市粮食局整改台账");
    assert!(
        rows[1][0]
            .to_string()
            .starts_with("填报单位（盖章）：某市粮食局")
    );
    assert_eq!(rows[2][1].to_string(), "问题编号");
    assert_eq!(rows.len(), 6);
    let deadline = rows[2].iter().position(|cell| cell == "整改时限");
    assert!(matches!(
        rows[3][deadline.expect("a deadline column")],
        Data::DateTime(_)
    ));
    assert_eq!(rows[4][10].to_string(), "=清单管理，逐项督办");
}

#[test]
fn totals_only_on_paper() {
    let rows = rows(&written(List::Upward, Form::Printed), "上报整改台账");
    assert_eq!(
        rows[5][0].to_string(),
        "合计：2项，其中已完成整改1项，基本完成0项，正在推进1项，长期坚持0项，尚未启动0项"
    );
    assert!(
        rows[6][0]
            .to_string()
            .starts_with("说明：统计口径为截至2022年9月1日")
    );
    assert!(!rows[2].iter().any(|cell| cell == "填报单位"));
}

#[test]
fn a_sheet_for_each_person() {
    let bytes = written(List::Personal, Form::Working);
    let book = Xlsx::new(Cursor::new(&bytes[..])).expect("a workbook");
    assert_eq!(book.sheet_names(), ["张建国"]);
    assert_eq!(rows(&bytes, "张建国").len(), 4);
}

#[test]
fn the_same_ledger_makes_the_same_bytes() {
    for form in [Form::Working, Form::Printed] {
        assert_eq!(written(List::Full, form), written(List::Full, form));
    }
}
