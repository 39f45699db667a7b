//! TOML to the same located tree.

use super::{Entry, Node, Problem, Scalar, Value};
use crate::{
    diag::{Source, Span},
    text,
};
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads the whole of `source`, every syntax error of it.
pub fn parse(source: &Source, problems: &mut Vec<Problem>) -> Node {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    for error in errors {
        let span = error.span().unwrap_or_default();
        problems.push(Problem::invalid(
            Span::new(span.start, span.end),
            text!("这里不合 TOML 的写法（{info}）", "this is not valid TOML ({info})").with("info", error.message()),
        ));
    }
    let span = span_of(&table);
    Node { span, value: map(table.into_inner()) }
}

fn map(table: DeTable<'_>) -> Value {
    let mut entries: Vec<_> = table
        .into_iter()
        .map(|(key, value)| Entry { key_span: span_of(&key), key: key.into_inner().into(), value: node(value) })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    Value::Map(entries)
}

fn node(value: Spanned<DeValue<'_>>) -> Node {
    let span = span_of(&value);
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar(Scalar { text: text.into(), quoted: true }),
        DeValue::Integer(number) => plain(number.as_str()),
        DeValue::Float(number) => plain(number.as_str()),
        DeValue::Boolean(flag) => plain(if flag { "true" } else { "false" }),
        DeValue::Datetime(date) => plain(&date.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => map(table),
    };
    Node { span, value }
}

fn plain(text: &str) -> Value {
    Value::Scalar(Scalar { text: text.into(), quoted: false })
}

fn span_of<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start, range.end)
}
