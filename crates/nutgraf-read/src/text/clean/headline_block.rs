//! Owns: blocks of other stories' headlines within a text: `Read more politics news`, then one headline after the other,
//! on lines of their own or run together.
//! Promises: without the words that open such a block nothing goes; text that follows it stays.

use crate::model::article::{BlockKind, Paragraph};
use crate::model::flaw::{DropReason, Dropped};
use crate::text::clean::credit::{plain, words};
use crate::text::clean::cut::cut;
use crate::text::furniture::{Furniture, OTHERS};

/// Takes the blocks out of the lines: what is left of them, and what went.
pub(super) fn take_out(
    lines: Vec<Paragraph>,
    raw: &str,
    furniture: &Furniture,
) -> (Vec<Paragraph>, Vec<Dropped>) {
    let opens =
        |line: &Paragraph| line.kind == BlockKind::Paragraph && opens(&line.text, furniture);
    let Some(first) = lines.iter().position(opens) else {
        return (lines, Vec::new());
    };
    let mut kept = lines;
    let lines = kept.split_off(first);
    let mut dropped = Vec::new();
    let mut drop = |line: &Paragraph| {
        dropped.push(Dropped {
            span: line.span,
            reason: DropReason::Related,
        });
    };
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        if !opens(&line) {
            kept.push(line);
            continue;
        }
        let ends = run_together(&line.text);
        if let Some(last) = ends.last() {
            if !tells(line.text.get(*last..).unwrap_or("")) {
                drop(&line);
                continue;
            }
            match cut(line, *last, &[], raw) {
                Ok((block, text)) => {
                    drop(&block);
                    kept.push(text);
                }
                Err(line) => kept.push(line),
            }
            continue;
        }
        let mut block = vec![line];
        while let Some(next) = lines.next_if(|next| next.gap == 0 && is_headline(&next.text)) {
            block.push(next);
        }
        if block.len() > 2 && block.first().is_some_and(|first| is_heading(&first.text)) {
            block.iter().for_each(&mut drop);
        } else {
            kept.extend(block);
        }
    }
    (kept, dropped)
}

/// Whether a line opens with words that announce other stories.
fn opens(text: &str, furniture: &Furniture) -> bool {
    if !furniture.may_open_others(text) {
        return false;
    }
    let head = plain(text.get(..text.floor_char_boundary(60)).unwrap_or(""));
    OTHERS
        .iter()
        .any(|part| furniture.opening(*part, &head) == Some(DropReason::Related))
}

/// Where one headline ends and the next begins without a blank between them: `… in AprilWhy the …`.
fn run_together(text: &str) -> Vec<usize> {
    const LETTERS: usize = 3;
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let chars = word.char_indices().zip(word.chars().skip(1));
        let border = chars
            .filter(|((_, a), b)| (a.is_lowercase() || a.is_ascii_digit()) && b.is_uppercase());
        let border = border.map(|((at, a), _)| at + a.len_utf8()).next();
        if let Some(border) = border {
            let (head, tail) = word.split_at_checked(border).unwrap_or((word, ""));
            let small = head.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
            let long = head.chars().count() >= LETTERS;
            // Names are written so, too: the first headline's last word may be one.
            let whole = tail.chars().skip(1).all(|c| !c.is_uppercase());
            if small && long && whole {
                found.push(at + border);
            }
        }
        at += word.len() + 1;
    }
    found
}

/// Whether the rest of a line is text of the story.
fn tells(text: &str) -> bool {
    const LEAST: usize = 12;
    words(text) >= LEAST
        && text
            .trim_end_matches(['"', '”', '’', ')'])
            .ends_with(['.', '!', '?'])
}

fn is_heading(text: &str) -> bool {
    const MOST: usize = 10;
    words(text) <= MOST && !text.ends_with(['.', '!', '?', ','])
}

fn is_headline(text: &str) -> bool {
    (3..=25).contains(&words(text)) && !text.ends_with(['.', '!', ',', ';', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::plain::paragraphs;
    use crate::text::word_list::phrases;

    #[test]
    fn other_headlines_go_and_the_text_behind_them_stays() {
        let furniture = Furniture::new(&crate::lexicon());
        for row in [
            "Read more harbour news¶Ferry gets a second boat for the summer¶Why the old pier is not for sale¶¶The council met. | The council met.",
            "Read more Bay Post newsFerry gets a second boatWhy the pier is closed until 2031Mayor will not run again | ",
            "Read more Bay Post newsFerry gets a second boat in springThe council of the town said on Monday that the pier would be closed. | The council of the town said on Monday that the pier would be closed.",
            "Read more books, the teacher said.¶Nobody did¶Not even she herself | Read more books, the teacher said. / Nobody did / Not even she herself",
            "Read more about the iPhone and openAI here.¶¶The council met. | Read more about the iPhone and openAI here. / The council met.",
        ] {
            let [text, wanted] = phrases(row);
            let raw = text.replace('¶', "\n");
            let (kept, dropped) = take_out(paragraphs(&raw, 0), &raw, &furniture);
            let kept: Vec<&str> = kept.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(kept.join(" / "), wanted, "{row}");
            assert!(
                dropped
                    .iter()
                    .all(|d| d.span.of(&raw).starts_with("Read") || d.span.of(&raw).len() > 20)
            );
        }
    }
}
