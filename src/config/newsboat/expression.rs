//! Owns: newsboat's filter language (`unread = "yes" and tags # "news"`) as one of our filter lines.
//! Promises: total; what has no counterpart is refused with its name, never guessed.

use nutgraf_library::filter;

/// What a comparison is made of, and how the parts hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Word(String),
    Text(String),
    Sign(String),
}

/// Translates an expression. `tagged` says whether a feed has a tag.
///
/// # Errors
/// What of it has no counterpart.
pub fn translate(expression: &str, tagged: &dyn Fn(&str) -> bool) -> Result<String, String> {
    let tokens = tokens(expression)?;
    let mut parser = Parser {
        tokens: &tokens,
        tagged,
    };
    let line = parser.any()?.join(" ");
    if let Some(token) = parser.tokens.first() {
        return Err(format!("`{}` stands where nothing should", shown(token)));
    }
    let wrong = filter::parse_final(&line).complaints;
    match wrong.first() {
        Some(complaint) => Err(complaint.to_string()),
        None => Ok(line),
    }
}

fn shown(token: &Token) -> &str {
    match token {
        Token::Open => "(",
        Token::Close => ")",
        Token::And => "and",
        Token::Or => "or",
        Token::Word(text) | Token::Text(text) | Token::Sign(text) => text,
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '(' | ')' => {
                tokens.push(if first == '(' {
                    Token::Open
                } else {
                    Token::Close
                });
                1
            }
            '"' => {
                let inside = rest.get(1..).unwrap_or("");
                let end = inside
                    .find('"')
                    .ok_or_else(|| "a quotation mark is missing".to_owned())?;
                tokens.push(Token::Text(inside.get(..end).unwrap_or("").to_owned()));
                end + 2
            }
            _ if "=!<>~#".contains(first) => {
                let end = rest.find(|c| !"=!<>~#".contains(c)).unwrap_or(rest.len());
                tokens.push(Token::Sign(rest.get(..end).unwrap_or("").to_owned()));
                end
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || "()=!<>~#\"".contains(c);
                let end = rest.find(ends).unwrap_or(rest.len());
                let word = rest.get(..end).unwrap_or("");
                tokens.push(match word {
                    "and" => Token::And,
                    "or" => Token::Or,
                    _ => Token::Word(word.to_owned()),
                });
                end
            }
        };
        rest = rest.get(length..).unwrap_or("").trim_start();
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: &'a [Token],
    tagged: &'a dyn Fn(&str) -> bool,
}

impl Parser<'_> {
    fn take(&mut self) -> Option<Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first.clone())
    }

    /// Terms that must all hold. `|` binds tighter than a blank, so several terms of one side stand in brackets.
    fn any(&mut self) -> Result<Vec<String>, String> {
        let mut sides = vec![self.all()?];
        while self.tokens.first() == Some(&Token::Or) {
            self.take();
            sides.push(self.all()?);
        }
        Ok(match sides.as_mut_slice() {
            [only] => std::mem::take(only),
            many => {
                let sides: Vec<String> = many.iter().map(|terms| together(terms)).collect();
                vec![either(&sides)]
            }
        })
    }

    fn all(&mut self) -> Result<Vec<String>, String> {
        let mut terms = self.one()?;
        while self.tokens.first() == Some(&Token::And) {
            self.take();
            terms.extend(self.one()?);
        }
        Ok(terms)
    }

    fn one(&mut self) -> Result<Vec<String>, String> {
        match self.take() {
            Some(Token::Open) => {
                let inside = self.any()?;
                match self.take() {
                    Some(Token::Close) => Ok(inside),
                    _ => Err("a `)` is missing".to_owned()),
                }
            }
            Some(Token::Word(attribute)) => {
                let sign = match self.take() {
                    Some(Token::Sign(sign)) => sign,
                    Some(Token::Word(word)) if word == "between" => word,
                    _ => return Err(format!("`{attribute}` is compared with nothing")),
                };
                match self.take() {
                    Some(Token::Text(value) | Token::Word(value)) => {
                        self.comparison(&attribute, &sign, &value)
                    }
                    _ => Err(format!("`{attribute} {sign}` is compared with nothing")),
                }
            }
            Some(token) => Err(format!("`{}` stands where nothing should", shown(&token))),
            None => Err("the expression breaks off".to_owned()),
        }
    }

    fn comparison(&self, attribute: &str, sign: &str, value: &str) -> Result<Vec<String>, String> {
        let none = || format!("`{attribute} {sign} \"{value}\"` has no counterpart here");
        let (positive, sign) = match sign {
            "=" | "==" => (true, "="),
            "!=" => (false, "="),
            "=~" => (true, "~"),
            "!~" => (false, "~"),
            "#" => (true, "#"),
            "!#" => (false, "#"),
            "<" | "<=" => (true, "<"),
            ">" | ">=" => (true, ">"),
            "between" => (true, "between"),
            _ => return Err(none()),
        };
        let term = match (attribute, sign) {
            ("unread", "=") => match value {
                "yes" => "is:unread".to_owned(),
                _ => "is:read".to_owned(),
            },
            ("flags", "#" | "=") if !value.is_empty() => {
                let flags = value.chars().map(|flag| format!("#{flag}"));
                let flags: Vec<String> = flags.collect();
                return Ok(if positive {
                    flags
                } else {
                    vec![format!("-{}", together(&flags))]
                });
            }
            ("title", "~") if !value.contains('/') => format!("/{value}/"),
            ("title", "=" | "#") => format!("title:{}", quoted(value)),
            ("content" | "description", "#" | "=") => format!("body:{}", quoted(value)),
            ("content" | "description", "~") => alternatives("body", value).ok_or_else(none)?,
            ("author", "=" | "#" | "~") => alternatives("by", value).ok_or_else(none)?,
            ("feedtitle" | "rssurl", "=" | "#" | "~") => {
                alternatives("feed", value).ok_or_else(none)?
            }
            ("tags" | "firsttag", "#" | "=") => {
                if !(self.tagged)(value) {
                    return Err(format!("no feed has the tag `{value}`"));
                }
                format!("feed:{}", quoted(&format!("#{value}")))
            }
            ("age", "<" | ">" | "=" | "between") => age(sign, value).ok_or_else(none)?,
            _ => return Err(none()),
        };
        Ok(vec![if positive { term } else { format!("-{term}") }])
    }
}

fn age(sign: &str, value: &str) -> Option<String> {
    let days = |text: &str| text.trim().parse::<u32>().ok();
    Some(match sign {
        "<" => format!("{}d", days(value)?.max(1)),
        ">" => format!(">{}d", days(value)?.max(1)),
        _ => {
            let (from, to) = value.split_once(':').unwrap_or((value, value));
            let (from, to) = (days(from)?, days(to)?);
            match from.min(to) {
                0 => format!("{}d", from.max(to).max(1)),
                least => format!("{}d >{least}d", from.max(to) + 1),
            }
        }
    })
}

/// A pattern that is nothing but alternatives of plain words, as terms.
fn alternatives(field: &str, pattern: &str) -> Option<String> {
    let inner = pattern.trim_start_matches('^').trim_end_matches('$');
    let inner = inner
        .strip_prefix('(')
        .and_then(|p| p.strip_suffix(')'))
        .unwrap_or(inner);
    let plain = |part: &str| {
        let part = part.replace(".*", "").replace("\\.", ".");
        let fits =
            !part.trim().is_empty() && !part.contains(|c: char| "\\^$[](){}*+?\"".contains(c));
        fits.then(|| format!("{field}:{}", quoted(part.trim())))
    };
    let parts: Vec<String> = inner.split('|').map(plain).collect::<Option<_>>()?;
    Some(either(&parts))
}

/// Terms that must all hold, as one.
fn together(terms: &[String]) -> String {
    match terms {
        [one] => one.clone(),
        many => format!("({})", many.join(" ")),
    }
}

fn either(parts: &[String]) -> String {
    match parts {
        [one] => one.clone(),
        many => format!("({})", many.join(" | ")),
    }
}

fn quoted(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '-');
    if plain {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('"', " "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_become_lines() {
        let tagged = |tag: &str| tag == "news";
        for (expression, line) in [
            ("unread = \"yes\"", "is:unread"),
            (
                "unread = \"yes\" and tags # \"news\"",
                "is:unread feed:\"#news\"",
            ),
            ("title =~ \"iran|oman\"", "/iran|oman/"),
            ("title !~ \"football\"", "-/football/"),
            (
                "(title # \"oil\" or content # \"gas price\") and age < 7",
                "(title:oil | body:\"gas price\") 7d",
            ),
            ("age between 0:3", "3d"),
            ("author =~ \".*Ann Lee.*\"", "by:\"Ann Lee\""),
            (
                "feedtitle = \"The A\" and flags # \"sx\"",
                "feed:\"The A\" #s #x",
            ),
            (
                "title # \"oil\" and content # \"gas\" or title # \"coal\"",
                "((title:oil body:gas) | title:coal)",
            ),
            ("flags !# \"sx\"", "-(#s #x)"),
            ("flags !# \"s\"", "-#s"),
            ("content =~ \"(a|b c)\"", "(body:a | body:\"b c\")"),
        ] {
            assert_eq!(
                translate(expression, &tagged).as_deref(),
                Ok(line),
                "{expression}"
            );
        }
        for (expression, why) in [
            ("tags # \"x\"", "no feed has the tag"),
            ("enclosure_url =~ \"x\"", "no counterpart"),
            ("unread = ", "compared with nothing"),
            ("(unread = \"yes\"", "a `)` is missing"),
            ("title = \"x", "quotation mark"),
            ("content =~ \"a[bc]\"", "no counterpart"),
        ] {
            let said = translate(expression, &tagged).unwrap_err();
            assert!(said.contains(why), "{expression}: {said}");
        }
    }
}
