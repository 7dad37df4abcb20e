# Errors in the body of an API request
api-shape-type = Tipo incorrecto: { $found } en lugar de { $expected }
api-shape-required = Falta el campo obligatorio «{ $field }»
    .remedy = Añada el campo «{ $field }».
api-shape-unknown = El campo «{ $field }» no existe aquí
    .remedy = Elimínelo o utilice uno de estos campos: { $fields }.
api-shape-pattern = La cadena no se ajusta al patrón { $pattern }
api-shape-choice = La cadena no es uno de los valores permitidos
api-shape-minimum = El número es menor que { $limit }
api-shape-maximum = El número es mayor que { $limit }
api-shape-empty = La cadena está vacía
api-shape-long = La cadena tiene más de { $limit } caracteres
api-shape-value = No se puede leer la ficha: { $detail }
    .remedy = Compare el valor indicado con la descripción de la API y corríjalo.

# Types of JSON
api-json-null = null
api-json-boolean = booleano
api-json-integer = entero
api-json-number = número
api-json-string = cadena
api-json-array = array
api-json-object = objeto

# Values to send
api-send-text = Envíe un objeto con una cadena por idioma, por ejemplo, {"{"}"fr": "L’eau"{"}"}.
api-send-line = Envíe una cadena.
api-send-flag = Envíe true o false.
api-send-integer = Envíe un número sin decimales.
api-send-number = El número debe estar entre { $min } y { $max }.
api-send-decimal = Envíe el número como cadena con punto decimal, por ejemplo, "1250.50": como máximo, 20 cifras antes del punto y 8 después.
api-send-date = Envíe un año, un mes o un día como cadena, por ejemplo, "2024", "2024-05" o "2024-05-31".
api-send-code = Envíe como cadena un código de la lista { $list }.
api-send-currency = Envíe un código de moneda ISO 4217, por ejemplo, "EUR".
api-send-url = Envíe la dirección web completa, que empiece por https://.
api-send-choice = Elija uno de estos valores: { $values }.
api-send-reference = Envíe el identificador (slug) de una ficha del tipo { $kind }.
api-send-slug = Envíe un identificador (slug): letras minúsculas de la a a la z, cifras y guiones simples, 80 caracteres como máximo.
api-send-reason = Envíe una cadena de { $limit } caracteres como máximo.
api-send-list = Envíe un array.
api-send-patch = Envíe un objeto con los campos que desea modificar (RFC 7396).
api-send-object = Envíe un objeto con estos campos: { $fields }.
