//! The values of the layout.

pub(super) const PAGE_WIDTH: i64 = 11_906;
pub(super) const PAGE_HEIGHT: i64 = 16_838;

/// Where the page number stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PageNumber {
    /// Odd pages right, even pages left, one character in.
    #[default]
    Outside,
    /// In the middle, as house prints often have it.
    Centre,
    /// None.
    None,
}

/// Layout after GB/T 9704-2012; every value can be replaced by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Top margin (天头) in millimetres.
    pub top: f64,
    /// Bottom margin.
    pub bottom: f64,
    /// Left margin (订口).
    pub left: f64,
    /// Right margin.
    pub right: f64,
    /// Line spacing in points.
    pub line: f64,
    /// Line spacing of the title in points.
    pub title_line: f64,
    /// Size of body and headings in points (三号).
    pub body_size: f64,
    /// Size of the title in points (二号).
    pub title_size: f64,
    /// Size of text in tables in points.
    pub table_size: f64,
    /// Font of the body.
    pub body_font: String,
    /// Font of the title.
    pub title_font: String,
    /// Font of level 一、
    pub heading1_font: String,
    /// Font of level （一）
    pub heading2_font: String,
    /// Font of Latin letters and figures.
    pub latin_font: String,
    /// Space added between characters in points: −0.25 makes 28 of them fill a line.
    pub spacing: f64,
    /// Where the page number stands.
    pub page_number: PageNumber,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            top: 37.0,
            bottom: 35.0,
            left: 28.0,
            right: 26.0,
            line: 28.0,
            title_line: 35.0,
            body_size: 16.0,
            title_size: 22.0,
            table_size: 10.5,
            body_font: "仿宋_GB2312".to_owned(),
            title_font: "方正小标宋简体".to_owned(),
            heading1_font: "黑体".to_owned(),
            heading2_font: "楷体_GB2312".to_owned(),
            latin_font: "Times New Roman".to_owned(),
            spacing: -0.25,
            page_number: PageNumber::Outside,
        }
    }
}

/// A value that the layout can't take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFault {
    /// No value of that name.
    #[error("unknown name")]
    Name(String),
    /// Not a number, or out of range.
    #[error("bad value")]
    Value {
        /// Name of the value.
        name: String,
        /// What was given.
        value: String,
    },
}

impl Profile {
    /// Names that [`Profile::set`] takes, each with its meaning and default.
    pub const NAMES: [(&'static str, &'static str, &'static str); 16] = [
        ("top", "上边距（毫米）", "37"),
        ("bottom", "下边距（毫米）", "35"),
        ("left", "左边距（毫米）", "28"),
        ("right", "右边距（毫米）", "26"),
        ("line", "行距（磅）", "28"),
        ("title_line", "标题行距（磅）", "35"),
        ("body_size", "正文字号（磅）", "16"),
        ("title_size", "标题字号（磅）", "22"),
        ("table_size", "表格字号（磅）", "10.5"),
        ("body_font", "正文字体", "仿宋_GB2312"),
        ("title_font", "标题字体", "方正小标宋简体"),
        ("heading1_font", "一级标题字体", "黑体"),
        ("heading2_font", "二级标题字体", "楷体_GB2312"),
        ("latin_font", "西文字体", "Times New Roman"),
        ("spacing", "字距（磅）", "-0.25"),
        (
            "page_number",
            "页码位置（outside、centre、none）",
            "outside",
        ),
    ];

    /// Replaces one value by its name.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), ProfileFault> {
        let value = value.trim();
        let bad = || ProfileFault::Value {
            name: name.to_owned(),
            value: value.to_owned(),
        };
        let number = |least: f64, most: f64| {
            let number: Option<f64> = value.parse().ok();
            number
                .filter(|number| (least..=most).contains(number))
                .ok_or_else(bad)
        };
        let font = || {
            let known = !value.is_empty() && !value.chars().any(char::is_control);
            known.then(|| value.to_owned()).ok_or_else(bad)
        };
        match name {
            "top" => self.top = number(5.0, 80.0)?,
            "bottom" => self.bottom = number(5.0, 80.0)?,
            "left" => self.left = number(5.0, 60.0)?,
            "right" => self.right = number(5.0, 60.0)?,
            "line" => self.line = number(10.0, 60.0)?,
            "title_line" => self.title_line = number(10.0, 80.0)?,
            "body_size" => self.body_size = number(7.0, 36.0)?,
            "title_size" => self.title_size = number(7.0, 48.0)?,
            "table_size" => self.table_size = number(5.0, 20.0)?,
            "spacing" => self.spacing = number(-2.0, 5.0)?,
            "body_font" => self.body_font = font()?,
            "title_font" => self.title_font = font()?,
            "heading1_font" => self.heading1_font = font()?,
            "heading2_font" => self.heading2_font = font()?,
            "latin_font" => self.latin_font = font()?,
            "page_number" => {
                self.page_number = match value {
                    "outside" | "外侧" => PageNumber::Outside,
                    "centre" | "center" | "居中" => PageNumber::Centre,
                    "none" | "无" => PageNumber::None,
                    _ => return Err(bad()),
                }
            }
            _ => return Err(ProfileFault::Name(name.to_owned())),
        }
        Ok(())
    }
}

/// A4, upright, in millimetres.
const PAGE: f64 = 210.0;
/// Points in a millimetre.
const POINTS: f64 = 2.834_65;

impl Profile {
    /// How many full-width characters of the title's size fit on a line of an upright page; one is
    /// kept free, since fonts differ.
    pub fn title_characters(&self) -> usize {
        let width = (PAGE - self.left - self.right) * POINTS;
        ((width / self.title_size) as usize).saturating_sub(1)
    }

    /// Line spacing in tables in points: exact, so that rows are as high with any font.
    pub(super) fn table_line(&self) -> f64 {
        (self.table_size * 1.3).round()
    }
}

/// Millimetres in twentieths of a point.
pub(super) fn twips(millimetres: f64) -> i64 {
    (millimetres * 56.693).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_can_be_set() {
        for (name, _, _) in Profile::NAMES {
            let value = match name {
                "page_number" => "居中",
                name if name.ends_with("font") => "宋体",
                "spacing" => "0",
                _ => "20",
            };
            assert_eq!(Profile::default().set(name, value), Ok(()), "{name}");
        }
        let mut profile = Profile::default();
        assert!(matches!(profile.set("x", "1"), Err(ProfileFault::Name(_))));
        assert!(matches!(
            profile.set("line", "大"),
            Err(ProfileFault::Value { .. })
        ));
        assert!(matches!(
            profile.set("line", "NaN"),
            Err(ProfileFault::Value { .. })
        ));
    }

    #[test]
    fn the_defaults_named_are_the_defaults() {
        let mut profile = Profile::default();
        for (name, _, default) in Profile::NAMES {
            assert_eq!(profile.set(name, default), Ok(()), "{name}");
        }
        assert_eq!(profile, Profile::default());
    }

    #[test]
    fn millimetres_are_those_of_the_standard() {
        assert_eq!(
            [37.0, 28.0, 26.0, 35.0].map(twips),
            [2098, 1587, 1474, 1984]
        );
    }
}
