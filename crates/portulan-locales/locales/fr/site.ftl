site-kicker = Coopération internationale
skip = Aller au contenu
demonstration = Démonstration : ce site n’est pas publié par la collectivité.
fictional = Démonstration : la collectivité et toutes les informations de ce site sont fictives.
nav-main = Navigation principale
nav-footer = Navigation secondaire
nav-languages = Langues
nav-partnerships = Partenariats
nav-projects = Projets
nav-events = Évènements
nav-networks = Réseaux
nav-sdgs = ODD
nav-timeline = Chronologie
theme-dark = Activer le mode sombre
theme-light = Activer le mode clair
search-label = Rechercher
search-title = Recherche
search-site = Rechercher sur le site
search-go = Rechercher
search-lead = Recherchez un lieu, une organisation, un thème ou un objectif : « Indonésie », « AFD », « eau ». Le début d’un mot suffit ; les accents sont facultatifs.
search-count = { $count ->
    [0] Aucun résultat. Essayez un autre mot ou un mot plus court.
    [one] { $count } résultat.
   *[other] { $count } résultats.
}
footer-updated = Mis à jour le
footer-feed = Flux d’actualité (Atom)
footer-calendar = Agenda des évènements (iCal)
footer-embed = Carte à intégrer à un autre site
footer-made = Publié avec Portulan, logiciel libre. Sans cookie, sans traceur, sans service tiers.
source-number = Source { $value }
source-consulted = consultation : { $value }
source-published = publication : { $value }
sources-title = Sources
sources-lead = Origine des informations publiées et degré de certitude.
sources-none = Aucune source n’est encore publiée.
sources-here = Sources de cette page
sources-marks = Le numéro placé après une information renvoie à sa source. « Déduit » signale une information absente de la source, attribuée par la rédaction ; « calculé » signale un nombre établi à partir du registre.
provenance-title = Origine de l’information
unstated = non précisé
period = Période
period-since =
    { $precision ->
        [day] depuis le { $date }
       *[other] depuis { $date }
    }
period-until =
    { $precision ->
        [day] jusqu’au { $date }
       *[other] jusqu’en { $date }
    }
period-unknown = période non précisée
since =
    { $precision ->
        [day] depuis le { $date }
       *[other] depuis { $date }
    }
number-millions =
    { $size ->
        [two-or-more] { $value } millions
       *[other] { $value } million
    }
# « 3 millions d’habitants »
number-millions-of =
    { $start ->
        [vowel] d’
       *[other] de{ " " }
    }
quantity-over = plus de { $value }
quantity-nearly = près de { $value }
quantity-about = environ { $value }
figure-partnerships = { $count ->
    [one] partenariat
   *[other] partenariats
}
figure-countries = { $count ->
    [one] pays partenaire
   *[other] pays partenaires
}
figure-projects = { $count ->
    [one] projet
   *[other] projets
}
figure-organisations = { $count ->
    [one] organisation participante
   *[other] organisations participantes
}
figure-networks = { $count ->
    [one] réseau
   *[other] réseaux
}
empty-title = Aucun partenariat publié
empty-text = Les partenariats apparaîtront ici dès leur publication.
map-title = Carte des partenariats
map-networks = { $count ->
    [one] { $count } réseau
   *[other] { $count } réseaux
}
legend-networks = Réseaux (anneau autour de la collectivité)
zoom-in = Zoom avant
zoom-out = Zoom arrière
zoom-all = Recentrer la carte
filter-theme = Thème
filter-any-theme = Tous les thèmes
filter-sdg = ODD
filter-any-sdg = Tous les ODD
filter-country = Pays
filter-any-country = Tous les pays
filter-status = Statut
filter-any-status = Tous les statuts
filter-kind = Type
filter-any-kind = Tous les types
filter-apply = Filtrer
filter-clear = Effacer les filtres
filter-none = Aucun partenariat ne correspond à ces filtres. Modifiez ou effacez les filtres.
filter-some = sélection filtrée
filter-live = Partenariats affichés : %
filter-shown = { $count ->
    [0] Aucun partenariat ne correspond à ces filtres. Modifiez ou effacez les filtres.
    [one] { $count } partenariat affiché.
   *[other] { $count } partenariats affichés.
}
sort-label = Trier
results = Résultats
layer-all = Tout afficher ({ $count })
why-title = Enjeux de la coopération
axes-title = Axes du projet de territoire
events-title = Évènements
events-upcoming = À venir
events-past = Passés
events-all = Tous les évènements
events-no-upcoming = Aucun évènement à venir n’est publié.
events-no-past = Aucun évènement passé n’est publié.
events-count = { $count ->
    [0] Aucun évènement
    [one] { $count } évènement
   *[other] { $count } évènements
}
event-here = Évènement
event-upcoming = à venir
event-past = passé
networks-title = Réseaux
networks-count = { $count ->
    [0] Aucun réseau
    [one] { $count } réseau
   *[other] { $count } réseaux
}
updates-title = Dernières mises à jour
update-new = ajout
update-changed = mise à jour
feed-title = { $value } : coopération internationale
partnerships-title = Partenariats
partnerships-count = { $count ->
    [0] Aucun partenariat
    [one] { $count } partenariat
   *[other] { $count } partenariats
}
capital-of = chef-lieu de la province ou de l’État : { $value }
fact-place = Lieu
fact-coordinates = Coordonnées sur la carte
fact-population = Population
fact-since = Début
fact-status = Statut
fact-themes = Thèmes
fact-updated = Dernière mise à jour
fact-kind = Type
fact-planned = Dates prévues
fact-actual = Dates réelles
fact-frequency = Fréquence
fact-sectors = Secteurs (CAD-OCDE)
fact-edition = Édition
fact-occasion = Occasion
fact-topic = Thématique de l’évènement
fact-territories = Territoires
fact-legal-form = Forme juridique
fact-organisation = Organisation
fact-website = Site web
fact-country = Pays
fact-founded = Date de création
fact-parent = Organisation de rattachement
sdg-short = ODD
context-title = Contexte
origin-title = Origine
objectives-title = { $count ->
    [one] Objectif
   *[other] Objectifs
}
components-title = Volets
figures-title = Chiffres clés
projects-here = { $count ->
    [one] Projet
   *[other] Projets
}
actors-title = Acteurs et rôles
services-title = Services mobilisés de la collectivité
funders-title = Financements par période
funders-caption = Financeurs et périodes de financement
funder = Financeur
axis = Axe chronologique
document-download = Télécharger
organisation-unpublished = Organisme non publié
agreements-title = Conventions
deliberation = Délibération nᵒ { $value }
signed = date de signature : { $value }
attendance-persons = participants
attendance-title = Participation
attendance-who = Groupe
attendance-number = Nombre
attendance-chart = Graphique
sdgs-title = Objectifs de développement durable
sdgs-lead = Les dix-sept objectifs des Nations unies à l’horizon 2030 et les partenariats qui contribuent à chacun d’eux.
sdg-partnerships = { $count ->
    [0] aucun partenariat à ce jour
    [one] { $count } partenariat
   *[other] { $count } partenariats
}
sdg-targets = Cibles visées
sdg-none = Aucun partenariat publié ne contribue encore à cet objectif.
sdg-inferred = Lorsque la source ne nomme pas les objectifs, ils ont été attribués par la rédaction ; la page du partenariat le précise.
history-title = Historique
status-undated = Date non précisée
pictures-title = { $count ->
    [one] Image
   *[other] Images
}
picture-missing = Photographie à venir.
links-title = En savoir plus
link-checked = vérification du lien : { $value }
related-title = Partenariats liés
projects-title = Projets
projects-none = Aucun projet n’est encore publié.
projects-count = { $count ->
    [0] Aucun projet
    [one] { $count } projet
   *[other] { $count } projets
}
budgets-title = Budgets
transactions-title = Opérations financières
results-title = Résultats
target = Cible
actual = Réalisé
programme-title = Programme
speakers-title = Intervenantes et intervenants
outcome-title = Résultats et suites
activities-title = Activités
members-title = Membres
organisations-title = Organisations
organisations-none = Aucune organisation n’est encore publiée.
organisations-count = { $count ->
    [0] Aucune organisation
    [one] { $count } organisation
   *[other] { $count } organisations
}
involvements-title = Participations
involvements-none = Cette organisation n’apparaît encore dans aucune fiche publiée.
children-title = Entités rattachées
themes-title = Thèmes
themes-lead = Les domaines d’intervention de la coopération.
themes-none = Aucun thème n’est encore publié.
theme-none = Aucun partenariat publié ne relève encore de ce thème.
timeline-title = Chronologie
timeline-lead = Toutes les dates de la coopération, de la plus récente à la plus ancienne.
timeline-none = Aucune date n’est encore publiée.
timeline-begins = Début du partenariat
pager = Pagination
pager-previous = ← Précédente
pager-next = Suivante →
locator-text = Carte : { $value }
not-found-title = Page introuvable
not-found-lead = La page a été déplacée ou l’adresse comporte une erreur. Vérifiez l’adresse ou utilisez la recherche.
not-found-near = Pages proches de cette adresse
not-found-home = Retour à l’accueil
guides-title = Guides
guides-lead = Pour prendre en main le registre, importer ses données, préparer la déclaration et administrer le site.
guides-contents = Sommaire
rules-title = Règles de validation IATI
rules-lead = Les fichiers sont contrôlés selon les règles officielles de la version 2, sous leur numéro d’origine, complétées par nos conseils. La commande « portulan validate » applique ces règles.
rules-id = Numéro
rules-what = Exigence
rules-class = Catégorie
rules-element = Élément
rules-never = Cette règle figure dans la liste officielle, mais le validateur ne la signale jamais.
rules-withdrawn = code retiré : { $value }
rules-class-identifiers = Identifiants
rules-class-financial = Données financières
rules-class-organisation = Organisations
rules-class-relations = Relations
rules-class-participating = Organisations participantes
rules-class-information = Informations
rules-class-geo = Lieux
rules-class-classifications = Classifications
rules-class-performance = Résultats
rules-class-iati = Fichier
rules-class-documents = Documents
rules-class-schema = Schéma
rules-class-advice = Conseils
footer-iati = Fichier IATI
validate-title = Valider un fichier IATI
validate-lead = Contrôle du schéma, des listes de codes, des règles et des conseils. Le rapport s’affiche au fil de la lecture.
validate-choose = Choisir un fichier
validate-drop = ou déposer un fichier ici
validate-send = Valider
validate-progress = Progression de l’envoi
validate-sending = Envoi et contrôle du fichier en cours…
validate-failed = La connexion a été interrompue. Réessayez.
validate-limits = Fichier XML, compressé avec gzip ou non, de { $count } Mo au plus.
validate-kept = Aucune conservation : le fichier est supprimé au fil de sa lecture.
validate-what = Contrôles effectués
validate-what-text = Fichiers d’activités et d’organisations, versions 2.01 à 2.03. Les règles sont celles du standard IATI, sous leur numéro officiel. Les conseils sont les nôtres ; ils ne rendent jamais un fichier non valide.
validate-larger = Fichiers volumineux et dossiers entiers
validate-larger-text = Installé sur votre ordinateur, le même programme n’a pas de limite de taille ; il affiche l’extrait du fichier concerné par chaque constat et corrige ce qui peut l’être sans risque.
validate-report-of = Rapport de validation : { $file }
validate-more-places =
    { $count ->
        [one] et { $count } autre
       *[other] et { $count } autres
    }
validate-by-rule = Constats par règle
validate-first = Premier constat
validate-count = Constats
validate-times = { $count }
validate-hidden = { $count ->
    [one] { $count } autre constat n’est pas affiché, mais il est compté.
   *[other] { $count } autres constats ne sont pas affichés, mais ils sont comptés.
}
validate-no-file = Aucun fichier n’a été choisi. Choisissez un fichier, puis validez.
validate-not-xml = Ce fichier est un tableur, un autre document bureautique ou une archive ; ce n’est pas un fichier IATI. Exportez-le en XML IATI depuis le logiciel d’origine ou importez-le dans l’espace de gestion ; si c’est une archive, décompressez-la d’abord.
validate-malformed = Le fichier n’a pas été reçu en entier. Réessayez.
validate-too-large = Le fichier est trop volumineux : la limite est de { $limit } Mo. Utilisez la commande « portulan validate » sur votre ordinateur.
validate-too-slow = L’envoi est trop lent : la lecture a été interrompue. Réessayez ou compressez le fichier avec gzip.
validate-too-many = Vous avez envoyé trop de fichiers en peu de temps. Attendez une minute, puis réessayez.
validate-busy = Le serveur contrôle déjà d’autres fichiers. Réessayez dans une demi-minute.
contacts-title =
    { $count ->
        [one] Contact
       *[other] Contacts
    }
open-data-title = Données ouvertes
open-data-lead = Toutes les données publiées sur ce site, dans des formats lisibles par d’autres logiciels. Les adresses sont stables ; les fichiers sont mis à jour avec le site.
open-data-tables = Tableaux
open-data-tables-lead = Les colonnes portent les noms anglais des standards du domaine. La précision d’une date est celle de sa source : 2011, 2023-10 ou 2023-10-23.
open-data-rows =
    { $count ->
        [0] Aucune ligne
        [one] { $count } ligne
       *[other] { $count } lignes
    }
open-data-columns = Colonnes
open-data-places = Lieux
open-data-places-lead = Territoires partenaires et lieux des projets et des évènements, en degrés décimaux (WGS 84) :
open-data-iati = Fichiers des activités et de l’organisation (IATI 2.03, standard de l’Initiative internationale pour la transparence de l’aide) :
open-data-follow = Flux et agenda
dataset-partnerships = Partenariats
dataset-projects = Projets
dataset-organisations = Organisations
dataset-participations = Acteurs et rôles
dataset-agreements = Conventions
dataset-budgets = Budgets
dataset-transactions = Opérations financières
dataset-events = Évènements
dataset-networks = Réseaux
dataset-territories = Territoires

# API
api-title = API
api-lead = Toutes les données publiées du registre, en JSON, en libre accès et utilisables depuis tout site. Avec un jeton, une application peut aussi mettre le registre à jour.
api-start = Adresse de base
api-start-text = Toutes les adresses commencent par celle-ci. Sans jeton, elles renvoient les données publiées.
api-description = Description complète (OpenAPI 3.1)
api-try = Essayer
api-try-kind = Type de fiche
api-try-words = Mots du nom
api-try-send = Envoyer la requête
api-try-answer = Réponse
api-operations = Opérations
api-operation = Effet
api-address = Adresse
api-scope = Portée
api-scope-none = aucune
api-list = Renvoie une page de la liste des fiches d’un type. Paramètres : `q` (mots du nom), `refers_to` (par exemple `partnership/kendari`), `order` (`name` ou `updated`), `page` et `per_page` (200 au plus ; une page a 8 Mo au plus). `next` est l’adresse de la page suivante.
api-get = Renvoie une fiche, avec son ETag.
api-create = Crée une fiche, à l’état de brouillon.
api-replace = Remplace la fiche et enregistre un brouillon. La version publiée ne change pas avant la prochaine publication.
api-change = Modifie une partie de la fiche (JSON Merge Patch) et enregistre un brouillon.
api-delete = Supprime définitivement la fiche, si elle n’a jamais été publiée.
api-publish = Publie la dernière version, si elle est complète.
api-archive = Archive la fiche : elle n’est plus publique, mais elle est conservée.
api-tokens = Jetons
api-tokens-text = Un jeton se crée dans l’espace de gestion. Il agit au nom de la personne qui l’a créé, dans la limite de ses portées : `read` donne accès aux données non publiques, `write` modifie les brouillons, `publish` les publie. Envoyez-le avec chaque requête dans l’en-tête `Authorization: Bearer …`.
api-etags = Modifications simultanées
api-etags-text = Aucune modification n’est écrasée. Lisez d’abord la fiche avec le jeton, puis renvoyez son ETag dans l’en-tête `If-Match`. Si une autre personne a modifié la fiche entre-temps, rien n’est enregistré et la réponse l’indique.
api-limits = Limites d’utilisation
api-limits-text = { $burst } requêtes immédiates, puis { $rate } par seconde, par adresse IP. La réponse 429 indique dans `Retry-After` le nombre de secondes à attendre.
api-kinds = Fiches et champs
api-field = Champ
api-type = Type
api-says = Contenu
api-problems = Erreurs
api-problems-text = Les erreurs sont renvoyées au format `application/problem+json` (RFC 9457), en français ou en anglais selon `Accept-Language`. Les erreurs du corps de la requête figurent dans `errors` : emplacement, code, message et solution.
api-fault-not-found = Aucune donnée à cette adresse
    .remedy = Consultez la liste des fiches de ce type ou recherchez par nom.
api-fault-parameter = Un paramètre est inconnu ou hors limites
    .remedy = Consultez les paramètres de cette adresse et corrigez la requête.
api-fault-page-too-large = La page de la liste dépasse 8 Mo
    .remedy = Demandez moins de fiches par page avec « per_page », à partir de la page 1. Une page d’une seule fiche est toujours renvoyée.
api-fault-json = Le corps de la requête n’est pas du JSON valide
    .remedy = Envoyez du JSON valide, encodé en UTF-8.
api-fault-shape = Le corps de la requête n’est pas conforme à la description
    .remedy = Comparez chaque emplacement cité avec la description OpenAPI et corrigez-le.
api-fault-record = La fiche n’est pas valide
    .remedy = Corrigez chaque emplacement cité, puis renvoyez la fiche.
api-fault-unauthorized = Le jeton est absent ou n’est pas valide
    .remedy = Créez un jeton dans l’espace de gestion et envoyez-le ainsi : « Authorization: Bearer … ».
api-fault-forbidden = Le jeton n’autorise pas cette opération
    .remedy = Utilisez un jeton ayant la portée requise, ou demandez ce droit à un administrateur.
api-fault-precondition = La requête n’indique pas la version de la fiche
    .remedy = Lisez la fiche avec le jeton et envoyez son ETag dans « If-Match ».
api-fault-stale = Une autre personne a modifié la fiche entre-temps
    .remedy = Lisez de nouveau la fiche et refaites votre modification.
api-fault-conflict = Cette modification romprait un lien avec une autre fiche
    .remedy = Modifiez d’abord les fiches citées dans « errors », puis renvoyez celle-ci.
api-fault-too-many = Trop de requêtes
    .remedy = Attendez le délai indiqué par « Retry-After », puis réessayez.
api-fault-too-large = Le corps de la requête est trop volumineux
    .remedy = La limite est de 4 Mo par fiche. Déposez les images dans l’espace de gestion.
api-fault-media-type = Ce type de contenu n’est pas accepté
    .remedy = Envoyez « application/json », ou « application/merge-patch+json » pour une modification.
api-fault-method = Cette adresse n’accepte pas cette méthode
    .remedy = Utilisez l’une des méthodes indiquées par l’en-tête « Allow ».
api-fault-busy = Le serveur est occupé
    .remedy = Rien n’a été enregistré. Renouvelez la requête après le nombre de secondes indiqué par « Retry-After ».
api-fault-failed = Erreur interne du serveur
    .remedy = Rien n’a été enregistré. Réessayez ; si l’erreur persiste, contactez la collectivité.
open-data-api = Documentation de l’API
api-more-errors = { $count ->
        [one] { $count } autre erreur n’est pas détaillée
       *[other] { $count } autres erreurs ne sont pas détaillées
    }
    .remedy = Corrigez d’abord les erreurs détaillées, puis renvoyez la requête.
api-file = Un fichier ne peut pas être envoyé par l’API
    .remedy = Déposez-le dans l’espace de gestion, qui le vérifie et, pour une image, en supprime les métadonnées.

# Budget, financements et résultats
money-title = Budget et financements
money-lead = Coût de la coopération, origine des financements et utilisation des fonds. Les montants sont ceux saisis dans le registre, au centime près.
money-nothing = Aucun montant n’est encore publié.
money-all = Toutes les années
money-year = Année
money-by-year = Dépenses par année
money-by-country = Dépenses par pays
money-by-partnership = Par partenariat
money-by-agreement = Par convention
money-by-goal = Par objectif (ODD)
money-by-sector = Par secteur
money-by-funder = Cofinancements reçus
money-country = Pays
money-partnership = Partenariat
money-agreement = Convention
money-under = Au titre de cette convention : { $value }
money-goal = ODD
money-sector = Secteur
money-funder = Financeur
money-euros = Montant (€)
money-none = non ventilé
money-table = Données en tableau
money-ceilings = Dispositifs « 1 % »
money-ceilings-lead = Les collectivités peuvent consacrer à la coopération jusqu’à 1 % des ressources affectées au budget de certains services (article L. 1115-1-1 du CGCT). Plafond et fonds propres mobilisés, par année.
money-law = Dispositif
money-given = Montant mobilisé
money-allowed = Plafond
money-in-kind-apart = Apports en nature, hors plafond
money-over = plafond dépassé
money-how = Méthode de calcul
money-how-text = Les montants en devises sont convertis en euros au taux du jour, ou au taux moyen du mois ou de l’année si le jour n’est pas connu, puis arrondis au centime le plus proche. Une action menée dans plusieurs pays, ou au titre de plusieurs objectifs, est répartie à parts égales ; entre secteurs, elle est répartie selon les parts saisies. Chaque montant est rattaché à la convention indiquée dans l’opération ; à défaut, à celle du plan de financement pour le même payeur ; à défaut, à celle de l’action.
money-rates = Taux de change utilisés
money-currency = Devise
money-rate = Taux pour 1 €
money-rate-day = Date du taux
money-ecb = Banque centrale européenne
money-legal = parité légale
money-in-euros-legal = { $amount }, soit { $euros } à la parité légale de { $rate } pour 1 €
money-in-euros = { $amount }, soit { $euros } au taux de { $rate } pour 1 € ({ $day }, { $source })
money-unknown = Montants non convertis (taux de change manquant), exclus des totaux
money-data = Toutes les opérations financières (CSV)
flow-paid = Décaissé
flow-in-kind = Apports en nature (valorisation)
flow-received = Cofinancements reçus
flow-budget = Budgété
funding-title = Plan de financement
funding-planned = Prévu
funding-come = Reçu à ce jour
funding-not-granted = { $value } prévus ne sont pas encore acquis ; ce montant n’est pas compté dans le reste à percevoir.
funding-beyond = { $value } ont été reçus au-delà du plan de financement ; ce montant ne réduit pas le reste à percevoir.
funding-remains = Reste à percevoir
transactions-count = { $count ->
    [0] Aucune opération
    [one] { $count } opération
   *[other] { $count } opérations
}
in-kind-title = Apports en nature (valorisation)
in-kind-days = jour(s)
results-page = Résultats
results-lead = Objectifs fixés, résultats obtenus et publics concernés.
results-nothing = Aucun résultat n’est encore publié.
results-none-yet = Aucune mesure n’est encore disponible.
results-aim = Cible : { $value }.
results-reached = atteinte
results-missed = non atteinte
results-of-which = Dont :
results-evidence = Justificatifs :
results-before = Valeur de référence
dataset-funding = Plans de financement
dataset-contributions = Apports en nature
dataset-results = Résultats
dataset-subventions = Subventions (SCDL)
dataset-iati = Données au format IATI
open-data-catalogue = Catalogue
open-data-catalogue-lead = Liste des jeux de données avec leurs fichiers, licence, taille et empreinte, pour les portails de données ouvertes (DCAT-AP).
open-data-grants = Les subventions versées par la collectivité à des organismes privés, au schéma national SCDL « Subventions » : une ligne par convention, bénéficiaire et année de décision. Au-delà de 23 000 € par an, la loi impose une convention et la publication de ses données. Une date dont seul le mois est connu est ramenée au premier jour du mois.
open-data-keywords = coopération internationale; coopération décentralisée; action extérieure des collectivités; solidarité internationale
about-dataset-partnerships = Les partenariats de la collectivité : territoires, statut, thèmes et objectifs de développement durable.
about-dataset-projects = Les actions menées : titre, période, statut, secteurs, lieux, partenariat et objectifs.
about-dataset-organisations = Les organisations qui participent aux partenariats et aux actions, avec leur type, leur pays et leurs identifiants.
about-dataset-participations = Le rôle de chaque organisation dans chaque partenariat et chaque action.
about-dataset-agreements = Les conventions : parties, dates de signature, durée, délibération et montants.
about-dataset-budgets = Les budgets prévus de chaque action, par période et par devise, avec leur valeur en euros.
about-dataset-transactions = Les opérations financières de chaque action : engagements, décaissements et recettes, avec leur valeur en euros.
about-dataset-funding = Le plan de financement de chaque action : financeur, montant et statut du financement.
about-dataset-contributions = Les apports en nature : journées de travail, hébergement et matériel, avec leur valorisation.
about-dataset-results = Les résultats des actions : indicateurs, cibles et valeurs atteintes par période.
about-dataset-events = Les évènements et les délégations : dates, lieux et participants.
about-dataset-networks = Les réseaux auxquels la collectivité participe.
about-dataset-territories = Les territoires partenaires : pays, coordonnées et population.
about-dataset-places = Les territoires partenaires et les lieux des actions et des évènements, en coordonnées WGS 84.
about-dataset-subventions = Les subventions versées à des organismes privés, selon le schéma national SCDL « subventions » 2.1.1 : une ligne par convention, bénéficiaire et année de décision.
about-dataset-versions = La liste datée des publications et des retraits de fiches.
about-dataset-iati = Les activités et l’organisation au format IATI 2.03.
about-dataset-interface = API : lecture des fiches publiées et, avec un jeton, mise à jour du registre.
about-dataset-calendar = L’agenda des évènements publiés, au format iCalendar.
about-dataset-news = Les dernières publications, au format Atom.
open-data-licence = Licence :
dataset-versions = Historique des publications
open-data-versions = Liste datée des publications et des retraits, pour mettre à jour une copie. La commande « portulan export csv --as-of » produit les tableaux tels qu’ils étaient à une date donnée.
versions-published = { $count ->
    [one] { $count } fiche publiée
   *[other] { $count } fiches publiées
 }
versions-withdrawn = { $count ->
    [one] { $count } fiche retirée du site
   *[other] { $count } fiches retirées du site
 }
chart-time = Calendrier des projets
chart-time-colours = En bleu, les coopérations décentralisées ; en vert, les autres partenariats ; en ocre, les projets sans partenariat.
paper-project = Projet
