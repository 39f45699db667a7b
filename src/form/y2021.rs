//! 国办公开办函〔2021〕30号 (2021-09-26), for reports on 2021 and later.

use super::{
    Block, Edition, Measure, Node, Stock, Table, column, count, group, row,
    shared::{
        APPLICANTS, CARRIED_IN, CARRIED_OUT, CHARTS, CORNER, DISPUTES, GRANTED, HEADLINES, ITEM, NOT_PROCESSED,
        PARTLY_GRANTED, PROACTIVE_ALIASES, REASONS, RECEIVED, REFUSED, RESULT_ALIASES, RESULTS, SECTIONS, SHARES,
        UNAVAILABLE, applications,
    },
    total,
};

pub(super) static EDITION: Edition = Edition {
    id: "2021",
    notice: Some("国办公开办函〔2021〕30号"),
    notice_title: Some("政府信息公开工作年度报告格式"),
    form_title: None,
    since: 2021,
    sections: SECTIONS,
    tables: &[
        Table {
            key: "proactive",
            label: "主动公开",
            name: "表二",
            aliases: PROACTIVE_ALIASES,
            blocks: PROACTIVE,
            identities: &[],
            carries: &[],
            stocks: &[Stock { stock: "in_force", added: "issued", removed: "repealed" }],
            rulemaking: &["regulations"],
        },
        applications(APPLICATION_ROWS),
        DISPUTES,
    ],
    headlines: HEADLINES,
    shares: SHARES,
    reasons: REASONS,
    charts: CHARTS,
};

const PROACTIVE: &[Block] = &[
    Block {
        caption: Some("第二十条第（一）项"),
        corner: ITEM,
        columns: &[
            count("issued", "本年制发件数"),
            count("repealed", "本年废止件数"),
            count("in_force", "现行有效件数"),
        ],
        rows: &[row("regulations", "规章"), row("normative_documents", "行政规范性文件").also(&["规范性文件"])],
    },
    Block {
        caption: Some("第二十条第（五）项"),
        corner: ITEM,
        columns: DECISIONS,
        rows: &[row("licensing", "行政许可")],
    },
    Block {
        caption: Some("第二十条第（六）项"),
        corner: ITEM,
        columns: DECISIONS,
        rows: &[row("penalties", "行政处罚"), row("coercion", "行政强制")],
    },
    Block {
        caption: Some("第二十条第（八）项"),
        corner: ITEM,
        columns: &[column("amount", "本年收费金额（单位：万元）", Measure::Amount("万元"))],
        rows: &[row("fees", "行政事业性收费")],
    },
];

const DECISIONS: &[Node] = &[count("decisions", "本年处理决定数量")];

const APPLICATION_ROWS: &[Block] = &[Block {
    caption: None,
    corner: CORNER,
    columns: APPLICANTS,
    rows: &[
        RECEIVED,
        CARRIED_IN,
        group(
            "results",
            RESULTS,
            &[
                GRANTED,
                PARTLY_GRANTED,
                REFUSED,
                UNAVAILABLE,
                NOT_PROCESSED,
                group(
                    "other",
                    "（六）其他处理",
                    &[
                        row("no_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请")
                            .also(&["逾期不补正", "申请人无正当理由逾期不补正"]),
                        row("fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请")
                            .also(&["逾期未缴费", "逾期未缴纳费用", "申请人逾期未按收费通知要求缴纳费用"]),
                        row("other", "3.其他"),
                    ],
                ),
                total("（七）总计"),
            ],
        )
        .also(RESULT_ALIASES),
        CARRIED_OUT,
    ],
}];
