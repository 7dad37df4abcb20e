# Properties of the language.
language-name = English
# Direction of the script: ltr (left to right) or rtl (right to left).
language-direction = ltr
# yes if a person who speaks the language has reviewed the texts; otherwise the site says that nobody has.
language-reviewed = yes
language-decimal-mark = .
# Between groups of three digits.
language-group-mark = { "," }
labelled = { $label }: { $text }
quoted = “{ $value }”
# "23 October", "23–24 October", then the year.
date-day = { $day }{ "\u00A0" }{ $month }
date-days = { $day }–{ $last }{ "\u00A0" }{ $month }
date-year = { $date } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
language-other = This page is not available in your language; it is shown in English.
language-unreviewed = This translation has not been reviewed by a speaker of the language yet.
