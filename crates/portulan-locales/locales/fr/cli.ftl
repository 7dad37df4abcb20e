cli-error = erreur
cli-advice = conseil
cli-remedy = remède
cli-counts = { $errors ->
    [0] Aucune erreur
    [one] 1 erreur
   *[other] { $errors } erreurs
}, { $advice ->
    [0] aucun conseil
    [one] 1 conseil
   *[other] { $advice } conseils
} dans { $records ->
    [one] { $records } fiche
   *[other] { $records } fiches
}.
cli-advice-hidden = { $advice ->
    [one] { $advice } conseil ; `portulan check` le montre.
   *[other] { $advice } conseils ; `portulan check` les montre.
}
cli-refused = Rien n’a été changé.
cli-added = ajoute
cli-changed = change
cli-removed = retire
cli-import-summary = { $added } ajoutées, { $changed } changées, { $removed } retirées, { $same } laissées telles quelles.
cli-import-dry = C’était un essai : rien n’a été changé.
cli-import-reading = Lecture des fiches
cli-import-read = { $count ->
    [one] Une activité ou organisation a été lue dans { $file }.
   *[other] { $count } activités ou organisations ont été lues dans { $file }.
}
cli-import-reporters = Le fichier est déclaré par { $names } ; ce registre déclarera ses activités sous { $own }. Si c’est la même collectivité, inscrivez cet identifiant dans `iati_identifier` de sa fiche, puis importez de nouveau. Si c’est une autre, ses versements compteraient comme ceux de ce registre : n’importez que les activités auxquelles la collectivité participe.
cli-import-draft-folder = --draft concerne les fichiers IATI : les fiches d’un dossier disent leur propre état.
cli-import-replace-iati = --replace concerne les dossiers : un fichier IATI ne retire rien d’un registre.
cli-validate-workbook = { $path } est un tableur ou un autre document bureautique, pas un fichier IATI. Exportez-le en IATI XML depuis le logiciel d’origine, ou importez-le dans l’espace de gestion (Import), puis lancez `portulan export iati`.
cli-import-several = { $path } contient plusieurs documents ; importez-les un par un.
cli-import-large = { $path } dépasse { $limit } Mo. Divisez le fichier, ou n’importez que les activités de la collectivité.
cli-import-memory = { $path } demande plus de { $limit } Mo de mémoire, même si le fichier est plus petit. Divisez-le, ou n’importez que les activités de la collectivité.
cli-import-unsettled = { $file } n’est pas importé : les fiches de { $count } activités sont fautives, et sans elles d’autres fiches le sont. Importez les activités en plusieurs fichiers.
cli-import-invalid = { $file } n’est pas importé : il enfreint le schéma IATI, ou n’est pas un fichier IATI de version 2 ({ $critical ->
    [one] un constat critique
   *[other] { $critical } constats critiques
}). `portulan validate { $file }` indique où, et comment corriger.
cli-import-errors = { $errors ->
    [one] Une règle du standard est enfreinte
   *[other] { $errors } règles du standard sont enfreintes
} dans { $file } ; `portulan validate { $file }` indique où.
cli-import-others = { $count ->
    [one] Une organisation n’est pas la collectivité de ce registre : elle est laissée de côté.
   *[other] { $count } organisations ne sont pas la collectivité de ce registre : elles sont laissées de côté.
}
cli-import-kept = Le registre n’a pas de champ pour ces éléments : { $names }. Il les conserve tels quels, et `portulan export iati` les exporte de nouveau.
cli-exported = { $records } fiches et { $files } fichiers écrits dans { $folder }.
cli-export-not-empty = { $folder } n’est pas vide. Choisissez un autre dossier, ou ajoutez --force : les fichiers des fiches sont alors remplacés, et ceux des fiches disparues retirés.
cli-export-link = { $path } n’est pas un dossier mais un lien ou un fichier, à travers lequel rien n’est écrit. Supprimez-le, ou choisissez un autre dossier.
cli-serving = Portulan est à l’adresse { $address }
cli-serving-example = Le programme d’exemple de La Rochelle a été chargé dans { $folder }.
cli-serving-own = Pour votre propre registre : portulan init --data mon-registre, puis portulan serve --data mon-registre
cli-stop = Ctrl+C pour arrêter.
cli-port-busy = { $address } est pris par un autre programme. Choisissez un autre port : portulan serve --listen 127.0.0.1:8081
cli-register-served = Un autre serveur utilise le registre de { $folder }. Arrêtez-le, ou servez un autre dossier par --data.
cli-listen-failed = Impossible d’écouter à { $address } : { $why }
cli-empty-register = { $folder } n’a pas encore de collectivité publiée. Commencez par `portulan init --data { $folder }`, ou chargez un dossier par `portulan import DOSSIER --data { $folder }`.
cli-folder-failed = Impossible d’écrire dans { $folder } : { $why }. Choisissez un autre dossier par --data, ou donnez à cet utilisateur le droit d’y écrire.
cli-path-failed = { $path } : { $why }
cli-not-a-file = { $path } n’est pas un fichier ordinaire mais un tube, un périphérique ou un dossier. Copiez son contenu dans un fichier, et nommez celui-ci.
cli-init-exists = { $folder } contient déjà un registre. Choisissez un autre dossier par --data.
cli-init-done = Le registre est dans { $folder }. Voyez-le par : portulan serve --data { $folder }
cli-init-ask-name = Nom de la collectivité
cli-init-ask-country = Pays (code ISO 3166, tel que FR)
cli-init-ask-port = Lieu d’où partent les lignes de la carte (latitude,longitude)
cli-init-ask-port-name = Nom de ce lieu
cli-init-needs = Sans terminal où poser les questions, il faut : --name, --country, --port. `portulan init --help` les décrit.
cli-init-bad-port = « { $port } » n’est pas un lieu ; écrivez latitude,longitude, par exemple 46.16,-1.15
cli-validate-reading = Lecture
cli-validate-nothing = { $path } ne contient aucun fichier XML.
cli-rules-unknown = Il n’y a pas de règle { $id }. `portulan rules` les énumère toutes.
cli-rules-codelist = Vérifie que { $place } est un code de la liste { $list }.
cli-rules-not-reported = jamais signalée
cli-export-no-activity = Aucun partenariat ni projet n’a de début : il n’y a pas d’activité à écrire.
cli-export-wrote = Écrit : { $file }
cli-fix-nothing = { $file } : rien à corriger.
cli-fix-written = { $file } a été corrigé :
cli-fix-hint = Rien n’a été écrit. Ajoutez --write pour corriger les fichiers, ou appliquez la différence avec `patch -p0`.
cli-fix-encoding = { $path } n’est pas en UTF-8. Convertissez-le d’abord, par exemple avec `iconv`, et changez l’encodage qu’il déclare.
cli-fix-not-plain = { $path } est compressé ou n’est pas un fichier : il ne peut être corrigé sur place. Sans --write, la différence s’affiche.
cli-fix-trim = { $count ->
    [one] espaces retirées autour d’une valeur
   *[other] espaces retirées autour de { $count } valeurs
}
cli-fix-code = { $count ->
    [one] un code écrit comme dans sa liste
   *[other] { $count } codes écrits comme dans leurs listes
}
cli-fix-form = { $count ->
    [one] une date, un instant ou un oui-non écrit sous la forme du standard
   *[other] { $count } dates, instants ou oui-non écrits sous la forme du standard
}
cli-fix-order = { $count ->
    [one] un élément dont les parties sont remises en ordre
   *[other] { $count } éléments dont les parties sont remises en ordre
}
cli-office-start = Bureau : créez le premier compte par ce lien, qui ne sert qu’une fois : { $link }
cli-mail = Le courriel ne peut pas partir : { $why }. Écrivez par exemple --smtp smtps://nom:motdepasse@mail.example --mail-from "Registre <registre@ville.example>".
cli-export-private =
    { $count ->
        [one] Un contact ou une mission, privé, a été laissé de côté ; --private l’emporte.
       *[other] { $count } contacts et missions, privés, ont été laissés de côté ; --private les emporte.
    }
cli-oidc = Le service d’identité ne peut servir : { $why }. Écrivez par exemple --oidc-issuer https://auth.example/api/v2 --oidc-client portulan.
cli-access = Le lien ci-dessous laisse une personne choisir un nouveau mot de passe, une fois, dans la journée :
    { $link }
cli-access-unknown = Personne n’a l’adresse { $email }. Ajoutez --administrator pour créer ce compte.
cli-export-table = Il n’y a pas de tableau de ce nom. Choisissez parmi : { $known }.
cli-export-workbook = Le classeur ne peut être écrit : { $why }
cli-rates-wrong = { $file } n’est pas un fichier de taux de change : { $why }. La Banque centrale européenne en donne un sous le nom d’eurofxref-hist.csv.
cli-rates-none = il ne contient aucun taux
cli-rates-read = { $count } taux de change, du { $first } au { $last }.
cli-report-gap = manque
cli-report-incomplete = { $count ->
    [one] La déclaration de { $year } n’est pas complète : il manque une chose.
   *[other] La déclaration de { $year } n’est pas complète : il manque { $count } choses.
}
cli-report-done = { $count ->
    [one] Une action, { $sum }
   *[other] { $count } actions, { $sum }
} pour { $year } ; { $out } non déclarées.
cli-report-form = { $file } n’a pas de terminaison qui dise sa forme. Écrivez .xlsx pour le classeur, ou .csv pour les colonnes de CRS++.
cli-paper-form = { $file } n’a pas de terminaison qui dise sa forme. Écrivez .pdf, .html, .odt ou .docx.
cli-paper = Le rapport ne peut pas être écrit : { $why }
cli-paper-missing = Rien ne s’appelle { $record } ici. Le nom est la fin de l’adresse d’une page publiée : /fr/partnerships/NOM, /fr/organisations/NOM.
cli-export-day = Ce jour ne va pas : { $why }
cli-paper-templates = { $file } est déjà là et peut avoir été changé. Donnez un autre dossier, ou retirez le fichier.
