//! The wire format between server and worker: postcard; the job, then the file; the answer alone.
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::SandboxJob;

/// Encodes a value.
pub(crate) fn encode(value: &impl Serialize) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_extend(value, Vec::new())
}

/// Decodes a value that must fill all bytes.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    match postcard::take_from_bytes(bytes)? {
        (value, []) => Ok(value),
        _ => Err(postcard::Error::DeserializeBadEncoding),
    }
}

/// Encodes a job with its length before it; the file follows.
pub(crate) fn encode_job(job: SandboxJob) -> Result<Vec<u8>, postcard::Error> {
    let job = encode(&job)?;
    let length = u8::try_from(job.len()).map_err(|_| postcard::Error::SerializeBufferFull)?;
    Ok([&[length], job.as_slice()].concat())
}

/// Splits the input of a worker into job and file.
pub(crate) fn split_job(bytes: &[u8]) -> Result<(SandboxJob, &[u8]), postcard::Error> {
    let (length, rest) = bytes.split_first().ok_or(postcard::Error::DeserializeUnexpectedEnd)?;
    let split = rest.split_at_checked(usize::from(*length));
    let (job, file) = split.ok_or(postcard::Error::DeserializeUnexpectedEnd)?;
    Ok((decode(job)?, file))
}

#[cfg(test)]
mod tests {
    use portulan_workbook::{MAX_ROWS, SheetTable};

    use super::*;
    use crate::{Output, Refusal, read};

    #[test]
    fn jobs_and_answers_are_the_same_on_the_other_side() {
        let mut bytes = encode_job(SandboxJob::PackedCsv(u64::MAX)).expect("written");
        bytes.extend(b"a;b");
        assert_eq!(split_job(&bytes).expect("read"), (SandboxJob::PackedCsv(u64::MAX), b"a;b".as_slice()));
        assert!(split_job(&bytes[..3]).is_err() && split_job(&[]).is_err());
        for file in [b"a;b\n;\xc3\xa9".as_slice(), b"PK\x03\x04", b"\0"] {
            let answer = read(SandboxJob::Workbook, file);
            let bytes = encode(&answer).expect("written");
            assert_eq!(decode::<Result<Output, Refusal>>(&bytes).expect("read"), answer);
            assert!(decode::<Result<Output, Refusal>>(&[bytes, vec![0]].concat()).is_err(), "bytes are left");
        }
    }

    #[test]
    fn cells_outside_a_sheet_are_not_believed() {
        let row = u32::try_from(MAX_ROWS).expect("small");
        // Name, hidden, CSV, cells (text and type), hidden rows and columns, covered cells.
        let table = |row: u32| {
            let cells = [((row, 0u16), ("x", 0u8))];
            encode(&(
                "a",
                false,
                None::<()>,
                cells.as_slice(),
                [0u32; 0].as_slice(),
                [0u16; 0].as_slice(),
                [((0u32, 0u16), (0u32, 0u16)); 0].as_slice(),
            ))
        };
        assert!(decode::<SheetTable>(&table(row).expect("written")).is_err());
        let read = decode::<SheetTable>(&table(row - 1).expect("written"));
        assert_eq!(read.expect("read").cell(MAX_ROWS - 1, 0), "x");
    }
}
