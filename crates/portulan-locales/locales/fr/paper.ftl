# Rapports : en PDF, HTML, ODT et DOCX.
paper-annual = Rapport annuel { $value }
paper-annual-of = Coopération internationale
paper-contents = Sommaire
paper-page = page
paper-sources = Sources
paper-year = L’année en chiffres
paper-all-years = toutes années
paper-paid-in-all = { $value } en tout
paper-count-decentralised = { $count ->
    [one] coopération décentralisée
   *[other] coopérations décentralisées
 }
paper-count-other = { $count ->
    [one] autre partenariat
   *[other] autres partenariats
 }
paper-count-countries = { $count ->
    [one] pays partenaire
   *[other] pays partenaires
 }
paper-count-projects = { $count ->
    [one] projet en cours dans l’année
   *[other] projets en cours dans l’année
 }
paper-count-events = { $count ->
    [one] évènement dans l’année
   *[other] évènements dans l’année
 }
paper-count-networks = { $count ->
    [one] réseau
   *[other] réseaux
 }
paper-other-actions = Autres actions
paper-outlook = Perspectives
paper-outlook-dates = Ce qui est déjà daté
paper-outlook-why = Ce qui se passe
paper-outlook-asked = Financements demandés ou espérés
paper-agreement-ends = fin de la convention
paper-project-ends = fin prévue du projet
paper-project-starts = début prévu du projet
paper-report-due = rapport attendu par { $value }
paper-when = Quand
paper-what = Quoi
paper-method = Comment ce rapport est fait
paper-method-text = Ce rapport est tiré du registre publié, tel qu’il est à la date de la couverture. Un numéro renvoie à la source d’un fait ; « déduit » marque ce que la rédaction a déduit, « calculé » ce que le registre a calculé.
paper-tables = Les graphiques en tableaux
paper-indicator = Indicateur
paper-indicators = Indicateurs
paper-goals = Contribution aux objectifs de développement durable
paper-goal-partnerships = { $count ->
    [one] { $count } partenariat
   *[other] { $count } partenariats
 }
paper-funder = Compte rendu au financeur
paper-funder-nothing = Aucun projet publié n’a ce financeur dans son plan de financement.
paper-project = Projet
paper-stage = Engagement
paper-reports = Rapports attendus
paper-report = Rapport
paper-due = Échéance
paper-state = État
paper-report-sent = envoyé le { $value }
paper-report-late = en retard
paper-report-next = à venir
paper-spent = Ce qui a été dépensé
paper-receiver = À qui
paper-total = Total
paper-to-do = Ce qui reste à faire
