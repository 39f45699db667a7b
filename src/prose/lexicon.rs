//! The words by which officials count, and what each stands for in the tables.
//!
//! What applicants and outcomes are called comes from the edition; only verbs and everyday words stand here.

use crate::edition::{CellId, EDITIONS, Edition, Form, Node};
use aho_corasick::{AhoCorasick, MatchKind};
use std::{ops::Range, sync::LazyLock};

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// 收到, 受理.
    Receive,
    /// 新收: without what was carried in.
    ReceiveNew,
    /// 办结.
    Finish,
    /// 答复, 办理: may or may not be done.
    Handle,
    /// 制发, 印发.
    Issue,
    /// 废止.
    Repeal,
    /// 现行有效.
    InForce,
    /// 发生, 出现.
    Occur,
    /// 未, 没有, 无.
    Not,
    /// 均, 全部.
    All,
    /// 政府信息公开申请.
    Request,
    /// 申请, of whatever kind.
    AnyRequest,
    /// Something of the tables that has a name: by its place in [`Lexicon::quantities`].
    Named(usize),
    /// 规范性文件.
    Documents,
    /// 政府信息公开, by itself.
    Disclosure,
    /// Things that are counted too, but stand in no table: 建议, 来信.
    Others,
    /// A way by which something came or went: 网站, 信函.
    Channel,
    /// 较上年, 同比.
    Compare,
    /// 将, 计划.
    Plan,
    /// 其中.
    Among,
    /// A part of the year, or several years: 上半年, 近三年.
    Period,
    /// A part that is told by how it was dealt with: 延期, 当场.
    Qualified,
    /// Other bodies: 各村, 下属.
    Elsewhere,
    /// 全县: this body's own only if it governs it.
    Region,
    /// 上年, 去年.
    LastYear,
    /// 本年, 今年.
    ThisYear,
    /// 共, 合计.
    Total,
    /// 除…外.
    Except,
    /// 占.
    Share,
    /// Only there so that shorter words in it are not found.
    Nothing,
}

/// A figure of the tables that sentences speak of.
#[derive(Debug)]
pub struct Quantity {
    /// 收到的申请: for messages.
    pub name: String,
    /// What may be meant; each the sum of these cells.
    pub readings: Vec<Vec<CellId>>,
    pub kind: QuantityKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    Received,
    NewlyReceived,
    CarriedIn,
    CarriedOut,
    Finished,
    Handled,
    /// By this column of table three.
    Applicant,
    Outcome,
    Review,
    Litigation,
    /// 维持, of reviews or lawsuits.
    Dispute,
    Issued,
    Repealed,
    InForce,
}

#[derive(Debug)]
pub struct Lexicon {
    pub quantities: Vec<Quantity>,
    words: AhoCorasick,
    terms: Vec<Term>,
}

const WORDS: &[(Term, &[&str])] = &[
    (Term::Receive, &["收到", "受理", "接到", "接收", "收悉", "收取申请", "登记", "接受", "接获", "收件"]),
    (Term::ReceiveNew, &["新收", "新收到", "新受理", "新接收", "新增", "本年新收", "当年新收"]),
    (
        Term::Finish,
        &[
            "办结",
            "办理完毕",
            "办理完成",
            "办毕",
            "办理完结",
            "处理完毕",
            "完成办理",
            "办理完",
            "完成",
            "答复到位",
            "办理到位",
            "完成答复",
            "答复完毕",
            "回复完毕",
            "办完",
            "完结",
        ],
    ),
    (Term::Handle, &["答复", "办复", "回复", "办理", "处理"]),
    (Term::Issue, &["制发", "制定", "印发", "出台", "新制定", "制定印发", "制定出台"]),
    (Term::Repeal, &["废止", "宣布失效"]),
    (Term::InForce, &["现行有效", "继续有效"]),
    (Term::Occur, &["发生", "出现", "产生", "涉及", "引发", "存在", "被提起"]),
    (Term::Qualified, &["延期", "超期", "提前", "当场", "口头", "逾期", "超时", "延长期限", "补正", "撤回", "撤销"]),
    (
        Term::Not,
        &["未", "没有", "无", "没", "不存在", "未曾", "尚未", "从没", "从未", "暂无", "均无", "皆无", "亦无", "尚无"],
    ),
    (Term::All, &["均", "全部", "全都", "都", "皆", "悉数", "全数"]),
    (
        Term::Request,
        &[
            "政府信息公开申请",
            "信息公开申请",
            "依申请公开申请",
            "依申请公开",
            "依申请公开事项",
            "依申请公开件",
            "依申请公开政府信息",
            "依申请",
            "公开申请",
            "政府信息申请",
            "申请公开政府信息",
            "申请政府信息公开",
            "信息公开的申请",
            "政府信息的申请",
            "申请公开",
        ],
    ),
    (Term::AnyRequest, &["申请", "申请件", "申请事项"]),
    (Term::Documents, &["规范性文件"]),
    (Term::Disclosure, &["政府信息公开", "信息公开", "政务公开"]),
    (
        Term::Others,
        &[
            "建议",
            "提案",
            "信件",
            "来信",
            "留言",
            "咨询",
            "工单",
            "投诉",
            "举报",
            "热线",
            "信访",
            "诉求",
            "来访",
            "意见",
            "许可申请",
            "救助申请",
            "低保申请",
            "补贴申请",
            "补助申请",
            "执行申请",
            "听证申请",
            "听证",
            "登记申请",
            "求助",
            "问政",
            "案卷",
            "纠纷",
            "稿件",
            "案件",
            "简报",
            "新闻",
            "视频",
            "图解",
            "公文",
            "纪要",
            "档案",
            "证明",
            "处罚案件",
            "申请执行",
            "申请材料",
            "建房申请",
            "宅基地申请",
            "救济",
            "审批",
            "许可",
            "批复",
            "公示",
            "公告",
            "动态",
            "推文",
            "培训",
            "会议",
            "检查",
            "督查",
        ],
    ),
    (
        Term::Channel,
        &[
            "网站",
            "网上",
            "网络",
            "平台",
            "信函",
            "邮寄",
            "邮件",
            "邮箱",
            "当面",
            "现场",
            "窗口",
            "传真",
            "电话",
            "在线",
            "公众号",
            "微信",
            "微博",
            "线上",
            "线下",
        ],
    ),
    (
        Term::Compare,
        &[
            "较上年",
            "较去年",
            "较上一年",
            "比上年",
            "比去年",
            "比上一年",
            "同比",
            "环比",
            "相比",
            "增长",
            "下降",
            "减少",
            "增加",
            "增幅",
            "降幅",
            "上升",
            "较前",
            "多于",
            "少于",
            "高于",
            "低于",
            "持平",
            "回落",
        ],
    ),
    (
        Term::Plan,
        &[
            "计划",
            "将继续",
            "将进一步",
            "将会",
            "将加强",
            "将持续",
            "将严格",
            "将在",
            "力争",
            "争取",
            "拟",
            "下一步",
            "明年",
            "预计",
            "今后",
            "应当",
            "若",
            "如果",
            "假如",
            "如有",
            "一旦",
            "确保",
            "努力实现",
            "目标",
        ],
    ),
    (Term::Among, &["其中"]),
    (
        Term::Period,
        &[
            "上半年",
            "下半年",
            "季度",
            "近年",
            "近三年",
            "近两年",
            "近五年",
            "历年",
            "近年来",
            "几年来",
            "多年来",
            "以来",
            "累计至",
            "月份",
            "年均",
            "月均",
            "每月",
            "每年",
            "日均",
            "任期",
            "三年",
            "两年",
            "五年",
        ],
    ),
    (
        Term::Elsewhere,
        &[
            "村级组织",
            "各村",
            "各单位",
            "各部门",
            "各乡镇",
            "各镇",
            "各科室",
            "下属",
            "所属",
            "辖区内",
            "上级",
            "兄弟",
            "邻",
            "代县",
            "代为",
            "转来",
            "移交",
            "村委会",
            "居委会",
            "派出所",
            "学校",
            "卫生院",
            "企业申报",
            "垂直管理",
            "镇属",
            "乡属",
            "站所",
            "县属",
            "市属",
            "局属",
            "直属",
            "受托",
        ],
    ),
    (Term::Region, &["全县", "全市", "全省", "全区", "全国", "全系统"]),
    (Term::LastYear, &["上年", "去年", "上一年", "上年度", "上一年度", "前年", "往年"]),
    (Term::ThisYear, &["本年", "本年度", "今年", "当年", "全年", "年内", "报告期"]),
    (Term::Total, &["共", "合计", "共计", "总计", "累计", "总数", "总量"]),
    (Term::Except, &["除"]),
    (Term::Share, &["占", "占比", "比例", "比重"]),
    (
        Term::Nothing,
        &[
            "不予受理",
            "申请人",
            "申请表",
            "申请书",
            "申请渠道",
            "申请方式",
            "申请流程",
            "申请指南",
            "申请权",
            "未办结",
            "尚未办结",
            "正在办理",
            "继续办理",
            "未答复",
            "待办",
            "在办",
            "无关",
            "无偿",
            "无障碍",
            "无论",
            "无误",
            "处理结果",
            "办理结果",
            "办理情况",
            "处理情况",
            "答复率",
            "办结率",
            "办理工作",
            "办理流程",
            "办理程序",
            "答复意见",
            "答复书",
            "答复文书",
            "规范答复",
            "受理点",
            "受理窗口",
            "受理机构",
            "接受监督",
            "接受社会",
            "将于",
            "登记台账",
            "登记簿",
            "未来",
            "无法",
            "都市",
            "首都",
            "未成年",
            "如下",
            "例如",
            "如期",
            "比如",
            "诸如",
            "如实",
            "无遗漏",
            "无差错",
            "处理决定",
            "个人信息处理",
            "信息处理",
            "数据处理",
            "已有",
            "将其",
            "将政府",
            "建议人",
            "意见箱",
            "全部门",
            "存在问题",
            "存在不足",
            "要求提供",
            "按要求",
            "标准要求",
            "工作要求",
            "要求公开",
        ],
    ),
];

/// The parts of table three that sentences name by these words.
const REQUESTS: &[(QuantityKind, &str, &[&str], &[&[&str]])] = &[
    (QuantityKind::Received, "收到的申请", &[], &[&["received"], &["received", "carried_in"]]),
    (QuantityKind::NewlyReceived, "新收的申请", &[], &[&["received"]]),
    (QuantityKind::Finished, "办结的申请", &[], &[&["results.total"]]),
    (QuantityKind::Handled, "办理的申请", &[], &[&["results.total"], &["received", "carried_in"], &["received"]]),
    (
        QuantityKind::CarriedIn,
        "上年结转",
        &[
            "上年结转",
            "上年度结转",
            "上一年结转",
            "上一年度结转",
            "去年结转",
            "结转上年",
            "结转上年度",
            "上年转入",
            "上年度转入",
            "上年遗留",
            "上年末结转",
            "上年未办结",
        ],
        &[&["carried_in"]],
    ),
    (
        QuantityKind::CarriedOut,
        "结转下年",
        &[
            "结转下年度",
            "结转下年",
            "结转下一年",
            "结转下一年度",
            "结转至下年度",
            "结转至下一年",
            "结转至下一年度",
            "结转至下年",
            "结转到下年",
            "结转到下年度",
            "结转到下一年度",
            "转入下年",
            "转入下年度",
            "转入下一年度",
            "转下年",
            "顺延至下年",
            "顺延到下年度",
            "跨年结转",
            "跨年办理",
            "跨年度办理",
            "转至下年",
            "下年度继续办理",
            "下一年度继续办理",
            "结转明年",
        ],
        &[&["carried_out"]],
    ),
];

impl Lexicon {
    pub fn of(edition: &'static Edition) -> &'static Self {
        static LEXICONS: LazyLock<Vec<Lexicon>> =
            LazyLock::new(|| EDITIONS.iter().map(|edition| Lexicon::new(edition.form())).collect());
        let at = EDITIONS.iter().position(|other| std::ptr::eq(*other, edition)).unwrap_or_default();
        &LEXICONS[at]
    }

    fn new(form: &'static Form) -> Self {
        let mut builder = Builder::default();
        for &(term, words) in WORDS {
            words.iter().for_each(|word| builder.word(word, term));
        }
        builder.requests(form);
        builder.disputes(form);
        builder.documents(form);
        let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&builder.words);
        Self { quantities: builder.quantities, words: words.expect("a few hundred words"), terms: builder.terms }
    }

    /// The words of a text, of those that begin at one place the longest.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, Term)> + 't {
        self.words.find_iter(text).map(|found| (found.range(), self.terms[found.pattern().as_usize()]))
    }

    /// The quantity of a kind that has no name of its own.
    pub fn quantity(&self, kind: QuantityKind) -> Option<usize> {
        self.quantities.iter().position(|quantity| quantity.kind == kind)
    }
}

#[derive(Default)]
struct Builder {
    words: Vec<String>,
    terms: Vec<Term>,
    quantities: Vec<Quantity>,
}

impl Builder {
    fn word(&mut self, word: &str, term: Term) {
        if !self.words.iter().any(|known| known == word) {
            self.words.push(word.to_owned());
            self.terms.push(term);
        }
    }

    fn quantity(&mut self, kind: QuantityKind, name: &str, readings: Vec<Vec<CellId>>) -> Option<Term> {
        let readings: Vec<_> = readings.into_iter().filter(|cells| !cells.is_empty()).collect();
        if readings.is_empty() {
            return None;
        }
        self.quantities.push(Quantity { name: name.to_owned(), readings, kind });
        Some(Term::Named(self.quantities.len() - 1))
    }

    /// A quantity under its node's names.
    fn named(&mut self, kind: QuantityKind, node: &Node, readings: Vec<Vec<CellId>>) {
        let short = node.short();
        let Some(term) = self.quantity(kind, short, readings) else { return };
        let words = [short].into_iter().chain(node.aliases.iter().copied());
        words.filter(|word| word.chars().count() >= 3 || node.key.is_empty()).for_each(|word| self.word(word, term));
    }

    fn requests(&mut self, form: &'static Form) {
        let cell = |row: &str, column: &str| form.cell(&format!("applications.{row}.{column}"));
        let sum = |rows: &[&str], columns: &[&str]| -> Vec<CellId> {
            rows.iter().flat_map(|row| columns.iter().filter_map(|column| cell(row, column))).collect()
        };
        for &(kind, name, words, readings) in REQUESTS {
            let readings = readings.iter().map(|rows| sum(rows, &["total"])).collect();
            let Some(term) = self.quantity(kind, name, readings) else { continue };
            words.iter().for_each(|word| self.word(word, term));
        }
        for (node, columns) in form.columns_of("applications") {
            let readings = vec![sum(&["received"], &columns), sum(&["received", "carried_in"], &columns)];
            self.named(QuantityKind::Applicant, node, readings);
        }
        for (node, cells) in form.parts("applications.results", "total") {
            self.named(QuantityKind::Outcome, node, vec![cells]);
        }
        for (node, cells) in form.rows_below("applications.results", "total") {
            self.named(QuantityKind::Outcome, node, vec![cells]);
        }
    }

    fn disputes(&mut self, form: &'static Form) {
        let cells = |paths: &[&str]| paths.iter().filter_map(|path| form.cell(path)).collect::<Vec<_>>();
        let review = cells(&["disputes.review.total"]);
        if let Some(term) = self.quantity(QuantityKind::Review, "行政复议", vec![review]) {
            ["行政复议", "复议", "行政复议申请", "复议申请", "行政复议案件", "复议案件"]
                .iter()
                .for_each(|word| self.word(word, term));
        }
        self.outcomes_of_disputes(form);
        let litigation = cells(&["disputes.litigation.direct.total", "disputes.litigation.after_review.total"]);
        if let Some(term) = self.quantity(QuantityKind::Litigation, "行政诉讼", vec![litigation]) {
            ["行政诉讼", "诉讼", "行政诉讼案件", "诉讼案件", "行政应诉案件"]
                .iter()
                .for_each(|word| self.word(word, term));
        }
    }

    /// 结果维持, 尚未审结: of reviews, of lawsuits of either kind, or of all.
    fn outcomes_of_disputes(&mut self, form: &'static Form) {
        let Some(table) = form.tables.iter().find(|table| table.table.key == "disputes") else { return };
        let lines = table.blocks.iter().flat_map(|block| &block.columns).filter(|line| !line.is_total());
        let mut kinds: Vec<(&Node, Vec<CellId>)> = Vec::new();
        for (line, cell) in lines.zip(table.cells.clone().filter(|&cell| !form.cells[cell].is_total)) {
            match kinds.iter_mut().find(|(node, _)| node.key == line.node.key) {
                Some((_, cells)) => cells.push(cell),
                None => kinds.push((line.node, vec![cell])),
            }
        }
        for (node, cells) in kinds {
            let each = cells.iter().map(|&cell| vec![cell]);
            let lawsuits = cells.iter().skip(1).copied().collect();
            let readings = each.chain([lawsuits, cells.clone()]).collect();
            if let Some(term) = self.quantity(QuantityKind::Dispute, node.label, readings) {
                self.word(node.label, term);
            }
        }
    }

    fn documents(&mut self, form: &'static Form) {
        let row = |columns: &[&str]| -> Vec<Vec<CellId>> {
            let cell = |column: &&str| form.cell(&format!("proactive.normative_documents.{column}"));
            columns.iter().filter_map(|column| Some(vec![cell(column)?])).collect()
        };
        self.quantity(QuantityKind::Issued, "制发的规范性文件", row(&["issued", "made"]));
        self.quantity(QuantityKind::Repealed, "废止的规范性文件", row(&["repealed"]));
        self.quantity(QuantityKind::InForce, "现行有效的规范性文件", row(&["in_force"]));
    }
}
