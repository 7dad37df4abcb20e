//! The policy against hand-written tables: roles and scopes in rows, actions in columns.
use portulan_store::PolicySettings;
use uuid::Uuid;

use super::*;

/// The columns of each table.
const COLUMNS: [Action; 13] = [
    Action::View,
    Action::Create(State::Draft),
    Action::Create(State::Published),
    Action::Save(State::Draft),
    Action::Save(State::InReview),
    Action::Save(State::Published),
    Action::Save(State::Archived),
    Action::Schedule,
    Action::Unschedule,
    Action::Erase,
    Action::Propose,
    Action::AnswerProposal,
    Action::AddFile,
];

/// The acting user: role, true if bound to partnerships, true if the record belongs to one of them.
const ROWS: [(UserRole, bool, bool); 11] = [
    (UserRole::Partner, true, false),
    (UserRole::Partner, true, true),
    (UserRole::Reader, false, false),
    (UserRole::Reader, true, true),
    (UserRole::Editor, false, false),
    (UserRole::Editor, true, false),
    (UserRole::Editor, true, true),
    (UserRole::Publisher, false, false),
    (UserRole::Publisher, true, false),
    (UserRole::Publisher, true, true),
    (UserRole::Administrator, false, false),
];

/// Checks a table: `x` for allowed, `.` for denied. Actions that create concern a record that does not exist
/// yet.
fn check(name: &str, facts: RecordFacts, settings: PolicySettings, table: [&str; 11]) {
    for ((role, is_scoped, in_scope), row) in ROWS.into_iter().zip(table) {
        let wanted: Vec<char> = row.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(wanted.len(), COLUMNS.len(), "{name}: {row}");
        for (action, wanted) in COLUMNS.into_iter().zip(wanted) {
            let user = ActingUser { id: Uuid::nil(), role, is_scoped, token: None };
            let mut record = RecordFacts { in_scope, ..facts };
            if matches!(action, Action::Create(_)) {
                (record.state, record.is_public) = (None, false);
            }
            let request = Request { principal: Principal::User(user), action, record, settings };
            let decision = decide(&request);
            assert_eq!(decision.is_ok(), wanted == 'x', "{name}: {request:?} is {decision:?}");
        }
    }
}

fn stored(kind: Kind, state: State, is_public: bool) -> RecordFacts {
    RecordFacts { state: Some(state), is_public, ..RecordFacts::new(kind) }
}

#[test]
fn records_that_are_drafts() {
    let settings = PolicySettings::default();
    for state in [State::Draft, State::InReview, State::Unpublished] {
        // Organisations and similar kinds: users bound to partnerships may add them.
        for kind in [Kind::Organisation, Kind::Territory, Kind::Event, Kind::Media, Kind::Document] {
            //                    view create  save                schedule erase propose answer file
            let table = [
                /* partner, other's     */ ". .. .... .. . . . .",
                /* partner, own         */ "x .. .... .. . x . .",
                /* reader               */ "x .. .... .. . . . .",
                /* reader, own          */ "x .. .... .. . . . .",
                /* editor               */ "x x. xx.. .. . . x x",
                /* editor, other's      */ "x x. .... .. . x . x",
                /* editor, own          */ "x x. xx.. .. . . x x",
                /* publisher            */ "x xx xxxx xx x . x x",
                /* publisher, other's   */ "x xx .... .. . x . x",
                /* publisher, own       */ "x xx xxxx xx x . x x",
                /* administrator        */ "x xx xxxx xx x . x x",
            ];
            check("draft", stored(kind, state, false), settings, table);
        }
        // Projects and agreements are added to the user's own partnerships only.
        for kind in [Kind::Project, Kind::Agreement] {
            let table = [
                ". .. .... .. . . . .",
                "x .. .... .. . x . .",
                "x .. .... .. . . . .",
                "x .. .... .. . . . .",
                "x x. xx.. .. . . x x",
                "x .. .... .. . x . x",
                "x x. xx.. .. . . x x",
                "x xx xxxx xx x . x x",
                "x .. .... .. . x . x",
                "x xx xxxx xx x . x x",
                "x xx xxxx xx x . x x",
            ];
            check("draft of a project", stored(kind, state, false), settings, table);
        }
        // Partnerships, networks and pages are added by users without bounds only.
        for kind in [Kind::Partnership, Kind::Network, Kind::Page] {
            let table = [
                ". .. .... .. . . . .",
                "x .. .... .. . x . .",
                "x .. .... .. . . . .",
                "x .. .... .. . . . .",
                "x x. xx.. .. . . x x",
                "x .. .... .. . x . x",
                "x .. xx.. .. . . x x",
                "x xx xxxx xx x . x x",
                "x .. .... .. . x . x",
                "x .. xxxx xx x . x x",
                "x xx xxxx xx x . x x",
            ];
            check("draft of a partnership", stored(kind, state, false), settings, table);
        }
    }
}

#[test]
fn partners_without_partnerships_propose_changes_of_what_they_read() {
    for kind in Kind::ALL.iter().filter(|kind| !kind.is_private()) {
        for state in State::ALL {
            let facts = stored(*kind, *state, *state == State::Published);
            let allows = |is_scoped| {
                let user = ActingUser { id: Uuid::nil(), role: UserRole::Partner, is_scoped, token: None };
                let (principal, settings) = (Principal::User(user), PolicySettings::default());
                decide(&Request { principal, action: Action::Propose, record: facts, settings }).is_ok()
            };
            let is_readable = *state == State::Published && *kind != Kind::Authority;
            assert_eq!((allows(false), allows(true)), (is_readable, false), "{kind} {state:?}");
        }
    }
}

#[test]
fn those_who_publish_unpublish_what_is_public() {
    //                            partner  reader  editor   publisher  administrator
    let cases = [
        ("a public draft", stored(Kind::Event, State::Draft, true), ".. .. ... x.x x"),
        ("public", stored(Kind::Project, State::Published, true), ".. .. ... x.x x"),
        ("never public", stored(Kind::Event, State::Draft, false), ".. .. ... ... ."),
        ("archived", stored(Kind::Event, State::Archived, false), ".. .. ... ... ."),
        // A change of an unpublished record changes nothing that the public sees.
        ("unpublished", stored(Kind::Event, State::Unpublished, false), ".. .. x.x x.x x"),
        ("authority", stored(Kind::Authority, State::Published, true), ".. .. ... ... ."),
        ("mission", stored(Kind::Mission, State::Draft, false), ".. .. ... ... ."),
    ];
    for (name, facts, row) in cases {
        for ((role, is_scoped, in_scope), wanted) in ROWS.into_iter().zip(row.replace(' ', "").chars()) {
            let ask = |token| {
                let principal = Principal::User(ActingUser { id: Uuid::nil(), role, is_scoped, token });
                let record = RecordFacts { in_scope, ..facts };
                let action = Action::Save(State::Unpublished);
                decide(&Request { principal, action, record, settings: PolicySettings::default() })
            };
            assert_eq!(ask(None).is_ok(), wanted == 'x', "{name}: {role:?} {is_scoped} {in_scope}");
            let by_token = ask(Some(vec![TokenScope::Write]));
            assert!(facts.kind.is_private() || by_token == Err(Denial::TokenScope(TokenScope::Publish)));
        }
    }
}

#[test]
fn records_that_are_public_are_archived_before_they_are_deleted() {
    for state in [State::Draft, State::InReview, State::Published] {
        let table = [
            ". .. .... .. . . . .",
            "x .. .... .. . x . .",
            "x .. .... .. . . . .",
            "x .. .... .. . . . .",
            "x x. xx.. .. . . x x",
            "x x. .... .. . x . x",
            "x x. xx.. .. . . x x",
            "x xx xxxx xx . . x x",
            "x xx .... .. . x . x",
            "x xx xxxx xx . . x x",
            "x xx xxxx xx . . x x",
        ];
        check("public", stored(Kind::Event, state, true), PolicySettings::default(), table);
    }
}

#[test]
fn archived_records_can_be_changed_and_published_again() {
    let table = [
        ". .. .... .. . . . .",
        "x .. .... .. . x . .",
        "x .. .... .. . . . .",
        "x .. .... .. . . . .",
        "x x. xx.x .. . . x x",
        "x x. .... .. . x . x",
        "x x. xx.x .. . . x x",
        "x xx xxxx xx x . x x",
        "x xx .... .. . x . x",
        "x xx xxxx xx x . x x",
        "x xx xxxx xx x . x x",
    ];
    check("archived", stored(Kind::Event, State::Archived, false), PolicySettings::default(), table);
}

#[test]
fn the_authority_is_the_administrators_own() {
    let table = [
        ". .. .... .. . . . .",
        "x .. .... .. . x . .",
        "x .. .... .. . . . .",
        "x .. .... .. . . . .",
        "x .. .... .. . . . x",
        "x .. .... .. . . . x",
        "x .. .... .. . . . x",
        "x .. .... .. . . . x",
        "x .. .... .. . . . x",
        "x .. .... .. . . . x",
        "x xx xxx. xx . . x x",
    ];
    for state in [State::Draft, State::Published] {
        check("authority", stored(Kind::Authority, state, true), PolicySettings::default(), table);
    }
}

#[test]
fn contacts_and_missions_are_for_the_authority_s_own_staff() {
    let nobody = ". .. .... .. . . . .";
    let reader = "x .. .... .. . . . .";
    let editor = "x x. xx.. .. . . x x";
    let publisher = "x xx xxxx xx x . x x";
    let table =
        [nobody, nobody, reader, nobody, editor, nobody, nobody, publisher, nobody, nobody, publisher];
    for is_public in [false, true] {
        // Persons may request erasure at any time, so a contact need not be archived first.
        check("contact", stored(Kind::Person, State::Draft, is_public), PolicySettings::default(), table);
    }
    let publisher = "x x. xx.x .x x . x x";
    let table =
        [nobody, nobody, reader, nobody, editor, nobody, nobody, publisher, nobody, nobody, publisher];
    check("mission", stored(Kind::Mission, State::Draft, false), PolicySettings::default(), table);
}

#[test]
fn two_people_publish_where_the_authority_asks_for_it() {
    let settings = PolicySettings { two_person_approval: true };
    let own = RecordFacts { wrote_since_publication: true, ..stored(Kind::Event, State::Draft, true) };
    let of_another = stored(Kind::Event, State::Draft, true);
    let publisher = [
        ". .. .... .. . . . .",
        "x .. .... .. . x . .",
        "x .. .... .. . . . .",
        "x .. .... .. . . . .",
        "x x. xx.. .. . . x x",
        "x x. .... .. . x . x",
        "x x. xx.. .. . . x x",
        "x x. xx.x .x . . x x",
        "x x. .... .. . x . x",
        "x x. xx.x .x . . x x",
        "x x. xx.x .x . . x x",
    ];
    check("own work", own, settings, publisher);
    let table = publisher.map(|row| match row {
        "x x. xx.x .x . . x x" => "x xx xxxx xx . . x x",
        "x x. .... .. . x . x" => "x x? .... .. . x . x",
        other => other,
    });
    // Publishing a new record counts as writing in one's own scope: the store sets that fact, which this
    // table omits.
    for ((role, is_scoped, in_scope), row) in ROWS.into_iter().zip(table) {
        for (action, wanted) in COLUMNS.into_iter().zip(row.chars().filter(|c| !c.is_whitespace())) {
            if matches!(action, Action::Create(State::Published)) {
                continue;
            }
            let user = ActingUser { id: Uuid::nil(), role, is_scoped, token: None };
            let record = match action {
                Action::Create(_) => RecordFacts { in_scope, ..RecordFacts::new(Kind::Event) },
                _ => RecordFacts { in_scope, ..of_another },
            };
            let request = Request { principal: Principal::User(user), action, record, settings };
            assert_eq!(decide(&request).is_ok(), wanted == 'x', "{request:?}");
        }
    }
}

#[test]
fn a_change_that_reaches_into_a_foreign_partnership_is_refused_to_users_bound_to_others() {
    let facts = RecordFacts { adds_partnership: true, ..stored(Kind::Project, State::Draft, false) };
    for role in [UserRole::Editor, UserRole::Publisher] {
        for action in
            [Action::Save(State::Draft), Action::Save(State::InReview), Action::Create(State::Draft)]
        {
            for (is_scoped, wanted) in [(true, Err(Denial::OutOfScope)), (false, Ok(()))] {
                let principal = Principal::User(ActingUser { id: Uuid::nil(), role, is_scoped, token: None });
                let record = RecordFacts { in_scope: true, ..facts };
                let request = Request { principal, action, record, settings: PolicySettings::default() };
                assert_eq!(decide(&request), wanted, "{request:?}");
            }
        }
    }
}

#[test]
fn tasks_are_added_by_readers_about_records_that_they_view() {
    // As the rows of `ROWS`: partners add none, all others view every record.
    let wanted = [false, false, true, true, true, true, true, true, true, true, true];
    for ((role, is_scoped, in_scope), wanted) in ROWS.into_iter().zip(wanted) {
        let principal = Principal::User(ActingUser { id: Uuid::nil(), role, is_scoped, token: None });
        let record = RecordFacts { in_scope, ..stored(Kind::Project, State::Published, true) };
        let settings = PolicySettings::default();
        let request = Request { principal, action: Action::AddTask, record, settings };
        assert_eq!(decide(&request).is_ok(), wanted, "{request:?}");
        let private = RecordFacts { kind: Kind::Mission, ..record };
        assert!(!is_scoped || decide(&Request { record: private, ..request }).is_err(), "private");
    }
}

#[test]
fn comments_are_resolved_by_their_authors_and_by_users_who_may_write_the_record() {
    // As the rows of `ROWS`.
    let own = [false, true, true, true, true, true, true, true, true, true, true];
    let others = [false, false, false, false, true, false, true, true, false, true, true];
    for (is_own, wanted) in [(true, own), (false, others)] {
        for ((role, is_scoped, in_scope), wanted) in ROWS.into_iter().zip(wanted) {
            let principal = Principal::User(ActingUser { id: Uuid::nil(), role, is_scoped, token: None });
            let record = RecordFacts { in_scope, ..stored(Kind::Project, State::Published, true) };
            let settings = PolicySettings::default();
            let action = Action::ResolveComment { is_own };
            let request = Request { principal, action, record, settings };
            assert_eq!(decide(&request).is_ok(), wanted, "{request:?}");
        }
    }
}

#[test]
fn a_token_gives_no_more_than_its_scopes() {
    let needed = |action| match action {
        Action::View => TokenScope::Read,
        Action::Save(State::Published | State::Archived)
        | Action::Create(State::Published)
        | Action::Schedule
        | Action::Unschedule
        | Action::Erase => TokenScope::Publish,
        _ => TokenScope::Write,
    };
    for &scope in TokenScope::ALL {
        for action in COLUMNS {
            let user = ActingUser {
                id: Uuid::nil(),
                role: UserRole::Administrator,
                is_scoped: false,
                token: Some(vec![scope]),
            };
            let record = match action {
                Action::Create(_) => RecordFacts::new(Kind::Event),
                _ => stored(Kind::Event, State::Draft, false),
            };
            let settings = PolicySettings::default();
            let request = Request { principal: Principal::User(user), action, record, settings };
            let decision = decide(&request);
            if scope == needed(action) {
                assert!(decision.is_ok() || decision == Err(Denial::NotProposable), "{request:?}");
            } else {
                assert_eq!(decision, Err(Denial::TokenScope(needed(action))), "{request:?}");
            }
        }
    }
}

#[test]
fn who_is_nobody_may_nothing_and_the_operator_all_but_publishing_missions() {
    for kind in Kind::ALL {
        for action in COLUMNS {
            let record = stored(*kind, State::Draft, false);
            let settings = PolicySettings { two_person_approval: true };
            let of = |principal| Request { principal, action, record, settings };
            assert_eq!(decide(&of(Principal::Nobody)), Err(Denial::NotActive));
            let publishes = matches!(
                action,
                Action::Create(State::Published) | Action::Save(State::Published) | Action::Schedule
            );
            let wanted = if publishes && *kind == Kind::Mission { Err(Denial::NeverPublic) } else { Ok(()) };
            assert_eq!(decide(&of(Principal::Operator)), wanted, "{kind} {action:?}");
        }
    }
}

#[test]
fn the_back_office_is_open_by_role() {
    use OfficeAction as A;
    let all = [
        (A::ManageUsers, UserRole::Administrator, false),
        (A::ChangeSettings, UserRole::Administrator, false),
        (A::ReadAuditLog, UserRole::Administrator, false),
        (A::ManageWebhooks, UserRole::Administrator, false),
        (A::StoreRates, UserRole::Administrator, false),
        (A::Import, UserRole::Editor, true),
        (A::MakeTokens, UserRole::Editor, false),
        (A::UploadFiles, UserRole::Editor, false),
        (A::UseTasks, UserRole::Reader, false),
        (A::EraseContacts, UserRole::Publisher, true),
        (A::ReadDeclaration, UserRole::Reader, true),
        (A::DecideDeclaration, UserRole::Editor, true),
        (A::FreezeDeclaration, UserRole::Publisher, true),
    ];
    for (action, least, for_staff) in all {
        for &role in UserRole::ALL {
            assert_eq!(office(role, false, action).is_ok(), role >= least, "{role:?} {action:?}");
            assert_eq!(
                office(role, true, action).is_ok(),
                role >= least && !for_staff,
                "{role:?} {action:?}"
            );
        }
    }
}

#[test]
fn records_are_begun_by_those_who_may_write_or_propose_them() {
    for kind in Kind::ALL {
        let partner = matches!(kind, Kind::Project | Kind::Event | Kind::Agreement);
        assert_eq!(may_begin(UserRole::Partner, true, *kind), partner, "{kind}");
        assert!(!may_begin(UserRole::Reader, false, *kind), "{kind}");
        assert_eq!(may_begin(UserRole::Editor, false, *kind), *kind != Kind::Authority, "{kind}");
        let closed = matches!(kind, Kind::Partnership | Kind::Network | Kind::Page | Kind::Authority);
        assert_eq!(may_begin(UserRole::Editor, true, *kind), !closed && !kind.is_private(), "{kind}");
    }
}
