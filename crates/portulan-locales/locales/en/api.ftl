# Errors in the body of an API request
api-shape-type = Wrong type: { $found } instead of { $expected }
api-shape-required = The required field “{ $field }” is missing
    .remedy = Add the field “{ $field }”.
api-shape-unknown = The field “{ $field }” does not exist here
    .remedy = Remove it, or use one of these fields: { $fields }.
api-shape-pattern = The string does not match the pattern { $pattern }
api-shape-choice = The string is not one of the allowed values
api-shape-minimum = The number is less than { $limit }
api-shape-maximum = The number is greater than { $limit }
api-shape-empty = The string is empty
api-shape-long = The string has more than { $limit } characters
api-shape-value = The record cannot be read: { $detail }
    .remedy = Compare the named value with the API description and correct it.

# Types of JSON
api-json-null = null
api-json-boolean = boolean
api-json-integer = integer
api-json-number = number
api-json-string = string
api-json-array = array
api-json-object = object

# Values to send
api-send-text = Send an object with one string per language, for example {"{"}"fr": "L’eau"{"}"}.
api-send-line = Send a string.
api-send-flag = Send true or false.
api-send-integer = Send a number without decimals.
api-send-number = The number must be between { $min } and { $max }.
api-send-decimal = Send the number as a string with a decimal point, for example "1250.50": at most 20 digits before the point and 8 after it.
api-send-date = Send a year, a month or a day as a string, for example "2024", "2024-05" or "2024-05-31".
api-send-code = Send a code from the list { $list } as a string.
api-send-currency = Send an ISO 4217 currency code, for example "EUR".
api-send-url = Send the full web address, starting with https://.
api-send-choice = Choose one of these values: { $values }.
api-send-reference = Send the slug of a record of type { $kind }.
api-send-slug = Send a slug: lower-case letters from a to z, digits and single hyphens, at most 80 characters.
api-send-reason = Send a string of at most { $limit } characters.
api-send-list = Send an array.
api-send-patch = Send an object with the fields to change (RFC 7396).
api-send-object = Send an object with these fields: { $fields }.
