# Reports: as PDF, HTML, ODT and DOCX.
paper-annual = Annual report { $value }
paper-annual-of = International cooperation
paper-contents = Contents
paper-page = page
paper-sources = Sources
paper-year = The year in figures
paper-all-years = all years
paper-paid-in-all = { $value } in all
paper-count-decentralised = { $count ->
    [one] decentralised cooperation
   *[other] decentralised cooperations
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
    [one] project under way in the year
   *[other] projects under way in the year
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
paper-outlook-dates = What is dated already
paper-outlook-why = What happens
paper-outlook-asked = Funding asked for or hoped for
paper-agreement-ends = agreement ends
paper-project-ends = project is to end
paper-project-starts = project is to start
paper-report-due = report expected by { $value }
paper-when = When
paper-what = What
paper-method = How this report is made
paper-method-text = This report is drawn from the published register as it is on the day of the cover. A number leads to the source of a fact; “inferred” marks what the editors inferred, “computed” what the register computed.
paper-tables = The charts as tables
paper-indicator = Indicator
paper-indicators = Indicators
paper-goals = Contribution to the Sustainable Development Goals
paper-goal-partnerships = { $count ->
    [one] { $count } partnership
   *[other] { $count } partnerships
 }
paper-funder = Report to the funder
paper-funder-nothing = No published project has this funder in its funding plan.
paper-project = Project
paper-stage = Commitment
paper-reports = Reports expected
paper-report = Report
paper-due = Due
paper-state = State
paper-report-sent = sent on { $value }
paper-report-late = late
paper-report-next = to come
paper-spent = What was spent
paper-receiver = To whom
paper-total = Total
paper-to-do = What is still to be done
