//! Parts shared by several editions: sections, headlines, charts, and unchanged rows and columns.
//!
//! An edition uses these for what it keeps, and defines in its own file what it changes.

use super::{
    Block, Carry, Chart, ChartData, Content, Headline, Identity, Kind, Node, Section, Share, Table, count, group, node,
    row, total,
};
use crate::{i18n::Text, text};

pub(super) const HEADLINES: &[Headline] = &[
    headline("received", text!("新收申请", "Requests received"), &["applications.received.total"]),
    headline("carried_in", text!("上年结转", "Carried in"), &["applications.carried_in.total"]),
    headline("answered", text!("办结申请", "Requests answered"), &["applications.results.total.total"]),
    headline("carried_out", text!("结转下年", "Carried over"), &["applications.carried_out.total"]),
    headline("review", text!("行政复议", "Reviews"), &["disputes.review.total"]),
    headline(
        "litigation",
        text!("行政诉讼", "Lawsuits"),
        &["disputes.litigation.direct.total", "disputes.litigation.after_review.total"],
    ),
];

/// The group of rows with the reasons for refusal, and the column for all applicants.
pub(super) const REASONS: Option<(&str, &str)> = Some(("applications.results.refused", "total"));

const DECIDED: &[&str] = &["applications.results.total.total"];
const DISCLOSED: &[&str] = &["applications.results.granted.total", "applications.results.partly_granted.total"];
const LITIGATED: &[&str] = &["disputes.litigation.direct.total", "disputes.litigation.after_review.total"];
const UNDECIDED: &[&str] = &["disputes.litigation.direct.pending", "disputes.litigation.after_review.pending"];

pub(super) const SHARES: &[Share] = &[
    Share {
        key: "disclosed",
        label: text!("公开率", "Disclosure rate"),
        meaning: text!(
            "予以公开与部分公开之和，占办理结果总计的比例；总计含上年结转的申请，可以多于新收的",
            "requests granted in full or in part, as a share of all decided, including those carried in"
        ),
        part: DISCLOSED,
        whole: DECIDED,
        without: &[],
        pending: &[],
        is_rate: true,
    },
    Share {
        key: "disclosed_of_processed",
        label: text!("实办公开率", "Disclosure rate (processed)"),
        meaning: text!("分母再减去不予处理和其他处理", "the same, excluding “not processed” and “other”"),
        part: DISCLOSED,
        whole: DECIDED,
        without: &["applications.results.not_processed.total", "applications.results.other.total"],
        pending: &[],
        is_rate: true,
    },
    Share {
        key: "refused",
        label: text!("不予公开", "Refused"),
        meaning: text!(
            "占办理结果总计的比例，不含无法提供",
            "as a share of all decided; “unavailable” is counted separately"
        ),
        part: &["applications.results.refused.total"],
        whole: DECIDED,
        without: &[],
        pending: &[],
        is_rate: false,
    },
    Share {
        key: "unavailable",
        label: text!("无法提供", "Unavailable"),
        meaning: text!("占办理结果总计的比例", "as a share of all decided"),
        part: &["applications.results.unavailable.total"],
        whole: DECIDED,
        without: &[],
        pending: &[],
        is_rate: false,
    },
    Share {
        key: "corrected_in_court",
        label: text!("诉讼纠正", "Corrected in court"),
        meaning: text!(
            "结果纠正占已审结案件的比例；案件可能是往年的",
            "of lawsuits concluded; some may have begun in earlier years"
        ),
        part: &["disputes.litigation.direct.corrected", "disputes.litigation.after_review.corrected"],
        whole: LITIGATED,
        without: UNDECIDED,
        pending: UNDECIDED,
        is_rate: false,
    },
    Share {
        key: "corrected_on_review",
        label: text!("复议纠正", "Corrected on review"),
        meaning: text!(
            "结果纠正占已审结案件的比例；案件可能是往年的",
            "of reviews concluded; some may have begun in earlier years"
        ),
        part: &["disputes.review.corrected"],
        whole: &["disputes.review.total"],
        without: &["disputes.review.pending"],
        pending: &["disputes.review.pending"],
        is_rate: false,
    },
];

pub(super) const CHARTS: &[Chart] = &[
    Chart {
        key: "requests",
        title: text!("收到和办结的申请", "Requests received and answered"),
        data: ChartData::Headlines(&["received", "answered"]),
    },
    Chart {
        key: "outcomes",
        title: text!("申请的办理结果", "Outcomes of requests"),
        data: ChartData::Parts { group: "applications.results", column: "total" },
    },
    Chart {
        key: "carry-over",
        title: text!("年末尚未办结的申请", "Requests open at the end of the year"),
        data: ChartData::Headlines(&["carried_out"]),
    },
    Chart {
        key: "disputes",
        title: text!("行政复议和行政诉讼", "Reviews and lawsuits"),
        data: ChartData::Headlines(&["review", "litigation"]),
    },
];

const fn headline(key: &'static str, label: Text, cells: &'static [&'static str]) -> Headline {
    Headline { key, label, cells }
}

pub(super) const SECTIONS: &[Section] = &[
    Section {
        key: "overview", number: "一", title: "总体情况", marks: &[&["总体情况"]], content: Content::Prose
    },
    Section {
        key: "proactive",
        number: "二",
        title: "主动公开政府信息情况",
        marks: &[&["主动公开政府信息情况"], &["主动公开", "信息", "情况"]],
        content: Content::Table,
    },
    Section {
        key: "applications",
        number: "三",
        title: "收到和处理政府信息公开申请情况",
        marks: &[&["收到", "处理", "申请"]],
        content: Content::Table,
    },
    Section {
        key: "disputes",
        number: "四",
        title: "政府信息公开行政复议、行政诉讼情况",
        marks: &[&["行政复议", "行政诉讼"]],
        content: Content::Table,
    },
    Section {
        key: "problems",
        number: "五",
        title: "存在的主要问题及改进情况",
        marks: &[&["问题", "改进"], &["问题", "整改"], &["存在", "问题", "措施"]],
        content: Content::Problems,
    },
    Section {
        key: "other",
        number: "六",
        title: "其他需要报告的事项",
        marks: &[&["其他", "报告", "事项"]],
        content: Content::Prose,
    },
];

pub(super) const ITEM: &str = "信息内容";

/// Other names of table two that authors use.
pub(super) const PROACTIVE_ALIASES: &[&str] = &["主动公开情况", "主动公开政府信息情况"];

/// Table three, which differs between editions only in its rows.
pub(super) const fn applications(rows: &'static [Block]) -> Table {
    Table {
        key: "applications",
        label: "申请",
        name: "表三",
        aliases: &["依申请公开", "依申请公开情况", "收到和处理政府信息公开申请情况"],
        blocks: rows,
        identities: &[Identity { left: &["received", "carried_in"], right: &["results.total", "carried_out"] }],
        carries: &[Carry { now: "carried_in", last: "carried_out" }],
        stocks: &[],
        rulemaking: &[],
    }
}

/// The note in the corner of table three, which expresses `identities` in words.
pub(super) const CORNER: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

pub(super) const APPLICANTS: &[Node] = &[group(
    "",
    "申请人情况",
    &[
        count("natural_person", "自然人"),
        group(
            "",
            "法人或其他组织",
            &[
                count("business", "商业企业"),
                count("research", "科研机构"),
                count("public_welfare", "社会公益组织"),
                count("legal_service", "法律服务机构"),
                count("other", "其他"),
            ],
        )
        .also(&[
            "法人或其他组织",
            "法人",
            "法人和其他组织",
            "法人及其他组织",
            "法人或者其他组织",
            "法人与其他组织",
        ]),
        total("总计"),
    ],
)];

pub(super) const RECEIVED: Node =
    row("received", "一、本年新收政府信息公开申请数量").also(&["本年新收", "新收", "本年新收申请"]);
pub(super) const CARRIED_IN: Node = row("carried_in", "二、上年结转政府信息公开申请数量").also(&["上年结转"]);
pub(super) const CARRIED_OUT: Node = row("carried_out", "四、结转下年度继续办理").also(&["结转下年度", "结转下年"]);
pub(super) const RESULTS: &str = "三、本年度办理结果";
pub(super) const RESULT_ALIASES: &[&str] = &["办理结果"];
pub(super) const GRANTED: Node = row("granted", "（一）予以公开");
pub(super) const PARTLY_GRANTED: Node =
    row("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）").also(&["部分公开"]);
pub(super) const REFUSED: Node = group(
    "refused",
    "（三）不予公开",
    &[
        row("state_secret", "1.属于国家秘密").also(&["国家秘密"]),
        row("prohibited_by_law", "2.其他法律行政法规禁止公开").also(&["法律行政法规禁止公开"]),
        row("security_and_stability", "3.危及“三安全一稳定”").also(&["三安全一稳定"]),
        row("third_party_rights", "4.保护第三方合法权益").also(&["第三方合法权益"]),
        row("internal_affairs", "5.属于三类内部事务信息").also(&["内部事务信息", "三类内部事务信息"]),
        row("process_information", "6.属于四类过程性信息").also(&["过程性信息", "四类过程性信息"]),
        row("enforcement_files", "7.属于行政执法案卷").also(&["行政执法案卷"]),
        row("administrative_enquiry", "8.属于行政查询事项").also(&["行政查询事项"]),
    ],
);
pub(super) const UNAVAILABLE: Node = group(
    "unavailable",
    "（四）无法提供",
    &[
        row("not_held", "1.本机关不掌握相关政府信息").also(&["不掌握相关政府信息", "本机关不掌握"]),
        row("needs_creation", "2.没有现成信息需要另行制作").also(&["需要另行制作", "没有现成信息"]),
        row("unclear", "3.补正后申请内容仍不明确").also(&["申请内容仍不明确"]),
    ],
);
pub(super) const NOT_PROCESSED: Node = group(
    "not_processed",
    "（五）不予处理",
    &[
        row("petition", "1.信访举报投诉类申请").also(&["信访举报投诉", "信访投诉类申请", "信访投诉举报"]),
        row("repeated", "2.重复申请"),
        row("published_material", "3.要求提供公开出版物").also(&["公开出版物"]),
        row("excessive", "4.无正当理由大量反复申请").also(&["大量反复申请"]),
        row("reissue", "5.要求行政机关确认或重新出具已获取信息").also(&["确认或重新出具已获取信息"]),
    ],
);

pub(super) const OUTCOMES: &[Node] = &[
    count("upheld", "结果维持").also(&["维持"]),
    count("corrected", "结果纠正").also(&["纠正"]),
    count("other", "其他结果").also(&["其他"]),
    count("pending", "尚未审结"),
    total("总计"),
];

pub(super) const DISPUTES: Table = Table {
    key: "disputes",
    label: "复议诉讼",
    name: "表四",
    aliases: &["行政复议、行政诉讼", "政府信息公开行政复议、行政诉讼情况"],
    blocks: &[Block {
        caption: None,
        corner: "",
        columns: &[
            group("review", "行政复议", OUTCOMES),
            group(
                "litigation",
                "行政诉讼",
                &[
                    group("direct", "未经复议直接起诉", OUTCOMES).also(&["直接起诉"]),
                    group("after_review", "复议后起诉", OUTCOMES),
                ],
            ),
        ],
        rows: &[node("", "", Kind::Row)],
    }],
    identities: &[],
    carries: &[],
    stocks: &[],
    rulemaking: &[],
};
