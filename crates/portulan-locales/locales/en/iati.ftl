iati-severity-critical = critical
iati-severity-error = error
iati-severity-warning = warning
iati-severity-advice = advice
iati-times = { $count ->
    [one] once
   *[other] { $count } times
}
iati-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
iati-activities = { $count ->
    [0] no activity
    [one] 1 activity
   *[other] { $count } activities
}
iati-organisations = { $count ->
    [0] no organisation
    [one] 1 organisation
   *[other] { $count } organisations
}
iati-valid = { $file } is valid IATI { $version }: { $records }.
iati-not-valid = { $file } is not valid ({ $records } read).
iati-counts = { $critical ->
    [0] Nothing critical
   *[other] { $critical } critical
}, { $errors ->
    [0] no error
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [0] no warning
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $advice ->
    [0] no advice
    [one] 1 piece of advice
   *[other] { $advice } pieces of advice
}.
iati-rule-codelist = A value is not in its code list.
iati-code = “{ $value }” is not a code of the list { $list } ({ $place }).
iati-code-linked = “{ $value }” is not a code of the list { $list }, which { $name } “{ $linked }” asks for ({ $place }).
iati-code-near = Write “{ $near }”.
iati-withdrawn = The code { $code } ({ $name }) was withdrawn from its list ({ $place }).
iati-withdrawn-dated = The code { $code } ({ $name }) was withdrawn from its list on { $date } ({ $place }).
iati-not-iati = The root element is { $root }, not iati-activities or iati-organisations.
iati-namespace = The root element is in the namespace “{ $root }”; IATI has none. Remove `xmlns="…"` from it.
iati-version = Version { $version } of the standard is not validated; versions 2.01, 2.02 and 2.03 are. Export the data again in version 2.03.
iati-version-missing = The root element does not say its version. Write version="2.03".
iati-schema-unexpected = The element { $element } is not expected here; one of these is: { $expected }.
iati-schema-unexpected-last = The element { $element } is not expected here; nothing more may stand in the element that holds it.
iati-schema-missing = The element { $element } lacks one of these: { $expected }.
iati-schema-not-text = The element { $element } holds text only, no element.
iati-schema-not-elements = The element { $element } holds elements only, no text: texts stand in narrative.
iati-schema-attribute-missing = The element { $element } lacks the attribute { $attribute }.
iati-schema-attribute-unknown = The element { $element } has no attribute { $attribute } in this version.
iati-schema-value = “{ $value }” is not { $type } ({ $place }).
iati-type-anyURI = a web address
iati-type-boolean = true, false, 1 or 0
iati-type-date = a date such as 2024-06-30
iati-type-dateTime = a moment such as 2024-06-30T12:00:00Z
iati-type-decimal = a number such as 1200.50
iati-type-int = a whole number
iati-type-nonNegativeInteger = a whole number of 0 or more
iati-type-positiveInteger = a whole number of 1 or more
iati-type-NMTOKEN = a name without spaces
iati-type-language = a language code such as fr
iati-type-space = default or preserve
iati-type-type = a type that this element may have; remove the attribute
iati-type-ID = a name that begins with a letter
iati-at-line = At line { $line }
iati-at-line-text = { $text } at line { $line }
iati-fault-empty = The file is empty.
iati-fault-truncated = The file ends in the middle of a tag, a comment or a text: it was cut.
iati-fault-not-closed = The element { $subject } is never closed.
iati-fault-mismatch = The element { $subject } is open, but { $other } is closed.
iati-fault-close-without-open = The element { $subject } is closed but was not open.
iati-fault-text-outside = Text stands outside the root element.
iati-fault-second-root = A second root element begins; a file has one.
iati-fault-character = The character { $subject } is not allowed in XML.
iati-fault-not-utf8 = The bytes are not valid in the declared encoding. Save the file as UTF-8.
iati-fault-comment = A comment holds “--”, which XML does not allow.
iati-fault-cdata-end = “]]>” stands outside a CDATA section; write “]]&gt;”.
iati-fault-doctype = A document type with declarations, or after the root, is refused: entities are not expanded. Remove it.
iati-fault-markup = “<!” begins neither a comment nor a CDATA section.
iati-fault-instruction = A processing instruction has no proper name, or the XML declaration is not first.
iati-fault-name = “{ $subject }” is not a name. If this is text, write “&lt;” for “<”.
iati-fault-attribute-value = The attribute { $subject } has no value in quotation marks.
iati-fault-attribute-twice = The attribute { $subject } is given twice.
iati-fault-too-many-attributes = A tag has more than 1,000 attributes. Remove those that the standard does not know.
iati-fault-less-than = “<” stands in the value of { $subject }; write “&lt;”.
iati-fault-space = A space is missing before { $subject }.
iati-fault-reference = “&” begins no reference that XML knows. If it is text, write “&amp;”.
iati-fault-html-entity = “&{ $subject };” is a name of HTML, which XML does not know. Write the character itself, or “&#{ $other };”.
iati-fault-entity = “&{ $subject };” is not defined in XML. Write the character that is meant, or “&amp;{ $subject };” if this is text.
iati-fault-too-deep = More than 256 elements stand inside one another.
iati-fault-token-too-long = A tag, a text or a comment is longer than 10,000,000 bytes.
iati-fault-too-many = One activity holds more than 100,000 { $subject }.
iati-fault-too-large = One activity or organisation holds more than 64 MiB.
iati-fault-encoding = The encoding “{ $subject }” is not known. Save the file as UTF-8.
iati-report-title = IATI validation report
iati-report-severity = Severity
iati-report-filter = Filter by words
iati-gap-identifier = The authority has neither a SIREN nor an IATI identifier: a provisional one was written. Add `iati_identifier`.
iati-gap-title = It has no title: it was left out.
iati-gap-start = Its start is not known, and the standard asks for one: it was left out. Add `since`, or a period.
iati-gap-description = It has no description: the title was written twice.
iati-gap-status = Its status is not known: implementation was written.
iati-gap-sector = It has no sectors whose shares sum to 100: “sectors not specified” was written.
iati-gap-shares = It has several countries whose shares are not known: equal shares were written.
iati-gap-budget = A budget without amount or period was left out.
iati-gap-budget-long = A budget longer than a year was left out: divide it by years.
iati-gap-transaction = A transaction without amount or date was left out.
iati-gap-transaction-future = A transaction dated in the future was left out: it is a budget.
iati-gap-result = A result without title or indicator was left out.
iati-gap-date-rounded = A date is known to the month or year only: its first (or last) day was written.
iati-mendable = Some errors can perhaps be corrected automatically: `portulan validate --fix { $file }` shows which.
iati-refused = Not imported: activity { $identifier } ({ $file }, line { $line }): { $why } Once the file is corrected, import it again.
iati-refused-nameless = Not imported: an activity without identifier ({ $file }, line { $line }): { $why } Once the file is corrected, import it again.
iati-refused-count = { $count ->
    [one] One of them is not imported. The message above names it; the others are imported.
   *[other] { $count } of them are not imported. The messages above name them; the others are imported.
}
iati-note-nameless = { $count ->
    [one] One activity has no identifier. It is recognised by its title and dates, and exported under an identifier of this register. Add an `iati-identifier` to the file.
   *[other] { $count } activities have no identifier. They are recognised by their titles and dates, and exported under identifiers of this register. Add an `iati-identifier` to each in the file.
}
iati-note-names = The file gives the identifier { $reference } to organisations of different names: { $own } in this register, and { $others }. The register stores the other names and exports them again. If they are different bodies, ask the publisher for an identifier for each, and create their records.
iati-note-names-more = { $count ->
    [one] One more identifier has several names.
   *[other] { $count } more identifiers have several names.
}
iati-note-languages = These values of `xml:lang` are not language codes: { $tags }. The register reads their texts as texts in the default language. Write a code of ISO 639-1, such as `en`, in the file.
iati-note-titles = Some activities have a title only in languages that this register does not know: { $tags }. The register shows these titles as texts in its default language; the export writes them in their own. Add a title in the default language to the records.
iati-note-positions = These positions name no known place on Earth: { $positions }. The register stores them and exports them again, but does not show them on the map. Write latitude (-90 to 90) and longitude (-180 to 180) with a space between, such as `46.16 -1.15`.
iati-note-repeated = { $count ->
    [one] The file describes the authority twice. Only the first description is imported; merge both in the file if you need the second.
   *[other] The file describes the authority more than once. The first description is imported, the { $count } others are not; merge them in the file if you need them.
}
iati-note-left-out = Not imported, because it belongs to no activity: { $names }. Move it into an activity if it is needed.
