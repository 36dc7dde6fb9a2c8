//! The cell formats of our workbooks.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const FONT: &str = "宋体";
const SIZE: f64 = 10.0;

/// A background colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shade {
    /// None.
    #[default]
    Plain,
    /// 红
    Red,
    /// 黄
    Yellow,
    /// 蓝
    Blue,
    /// 绿
    Green,
    /// Grey, for what may not be changed.
    Grey,
}

impl Shade {
    const ALL: [Self; 6] = [
        Self::Plain,
        Self::Red,
        Self::Yellow,
        Self::Blue,
        Self::Green,
        Self::Grey,
    ];

    fn colour(self) -> Option<u32> {
        match self {
            Self::Plain => None,
            Self::Red => Some(0x00FF_C7CE),
            Self::Yellow => Some(0x00FF_EB9C),
            Self::Blue => Some(0x00BD_D7EE),
            Self::Green => Some(0x00C6_EFCE),
            Self::Grey => Some(0x00F2_F2F2),
        }
    }
}

/// Every format that a workbook uses, made once.
#[derive(Debug)]
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) lead: Format,
    pub(super) note: Format,
    pub(super) header: Format,
    pub(super) open_header: Format,
    pub(super) hidden: Format,
    /// At the top, so that a page break cuts no text.
    pub(super) merged: Format,
    /// The frame alone.
    pub(super) frame: Format,
    cells: Vec<Format>,
    /// The same without frames.
    bare: Vec<Format>,
}

/// How a cell of the body looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) centred: bool,
    pub(super) open: bool,
    pub(super) date: bool,
    pub(super) shade: Shade,
}

impl Styles {
    pub(super) fn new() -> Self {
        let plain = || Format::new().set_font_name(FONT).set_font_size(SIZE);
        let framed = || plain().set_border(FormatBorder::Thin).set_text_wrap();
        let middle = |format: Format| format.set_align(FormatAlign::VerticalCenter);
        let centre = |format: Format| middle(format).set_align(FormatAlign::Center);
        let cells = |base: &dyn Fn() -> Format| -> Vec<Format> {
            Look::all()
                .map(|look| {
                    let format = if look.centred {
                        centre(base())
                    } else {
                        middle(base())
                    };
                    look.dress(format)
                })
                .collect()
        };
        let header = |colour: u32| {
            centre(framed())
                .set_bold()
                .set_background_color(Color::RGB(colour))
        };
        Self {
            title: centre(plain()).set_font_size(18).set_bold(),
            lead: middle(plain()).set_text_wrap(),
            note: plain().set_text_wrap().set_align(FormatAlign::Top),
            header: header(0x00D9_E2EC),
            open_header: header(0x00FF_F2CC),
            merged: framed().set_align(FormatAlign::Top),
            hidden: plain().set_num_format("@"),
            frame: Format::new().set_border(FormatBorder::Thin),
            cells: cells(&framed),
            bare: cells(&|| plain().set_text_wrap()),
        }
    }

    pub(super) fn cell(&self, look: Look) -> &Format {
        &self.cells[look.place()]
    }

    /// For the empty cells of a column, framed or not.
    pub(super) fn bare(&self, look: Look) -> &Format {
        &self.bare[look.place()]
    }
}

impl Look {
    fn all() -> impl Iterator<Item = Self> {
        Shade::ALL.into_iter().flat_map(|shade| {
            (0..8).map(move |bits| Self {
                centred: bits & 1 != 0,
                open: bits & 2 != 0,
                date: bits & 4 != 0,
                shade,
            })
        })
    }

    fn place(self) -> usize {
        let bits =
            usize::from(self.centred) + usize::from(self.open) * 2 + usize::from(self.date) * 4;
        self.shade as usize * 8 + bits
    }

    fn dress(self, mut format: Format) -> Format {
        // Text stays text: Excel would else turn 12-1 into a date as soon as the cell is edited.
        format = format.set_num_format(if self.date { "yyyy-mm-dd" } else { "General" });
        if self.open {
            format = format.set_unlocked();
        }
        match self.shade.colour() {
            Some(colour) => format.set_background_color(Color::RGB(colour)),
            None => format,
        }
    }
}
