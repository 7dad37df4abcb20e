iati-severity-critical = critique
iati-severity-error = erreur
iati-severity-warning = avertissement
iati-severity-advice = conseil
iati-times = { $count ->
    [one] { $count } fois
   *[other] { $count } fois
}
iati-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
iati-activities = { $count ->
    [0] aucune activité
    [one] { $count } activité
   *[other] { $count } activités
}
iati-organisations = { $count ->
    [0] aucune organisation
    [one] { $count } organisation
   *[other] { $count } organisations
}
iati-valid = { $file } est un fichier IATI { $version } valide ({ $records }).
iati-not-valid = { $file } n’est pas un fichier IATI valide ({ $records }).
iati-counts = { $critical ->
    [0] Aucune erreur critique
    [one] { $critical } erreur critique
   *[other] { $critical } erreurs critiques
}, { $errors ->
    [0] aucune erreur
    [one] { $errors } erreur
   *[other] { $errors } erreurs
}, { $warnings ->
    [0] aucun avertissement
    [one] { $warnings } avertissement
   *[other] { $warnings } avertissements
}, { $advice ->
    [0] aucun conseil
    [one] { $advice } conseil
   *[other] { $advice } conseils
}.
iati-rule-codelist = Une valeur ne figure pas dans sa liste de codes.
iati-code = « { $value } » n’est pas un code de la liste { $list } ({ $place }). Choisissez un code de cette liste.
iati-code-linked = « { $value } » n’est pas un code de la liste { $list }, exigée par { $name } « { $linked } » ({ $place }). Choisissez un code de cette liste.
iati-code-near = Code le plus proche : « { $near } ».
iati-withdrawn = Le code { $code } ({ $name }) a été retiré de sa liste ({ $place }). Remplacez-le par un code en vigueur.
iati-withdrawn-dated = Le code { $code } ({ $name }) a été retiré de sa liste (date de retrait : { $date } ; { $place }). Remplacez-le par un code en vigueur.
iati-not-iati = L’élément racine est { $root }, et non iati-activities ou iati-organisations. Choisissez un fichier IATI.
iati-namespace = L’élément racine est dans l’espace de noms « { $root } » ; IATI n’utilise pas d’espace de noms. Supprimez `xmlns="…"`.
iati-version = La version { $version } du standard n’est pas prise en charge ; les versions 2.01, 2.02 et 2.03 le sont. Exportez de nouveau les données en version 2.03.
iati-version-missing = L’élément racine n’indique pas la version du standard. Ajoutez version="2.03".
iati-schema-unexpected = L’élément { $element } n’est pas autorisé ici. Éléments autorisés : { $expected }.
iati-schema-unexpected-last = L’élément { $element } n’est pas autorisé ici : l’élément parent est complet. Supprimez-le ou déplacez-le.
iati-schema-missing = L’élément { $element } est incomplet. Ajoutez l’un des éléments suivants : { $expected }.
iati-schema-not-text = L’élément { $element } ne peut contenir que du texte. Supprimez les éléments qu’il contient.
iati-schema-not-elements = L’élément { $element } ne peut contenir que des éléments. Placez le texte dans un élément narrative.
iati-schema-attribute-missing = L’attribut { $attribute } manque dans l’élément { $element }. Ajoutez-le.
iati-schema-attribute-unknown = L’élément { $element } n’a pas d’attribut { $attribute } dans cette version. Supprimez cet attribut.
iati-schema-value = « { $value } » n’est pas valide ({ $place }). Valeur attendue : { $type }.
iati-type-anyURI = une adresse web
iati-type-boolean = true, false, 1 ou 0
iati-type-date = une date, par exemple 2024-06-30
iati-type-dateTime = une date et une heure, par exemple 2024-06-30T12:00:00Z
iati-type-decimal = un nombre, par exemple 1200.50
iati-type-int = un nombre entier
iati-type-nonNegativeInteger = un nombre entier positif ou nul
iati-type-positiveInteger = un nombre entier supérieur ou égal à 1
iati-type-NMTOKEN = un nom sans espace
iati-type-language = un code de langue, par exemple fr
iati-type-space = default ou preserve
iati-type-type = un type autorisé pour cet élément, ou aucun attribut
iati-type-ID = un nom qui commence par une lettre
iati-at-line = Ligne { $line }
iati-at-line-text = { $text } (ligne { $line })
iati-fault-empty = Le fichier est vide. Exportez-le de nouveau depuis le logiciel d’origine.
iati-fault-truncated = Le fichier est tronqué : il s’arrête au milieu d’une balise, d’un commentaire ou d’un texte. Exportez-le ou téléchargez-le de nouveau.
iati-fault-not-closed = L’élément { $subject } n’est pas fermé. Ajoutez sa balise fermante.
iati-fault-mismatch = L’élément { $subject } est ouvert, mais la balise fermante est celle de { $other }. Corrigez l’une des deux balises.
iati-fault-close-without-open = L’élément { $subject } est fermé sans avoir été ouvert. Supprimez la balise fermante ou ajoutez la balise ouvrante.
iati-fault-text-outside = Du texte figure hors de l’élément racine. Supprimez-le.
iati-fault-second-root = Le fichier contient un second élément racine. Conservez un seul élément racine par fichier.
iati-fault-character = Le caractère { $subject } n’est pas autorisé en XML. Supprimez-le.
iati-fault-not-utf8 = Le contenu ne correspond pas à l’encodage déclaré. Enregistrez le fichier en UTF-8.
iati-fault-comment = Un commentaire contient « -- », ce que XML n’autorise pas. Supprimez ces deux tirets.
iati-fault-cdata-end = « ]]> » figure hors d’une section CDATA. Écrivez « ]]&gt; ».
iati-fault-doctype = La déclaration DOCTYPE contient des entités ou figure après la racine ; elle est refusée pour des raisons de sécurité. Supprimez-la.
iati-fault-markup = « <! » n’ouvre ni un commentaire ni une section CDATA. S’il s’agit de texte, écrivez « &lt;! ».
iati-fault-instruction = Le nom d’une instruction de traitement n’est pas valide, ou la déclaration XML n’est pas en tête du fichier. Corrigez le nom ou déplacez la déclaration au début.
iati-fault-name = « { $subject } » n’est pas un nom valide. S’il s’agit de texte, écrivez « &lt; » au lieu de « < ».
iati-fault-attribute-value = L’attribut { $subject } n’a pas de valeur entre guillemets. Ajoutez-la.
iati-fault-attribute-twice = L’attribut { $subject } est défini deux fois. Supprimez l’un des deux.
iati-fault-too-many-attributes = Une balise a plus de 1 000 attributs. Supprimez ceux qui ne figurent pas dans le standard.
iati-fault-less-than = La valeur de { $subject } contient « < ». Écrivez « &lt; ».
iati-fault-space = Il manque une espace avant { $subject }. Ajoutez-la.
iati-fault-reference = « & » ne commence pas une référence XML connue. S’il s’agit de texte, écrivez « &amp; ».
iati-fault-html-entity = « &{ $subject }; » est une entité HTML, inconnue en XML. Écrivez le caractère lui-même ou « &#{ $other }; ».
iati-fault-entity = « &{ $subject }; » n’est pas défini en XML. Écrivez le caractère voulu, ou « &amp;{ $subject }; » s’il s’agit de texte.
iati-fault-too-deep = Plus de 256 éléments sont imbriqués. Simplifiez la structure du fichier.
iati-fault-token-too-long = Une balise, un texte ou un commentaire dépasse 10 000 000 octets. Raccourcissez-le.
iati-fault-too-many = Une activité contient plus de 100 000 éléments ({ $subject }). Répartissez-les sur plusieurs activités.
iati-fault-too-large = Une activité ou une organisation dépasse 64 Mo. Répartissez son contenu sur plusieurs activités.
iati-fault-encoding = L’encodage « { $subject } » n’est pas pris en charge. Enregistrez le fichier en UTF-8.
iati-report-title = Rapport de validation IATI
iati-report-severity = Gravité
iati-report-filter = Filtrer par mot
iati-gap-identifier = La collectivité n’a ni SIREN ni identifiant IATI : un identifiant provisoire a été utilisé. Renseignez `iati_identifier`.
iati-gap-title = Titre manquant : l’activité n’a pas été exportée. Ajoutez un titre.
iati-gap-start = Date de début manquante (exigée par le standard) : l’activité n’a pas été exportée. Renseignez `since` ou une période.
iati-gap-description = Description manquante : remplacée par le titre. Ajoutez une description.
iati-gap-status = Statut non renseigné : exporté comme « mise en œuvre ». Renseignez-le.
iati-gap-sector = Aucun secteur, ou total des parts différent de 100 % : exporté comme « secteurs non spécifiés ». Corrigez les secteurs.
iati-gap-shares = Parts des pays non renseignées : exportées à parts égales. Renseignez les parts.
iati-gap-budget = Un budget sans montant ou sans période n’a pas été exporté. Complétez-le.
iati-gap-budget-long = Un budget de plus d’un an n’a pas été exporté. Divisez-le par année.
iati-gap-transaction = Une transaction sans montant ou sans date n’a pas été exportée. Complétez-la.
iati-gap-transaction-future = Une transaction dont la date est future n’a pas été exportée. Corrigez la date ou saisissez un budget.
iati-gap-result = Un résultat sans titre ou sans indicateur n’a pas été exporté. Complétez-le.
iati-gap-date-rounded = Une date connue au mois ou à l’année seulement a été exportée au premier (ou au dernier) jour. Précisez le jour s’il est connu.
iati-mendable = Certaines erreurs peuvent être corrigées automatiquement : `portulan validate --fix { $file }` en donne la liste.
iati-refused = Activité non importée : { $identifier } ({ $file }, ligne { $line }). { $why } Corrigez le fichier, puis importez-le de nouveau.
iati-refused-nameless = Activité sans identifiant non importée ({ $file }, ligne { $line }). { $why } Corrigez le fichier, puis importez-le de nouveau.
iati-refused-count = { $count ->
    [one] { $count } d’entre elles n’est pas importée. Le message ci-dessus la désigne ; les autres sont importées.
   *[other] { $count } d’entre elles ne sont pas importées. Les messages ci-dessus les désignent ; les autres sont importées.
}
iati-note-nameless = { $count ->
    [one] { $count } activité n’a pas d’identifiant. Elle est reconnue à son titre et à ses dates, et exportée sous un identifiant de ce registre. Ajoutez un `iati-identifier` dans le fichier.
   *[other] { $count } activités n’ont pas d’identifiant. Elles sont reconnues à leur titre et à leurs dates, et exportées sous des identifiants de ce registre. Ajoutez un `iati-identifier` à chacune dans le fichier.
}
iati-note-names = Le fichier donne l’identifiant { $reference } à des organisations de noms différents : { $own } dans ce registre, et { $others }. Les autres noms sont conservés et exportés de nouveau. S’il s’agit d’organismes distincts, demandez au déclarant un identifiant pour chacun et créez leurs fiches.
iati-note-names-more = { $count ->
    [one] { $count } autre identifiant correspond à plusieurs noms.
   *[other] { $count } autres identifiants correspondent à plusieurs noms.
}
iati-note-languages = Ces valeurs de `xml:lang` ne sont pas des codes de langue : { $tags }. Les textes concernés ont été lus dans la langue par défaut. Écrivez dans le fichier un code ISO 639-1, par exemple `fr`.
iati-note-titles = Des activités n’ont de titre que dans des langues que ce registre ne connaît pas : { $tags }. Le registre affiche ces titres comme des textes dans sa langue par défaut ; l’export les écrit dans leur langue d’origine. Ajoutez aux fiches un titre dans la langue par défaut.
iati-note-positions = Ces coordonnées ne sont pas valides : { $positions }. Elles sont conservées et exportées de nouveau, mais n’apparaissent pas sur la carte. Écrivez la latitude (de -90 à 90) et la longitude (de -180 à 180) séparées par une espace, par exemple `46.16 -1.15`.
iati-note-repeated = { $count ->
    [one] Le fichier décrit deux fois la collectivité. Seule la première description est importée ; fusionnez-les dans le fichier si la seconde est nécessaire.
   *[other] Le fichier décrit plusieurs fois la collectivité. La première description est importée, les { $count } autres ne le sont pas ; fusionnez-les dans le fichier si elles sont nécessaires.
}
iati-note-left-out = Éléments non importés, car ils n’appartiennent à aucune activité : { $names }. Déplacez-les dans une activité s’ils sont nécessaires.
cli-rules-codelist = Vérifie que { $place } est un code de la liste { $list }.
