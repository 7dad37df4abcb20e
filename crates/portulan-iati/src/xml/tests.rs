//! Tests of the tokenizer.
use super::tag::MAX_ATTRIBUTES;
use super::*;

#[derive(Default, PartialEq, Debug)]
struct TokenEvents(Vec<String>);

impl Handler for TokenEvents {
    fn start(&mut self, tag: &StartTag<'_>) {
        self.0.push(format!("{}<{} {}>", tag.line, tag.name, tag.attributes.len()));
    }

    fn end(&mut self, _: Range<usize>) {
        self.0.push("/".to_owned());
    }

    fn blank(&mut self, _: &str) {}

    fn text(&mut self, text: &str, raw: bool, line: u64) {
        self.0.push(format!("{line} {raw} {text}"));
    }
}

fn read(document: &[u8], piece: usize) -> (Result<(), XmlFault>, TokenEvents, usize) {
    let (mut tokenizer, mut events) = (Tokenizer::new(), TokenEvents::default());
    let mut pieces = document.chunks(piece);
    let result = pieces
        .try_for_each(|piece| tokenizer.feed(piece, &mut events))
        .and_then(|()| tokenizer.finish(&mut events));
    (result, events, tokenizer.scanned)
}

#[test]
fn the_work_grows_with_the_document_and_not_with_the_pieces() {
    let long = "x".repeat(200_000);
    let documents = [
        format!("<a b=\"{long}\"><c>{long}</c><!--{long}--><![CDATA[{long}]]></a>"),
        format!("<a>{}</a>", "<b c=\"d\">e</b>\n".repeat(10_000)),
    ];
    for document in documents {
        let (whole, events, _) = read(document.as_bytes(), document.len());
        assert!(whole.is_ok(), "{whole:?}");
        for piece in [1, 7, 4096] {
            let (result, cut, scanned) = read(document.as_bytes(), piece);
            assert!(result.is_ok() && cut == events, "pieces of {piece}");
            assert!(scanned <= 4 * document.len(), "pieces of {piece}: {scanned} of {}", document.len());
        }
    }
}

#[test]
fn a_tag_has_a_bounded_number_of_attributes() {
    let of = |count: usize| {
        let attributes: String = (0..count).map(|i| format!(" a{i}=\"\"")).collect();
        read(format!("<x{attributes}/>").as_bytes(), 1 << 20).0
    };
    assert!(of(MAX_ATTRIBUTES).is_ok());
    let refused = of(MAX_ATTRIBUTES + 1).expect_err("refused");
    assert!(matches!(refused.kind, FaultKind::TooManyAttributes), "{refused:?}");
}
