//! Codes of long lists, which a user types: the text that a field displays, and the code that a text means.
use std::collections::HashMap;
use std::sync::LazyLock;

use portulan_codelists::CodeList;
use portulan_locales::{Language, list};
use portulan_model::{FieldFormat, FieldSchema, Kind};
use portulan_towns::fold;

/// The largest number of codes that a field offers at once.
pub const MAX_OFFERED_CODES: usize = 100;

/// The public registers with a name of their own; the others have the name of the IATI code list.
const REGISTERS: [&str; 5] = ["FR-SIRENE", "FR-SIRET", "FR-RNA", "FR-RCS", "IATI"];

/// Licences that data and pictures often have.
const LICENCES: [&str; 6] = ["etalab-2.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODbL-1.0", "ODC-By-1.0"];

/// The longest primary subtag of a language in use, in bytes.
const MAX_TAG_BYTES: usize = 3;

/// A list whose codes are typed with completion; the codes of other lists are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum TypedList {
    /// Regions and provinces (ISO 3166-2).
    Subdivision,
    /// Sectors of the OECD.
    Sector,
    /// Channels of delivery of the OECD.
    Channel,
    /// Languages.
    Language,
    /// Public registers of organisations.
    Register,
    /// Licences of data and pictures.
    Licence,
    /// Time zones of the IANA database.
    TimeZone,
}

portulan_model::impl_names!(TypedList);

/// The first codes of a list, which a field offers.
pub struct OfferedCodes {
    pub list: TypedList,
    /// The codes with their names.
    pub texts: Vec<String>,
}

impl OfferedCodes {
    /// The first codes of a list; of subdivisions, those of a country, and none if it is not known.
    pub fn new(list: TypedList, country: &str, language: Language) -> Self {
        let is_unknown = list == TypedList::Subdivision && country.is_empty();
        let texts = if is_unknown { Vec::new() } else { list.offered("", country, language) };
        Self { list, texts }
    }
}

/// The codes of a list.
struct TypedCodes {
    codes: Vec<TypedCode>,
    /// Positions by code in lower case.
    by_code: HashMap<String, usize>,
    /// Positions by normalized name, in French and English.
    by_name: HashMap<String, Vec<usize>>,
}

/// A code as fields display it: the name, and the code in brackets.
pub fn named_code(code: &str, name: &str) -> String {
    format!("{name} ({code})")
}

/// A code with its names.
struct TypedCode {
    code: String,
    french: String,
    english: String,
    /// The normalized texts in French and English, in which what was typed is searched.
    folded: [String; 2],
    /// True for a withdrawn code, which is displayed but not offered.
    is_withdrawn: bool,
}

impl TypedCode {
    fn name(&self, language: Language) -> &str {
        if language == Language::FRENCH { &self.french } else { &self.english }
    }

    fn text(&self, language: Language) -> String {
        named_code(&self.code, self.name(language))
    }

    fn folded(&self, language: Language) -> &str {
        &self.folded[usize::from(language != Language::FRENCH)]
    }

    fn is_named(&self, name: &str) -> bool {
        let wanted = fold(name);
        [&self.french, &self.english].iter().any(|name| fold(name) == wanted)
    }

    /// True for a code that begins with a country, such as that of a subdivision.
    fn is_in(&self, country: &str) -> bool {
        self.code.split_once('-').is_some_and(|(prefix, _)| prefix == country)
    }
}

impl TypedList {
    /// The list of a type of code, if its codes are typed.
    pub fn of_codes(list: CodeList) -> Option<Self> {
        match list {
            CodeList::Subdivision => Some(Self::Subdivision),
            CodeList::Sector => Some(Self::Sector),
            CodeList::Channel => Some(Self::Channel),
            _ => None,
        }
    }

    /// The list that the texts of a format are codes of.
    pub fn of_format(format: FieldFormat) -> Option<Self> {
        match format {
            FieldFormat::Language => Some(Self::Language),
            FieldFormat::Register => Some(Self::Register),
            FieldFormat::Licence => Some(Self::Licence),
            FieldFormat::TimeZone => Some(Self::TimeZone),
            _ => None,
        }
    }

    /// True if fields have texts besides the codes.
    fn has_other_texts(self) -> bool {
        !matches!(self, Self::Subdivision | Self::Sector | Self::Channel)
    }

    fn codes(self) -> &'static TypedCodes {
        static LISTS: LazyLock<Vec<TypedCodes>> =
            LazyLock::new(|| TypedList::ALL.iter().map(|list| list.read()).collect());
        &LISTS[self as usize]
    }

    fn read(self) -> TypedCodes {
        let code_list = |list: CodeList| {
            list.entries().iter().map(move |entry| TypedCode {
                is_withdrawn: list.withdrawn(entry.code).is_some(),
                ..typed_code(entry.code, |language| entry.name(language.tag()).to_owned())
            })
        };
        match self {
            Self::Subdivision => TypedCodes::new(code_list(CodeList::Subdivision)),
            Self::Sector => TypedCodes::new(code_list(CodeList::Sector)),
            Self::Channel => TypedCodes::new(code_list(CodeList::Channel)),
            Self::Language => TypedCodes::new(code_list(CodeList::Language)),
            Self::Register => TypedCodes::new(registers()),
            Self::Licence => TypedCodes::new(LICENCES.iter().map(|code| {
                let key = code.to_lowercase().replace('.', "-");
                typed_code(code, |language| language.word(list!("licence"), &key))
            })),
            Self::TimeZone => TypedCodes::new(jiff::tz::db().available().map(|zone| {
                let town = zone.as_str().rsplit('/').next().unwrap_or_default().replace('_', " ");
                typed_code(zone.as_str(), |_| town.clone())
            })),
        }
    }

    /// The text of a field with a code: the name, and the code in brackets. A text that is not a code stays as typed.
    pub fn text(self, code: &str, language: Language) -> String {
        let known = self.codes().get(code).filter(|known| known.code == code);
        known.map_or_else(|| code.to_owned(), |known| known.text(language))
    }

    /// The name of a code; the code itself if the list does not have it.
    pub fn code_name(self, code: &str, language: Language) -> String {
        self.codes().get(code).map_or(code, |known| known.name(language)).to_owned()
    }

    /// The code that a text means: a code, a name with its code in brackets, or a name that only one code has. A name of several
    /// subdivisions means the one of the country. `None` if the text means no code, or several. Where other texts are allowed, a text
    /// that only resembles a code stays as it is.
    pub fn code(self, typed: &str, country: &str) -> Option<&'static str> {
        let (typed, codes) = (typed.trim(), self.codes());
        let in_brackets = typed.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let (name, code) = in_brackets.map_or((None, typed), |(name, code)| (Some(name), code));
        let is_meant = |known: &&TypedCode| match name {
            _ if !self.has_other_texts() => true,
            None => known.code == code,
            Some(name) => known.is_named(name),
        };
        if let Some(known) = codes.get(code).filter(is_meant) {
            return Some(&known.code);
        }
        // A short language tag such as `ewe` can be a name too; a licence can be any text.
        if self == Self::Licence || (self == Self::Language && typed.len() <= MAX_TAG_BYTES) {
            return None;
        }
        let named = codes.by_name.get(&fold(typed))?;
        let mut there = named.iter().map(|at| &codes.codes[*at]).filter(|known| known.is_in(country));
        match (there.next(), there.next(), named.as_slice()) {
            (Some(known), None, _) => Some(&known.code),
            (None, None, [at]) => Some(&codes.codes[*at].code),
            _ => None,
        }
    }

    /// The texts of the codes whose name or code contains what was typed, at most [`MAX_OFFERED_CODES`]; of subdivisions, those of
    /// the country if it is known.
    pub fn offered(self, typed: &str, country: &str, language: Language) -> Vec<String> {
        let wanted = fold(typed);
        let is_offered = |known: &&TypedCode| {
            !known.is_withdrawn
                && (self != Self::Subdivision || country.is_empty() || known.is_in(country))
                && known.folded(language).contains(&wanted)
        };
        let offered = self.codes().codes.iter().filter(is_offered).take(MAX_OFFERED_CODES);
        offered.map(|known| known.text(language)).collect()
    }
}

/// The typed lists that the form of a kind has fields for, in their order. Each form has a field for a further language.
pub fn typed_lists(kind: Kind) -> Vec<TypedList> {
    let mut lists = vec![TypedList::Language];
    gather(kind.shape(), FieldFormat::Plain, &mut lists);
    each_once(&lists)
}

/// Lists in their order, each once.
pub fn each_once(lists: &[TypedList]) -> Vec<TypedList> {
    TypedList::ALL.iter().copied().filter(|list| lists.contains(list)).collect()
}

fn gather(shape: FieldSchema, format: FieldFormat, lists: &mut Vec<TypedList>) {
    match shape {
        FieldSchema::Code(list) => lists.extend(TypedList::of_codes(list)),
        FieldSchema::Line => lists.extend(TypedList::of_format(format)),
        FieldSchema::Fact(inner) | FieldSchema::Optional(inner) | FieldSchema::List(inner) => {
            gather(inner(), format, lists);
        }
        FieldSchema::Group(group) => {
            for field in group.fields {
                gather((field.shape)(), field.format, lists);
            }
        }
        _ => {}
    }
}

impl TypedCodes {
    fn new(codes: impl Iterator<Item = TypedCode>) -> Self {
        let codes: Vec<TypedCode> = codes.collect();
        let by_code = codes.iter().enumerate().map(|(at, known)| (known.code.to_lowercase(), at)).collect();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, known) in codes.iter().enumerate().filter(|(_, known)| !known.is_withdrawn) {
            for name in [&known.english, &known.french] {
                let named = by_name.entry(fold(name)).or_default();
                if named.last() != Some(&at) {
                    named.push(at);
                }
            }
        }
        Self { codes, by_code, by_name }
    }

    fn get(&self, code: &str) -> Option<&TypedCode> {
        self.by_code.get(&code.to_lowercase()).map(|at| &self.codes[*at])
    }
}

fn typed_code(code: &str, name: impl Fn(Language) -> String) -> TypedCode {
    let [french, english] = [Language::FRENCH, Language::ENGLISH].map(name);
    let folded = [&french, &english].map(|name| fold(&named_code(code, name)));
    TypedCode { code: code.to_owned(), french, english, folded, is_withdrawn: false }
}

/// The registers with a name of their own, and those of the IATI code list.
fn registers() -> impl Iterator<Item = TypedCode> {
    let own = REGISTERS.iter().map(|code| {
        let key = code.to_lowercase();
        typed_code(code, |language| language.word(list!("register"), &key))
    });
    let listed = portulan_iati::codes::list("OrganisationRegistrationAgency");
    let listed =
        listed.into_iter().flat_map(|list| list.codes).filter(|code| !REGISTERS.contains(&code.code));
    own.chain(listed.map(|code| typed_code(code.code, |_| code.en.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: Language = Language::FRENCH;

    #[test]
    fn a_subdivision_is_found_by_its_name_in_its_country() {
        let code = |typed, country| TypedList::Subdivision.code(typed, country);
        assert_eq!(code("Saint-Louis", "SN"), Some("SN-SL"));
        assert_eq!(code(" kaolack ", ""), Some("SN-KL"), "no other subdivision has the name");
        assert_eq!(code("saint louis", ""), None, "one in Senegal, one in the Seychelles");
        assert_eq!(code("nouvelle aquitaine", ""), Some("FR-NAQ"), "without the hyphen");
        assert_eq!(code("sn-sl", ""), Some("SN-SL"));
        assert_eq!(code("Saint-Louis (SN-SL)", "FR"), Some("SN-SL"), "the code decides");
        assert_eq!(code("Centre", "CM"), Some("CM-CE"));
        assert_eq!(code("Centre", ""), None, "subdivisions of several countries");
        assert_eq!(code("Nulle part", "SN"), None);
        assert_eq!(code("", "SN"), None);
    }

    #[test]
    fn other_codes_are_found_by_their_names() {
        let name = CodeList::Sector.name("14030", "fr");
        assert_eq!(TypedList::Sector.code(name, ""), Some("14030"));
        assert_eq!(TypedList::Language.code("arabe", ""), Some("ar"));
        assert_eq!(TypedList::Language.code("Arabic", ""), Some("ar"));
        assert_eq!(TypedList::Language.code("pt-BR", ""), None, "a tag that stays as it is typed");
        assert_eq!(TypedList::TimeZone.code("Europe/Paris", ""), Some("Europe/Paris"));
        assert_eq!(TypedList::TimeZone.code("Dakar", ""), Some("Africa/Dakar"));
        assert_eq!(TypedList::Licence.code("Licence Ouverte 2.0 (etalab-2.0)", ""), Some("etalab-2.0"));
        assert_eq!(TypedList::Sector.code("Human rights", ""), Some("15160"), "15162 is withdrawn");
        let offered = TypedList::Sector.offered("human rights", "", Language::ENGLISH);
        assert_eq!(offered, ["Human rights (15160)"]);
        assert_eq!(TypedList::Register.code("FR-SIRENE", ""), Some("FR-SIRENE"));
    }

    #[test]
    fn a_text_that_only_resembles_a_code_stays() {
        for text in ["Photo de la ville (CC-BY-4.0)", "cc-by-4.0", "Tous droits réservés (MIT)", ""] {
            assert_eq!(TypedList::Licence.code(text, ""), None, "{text}");
            assert_eq!(TypedList::Licence.text(text, FRENCH), text);
        }
        assert_eq!(TypedList::Register.code("Registre (FR-RNA)", ""), None);
        assert_eq!(TypedList::Language.text("FR", FRENCH), "FR", "a stored text is displayed as it is");
        for (list, text) in [
            (TypedList::Language, "EN"),
            (TypedList::Language, "ewe"),
            (TypedList::Language, "pt-BR"),
            (TypedList::TimeZone, "UTC"),
            (TypedList::TimeZone, "Singapore"),
            (TypedList::TimeZone, "europe/paris"),
        ] {
            assert!([None, Some(text)].contains(&list.code(text, "")), "{text}");
        }
    }

    #[test]
    fn each_text_means_its_code() {
        for list in TypedList::ALL {
            for known in &list.codes().codes {
                for language in [FRENCH, Language::ENGLISH] {
                    let text = known.text(language);
                    assert_eq!(list.code(&text, ""), Some(known.code.as_str()), "{text}");
                    assert_eq!(list.text(&known.code, language), text);
                }
            }
            assert_eq!(list.text("999999", FRENCH), "999999");
        }
    }

    #[test]
    fn the_subdivisions_of_a_country_are_offered() {
        let list = TypedList::Subdivision;
        assert_eq!(list.offered("", "SN", FRENCH).len(), 14);
        assert!(list.offered("", "SN", FRENCH).iter().any(|text| text == "Saint-Louis (SN-SL)"));
        assert_eq!(list.offered("", "", FRENCH).len(), MAX_OFFERED_CODES);
        assert_eq!(list.offered("kaol", "", FRENCH), ["Kaolack (SN-KL)"]);
    }
}
