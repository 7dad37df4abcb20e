# Rapports : en PDF, HTML, ODT et DOCX.
paper-annual = Rapport annuel { $value }
paper-annual-of = Coopération internationale
paper-contents = Sommaire
paper-page = page
paper-sources = Sources
paper-year = Chiffres clés de l’année
paper-all-years = toutes les années
paper-paid-in-all = total : { $value }
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
paper-outlook-dates = Échéances à venir
paper-outlook-why = Objet
paper-outlook-asked = Financements sollicités ou pressentis
paper-agreement-ends = fin de la convention
paper-project-ends = fin prévue du projet
paper-project-starts = début prévu du projet
paper-report-due = compte rendu attendu (financeur : { $value })
paper-when = Date
paper-what = Intitulé
paper-method = Méthodologie
paper-method-text = Ce rapport est établi à partir des fiches publiées du registre, à la date indiquée en couverture. Un numéro renvoie à la source d’une information ; « déduit » signale une information attribuée par la rédaction, « calculé » un nombre établi à partir du registre.
paper-tables = Données des graphiques
paper-indicator = Indicateur
paper-indicators = Indicateurs
paper-goals = Contribution aux objectifs de développement durable
paper-goal-partnerships = { $count ->
    [one] { $count } partenariat
   *[other] { $count } partenariats
 }
paper-funder = Compte rendu technique et financier
paper-funder-nothing = Ce financeur ne figure dans le plan de financement d’aucun projet publié.
paper-stage = Statut du financement
paper-instalment-due = versement attendu (financeur : { $value })
paper-instalments = Versements attendus
paper-instalment-received = date de réception : { $value }
paper-amount = Montant
paper-condition = Condition
paper-reports = Comptes rendus attendus
paper-report = Compte rendu
paper-due = Échéance
paper-state = Statut
paper-report-sent = date d’envoi : { $value }
paper-report-late = en retard
paper-report-next = à venir
paper-spent = Dépenses réalisées
paper-costs = Dépenses prévues et réalisées par poste
paper-heading = Poste
cost-heading-staff = Personnel
cost-heading-travel = Déplacements et séjours
cost-heading-equipment = Équipements et fournitures
cost-heading-works = Travaux
cost-heading-services = Études, expertise et autres prestations
cost-heading-training = Formations et ateliers
cost-heading-communication = Communication
cost-heading-monitoring = Suivi, évaluation et audit
cost-heading-indirect-costs = Coûts indirects
cost-heading-contingencies = Imprévus
cost-heading-other = Autres dépenses
paper-no-heading = Sans poste
paper-planned = Prévu
paper-actual = Réalisé
paper-left = Reste
paper-share = Taux
paper-percent = { $value } %
paper-no-rate = Montants absents des totaux, faute de taux de change : { $value }
paper-resources = Ressources
paper-organisation = Organisation
paper-resource-unplanned = Reçu, hors plan de financement
paper-resource-own = Fonds propres
paper-resource-direct = Dépenses payées directement
paper-unknown-organisation = Organisation non précisée
paper-publicity = Publicité donnée à l’action
paper-annexes = Pièces annexes
paper-receiver = Destinataire
paper-total = Total
paper-to-do = Suites à donner
paper-more-pictures = { $count ->
    [one] { $count } autre image dans le registre
   *[other] { $count } autres images dans le registre
 }
