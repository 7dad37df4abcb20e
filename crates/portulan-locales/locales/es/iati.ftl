iati-severity-critical = crítico
iati-severity-error = error
iati-severity-warning = advertencia
iati-severity-advice = recomendación
iati-times = { $count ->
    [one] { $count } vez
   *[other] { $count } veces
}
iati-more = { $count ->
    [one] y { $count } más
   *[other] y { $count } más
}
iati-activities = { $count ->
    [0] ninguna actividad
    [one] { $count } actividad
   *[other] { $count } actividades
}
iati-organisations = { $count ->
    [0] ninguna organización
    [one] { $count } organización
   *[other] { $count } organizaciones
}
iati-valid = { $file } es un archivo IATI { $version } válido ({ $records }).
iati-not-valid = { $file } no es un archivo IATI válido ({ $records }).
iati-counts = { $critical ->
    [0] Ningún error crítico
    [one] { $critical } error crítico
   *[other] { $critical } errores críticos
}, { $errors ->
    [0] ningún error
    [one] { $errors } error
   *[other] { $errors } errores
}, { $warnings ->
    [0] ninguna advertencia
    [one] { $warnings } advertencia
   *[other] { $warnings } advertencias
}, { $advice ->
    [0] ninguna recomendación
    [one] { $advice } recomendación
   *[other] { $advice } recomendaciones
}.
iati-rule-codelist = Un valor no figura en su lista de códigos.
iati-code = «{ $value }» no es un código de la lista { $list } ({ $place }). Elija un código de esta lista.
iati-code-linked = «{ $value }» no es un código de la lista { $list }, que exige { $name } «{ $linked }» ({ $place }). Elija un código de esta lista.
iati-code-near = Código más parecido: «{ $near }».
iati-withdrawn = El código { $code } ({ $name }) se suprimió de su lista ({ $place }). Sustitúyalo por un código vigente.
iati-withdrawn-dated = El código { $code } ({ $name }) se suprimió de su lista (fecha de supresión: { $date }; { $place }). Sustitúyalo por un código vigente.
iati-not-iati = El elemento raíz es { $root }, no iati-activities ni iati-organisations. Elija un archivo IATI.
iati-namespace = El elemento raíz está en el espacio de nombres «{ $root }»; IATI no utiliza espacios de nombres. Elimine `xmlns="…"`.
iati-version = La versión { $version } del estándar no se admite; se admiten las versiones 2.01, 2.02 y 2.03. Exporte de nuevo los datos en la versión 2.03.
iati-version-missing = El elemento raíz no indica la versión del estándar. Añada version="2.03".
iati-schema-unexpected = El elemento { $element } no está permitido aquí. Elementos permitidos: { $expected }.
iati-schema-unexpected-last = El elemento { $element } no está permitido aquí: el elemento que lo contiene está completo. Elimínelo o muévalo.
iati-schema-missing = El elemento { $element } está incompleto. Añada uno de estos elementos: { $expected }.
iati-schema-not-text = El elemento { $element } solo puede contener texto. Elimine los elementos que contiene.
iati-schema-not-elements = El elemento { $element } solo puede contener elementos. Coloque el texto en un elemento narrative.
iati-schema-attribute-missing = Falta el atributo { $attribute } en el elemento { $element }. Añádalo.
iati-schema-attribute-unknown = El elemento { $element } no tiene el atributo { $attribute } en esta versión. Elimine este atributo.
iati-schema-value = «{ $value }» no es válido ({ $place }). Valor esperado: { $type }.
iati-type-anyURI = una dirección web
iati-type-boolean = true, false, 1 o 0
iati-type-date = una fecha, por ejemplo, 2024-06-30
iati-type-dateTime = una fecha y una hora, por ejemplo, 2024-06-30T12:00:00Z
iati-type-decimal = un número, por ejemplo, 1200.50
iati-type-int = un número entero
iati-type-nonNegativeInteger = un número entero mayor o igual que 0
iati-type-positiveInteger = un número entero mayor o igual que 1
iati-type-NMTOKEN = un nombre sin espacios
iati-type-language = un código de idioma, por ejemplo, fr
iati-type-space = default o preserve
iati-type-type = un tipo permitido para este elemento, o ningún atributo
iati-type-ID = un nombre que empiece por una letra
iati-at-line = Línea { $line }
iati-at-line-text = { $text } (línea { $line })
iati-fault-empty = El archivo está vacío. Expórtelo de nuevo desde el programa original.
iati-fault-truncated = El archivo está truncado: termina en medio de una etiqueta, un comentario o un texto. Expórtelo o descárguelo de nuevo.
iati-fault-not-closed = El elemento { $subject } no está cerrado. Añada su etiqueta de cierre.
iati-fault-mismatch = El elemento { $subject } está abierto, pero la etiqueta de cierre es la de { $other }. Corrija una de las dos etiquetas.
iati-fault-close-without-open = El elemento { $subject } se cierra sin haberse abierto. Elimine la etiqueta de cierre o añada la de apertura.
iati-fault-text-outside = Hay texto fuera del elemento raíz. Elimínelo.
iati-fault-second-root = El archivo contiene un segundo elemento raíz. Utilice un solo elemento raíz por archivo.
iati-fault-character = El carácter { $subject } no está permitido en XML. Elimínelo.
iati-fault-not-utf8 = El contenido no corresponde a la codificación declarada. Guarde el archivo en UTF-8.
iati-fault-comment = Un comentario contiene «--», que XML no permite. Elimine esos dos guiones.
iati-fault-cdata-end = «]]>» aparece fuera de una sección CDATA. Escriba «]]&gt;».
iati-fault-doctype = La declaración DOCTYPE contiene entidades o aparece después de la raíz; se rechaza por motivos de seguridad. Elimínela.
iati-fault-markup = «<!» no abre ni un comentario ni una sección CDATA. Si es texto, escriba «&lt;!».
iati-fault-instruction = El nombre de una instrucción de procesamiento no es válido, o la declaración XML no está al principio del archivo. Corrija el nombre o mueva la declaración al principio.
iati-fault-name = «{ $subject }» no es un nombre válido. Si es texto, escriba «&lt;» en lugar de «<».
iati-fault-attribute-value = El atributo { $subject } no tiene un valor entre comillas. Añádalo.
iati-fault-attribute-twice = El atributo { $subject } está definido dos veces. Elimine uno de los dos.
iati-fault-too-many-attributes = Una etiqueta tiene más de 1000 atributos. Elimine los que no forman parte del estándar.
iati-fault-less-than = El valor de { $subject } contiene «<». Escriba «&lt;».
iati-fault-space = Falta un espacio antes de { $subject }. Añádalo.
iati-fault-reference = «&» no inicia una referencia XML conocida. Si es texto, escriba «&amp;».
iati-fault-html-entity = «&{ $subject };» es una entidad HTML, que no está definida en XML. Escriba el propio carácter o «&#{ $other };».
iati-fault-entity = «&{ $subject };» no está definida en XML. Escriba el carácter que desea o, si es texto, «&amp;{ $subject };».
iati-fault-too-deep = Hay más de 256 elementos anidados. Simplifique la estructura del archivo.
iati-fault-token-too-long = Una etiqueta, un texto o un comentario ocupa más de 10 000 000 de bytes. Acórtelo.
iati-fault-too-many = Una actividad contiene más de 100 000 elementos ({ $subject }). Repártalos entre varias actividades.
iati-fault-too-large = Una actividad u organización ocupa más de 64 MB. Reparta su contenido entre varias actividades.
iati-fault-encoding = La codificación «{ $subject }» no se admite. Guarde el archivo en UTF-8.
iati-report-title = Informe de validación IATI
iati-report-severity = Gravedad
iati-report-filter = Filtrar por palabra
iati-gap-identifier = El gobierno local no tiene ni número SIREN ni identificador IATI: se utilizó un identificador provisional. Indique `iati_identifier`.
iati-gap-title = Falta el título: la actividad no se exportó. Añada un título.
iati-gap-start = Falta la fecha de inicio (exigida por el estándar): la actividad no se exportó. Indique `since` o un periodo.
iati-gap-description = Falta la descripción: se sustituyó por el título. Añada una descripción.
iati-gap-status = No se indicó el estado: se exportó como «en ejecución». Indíquelo.
iati-gap-sector = No hay sectores, o los porcentajes no suman 100 %: se exportó como «sectores no especificados». Corrija los sectores.
iati-gap-shares = No se indicaron los porcentajes de los países: se exportaron a partes iguales. Indique los porcentajes.
iati-gap-budget = Un presupuesto sin importe o sin periodo no se exportó. Complételo.
iati-gap-budget-long = Un presupuesto de más de un año no se exportó. Divídalo por años.
iati-gap-transaction = Una transacción sin importe o sin fecha no se exportó. Complétela.
iati-gap-transaction-future = Una transacción con fecha futura no se exportó. Corrija la fecha o registre un presupuesto.
iati-gap-result = Un resultado sin título o sin indicador no se exportó. Complételo.
iati-gap-date-rounded = Una fecha de la que solo se conoce el mes o el año se exportó como su primer (o último) día. Indique el día, si se conoce.
iati-mendable = Algunos errores se pueden corregir automáticamente: `portulan validate --fix { $file }` los enumera.
iati-refused = Actividad no importada: { $identifier } ({ $file }, línea { $line }). { $why } Corrija el archivo e impórtelo de nuevo.
iati-refused-nameless = Actividad sin identificador no importada ({ $file }, línea { $line }). { $why } Corrija el archivo e impórtelo de nuevo.
iati-refused-count = { $count ->
    [one] { $count } de ellas no se importa. El mensaje anterior la identifica; las demás se importan.
   *[other] { $count } de ellas no se importan. Los mensajes anteriores las identifican; las demás se importan.
}
iati-note-nameless = { $count ->
    [one] { $count } actividad no tiene identificador. Se reconoce por su título y sus fechas, y se exporta con un identificador de este registro. Añada un `iati-identifier` en el archivo.
   *[other] { $count } actividades no tienen identificador. Se reconocen por su título y sus fechas, y se exportan con identificadores de este registro. Añada un `iati-identifier` a cada una en el archivo.
}
iati-note-names = El archivo asigna el identificador { $reference } a organizaciones con nombres distintos: { $own } en este registro y { $others }. Los otros nombres se conservan y se exportan de nuevo. Si son organizaciones distintas, pida a la organización informante un identificador para cada una y cree sus fichas.
iati-note-names-more = { $count ->
    [one] { $count } identificador más tiene varios nombres.
   *[other] { $count } identificadores más tienen varios nombres.
}
iati-note-languages = Estos valores de `xml:lang` no son códigos de idioma: { $tags }. Los textos se leyeron en el idioma predeterminado. Escriba en el archivo un código ISO 639-1, por ejemplo, `en`.
iati-note-titles = Algunas actividades solo tienen título en idiomas que este registro no admite: { $tags }. El registro muestra esos títulos como textos en su idioma predeterminado; la exportación los escribe en su idioma original. Añada a las fichas un título en el idioma predeterminado.
iati-note-positions = Estas coordenadas no son válidas: { $positions }. Se conservan y se exportan de nuevo, pero no se muestran en el mapa. Escriba la latitud (de -90 a 90) y la longitud (de -180 a 180) separadas por un espacio, por ejemplo, `46.16 -1.15`.
iati-note-repeated = { $count ->
    [one] El archivo describe dos veces al gobierno local. Solo se importa la primera descripción; si necesita la segunda, combine las dos en el archivo.
   *[other] El archivo describe varias veces al gobierno local. La primera descripción se importa, las otras { $count } no; si las necesita, combínelas en el archivo.
}
iati-note-left-out = Elementos no importados, porque no pertenecen a ninguna actividad: { $names }. Si son necesarios, muévalos a una actividad.
cli-rules-codelist = Comprueba que { $place } sea un código de la lista { $list }.
