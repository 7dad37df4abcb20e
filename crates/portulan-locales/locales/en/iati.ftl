iati-severity-critical = critical
iati-severity-error = error
iati-severity-warning = warning
iati-severity-advice = advice
iati-times = { $count ->
    [one] { $count } time
   *[other] { $count } times
}
iati-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
iati-activities = { $count ->
    [0] no activities
    [one] { $count } activity
   *[other] { $count } activities
}
iati-organisations = { $count ->
    [0] no organisations
    [one] { $count } organisation
   *[other] { $count } organisations
}
iati-valid = { $file } is a valid IATI { $version } file ({ $records }).
iati-not-valid = { $file } is not a valid IATI file ({ $records }).
iati-counts = { $critical ->
    [0] No critical errors
    [one] { $critical } critical error
   *[other] { $critical } critical errors
}, { $errors ->
    [0] no errors
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings ->
    [0] no warnings
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}, { $advice ->
    [0] no advice
    [one] { $advice } piece of advice
   *[other] { $advice } pieces of advice
}.
iati-rule-codelist = A value is not in its code list.
iati-code = “{ $value }” is not a code of the list { $list } ({ $place }). Choose a code from this list.
iati-code-linked = “{ $value }” is not a code of the list { $list }, which { $name } “{ $linked }” requires ({ $place }). Choose a code from this list.
iati-code-near = Closest code: “{ $near }”.
iati-withdrawn = Code { $code } ({ $name }) was withdrawn from its list ({ $place }). Replace it with a current code.
iati-withdrawn-dated = Code { $code } ({ $name }) was withdrawn from its list (date of withdrawal: { $date }; { $place }). Replace it with a current code.
iati-not-iati = The root element is { $root }, not iati-activities or iati-organisations. Choose an IATI file.
iati-namespace = The root element is in the namespace “{ $root }”; IATI does not use namespaces. Remove `xmlns="…"`.
iati-version = Version { $version } of the standard is not supported; versions 2.01, 2.02 and 2.03 are. Export the data again in version 2.03.
iati-version-missing = The root element does not state the version of the standard. Add version="2.03".
iati-schema-unexpected = The element { $element } is not allowed here. Allowed elements: { $expected }.
iati-schema-unexpected-last = The element { $element } is not allowed here: the parent element is complete. Remove it or move it.
iati-schema-missing = The element { $element } is incomplete. Add one of these elements: { $expected }.
iati-schema-not-text = The element { $element } can contain only text. Remove the elements inside it.
iati-schema-not-elements = The element { $element } can contain only elements. Put the text in a narrative element.
iati-schema-attribute-missing = The attribute { $attribute } is missing from the element { $element }. Add it.
iati-schema-attribute-unknown = The element { $element } has no attribute { $attribute } in this version. Remove this attribute.
iati-schema-value = “{ $value }” is not valid ({ $place }). Expected value: { $type }.
iati-type-anyURI = a web address
iati-type-boolean = true, false, 1 or 0
iati-type-date = a date, for example 2024-06-30
iati-type-dateTime = a date and time, for example 2024-06-30T12:00:00Z
iati-type-decimal = a number, for example 1200.50
iati-type-int = an integer
iati-type-nonNegativeInteger = an integer greater than or equal to 0
iati-type-positiveInteger = an integer greater than or equal to 1
iati-type-NMTOKEN = a name without spaces
iati-type-language = a language code, for example fr
iati-type-space = default or preserve
iati-type-type = a type allowed for this element, or no attribute
iati-type-ID = a name that starts with a letter
iati-at-line = Line { $line }
iati-at-line-text = { $text } (line { $line })
iati-fault-empty = The file is empty. Export it again from the original program.
iati-fault-truncated = The file is truncated: it ends in the middle of a tag, a comment or a text. Export or download it again.
iati-fault-not-closed = The element { $subject } is not closed. Add its closing tag.
iati-fault-mismatch = The element { $subject } is open, but the closing tag is that of { $other }. Correct one of the two tags.
iati-fault-close-without-open = The element { $subject } is closed but was never opened. Remove the closing tag or add the opening tag.
iati-fault-text-outside = There is text outside the root element. Remove it.
iati-fault-second-root = The file contains a second root element. Use only one root element per file.
iati-fault-character = The character { $subject } is not allowed in XML. Remove it.
iati-fault-not-utf8 = The content does not match the declared encoding. Save the file as UTF-8.
iati-fault-comment = A comment contains “--”, which XML does not allow. Remove these two hyphens.
iati-fault-cdata-end = “]]>” appears outside a CDATA section. Write “]]&gt;”.
iati-fault-doctype = The DOCTYPE declaration contains entities or comes after the root; it is rejected for security reasons. Remove it.
iati-fault-markup = “<!” does not open a comment or a CDATA section. If it is text, write “&lt;!”.
iati-fault-instruction = The name of a processing instruction is not valid, or the XML declaration is not at the start of the file. Correct the name or move the declaration to the start.
iati-fault-name = “{ $subject }” is not a valid name. If it is text, write “&lt;” instead of “<”.
iati-fault-attribute-value = The attribute { $subject } has no value in quotation marks. Add it.
iati-fault-attribute-twice = The attribute { $subject } is defined twice. Remove one of them.
iati-fault-too-many-attributes = A tag has more than 1,000 attributes. Remove those that are not part of the standard.
iati-fault-less-than = The value of { $subject } contains “<”. Write “&lt;”.
iati-fault-space = A space is missing before { $subject }. Add it.
iati-fault-reference = “&” does not start a known XML reference. If it is text, write “&amp;”.
iati-fault-html-entity = “&{ $subject };” is an HTML entity, which is not defined in XML. Write the character itself or “&#{ $other };”.
iati-fault-entity = “&{ $subject };” is not defined in XML. Write the intended character, or “&amp;{ $subject };” if it is text.
iati-fault-too-deep = More than 256 elements are nested. Simplify the structure of the file.
iati-fault-token-too-long = A tag, a text or a comment is longer than 10,000,000 bytes. Shorten it.
iati-fault-too-many = An activity contains more than 100,000 elements ({ $subject }). Divide them between several activities.
iati-fault-too-large = An activity or organisation is larger than 64 MB. Divide its content between several activities.
iati-fault-encoding = The encoding “{ $subject }” is not supported. Save the file as UTF-8.
iati-report-title = IATI validation report
iati-report-severity = Severity
iati-report-filter = Filter by word
iati-gap-identifier = The authority has neither a SIREN nor an IATI identifier: a provisional identifier was used. Enter `iati_identifier`.
iati-gap-title = Title missing: the activity was not exported. Add a title.
iati-gap-start = Start date missing (required by the standard): the activity was not exported. Enter `since` or a period.
iati-gap-description = Description missing: replaced by the title. Add a description.
iati-gap-status = Status not set: exported as “implementation”. Enter it.
iati-gap-sector = No sectors, or shares that do not add up to 100%: exported as “sectors not specified”. Correct the sectors.
iati-gap-shares = Shares of the countries not entered: exported as equal shares. Enter the shares.
iati-gap-budget = A budget without amount or period was not exported. Complete it.
iati-gap-budget-long = A budget longer than one year was not exported. Divide it by year.
iati-gap-transaction = A transaction without amount or date was not exported. Complete it.
iati-gap-transaction-future = A transaction with a future date was not exported. Correct the date or enter a budget.
iati-gap-result = A result without title or indicator was not exported. Complete it.
iati-gap-date-rounded = A date known only to the month or year was exported as its first (or last) day. Enter the day if it is known.
iati-mendable = Some errors can be fixed automatically: `portulan validate --fix { $file }` lists them.
iati-refused = Activity not imported: { $identifier } ({ $file }, line { $line }). { $why } Correct the file, then import it again.
iati-refused-nameless = Activity without identifier not imported ({ $file }, line { $line }). { $why } Correct the file, then import it again.
iati-refused-count = { $count ->
    [one] { $count } of them is not imported. The message above identifies it; the others are imported.
   *[other] { $count } of them are not imported. The messages above identify them; the others are imported.
}
iati-note-nameless = { $count ->
    [one] { $count } activity has no identifier. It is recognised by its title and dates, and exported under an identifier of this register. Add an `iati-identifier` to the file.
   *[other] { $count } activities have no identifier. They are recognised by their titles and dates, and exported under identifiers of this register. Add an `iati-identifier` to each of them in the file.
}
iati-note-names = The file gives the identifier { $reference } to organisations with different names: { $own } in this register, and { $others }. The other names are stored and exported again. If they are different organisations, ask the publisher for an identifier for each one and create their records.
iati-note-names-more = { $count ->
    [one] { $count } more identifier has several names.
   *[other] { $count } more identifiers have several names.
}
iati-note-languages = These values of `xml:lang` are not language codes: { $tags }. The texts were read in the default language. Write an ISO 639-1 code in the file, for example `en`.
iati-note-titles = Some activities have a title only in languages that this register does not support: { $tags }. The register shows these titles as texts in its default language; the export writes them in their original language. Add a title in the default language to the records.
iati-note-positions = These coordinates are not valid: { $positions }. They are stored and exported again, but are not shown on the map. Write latitude (-90 to 90) and longitude (-180 to 180) separated by a space, for example `46.16 -1.15`.
iati-note-repeated = { $count ->
    [one] The file describes the authority twice. Only the first description is imported; merge the two in the file if you need the second.
   *[other] The file describes the authority more than once. The first description is imported, the { $count } others are not; merge them in the file if you need them.
}
iati-note-left-out = Elements not imported, because they do not belong to an activity: { $names }. Move them into an activity if they are needed.
cli-rules-codelist = Checks that { $place } is a code of the list { $list }.
