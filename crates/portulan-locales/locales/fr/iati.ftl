iati-severity-critical = critique
iati-severity-error = erreur
iati-severity-warning = avertissement
iati-severity-advice = conseil
iati-times = { $count ->
    [one] une fois
   *[other] { $count } fois
}
iati-more = { $count ->
    [one] et 1 autre
   *[other] et { $count } autres
}
iati-activities = { $count ->
    [0] aucune activité
    [one] 1 activité
   *[other] { $count } activités
}
iati-organisations = { $count ->
    [0] aucune organisation
    [one] 1 organisation
   *[other] { $count } organisations
}
iati-valid = { $file } est un fichier IATI { $version } valide : { $records }.
iati-not-valid = { $file } n’est pas valide (lu : { $records }).
iati-counts = { $critical ->
    [0] Rien de critique
    [one] 1 critique
   *[other] { $critical } critiques
}, { $errors ->
    [0] aucune erreur
    [one] 1 erreur
   *[other] { $errors } erreurs
}, { $warnings ->
    [0] aucun avertissement
    [one] 1 avertissement
   *[other] { $warnings } avertissements
}, { $advice ->
    [0] aucun conseil
    [one] 1 conseil
   *[other] { $advice } conseils
}.
iati-rule-codelist = Une valeur n’est pas dans sa liste de codes.
iati-code = « { $value } » n’est pas un code de la liste { $list } ({ $place }).
iati-code-linked = « { $value } » n’est pas un code de la liste { $list }, que demande { $name } « { $linked } » ({ $place }).
iati-code-near = Écrivez « { $near } ».
iati-withdrawn = Le code { $code } ({ $name }) a été retiré de sa liste ({ $place }).
iati-withdrawn-dated = Le code { $code } ({ $name }) a été retiré de sa liste le { $date } ({ $place }).
iati-not-iati = L’élément racine est { $root }, et non iati-activities ou iati-organisations.
iati-namespace = L’élément racine est dans l’espace de noms « { $root } » ; IATI n’en a pas. Retirez-en `xmlns="…"`.
iati-version = La version { $version } du standard n’est pas validée ; les versions 2.01, 2.02 et 2.03 le sont. Exportez à nouveau les données en version 2.03.
iati-version-missing = L’élément racine n’indique pas sa version. Écrivez version="2.03".
iati-schema-unexpected = L’élément { $element } n’est pas attendu ici ; l’un de ceux-ci l’est : { $expected }.
iati-schema-unexpected-last = L’élément { $element } n’est pas attendu ici ; rien de plus ne peut figurer dans l’élément qui le contient.
iati-schema-missing = Il manque à l’élément { $element } l’un de ceux-ci : { $expected }.
iati-schema-not-text = L’élément { $element } ne contient que du texte, aucun élément.
iati-schema-not-elements = L’élément { $element } ne contient que des éléments, aucun texte : les textes figurent dans narrative.
iati-schema-attribute-missing = Il manque à l’élément { $element } l’attribut { $attribute }.
iati-schema-attribute-unknown = L’élément { $element } n’a pas d’attribut { $attribute } dans cette version.
iati-schema-value = « { $value } » n’est pas { $type } ({ $place }).
iati-type-anyURI = une adresse web
iati-type-boolean = true, false, 1 ou 0
iati-type-date = une date telle que 2024-06-30
iati-type-dateTime = un instant tel que 2024-06-30T12:00:00Z
iati-type-decimal = un nombre tel que 1200.50
iati-type-int = un nombre entier
iati-type-nonNegativeInteger = un nombre entier positif ou nul
iati-type-positiveInteger = un nombre entier d’au moins 1
iati-type-NMTOKEN = un nom sans espace
iati-type-language = un code de langue tel que fr
iati-type-space = default ou preserve
iati-type-type = un type que cet élément peut avoir ; retirez l’attribut
iati-type-ID = un nom qui commence par une lettre
iati-at-line = À la ligne { $line }
iati-at-line-text = { $text } à la ligne { $line }
iati-fault-empty = Le fichier est vide.
iati-fault-truncated = Le fichier s’arrête au milieu d’une balise, d’un commentaire ou d’un texte : il a été coupé.
iati-fault-not-closed = L’élément { $subject } n’est jamais fermé.
iati-fault-mismatch = L’élément { $subject } est ouvert, mais c’est { $other } qui est fermé.
iati-fault-close-without-open = L’élément { $subject } est fermé sans avoir été ouvert.
iati-fault-text-outside = Du texte figure hors de l’élément racine.
iati-fault-second-root = Un second élément racine commence ; un fichier n’en a qu’un.
iati-fault-character = Le caractère { $subject } n’est pas permis en XML.
iati-fault-not-utf8 = Les octets ne sont pas valides dans l’encodage déclaré. Enregistrez le fichier en UTF-8.
iati-fault-comment = Un commentaire contient « -- », ce que XML ne permet pas.
iati-fault-cdata-end = « ]]> » figure hors d’une section CDATA ; écrivez « ]]&gt; ».
iati-fault-doctype = Un type de document avec déclarations, ou après la racine, est refusé : les entités ne sont pas développées. Retirez-le.
iati-fault-markup = « <! » ne commence ni un commentaire ni une section CDATA.
iati-fault-instruction = Une instruction de traitement n’a pas de nom correct, ou la déclaration XML n’est pas en tête.
iati-fault-name = « { $subject } » n’est pas un nom. S’il s’agit de texte, écrivez « &lt; » pour « < ».
iati-fault-attribute-value = L’attribut { $subject } n’a pas de valeur entre guillemets.
iati-fault-attribute-twice = L’attribut { $subject } est donné deux fois.
iati-fault-too-many-attributes = Une balise a plus de 1 000 attributs. Retirez ceux que la norme ne connaît pas.
iati-fault-less-than = « < » figure dans la valeur de { $subject } ; écrivez « &lt; ».
iati-fault-space = Il manque une espace avant { $subject }.
iati-fault-reference = « & » ne commence aucune référence que XML connaisse. Si c’est du texte, écrivez « &amp; ».
iati-fault-html-entity = « &{ $subject }; » est un nom de HTML, que XML ne connaît pas. Écrivez le caractère lui-même, ou « &#{ $other }; ».
iati-fault-entity = « &{ $subject }; » n’est pas défini en XML. Écrivez le caractère voulu, ou « &amp;{ $subject }; » si c’est du texte.
iati-fault-too-deep = Plus de 256 éléments sont imbriqués.
iati-fault-token-too-long = Une balise, un texte ou un commentaire dépasse 10 000 000 octets.
iati-fault-too-many = Une activité contient plus de 100 000 éléments ({ $subject }).
iati-fault-too-large = Une activité ou une organisation occupe plus de 64 Mio.
iati-fault-encoding = L’encodage « { $subject } » n’est pas connu. Enregistrez le fichier en UTF-8.
iati-report-title = Rapport de validation IATI
iati-report-severity = Gravité
iati-report-filter = Filtrer par mots
iati-gap-identifier = La collectivité n’a ni SIREN ni identifiant IATI : un identifiant provisoire a été écrit. Ajoutez `iati_identifier`.
iati-gap-title = Il n’y a pas de titre : l’activité a été omise.
iati-gap-start = Le début n’est pas connu, et le standard le demande : l’activité a été omise. Ajoutez `since`, ou une période.
iati-gap-description = Il n’y a pas de description : le titre a été écrit deux fois.
iati-gap-status = L’état n’est pas connu : « mise en œuvre » a été écrit.
iati-gap-sector = Il n’y a pas de secteurs dont les parts totalisent 100 : « secteurs non spécifiés » a été écrit.
iati-gap-shares = Il y a plusieurs pays dont les parts ne sont pas connues : des parts égales ont été écrites.
iati-gap-budget = Un budget sans montant ou sans période a été omis.
iati-gap-budget-long = Un budget de plus d’un an a été omis : divisez-le par années.
iati-gap-transaction = Une transaction sans montant ou sans date a été omise.
iati-gap-transaction-future = Une transaction datée du futur a été omise : c’est un budget.
iati-gap-result = Un résultat sans titre ou sans indicateur a été omis.
iati-gap-date-rounded = Une date n’est connue qu’au mois ou à l’année : son premier (ou dernier) jour a été écrit.
iati-mendable = Certaines erreurs peuvent peut-être être corrigées automatiquement : `portulan validate --fix { $file }` montre lesquelles.
iati-refused = Non importée : activité { $identifier } ({ $file }, ligne { $line }) : { $why } Une fois le fichier corrigé, importez-le de nouveau.
iati-refused-nameless = Non importée : activité sans identifiant ({ $file }, ligne { $line }) : { $why } Une fois le fichier corrigé, importez-le de nouveau.
iati-refused-count = { $count ->
    [one] Une d’entre elles n’est pas importée. Le message ci-dessus la désigne ; les autres sont importées.
   *[other] { $count } d’entre elles ne sont pas importées. Les messages ci-dessus les désignent ; les autres sont importées.
}
iati-note-nameless = { $count ->
    [one] Une activité n’a pas d’identifiant. Elle est reconnue à son titre et à ses dates, et exportée sous un identifiant de ce registre. Ajoutez un `iati-identifier` dans le fichier.
   *[other] { $count } activités n’ont pas d’identifiant. Elles sont reconnues à leur titre et à leurs dates, et exportées sous des identifiants de ce registre. Ajoutez un `iati-identifier` à chacune dans le fichier.
}
iati-note-names = Le fichier donne l’identifiant { $reference } à des organisations de noms différents : { $own } dans ce registre, et { $others }. Les autres noms sont conservés et exportés de nouveau. S’il s’agit d’organismes distincts, demandez au déclarant un identifiant pour chacun et créez leurs fiches.
iati-note-names-more = { $count ->
    [one] Un autre identifiant a plusieurs noms.
   *[other] { $count } autres identifiants ont plusieurs noms.
}
iati-note-languages = Ces valeurs de `xml:lang` ne sont pas des codes de langue : { $tags }. Leurs textes ont été lus dans la langue par défaut. Écrivez dans le fichier un code ISO 639-1, comme `fr`.
iati-note-titles = Des activités n’ont de titre que dans des langues que ce registre ne connaît pas : { $tags }. Le registre affiche ces titres comme des textes dans sa langue par défaut ; l’export les écrit dans la leur. Ajoutez aux fiches un titre dans la langue par défaut.
iati-note-positions = Ces positions n’indiquent aucun lieu connu sur Terre : { $positions }. Elles sont conservées et exportées de nouveau, mais absentes de la carte. Écrivez la latitude (de -90 à 90) et la longitude (de -180 à 180) séparées par une espace, comme `46.16 -1.15`.
iati-note-repeated = { $count ->
    [one] Le fichier décrit deux fois la collectivité. Seule la première description est importée ; fusionnez-les dans le fichier si la seconde est nécessaire.
   *[other] Le fichier décrit plusieurs fois la collectivité. La première description est importée, les { $count } autres ne le sont pas ; fusionnez-les dans le fichier si elles sont nécessaires.
}
iati-note-left-out = Non importé, faute d’appartenir à une activité : { $names }. Déplacez ces éléments dans une activité s’ils sont nécessaires.
