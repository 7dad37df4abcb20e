cli-error = error
cli-advice = advice
cli-remedy = fix
cli-counts = { $errors ->
    [0] No errors
    [one] { $errors } error
   *[other] { $errors } errors
}, { $advice ->
    [0] no advice
    [one] { $advice } piece of advice
   *[other] { $advice } pieces of advice
} in { $records ->
    [one] { $records } record
   *[other] { $records } records
}.
cli-advice-hidden = { $advice ->
    [one] { $advice } piece of advice. To show it: `portulan check`.
   *[other] { $advice } pieces of advice. To show them: `portulan check`.
}
cli-refused = Nothing was changed. Correct the errors above, then run the command again.
cli-added = add
cli-changed = change
cli-removed = remove
cli-import-summary = Added: { $added } · changed: { $changed } · removed: { $removed } · unchanged: { $same }.
cli-import-dry = This was a dry run: nothing was changed.
cli-import-reading = Reading records
cli-import-read = { $count ->
    [one] { $count } activity or organisation read from { $file }.
   *[other] { $count } activities or organisations read from { $file }.
}
cli-import-reporters = The file is reported by { $names }; this register will report its activities as { $own }. If both are the same authority, enter this identifier in `iati_identifier` of its record, then import the file again. If it is another authority, its payments would be counted as those of this register: import only the activities in which your authority participates.
cli-import-draft-folder = --draft applies only to IATI files; the state of a record in a folder is set by `state`. Remove the option.
cli-import-replace-iati = --replace applies only to folders; an IATI file removes nothing from a register. Remove the option.
cli-validate-workbook = { $path } is a spreadsheet or another office document, not an IATI file. Export it as IATI XML from its original program, or import it in the back office (Import), then run `portulan export iati`.
cli-import-several = { $path } contains several documents. Import them one by one.
cli-import-large = { $path } is larger than { $limit } MB. Split the file, or import only the activities of the authority.
cli-import-memory = Importing { $path } needs more than { $limit } MB of memory, although the file is smaller. Split it, or import only the activities of the authority.
cli-import-unsettled = { $count ->
    [one] { $file } is not imported: the record of { $count } activity has errors, and without it other records have errors too. Import the activities in several files.
   *[other] { $file } is not imported: the records of { $count } activities have errors, and without them other records have errors too. Import the activities in several files.
}
cli-import-invalid = { $file } is not imported: it does not follow the IATI schema, or is not an IATI file of version 2 ({ $critical ->
    [one] { $critical } critical error
   *[other] { $critical } critical errors
}). To find and correct the errors: `portulan validate { $file }`.
cli-import-errors = { $errors ->
    [one] { $errors } rule of the standard is not met
   *[other] { $errors } rules of the standard are not met
} in { $file }. To find where: `portulan validate { $file }`.
cli-import-others = { $count ->
    [one] { $count } organisation is not the authority of this register and is not imported.
   *[other] { $count } organisations are not the authority of this register and are not imported.
}
cli-import-kept = The register has no field for these elements: { $names }. They are stored unchanged and included in the output of `portulan export iati`.
cli-exported = { $records ->
    [one] { $records } record
   *[other] { $records } records
} and { $files ->
    [one] { $files } file
   *[other] { $files } files
} exported to { $folder }.
cli-export-not-empty = { $folder } is not empty. Choose another folder, or add --force: files of records are then replaced, and files of records that no longer exist are deleted.
cli-export-link = { $path } is not a folder but a link or a file; nothing is written to it. Delete it, or choose another folder.
cli-serving = Portulan is running at { $address }
cli-serving-example = The La Rochelle example was loaded into { $folder }.
cli-serving-own = To create your own register: portulan init --data my-register, then portulan serve --data my-register
cli-stop = Press Ctrl+C to stop.
cli-port-busy = The address { $address } is in use by another program. Repeat the same command with another port, such as --listen 127.0.0.1:8081.
cli-register-served = Another server already uses the register in { $folder }. Stop it, or choose another folder with --data.
cli-listen-failed = Cannot listen on { $address }: { $why }. Choose another address with --listen.
cli-empty-register = { $folder } has no published authority yet. Create a register with `portulan serve --new --data { $folder }` (in the browser) or `portulan init --data { $folder }`, or load a folder with `portulan import DIR --data { $folder }`.
cli-folder-failed = Cannot write to { $folder }: { $why }. Choose another folder with --data, or give this user write permission.
cli-path-failed = { $path }: { $why }. Check the path and its permissions.
cli-not-a-file = { $path } is not a regular file but a pipe, a device or a folder. Copy its content into a file, then use that file.
cli-init-exists = { $folder } already contains a register. Choose another folder with --data.
cli-init-done = Register created in { $folder }. To open it: portulan serve --data { $folder }
cli-init-ask-name = Name of the authority
cli-init-ask-country = Country (name, or two-letter code)
cli-init-ask-port = Town where the lines on the map start (name, or latitude,longitude)
cli-init-ask-siren = SIREN number (optional)
cli-init-ask-languages = Languages of the site, the default one first, separated by commas ({ $known })
cli-init-no-language = “{ $value }” is not a language of the site. Choose from: { $known }.
cli-init-ask-currency = Currency of amounts (name, or three-letter code)
cli-init-no-currency = “{ $value }” is not a known currency. Enter its name, or its three-letter code.
cli-init-ask-accent = Colour of the site, for example #b83c24 (optional)
cli-init-ask-themes = Themes of the cooperation, by number or name, separated by commas (optional)
cli-init-no-theme = “{ $value }” is not a theme of the list. Enter its number or its name.
cli-init-choose = Number of the town, or another name
cli-init-ask-port-name = Name of this point
cli-init-needs = Without an interactive terminal, the options --name, --country and --port are required. `portulan init --help` describes them.
cli-init-bad-port = “{ $port }” is not a known town or a valid point. Enter the name of a town, or latitude,longitude, for example 46.16,-1.15
cli-init-no-country = “{ $value }” is not a known country. Enter its name, or its two-letter code.
cli-init-several = Several towns have the name “{ $port }”: { $towns }. Add the country or the subdivision after a comma.
cli-validate-reading = Reading
cli-validate-nothing = { $path } contains no XML files. Choose a file, or a folder that contains IATI files.
cli-rules-unknown = There is no rule { $id }. Run `portulan rules` to list all rules.
cli-rules-not-reported = never reported
cli-export-no-activity = No partnership or project has a start date, so no activity is exported. Enter `since` or a period.
cli-export-wrote = Written: { $file }
cli-fix-nothing = { $file }: nothing to fix.
cli-fix-written = { $file } was fixed:
cli-fix-hint = Nothing was written. Add --write to fix the files, or apply the differences with `patch -p0`.
cli-fix-encoding = { $path } is not in UTF-8. Convert it first, for example with `iconv`, and change the encoding declared in the file.
cli-fix-not-plain = { $path } is compressed or is not a file, so it cannot be fixed in place. Remove --write to show the differences.
cli-fix-trim = { $count ->
    [one] white space removed around { $count } value
   *[other] white space removed around { $count } values
}
cli-fix-code = { $count ->
    [one] { $count } code written as in its list
   *[other] { $count } codes written as in their lists
}
cli-fix-form = { $count ->
    [one] { $count } value put in the format of the standard (date, date and time, Boolean)
   *[other] { $count } values put in the format of the standard (dates, dates and times, Booleans)
}
cli-fix-order = { $count ->
    [one] child elements of { $count } element put in order
   *[other] child elements of { $count } elements put in order
}
cli-office-start = Back office: create the first account with this link, which can be used once: { $link }
cli-mail = E-mail cannot be sent: { $why }. Example of options: --smtp smtps://user:password@mail.example --mail-from "Register <register@city.example>".
cli-export-private =
    { $count ->
        [one] { $count } contact, trip or delegation was not exported (private data). Add --private to include it.
       *[other] { $count } contacts, trips or delegations were not exported (private data). Add --private to include them.
    }
cli-oidc = The identity provider cannot be used: { $why }. Example of options: --oidc-issuer https://auth.example/api/v2 --oidc-client portulan.
cli-access = This link allows one user to choose a new password; it is valid for one day and can be used once:
    { $link }
cli-access-unknown = No account has the address { $email }. Add --administrator to create it.
cli-export-table = This table does not exist. Choose one of: { $known }.
cli-export-workbook = The workbook cannot be written: { $why }. Export as CSV, or export less data.
cli-rates-wrong = { $file } is not an exchange rate file: { $why }. Use the file eurofxref-hist.csv of the European Central Bank.
cli-rates-none = no rates in this file
cli-rates-read = { $count ->
    [one] { $count } exchange rate, from { $first } to { $last }.
   *[other] { $count } exchange rates, from { $first } to { $last }.
}
cli-report-gap = missing
cli-report-incomplete = { $count ->
    [one] The declaration of { $year } is not complete: { $count } item is missing. Add it, then run the command again.
   *[other] The declaration of { $year } is not complete: { $count } items are missing. Add them, then run the command again.
}
cli-report-done = { $count ->
    [one] { $count } action, { $sum }
   *[other] { $count } actions, { $sum }
} declared for { $year }; { $out ->
    [one] { $out } action not declared.
   *[other] { $out } actions not declared.
}
cli-report-form = { $file } has no recognised extension. Use .xlsx for the workbook, or .csv for the columns of CRS++.
cli-paper-form = { $file } has no recognised extension. Use .pdf, .html, .odt or .docx.
cli-paper = The report cannot be written: { $why }. Check the report templates (--templates).
cli-paper-missing = No published record is named { $record }. Use the end of the address of a published page: /en/partnerships/NAME, /en/organisations/NAME.
cli-export-day = Invalid date: { $why }. Write YYYY-MM-DD.
cli-paper-templates = { $file } already exists and may have been changed. Choose another folder, or delete the file.
cli-failed = { $detail }
cli-templates-missing = The folder of templates { $folder } does not exist. Create it: portulan report templates --to { $folder }
cli-new-authority = New authority
