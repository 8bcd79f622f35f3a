//! What feeds and agencies put behind a text goes; last sentences that sound like it stay.

use super::*;
use crate::ingest::plain::paragraphs;
use crate::text::word_list::phrases;

const FIRST: &str = "The mill of Kalder is for sale, its owner told the council on Monday.";
const LAST: &str =
    "Nobody has made an offer yet, although two farmers from the valley came to look at the roof.";

/// What is left of a text, and what went, with its reasons.
fn taken(text: &str) -> (String, Vec<(String, DropReason)>) {
    let furniture = Furniture::new(&crate::lexicon());
    let (kept, mut dropped) = take_off(paragraphs(text, 0), Off::Lines, text, &furniture);
    let kept: Vec<String> = kept.into_iter().map(|line| line.text).collect();
    dropped.sort_by_key(|dropped| dropped.span);
    let gone = dropped
        .into_iter()
        .map(|dropped| (dropped.span.of(text).to_owned(), dropped.reason))
        .collect();
    (kept.join("\n\n"), gone)
}

#[test]
fn tails_go_from_lines_of_their_own_and_from_the_last_paragraph() {
    use DropReason::{Debris, Disclaimer, Metadata, Navigation, Related, Share};
    for row in [
        "Read more | Read more… | Continue reading The mill → | Read the full story at Bay Post | Read more at w.example | related",
        "The post The mill first appeared on Bay Post. | This article was originally published on Bay Post. | \
         Der Beitrag Die Mühle erschien zuerst auf Bay Post. | La entrada El molino se publicó primero en Bay Post. | \
         L'articolo Il mulino proviene da Bay Post. | related",
        "Weiterlesen | Lire la suite… | Seguir leyendo | Continua a leggere → | Leia mais em w.example | related",
        "[…] | [...] | … [+1234 chars] | [+99 chars] | → | debris",
        "submitted by /u/miller [link] [comments] | Source: Bay Post | Quelle: dpa | Fuente: EFE | (Source: Bay Post) | metadata",
        "(Reporting by Ola Strand in Oslo; editing by Bo Ek) | (Bericht von Ola Strand, redigiert von Bo Ek) | \
         (Reporte de Ola Strand; editado por Bo Ek) | — Ola Strand contributed to this report. | (avec AFP) | metadata",
        "© 2026 Bay Post. All rights reserved. | (c) 2026 Bay Post | Copyright 2026 Bay Post | Alle Rechte vorbehalten. | \
         Tous droits réservés. | disclaimer",
        "Filed under: Mills, Kalder | Tags: mills | Schlagwörter: Mühlen | Étiquettes : moulins | Etiquetas: molinos | navigation",
        "Share this: Facebook Twitter | Like this: | Teilen: Facebook | Compartir: Facebook | Delen: Facebook | share",
    ] {
        let all: [&str; 6] = phrases(row);
        let (reason, tails) = all.split_last().unwrap();
        let known = [Debris, Disclaimer, Metadata, Navigation, Related, Share];
        let reason = known
            .into_iter()
            .find(|known| known.name() == *reason)
            .unwrap();
        for tail in tails {
            for border in ["\n\n", " "] {
                let (kept, gone) = taken(&format!("{FIRST}\n\n{LAST}{border}{tail}"));
                assert_eq!(kept, format!("{FIRST}\n\n{LAST}"), "{tail}");
                let all: Vec<&str> = gone.iter().map(|(text, _)| text.as_str()).collect();
                assert_eq!(all.join(" "), *tail);
                assert!(
                    gone.iter().all(|(_, why)| *why == reason),
                    "{tail}: {gone:?}"
                );
            }
        }
    }
    let (kept, gone) = taken(&format!(
        "{LAST} Read more »\n\nArticle URL: https://w.example/1\n\nComments URL: https://n.example/1\n\nPoints: 12\n\n# Comments: 3"
    ));
    assert_eq!((kept.as_str(), gone.len()), (LAST, 5), "{gone:?}");
}

#[test]
fn last_sentences_stay() {
    for last in phrases::<16>(
        "Read more books, she told the children, and the world is larger than the valley. | \
         The source of the river lies two miles above the mill. | He would continue reading until the summer. | \
         More than 20 people came to the meeting. | They share this view. | “Continue,” the mayor said. | \
         Comments from the public are due by the end of May. | Via the old road it takes an hour. | Nobody came. More on that later. | \
         Sources close to the owner said that he would wait. | Tags hang from every sack in the mill. | \
         Copyright law protects the drawings, a court said. | Reporting by the Bay Post led to the sale. | \
         The offer ends in May (see the notice). | Die Quelle des Flusses liegt oberhalb der Mühle. | \
         La fuente del río está más arriba.",
    ) {
        for border in ["\n\n", " "] {
            let text = format!("{FIRST}\n\n{LAST}{border}{last}");
            assert_eq!(taken(&text), (text.clone(), Vec::new()));
        }
    }
}
