# خصائص اللغة.
language-name = العربية
# Direction of the script: ltr (left to right) or rtl (right to left).
language-direction = rtl
# yes if a person who speaks the language has reviewed the texts; otherwise the site says that nobody has.
language-reviewed = no
language-decimal-mark = .
# Between groups of three digits.
language-group-mark = { "," }
labelled = { $label }: { $text }
quoted = «{ $value }»
# "23 October", "23–24 October", then the year.
date-day = { $day } { $month }
date-days = { $day }–{ $last } { $month }
date-year = { $date } { $year }
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
language-other = هذه الصفحة غير متوفرة بالعربية، وهي معروضة بالإنجليزية.
language-unreviewed = لم يراجع هذه الترجمة بعد شخص يتكلم اللغة.
