//! What readers see of pictures: credits and captions go, the text beside them stays.

use super::*;
use crate::ingest::plain::paragraphs;
use crate::text::word_list::phrases;

const TITLE: &str = "The ferry to Kalder will run all winter";
const FIRST: &str = "The council of Kalder voted on Monday to let the ferry run through the winter, as it did before the bridge was built.";
const SECOND: &str = "Its members said that the boat would be needed until the road is open again, which may take two years.";

/// What is left of a text whose lines are parted by ` / `; `1` and `2` are two paragraphs, `¦` is a bar, `÷` a slash.
fn rest(lines: &str) -> String {
    let raw = lines
        .split(" / ")
        .map(|line| match line {
            "0" => TITLE,
            "1" => FIRST,
            "2" => SECOND,
            line => line,
        })
        .collect::<Vec<_>>()
        .join("\n\n")
        .replace('¦', "|")
        .replace('÷', "/");
    let credits = Credits::new(&crate::lexicon());
    let (kept, dropped) = take_out(paragraphs(&raw, 0), TITLE, &raw, &credits);
    for gone in &dropped {
        assert!(gone.span.fits(&raw) && gone.reason == DropReason::Caption);
    }
    let kept: Vec<&str> = kept
        .iter()
        .map(|line| match line.text.as_str() {
            TITLE => "0",
            FIRST => "1",
            SECOND => "2",
            text => text,
        })
        .collect();
    kept.join(" / ").replace('|', "¦")
}

#[test]
fn credits_go_in_all_their_forms() {
    for credit in phrases::<36>(
        "Ola Strand ¦ Nurphoto ¦ Getty Images | Ola Strand ¦ Reuters | AFP ¦ Getty Images | Image credit: Ola Strand | \
         (Image credit: Ola Strand) | [Photo: Ola Strand] | Photo by Ola Strand | Photo by Ola Strand for the Bay Post. | \
         Photo: Ola Strand/Getty Images | Photograph: Ola Strand/The Bay Post | (AP Photo/Ola Strand) | AP Photo/Ola Strand, File | \
         REUTERS/Ola Strand | Ola Strand ÷ AFP via Getty Images | Ola Strand/dpa | © Ola Strand/AFP | Courtesy of the Bay Post | \
         Courtesy: Bay Post | Illustration by Ola Strand | Graphic: Ola Strand ¦ Source images: Bay Post | Getty Images | \
         Credit: Ola Strand | Foto: Ola Strand/dpa | Bildquelle: Pixabay | Crédit photo : Ola Strand | Photo : Ola Strand ÷ AFP | \
         Foto de Ola Strand ÷ EFE | Imagen: Ola Strand | Fotografía de Ola Strand | Foto di Ola Strand ÷ ANSA | Foto: Divulgação | \
         Crédito: Ola Strand/Folhapress | Beeld: Ola Strand/ANP | Foto: Ola Strand/TT | fot. Ola Strand ÷ PAP | Фото: Ола Странд",
    ) {
        assert_eq!(
            rest(&format!("0 / 1 / {credit} / 2")),
            "0 / 1 / 2",
            "{credit}"
        );
        let behind = format!("{SECOND} Nobody spoke against it. {credit}");
        let kept = format!("0 / 1 / {SECOND} Nobody spoke against it.");
        assert_eq!(rest(&format!("0 / 1 / {behind}")), kept, "{credit}");
    }
}

#[test]
fn captions_go_with_the_credits_beside_them() {
    for row in [
        "0 / A ferry leaves the pier at Kalder, Norway, on March 5, 2026. / Ola Strand ¦ Getty Images / 1 | 0 / 1",
        "0 / The mayor, Bo Ek (L), and the ferryman, Ann Lee. / Ola Strand ¦ Bohus Bild / 1 | 0 / 1",
        "0 / KALDER, NORWAY - MARCH 05: A ferry is seen at the pier. It carries cars, too. / Ola Strand ¦ Reuters / 1 | 0 / 1",
        "0 / 1 / The old pier in winter. / Image: Ola Strand / 2 | 0 / 1 / 2",
        "0 / Bo Ek, the mayor of Kalder, at the pier on Friday. / Getty Images / 1 | 0 / 1",
        "0 / A boat leaves the pier in Kalder. / Photo by Ola Strand/AFP via Getty Images / 1 | 0 / 1",
        "0 / Boats in the harbour. / Image credit: Ola Strand / 1 | 0 / 1",
        "0 / A view of the pier of Kalder, May 2025. / File photo / 1 | 0 / 1",
        "0 / 1 / The old pier in winter. Credit: Ola Strand / 2 | 0 / 1 / 2",
        "0 / 1 / The old pier in winterImage Credits:Ola Strand / 2 | 0 / 1 / 2",
        "0 / 1 / The old pier. ¦ Image credit: Ola Strand / 2 | 0 / 1 / 2",
        "0 / 1 / FILE - Mayor Bo Ek speaks in Kalder, on March 5, 2026. (AP Photo/Ola Strand, File) / 2 | 0 / 1 / 2",
        "0 / File photo: The pier of Kalder / 1 | 0 / 1",
        // Without a credit, before the text.
        "0 / Mayor Bo Ek speaks during a meeting in Kalder, Norway, on March 5, 2026. / 1 / 2 | 0 / 1 / 2",
        "0 / Bürgermeister Bo Ek spricht am 5. März 2026 bei einer Sitzung in Kalder. / 1 | 0 / 1",
        "0 / Le maire Bo Ek s'exprime lors d'une réunion à Kalder, le 5 mars 2026. / 1 | 0 / 1",
        "0 / 1 / 1/3 / 2 / 2/3 | 0 / 1 / 2",
    ] {
        let [lines, wanted] = phrases(row);
        assert_eq!(rest(lines), wanted, "{row}");
    }
}

#[test]
fn text_stays_beside_credits_and_where_it_speaks_of_pictures() {
    for credit in [
        "(Image credit: Ola Strand)",
        "(Photo: AP)",
        "Photo credit: Ola Strand",
    ] {
        let last = "The mayor thanked the crews and said that the first boat would carry schoolchildren from the islands free of charge.";
        assert_eq!(
            rest(&format!("0 / 1 / {last} {credit}")),
            format!("0 / 1 / {last}")
        );
    }
    for row in [
        "0 / 1 / Ola Strand ¦ Getty Images / 2 | 0 / 1 / 2",
        "0 / What the boat will cost / Image credit: Bay Post / 1 | 0 / What the boat will cost / 1",
        "0 / 1 / Who pays for it / Ola Strand ¦ Getty Images / 2 | 0 / 1 / Who pays for it / 2",
        "0 / 1 / “Nobody asked us,” she said. / Photo: Ola Strand / 2 | 0 / 1 / “Nobody asked us,” she said. / 2",
        "0 / 1 / Photo by photo, the exhibition tells of the pier. / 2 | 0 / 1 / Photo by photo, the exhibition tells of the pier. / 2",
        "0 / 1 / The agency Getty Images owns the picture, Reuters reported. | 0 / 1 / The agency Getty Images owns the picture, Reuters reported.",
        "0 / 1 / Oslo ¦ Bergen ¦ Kalder / 2 | 0 / 1 / Oslo ¦ Bergen ¦ Kalder / 2",
        "0 / 1 / Courtesy of the mayor, there was soup. / 2 | 0 / 1 / Courtesy of the mayor, there was soup. / 2",
        "0 / 1 / The mayor opened the pier on March 5, 2026. / 2 | 0 / 1 / The mayor opened the pier on March 5, 2026. / 2",
        "0 / 1 / Comfort: 4/5 / 4/5 | 0 / 1 / Comfort: 4/5 / 4/5",
        "0 / 16 March 2026 / 1 / 2 | 0 / 16 March 2026 / 1 / 2",
        "0 / Updated: Monday, 16 March 2026, 10:30 GMT / Ola Strand ¦ Reuters / 1 | 0 / Updated: Monday, 16 March 2026, 10:30 GMT / 1",
        // Nothing else is told.
        "0 / A ferry at the pier, on March 5, 2026. / Ola Strand ¦ Getty Images | 0 / A ferry at the pier, on March 5, 2026. / Ola Strand ¦ Getty Images",
    ] {
        let [lines, wanted] = phrases(row);
        assert_eq!(rest(lines), wanted, "{row}");
    }
    let opened = format!("(Photo by Ola Strand/Getty Images) {FIRST}");
    assert_eq!(rest(&format!("0 / {opened} / 2")), "0 / 1 / 2");
    let opened = format!("Ola Strand ¦ Reuters {FIRST}");
    assert_eq!(rest(&format!("0 / {opened} / 2")), "0 / 1 / 2");
}
