# Propiedades del idioma.
language-name = Español
# Direction of the script: ltr (left to right) or rtl (right to left).
language-direction = ltr
# yes if a person who speaks the language has reviewed the texts; otherwise the site says that nobody has.
language-reviewed = no
language-decimal-mark = ,
# Between groups of three digits.
language-group-mark = { "\u202F" }
labelled = { $label }: { $text }
quoted = «{ $value }»
# "23 October", "23–24 October", then the year.
date-day = { $day } de { $month }
date-days = { $day }–{ $last } de { $month }
date-year = { $date } de { $year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
language-other = Esta página no existe en español; se muestra en inglés.
language-unreviewed = Una persona que hable este idioma aún no ha revisado esta traducción.
