//! Tables as Parquet: nullable columns of texts, decimals and coordinates.
use std::io::Write;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType};
use parquet::errors::ParquetError as Failure;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::TableCell;

/// The names of decimal columns, so that the schema does not depend on the data.
const DECIMALS: [&str; 8] =
    ["amount", "amount_eur", "rate_per_eur", "days", "baseline", "target", "actual", "attendance"];
/// The names of floating-point columns: measured, not counted, values.
const DOUBLES: [&str; 2] = ["latitude", "longitude"];
/// The number of decimals of a decimal.
const DECIMAL_SCALE: u32 = 8;
/// The number of digits of a decimal, stored in sixteen bytes.
const DECIMAL_PRECISION: i32 = 38;
/// The number of rows in a row group.
const ROWS_PER_GROUP: usize = 8_192;

fn column(name: &str) -> Result<TypePtr, Failure> {
    let of = |physical| Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    let built = if DECIMALS.contains(&name) {
        of(Physical::FIXED_LEN_BYTE_ARRAY)
            .with_length(16)
            .with_precision(DECIMAL_PRECISION)
            .with_scale(8)
            .with_logical_type(Some(LogicalType::decimal(8, DECIMAL_PRECISION)))
    } else if DOUBLES.contains(&name) {
        of(Physical::DOUBLE)
    } else {
        of(Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String))
    };
    Ok(Arc::new(built.build()?))
}

/// A decimal as sixteen bytes, big endian.
fn fixed(number: Decimal) -> FixedLenByteArray {
    let scaled = number.round_dp(DECIMAL_SCALE);
    let whole = scaled.mantissa() * 10_i128.pow(DECIMAL_SCALE - scaled.scale());
    ByteArray::from(whole.to_be_bytes().to_vec()).into()
}

/// A writer that accepts rows one by one, and writes them in row groups.
pub(super) struct Parquet<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<String>,
    waiting: Vec<Vec<TableCell>>,
}

impl<W: Write + Send> Parquet<W> {
    pub fn begin(title: &str, columns: &[String], out: W) -> Result<Self, Failure> {
        let fields = columns.iter().map(|name| column(name)).collect::<Result<Vec<_>, _>>()?;
        let schema = Type::group_type_builder(title).with_fields(fields).build()?;
        let properties = WriterProperties::builder().build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { writer, columns: columns.to_vec(), waiting: Vec::new() })
    }

    pub fn row(&mut self, row: Vec<TableCell>) -> Result<(), Failure> {
        self.waiting.push(row);
        if self.waiting.len() < ROWS_PER_GROUP { Ok(()) } else { self.group() }
    }

    fn group(&mut self) -> Result<(), Failure> {
        let rows = std::mem::take(&mut self.waiting);
        let mut group = self.writer.next_row_group()?;
        for (i, name) in self.columns.iter().enumerate() {
            let cells: Vec<&TableCell> = rows.iter().map(|row| &row[i]).collect();
            write(&mut group, name, &cells)?;
        }
        group.close()?;
        Ok(())
    }

    pub fn finish(mut self) -> Result<W, Failure> {
        if !self.waiting.is_empty() {
            self.group()?;
        }
        self.writer.into_inner()
    }
}

fn write<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    name: &str,
    cells: &[&TableCell],
) -> Result<(), Failure> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    let number = |cell: &&&TableCell| match cell {
        TableCell::Number(n) | TableCell::Amount(n) => Some(*n),
        _ => None,
    };
    let levels = |is_there: &dyn Fn(&TableCell) -> bool| -> Vec<i16> {
        cells.iter().map(|cell| i16::from(is_there(cell))).collect()
    };
    let is_number = |cell: &TableCell| matches!(cell, TableCell::Number(_) | TableCell::Amount(_));
    if DECIMALS.contains(&name) {
        let values: Vec<FixedLenByteArray> = cells.iter().filter_map(|c| number(&c)).map(fixed).collect();
        column.typed::<FixedLenByteArrayType>().write_batch(&values, Some(&levels(&is_number)), None)?;
    } else if DOUBLES.contains(&name) {
        let values: Vec<f64> = cells.iter().filter_map(|c| number(&c)).filter_map(|n| n.to_f64()).collect();
        column.typed::<DoubleType>().write_batch(&values, Some(&levels(&is_number)), None)?;
    } else {
        let is_there = |cell: &TableCell| !matches!(cell, TableCell::Empty);
        let values: Vec<ByteArray> = cells
            .iter()
            .filter(|c| is_there(c))
            .map(|c| ByteArray::from(c.to_string().into_bytes()))
            .collect();
        column.typed::<ByteArrayType>().write_batch(&values, Some(&levels(&is_there)), None)?;
    }
    column.close()
}
