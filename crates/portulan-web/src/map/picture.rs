//! The picture that social networks show: a map, the name, the authority.
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use portulan_locales::{ScriptDirection, key};
use resvg::{tiny_skia, usvg};

use super::locator;
use crate::assets;
use crate::context::PageContext;
use crate::html::escape;
use crate::pages::PartnershipFilter;
use crate::respond::RenderedPage;

const PAPER: &str = "#fbf9f4";
const INK: &str = "#14233f";
const LAND: &str = "#ece5d3";
const CORAL: &str = "#bf3f27";

/// `home.png` or `<partnership>.png`.
pub(crate) fn picture(c: &PageContext<'_>, name: &str) -> Option<RenderedPage> {
    let slug = name.strip_suffix(".png")?;
    // The font of pictures has the Latin script only.
    let latin = PageContext::new(c.site, c.text_language(), c.path.clone());
    let c = if c.language.direction() == ScriptDirection::RightToLeft { &latin } else { c };
    let svg = if slug == "home" {
        home(c)
    } else {
        let entry = c.p().partnerships.find(slug)?;
        let countries: Vec<_> =
            c.p().countries_of(&entry.body).into_iter().map(|code| c.country(code)).collect();
        place(c, c.s(&entry.body.title), &countries.join(", "), &entry.body.territories)
    };
    let bytes = png(&svg);
    if bytes.is_none() {
        tracing::error!("the picture {name} could not be drawn");
    }
    Some(RenderedPage::new("image/png", bytes?))
}

fn frame(c: &PageContext<'_>, body: &str, title: &str, line: &str) -> String {
    let accent = c.site.look.as_ref().map_or(CORAL.to_owned(), |look| look.accent.to_string());
    let (title, line) = (escape(&shortened(title, 34)), escape(&shortened(line, 60)));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\" font-family=\"Newsreader\" color=\"{accent}\">\
         <rect width=\"1200\" height=\"630\" fill=\"{PAPER}\"/>{body}\
         <rect y=\"490\" width=\"1200\" height=\"140\" fill=\"{PAPER}\"/><rect y=\"490\" width=\"1200\" height=\"3\" fill=\"currentColor\"/>\
         <text x=\"56\" y=\"556\" font-size=\"54\" fill=\"{INK}\">{title}</text>\
         <text x=\"56\" y=\"602\" font-size=\"28\" fill=\"{INK}\">{line}</text></svg>"
    )
}

fn shortened(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(length - 1).collect();
    cut.push('…');
    cut
}

fn home(c: &PageContext<'_>) -> String {
    let chart = super::draw_world_map(c, &PartnershipFilter::default());
    let mut body = String::new();
    let _ = write!(
        body,
        "<g transform=\"translate(0 -36)\"><path d=\"{}\" fill=\"none\" stroke=\"{INK}\" stroke-opacity=\".06\"/>\
         <path d=\"{}\" fill=\"{LAND}\" stroke=\"{INK}\" stroke-width=\".8\"/>",
        chart.rhumbs, chart.land
    );
    for port in &chart.ports {
        let _ = write!(
            body,
            "<path d=\"{}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\"/>",
            port.route
        );
        let _ = write!(body, "<circle cx=\"{}\" cy=\"{}\" r=\"8\" fill=\"currentColor\"/>", port.x, port.y);
    }
    body.push_str("</g>");
    frame(c, &body, c.s(&c.authority().short_name), &c.t(key!("site-kicker")))
}

fn place(
    c: &PageContext<'_>,
    title: &str,
    country: &str,
    territories: &[portulan_model::Ref<portulan_model::kinds::Territory>],
) -> String {
    let mut body = String::new();
    if let Some(l) = locator(c, territories) {
        let _ = write!(
            body,
            "<g transform=\"translate(0 -186) scale(1.875)\"><path d=\"{}\" fill=\"{LAND}\" stroke=\"{INK}\" stroke-width=\".7\"/>\
             <path d=\"{}\" fill=\"#e2d7b8\" stroke=\"{INK}\" stroke-width=\".7\"/>\
             <path d=\"{}\" fill=\"none\" stroke=\"{INK}\" stroke-opacity=\".3\" stroke-width=\".7\"/>\
             <path d=\"{}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.2\"/>",
            l.map.land, l.map.country, l.map.borders, l.map.route
        );
        for mark in &l.map.marks {
            let _ = write!(
                body,
                "<circle cx=\"{}\" cy=\"{}\" r=\"7\" fill=\"currentColor\" stroke=\"{PAPER}\" stroke-width=\"2\"/>",
                mark.x, mark.y
            );
        }
        body.push_str("</g>");
    }
    let line = format!("{country} · {}", c.s(&c.authority().short_name));
    frame(c, &body, title, &line)
}

fn png(svg: &str) -> Option<Vec<u8>> {
    static FONTS: OnceLock<Arc<usvg::fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = usvg::fontdb::Database::new();
        fonts.load_font_data(assets::SERIF.to_vec());
        Arc::new(fonts)
    });
    let family = fonts
        .faces()
        .next()
        .and_then(|f| f.families.first().map(|(name, _)| name.clone()))
        .unwrap_or_default();
    let options = usvg::Options { fontdb: fonts.clone(), font_family: family, ..Default::default() };
    let tree = usvg::Tree::from_str(svg, &options).ok()?;
    let mut pixels = tiny_skia::Pixmap::new(1200, 630)?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().ok()
}
