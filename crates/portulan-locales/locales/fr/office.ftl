office-yes = oui
office-no = non
office-account = Mon compte
office-active = Compte actif
office-add = Ajouter { $value }
office-address = Adresse de la page
office-agent-unknown = Navigateur inconnu
office-all = Tout
office-archive = Archiver
office-unpublish = Dépublier
office-unpublish-lead = La page sera retirée du site. La fiche restera dans les listes et pourra être publiée de nouveau.
office-archive-lead = La page sera retirée du site, et la fiche quittera les listes de travail. Elle restera consultable parmi les fiches archivées.
office-put-away-lead = La fiche quittera les listes de travail. Elle restera consultable parmi les fiches archivées.
office-withdraw-title = Retirer ou supprimer
office-publish-conflict = Cette fiche a été modifiée pendant que vous la relisiez : rien n’a été fait. Relisez la nouvelle version ci-dessous, puis recommencez.
office-preview-title = La page telle qu’elle sera publiée
office-fact-period = Période
office-fact-granted = Financements acquis
office-fact-ended = échue
office-until = jusqu’au { $value }
office-until-past = échue le { $value }
office-add-files = Ajouter des images ou des documents
office-audit = Journal d’activité
office-audit-csv = Exporter ces entrées en CSV
office-audit-lead = Toutes les opérations effectuées dans le registre, de la plus récente à la plus ancienne.
office-audit-none = Aucune entrée ne correspond.
office-back = Retour au tableau de bord
office-before-publishing = À corriger avant de publier
office-changed = Dernière modification
office-changes = Modifications de cette version
office-changes-public = Modifications à publier
office-change-added = ajouté
office-change-removed = supprimé
office-comments = Commentaires
office-comments-open =
    { $count ->
        [one] Commentaires ({ $count })
       *[other] Commentaires ({ $count })
    }
office-comments-resolved =
    { $count ->
        [one] Commentaires réglés ({ $count })
       *[other] Commentaires réglés ({ $count })
    }
office-comments-none = Aucun commentaire à traiter.
office-comment-resolve = Marquer comme réglé
office-comment-reopen = Rouvrir
office-comment-resolved = Réglé par { $name } le { $at }
office-comment-unknown = Aucun utilisateur ne s’appelle « { $value } » : personne n’a été prévenu sous ce nom.
office-mention-names = Personnes à mentionner
office-comment = Votre commentaire
office-comment-help = Mentionnez une personne avec @nom. Les commentaires ne sont pas publics.
office-comment-add = Ajouter le commentaire
office-list-faulty = Élément { $value } : à corriger
office-list-first = Premiers éléments
office-list-hidden = Éléments non affichés : { $value }. Ils sont conservés à l’enregistrement.
office-list-last = Derniers éléments
office-list-next = Suivants
office-list-previous = Précédents
office-list-position = { $first }–{ $last } sur { $count }
office-list-show = Afficher ces éléments
office-list-shown = Éléments { $first } à { $last } sur { $count }. Les autres sont conservés à l’enregistrement.
office-item-removed = Élément retiré.
office-item-restore = Remettre l’élément
office-table-actions = Actions
office-table-cell = { $name }, ligne { $row }
office-table-details = Détails
office-table-emptied = Cellules vidées, car vides dans ce que vous avez collé : ….
office-table-left = Lignes sans place dans le tableau : …. Ajoutez des lignes, puis collez le reste.
office-table-number = N°
office-table-pasted = Lignes collées : ….
office-table-row = Numéro de ligne
office-table-sum = Total
office-table-sum-again = Recalculer les totaux
office-table-sum-of = Total – { $value }
office-table-told = { $name } : { $value }
office-table-unmatched = Valeurs non reprises, car absentes des choix proposés ou sans colonne : …. Vérifiez ces cellules.
office-table-unread = { $count ->
    [one] Le total ne compte pas un montant, qui n’est pas un nombre ou n’a pas de devise. Corrigez ce montant.
   *[other] Le total ne compte pas { $count } montants, qui ne sont pas des nombres ou n’ont pas de devise. Corrigez ces montants.
}
office-mentions = Mentions
office-conflicts = Versions en conflit
office-conflicts-lead = Une autre personne a enregistré cette fiche pendant votre saisie. Les modifications compatibles ont été fusionnées. Choisissez une version pour les champs signalés, puis enregistrez.
office-create = Créer « { $value } »
office-create-use = Utiliser « { $value } »
office-create-elsewhere = sans position
office-dashboard = Tableau de bord
office-date-help = Exemples : 2011, octobre 2023 ou 23 octobre 2023.
office-date-pick = Choisir dans un calendrier
office-done-saved = Modifications enregistrées.
office-done-sent-back = Fiche renvoyée en brouillon. Votre mot figure dans les commentaires et sur le tableau de bord de l’auteur de la version relue.
office-done-sent-back-alone = Fiche renvoyée en brouillon. Votre mot figure dans les commentaires. La version relue n’a pas d’auteur à prévenir : prévenez vous-même la personne concernée.
office-done-same = Aucune modification à enregistrer.
office-done-restored = La version choisie a été reprise en brouillon.
office-done-published = Fiche publiée. Le site sera à jour dans quelques secondes.
office-done-archived = Fiche archivée : elle n’est plus visible sur le site.
office-done-unpublished = Fiche dépubliée : elle n’est plus visible sur le site, mais vous pouvez toujours la modifier.
office-down = Descendre
office-draft-drop = Abandonner ces modifications
office-draft-kept = Vos modifications non enregistrées ont été reprises (brouillon du { $value }).
office-drafts = Brouillons
office-edit = Modifier
office-email = Adresse électronique
office-email-taken = Un compte utilise déjà cette adresse électronique. Saisissez une autre adresse, ou modifiez le compte existant.
office-email-wrong = Cette adresse électronique n’est pas valide. Saisissez-la en entier, par exemple nom@ville.fr.
office-erase = Supprimer définitivement
office-error-conflict = Cette fiche a été modifiée entre-temps
    .remedy = Revenez à la fiche : votre saisie y est conservée et les deux versions seront fusionnées.
office-error-busy = Le registre est momentanément occupé
    .remedy = Rien n’a été enregistré. Patientez quelques secondes, puis réessayez.
office-denied-not-active = Votre compte est désactivé, ou le jeton a expiré. Reconnectez-vous, ou adressez-vous à un administrateur du registre.
office-denied-role = Votre rôle ne permet pas cette action. Adressez-vous à une personne disposant d’un rôle plus étendu.
office-denied-token-scope = Ce jeton n’autorise pas cette action. Créez un jeton disposant du droit nécessaire.
office-denied-out-of-scope = Cette fiche relève d’un partenariat qui ne vous est pas attribué. Proposez la modification, ou demandez à un administrateur de vous attribuer ce partenariat.
office-denied-private = Les contacts, les déplacements, les accueils et les imports sont réservés aux agents de la collectivité. Adressez-vous à l’un d’eux.
office-denied-own-work = La double validation est activée et vous êtes l’auteur d’une partie de ce contenu. Demandez à une autre personne de le publier.
office-denied-never-public = Les déplacements et les accueils ne sont jamais publiés. Publiez plutôt un évènement.
office-denied-authority = La fiche de la collectivité ne peut être ni archivée ni supprimée. Modifiez-la plutôt.
office-denied-still-public = La fiche est publiée. Dépubliez-la ou archivez-la d’abord.
office-denied-second-authority = Un registre ne comporte qu’une collectivité. Modifiez sa fiche au lieu d’en ajouter une autre.
office-denied-not-public = La fiche n’est pas publiée : il n’y a rien à dépublier. Aucune action n’est nécessaire.
office-denied-file-exists = Un autre fichier porte déjà ce nom. Renommez le fichier, puis importez-le de nouveau.
office-denied-foreign-file = Le fichier indiqué n’a pas été déposé pour cette fiche. Déposez-le depuis la fiche.
office-denied-not-proposable = Vous avez le droit de modifier cette fiche. Modifiez-la directement, sans passer par une proposition.
office-rest-changed = Cette page n’affichait qu’une partie de la fiche, et l’autre partie a été modifiée entre-temps. Revenez en arrière, copiez votre saisie, puis rouvrez la fiche.
office-task-unseen = Cette personne n’a pas accès à la fiche. Choisissez une autre personne.
office-unkept = Le brouillon n’a pas été enregistré. Vérifiez votre connexion, puis enregistrez la fiche.
office-unnotified = Personnes non averties, car elles n’ont pas accès à cette fiche : { $value }.
office-error-too-large = La requête est trop volumineuse
    .remedy = Envoyez moins de données à la fois ; la taille maximale d’un fichier est indiquée près de son champ.
office-error-failed = L’opération a échoué
    .remedy = Rien n’a été perdu. Réessayez ; si l’erreur persiste, prévenez l’administrateur du serveur.
office-error-forbidden = Votre rôle ne permet pas cette action
    .remedy = Adressez-vous à un administrateur du registre.
office-error-foreign = Cette demande provient d’un autre site et a été refusée
    .remedy = Ouvrez l’espace de gestion depuis son adresse, puis recommencez.
office-error-method = Cette page ne reçoit pas ce type d’envoi
    .remedy = Revenez à la page précédente, puis recommencez.
office-error-missing = Page ou fiche introuvable
    .remedy = Vérifiez l’adresse, ou recherchez la fiche : elle a peut-être été supprimée.
office-error-refused = Enregistrement impossible
    .remedy = Corrigez les points signalés ci-dessous, puis réessayez.
office-error-unreadable = Le formulaire envoyé n’a pas pu être lu
    .remedy = Rechargez la page, puis recommencez.
office-expiring = Conventions arrivant à échéance dans les six mois
office-filter-cut = Seules les { $count } valeurs les plus fréquentes sont proposées : affinez avec les autres filtres.
office-find-help = Cherchez un nom, un mot d’un texte, un numéro, une adresse électronique ou le contenu d’un document déposé.
office-find-none = Aucune fiche ne contient ces mots. Vérifiez l’orthographe, ou cherchez moins de mots.
office-more-fields = Autres champs
office-required = obligatoire pour publier
office-required-help = Les champs marqués d’un astérisque (*) sont nécessaires pour publier.
office-show-all-fields = Afficher tous les champs
office-show-fewer-fields = Masquer les autres champs
office-to-translate = à traduire
office-keys = Raccourcis clavier
office-keys-close = Fermer
office-keys-find = Aller à la recherche
office-keys-help = Afficher ces raccourcis
office-keys-move = Passer d’un résultat à l’autre
office-keys-save = Enregistrer la fiche en cours de modification
office-find = Rechercher une fiche
office-content-to-publish = Contenu à publier
office-help = Aide
office-hidden = Fiches liées non publiées
office-hidden-more = D’autres fiches liées ne sont pas publiées : seules { $value } sont affichées. Publiez celles-ci, puis rouvrez cette page.
office-hidden-lead = Les fiches cochées seront publiées en même temps. Les autres resteront invisibles sur le site.
office-history = Historique
office-history-changed = Champs modifiés : { $fields }
office-history-changed-others =
    { $count ->
        [one] Champs modifiés : { $fields } et { $count } autre
       *[other] Champs modifiés : { $fields } et { $count } autres
    }
office-history-created = Fiche créée
office-history-newest = Versions les plus récentes
office-history-older = Versions plus anciennes
office-history-same = Contenu inchangé
office-inactive = désactivé
office-incomplete = Fiches incomplètes
office-invite = Inviter une personne
office-invite-go = Créer l’invitation
office-invited = invitation en attente
office-join = Bienvenue
office-join-go = Activer mon compte
office-join-lead = Choisissez votre mot de passe. Ce lien n’est utilisable qu’une fois.
office-kept = Brouillon enregistré à
office-kinds-agreement = Conventions
office-kinds-authority = La collectivité
office-kinds-document = Sources et documents
office-kinds-event = Évènements
office-kinds-media = Images
office-kinds-network = Réseaux
office-kinds-organisation = Organisations
office-kinds-page = Pages
office-kinds-partnership = Partenariats
office-kinds-project = Projets
office-kinds-territory = Territoires
office-link = Lien à transmettre
office-link-lead = Transmettez ce lien à la personne par un moyen sûr. Il n’est utilisable qu’une fois et ne sera plus affiché.
office-link-new = Nouveau lien d’accès
office-link-spent = Ce lien a déjà été utilisé ou a expiré
    .remedy = Demandez un nouveau lien à la personne qui vous l’a transmis.
office-list-none = Aucune fiche à afficher.
office-login = Connexion
office-login-go = Se connecter
office-login-lost = Demandez un nouveau lien d’accès à un administrateur du registre.
office-login-wait = Trop de tentatives. Attendez quinze minutes, ou demandez un nouveau lien d’accès.
office-login-wrong = Adresse électronique ou mot de passe incorrect. Vérifiez votre saisie, ou demandez un nouveau mot de passe.
office-logout = Se déconnecter
office-may-administrator = gère les utilisateurs et les paramètres
office-may-editor = rédige et demande une relecture
office-may-partner = consulte et propose des modifications
office-may-publisher = publie, dépublie et archive
office-may-reader = consulte toutes les fiches
office-menu = Menu
office-mine = Votre version (ci-dessous)
office-name = Nom
office-name-missing = Le nom n’est pas renseigné. Saisissez un nom.
office-name-too-long = Ce nom dépasse 100 caractères. Raccourcissez-le.
office-nameless = (sans nom)
office-new-agreement = Nouvelle convention
office-new-authority = La collectivité
office-new-document = Nouvelle source
office-new-event = Nouvel évènement
office-new-media = Nouvelle image
office-new-network = Nouveau réseau
office-new-organisation = Nouvelle organisation
office-new-page = Nouvelle page
office-new-partnership = Nouveau partenariat
office-new-project = Nouveau projet
office-new-territory = Nouveau territoire
office-newer = Précédents
office-no-change = Aucune modification.
office-not-public = Cette fiche n’est pas encore publiée.
office-nothing = Aucun élément.
office-older = Suivants
office-others = Également en train de modifier cette fiche : { $value }.
office-own-role = Vous ne pouvez pas modifier votre propre rôle. Adressez-vous à un autre administrateur.
office-own-work = Vous êtes l’auteur d’une partie de ces modifications : une autre personne doit les publier.
office-pages = Pages de la liste
office-pages-of = Pages de la liste « { $value } »
office-part-amount = Montant
office-part-currency = Devise
office-part-end = Fin
office-part-lat = Latitude
office-part-lon = Longitude
office-part-qualifier = Précision
office-part-start = Début
office-part-value = Valeur
office-part-value-date = Date de valeur
office-password = Mot de passe
office-password-common = Ce mot de passe est trop facile à deviner. Choisissez plusieurs mots sans lien entre eux.
office-password-long = Ce mot de passe est trop long. Choisissez-en un de 200 caractères au plus.
office-password-new = Nouveau mot de passe
office-password-now = Mot de passe actuel
office-password-old = Le mot de passe actuel est incorrect. Vérifiez votre saisie et réessayez.
office-password-rule = Douze caractères au moins ; une suite de mots sans lien entre eux convient bien.
office-password-short = Ce mot de passe est trop court. Choisissez-en un de douze caractères au moins.
office-preview = Aperçu
office-previous-revision = Version précédente
office-profile = Profil
office-public-since = Le site affiche la version du { $value }.
office-public-too = une version antérieure est publiée
office-publication = Publication
office-publish = Publier…
office-publish-now = Publier maintenant
qualifier-about = environ
qualifier-exactly = exactement
qualifier-nearly = près de
qualifier-over = plus de
office-quick = Ajouter
office-reason = Motif de la modification (facultatif)
office-recent = Dernières modifications
office-record-nav = Navigation dans la fiche
office-register = Contenu du registre
office-remove = Supprimer
office-restore = Rétablir cette version
office-restore-help = Cette version sera reprise en brouillon ; le site ne change pas avant la publication.
office-restored-reason = Version { $value } rétablie
office-review = Demander une relecture
office-asked = Relecture demandée à { $value }.
office-asked-nobody = Fiche en relecture, mais personne d’autre ne peut la publier : aucune relecture n’a été demandée. Invitez une personne avec le rôle de publication.
office-asked-without-mail = Fiche en relecture. Le registre n’envoie pas de courriel : prévenez { $value }.
office-send-back = Renvoyer avec un mot
office-send-back-title = Renvoyer la fiche à son auteur
office-send-back-note = Mot pour l’auteur
office-send-back-help = La fiche repasse en brouillon, sans changement de contenu. Votre mot est ajouté aux commentaires et au tableau de bord de l’auteur de la version relue.
office-send-back-lacks-note = Le mot est vide. Indiquez ce qu’il faut corriger ou compléter.
office-sent-back-reason = Renvoi après relecture
names-last = { $names } et { $last }
names-others =
    { $count ->
        [one] { $names } et une autre personne
       *[other] { $names } et { $count } autres personnes
    }
office-reviews = Fiches à relire
office-role = Rôle
office-role-administrator = Administration
office-role-editor = Rédaction
office-role-partner = Partenaire
office-role-publisher = Publication
office-role-reader = Lecture
office-save = Enregistrer
office-save-draft = Enregistrer le brouillon
office-scope = Accès limité à ces partenariats
office-scope-column = Accès limité à
office-scope-help = Si rien n’est coché : toutes les fiches, selon le rôle ; un rôle Partenaire voit alors les fiches publiées et peut proposer de les modifier. Sinon : les partenariats cochés et leurs projets.
office-sections = Rubriques de la fiche
office-see-site = Voir le site
office-seen = Dernière activité
office-session-end = Fermer la session
office-session-end-others = Fermer les autres sessions
office-session-own = session actuelle
office-sessions = Sessions ouvertes
office-sessions-lead = Fermez les sessions que vous ne reconnaissez pas.
office-slug = Dernière partie de l’adresse
office-slug-help = Minuscules, chiffres et traits d’union. Si ce champ est vide, l’adresse est formée à partir du titre.
office-sort = Trier
office-sort-name-descending = par nom, de Z à A
office-sort-updated-oldest = par date de mise à jour, la plus ancienne d’abord
office-source = Source : { $value }
office-source-none = Ajouter une source
office-start = Création du premier compte
office-start-lead = Vous créez le premier compte d’administration de ce registre. Ce lien n’est utilisable qu’une fois.
office-state = État de publication
office-sure-archive = Cette fiche ne sera plus visible sur le site ni dans les listes de travail. Continuer ?
office-sure-unpublish = Cette fiche ne sera plus visible sur le site. Vous pourrez la publier de nouveau. Continuer ?
office-sure-erase = Cette fiche et tout son historique seront supprimés définitivement. Continuer ?
office-sure-user = { $value } ne pourra plus se connecter et son compte sera supprimé. Continuer ?
office-theirs = Autre version :
office-title = Espace de gestion
office-tongue = Ajouter une langue
office-tongue-add = Ajouter cette langue
office-tongue-help = Nom de la langue, par exemple arabe
office-undo = Rétablir la version précédente
office-unsaved = Saisies à reprendre
office-up = Monter
office-upcoming = Évènements à venir
office-user-delete = Supprimer le compte
office-users = Utilisateurs
office-errors = { $count ->
    [one] { $count } champ à corriger.
   *[other] { $count } champs à corriger.
}
office-list-count = { $count ->
    [one] { $count } fiche
   *[other] { $count } fiches
}
state-draft = Brouillon
state-in-review = En relecture
state-published = Publiée
state-unpublished = Dépubliée
state-archived = Archivée
territory-kind-city = Ville
territory-kind-metropolis = Métropole
territory-kind-district = District
territory-kind-province = Province
territory-kind-prefecture = Préfecture
territory-kind-region = Région
territory-kind-state = État
territory-kind-country = Pays
page-role-other = Autre
page-role-introduction = Introduction
page-role-legal-notice = Mentions légales
page-role-accessibility = Accessibilité
office-accept = Accepter en brouillon
office-answer-accepted = Acceptée
office-answer-declined = Refusée
office-answer-waits = En attente de réponse
office-answer-withdrawn = Retirée
office-decline = Refuser
office-done-proposed = Proposition envoyée. La réponse apparaîtra sur votre tableau de bord.
office-done-scheduled = Publication programmée.
office-done-contribution = Contribution acceptée : le projet est en brouillon avec ses éléments.
office-done-unscheduled = La publication programmée est annulée.
office-proposal = Proposition
office-proposal-changes = Modifications proposées
office-proposal-disputed = Si vous acceptez, ces champs, modifiés entre-temps, seront remplacés par le texte proposé :
office-proposal-from = { $value } propose une modification.
office-proposal-help = Si vous acceptez, un brouillon est créé. Le site ne change qu’à la publication de ce brouillon.
office-proposal-new = Contenu de la nouvelle fiche
office-proposal-note = Motif (à l’attention du décideur)
office-proposal-read = Voir la proposition
office-proposal-sent = Votre proposition du { $value } est en attente de réponse.
office-proposal-why = Réponse à l’auteur de la proposition (facultatif)
office-proposals = Propositions
office-proposals-none = Vous n’avez encore envoyé aucune proposition. Ouvrez une fiche, modifiez-la, puis envoyez la proposition.
office-proposals-own = Vos propositions
office-proposals-waiting = Propositions à traiter
office-propose = Envoyer la proposition
office-propose-lead = Vos modifications seront envoyées comme proposition : les responsables du registre l’accepteront ou la refuseront.
office-proposed-reason = Proposition de { $value }
office-schedule = Programmer
office-schedule-at = Programmer à une date et une heure (fuseau { $value })
office-schedule-later = Publier plus tard…
office-schedule-off = La fiche a été modifiée : la publication programmée est annulée. Vérifiez-la, puis reprogrammez-la.
office-schedule-wrong = La date de publication n’est pas valide. Choisissez une date à venir, dans un délai de deux ans.
office-scheduled = Publications programmées
office-scheduled-at = Publication programmée le { $value }.
office-scheduled-by = Programmée par { $value }.
office-scheduled-reason = Publication programmée
office-scheduled-warn = L’enregistrement d’une modification annule cette publication.
office-unschedule = Annuler la programmation
office-withdraw = Retirer la proposition
office-four-eyes = Double validation
office-four-eyes-help = L’auteur d’une modification ne peut pas la publier lui-même.
office-nothing-hidden = aucune rubrique
office-settings = Paramètres
office-settings-legal = Pages légales obligatoires
office-settings-look = couleur par défaut
office-settings-publication = Publication et accès
office-settings-site = La collectivité et son site
office-settings-site-lead = Ces paramètres font partie de la fiche de la collectivité : comme toute fiche, elle a un historique et doit être publiée.
office-document-attached = Ajout d’un document
office-document-damaged = Ce document est endommagé ou incomplet. Exportez-le de nouveau depuis l’original.
office-document-download = Télécharger
office-document-file = Fichier
office-document-macros = Ce document contient des macros. Enregistrez-le sans macros, ou en PDF.
office-document-old = Les formats DOC, XLS et PPT ne sont pas acceptés, car ils peuvent contenir des macros. Enregistrez le document en DOCX, XLSX, PPTX ou PDF.
office-document-private = Ce fichier est interne : seuls les utilisateurs de l’espace de gestion peuvent le télécharger.
office-document-public = Ce fichier est ouvert au public : chacun peut le télécharger dès que la fiche est publiée.
office-document-unknown = Ce fichier n’est ni un PDF, ni un document bureautique (DOCX, XLSX, PPTX, ODT, ODS, ODP), ni une image (JPEG, PNG, WebP). Exportez-le en PDF.
office-document-unscanned = L’antivirus ne répond pas ; le fichier n’a pas été enregistré. Réessayez dans quelques minutes, puis prévenez votre service informatique.
office-document-virus = L’antivirus a refusé ce fichier ({ $value }). Prévenez votre service informatique.
office-upload-title-document = Ajouter des documents
office-upload-title-media = Ajouter des images
office-upload-back = Retour
office-upload-damaged = Cette image est endommagée ou incomplète. Exportez-la de nouveau depuis l’original.
office-upload-drop-document = Déposez des fichiers ici, ou sélectionnez-les : PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP ou image, 40 Mo au plus par fichier.
office-upload-drop-one = Déposez le nouveau fichier ici, ou sélectionnez-le : 40 Mo au plus.
office-upload-drop-media = Déposez des images ici, ou sélectionnez-les : JPEG, PNG ou WebP, 40 Mo au plus par image.
office-upload-heic = Le format HEIC n’est pas accepté. Convertissez la photo en JPEG (réglage « le plus compatible » sur un téléphone).
office-upload-kept-document = Document enregistré comme brouillon. Le fichier reste interne tant que vous ne l’ouvrez pas au public.
office-upload-kept-media = Image reçue ; lieu, date et appareil ont été retirés. Décrivez-la, puis publiez-la.
office-upload-large = Ce fichier dépasse 40 Mo. Réduisez-le, puis envoyez-le de nouveau.
office-upload-many = Un envoi comprend { $limit } fichiers au plus ; ce fichier et les suivants n’ont pas été enregistrés. Envoyez-les séparément.
office-upload-none = Aucun fichier reçu. Choisissez un ou plusieurs fichiers.
office-upload-pixels = Cette image dépasse 120 millions de pixels. Réduisez-la, puis envoyez-la de nouveau.
office-upload-svg = Le format SVG n’est pas accepté, car il peut contenir des scripts. Exportez le dessin en PNG.
office-upload-unknown = Ce fichier n’est pas une image JPEG, PNG ou WebP. Convertissez-le dans l’un de ces formats.
office-upload-failed = L’envoi a échoué. Vérifiez votre connexion, puis réessayez.
office-upload-going = Envoi en cours
office-upload-go = Envoyer
office-upload-private = Les utilisateurs limités à des partenariats peuvent aussi lire ces documents, même s’ils ne voient pas cette fiche. N’ajoutez ici aucune pièce d’identité.
office-uploaded-document = Documents reçus
office-uploaded-media = Images reçues
office-picture-add = Envoyer une nouvelle image
office-picture-file = Fichier : JPEG, PNG ou WebP, 40 Mo au plus
office-picture-alt = Texte de remplacement
office-picture-alt-help = Décrivez l’image pour les personnes qui ne la voient pas.
office-picture-credit = Crédit (facultatif)
office-picture-attached = Ajout d’une image
office-picture-pending = Les formats pour le site sont en préparation ; cela prend quelques secondes.
office-picture-replace = Remplacer le fichier
office-picture-none = Aucun fichier pour l’instant.
office-used = Utilisée dans
office-used-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
office-code = Code de l’application ou code de secours
office-code-lost = Vous n’avez ni téléphone ni code de secours ? Un administrateur du registre peut désactiver la double authentification de votre compte.
office-code-recovery = Code de secours
office-code-wrong = Ce code est incorrect ou a déjà été utilisé. Saisissez le code affiché actuellement par l’application, ou un autre code de secours.
office-factors-off = Désactiver la double authentification
office-passkey-add = Ajouter une clé d’accès
office-passkey-added = Clé d’accès ajoutée. Créez aussi des codes de secours, en cas de perte de la clé.
office-passkey-address = Les clés d’accès exigent un nom de domaine (et non une adresse IP). Ouvrez le site par son nom.
office-passkey-example = Mon téléphone
office-passkey-failed = La clé d’accès n’a pas fonctionné. Réessayez, ou utilisez une autre méthode.
office-passkey-name = Nom de la clé d’accès
office-passkey-limit = Vous avez déjà vingt clés d’accès. Supprimez-en une avant d’en ajouter une autre.
office-passkey-name-missing = Le nom de la clé d’accès n’est pas renseigné. Saisissez un nom.
office-passkey-remove = Supprimer
office-passkey-script = L’ajout d’une clé d’accès nécessite JavaScript. Activez-le dans votre navigateur, puis rechargez la page.
office-passkey-use = Utiliser une clé d’accès
office-passkey-used = dernière utilisation le { $value }
office-passkeys = Clés d’accès
office-passkeys-none = Aucune clé d’accès. Une clé enregistrée sur votre téléphone ou votre ordinateur permet de se connecter sans mot de passe.
office-recovered = Connexion réussie avec un code de secours, désormais inutilisable. Supprimez la clé ou l’application perdue, puis ajoutez-en une nouvelle.
office-recovery = Codes de secours
office-recovery-keep = Conservez-les en lieu sûr, par exemple sur papier. Chaque code sert une seule fois, en cas de perte du téléphone ou de la clé. Ils ne seront plus affichés ; les anciens codes sont annulés.
office-recovery-kept = J’ai conservé mes codes
office-recovery-left = { $count ->
    [0] Vous n’avez aucun code de secours. Créez-en : ils permettent de se connecter en cas de perte du téléphone ou de la clé.
    [one] Il vous reste { $count } code de secours.
   *[other] Il vous reste { $count } codes de secours.
}
office-recovery-new = Créer de nouveaux codes
office-second = Double authentification
office-second-lead = La double authentification protège votre compte même si votre mot de passe est volé.
office-sure-factors = { $value } pourra se connecter avec son seul mot de passe. Continuer ?
office-totp = Application d’authentification
office-totp-first = Code à six chiffres affiché par l’application
office-totp-is-on = Un code de votre application est demandé après le mot de passe.
office-totp-lead = L’application d’authentification de votre téléphone affiche un code à six chiffres, renouvelé toutes les trente secondes.
office-totp-off = Désactiver
office-totp-on = Activer
office-totp-qr = QR code à scanner
office-totp-scan = Scannez ce QR code avec l’application. Si elle est sur cet appareil, touchez le code ou cliquez dessus.
office-totp-type = Ou saisissez cette clé dans l’application :
mail-agreement = { $title } : convention arrivant à échéance
    .text =
        Bonjour { $name },

        La convention « { $title } » arrive à échéance (date de fin : { $end }).

        Indiquez ici si elle doit être renouvelée :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
mail-invitation = { $by } vous invite à rejoindre le registre de la coopération internationale
    .text =
        Bonjour { $name },

        { $by } vous invite à rejoindre le registre de la coopération internationale. Choisissez un mot de passe avec le lien ci-dessous ; ce lien est valable sept jours et ne sert qu’une fois :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
mail-open = Ouvrir
mail-mention = { $by } vous a mentionné à propos de { $title }
    .text =
        Bonjour { $name },

        { $by } vous a mentionné dans un commentaire sur « { $title } » :

        { $text }

        Pour répondre :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
mail-no-end = non fixée
mail-reset = Réinitialisation de votre mot de passe
    .text =
        Bonjour { $name },

        Choisissez un nouveau mot de passe avec le lien ci-dessous ; ce lien est valable un jour et ne sert qu’une fois :
        { $url }

        Si vous n’êtes pas à l’origine de cette demande, ignorez ce message.

        Cordialement,
        Le registre de la coopération internationale
calendar-instalment = Versement attendu : { $value }
calendar-agreement-ends = Fin de convention : { $value }
calendar-agreement-soon = Renouvellement à décider : { $value }
calendar-eapd = Déclaration e-APD pour { $value }
office-calendar = Mon agenda
office-calendar-lead = Abonnez votre agenda aux évènements, aux fins de convention et aux échéances, grâce à une adresse personnelle à ne pas partager.
office-calendar-new = Changer l’adresse
office-calendar-off = Supprimer l’adresse
office-calendar-on = Créer une adresse
office-calendar-once = Ajoutez cette adresse aux abonnements de votre agenda. Elle n’est affichée qu’une fois ; les anciennes adresses ne fonctionnent plus.
office-forgot = Mot de passe oublié ?
office-forgot-go = Envoyer le lien
office-forgot-lead = Vous recevrez par courriel un lien pour choisir un nouveau mot de passe.
office-forgot-sent = Si un compte existe à cette adresse, un lien vient d’être envoyé. Consultez votre messagerie, y compris les indésirables.
office-link-mailed = Lien envoyé à { $value }.
office-point = Choisir sur la carte
office-point-done = Terminé
office-point-help = Cherchez une ville, ou cliquez sur le lieu. Zoomez pour plus de précision.
office-place = Trouver un lieu
office-place-name = Nom de la ville
office-place-help = Le pays, la subdivision et la position sont remplis d’après la ville choisie. Le nom l’est aussi, s’il est vide.
office-place-find = Chercher
office-place-none = Aucune ville de ce nom dans la liste. Vérifiez l’orthographe, ou choisissez le lieu sur la carte.
office-place-chosen = Pays, subdivision et position remplis : { $value }. Vérifiez, puis enregistrez.
office-place-credit = Liste des villes :
office-privacy = Données personnelles
office-privacy-lead = Traitements de données personnelles effectués par ce logiciel (article 30 du RGPD). À joindre au registre des activités de traitement de votre collectivité.
office-privacy-accounts = { $count ->
    [one] { $count } compte enregistré à ce jour.
   *[other] { $count } comptes enregistrés à ce jour.
}
office-privacy-persons = Personnes concernées
office-privacy-controller = Responsable du traitement
office-privacy-processing = Traitement
office-privacy-common = Pour tous les traitements
office-privacy-transfers = Transferts hors de l’Union européenne
office-privacy-transfers-text = Aucun par le logiciel. À compléter selon l’hébergement et la messagerie.
office-privacy-security = Mesures de sécurité
office-privacy-security-text = Droits par rôle et par partenariat, double authentification, mots de passe hachés (Argon2id), journal d’activité, fichiers du registre fermés aux autres utilisateurs de la machine. La base n’est pas chiffrée : chiffrez le disque du serveur.
office-privacy-download = Télécharger pour le registre des traitements (XLSX)
office-privacy-data = Catégories de données
office-privacy-purpose = Finalités
office-privacy-basis = Base légale
office-privacy-kept = Durée de conservation
office-privacy-seen = Destinataires
privacy-accounts = Comptes de l’espace de gestion
    .persons = Utilisateurs de l’espace de gestion.
    .data = Nom, adresse électronique, langue, rôle, partenariats ; empreinte du mot de passe ; clés d’accès et secret de l’application d’authentification, s’ils sont activés.
    .purpose = Authentifier les utilisateurs et gérer leurs droits.
    .basis = Mission d’intérêt public (RGPD, article 6, paragraphe 1, point e).
    .kept = Jusqu’à la suppression du compte par un administrateur ; seul le nom est alors conservé, dans les historiques.
    .seen = Les administrateurs ; les autres utilisateurs de l’espace de gestion voient le nom.
privacy-sessions = Sessions
    .persons = Utilisateurs de l’espace de gestion.
    .data = Description du navigateur, adresse IP, date d’ouverture et date de dernière utilisation.
    .purpose = Permettre à chacun de reconnaître et de fermer les sessions qui ne sont pas les siennes.
    .basis = Mission d’intérêt public (RGPD, article 6, paragraphe 1, point e).
    .kept = Sept jours au plus ; huit heures sans utilisation.
    .seen = Le titulaire du compte.
privacy-log = Journal d’activité
    .persons = Utilisateurs de l’espace de gestion ; auteurs de tentatives de connexion.
    .data = Auteur, nature et date de chaque opération ; adresse IP pour les connexions et les tentatives échouées.
    .purpose = Assurer la traçabilité des modifications et détecter les attaques.
    .basis = Mission d’intérêt public (RGPD, article 6, paragraphe 1, point e).
    .kept = Un an.
    .seen = Les administrateurs.
privacy-history = Historiques et commentaires
    .persons = Utilisateurs de l’espace de gestion.
    .data = Nom de l’auteur de chaque version, proposition et commentaire.
    .purpose = Retracer l’élaboration d’une fiche.
    .basis = Mission d’intérêt public (RGPD, article 6, paragraphe 1, point e).
    .kept = Aussi longtemps que la fiche ; les historiques et commentaires sont supprimés avec elle.
    .seen = Les utilisateurs de l’espace de gestion ; les comptes Partenaire, pour leurs partenariats.
privacy-mail = Messages électroniques
    .persons = Utilisateurs de l’espace de gestion.
    .data = Adresse et texte des messages en attente d’envoi.
    .purpose = Invitations, réinitialisations de mot de passe, mentions, rappels.
    .basis = Mission d’intérêt public (RGPD, article 6, paragraphe 1, point e).
    .kept = Jusqu’à la remise au serveur de messagerie, deux jours au plus.
    .seen = Aucun destinataire interne ; les messages en attente sont dans la base de données.
privacy-records = Personnes citées dans les fiches publiques ou visibles sur les images
    .persons = Personnes citées dans les fiches ou visibles sur les images.
    .data = Noms et fonctions indiqués dans les fiches, par exemple ceux d’intervenants ; personnes photographiées. Le lieu, la date et l’appareil sont retirés des images à la réception.
    .purpose = Informer le public sur la coopération internationale.
    .basis = Mission d’intérêt public (RGPD, article 6, paragraphe 1, point e) ; consentement pour les images, lorsque la loi l’exige.
    .kept = Jusqu’à la suppression de la fiche ou de l’image ; les données effacées sont écrasées dans la base.
    .seen = Le public, après publication.
office-kinds-person = Contacts
office-kinds-mission = Déplacements et accueils
office-new-person = Nouveau contact
office-new-mission = Nouveau déplacement ou accueil
office-private = Privée
office-never-public = Un déplacement ou un accueil n’est jamais publié.
office-closing = Clôture
office-cancel = Annuler
office-late = En retard
office-missions = Déplacements et accueils à venir
office-deadlines = Échéances
office-overdue-contacts =
    { $count ->
        [one] { $count } contact dont la durée de conservation est dépassée
       *[other] { $count } contacts dont la durée de conservation est dépassée
    }
office-contacts-lead = Les contacts ne sont pas publics. Chaque consultation d’une fiche est inscrite au journal d’activité.
office-contacts-only = Afficher
office-contacts-overdue = À supprimer ou à prolonger
office-contacts-incomplete = Finalité, base légale ou durée de conservation à préciser
office-contacts-public = Publics
office-contacts-reach = Coordonnées
office-contacts-csv = Télécharger cette liste (CSV)
office-contact-public = Public
office-person-rights = Droits de la personne concernée
office-person-rights-lead = À sa demande, remettez à cette personne toutes les données la concernant, ou supprimez-les.
office-person-export = Exporter les données (JSON)
office-person-erase = Supprimer cette personne
office-person-erase-go = Supprimer définitivement
office-erase-gone = Données à supprimer
office-erase-versions =
    { $count ->
        [one] La fiche et sa seule version.
       *[other] La fiche et ses { $count } versions.
    }
office-erase-comments =
    { $count ->
        [one] { $count } commentaire.
       *[other] { $count } commentaires.
    }
office-erase-referring = Fiches qui ne feront plus référence à cette personne
office-erase-naming = Textes mentionnant aussi cette personne
office-erase-naming-lead = Ces textes ne sont pas modifiés automatiquement : vérifiez si le nom doit y être maintenu. Leurs versions antérieures le contiennent aussi.
office-erased-reason = Suppression d’une personne
office-mission-sheet = Dossier de mission
office-mission-sums = Total par devise
office-mission-all = Total
office-tasks = Tâches
office-tasks-mine = Mes tâches
office-tasks-all = Toutes les tâches
office-tasks-list = Tâches en cours et récemment terminées
office-tasks-as-board = Afficher en colonnes
office-tasks-as-list = Afficher en liste
office-board-late = En retard
office-board-week = Sept prochains jours
office-board-later = Plus tard
office-board-undated = Sans date
office-board-done = Terminées
office-agenda = Calendrier
office-agenda-months = Mois
office-agenda-before = Mois précédent
office-agenda-after = Mois suivant
office-agenda-present = Ce mois-ci
office-agenda-none = Rien n’est prévu ce mois-ci : ni évènement, ni déplacement, ni échéance, ni tâche datée.
office-agenda-cut = Ce mois compte plus de 500 dates : les dernières ne sont pas affichées.
office-agenda-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
office-funders-draft = brouillon, pas encore public
office-agenda-longer = Sur plusieurs semaines
office-calendar-event = Évènement
office-calendar-mission = Déplacement
office-calendar-deadline = Échéance
office-calendar-task = Tâche
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
office-tasks-none = Aucune tâche.
office-task-new = Nouvelle tâche
office-task-what = Intitulé de la tâche
office-task-add = Ajouter
office-task-done = Marquer comme terminée
office-task-open = Rouvrir
office-task-by = Terminée : { $value }
office-task-day-like = 15 mars 2027
office-task-day = Cette échéance n’est pas une date valide. Écrivez-la sous la forme « 15 mars 2027 ».
office-task-untitled = La tâche n’a pas d’intitulé. Indiquez l’intitulé de la tâche.
mail-task = { $by } vous confie une tâche : { $title }
    .text =
        Bonjour { $name },

        { $by } vous confie une tâche ({ $until }) :

        { $title }

        Votre liste de tâches :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
mail-tasks = { $by } vous confie { $count } tâches
    .text =
        Bonjour { $name },

        { $by } vous confie { $count } tâches :

        { $list }

        Votre liste de tâches :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
office-mail-tasks-more =
    { $count ->
        [one] … et une autre.
       *[other] … et { $count } autres.
    }
mail-task-due = Tâche à échéance : { $title }
    .text =
        Bonjour { $name },

        Une tâche arrive à échéance (date limite : { $day }) :

        { $title }

        Votre liste de tâches :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
mail-until = échéance : { $value }
mail-no-day = sans échéance
privacy-contacts = Contacts
    .persons = Contacts des organisations partenaires ; participants aux déplacements et aux accueils.
    .data = Nom, fonction, employeur, coordonnées, langues, notes ; finalité, base légale, origine, durée de conservation et consentements, fiche par fiche ; participation aux déplacements et aux accueils.
    .purpose = Précisée dans chaque fiche.
    .basis = Précisée dans chaque fiche.
    .kept = Jusqu’à la date indiquée dans chaque fiche ; le tableau de bord signale les dates dépassées. La suppression efface aussi l’historique.
    .seen = Les agents de la collectivité ; chaque consultation est inscrite au journal d’activité. Le public ne voit que les données expressément publiées.
privacy-tasks = Tâches
    .persons = Utilisateurs de l’espace de gestion.
    .data = Intitulé de la tâche, personne responsable et personne l’ayant terminée.
    .purpose = Répartir le travail.
    .basis = Mission d’intérêt public (RGPD, article 6, paragraphe 1, point e).
    .kept = Jusqu’à la suppression de la tâche ou de la fiche concernée.
    .seen = Les agents de la collectivité ; les comptes Partenaire, pour leurs propres tâches.
privacy-imports = Imports en attente
    .persons = Utilisateurs de l’espace de gestion ; personnes citées dans les fichiers envoyés.
    .data = Fichier envoyé, nom du fichier, choix et corrections.
    .purpose = Reprendre un import commencé, même après un redémarrage.
    .basis = Mission d’intérêt public (RGPD, article 6, paragraphe 1, point e).
    .kept = Jusqu’à l’import, à son abandon ou à l’envoi d’un autre fichier, sept jours au plus.
    .seen = L’utilisateur qui a envoyé le fichier.
privacy-contributions = Contributions par un lien
    .persons = Personnes invitées à rendre compte d’un projet ; personnes visibles sur leurs photographies.
    .data = Nom et adresse électronique donnés par le service, nom de la personne qui répond, textes, dépenses, photographies.
    .purpose = Suivre les projets et en rendre compte.
    .basis = Mission d’intérêt public (RGPD, article 6, paragraphe 1, point e).
    .kept = Jusqu’à la suppression du projet ; sans envoi, 90 jours après l’expiration du lien. Les photographies non reprises sont supprimées avec la réponse.
    .seen = Les utilisateurs qui peuvent modifier le projet ; le document qui garde le texte accepté, tous les utilisateurs de l’espace de gestion.
office-put-away = Archiver
office-import = Importer
office-import-lead = Importez un tableur, un dossier de fiches ou un fichier IATI. Rien n’est enregistré avant que vous ayez vérifié, ligne par ligne, les ajouts et les modifications.
office-import-file = Fichier à importer
office-import-forms = XLSX, ODS ou CSV ; dossier Portulan en ZIP ; IATI en XML ; 64 Mo au plus
office-import-send = Analyser le fichier
office-import-publish-iati = Publier immédiatement les fiches issues d’un fichier IATI
office-import-current = Import en cours : { $value }
office-import-go-on = Reprendre
office-import-template = Modèle à remplir
office-import-template-lead = Le modèle contient les titres de colonne attendus, avec une note sur chacun, des listes de choix et une feuille d’exemple, qui n’est pas importée. Pour les opérations financières, un seul fichier suffit pour tous les projets : la deuxième feuille en donne la liste.
office-import-template-example = Exemple
office-import-template-lists = Listes
office-import-note-item = Nom de la fiche concernée ({ $value }), comme dans la feuille suivante.
office-import-note-record = Laissez vide pour une nouvelle fiche. Pour modifier une fiche, écrivez son adresse ou son identifiant.
office-import-note-records = Un ou plusieurs noms de fiches ({ $value }), séparés par des points-virgules.
office-import-note-reference = Nom d’une fiche du registre ({ $value }). Si elle n’existe pas encore, l’import propose de la créer.
office-import-note-choices = Un ou plusieurs noms de la liste, séparés par des points-virgules.
office-import-note-choice = Choisissez un nom dans la liste.
office-import-note-date = Une date, un mois ou une année : 15/03/2025, mars 2025 ou 2025.
office-import-note-number = Un nombre, sans texte : 12500 ou 12500,50.
office-import-note-integer = Un nombre entier.
office-import-note-sdgs = Numéros des objectifs de développement durable, séparés par des points-virgules : 6 ; 13.
office-import-note-texts = Un ou plusieurs textes, chacun sur une ligne de la cellule.
office-import-note-several = Un ou plusieurs textes, séparés par des points-virgules.
office-import-note-text = Un texte libre. Laissez vide si vous ne savez pas.
office-import-example-project = Puits de Sadjé
office-import-example-partnership = Coopération avec Sadjé
office-import-example-organisation = Régie des eaux de Port-Imaginaire
office-import-example-event = Semaine de Sadjé
office-import-example-agreement = Convention de coopération avec Sadjé
office-import-example-territory = Sadjé
office-import-target = Contenu de chaque ligne
office-import-download = Télécharger le modèle
office-import-no-file = Aucun fichier n’est sélectionné. Choisissez un fichier.
office-import-empty = Ce fichier est vide. Choisissez un autre fichier.
office-import-unknown = Ce fichier n’est ni un tableur (XLSX, ODS, CSV), ni un dossier en ZIP, ni un fichier IATI. Enregistrez-le dans l’un de ces formats.
office-import-large = Ce fichier est trop volumineux : une feuille contient au plus 50 000 lignes et 256 colonnes, un fichier au plus 2 000 000 de cellules et 64 Mo de texte. Supprimez les données inutiles, ou divisez le fichier.
office-import-large-archive = Cette archive est trop volumineuse : 50 000 fichiers et 128 Mo décompressés au plus. Divisez-la, ou importez-la avec `portulan import`.
office-file-too-complex = La lecture de ce fichier demande trop de mémoire. Supprimez les données inutiles, divisez-le, ou enregistrez-le dans un autre format.
office-file-too-slow = La lecture de ce fichier a pris trop de temps et a été interrompue. Divisez-le ou réduisez-le ; si le serveur est très sollicité, réessayez plus tard.
office-file-failed = Le programme de lecture des fichiers s’est arrêté de façon inattendue ; rien n’a été modifié. Enregistrez le fichier dans un autre format et réessayez. L’administrateur du serveur trouvera la cause dans les journaux du serveur.
office-import-damaged = Ce fichier est endommagé ou protégé par un mot de passe ({ $value }). Enregistrez-le de nouveau, sans mot de passe.
office-import-html = Ce fichier est une page web enregistrée sous une autre extension, et non un tableur. Ouvrez-le dans votre tableur et enregistrez-le au format XLSX, ODS ou CSV.
office-import-xml-sheet = Ce fichier est une « feuille de calcul XML 2003 », un format non pris en charge. Ouvrez-le dans votre tableur et enregistrez-le au format XLSX, ODS ou CSV.
office-import-note-read =
    { $count ->
        [one] { $count } activité ou organisation lue.
       *[other] { $count } activités ou organisations lues.
    }
office-import-note-refused =
    { $count ->
        [one] { $count } d’entre elles n’est pas importée : elle figure en tête de liste, avec le motif. Les autres peuvent être importées.
       *[other] { $count } d’entre elles ne sont pas importées : elles figurent en tête de liste, avec le motif. Les autres peuvent être importées.
    }
office-import-note-errors =
    { $errors ->
        [one] { $errors } règle du standard n’est pas respectée
       *[other] { $errors } règles du standard ne sont pas respectées
    } ; le validateur IATI du site indique où.
office-import-note-reporters = Le fichier est déclaré par { $names } ; ce registre déclarera ses activités sous { $own }. S’il s’agit de la même collectivité, saisissez cet identifiant dans le champ « Identifiant IATI » de sa fiche, puis importez le fichier de nouveau. S’il s’agit d’une autre, ses versements seraient comptés comme ceux de ce registre : n’importez que les activités auxquelles la collectivité participe.
office-import-note-kept = Le registre n’a pas de champ pour ces éléments : { $names }. Ils sont conservés tels quels et repris dans l’export IATI.
office-import-refused = Ligne { $line } : { $why } Une fois le fichier corrigé, importez-le de nouveau.
office-import-memory = L’import de ce fichier demande trop de mémoire. Divisez-le, ou n’importez que les activités de la collectivité.
office-import-unsettled = { $count ->
    [one] La fiche de { $count } activité comporte des erreurs, et sans elle d’autres fiches en comportent aussi. Importez les activités en plusieurs fichiers.
   *[other] Les fiches de { $count } activités comportent des erreurs, et sans elles d’autres fiches en comportent aussi. Importez les activités en plusieurs fichiers.
}
office-import-no-authority = Le registre n’a pas encore de collectivité publiée. Publiez la fiche de la collectivité, puis importez le fichier de nouveau.
office-import-invalid =
    { $count ->
        [one] Ce fichier n’est pas un fichier IATI valide : le validateur a trouvé { $count } erreur critique. Corrigez le fichier, puis importez-le de nouveau.
       *[other] Ce fichier n’est pas un fichier IATI valide : le validateur a trouvé { $count } erreurs critiques. Corrigez le fichier, puis importez-le de nouveau.
    }
office-import-finding = Ligne { $line } : { $text }
office-import-notes = À savoir sur ce fichier
office-import-no-column = Aucune colonne n’est associée à un champ. Choisissez un champ pour une colonne au moins, ou une autre ligne de titres.
office-import-no-row = Aucune ligne à importer : les colonnes associées sont vides sous la ligne des titres. Choisissez d’autres colonnes, ou une autre ligne de titres.
office-import-no-record-file = Cette archive ne contient aucune fiche ni aucun fichier d’un dossier Portulan. Pour importer un tableur ou un fichier IATI, décompressez l’archive et envoyez le fichier lui-même.
office-import-wrong-file =
    { $count ->
        [one] { $count } élément du fichier est à corriger. Corrigez-le dans le fichier, puis envoyez de nouveau le fichier.
       *[other] { $count } éléments du fichier sont à corriger. Corrigez-les dans le fichier, puis envoyez de nouveau le fichier.
    }
office-import-columns = Association des colonnes
office-import-remembered = Un fichier avec les mêmes titres a déjà été importé : son association des colonnes est reprise.
office-import-rows-are = Lignes
office-import-sheet = Feuille
office-import-head = Ligne des titres
office-import-reread = Actualiser
office-import-each = Colonnes du fichier
office-import-heading = Titre de colonne
office-import-samples = Exemples
office-import-field = Champ
office-import-column = Colonne { $value }
office-import-ignore = – ne pas importer –
office-import-record = Fiche (adresse, identifiant ou nom)
office-import-key = Fiche (adresse ou identifiant)
office-import-how = Options d’import
office-import-source = Source des données
office-import-source-help = Document du registre, indiqué comme source des données modifiées.
office-import-create = Créer les partenariats, organisations, territoires, réseaux, contacts et thèmes cités qui n’existent pas encore
office-import-clear = Une cellule vide efface le contenu du champ
office-import-publish = Publier immédiatement
office-import-look = Afficher l’aperçu
office-import-values = Valeurs à associer
office-import-values-lead = Certaines valeurs du fichier ne correspondent exactement à rien de connu. Indiquez une fois ce que chacune désigne : votre choix vaut pour toutes les lignes. Une valeur sans choix reste à corriger dans l’aperçu.
office-import-values-more =
    { $count ->
        [one] { $count } valeur n’est pas affichée : elle le sera une fois celles-ci associées.
       *[other] { $count } valeurs ne sont pas affichées : elles le seront une fois celles-ci associées.
    }
office-import-values-uncompared =
    { $count ->
        [one] { $count } valeur inconnue n’a pas été comparée aux noms du registre, car le fichier en contient trop. Vérifiez qu’elle ne désigne pas une fiche existante.
       *[other] { $count } valeurs inconnues n’ont pas été comparées aux noms du registre, car le fichier en contient trop. Vérifiez qu’elles ne désignent pas des fiches existantes.
    }
office-import-values-apply = Appliquer et afficher l’aperçu
office-import-values-known =
    { $count ->
        [one] { $count } valeur reconnue ou déjà associée
       *[other] { $count } valeurs reconnues ou déjà associées
    }
office-import-values-open =
    { $count ->
        [one] { $count } valeur à associer.
       *[other] { $count } valeurs à associer.
    }
office-import-values-column = Colonne du fichier : { $value }
office-import-values-rows =
    { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
office-import-values-example = par exemple ligne { $value }
office-import-values-proposal = Proposition, à vérifier : { $value }
office-import-values-several = Plusieurs fiches portent ce nom. Choisissez celle que le fichier désigne.
office-import-values-named = Associer à l’entrée indiquée ci-dessous
office-import-values-create = Créer « { $value } »
office-import-values-empty = Laisser vide
office-import-values-existing = Associer à
office-import-values-search = Nom à rechercher
office-import-values-unknown = Un nom saisi ne correspond à aucune entrée. Choisissez un nom dans la liste, ou une autre réponse.
office-import-value-known = Reconnu : { $value }
office-import-value-new = Sera créé : { $value }
office-import-value-undecided = – choisir –
office-import-constants = Valeurs communes à toutes les lignes
office-import-constants-lead = Pour un champ dont le fichier n’a pas de colonne, indiquez ici une valeur : elle vaut pour toutes les lignes.
office-import-constant-none = – aucune –
office-import-constant-unknown = Une valeur commune à toutes les lignes n’est pas reconnue. Choisissez une valeur de la liste, ou videz le champ.
office-import-constant-note = Valeur commune à toutes les lignes – { $value }
office-import-preview = Aperçu de l’import
office-import-line = ligne { $value }
office-import-leave = Exclure
office-import-left-out =
    { $count ->
        [one] Réintégrer { $count } ligne exclue
       *[other] Réintégrer { $count } lignes exclues
    }
office-import-fields =
    { $count ->
        [one] { $count } champ
       *[other] { $count } champs
    }
office-import-aside =
    { $count ->
        [one] { $count } fiche liée sera créée
       *[other] { $count } fiches liées seront créées
    }
office-import-nothing = Aucune ligne.
office-import-before = Lignes précédentes
office-import-after = Lignes suivantes
office-import-wrong =
    { $count ->
        [one] { $count } ligne est à corriger ou à exclure.
       *[other] { $count } lignes sont à corriger ou à exclure.
    }
office-import-all-same = Ces données figurent déjà dans le registre : il n’y a rien à importer.
office-import-will-publish = Toutes les lignes seront importées ensemble et publiées immédiatement.
office-import-will-draft = Toutes les lignes seront importées ensemble, en brouillon.
office-import-cancel = Abandonner l’import
office-import-back = Revenir aux colonnes
office-import-workbook = Classeur annoté
office-import-check = Vérifier de nouveau
office-import-take =
    { $count ->
        [one] Importer { $count } ligne
       *[other] Importer { $count } lignes
    }
office-import-again = Le registre a été modifié entre-temps : vérifiez de nouveau l’aperçu.
office-import-reason = Import de { $value }
office-import-checking = Lecture des lignes
office-import-writing = Enregistrement dans le registre
office-import-done = Import terminé
office-import-another = Importer un autre fichier
office-import-failed = Import impossible : rien n’a été importé
office-import-open-quote = Ligne { $line } : une cellule commence par un guillemet qui n’est pas refermé à la fin de la cellule. Refermez-le, ou doublez les guillemets qui font partie du texte, puis envoyez de nouveau le fichier.
office-import-csv = Lecture du fichier CSV
office-import-separator = Séparateur
office-import-encoding = Encodage
office-import-first-rows = Premières lignes du fichier
office-separator-semicolon = point-virgule
office-separator-comma = virgule
office-separator-tab = tabulation
office-separator-bar = barre verticale
office-import-hidden = feuille masquée
office-import-hidden-rows =
    { $count ->
        [one] { $count } ligne masquée fait partie de cette feuille. Vous pouvez l’exclure ci-dessous.
       *[other] { $count } lignes masquées font partie de cette feuille. Vous pouvez les exclure ci-dessous.
    }
office-import-hidden-row = ligne masquée
office-import-hidden-column = colonne masquée
office-import-skip-hidden = Exclure les lignes masquées
office-import-merged-rows =
    { $count ->
        [one] { $count } ligne reprend la valeur d’une cellule fusionnée.
       *[other] { $count } lignes reprennent la valeur d’une cellule fusionnée.
    }
office-import-merged-row = valeur d’une cellule fusionnée : { $value }
office-import-answer-first = Certaines valeurs ont deux lectures possibles. Répondez aux questions sur les colonnes, puis continuez.
office-import-ask-number = Séparateur décimal de cette colonne
office-import-ask-date = Ordre des dates de cette colonne
office-import-choose = – choisir –
office-import-choice = { $answer } : « { $example } » vaut { $value }
office-import-answer-comma = virgule décimale
office-import-answer-point = point décimal
office-import-answer-day-first = jour avant le mois
office-import-answer-month-first = mois avant le jour
office-import-cell-error = « { $value } » est une erreur du tableur. Corrigez la formule, ou saisissez la valeur ici.
office-import-cell-uncomputed = La formule « { $value } » n’a pas de résultat dans le fichier. Ouvrez le fichier dans votre tableur, enregistrez-le et envoyez-le de nouveau, ou saisissez la valeur ici.
office-import-cell-encoding = Certains caractères de « { $value } » n’ont pas pu être lus. Choisissez un autre encodage sur la page des colonnes, ou corrigez le texte ici.
office-import-cell-two-numbers = « { $value } » peut se lire de deux façons : la virgule ou le point peut séparer les décimales ou les milliers. Choisissez le séparateur décimal sur la page des colonnes, ou saisissez ici le nombre sans séparateur de milliers.
office-import-cell-two-dates = « { $value } » peut se lire de deux façons : le jour ou le mois peut venir en premier. Choisissez l’ordre sur la page des colonnes, ou saisissez ici la date sous la forme 2025-03-31.
office-import-cell-other = « { $value } » ne correspond pas au choix fait pour cette colonne ({ $chosen }). Saisissez ici la valeur selon ce choix, ou modifiez-le sur la page des colonnes.
office-import-cell-flag = « { $value } » n’est ni oui ni non. Saisissez « oui » ou « non ».
office-import-cell-unit = « { $unit } » n’est pas une unité reconnue pour ce champ. Saisissez ici le nombre seul, sans unité.
office-import-cell-currency = Le montant est en « { $unit } », mais la colonne de la devise indique « { $currency } ». Corrigez l’un des deux.
office-import-cell-currencies = « { $unit } » peut désigner plusieurs devises. Indiquez le code de la devise dans sa colonne.
office-import-cell-no-amount = Cette ligne indique une devise ou une date de valeur, mais aucun montant. Saisissez le montant, ou excluez la ligne.
office-import-cell-merged-number = « { $value } » provient d’une cellule fusionnée sur plusieurs lignes : repris sur chacune, ce nombre serait compté plusieurs fois. Saisissez ici la part de cette ligne.
office-import-remark = « { $value } » ressemble à un total, à un titre ou à une note : la ligne n’est pas importée. S’il s’agit bien d’une fiche, choisissez « Importer cette ligne ».
office-import-hidden-sheet = Cette feuille est masquée dans le fichier.
office-import-no-name = Cette ligne n’a pas de nom. Saisissez le nom de la fiche, associez la colonne des noms, ou excluez la ligne.
office-import-ambiguous = « { $value } » correspond à plusieurs fiches. Indiquez l’adresse de la bonne fiche.
office-import-twice = La ligne { $value } concerne déjà cette fiche. Regroupez les deux lignes.
office-import-no-record = La fiche concernée par cette ligne n’est pas indiquée. Indiquez-la.
office-import-unknown-record = Aucune fiche ne porte le nom « { $value } ». Vérifiez l’orthographe, ou créez-la.
office-verdict-left-out = Non importées
office-verdict-wrong = À corriger
office-verdict-adds = Ajouts
office-verdict-changes = Modifications
office-verdict-same = Sans changement
office-verdict-one-left-out = Non importée
office-verdict-one-wrong = À corriger
office-verdict-one-adds = Ajout
office-verdict-one-changes = Modification
office-verdict-one-same = Sans changement
office-sso = Se connecter avec { $value }
office-sso-or = ou avec votre mot de passe
office-sso-failed = Le fournisseur d’identité a renvoyé une réponse incorrecte. Réessayez, ou connectez-vous avec votre mot de passe.
office-sso-stranger = Cette réponse ne correspond à aucune connexion lancée depuis ce navigateur. Relancez la connexion.
office-sso-refused = La connexion a été refusée ou abandonnée. Réessayez, ou utilisez votre mot de passe.
office-sso-unknown = Le fournisseur d’identité vous a reconnu, mais vous n’avez pas de compte dans ce registre. Demandez à un administrateur de vous inviter avec cette adresse.
mail-review = { $by } vous demande de relire { $title }
    .text =
        Bonjour { $name },

        { $by } vous demande de relire et de publier « { $title } ». Pour consulter les modifications :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
mail-review-reason = { $by } vous demande de relire { $title }
    .text =
        Bonjour { $name },

        { $by } vous demande de relire et de publier « { $title } » :

        { $reason }

        Pour consulter les modifications :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
mail-accepted = Votre proposition pour { $title } a été acceptée
    .text =
        Bonjour { $name },

        { $by } a accepté votre proposition pour « { $title } ». { $why }

        Pour consulter la proposition :
        { $url }

        Cordialement,
        Le registre de la coopération internationale
mail-declined = Votre proposition pour { $title } n’a pas été acceptée
    .text =
        Bonjour { $name },

        { $by } n’a pas accepté votre proposition pour « { $title } ». { $why }

        Pour consulter la proposition :
        { $url }

        Cordialement,
        Le registre de la coopération internationale

# Jetons d’API
office-tokens = Jetons d’API
office-tokens-lead = Avec un jeton, un programme (site web, comptabilité, script) lit et modifie le registre en votre nom.
office-tokens-how = Documentation de l’API
office-tokens-there = Jetons existants
office-tokens-none = Aucun jeton.
office-token-new = Jeton créé
office-token-once = Copiez-le maintenant : il n’est affiché qu’une fois et n’est conservé nulle part.
office-token-try = Exemple d’utilisation dans un terminal :
office-token-make = Nouveau jeton
office-token-name = Usage du jeton
office-token-name-help = Par exemple « Site de la ville ». L’historique affichera votre nom suivi de cet usage.
office-token-scopes = Droits du jeton
office-token-scopes-none = Aucun droit n’est sélectionné. Choisissez au moins un droit.
office-token-days = Durée de validité
office-token-days-of = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
office-token-days-wrong = La durée de validité n’est pas autorisée. Choisissez une durée dans la liste.
office-token-go = Créer le jeton
office-token-end = Révoquer
office-token-ended = Jeton révoqué : les programmes qui l’utilisent n’ont plus accès au registre.
office-token-over = expiré
office-token-until = valable jusqu’au { $value }
office-token-unused = jamais utilisé
office-settings-tokens = Accès par API
office-scope-read = lire les données non publiques
office-scope-write = créer et modifier des brouillons
office-scope-publish = publier, dépublier, archiver et supprimer

# Déclaration de l’aide publique au développement
office-eapd = Déclaration (e-APD)
office-eapd-title = Déclaration de l’aide publique au développement : { $value }
office-eapd-lead = Établie à partir des données publiées. Chaque valeur est justifiée ; vous pouvez la modifier : votre choix vaut pour l’année affichée, jusqu’à ce que vous rétablissiez la valeur calculée.
office-eapd-years = Années
office-eapd-there = Aller à l’action concernée
office-eapd-sum = Montant déclaré
office-eapd-before = En { $value }
office-eapd-actions = Actions
office-eapd-window = Période de saisie :
office-eapd-open = période en cours
office-eapd-workbook = Classeur (XLSX)
office-eapd-frozen = Déclaration figée :
office-eapd-unchanged = Aucune modification depuis.
office-eapd-since = Modifications depuis la déclaration
office-eapd-was = Valeur déclarée
office-eapd-is = Valeur actuelle
office-eapd-thaw = Rouvrir la déclaration
office-eapd-freeze = Figer la déclaration transmise
office-eapd-freeze-help = Après avoir transmis la déclaration à l’État, figez-la : les modifications ultérieures du registre seront affichées à côté.
office-eapd-none = Aucun décaissement cette année-là.
office-eapd-complete = Toutes les actions sont complètes.
office-eapd-filter = Actions affichées
office-eapd-filter-all = Toutes ({ $count })
office-eapd-filter-missing = À compléter ({ $count })
office-eapd-incomplete = { $count ->
    [one] à compléter dans { $count } action
   *[other] à compléter dans { $count } actions
}
office-eapd-fill-in = Renseigner
office-eapd-decide = Modifier la valeur
office-eapd-derive = Rétablir la valeur calculée
office-eapd-scores = Marqueurs
office-eapd-order = Le classeur suit l’ordre des colonnes du registre, et non celui d’un formulaire : la saisie se fait sur Démarches simplifiées. Le fichier CSV suit les colonnes de CRS++ ; ses montants sont en milliers d’euros.
office-eapd-funds-help = Les fonds reçus d’autres financeurs sont reportés d’une année à l’autre et déduits lorsqu’ils sont dépensés. Le reste des décaissements est imputé sur les fonds propres. Avec les parts du plan de financement, la part des financeurs est déduite même si elle n’est pas encore reçue : le report est alors négatif. Le mode de calcul choisi cette année s’applique à toutes les années du tableau.
office-eapd-opening = Report
office-eapd-received = Reçu
office-eapd-paid = Décaissé
office-eapd-deducted = Autres financeurs
office-eapd-closing = À reporter
office-recipients = Listes des bénéficiaires (CAD)
office-recipients-lead = Pays et régions éligibles à l’aide publique au développement, année par année, selon le Comité d’aide au développement de l’OCDE. Chargez ici la liste d’une nouvelle année, sans attendre une mise à jour du logiciel.
office-recipients-known = Listes disponibles
office-recipients-countries = Pays et territoires
office-recipients-regions = Régions
office-recipients-origin = Origine
office-recipients-built-in = fournie avec le logiciel
office-recipients-loaded = chargée ici
office-recipients-file = Fichier
office-recipients-load = Charger une liste
office-recipients-help = CSV ou TSV en UTF-8. Téléchargez la liste d’une année ci-dessus, modifiez-la, puis chargez-la.
office-recipients-columns = Colonnes du fichier
office-recipients-column-code = code CAD du bénéficiaire
office-recipients-column-country = code ISO du pays, vide pour une région
office-recipients-column-region = code CAD de la région
office-recipients-column-group = groupe de revenu : LDC (pays moins avancés), LIC, LMIC ou UMIC
office-recipients-column-name-en = nom en anglais
office-recipients-column-name-fr = nom en français
office-recipients-go = Charger la liste
office-recipients-done = Liste enregistrée.
office-recipients-year-wrong = Cette année n’est pas valide. Indiquez une année de 2018 à 2099.
office-recipients-encoding = Ce fichier n’est pas en UTF-8. Enregistrez-le en « CSV UTF-8 », puis chargez-le de nouveau.
office-recipients-wrong = Ligne { $line } : { $what }
office-prefill = Préremplir la démarche
office-prefill-title = Préremplir la démarche de { $value }
office-prefill-lead = Depuis 2025, la déclaration se dépose sur Démarches simplifiées. Le registre peut y créer un dossier prérempli, que vous ouvrez, vérifiez et déposez vous-même. Rien n’est envoyé sans votre validation.
office-prefill-back = Retour à la déclaration
office-prefill-saved = Démarche et champs enregistrés.
office-prefill-ready = Dossier prérempli
office-prefill-ready-help = Le dossier est créé à l’état de brouillon. L’administration ne le voit pas avant que vous l’ayez déposé.
office-prefill-open = Ouvrir le dossier
office-prefill-body = Contenu à envoyer
office-prefill-missing = { $count ->
    [one] { $count } valeur manque dans la déclaration : le champ correspondant sera vide.
   *[other] { $count } valeurs manquent dans la déclaration : les champs correspondants seront vides.
}
office-prefill-changed = { $count ->
    [one] { $count } valeur a changé depuis que la déclaration a été figée. Le contenu ci-dessous est celui de la déclaration figée : rouvrez-la et figez-la de nouveau pour envoyer la valeur actuelle.
   *[other] { $count } valeurs ont changé depuis que la déclaration a été figée. Le contenu ci-dessous est celui de la déclaration figée : rouvrez-la et figez-la de nouveau pour envoyer les valeurs actuelles.
}
office-prefill-earlier = Un dossier prérempli existe déjà pour cette année. Si vous en créez un autre, il y en aura deux.
office-prefill-body-help = Vérifiez ce contenu avant de créer le dossier.
office-prefill-prepare-help = Ce contenu sera envoyé à
office-prefill-prepare = Créer le dossier prérempli
office-prefill-none = La démarche n’est pas encore configurée. Demandez à un administrateur d’indiquer son adresse, son numéro et ses champs.
office-prefill-table = Démarche et champs
office-prefill-address = Adresse du service
office-prefill-address-help = Par exemple https://demarche.numerique.gouv.fr
office-prefill-number = Numéro de la démarche
office-prefill-fields = Champs
office-prefill-fields-help = Une ligne par champ : la clé du champ, une espace, puis la donnée à y inscrire. Pour un bloc répétable, écrivez bloc>champ. « text » est suivi d’un texte fixe. Les clés figurent sur la page « preremplir » de la démarche.
office-prefill-sources = Données disponibles
office-prefill-of-form = Pour toute la déclaration :
office-prefill-of-action = Pour chaque action (bloc répétable) :
office-prefill-number-wrong = Le numéro de la démarche n’est pas valide : il ne contient que des chiffres (12 au plus). Corrigez-le.
office-prefill-address-wrong = L’adresse du service n’est pas valide : elle commence par https:// et ne contient que le nom du site. Corrigez-la.
office-prefill-unreachable = { $why } ne répond pas. Réessayez plus tard, ou saisissez la déclaration manuellement.
office-prefill-refused = Le service a refusé ce contenu : { $why }. Vérifiez le numéro de la démarche et les clés des champs.
office-prefill-answer-wrong = Le service a répondu ({ $why }) sans donner l’adresse du dossier. Vérifiez le numéro de la démarche.
office-eapd-leave-out = Exclure de la déclaration
office-eapd-count = Inclure dans la déclaration

# Webhooks
office-hooks = Notifications (webhooks)
office-hooks-lead = Lorsqu’une fiche est publiée ou n’est plus publique, une notification est envoyée à ces adresses en quelques secondes.
office-hooks-there = Webhooks configurés
office-hooks-none = Aucun webhook.
office-hook-secret = Clé de signature
office-hook-once = Elle permet au programme de vérifier l’origine des messages. Copiez-la maintenant : elle n’est affichée qu’une fois.
office-hook-taken = dernière notification : { $value }
office-hook-failed = échec : { $value }
office-hook-untold = aucune notification envoyée
office-hook-test = Envoyer un test
office-hook-tested = Test envoyé ; le résultat s’affichera ici dans quelques secondes.
office-hook-end = Supprimer
office-hook-ended = Webhook supprimé.
office-hook-new = Ajouter un webhook
office-hook-url = Adresse
office-hook-url-help = L’adresse doit répondre à une requête POST en moins de dix secondes. En cas d’échec, l’envoi est retenté pendant deux jours.
office-hook-add = Ajouter
office-hook-form = Les messages sont en JSON, signés selon la spécification Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature).
office-hook-many = La limite de vingt webhooks est atteinte. Supprimez-en un avant d’en ajouter un autre.
office-hook-malformed = Ce n’est pas une adresse web. Saisissez l’adresse complète, à partir de https://.
office-hook-plain = L’adresse doit commencer par https:// (liaison chiffrée). Corrigez-la.
office-hook-inside = Cette adresse appartient à un réseau privé ou réservé. Indiquez une adresse publique.

# Financeurs et taux
office-funders = Financeurs
office-funders-lead = Pour chaque financeur : montant prévu, montant reçu, reste à percevoir et comptes rendus attendus (données publiées).
office-funders-none = Aucun plan de financement n’est publié. Saisissez-le dans la fiche de chaque projet, puis publiez la fiche.
office-funders-late = { $count ->
    [one] { $count } compte rendu en retard
   *[other] { $count } comptes rendus en retard
}
office-funders-sent = transmis
office-rates = Taux de change
office-rates-lead = Avec ces taux, les montants en d’autres devises sont aussi exprimés en euros, avec la date et la source du taux.
office-rates-done = Taux enregistrés ; le site sera à jour dans quelques secondes.
office-rates-wrong = Ce fichier ne contient pas de taux de change lisibles. Choisissez le fichier de la Banque centrale européenne. Détail :
office-rates-missing = Taux manquants pour les devises suivantes (importez un fichier plus récent) :
office-rates-there = Taux enregistrés
office-rates-none = Aucun taux enregistré.
office-rates-source = Source :
office-rates-days = Jours
office-rates-first = Du
office-rates-last = Au
office-rates-bring = Mettre à jour
office-rates-file = Fichier de la Banque centrale européenne
office-rates-help = Ce fichier s’appelle eurofxref-hist.zip sur le site de la Banque centrale européenne ; inutile de le décompresser. Les taux des jours déjà enregistrés sont remplacés.
office-rates-go = Importer
office-reports = Rapports
office-reports-lead = Rapports établis à partir des données publiées, à imprimer, à envoyer ou à compléter : PDF accessible, page HTML, documents ODT et DOCX.
office-report-language = Langue
office-report-annual = Rapport annuel
    .help = Chiffres de l’année, une fiche par partenariat, conventions, perspectives, tableaux.
    .of = Année
office-report-partnership = Fiche de partenariat
    .help = Carte, chiffres clés, présentation, budget et financements, résultats, ODD, évènements, conventions.
    .of = Partenariat
office-report-funder = Compte rendu technique et financier
    .help = Projets financés, montants reçus et dépensés, résultats, comptes rendus attendus.
    .of = Financeur
office-report-goals = Objectifs de développement durable
    .help = Pour chacun des dix-sept ODD : partenariats, projets, budget et financements, résultats.
office-report-briefing = Dossier de mission
    .help = Participants, programme jour par jour, éléments sur les partenaires. Contient des données personnelles.
    .of = Déplacement ou accueil
office-list-workbook = Modifier dans un tableur
office-two-step = Double authentification obligatoire
office-two-step-help = Les utilisateurs concernés qui n’ont pas activé la double authentification n’ont accès qu’à la page de leur compte, où ils peuvent l’activer ; leurs jetons d’API ne fonctionnent pas non plus.
office-two-step-none = Pour aucun rôle (facultative)
office-two-step-from-administrator = Pour l’administration
office-two-step-from-publisher = Pour la publication et l’administration
office-two-step-from-editor = Pour la rédaction et les rôles supérieurs
office-two-step-from-reader = Pour la lecture et les rôles supérieurs
office-two-step-from-partner = Pour tous les rôles
office-two-step-missing = La double authentification est obligatoire pour votre rôle. Ajoutez une clé d’accès ou une application ci-dessous pour continuer.
office-two-step-last = La double authentification est obligatoire pour votre rôle. Ajoutez une autre méthode avant de supprimer celle-ci.
office-error-two-step = La double authentification est obligatoire pour votre rôle
    .remedy = Activez-la sur la page de votre compte, puis réessayez.
office-session-end-help = L’adresse d’abonnement de votre agenda change aussi : l’adresse actuelle ne fonctionnera plus.
office-signed-out = Déconnexion effectuée
office-signed-out-lead = Votre session sur ce site est fermée. La session ouverte chez { $value } peut rester active : fermez-la aussi, surtout sur un ordinateur partagé.
office-signed-out-go = Se déconnecter de { $value }
office-text-too-long = Ce texte compte { $count } caractères ; le maximum est de { $max }. Raccourcissez-le.
office-proposal-limit = Vous avez trop de propositions en attente. Attendez une réponse avant d’en envoyer d’autres.
office-session-old = Votre connexion date de plus de quinze minutes. Déconnectez-vous, reconnectez-vous avec le fournisseur d’identité, puis réessayez.
office-file-busy = D’autres fichiers sont en cours de lecture. Renvoyez celui-ci dans quelques instants.
office-no-longer-public = Cette fiche n’est plus publiée.
office-overview = Fiche
office-overview-empty = Cette fiche est vide. Modifiez-la pour la compléter.
office-offered = Ajouter
office-overview-ahead = La dernière version n’est pas encore publiée : le site affiche la précédente.
office-see-page = Voir la page publique
office-duplicate = Dupliquer
office-copy-title = { $value } (copie)
office-from-model = Créer à partir du modèle
office-list-empty = Aucune fiche pour l’instant.
office-bulk = Fiches sélectionnées
office-bulk-select = Sélectionner
office-bulk-verb-publish = Publier
office-bulk-verb-unpublish = Dépublier
office-bulk-verb-archive = Archiver
office-bulk-verb-theme = Ajouter un thème
office-bulk-verb-assign = Confier une tâche
office-bulk-verb-export = Exporter (XLSX)
office-bulk-verb-delete = Supprimer
office-bulk-nothing = Aucune fiche n’est sélectionnée. Cochez les fiches de la liste, puis choisissez l’action.
office-bulk-theme-missing = Ce thème n’existe pas ou n’existe plus. Choisissez un thème de la collectivité.
office-bulk-themes-none = La collectivité n’a pas encore de thèmes.
office-bulk-done = { $action ->
    [edit] { $count ->
        [0] Aucune fiche modifiée.
        [one] { $count } fiche modifiée.
       *[other] { $count } fiches modifiées.
    }
    [theme] { $count ->
        [0] Aucune fiche n’a reçu le thème.
        [one] { $count } fiche a le thème.
       *[other] { $count } fiches ont le thème.
    }
    [assign] { $count ->
        [0] Aucune tâche ajoutée.
        [one] { $count } tâche ajoutée.
       *[other] { $count } tâches ajoutées.
    }
    [delete] { $count ->
        [0] Aucune fiche supprimée.
        [one] { $count } fiche supprimée.
       *[other] { $count } fiches supprimées.
    }
    [publish] { $count ->
        [0] Aucune fiche publiée.
        [one] { $count } fiche publiée.
       *[other] { $count } fiches publiées.
    }
    [unpublish] { $count ->
        [0] Aucune fiche dépubliée.
        [one] { $count } fiche dépubliée.
       *[other] { $count } fiches dépubliées.
    }
   *[other] { $count ->
        [0] Aucune fiche archivée.
        [one] { $count } fiche archivée.
       *[other] { $count } fiches archivées.
    }
}
office-list-edit = Modifier dans la liste
office-list-edit-lead = Changez les cellules, puis enregistrez : chaque ligne est enregistrée à part.
office-list-edit-help = Vous pouvez coller des lignes copiées dans un tableur. Une fiche publique reste publiée telle quelle : la modification est un brouillon à publier. La source d’une valeur changée est retirée, car elle porte sur l’ancienne. Les valeurs qui ne se modifient pas ici se changent dans la fiche.
office-list-edit-dates = Les dates s’écrivent par exemple 2011, octobre 2023 ou 23 octobre 2023.
office-list-edit-count = Lignes modifiées : …
office-list-edit-refused = { $count ->
    [one] { $count } ligne n’a pas été enregistrée : le motif est indiqué sous la ligne.
   *[other] { $count } lignes n’ont pas été enregistrées : le motif est indiqué sous chaque ligne.
}
office-list-edit-saved = { $count ->
    [one] { $count } autre ligne est enregistrée.
   *[other] { $count } autres lignes sont enregistrées.
}
office-list-edit-gone = { $count ->
    [one] { $count } fiche de cette page n’existe plus.
   *[other] { $count } fiches de cette page n’existent plus.
}
office-list-edit-left = Lignes sans place dans la page : …
office-list-edit-unread = Valeurs non reprises, car elles ne sont pas dans la liste de choix : … Ces cellules sont encadrées.
office-list-edit-lost = Non enregistré : { $value }
office-list-edit-denied = Vous n’avez pas le droit de modifier cette fiche.
office-obstacle-archived = Cette fiche est archivée. Pour la modifier, ouvrez-la.
office-obstacle-scheduled = La publication de cette fiche est programmée : une modification l’annulerait. Pour la modifier, ouvrez-la.
office-list-edit-changed = Cette valeur a été modifiée entre-temps. Valeur actuelle : { $value }.
    .remedy = Enregistrez de nouveau pour la remplacer par la vôtre, ou reprenez la valeur actuelle.
office-bulk-drafts = { $count ->
    [one] Pour { $count } fiche publique, la modification est un brouillon à publier.
   *[other] Pour { $count } fiches publiques, la modification est un brouillon à publier.
}
office-bulk-sources = { $count ->
    [one] Pour { $count } fiche, la source de l’ancienne valeur a été retirée : indiquez la nouvelle dans la fiche.
   *[other] Pour { $count } fiches, la source de l’ancienne valeur a été retirée : indiquez la nouvelle dans la fiche.
}
office-bulk-failed = { $count ->
    [one] { $count } fiche n’a pas été traitée.
   *[other] { $count } fiches n’ont pas été traitées.
} { $action ->
    [theme] La publication est programmée, la fiche a changé entre-temps ou vous n’avez pas le droit de la modifier.
    [assign] La personne choisie n’a pas accès à la fiche, ou vous n’avez pas le droit d’ajouter une tâche.
    [delete] La fiche est publiée, d’autres fiches y renvoient, ou vous n’avez pas le droit de la supprimer.
   *[other] La page « Publication » de la fiche en donne la raison.
}
office-bulk-theme = Thème
office-bulk-theme-add = Ajouter le thème
office-bulk-tasks-add = Ajouter les tâches
office-bulk-question-delete = Supprimer les fiches sélectionnées
office-bulk-question-unpublish = Dépublier les fiches sélectionnées
office-bulk-question-archive = Archiver les fiches sélectionnées
office-bulk-question-lead = { $action ->
    [unpublish] { $count ->
        [0] Aucune de ces fiches n’existe plus.
        [one] Cette fiche ne sera plus visible sur le site. Vous pourrez la publier de nouveau.
       *[other] Ces { $count } fiches ne seront plus visibles sur le site. Vous pourrez les publier de nouveau.
    }
    [archive] { $count ->
        [0] Aucune de ces fiches n’existe plus.
        [one] Cette fiche ne sera plus visible sur le site ni dans les listes de travail.
       *[other] Ces { $count } fiches ne seront plus visibles sur le site ni dans les listes de travail.
    }
   *[delete] { $count ->
        [0] Aucune de ces fiches n’existe plus.
        [one] Cette fiche sera supprimée définitivement, avec ses versions antérieures. Cette action ne peut pas être annulée.
       *[other] Ces { $count } fiches seront supprimées définitivement, avec leurs versions antérieures. Cette action ne peut pas être annulée.
    }
}
office-task-nobody = Cette personne n’a plus de compte actif. Choisissez-en une autre.
office-funders-not-granted = { $value } prévus ne sont pas encore acquis ; ce montant n’est pas compté dans le reste à dépenser.
office-publish-with = Publier aussi { $value }
office-erase-lead = La fiche et ses versions antérieures sont supprimées. Cette action ne peut pas être annulée.
office-themes = Thèmes
office-themes-lead = Les thèmes classent les partenariats et les projets ; chacun a sa page sur le site. Choisissez ceux de votre coopération : vous pourrez les renommer ou en ajouter d’autres.
office-themes-own = Thèmes de la collectivité
office-themes-edit = Modifier les thèmes
office-themes-proposed = Thèmes proposés
office-themes-add = Ajouter les thèmes cochés
first-steps = Premiers pas
first-steps-lead = Chaque étape se coche automatiquement. La liste disparaît quand un partenariat et les mentions légales sont publiés.
first-steps-import = Vos données sont déjà dans un tableur ? Importez-le.
first-step-done = fait
first-step-look = Choisir le logo ou la couleur de la collectivité
first-step-themes = Choisir les thèmes de la coopération
first-step-partnership = Créer un premier partenariat
first-step-publish = Publier un premier partenariat
first-step-colleague = Inviter un collègue
first-step-legal = Publier les mentions légales
starter-theme-water = Eau et assainissement
starter-theme-waste = Déchets
starter-theme-energy = Énergie
starter-theme-environment = Environnement et climat
starter-theme-sea = Mer et littoral
starter-theme-agriculture = Agriculture et alimentation
starter-theme-health = Santé
starter-theme-education = Éducation et formation
starter-theme-research = Enseignement supérieur et recherche
starter-theme-youth = Jeunesse et mobilité
starter-theme-culture = Culture
starter-theme-heritage = Patrimoine
starter-theme-sport = Sport
starter-theme-tourism = Tourisme
starter-theme-economy = Développement économique
starter-theme-governance = Gouvernance locale
starter-theme-equality = Égalité entre les femmes et les hommes
starter-theme-emergency = Aide d’urgence et reconstruction
model-to-complete = À COMPLÉTER
model-legal-notice =
    ## Éditeur du site

    { $publisher }

    - Numéro SIREN : { $siren }
    - Adresse postale : À COMPLÉTER
    - Téléphone : À COMPLÉTER
    - Adresse électronique : À COMPLÉTER
    - Directrice ou directeur de la publication : À COMPLÉTER

    ## Hébergement

    À COMPLÉTER : nom, adresse et téléphone de l’hébergeur.

    ## Réutilisation des contenus

    Les données publiées sur { $site } peuvent être réutilisées selon la licence indiquée en bas de chaque page. Les photographies restent soumises aux droits de leurs auteurs, indiqués à côté de chacune d’elles.

    ## Données personnelles

    Le site ne dépose pas de cookie et ne mesure pas l’audience. Pour exercer vos droits d’accès, de rectification et d’effacement, écrivez au délégué à la protection des données.

    - Adresse du délégué à la protection des données : À COMPLÉTER
model-accessibility =
    { $publisher } s’engage à rendre ce site accessible, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005. Cette déclaration s’applique à { $site }.

    ## État de conformité

    À COMPLÉTER : le site est totalement, partiellement ou non conforme au référentiel général d’amélioration de l’accessibilité (RGAA), selon les résultats de l’audit.

    ## Résultats de l’audit

    À COMPLÉTER : date, auteur et taux de conformité. Sans audit, le site est non conforme.

    ## Contenus non accessibles

    À COMPLÉTER.

    ## Retour d’information et contact

    Si un contenu n’est pas accessible, écrivez-nous. Nous vous orienterons vers une alternative accessible ou vous donnerons le contenu sous une autre forme.

    - Adresse pour signaler un défaut d’accessibilité : À COMPLÉTER

    ## Voies de recours

    Si vous avez signalé un défaut d’accessibilité et n’avez pas obtenu de réponse satisfaisante, vous pouvez écrire au Défenseur des droits.
office-import-place = Lieu d’intervention (territoire)
office-import-country = Pays du partenaire ou du lieu
office-import-partner = Organisation partenaire
office-import-funder = Financeurs
office-import-budget = Budget du projet
office-import-budget-currency = Devise du budget
office-import-several-budgets = Ce projet a plusieurs budgets : modifiez-les dans sa fiche, ou importez-les par « Projets › Budgets ».
office-import-new-themes = Thèmes ajoutés à ceux de la collectivité : { $value }.
office-import-approximate = Montants indiqués comme approximatifs, importés sans cette mention. Lignes : { $value }.
office-import-unknown-values = Valeurs indiquées comme inconnues (« à définir », « NC »…), laissées vides. Lignes : { $value }.
office-import-same-name = Fiches portant le même titre qu’une ligne précédente, importées séparément. Lignes : { $value }.
office-import-same-cells = { $count ->
    [one] Corriger aussi l’autre cellule identique de cette colonne
   *[other] Corriger aussi les { $count } autres cellules identiques de cette colonne
}
office-import-unpublished = Fiches non publiées : ouvrez-les pour voir ce qui manque
office-import-records = Fiches importées
office-import-publish-all = { $count ->
    [one] Publier cette fiche
   *[other] Publier ces { $count } fiches
}
office-import-published = { $count ->
    [0] Aucune fiche publiée.
    [one] { $count } fiche publiée.
   *[other] { $count } fiches publiées.
}
office-import-undo = Annuler cet import
office-import-undo-sure = Supprimer les fiches créées par cet import et rétablir les autres ?
office-import-undo-reason = Annulation de l’import de { $value }
office-import-undone = Import annulé : les fiches créées sont supprimées, les fiches modifiées ont repris leur contenu précédent, comme brouillons.
office-import-not-undone = L’import n’a pas pu être annulé : une fiche a été modifiée depuis, un collègue travaille dessus, ou votre rôle ne permet pas de la supprimer. Rien n’a été modifié.
office-import-outside = Lignes sans contenu dans les colonnes importées, ignorées. Lignes : { $value }.
office-import-section = « { $value } » est le seul contenu de la ligne : c’est sans doute le titre d’une partie du tableau, qui n’est pas importé. S’il s’agit bien d’un projet, choisissez « Importer cette ligne ».
office-import-leave-wrong = Exclure toutes les lignes à corriger
office-import-total = « { $value } » ressemble à un total ou à un sous-total : la ligne n’est pas importée. S’il s’agit bien d’une fiche, choisissez « Importer cette ligne ».
office-import-cell-value-alone = « { $value } » n’est pas reconnu dans la colonne « { $column } ». Choisissez sa signification dans « Valeurs à associer », ou videz la cellule.
office-import-cell-value-long = « { $value } » n’est pas reconnu dans la colonne « { $column } ». Choisissez sa signification dans « Valeurs à associer », ou écrivez le nom en toutes lettres, par exemple « { $names } ».
office-import-cell-value = « { $value } » n’est pas reconnu dans la colonne « { $column } ». Choisissez sa signification dans « Valeurs à associer », ou écrivez l’un de ces noms : { $names }.
office-import-want = Importer cette ligne
office-import-undo-help = Vous pouvez annuler cet import pendant quinze minutes, tant qu’aucune de ses fiches n’est publiée ni modifiée.
office-unsaved-discard = Effacer cette saisie
office-sure-discard = Cette saisie sera effacée. Continuer ?
office-unsaved-here = Vous avez modifié cette fiche sans l’enregistrer ({ $value }). Ces modifications n’apparaissent pas ici.
office-unsaved-open = Reprendre la saisie
office-import-funders = Financeurs ajoutés comme « pressentis », car le tableau ne dit pas s’ils ont donné leur accord. Lignes : { $value }.
office-select-all = Tout sélectionner
office-import-no-points = Territoires créés sans coordonnées, à placer sur la carte ensuite : { $value }.
office-import-many-names = Cette cellule contient plus de cinquante noms. Répartissez-les sur plusieurs lignes, ou saisissez-les dans la fiche.
office-writing = Mise en forme
office-writing-bold = Gras (Ctrl+B)
office-writing-heading = Intertitre
office-writing-italic = Italique (Ctrl+I)
office-writing-link = Lien (Ctrl+K)
office-writing-list = Liste à puces
office-ready = Prêt à candidater ?
office-ready-lead = Ce que l’appel à projets demande avant de financer ce partenariat. Vérifiez aussi le règlement de l’appel.
office-ready-checks = Pièces et obligations
office-ready-done = Fait
office-ready-missing = À faire
office-ready-none = Sans objet
office-ready-declaration = Déclaration e-APD de l’an dernier transmise, puis figée
office-ready-reports = Comptes rendus dus au financeur de l’appel transmis
office-ready-agreement = Convention signée, en cours de validité
office-ready-agreement-text = Texte joint de type « Convention »
office-ready-resolution = Délibération : numéro, et texte joint de type « Délibération »
office-ready-prefect = Convention transmise au préfet
office-ready-no-number = Le numéro manque.
office-ready-no-text = Le texte n’est pas joint.
office-ready-unsigned = Aucune date de signature
office-ready-begins = Commence le { $value }
office-ready-ended = Terminée le { $value }
office-ready-commitment = Contrat d’engagement républicain signé par les associations
office-ready-plans = Plan de financement conforme aux règles de l’appel
office-ready-atlas = Fiche de l’Atlas français de la coopération décentralisée
office-ready-atlas-lead = À recopier dans l’Atlas. Les champs vides se complètent dans la fiche du partenariat.
office-ready-fill = À compléter
office-ready-authority = Collectivité
office-ready-partner = Territoires partenaires
office-ready-themes = Thèmes
office-ready-since = Début
office-ready-status = Statut
office-ready-summary = Résumé
office-ready-contacts = Contacts (élu ou élue, technicien ou technicienne)
office-ready-links = Liens
office-ready-call = { $name } – règles de { $year }
office-ready-choose = Afficher
office-ready-calls = Appel à projets
office-ready-rules = Règles de l’appel
office-ready-rules-source = Source des règles
office-ready-rule-share = Part demandée : { $value } % au plus du plan de financement, apports en nature compris.
office-ready-rule-share-by-country = Part demandée : { $least } % au plus du plan de financement dans les pays les moins avancés, { $other } % dans les autres pays bénéficiaires de l’aide, { $elsewhere } % ailleurs, { $several } % pour des pays de plusieurs groupes.
office-ready-rule-own = Apport de la collectivité : { $value } % au moins du plan de financement.
office-ready-rule-staff = Personnel valorisé : { $value } % au plus de l’apport de la collectivité.
office-ready-rule-least = Montant demandé : { $value } au moins.
office-ready-rule-most = Montant demandé : { $value } au plus.
office-ready-count = { $count ->
    [0] Tout est fait.
    [one] { $count } point reste à faire.
   *[other] { $count } points restent à faire.
}
office-ready-limit = Ce partenariat compte plus de { $value } projets ou plus de { $value } conventions : seuls les { $value } premiers de chaque liste, par ordre alphabétique, sont vérifiés.
office-ready-where = À voir dans :
office-ready-declaration-of = Déclaration { $value }
office-ready-commitment-where = Date de signature à indiquer dans la fiche de l’organisation, rubrique « Droits », champ « Contrat d’engagement républicain ».
office-ready-plans-none = Aucun projet en cours du partenariat ne comporte de ligne de financement « { $value } ».
office-ready-atlas-complete = Fiche de l’Atlas complète
office-ready-atlas-empty = Champs vides : { $value }.
office-ready-atlas-fields = Fiche du partenariat
plan-remark-share-too-large = { $instrument } : { $actual } % du plan de financement (apports en nature compris), pour { $limit } % au plus.
plan-remark-own-share-too-small = { $instrument } : la collectivité apporte { $actual } % du plan de financement, pour { $limit } % au moins.
plan-remark-staff-share-too-large = { $instrument } : le personnel valorisé représente { $actual } % de l’apport de la collectivité, pour { $limit } % au plus.
plan-remark-amount-too-small = { $instrument } : { $actual } demandés, pour { $limit } au moins.
plan-remark-amount-too-large = { $instrument } : { $actual } demandés, pour { $limit } au plus.
plan-remark-country-missing = { $instrument } : le taux maximal dépend du pays. Indiquez le lieu du projet ou le territoire du partenariat.
plan-remark-amount-missing = { $instrument } : un montant manque ou n’a pas de taux de change ; les parts ne sont pas vérifiées.
plan-remark-source = Règles { $value }
office-funders-mark = Marquer comme transmis
office-funders-report = Compte rendu technique et financier (PDF)
office-funders-changed = Cette date a été modifiée entre-temps. Ouvrez la fiche du projet pour l’indiquer.
office-funders-own = votre budget
office-funders-spent = Dépensé sur fonds propres
office-funders-unspent = Reste à dépenser
office-funders-beyond = { $value } ont été dépensés au-delà du plan de financement ; ce montant ne réduit pas le reste à dépenser.
office-funders-receive = Marquer comme reçu
office-funders-unreceive = Annuler la réception notée aujourd’hui
office-funders-received = reçu
office-funders-instalment = Versement attendu
office-funders-received-reason = Versement reçu : { $value }
office-funders-unreceived-reason = Versement non reçu : { $value }
office-funders-done-received = Versement marqué comme reçu. Pour que le montant reçu le compte, ajoutez-le aux opérations financières du projet.
office-funders-done-received-draft = Versement marqué comme reçu, en brouillon : publiez la fiche du projet pour mettre à jour cette page. Pour que le montant reçu le compte, ajoutez-le aux opérations financières du projet.
office-funders-done-unreceived = Le versement est de nouveau attendu.
office-funders-done-unreceived-draft = Le versement est de nouveau attendu, en brouillon : publiez la fiche du projet pour mettre à jour cette page.
office-funders-late-payments = { $count ->
    [one] { $count } versement en retard
   *[other] { $count } versements en retard
}
office-funders-unmark = Annuler l’envoi noté aujourd’hui
office-funders-marked = Compte rendu transmis : { $value }
office-funders-unmarked = Compte rendu non transmis : { $value }
office-funders-done-unsent = Le compte rendu est de nouveau attendu.
office-funders-done-unsent-draft = Le compte rendu est de nouveau attendu, en brouillon : publiez la fiche du projet pour mettre à jour cette page.
office-unsecured = Financements qui ne sont pas acquis
office-unsecured-lead = Le plan de financement est public. Vérifiez que ces financeurs acceptent d’être nommés, ou retirez les lignes de la fiche avant de publier.
office-funders-done-sent = Compte rendu marqué comme transmis.
office-funders-done-sent-draft = Compte rendu marqué comme transmis, en brouillon : publiez la fiche du projet pour mettre à jour cette page.
office-plan-remarks = Règles des financeurs
office-views = Vues enregistrées
office-view-name = Nom de cette vue
office-view-save = Enregistrer la vue
office-view-drop = Supprimer la vue
office-view-many = Vous avez déjà 20 vues de cette liste. Supprimez-en une, puis enregistrez la nouvelle.
office-list-clear = Effacer les filtres
office-columns = Colonnes
facet-kind = Type
facet-status = Statut
facet-country = Pays
facet-theme = Thème
facet-partnership = Partenariat
facet-funder = Financeur
facet-year = Année
facet-role = Rôle
list-total-budgets = Budgets
list-total-paid = Décaissé
list-total-promised = Montants
office-contacts-cards = Exporter pour un carnet d’adresses (vCard)
office-contacts-addresses = { $count ->
    [one] Copier l’adresse électronique de cette page
   *[other] Copier les { $count } adresses électroniques de cette page
 }
office-contacts-write = Écrire à tous en copie cachée
office-contact-card = Ajouter au carnet d’adresses (vCard)
office-copy = Copier
office-copied = Copié
office-person-export-pdf = Exporter pour la personne (PDF)
office-person-data = Données personnelles
office-person-data-lead = Données enregistrées au sujet de cette personne, remises à sa demande (RGPD, articles 15 et 20).
office-person-named = Fiches qui citent cette personne
office-person-kind = Type de fiche
office-person-when = Date
office-person-who = Auteur
office-person-text = Texte
office-person-action = Action
office-person-log = Accès à ces données
office-person-reason = Motif
setup-title = Configurer la collectivité
setup-lead = Ces informations suffisent pour commencer. Vous pourrez toutes les modifier dans les paramètres.
setup-authority = Collectivité
setup-name = Nom complet
setup-siren = Numéro SIREN (facultatif)
setup-place = Ville
setup-place-help = Point de départ des liaisons sur la carte.
setup-towns = Choisissez la ville
setup-own-accent = Utiliser la couleur de la collectivité sur le site
setup-themes = Thèmes de la coopération
setup-legal = Créer les mentions légales et la déclaration d’accessibilité à partir du modèle, en brouillon
setup-later = Plus tard
setup-currency-help = Devise des nouveaux montants. Elle suit le pays tant que vous n’en choisissez pas une autre.
setup-logo = Logo (facultatif)
setup-logo-help = Image JPEG, PNG ou WebP affichée dans l’en-tête du site.
setup-logo-held = Fichier reçu : { $value }. Choisissez un autre fichier pour le remplacer.
setup-logo-again = Le logo n’a pas été conservé, car son fichier est volumineux. Choisissez-le de nouveau.
setup-colleague = Inviter une ou un collègue (facultatif)
setup-colleague-help = Cette personne recevra un lien pour activer son compte. Laissez vide pour n’inviter personne.
setup-done = Collectivité configurée
setup-done-invited = Le compte de { $value } est créé, en attente d’activation. Rôle :
setup-continue = Continuer
logo-alt = Logo – { $name }
logo-none = Aucun logo n’est enregistré.
logo-file = Envoyer un nouveau logo
    .help = Image JPEG, PNG ou WebP. La fiche devient un brouillon : publiez-la pour afficher le logo sur le site.
office-picture-alt-none = L’image n’a pas de texte alternatif.
office-picture-alt-shown = Texte alternatif : { $value }
setup-name-missing = Le nom de la collectivité manque. Indiquez-le.
setup-language-missing = Aucune langue n’est choisie. Cochez au moins une langue du site.
setup-place-missing = Cette ville n’est pas dans la liste. Vérifiez son nom et son pays, ou indiquez la ville la plus proche.
setup-place-several = Plusieurs villes correspondent. Choisissez la vôtre.
first-step-setup = Configurer la collectivité
office-person-earlier = Version du { $value }
