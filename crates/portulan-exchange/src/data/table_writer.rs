//! Writers that accept rows one by one, so that memory does not grow with them.
use std::io::{Cursor, Seek, Write};

use portulan_workbook::{TypedBook, WorkbookError};

use super::cell_values::{object, typed};
use super::parquet::Parquet;
use super::table::{OpenDataTable, TableCell};

/// The format of a table's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// CSV.
    Csv,
    /// JSON: a list of objects.
    Json,
    /// XLSX with one sheet. Full dates are typed as dates, partial dates are texts.
    Xlsx,
    /// Parquet.
    Parquet,
}

/// The reason why a file cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The XLSX writer failed.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// The Parquet writer failed.
    #[error("the Parquet file cannot be written: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// The CSV writer failed.
    #[error("the CSV file cannot be written: {0}")]
    Csv(#[from] csv::Error),
    /// An I/O error.
    #[error("the file cannot be written: {0}")]
    Disk(#[from] std::io::Error),
}

impl TableFormat {
    /// All formats, in the order of the documentation.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Json, Self::Xlsx, Self::Parquet];

    /// The format with this file extension.
    pub fn from_extension(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.extension() == ending)
    }

    /// The file extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
        }
    }

    /// The media type, without parameters.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Xlsx => portulan_workbook::XLSX,
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// The file type in the EU vocabulary.
    pub fn file_type(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Xlsx => "XLSX",
            Self::Parquet => "PARQUET",
        }
    }

    /// Writes a whole table in this format.
    pub fn bytes(self, title: &str, table: &OpenDataTable) -> Result<Vec<u8>, DataError> {
        let mut sink = TableWriter::begin(self, title, &table.columns, Cursor::new(Vec::new()))?;
        for row in &table.rows {
            sink.row(row.clone())?;
        }
        Ok(sink.finish()?.into_inner())
    }
}

/// A file that accepts rows.
pub struct TableWriter<W: Write + Seek + Send>(Inner<W>);

enum Inner<W: Write + Seek + Send> {
    Csv(Box<csv::Writer<W>>),
    Json { out: W, columns: Vec<String>, begun: bool },
    Xlsx { out: W, book: Box<TypedBook> },
    Parquet(Box<Parquet<W>>),
}

impl<W: Write + Seek + Send> TableWriter<W> {
    /// Starts a file with its header.
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

    /// Appends a row with as many cells as there are columns.
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

    /// Completes the file.
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
