//! Any bytes are judged without a panic, and alike whether they come whole or in small pieces.
#![no_main]
use std::io::Read;

use libfuzzer_sys::fuzz_target;
use portulan_iati::{Finding, Seen, ValidationOptions, validate};

/// Gives seven bytes at a time.
struct Pieces<'a>(&'a [u8]);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.take(7).read(buffer).inspect(|n| self.0 = &self.0[*n..])
    }
}

fn findings(source: impl Read + Send) -> Vec<Finding> {
    let mut findings = Vec::new();
    let options = ValidationOptions { now: 0, advice: true, threads: 1 };
    validate(source, &options, Seen::default(), &mut |f| findings.push(f), &mut |_| {})
        .expect("bytes can be read");
    findings
}

fuzz_target!(|data: &[u8]| {
    let (whole, pieces) = (findings(data), findings(Pieces(data)));
    // If a fault ends the reading, the findings before it and its text may differ, but not its line.
    let fault = |findings: &[Finding]| {
        findings.iter().find(|f| f.id == "0.1.1").map(|f| f.places.first().map(|p| p.line))
    };
    assert_eq!(fault(&whole), fault(&pieces));
    if fault(&whole).is_none() {
        assert_eq!(whole, pieces);
    }
});
