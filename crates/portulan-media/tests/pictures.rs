//! Pictures as telephones, drawing programs and attackers send them.
use std::io::Cursor;

use image::{DynamicImage, ImageEncoder as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use moxcms::ColorProfile;
use portulan_media::{DecodedPicture, MediaError, PictureFormat, fault};
use proptest::prelude::*;

fn photograph(width: u32, height: u32) -> DynamicImage {
    let shade = |n: u32, of: u32| u8::try_from(n * 255 / of.max(1)).unwrap_or(255);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        Rgb([shade(x, width), shade(y, height), if x < width / 2 && y < height / 2 { 255 } else { 0 }])
    }))
}

fn file(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    pixels.write_to(&mut out, format).expect("a picture");
    out.into_inner()
}

/// EXIF data of a telephone: orientation, and location (46° 9′ N, 1° 9′ W).
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut out = tag.to_be_bytes().to_vec();
        out.extend(kind.to_be_bytes());
        out.extend(count.to_be_bytes());
        out.extend(value);
        out
    };
    tiff.extend([0, 3]);
    tiff.extend(entry(0x010f, 2, 4, *b"Tel\0"));
    tiff.extend(entry(0x0112, 3, 1, [0, orientation, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, [0, 0, 0, 50]));
    tiff.extend([0; 4]);
    tiff.extend([0, 2]);
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, [0, 0, 0, 80]));
    tiff.extend([0; 4]);
    for (over, under) in [(46u32, 1u32), (9, 1), (0, 1)] {
        tiff.extend(over.to_be_bytes());
        tiff.extend(under.to_be_bytes());
    }
    [b"Exif\0\0".to_vec(), tiff].concat()
}

/// A JPEG with an additional segment after its first marker.
fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

#[test]
fn nothing_but_pixels_is_kept() {
    let plain = file(&photograph(60, 40), ImageFormat::Jpeg);
    let secret = b"<script>alert(1)</script>";
    let mut sent = with_segment(&plain, 0xe1, &exif(6));
    sent = with_segment(&sent, 0xfe, secret);
    // Data that some telephones append to the picture, and that polyglot files consist of.
    sent.extend(b"PK\x03\x04 another file");
    assert!(has(&sent, b"Exif") && has(&sent, secret) && has(&sent, b"PK\x03\x04"));
    let picture = DecodedPicture::read(&sent).expect("a picture");
    assert_eq!(picture.size(), (40, 60), "upright");
    let stored = picture.to_stored_file().expect("kept");
    let variants = picture.variants(&mut |_| {}).expect("variants");
    for v in variants.iter().chain([&stored]) {
        for part in [b"Exif".as_slice(), secret, b"PK\x03\x04", b"Tel\0"] {
            assert!(!has(&v.bytes, part), "{}", v.format);
        }
    }
    // The blue quarter was at the top left; a telephone held upright has it at the right.
    let upright = image::load_from_memory(&stored.bytes).expect("a picture").into_rgb8();
    assert!(upright.get_pixel(35, 5).0[2] > 200 && upright.get_pixel(5, 5).0[2] < 60);
}

#[test]
fn the_site_gets_each_width_in_each_format() {
    let picture = DecodedPicture::read(&file(&photograph(1000, 500), ImageFormat::Jpeg)).expect("a picture");
    let mut reported = Vec::new();
    let variants = picture.variants(&mut |part| reported.push(part)).expect("variants");
    let sizes: Vec<_> = variants.iter().map(|v| (v.format, v.width, v.height)).collect();
    let each = |width, height| {
        [PictureFormat::Avif, PictureFormat::Webp, PictureFormat::Jpeg].map(|f| (f, width, height))
    };
    assert_eq!(sizes, [each(480, 240), each(960, 480), each(1000, 500)].concat());
    assert!(reported.is_sorted() && reported.last() == Some(&1.0), "{reported:?}");
    for v in &variants {
        let starts = match v.format {
            PictureFormat::Avif => has(&v.bytes[4..12], b"ftypavif"),
            PictureFormat::Webp => has(&v.bytes[..16], b"WEBP"),
            PictureFormat::Jpeg => v.bytes.starts_with(&[0xff, 0xd8]),
            PictureFormat::Png => false,
        };
        assert!(starts, "{}", v.format);
    }
}

#[test]
fn what_is_transparent_stays_so() {
    let mut logo = RgbaImage::from_pixel(30, 30, Rgba([200, 10, 10, 255]));
    logo.put_pixel(0, 0, Rgba([0, 0, 0, 0]));
    let picture =
        DecodedPicture::read(&file(&DynamicImage::ImageRgba8(logo), ImageFormat::Png)).expect("a picture");
    let stored = picture.to_stored_file().expect("kept");
    assert_eq!(stored.format, PictureFormat::Png);
    let again = image::load_from_memory(&stored.bytes).expect("a picture").into_rgba8();
    assert_eq!(again.get_pixel(0, 0).0[3], 0);
    let plain: Vec<_> = picture.variants(&mut |_| {}).expect("variants").iter().map(|v| v.format).collect();
    assert_eq!(plain, [PictureFormat::Avif, PictureFormat::Webp, PictureFormat::Png]);
}

#[test]
fn colours_of_other_profiles_are_brought_to_the_same() {
    let pixels = RgbImage::from_pixel(4, 4, Rgb([200, 90, 90]));
    let mut out = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut out);
    let profile = ColorProfile::new_display_p3().encode().expect("a profile");
    encoder.set_icc_profile(profile).expect("a PNG has profiles");
    encoder.write_image(&pixels, 4, 4, image::ExtendedColorType::Rgb8).expect("a picture");
    let stored = DecodedPicture::read(&out).and_then(|p| p.to_stored_file()).expect("kept");
    let [r, g, _] = image::load_from_memory(&stored.bytes).expect("a picture").into_rgb8().get_pixel(1, 1).0;
    assert!((208..=222).contains(&r) && (80..=90).contains(&g), "{r} {g}");
}

#[test]
fn what_is_no_picture_is_refused_with_a_reason() {
    let of = |bytes: &[u8]| DecodedPicture::read(bytes).map(|p| p.size());
    assert_eq!(of(b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"), Err(MediaError::Svg));
    assert_eq!(of(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(MediaError::Heic));
    for other in [b"%PDF-1.7\n\xff\xd8\xff".as_slice(), b"<html>", b"GIF89a\x01\0\x01\0", b"", b"MZ\x90"] {
        assert_eq!(of(other), Err(MediaError::Unknown));
    }
    let png = file(&photograph(50, 50), ImageFormat::Png);
    assert!(matches!(of(&png[..png.len() / 2]), Err(MediaError::Damaged(_))));
    // A small file that would fill the memory.
    let mut bomb = png.clone();
    bomb[16..24].copy_from_slice(&[0, 0, 0x70, 0, 0, 0, 0x70, 0]);
    let refused = of(&bomb);
    assert!(matches!(refused, Err(MediaError::TooLarge | MediaError::Damaged(_))), "{refused:?}");
    assert_eq!(fault("a.png", &png), None);
    let found = PictureFormat::Png;
    assert_eq!(fault("a.jpg", &png), Some(MediaError::Misnamed { promised: "jpg".into(), found }));
}

#[test]
fn what_is_kept_is_no_larger_than_print_needs() {
    let picture = DecodedPicture::read(&file(&photograph(4000, 10), ImageFormat::Jpeg)).expect("a picture");
    let stored = picture.to_stored_file().expect("kept");
    assert_eq!((stored.width, stored.height), (3200, 8));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Any input gives a picture or an error.
    #[test]
    fn damaged_files_are_answered(at in 0usize..2000, byte: u8, cut in 0usize..2000, png: bool) {
        let format = if png { ImageFormat::Png } else { ImageFormat::Jpeg };
        let mut bytes = with_segment(&file(&photograph(24, 16), ImageFormat::Jpeg), 0xe1, &exif(3));
        if png {
            bytes = file(&photograph(24, 16), format);
        }
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length.saturating_sub(cut % length));
        if let Ok(picture) = DecodedPicture::read(&bytes) {
            prop_assert!(picture.to_stored_file().is_ok());
        }
    }
}
