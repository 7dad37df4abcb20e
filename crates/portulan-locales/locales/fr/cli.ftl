cli-error = erreur
cli-advice = conseil
cli-remedy = solution
cli-counts = { $errors ->
    [0] Aucune erreur
    [one] { $errors } erreur
   *[other] { $errors } erreurs
}, { $advice ->
    [0] aucun conseil
    [one] { $advice } conseil
   *[other] { $advice } conseils
} dans { $records ->
    [one] { $records } fiche
   *[other] { $records } fiches
}.
cli-advice-hidden = { $advice ->
    [one] { $advice } conseil. Pour l’afficher : `portulan check`.
   *[other] { $advice } conseils. Pour les afficher : `portulan check`.
}
cli-refused = Rien n’a été modifié. Corrigez les erreurs ci-dessus, puis relancez la commande.
cli-added = ajout
cli-changed = modification
cli-removed = retrait
cli-import-summary = Ajouts : { $added } · modifications : { $changed } · retraits : { $removed } · inchangées : { $same }.
cli-import-dry = Simulation : rien n’a été modifié.
cli-import-reading = Lecture des fiches
cli-import-read = { $count ->
    [one] { $count } activité ou organisation lue dans { $file }.
   *[other] { $count } activités ou organisations lues dans { $file }.
}
cli-import-reporters = Le fichier est déclaré par { $names } ; ce registre déclarera ses activités sous { $own }. S’il s’agit de la même collectivité, saisissez cet identifiant dans `iati_identifier` de sa fiche, puis importez le fichier de nouveau. S’il s’agit d’une autre, ses versements seraient comptés comme ceux de ce registre : n’importez que les activités auxquelles la collectivité participe.
cli-import-draft-folder = --draft ne s’applique qu’aux fichiers IATI ; l’état d’une fiche de dossier est fixé par `state`. Retirez l’option.
cli-import-replace-iati = --replace ne s’applique qu’aux dossiers ; un fichier IATI ne supprime rien d’un registre. Retirez l’option.
cli-validate-workbook = { $path } est un tableur ou un autre document bureautique, et non un fichier IATI. Exportez-le en XML IATI depuis le logiciel d’origine, ou importez-le dans l’espace de gestion (Importer), puis lancez `portulan export iati`.
cli-import-several = { $path } contient plusieurs documents. Importez-les un par un.
cli-import-large = { $path } dépasse { $limit } Mo. Divisez le fichier, ou n’importez que les activités de la collectivité.
cli-import-memory = L’import de { $path } demande plus de { $limit } Mo de mémoire, même si le fichier est plus petit. Divisez-le, ou n’importez que les activités de la collectivité.
cli-import-unsettled = { $count ->
    [one] { $file } n’est pas importé : la fiche de { $count } activité comporte des erreurs, et sans elle d’autres fiches en comportent aussi. Importez les activités en plusieurs fichiers.
   *[other] { $file } n’est pas importé : les fiches de { $count } activités comportent des erreurs, et sans elles d’autres fiches en comportent aussi. Importez les activités en plusieurs fichiers.
}
cli-import-invalid = { $file } n’est pas importé : il ne respecte pas le schéma IATI, ou n’est pas un fichier IATI de version 2 ({ $critical ->
    [one] { $critical } erreur critique
   *[other] { $critical } erreurs critiques
}). Pour localiser et corriger les erreurs : `portulan validate { $file }`.
cli-import-errors = { $errors ->
    [one] { $errors } règle du standard n’est pas respectée
   *[other] { $errors } règles du standard ne sont pas respectées
} dans { $file }. Pour les localiser : `portulan validate { $file }`.
cli-import-others = { $count ->
    [one] { $count } organisation n’est pas la collectivité de ce registre : elle n’est pas importée.
   *[other] { $count } organisations ne sont pas la collectivité de ce registre : elles ne sont pas importées.
}
cli-import-kept = Le registre n’a pas de champ pour ces éléments : { $names }. Ils sont conservés tels quels et repris par `portulan export iati`.
cli-exported = { $records ->
    [one] { $records } fiche
   *[other] { $records } fiches
} et { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
} : export terminé dans { $folder }.
cli-export-not-empty = { $folder } n’est pas vide. Choisissez un autre dossier, ou ajoutez --force : les fichiers des fiches sont alors remplacés, et ceux des fiches supprimées du registre sont effacés.
cli-export-link = { $path } n’est pas un dossier mais un lien ou un fichier ; rien n’y est écrit. Supprimez-le, ou choisissez un autre dossier.
cli-serving = Portulan est accessible à l’adresse { $address }
cli-serving-example = L’exemple de La Rochelle a été chargé dans { $folder }.
cli-serving-own = Pour créer votre propre registre : portulan init --data mon-registre, puis portulan serve --data mon-registre
cli-stop = Appuyez sur Ctrl+C pour arrêter.
cli-port-busy = L’adresse { $address } est déjà utilisée par un autre programme. Relancez la même commande avec un autre port, par exemple --listen 127.0.0.1:8081.
cli-register-served = Un autre serveur utilise déjà le registre de { $folder }. Arrêtez-le, ou choisissez un autre dossier avec --data.
cli-listen-failed = Impossible d’écouter à l’adresse { $address } : { $why }. Choisissez une autre adresse avec --listen.
cli-empty-register = { $folder } ne contient pas encore de collectivité publiée. Créez un registre avec `portulan serve --new --data { $folder }` (dans le navigateur) ou `portulan init --data { $folder }`, ou chargez un dossier avec `portulan import DOSSIER --data { $folder }`.
cli-folder-failed = Impossible d’écrire dans { $folder } : { $why }. Choisissez un autre dossier avec --data, ou accordez le droit d’écriture à cet utilisateur.
cli-path-failed = { $path } : { $why }. Vérifiez le chemin et les droits d’accès.
cli-not-a-file = { $path } n’est pas un fichier ordinaire mais un tube, un périphérique ou un dossier. Copiez son contenu dans un fichier, puis indiquez ce fichier.
cli-init-exists = { $folder } contient déjà un registre. Choisissez un autre dossier avec --data.
cli-init-done = Registre créé dans { $folder }. Pour l’ouvrir : portulan serve --data { $folder }
cli-init-ask-name = Nom de la collectivité
cli-init-ask-country = Pays (nom, ou code à deux lettres)
cli-init-ask-port = Ville d’où partent les lignes de la carte (nom, ou latitude,longitude)
cli-init-ask-siren = Numéro SIREN (facultatif)
cli-init-ask-languages = Langues du site, celle par défaut en premier, séparées par des virgules ({ $known })
cli-init-no-language = « { $value } » n’est pas une langue du site. Choisissez parmi : { $known }.
cli-init-ask-currency = Devise des montants (nom, ou code à trois lettres)
cli-init-no-currency = « { $value } » n’est pas une devise connue. Saisissez son nom, ou son code à trois lettres.
cli-init-ask-accent = Couleur du site, par exemple #b83c24 (facultatif)
cli-init-ask-themes = Thèmes de la coopération, par numéro ou par nom, séparés par des virgules (facultatif)
cli-init-no-theme = « { $value } » n’est pas un thème de la liste. Saisissez son numéro ou son nom.
cli-init-choose = Numéro de la ville, ou autre nom
cli-init-ask-port-name = Nom de ce point
cli-init-needs = Sans terminal interactif, indiquez les options --name, --country et --port. `portulan init --help` les décrit.
cli-init-bad-port = « { $port } » n’est ni une ville connue ni un point valide. Saisissez le nom d’une ville, ou latitude,longitude, par exemple 46.16,-1.15
cli-init-no-country = « { $value } » n’est pas un pays connu. Saisissez son nom, ou son code à deux lettres.
cli-init-several = Plusieurs villes se nomment « { $port } » : { $towns }. Ajoutez le pays ou la subdivision après une virgule.
cli-validate-reading = Lecture
cli-validate-nothing = { $path } ne contient aucun fichier XML. Indiquez un fichier ou un dossier contenant des fichiers IATI.
cli-rules-unknown = La règle { $id } n’existe pas. `portulan rules` affiche la liste des règles.
cli-rules-not-reported = jamais signalée
cli-export-no-activity = Aucun partenariat ni projet n’a de date de début : aucune activité n’est exportée. Renseignez `since` ou une période.
cli-export-wrote = Écrit : { $file }
cli-fix-nothing = { $file } : rien à corriger.
cli-fix-written = { $file } a été corrigé :
cli-fix-hint = Rien n’a été écrit. Ajoutez --write pour corriger les fichiers, ou appliquez les différences avec `patch -p0`.
cli-fix-encoding = { $path } n’est pas en UTF-8. Convertissez-le d’abord, par exemple avec `iconv`, et modifiez l’encodage déclaré dans le fichier.
cli-fix-not-plain = { $path } est compressé ou n’est pas un fichier : il ne peut pas être corrigé sur place. Retirez --write pour afficher les différences.
cli-fix-trim = { $count ->
    [one] espaces supprimées autour de { $count } valeur
   *[other] espaces supprimées autour de { $count } valeurs
}
cli-fix-code = { $count ->
    [one] { $count } code remis à l’écriture de sa liste
   *[other] { $count } codes remis à l’écriture de leurs listes
}
cli-fix-form = { $count ->
    [one] { $count } valeur remise au format du standard (date, date et heure, booléen)
   *[other] { $count } valeurs remises au format du standard (dates, dates et heures, booléens)
}
cli-fix-order = { $count ->
    [one] sous-éléments de { $count } élément remis dans l’ordre
   *[other] sous-éléments de { $count } éléments remis dans l’ordre
}
cli-office-start = Espace de gestion : créez le premier compte avec ce lien, utilisable une seule fois : { $link }
cli-mail = L’envoi de courriels n’est pas possible : { $why }. Exemple d’options : --smtp smtps://nom:motdepasse@mail.example --mail-from "Registre <registre@ville.example>".
cli-export-private =
    { $count ->
        [one] { $count } contact, déplacement ou accueil n’a pas été exporté (donnée privée). Ajoutez --private pour l’inclure.
       *[other] { $count } contacts, déplacements ou accueils n’ont pas été exportés (données privées). Ajoutez --private pour les inclure.
    }
cli-oidc = Le fournisseur d’identité n’est pas utilisable : { $why }. Exemple d’options : --oidc-issuer https://auth.example/api/v2 --oidc-client portulan.
cli-access = Ce lien permet de choisir un nouveau mot de passe ; il est valable un jour et ne sert qu’une fois :
    { $link }
cli-access-unknown = Aucun compte n’a l’adresse { $email }. Ajoutez --administrator pour créer ce compte.
cli-export-table = Ce tableau n’existe pas. Choisissez parmi : { $known }.
cli-export-workbook = Le classeur ne peut pas être écrit : { $why }. Exportez en CSV, ou réduisez les données.
cli-rates-wrong = { $file } n’est pas un fichier de taux de change : { $why }. Utilisez le fichier eurofxref-hist.csv de la Banque centrale européenne.
cli-rates-none = aucun taux dans ce fichier
cli-rates-read = { $count } taux de change, du { $first } au { $last }.
cli-report-gap = donnée manquante
cli-report-incomplete = { $count ->
    [one] La déclaration de { $year } n’est pas complète : { $count } donnée manque. Complétez-la, puis relancez la commande.
   *[other] La déclaration de { $year } n’est pas complète : { $count } données manquent. Complétez-les, puis relancez la commande.
}
cli-report-done = { $count ->
    [0] Aucune action déclarée ({ $sum })
    [one] { $count } action déclarée, { $sum },
   *[other] { $count } actions déclarées, { $sum },
} pour { $year } ; { $out ->
    [one] { $out } action non déclarée.
   *[other] { $out } actions non déclarées.
}
cli-report-form = { $file } n’a pas d’extension reconnue. Écrivez .xlsx pour le classeur, ou .csv pour les colonnes de CRS++.
cli-paper-form = { $file } n’a pas d’extension reconnue. Écrivez .pdf, .html, .odt ou .docx.
cli-paper = Le rapport ne peut pas être écrit : { $why }. Vérifiez les modèles de rapport (--templates).
cli-paper-missing = Aucune fiche publiée ne porte le nom { $record }. Indiquez la fin de l’adresse d’une page publiée : /fr/partnerships/NOM, /fr/organisations/NOM.
cli-export-day = Date invalide : { $why }. Écrivez AAAA-MM-JJ.
cli-paper-templates = { $file } existe déjà et a pu être modifié. Choisissez un autre dossier, ou supprimez le fichier.
cli-failed = L’opération a échoué. Détail pour l’assistance, en anglais : { $detail }
cli-templates-missing = Le dossier de modèles { $folder } n’existe pas. Créez-le : portulan report templates --to { $folder }
cli-new-authority = Nouvelle collectivité
