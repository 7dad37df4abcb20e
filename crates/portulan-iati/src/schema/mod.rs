//! The official schemas of version 2 as tables, and the values that their simple types accept.
mod grammar;
#[cfg(test)]
mod libxml2_oracle;
pub(crate) mod simple;
mod tables;

pub(crate) use grammar::{ANY, Attribute, Content, Grammar, Name, Particle, Type};
pub(crate) use simple::Simple;
pub(crate) use tables::{GRAMMARS, NAMES, TYPES};

impl Grammar {
    /// The grammar for a root element and a version; `None` if there is none in version 2.
    pub fn for_root(root: &str, version: &str) -> Option<&'static Self> {
        GRAMMARS.iter().find(|g| g.root == root && g.version == version)
    }
}
