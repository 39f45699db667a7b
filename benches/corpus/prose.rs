//! The prose of a report, which uses the numbers of its tables.

use super::{Agency, YEARS, figures::Figures};
use std::fmt::Write as _;

const AREAS: [&str; 24] = [
    "财政预决算",
    "重大建设项目",
    "公共资源配置",
    "社会救助",
    "教育招生",
    "医疗服务",
    "就业创业",
    "住房保障",
    "生态环境",
    "安全生产",
    "食品药品",
    "乡村振兴",
    "征地补偿",
    "市场监管",
    "公共交通",
    "养老服务",
    "防汛抗旱",
    "文化体育",
    "户籍管理",
    "法律援助",
    "残疾人服务",
    "城市更新",
    "供水供气",
    "政府采购",
];
const ACTS: [&str; 20] = [
    "梳理公开事项目录并逐项落实责任科室",
    "组织业务骨干开展专题研讨",
    "邀请群众代表走进机关参观座谈",
    "编印图解手册送到社区",
    "开设热点问答栏目集中回应",
    "对栏目更新情况按月通报",
    "把信息发布纳入日常考核",
    "完善文件起草与解读同步机制",
    "优化检索入口和移动端页面",
    "清理失效链接并校正表述",
    "设立线下查阅点安排专人值守",
    "建立台账跟踪整改销号",
    "聘请社会监督员定期评议",
    "汇编历年文件方便对照查阅",
    "统一附件格式和命名办法",
    "在服务大厅设置自助查询机",
    "与档案馆共建公开查阅点",
    "按季抽查答复文书",
    "为老年人提供纸质材料",
    "在村务公开栏同步张贴",
];
const ENDS: [&str; 16] = [
    "发布时效明显提升",
    "群众查询更加方便",
    "咨询电话明显减少",
    "栏目内容更加均衡",
    "答复质量稳步提高",
    "社会反响良好",
    "工作流程更加顺畅",
    "部门协同更加紧密",
    "公开内容更加详实",
    "基层负担有所减轻",
    "解读形式更加多样",
    "历史文件查找不再费时",
    "办事指南更加好懂",
    "线上线下内容保持一致",
    "责任分工更加清晰",
    "重复咨询逐步下降",
];
const LACKS: [&str; 16] = [
    "发布不够及时",
    "解读形式偏少",
    "栏目更新不均衡",
    "人员业务不够熟练",
    "与申请人沟通不够主动",
    "线下渠道利用不足",
    "检索体验有待改善",
    "资料归档不够规范",
    "数据口径需要统一",
    "培训覆盖面不足",
    "图表使用偏少",
    "回应关切不够充分",
    "附件格式有待统一",
    "移动端阅读不够方便",
    "历史信息补录偏慢",
    "部门衔接不够顺畅",
];
const PLANS: [&str; 12] = [
    "明确责任和时限",
    "增加图解和问答",
    "按周巡查栏目",
    "轮训工作人员",
    "完善答复前沟通",
    "延伸公开渠道",
    "改进检索功能",
    "统一数据口径",
    "邀请第三方评议",
    "总结推广经验",
    "补齐历史信息",
    "简化查阅手续",
];

/// The number of sentences in each later paragraph of section one.
const PARAGRAPHS: [(&str, u64); 3] = [("政府信息管理", 4), ("平台建设", 4), ("监督保障", 4)];
const PROBLEMS: u64 = 6;

pub(super) fn write(out: &mut String, agency: &Agency, year: u16, figures: &Figures) {
    let _ = overview(out, agency, year, figures);
    let _ = problems(out, agency, year);
    let _ = other(out, agency, year, figures);
}

fn overview(out: &mut String, agency: &Agency, year: u16, figures: &Figures) -> std::fmt::Result {
    let name = &agency.name;
    writeln!(out, "## 一、总体情况\n")?;
    writeln!(
        out,
        "{year}年，{name}认真贯彻落实《中华人民共和国政府信息公开条例》和上级关于政务公开工作的部署要求，各项工作取得新的进展。\n"
    )?;
    let [profile, news, others] = figures.published;
    writeln!(
        out,
        "**主动公开方面**。{name}{year}年通过门户网站主动公开政府信息共{}条，其中概况类信息{profile}条、政务动态信息{news}条、其他信息{others}条。\n",
        profile + news + others
    )?;
    let [received, carried_in, handled, carried_out] = figures.cases();
    writeln!(
        out,
        "**依申请公开方面**。{name}{year}年共收到政府信息公开申请{received}件，上年结转{carried_in}件，办结{handled}件，结转下年度继续办理{carried_out}件。\n"
    )?;
    let mut sentence = report_number(agency, year) * PARAGRAPHS.iter().map(|(_, sentences)| sentences).sum::<u64>();
    for (about, sentences) in PARAGRAPHS {
        write!(out, "**{about}方面**。")?;
        for number in sentence..sentence + sentences {
            practice(out, number)?;
        }
        sentence += sentences;
        writeln!(out, "\n")?;
    }
    Ok(())
}

fn practice(out: &mut String, number: u64) -> std::fmt::Result {
    fn next(at: usize, by: usize, of: usize) -> usize {
        (at + 1 + by) % of
    }

    let [area, act, end, next_area, next_act, next_end] = variant(number, [24, 20, 16, 23, 19, 15]);
    write!(
        out,
        "围绕{}，{}，{}；围绕{}，{}，{}。",
        AREAS[area],
        ACTS[act],
        ENDS[end],
        AREAS[next(area, next_area, AREAS.len())],
        ACTS[next(act, next_act, ACTS.len())],
        ENDS[next(end, next_end, ENDS.len())]
    )
}

fn problems(out: &mut String, agency: &Agency, year: u16) -> std::fmt::Result {
    fn next(at: usize, by: usize, of: usize) -> usize {
        (at + 1 + by) % of
    }

    writeln!(out, "## 五、存在的主要问题及改进情况\n")?;
    writeln!(out, "{year}年，{}的公开工作还存在一些不足，主要是：\n", agency.name)?;
    let first = report_number(agency, year) * PROBLEMS;
    for number in first..first + PROBLEMS {
        let [area, lack, next_area, next_lack, plan, act, next_plan] = variant(number, [24, 16, 23, 15, 12, 20, 11]);
        writeln!(
            out,
            "- 在{}信息公开中{}，{}方面{}；下一步将{}，{}，{}。",
            AREAS[area],
            LACKS[lack],
            AREAS[next(area, next_area, AREAS.len())],
            LACKS[next(lack, next_lack, LACKS.len())],
            PLANS[plan],
            ACTS[act],
            PLANS[next(plan, next_plan, PLANS.len())]
        )?;
    }
    writeln!(out)
}

fn other(out: &mut String, agency: &Agency, year: u16, figures: &Figures) -> std::fmt::Result {
    let Agency { id, name, .. } = agency;
    let [proposals, motions] = figures.proposals;
    writeln!(out, "## 六、其他需要报告的事项\n")?;
    writeln!(
        out,
        "{year}年，{name}依据《政府信息公开信息处理费管理办法》发出收费通知0件，收取信息处理费总金额0元。\n"
    )?;
    writeln!(
        out,
        "{name}{year}年承办人大代表建议{proposals}件、政协委员提案{motions}件，均按要求办结，答复结果除涉密内容外已在门户网站公开。\n"
    )?;
    writeln!(
        out,
        "本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止，电子版可在[{name}门户网站](https://www.example.gov.cn/{id}/)下载。\n"
    )?;
    writeln!(
        out,
        "如对{name}{year}年度报告有任何疑问，请与本机关政务公开科联系，联系电话：0000-{:08}，电子邮箱：xxgk@{id}.example.gov.cn。",
        figures.phone
    )
}

fn report_number(agency: &Agency, year: u16) -> u64 {
    agency.number as u64 * YEARS.len() as u64 + u64::from(year - YEARS[0])
}

/// Chooses among alternatives such that each occurs once before any occurs again, by equal steps through all of them.
fn variant<const N: usize>(number: u64, sizes: [u64; N]) -> [usize; N] {
    /// A prime, so that it shares no factor with the number of alternatives; chosen so that successive combinations
    /// differ most.
    const STEP: u64 = 1_347_663_953;
    let all: u64 = sizes.iter().product();
    let mut choice = number % all * STEP % all;
    sizes.map(|size| {
        let at = choice % size;
        choice /= size;
        at as usize
    })
}
