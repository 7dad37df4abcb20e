//! Usual headings of the spreadsheets of cooperation services, in French and English, and the paths that they mean. Headings are
//! separated by `|`, in the form in which they are compared, without plurals. `{}` is the first language of the authority.
use super::composite_columns::{BUDGET_AMOUNT, BUDGET_CURRENCY, COUNTRY, FUNDER, PARTNER, PLACE};

/// Headings of lists of projects.
pub const PROJECT: &[(&str, &str)] = &[
    (
        "/title/{}",
        "action|activity|activity title|designation|intitule|intitule action|libelle|name|nom|nom action\
         |operation|project|projet|title|titre",
    ),
    (
        "/partnership",
        "collectivite partenaire|commune partenaire|cooperation|partenaire|partenariat|partner\
         |partner city|partner local authority|partner municipality|partner town|partnership\
         |territoire partenaire|twin town|ville jumelee|ville partenaire",
    ),
    ("/agreement", "accord|agreement|convention|convention de partenariat|numero de convention"),
    (
        "/kind",
        "nature|nature de l operation|project type|type|type d action|type de projet|type of action\
         |type of project",
    ),
    (
        "/themes/*/key",
        "area|axe thematique|domaine|domaine d intervention|domaine de cooperation|field|secteur\
         |secteur d activite|secteur d intervention|sector|sector of intervention|thematic area\
         |thematique|theme|topic",
    ),
    (
        "/sdgs/*/goal",
        "objectif de developpement durable|objectif odd|odd|sdg|sdg goal|sustainable development goal",
    ),
    (
        "/planned/value/start",
        "annee de debut|beginning|date de debut|date de debut prevue|date de demarrage|date de lancement\
         |date debut|debut|debut prevu|demarrage|from|lancement|planned start|planned start date|start\
         |start date|start year",
    ),
    (
        "/planned/value/end",
        "annee de fin|completion date|date d achevement|date de fin|date de fin prevue|date fin|echeance\
         |end|end date|end year|fin|fin prevue|planned end|planned end date|until",
    ),
    ("/actual/value/start", "actual start|actual start date|date de debut reelle|debut effectif|debut reel"),
    ("/actual/value/end", "actual end|actual end date|date de fin reelle|fin effective|fin reelle"),
    (
        "/status/value",
        "avancement|etat|etat d avancement|implementation statu|progre|situation|stade|stage|state|statu\
         |statut",
    ),
    // Remarks and comments are internal notes, which must not become public texts without a decision.
    (
        "/description/value/{}",
        "abstract|aim|but|contenu|description|detail|goal|objectif|objective|objet|presentation|purpose\
         |resume|summary",
    ),
    (
        PLACE,
        "area of intervention|city|commune|lieu|lieu d intervention|lieu de realisation|localisation\
         |location|place|place of implementation|region|territoire|territory|town|ville\
         |zone d intervention",
    ),
    (
        COUNTRY,
        "country|country of intervention|etat partenaire|nation|partner country|pay|pay d intervention\
         |pay partenaire",
    ),
    (
        BUDGET_AMOUNT,
        "amount|budget|budget global|budget previsionnel|budget prevu|budget total|cost|cout\
         |cout previsionnel|cout total|enveloppe|montant|montant du projet|montant previsionnel\
         |montant total|planned budget|total amount|total budget|total cost",
    ),
    (BUDGET_CURRENCY, "currency|devise|monnaie"),
    (
        FUNDER,
        "bailleur|bailleur de fond|cofinancement|cofinanceur|cofunder|donor|financement|financeur|funder\
         |funding|funding source|partenaire financier|source de financement|source of funding",
    ),
    (
        PARTNER,
        "association|implementing organisation|implementing organization|implementing partner\
         |maitre d oeuvre|maitre d ouvrage|operateur|organisation partenaire|partenaire local\
         |partenaire operationnel|partner organisation|partner organization|porteur|structure\
         |structure partenaire|structure porteuse",
    ),
];

/// Headings of lists of partnerships.
pub const PARTNERSHIP: &[(&str, &str)] = &[
    (
        "/title/{}",
        "collectivite partenaire|cooperation|intitule|jumelage|libelle|name|nom|partenaire|partenariat\
         |partner|partner city|partnership|title|titre|twin town|twinning|ville jumelee|ville partenaire",
    ),
    ("/kind", "form|nature|type|type de cooperation|type de lien|type of cooperation|type of partnership"),
    (
        "/territories/*",
        "city|collectivite|commune|lieu|localisation|location|place|region|territoire|territory|town\
         |ville",
    ),
    (
        "/since/value",
        "annee|annee de creation|annee de debut|annee de signature|date de creation|date de debut\
         |date de signature|date debut|date signed|debut|depui|signature|signed|since|start|start date\
         |start year|year",
    ),
    ("/summary/value/{}", "abstract|description|detail|objet|presentation|resume|summary"),
    ("/origin/value/{}", "background|historique|history|origin|origine"),
    ("/context/value/{}", "context|contexte"),
    ("/objectives/*/value/{}", "aim|but|finalite|goal|objectif|objective"),
    (
        "/themes/*/key",
        "area|axe thematique|domaine|domaine d intervention|domaine de cooperation|field|secteur\
         |secteur d activite|secteur d intervention|sector|sector of intervention|thematic area\
         |thematique|theme|topic",
    ),
    (
        "/sdgs/*/goal",
        "objectif de developpement durable|objectif odd|odd|sdg|sdg goal|sustainable development goal",
    ),
    ("/axes/*/key", "axe|axe strategique|priorite|priority|strategic priority"),
    ("/networks/*", "network|reseau"),
];

/// Headings of lists of organisations.
pub const ORGANISATION: &[(&str, &str)] = &[
    (
        "/name/{}",
        "acteur|actor|association|company|denomination|denomination sociale|entite|institution|intitule\
         |libelle|name|name of the organisation|name of the organization|nom|nom de l association\
         |nom de l organisation|nom de l organisme|nom de la structure|organisation|organisation name\
         |organisme|organization|organization name|raison sociale|structure|title|titre",
    ),
    ("/acronym", "abbreviation|abreviation|acronym|acronyme|short name|sigle"),
    (
        "/kind/value",
        "categorie|category|nature|organisation type|organization type|type|type d acteur\
         |type d organisation|type d organisme|type de structure|type of organisation\
         |type of organization",
    ),
    ("/legal_form/value/{}", "forme juridique|legal form|legal statu|statut juridique"),
    ("/country/value", "country|country of origin|nation|pay|pay d origine|pay du siege"),
    (
        "/parent/value",
        "organisation mere|organisme de rattachement|parent|parent organisation|parent organization\
         |rattachement|tutelle",
    ),
    (
        "/founded/value",
        "annee de creation|creation|creee en|date de creation|date founded|established|founded\
         |founding year|year founded|year of creation",
    ),
    (
        "/description/value/{}",
        "abstract|activite|activity|description|detail|mission|objet|objet social|presentation|resume\
         |summary",
    ),
    (
        "/website",
        "adresse internet|adresse web|internet|lien|page web|site|site internet|site web|url|web|web page\
         |web site|website",
    ),
];

/// Headings of lists of events.
pub const EVENT: &[(&str, &str)] = &[
    (
        "/title/{}",
        "evenement|event|intitule|libelle|manifestation|name|name of the event|nom|nom de l evenement\
         |nom de la manifestation|title|titre",
    ),
    ("/kind", "categorie|category|nature|type|type d evenement|type de manifestation|type of event"),
    ("/edition/value", "edition|numero d edition"),
    (
        "/dates/value/start",
        "date|date de debut|date debut|day|debut|du|from|jour|quand|start|start date|when",
    ),
    ("/dates/value/end", "au|date de fin|date fin|end|end date|fin|to|until"),
    ("/place/name/{}", "addre|adresse|endroit|lieu|location|ou|place|salle|venue|where"),
    ("/territories/*", "city|collectivite|commune|territoire|territory|town|ville"),
    ("/summary/value/{}", "abstract|content|contenu|description|detail|objet|presentation|resume|summary"),
    ("/occasion/value/{}", "context|contexte|occasion"),
    ("/topic/value/{}", "subject|sujet"),
    ("/programme/*/value/{}", "agenda|deroule|program|programme"),
    ("/outcome/value/{}", "bilan|compte rendu|follow up|outcome|result|resultat|suite"),
    (
        "/attendance/total/value",
        "attendance|attendee|frequentation|nb de participant|nombre de participant|nombre de personne\
         |number of attendee|number of participant|participation|visitor",
    ),
    (
        "/themes/*/key",
        "area|axe thematique|domaine|domaine d intervention|domaine de cooperation|field|secteur\
         |secteur d activite|secteur d intervention|sector|sector of intervention|thematic area\
         |thematique|theme|topic",
    ),
    (
        "/sdgs/*/goal",
        "objectif de developpement durable|objectif odd|odd|sdg|sdg goal|sustainable development goal",
    ),
    ("/networks/*", "network|reseau"),
];

/// Headings of lists of agreements.
pub const AGREEMENT: &[(&str, &str)] = &[
    (
        "/title/{}",
        "accord|agreement|convention|intitule|libelle|name|nom|objet|objet de la convention|subject|title\
         |titre",
    ),
    (
        "/partnerships/*",
        "collectivite partenaire|cooperation|partenaire|partenariat|partner|partner city|partnership\
         |ville partenaire",
    ),
    (
        "/period/value/start",
        "date d effet|date d entree en vigueur|date de debut|date debut|debut|effective date\
         |entree en vigueur|from|prise d effet|start|start date",
    ),
    (
        "/period/value/end",
        "date d echeance|date d expiration|date de fin|date fin|echeance|end|end date|expiration|expiry\
         |expiry date|fin|until",
    ),
    ("/renewal/{}", "modalite de reconduction|reconduction|renewal|renouvellement|tacite reconduction"),
    (
        "/deliberation/value",
        "council resolution|deliberation|deliberation n|n deliberation|numero de deliberation\
         |reference de la deliberation|resolution",
    ),
    (
        "/sent_to_prefect",
        "controle de legalite|date de transmission|date sent to prefect|sent to the prefect\
         |transmi au prefet|transmission|transmission au prefet|transmission en prefecture",
    ),
    ("/documents/*", "attachment|document|fichier|file|piece jointe"),
];
