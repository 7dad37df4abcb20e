//! Style sheets without comments and needless spaces.

/// Removes comments, the spaces around braces, semicolons, commas and the colon of a declaration, and the last
/// semicolon of a block. Spaces inside values and selectors stay, since some have a meaning (`1rem + 2vw`, `a :hover`).
pub(crate) fn minify(text: &str) -> Result<String, &'static str> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut depth = 0_usize;
    let mut space = false;
    // True from the start of a declaration or selector to its first colon.
    let mut name = true;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            if !space && !out.is_empty() && !out.ends_with(['{', '}', ';']) {
                return Err("a comment has no space before it");
            }
            rest = comment.split_once("*/").ok_or("a comment does not end")?.1;
            space = true;
            continue;
        }
        if c.is_whitespace() {
            rest = rest.trim_start();
            space = true;
            continue;
        }
        match c {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1).ok_or("a block ends that did not begin")?,
            _ => {}
        }
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        // The value of a custom property may be a space, which older browsers must find there.
        let empty_value = matches!(c, '}' | ';') && out.ends_with(':');
        let tight = |c: char| matches!(c, '{' | '}' | ';' | ',');
        let after_name = !name && out.ends_with(':') && is_declaration(rest);
        if empty_value || space && !tight(c) && !after_name && !out.is_empty() && !out.ends_with(tight) {
            out.push(' ');
        }
        space = false;
        let end = match c {
            '"' | '\'' => string_end(rest).ok_or("a string does not end")?,
            _ => c.len_utf8(),
        };
        out.push_str(&rest[..end]);
        rest = &rest[end..];
        name = match c {
            '{' | '}' | ';' => true,
            ':' => false,
            _ => name,
        };
    }
    if depth > 0 {
        return Err("a block does not end");
    }
    Ok(out)
}

/// True if the text goes on as the value of a declaration: it ends with a semicolon before a block begins.
fn is_declaration(rest: &str) -> bool {
    rest.find([';', '{', '}']).is_none_or(|end| !rest[end..].starts_with('{'))
}

/// The length of the string that the text begins with, with its quotes.
fn string_end(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn comments_and_needless_spaces_are_removed() {
        for (text, expected) in [
            ("p {\n  color: red;\n  margin: 0 1px;\n}\n", "p{color:red;margin:0 1px}"),
            ("a :hover,\nb > c {\n  top: 0;\n}\n", "a :hover,b > c{top:0}"),
            ("a{width: calc(1rem + 2vw - 3px)}", "a{width:calc(1rem + 2vw - 3px)}"),
            ("@media (width: 1px) {\n  a {\n    b: c;\n  }\n}", "@media (width: 1px){a{b:c}}"),
            ("a::before {\n  content: \" ; /* {\";\n}", "a::before{content:\" ; /* {\"}"),
            ("a {\n  --x: ;\n}", "a{--x: }"),
            ("a /* , */ b {\n  /* c */\n  d: e;\n}", "a b{d:e}"),
            ("a {\n  content: \"\\\"\";\n}", "a{content:\"\\\"\"}"),
        ] {
            assert_eq!(minify(text), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_does_not_end_is_refused() {
        for text in ["a { b: c; /* d", "div/**/.x { b: c; }", "a { b: \"c\n\"; }", "a {", "a { b: c; } }"] {
            assert!(minify(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_style_sheets_of_the_program_lose_nothing_but_spaces() {
        let mut sheets = 0;
        for folder in ["../portulan-web/assets/css", "../portulan-office/assets/css"] {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let text = fs::read_to_string(&path).expect("a style sheet");
                let minified = minify(&text).expect("minified");
                assert_eq!(minify(&minified).as_ref(), Ok(&minified), "{}", path.display());
                assert_eq!(letters(&minified), letters(&text), "{}", path.display());
                assert_eq!(sums(&minified), sums(&text), "{}", path.display());
                sheets += 1;
            }
        }
        assert!(sheets > 30, "{sheets} style sheets");
    }

    /// The text without comments, spaces and semicolons.
    fn letters(text: &str) -> String {
        let parts = text.split("/*").enumerate();
        let code = parts.filter_map(|(i, part)| match i {
            0 => Some(part),
            _ => part.split_once("*/").map(|(_, code)| code),
        });
        code.flat_map(str::chars).filter(|c| !c.is_whitespace() && *c != ';').collect()
    }

    /// The number of sums and differences, which need their spaces.
    fn sums(text: &str) -> usize {
        text.matches(" + ").count() + text.matches(" - ").count()
    }
}
