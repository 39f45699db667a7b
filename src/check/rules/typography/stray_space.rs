#![doc = include_str!("stray_space.md")]

use crate::{
    check::{
        Check, Context, Group, Rule,
        rules::characters::{self, Char, is_blank, is_han, is_han_numeral},
    },
    diag::{Finding, Level, RuleName, Span},
    form::EDITIONS,
    prose::{Block, Passage, Reading},
    text,
};
use std::{collections::HashSet, sync::LazyLock};

const NAME: RuleName = RuleName("stray-space");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Typography, Level::Info, include_str!("stray_space.md"))
    .summary(text!("词语中间有多余的空格", "A space inside a Chinese word"))
    .fixable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let report = reading.prose.report;
    for passage in &reading.prose.passages {
        if !passage.has_blanks() || !passage.runs().iter().any(|run| is_divided(report.source.slice(*run))) {
            continue;
        }
        let chars = characters::chars(&report.source, passage);
        for gap in gaps(&chars) {
            let is_certain = gap.is_inside_word(&chars);
            if gap.is_alone(&chars) || !(is_certain || gap.is_likely(&chars, passage)) {
                continue;
            }
            let (before, after) = (chars[gap.left], chars[gap.right]);
            let span = Span::new(before.end(), after.at);
            let shown = Span::new(before.at, after.end());
            let message = text!("“{words}”中间有空格", "stray space inside “{words}”");
            let finding = Finding::new(NAME, report.place(span), message.with("words", report.source.slice(shown)));
            let finding = finding.at(passage.section.unwrap_or_default());
            findings.push(if is_certain {
                finding
                    .fix(span, "")
                    .hint(text!("删去空格；check --fix 可以代劳", "delete it; `check --fix` can do this"))
            } else {
                finding.hint(text!(
                    "多余的就删去；用来分隔的，换成标点",
                    "delete it, or use punctuation if it is meant to separate"
                ))
            });
        }
    }
}

fn is_divided(text: &str) -> bool {
    text.trim().chars().any(is_blank)
}

/// Blanks between two Chinese characters of one run of text, and the clause they stand in.
struct Gap {
    left: usize,
    right: usize,
    /// The characters of the clause: up to punctuation, markup or the end of a line on both sides.
    clause: (usize, usize),
    /// How many gaps the clause has.
    of: usize,
    /// Characters up to the next gap or the end of the clause, on both sides.
    reach: (usize, usize),
}

fn gaps(chars: &[Char]) -> Vec<Gap> {
    let mut found = Vec::new();
    let mut begin = 0;
    for clause in chars.chunk_by(|a, b| a.touches(*b) && !is_break(a.c) && !is_break(b.c)) {
        let end = begin + clause.len();
        let first = found.len();
        let mut left: Option<usize> = None;
        for at in begin..end {
            if is_blank(chars[at].c) {
                continue;
            }
            if let Some(left) = left.filter(|&left| left + 1 < at && is_han(chars[left].c) && is_han(chars[at].c)) {
                found.push(Gap { left, right: at, clause: (begin, end), of: 0, reach: (0, 0) });
            }
            left = Some(at);
        }
        let gaps = &mut found[first..];
        let of = gaps.len();
        for at in 0..of {
            let from = at.checked_sub(1).map_or(begin, |before| gaps[before].right);
            let to = gaps.get(at + 1).map_or(end, |after| after.left + 1);
            let gap = &mut gaps[at];
            (gap.of, gap.reach) = (of, (gap.left + 1 - from, to - gap.right));
        }
        begin = end;
    }
    found
}

fn is_break(c: char) -> bool {
    !(is_han(c) || is_blank(c) || c.is_alphanumeric())
}

impl Gap {
    /// Whether a known word runs across the gap. A character without width divides nothing.
    fn is_inside_word(&self, chars: &[Char]) -> bool {
        let invisible = chars[self.left + 1..self.right].iter().all(|char| !char.c.is_whitespace());
        invisible || PAIRS.contains(&(chars[self.left].c, chars[self.right].c))
    }

    /// Whether the passage is two characters set apart, as titles and table headers are: 目 录.
    fn is_alone(&self, chars: &[Char]) -> bool {
        self.clause == (0, chars.len()) && self.of == 1 && self.reach == (1, 1)
    }

    /// Whether the blank divides nothing that an author would divide by blanks: names, columns, items of a list.
    fn is_likely(&self, chars: &[Char], passage: &Passage) -> bool {
        let (begin, end) = self.clause;
        let is_line = begin == 0 && end == chars.len();
        let leads_to_colon = chars.get(end).is_some_and(|next| matches!(next.c, '：' | ':'));
        let is_numbered = chars[begin].c == '第'
            || (is_han_numeral(chars[self.right].c) && chars.get(self.right + 1).is_some_and(|next| next.c == '是'));
        let is_name = self.of == 1 && self.reach == (1, 1);
        let is_single = self.of == 1 || self.reach.0 == 1 || self.reach.1 == 1;
        // 《关于推进科技创新 培育新兴产业的意见》: titles of two halves.
        let is_titled =
            begin > 0 && characters::opens(chars[begin - 1].c) && self.reach.0.min(self.reach.1) >= LEAST_HALF;
        let is_one_space = self.right - self.left == 2 && chars[self.left + 1].c == ' ';
        matches!(passage.block, Block::Paragraph | Block::Item)
            && is_one_space
            && is_single
            && !(is_line || leads_to_colon || is_numbered || is_name || is_titled)
    }
}

/// Characters of half a title.
const LEAST_HALF: usize = 4;

/// Words of these reports; the labels of the forms come with their editions.
const WORDS: &str = "报告 年度报告 工作报告 公告 公报 通告 政务 政务公开 人民 人民政府 县政府 镇政府 市政府 政府 信息 政府信息 主动 主动公开 \
    公开 依申请 依申请公开 申请 申请人 受理 问题 不足 改进 改进措施 措施 处理 处理费 收费 费用 行政 行政复议 复议 诉讼 行政诉讼 许可 处罚 强制 \
    规范 规范性 规范性文件 文件 补正 条例 办法 规定 组织 加强 群众 满意 满意度 建立 健全 建立健全 完善 机制 体制 制度 工作 保密 审查 审核 培训 业务 办理 \
    流程 程序 平台 建设 平台建设 网站 门户 门户网站 领导 领导小组 分管 责任 责任制 落实 回应 关切 惠民 惠农 补贴 发放 广播 公开栏 微信 公众号 \
    利用 发生 发布 发展 查阅 查询 登录 考核 年终 纳入 常态 常态化 例外 财政 预算 决算 预决算 认真 贯彻 执行 深入 学习 推进 推动 提升 提高 \
    强化 监督 保障 监督保障 管理 内容 栏目 更新 及时 准确 全面 重点 领域 民生 社会 服务 企业 法人 自然人 答复 回复 期限 法定 依法 依规 渠道 \
    载体 媒体 新媒体 政策 解读 政策解读 宣传 培育 目录 指南 标准 标准化 规范化 基层 乡村 振兴 乡镇 街道 村级 社区 部门 单位 机关 本机关 人员 \
    干部 职工 队伍 专职 兼职 意识 能力 水平 质量 效率 效果 成效 数量 总数 总体 情况 总体情况 存在 主要 需要 其他 事项 结合 实际 按照 根据 依据 \
    要求 精神 指导 检查 督查 督促 整改 评议 评价 测评 投诉 举报 咨询 电话 地址 邮箱 联系 方式 附件 附表 统计 数据 表格 本年度 上年 去年 今年 全年 \
    下一步 进一步 同时 此外 以及 通过 开展 召开 会议 研究 部署 安排 制定 修订 印发 转发 实施 方案 计划 总结 分析 调整 成立 设立 配备 设备 经费 \
    投入 科学 民主 决策 权力 运行 阳光 透明 公正 公平 公众 参与 互动 交流 意见 建议 征集 收集 采纳 反馈 全镇 全县 全市 全区 全省 我镇 我县 我市 \
    我局 本镇 各村 各站 站所 党委 党组 党政 县委 市委 省委 国务院 办公室 办公 中华 中华人民共和国 共和国 法律 法规 法治 治理 环境 保护 教育 卫生 \
    医疗 就业 社保 低保 救助 扶贫 安全 生产 应急 疫情 防控 食品 药品 土地 征收 征地 拆迁 房屋 住房 规划 项目 工程 采购 招标 投标 合同 资金 专项 \
    使用 支出 收入 税收 国有 资产 资源 自然 生态 农业 农村 农民 产业 经济 文化 旅游 体育 科技 技术 创新 改革 开放 转变 作风 职能 便民 利民 高效 \
    有效 有序 稳步 扎实 积极 充分 切实 不断 持续 逐步 逐项 较好 良好 明显 显著 取得 存档 归档 档案 泄密 泄露 隐私 秘密 个人 商业 国家 第三方 权益 \
    合法 合法权益 答复书 告知 告知书 事实 证据 理由 结果 维持 纠正 撤销 变更 尚未 审结 结转 办结 予以 不予 部分 无法 提供 不存在 重复 信访";

/// Neighbours within a word.
static PAIRS: LazyLock<HashSet<(char, char)>> = LazyLock::new(|| {
    let forms = EDITIONS.iter().map(|edition| edition.form());
    let lines = forms.flat_map(|form| form.tables.iter().flat_map(|table| &table.blocks));
    let labels = lines.flat_map(|block| block.rows.iter().chain(&block.columns)).flat_map(|line| line.labels.iter());
    let titles = EDITIONS.iter().flat_map(|edition| edition.sections.iter().map(|section| &section.title));
    let words = WORDS.split_whitespace().chain(labels.copied()).chain(titles.copied());
    let pairs = words.flat_map(|word| word.chars().zip(word.chars().skip(1)));
    pairs.filter(|(a, b)| is_han(*a) && is_han(*b)).collect()
});
