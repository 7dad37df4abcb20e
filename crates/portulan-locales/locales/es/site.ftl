site-kicker = Cooperación internacional
skip = Ir al contenido
demonstration = Demostración: este sitio no lo publica el gobierno local.
fictional = Demostración: el gobierno local y toda la información de este sitio son ficticios.
nav-main = Navegación principal
nav-footer = Navegación secundaria
nav-languages = Idiomas
nav-partnerships = Cooperaciones
nav-projects = Proyectos
nav-events = Eventos
nav-networks = Redes
nav-sdgs = ODS
nav-timeline = Cronología
theme-dark = Activar el modo oscuro
theme-light = Activar el modo claro
search-label = Buscar
search-title = Búsqueda
search-site = Buscar en el sitio
search-go = Buscar
search-lead = Busque un lugar, una organización, un tema o un objetivo: «Indonesia», «AFD», «agua». Basta con el principio de una palabra; las tildes son opcionales.
search-count = { $count ->
    [0] Sin resultados. Pruebe con otra palabra o con una más corta.
    [one] { $count } resultado.
   *[other] { $count } resultados.
}
footer-updated = Actualizado el
footer-feed = Canal de noticias (Atom)
footer-calendar = Agenda de eventos (iCal)
footer-embed = Mapa para insertar en otro sitio
footer-made = Publicado con Portulan, software libre. Sin cookies, sin rastreadores, sin servicios de terceros.
source-number = Fuente { $value }
source-consulted = fecha de consulta: { $value }
source-published = fecha de publicación: { $value }
sources-title = Fuentes
sources-lead = Procedencia de la información publicada y su grado de certeza.
sources-none = Todavía no se ha publicado ninguna fuente.
sources-here = Fuentes de esta página
sources-marks = El número que sigue a un dato remite a su fuente. «Deducido» señala un dato que no figura en la fuente y que aportó la redacción; «calculado» señala un número obtenido a partir del registro.
provenance-title = Procedencia de la información
unstated = no indicado
period = Periodo
period-since =
    { $precision ->
        [day] desde el { $date }
       *[other] desde { $date }
    }
period-until =
    { $precision ->
        [day] hasta el { $date }
       *[other] hasta { $date }
    }
period-unknown = periodo no indicado
since =
    { $precision ->
        [day] desde el { $date }
       *[other] desde { $date }
    }
number-millions =
    { $size ->
        [one] { $value } millón
       *[other] { $value } millones
    }
number-millions-of = de{ " " }
quantity-over = más de { $value }
quantity-nearly = casi { $value }
quantity-about = alrededor de { $value }
figure-partnerships = { $count ->
    [one] cooperación
   *[other] cooperaciones
}
figure-countries = { $count ->
    [one] país socio
   *[other] países socios
}
figure-projects = { $count ->
    [one] proyecto
   *[other] proyectos
}
figure-organisations = { $count ->
    [one] organización participante
   *[other] organizaciones participantes
}
figure-networks = { $count ->
    [one] red
   *[other] redes
}
empty-title = Ninguna cooperación publicada
empty-text = Las cooperaciones aparecerán aquí en cuanto se publiquen.
map-title = Mapa de las cooperaciones
map-networks = { $count ->
    [one] { $count } red
   *[other] { $count } redes
}
legend-networks = Redes (anillo alrededor del gobierno local)
zoom-in = Acercar
zoom-out = Alejar
zoom-all = Restablecer el mapa
filter-theme = Tema
filter-any-theme = Todos los temas
filter-sdg = ODS
filter-any-sdg = Todos los ODS
filter-country = País
filter-any-country = Todos los países
filter-status = Estado
filter-any-status = Todos los estados
filter-kind = Tipo
filter-any-kind = Todos los tipos
filter-apply = Filtrar
filter-clear = Borrar los filtros
filter-none = Ninguna cooperación corresponde a estos filtros. Modifique o borre los filtros.
filter-some = selección filtrada
filter-live = Cooperaciones mostradas: %
filter-shown = { $count ->
    [0] Ninguna cooperación corresponde a estos filtros. Modifique o borre los filtros.
    [one] { $count } cooperación mostrada.
   *[other] { $count } cooperaciones mostradas.
}
sort-label = Ordenar
results = Resultados
layer-all = Mostrar todas ({ $count })
why-title = Razones para cooperar
axes-title = Ejes estratégicos a los que se contribuye
events-title = Eventos
events-upcoming = Próximos
events-past = Pasados
events-all = Todos los eventos
events-no-upcoming = No hay próximos eventos publicados.
events-no-past = No hay eventos pasados publicados.
events-count = { $count ->
    [0] Ningún evento
    [one] { $count } evento
   *[other] { $count } eventos
}
event-here = Evento
event-upcoming = próximamente
event-past = pasado
networks-title = Redes
networks-count = { $count ->
    [0] Ninguna red
    [one] { $count } red
   *[other] { $count } redes
}
updates-title = Últimas actualizaciones
update-new = novedad
update-changed = actualización
feed-title = { $value }: cooperación internacional
partnerships-title = Cooperaciones
partnerships-count = { $count ->
    [0] Ninguna cooperación
    [one] { $count } cooperación
   *[other] { $count } cooperaciones
}
capital-of = capital de la provincia o del estado: { $value }
fact-place = Lugar
fact-coordinates = Coordenadas en el mapa
fact-population = Población
fact-since = Inicio
fact-status = Estado
fact-themes = Temas
fact-updated = Última actualización
fact-kind = Tipo
fact-planned = Fechas previstas
fact-actual = Fechas reales
fact-frequency = Frecuencia
fact-sectors = Sectores (CAD-OCDE)
fact-edition = Edición
fact-occasion = Motivo
fact-topic = Tema del evento
fact-territories = Territorios
fact-legal-form = Forma jurídica
fact-organisation = Organización
fact-website = Sitio web
fact-country = País
fact-founded = Fecha de creación
fact-parent = Organización de la que depende
sdg-short = ODS
context-title = Contexto
origin-title = Origen
objectives-title = { $count ->
    [one] Objetivo
   *[other] Objetivos
}
components-title = Componentes
figures-title = Cifras clave
projects-here = { $count ->
    [one] Proyecto
   *[other] Proyectos
}
actors-title = Actores y funciones
services-title = Áreas participantes del gobierno local
funders-title = Financiación por periodo
funders-caption = Entidades financiadoras y periodos de financiación
funder = Entidad financiadora
axis = Eje cronológico
document-download = Descargar
organisation-unpublished = Organización no publicada
agreements-title = Convenios
deliberation = Acuerdo del pleno núm. { $value }
signed = fecha de firma: { $value }
attendance-persons = participantes
attendance-title = Asistencia
attendance-who = Grupo
attendance-number = Número
attendance-chart = Gráfico
sdgs-title = Objetivos de Desarrollo Sostenible
sdgs-lead = Los diecisiete objetivos de las Naciones Unidas para 2030 y las cooperaciones que contribuyen a cada uno de ellos.
sdg-partnerships = { $count ->
    [0] ninguna cooperación por ahora
    [one] { $count } cooperación
   *[other] { $count } cooperaciones
}
sdg-targets = Metas a las que se contribuye
sdg-none = Ninguna cooperación publicada contribuye todavía a este objetivo.
sdg-inferred = Cuando la fuente no menciona los objetivos, los asigna la redacción; la página de la cooperación lo indica.
history-title = Historial
status-undated = Fecha no indicada
pictures-title = { $count ->
    [one] Imagen
   *[other] Imágenes
}
picture-missing = Imagen pendiente.
links-title = Más información
link-checked = fecha de verificación del enlace: { $value }
related-title = Cooperaciones relacionadas
projects-title = Proyectos
projects-none = Todavía no se ha publicado ningún proyecto.
projects-count = { $count ->
    [0] Ningún proyecto
    [one] { $count } proyecto
   *[other] { $count } proyectos
}
budgets-title = Presupuestos
transactions-title = Operaciones financieras
results-title = Resultados
target = Meta
actual = Valor alcanzado
programme-title = Programa
speakers-title = Ponentes
outcome-title = Resultados y seguimiento
activities-title = Actividades
members-title = Miembros
organisations-title = Organizaciones
organisations-none = Todavía no se ha publicado ninguna organización.
organisations-count = { $count ->
    [0] Ninguna organización
    [one] { $count } organización
   *[other] { $count } organizaciones
}
involvements-title = Participación
involvements-none = Esta organización no aparece todavía en ninguna ficha publicada.
children-title = Entidades dependientes
themes-title = Temas
themes-lead = Los ámbitos en los que coopera el gobierno local.
themes-none = Todavía no se ha publicado ningún tema.
theme-none = Ninguna cooperación publicada corresponde todavía a este tema.
timeline-title = Cronología
timeline-lead = Todas las fechas de la cooperación internacional, de la más reciente a la más antigua.
timeline-none = Todavía no se ha publicado ninguna fecha.
timeline-begins = Inicio de la cooperación
pager = Paginación
pager-previous = ← Anterior
pager-next = Siguiente →
locator-text = Mapa: { $value }
not-found-title = Página no encontrada
not-found-lead = La página cambió de lugar o la dirección contiene un error. Verifique la dirección o utilice el buscador.
not-found-near = Páginas con una dirección parecida
not-found-home = Volver a la página de inicio
guides-title = Guías
guides-lead = Cómo iniciar un registro, importar datos, preparar la declaración y administrar el sitio.
guides-contents = Índice
rules-title = Reglas de validación IATI
rules-lead = Los archivos se verifican según las reglas oficiales de la versión 2, con su numeración oficial, y según nuestras propias recomendaciones. El comando «portulan validate» aplica estas reglas.
rules-id = Número
rules-what = Requisito
rules-class = Categoría
rules-element = Elemento
rules-never = Esta regla figura en la lista oficial, pero el validador nunca la señala.
rules-withdrawn = código suprimido: { $value }
rules-class-identifiers = Identificadores
rules-class-financial = Datos financieros
rules-class-organisation = Organizaciones
rules-class-relations = Relaciones
rules-class-participating = Organizaciones participantes
rules-class-information = Información
rules-class-geo = Ubicaciones
rules-class-classifications = Clasificaciones
rules-class-performance = Resultados
rules-class-iati = Archivo
rules-class-documents = Documentos
rules-class-schema = Esquema
rules-class-advice = Recomendaciones
footer-iati = Archivo IATI
validate-title = Validar un archivo IATI
validate-lead = Verifica el esquema, las listas de códigos, las reglas y las recomendaciones. El informe aparece a medida que se lee el archivo.
validate-choose = Elegir un archivo
validate-drop = o arrastrar un archivo hasta aquí
validate-send = Validar
validate-progress = Progreso del envío
validate-sending = Enviando y verificando el archivo…
validate-failed = Se interrumpió la conexión. Inténtelo de nuevo.
validate-limits = Archivo XML, comprimido con gzip o sin comprimir, de hasta { $count } MB.
validate-kept = No se conserva nada: el archivo se descarta a medida que se lee.
validate-what = Verificaciones
validate-what-text = Archivos de actividades y de organizaciones, versiones 2.01 a 2.03. Las reglas son las del estándar IATI, con su numeración oficial. Las recomendaciones son nuestras y nunca invalidan un archivo.
validate-larger = Archivos más grandes y carpetas completas
validate-larger-text = Instalado en su propio equipo, el mismo programa no tiene límite de tamaño, muestra el fragmento del archivo al que se refiere cada observación y corrige lo que puede corregirse sin riesgo.
validate-report-of = Informe de validación: { $file }
validate-more-places = y { $count } más
validate-by-rule = Observaciones por regla
validate-first = Primera observación
validate-count = Observaciones
validate-times = { $count }
validate-hidden = { $count ->
    [one] { $count } observación más se cuenta, pero no se muestra.
   *[other] { $count } observaciones más se cuentan, pero no se muestran.
}
validate-no-file = No se eligió ningún archivo. Elija un archivo y, a continuación, valídelo.
validate-not-xml = Este archivo es una hoja de cálculo, otro documento de oficina o una carpeta comprimida, no un archivo IATI. Expórtelo en formato XML de IATI desde el programa con el que se creó o impórtelo en el espacio de gestión; si es una carpeta comprimida, descomprímala primero.
validate-malformed = El archivo no se recibió completo. Inténtelo de nuevo.
validate-too-large = El archivo es demasiado grande: el límite es de { $limit } MB. Utilice el comando «portulan validate» en su propio equipo.
validate-too-slow = El envío es demasiado lento y se detuvo. Inténtelo de nuevo o comprima el archivo con gzip.
validate-too-many = Envió demasiados archivos en poco tiempo. Espere un minuto e inténtelo de nuevo.
validate-busy = El servidor ya está verificando otros archivos. Inténtelo de nuevo dentro de medio minuto.
contacts-title =
    { $count ->
        [one] Contacto
       *[other] Contactos
    }
open-data-title = Datos abiertos
open-data-lead = Todos los datos publicados en este sitio, en formatos que otros programas pueden leer. Las direcciones son estables; los archivos se actualizan al mismo tiempo que el sitio.
open-data-tables = Tablas
open-data-tables-lead = Las columnas llevan los nombres en inglés que usan los estándares del sector. Cada fecha es tan precisa como su fuente: 2011, 2023-10 o 2023-10-23.
open-data-rows =
    { $count ->
        [0] Ninguna fila
        [one] { $count } fila
       *[other] { $count } filas
    }
open-data-columns = Columnas
open-data-places = Ubicaciones
open-data-places-lead = Territorios socios y ubicaciones de los proyectos y los eventos, en grados decimales (WGS 84):
open-data-iati = Archivos de actividades y de la organización (IATI 2.03, el estándar de la Iniciativa Internacional para la Transparencia de la Ayuda):
open-data-follow = Canal de noticias y agenda
dataset-partnerships = Cooperaciones
dataset-projects = Proyectos
dataset-organisations = Organizaciones
dataset-participations = Actores y funciones
dataset-agreements = Convenios
dataset-budgets = Presupuestos
dataset-transactions = Operaciones financieras
dataset-events = Eventos
dataset-networks = Redes
dataset-territories = Territorios

# API
api-title = API
api-lead = Todos los datos publicados de este registro en formato JSON, de acceso libre y utilizables desde cualquier sitio. Con un token, una aplicación también puede actualizar el registro.
api-start = Dirección base
api-start-text = Todas las direcciones empiezan por esta. Sin token, devuelven los datos publicados.
api-description = Descripción completa (OpenAPI 3.1)
api-try = Probar
api-try-kind = Tipo de ficha
api-try-words = Palabras del nombre
api-try-send = Enviar la solicitud
api-try-answer = Respuesta
api-operations = Operaciones
api-operation = Efecto
api-address = Dirección
api-scope = Alcance
api-scope-none = ninguno
api-list = Devuelve una página de la lista de fichas de un tipo. Parámetros: `q` (palabras del nombre), `refers_to` (por ejemplo, `partnership/kendari`), `order` (`name` o `updated`), `page` y `per_page` (200 como máximo; una página tiene 8 MB como máximo). `next` es la dirección de la página siguiente.
api-get = Devuelve una ficha con su ETag.
api-create = Crea una ficha en estado de borrador.
api-replace = Sustituye la ficha y la guarda como borrador. La versión publicada no cambia hasta la próxima publicación.
api-change = Modifica una parte de la ficha (JSON Merge Patch) y la guarda como borrador.
api-delete = Elimina definitivamente la ficha, si nunca se ha publicado.
api-publish = Publica la última versión, si está completa.
api-archive = Archiva la ficha: deja de ser pública, pero se conserva.
api-tokens = Tokens
api-tokens-text = Los tokens se crean en el espacio de gestión. Un token actúa en nombre de la persona que lo creó, dentro de sus alcances: `read` da acceso a los datos que no son públicos, `write` modifica los borradores, `publish` los publica. Envíelo con cada solicitud en el encabezado `Authorization: Bearer …`.
api-etags = Modificaciones simultáneas
api-etags-text = Ninguna modificación se sobrescribe. Lea primero la ficha con el token y envíe después su ETag en el encabezado `If-Match`. Si otra persona modificó la ficha mientras tanto, no se guarda nada y la respuesta lo indica.
api-limits = Límites de uso
api-limits-text = { $burst } solicitudes de una vez y, después, { $rate } por segundo, por dirección IP. La respuesta 429 indica en `Retry-After` cuántos segundos hay que esperar.
api-kinds = Fichas y campos
api-field = Campo
api-type = Tipo
api-says = Contenido
api-problems = Errores
api-problems-text = Los errores se devuelven en formato `application/problem+json` (RFC 9457), en francés o en inglés según `Accept-Language`. Los errores del cuerpo de la solicitud figuran en `errors`, cada uno con su ubicación, un código, un mensaje y una solución.
api-fault-not-found = No hay datos en esta dirección
    .remedy = Consulte la lista de fichas de este tipo o busque por nombre.
api-fault-parameter = Un parámetro es desconocido o está fuera de los límites
    .remedy = Consulte los parámetros de esta dirección y corrija la solicitud.
api-fault-page-too-large = La página de la lista supera los 8 MB
    .remedy = Pida menos fichas por página con «per_page», desde la página 1. Una página de una sola ficha siempre se devuelve.
api-fault-json = El cuerpo de la solicitud no es JSON válido
    .remedy = Envíe JSON válido, codificado en UTF-8.
api-fault-shape = El cuerpo de la solicitud no se ajusta a la descripción
    .remedy = Compare cada ubicación indicada con la descripción OpenAPI y corríjala.
api-fault-record = La ficha no es válida
    .remedy = Corrija cada ubicación indicada y envíe de nuevo la ficha.
api-fault-unauthorized = Falta el token o no es válido
    .remedy = Cree un token en el espacio de gestión y envíelo así: «Authorization: Bearer …».
api-fault-forbidden = El token no permite esta operación
    .remedy = Utilice un token con el alcance necesario o pida este permiso a un administrador.
api-fault-precondition = La solicitud no indica la versión de la ficha
    .remedy = Lea la ficha con el token y envíe su ETag en «If-Match».
api-fault-stale = Otra persona modificó la ficha mientras tanto
    .remedy = Lea de nuevo la ficha y repita su modificación.
api-fault-conflict = Esta modificación rompería un vínculo con otra ficha
    .remedy = Modifique primero las fichas indicadas en «errors» y, después, envíe de nuevo esta.
api-fault-too-many = Demasiadas solicitudes
    .remedy = Espere el tiempo indicado en «Retry-After» e inténtelo de nuevo.
api-fault-too-large = El cuerpo de la solicitud es demasiado grande
    .remedy = El límite es de 4 MB por ficha. Suba las imágenes en el espacio de gestión.
api-fault-media-type = Este tipo de contenido no se acepta
    .remedy = Envíe «application/json» o, para una modificación, «application/merge-patch+json».
api-fault-method = Esta dirección no acepta este método
    .remedy = Utilice uno de los métodos que indica el encabezado «Allow».
api-fault-busy = El servidor está ocupado
    .remedy = No se guardó nada. Repita la solicitud después del número de segundos indicado en «Retry-After».
api-fault-failed = Error interno del servidor
    .remedy = No se guardó nada. Inténtelo de nuevo; si el error persiste, póngase en contacto con el gobierno local.
open-data-api = Documentación de la API
api-more-errors = { $count ->
        [one] { $count } error más no se detalla
       *[other] { $count } errores más no se detallan
    }
    .remedy = Corrija primero los errores detallados y envíe de nuevo la solicitud.
api-file = Un archivo no se puede enviar a través de la API
    .remedy = Súbalo en el espacio de gestión, que lo comprueba y elimina los metadatos de las imágenes.

# Finances and results
money-title = Finanzas
money-lead = Gasto en cooperación internacional, origen de la financiación y uso de los fondos. Los importes son los que figuran en el registro, al céntimo.
money-nothing = Todavía no se ha publicado ningún importe.
money-all = Todos los años
money-year = Año
money-by-year = Gasto por año
money-by-country = Gasto por país
money-by-partnership = Por cooperación
money-by-agreement = Por convenio
money-by-goal = Por objetivo (ODS)
money-by-sector = Por sector
money-by-funder = Cofinanciación recibida
money-country = País
money-partnership = Cooperación
money-agreement = Convenio
money-under = En el marco de este convenio: { $value }
money-goal = ODS
money-sector = Sector
money-funder = Entidad financiadora
money-euros = Importe (€)
money-none = sin asignar
money-table = Datos en forma de tabla
money-ceilings = Mecanismos del 1 %
money-ceilings-lead = En Francia, los gobiernos locales pueden destinar a la cooperación internacional hasta el 1 % de los recursos asignados al presupuesto de determinados servicios (artículo L. 1115-1-1 del CGCT, el Código General de las Entidades Territoriales). Tope y recursos propios utilizados, por año.
money-law = Mecanismo
money-given = Importe utilizado
money-allowed = Tope
money-in-kind-apart = Aportaciones en especie, fuera del tope
money-over = tope superado
money-how = Método de cálculo
money-how-text = Los importes en otras monedas se convierten a euros al tipo de cambio del día o, si no se conoce el día, al tipo medio del mes o del año, y se redondean al céntimo más próximo. Una acción en varios países, o para varios objetivos, se divide en partes iguales; entre sectores, se divide según los porcentajes registrados. Cada importe se atribuye al convenio que indica la operación; en su defecto, al convenio que figura en el plan de financiación para el mismo pagador; en su defecto, al de la acción.
money-rates = Tipos de cambio utilizados
money-currency = Moneda
money-rate = Tipo de cambio para 1 €
money-rate-day = Fecha del tipo de cambio
money-ecb = Banco Central Europeo
money-legal = paridad legal
money-in-euros-legal = { $amount }, es decir, { $euros } a la paridad legal de { $rate } por 1 €
money-in-euros = { $amount }, es decir, { $euros } al tipo de cambio de { $rate } por 1 € ({ $day }, { $source })
money-unknown = Importes no convertidos (falta el tipo de cambio), excluidos de los totales
money-data = Todas las operaciones financieras (CSV)
flow-paid = Desembolsado
flow-in-kind = Aportaciones en especie (valoración)
flow-received = Cofinanciación recibida
flow-budget = Presupuestado
funding-title = Plan de financiación
funding-planned = Previsto
funding-come = Recibido hasta la fecha
funding-not-granted = Una parte del importe previsto ({ $value }) aún no está confirmada y no se cuenta como pendiente de recibir.
funding-beyond = Se recibió un importe superior al del plan de financiación ({ $value } de más); ese excedente no reduce el importe pendiente de recibir.
funding-remains = Pendiente de recibir
transactions-count = { $count ->
    [0] Ninguna operación
    [one] { $count } operación
   *[other] { $count } operaciones
}
in-kind-title = Aportaciones en especie (valoración)
in-kind-days = día(s)
results-page = Resultados
results-lead = Objetivos fijados, resultados obtenidos y población beneficiaria.
results-nothing = Todavía no se ha publicado ningún resultado.
results-none-yet = Todavía no hay mediciones disponibles.
results-aim = Meta: { $value }.
results-reached = alcanzada
results-missed = no alcanzada
results-of-which = Desglose:
results-evidence = Medios de verificación:
results-before = Línea de base
dataset-funding = Planes de financiación
dataset-contributions = Aportaciones en especie
dataset-results = Resultados
dataset-subventions = Subvenciones (SCDL)
dataset-iati = Datos en formato IATI
open-data-catalogue = Catálogo
open-data-catalogue-lead = Lista de los conjuntos de datos con sus archivos, licencia, tamaño y suma de verificación, para los portales de datos abiertos (DCAT-AP).
open-data-grants = Subvenciones pagadas por el gobierno local a entidades privadas, según el esquema nacional francés SCDL «Subventions»: una fila por convenio, beneficiario y año de decisión. Por encima de 23 000 € al año, la ley francesa exige un convenio y la publicación de sus datos. Si solo se conoce el mes de una fecha, se indica el primer día de ese mes.
open-data-keywords = cooperación internacional; cooperación descentralizada; acción exterior de los gobiernos locales; solidaridad internacional
about-dataset-partnerships = Cooperaciones del gobierno local: territorios, estado, temas y Objetivos de Desarrollo Sostenible.
about-dataset-projects = Acciones realizadas: título, periodo, estado, sectores, ubicaciones, cooperación y objetivos.
about-dataset-organisations = Organizaciones que participan en las cooperaciones y las acciones, con su tipo, país e identificadores.
about-dataset-participations = Función de cada organización en cada cooperación y cada acción.
about-dataset-agreements = Convenios: partes, fechas de firma, duración, acuerdo del pleno e importes.
about-dataset-budgets = Presupuestos previstos de cada acción, por periodo y moneda, con su valor en euros.
about-dataset-transactions = Operaciones financieras de cada acción: compromisos, desembolsos e ingresos, con su valor en euros.
about-dataset-funding = Plan de financiación de cada acción: entidad financiadora, importe y estado de la financiación.
about-dataset-contributions = Aportaciones en especie: días de trabajo, alojamiento y equipamiento, con su valoración.
about-dataset-results = Resultados de las acciones: indicadores, metas y valores alcanzados por periodo.
about-dataset-events = Eventos y delegaciones: fechas, lugares y participantes.
about-dataset-networks = Redes a las que pertenece el gobierno local.
about-dataset-territories = Territorios socios: país, coordenadas y población.
about-dataset-places = Territorios socios y ubicaciones de las acciones y los eventos, en coordenadas WGS 84.
about-dataset-subventions = Subvenciones pagadas a entidades privadas, según el esquema nacional francés SCDL «Subventions» 2.1.1: una fila por convenio, beneficiario y año de decisión.
about-dataset-versions = Lista cronológica de las fichas publicadas y de las retiradas de la publicación.
about-dataset-iati = Actividades y organización en formato IATI 2.03.
about-dataset-interface = API: lee las fichas publicadas y, con un token, actualiza el registro.
about-dataset-calendar = Agenda de los eventos publicados, en formato iCalendar.
about-dataset-news = Últimas publicaciones, en formato Atom.
open-data-licence = Licencia:
dataset-versions = Historial de publicaciones
open-data-versions = Lista cronológica de las fichas publicadas y de las retiradas de la publicación, para actualizar una copia. El comando «portulan export csv --as-of» genera las tablas tal como eran en una fecha determinada.
versions-published = { $count ->
    [one] { $count } ficha publicada
   *[other] { $count } fichas publicadas
 }
versions-withdrawn = { $count ->
    [one] { $count } ficha retirada de la publicación
   *[other] { $count } fichas retiradas de la publicación
 }
chart-time = Calendario de los proyectos
chart-time-colours = Azul: cooperaciones descentralizadas; verde: otras cooperaciones; ocre: proyectos sin cooperación asociada.
paper-project = Proyecto
