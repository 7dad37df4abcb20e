# Erreurs dans le corps d’une requête de l’API
api-shape-type = Type incorrect : { $found } au lieu de { $expected }
api-shape-required = Le champ obligatoire « { $field } » est absent
    .remedy = Ajoutez le champ « { $field } ».
api-shape-unknown = Le champ « { $field } » n’existe pas ici
    .remedy = Supprimez ce champ ou utilisez l’un des champs suivants : { $fields }.
api-shape-pattern = La chaîne ne respecte pas le format { $pattern }
api-shape-choice = La chaîne ne fait pas partie des valeurs autorisées
api-shape-minimum = Le nombre est inférieur à { $limit }
api-shape-maximum = Le nombre est supérieur à { $limit }
api-shape-empty = La chaîne est vide
api-shape-long = La chaîne compte plus de { $limit } caractères
api-shape-value = La fiche ne peut pas être lue : { $detail }
    .remedy = Comparez la valeur citée avec la description de l’API et corrigez-la.

# Types de JSON
api-json-null = null
api-json-boolean = booléen
api-json-integer = entier
api-json-number = nombre
api-json-string = chaîne
api-json-array = tableau
api-json-object = objet

# Valeurs à envoyer
api-send-text = Envoyez un objet avec une chaîne par langue, par exemple {"{"}"fr": "L’eau"{"}"}.
api-send-line = Envoyez une chaîne.
api-send-flag = Envoyez true ou false.
api-send-integer = Envoyez un nombre sans décimales.
api-send-number = Le nombre doit être compris entre { $min } et { $max }.
api-send-decimal = Envoyez le nombre sous forme de chaîne avec un point décimal, par exemple "1250.50" : 20 chiffres au plus avant le point et 8 après.
api-send-date = Envoyez une année, un mois ou un jour sous forme de chaîne, par exemple "2024", "2024-05" ou "2024-05-31".
api-send-code = Envoyez un code de la liste { $list } sous forme de chaîne.
api-send-currency = Envoyez un code de devise ISO 4217, par exemple "EUR".
api-send-url = Envoyez l’adresse web complète, commençant par https://.
api-send-choice = Choisissez l’une de ces valeurs : { $values }.
api-send-reference = Envoyez l’identifiant (slug) d’une fiche du type { $kind }.
api-send-slug = Envoyez un identifiant (slug) : minuscules de a à z, chiffres et traits d’union simples, 80 caractères au plus.
api-send-reason = Envoyez une chaîne de { $limit } caractères au plus.
api-send-list = Envoyez un tableau.
api-send-patch = Envoyez un objet avec les champs à modifier (RFC 7396).
api-send-object = Envoyez un objet avec ces champs : { $fields }.
