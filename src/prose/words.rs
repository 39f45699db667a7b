//! The words themselves, by what they do in a sentence.

use super::{QuantityKind as Kind, Term};

/// Words of one meaning, divided by blanks.
pub(super) const WORDS: &[(Term, &str)] = &[
    (Term::Receive, "收到 受理 接到 接收 收悉 收取申请 登记 接受 接获 收件"),
    (Term::ReceiveNew, "新收 新收到 新受理 新接收 新增 本年新收 当年新收"),
    (
        Term::Finish,
        "办结 办理完毕 办理完成 办毕 办理完结 处理完毕 完成办理 办理完 完成 答复到位 办理到位 完成答复 答复完毕 \
         回复完毕 办完 完结 办理终结 处理终结",
    ),
    (Term::Handle, "答复 办复 回复 办理 处理"),
    (Term::Issue, "制发 制定 印发 出台 新制定 制定印发 制定出台"),
    (Term::Repeal, "废止"),
    (Term::InForce, "现行有效 继续有效"),
    (Term::Occur, "发生 出现 产生 涉及 引发 存在 被提起"),
    (Term::Qualified, "剩余 延期 超期 提前 当场 口头 逾期 超时 延长期限 补正 撤回 撤销 直接收到 直接受理"),
    (Term::Not, "未 没有 无 没 不存在 未曾 尚未 从没 从未 暂无 均无 皆无 亦无 尚无"),
    (Term::All, "均 全部 全都 都 皆 悉数 全数 件件"),
    (
        Term::Request,
        "政府信息公开申请 信息公开申请 依申请公开申请 依申请公开 依申请公开事项 依申请公开件 依申请公开政府信息 \
         依申请 依申请公开案件 政府信息公开申请案件 信息公开申请案件 公开申请 政府信息申请 申请公开政府信息 申请政府信息公开 信息公开的申请 政府信息的申请 申请公开",
    ),
    (Term::AnyRequest, "申请 申请件 申请事项"),
    (Term::Documents, "规范性文件"),
    (Term::Regulations, "规章 政府规章"),
    (Term::Disclosure, "政府信息公开 信息公开 政务公开"),
    (
        Term::Others,
        "建议 提案 信件 来信 留言 咨询 工单 投诉 举报 热线 信访 诉求 来访 意见 许可申请 救助申请 低保申请 \
         补贴申请 补助申请 执行申请 听证申请 听证 登记申请 求助 问政 案卷 纠纷 稿件 案件 复议机关 被申请人 审结 简报 新闻 视频 图解 \
         公文 纪要 档案 证明 处罚案件 申请执行 申请材料 建房申请 宅基地申请 救济 审批 许可 批复 公示 公告 动态 \
         推文 培训 会议 检查 督查",
    ),
    (Term::Channel, "网站 网上 网络 平台 信函 邮寄 邮件 邮箱 当面 现场 窗口 传真 电话 在线 公众号 微信 微博 线上 线下"),
    (
        Term::Compare,
        "较上年 较去年 较上一年 比上年 比去年 比上一年 同比 环比 相比 增长 下降 减少 增加 增幅 降幅 上升 较前 \
         多于 少于 高于 低于 持平 回落",
    ),
    (
        Term::Plan,
        "计划 将继续 将进一步 将会 将加强 将持续 将严格 将在 力争 争取 拟 下一步 明年 预计 今后 应当 若 如果 \
         假如 如有 一旦 确保 努力实现 目标",
    ),
    (Term::Among, "其中"),
    (
        Term::Period,
        "上半年 下半年 季度 平均 每天 每日 每周 人均 近年 近三年 近两年 近五年 历年 近年来 几年来 多年来 以来 累计至 月份 年均 月均 每月 \
         每年 日均 任期 三年 两年 五年",
    ),
    (
        Term::Elsewhere,
        "本级 各区县 各县 其他单位 村级组织 上述单位 企事业单位 小学 中学 各村 各单位 各部门 各乡镇 各镇 各科室 下属 所属 辖区内 上级 兄弟 邻 代县 代为 转来 转办申请 转办的申请 移交 村委会 \
         县（市、区） 县（市区） 县（区） 县市区 市县区 区县 乡镇（街道） 乡（镇、街道） 镇（街道） 乡镇街道 县直部门 县级部门 县直单位 \
         县直各部门 市直部门 市级部门 市直单位 市直各部门 区直部门 区级部门 区直单位 居委会 派出所 学校 卫生院 企业申报 垂直管理 镇属 乡属 站所 县属 市属 局属 直属 受托",
    ),
    (Term::Region, "全县 全市 全省 全区 全国 全系统"),
    (Term::LastYear, "上年 去年 上一年 上年度 上一年度 前年 往年"),
    (Term::ThisYear, "本年 本年度 今年 当年 全年 年内 报告期"),
    (Term::Total, "共 合计 共计 总计 累计 总数 总量"),
    (Term::Except, "除"),
    (Term::Share, "占 占比 比例 比重"),
    (
        Term::Nothing,
        "不予受理 公共 共同 共享 申请人 申请表 申请书 申请渠道 申请方式 申请流程 申请指南 申请权 未办结 尚未办结 正在办理 \
         继续办理 未答复 待办 在办 无关 无偿 无障碍 无论 无误 处理结果 办理结果 办理情况 处理情况 答复率 办结率 \
         办理工作 办理流程 办理程序 答复期限 办理期限 答复时限 办理时限 答复意见 答复书 答复文书 规范答复 受理点 受理窗口 受理机构 接受监督 接受社会 \
         将于 登记台账 登记簿 未来 无法 都市 首都 未成年 如下 例如 如期 比如 诸如 如实 无遗漏 无差错 处理决定 \
         规章制度 部门规章 规章草案 法规规章 法律法规规章 规章规定 规章库 规章规划 规章立法 \
         个人信息处理 信息处理 数据处理 已有 将其 将政府 建议人 意见箱 全部门 存在问题 存在不足 要求提供 按要求 \
         标准要求 工作要求 要求公开 档案移交 资料移交 移交档案 职能移交 职责移交 稳增长 促增长 保增长 增长点",
    ),
];

/// A part of table three that sentences name.
pub(super) struct Request {
    pub kind: Kind,
    /// For messages.
    pub name: &'static str,
    /// Divided by blanks.
    pub words: &'static str,
    /// What may be meant; each the sum of these rows.
    pub readings: &'static [&'static [&'static str]],
}

pub(super) const REQUESTS: &[Request] = &[
    Request {
        kind: Kind::Received,
        name: "收到的申请",
        words: "",
        readings: &[&["received"], &["received", "carried_in"]],
    },
    Request { kind: Kind::NewlyReceived, name: "新收的申请", words: "", readings: &[&["received"]] },
    Request { kind: Kind::Finished, name: "办结的申请", words: "", readings: &[&["results.total"]] },
    Request {
        kind: Kind::Handled,
        name: "办理的申请",
        words: "",
        readings: &[&["results.total"], &["received", "carried_in"], &["received"]],
    },
    Request {
        kind: Kind::CarriedIn,
        name: "上年结转",
        words: "上年结转 上年度结转 上一年结转 上一年度结转 去年结转 结转上年 结转上年度 上年转入 上年度转入 上年遗留 \
                上年末结转 上年未办结",
        readings: &[&["carried_in"]],
    },
    Request {
        kind: Kind::CarriedOut,
        name: "结转下年",
        words: "结转下年度 结转下年 结转下一年 结转下一年度 结转至下年度 结转至下一年 结转至下一年度 结转至下年 \
                结转到下年 结转到下年度 结转到下一年度 转入下年 转入下年度 转入下一年度 转下年 顺延至下年 顺延到下年度 \
                跨年结转 跨年办理 跨年度办理 转至下年 下年度继续办理 下一年度继续办理 结转明年",
        readings: &[&["carried_out"]],
    },
];
