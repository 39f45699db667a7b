//! Rows on their way into a Parquet file, column by column.

use super::column::{Column, Kind};
use crate::{date::Date, report::Number};
use bytes::Bytes;
use parquet::{
    basic::Compression,
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type},
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use std::{mem, sync::Arc};

/// How many rows are held before they are written: engines read such a group at once, and skip it at once.
const ROWS_A_GROUP: usize = 131_072;

const TO_MEMORY: &str = "memory takes every row, and its columns are those declared";

/// One value of a row.
pub(super) enum Value<'a> {
    Missing,
    Text(&'a str),
    Whole(i64),
    Decimal(Number),
    Flag(bool),
    Date(Date),
}

/// The rows of one file.
pub(super) struct Rows {
    writer: SerializedFileWriter<Vec<u8>>,
    pending: Vec<Pending>,
    count: usize,
}

/// The values of a column that are not written yet.
struct Pending {
    /// By row: 1 if it has a value.
    present: Vec<i16>,
    values: Values,
}

enum Values {
    /// One text behind the other, and where each ends.
    Text(Vec<u8>, Vec<usize>),
    Whole(Vec<i64>),
    Flag(Vec<bool>),
    Day(Vec<i32>),
}

impl Rows {
    pub(super) fn new(columns: &[Column]) -> Self {
        let declared: String = columns.iter().map(Column::declared).collect();
        let schema = parse_message_type(&format!("message row {{ {declared} }}")).expect("a schema");
        // Without the writer's version, so that the same reports give the same bytes.
        let properties = WriterProperties::builder().set_created_by("giar".into()).set_compression(Compression::SNAPPY);
        let writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties.build()));
        let pending = columns.iter().map(|column| Pending { present: Vec::new(), values: Values::of(column.kind) });
        Self { writer: writer.expect(TO_MEMORY), pending: pending.collect(), count: 0 }
    }

    /// Adds a row, its values in the order of the columns.
    ///
    /// # Panics
    /// If a value is not of its column's kind.
    pub(super) fn push<const N: usize>(&mut self, row: [Value<'_>; N]) {
        assert_eq!(N, self.pending.len(), "a value a column");
        for (pending, value) in self.pending.iter_mut().zip(row) {
            pending.push(value);
        }
        self.count += 1;
        if self.count == ROWS_A_GROUP {
            self.flush();
        }
    }

    /// The file.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.flush();
        }
        self.writer.into_inner().expect(TO_MEMORY)
    }

    fn flush(&mut self) {
        let mut group = self.writer.next_row_group().expect(TO_MEMORY);
        for pending in &mut self.pending {
            pending.write(&mut group);
        }
        group.close().expect(TO_MEMORY);
        self.count = 0;
    }
}

impl Values {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(Vec::new(), Vec::new()),
            Kind::Whole | Kind::Decimal => Self::Whole(Vec::new()),
            Kind::Flag => Self::Flag(Vec::new()),
            Kind::Date => Self::Day(Vec::new()),
        }
    }
}

impl Pending {
    fn push(&mut self, value: Value<'_>) {
        self.present.push(i16::from(!matches!(value, Value::Missing)));
        match (&mut self.values, value) {
            (_, Value::Missing) => {}
            (Values::Text(texts, ends), Value::Text(text)) => {
                texts.extend_from_slice(text.as_bytes());
                ends.push(texts.len());
            }
            (Values::Whole(values), Value::Whole(value)) => values.push(value),
            (Values::Whole(values), Value::Decimal(value)) => values.push(value.ten_thousandths()),
            (Values::Flag(values), Value::Flag(value)) => values.push(value),
            (Values::Day(values), Value::Date(date)) => values.push(date.number() as i32),
            _ => panic!("a value of another kind than its column"),
        }
    }

    fn write(&mut self, group: &mut SerializedRowGroupWriter<'_, Vec<u8>>) {
        let present = mem::take(&mut self.present);
        match &mut self.values {
            Values::Text(texts, ends) => {
                let texts = Bytes::from(mem::take(texts));
                let mut start = 0;
                let slices = mem::take(ends).into_iter().map(|end| {
                    let slice = texts.slice(start..end);
                    start = end;
                    ByteArray::from(slice)
                });
                write::<ByteArrayType>(group, &slices.collect::<Vec<_>>(), &present);
            }
            Values::Whole(values) => write::<Int64Type>(group, &mem::take(values), &present),
            Values::Flag(values) => write::<BoolType>(group, &mem::take(values), &present),
            Values::Day(values) => write::<Int32Type>(group, &mem::take(values), &present),
        }
    }
}

fn write<T: DataType>(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, values: &[T::T], present: &[i16]) {
    let mut column = group.next_column().expect(TO_MEMORY).expect("a column a kind");
    column.typed::<T>().write_batch(values, Some(present), None).expect(TO_MEMORY);
    column.close().expect(TO_MEMORY);
}

impl<'a, T: AsRef<str> + ?Sized> From<&'a T> for Value<'a> {
    fn from(text: &'a T) -> Self {
        Self::Text(text.as_ref())
    }
}

impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<i64> for Value<'_> {
    fn from(whole: i64) -> Self {
        Self::Whole(whole)
    }
}

impl From<Number> for Value<'_> {
    fn from(number: Number) -> Self {
        Self::Decimal(number)
    }
}

impl From<Date> for Value<'_> {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}
