//! The differences between two declarations of the same year.
use portulan_report::eapd::{Declaration, DeclarationLine, Inputs, Part};
use rust_decimal::Decimal;
use uuid::Uuid;

type Changes = Vec<(String, Part, String, String)>;

/// A line of a project with a number, derived from the fictional authority's.
fn line(template: &DeclarationLine, number: usize) -> DeclarationLine {
    let id = Uuid::from_u128(number as u128 + 1);
    DeclarationLine { id, project: format!("project-{number:05}"), ..template.clone() }
}

/// A declaration with so many lines.
fn declaration(lines: usize) -> Declaration {
    let declaration = Declaration::derive(&portulan_testkit::port_imaginaire(), 2025, &Inputs::default());
    let lines = (0..lines).map(|number| line(&declaration.lines[0], number)).collect();
    Declaration { lines, ..declaration }
}

/// Every third line has another amount, every fifth another purpose, every seventh is missing; some lines are new.
fn edited(declaration: &Declaration) -> Declaration {
    let mut edited = declaration.clone();
    for (number, line) in edited.lines.iter_mut().enumerate() {
        if number % 3 == 0 {
            line.amounts.declared.value += Decimal::ONE;
        }
        if number % 5 == 0 {
            line.purpose.value = Some("11330".to_owned());
        }
    }
    let count = declaration.lines.len();
    let new = (count..count + 9).map(|number| line(&declaration.lines[0], number));
    let mut lines: Vec<_> = edited.lines.into_iter().enumerate().filter(|(n, _)| n % 7 != 0).collect();
    lines.rotate_left(count / 2);
    edited.lines = lines.into_iter().map(|(_, line)| line).chain(new).collect();
    edited
}

/// The definition: each line is searched for in the other declaration.
fn by_search(now: &Declaration, then: &Declaration) -> Changes {
    let find = |declaration: &Declaration, id: Uuid| declaration.lines.iter().find(|l| l.id == id).cloned();
    let mut changes = Vec::new();
    for line in &now.lines {
        match find(then, line.id) {
            None => changes.push((line.project.clone(), Part::Counted, "no".into(), "yes".into())),
            Some(old) => {
                let parts =
                    Part::ALL.iter().copied().filter(|part| old.part_text(*part) != line.part_text(*part));
                changes.extend(parts.map(|p| (line.project.clone(), p, old.part_text(p), line.part_text(p))));
            }
        }
    }
    let gone = then.lines.iter().filter(|old| find(now, old.id).is_none());
    changes.extend(gone.map(|old| (old.project.clone(), Part::Counted, "yes".into(), "no".into())));
    changes
}

#[test]
fn changes_are_those_of_a_search_line_by_line() {
    for count in [0, 1, 2, 8, 300] {
        let then = declaration(count.max(1));
        let then = Declaration { lines: then.lines.into_iter().take(count).collect(), ..then };
        let now = if count == 0 { declaration(3) } else { edited(&then) };
        assert_eq!(now.changes_since(&then), by_search(&now, &then), "{count} lines");
        assert_eq!(then.changes_since(&now), by_search(&then, &now), "{count} lines, in reverse");
        assert!(now.changes_since(&now).is_empty());
    }
}

#[test]
fn of_two_lines_of_a_project_the_first_counts() {
    let mut then = declaration(3);
    let mut twice = then.lines[1].clone();
    twice.amounts.declared.value += Decimal::TEN;
    then.lines.push(twice);
    let now = declaration(3);
    assert_eq!(now.changes_since(&then), by_search(&now, &then));
    assert!(now.changes_since(&then).is_empty());
}

#[test]
fn changes_of_many_lines_are_complete() {
    let then = declaration(20_000);
    let now = edited(&then);
    let changes = now.changes_since(&then);
    let count = |was: &str| {
        changes.iter().filter(|(_, part, before, _)| *part == Part::Counted && before == was).count()
    };
    assert_eq!((count("yes"), count("no")), (20_000_usize.div_ceil(7), 9), "removed and added");
    let amounts = changes.iter().filter(|(_, part, ..)| *part == Part::Amount).count();
    assert_eq!(amounts, (0..20_000).filter(|n| n % 3 == 0 && n % 7 != 0).count());
}
