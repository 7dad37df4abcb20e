# Reports: as PDF, HTML, ODT and DOCX.
paper-annual = Annual report { $value }
paper-annual-of = International cooperation
paper-contents = Contents
paper-page = page
paper-sources = Sources
paper-year = Key figures of the year
paper-all-years = all years
paper-paid-in-all = total: { $value }
paper-count-decentralised = { $count ->
    [one] decentralised cooperation partnership
   *[other] decentralised cooperation partnerships
 }
paper-count-other = { $count ->
    [one] other partnership
   *[other] other partnerships
 }
paper-count-countries = { $count ->
    [one] partner country
   *[other] partner countries
 }
paper-count-projects = { $count ->
    [one] project in progress during the year
   *[other] projects in progress during the year
 }
paper-count-events = { $count ->
    [one] event in the year
   *[other] events in the year
 }
paper-count-networks = { $count ->
    [one] network
   *[other] networks
 }
paper-other-actions = Other actions
paper-outlook = Outlook
paper-outlook-dates = Upcoming dates
paper-outlook-why = Subject
paper-outlook-asked = Funding requested or prospective
paper-agreement-ends = end of the agreement
paper-project-ends = planned end of the project
paper-project-starts = planned start of the project
paper-report-due = report due to { $value }
paper-when = Date
paper-what = Title
paper-method = Methodology
paper-method-text = This report is based on the published records of the register, on the date shown on the cover. A number refers to the source of a piece of information; “inferred” marks information added by the editors, “computed” marks a number calculated from the register.
paper-tables = Chart data
paper-indicator = Indicator
paper-indicators = Indicators
paper-goals = Contribution to the Sustainable Development Goals
paper-goal-partnerships = { $count ->
    [one] { $count } partnership
   *[other] { $count } partnerships
 }
paper-funder = Technical and financial report
paper-funder-nothing = This funder does not appear in the funding plan of any published project.
paper-stage = Funding status
paper-instalment-due = payment expected (funder: { $value })
paper-instalments = Expected payments
paper-instalment-received = received on: { $value }
paper-amount = Amount
paper-condition = Condition
paper-reports = Reports due
paper-report = Report
paper-due = Due date
paper-state = Status
paper-report-sent = date sent: { $value }
paper-report-late = overdue
paper-report-next = upcoming
paper-spent = Spending
paper-costs = Planned and actual costs by heading
paper-heading = Heading
cost-heading-staff = Staff
cost-heading-travel = Travel and accommodation
cost-heading-equipment = Equipment and supplies
cost-heading-works = Works
cost-heading-services = Studies, expertise and other services
cost-heading-training = Training and workshops
cost-heading-communication = Communication
cost-heading-monitoring = Monitoring, evaluation and audit
cost-heading-indirect-costs = Indirect costs
cost-heading-contingencies = Contingencies
cost-heading-other = Other costs
paper-no-heading = Without a heading
paper-planned = Planned
paper-actual = Actual
paper-left = Remaining
paper-share = Rate
paper-percent = { $value }%
paper-no-rate = Amounts that are not in the totals, as no exchange rate is known: { $value }
paper-resources = Resources
paper-organisation = Organisation
paper-resource-unplanned = Received, not in the funding plan
paper-resource-own = Own funds
paper-resource-direct = Costs paid directly
paper-unknown-organisation = Organisation not stated
paper-publicity = Publicity
paper-annexes = Annexes
paper-receiver = Recipient
paper-total = Total
paper-to-do = Follow-up
paper-more-pictures = { $count ->
    [one] { $count } more picture in the register
   *[other] { $count } more pictures in the register
 }
