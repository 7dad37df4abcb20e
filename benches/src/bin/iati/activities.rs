//! Made-up activities, clean or with faults.
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Result;

/// Writes fictional activities of a fictional town, similar to those that local authorities publish. Returns
/// their number. With `faulty`, each has twelve faults.
pub fn write(file: &Path, size: u64, faulty: bool) -> Result<usize> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"2.03\" generated-datetime=\"2024-06-01T00:00:00Z\">"
    )?;
    let (mut written, mut number) = (0, 0);
    let mut text = String::new();
    while written < size {
        text.clear();
        number += 1;
        activity(&mut text, number)?;
        if faulty {
            text = with_faults(&text, number);
        }
        out.write_all(text.as_bytes())?;
        written += text.len() as u64;
    }
    writeln!(out, "</iati-activities>")?;
    out.flush()?;
    Ok(number)
}

fn activity(out: &mut String, n: usize) -> Result<()> {
    let (country, sector) =
        (["ID", "HT", "MX", "UA", "SN"][n % 5], ["14030", "11120", "41010", "43040"][n % 4]);
    write!(
        out,
        r#"  <iati-activity default-currency="EUR" xml:lang="fr" last-updated-datetime="2024-05-01T10:00:00Z" hierarchy="2">
    <iati-identifier>FR-INSEE-000000000-{n}</iati-identifier>
    <reporting-org ref="FR-INSEE-000000000" type="15"><narrative>Ville imaginaire</narrative></reporting-org>
    <title>
      <narrative>Eau potable et assainissement, tranche {n}</narrative>
      <narrative xml:lang="en">Drinking water and sanitation, phase {n}</narrative>
    </title>
    <description type="1">
      <narrative>Réhabilitation de réseaux, formation des agents &amp; sensibilisation des habitants des quartiers concernés par la tranche {n} du programme.</narrative>
    </description>
    <participating-org ref="FR-INSEE-000000000" type="15" role="1"><narrative>Ville imaginaire</narrative></participating-org>
    <participating-org type="22" role="4"><narrative>Association imaginaire</narrative></participating-org>
    <activity-status code="2"/>
    <activity-date iso-date="2021-01-01" type="1"/>
    <activity-date iso-date="2021-02-01" type="2"/>
    <activity-date iso-date="2026-12-31" type="3"/>
    <recipient-country code="{country}"/>
    <location>
      <name><narrative>Quartier {n}</narrative></name>
      <point srsName="http://www.opengis.net/def/crs/EPSG/0/4326"><pos>-3.99 122.51</pos></point>
      <exactness code="1"/>
    </location>
    <sector vocabulary="1" code="{sector}" percentage="60"/>
    <sector vocabulary="1" code="14032" percentage="40"/>
    <tag vocabulary="3" code="6.1"/>
    <policy-marker vocabulary="1" code="1" significance="1"/>
    <collaboration-type code="1"/>
    <default-flow-type code="10"/>
    <default-finance-type code="110"/>
    <default-aid-type code="C01"/>
    <default-tied-status code="5"/>
"#
    )?;
    for year in 2021..2025 {
        write!(
            out,
            r#"    <budget type="1" status="2">
      <period-start iso-date="{year}-01-01"/>
      <period-end iso-date="{year}-12-31"/>
      <value currency="EUR" value-date="{year}-01-01">{}</value>
    </budget>
"#,
            10_000 + n % 90_000
        )?;
    }
    for i in 0..8 {
        write!(
            out,
            r#"    <transaction ref="{n}-{i}">
      <transaction-type code="3"/>
      <transaction-date iso-date="202{}-0{}-15"/>
      <value currency="EUR" value-date="2022-03-15">{}.50</value>
      <description><narrative>Versement {i} au partenaire local</narrative></description>
      <provider-org ref="FR-INSEE-000000000" type="15"><narrative>Ville imaginaire</narrative></provider-org>
      <receiver-org type="22"><narrative>Association imaginaire</narrative></receiver-org>
    </transaction>
"#,
            1 + i % 3,
            1 + i,
            1_000 + (n * 7 + i) % 9_000
        )?;
    }
    write!(
        out,
        r#"    <document-link format="text/html" url="https://ville.example/projets/{n}">
      <title><narrative>Fiche du projet</narrative></title>
      <category code="A01"/>
      <language code="fr"/>
    </document-link>
    <related-activity ref="FR-INSEE-000000000-1" type="1"/>
    <result type="1" aggregation-status="true">
      <title><narrative>Habitants raccordés</narrative></title>
      <indicator measure="1">
        <title><narrative>Nombre d'habitants</narrative></title>
        <baseline year="2021" value="0"/>
        <period>
          <period-start iso-date="2021-01-01"/>
          <period-end iso-date="2024-12-31"/>
          <target value="1200"/>
          <actual value="{}"/>
        </period>
      </indicator>
    </result>
  </iati-activity>
"#,
        n % 1_500
    )?;
    Ok(())
}

/// Faults of published files that the schema accepts: the correct text, and its replacement.
const FAULTS: [(&str, &str); 23] = [
    ("code=\"14032\" percentage=\"40\"", "code=\"14032\" percentage=\"50\""),
    ("type=\"22\" role=\"4\"", "type=\"99\" role=\"4\""),
    ("<activity-status code=\"2\"/>", "<activity-status code=\"9\"/>"),
    ("<recipient-country code=\"", "<recipient-country code=\"Z"),
    (
        "<activity-date iso-date=\"2026-12-31\" type=\"3\"/>",
        "<activity-date iso-date=\"2019-12-31\" type=\"3\"/>",
    ),
    ("<category code=\"A01\"/>", "<category code=\"A99\"/>"),
    ("<language code=\"fr\"/>", "<language code=\"FRA\"/>"),
    ("<collaboration-type code=\"1\"/>", "<collaboration-type code=\"01\"/>"),
    ("<default-flow-type code=\"10\"/>", "<default-flow-type code=\"99\"/>"),
    ("<default-finance-type code=\"110\"/>", "<default-finance-type code=\"\"/>"),
    ("<default-aid-type code=\"C01\"/>", "<default-aid-type code=\"c01\"/>"),
    ("<pos>-3.99 122.51</pos>", "<pos>122.51,-3.99</pos>"),
    ("<pos>-3.99 122.51</pos>", "<pos>0 0</pos>"),
    ("<narrative>Fiche du projet</narrative>", "<narrative></narrative>"),
    ("<exactness code=\"1\"/>", "<exactness code=\"5\"/>"),
    ("<tag vocabulary=\"3\" code=\"6.1\"/>", "<tag vocabulary=\"3\" code=\"6.99\"/>"),
    (
        "<policy-marker vocabulary=\"1\" code=\"1\" significance=\"1\"/>",
        "<policy-marker vocabulary=\"1\" code=\"1\"/>",
    ),
    ("<baseline year=\"2021\" value=\"0\"/>", "<baseline year=\"2021\" value=\"\"/>"),
    (
        "<period-end iso-date=\"2024-12-31\"/>\n          <target",
        "<period-end iso-date=\"2020-12-31\"/>\n          <target",
    ),
    ("<transaction-type code=\"3\"/>", "<transaction-type code=\"D\"/>"),
    (
        "<value currency=\"EUR\" value-date=\"2022-03-15\">",
        "<value currency=\"EURO\" value-date=\"2022-03-15\">",
    ),
    ("FR-INSEE-000000000\" type=\"15\" role=\"1\"", "FR INSEE/000000000\" type=\"15\" role=\"1\""),
    ("<budget type=\"1\" status=\"2\">", "<budget type=\"7\" status=\"2\">"),
];
/// Faults of each activity.
const FAULTS_OF_ACTIVITY: usize = 12;

/// An activity with some of the faults, the next ones for each activity.
fn with_faults(activity: &str, n: usize) -> String {
    let chosen = (0..FAULTS_OF_ACTIVITY).map(|i| FAULTS[(n * FAULTS_OF_ACTIVITY + i) % FAULTS.len()]);
    chosen.fold(activity.to_owned(), |text, (good, bad)| text.replacen(good, bad, 1))
}
