//! What the form's page and its scripts say.

use crate::{i18n::Lang, text};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Words {
    pub all: &'static str,
    pub fill: &'static str,
    pub findings: &'static str,
    pub page: &'static str,
    pub parts: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub totals: &'static str,
    pub save: &'static str,
    pub keys: &'static str,
    pub as_published: &'static str,
    pub change_anyway: &'static str,
    pub unreadable: &'static str,
    pub no_tables: &'static str,
    pub no_script: &'static str,
    pub old_browser: &'static str,
    pub shown: &'static str,
    pub saved: &'static str,
    pub unsaved: &'static str,
    pub saving: &'static str,
    pub lost: &'static str,
    pub again: &'static str,
    pub locked: &'static str,
    pub merged: &'static str,
    pub asked: &'static str,
    pub mine: &'static str,
    pub theirs: &'static str,
    pub empty: &'static str,
    pub none: &'static str,
    pub help: &'static str,
    pub line: &'static str,
    pub sum: &'static str,
    pub difference: &'static str,
    pub no_totals: &'static str,
    pub filled: &'static str,
    pub pasted: &'static str,
    pub text: &'static str,
    pub published: &'static str,
    pub date_hint: &'static str,
    pub state: &'static str,
    pub is_draft: &'static str,
    pub is_ready: &'static str,
    pub beside_table: &'static str,
    pub apply: &'static str,
    pub waive: &'static str,
    pub reason: &'static str,
    pub write: &'static str,
    pub cancel: &'static str,
    pub bold: &'static str,
    pub heading: &'static str,
    pub list: &'static str,
    pub dashes: &'static str,
    pub dash_none: &'static str,
    pub dash_blank: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
}

impl Words {
    pub(super) fn of(lang: Lang) -> Self {
        let say = |text: crate::i18n::Text| text.get(lang);
        Self {
            all: say(text!("全部报告", "All reports")),
            fill: say(text!("填表", "Form")),
            findings: say(text!("检查结果", "Findings")),
            page: say(text!("页面", "Page")),
            parts: say(text!("看哪一部分", "Views")),
            undo: say(text!("撤销", "Undo")),
            redo: say(text!("恢复", "Redo")),
            totals: say(text!("补上总计", "Fill in totals")),
            save: say(text!("保存", "Save")),
            keys: say(text!(
                "Tab 到下一格，回车和上下键换行。没有发生的填 0；没有数据的填 / 或留空。",
                "Tab moves to the next cell; Enter and the arrow keys change rows. Type 0 for none; / or nothing if there is no data."
            )),
            as_published: say(text!(
                "这份报告写明“依原样保存”（as_published）：它依法不能改动，页面上会附说明。改数字等于改动已公开的报告。",
                "This report is marked `as_published`: it stands in law as it was, and its page carries remarks. To change a figure is to change a published report."
            )),
            change_anyway: say(text!("仍要修改", "Change it anyway")),
            unreadable: say(text!(
                "文件的数据部分读不出来，所以没有表可填。错处标在下面；在编辑器里改正、保存，这里就会出现表格。",
                "The front matter cannot be read, so there are no tables to fill in. The fault is marked below; once it is corrected in an editor, the tables appear here."
            )),
            no_tables: say(text!("这一年的格式没有表可填。", "The form of this year has no tables.")),
            no_script: say(text!("填报要用到浏览器的脚本，请允许运行。", "The form needs scripts; please allow them.")),
            old_browser: say(text!(
                "这个浏览器太旧，不能填报。请换 Chrome、Edge、火狐的新版本；360 等双核浏览器请切换到极速模式。",
                "This browser is too old for the form. Use a current Chrome, Edge or Firefox; in a browser with two engines, its fast mode."
            )),
            shown: say(text!("没有改动", "No changes")),
            saved: say(text!("已保存，{time}", "Saved at {time}")),
            unsaved: say(text!("还有 {n} 格没有保存", "Cells not saved yet: {n}")),
            saving: say(text!("正在保存", "Saving")),
            lost: say(text!(
                "预览断开了：填的内容还在这一页上，连上以后自动保存。请不要关闭这一页",
                "Disconnected: what you typed is still on this page and is saved once the preview is back. Keep this page open"
            )),
            again: say(text!("再试一次", "Try again")),
            locked: say(text!(
                "这个浏览器还不能改动文件：请打开 giar 在终端里写的“填报”网址",
                "This browser may not change files yet: open the address for filling in that giar shows in the terminal"
            )),
            merged: say(text!("文件在别处改过，{n} 格已更新", "The file was changed elsewhere; cells updated: {n}")),
            asked: say(text!(
                "{cell}在别处改成了“{theirs}”，这里是“{mine}”。用哪个？",
                "{cell} was changed elsewhere to “{theirs}”; here it is “{mine}”. Which is right?"
            )),
            mine: say(text!("用这里的 {value}", "Use {value}, as here")),
            theirs: say(text!("用别处的 {value}", "Use {value}, as elsewhere")),
            empty: say(text!("空", "blank")),
            none: say(text!("没有发现问题", "No problems found")),
            help: say(text!("办法", "Help")),
            line: say(text!("第 {line} 行", "Line {line}")),
            sum: say(text!("按各格相加应为 {sum}", "the cells add up to {sum}")),
            difference: say(text!("相差 {n}", "difference: {n}")),
            no_totals: say(text!("没有空着的总计", "No total is blank")),
            filled: say(text!("补上了 {n} 个总计", "Totals filled in: {n}")),
            text: say(text!("正文", "Text")),
            published: say(text!("发布日期", "Date of publication")),
            date_hint: say(text!("如 2025-01-20；还没有发布，就空着", "such as 2025-01-20; leave it blank until then")),
            state: say(text!("状态", "State")),
            is_draft: say(text!("草稿，还不发布", "Draft, not to be published")),
            is_ready: say(text!("可以发布", "To be published")),
            beside_table: say(text!("表格上面的文字（多数报告没有）", "Text above the table (most reports have none)")),
            apply: say(text!("改成 {value}", "Change to {value}")),
            waive: say(text!("确实如此，写明理由", "It is right: give a reason")),
            reason: say(text!("理由（印在表格下面，给读者看）", "Reason (printed under the table, for readers)")),
            write: say(text!("写进报告", "Write it into the report")),
            cancel: say(text!("取消", "Cancel")),
            bold: say(text!("加粗", "Bold")),
            heading: say(text!("小标题", "Heading")),
            list: say(text!("列表", "List")),
            pasted: say(text!(
                "粘贴了 {n} 格；Ctrl+Z 可以全部撤销",
                "Cells pasted: {n}; Ctrl+Z takes all of them back"
            )),
            dashes: say(text!("粘贴来的有 {n} 格是“-”，是哪一种？", "Cells pasted as “-”: {n}. What do they mean?")),
            dash_none: say(text!("没有发生，填 0", "None: write 0")),
            dash_blank: say(text!("没有数据，填 /", "No data: write /")),
            copy: say(text!("复制这张表", "Copy this table")),
            copied: say(text!("已复制，可以贴到表格或文档里", "Copied; paste it into a sheet or a document")),
        }
    }
}
