//! Owns: which words near a quote name its speaker, and by which verb.
//! Promises: total; looks only at the quote's own sentence; says how it found the speaker.

use crate::quote::cue;
use crate::quote::line::{Line, Phrase, Sort};

/// The words that name a speaker, and the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The speaker.
    pub phrase: Phrase,
    /// The verb's token.
    pub cue: Option<usize>,
    /// Whether the verb stands next to the quote.
    pub near: bool,
}

/// The speaker of the quote at token `at`, by the words around it in its sentence. `ending` is the last character
/// inside its marks.
pub fn around(line: &Line, at: usize, ending: Option<char>) -> Option<Voice> {
    if let Some(voice) = named_behind(line, at) {
        return Some(voice);
    }
    let goes_on =
        matches!(ending, Some(',' | '?' | '!' | '—' | '–' | '…')) || line.is_sign(at + 1, ",");
    if goes_on && let Some(voice) = after(line, at, ending) {
        return Some(voice);
    }
    before(line, at).or_else(|| {
        if goes_on {
            None
        } else {
            after(line, at, ending)
        }
    })
}

/// It was called “…” by X.
fn named_behind(line: &Line, at: usize) -> Option<Voice> {
    let by = at + 1;
    if line.low(by) != "by" {
        return None;
    }
    let sentence = line.tokens.get(by)?.sentence;
    let verb = (at.saturating_sub(6)..at).rev().find(|i| line.is_cue(*i))?;
    let limit = line.tokens.partition_point(|t| t.sentence <= sentence);
    // Was, been.
    let is_done = |i: usize| {
        let token = line.tokens.get(i);
        token.is_some_and(|t| matches!(t.sense.small, 19 | 20))
    };
    let passive = (verb.saturating_sub(3)..verb).any(is_done);
    let phrase = line.phrase_at(by + 1, limit).filter(|_| passive)?;
    Some(Voice {
        phrase,
        cue: Some(verb),
        near: true,
    })
}

/// "…," said X / "…," X said / "…," according to X.
fn after(line: &Line, at: usize, ending: Option<char>) -> Option<Voice> {
    let quote = line.tokens.get(at)?;
    let mut first = at + 1;
    while line.is_sign(first, ",") || is_dash(line, first) {
        first += 1;
    }
    if is_dash(line, first - 1)
        && let Some(voice) = signed(line, first)
    {
        return Some(voice);
    }
    let here = line.tokens.get(first)?;
    let same = here.sentence == quote.sentence;
    if !same && !matches!(ending, Some('?' | '!' | ',')) {
        return None;
    }
    let limit = (first..line.tokens.len())
        .find(|i| {
            line.tokens
                .get(*i)
                .is_none_or(|t| t.sentence != here.sentence || matches!(t.sort, Sort::Quote(_)))
        })
        .unwrap_or(line.tokens.len());
    let source = match line.low(first) {
        "according" if line.low(first + 1) == "to" => Some(first + 2),
        "per" => Some(first + 1),
        _ => None,
    };
    if let Some(source) = source {
        return Some(Voice {
            phrase: line.phrase_at(source, limit)?,
            cue: Some(first),
            near: true,
        });
    }
    // "…," as Brandt put it.
    if line.low(first) == "as"
        && let Some(verb) =
            (first + 2..limit.min(first + 10)).find(|i| line.low(*i) == "put" || line.is_cue(*i))
        && let Some(phrase) = line.phrase_at(first + 1, verb)
        && (phrase.end..verb).all(|i| line.is(i, cue::BETWEEN))
    {
        return Some(Voice {
            phrase,
            cue: Some(verb),
            near: true,
        });
    }
    let adverb =
        usize::from(line.is(first, cue::BETWEEN) && line.low(first) != "to" && !line.is_cue(first));
    if line.is_cue(first + adverb) {
        let verb = first + adverb;
        let phrase = line.phrase_at(verb + 1, limit)?;
        // "said Tuesday" names no one; phrase_at refuses days and months.
        return Some(Voice {
            phrase,
            cue: Some(verb),
            near: true,
        });
    }
    let phrase = line.phrase_at(first, limit)?;
    let reach = if same { 30 } else { 6 };
    let verb = (phrase.head..limit.min(phrase.head + reach)).find(|i| {
        line.is_cue(*i)
            && (line.is(*i, cue::PLAIN) || *i <= phrase.end + 3)
            && line.low(i.wrapping_sub(1)) != "to"
    })?;
    let near = (phrase.end..verb).all(|i| line.is(i, cue::BETWEEN));
    // "…" it never gave up, adding: the participle's subject is not the pronoun of the clause between.
    let hanging = line.low(verb).ends_with("ing") && line.is(phrase.start, cue::PRONOUN);
    if hanging && !near {
        return None;
    }
    let inserted = line.is_sign(phrase.end, ",") && line.is_sign(verb - 1, ",")
        || line.low(phrase.end) == "who"
        || line.low(phrase.end + 1) == "who";
    if !near && !inserted && !line.is(verb, cue::PLAIN) {
        return None;
    }
    Some(Voice {
        phrase,
        cue: Some(verb),
        near: near || inserted,
    })
}

fn is_dash(line: &Line, at: usize) -> bool {
    ["—", "–", "―"].iter().any(|dash| line.is_sign(at, dash))
}

/// "…" ― X: a name behind a dash, with nothing after it before the next quote or the paragraph's end.
fn signed(line: &Line, first: usize) -> Option<Voice> {
    let limit = (first..line.tokens.len())
        .find(|i| line.is_quote(*i))
        .unwrap_or(line.tokens.len());
    let phrase = line.phrase_at(first, limit).filter(|p| line.names(*p))?;
    let rest = phrase.end + usize::from(line.is_sign(phrase.end, "."));
    (rest == limit).then_some(Voice {
        phrase,
        cue: None,
        near: true,
    })
}

/// X said, "…" / According to X, "…" / X: "…"
fn before(line: &Line, at: usize) -> Option<Voice> {
    let start = opening(line, at);
    if start == at {
        return None;
    }
    attribution(line, start, at)
}

/// Where the words before a quote begin: its sentence's start or the quote before it.
fn opening(line: &Line, at: usize) -> usize {
    // A quote of several sentences is counted to its last one; the words before it belong to its first.
    let sentence = match at.checked_sub(1).and_then(|b| line.tokens.get(b)) {
        Some(token)
            if token.sort != Sort::Sign
                || matches!(token.low.as_str(), "," | ":" | "—" | "–" | "-" | "(" | "[") =>
        {
            token.sentence
        }
        _ => return at,
    };
    let mut start = at;
    while start > 0
        && line
            .tokens
            .get(start - 1)
            .is_some_and(|t| t.sentence == sentence && !matches!(t.sort, Sort::Quote(_)))
    {
        start -= 1;
    }
    start
}

/// The speaker that a stretch of words names, when they lead to a quote right behind them.
pub fn attribution(line: &Line, start: usize, end: usize) -> Option<Voice> {
    // "The cores are now called “…”": nobody calls them.
    let small = |i: usize| line.tokens.get(i).map_or(0, |t| t.sense.small);
    let is_done = |i: usize| {
        let before = (start..i).rev().take(3).take_while(|b| {
            matches!(small(*b), 19 | 20) || line.is(*b, cue::BETWEEN) && small(*b) != 22
        });
        let past = line.low(i).ends_with("ed") || matches!(line.low(i), "told" | "said");
        past && before.into_iter().any(|b| matches!(small(b), 19 | 20))
    };
    let verbs = || {
        (start..end).rev().filter(|i| {
            line.is_cue(*i) && !is_done(*i)
                || (line.low(*i) == "according" && line.low(i + 1) == "to")
        })
    };
    // A plain verb of speech goes before one of judgement: "says she thinks it is “…”".
    let verb = verbs()
        .find(|i| end - i <= 3 || line.is(*i, cue::PLAIN) || line.low(*i) == "according")
        .or_else(|| verbs().next());
    let Some(verb) = verb else {
        // "Smith:" in an interview or a list of statements.
        let colon = end.checked_sub(1).filter(|c| line.is_sign(*c, ":"))?;
        let phrase = line.phrase_before(colon, start)?;
        let sure = phrase.start == start || line.names(phrase);
        return sure.then_some(Voice {
            phrase,
            cue: None,
            near: true,
        });
    };
    let near = end - verb <= 4;
    if line.low(verb) == "according" {
        return Some(Voice {
            phrase: source_of(line, verb + 2, end)?,
            cue: Some(verb),
            near: true,
        });
    }
    let phrase = speaker_of(line, verb, start)?;
    Some(Voice {
        phrase,
        cue: Some(verb),
        near,
    })
}

/// The name behind "according to": of a long description the name that closes it ("Lund's envoy on fishery Ina Brandt, …").
fn source_of(line: &Line, start: usize, end: usize) -> Option<Phrase> {
    let first = line.phrase_at(start, end)?;
    let comma = (first.end..end).find(|i| line.is_sign(*i, ","));
    let last = comma
        .filter(|comma| *comma > first.end && !(first.end..*comma).any(|i| line.is_cue(i)))
        .and_then(|comma| line.phrase_before(comma, first.end))
        .and_then(|phrase| {
            let capital = |i: &usize| line.tokens.get(*i).is_some_and(|t| t.capital);
            let start = (phrase.start..phrase.head).find(capital)?;
            Some(Phrase { start, ..phrase })
        });
    Some(last.unwrap_or(first))
}

/// The subject of the verb.
fn speaker_of(line: &Line, verb: usize, start: usize) -> Option<Phrase> {
    let mut end = verb;
    while end > start && line.is(end - 1, cue::BETWEEN) {
        end -= 1;
    }
    let hanging = line.low(verb).ends_with("ing");
    if end > start && !hanging {
        if line.low(end - 1) == "who" || line.low(end - 1) == "that" {
            let mut back = end - 1;
            while back > start && line.is_sign(back - 1, ",") {
                back -= 1;
            }
            if let Some(phrase) = line.phrase_before(back, start) {
                return Some(phrase);
            }
        }
        if line.is_sign(end - 1, ",") {
            // "X, the minister, said": the speaker stands before the insertion.
            let open = (start..end - 1).rev().find(|i| line.is_sign(*i, ","));
            if let Some(phrase) = open.and_then(|open| line.phrase_before(open, start)) {
                return Some(phrase);
            }
        }
        if let Some(phrase) = line.phrase_before(end, start) {
            // "X of Y in Z said": what hangs on a preposition is not the one who speaks.
            let governed = phrase.start > start && line.is(phrase.start - 1, cue::LINK);
            if !governed {
                return Some(phrase);
            }
        }
    }
    line.subject(start, verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::line::Source;
    use nutgraf_read::model::span::Span;
    use nutgraf_read::text::word_list::phrases;

    fn check(text: &str, wanted: Option<(&str, Option<&str>)>) {
        let start = text.find('“').unwrap();
        let end = text.find('”').unwrap() + '”'.len_utf8();
        let sentences = [Span::new(0, text.len())];
        let source = Source {
            text,
            sentences: &sentences,
            table: &cue::table(),
            words: &crate::quote::words::SpeechWords::embedded(),
        };
        let line = Line::read(&source, sentences[0], &[(0, Span::new(start, end))]);
        let at = line
            .tokens
            .iter()
            .position(|t| t.sort == Sort::Quote(0))
            .unwrap();
        let ending = text
            .get(..end)
            .and_then(|t| t.trim_end_matches('”').chars().next_back());
        let found = around(&line, at, ending).map(|v| {
            (
                line.span(v.phrase.start, v.phrase.head).unwrap().of(text),
                v.cue.map(|c| line.tokens[c].span.of(text)),
            )
        });
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn speakers_are_found_before_and_after() {
        for row in [
            "“We won,” Ina Brandt said. | Ina Brandt | said",
            "“We won,” said Ina Brandt, the mayor. | Ina Brandt | said",
            "“We won,” she told reporters on Friday. | she | told",
            "“We won,” said the mayor of Port Alma. | the mayor | said",
            "“We won,” Ina Brandt, who is mayor, said. | Ina Brandt | said",
            "“We won,” Ina Brandt, the mayor of Alma, told the paper. | Ina Brandt | told",
            "Ina Brandt said: “We won.” | Ina Brandt | said",
            "Ina Brandt, the mayor of Port Alma, said that “we won.” | Ina Brandt | said",
            "A spokesman for the city said, “We won.” | A spokesman | said",
            "According to the ministry, “talks go on.” | the ministry | According",
            "“Talks go on,” according to Foreign Minister Anton Lund. | Foreign Minister Anton Lund | according",
            "On Friday, the council also warned of “a grave risk.” | the council | warned",
            "Brandt met the council on Monday, calling the plan “a joke.” | Brandt | calling",
            "Speaking in Alma, Brandt described the plan as “a joke.” | Brandt | described",
            "“Why not?” Brandt asked. | Brandt | asked",
            "According to Lund government envoy on fishing rights Ina Brandt, the boats “stay here.” | Ina Brandt | According",
        ] {
            let [text, speaker, verb] = phrases(row);
            check(text, Some((speaker, Some(verb))));
        }
        check("Brandt: “We won.”", Some(("Brandt", None)));
        check("“We won.” ― Ina Brandt", Some(("Ina Brandt", None)));
        check("“We won.” – Ina Brandt.", Some(("Ina Brandt", None)));
        check("“Long Winter” – Ina Brandt has a new film.", None);
        check(
            "“A quay of its own,” as the council’s memo put it.",
            Some(("the council’s memo", Some("put"))),
        );
        check(
            "It must not “close the harbour,” per the council’s rules.",
            Some(("the council’s rules", Some("per"))),
        );
        check("The film “Long Winter” opens on Friday.", None);
    }
}
