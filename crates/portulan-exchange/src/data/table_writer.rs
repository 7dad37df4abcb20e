//! Files that take rows as they come, so that memory does not grow with them.
use std::io::{Cursor, Seek, Write};

use portulan_workbook::{TypedBook, WorkbookError};

use super::parquet::Parquet;
use super::write::{object, typed};
use super::{OpenDataTable, TableCell};

/// The form of a table's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values.
    Csv,
    /// A list of objects.
    Json,
    /// A workbook of one sheet. Days that are known whole are days, other dates texts.
    Xlsx,
    /// Columns.
    Parquet,
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The workbook.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// The Parquet file.
    #[error("the Parquet file cannot be written: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// The comma-separated values.
    #[error("the CSV file cannot be written: {0}")]
    Csv(#[from] csv::Error),
    /// The disk.
    #[error("the file cannot be written: {0}")]
    Disk(#[from] std::io::Error),
}

impl TableFormat {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Json, Self::Xlsx, Self::Parquet];

    /// The form of an ending of file names.
    pub fn of(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.ending() == ending)
    }

    /// How names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
        }
    }

    /// Its media type, without parameters.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Xlsx => super::XLSX,
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// Its name in the EU's list of file types.
    pub fn file_type(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Xlsx => "XLSX",
            Self::Parquet => "PARQUET",
        }
    }

    /// A whole table in this form.
    pub fn bytes(self, title: &str, table: &OpenDataTable) -> Result<Vec<u8>, DataError> {
        let mut sink = TableWriter::begin(self, title, &table.columns, Cursor::new(Vec::new()))?;
        for row in &table.rows {
            sink.row(row.clone())?;
        }
        Ok(sink.finish()?.into_inner())
    }
}

/// A file that takes rows.
pub struct TableWriter<W: Write + Seek + Send>(Inner<W>);

enum Inner<W: Write + Seek + Send> {
    Csv(Box<csv::Writer<W>>),
    Json { out: W, columns: Vec<String>, begun: bool },
    Xlsx { out: W, book: Box<TypedBook> },
    Parquet(Box<Parquet<W>>),
}

impl<W: Write + Seek + Send> TableWriter<W> {
    /// Begins a file with its headings.
    pub fn begin(form: TableFormat, title: &str, columns: &[String], mut out: W) -> Result<Self, DataError> {
        Ok(Self(match form {
            TableFormat::Csv => {
                let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
                out.write_record(columns)?;
                Inner::Csv(Box::new(out))
            }
            TableFormat::Json => {
                out.write_all(b"[")?;
                Inner::Json { out, columns: columns.to_vec(), begun: false }
            }
            TableFormat::Xlsx => Inner::Xlsx { out, book: Box::new(TypedBook::begin(title, columns)?) },
            TableFormat::Parquet => Inner::Parquet(Box::new(Parquet::begin(title, columns, out)?)),
        }))
    }

    /// Adds a row, as wide as there are columns.
    pub fn row(&mut self, row: Vec<TableCell>) -> Result<(), DataError> {
        match &mut self.0 {
            Inner::Csv(out) => out.write_record(row.iter().map(TableCell::to_string))?,
            Inner::Json { out, columns, begun } => {
                if std::mem::replace(begun, true) {
                    out.write_all(b",")?;
                }
                write!(out, "{}", object(columns, &row))?;
            }
            Inner::Xlsx { book, .. } => book.row(&row.iter().map(typed).collect::<Vec<_>>())?,
            Inner::Parquet(out) => out.row(row)?,
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(self) -> Result<W, DataError> {
        Ok(match self.0 {
            Inner::Csv(out) => out.into_inner().map_err(csv::IntoInnerError::into_error)?,
            Inner::Json { mut out, .. } => {
                out.write_all(b"]")?;
                out
            }
            Inner::Xlsx { mut out, book } => {
                book.finish(&mut out)?;
                out
            }
            Inner::Parquet(out) => out.finish()?,
        })
    }
}
