office-yes = yes
office-no = no
office-account = My account
office-active = Active account
office-add = Add { $value }
office-address = Page address
office-agent-unknown = Unknown browser
office-all = All
office-archive = Archive
office-unpublish = Unpublish
office-unpublish-lead = The page is removed from the site. The record stays in the lists and can be published again.
office-archive-lead = The page is removed from the site, and the record leaves the working lists. It can still be read among the archived records.
office-put-away-lead = The record leaves the working lists. It can still be read among the archived records.
office-withdraw-title = Withdraw or delete
office-publish-conflict = This record was changed while you were reviewing it, so nothing was done. Review the new version below, then try again.
office-preview-title = The page as it will be published
office-fact-period = Period
office-fact-granted = Secured funding
office-fact-ended = ended
office-until = until { $value }
office-until-past = ended on { $value }
office-add-files = Add pictures or documents
office-audit = Audit log
office-audit-csv = Export these entries as CSV
office-audit-lead = All actions in the register, newest first.
office-audit-none = No entry matches.
office-back = Back to dashboard
office-before-publishing = Fix before publishing
office-changed = Last change
office-changes = Changes in this version
office-changes-public = Changes to publish
office-change-added = added
office-change-removed = removed
office-comments = Comments
office-comments-open =
    { $count ->
        [one] Comments ({ $count })
       *[other] Comments ({ $count })
    }
office-comments-resolved =
    { $count ->
        [one] Resolved comments ({ $count })
       *[other] Resolved comments ({ $count })
    }
office-comments-none = No open comments.
office-comment-resolve = Mark as resolved
office-comment-reopen = Reopen
office-comment-resolved = Resolved by { $name } on { $at }
office-comment-unknown = No user is called “{ $value }”: nobody was notified under this name.
office-mention-names = People to mention
office-comment = Your comment
office-comment-help = Use @name to mention someone. Comments are not public.
office-comment-add = Add comment
office-list-faulty = Item { $value }: needs correcting
office-list-first = First items
office-list-hidden = Items not shown: { $value }. They are preserved when you save.
office-list-last = Last items
office-list-next = Next
office-list-previous = Previous
office-list-position = { $first }–{ $last } of { $count }
office-list-show = Show these items
office-list-shown = Items { $first } to { $last } of { $count }. The others are preserved when you save.
office-item-removed = Item removed.
office-item-restore = Put the item back
office-table-actions = Actions
office-table-cell = { $name }, row { $row }
office-table-details = Details
office-table-emptied = Cells emptied because they are empty in what you pasted: ….
office-table-left = Lines without a row in the table: …. Add rows, then paste the rest.
office-table-number = No.
office-table-pasted = Pasted lines: ….
office-table-row = Row number
office-table-sum = Total
office-table-sum-again = Calculate the totals again
office-table-sum-of = Total – { $value }
office-table-told = { $name }: { $value }
office-table-unmatched = Values not pasted because they are not among the choices or have no column: …. Check these cells.
office-table-unread = { $count ->
    [one] The total leaves out one amount that is not a number or has no currency. Correct this amount.
   *[other] The total leaves out { $count } amounts that are not numbers or have no currency. Correct these amounts.
}
office-mentions = Mentions
office-conflicts = Conflicting versions
office-conflicts-lead = Someone else saved this record while you were editing. Changes that do not conflict have been merged. Choose a version for each remaining field, then save.
office-create = Create “{ $value }”
office-create-use = Use “{ $value }”
office-create-elsewhere = without a position
office-dashboard = Dashboard
office-date-help = Examples: 2011, October 2023 or 23 October 2023.
office-date-pick = Choose in a calendar
office-done-saved = Changes saved.
office-done-sent-back = Record sent back as a draft. Your note is in the comments and on the dashboard of the author of the reviewed version.
office-done-sent-back-alone = Record sent back as a draft. Your note is in the comments. The reviewed version has no author to notify: inform the person concerned yourself.
office-done-same = There were no changes to save.
office-done-restored = The selected version was restored as a draft.
office-done-published = Record published. The site will be updated in a few seconds.
office-done-archived = Record archived: it is no longer visible on the site.
office-done-unpublished = Record unpublished: it is no longer visible on the site, but you can still edit it.
office-down = Move down
office-draft-drop = Discard changes
office-draft-kept = Your unsaved changes have been restored (draft of { $value }).
office-drafts = Drafts
office-edit = Edit
office-email = E-mail address
office-email-taken = Another account already uses this e-mail address. Enter another address, or edit the existing account.
office-email-wrong = This e-mail address is not valid. Enter the complete address, such as name@city.org.
office-erase = Delete permanently
office-error-conflict = This record was changed in the meantime
    .remedy = Go back to the record: your input is saved there, and the two versions will be merged.
office-error-busy = The register is temporarily busy
    .remedy = Nothing was saved. Wait a few seconds, then try again.
office-denied-not-active = Your account is disabled, or the token has expired. Sign in again, or contact an administrator of the register.
office-denied-role = Your role does not allow this action. Ask a user with a higher role.
office-denied-token-scope = This token does not have the required scope. Create a token with that scope.
office-denied-out-of-scope = This record belongs to a partnership that is not assigned to you. Propose the change, or ask an administrator to assign the partnership to you.
office-denied-private = Contacts, trips, delegations and imports are reserved for the authority’s staff. Contact a member of staff.
office-denied-own-work = Two-person approval is on, and you wrote part of this content. Ask another publisher to publish it.
office-denied-never-public = Trips and delegations are never published. Publish an event instead.
office-denied-authority = The authority’s record cannot be archived or deleted. Edit it instead.
office-denied-still-public = The record is published. Unpublish or archive it first.
office-denied-second-authority = A register has only one authority. Edit its record instead of adding another.
office-denied-not-public = The record is not published, so it cannot be unpublished. No action is needed.
office-denied-file-exists = Another file already has this name. Rename the file, then import it again.
office-denied-foreign-file = The file was not uploaded for this record. Upload it from the record.
office-denied-not-proposable = You have the right to edit this record. Edit it directly instead of proposing a change.
office-rest-changed = This page showed only part of the record, and the other part has changed since. Go back, copy your input, then open the record again.
office-task-unseen = This person does not have access to the record. Choose another person.
office-unkept = The draft was not saved. Check your connection, then save the record.
office-unnotified = Not notified because they do not have access to this record: { $value }.
office-error-too-large = The request is too large
    .remedy = Send less data at once; the size limit of a file is shown next to its field.
office-error-failed = Something went wrong
    .remedy = Nothing was lost. Try again; if the problem persists, contact the server administrator.
office-error-forbidden = Your role does not allow this action
    .remedy = Contact an administrator of the register.
office-error-foreign = This request came from another site and was refused
    .remedy = Open the back office at its own address, then try again.
office-error-method = This page does not accept this kind of request
    .remedy = Go back to the previous page, then try again.
office-error-missing = Page or record not found
    .remedy = Check the address, or search for the record: it may have been deleted.
office-error-refused = This cannot be saved
    .remedy = Correct the problems below, then try again.
office-error-unreadable = The form could not be read
    .remedy = Reload the page and start again.
office-expiring = Agreements expiring within six months
office-filter-cut = Only the { $count } most frequent values are offered: narrow the list with the other filters.
office-find-help = Search for a name, a word of a text, a number, an e-mail address or the content of an uploaded document.
office-find-none = No record contains these words. Check the spelling, or search for fewer words.
office-more-fields = Other fields
office-required = required to publish
office-required-help = Fields marked with an asterisk (*) are required to publish.
office-show-all-fields = Show all fields
office-show-fewer-fields = Hide other fields
office-to-translate = to be translated
office-keys = Keyboard shortcuts
office-keys-close = Close
office-keys-find = Go to the search
office-keys-help = Show these shortcuts
office-keys-move = Move between results
office-keys-save = Save the record that you are editing
office-find = Find a record
office-content-to-publish = Content to be published
office-help = Help
office-hidden = Linked records not published
office-hidden-more = More linked records are not published: only { $value } are listed. Publish these, then open this page again.
office-hidden-lead = The selected records are published at the same time. The others stay invisible on the site.
office-history = History
office-history-changed = Changed fields: { $fields }
office-history-changed-others =
    { $count ->
        [one] Changed fields: { $fields } and { $count } other
       *[other] Changed fields: { $fields } and { $count } others
    }
office-history-created = Record created
office-history-newest = Newest versions
office-history-older = Older versions
office-history-same = Same content
office-inactive = disabled
office-incomplete = Incomplete records
office-invite = Invite a user
office-invite-go = Create invitation
office-invited = invitation pending
office-join = Welcome
office-join-go = Activate account
office-join-lead = Choose your password. This link can be used only once.
office-kept = Draft saved at
office-kinds-agreement = Agreements
office-kinds-authority = The authority
office-kinds-document = Sources and documents
office-kinds-event = Events
office-kinds-media = Pictures
office-kinds-network = Networks
office-kinds-organisation = Organisations
office-kinds-page = Pages
office-kinds-partnership = Partnerships
office-kinds-project = Projects
office-kinds-territory = Territories
office-link = Link to share
office-link-lead = Send this link to the person by a secure channel. It can be used only once and will not be shown again.
office-link-new = New access link
office-link-spent = This link has already been used or has expired
    .remedy = Ask the person who sent it to you for a new link.
office-list-none = No records to show.
office-login = Sign in
office-login-go = Sign in
office-login-lost = Ask an administrator of the register for a new access link.
office-login-wait = Too many attempts. Wait fifteen minutes, or ask for a new access link.
office-login-wrong = Incorrect e-mail address or password. Check your input, or request a new password.
office-logout = Sign out
office-may-administrator = manages users and settings
office-may-editor = writes and requests review
office-may-partner = reads and proposes changes
office-may-publisher = publishes, unpublishes and archives
office-may-reader = reads all records
office-menu = Menu
office-mine = Your version (below)
office-name = Name
office-name-missing = The name is missing. Enter a name.
office-name-too-long = This name is longer than 100 characters. Shorten it.
office-nameless = (no name)
office-new-agreement = New agreement
office-new-authority = The authority
office-new-document = New source
office-new-event = New event
office-new-media = New picture
office-new-network = New network
office-new-organisation = New organisation
office-new-page = New page
office-new-partnership = New partnership
office-new-project = New project
office-new-territory = New territory
office-newer = Previous
office-no-change = No changes.
office-not-public = This record is not published yet.
office-nothing = Nothing here yet.
office-older = Next
office-others = Also editing this record: { $value }.
office-own-role = You cannot change your own role. Ask another administrator.
office-own-work = You wrote some of these changes: another person must publish them.
office-pages = List pages
office-pages-of = Pages of “{ $value }”
office-part-amount = Amount
office-part-currency = Currency
office-part-end = End
office-part-lat = Latitude
office-part-lon = Longitude
office-part-qualifier = Precision
office-part-start = Start
office-part-value = Value
office-part-value-date = Value date
office-password = Password
office-password-common = This password is too easy to guess. Use several unrelated words.
office-password-long = This password is too long. Use at most 200 characters.
office-password-new = New password
office-password-now = Current password
office-password-old = The current password is incorrect. Check your input and try again.
office-password-rule = At least twelve characters; several unrelated words work well.
office-password-short = This password is too short. Use at least twelve characters.
office-preview = Preview
office-previous-revision = Previous version
office-profile = Profile
office-public-since = The site shows the version of { $value }.
office-public-too = an earlier version is published
office-publication = Publication
office-publish = Publish…
office-publish-now = Publish now
qualifier-about = about
qualifier-exactly = exactly
qualifier-nearly = nearly
qualifier-over = over
office-quick = Add
office-reason = Reason for the change (optional)
office-recent = Recent changes
office-record-nav = Record navigation
office-register = Register contents
office-remove = Remove
office-restore = Restore this version
office-restore-help = This version becomes a new draft; the site does not change until it is published.
office-restored-reason = Version { $value } restored
office-review = Request review
office-asked = Review requested from { $value }.
office-asked-nobody = The record is in review, but nobody else can publish it: no review was requested. Invite a person with the publisher role.
office-asked-without-mail = The record is in review. The register does not send mail: inform { $value }.
office-send-back = Send back with a note
office-send-back-title = Send the record back to its author
office-send-back-note = Note for the author
office-send-back-help = The record becomes a draft again; its content does not change. Your note is added to the comments and to the dashboard of the author of the reviewed version.
office-send-back-lacks-note = The note is empty. State what must be corrected or completed.
office-sent-back-reason = Sent back after review
names-last = { $names } and { $last }
names-others =
    { $count ->
        [one] { $names } and one other person
       *[other] { $names } and { $count } other people
    }
office-reviews = Records to review
office-role = Role
office-role-administrator = Administrator
office-role-editor = Editor
office-role-partner = Partner
office-role-publisher = Publisher
office-role-reader = Reader
office-save = Save
office-save-draft = Save draft
office-scope = Access limited to these partnerships
office-scope-column = Access limited to
office-scope-help = If none is selected: all records, according to the role; a partner then sees the published records and can propose changes to them. Otherwise: the selected partnerships and their projects.
office-sections = Record sections
office-see-site = View site
office-seen = Last activity
office-session-end = End session
office-session-end-others = End other sessions
office-session-own = current session
office-sessions = Active sessions
office-sessions-lead = End the sessions that you do not recognise.
office-slug = Last part of the address
office-slug-help = Lower-case letters, digits and hyphens. If this is empty, the address is made from the title.
office-sort = Sort
office-sort-name-descending = by name, Z to A
office-sort-updated-oldest = by last update, oldest first
office-source = Source: { $value }
office-source-none = Add a source
office-start = Create the first account
office-start-lead = You are creating the first administrator account of this register. This link can be used only once.
office-state = Publication state
office-sure-archive = This record will no longer be visible on the site or in working lists. Continue?
office-sure-unpublish = This record will no longer be visible on the site. You can publish it again later. Continue?
office-sure-erase = This record and its entire history will be deleted permanently. Continue?
office-sure-user = { $value } will no longer be able to sign in, and the account will be deleted. Continue?
office-theirs = Other version:
office-title = Back office
office-tongue = Add a language
office-tongue-add = Add this language
office-tongue-help = Name of the language, for example Arabic
office-undo = Undo
office-unsaved = Unfinished edits
office-up = Move up
office-upcoming = Upcoming events
office-user-delete = Delete account
office-users = Users
office-errors = { $count ->
    [one] { $count } field needs correcting.
   *[other] { $count } fields need correcting.
}
office-list-count = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
state-draft = Draft
state-in-review = In review
state-published = Published
state-unpublished = Unpublished
state-archived = Archived
territory-kind-city = City
territory-kind-metropolis = Metropolis
territory-kind-district = District
territory-kind-province = Province
territory-kind-prefecture = Prefecture
territory-kind-region = Region
territory-kind-state = State
territory-kind-country = Country
page-role-other = Other
page-role-introduction = Introduction
page-role-legal-notice = Legal notice
page-role-accessibility = Accessibility
office-accept = Accept as draft
office-answer-accepted = Accepted
office-answer-declined = Declined
office-answer-waits = Awaiting answer
office-answer-withdrawn = Withdrawn
office-decline = Decline
office-done-proposed = Proposal sent. The answer will appear on your dashboard.
office-done-scheduled = Publication scheduled.
office-done-contribution = Contribution accepted: its items are in the draft of the project.
office-done-unscheduled = The scheduled publication was cancelled.
office-proposal = Proposal
office-proposal-changes = Proposed changes
office-proposal-disputed = If you accept, these fields, which were changed in the meantime, will be replaced with the proposed text:
office-proposal-from = { $value } proposes a change.
office-proposal-help = Accepting creates a draft. The site changes only when the draft is published.
office-proposal-new = Content of the new record
office-proposal-note = Reason (for the reviewer)
office-proposal-read = View proposal
office-proposal-sent = Your proposal of { $value } is awaiting an answer.
office-proposal-why = Answer to the author of the proposal (optional)
office-proposals = Proposals
office-proposals-none = You have not sent any proposals yet. Open a record, edit it, then send the proposal.
office-proposals-own = Your proposals
office-proposals-waiting = Proposals to answer
office-propose = Send proposal
office-propose-lead = Your changes will be sent as a proposal: the editors of the register will accept or decline it.
office-proposed-reason = Proposed by { $value }
office-schedule = Schedule
office-schedule-at = Schedule for a date and time (time zone { $value })
office-schedule-later = Publish later…
office-schedule-off = The record was changed, so its scheduled publication was cancelled. Review the record, then schedule it again.
office-schedule-wrong = The publication date is not valid. Choose a future date within two years.
office-scheduled = Scheduled publications
office-scheduled-at = Publication scheduled for { $value }.
office-scheduled-by = Scheduled by { $value }.
office-scheduled-reason = Scheduled publication
office-scheduled-warn = Saving a change cancels this publication.
office-unschedule = Cancel scheduled publication
office-withdraw = Withdraw proposal
office-four-eyes = Two-person approval
office-four-eyes-help = The author of a change cannot publish it.
office-nothing-hidden = none
office-settings = Settings
office-settings-legal = Legally required pages
office-settings-look = default colour
office-settings-publication = Publication and access
office-settings-site = The authority and its site
office-settings-site-lead = These settings are part of the authority’s record: like any record, it has a history and must be published.
office-document-attached = Document added
office-document-damaged = This document is damaged or incomplete. Export it again from the original.
office-document-download = Download
office-document-file = File
office-document-macros = This document contains macros. Save it without macros, or as PDF.
office-document-old = DOC, XLS and PPT are not supported because they can contain macros. Save the document as DOCX, XLSX, PPTX or PDF.
office-document-private = This file is internal: only users of the back office can download it.
office-document-public = This file is open to the public: everybody can download it once the record is published.
office-document-unknown = This file is not a PDF, an office document (DOCX, XLSX, PPTX, ODT, ODS, ODP) or a picture (JPEG, PNG, WebP). Export it as PDF.
office-document-unscanned = The virus scanner does not answer; the file was not stored. Try again in a few minutes, then tell your IT department.
office-document-virus = The virus scanner refused this file ({ $value }). Tell your IT department.
office-upload-title-document = Add documents
office-upload-title-media = Add pictures
office-upload-back = Back
office-upload-damaged = This picture is damaged or incomplete. Export it again from the original.
office-upload-drop-document = Drop files here, or select them: PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP or picture, at most 40 MB each.
office-upload-drop-one = Drop the new file here, or select it: at most 40 MB.
office-upload-drop-media = Drop pictures here, or select them: JPEG, PNG or WebP, at most 40 MB each.
office-upload-heic = HEIC is not supported. Convert the photo to JPEG (“Most Compatible” on a phone).
office-upload-kept-document = Document saved as a draft. The file stays internal until you open it to the public.
office-upload-kept-media = Picture received; location, date and camera were removed. Describe it, then publish it.
office-upload-large = This file is larger than 40 MB. Reduce its size, then send it again.
office-upload-many = An upload has at most { $limit } files; this file and the next ones were not stored. Send them separately.
office-upload-none = No file was received. Choose one or more files.
office-upload-pixels = This picture has more than 120 million pixels. Reduce it, then send it again.
office-upload-svg = SVG is not supported because it can contain scripts. Export the drawing as PNG.
office-upload-unknown = This file is not a JPEG, PNG or WebP picture. Convert it to one of these formats.
office-upload-failed = The upload failed. Check your connection, then try again.
office-upload-going = Uploading
office-upload-go = Upload
office-upload-private = Users limited to partnerships can also read these documents, even if they do not see this record. Do not add identity papers here.
office-uploaded-document = Documents received
office-uploaded-media = Pictures received
office-picture-add = Upload a new picture
office-picture-file = File: JPEG, PNG or WebP, 40 MB at most
office-picture-alt = Alternative text
office-picture-alt-help = Describe the picture for people who do not see it.
office-picture-credit = Credit (optional)
office-picture-attached = Picture added
office-picture-pending = Versions for the site are being prepared; this takes a few seconds.
office-picture-replace = Replace the file
office-picture-none = No file yet.
office-used = Used in
office-used-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
office-code = Code from your app, or recovery code
office-code-lost = No phone and no recovery codes? An administrator of the register can turn off two-step verification for your account.
office-code-recovery = Recovery code
office-code-wrong = This code is incorrect or has already been used. Enter the code that the app shows now, or another recovery code.
office-factors-off = Turn off two-step verification
office-passkey-add = Add a passkey
office-passkey-added = Passkey added. Create recovery codes too, in case you lose it.
office-passkey-address = Passkeys require a domain name (not an IP address). Open the site by its name.
office-passkey-example = My phone
office-passkey-failed = The passkey did not work. Try again, or use another method.
office-passkey-name = Passkey name
office-passkey-limit = You already have twenty passkeys. Delete one before adding another.
office-passkey-name-missing = The passkey has no name. Enter a name.
office-passkey-remove = Delete
office-passkey-script = Adding a passkey requires JavaScript. Turn it on in your browser, then reload the page.
office-passkey-use = Use a passkey
office-passkey-used = last used { $value }
office-passkeys = Passkeys
office-passkeys-none = No passkeys yet. A passkey on your phone or computer lets you sign in without a password.
office-recovered = You signed in with a recovery code, which is now used up. Delete the passkey or app that you lost, then add a new one.
office-recovery = Recovery codes
office-recovery-keep = Store these codes somewhere safe, for example on paper. Each code works once if you lose your phone or passkey. They will not be shown again; earlier codes are cancelled.
office-recovery-kept = I have stored my codes
office-recovery-left = { $count ->
    [0] You have no recovery codes. Create some: they let you sign in if you lose your phone or passkey.
    [one] You have { $count } recovery code left.
   *[other] You have { $count } recovery codes left.
}
office-recovery-new = Create new codes
office-second = Two-step verification
office-second-lead = Two-step verification protects your account even if your password is stolen.
office-sure-factors = { $value } will be able to sign in with only a password. Continue?
office-totp = Authenticator app
office-totp-first = Six-digit code shown by the app
office-totp-is-on = A code from your app is required after the password.
office-totp-lead = The authenticator app on your phone shows a six-digit code that changes every thirty seconds.
office-totp-off = Turn off
office-totp-on = Turn on
office-totp-qr = QR code
office-totp-scan = Scan this QR code with the app. If the app is on this device, tap or click the code.
office-totp-type = Or enter this key in the app:
mail-agreement = { $title }: an agreement is about to expire
    .text =
        Hello { $name },

        The agreement “{ $title }” is about to expire (end date: { $end }).

        Record here whether it should be renewed:
        { $url }

        Kind regards,
        The register of international cooperation
mail-invitation = { $by } invites you to the register of international cooperation
    .text =
        Hello { $name },

        { $by } invites you to the register of international cooperation. Choose a password at the link below; it is valid for seven days and can be used once:
        { $url }

        Kind regards,
        The register of international cooperation
mail-open = Open
mail-mention = { $by } mentioned you in a comment on { $title }
    .text =
        Hello { $name },

        { $by } mentioned you in a comment on “{ $title }”:

        { $text }

        To reply:
        { $url }

        Kind regards,
        The register of international cooperation
mail-no-end = not set
mail-reset = Reset your password
    .text =
        Hello { $name },

        Choose a new password at the link below; it is valid for one day and can be used once:
        { $url }

        If you did not request this, ignore this message; nothing will change.

        Kind regards,
        The register of international cooperation
calendar-instalment = Payment expected: { $value }
calendar-agreement-ends = Agreement ends: { $value }
calendar-agreement-soon = Renewal to decide: { $value }
calendar-eapd = e-APD declaration for { $value }
office-calendar = My calendar
office-calendar-lead = Subscribe to events, agreement end dates and deadlines in your own calendar, at a private address. Do not share it.
office-calendar-new = Change address
office-calendar-off = Delete address
office-calendar-on = Create address
office-calendar-once = Add this address to the subscriptions of your calendar. It is shown only once; earlier addresses no longer work.
office-forgot = Forgot your password?
office-forgot-go = Send link
office-forgot-lead = You will receive an e-mail with a link to choose a new password.
office-forgot-sent = If an account exists for this address, a link has been sent. Check your inbox, including the spam folder.
office-link-mailed = Link sent to { $value }.
office-point = Choose on the map
office-point-done = Done
office-point-help = Search for a town, or click on the place. Zoom in for more precision.
office-place = Find a place
office-place-name = Name of the town
office-place-help = The town that you choose fills in the country, the subdivision and the position. It also fills in the name, if it is empty.
office-place-find = Search
office-place-none = The list has no town of this name. Check the spelling, or choose the place on the map.
office-place-chosen = Country, subdivision and position filled in: { $value }. Check them, then save.
office-place-credit = List of towns:
office-privacy = Personal data
office-privacy-lead = Personal data processed by this software (GDPR, article 30). Add this to your authority’s record of processing activities.
office-privacy-accounts = { $count ->
    [one] { $count } account registered at present.
   *[other] { $count } accounts registered at present.
}
office-privacy-persons = Data subjects
office-privacy-controller = Controller
office-privacy-processing = Processing activity
office-privacy-common = For all processing activities
office-privacy-transfers = Transfers outside the European Union
office-privacy-transfers-text = None by the program. Complete according to your hosting and mail providers.
office-privacy-security = Security measures
office-privacy-security-text = Rights by role and partnership, two-step verification, hashed passwords (Argon2id), audit log, files of the register closed to other users of the machine. The database is not encrypted: encrypt the disk of the server.
office-privacy-download = Download for the record of processing (XLSX)
office-privacy-data = Categories of data
office-privacy-purpose = Purposes
office-privacy-basis = Legal basis
office-privacy-kept = Retention period
office-privacy-seen = Recipients
privacy-accounts = Back-office accounts
    .persons = Users of the back office.
    .data = Name, e-mail address, language, role, partnerships; hash of the password; passkeys and the secret of the authenticator app, if turned on.
    .purpose = To authenticate users and manage their rights.
    .basis = Task in the public interest (GDPR, article 6(1)(e)).
    .kept = Until an administrator deletes the account; then only the name remains, in histories.
    .seen = Administrators; other users of the back office see the name.
privacy-sessions = Sessions
    .persons = Users of the back office.
    .data = Description of the browser, IP address, date of sign-in and date of last use.
    .purpose = To let users recognise and end sessions that are not theirs.
    .basis = Task in the public interest (GDPR, article 6(1)(e)).
    .kept = Seven days at most; eight hours without use.
    .seen = The owner of the account.
privacy-log = Audit log
    .persons = Users of the back office; authors of sign-in attempts.
    .data = User, action and date of each operation; IP address for sign-ins and failed attempts.
    .purpose = To make changes traceable and to detect attacks.
    .basis = Task in the public interest (GDPR, article 6(1)(e)).
    .kept = One year.
    .seen = Administrators.
privacy-history = Histories and comments
    .persons = Users of the back office.
    .data = Name of the author of each version, proposal and comment.
    .purpose = To trace how a record was written.
    .basis = Task in the public interest (GDPR, article 6(1)(e)).
    .kept = As long as the record; histories and comments are deleted with it.
    .seen = Users of the back office; Partner accounts, for their own partnerships.
privacy-mail = E-mail messages
    .persons = Users of the back office.
    .data = Address and text of messages that wait to be sent.
    .purpose = Invitations, password resets, mentions, reminders.
    .basis = Task in the public interest (GDPR, article 6(1)(e)).
    .kept = Until delivery to the mail server, two days at most.
    .seen = No internal recipient; pending messages are in the database.
privacy-records = People in public records and pictures
    .persons = Persons named in records or visible in pictures.
    .data = Names and functions stated in records, such as those of speakers; people in photos. Location, date and camera are removed from pictures on receipt.
    .purpose = To inform the public about international cooperation.
    .basis = Task in the public interest (GDPR, article 6(1)(e)); consent for pictures, where the law requires it.
    .kept = Until the record or picture is deleted; deleted data is overwritten in the database.
    .seen = The public, once published.
office-kinds-person = Contacts
office-kinds-mission = Trips and delegations
office-new-person = New contact
office-new-mission = New trip or delegation
office-private = Private
office-never-public = Trips and delegations are never published.
office-closing = Closure
office-cancel = Cancel
office-late = Late
office-missions = Upcoming trips and delegations
office-deadlines = Deadlines
office-overdue-contacts =
    { $count ->
        [one] { $count } contact past its retention period
       *[other] { $count } contacts past their retention period
    }
office-contacts-lead = Contacts are not public. Each time a record is viewed, it is written to the audit log.
office-contacts-only = Show
office-contacts-overdue = To delete or extend
office-contacts-incomplete = Purpose, legal basis or retention period missing
office-contacts-public = Public
office-contacts-reach = Contact details
office-contacts-csv = Download this list (CSV)
office-contact-public = Public
office-person-rights = Rights of the data subject
office-person-rights-lead = On request, give this person all data about them, or delete it.
office-person-export = Export data (JSON)
office-person-erase = Delete this person
office-person-erase-go = Delete permanently
office-erase-gone = Data to be deleted
office-erase-versions =
    { $count ->
        [one] The record and its only version.
       *[other] The record and its { $count } versions.
    }
office-erase-comments =
    { $count ->
        [one] { $count } comment.
       *[other] { $count } comments.
    }
office-erase-referring = Records that will no longer refer to this person
office-erase-naming = Texts that also mention this person
office-erase-naming-lead = These texts are not changed automatically: check whether the name should remain. Their earlier versions contain it too.
office-erased-reason = Person deleted
office-mission-sheet = Briefing pack
office-mission-sums = Total by currency
office-mission-all = Total
office-tasks = Tasks
office-tasks-mine = My tasks
office-tasks-all = All tasks
office-tasks-list = Open and recently completed tasks
office-tasks-as-board = Show in columns
office-tasks-as-list = Show as a list
office-board-late = Late
office-board-week = Next seven days
office-board-later = Later
office-board-undated = No date
office-board-done = Done
office-agenda = Calendar
office-agenda-months = Months
office-agenda-before = Previous month
office-agenda-after = Next month
office-agenda-present = This month
office-agenda-none = Nothing is planned this month: no event, no trip, no deadline, no task with a date.
office-agenda-cut = This month has more than 500 dates: the last ones are not shown.
office-agenda-more = { $count ->
    [one] and { $count } other
   *[other] and { $count } others
}
office-funders-draft = draft, not public yet
office-agenda-longer = Over several weeks
office-calendar-event = Event
office-calendar-mission = Trip
office-calendar-deadline = Deadline
office-calendar-task = Task
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
office-tasks-none = No tasks.
office-task-new = New task
office-task-what = Task title
office-task-add = Add
office-task-done = Mark as done
office-task-open = Reopen
office-task-by = Done: { $value }
office-task-day-like = 15 March 2027
office-task-day = This due date is not a valid date. Write it as “15 March 2027”.
office-task-untitled = The task has no title. Enter a title.
mail-task = { $by } assigned you a task: { $title }
    .text =
        Hello { $name },

        { $by } assigned you a task ({ $until }):

        { $title }

        Your task list:
        { $url }

        Kind regards,
        The register of international cooperation
mail-tasks = { $by } assigned you { $count } tasks
    .text =
        Hello { $name },

        { $by } assigned you { $count } tasks:

        { $list }

        Your task list:
        { $url }

        Kind regards,
        The register of international cooperation
office-mail-tasks-more =
    { $count ->
        [one] … and one other.
       *[other] … and { $count } others.
    }
mail-task-due = Task due: { $title }
    .text =
        Hello { $name },

        A task is due (due date: { $day }):

        { $title }

        Your task list:
        { $url }

        Kind regards,
        The register of international cooperation
mail-until = due date: { $value }
mail-no-day = no due date
privacy-contacts = Contacts
    .persons = Contacts at partner organisations; participants in trips and hosted delegations.
    .data = Name, function, employer, contact details, languages, notes; purpose, legal basis, origin, retention period and consents, record by record; participation in trips and delegations.
    .purpose = Stated in each record.
    .basis = Stated in each record.
    .kept = Until the date stated in each record; the dashboard lists records past that date. Deletion also deletes the history.
    .seen = The authority’s staff; each viewing is written to the audit log. The public sees only data that was deliberately published.
privacy-tasks = Tasks
    .persons = Users of the back office.
    .data = Title of the task, person responsible and person who completed it.
    .purpose = To assign work.
    .basis = Task in the public interest (GDPR, article 6(1)(e)).
    .kept = Until the task, or the record that it concerns, is deleted.
    .seen = The authority’s staff; Partner accounts, for their own tasks.
privacy-imports = Waiting imports
    .persons = Users of the back office; persons named in the uploaded files.
    .data = Uploaded file, its name, choices and corrections.
    .purpose = To resume an import, even after a restart.
    .basis = Task in the public interest (GDPR, article 6(1)(e)).
    .kept = Until the file is imported or abandoned, or another one is uploaded; seven days at most.
    .seen = The user who uploaded the file.
privacy-contributions = Contributions through a link
    .persons = Persons invited to report on a project; persons visible on their pictures.
    .data = Name and e-mail address entered by the office, name of the person who answers, texts, expenses, pictures.
    .purpose = To follow projects and report on them.
    .basis = Task in the public interest (GDPR, article 6(1)(e)).
    .kept = Until the project is deleted; if nothing was sent, 90 days after the link expired. Pictures that are not used are deleted with the answer.
    .seen = Users who may change the project; the document that keeps the accepted text, all users of the back office.
office-put-away = Archive
office-import = Import
office-import-lead = Import a spreadsheet, a folder of records or an IATI file. Nothing is saved before you have checked the additions and changes, row by row.
office-import-file = File to import
office-import-forms = XLSX, ODS or CSV; a Portulan folder as ZIP; IATI as XML; at most 64 MB
office-import-send = Analyse file
office-import-publish-iati = Publish records from an IATI file immediately
office-import-current = Import in progress: { $value }
office-import-go-on = Resume
office-import-template = Template to fill in
office-import-template-lead = The template has the column headings that are expected, with a note on each, lists to choose from and a sheet with an example, which is not imported. For transactions, one file is enough for all projects: the second sheet lists them.
office-import-template-example = Example
office-import-template-lists = Lists
office-import-note-item = Name of the record ({ $value }), as on the next sheet.
office-import-note-record = Leave it empty for a new record. To change a record, write its address or identifier.
office-import-note-records = One or more names of records ({ $value }), separated by semicolons.
office-import-note-reference = Name of a record of the register ({ $value }). If it does not exist yet, the import offers to create it.
office-import-note-choices = One or more names from the list, separated by semicolons.
office-import-note-choice = Choose a name from the list.
office-import-note-date = A date, a month or a year: 15 March 2025, March 2025 or 2025.
office-import-note-number = A number without text: 12500 or 12500.50.
office-import-note-integer = A whole number.
office-import-note-sdgs = Numbers of the Sustainable Development Goals, separated by semicolons: 6; 13.
office-import-note-texts = One or more texts, each on its own line of the cell.
office-import-note-several = One or more texts, separated by semicolons.
office-import-note-text = A free text. Leave it empty if you do not know.
office-import-example-project = Wells of Sadjé
office-import-example-partnership = Cooperation with Sadjé
office-import-example-organisation = Port-Imaginaire water company
office-import-example-event = Sadjé week
office-import-example-agreement = Cooperation agreement with Sadjé
office-import-example-territory = Sadjé
office-import-target = Content of each row
office-import-download = Download template
office-import-no-file = No file is selected. Choose a file.
office-import-empty = This file is empty. Choose another file.
office-import-unknown = This file is not a spreadsheet (XLSX, ODS, CSV), a ZIP folder or an IATI file. Save it in one of these formats.
office-import-large = This file is too large: a sheet has at most 50,000 rows and 256 columns, a file at most 2,000,000 cells and 64 MB of text. Delete unneeded data, or split the file.
office-import-large-archive = This archive is too large: at most 50,000 files and 128 MB uncompressed. Split it, or import it with `portulan import`.
office-file-too-complex = Reading this file takes too much memory. Delete unneeded data, split the file, or save it in another format.
office-file-too-slow = Reading this file took too long and was stopped. Split it, or make it smaller; if the server is busy, try again later.
office-file-failed = The program that reads files stopped unexpectedly; nothing was changed. Save the file in another format and try again. The server administrator can find the cause in the server log.
office-import-damaged = This file is damaged or protected by a password ({ $value }). Save it again without a password.
office-import-html = This file is a web page with another extension, not a spreadsheet. Open it in your spreadsheet program and save it as XLSX, ODS or CSV.
office-import-xml-sheet = This file is an “XML Spreadsheet 2003”, which is not supported. Open it in your spreadsheet program and save it as XLSX, ODS or CSV.
office-import-note-read =
    { $count ->
        [one] { $count } activity or organisation read.
       *[other] { $count } activities or organisations read.
    }
office-import-note-refused =
    { $count ->
        [one] { $count } of them is not imported: it is listed first, with the reason. The others can be imported.
       *[other] { $count } of them are not imported: they are listed first, with the reason. The others can be imported.
    }
office-import-note-errors =
    { $errors ->
        [one] { $errors } rule of the standard is not met
       *[other] { $errors } rules of the standard are not met
    }; the IATI validator of the site shows where.
office-import-note-reporters = The file is reported by { $names }; this register will report its activities as { $own }. If both are the same authority, enter this identifier in the field “IATI identifier” of its record, then import the file again. If it is another authority, its payments would be counted as those of this register: import only the activities in which your authority participates.
office-import-note-kept = The register has no field for these elements: { $names }. They are stored unchanged and included in the IATI export.
office-import-refused = Line { $line }: { $why } Once the file is corrected, import it again.
office-import-memory = Importing this file takes too much memory. Split it, or import only the activities of the authority.
office-import-unsettled = { $count ->
    [one] The record of { $count } activity has errors, and without it other records have errors too. Import the activities in several files.
   *[other] The records of { $count } activities have errors, and without them other records have errors too. Import the activities in several files.
}
office-import-no-authority = The register has no published authority yet. Publish the authority’s record, then import the file again.
office-import-invalid =
    { $count ->
        [one] This file is not a valid IATI file: the validator found { $count } critical error. Correct the file, then import it again.
       *[other] This file is not a valid IATI file: the validator found { $count } critical errors. Correct the file, then import it again.
    }
office-import-finding = Line { $line }: { $text }
office-import-notes = About this file
office-import-no-column = No column is matched to a field. Choose a field for at least one column, or another heading row.
office-import-no-row = There are no rows to import: the matched columns are empty below the heading row. Choose other columns, or another heading row.
office-import-no-record-file = This archive contains no records and no files of a Portulan folder. To import a spreadsheet or an IATI file, unpack the archive and send the file itself.
office-import-wrong-file =
    { $count ->
        [one] { $count } item of the file needs correcting. Correct it in the file, then send the file again.
       *[other] { $count } items of the file need correcting. Correct them in the file, then send the file again.
    }
office-import-columns = Match columns
office-import-remembered = A file with the same headings was imported before: its column matches are used again.
office-import-rows-are = Rows
office-import-sheet = Sheet
office-import-head = Heading row
office-import-reread = Reload
office-import-each = Columns of the file
office-import-heading = Heading
office-import-samples = Examples
office-import-field = Field
office-import-column = Column { $value }
office-import-ignore = – do not import –
office-import-record = Record (address, identifier or name)
office-import-key = Record (address or identifier)
office-import-how = Import options
office-import-source = Source of the data
office-import-source-help = A document of the register. It becomes the source of the changed data.
office-import-create = Create the partnerships, organisations, territories, networks, contacts and themes that are named and do not exist yet
office-import-clear = An empty cell clears the field
office-import-publish = Publish immediately
office-import-look = Preview changes
office-import-values = Values to match
office-import-values-lead = Some values of the file do not match anything known exactly. State once what each one means: your choice applies to all rows. A value without a choice remains to be corrected in the preview.
office-import-values-more =
    { $count ->
        [one] { $count } value is not shown: it will be once these are matched.
       *[other] { $count } values are not shown: they will be once these are matched.
    }
office-import-values-uncompared =
    { $count ->
        [one] { $count } unknown value was not compared with the names of the register, because the file has too many. Check that it does not mean an existing record.
       *[other] { $count } unknown values were not compared with the names of the register, because the file has too many. Check that they do not mean existing records.
    }
office-import-values-apply = Apply and show the preview
office-import-values-known =
    { $count ->
        [one] { $count } value recognised or already matched
       *[other] { $count } values recognised or already matched
    }
office-import-values-open =
    { $count ->
        [one] { $count } value to match.
       *[other] { $count } values to match.
    }
office-import-values-column = Column of the file: { $value }
office-import-values-rows =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
office-import-values-example = for example row { $value }
office-import-values-proposal = Suggestion, to check: { $value }
office-import-values-several = Several records have this name. Choose the one that the file means.
office-import-values-named = Match with the entry named below
office-import-values-create = Create “{ $value }”
office-import-values-empty = Leave empty
office-import-values-existing = Match with
office-import-values-search = Name to search for
office-import-values-unknown = A name that you entered does not match any entry. Choose a name from the list, or another answer.
office-import-value-known = Recognised: { $value }
office-import-value-new = Will be created: { $value }
office-import-value-undecided = – choose –
office-import-constants = Values for all rows
office-import-constants-lead = For a field that has no column in the file, enter a value here: it applies to all rows.
office-import-constant-none = – none –
office-import-constant-unknown = A value for all rows is not recognised. Choose a value from the list, or empty the field.
office-import-constant-note = Value for all rows – { $value }
office-import-preview = Import preview
office-import-line = row { $value }
office-import-leave = Exclude
office-import-left-out =
    { $count ->
        [one] Include { $count } excluded row
       *[other] Include { $count } excluded rows
    }
office-import-fields =
    { $count ->
        [one] { $count } field
       *[other] { $count } fields
    }
office-import-aside =
    { $count ->
        [one] { $count } related record will be created
       *[other] { $count } related records will be created
    }
office-import-nothing = No rows.
office-import-before = Previous rows
office-import-after = Next rows
office-import-wrong =
    { $count ->
        [one] { $count } row must be corrected or excluded.
       *[other] { $count } rows must be corrected or excluded.
    }
office-import-all-same = The register already contains this data: there is nothing to import.
office-import-will-publish = All rows will be imported together and published immediately.
office-import-will-draft = All rows will be imported together, as drafts.
office-import-cancel = Cancel import
office-import-back = Back to columns
office-import-workbook = Annotated workbook
office-import-check = Check again
office-import-take =
    { $count ->
        [one] Import { $count } row
       *[other] Import { $count } rows
    }
office-import-again = The register has changed in the meantime: check the preview again.
office-import-reason = Imported from { $value }
office-import-checking = Reading the rows
office-import-writing = Saving to the register
office-import-done = Import complete
office-import-another = Import another file
office-import-failed = Import failed: nothing was imported
office-import-open-quote = Line { $line }: a cell starts with a quotation mark that is not closed at its end. Close it, or double the quotation marks that are part of the text, then send the file again.
office-import-csv = Reading of the CSV file
office-import-separator = Separator
office-import-encoding = Encoding
office-import-first-rows = First rows of the file
office-separator-semicolon = semicolon
office-separator-comma = comma
office-separator-tab = tab
office-separator-bar = vertical bar
office-import-hidden = hidden sheet
office-import-hidden-rows =
    { $count ->
        [one] { $count } hidden row is part of this sheet. You can exclude it below.
       *[other] { $count } hidden rows are part of this sheet. You can exclude them below.
    }
office-import-hidden-row = hidden row
office-import-hidden-column = hidden column
office-import-skip-hidden = Exclude hidden rows
office-import-merged-rows =
    { $count ->
        [one] { $count } row takes the value of a merged cell.
       *[other] { $count } rows take the value of a merged cell.
    }
office-import-merged-row = value of a merged cell: { $value }
office-import-answer-first = Some values can be read in two ways. Answer the questions about the columns, then continue.
office-import-ask-number = Decimal separator of this column
office-import-ask-date = Date order of this column
office-import-choose = – choose –
office-import-choice = { $answer }: “{ $example }” is { $value }
office-import-answer-comma = decimal comma
office-import-answer-point = decimal point
office-import-answer-day-first = day before month
office-import-answer-month-first = month before day
office-import-cell-error = “{ $value }” is a spreadsheet error. Correct the formula, or enter the value here.
office-import-cell-uncomputed = The formula “{ $value }” has no result in the file. Open the file in your spreadsheet program, save it and send it again, or enter the value here.
office-import-cell-encoding = Some characters of “{ $value }” could not be read. Choose another encoding on the columns page, or correct the text here.
office-import-cell-two-numbers = “{ $value }” can be read in two ways: its mark may separate decimals or thousands. Choose the decimal separator on the columns page, or enter the number here without a thousands separator.
office-import-cell-two-dates = “{ $value }” can be read in two ways: the day or the month may come first. Choose the order on the columns page, or enter the date here as 2025-03-31.
office-import-cell-other = “{ $value }” does not match the choice made for this column ({ $chosen }). Enter the value here accordingly, or change the choice on the columns page.
office-import-cell-flag = “{ $value }” is neither yes nor no. Enter “yes” or “no”.
office-import-cell-unit = “{ $unit }” is not a recognised unit of this field. Enter only the number here, without a unit.
office-import-cell-currency = The amount is in “{ $unit }”, but the currency column has “{ $currency }”. Correct one of them.
office-import-cell-currencies = “{ $unit }” can mean several currencies. Enter the currency code in its column.
office-import-cell-no-amount = This row has a currency or a value date, but no amount. Enter the amount, or exclude the row.
office-import-cell-merged-number = “{ $value }” comes from a cell merged across several rows: used for each of them, this number would be counted several times. Enter the share of this row here.
office-import-remark = “{ $value }” looks like a total, a heading or a note: the row is not imported. If it is a record, choose “Import this row”.
office-import-hidden-sheet = This sheet is hidden in the file.
office-import-no-name = This row has no name. Enter the name of the record, match the column of names, or exclude the row.
office-import-ambiguous = “{ $value }” matches several records. Enter the address of the right one.
office-import-twice = Row { $value } is already about this record. Merge the two rows.
office-import-no-record = This row does not name its record. Enter the record that the row is about.
office-import-unknown-record = No record is named “{ $value }”. Check the spelling, or create the record.
office-verdict-left-out = Not imported
office-verdict-wrong = To correct
office-verdict-adds = Additions
office-verdict-changes = Changes
office-verdict-same = Unchanged
office-verdict-one-left-out = Not imported
office-verdict-one-wrong = To correct
office-verdict-one-adds = Addition
office-verdict-one-changes = Change
office-verdict-one-same = Unchanged
office-sso = Sign in with { $value }
office-sso-or = or with your password
office-sso-failed = The identity provider sent an invalid response. Try again, or sign in with your password.
office-sso-stranger = This sign-in was not started in this browser. Please start again.
office-sso-refused = Sign-in was refused or cancelled. Try again, or use your password.
office-sso-unknown = The identity provider recognised you, but you have no account in this register. Ask an administrator to invite you with this address.
mail-review = { $by } asks you to review { $title }
    .text =
        Hello { $name },

        { $by } asks you to review and publish “{ $title }”. See the changes:
        { $url }

        Kind regards,
        The register of international cooperation
mail-review-reason = { $by } asks you to review { $title }
    .text =
        Hello { $name },

        { $by } asks you to review and publish “{ $title }”:

        { $reason }

        To see the changes:
        { $url }

        Kind regards,
        The register of international cooperation
mail-accepted = Your proposal for { $title } was accepted
    .text =
        Hello { $name },

        { $by } accepted your proposal for “{ $title }”. { $why }

        See the proposal:
        { $url }

        Kind regards,
        The register of international cooperation
mail-declined = Your proposal for { $title } was declined
    .text =
        Hello { $name },

        { $by } declined your proposal for “{ $title }”. { $why }

        See the proposal:
        { $url }

        Kind regards,
        The register of international cooperation

# API tokens
office-tokens = API tokens
office-tokens-lead = With a token, a program (a website, an accounting system, a script) reads and writes the register on your behalf.
office-tokens-how = API documentation
office-tokens-there = Existing tokens
office-tokens-none = No tokens yet.
office-token-new = New token
office-token-once = Copy it now: it is shown only once and is not stored anywhere.
office-token-try = Example for a terminal:
office-token-make = New token
office-token-name = Purpose
office-token-name-help = For example “City website”. Histories will show your name with this purpose.
office-token-scopes = Scopes
office-token-scopes-none = No scope is selected. Choose at least one scope.
office-token-days = Validity
office-token-days-of = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
office-token-days-wrong = This validity is not allowed. Choose a validity from the list.
office-token-go = Create token
office-token-end = Revoke
office-token-ended = Token revoked: programs that use it no longer have access to the register.
office-token-over = expired
office-token-until = valid until { $value }
office-token-unused = never used
office-settings-tokens = API access
office-scope-read = read unpublished data
office-scope-write = create and edit drafts
office-scope-publish = publish, unpublish, archive and delete

# Declaration of official development assistance
office-eapd = Declaration (e-APD)
office-eapd-title = Declaration of official development assistance: { $value }
office-eapd-lead = Based on published records. Each value is explained; you can change it: your choice applies to the displayed year, until you restore the computed value.
office-eapd-years = Years
office-eapd-there = Go to the action
office-eapd-sum = Amount declared
office-eapd-before = In { $value }
office-eapd-actions = Actions
office-eapd-window = Declaration period:
office-eapd-open = open now
office-eapd-workbook = Workbook (XLSX)
office-eapd-frozen = Declaration locked:
office-eapd-unchanged = No changes since.
office-eapd-since = Changes since the declaration
office-eapd-was = Declared value
office-eapd-is = Current value
office-eapd-thaw = Reopen the declaration
office-eapd-freeze = Lock as submitted
office-eapd-freeze-help = After submitting the declaration to the State, lock it: later changes in the register will be shown beside it.
office-eapd-none = No disbursements in this year.
office-eapd-complete = All actions are complete.
office-eapd-filter = Actions shown
office-eapd-filter-all = All ({ $count })
office-eapd-filter-missing = To complete ({ $count })
office-eapd-incomplete = { $count ->
    [one] to complete in { $count } action
   *[other] to complete in { $count } actions
}
office-eapd-fill-in = Fill in
office-eapd-decide = Change value
office-eapd-derive = Restore computed value
office-eapd-scores = Policy markers
office-eapd-order = The workbook follows the column order of the register, not that of a form: the declaration is entered on Démarches simplifiées. The CSV file has the columns of CRS++; its amounts are in thousands of euros.
office-eapd-funds-help = Funds received from other funders are carried over from year to year and deducted when they are spent. The rest of the disbursements comes from own funds. With the shares of the funding plan, the funders’ share is deducted even if it has not been received yet: the amount carried over is then negative. The calculation method chosen this year applies to all years of the table.
office-eapd-opening = Carried over
office-eapd-received = Received
office-eapd-paid = Disbursed
office-eapd-deducted = Other funders
office-eapd-closing = To carry over
office-recipients = Recipient lists (DAC)
office-recipients-lead = Countries and regions eligible for official development assistance, year by year, as listed by the OECD’s Development Assistance Committee. Upload the list of a new year here, without waiting for a software update.
office-recipients-known = Available lists
office-recipients-countries = Countries and territories
office-recipients-regions = Regions
office-recipients-origin = Origin
office-recipients-built-in = included in the software
office-recipients-loaded = uploaded here
office-recipients-file = File
office-recipients-load = Upload a list
office-recipients-help = CSV or TSV in UTF-8. Download the list of a year above, change it, then load it.
office-recipients-columns = Columns of the file
office-recipients-column-code = DAC code of the recipient
office-recipients-column-country = ISO code of the country, empty for a region
office-recipients-column-region = DAC code of the region
office-recipients-column-group = income group: LDC (least developed countries), LIC, LMIC or UMIC
office-recipients-column-name-en = name in English
office-recipients-column-name-fr = name in French
office-recipients-go = Upload the list
office-recipients-done = List saved.
office-recipients-year-wrong = This year is not valid. Enter a year from 2018 to 2099.
office-recipients-encoding = This file is not in UTF-8. Save it as “CSV UTF-8”, then upload it again.
office-recipients-wrong = Line { $line }: { $what }
office-prefill = Prefill the form
office-prefill-title = Prefill the form for { $value }
office-prefill-lead = Since 2025, the declaration is submitted on Démarches simplifiées. The register can create a prefilled draft there, which you open, check and submit yourself. Nothing is sent without your confirmation.
office-prefill-back = Back to the declaration
office-prefill-saved = Procedure and fields saved.
office-prefill-ready = Prefilled draft
office-prefill-ready-help = The draft has been created. The State does not see it until you submit it.
office-prefill-open = Open the draft
office-prefill-body = Content to send
office-prefill-missing = { $count ->
    [one] { $count } value is missing in the declaration: its field will be empty.
   *[other] { $count } values are missing in the declaration: their fields will be empty.
}
office-prefill-changed = { $count ->
    [one] { $count } value has changed since the declaration was locked. The content below is that of the locked declaration: reopen it and lock it again to send the current value.
   *[other] { $count } values have changed since the declaration was locked. The content below is that of the locked declaration: reopen it and lock it again to send the current values.
}
office-prefill-earlier = A draft already exists for this year. If you create another, there will be two.
office-prefill-body-help = Check this content before creating the draft.
office-prefill-prepare-help = This content will be sent to
office-prefill-prepare = Create the prefilled draft
office-prefill-none = The procedure is not set up yet. Ask an administrator to enter its address, its number and its fields.
office-prefill-table = Procedure and fields
office-prefill-address = Service address
office-prefill-address-help = For example https://demarche.numerique.gouv.fr
office-prefill-number = Procedure number
office-prefill-fields = Fields
office-prefill-fields-help = One line per field: the field’s key, a space, then the data to fill in. For a repeatable block, write block>field. “text” is followed by fixed text. The keys are listed on the procedure’s “preremplir” page.
office-prefill-sources = Available data
office-prefill-of-form = For the whole declaration:
office-prefill-of-action = For each action (repeatable block):
office-prefill-number-wrong = The procedure number is not valid: it has only digits (12 at most). Correct it.
office-prefill-address-wrong = The service address is not valid: it starts with https:// and contains only the name of the site. Correct it.
office-prefill-unreachable = { $why } does not respond. Try again later, or enter the declaration manually.
office-prefill-refused = The service refused this content: { $why }. Check the procedure number and the keys of the fields.
office-prefill-answer-wrong = The service responded ({ $why }) without the address of the draft. Check the procedure number.
office-eapd-leave-out = Exclude from declaration
office-eapd-count = Include in declaration

# Webhooks
office-hooks = Webhooks
office-hooks-lead = When a record is published, or is no longer public, these addresses are notified within seconds.
office-hooks-there = Configured webhooks
office-hooks-none = No webhooks yet.
office-hook-secret = Signing key
office-hook-once = The program uses it to verify that messages come from this register. Copy it now: it is shown only once.
office-hook-taken = last delivered: { $value }
office-hook-failed = failed: { $value }
office-hook-untold = no delivery yet
office-hook-test = Send a test
office-hook-tested = Test sent; the result will appear here in a few seconds.
office-hook-end = Delete
office-hook-ended = Webhook deleted.
office-hook-new = Add a webhook
office-hook-url = Address
office-hook-url-help = The address must respond to a POST request within ten seconds. Failed deliveries are retried for two days.
office-hook-add = Add
office-hook-form = Messages are in JSON, signed according to the Standard Webhooks specification (webhook-id, webhook-timestamp, webhook-signature).
office-hook-many = The limit of twenty webhooks is reached. Delete one before adding another.
office-hook-malformed = This is not a web address. Enter the complete address, starting with https://.
office-hook-plain = The address must start with https://, so that messages are encrypted. Correct it.
office-hook-inside = This address belongs to a private or reserved network. Enter a public address.

# Funders and rates
office-funders = Funders
office-funders-lead = For each funder: planned amount, amount received, outstanding amount and reports due. Based on published records.
office-funders-none = No funding plan is published yet. Enter it in the record of each project, then publish the record.
office-funders-late = { $count ->
    [one] { $count } report overdue
   *[other] { $count } reports overdue
}
office-funders-sent = sent
office-rates = Exchange rates
office-rates-lead = With these rates, amounts in other currencies are also shown in euros, with the date and source of the rate.
office-rates-done = Rates saved; the site will be updated in a few seconds.
office-rates-wrong = This file has no readable exchange rates. Choose the file of the European Central Bank. Details:
office-rates-missing = Rates missing for the following currencies (import a more recent file):
office-rates-there = Current rates
office-rates-none = No rates yet.
office-rates-source = Source:
office-rates-days = Days
office-rates-first = From
office-rates-last = To
office-rates-bring = Update
office-rates-file = European Central Bank file
office-rates-help = This file is called eurofxref-hist.zip on the website of the European Central Bank; you do not need to unpack it. Rates of days already stored are replaced.
office-rates-go = Import
office-reports = Reports
office-reports-lead = Reports based on published records, ready to print, send or edit: accessible PDF, HTML page, ODT and DOCX documents.
office-report-language = Language
office-report-annual = Annual report
    .help = Figures of the year, a sheet for each partnership, agreements, outlook, tables.
    .of = Year
office-report-partnership = Partnership sheet
    .help = Map, key figures, description, budget and funding, results, SDGs, events, agreements.
    .of = Partnership
office-report-funder = Technical and financial report
    .help = Projects funded, amounts received and spent, results, reports due.
    .of = Funder
office-report-goals = Sustainable Development Goals
    .help = For each of the seventeen SDGs: partnerships, projects, budget and funding, results.
office-report-briefing = Briefing pack
    .help = Participants, day-by-day programme, information on the partners. Contains personal data.
    .of = Trip or delegation
office-list-workbook = Edit in a spreadsheet
office-two-step = Two-step verification required
office-two-step-help = Users concerned who have not turned on two-step verification can open only the page of their account, where they can turn it on; their API tokens do not work either.
office-two-step-none = For no role (optional)
office-two-step-from-administrator = For administrators
office-two-step-from-publisher = For publishers and administrators
office-two-step-from-editor = For editors and higher roles
office-two-step-from-reader = For readers and higher roles
office-two-step-from-partner = For all roles
office-two-step-missing = Your role requires two-step verification. Add a passkey or an app below to continue.
office-two-step-last = Your role requires two-step verification. Add another method before removing this one.
office-error-two-step = Your role requires two-step verification
    .remedy = Turn it on at the page of your account, then try again.
office-session-end-help = The subscription address of your calendar changes too: the current address will stop working.
office-signed-out = You are signed out
office-signed-out-lead = Your session on this site has ended. Your session at { $value } may still be active: end it too, especially on a shared computer.
office-signed-out-go = Sign out of { $value }
office-text-too-long = This text has { $count } characters; the maximum is { $max }. Shorten it.
office-proposal-limit = You have too many pending proposals. Wait for an answer before sending more.
office-session-old = You signed in more than fifteen minutes ago. Sign out, sign in again with the identity provider, then try again.
office-file-busy = Other files are being read. Send this file again in a few moments.
office-no-longer-public = This record is no longer published.
office-overview = Overview
office-overview-empty = This record is empty. Edit it to complete it.
office-offered = Add
office-overview-ahead = The latest version is not published yet: the site shows the previous one.
office-see-page = View the public page
office-duplicate = Duplicate
office-copy-title = { $value } (copy)
office-from-model = Create from the model
office-list-empty = No records yet.
office-bulk = Selected records
office-bulk-select = Select
office-bulk-verb-publish = Publish
office-bulk-verb-unpublish = Unpublish
office-bulk-verb-archive = Archive
office-bulk-verb-theme = Add a theme
office-bulk-verb-assign = Assign a task
office-bulk-verb-export = Export (XLSX)
office-bulk-verb-delete = Delete
office-bulk-nothing = No record is selected. Tick the records of the list, then choose the action.
office-bulk-theme-missing = This theme does not exist, or not any more. Choose a theme of the authority.
office-bulk-themes-none = The authority has no themes yet.
office-bulk-done = { $action ->
    [edit] { $count ->
        [0] No record changed.
        [one] { $count } record changed.
       *[other] { $count } records changed.
    }
    [theme] { $count ->
        [0] No record was given the theme.
        [one] { $count } record has the theme.
       *[other] { $count } records have the theme.
    }
    [assign] { $count ->
        [0] No task added.
        [one] { $count } task added.
       *[other] { $count } tasks added.
    }
    [delete] { $count ->
        [0] No record deleted.
        [one] { $count } record deleted.
       *[other] { $count } records deleted.
    }
    [publish] { $count ->
        [0] No record published.
        [one] { $count } record published.
       *[other] { $count } records published.
    }
    [unpublish] { $count ->
        [0] No record unpublished.
        [one] { $count } record unpublished.
       *[other] { $count } records unpublished.
    }
   *[other] { $count ->
        [0] No record archived.
        [one] { $count } record archived.
       *[other] { $count } records archived.
    }
}
office-list-edit = Edit in the list
office-list-edit-lead = Change the cells, then save: each row is saved on its own.
office-list-edit-help = You can paste rows that you copied in a spreadsheet. A public record stays published as it is: the change is a draft to publish. The source of a changed value is removed, because it is about the former value. Values that cannot be edited here are changed in the record.
office-list-edit-dates = Dates can be written as 2011, October 2023 or 23 October 2023.
office-list-edit-count = Changed rows: …
office-list-edit-refused = { $count ->
    [one] { $count } row was not saved: the reason is below the row.
   *[other] { $count } rows were not saved: the reason is below each row.
}
office-list-edit-saved = { $count ->
    [one] { $count } other row is saved.
   *[other] { $count } other rows are saved.
}
office-list-edit-gone = { $count ->
    [one] { $count } record of this page does not exist any more.
   *[other] { $count } records of this page do not exist any more.
}
office-list-edit-left = Lines without a place on the page: …
office-list-edit-unread = Values not taken, because they are not in the list of choices: … These cells are framed.
office-list-edit-lost = Not saved: { $value }
office-list-edit-denied = You may not change this record.
office-obstacle-archived = This record is archived. To change it, open it.
office-obstacle-scheduled = A publication of this record is scheduled: a change would cancel it. To change it, open it.
office-list-edit-changed = This value has been changed meanwhile. Current value: { $value }.
    .remedy = Save again to replace it by yours, or enter the current value.
office-bulk-drafts = { $count ->
    [one] For { $count } public record, the change is a draft to publish.
   *[other] For { $count } public records, the change is a draft to publish.
}
office-bulk-sources = { $count ->
    [one] For { $count } record, the source of the former value was removed: enter the new one in the record.
   *[other] For { $count } records, the source of the former value was removed: enter the new one in the record.
}
office-bulk-failed = { $count ->
    [one] { $count } record was left as it is.
   *[other] { $count } records were left as they are.
} { $action ->
    [theme] Its publication is scheduled, it has changed meanwhile, or you may not edit it.
    [assign] The chosen person may not view the record, or you may not add tasks.
    [delete] The record is public, other records refer to it, or you may not delete it.
   *[other] The page “Publication” of the record says why.
}
office-bulk-theme = Theme
office-bulk-theme-add = Add the theme
office-bulk-tasks-add = Add the tasks
office-bulk-question-delete = Delete the selected records
office-bulk-question-unpublish = Unpublish the selected records
office-bulk-question-archive = Archive the selected records
office-bulk-question-lead = { $action ->
    [unpublish] { $count ->
        [0] None of these records exists any more.
        [one] This record will no longer be visible on the site. You can publish it again.
       *[other] These { $count } records will no longer be visible on the site. You can publish them again.
    }
    [archive] { $count ->
        [0] None of these records exists any more.
        [one] This record will no longer be visible on the site nor in the working lists.
       *[other] These { $count } records will no longer be visible on the site nor in the working lists.
    }
   *[delete] { $count ->
        [0] None of these records exists any more.
        [one] This record will be deleted permanently, with its earlier versions. This cannot be undone.
       *[other] These { $count } records will be deleted permanently, with their earlier versions. This cannot be undone.
    }
}
office-task-nobody = This person has no active account any more. Choose another.
office-funders-not-granted = { $value } planned are not secured yet; this amount is not counted in what is still to spend.
office-publish-with = Publish { $value } too
office-erase-lead = The record and its earlier versions are deleted. This cannot be undone.
office-themes = Themes
office-themes-lead = Themes classify partnerships and projects; each has a page on the site. Choose those of your cooperation: you can rename them or add others.
office-themes-own = Themes of the authority
office-themes-edit = Edit the themes
office-themes-proposed = Proposed themes
office-themes-add = Add the ticked themes
first-steps = First steps
first-steps-lead = Each step ticks itself. The list disappears once a partnership and the legal notice are published.
first-steps-import = Is your data already in a spreadsheet? Import it.
first-step-done = done
first-step-look = Choose the logo or the colour of the authority
first-step-themes = Choose the themes of the cooperation
first-step-partnership = Create a first partnership
first-step-publish = Publish a first partnership
first-step-colleague = Invite a colleague
first-step-legal = Publish the legal notice
starter-theme-water = Water and sanitation
starter-theme-waste = Waste
starter-theme-energy = Energy
starter-theme-environment = Environment and climate
starter-theme-sea = Sea and coast
starter-theme-agriculture = Agriculture and food
starter-theme-health = Health
starter-theme-education = Education and training
starter-theme-research = Higher education and research
starter-theme-youth = Youth and mobility
starter-theme-culture = Culture
starter-theme-heritage = Heritage
starter-theme-sport = Sport
starter-theme-tourism = Tourism
starter-theme-economy = Economic development
starter-theme-governance = Local governance
starter-theme-equality = Equality between women and men
starter-theme-emergency = Emergency aid and reconstruction
model-to-complete = TO COMPLETE
model-legal-notice =
    ## Publisher

    { $publisher }

    - SIREN number: { $siren }
    - Postal address: TO COMPLETE
    - Telephone: TO COMPLETE
    - E-mail address: TO COMPLETE
    - Publication director: TO COMPLETE

    ## Hosting

    TO COMPLETE: name, address and telephone of the host.

    ## Reuse

    The data published on { $site } can be reused under the licence named at the bottom of each page. Photographs remain subject to the rights of their authors, who are named beside them.

    ## Personal data

    The site sets no cookie and measures no audience. To exercise your rights of access, rectification and erasure, write to the data protection officer.

    - Address of the data protection officer: TO COMPLETE
model-accessibility =
    { $publisher } is committed to making this site accessible, under article 47 of the French law no. 2005-102 of 11 February 2005. This statement applies to { $site }.

    ## Conformity

    TO COMPLETE: the site conforms fully, partly or not to the French accessibility standard (RGAA), according to the results of the audit.

    ## Results of the audit

    TO COMPLETE: date, author and rate of conformity. Without an audit, the site does not conform.

    ## Content that is not accessible

    TO COMPLETE.

    ## Contact

    If content is not accessible, write to us. We will direct you to an accessible alternative or send you the content in another form.

    - Address for reports of faults: TO COMPLETE

    ## Appeal

    If you reported a fault and received no satisfactory answer, you can write to the Defender of Rights (Défenseur des droits).
office-import-place = Place of the project (territory)
office-import-country = Country of the partner or place
office-import-partner = Partner organisation
office-import-funder = Funders
office-import-budget = Budget of the project
office-import-budget-currency = Currency of the budget
office-import-several-budgets = This project has several budgets: change them in its record, or import them as “Projects › Budgets”.
office-import-new-themes = Themes added to those of the authority: { $value }.
office-import-approximate = Amounts that are said to be approximate, imported without that word. Lines: { $value }.
office-import-unknown-values = Values that are said to be unknown (“to be defined”, “n/a”…), left empty. Lines: { $value }.
office-import-same-name = Records with the title of an earlier line, imported separately. Lines: { $value }.
office-import-same-cells = { $count ->
    [one] Also correct the other identical cell of this column
   *[other] Also correct the { $count } other identical cells of this column
}
office-import-unpublished = Records that were not published: open them to see what is missing
office-import-records = Imported records
office-import-publish-all = { $count ->
    [one] Publish this record
   *[other] Publish these { $count } records
}
office-import-published = { $count ->
    [0] No record published.
    [one] { $count } record published.
   *[other] { $count } records published.
}
office-import-undo = Undo this import
office-import-undo-sure = Delete the records that this import created, and restore the others?
office-import-undo-reason = Undo of the import of { $value }
office-import-undone = Import undone: the records that it created are deleted, the others have their earlier content, as drafts.
office-import-not-undone = The import could not be undone: a record has changed since, a colleague is working on it, or your role may not delete it. Nothing was changed.
office-import-outside = Lines without content in the imported columns, ignored. Lines: { $value }.
office-import-section = “{ $value }” is the only content of the row: it is probably the title of a part of the table, which is not imported. If it is a project, choose “Import this row”.
office-import-leave-wrong = Exclude all rows to correct
office-import-total = “{ $value }” looks like a total or a subtotal: the row is not imported. If it is a record, choose “Import this row”.
office-import-cell-value-alone = “{ $value }” is not recognised in the column “{ $column }”. Choose its meaning in “Values to match”, or empty the cell.
office-import-cell-value-long = “{ $value }” is not recognised in the column “{ $column }”. Choose its meaning in “Values to match”, or write the name in full, such as “{ $names }”.
office-import-cell-value = “{ $value }” is not recognised in the column “{ $column }”. Choose its meaning in “Values to match”, or write one of these names: { $names }.
office-import-want = Import this row
office-import-undo-help = You can undo this import for fifteen minutes, as long as none of its records is published or changed.
office-unsaved-discard = Discard
office-sure-discard = These entries will be discarded. Continue?
office-unsaved-here = You have changed this record without saving it ({ $value }). These changes do not appear here.
office-unsaved-open = Continue editing
office-import-funders = Funders added as “prospective”, because the table does not say whether they have agreed. Lines: { $value }.
office-select-all = Select all
office-import-no-points = Territories created without coordinates, to be placed on the map afterwards: { $value }.
office-import-many-names = This cell has more than fifty names. Spread them over several lines, or enter them in the record.
office-writing = Formatting
office-writing-bold = Bold (Ctrl+B)
office-writing-heading = Heading
office-writing-italic = Italic (Ctrl+I)
office-writing-link = Link (Ctrl+K)
office-writing-list = Bulleted list
office-ready = Ready to apply?
office-ready-lead = What the call for projects asks for before it funds this partnership. Also check the rules of procedure of the call.
office-ready-checks = Documents and duties
office-ready-done = Done
office-ready-missing = To do
office-ready-none = Not needed
office-ready-declaration = Last year’s e-APD declaration sent, then frozen
office-ready-reports = Reports due to the funder of the call sent
office-ready-agreement = Signed agreement in force
office-ready-agreement-text = Attached text of the type “Agreement”
office-ready-resolution = Council resolution: number, and attached text of the type “Council resolution”
office-ready-prefect = Agreement sent to the prefect
office-ready-no-number = The number is missing.
office-ready-no-text = The text is not attached.
office-ready-unsigned = No date of signature
office-ready-begins = Begins: { $value }
office-ready-ended = Ended: { $value }
office-ready-commitment = Commitment to republican principles signed by the associations
office-ready-plans = Funding plan that follows the rules of the call
office-ready-atlas = Sheet of the French Atlas of decentralised cooperation
office-ready-atlas-lead = Copy it into the Atlas. Complete empty fields in the record of the partnership.
office-ready-fill = To be completed
office-ready-authority = Authority
office-ready-partner = Partner territories
office-ready-themes = Themes
office-ready-since = Beginning
office-ready-status = Status
office-ready-summary = Summary
office-ready-contacts = Contacts (elected representative, officer)
office-ready-links = Links
office-ready-call = { $name } – rules of { $year }
office-ready-choose = Show
office-ready-calls = Call for projects
office-ready-rules = Rules of the call
office-ready-rules-source = Source of the rules
office-ready-rule-share = Requested share: at most { $value }% of the funding plan, contributions in kind included.
office-ready-rule-share-by-country = Requested share: at most { $least }% of the funding plan in the least developed countries, { $other }% in other countries that receive assistance, { $elsewhere }% elsewhere, { $several }% for countries of several groups.
office-ready-rule-own = Contribution of the authority: at least { $value }% of the funding plan.
office-ready-rule-staff = Valued staff: at most { $value }% of the contribution of the authority.
office-ready-rule-least = Requested amount: at least { $value }.
office-ready-rule-most = Requested amount: at most { $value }.
office-ready-count = { $count ->
    [0] Everything is done.
    [one] { $count } item is missing.
   *[other] { $count } items are missing.
}
office-ready-limit = This partnership has more than { $value } projects or more than { $value } agreements: only the first { $value } of each list, in alphabetical order, are checked.
office-ready-where = See:
office-ready-declaration-of = Declaration { $value }
office-ready-commitment-where = Enter the date of signature in the record of the organisation, section “Rights”, field “Commitment to republican principles”.
office-ready-plans-none = No current project of the partnership has a funding line “{ $value }”.
office-ready-atlas-complete = Atlas sheet complete
office-ready-atlas-empty = Empty fields: { $value }.
office-ready-atlas-fields = Record of the partnership
plan-remark-share-too-large = { $instrument }: { $actual }% of the funding plan (contributions in kind included); the maximum is { $limit }%.
plan-remark-own-share-too-small = { $instrument }: the authority gives { $actual }% of the funding plan; the minimum is { $limit }%.
plan-remark-staff-share-too-large = { $instrument }: staff is { $actual }% of what the authority gives; the maximum is { $limit }%.
plan-remark-amount-too-small = { $instrument }: { $actual } requested; the minimum is { $limit }.
plan-remark-amount-too-large = { $instrument }: { $actual } requested; the maximum is { $limit }.
plan-remark-country-missing = { $instrument }: the largest part depends on the country. Enter the place of the project, or the territory of the partnership.
plan-remark-amount-missing = { $instrument }: an amount is missing or has no exchange rate; the parts are not checked.
plan-remark-source = Rules of { $value }
office-funders-mark = Mark as sent
office-funders-report = Technical and financial report (PDF)
office-funders-changed = This date has been changed meanwhile. Open the record of the project to enter it.
office-funders-own = your own budget
office-funders-spent = Spent from own funds
office-funders-unspent = Still to spend
office-funders-beyond = { $value } were spent beyond the funding plan; this amount does not reduce what is still to spend.
office-funders-receive = Mark as received
office-funders-unreceive = Undo the receipt noted today
office-funders-received = received
office-funders-instalment = Expected payment
office-funders-received-reason = Payment received: { $value }
office-funders-unreceived-reason = Payment not received: { $value }
office-funders-done-received = Payment marked as received. To count it in the amount received, add it to the transactions of the project.
office-funders-done-received-draft = Payment marked as received, in a draft: publish the project to update this page. To count it in the amount received, add it to the transactions of the project.
office-funders-done-unreceived = The payment is expected again.
office-funders-done-unreceived-draft = The payment is expected again, in a draft: publish the project to update this page.
office-funders-late-payments = { $count ->
    [one] { $count } payment late
   *[other] { $count } payments late
}
office-funders-unmark = Undo the sending noted today
office-funders-marked = Report sent: { $value }
office-funders-unmarked = Report not sent: { $value }
office-funders-done-unsent = The report is due again.
office-funders-done-unsent-draft = The report is due again, in a draft: publish the project to update this page.
office-unsecured = Funding that is not secured
office-unsecured-lead = The funding plan is public. Make sure that these funders agree to be named, or remove the lines from the record before you publish.
office-funders-done-sent = Report marked as sent.
office-funders-done-sent-draft = Report marked as sent, as a draft: publish the record of the project to update this page.
office-plan-remarks = Rules of the funders
office-views = Saved views
office-view-name = Name of this view
office-view-save = Save the view
office-view-drop = Delete the view
office-view-many = You already have 20 views of this list. Delete one, then save the new one.
office-list-clear = Clear the filters
office-columns = Columns
facet-kind = Type
facet-status = Status
facet-country = Country
facet-theme = Theme
facet-partnership = Partnership
facet-funder = Funder
facet-year = Year
facet-role = Role
list-total-budgets = Budgets
list-total-paid = Disbursed
list-total-promised = Amounts
office-contacts-cards = Export for an address book (vCard)
office-contacts-addresses = { $count ->
    [one] Copy the e-mail address on this page
   *[other] Copy the { $count } e-mail addresses on this page
 }
office-contacts-write = Write to all in blind copy
office-contact-card = Add to the address book (vCard)
office-copy = Copy
office-copied = Copied
office-person-export-pdf = Export for the person (PDF)
office-person-data = Personal data
office-person-data-lead = Data stored about this person, handed over at the person’s request (GDPR, articles 15 and 20).
office-person-named = Records that refer to this person
office-person-kind = Type of record
office-person-when = Date
office-person-who = Author
office-person-text = Text
office-person-action = Action
office-person-log = Access to these data
office-person-reason = Reason
setup-title = Set up the authority
setup-lead = This is enough to begin. You can change all of it in the settings.
setup-authority = Authority
setup-name = Full name
setup-siren = SIREN number (optional)
setup-place = Town
setup-place-help = The point from which the lines on the map start.
setup-towns = Choose the town
setup-own-accent = Use the colour of the authority on the site
setup-themes = Themes of the cooperation
setup-legal = Create the legal notice and the accessibility statement from the model, as drafts
setup-later = Later
setup-currency-help = Currency of new amounts. It follows the country until you choose another.
setup-logo = Logo (optional)
setup-logo-help = JPEG, PNG or WebP picture shown in the header of the site.
setup-logo-held = File received: { $value }. Choose another file to replace it.
setup-logo-again = The logo was not stored, because its file is large. Choose it again.
setup-colleague = Invite a colleague (optional)
setup-colleague-help = This person will receive a link to activate an account. Leave empty to invite nobody.
setup-done = Authority set up
setup-done-invited = The account of { $value } is created and waits for activation. Role:
setup-continue = Continue
logo-alt = Logo – { $name }
logo-none = No logo is stored.
logo-file = Upload a new logo
    .help = JPEG, PNG or WebP picture. The record becomes a draft: publish it to show the logo on the site.
office-picture-alt-none = The picture has no alternative text.
office-picture-alt-shown = Alternative text: { $value }
setup-name-missing = The name of the authority is missing. Enter it.
setup-language-missing = No language is chosen. Select at least one language of the site.
setup-place-missing = This town is not in the list. Check its name and country, or enter the nearest town.
setup-place-several = Several towns match. Choose yours.
first-step-setup = Set up the authority
office-person-earlier = Version of { $value }
