//! The words of the form's page and its scripts.

use crate::{i18n::Lang, text};
use serde::Serialize;

/// Each with the key by which the page and its scripts refer to it.
macro_rules! words {
    ($($name:ident: $text:expr,)*) => {
        #[derive(Serialize)]
        pub(super) struct Words {
            $(pub $name: &'static str,)*
        }

        impl Words {
            pub(super) fn of(lang: Lang) -> Self {
                Self { $($name: $text.get(lang),)* }
            }
        }
    };
}

words! {
    all: text!("全部报告", "All reports"),
    fill: text!("填表", "Form"),
    findings: text!("检查结果", "Findings"),
    page: text!("页面", "Page"),
    parts: text!("看哪一部分", "Views"),
    undo: text!("撤销", "Undo"),
    redo: text!("恢复", "Redo"),
    totals: text!("补上总计", "Fill in totals"),
    save: text!("保存", "Save"),
    keys: text!(
        "Tab 到下一格，回车和上下键换行。没有发生的填 0；没有数据的填 / 或留空。",
        "Tab moves to the next cell, Enter and the arrow keys to other rows. Type 0 for none; / or nothing if there is no data."
    ),
    as_published: text!(
        "这份报告写明“依原样保存”（as_published）：它依法不能改动，页面上会附说明。改数字等于改动已公开的报告。",
        "This report is marked `as_published`: by law it stays as it was published, and its page carries remarks instead. Changing a figure changes a published report."
    ),
    change_anyway: text!("仍要修改", "Change it anyway"),
    unreadable: text!(
        "文件的数据部分读不出来，所以没有表可填。错处列在下面；在文字里改正、保存，这里就会出现表格。",
        "The front matter cannot be read, so there are no tables to fill in. What is wrong is listed below; once it is corrected in the text and saved, the tables appear here."
    ),
    no_tables: text!("这一年的格式没有表可填。", "This year’s form has no tables."),
    no_script: text!("填报要用到浏览器的脚本，请允许运行。", "Filling in reports needs JavaScript; please allow it."),
    shown: text!("没有改动", "No changes"),
    saved: text!("已保存，{time}", "Saved at {time}"),
    unsaved: text!("还有 {n} 格没有保存", "Cells not saved yet: {n}"),
    saving: text!("正在保存", "Saving"),
    lost: text!(
        "预览断开了：填的内容还在这一页上，连上以后自动保存。请不要关闭这一页",
        "Disconnected: what you typed is still on this page and is saved once the preview is back. Keep this page open"
    ),
    locked: text!(
        "这个浏览器还不能改动文件：请打开 giar 在终端里写的“填报”网址",
        "This browser may not change files yet: open the address for filling in that giar shows in the terminal"
    ),
    merged: text!("文件在别处改过，{n} 格已更新", "The file was changed elsewhere; cells updated: {n}"),
    other_kind: text!(
        "文件在别处改过，这一页对不上了：把没有保存的内容复制下来，再刷新这一页",
        "The file was changed elsewhere and no longer fits this page: copy what is not saved, then reload the page"
    ),
    asked: text!(
        "{cell}在别处改成了“{theirs}”，这里是“{mine}”。用哪个？",
        "{cell} was changed elsewhere to “{theirs}”; here it is “{mine}”. Which is right?"
    ),
    mine: text!("用这里的 {value}", "Use {value}, as here"),
    theirs: text!("用别处的 {value}", "Use {value}, as elsewhere"),
    empty: text!("空", "blank"),
    none: text!("没有发现问题", "No problems found"),
    help: text!("办法", "Help"),
    line: text!("第 {line} 行", "Line {line}"),
    sum_row: text!("这一行相加应为 {sum}", "its row adds up to {sum}"),
    sum_column: text!("这一列相加应为 {sum}", "its column adds up to {sum}"),
    difference: text!("相差 {n}", "difference: {n}"),
    no_totals: text!("没有空着的总计", "No total is blank"),
    filled: text!("补上了 {n} 个总计", "Totals filled in: {n}"),
    text: text!("正文", "Text"),
    published: text!("发布日期", "Date of publication"),
    date_hint: text!("如 2025-01-20；还没有发布，就空着", "such as 2025-01-20; leave it blank until then"),
    state: text!("状态", "State"),
    is_draft: text!("草稿，还不发布", "Draft, not to be published"),
    is_ready: text!("可以发布", "To be published"),
    beside_table: text!("表格上面的文字（多数报告没有）", "Text above the table (most reports have none)"),
    apply: text!("改成 {value}", "Change to {value}"),
    correct: text!("改正", "Correct it"),
    waive: text!("确实如此，写明理由", "This is correct: give a reason"),
    reason: text!("理由（印在表格下面，给读者看）", "Reason (printed under the table, for readers)"),
    write: text!("写进报告", "Write it into the report"),
    cancel: text!("取消", "Cancel"),
    bold: text!("加粗", "Bold"),
    heading: text!("小标题", "Heading"),
    list: text!("列表", "List"),
    pasted: text!("粘贴了 {n} 格；Ctrl+Z 可以全部撤销", "Cells pasted: {n}; Ctrl+Z undoes them all"),
    pasted_same: text!("粘贴来的和表里的一样，没有改动", "What was pasted is there already: nothing was changed"),
    dashes: text!("粘贴来的有 {n} 格是“-”，是哪一种？", "Cells pasted as “-”: {n}. What do they mean?"),
    dash_none: text!("没有发生，填 0", "None: write 0"),
    dash_blank: text!("没有数据，填 /", "No data: write /"),
    copy: text!("复制这张表", "Copy this table"),
    copied: text!("已复制，可以贴到表格或文档里", "Copied; paste it into a sheet or a document"),
    file: text!("文件", "File"),
    prompts: text!("这一部分写什么", "What to write here"),
    trail: text!("对照原文", "Compare with its source"),
    reviewed: text!("核对过了", "Reviewed"),
    link: text!("链接", "Link"),
    link_text: text!("链接的文字", "text of the link"),
    table: text!("表格", "Table"),
    table_heads: text!("项目|数量", "item|number"),
    picture: text!("图片", "Picture"),
    alt: text!("图里是什么（读给看不见的人听）", "What it shows (read to those who do not see it)"),
    insert: text!("插入", "Insert"),
    more: text!("联合报告、发布以后的更正、依原样保存", "Joint report, corrections, kept as published"),
    joint: text!("并入本报告的其他机关，用顿号隔开", "Other agencies that report in this one, separated by commas"),
    joint_name: text!("联合报告的机关", "Agencies of a joint report"),
    revisions: text!(
        "发布以后的更正，一条一行，日期在前：2024-03-02 更正表三两处",
        "Corrections after publication, one per line, the date first: 2024-03-02 two cells of table three"
    ),
    revisions_name: text!("更正", "Corrections"),
    stands: text!("依原样保存", "Kept as published"),
    is_open: text!("不是，可以改正", "No: it can be corrected"),
    is_closed: text!("是，依法不能改动，错处另附说明", "Yes: by law it stays as it is; remarks point out its faults"),
    draft: text!("上次填的有 {n} 处没有存进文件：", "Typed before and not saved: {n}"),
    draft_outdated: text!(
        "那以后文件在别处改过，请先比一比。",
        "The file was changed elsewhere since, so compare them first."
    ),
    was: text!("{cell}：上次填的是“{other}”，文件里是“{now}”", "{cell}: “{other}” was typed, the file holds “{now}”"),
    put_back: text!("填回去", "Put them back"),
    drop: text!("不要了", "Discard them"),
    saves: text!("以前存的", "Earlier saves"),
    no_saves: text!("这两天没有改动过", "Nothing was changed in the last two days"),
    before: text!("{time} 改动以前，有 {n} 处不一样", "Before the changes at {time}; differences: {n}"),
    go_back: text!("回到这时", "Go back to this"),
    other_changes: text!("不一样的地方不在表格和文字里", "what differs is in neither tables nor texts"),
    went_back: text!("文件回到了 {time} 改动以前", "The file is as it was before the changes at {time}"),
    close: text!("收起", "Close"),
}
