//! Language tags of files, converted to the form of the register: `en`, `fr-CA`.
use std::collections::HashMap;
use std::sync::LazyLock;

use portulan_codelists::CodeList;
use portulan_model::check::is_language_tag;
use portulan_model::normalize_for_search;

/// The largest size of a tag, in bytes; longer ones are not parsed.
const MAX_TAG_BYTES: usize = 64;

/// ISO 639-2 codes, including bibliographic ones, of the languages with an ISO 639-1 code.
const THREE_LETTERS: &[(&str, &str)] = &[
    ("aar", "aa"),
    ("abk", "ab"),
    ("afr", "af"),
    ("aka", "ak"),
    ("alb", "sq"),
    ("amh", "am"),
    ("ara", "ar"),
    ("arg", "an"),
    ("arm", "hy"),
    ("asm", "as"),
    ("ava", "av"),
    ("ave", "ae"),
    ("aym", "ay"),
    ("aze", "az"),
    ("bak", "ba"),
    ("bam", "bm"),
    ("baq", "eu"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bih", "bh"),
    ("bis", "bi"),
    ("bod", "bo"),
    ("bos", "bs"),
    ("bre", "br"),
    ("bul", "bg"),
    ("bur", "my"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cha", "ch"),
    ("che", "ce"),
    ("chi", "zh"),
    ("chv", "cv"),
    ("cor", "kw"),
    ("cos", "co"),
    ("cre", "cr"),
    ("cym", "cy"),
    ("cze", "cs"),
    ("dan", "da"),
    ("deu", "de"),
    ("div", "dv"),
    ("dut", "nl"),
    ("dzo", "dz"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("eus", "eu"),
    ("ewe", "ee"),
    ("fao", "fo"),
    ("fas", "fa"),
    ("fij", "fj"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("fry", "fy"),
    ("ful", "ff"),
    ("geo", "ka"),
    ("ger", "de"),
    ("gla", "gd"),
    ("gle", "ga"),
    ("glg", "gl"),
    ("glv", "gv"),
    ("gre", "el"),
    ("grn", "gn"),
    ("guj", "gu"),
    ("hat", "ht"),
    ("hau", "ha"),
    ("heb", "he"),
    ("her", "hz"),
    ("hin", "hi"),
    ("hmo", "ho"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ibo", "ig"),
    ("ice", "is"),
    ("ido", "io"),
    ("iii", "ii"),
    ("iku", "iu"),
    ("ind", "id"),
    ("ipk", "ik"),
    ("isl", "is"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kal", "kl"),
    ("kan", "kn"),
    ("kas", "ks"),
    ("kat", "ka"),
    ("kau", "kr"),
    ("kaz", "kk"),
    ("khm", "km"),
    ("kik", "ki"),
    ("kin", "rw"),
    ("kir", "ky"),
    ("kom", "kv"),
    ("kon", "kg"),
    ("kor", "ko"),
    ("kua", "kj"),
    ("kur", "ku"),
    ("lao", "lo"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lim", "li"),
    ("lin", "ln"),
    ("lit", "lt"),
    ("ltz", "lb"),
    ("lub", "lu"),
    ("lug", "lg"),
    ("mac", "mk"),
    ("mah", "mh"),
    ("mal", "ml"),
    ("mao", "mi"),
    ("mar", "mr"),
    ("may", "ms"),
    ("mkd", "mk"),
    ("mlg", "mg"),
    ("mlt", "mt"),
    ("mon", "mn"),
    ("mri", "mi"),
    ("msa", "ms"),
    ("mya", "my"),
    ("nau", "na"),
    ("nav", "nv"),
    ("nbl", "nr"),
    ("nde", "nd"),
    ("ndo", "ng"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nno", "nn"),
    ("nob", "nb"),
    ("nor", "no"),
    ("nya", "ny"),
    ("oci", "oc"),
    ("oji", "oj"),
    ("ori", "or"),
    ("orm", "om"),
    ("oss", "os"),
    ("pan", "pa"),
    ("per", "fa"),
    ("pli", "pi"),
    ("pol", "pl"),
    ("por", "pt"),
    ("pus", "ps"),
    ("que", "qu"),
    ("roh", "rm"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("run", "rn"),
    ("rus", "ru"),
    ("sag", "sg"),
    ("san", "sa"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slo", "sk"),
    ("slv", "sl"),
    ("sme", "se"),
    ("smo", "sm"),
    ("sna", "sn"),
    ("snd", "sd"),
    ("som", "so"),
    ("sot", "st"),
    ("spa", "es"),
    ("sqi", "sq"),
    ("srd", "sc"),
    ("srp", "sr"),
    ("ssw", "ss"),
    ("sun", "su"),
    ("swa", "sw"),
    ("swe", "sv"),
    ("tah", "ty"),
    ("tam", "ta"),
    ("tat", "tt"),
    ("tel", "te"),
    ("tgk", "tg"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tib", "bo"),
    ("tir", "ti"),
    ("ton", "to"),
    ("tsn", "tn"),
    ("tso", "ts"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("twi", "tw"),
    ("uig", "ug"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("ven", "ve"),
    ("vie", "vi"),
    ("vol", "vo"),
    ("wel", "cy"),
    ("wln", "wa"),
    ("wol", "wo"),
    ("xho", "xh"),
    ("yid", "yi"),
    ("yor", "yo"),
    ("zha", "za"),
    ("zho", "zh"),
    ("zul", "zu"),
];

/// Languages by their normalised names in English and French; the first of the list if two share one.
static BY_NAME: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for entry in CodeList::Language.entries() {
        for name in [entry.en, entry.fr] {
            names.entry(normalize_for_search(name)).or_insert(entry.code);
        }
    }
    names
});

/// Converts a tag to the register's form: accepts `EN`, `eng`, `en_GB` and `English`; `None` if it is not a
/// language.
pub(super) fn language(written: &str) -> Option<String> {
    let tag = written.trim();
    if tag.is_empty() || tag.len() > MAX_TAG_BYTES {
        return None;
    }
    let mut words = tag.split(['-', '_']);
    let first = words.next().unwrap_or_default().to_ascii_lowercase();
    let three = THREE_LETTERS.binary_search_by_key(&first.as_str(), |(code, _)| code);
    let code = three.map_or(first.as_str(), |place| THREE_LETTERS[place].1);
    if CodeList::Language.get(code).is_none() {
        let named = BY_NAME.get(&normalize_for_search(tag)).map(|code| (*code).to_owned());
        return named.or_else(|| is_well_formed(tag).then(|| tag.to_owned()));
    }
    let subtags = words.map(|word| match word.len() {
        2 => word.to_ascii_uppercase(),
        4 => {
            let (head, tail) = word.split_at_checked(1).unwrap_or((word, ""));
            head.to_ascii_uppercase() + &tail.to_ascii_lowercase()
        }
        _ => word.to_ascii_lowercase(),
    });
    let tag = std::iter::once(code.to_owned()).chain(subtags).collect::<Vec<_>>().join("-");
    Some(tag).filter(|tag| is_language_tag(tag)).or_else(|| Some(code.to_owned()))
}

/// True if a text has the form of a language tag (BCP 47, 2.1). Primary subtags of four to eight letters are
/// rejected: none is registered, and they are usually names of languages.
fn is_well_formed(tag: &str) -> bool {
    let mut words = tag.split(['-', '_']);
    let first = words.next().unwrap_or_default();
    let letters = first.bytes().all(|b| b.is_ascii_alphabetic());
    let is_primary = letters && matches!(first.len(), 2 | 3);
    let is_private = matches!(first, "x" | "X" | "i" | "I") && tag.len() > 2;
    let is_subtag = |w: &str| (1..=8).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_primary || is_private) && words.all(is_subtag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_into_the_form_of_the_register() {
        let known = [
            ("en", "en"),
            ("EN", "en"),
            (" fr ", "fr"),
            ("eng", "en"),
            ("fre", "fr"),
            ("FRA", "fr"),
            ("FR-fr", "fr-FR"),
            ("en_GB", "en-GB"),
            ("zh-hant-TW", "zh-Hant-TW"),
            ("English", "en"),
            ("fran\u{e7}ais", "fr"),
            ("fr--x", "fr"),
        ];
        for (written, expected) in known {
            assert_eq!(language(written).as_deref(), Some(expected), "{written}");
        }
        // Languages that the list lacks are unchanged.
        for written in ["mos", "dyu", "gcf-MQ", "RCF", "mul", "und", "xx", "x-port", "mos_BF"] {
            assert_eq!(language(written).as_deref(), Some(written), "{written}");
        }
        for written in ["", " ", "klingon", "x", "x-", "mos--BF", "mos-tooooolong", "1", "\u{e9}", "a b"] {
            assert_eq!(language(written), None, "{written}");
        }
    }

    #[test]
    fn three_letters_are_sorted_and_known() {
        assert!(THREE_LETTERS.is_sorted());
        assert!(THREE_LETTERS.iter().all(|(_, code)| CodeList::Language.get(code).is_some()));
    }
}
