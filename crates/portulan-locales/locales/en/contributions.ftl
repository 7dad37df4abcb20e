# Contributions: reports on a project by a person without an account, through a link.
contribution = Contribution
contributions = Contributions to the project
contributions-lead = Ask an operator or a partner for news of the project: they answer in a form, with a simple link, without an account. Nothing enters the register before you accept it.
contributions-there = Requested contributions
contributions-waiting = Contributions to review
contributions-open = Ask for contributions or review them
contribution-stage-open = In progress
contribution-stage-expired = Link expired
contribution-stage-sent = To review
contribution-stage-accepted = Accepted
contribution-stage-declined = Closed, not used
contribution-sent-at = sent { $value }
contribution-expired-at = link expired { $value }
contribution-until = link valid until { $value }
contribution-sent-by = sent by { $value }
contribution-document = What you accepted is stored in the document
contribution-answered-by = answered by { $value }
contribution-ask = Ask for a contribution
contribution-contributor = Recipient
    .help = The person or organisation that will fill in the form.
contribution-email = E-mail address
    .help = Optional: the link is sent there, if mail is configured.
contribution-start = Period: first day
contribution-end = Period: last day
contribution-date-wrong = This date is not valid. Write it as “1 January 2026”, “January 2026” or “2026”.
contribution-period-wrong = The period ends before it starts. Correct one of the two dates.
contribution-days = Validity of the link
contribution-days-count = { $count } days
contribution-language = Language of the form
contribution-message = Message to the recipient
contribution-make-link = Create the link
contribution-link = Link to the form
contribution-link-once = Copy this link and give it to the recipient. It is shown only once; anyone who has it can fill in the form.
contribution-link-mailed = This link was sent to the recipient. It is shown only once; anyone who has it can fill in the form.
contribution-link-copy = Copy the link
contribution-link-copied = Link copied
contribution-not-sent = The recipient has not sent anything yet.
contribution-changed = This contribution or the project was changed meanwhile. Read what follows again, then answer.
contribution-returned = It was sent back to the recipient, who is completing it. It appears here again once it is sent.
contribution-not-taken = not used
contribution-parts = check the breakdown by group
contribution-new-link = Create a new link
contribution-new-link-help = A new link replaces the old one. What the recipient has saved is kept.
contribution-accept = Accept
contribution-accept-help = The ticked items become drafts of the project: expenses as transactions, values in the indicators, pictures in the media library. A document keeps the text that was sent; its file is visible in the back office only.
contribution-accepted-reason = Contribution accepted: { $value }
contribution-return = Send back with the note
contribution-decline = Close without using it
    .sure = Close this contribution? The recipient can no longer change it, and its pictures are deleted.
contribution-note = Note to the recipient
contribution-note-missing = Explain in the note what is to be completed.
contribution-take = Use
contribution-take-one = Use: { $value }
contribution-outside = outside the period
contribution-before = in the register: { $value }
contribution-unplaced = this indicator no longer exists; the value stays in the document
contribution-total = Total
contribution-progress = What was done
    .help = The activities of the period, in a few sentences.
contribution-difficulties = Difficulties
contribution-next = Next steps
contribution-expenses = Expenses of the period
contribution-values = Results of the period
contribution-pictures = Pictures
contribution-by = Your name
contribution-column-date = Date
contribution-column-amount = Amount
contribution-column-heading = Cost heading
contribution-column-description = Description
contribution-column-indicator = Indicator
contribution-column-value = Value
contribution-required = required
contribution-required-picture = required with a picture
contribution-number-large = This number is too large. Check the number of zeros.
contribution-amount-zero = This amount is zero. Correct it or empty the line.
contribution-amount-decimals = This amount has more than two decimals. Write “1234” for one thousand two hundred and thirty-four, or round it to cents.
contribution-needed = This field is needed to send the form.
contribution-report = { $project }: progress report, { $value }
contribution-report-title = Progress report: { $value }
contribution-report-by = Sent by
contribution-report-note = Sent through an online form.
contribute-title = Progress report: { $value }
contribute-lead = Period: { $value }
contribute-asked-by = Request sent by { $value }.
contribute-until = This link is valid until { $value }.
contribute-returned = Please complete what you sent:
contribute-saved = Your entries are saved. You can continue with this same link until { $value }.
contribute-conflict = This form was changed in another window. Check your entries and save again: they will replace the other version.
contribute-faults =
    { $count ->
        [one] One field needs a correction. Your entries are saved, but not sent.
       *[other] { $count } fields need a correction. Your entries are saved, but not sent.
    }
contribute-expenses-help = One line for each expense. You can write “5 March 2026”, “12,500.50” or “€45k”.
contribute-currency = Currency of the expenses
contribute-more-lines = Add lines
contribute-values-help = The value reached in the period ({ $value }). Leave empty what you do not know.
contribute-target = Target: { $value }
contribute-picture = Add a picture
contribute-picture-help = A JPEG, PNG or WebP file of at most 40 MB; at most { $count } pictures. The GPS position and other hidden information are removed.
contribute-picture-alt = Description of the picture
contribute-picture-credit = Author of the picture
contribute-picture-consent = The recognisable persons have agreed to the publication of their image.
contribute-picture-add = Add the picture
contribute-picture-remove = Remove
contribute-picture-large = The picture is larger than { $limit } MB. Choose a smaller file.
contribute-picture-missing = No file is selected. Select a picture, then add it.
contribute-picture-undescribed = The picture was not added: describe it and name its author, then select the file again.
contribute-picture-consent-missing = The picture was not added: confirm the agreement of the recognisable persons, then select the file again.
contribute-pictures-full = The picture was not added: a form contains at most { $count } pictures, { $size } MB in all. Remove one first.
contribute-what-happens = After you send the form, { $value } reviews your contribution before using it. Do not give confidential information about other persons.
contribute-send = Send
contribute-save = Save and continue later
contribute-sent = Contribution sent
    .text = Thank you. Your contribution was sent; this is its content.
contribute-accepted = Contribution accepted
    .text = Thank you. Your contribution was accepted.
contribute-closed = Contribution closed
    .text = This contribution is no longer expected.
contribute-expired = This link is no longer valid
    .text = It has expired or was replaced by another one. Ask the person who sent it to you for a new link.
mail-contribution = { $project }: your progress report ({ $period })
    .text =
        Hello { $name },

        { $author } asks you for news of the project “{ $project }” for this period: { $period }.

        { $message }

        Fill in the form with this link, valid until { $until }; you can stop and continue later:
        { $url }

        Kind regards,
        The register of international cooperation
mail-contribution-returned = { $project }: please complete your progress report ({ $period })
    .text =
        Hello { $name },

        Thank you for your progress report on the project “{ $project }” ({ $period }). Please complete it:

        { $message }

        Continue the form with this new link, valid until { $until }; it replaces the previous one:
        { $url }

        Kind regards,
        The register of international cooperation
mail-contribution-sent = { $contributor } sent a progress report: { $project }
    .text =
        Hello { $name },

        { $contributor } sent a contribution to the project “{ $project }”.

        To review it:
        { $url }

        Kind regards,
        The register of international cooperation
contribution-payer = Organisation that paid these expenses
    .help = An organisation of the register. Without it, the expenses would be counted as the authority’s own, in the declaration too.
contribution-payer-missing = Choose the organisation that paid the ticked expenses, or create its record first.
