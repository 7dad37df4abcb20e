site-kicker = International cooperation
skip = Skip to the content
demonstration = Demonstration: this site is not published by the authority.
fictional = This authority and everything here are fictional.
nav-main = Main navigation
nav-footer = More pages
nav-languages = Languages
nav-partnerships = Partnerships
nav-projects = Projects
nav-events = Events
nav-networks = Networks
nav-sdgs = SDGs
nav-timeline = Timeline
theme-dark = Switch to dark colours
theme-light = Switch to light colours
search-label = Search
search-title = Search
search-site = Search the site
search-go = Find
search-lead = Search by place, organisation, theme or goal: “Indonesia”, “AFD”, “water”. Beginnings of words are enough; accents do not matter.
search-count = { $count ->
    [0] Nothing found.
    [one] 1 result.
   *[other] { $count } results.
}
footer-updated = Updated
footer-feed = News feed (Atom)
footer-calendar = Calendar of events (iCal)
footer-embed = Map for other sites
footer-made = Published with Portulan, free software. No cookie, no tracker, no third party.
source-number = Source { $value }
source-consulted = read on { $value }
source-published = published on { $value }
sources-title = Sources
sources-lead = Where the facts of this site come from, and how each is known.
sources-none = No source is published yet.
sources-here = Sources of this page
sources-marks = A number after a fact names its source. “Inferred” marks what the editors added, “computed” what the register counts.
provenance-title = How a fact is known
unstated = not stated by the source
period = Period
period-since = since { $date }
period-until = until { $date }
period-unknown = period not stated
since = since { $value }
number-million = { $value } million
number-millions = { $value } million
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
    [one] organisation involved
   *[other] organisations involved
}
figure-networks = { $count ->
    [one] network
   *[other] networks
}
empty-title = The first partnership is still to come
empty-text = No partnership is published yet.
map-title = Map of the partnerships
map-networks = { $count ->
    [one] 1 network
   *[other] { $count } networks
}
legend-networks = Networks (ring around the home port)
zoom-in = Zoom in
zoom-out = Zoom out
zoom-all = Show the whole world
filter-theme = Theme
filter-any-theme = All themes
filter-sdg = Development goal
filter-any-sdg = All goals
filter-country = Country
filter-any-country = All countries
filter-status = Status
filter-any-status = Any status
filter-kind = Kind
filter-any-kind = All kinds
filter-apply = Filter
filter-clear = Clear the filters
filter-none = No partnership matches these filters.
filter-some = filtered
filter-live = Partnerships shown: %
filter-shown = { $count ->
    [0] No partnership matches these filters.
    [one] 1 partnership shown.
   *[other] { $count } partnerships shown.
}
sort-label = Order
results = Results
layer-all = See all { $count }
why-title = Why cooperate
axes-title = Political axes served
events-title = Events
events-upcoming = Upcoming
events-past = Past
events-all = All events
events-no-upcoming = No upcoming event is published.
events-no-past = No past event is published.
events-count = { $count ->
    [0] No event
    [one] 1 event
   *[other] { $count } events
}
event-here = Event
event-upcoming = upcoming
event-past = past
networks-title = Networks
networks-count = { $count ->
    [0] No network
    [one] 1 network
   *[other] { $count } networks
}
updates-title = Latest updates
update-new = new
update-changed = updated
feed-title = { $value }: international cooperation
partnerships-title = Partnerships
partnerships-count = { $count ->
    [0] No partnership
    [one] 1 partnership
   *[other] { $count } partnerships
}
capital-of = capital of { $value }
fact-place = Place
fact-coordinates = Coordinates on the map
fact-population = Inhabitants
fact-since = Since
fact-status = Status
fact-themes = Themes
fact-updated = Last updated
fact-kind = Kind
fact-planned = Planned
fact-actual = Dates
fact-frequency = Frequency
fact-sectors = Sectors (OECD-DAC)
fact-edition = Edition
fact-occasion = Occasion
fact-topic = Theme
fact-territories = Territories
fact-legal-form = Legal form
fact-organisation = Organisation
fact-website = Website
fact-country = Country
fact-founded = Founded
fact-parent = Part of
sdg-short = SDG
context-title = Context
origin-title = Origin
objectives-title = { $count ->
    [one] Aim
   *[other] Aims
}
components-title = Components
figures-title = Figures
projects-here = { $count ->
    [one] Project
   *[other] Projects
}
actors-title = Actors and roles
services-title = Services of the authority at work
funders-title = Funders over time
funders-caption = Funders and the period of their support
funder = Funder
axis = Time axis
agreements-title = Agreements
deliberation = Deliberation no. { $value }
signed = signed on { $value }
attendance-persons = participants
attendance-title = Who came
attendance-who = Group
attendance-number = Number
attendance-chart = Chart
sdgs-title = Sustainable Development Goals
sdgs-lead = The seventeen goals of the United Nations for 2030, and the partnerships that contribute to each.
sdg-partnerships = { $count ->
    [0] no partnership yet
    [one] 1 partnership
   *[other] { $count } partnerships
}
sdg-targets = Targets named
sdg-none = No published partnership serves this goal yet.
sdg-inferred = Where a source does not name the goals, the editors have inferred them; the page of each partnership says so.
history-title = History
status-undated = Undated
pictures-title = { $count ->
    [one] Picture
   *[other] Pictures
}
picture-missing = Picture awaited: its file is not available yet.
links-title = See also
link-checked = seen on { $value }
related-title = Related partnerships
projects-title = Projects
projects-none = No project is published yet.
projects-count = { $count ->
    [0] No project
    [one] 1 project
   *[other] { $count } projects
}
budgets-title = Budgets
transactions-title = Transactions
results-title = Results
target = Target
actual = Reached
programme-title = Programme
speakers-title = Speakers
outcome-title = Outcome
activities-title = What it does
members-title = Members
organisations-title = Organisations
organisations-none = No organisation is published yet.
organisations-count = { $count ->
    [0] No organisation
    [one] 1 organisation
   *[other] { $count } organisations
}
involvements-title = Takes part in
involvements-none = Nothing published names this organisation yet.
children-title = Parts of this organisation
themes-title = Themes
themes-lead = What the cooperation is about.
themes-none = No theme is published yet.
theme-none = No published partnership has this theme yet.
timeline-title = Timeline
timeline-lead = The whole programme, the latest first.
timeline-none = Nothing dated is published yet.
timeline-begins = The partnership begins
pager = Pages of the list
pager-previous = ← Previous
pager-next = Next →
locator-text = Map: { $value }
not-found-title = This page does not exist
not-found-lead = It may have moved, or its address was mistyped.
not-found-near = Perhaps you were looking for
not-found-home = Back to the home page
rules-title = Rules for IATI files
rules-lead = What a file is judged by: the official rules of version 2, under their official numbers, and advice of our own. The command portulan validate applies them.
rules-id = Number
rules-what = What it asks
rules-class = Class
rules-element = Element
rules-never = This rule is known, but never reported.
rules-withdrawn = withdrawn { $value }
rules-class-identifiers = Identifiers
rules-class-financial = Money
rules-class-organisation = Organisations
rules-class-relations = Relations
rules-class-participating = Participants
rules-class-information = Information
rules-class-geo = Places
rules-class-classifications = Classifications
rules-class-performance = Results
rules-class-iati = The file
rules-class-documents = Documents
rules-class-schema = Schema
rules-class-advice = Advice
footer-iati = IATI file
validate-title = Validate an IATI file
validate-lead = Schema, code lists, rules and advice in one go. The report comes while the file is read.
validate-choose = Choose a file
validate-drop = or drop it here
validate-send = Validate
validate-progress = Sent so far
validate-sending = The file is being sent and read.
validate-failed = The connection broke off. Try again.
validate-limits = At most { $count } MB, in XML, compressed with gzip or not.
validate-kept = Nothing is kept: the file is forgotten as it is read.
validate-what = What is checked
validate-what-text = Files of activities and of organisations, versions 2.01 to 2.03. The verdicts are those of the standard, under its own numbers; advice is ours, and never makes a file invalid.
validate-larger = Larger files, whole folders
validate-larger-text = The same program runs on your own machine without limit of size, shows the source of each entry, and mends what can safely be mended.
validate-report-of = Report on { $file }
validate-more-places = and { $count } more
validate-by-rule = Entries by rule
validate-first = First entry
validate-count = Entries
validate-times = { $count }
validate-hidden = { $count ->
    [one] One more entry is counted and not shown.
   *[other] { $count } more entries are counted and not shown.
}
validate-no-file = Choose a file first.
validate-not-xml = This file is a spreadsheet, another office document or an archive, not an IATI file. Export it as IATI XML from the program that made it, or import it in the back office; if it is an archive, unpack it first.
validate-malformed = The file did not arrive whole. Try again.
validate-too-large = The file is too large: at most { $limit } MB can be sent. Use the command portulan validate on your own machine.
validate-too-slow = The file arrives too slowly: the reading was stopped. Try again, or compress it with gzip.
validate-too-many = You have sent many files. Wait a minute, then try again.
validate-busy = Other files are being read. Try again in half a minute.
contacts-title =
    { $count ->
        [one] Contact
       *[other] Contacts
    }
open-data-title = Open data
open-data-lead = All that this site publishes, in forms that other programs read. Addresses stay; files follow the site.
open-data-tables = Tables
open-data-tables-lead = Columns have the names of the field’s standards. A date is as exact as its source: 2011, 2023-10 or 2023-10-23.
open-data-rows =
    { $count ->
        [0] No row
        [one] One row
       *[other] { $count } rows
    }
open-data-columns = Columns
open-data-places = Places
open-data-places-lead = Partner territories, places of projects and events, in degrees (WGS 84):
open-data-iati = The activities and the organisation by the IATI standard, 2.03:
open-data-follow = Follow
dataset-partnerships = Partnerships
dataset-projects = Projects
dataset-organisations = Organisations
dataset-participations = Who does what
dataset-agreements = Agreements
dataset-budgets = Budgets
dataset-transactions = Transactions
dataset-events = Events
dataset-networks = Networks
dataset-territories = Territories

# The interface for programs
api-title = Interface for programs
api-lead = Everything that this register publishes, as JSON, for anybody and from any site. With a token, programs also keep the register.
api-start = The address
api-start-text = All addresses begin with this one. Without a token they give what is published.
api-description = The whole description, OpenAPI 3.1
api-try = Try it
api-try-kind = Records
api-try-words = Words of the name
api-try-send = Ask
api-try-answer = The answer
api-operations = What can be done
api-operation = What it does
api-address = Address
api-scope = Scope
api-scope-none = none
api-list = A page of the list of a kind. Its parameters: `q` (words of the name), `refers_to` (such as `partnership/kendari`), `order` (`name` or `updated`), `page` and `per_page` (200 at most). `next` is the address of the following page.
api-get = One record. Its ETag says whether it changed.
api-create = A new record, as a draft.
api-replace = The record becomes what is sent, as a draft. What is published stays until it is published.
api-change = Parts of the record change, by a JSON merge patch, as a draft.
api-delete = The record goes for good, if it was never public.
api-publish = The newest revision becomes public, if it is complete.
api-archive = The record is public no longer, and kept.
api-tokens = Tokens
api-tokens-text = A token is made in the office and acts for whoever made it, within its scopes: `read` shows what is not public, `write` changes drafts, `publish` makes them public. It goes with each request in the header `Authorization: Bearer …`.
api-etags = Nobody’s work is lost
api-etags-text = Read the record with the token first, then send its ETag back in the header `If-Match`. If somebody else changed the record meanwhile, nothing is written and the answer says so.
api-limits = How much one may ask
api-limits-text = { $burst } requests at once, then { $rate } a second, for each address of the network. An answer 429 says in `Retry-After` how many seconds to wait.
api-kinds = Records and their fields
api-field = Field
api-type = Type
api-says = What it says
api-problems = When something is wrong
api-problems-text = Problems come as `application/problem+json` (RFC 9457), in French or English as `Accept-Language` asks. What is wrong in a body is in `errors`, each with the place, a code, a sentence and a remedy.
api-fault-not-found = There is nothing at this address
    .remedy = Look at the list of the kind, or search by name.
api-fault-parameter = A parameter is unknown or out of bounds
    .remedy = Look up the parameters of this address.
api-fault-json = The body is not JSON
    .remedy = Send UTF-8 text that a JSON parser takes.
api-fault-shape = The body is not as described
    .remedy = Compare each place named with the description.
api-fault-record = The record is not good enough
    .remedy = Mend each place named and send it again.
api-fault-unauthorized = A token is needed, or this one is not good
    .remedy = Make one in the office, under “Tokens for programs”, and send it as “Authorization: Bearer …”.
api-fault-forbidden = The token may not do this
    .remedy = It lacks the scope, or whoever made it lacks the right.
api-fault-precondition = The request does not say which revision it means
    .remedy = Read the record with the token and send its ETag in “If-Match”.
api-fault-stale = Somebody else changed the record meanwhile
    .remedy = Read it again and repeat your change.
api-fault-conflict = The register’s order is against it
    .remedy = Change that first, then send it again.
api-fault-too-many = Too many requests
    .remedy = Wait as long as “Retry-After” says.
api-fault-too-large = The body is too large
    .remedy = A record may have 4 MB; send pictures through the office.
api-fault-media-type = The body’s type is not read here
    .remedy = Send “application/json”, or “application/merge-patch+json” for a change.
api-fault-method = This address does not know the method
    .remedy = The header “Allow” has those that it knows.
api-fault-busy = The server is busy
    .remedy = Nothing was written. Repeat the request after the seconds in Retry-After.
api-fault-failed = The server failed
    .remedy = Nothing was written. Try again; if it fails again, tell the authority.
open-data-api = How it is used
api-more-errors = { $count ->
        [one] { $count } more error is not listed
       *[other] { $count } more errors are not listed
    }
    .remedy = Correct those that are listed, then send again.
api-file = The file of a picture is not written here
    .remedy = Bring it in through the office, which takes off what it tells of the photographer.

# Money and results
money-title = Money
money-lead = What the cooperation costs, who pays it, and where it goes: as entered, added up to the cent.
money-nothing = No amount is published yet.
money-all = All years
money-year = Year
money-by-year = What was spent, year by year
money-by-country = Where it was spent
money-by-partnership = For which partnership
money-by-agreement = Under which agreement
money-by-goal = For which goals
money-by-sector = For what
money-by-funder = What others paid into it
money-country = Country
money-partnership = Partnership
money-agreement = Agreement
money-under = Under this agreement: { $value }
money-goal = Goal
money-sector = Sector
money-funder = Funder
money-euros = Euros
money-none = not attributed
money-table = The same as a table
money-ceilings = The 1 % laws
money-ceilings-lead = The law lets an authority spend up to 1% of the budget of some services on cooperation. The table shows each year’s ceiling and the own funds paid under it.
money-law = Law
money-given = Paid
money-allowed = Ceiling
money-in-kind-apart = In kind, outside the ceiling
money-over = above the ceiling
money-how = How it is counted
money-how-text = Amounts in other currencies are changed into euros at the rate of their day, or at the mean of their month or year where no day is known, and rounded to the cent, half to the even one. An action in several countries or for several goals counts in equal parts for each, by sectors in the parts entered. An amount falls under the agreement that it names, else under the one that the funding plan names for who pays, else under its action’s.
money-rates = Exchange rates used
money-currency = Currency
money-rate = For one euro
money-rate-day = Of
money-ecb = European Central Bank
money-in-euros = { $amount }, that is { $euros } at { $rate } for a euro ({ $day }, { $source })
money-unknown = Left out of the sums, as no exchange rate is known
money-data = All movements as data
flow-paid = Paid
flow-in-kind = Given in work or in kind
flow-received = Received from others
flow-budget = Budgeted
funding-title = Who pays
funding-planned = Planned
funding-come = Paid so far
funding-not-granted = { $value } of what is planned is not granted yet and not counted as to come.
funding-beyond = { $value } was paid beyond the plan and does not reduce what is to come.
funding-remains = To come
transactions-count = { $count ->
    [one] One movement
   *[other] { $count } movements
}
in-kind-title = Given in work or in kind
in-kind-days = days
results-page = Results
results-lead = What was aimed at, what was reached, and who it reached.
results-nothing = No result is published yet.
results-none-yet = Nothing measured yet.
results-aim = Aimed at: { $value }.
results-reached = reached
results-missed = not reached
results-of-which = Of which:
results-evidence = Evidence:
results-before = Before
dataset-funding = Funding plans
dataset-contributions = Contributions in kind
dataset-results = Results
dataset-subventions = Grants (SCDL)
dataset-iati = The register as IATI
open-data-catalogue = Catalogue
open-data-catalogue-lead = Every dataset with its files, licence, size and checksum, for portals that harvest it (DCAT-AP).
open-data-grants = The authority’s grants to private bodies, in the national form of French local authorities: one row for each agreement, beneficiary and year of decision. Above €23,000 a year, the law requires an agreement and the publication of its data. A date known to the month only is given as the first day of the month.
open-data-keywords = international cooperation; decentralised cooperation; external action of local authorities; international solidarity
about-dataset-partnerships = The authority’s partnerships: territories, status, themes and Sustainable Development Goals.
about-dataset-projects = The activities carried out: title, period, status, sectors, places, partnership and goals.
about-dataset-organisations = The organisations that take part in partnerships and activities, with their type, country and identifiers.
about-dataset-participations = The role of each organisation in each partnership and activity.
about-dataset-agreements = The agreements: parties, dates of signature, duration, resolution and amounts.
about-dataset-budgets = The planned budgets of each activity, by period and currency, with their value in euros.
about-dataset-transactions = The money movements of each activity: commitments, payments and receipts, with their value in euros.
about-dataset-funding = The funding plan of each activity: funder, amount and degree of commitment.
about-dataset-contributions = Contributions in kind: working days, accommodation and equipment, with their value.
about-dataset-results = The results of activities: indicators, targets and values reached by period.
about-dataset-events = Events and delegations: dates, places and participants.
about-dataset-networks = The networks that the authority takes part in.
about-dataset-territories = The partner territories: country, position and population.
about-dataset-places = Partner territories and the places of activities and events, as WGS 84 coordinates.
about-dataset-subventions = Grants paid to private bodies, in the French national form SCDL “subventions” 2.1.1: one row for each agreement, beneficiary and year of decision.
about-dataset-versions = Each publication and withdrawal of a record, with its date.
about-dataset-iati = The activities and the organisation as IATI 2.03.
about-dataset-interface = The programming interface: reading published records and, with a token, writing.
about-dataset-calendar = The calendar of published events, as iCalendar.
about-dataset-news = The latest publications, as Atom.
open-data-licence = Licence:
dataset-versions = Published versions
open-data-versions = Each publication and each withdrawal with its date: what changed since a copy was made. The tables as they were on a given day come from “portulan export csv --as-of”.
versions-published = { $count ->
    [one] { $count } record published
   *[other] { $count } records published
 }
versions-withdrawn = { $count ->
    [one] { $count } record withdrawn
   *[other] { $count } records withdrawn
 }
chart-time = The projects in time
chart-time-colours = Blue: decentralised cooperation; green: other partnerships; ochre: projects without a partnership.
