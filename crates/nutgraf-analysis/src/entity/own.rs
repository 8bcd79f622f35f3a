//! Owns: which actors of an article only made it: its source, to which people speak in it, and its authors.
//! Promises: whoever the headline names, or the text turns to again and again, stays.

use crate::entity::document_actor::DocumentActor;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::article::Meta;
use nutgraf_read::text::fold;

/// Of all mentions, a source of which the text tells has so many, in percent.
const SHARE: usize = 20;
/// And so many at least.
const LEAST: usize = 4;

/// Leaves out the article's own source and authors, unless the text is about them.
pub fn leave_out(members: &mut Vec<DocumentActor>, meta: &Meta, length: usize) {
    let sources: Vec<String> = sources(meta).collect();
    let authors: Vec<String> = authors(meta).collect();
    if sources.is_empty() && authors.is_empty() {
        return;
    }
    let all: usize = members.iter().map(|member| member.mentions.len()).sum();
    members.retain(|member| {
        let count = member.mentions.len();
        if member.titled || count >= LEAST && count * 100 >= all * SHARE {
            return true;
        }
        let name = bare(&member.name);
        match member.kind {
            Kind::Person => !authors.contains(&name) || !at_edges(member, length),
            Kind::Organization | Kind::Other => !sources.contains(&name),
            Kind::Country | Kind::Place => true,
        }
    });
}

/// Whether an actor is named only where a text has its byline or a word about who wrote it.
fn at_edges(member: &DocumentActor, length: usize) -> bool {
    member.mentions.iter().all(|mention| {
        let place = mention.start as usize * 100 / length.max(1);
        !(10..80).contains(&place)
    })
}

/// How the source is called: its name, and the name in its address.
fn sources(meta: &Meta) -> impl Iterator<Item = String> + '_ {
    let host = meta.url.as_deref().and_then(|url| {
        let (_, rest) = url.split_once("://")?;
        rest.split(['/', ':', '?', '#']).next()
    });
    let named = meta.source.as_deref();
    let label = |host: &str| -> Option<String> {
        let host = host.trim_start_matches("www.");
        let (site, _) = host.rsplit_once('.')?;
        let site = site.trim_end_matches(".co").trim_end_matches(".com");
        Some(bare(site.rsplit('.').next().unwrap_or(site)))
    };
    let labels = named
        .into_iter()
        .chain(host)
        .filter_map(move |name| (!name.contains(' ')).then(|| label(name))?);
    labels.chain(named.map(bare)).filter(|name| name.len() > 1)
}

fn authors(meta: &Meta) -> impl Iterator<Item = String> + '_ {
    let names = meta.byline.as_deref().unwrap_or("").split([',', ';', '&']);
    names
        .flat_map(|names| names.split(" and "))
        .map(bare)
        .filter(|name| name.len() > 3)
}

/// A name by its letters alone, without its article.
fn bare(name: &str) -> String {
    let folded = fold(name);
    let folded = folded.strip_prefix("the ").unwrap_or(&folded);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::model::span::Span;
    use nutgraf_read::text::word_list::phrases;

    #[test]
    fn a_source_is_an_actor_only_of_a_text_about_it() {
        let actor = |name: &str, kind, mentions: u32, titled| {
            let mut actor = DocumentActor::new(name, name, kind);
            actor.mentions = (0..mentions)
                .map(|at| Span { start: at, end: at })
                .collect();
            actor.titled = titled;
            actor
        };
        for row in [
            "Bay Post | bay-post.example | 1 | no | ",
            "The Bay Post | https://www.bay-post.example/1 | 3 | no | ",
            "Bay Post | Bay Post | 1 | yes | The Bay Post",
            "Bay Post | Bay Post | 9 | no | The Bay Post",
            "Bay Post | Valley Review | 1 | no | The Bay Post",
        ] {
            let [_, source, mentions, titled, wanted] = phrases(row);
            let mut meta = Meta {
                byline: Some("Ann Lee and Bo Ek".to_owned()),
                ..Meta::default()
            };
            if source.starts_with("http") {
                meta.url = Some(source.to_owned());
            } else {
                meta.source = Some(source.to_owned());
            }
            let mentions = mentions.parse().unwrap();
            let mut members = vec![
                actor(
                    "The Bay Post",
                    Kind::Organization,
                    mentions,
                    titled == "yes",
                ),
                actor("Bo Ek", Kind::Person, 1, false),
                actor("Ola Strand", Kind::Person, 9, false),
            ];
            leave_out(&mut members, &meta, 100);
            let names: Vec<&str> = members.iter().map(|m| m.name.as_str()).collect();
            let mut all: Vec<&str> = wanted.split_terminator('/').collect();
            all.push("Ola Strand");
            assert_eq!(names, all, "{row}");
        }
    }
}
