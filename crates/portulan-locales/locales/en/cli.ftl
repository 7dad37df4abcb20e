cli-error = error
cli-advice = advice
cli-remedy = mend
cli-counts = { $errors ->
    [0] No error
    [one] 1 error
   *[other] { $errors } errors
}, { $advice ->
    [0] no advice
    [one] 1 piece of advice
   *[other] { $advice } pieces of advice
} in { $records ->
    [one] 1 record
   *[other] { $records } records
}.
cli-advice-hidden = { $advice ->
    [one] 1 piece of advice; `portulan check` shows it.
   *[other] { $advice } pieces of advice; `portulan check` shows them.
}
cli-refused = Nothing was changed.
cli-added = adds
cli-changed = changes
cli-removed = removes
cli-import-summary = { $added } added, { $changed } changed, { $removed } removed, { $same } left alone.
cli-import-dry = This was a dry run: nothing was changed.
cli-import-reading = Reading records
cli-import-read = { $count ->
    [one] One activity or organisation was read in { $file }.
   *[other] { $count } activities or organisations were read in { $file }.
}
cli-import-reporters = The file is reported by { $names }; this register will report its activities as { $own }. If both are the same authority, write the identifier in `iati_identifier` of its record, and import again. If it is another one, its payments would count as those of this register: import only the activities in which the authority takes part.
cli-import-draft-folder = --draft is for IATI files: the records of a folder say their own state.
cli-import-replace-iati = --replace is for folders: an IATI file takes nothing away from a register.
cli-validate-workbook = { $path } is a spreadsheet or another office document, not IATI. Export it as IATI XML from the program that made it, or import it in the back office (Import), then run `portulan export iati`.
cli-import-several = { $path } holds several documents; import them one by one.
cli-import-large = { $path } is larger than { $limit } MB. Split the file, or import only the activities of the authority.
cli-import-memory = { $path } needs more than { $limit } MB of memory, although it may be smaller on disk. Split the file, or import only the activities of the authority.
cli-import-unsettled = { $file } is not imported: the records of { $count } activities are faulty, and without them other records are. Import the activities in several files.
cli-import-invalid = { $file } is not imported: it breaks the IATI schema, or is not an IATI file of version 2 ({ $critical ->
    [one] one critical finding
   *[other] { $critical } critical findings
}). `portulan validate { $file }` shows where, and how to correct it.
cli-import-errors = { $errors ->
    [one] One rule of the standard is broken
   *[other] { $errors } rules of the standard are broken
} in { $file }; `portulan validate { $file }` shows where.
cli-import-others = { $count ->
    [one] One organisation is not the authority of this register and is left out.
   *[other] { $count } organisations are not the authority of this register and are left out.
}
cli-import-kept = The register has no field for these elements: { $names }. It stores them unchanged, and `portulan export iati` exports them again.
cli-exported = { $records } records and { $files } files written to { $folder }.
cli-export-not-empty = { $folder } is not empty. Choose another folder, or add --force: files of records are then replaced, and those of records that are gone are removed.
cli-export-link = { $path } is not a folder but a link or a file, through which nothing is written. Remove it, or choose another folder.
cli-serving = Portulan is at { $address }
cli-serving-example = The example programme of La Rochelle was loaded into { $folder }.
cli-serving-own = Your own register instead: portulan init --data my-register, then portulan serve --data my-register
cli-stop = Press Ctrl+C to stop.
cli-port-busy = { $address } is in use by another program. Choose another port: portulan serve --listen 127.0.0.1:8081
cli-register-served = Another server uses the register in { $folder }. Stop it, or serve another folder with --data.
cli-listen-failed = { $address } cannot be listened on: { $why }
cli-empty-register = { $folder } holds no published authority yet. Start one with `portulan init --data { $folder }`, or load a folder with `portulan import DIR --data { $folder }`.
cli-folder-failed = { $folder } cannot be written: { $why }. Choose another folder with --data, or allow this user to write there.
cli-path-failed = { $path }: { $why }
cli-not-a-file = { $path } is not a regular file but a pipe, a device or a folder. Copy its content into a file, and name that one.
cli-init-exists = { $folder } holds a register already. Choose another folder with --data.
cli-init-done = The register is in { $folder }. See it with: portulan serve --data { $folder }
cli-init-ask-name = Name of the authority
cli-init-ask-country = Country (ISO 3166 code, such as FR)
cli-init-ask-port = Place from which the map’s lines leave (latitude,longitude)
cli-init-ask-port-name = Name of that place
cli-init-needs = Without a terminal to ask in, these are needed: --name, --country, --port. `portulan init --help` shows them.
cli-init-bad-port = “{ $port }” is not a place; write latitude,longitude such as 46.16,-1.15
cli-validate-reading = Reading
cli-validate-nothing = { $path } holds no XML file.
cli-rules-unknown = There is no rule { $id }. `portulan rules` lists them all.
cli-rules-codelist = Checks that { $place } is a code of the list { $list }.
cli-rules-not-reported = never reported
cli-export-no-activity = No partnership or project has a start: there is no activity to write.
cli-export-wrote = Written: { $file }
cli-fix-nothing = { $file }: nothing to mend.
cli-fix-written = { $file } was mended:
cli-fix-hint = Nothing was written. Add --write to mend the files, or apply the difference with `patch -p0`.
cli-fix-encoding = { $path } is not in UTF-8. Convert it first, for instance with `iconv`, and change the encoding it declares.
cli-fix-not-plain = { $path } is compressed or is not a file: it cannot be written in place. Leave out --write to see the difference.
cli-fix-trim = { $count ->
    [one] white space taken away around one value
   *[other] white space taken away around { $count } values
}
cli-fix-code = { $count ->
    [one] one code written as its list has it
   *[other] { $count } codes written as their lists have them
}
cli-fix-form = { $count ->
    [one] one date, moment or yes-or-no written in the standard’s form
   *[other] { $count } dates, moments or yes-or-noes written in the standard’s form
}
cli-fix-order = { $count ->
    [one] one element with its parts put in order
   *[other] { $count } elements with their parts put in order
}
cli-office-start = Office: make the first account by this link, which works once: { $link }
cli-mail = Mail cannot go out: { $why }. Write for example --smtp smtps://user:password@mail.example --mail-from "Register <register@city.example>".
cli-export-private =
    { $count ->
        [one] One contact or mission is private and was left out; --private takes it along.
       *[other] { $count } contacts and missions are private and were left out; --private takes them along.
    }
cli-oidc = The identity provider cannot be used: { $why }. Write for example --oidc-issuer https://auth.example/api/v2 --oidc-client portulan.
cli-access = The link below lets one person choose a new password, once, within a day:
    { $link }
cli-access-unknown = No user has the address { $email }. Add --administrator to make one.
cli-export-table = There is no table of that name. Choose among: { $known }.
cli-export-workbook = The workbook cannot be written: { $why }
cli-rates-wrong = { $file } is no file of exchange rates: { $why }. The European Central Bank gives out such a file as eurofxref-hist.csv.
cli-rates-none = it has no rate
cli-rates-read = { $count } exchange rates, from { $first } to { $last }.
cli-report-gap = missing
cli-report-incomplete = { $count ->
    [one] The declaration of { $year } is not complete: one thing is missing.
   *[other] The declaration of { $year } is not complete: { $count } things are missing.
}
cli-report-done = { $count ->
    [one] One action, { $sum }
   *[other] { $count } actions, { $sum }
} declared for { $year }; { $out } not declared.
cli-report-form = { $file } has no ending that says its form. Write .xlsx for the workbook, or .csv for the columns of CRS++.
cli-paper-form = { $file } has no ending that says its form. Write .pdf, .html, .odt or .docx.
cli-paper = The report cannot be written: { $why }
cli-paper-missing = Nothing is called { $record } here. The name is the end of the address of a published page: /en/partnerships/NAME, /en/organisations/NAME.
cli-export-day = That day will not do: { $why }
cli-paper-templates = { $file } is there already and may have been changed. Name another folder, or remove the file.
