//! How a person at the screen is shown what `import` would write, and asked.

use super::{NEW, preview, register_preview};
use crate::app::Watch;
use crate::app::fault::Fault;
use crate::app::import::{Front, Preview, Same, Step, Unsure};
use crate::cli::context::{Context, yes_or_no};
use crate::cli::failure::Failure;
use crate::cli::front::Answer;
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::cli::values::{Numbers, Year};
use documents::register::RegisterRow;
use model::subject::Subject;
use store::Store;

pub(super) struct Screen<'a> {
    context: &'a Context,
    /// Files read so far; what is said about one takes the bar's place.
    progress: Progress,
    /// The person said yes for the rest of the files.
    all: bool,
    /// Files from the one at hand on.
    left: usize,
}

impl<'a> Screen<'a> {
    pub(super) fn new(context: &'a Context, files: usize) -> Self {
        // A person who is asked watches; of one file there is nothing to count.
        let progress = Progress::begin(&context.out, "导入", files).unless(files == 1);
        Self {
            context,
            progress,
            all: false,
            left: files + 1,
        }
    }

    pub(super) fn next_file(&mut self) {
        self.left -= 1;
    }

    /// The file at hand is through.
    pub(super) fn done(&mut self) {
        self.progress.step(1);
    }

    pub(super) fn clear(&mut self) {
        self.progress.clear();
    }

    /// Whether questions are answered already, or nobody is there to be asked.
    fn is_silent(&self) -> bool {
        self.context.yes || !Context::can_ask()
    }
}

impl Front for Screen<'_> {
    type Error = Failure;

    fn ledger(&mut self) -> Result<Option<Store>, Failure> {
        self.clear();
        self.context.store_if_any()
    }

    fn ledger_or_new(&mut self) -> Result<Store, Failure> {
        self.clear();
        self.context.store_or_new()
    }

    fn watch(&mut self, step: Step) -> Box<dyn Watch> {
        self.clear();
        let label = match step {
            Step::Reading => "读取",
            Step::Writing => "导入",
        };
        Box::new(Progress::begin(&self.context.out, label, 0))
    }

    fn doubt(&self, unsure: Unsure<'_>) -> String {
        preview::doubt(unsure)
    }

    fn show(&mut self, shown: &Preview<'_>) -> Result<(), Failure> {
        self.clear();
        match shown {
            Preview::Document(plan) => preview::show(self.context, plan),
            Preview::Register(plan) => register_preview::show(self.context, plan),
            Preview::Long { name, year, survey } => {
                register_preview::show_survey(self.context, name, *year, survey)
            }
        }
    }

    fn asks(&self) -> bool {
        !(self.is_silent() || self.all)
    }

    fn agrees(&mut self) -> Result<bool, Failure> {
        // In a script nobody answers; what was written can be taken back whole with `undo`.
        if !self.asks() {
            return Ok(true);
        }
        loop {
            let many = self.left > 1;
            let answer = Context::ask(if many {
                "写入台账吗？（y 是 / n 否 / a 后面的文件也都写入）"
            } else {
                "写入台账吗？（y 是 / n 否）"
            })?;
            self.all = many && matches!(answer.as_str(), "a" | "A" | "ａ" | "全部");
            match yes_or_no(&answer) {
                _ if self.all => return Ok(true),
                Some(agreed) => return Ok(agreed),
                None if many => Output::say("请输入 y、n 或 a"),
                None => Output::say("请输入 y 或 n"),
            }
        }
    }

    fn year(&mut self, file: &str) -> Result<i32, Failure> {
        self.clear();
        if !Context::can_ask() {
            let text = format!("{file} 没有写明是哪一年度的民主生活会，没有导入");
            let failure = Failure::request(text);
            let mut failure = failure.hint("用 --year 写明，如 --year 2021");
            failure.argument = Some("year");
            return Err(failure);
        }
        Context::ask_until(
            &format!("{file} 没有写明年度，是哪一年度的民主生活会？"),
            |answer| answer.parse::<Year>().map(|year| year.0),
        )
    }

    fn subject(&mut self, file: &str, guess: &Subject) -> Result<Option<Subject>, Failure> {
        if self.is_silent() {
            return Ok(None);
        }
        self.clear();
        let question = format!(
            "{file} 是班子的材料，还是个人的？个人的写姓名（直接回车：{}）",
            guess.name()
        );
        Context::ask_until(&question, |answer| match answer {
            "" => Ok(guess.clone()),
            answer => Subject::read(answer).ok_or_else(|| "写 班子，或姓名".to_owned()),
        })
        .map(Some)
    }

    fn which(&mut self, row: &RegisterRow, of: &[u32]) -> Result<Same, Failure> {
        if self.is_silent() {
            return Ok(Same::Open);
        }
        let numbers: Vec<String> = of.iter().map(ToString::to_string).collect();
        let answer = Context::ask(&format!(
            "第{}行“{}”可能是第 {} 项。写编号就是那一项，n 是新任务，直接回车跳过：",
            row.row,
            row.problem,
            numbers.join("、")
        ))?;
        Ok(match (answer.as_str(), of) {
            ("y" | "Y" | "是", [only]) => Same::Task(*only),
            ("n" | "N" | "新", _) => Same::New,
            (answer, _) => match answer.parse::<Numbers>() {
                Ok(numbers) => numbers
                    .0
                    .first()
                    .map_or(Same::New, |number| Same::Task(*number)),
                Err(_) => Same::Open,
            },
        })
    }

    fn open(&mut self, row: &RegisterRow, of: &[u32]) {
        self.clear();
        let place = match row.sheet.as_str() {
            "" => row.row.to_string(),
            sheet => format!("{sheet}!{}", row.row),
        };
        let answer = |task: &str, meaning| Answer::new("row", &format!("{place}={task}"), meaning);
        let known = of.iter().map(|number| {
            let meaning = format!("就是第 {number} 项，补上它空着的");
            answer(&number.to_string(), meaning)
        });
        let new = answer(NEW, "是新任务".to_owned());
        let text = format!("第{}行“{}”", row.row, row.problem);
        self.context.out.choose(&text, known.chain([new]).collect());
    }

    fn tell(&mut self, fault: Fault) {
        self.clear();
        self.context.tell(fault);
    }
}
