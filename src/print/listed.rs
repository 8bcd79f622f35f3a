//! Owns: the public JSON records of what is listed: headlines and actors.
//! Promises: fields and their order are those of the public documentation.

use serde::Serialize;

use nutgraf_read::model::actor::ActorCount;
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::id::ActorId;
use nutgraf_read::model::moment::Moment;

/// A row of `list --json`.
#[derive(Debug, Serialize)]
pub struct ListRow<'a> {
    id: &'a str,
    title: &'a str,
    source: Option<&'a str>,
    byline: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    read: bool,
    starred: bool,
    tags: Vec<&'a str>,
    summary: Vec<&'a str>,
    actors: Vec<ActorRecord<'a>>,
    #[serde(rename = "match")]
    matched: &'a str,
}

#[derive(Debug, Serialize)]
struct ActorRecord<'a> {
    id: &'a str,
    name: &'a str,
}

/// A headline's record; `matched` is `exact`, `prefix`, `substring`, `fuzzy` or `text`.
pub fn list_row<'a>(headline: &'a Headline, matched: &'a str) -> ListRow<'a> {
    ListRow {
        id: &headline.key.0,
        title: &headline.title,
        source: headline.source.as_deref(),
        byline: headline.byline.as_deref(),
        published: headline.published.map(|m| m.to_string()),
        url: headline.url.as_deref(),
        read: headline.marks.read,
        starred: headline.marks.starred,
        tags: headline.marks.tags.iter().map(|t| &**t).collect(),
        summary: headline.summary.iter().map(|s| &**s).collect(),
        actors: headline
            .actors
            .iter()
            .map(|a| ActorRecord {
                id: &a.id.0,
                name: &a.name,
            })
            .collect(),
        matched,
    }
}

/// A row of `actors --json`.
#[derive(Debug, Serialize)]
pub struct ActorRow<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    articles: u32,
    mentions: u32,
}

/// A row of `actors --json` with what is told of an actor besides counts.
#[derive(Debug, Serialize)]
pub struct ActorWithFigures<'a> {
    #[serde(flatten)]
    actor: ActorRow<'a>,
    surprise: f32,
    trend: &'a [u32],
    trend_from: Option<String>,
    trend_to: Option<String>,
    company: Vec<CompanyRow<'a>>,
}

/// Who else is in the same articles, and in how many.
#[derive(Debug, Serialize)]
struct CompanyRow<'a> {
    id: &'a str,
    name: &'a str,
    articles: u32,
}

/// What is told of an actor besides counts.
#[derive(Clone, Copy, Debug)]
pub struct ActorFigures<'a> {
    /// How surprising it is in the answer (G²).
    pub surprise: f32,
    /// The time of the answer.
    pub time: Option<(Moment, Moment)>,
    /// Articles in equal parts of it.
    pub trend: &'a [u32],
    /// Who else, and in how many articles.
    pub company: &'a [(ActorId, String, u32)],
}

/// An actor's record.
pub fn actor_row(count: &ActorCount) -> ActorRow<'_> {
    ActorRow {
        id: &count.id.0,
        name: &count.name,
        kind: count.kind.name(),
        articles: count.articles,
        mentions: count.mentions,
    }
}

/// An actor's record with its figures.
pub fn actor_with_figures<'a>(
    count: &'a ActorCount,
    figures: ActorFigures<'a>,
) -> ActorWithFigures<'a> {
    let company = figures.company.iter();
    let company = company.map(|(id, name, articles)| CompanyRow {
        id: &id.0,
        name,
        articles: *articles,
    });
    ActorWithFigures {
        actor: actor_row(count),
        // Two digits tell more than chance does.
        surprise: (figures.surprise * 100.0).round() / 100.0,
        trend: figures.trend,
        trend_from: figures.time.map(|(from, _)| from.to_string()),
        trend_to: figures.time.map(|(_, to)| to.to_string()),
        company: company.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::model::actor::Kind;
    use nutgraf_read::model::headline::{ActorName, Marks};
    use nutgraf_read::model::id::ArticleId;

    fn json(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn a_list_row_has_the_documented_fields_in_their_order() {
        let headline = Headline {
            id: ArticleId(7),
            key: "k1".into(),
            title: "T".into(),
            source: Some("S".into()),
            byline: None,
            url: None,
            published: None,
            words: 3,
            marks: Marks {
                read: true,
                starred: false,
                tags: vec!["x".into()],
            },
            summary: vec!["One.".into()],
            actors: vec![ActorName {
                id: "country:IR".into(),
                name: "Iran".into(),
                kind: Kind::Country,
            }],
            nut: 0,
            phrases: Vec::new(),
            copies: 0,
            analyzed: true,
        };
        assert_eq!(
            json(&list_row(&headline, "prefix")),
            r#"{"id":"k1","title":"T","source":"S","byline":null,"published":null,"url":null,"read":true,"starred":false,"tags":["x"],"summary":["One."],"actors":[{"id":"country:IR","name":"Iran"}],"match":"prefix"}"#
        );
    }

    #[test]
    fn an_actor_row_has_the_documented_fields_in_their_order() {
        let count = ActorCount {
            id: "org:iaea".into(),
            name: "IAEA".to_owned(),
            kind: Kind::Organization,
            articles: 3,
            mentions: 9,
        };
        assert_eq!(
            json(&actor_row(&count)),
            r#"{"id":"org:iaea","name":"IAEA","kind":"organization","articles":3,"mentions":9}"#
        );
    }
}
