//! Pictures from a telephone to the public.
use std::collections::HashMap;
use std::io::Cursor;

use axum::body::Body as HttpBody;
use axum::http::{Request, StatusCode};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use portulan_model::kinds::Organisation;
use portulan_model::{Body, Kind, Record, Ref, State};
use portulan_store::{Author, Change, PictureStore as _, RecordWriter as _, Store as _, operator_only};
use uuid::Uuid;

use super::{Browser, TestAnswer, TestOffice, at, text};
use crate::pages::media::derive_one;

/// A small photograph with a place in its metadata.
pub(super) fn photograph() -> Vec<u8> {
    let pixels = RgbImage::from_fn(64, 48, |x, y| {
        Rgb([u8::try_from(x * 4).unwrap_or(255), u8::try_from(y * 5).unwrap_or(255), 90])
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels).write_to(&mut out, ImageFormat::Jpeg).expect("a picture");
    let jpeg = out.into_inner();
    let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0GPS";
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, exif, &jpeg[2..]].concat()
}

impl Browser {
    /// Sends pictures by a form.
    async fn send(&mut self, path: &str, files: &[(&str, Vec<u8>)]) -> TestAnswer {
        self.send_as(path, "files", files).await
    }

    /// Sends files by a field of a form.
    pub async fn send_as(&mut self, path: &str, field: &str, files: &[(&str, Vec<u8>)]) -> TestAnswer {
        self.send_with(path, &[], field, files).await
    }

    /// Sends texts, and files by a field, of a form.
    pub async fn send_with(
        &mut self,
        path: &str,
        texts: &[(&str, &str)],
        field: &str,
        files: &[(&str, Vec<u8>)],
    ) -> TestAnswer {
        let mut body = Vec::new();
        for (name, text) in texts {
            let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend([head.as_bytes(), text.as_bytes(), b"\r\n"].concat());
        }
        for (name, bytes) in files {
            let head = format!(
                "--edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 content-type: image/jpeg\r\n\r\n"
            );
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend(b"--edge--\r\n");
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("origin", "http://monde.example")
            .header("content-type", "multipart/form-data; boundary=edge");
        self.answer(request, HttpBody::from(body)).await
    }
}

#[tokio::test]
async fn a_photograph_goes_from_a_telephone_to_the_public() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let sent = photograph();
    assert!(sent.windows(4).any(|w| w == b"Exif"));
    let files = [("IMG 2041.JPG", sent.clone()), ("drawing.jpg", b"<svg onload='x'/>".to_vec())];
    let answer = ada.send("/office/media/upload", &files).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.text.contains("Le format SVG n’est pas accepté"), "{}", answer.text);
    let stored = house.store.record(Kind::Media, "img-2041").await.expect("read").expect("there");
    assert_eq!(stored.record.state, State::Draft);
    let Body::Media(media) = &stored.record.body else { panic!("a picture") };
    let file = media.file.clone().expect("a file");
    let bytes = house.store.file(&file).await.expect("read").expect("there").bytes;
    assert!(!bytes.windows(4).any(|w| w == b"Exif") && bytes.starts_with(&[0xff, 0xd8]));
    let path = at(Kind::Media, stored.record.id);
    assert!(ada.get(&path).await.text.contains("Les formats pour le site sont en préparation"));
    let mut failures = HashMap::new();
    assert!(derive_one(&house.office, &mut failures).await.expect("made"));
    assert!(!derive_one(&house.office, &mut failures).await.expect("nothing more"));
    let page = ada.get(&path).await.text;
    let thumb = page.split("src=\"").find(|s| s.starts_with("/office/pictures/")).expect("a picture");
    let thumb = thumb.split('"').next().expect("an address").to_owned();
    let picture = ada.fetch(&thumb).await;
    assert_eq!(picture.0, StatusCode::OK);
    assert!(picture.1.starts_with(&[0xff, 0xd8]) && !picture.1.windows(4).any(|w| w == b"Exif"));
    // It is visible to its user only before publication, and cannot be published without an alternative text.
    assert_eq!(house.browser().get(&thumb).await.status, StatusCode::SEE_OTHER);
    let public = thumb.replace("/office/pictures/", "/media/");
    assert_eq!(house.browser().get(&public).await.status, StatusCode::NOT_FOUND);
    let publish = ada.post(&format!("{path}/publish"), &[("do", "publish"), ("seen", "1")]).await;
    assert_eq!(publish.status, StatusCode::UNPROCESSABLE_ENTITY, "no text for those who do not see it");
    let form = [
        ("/file", file.as_str()),
        ("/focus/x", "80"),
        ("/focus/y", "25"),
        ("/alt/fr", "Le port au matin"),
        ("revision", "1"),
        ("slug", "img-2041"),
        ("do", "save"),
    ];
    assert_eq!(ada.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let publish = ada.post(&format!("{path}/publish"), &[("do", "publish"), ("seen", "2")]).await;
    assert_eq!(publish.status, StatusCode::SEE_OTHER, "{}", publish.text);
    let body =
        Organisation { name: text("Le Phare"), media: vec![Ref::new("img-2041")], ..Default::default() };
    let body = Body::Organisation(Box::new(body));
    let shows = Record { id: Uuid::now_v7(), slug: "phare".into(), state: State::Published, body };
    house
        .store
        .apply(vec![Change::Create(shows)], &Author::operator("test"), operator_only)
        .await
        .expect("kept");
    assert!(ada.get(&path).await.text.contains("Le Phare"), "where it is used");
    let mut reader = house.browser();
    reader.site = house.renewed().await;
    let page = reader.get("/fr/organisations/phare").await.text;
    assert!(page.contains("type=\"image/avif\"") && page.contains("type=\"image/webp\""), "{page}");
    assert!(
        page.contains("alt=\"Le port au matin\" loading=\"lazy\" decoding=\"async\" class=\"fx-8 fy-2\"")
    );
    for (ending, magic) in [("avif", b"ftypavif".as_slice()), ("webp", b"WEBP"), ("jpg", b"\xff\xd8\xff")] {
        let (status, bytes) = reader.fetch(&public.replace("-64.jpg", &format!("-64.{ending}"))).await;
        assert_eq!(status, StatusCode::OK, "{ending}");
        assert!(bytes.windows(magic.len()).take(16).any(|w| w == magic), "{ending}");
        assert!(!bytes.windows(4).any(|w| w == b"Exif"), "{ending}");
    }
    // An unpublished picture is not found, even at a known address.
    ada.post(&format!("{path}/publish"), &[("do", "archive"), ("seen", "3")]).await;
    reader.site = house.renewed().await;
    assert_eq!(reader.get(&public).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_file_waits_for_publication() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut rita = house.user(&mut ada, "Rita", "reader").await;
    ada.send("/office/media/upload", &[("quai.jpg", photograph())]).await;
    let stored = house.store.record(Kind::Media, "quai").await.expect("read").expect("there");
    let path = format!("{}/file", at(Kind::Media, stored.record.id));
    assert_eq!(rita.send(&path, &[("x.jpg", photograph())]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        rita.send("/office/media/upload", &[("x.jpg", photograph())]).await.status,
        StatusCode::FORBIDDEN
    );
    let answer = ada.send(&path, &[("x.jpg", b"no picture".to_vec())]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let png = {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(9, 9).write_to(&mut out, ImageFormat::Png).expect("a picture");
        out.into_inner()
    };
    let answer = ada.send(&path, &[("x.png", png)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(
        house.store.files().await.expect("read").len(),
        2,
        "the first stays for the public and the history"
    );
    let erase = ada
        .post(&format!("{}/publish", at(Kind::Media, stored.record.id)), &[("do", "erase"), ("seen", "2")])
        .await;
    assert_eq!(erase.status, StatusCode::SEE_OTHER);
    assert!(house.store.files().await.expect("read").is_empty(), "erased for good");
    for empty in [vec![], vec![("", Vec::new())]] {
        let answer = ada.send("/office/media/upload", &empty).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn large_files_arrive_and_too_large_ones_are_told() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let files =
        [("a.jpg", vec![b'x'; 17 << 20]), ("b.jpg", vec![b'x'; (40 << 20) + 1]), ("c.jpg", photograph())];
    let answer = ada.send("/office/media/upload", &files).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let reported = ["pas une image JPEG", "Ce fichier dépasse 40 Mo", "Image reçue"];
    assert!(reported.iter().all(|text| answer.text.contains(text)), "{}", answer.text);
}

#[tokio::test]
async fn a_picture_is_described_and_added_from_the_form_of_a_record() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let field = |name: &str, text: &str| {
        format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").into_bytes()
    };
    let file = b"--edge\r\ncontent-disposition: form-data; name=\"files\"; filename=\"quai.jpg\"\r\n\r\n";
    let body = |alt: &str| {
        [&field("alt", alt)[..], &field("credit", "Ada"), file, &photograph(), b"\r\n--edge--\r\n"].concat()
    };
    let request = |path: &str| {
        Request::builder()
            .method("POST")
            .uri(path)
            .header("origin", "http://monde.example")
            .header("content-type", "multipart/form-data; boundary=edge")
    };
    let answer = ada.answer(request("/office/media/upload"), body("Le quai").into()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let picture = house.store.record(Kind::Media, "quai").await.expect("read").expect("there").record;
    let Body::Media(media) = &picture.body else { panic!("a picture") };
    assert_eq!((media.alt.text("fr"), media.credit.text("fr")), ("Le quai", "Ada"));

    // The form of a record that is not stored yet takes the picture.
    let path = at(Kind::Partnership, Uuid::now_v7());
    let attach = format!("attach:/media:{}", picture.id);
    let form = [("/title/fr", "Le Levant"), ("revision", "0"), ("do", &attach)];
    let page = ada.post(&path, &form).await.text;
    assert!(page.contains("name=\"/media/0\"") && page.contains("value=\"Le quai\""), "{page}");
    let unknown = format!("attach:/media:{}", Uuid::now_v7());
    let answer = ada.post(&path, &[("/title/fr", "X"), ("revision", "0"), ("do", &unknown)]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);

    let place = format!("attach:/territories:{}", picture.id);
    let answer = ada.post(&path, &[("/title/fr", "X"), ("revision", "0"), ("do", &place)]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "a picture is no territory");

    // Without a script, the page of a stored record takes it.
    let body_of = Organisation { name: text("Le Phare"), ..Default::default() };
    let owner = Record {
        id: Uuid::now_v7(),
        slug: "phare".into(),
        state: State::Draft,
        body: Body::Organisation(Box::new(body_of)),
    };
    let path = at(Kind::Organisation, owner.id);
    house
        .store
        .apply(vec![Change::Create(owner)], &Author::operator("test"), operator_only)
        .await
        .expect("stored");
    assert!(ada.get(&format!("{path}/overview")).await.text.contains(&format!("action=\"{path}/pictures\"")));
    let answer = ada.answer(request(&format!("{path}/pictures")), body("La tour").into()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let owner = house.store.record(Kind::Organisation, "phare").await.expect("read").expect("there").record;
    let Body::Organisation(owner) = &owner.body else { panic!("an organisation") };
    assert_eq!(owner.media, [Ref::new("quai-2")]);
    let long = ada.answer(request(&format!("{path}/pictures")), body(&"x".repeat(5_000)).into()).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    let territories = at(Kind::Territory, Uuid::now_v7());
    let answer = ada.answer(request(&format!("{territories}/pictures")), body("X").into()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
