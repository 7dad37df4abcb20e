site-kicker = Coopération internationale
skip = Aller au contenu
demonstration = Démonstration : ce site n’est pas publié par la collectivité.
fictional = Cette collectivité et tout ce qui figure ici sont fictifs.
nav-main = Navigation principale
nav-footer = Autres pages
nav-languages = Langues
nav-partnerships = Partenariats
nav-projects = Projets
nav-events = Évènements
nav-networks = Réseaux
nav-sdgs = ODD
nav-timeline = Chronologie
theme-dark = Passer aux couleurs sombres
theme-light = Passer aux couleurs claires
search-label = Rechercher
search-title = Recherche
search-site = Rechercher dans le site
search-go = Trouver
search-lead = Cherchez un lieu, une organisation, un thème ou un objectif : « Indonésie », « AFD », « eau ». Le début des mots suffit ; les accents ne comptent pas.
search-count = { $count ->
    [0] Aucun résultat.
    [one] { $count } résultat.
   *[other] { $count } résultats.
}
footer-updated = Mis à jour le
footer-feed = Fil d’actualité (Atom)
footer-calendar = Agenda des évènements (iCal)
footer-embed = Carte pour d’autres sites
footer-made = Publié avec Portulan, logiciel libre. Ni cookie, ni traceur, ni tiers.
source-number = Source { $value }
source-consulted = page lue le { $value }
source-published = publié le { $value }
sources-title = Sources
sources-lead = D’où viennent les faits de ce site, et comment chacun est connu.
sources-none = Aucune source n’est encore publiée.
sources-here = Sources de cette page
sources-marks = Un numéro après un fait désigne sa source. « Déduit » signale ce que la rédaction a ajouté, « calculé » ce que le registre compte.
provenance-title = Comment un fait est connu
unstated = non précisé par la source
period = Période
period-since = depuis { $date }
period-until = jusqu’en { $date }
period-unknown = période non précisée
since = depuis { $value }
number-million = { $value } million
number-millions = { $value } millions
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
    [one] organisation engagée
   *[other] organisations engagées
}
figure-networks = { $count ->
    [one] réseau
   *[other] réseaux
}
empty-title = Le premier partenariat est à venir
empty-text = Aucun partenariat n’est encore publié.
map-title = Carte des partenariats
map-networks = { $count ->
    [one] { $count } réseau
   *[other] { $count } réseaux
}
legend-networks = Réseaux (anneau autour du port d’attache)
zoom-in = Agrandir
zoom-out = Réduire
zoom-all = Voir le monde entier
filter-theme = Thème
filter-any-theme = Tous les thèmes
filter-sdg = Objectif
filter-any-sdg = Tous les objectifs
filter-country = Pays
filter-any-country = Tous les pays
filter-status = État
filter-any-status = Tous les états
filter-kind = Genre
filter-any-kind = Tous les genres
filter-apply = Filtrer
filter-clear = Effacer les filtres
filter-none = Aucun partenariat ne répond à ces filtres.
filter-some = filtrée
filter-live = Partenariats montrés : %
filter-shown = { $count ->
    [0] Aucun partenariat ne répond à ces filtres.
    [one] { $count } partenariat montré.
   *[other] { $count } partenariats montrés.
}
sort-label = Ordre
results = Résultats
layer-all = Voir les { $count }
why-title = Pourquoi coopérer
axes-title = Axes politiques servis
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
update-new = nouveau
update-changed = mis à jour
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
fact-population = Habitants
fact-since = Depuis
fact-status = État
fact-themes = Thèmes
fact-updated = Mise à jour
fact-kind = Genre
fact-planned = Prévu
fact-actual = Dates
fact-frequency = Fréquence
fact-sectors = Secteurs (CAD-OCDE)
fact-edition = Édition
fact-occasion = Occasion
fact-topic = Thème
fact-territories = Territoires
fact-legal-form = Forme juridique
fact-organisation = Organisation
fact-website = Site web
fact-country = Pays
fact-founded = Création
fact-parent = Fait partie de
sdg-short = ODD
context-title = Contexte
origin-title = Origine
objectives-title = { $count ->
    [one] Objectif
   *[other] Objectifs
}
components-title = Composantes
figures-title = Chiffres
projects-here = { $count ->
    [one] Projet
   *[other] Projets
}
actors-title = Acteurs et rôles
services-title = Services de la collectivité mobilisés
funders-title = Les financeurs dans le temps
funders-caption = Financeurs et période de leur soutien
funder = Financeur
axis = Axe du temps
agreements-title = Conventions
deliberation = Délibération nᵒ { $value }
signed = signé le { $value }
attendance-persons = participants
attendance-title = Qui est venu
attendance-who = Groupe
attendance-number = Nombre
attendance-chart = Graphique
sdgs-title = Objectifs de développement durable
sdgs-lead = Les dix-sept objectifs des Nations unies pour 2030, et les partenariats qui contribuent à chacun.
sdg-partnerships = { $count ->
    [0] aucun partenariat à ce jour
    [one] { $count } partenariat
   *[other] { $count } partenariats
}
sdg-targets = Cibles désignées
sdg-none = Aucun partenariat publié ne sert encore cet objectif.
sdg-inferred = Quand une source ne nomme pas les objectifs, la rédaction les a déduits ; la page de chaque partenariat le dit.
history-title = Historique
status-undated = Non daté
pictures-title = { $count ->
    [one] Image
   *[other] Images
}
picture-missing = Image attendue : le fichier n’est pas encore disponible.
links-title = Voir aussi
link-checked = vu le { $value }
related-title = Partenariats proches
projects-title = Projets
projects-none = Aucun projet n’est encore publié.
projects-count = { $count ->
    [0] Aucun projet
    [one] { $count } projet
   *[other] { $count } projets
}
budgets-title = Budgets
transactions-title = Mouvements financiers
results-title = Résultats
target = Cible
actual = Atteint
programme-title = Programme
speakers-title = Intervenants
outcome-title = Suites
activities-title = Ce qu’il fait
members-title = Membres
organisations-title = Organisations
organisations-none = Aucune organisation n’est encore publiée.
organisations-count = { $count ->
    [0] Aucune organisation
    [one] { $count } organisation
   *[other] { $count } organisations
}
involvements-title = Participe à
involvements-none = Rien de publié ne nomme encore cette organisation.
children-title = Composantes de cette organisation
themes-title = Thèmes
themes-lead = Ce dont traite la coopération.
themes-none = Aucun thème n’est encore publié.
theme-none = Aucun partenariat publié n’a encore ce thème.
timeline-title = Chronologie
timeline-lead = Tout le programme, du plus récent au plus ancien.
timeline-none = Rien de daté n’est encore publié.
timeline-begins = Début du partenariat
pager = Pages de la liste
pager-previous = ← Précédente
pager-next = Suivante →
locator-text = Carte : { $value }
not-found-title = Cette page n’existe pas
not-found-lead = Elle a peut-être changé d’adresse, ou l’adresse comporte une faute.
not-found-near = Vous cherchiez peut-être
not-found-home = Retour à l’accueil
rules-title = Règles des fichiers IATI
rules-lead = Ce sur quoi un fichier est jugé : les règles officielles de la version 2, sous leurs numéros officiels, et nos propres conseils. La commande portulan validate les applique.
rules-id = Numéro
rules-what = Ce qu’elle demande
rules-class = Classe
rules-element = Élément
rules-never = Cette règle est connue, mais n’est jamais signalée.
rules-withdrawn = retiré { $value }
rules-class-identifiers = Identifiants
rules-class-financial = Finances
rules-class-organisation = Organisations
rules-class-relations = Relations
rules-class-participating = Participants
rules-class-information = Informations
rules-class-geo = Lieux
rules-class-classifications = Classifications
rules-class-performance = Résultats
rules-class-iati = Le fichier
rules-class-documents = Documents
rules-class-schema = Schéma
rules-class-advice = Conseils
footer-iati = Fichier IATI
validate-title = Valider un fichier IATI
validate-lead = Schéma, listes de codes, règles et conseils en une fois. Le rapport arrive pendant la lecture du fichier.
validate-choose = Choisissez un fichier
validate-drop = ou déposez-le ici
validate-send = Valider
validate-progress = Part déjà envoyée
validate-sending = Le fichier est envoyé et lu.
validate-failed = La connexion s’est interrompue. Réessayez.
validate-limits = Au plus { $count } Mo, en XML, compressé par gzip ou non.
validate-kept = Rien n’est gardé : le fichier est oublié à mesure qu’il est lu.
validate-what = Ce qui est vérifié
validate-what-text = Les fichiers d’activités et d’organisations, versions 2.01 à 2.03. Les verdicts sont ceux du standard, sous ses propres numéros ; les conseils sont les nôtres, et ne rendent jamais un fichier invalide.
validate-larger = Fichiers plus gros, dossiers entiers
validate-larger-text = Le même programme tourne sur votre machine sans limite de taille, montre la source de chaque constat, et corrige ce qui peut l’être sans risque.
validate-report-of = Rapport sur { $file }
validate-more-places = et { $count } autres
validate-by-rule = Constats par règle
validate-first = Premier constat
validate-count = Constats
validate-times = { $count }
validate-hidden = { $count ->
    [one] Un autre constat est compté sans être montré.
   *[other] { $count } autres constats sont comptés sans être montrés.
}
validate-no-file = Choisissez d’abord un fichier.
validate-not-xml = Ce fichier est un tableur, un autre document bureautique ou une archive, et non un fichier IITA (IATI). Exportez-le en XML IITA depuis le programme qui l’a créé, ou importez-le dans l’espace de gestion ; si c’est une archive, décompressez-la d’abord.
validate-malformed = Le fichier n’est pas arrivé entier. Réessayez.
validate-too-large = Le fichier est trop gros : { $limit } Mo au plus peuvent être envoyés. Utilisez la commande portulan validate sur votre machine.
validate-too-slow = Le fichier arrive trop lentement : la lecture a été arrêtée. Réessayez, ou compressez-le par gzip.
validate-too-many = Vous avez envoyé beaucoup de fichiers. Attendez une minute, puis réessayez.
validate-busy = D’autres fichiers sont en cours de lecture. Réessayez dans une demi-minute.
contacts-title =
    { $count ->
        [one] Contact
       *[other] Contacts
    }
open-data-title = Données ouvertes
open-data-lead = Tout ce que ce site publie, sous des formes que d’autres programmes lisent. Les adresses ne changent pas ; les fichiers suivent le site.
open-data-tables = Tableaux
open-data-tables-lead = Les colonnes portent les noms anglais des normes du domaine. Une date est aussi précise que sa source : 2011, 2023-10 ou 2023-10-23.
open-data-rows =
    { $count ->
        [0] Aucune ligne
        [one] Une ligne
       *[other] { $count } lignes
    }
open-data-columns = Colonnes
open-data-places = Lieux
open-data-places-lead = Territoires partenaires, lieux des projets et des évènements, en degrés (WGS 84) :
open-data-iati = Les activités et l’organisation selon la norme IITA (IATI) 2.03 :
open-data-follow = Suivre
dataset-partnerships = Partenariats
dataset-projects = Projets
dataset-organisations = Organisations
dataset-participations = Qui fait quoi
dataset-agreements = Conventions
dataset-budgets = Budgets
dataset-transactions = Mouvements d’argent
dataset-events = Évènements
dataset-networks = Réseaux
dataset-territories = Territoires

# L’interface pour les programmes
api-title = Interface pour les programmes
api-lead = Tout ce que ce registre publie, en JSON, pour tous et depuis tout site. Avec un jeton, des programmes peuvent aussi tenir le registre.
api-start = L’adresse
api-start-text = Toutes les adresses commencent par celle-ci. Sans jeton, elles donnent ce qui est publié.
api-description = La description complète, OpenAPI 3.1
api-try = Essayer
api-try-kind = Fiches
api-try-words = Mots du nom
api-try-send = Demander
api-try-answer = La réponse
api-operations = Ce que l’on peut faire
api-operation = Effet
api-address = Adresse
api-scope = Portée
api-scope-none = aucune
api-list = Une page de la liste d’un type. Paramètres : `q` (mots du nom), `refers_to` (par exemple `partnership/kendari`), `order` (`name` ou `updated`), `page` et `per_page` (200 au plus). `next` est l’adresse de la page suivante.
api-get = Une fiche. Son ETag dit si elle a changé.
api-create = Une nouvelle fiche, comme brouillon.
api-replace = La fiche devient ce qui est envoyé, comme brouillon. Ce qui est publié reste jusqu’à la publication.
api-change = Des parties de la fiche changent, par un « JSON merge patch », comme brouillon.
api-delete = La fiche disparaît pour de bon, si elle n’a jamais été publique.
api-publish = La dernière version devient publique, si elle est complète.
api-archive = La fiche n’est plus publique, et reste conservée.
api-tokens = Jetons
api-tokens-text = Un jeton se crée dans l’espace de travail et agit pour qui l’a créé, dans ses portées : `read` montre ce qui n’est pas public, `write` modifie les brouillons, `publish` les rend publics. Il accompagne chaque requête dans l’en-tête `Authorization: Bearer …`.
api-etags = Le travail de personne n’est perdu
api-etags-text = Lisez d’abord la fiche avec le jeton, puis renvoyez son ETag dans l’en-tête `If-Match`. Si quelqu’un d’autre l’a modifiée entre-temps, rien n’est écrit et la réponse le dit.
api-limits = Combien on peut demander
api-limits-text = { $burst } requêtes d’un coup, puis { $rate } par seconde, pour chaque adresse du réseau. Une réponse 429 dit dans `Retry-After` combien de secondes attendre.
api-kinds = Les fiches et leurs champs
api-field = Champ
api-type = Type
api-says = Contenu
api-problems = Quand quelque chose ne va pas
api-problems-text = Les problèmes arrivent en `application/problem+json` (RFC 9457), en français ou en anglais selon `Accept-Language`. Ce qui ne va pas dans un corps est dans `errors` : chaque fois le lieu, un code, une phrase et un remède.
api-fault-not-found = Il n’y a rien à cette adresse
    .remedy = Voyez la liste du type, ou cherchez par nom.
api-fault-parameter = Un paramètre est inconnu ou hors limites
    .remedy = Voyez les paramètres de cette adresse.
api-fault-json = Le corps n’est pas du JSON
    .remedy = Envoyez un texte UTF-8 qu’un lecteur de JSON accepte.
api-fault-shape = Le corps n’est pas conforme à la description
    .remedy = Comparez chaque lieu nommé avec la description.
api-fault-record = La fiche n’est pas assez bonne
    .remedy = Corrigez chaque lieu nommé et renvoyez-la.
api-fault-unauthorized = Il faut un jeton, ou celui-ci n’est pas valable
    .remedy = Créez-en un dans l’espace de travail, sous « Jetons pour les programmes », et envoyez-le ainsi : « Authorization: Bearer … ».
api-fault-forbidden = Le jeton ne permet pas cela
    .remedy = Il lui manque la portée, ou à son auteur le droit.
api-fault-precondition = La requête ne dit pas de quelle version elle parle
    .remedy = Lisez la fiche avec le jeton et envoyez son ETag dans « If-Match ».
api-fault-stale = Quelqu’un d’autre a modifié la fiche entre-temps
    .remedy = Relisez-la et refaites votre modification.
api-fault-conflict = L’ordre du registre s’y oppose
    .remedy = Changez d’abord cela, puis renvoyez-la.
api-fault-too-many = Trop de requêtes
    .remedy = Attendez le temps que dit « Retry-After ».
api-fault-too-large = Le corps est trop grand
    .remedy = Une fiche peut peser 4 Mo ; envoyez les images par l’espace de travail.
api-fault-media-type = Ce type de corps n’est pas lu ici
    .remedy = Envoyez « application/json », ou « application/merge-patch+json » pour une modification.
api-fault-method = Cette adresse ne connaît pas la méthode
    .remedy = L’en-tête « Allow » donne celles qu’elle connaît.
api-fault-busy = Le serveur est occupé
    .remedy = Rien n’a été enregistré. Renouvelez la requête après le nombre de secondes indiqué par Retry-After.
api-fault-failed = Le serveur a échoué
    .remedy = Rien n’a été écrit. Réessayez ; si l’échec se répète, prévenez la collectivité.
open-data-api = Mode d’emploi
api-more-errors = { $count ->
        [one] { $count } autre erreur n’est pas détaillée
       *[other] { $count } autres erreurs ne sont pas détaillées
    }
    .remedy = Corrigez d’abord celles qui sont détaillées, puis envoyez de nouveau.
api-file = Le fichier d’une image ne s’écrit pas ici
    .remedy = Apportez-le par l’espace de travail, qui retire ce qu’il dit du photographe.

# L’argent et les résultats
money-title = L’argent
money-lead = Ce que coûte la coopération, qui la paie et où va l’argent : tel que saisi, additionné au centime.
money-nothing = Aucun montant n’est encore publié.
money-all = Toutes années
money-year = Année
money-by-year = Ce qui a été dépensé, année par année
money-by-country = Où c’est dépensé
money-by-partnership = Pour quel partenariat
money-by-agreement = Sous quelle convention
money-by-goal = Pour quels objectifs
money-by-sector = Pour quoi
money-by-funder = Ce que d’autres y ont mis
money-country = Pays
money-partnership = Partenariat
money-agreement = Convention
money-under = Au titre de cette convention : { $value }
money-goal = Objectif
money-sector = Secteur
money-funder = Financeur
money-euros = Euros
money-none = non attribué
money-table = La même chose en tableau
money-ceilings = Les dispositifs 1 %
money-ceilings-lead = La loi permet à une collectivité de consacrer à la coopération jusqu’à 1 % du budget de certains services. Le tableau montre le plafond de chaque année et les fonds propres versés à ce titre.
money-law = Dispositif
money-given = Versé
money-allowed = Plafond
money-in-kind-apart = En nature, hors plafond
money-over = au-dessus du plafond
money-how = Comment c’est compté
money-how-text = Les montants en d’autres monnaies sont convertis en euros au taux de leur jour, ou à la moyenne de leur mois ou de leur année si le jour n’est pas connu, et arrondis au centime, la moitié au centime pair. Une action dans plusieurs pays ou pour plusieurs objectifs compte à parts égales pour chacun ; par secteur, selon les parts saisies. Un montant relève de la convention qu’il nomme, à défaut de celle que le plan de financement nomme pour qui paie, à défaut de celle de l’action.
money-rates = Taux de change utilisés
money-currency = Monnaie
money-rate = Pour un euro
money-rate-day = Du
money-ecb = Banque centrale européenne
money-in-euros = { $amount }, soit { $euros } à { $rate } pour un euro ({ $day }, { $source })
money-unknown = Hors des sommes, faute de taux de change connu
money-data = Tous les mouvements en données
flow-paid = Versé
flow-in-kind = Donné en travail ou en nature
flow-received = Reçu d’autres financeurs
flow-budget = Budgété
funding-title = Qui paie
funding-planned = Prévu
funding-come = Versé à ce jour
funding-not-granted = { $value } prévus ne sont pas encore accordés : ils ne sont pas comptés dans ce qui est à venir.
funding-beyond = { $value } ont été versés au-delà du plan : ils ne réduisent pas ce qui est à venir.
funding-remains = À venir
transactions-count = { $count ->
    [one] Un mouvement
   *[other] { $count } mouvements
}
in-kind-title = Donné en travail ou en nature
in-kind-days = jours
results-page = Les résultats
results-lead = Ce qui était visé, ce qui a été atteint, et pour qui.
results-nothing = Aucun résultat n’est encore publié.
results-none-yet = Rien n’est encore mesuré.
results-aim = Visé : { $value }.
results-reached = atteint
results-missed = non atteint
results-of-which = Dont :
results-evidence = Justificatifs :
results-before = Avant
dataset-funding = Plans de financement
dataset-contributions = Apports en nature
dataset-results = Résultats
dataset-subventions = Subventions (SCDL)
dataset-iati = Le registre en IATI
open-data-catalogue = Catalogue
open-data-catalogue-lead = Chaque jeu de données avec ses fichiers, sa licence, sa taille et son empreinte, pour les portails qui moissonnent (DCAT-AP).
open-data-grants = Les subventions de la collectivité à des organismes privés, dans la forme nationale des collectivités françaises : une ligne par convention, bénéficiaire et année de décision. Au-delà de 23 000 € par an, la loi impose une convention et la publication de ses données. Une date connue au mois seulement est donnée au premier jour du mois.
open-data-keywords = coopération internationale; coopération décentralisée; action extérieure des collectivités; solidarité internationale
about-dataset-partnerships = Les partenariats de la collectivité : territoires, état, thèmes et objectifs de développement durable.
about-dataset-projects = Les actions menées : titre, période, état, secteurs, lieux, partenariat et objectifs.
about-dataset-organisations = Les organisations qui prennent part aux partenariats et aux actions, avec leur type, leur pays et leurs identifiants.
about-dataset-participations = Le rôle de chaque organisation dans chaque partenariat et chaque action.
about-dataset-agreements = Les conventions : parties, dates de signature, durée, délibération et montants.
about-dataset-budgets = Les budgets prévus de chaque action, par période et par monnaie, avec leur valeur en euros.
about-dataset-transactions = Les mouvements d’argent de chaque action : engagements, versements et recettes, avec leur valeur en euros.
about-dataset-funding = Le plan de financement de chaque action : financeur, montant et degré d’engagement.
about-dataset-contributions = Les apports en nature : journées de travail, hébergement et matériel, avec leur valeur.
about-dataset-results = Les résultats des actions : indicateurs, cibles et valeurs atteintes par période.
about-dataset-events = Les évènements et les délégations : dates, lieux et participants.
about-dataset-networks = Les réseaux auxquels la collectivité participe.
about-dataset-territories = Les territoires partenaires : pays, position et population.
about-dataset-places = Les territoires partenaires, les lieux des actions et des évènements, en coordonnées WGS 84.
about-dataset-subventions = Les subventions versées à des organismes privés, selon le schéma national SCDL « subventions » 2.1.1 : une ligne par convention, bénéficiaire et année de décision.
about-dataset-versions = Chaque publication et chaque retrait d’une fiche, avec sa date.
about-dataset-iati = Les activités et l’organisation selon la norme IATI 2.03.
about-dataset-interface = L’interface de programmation : lecture des fiches publiées et, avec un jeton, saisie.
about-dataset-calendar = Le calendrier des évènements publiés, au format iCalendar.
about-dataset-news = Les dernières publications, au format Atom.
open-data-licence = Licence :
dataset-versions = Versions publiées
open-data-versions = Chaque publication et chaque retrait, avec sa date : de quoi savoir ce qui a changé depuis une copie. Les tables telles qu’elles étaient un jour donné s’obtiennent par « portulan export csv --as-of ».
versions-published = { $count ->
    [one] { $count } fiche publiée
   *[other] { $count } fiches publiées
 }
versions-withdrawn = { $count ->
    [one] { $count } fiche retirée
   *[other] { $count } fiches retirées
 }
chart-time = Les projets dans le temps
chart-time-colours = En bleu, les coopérations décentralisées ; en vert, les autres partenariats ; en ocre, les projets sans partenariat.
