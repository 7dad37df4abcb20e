//! Names of enum variants, as files, the store and web addresses use them.
use std::fmt;

/// Implements `ALL`, `name`, `from_name` and `FromStr` of an enum without fields. The enum derives `strum::IntoStaticStr`
/// and `strum::VariantArray`, with names in kebab-case unless attributes of strum give others.
#[macro_export]
macro_rules! impl_names {
    ($($name:ty),* $(,)?) => {$(
        impl $name {
            /// All variants, in order.
            pub const ALL: &'static [Self] = <Self as ::strum::VariantArray>::VARIANTS;

            /// The name in files, in the store and in web addresses.
            pub fn name(self) -> &'static str {
                self.into()
            }

            /// The variant with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|variant| variant.name() == name)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let all = || Self::ALL.iter().map(|variant| variant.name());
                Self::from_name(name).ok_or_else(|| $crate::UnknownName::new(name, all()))
            }
        }
    )*};
}

/// A text that is not the name of a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    name: String,
    known: String,
}

impl UnknownName {
    /// Creates the error from the text and the names that are allowed.
    pub fn new(name: &str, known: impl Iterator<Item = &'static str>) -> Self {
        Self { name: name.to_owned(), known: known.collect::<Vec<_>>().join(", ") }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not known; choose one of: {}", self.name, self.known)
    }
}

impl std::error::Error for UnknownName {}

#[cfg(test)]
mod tests {
    use crate::State;
    use crate::kinds::PartGroup;

    #[test]
    fn names_are_those_of_files() {
        for group in PartGroup::ALL {
            let written = serde_json::to_value(group).expect("a name");
            assert_eq!(written, group.name());
            assert_eq!(group.name().parse(), Ok(*group));
        }
        let error = "done".parse::<State>().expect_err("no state").to_string();
        let known = "draft, in-review, published, unpublished, archived";
        assert_eq!(error, format!("`done` is not known; choose one of: {known}"));
    }
}
