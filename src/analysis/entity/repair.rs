//! Owns: `Repairs`, the reader's corrections to actors, as the file `actors.toml` holds them.
//! May import: `analysis::entity::{member, lexicon, spelling}`, `model`.
//! Promises: reading never fails on a wrong line, it complains; printing and reading again gives the same repairs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::analysis::entity::lexicon::Lexicon;
use crate::analysis::entity::member::Member;
use crate::analysis::entity::spelling;
use crate::model::actor::Kind;

/// The reader's corrections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// From an actor's id to the id he is merged into.
    pub merge: BTreeMap<String, String>,
    /// From an actor's id to the name he shall have.
    pub rename: BTreeMap<String, String>,
    /// From an actor's id to the kind he shall have.
    pub kind: BTreeMap<String, Kind>,
    /// Ids of actors that are never shown.
    pub hide: Vec<String>,
    /// Words that never name an actor.
    pub never: Vec<String>,
}

impl Repairs {
    /// Reads the text of a repair file. The second part says, a line each, what could not be understood.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut repairs = Self::default();
        let mut complaints = Vec::new();
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => return (repairs, vec![error.to_string()]),
        };
        for (section, value) in table {
            match (section.as_str(), value) {
                ("merge", toml::Value::Table(rows)) => {
                    strings(rows, &mut repairs.merge, &mut complaints);
                }
                ("rename", toml::Value::Table(rows)) => {
                    strings(rows, &mut repairs.rename, &mut complaints);
                }
                ("kind", toml::Value::Table(rows)) => {
                    let mut named = BTreeMap::new();
                    strings(rows, &mut named, &mut complaints);
                    for (id, name) in named {
                        match Kind::parse(&name) {
                            Some(kind) => {
                                repairs.kind.insert(id, kind);
                            }
                            None => complaints.push(format!("{id}: there is no kind `{name}`")),
                        }
                    }
                }
                ("hide", toml::Value::Array(rows)) => {
                    list(rows, &mut repairs.hide, &mut complaints);
                }
                ("never", toml::Value::Array(rows)) => {
                    list(rows, &mut repairs.never, &mut complaints);
                }
                (other, _) => complaints.push(format!(
                    "`{other}` is not understood; there are merge, rename, kind, hide, never"
                )),
            }
        }
        (repairs, complaints)
    }

    /// Prints the repairs as a file that `parse` reads back.
    pub fn print(&self) -> String {
        let mut out = String::new();
        let text = |s: &str| toml::Value::String(s.to_owned()).to_string();
        let array = |rows: &[String]| rows.iter().map(|r| text(r)).collect::<Vec<_>>().join(", ");
        if !self.hide.is_empty() {
            let _ = writeln!(out, "hide = [{}]", array(&self.hide));
        }
        if !self.never.is_empty() {
            let _ = writeln!(out, "never = [{}]", array(&self.never));
        }
        let mut table = |name: &str, rows: Vec<(&str, &str)>| {
            if !rows.is_empty() {
                let _ = writeln!(out, "\n[{name}]");
                for (key, value) in rows {
                    let _ = writeln!(out, "{} = {}", text(key), text(value));
                }
            }
        };
        table("merge", pairs(&self.merge));
        table("rename", pairs(&self.rename));
        table(
            "kind",
            self.kind
                .iter()
                .map(|(id, kind)| (id.as_str(), kind.name()))
                .collect(),
        );
        out
    }

    /// Whether a reader said that these words never name anybody.
    pub fn forbids(&self, words: &str) -> bool {
        let folded = spelling::fold(words);
        self.never.iter().any(|n| spelling::fold(n) == folded)
    }

    /// Corrects the actors of a document.
    pub fn apply(&self, members: &mut Vec<Member>, lexicon: &Lexicon) {
        let mut at = 0;
        while at < members.len() {
            let Some(from) = members.get(at).map(|m| m.id.clone()) else {
                break;
            };
            let to = self.target(&from).to_owned();
            if to == from {
                at += 1;
                continue;
            }
            let other = members.iter().position(|m| m.id == to);
            if let Some(other) = other {
                let moved = members.remove(at);
                let other = if other > at { other - 1 } else { other };
                if let Some(member) = members.get_mut(other) {
                    member.absorb(moved);
                }
            } else {
                if let Some(member) = members.get_mut(at) {
                    member.become_actor(&to, lexicon);
                }
                at += 1;
            }
        }
        for member in members.iter_mut() {
            if let Some(name) = self.rename.get(&member.id) {
                member.name.clone_from(name);
            }
            if let Some(&kind) = self.kind.get(&member.id) {
                member.kind = kind;
            }
        }
        members.retain(|m| !self.hide.contains(&m.id));
    }

    /// The id under which an actor goes after all merges; a circle of merges ends at the first id met twice.
    pub fn target<'a>(&'a self, id: &'a str) -> &'a str {
        let mut at = id;
        for _ in 0..self.merge.len() {
            match self.merge.get(at) {
                Some(next) if next != id => at = next,
                _ => break,
            }
        }
        at
    }
}

fn pairs(map: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
    map.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect()
}

fn strings(rows: toml::Table, into: &mut BTreeMap<String, String>, complaints: &mut Vec<String>) {
    for (key, value) in rows {
        if let toml::Value::String(text) = value {
            into.insert(key, text);
        } else {
            complaints.push(format!("{key}: a string is wanted"));
        }
    }
}

fn list(rows: Vec<toml::Value>, into: &mut Vec<String>, complaints: &mut Vec<String>) {
    for value in rows {
        if let toml::Value::String(text) = value {
            into.push(text);
        } else {
            complaints.push(format!("`{value}`: a string is wanted"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_reads_back() {
        let text = "hide = [\"person:x\"]\nnever = [\"Big \\\"Lie\\\"\"]\n[merge]\n\"person:a\" = \"person:b\"\n[rename]\n\"org:iaea\" = \"Atomic agency\"\n[kind]\n\"org:x\" = \"place\"\n";
        let (first, complaints) = Repairs::parse(text);
        assert!(complaints.is_empty(), "{complaints:?}");
        assert_eq!(first.never, ["Big \"Lie\""]);
        assert_eq!(first.kind.get("org:x"), Some(&Kind::Place));
        assert_eq!(Repairs::parse(&first.print()), (first, vec![]));
    }

    #[test]
    fn what_is_wrong_is_told_and_the_rest_kept() {
        let (repairs, complaints) =
            Repairs::parse("hide = [\"a\", 3]\nfoo = 1\n[kind]\n\"b\" = \"animal\"\n");
        assert_eq!(repairs.hide, ["a"]);
        assert_eq!(complaints.len(), 3, "{complaints:?}");
        assert_eq!(Repairs::parse("= =").1.len(), 1);
    }

    #[test]
    fn merges_follow_chains_and_survive_circles() {
        let (repairs, _) = Repairs::parse("[merge]\na = \"b\"\nb = \"c\"\nx = \"y\"\ny = \"x\"\n");
        assert_eq!(repairs.target("a"), "c");
        assert_eq!(repairs.target("x"), "y");
        assert_eq!(repairs.target("q"), "q");
    }
}
