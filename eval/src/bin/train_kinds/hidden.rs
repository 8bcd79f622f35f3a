//! Owns: names that the dictionaries know and that are hidden from them, so that articles teach what stands around names of each kind.
//! Promises: half of the entries are hidden at a time; a name counts only where one entry alone has it, and a few times.

use std::collections::{HashMap, HashSet};

use nutgraf_analysis::entity::Finder;
use nutgraf_analysis::entity::kind::Evidence;
use nutgraf_analysis::entity::lexicon::Lexicon;
use nutgraf_analysis::entity::token::word_hash;
use nutgraf_eval::measure::{front, records};
use nutgraf_read::model::article::Article;
use nutgraf_read::model::lexicon::LexiconFiles;
use nutgraf_read::text;

/// The dictionaries of lists (`;` between entries, `=` between names), and those with a line an entry; and the kinds of what is in them.
const LISTS: [(&str, usize); 5] = [
    ("firms", 1),
    ("bodies", 1),
    ("teams", 1),
    ("towns", 2),
    ("works", 3),
];
const LINES: [(&str, usize); 4] = [
    ("organizations", 1),
    ("people", 0),
    ("places", 2),
    ("things", 3),
];

/// A name is learnt from so often at most.
const EACH: usize = 12;

/// A hidden name of an article.
pub(crate) struct Hidden {
    pub(crate) evidence: Evidence,
    pub(crate) gold: usize,
    pub(crate) half: usize,
}

/// Names by what they are.
type Gold = HashMap<String, usize>;

/// The dictionaries without one half of their entries, and the names that are in that half alone.
fn without(files: &LexiconFiles, half: u64) -> (LexiconFiles, Gold) {
    let mut left = files.clone();
    let mut gold = Gold::new();
    let mut doubtful: HashSet<String> = HashSet::new();
    let mut hide = |names: &[&str], kind: usize| {
        for name in names {
            let name = name.trim();
            let marked = name.starts_with(['~', '@', '+', '%', '?', '!']);
            if name.is_empty() || marked {
                continue;
            }
            if gold.insert(name.to_owned(), kind).is_some() {
                doubtful.insert(name.to_owned());
            }
        }
    };
    let hidden = |name: &str| word_hash(name.trim().trim_start_matches('?')) >> 7 & 1 == half;
    for (file, kind) in LISTS {
        let mut text = String::new();
        for line in files.get(file).lines() {
            if line.starts_with(['#', '>']) {
                text.push_str(line);
            } else {
                let mut kept = Vec::new();
                for entry in line.split(';') {
                    let names: Vec<&str> = entry.split('=').collect();
                    if names.first().is_some_and(|name| hidden(name)) {
                        hide(&names, kind);
                    } else {
                        kept.push(entry);
                    }
                }
                text.push_str(&kept.join(";"));
            }
            text.push('\n');
        }
        left.set(file, text);
    }
    for (file, kind) in LINES {
        let mut text = String::new();
        for line in files.get(file).lines() {
            let fields: Vec<&str> = line.split('|').collect();
            let at = usize::from(matches!(file, "organizations" | "things"));
            let name = fields.get(at).copied().unwrap_or("");
            let entry = !line.starts_with('#') && !name.trim().is_empty();
            if entry && hidden(name) {
                let mut names = vec![name];
                names.extend(
                    fields
                        .get(at + 1)
                        .into_iter()
                        .flat_map(|more| more.split(';')),
                );
                hide(&names, kind);
            } else {
                text.push_str(line);
                text.push('\n');
            }
        }
        left.set(file, text);
    }
    gold.retain(|name, _| !doubtful.contains(name));
    let lexicon = Lexicon::new(&left);
    gold.retain(|name, _| lexicon.find_any(name).is_none());
    (left, gold)
}

/// What stands around the hidden names of some sets of articles: evidence and kinds.
pub(crate) fn examples(
    files: &LexiconFiles,
    (weights, clusters): (&[u8], &[u8]),
    sets: &[(&str, usize)],
) -> Vec<Hidden> {
    let options = nutgraf_read::Options::default();
    let labelled: HashSet<String> = front::articles(&options)
        .iter()
        .map(|(_, article)| article.meta.title.to_lowercase())
        .collect();
    let mut out = Vec::new();
    for half in 0..2 {
        let (left, gold) = without(files, half);
        let Some(finder) = Finder::with_model(&left, weights, clusters) else {
            continue;
        };
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for article in articles(sets) {
            if labelled.contains(&article.meta.title.to_lowercase()) {
                continue;
            }
            let sentences = text::sentences(&article.text, &article.blocks, &options.rules);
            for (span, evidence) in finder.evidence(&article.text, &sentences) {
                let name = span.of(&article.text);
                let name = name.strip_prefix("the ").unwrap_or(name);
                let Some((name, kind)) = gold.get_key_value(name) else {
                    continue;
                };
                let count = counts.entry(name).or_default();
                *count += 1;
                if *count <= EACH {
                    out.push(Hidden {
                        evidence,
                        gold: *kind,
                        half: usize::from(half == 1),
                    });
                }
            }
        }
    }
    out
}

/// The articles of some sets, of each one of so many.
fn articles(sets: &[(&str, usize)]) -> impl Iterator<Item = Article> {
    let options = nutgraf_read::Options::default().with_origin("article.jsonl");
    let records = sets
        .iter()
        .flat_map(|(set, every)| records(set).into_iter().step_by(*every));
    records.flat_map(move |record| {
        let text = record["text"].as_str().or(record["article"].as_str());
        let line = serde_json::json!({"title": record["title"], "text": text});
        nutgraf_read::read(line.to_string().as_bytes(), &options)
    })
}
