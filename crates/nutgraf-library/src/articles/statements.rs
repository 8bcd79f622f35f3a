//! Owns: who said what over many articles: the statements of the articles found, those of the speakers asked for, each told once.
//! Promises: every statement is a span of the article that it names; the articles' order is kept; nothing thought or wished.

use std::collections::HashMap;

use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::analysis::{Analysis, Manner, Quote, QuoteKind};
use nutgraf_read::model::fold::fold;
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::id::{ActorId, ArticleId, ArticleKey};
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::voices::{Told, Voices};

/// What reported words must have at least to be a statement.
const LEAST_WORDS: usize = 3;
/// From so many words on, the same words are the same statement, whoever is said to have said them.
const TELLING_WORDS: usize = 6;

/// Something that somebody said.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The speaker, where it is an actor.
    pub speaker: Option<ActorId>,
    /// The actor's name, else the words that name the speaker.
    pub name: String,
    /// The words that name the speaker.
    pub speaker_text: Option<String>,
    /// Whether these are the speaker's own words.
    pub kind: QuoteKind,
    /// What the word that attributes it tells.
    pub manner: Manner,
    /// The words that attribute it.
    pub cue: Option<String>,
    /// What was said.
    pub text: String,
    /// The article in which it stands, of those asked for the first.
    pub article: ArticleId,
    /// That article's own identity.
    pub key: ArticleKey,
    /// Where it was published.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// Where it stands in the article's text, in bytes.
    pub span: Span,
    /// The same, in characters.
    pub characters: (usize, usize),
    /// The names of those whom it names, of those who are asked for.
    pub spoken_of: Vec<String>,
    /// The further articles in which it stands.
    pub same: Vec<ArticleKey>,
}

/// The statements of an analysis that `said` tells: spoken or written, by somebody, none within another of the same speaker.
pub fn told<'a>(analysis: &'a Analysis, text: &'a str) -> impl Iterator<Item = &'a Quote> {
    let mut last: Option<&Quote> = None;
    analysis.quotes.iter().filter(move |quote| {
        let long = || quote.span.of(text).split_whitespace().count() >= LEAST_WORDS;
        let words = quote.speaker_span.map_or("", |span| span.of(text));
        let named = quote.speaker.is_some() || !words.is_empty() && !is_pronoun(words);
        let within = last.is_some_and(|last| {
            last.span.contains(quote.span)
                && (last.speaker == quote.speaker || quote.speaker.is_none())
        });
        let tells = quote.is_said() && named && !within && (quote.is_quoted() || long());
        if tells {
            last = Some(quote);
        }
        tells
    })
}

/// Whether the words for a speaker name nobody.
fn is_pronoun(words: &str) -> bool {
    const NOBODY: [&str; 14] = [
        "he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "these",
        "those", "one",
    ];
    let low = words.to_lowercase();
    let stem = low.split(['\'', '’']).next().unwrap_or("");
    NOBODY.contains(&stem)
}

/// Statements by their words, so that each is told once.
#[derive(Debug, Default)]
pub struct Statements {
    all: Vec<Statement>,
    places: HashMap<String, usize>,
}

impl Statements {
    /// Adds what is asked for of an article.
    pub fn add(&mut self, reading: &Reading, voices: &Voices) {
        let analyzed = &*reading.analyzed;
        let (article, analysis) = (&analyzed.article, &analyzed.analysis);
        let text = &*article.text;
        let (mut counted, mut characters) = (0, 0);
        let of = Told {
            text,
            entities: &analysis.entities,
        };
        for quote in told(analysis, text).filter(|quote| voices.ask(quote, of)) {
            let start = quote.span.start as usize;
            characters += text.get(counted..start).map_or(0, |t| t.chars().count());
            counted = start;
            let said = quote.span.of(text);
            let entity = quote
                .speaker
                .as_ref()
                .and_then(|id| analysis.entities.iter().find(|e| e.id == *id));
            let speaker_text = quote.speaker_span.map(|span| span.of(text));
            let name = entity.map_or(speaker_text.unwrap_or_default(), |e| &e.name);
            let place = key(said, name);
            if let Some(at) = self.places.get(&place) {
                if let Some(known) = self.all.get_mut(*at)
                    && known.key != article.key
                    && !known.same.contains(&article.key)
                {
                    known.same.push(article.key.clone());
                }
                continue;
            }
            self.places.insert(place, self.all.len());
            self.all.push(Statement {
                speaker: quote.speaker.clone(),
                name: name.to_owned(),
                speaker_text: speaker_text.map(str::to_owned),
                kind: quote.kind,
                manner: quote.manner,
                cue: quote.cue.map(|span| span.of(text).to_owned()),
                text: said.to_owned(),
                article: reading.id,
                key: article.key.clone(),
                source: article.meta.source.clone(),
                published: article.meta.published,
                span: quote.span,
                characters: (characters, characters + said.chars().count()),
                spoken_of: named(&voices.spoken_of(quote, of), analysis),
                same: Vec::new(),
            });
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The statements, as they came.
    pub fn into_all(self) -> Vec<Statement> {
        self.all
    }
}

/// The names of actors in an article.
fn named(ids: &[ActorId], analysis: &Analysis) -> Vec<String> {
    let entities = analysis.entities.iter();
    let named = entities.filter(|entity| ids.contains(&entity.id));
    named.map(|entity| entity.name.clone()).collect()
}

/// What makes a statement the same: its words, and who said it where they are few.
fn key(said: &str, name: &str) -> String {
    let folded = fold(said);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut key = words.join(" ");
    if words.len() < TELLING_WORDS {
        key.push('|');
        key.push_str(&fold(name));
    }
    key
}

impl Reader {
    /// What was said in some articles, in their order; `most` bounds how many statements are gathered. Statements of the
    /// same words are told once, with the articles in which they stand.
    pub fn statements(
        &self,
        ids: &[ArticleId],
        voices: &Voices,
        most: usize,
    ) -> Result<Vec<Statement>, LibraryError> {
        let mut found = Statements::default();
        for id in ids {
            if found.len() >= most {
                break;
            }
            if let Some(reading) = self.open(*id)? {
                found.add(&reading, voices);
            }
        }
        let mut all = found.into_all();
        all.truncate(most);
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;
    use crate::fixture::analyzed;
    use crate::tests::put;

    /// An article that says: `WHO said WHAT`.
    fn said(key: &str, who: (&str, &str), what: &str) -> nutgraf_read::model::analysis::Analyzed {
        let text = format!("{} said that {what}.", who.1);
        let mut article = analyzed(key, &text, &[who]);
        let start = text.len() - what.len() - 1;
        article.analysis.version = 7;
        article.analysis.quotes = vec![Quote {
            span: Span::new(start, text.len() - 1),
            speaker: Some(who.0.into()),
            speaker_span: Some(Span::new(0, who.1.len())),
            cue: None,
            kind: QuoteKind::Indirect,
            manner: Manner::Neutral,
        }];
        article
    }

    #[test]
    fn the_same_statement_is_told_once_and_others_are_left_out() {
        let library = Library::temporary().unwrap();
        let mut writer = library.writer().unwrap();
        let mayor = ("person:ina-brandt", "Ina Brandt");
        let other = ("person:anton-lund", "Anton Lund");
        let words = "the quay would stay open until the end of March";
        let mut ids = Vec::new();
        for article in [
            said("a", mayor, words),
            said("b", mayor, words),
            said("c", other, "no one had asked the fishermen about it"),
        ] {
            ids.extend(put(&mut writer, &article).touched);
        }
        let reader = library.reader().unwrap();
        let all = reader.statements(&ids, &Voices::default(), 10).unwrap();
        let told: Vec<(&str, usize)> = all.iter().map(|s| (&*s.name, s.same.len())).collect();
        assert_eq!(told, [("Ina Brandt", 1), ("Anton Lund", 0)]);
        assert_eq!(all[0].text, words);
        assert_eq!(all[0].kind, QuoteKind::Indirect);
        let voices = Voices {
            speakers: vec![other.0.into()],
            words: vec!["fisher".into()],
            ..Voices::default()
        };
        let all = reader.statements(&ids, &voices, 10).unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].name, "Anton Lund");
        let voices = Voices {
            words: vec!["harbour".into()],
            ..voices
        };
        assert_eq!(reader.statements(&ids, &voices, 10).unwrap(), []);
    }
}
