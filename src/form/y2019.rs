//! 国办公开办函〔2019〕60号 (试行), for reports on 2019 and 2020.

use super::{
    Block, Edition, Measure, Node, Table, column, count, group, row,
    shared::{
        APPLICANTS, CARRIED_IN, CARRIED_OUT, CHARTS, CORNER, DISPUTES, GRANTED, HEADLINES, ITEM, NOT_PROCESSED,
        PARTLY_GRANTED, PROACTIVE_ALIASES, REASONS, RECEIVED, REFUSED, RESULT_ALIASES, RESULTS, SECTIONS, SHARES,
        UNAVAILABLE, applications,
    },
    total,
};

pub(super) static EDITION: Edition = Edition {
    id: "2019",
    notice: Some("国办公开办函〔2019〕60号"),
    notice_title: Some("政府信息公开工作年度报告有关事项的通知"),
    form_title: Some("政府信息公开工作年度报告格式（试行）"),
    since: 2019,
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
            stocks: &[],
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
            count("made", "本年新制作数量"),
            count("disclosed", "本年新公开数量"),
            count("total_disclosed", "对外公开总数量"),
        ],
        rows: &[row("regulations", "规章"), row("normative_documents", "规范性文件").also(&["行政规范性文件"])],
    },
    Block {
        caption: Some("第二十条第（五）项"),
        corner: ITEM,
        columns: ITEMS_AND_DECISIONS,
        rows: &[row("licensing", "行政许可"), row("other_services", "其他对外管理服务事项")],
    },
    Block {
        caption: Some("第二十条第（六）项"),
        corner: ITEM,
        columns: ITEMS_AND_DECISIONS,
        rows: &[row("penalties", "行政处罚"), row("coercion", "行政强制")],
    },
    Block {
        caption: Some("第二十条第（八）项"),
        corner: ITEM,
        columns: &[PREVIOUS_ITEMS, CHANGE],
        rows: &[row("fees", "行政事业性收费")],
    },
    Block {
        caption: Some("第二十条第（九）项"),
        corner: ITEM,
        columns: &[count("items", "采购项目数量"), column("amount", "采购总金额", Measure::Money)],
        rows: &[row("procurement", "政府集中采购")],
    },
];

const PREVIOUS_ITEMS: Node = count("previous_items", "上一年项目数量");
const CHANGE: Node = column("change", "本年增/减", Measure::Change);
const ITEMS_AND_DECISIONS: &[Node] = &[PREVIOUS_ITEMS, CHANGE, count("decisions", "处理决定数量")];

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
                row("other", "（六）其他处理"),
                total("（七）总计"),
            ],
        )
        .also(RESULT_ALIASES),
        CARRIED_OUT,
    ],
}];
