//! The files of a crate do not use one another in a circle, so that each can be read without those that use it.
//!
//! A file uses another if it names an item that is defined there. Re-exports lead to the file that defines the item.
//! Methods are not seen: a type's methods may be in several files.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, Macro, UseTree, Visibility};

/// The path of a module or an item in its crate, without `crate`.
type ModulePath = Vec<String>;

/// The circles that stay: the domain is recursive. A fact names the document that it comes from, a document is published by
/// an organisation, and organisations consist of facts; records of most kinds refer to one another.
const RECURSIVE: [&str; 1] =
    ["portulan-model: fact, kinds::authority, kinds::media, kinds::organisation, kinds::shared"];

struct Import {
    path: ModulePath,
    alias: String,
    is_public: bool,
}

/// The imports of a file, and the paths that it names.
#[derive(Default)]
struct SourceFile {
    imports: Vec<Import>,
    paths: Vec<ModulePath>,
}

impl SourceFile {
    fn import(&mut self, tree: &UseTree, prefix: &[String], is_public: bool) {
        let join = |name: String| [prefix, &[name]].concat();
        match tree {
            UseTree::Path(path) => self.import(&path.tree, &join(path.ident.to_string()), is_public),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, prefix, is_public);
                }
            }
            UseTree::Name(name) if name.ident == "self" => {
                let alias = prefix.last().cloned().unwrap_or_default();
                self.imports.push(Import { path: prefix.to_vec(), alias, is_public });
            }
            UseTree::Name(name) => {
                let alias = name.ident.to_string();
                self.imports.push(Import { path: join(alias.clone()), alias, is_public });
            }
            UseTree::Rename(rename) => {
                let path = join(rename.ident.to_string());
                self.imports.push(Import { path, alias: rename.rename.to_string(), is_public });
            }
            UseTree::Glob(_) => {}
        }
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|a| {
        a.path().is_ident("cfg") && a.meta.require_list().is_ok_and(|l| l.tokens.to_string() == "test")
    })
}

impl<'ast> Visit<'ast> for SourceFile {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if !is_test(&item.attrs) {
            self.import(&item.tree, &[], !matches!(item.vis, Visibility::Inherited));
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.push(path.segments.iter().map(|s| s.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    /// The paths in the arguments or the body of a macro.
    fn visit_macro(&mut self, item: &'ast Macro) {
        let tokens = item.tokens.to_string().replace(" :: ", "::").replace("$ crate", "crate");
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let paths = tokens.split(|c| !is_path(c)).filter(|path| path.contains("::"));
        self.paths.extend(paths.map(|path| path.split("::").map(str::to_owned).collect()));
    }
}

/// The files of a crate by the path of their module.
struct CrateFiles(BTreeMap<ModulePath, SourceFile>);

impl CrateFiles {
    fn read(folder: &Path) -> Self {
        let mut files = Vec::new();
        collect(&folder.join("src"), &mut files);
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).expect("a source");
            let mut file = SourceFile::default();
            file.visit_file(&syn::parse_file(&text).expect("Rust"));
            (module(&folder.join("src"), &path), file)
        };
        Self(files.into_iter().map(read).collect())
    }

    /// The path of an item in the crate, as a file names it; `None` for items of other crates.
    fn absolute(&self, module: &ModulePath, path: &[String], depth: usize) -> Option<ModulePath> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => return Some(rest.to_vec()),
            "self" => return Some([module, rest].concat()),
            "super" => {
                let ups = path.iter().take_while(|segment| *segment == "super").count();
                let base = module.get(..module.len().checked_sub(ups)?)?;
                return Some([base, &path[ups..]].concat());
            }
            _ => {}
        }
        let child = [module.as_slice(), std::slice::from_ref(first)].concat();
        if self.0.contains_key(&child) {
            return Some([child.as_slice(), rest].concat());
        }
        let import = self.0[module].imports.iter().find(|import| import.alias == *first)?;
        if depth == 0 || import.path.first() == Some(first) {
            return None;
        }
        Some([self.absolute(module, &import.path, depth - 1)?.as_slice(), rest].concat())
    }

    /// The file that defines an item; `None` if the path is that of a module.
    fn definition(&self, path: &ModulePath, depth: usize) -> Option<ModulePath> {
        let length = (0..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]))?;
        let module = path[..length].to_vec();
        let name = path.get(length)?;
        let exported =
            self.0[&module].imports.iter().find(|import| import.is_public && import.alias == *name);
        let target = exported.filter(|_| depth > 0).and_then(|import| {
            let target = self.absolute(&module, &import.path, depth)?;
            self.definition(&[target.as_slice(), &path[length + 1..]].concat(), depth - 1)
        });
        target.or(Some(module))
    }

    /// The files that each file uses.
    fn uses(&self) -> BTreeMap<&ModulePath, BTreeSet<ModulePath>> {
        /// The longest chain of re-exports.
        const DEPTH: usize = 8;
        let used = |module: &ModulePath, file: &SourceFile| {
            let imports = file.imports.iter().filter(|import| !import.is_public).map(|import| &import.path);
            let named = imports.chain(&file.paths).filter_map(|path| self.absolute(module, path, DEPTH));
            let files = named.filter_map(|path| self.definition(&path, DEPTH));
            files.filter(|file| file != module).collect()
        };
        self.0.iter().map(|(module, file)| (module, used(module, file))).collect()
    }

    /// The circles, each as the sorted list of its files.
    fn circles(&self) -> BTreeSet<Vec<String>> {
        let uses = self.uses();
        let reached = |from: &ModulePath| {
            let (mut found, mut open) = (BTreeSet::new(), vec![from.clone()]);
            while let Some(next) = open.pop() {
                for file in &uses[&next] {
                    if found.insert(file.clone()) {
                        open.push(file.clone());
                    }
                }
            }
            found
        };
        let reach: BTreeMap<_, _> = self.0.keys().map(|file| (file, reached(file))).collect();
        let circle = |file: &&ModulePath| {
            let others = reach[*file].iter().filter(|other| reach[other].contains(*file));
            others.map(name).collect::<Vec<_>>()
        };
        self.0.keys().map(|file| circle(&file)).filter(|circle| !circle.is_empty()).collect()
    }
}

fn name(module: &ModulePath) -> String {
    if module.is_empty() { "the root".to_owned() } else { module.join("::") }
}

/// The module of a file.
fn module(source: &Path, path: &Path) -> ModulePath {
    let relative = path.strip_prefix(source).expect("inside").with_extension("");
    let mut parts: ModulePath = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| ["lib", "main", "mod"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// Collects the sources of a folder, without tests.
fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        if path.is_dir() && !is_test {
            collect(&path, into);
        } else if path.extension().is_some_and(|x| x == "rs") && !is_test {
            into.push(path);
        }
    }
}

#[test]
fn files_do_not_use_one_another_in_a_circle() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut circles = BTreeSet::new();
    for entry in fs::read_dir(crates).expect("the crates") {
        let folder = entry.expect("an entry").path();
        let label = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let found = CrateFiles::read(&folder).circles();
        circles.extend(found.into_iter().map(|files| format!("{label}: {}", files.join(", "))));
    }
    assert_eq!(circles, RECURSIVE.map(str::to_owned).into());
}

#[test]
fn a_circle_through_a_re_export_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("src");
    fs::create_dir_all(&source).expect("made");
    let write = |name: &str, text: &str| fs::write(source.join(name), text).expect("written");
    write("lib.rs", "mod a; mod b; mod c; pub use a::A; pub use c::C;");
    write("a.rs", "use crate::b; pub struct A; fn f() { b::g() }");
    write("b.rs", "pub fn g() { let _ = format!(\"{:?}\", crate::A); }");
    write("c.rs", "use crate::A; pub struct C(A); #[cfg(test)] mod tests { use crate::b::g; }");
    let circles = CrateFiles::read(folder.path()).circles();
    assert_eq!(circles, [vec!["a".to_owned(), "b".to_owned()]].into());
    write("b.rs", "pub fn g() {}");
    assert_eq!(CrateFiles::read(folder.path()).circles(), BTreeSet::new());
}
