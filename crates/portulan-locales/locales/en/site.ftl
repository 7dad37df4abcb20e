site-kicker = International cooperation
skip = Skip to content
demonstration = Demonstration: this site is not published by the authority.
fictional = Demonstration: the authority and all the information on this site are fictional.
nav-main = Main navigation
nav-footer = Secondary navigation
nav-languages = Languages
nav-partnerships = Partnerships
nav-projects = Projects
nav-events = Events
nav-networks = Networks
nav-sdgs = SDGs
nav-timeline = Timeline
theme-dark = Switch to dark mode
theme-light = Switch to light mode
search-label = Search
search-title = Search
search-site = Search the site
search-go = Search
search-lead = Search for a place, an organisation, a theme or a goal: “Indonesia”, “AFD”, “water”. The beginning of a word is enough; accents are optional.
search-count = { $count ->
    [0] No results. Try another word or a shorter one.
    [one] { $count } result.
   *[other] { $count } results.
}
footer-updated = Updated on
footer-feed = News feed (Atom)
footer-calendar = Event calendar (iCal)
footer-embed = Map to embed in another site
footer-made = Published with Portulan, free software. No cookies, no trackers, no third-party services.
source-number = Source { $value }
source-consulted = accessed: { $value }
source-published = published: { $value }
sources-title = Sources
sources-lead = Origin of the published information and its degree of certainty.
sources-none = No sources have been published yet.
sources-here = Sources for this page
sources-marks = The number after a piece of information refers to its source. “Inferred” marks information that is not in the source and was added by the editors; “computed” marks a number calculated from the register.
provenance-title = Origin of the information
unstated = not stated
period = Period
period-since = since { $date }
period-until = until { $date }
period-unknown = period not stated
since = since { $date }
number-millions = { $value } million
number-millions-of = { "" }
quantity-over = over { $value }
quantity-nearly = nearly { $value }
quantity-about = about { $value }
figure-partnerships = { $count ->
    [one] partnership
   *[other] partnerships
}
figure-countries = { $count ->
    [one] partner country
   *[other] partner countries
}
figure-projects = { $count ->
    [one] project
   *[other] projects
}
figure-organisations = { $count ->
    [one] participating organisation
   *[other] participating organisations
}
figure-networks = { $count ->
    [one] network
   *[other] networks
}
empty-title = No partnerships published
empty-text = Partnerships will appear here as soon as they are published.
map-title = Map of partnerships
map-networks = { $count ->
    [one] { $count } network
   *[other] { $count } networks
}
legend-networks = Networks (ring around the authority)
zoom-in = Zoom in
zoom-out = Zoom out
zoom-all = Reset the map
filter-theme = Theme
filter-any-theme = All themes
filter-sdg = SDG
filter-any-sdg = All SDGs
filter-country = Country
filter-any-country = All countries
filter-status = Status
filter-any-status = All statuses
filter-kind = Type
filter-any-kind = All types
filter-apply = Filter
filter-clear = Clear filters
filter-none = No partnerships match these filters. Change or clear the filters.
filter-some = filtered selection
filter-live = Partnerships shown: %
filter-shown = { $count ->
    [0] No partnerships match these filters. Change or clear the filters.
    [one] { $count } partnership shown.
   *[other] { $count } partnerships shown.
}
sort-label = Sort
results = Results
layer-all = Show all ({ $count })
why-title = Reasons for cooperation
axes-title = Policy priorities supported
events-title = Events
events-upcoming = Upcoming
events-past = Past
events-all = All events
events-no-upcoming = No upcoming events have been published.
events-no-past = No past events have been published.
events-count = { $count ->
    [0] No events
    [one] { $count } event
   *[other] { $count } events
}
event-here = Event
event-upcoming = upcoming
event-past = past
networks-title = Networks
networks-count = { $count ->
    [0] No networks
    [one] { $count } network
   *[other] { $count } networks
}
updates-title = Latest updates
update-new = added
update-changed = updated
feed-title = { $value }: international cooperation
partnerships-title = Partnerships
partnerships-count = { $count ->
    [0] No partnerships
    [one] { $count } partnership
   *[other] { $count } partnerships
}
capital-of = capital of the province or state: { $value }
fact-place = Place
fact-coordinates = Coordinates on the map
fact-population = Population
fact-since = Start
fact-status = Status
fact-themes = Themes
fact-updated = Last updated
fact-kind = Type
fact-planned = Planned dates
fact-actual = Actual dates
fact-frequency = Frequency
fact-sectors = Sectors (OECD-DAC)
fact-edition = Edition
fact-occasion = Occasion
fact-topic = Event topic
fact-territories = Territories
fact-legal-form = Legal form
fact-organisation = Organisation
fact-website = Website
fact-country = Country
fact-founded = Date founded
fact-parent = Parent organisation
sdg-short = SDG
context-title = Context
origin-title = Origin
objectives-title = { $count ->
    [one] Objective
   *[other] Objectives
}
components-title = Components
figures-title = Key figures
projects-here = { $count ->
    [one] Project
   *[other] Projects
}
actors-title = Actors and roles
services-title = Departments involved
funders-title = Funding by period
funders-caption = Funders and funding periods
funder = Funder
axis = Timeline axis
document-download = Download
organisation-unpublished = Unpublished organisation
agreements-title = Agreements
deliberation = Council resolution no. { $value }
signed = date of signature: { $value }
attendance-persons = participants
attendance-title = Attendance
attendance-who = Group
attendance-number = Number
attendance-chart = Chart
sdgs-title = Sustainable Development Goals
sdgs-lead = The seventeen goals of the United Nations for 2030, and the partnerships that contribute to each of them.
sdg-partnerships = { $count ->
    [0] no partnerships yet
    [one] { $count } partnership
   *[other] { $count } partnerships
}
sdg-targets = Targets addressed
sdg-none = No published partnership contributes to this goal yet.
sdg-inferred = Where the source does not name the goals, the editors have assigned them; the page of the partnership states this.
history-title = History
status-undated = Date not stated
pictures-title = { $count ->
    [one] Picture
   *[other] Pictures
}
picture-missing = Picture to follow.
links-title = Further reading
link-checked = link checked: { $value }
related-title = Related partnerships
projects-title = Projects
projects-none = No projects have been published yet.
projects-count = { $count ->
    [0] No projects
    [one] { $count } project
   *[other] { $count } projects
}
budgets-title = Budgets
transactions-title = Transactions
results-title = Results
target = Target
actual = Actual
programme-title = Programme
speakers-title = Speakers
outcome-title = Outcomes and follow-up
activities-title = Activities
members-title = Members
organisations-title = Organisations
organisations-none = No organisations have been published yet.
organisations-count = { $count ->
    [0] No organisations
    [one] { $count } organisation
   *[other] { $count } organisations
}
involvements-title = Involvement
involvements-none = This organisation does not appear in any published record yet.
children-title = Affiliated entities
themes-title = Themes
themes-lead = The fields in which the authority cooperates.
themes-none = No themes have been published yet.
theme-none = No published partnership belongs to this theme yet.
timeline-title = Timeline
timeline-lead = All dates of the cooperation, most recent first.
timeline-none = No dates have been published yet.
timeline-begins = Start of the partnership
pager = Pagination
pager-previous = ← Previous
pager-next = Next →
locator-text = Map: { $value }
not-found-title = Page not found
not-found-lead = The page has moved or the address contains a mistake. Check the address or use the search.
not-found-near = Pages close to this address
not-found-home = Back to the home page
guides-title = Guides
guides-lead = How to start a register, import data, prepare the declaration and run the site.
guides-contents = Contents
rules-title = IATI validation rules
rules-lead = Files are checked against the official rules of version 2, under their official numbers, and against our own advice. The command “portulan validate” applies these rules.
rules-id = Number
rules-what = Requirement
rules-class = Category
rules-element = Element
rules-never = This rule is in the official list, but the validator never reports it.
rules-withdrawn = code withdrawn: { $value }
rules-class-identifiers = Identifiers
rules-class-financial = Financial data
rules-class-organisation = Organisations
rules-class-relations = Relations
rules-class-participating = Participating organisations
rules-class-information = Information
rules-class-geo = Locations
rules-class-classifications = Classifications
rules-class-performance = Results
rules-class-iati = File
rules-class-documents = Documents
rules-class-schema = Schema
rules-class-advice = Advice
footer-iati = IATI file
validate-title = Validate an IATI file
validate-lead = Checks the schema, code lists, rules and advice. The report appears while the file is being read.
validate-choose = Choose a file
validate-drop = or drop a file here
validate-send = Validate
validate-progress = Upload progress
validate-sending = Uploading and checking the file…
validate-failed = The connection was interrupted. Try again.
validate-limits = XML file, compressed with gzip or not, up to { $count } MB.
validate-kept = Nothing is stored: the file is discarded as it is read.
validate-what = Checks
validate-what-text = Activity and organisation files, versions 2.01 to 2.03. The rules are those of the IATI standard, under their official numbers. The advice is ours and never makes a file invalid.
validate-larger = Larger files, whole folders
validate-larger-text = Installed on your own computer, the same program has no size limit, shows the excerpt of the file for each finding and fixes what can be fixed safely.
validate-report-of = Validation report: { $file }
validate-more-places = and { $count } more
validate-by-rule = Findings by rule
validate-first = First finding
validate-count = Findings
validate-times = { $count }
validate-hidden = { $count ->
    [one] { $count } more finding is counted but not shown.
   *[other] { $count } more findings are counted but not shown.
}
validate-no-file = No file was chosen. Choose a file, then validate it.
validate-not-xml = This file is a spreadsheet, another office document or an archive, not an IATI file. Export it as IATI XML from the program that created it, or import it in the back office; if it is an archive, extract it first.
validate-malformed = The file was not received in full. Try again.
validate-too-large = The file is too large: the limit is { $limit } MB. Use the command “portulan validate” on your own computer.
validate-too-slow = The upload is too slow and was stopped. Try again, or compress the file with gzip.
validate-too-many = You have sent too many files in a short time. Wait one minute, then try again.
validate-busy = The server is already checking other files. Try again in half a minute.
contacts-title =
    { $count ->
        [one] Contact
       *[other] Contacts
    }
open-data-title = Open data
open-data-lead = All data published on this site, in formats that other programs can read. Addresses are stable; files are updated with the site.
open-data-tables = Tables
open-data-tables-lead = Columns have the names used in the standards of the field. A date is as precise as its source: 2011, 2023-10 or 2023-10-23.
open-data-rows =
    { $count ->
        [0] No rows
        [one] { $count } row
       *[other] { $count } rows
    }
open-data-columns = Columns
open-data-places = Locations
open-data-places-lead = Partner territories and locations of projects and events, in decimal degrees (WGS 84):
open-data-iati = Activity and organisation files (IATI 2.03, the standard of the International Aid Transparency Initiative):
open-data-follow = Feed and calendar
dataset-partnerships = Partnerships
dataset-projects = Projects
dataset-organisations = Organisations
dataset-participations = Actors and roles
dataset-agreements = Agreements
dataset-budgets = Budgets
dataset-transactions = Transactions
dataset-events = Events
dataset-networks = Networks
dataset-territories = Territories

# API
api-title = API
api-lead = All published data of this register as JSON, open to everyone and usable from any site. With a token, an application can also update the register.
api-start = Base address
api-start-text = All addresses start with this one. Without a token they return published data.
api-description = Full description (OpenAPI 3.1)
api-try = Try it
api-try-kind = Record type
api-try-words = Words in the name
api-try-send = Send request
api-try-answer = Response
api-operations = Operations
api-operation = Effect
api-address = Address
api-scope = Scope
api-scope-none = none
api-list = Returns one page of the list of records of a type. Parameters: `q` (words in the name), `refers_to` (for example `partnership/kendari`), `order` (`name` or `updated`), `page` and `per_page` (at most 200; a page has at most 8 MB). `next` is the address of the next page.
api-get = Returns one record with its ETag.
api-create = Creates a record as a draft.
api-replace = Replaces the record and saves it as a draft. The published version does not change until the next publication.
api-change = Changes part of the record (JSON Merge Patch) and saves it as a draft.
api-delete = Permanently deletes the record, if it was never published.
api-publish = Publishes the latest revision, if it is complete.
api-archive = Archives the record: it is no longer public, but it is still stored.
api-tokens = Tokens
api-tokens-text = You create a token in the back office. It acts on behalf of the person who created it, within its scopes: `read` gives access to data that is not public, `write` changes drafts, `publish` publishes them. Send it with each request in the header `Authorization: Bearer …`.
api-etags = Concurrent edits
api-etags-text = No change is overwritten. Read the record with the token first, then send its ETag in the header `If-Match`. If another person has changed the record in the meantime, nothing is saved and the response reports it.
api-limits = Rate limits
api-limits-text = { $burst } requests at once, then { $rate } per second, per IP address. The response 429 gives the number of seconds to wait in `Retry-After`.
api-kinds = Records and fields
api-field = Field
api-type = Type
api-says = Content
api-problems = Errors
api-problems-text = Errors are returned as `application/problem+json` (RFC 9457), in French or English depending on `Accept-Language`. Errors in the request body are listed in `errors`, each with its location, a code, a message and a solution.
api-fault-not-found = There is no data at this address
    .remedy = Check the list of records of this type, or search by name.
api-fault-parameter = A parameter is unknown or out of range
    .remedy = Check the parameters of this address and correct the request.
api-fault-page-too-large = The page of the list has more than 8 MB
    .remedy = Ask for fewer records per page with “per_page”, from page 1. A page of one record is always returned.
api-fault-json = The request body is not valid JSON
    .remedy = Send valid JSON, encoded as UTF-8.
api-fault-shape = The request body does not match the description
    .remedy = Compare each listed location with the OpenAPI description and correct it.
api-fault-record = The record is not valid
    .remedy = Correct each listed location, then send the record again.
api-fault-unauthorized = The token is missing or not valid
    .remedy = Create a token in the back office and send it as “Authorization: Bearer …”.
api-fault-forbidden = The token does not allow this operation
    .remedy = Use a token with the required scope, or ask an administrator for this permission.
api-fault-precondition = The request does not state the revision of the record
    .remedy = Read the record with the token and send its ETag in “If-Match”.
api-fault-stale = Another person has changed the record in the meantime
    .remedy = Read the record again and repeat your change.
api-fault-conflict = This would break a link to another record
    .remedy = Change the records listed in “errors” first, then send this one again.
api-fault-too-many = Too many requests
    .remedy = Wait for the time given in “Retry-After”, then try again.
api-fault-too-large = The request body is too large
    .remedy = The limit is 4 MB per record. Upload pictures in the back office.
api-fault-media-type = This content type is not accepted
    .remedy = Send “application/json”, or “application/merge-patch+json” for a change.
api-fault-method = This address does not accept this method
    .remedy = Use one of the methods listed in the header “Allow”.
api-fault-busy = The server is busy
    .remedy = Nothing was saved. Repeat the request after the number of seconds given in “Retry-After”.
api-fault-failed = Internal server error
    .remedy = Nothing was saved. Try again; if the error persists, contact the authority.
open-data-api = API documentation
api-more-errors = { $count ->
        [one] { $count } more error is not listed
       *[other] { $count } more errors are not listed
    }
    .remedy = Correct the listed errors first, then send the request again.
api-file = A file cannot be sent through the API
    .remedy = Upload it in the back office, which checks it and strips the metadata of pictures.

# Finances and results
money-title = Finances
money-lead = Cost of the cooperation, sources of funding and use of funds. Amounts are those entered in the register, to the cent.
money-nothing = No amounts have been published yet.
money-all = All years
money-year = Year
money-by-year = Spending by year
money-by-country = Spending by country
money-by-partnership = By partnership
money-by-agreement = By agreement
money-by-goal = By goal (SDG)
money-by-sector = By sector
money-by-funder = Co-funding received
money-country = Country
money-partnership = Partnership
money-agreement = Agreement
money-under = Under this agreement: { $value }
money-goal = SDG
money-sector = Sector
money-funder = Funder
money-euros = Amount (€)
money-none = not allocated
money-table = Data as a table
money-ceilings = 1% schemes
money-ceilings-lead = French authorities may spend on cooperation up to 1% of the resources allocated to the budget of certain services (article L. 1115-1-1 of the CGCT). Ceiling and own resources used, by year.
money-law = Scheme
money-given = Amount used
money-allowed = Ceiling
money-in-kind-apart = In-kind contributions, outside the ceiling
money-over = ceiling exceeded
money-how = Calculation method
money-how-text = Amounts in other currencies are converted to euros at the rate of the day, or at the average rate of the month or year if the day is not known, then rounded to the nearest cent. An action in several countries, or for several goals, is divided into equal parts; between sectors, it is divided by the percentages entered. Each amount is attributed to the agreement that the transaction names; otherwise to the agreement in the funding plan for the same payer; otherwise to that of the action.
money-rates = Exchange rates used
money-currency = Currency
money-rate = Rate for €1
money-rate-day = Date of rate
money-ecb = European Central Bank
money-legal = legal parity
money-in-euros-legal = { $amount }, i.e. { $euros } at the legal parity of { $rate } for €1
money-in-euros = { $amount }, i.e. { $euros } at a rate of { $rate } for €1 ({ $day }, { $source })
money-unknown = Amounts not converted (exchange rate missing), excluded from the totals
money-data = All transactions (CSV)
flow-paid = Disbursed
flow-in-kind = In-kind contributions (valued)
flow-received = Co-funding received
flow-budget = Budgeted
funding-title = Funding plan
funding-planned = Planned
funding-come = Received to date
funding-not-granted = { $value } of the planned amount is not secured yet and is not counted as outstanding.
funding-beyond = { $value } was received beyond the funding plan and does not reduce the outstanding amount.
funding-remains = Outstanding
transactions-count = { $count ->
    [0] No transactions
    [one] { $count } transaction
   *[other] { $count } transactions
}
in-kind-title = In-kind contributions (valued)
in-kind-days = day(s)
results-page = Results
results-lead = Objectives set, results achieved and people concerned.
results-nothing = No results have been published yet.
results-none-yet = No measurement is available yet.
results-aim = Target: { $value }.
results-reached = reached
results-missed = not reached
results-of-which = Of which:
results-evidence = Evidence:
results-before = Baseline
dataset-funding = Funding plans
dataset-contributions = In-kind contributions
dataset-results = Results
dataset-subventions = Grants (SCDL)
dataset-iati = Data in IATI format
open-data-catalogue = Catalogue
open-data-catalogue-lead = List of the datasets with their files, licence, size and checksum, for open data portals (DCAT-AP).
open-data-grants = Grants paid by the authority to private bodies, in the French national schema SCDL “Subventions”: one row per agreement, beneficiary and year of decision. Above €23,000 a year, the law requires an agreement and the publication of its data. If only the month of a date is known, the first day of the month is given.
open-data-keywords = international cooperation; decentralised cooperation; external action of local authorities; international solidarity
about-dataset-partnerships = The authority’s partnerships: territories, status, themes and Sustainable Development Goals.
about-dataset-projects = Actions carried out: title, period, status, sectors, locations, partnership and goals.
about-dataset-organisations = Organisations that take part in partnerships and actions, with their type, country and identifiers.
about-dataset-participations = The role of each organisation in each partnership and action.
about-dataset-agreements = Agreements: parties, dates of signature, duration, council resolution and amounts.
about-dataset-budgets = Planned budgets of each action, by period and currency, with their value in euros.
about-dataset-transactions = Transactions of each action: commitments, disbursements and receipts, with their value in euros.
about-dataset-funding = The funding plan of each action: funder, amount and funding status.
about-dataset-contributions = In-kind contributions: working days, accommodation and equipment, with their value.
about-dataset-results = Results of actions: indicators, targets and actual values by period.
about-dataset-events = Events and delegations: dates, places and participants.
about-dataset-networks = Networks to which the authority belongs.
about-dataset-territories = Partner territories: country, coordinates and population.
about-dataset-places = Partner territories and the locations of actions and events, as WGS 84 coordinates.
about-dataset-subventions = Grants paid to private bodies, in the French national schema SCDL “Subventions” 2.1.1: one row per agreement, beneficiary and year of decision.
about-dataset-versions = Dated list of publications and withdrawals of records.
about-dataset-iati = Activities and organisation in IATI 2.03 format.
about-dataset-interface = API: reads published records and, with a token, updates the register.
about-dataset-calendar = The calendar of published events, as iCalendar.
about-dataset-news = The latest publications, as Atom.
open-data-licence = Licence:
dataset-versions = Publication history
open-data-versions = Dated list of publications and withdrawals, for updating a copy. The command “portulan export csv --as-of” produces the tables as they were on a given date.
versions-published = { $count ->
    [one] { $count } record published
   *[other] { $count } records published
 }
versions-withdrawn = { $count ->
    [one] { $count } record withdrawn from the site
   *[other] { $count } records withdrawn from the site
 }
chart-time = Project calendar
chart-time-colours = Blue: decentralised cooperation; green: other partnerships; ochre: projects without a partnership.
paper-project = Project
