//! Owns: how many mentions of actors that the lexicon knows go to the right actor.
//! Promises: an actor of the lexicon is the gold one when it has its Wikidata id, or, where the lexicon gives none, its name.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin link_score -- FILE.jsonl.gz…
//! ```
//! Records have `text`, `evaluation_span_b` and `labels` of `span_b`, `entity_id`, `name`, `type`, as `DATA/actors/wiki_fair_v2`
//! and `kore50` have them. `SHOW=1` prints what is missed or wrong.

#![expect(clippy::print_stdout, reason = "an example prints")]

use std::path::Path;

use nutgraf_analysis::entity::Finder;
use nutgraf_analysis::entity::gazetteer::Sense;
use nutgraf_eval::entity::plain;
use nutgraf_eval::measure::records;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::Rules;
use serde_json::Value;

/// What became of the mentions of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: u32,
    wrong: u32,
    missed: u32,
}

/// One gold mention.
#[derive(Debug)]
struct Gold {
    span: Span,
    id: String,
    name: String,
    kind: String,
}

fn main() -> std::io::Result<()> {
    let files = nutgraf_analysis::lexicon();
    let finder = Finder::new(&files);
    let rules = Rules::new(&files);
    let show = std::env::var_os("SHOW").is_some();
    for path in std::env::args().skip(1) {
        let mut counts = [Count::default(); 4];
        let mut strangers = (0, 0);
        let mut adjectives = Count::default();
        for record in records::read(Path::new(&path))? {
            judge(
                &finder,
                &rules,
                &record?,
                (&mut counts, &mut strangers, &mut adjectives, show),
            );
        }
        println!("{path}");
        for (name, count) in ["all", "countries", "people", "organisations"]
            .iter()
            .zip(counts)
        {
            let sum = count.right + count.wrong + count.missed;
            let share = |n: u32| 100.0 * f64::from(n) / f64::from(sum.max(1));
            println!(
                "{name:<14} {sum:>4} mentions of known actors: right {:.1} %, wrong {:.1} %, not linked {:.1} %",
                share(count.right),
                share(count.wrong),
                share(count.missed)
            );
        }
        let names = counts[0].right - adjectives.right;
        let all = counts[0].right + counts[0].wrong + counts[0].missed
            - (adjectives.right + adjectives.wrong + adjectives.missed);
        println!(
            "without adjectives of nations (`a Canadian author`): {names} of {all} right, {:.1} %",
            100.0 * f64::from(names) / f64::from(all.max(1))
        );
        println!(
            "links to actors of the lexicon where the gold names somebody else: {} of {} links",
            strangers.0, strangers.1
        );
    }
    Ok(())
}

/// The gold mentions that name somebody by name: no dates, numbers, pronouns or descriptions, and of nested ones the
/// outermost.
fn gold(record: &Value) -> Vec<Gold> {
    let inside = span_of(&record["evaluation_span_b"]);
    let labels: Vec<&Value> = record["labels"].as_array().into_iter().flatten().collect();
    labels
        .iter()
        .filter(|l| l["coref"] != true && l["desc"] != true)
        .filter(|l| {
            l["entity_id"]
                .as_str()
                .is_some_and(|id| id.starts_with('Q'))
        })
        .filter(|l| !matches!(l["entity_id"].as_str(), Some("QUANTITY")))
        .filter(|l| {
            let parent = l["parent"].as_u64();
            !labels
                .iter()
                .any(|p| p["id"].as_u64() == parent && parent.is_some() && p["desc"] != true)
        })
        .map(|l| Gold {
            span: span_of(&l["span_b"]),
            id: l["entity_id"].as_str().unwrap_or_default().to_owned(),
            name: l["name"].as_str().unwrap_or_default().to_owned(),
            kind: l["type"].as_str().unwrap_or_default().to_owned(),
        })
        .filter(|g| inside.contains(g.span))
        .collect()
}

fn span_of(value: &Value) -> Span {
    let number = |at: usize| {
        value[at]
            .as_u64()
            .map_or(0, |n| usize::try_from(n).unwrap_or(0))
    };
    Span::new(number(0), number(1))
}

/// The actor of the lexicon that the gold means, by place.
fn known(finder: &Finder, gold: &Gold) -> Option<u32> {
    let lexicon = finder.lexicon();
    let number: Option<u32> = gold.id.get(1..).and_then(|n| n.parse().ok());
    if let Some(found) = lexicon
        .known
        .iter()
        .position(|k| k.wikidata.is_some() && k.wikidata == number)
    {
        return u32::try_from(found).ok();
    }
    let by_name = lexicon.find_any(&gold.name)?;
    let actor = lexicon.actor(by_name)?;
    let wanted = match actor.kind {
        Kind::Person => "Q215627",
        Kind::Organization => "Q43229",
        Kind::Country | Kind::Place => "Q27096213",
        Kind::Other => return None,
    };
    let whole = actor.wikidata.is_none() && !gold.kind.contains("Q33829");
    (whole && gold.kind.contains(wanted)).then_some(by_name)
}

fn judge(
    finder: &Finder,
    rules: &Rules,
    record: &Value,
    (counts, strangers, adjectives, show): (&mut [Count; 4], &mut (u32, u32), &mut Count, bool),
) {
    let text = record["text"].as_str().unwrap_or_default();
    let article = plain::article("", text);
    let sentences = nutgraf_read::text::sentences(text, &article.blocks, rules);
    let found = finder.find(&article, &sentences, None);
    for gold in gold(record) {
        let ours: Vec<&str> = found
            .entities
            .iter()
            .filter(|e| e.mentions.iter().any(|m| m.span.overlaps(gold.span)))
            .map(|e| &*e.id.0)
            .collect();
        let linked = |id: &str| finder.lexicon().known.iter().any(|k| &*k.id.0 == id);
        let Some(actor) = known(finder, &gold).and_then(|k| finder.lexicon().actor(k)) else {
            let exact = found
                .entities
                .iter()
                .find(|e| e.mentions.iter().any(|m| m.span == gold.span))
                .filter(|e| {
                    linked(&e.id.0)
                        && matches!(e.kind, Kind::Person | Kind::Organization | Kind::Country)
                });
            if let Some(entity) = exact {
                strangers.0 += 1;
                strangers.1 += 1;
                if show {
                    println!(
                        "  stranger: {} ({}) taken for {}",
                        gold.span.of(text),
                        gold.name,
                        entity.id
                    );
                }
            }
            continue;
        };
        let slot = match actor.kind {
            Kind::Country => 1,
            Kind::Person => 2,
            Kind::Organization => 3,
            Kind::Place | Kind::Other => continue,
        };
        strangers.1 += 1;
        let right = ours.iter().any(|id| *id == &*actor.id.0);
        let wrong = !right && !ours.is_empty();
        let adjective = finder
            .lexicon()
            .names
            .single(gold.span.of(text))
            .iter()
            .any(|r| r.sense == Sense::Adjective);
        if adjective {
            adjectives.right += u32::from(right);
            adjectives.wrong += u32::from(wrong);
            adjectives.missed += u32::from(!right && !wrong);
        }
        for at in [0, slot] {
            counts[at].right += u32::from(right);
            counts[at].wrong += u32::from(wrong);
            counts[at].missed += u32::from(!right && !wrong);
        }
        if show && !right {
            let line = sentences
                .iter()
                .find(|s| s.contains(gold.span))
                .map_or("", |s| s.of(text));
            println!(
                "  {}: {} is {}, ours {ours:?} <<{line}>>",
                if wrong { "WRONG" } else { "missed" },
                gold.span.of(text),
                actor.id
            );
        }
    }
}
