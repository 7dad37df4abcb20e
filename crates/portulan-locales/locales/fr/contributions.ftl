# Contributions : rapports d’une personne sans compte sur un projet, par un lien.
contribution = Contribution
contributions = Contributions au projet
contributions-lead = Demandez des nouvelles du projet à un opérateur ou à un partenaire : il répond dans un formulaire, avec un simple lien, sans compte. Rien n’entre dans le registre avant votre accord.
contributions-there = Contributions demandées
contributions-waiting = Contributions à relire
contributions-open = Demander ou relire des contributions
contribution-stage-open = En cours
contribution-stage-expired = Lien expiré
contribution-stage-sent = À relire
contribution-stage-accepted = Acceptée
contribution-stage-declined = Close sans suite
contribution-sent-at = envoyée le { $value }
contribution-expired-at = lien expiré le { $value }
contribution-until = lien valable jusqu’au { $value }
contribution-sent-by = envoyée par { $value }
contribution-document = Ce que vous avez accepté est conservé dans le document
contribution-answered-by = réponse de { $value }
contribution-ask = Demander une contribution
contribution-contributor = Destinataire
    .help = La personne ou l’organisation qui remplira le formulaire.
contribution-email = Adresse électronique
    .help = Facultative : le lien y est envoyé, si l’envoi de messages est configuré.
contribution-start = Période : premier jour
contribution-end = Période : dernier jour
contribution-date-wrong = Cette date n’est pas valide. Écrivez-la sous la forme « 1er janvier 2026 », « janvier 2026 » ou « 2026 ».
contribution-period-wrong = La période se termine avant de commencer. Corrigez l’une des deux dates.
contribution-days = Validité du lien
contribution-days-count = { $count } jours
contribution-language = Langue du formulaire
contribution-message = Message au destinataire
contribution-make-link = Créer le lien
contribution-link = Lien du formulaire
contribution-link-once = Copiez ce lien et transmettez-le au destinataire. Il n’est affiché qu’une fois ; toute personne qui l’a peut remplir le formulaire.
contribution-link-mailed = Ce lien a été envoyé au destinataire. Il n’est affiché qu’une fois ; toute personne qui l’a peut remplir le formulaire.
contribution-link-copy = Copier le lien
contribution-link-copied = Lien copié
contribution-not-sent = Le destinataire n’a encore rien envoyé.
contribution-changed = Cette contribution ou le projet a été modifié entre-temps. Relisez ce qui suit, puis répondez de nouveau.
contribution-returned = Elle est renvoyée au destinataire, qui la complète. Elle réapparaîtra ici une fois renvoyée.
contribution-not-taken = non repris
contribution-parts = la répartition par groupe est à vérifier
contribution-new-link = Créer un nouveau lien
contribution-new-link-help = Un nouveau lien remplace l’ancien. Ce que le destinataire a déjà enregistré est conservé.
contribution-accept = Accepter
contribution-accept-help = Les éléments cochés rejoignent le projet en brouillon : les dépenses comme opérations, les valeurs dans les indicateurs, les photographies dans la médiathèque. Un document conserve le texte envoyé ; son fichier n’est visible que dans l’espace de gestion.
contribution-accepted-reason = Contribution acceptée : { $value }
contribution-return = Renvoyer avec la note
contribution-decline = Clore sans suite
    .sure = Clore cette contribution ? Le destinataire ne pourra plus la modifier, et ses photographies seront supprimées.
contribution-note = Note au destinataire
contribution-note-missing = Expliquez dans la note ce qui est à compléter.
contribution-take = Reprendre
contribution-take-one = Reprendre : { $value }
contribution-outside = hors période
contribution-before = au registre : { $value }
contribution-unplaced = cet indicateur n’existe plus ; la valeur reste dans le document
contribution-total = Total
contribution-progress = Ce qui a été fait
    .help = Les activités de la période, en quelques phrases.
contribution-difficulties = Difficultés rencontrées
contribution-next = Prochaines étapes
contribution-expenses = Dépenses de la période
contribution-values = Résultats de la période
contribution-pictures = Photographies
contribution-by = Votre nom
contribution-column-date = Date
contribution-column-amount = Montant
contribution-column-heading = Poste de dépense
contribution-column-description = Description
contribution-column-indicator = Indicateur
contribution-column-value = Valeur
contribution-required = obligatoire
contribution-required-picture = obligatoire avec une photographie
contribution-number-large = Ce nombre est trop grand. Vérifiez le nombre de zéros.
contribution-amount-zero = Ce montant est nul. Corrigez-le ou videz la ligne.
contribution-amount-decimals = Ce montant a plus de deux décimales. Écrivez « 1234 » pour mille deux cent trente-quatre, ou arrondissez aux centimes.
contribution-needed = Ce champ est nécessaire pour envoyer le formulaire.
contribution-report = { $project } : point d’étape, { $value }
contribution-report-title = Point d’étape : { $value }
contribution-report-by = Transmis par
contribution-report-note = Transmis au moyen d’un formulaire en ligne.
contribute-title = Point d’étape : { $value }
contribute-lead = Période : { $value }
contribute-asked-by = Demande envoyée par { $value }.
contribute-until = Ce lien est valable jusqu’au { $value }.
contribute-returned = Votre envoi est à compléter :
contribute-saved = Votre saisie est enregistrée. Vous pouvez la reprendre avec ce même lien jusqu’au { $value }.
contribute-conflict = Ce formulaire a été modifié dans une autre fenêtre. Vérifiez votre saisie, puis enregistrez de nouveau : elle remplacera l’autre version.
contribute-faults =
    { $count ->
        [one] Un champ est à corriger. Votre saisie est enregistrée, mais elle n’est pas envoyée.
       *[other] { $count } champs sont à corriger. Votre saisie est enregistrée, mais elle n’est pas envoyée.
    }
contribute-expenses-help = Une ligne par dépense. Vous pouvez écrire « 5 mars 2026 », « 12 500,50 » ou « 45 k€ ».
contribute-currency = Devise des dépenses
contribute-more-lines = Ajouter des lignes
contribute-values-help = La valeur atteinte dans la période ({ $value }). Laissez vide ce que vous ne connaissez pas.
contribute-target = Valeur cible : { $value }
contribute-picture = Ajouter une photographie
contribute-picture-help = Fichier JPEG, PNG ou WebP, de 40 Mo au plus ; { $count } photographies au plus. La position GPS et les autres informations cachées sont retirées.
contribute-picture-alt = Description de la photographie
contribute-picture-credit = Auteur de la photographie
contribute-picture-consent = Les personnes reconnaissables ont accepté que leur image soit publiée.
contribute-picture-add = Ajouter la photographie
contribute-picture-remove = Retirer
contribute-picture-large = La photographie dépasse { $limit } Mo. Choisissez un fichier plus petit.
contribute-picture-missing = Aucun fichier n’est choisi. Choisissez une photographie, puis ajoutez-la.
contribute-picture-undescribed = La photographie n’est pas ajoutée : décrivez-la et indiquez son auteur, puis choisissez de nouveau le fichier.
contribute-picture-consent-missing = La photographie n’est pas ajoutée : confirmez l’accord des personnes reconnaissables, puis choisissez de nouveau le fichier.
contribute-pictures-full = La photographie n’est pas ajoutée : un formulaire contient au plus { $count } photographies, { $size } Mo en tout. Retirez-en une d’abord.
contribute-what-happens = Après l’envoi, { $value } relit votre contribution avant de l’utiliser. Ne donnez pas d’information confidentielle sur d’autres personnes.
contribute-send = Envoyer
contribute-save = Enregistrer et continuer plus tard
contribute-sent = Contribution envoyée
    .text = Merci. Votre contribution a été transmise ; voici ce que vous avez envoyé.
contribute-accepted = Contribution acceptée
    .text = Merci. Votre contribution a été acceptée.
contribute-closed = Contribution close
    .text = Cette contribution n’est plus attendue.
contribute-expired = Ce lien n’est plus valable
    .text = Il a expiré ou a été remplacé par un autre. Demandez un nouveau lien à la personne qui vous l’a envoyé.
mail-contribution = { $project } : votre point d’étape ({ $period })
    .text =
        Bonjour { $name },

        { $author } vous demande des nouvelles du projet « { $project } » pour la période suivante : { $period }.

        { $message }

        Remplissez le formulaire avec ce lien, valable jusqu’au { $until } ; vous pouvez vous interrompre et reprendre plus tard :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
mail-contribution-returned = { $project } : votre point d’étape est à compléter ({ $period })
    .text =
        Bonjour { $name },

        Merci pour votre point d’étape sur le projet « { $project } » ({ $period }). Il est à compléter :

        { $message }

        Reprenez le formulaire avec ce nouveau lien, valable jusqu’au { $until } ; il remplace le précédent :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
mail-contribution-sent = { $contributor } a envoyé un point d’étape : { $project }
    .text =
        Bonjour { $name },

        { $contributor } a envoyé une contribution au projet « { $project } ».

        Pour la relire :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
contribution-payer = Organisation qui a payé ces dépenses
    .help = Une organisation du registre. Sans elle, les dépenses seraient comptées comme celles de la collectivité, y compris dans la déclaration.
contribution-payer-missing = Choisissez l’organisation qui a payé les dépenses cochées, ou créez d’abord sa fiche.
