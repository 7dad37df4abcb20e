# Propriétés de la langue.
language-name = Français
# Direction of the script: ltr (left to right) or rtl (right to left).
language-direction = ltr
# yes if a person who speaks the language has reviewed the texts; otherwise the site says that nobody has.
language-reviewed = yes
language-decimal-mark = ,
# Between groups of three digits.
language-group-mark = { "\u202F" }
labelled = { $label } : { $text }
quoted = « { $value } »
# "23 October", "23–24 October", then the year.
date-day = { $day ->
    [1] 1er{ "\u00A0" }{ $month }
   *[other] { $day }{ "\u00A0" }{ $month }
}
date-days = { $day ->
    [1] 1er–{ $last }{ "\u00A0" }{ $month }
   *[other] { $day }–{ $last }{ "\u00A0" }{ $month }
}
date-year = { $date } { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
language-other = Cette page n’existe pas dans votre langue ; elle est affichée en anglais.
language-unreviewed = Cette traduction n’a pas encore été relue par une personne qui parle la langue.
