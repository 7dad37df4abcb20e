//! The tests named in the ASVS table exist.
use std::fs;
use std::path::Path;

fn gather(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let skipped = ["node_modules", "target"].iter().any(|name| path.ends_with(name));
        if path.is_dir() && !skipped {
            gather(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "js") {
            out.push_str(&fs::read_to_string(&path).expect("text"));
        }
    }
}

#[test]
fn each_line_names_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let table = fs::read_to_string(root.join("docs/security/asvs.md")).expect("the table");
    let mut sources = String::new();
    gather(&root.join("crates"), &mut sources);
    gather(&root.join("tests/browser"), &mut sources);
    let mut names = 0;
    for proof in table.lines().filter_map(|line| line.trim_end_matches(" |").rsplit(" | ").next()) {
        for name in proof.split('`').skip(1).step_by(2).filter(|name| !name.starts_with("cargo ")) {
            let exists = root.join(name).is_file()
                || sources.contains(&format!("fn {name}("))
                || sources.contains(&format!("test(\"{name}\""));
            assert!(exists, "no test is called {name}");
            names += 1;
        }
    }
    assert!(names > 50, "the table was read: {names}");
}
