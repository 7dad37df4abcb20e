cli-error = error
cli-advice = advice
cli-mend = mend
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
cli-exported = { $records } records and { $files } files written to { $folder }.
cli-export-not-empty = { $folder } is not empty. Choose another folder, or add --force: files of records are then replaced, and those of records that are gone are removed.
cli-serving = Portulan is at { $address }
cli-serving-example = The example programme of La Rochelle was loaded into { $folder }.
cli-serving-own = Your own register instead: portulan init --data my-register, then portulan serve --data my-register
cli-stop = Press Ctrl+C to stop.
cli-port-busy = { $address } is in use by another program. Choose another port: portulan serve --listen 127.0.0.1:8081
cli-listen-failed = { $address } cannot be listened on: { $why }
cli-empty-register = { $folder } holds no published authority yet. Start one with `portulan init --data { $folder }`, or load a folder with `portulan import DIR --data { $folder }`.
cli-folder-failed = { $folder } cannot be written: { $why }. Choose another folder with --data, or allow this user to write there.
cli-path-failed = { $path }: { $why }
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
